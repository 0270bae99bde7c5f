-- 代付: whoever has the link may pay the order, and sees goods and amount only. The token is
-- derived from the id with a secret of the shop and stored as its hash.
CREATE TABLE "pay_link" (
    "id" UUID NOT NULL,
    "checkout_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "pay_link_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "pay_link_token_hash_key" ON "pay_link"("token_hash");
CREATE INDEX "pay_link_checkout_id_idx" ON "pay_link"("checkout_id");
ALTER TABLE "pay_link" ADD CONSTRAINT "pay_link_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE pay_link ADD CONSTRAINT pay_link_lasts CHECK (expires_at > created_at);
CREATE UNIQUE INDEX pay_link_one_live ON pay_link (checkout_id) WHERE withdrawn_at IS NULL;

ALTER TABLE "payment_attempt" ADD COLUMN "pay_link_id" UUID;
ALTER TABLE "payment_attempt" ADD CONSTRAINT "payment_attempt_pay_link_id_fkey" FOREIGN KEY ("pay_link_id") REFERENCES "pay_link"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- 贺卡: a few words that the seller prints and puts into the parcel, encrypted like the address.
ALTER TABLE "checkout" ADD COLUMN "gift_card_cipher" TEXT;

-- 发票: one request a merchant order, because each seller writes his own invoice.
CREATE TYPE "invoice_kind" AS ENUM ('PERSONAL', 'COMPANY');
CREATE TABLE "invoice_request" (
    "merchant_order_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "kind" "invoice_kind" NOT NULL,
    "details_cipher" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invoice_request_pkey" PRIMARY KEY ("merchant_order_id")
);
CREATE UNIQUE INDEX "invoice_request_merchant_id_merchant_order_id_key" ON "invoice_request"("merchant_id", "merchant_order_id");
ALTER TABLE "invoice_request" ADD CONSTRAINT "invoice_request_merchant_id_merchant_order_id_fkey" FOREIGN KEY ("merchant_id", "merchant_order_id") REFERENCES "merchant_order"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
