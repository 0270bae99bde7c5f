-- Receipt: when it is due, and when it was.
ALTER TABLE "merchant_order" ADD COLUMN     "receipt_due_at" TIMESTAMPTZ(3),
ADD COLUMN     "received_at" TIMESTAMPTZ(3);
CREATE INDEX "merchant_order_state_receipt_due_at_idx" ON "merchant_order"("state", "receipt_due_at");

-- Orders that are older: as app/domain/order/receipt.ts counts; received when history says so.
UPDATE merchant_order SET receipt_due_at =
  (greatest((shipped_at AT TIME ZONE 'Asia/Shanghai')::date + 10, coalesce(arrive_by + 7, '-infinity'::date)) + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
 WHERE shipped_at IS NOT NULL;
UPDATE merchant_order o SET received_at = h.at
  FROM state_history h WHERE h.entity = 'MERCHANT_ORDER' AND h.entity_id = o.id AND h.to_state = 'RECEIVED';

ALTER TABLE merchant_order ADD CONSTRAINT merchant_order_receipt CHECK ((received_at IS NOT NULL) = (state IN ('RECEIVED', 'COMPLETED')));
