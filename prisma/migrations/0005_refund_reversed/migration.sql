-- Money of a refund that had arrived and came back from the buyer's bank.
ALTER TYPE "ledger_kind" ADD VALUE 'REFUND_REVERSED';
