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

-- Reviews.
CREATE TYPE "review_state" AS ENUM ('PUBLISHED', 'HIDDEN_LEGAL');
CREATE TABLE "review" (
    "id" UUID NOT NULL,
    "line_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "stars" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "state" "review_state" NOT NULL DEFAULT 'PUBLISHED',
    "hidden_reason" TEXT,
    "reply" TEXT,
    "replied_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "review_picture" (
    "id" UUID NOT NULL,
    "review_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,

    CONSTRAINT "review_picture_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "review_line_id_key" ON "review"("line_id");
CREATE UNIQUE INDEX "review_merchant_id_line_id_key" ON "review"("merchant_id", "line_id");
CREATE INDEX "review_product_id_created_at_id_idx" ON "review"("product_id", "created_at", "id");
CREATE INDEX "review_merchant_id_created_at_id_idx" ON "review"("merchant_id", "created_at", "id");
CREATE UNIQUE INDEX "review_picture_review_id_position_key" ON "review_picture"("review_id", "position");
ALTER TABLE "review" ADD CONSTRAINT "review_merchant_id_line_id_fkey" FOREIGN KEY ("merchant_id", "line_id") REFERENCES "order_line"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "review" ADD CONSTRAINT "review_merchant_id_product_id_fkey" FOREIGN KEY ("merchant_id", "product_id") REFERENCES "product"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "review_picture" ADD CONSTRAINT "review_picture_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE review ADD CONSTRAINT review_stars CHECK (stars BETWEEN 1 AND 5),
  ADD CONSTRAINT review_hidden CHECK ((state = 'HIDDEN_LEGAL') = (coalesce(hidden_reason, '') <> '')),
  ADD CONSTRAINT review_reply CHECK ((reply IS NULL) = (replied_at IS NULL));

-- What a buyer has said stays as it was said; what the shop has answered, too (R-22).
CREATE TRIGGER review_stays BEFORE DELETE ON review FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_no_truncate BEFORE TRUNCATE ON review FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_words_stay BEFORE UPDATE ON review FOR EACH ROW
  WHEN ((OLD.id, OLD.line_id, OLD.merchant_id, OLD.product_id, OLD.stars, OLD.text, OLD.created_at)
          IS DISTINCT FROM (NEW.id, NEW.line_id, NEW.merchant_id, NEW.product_id, NEW.stars, NEW.text, NEW.created_at)
        OR (OLD.reply IS NOT NULL AND (OLD.reply, OLD.replied_at) IS DISTINCT FROM (NEW.reply, NEW.replied_at)))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_picture_stays BEFORE UPDATE OR DELETE ON review_picture FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_ring AFTER INSERT OR UPDATE ON review FOR EACH STATEMENT EXECUTE FUNCTION catalogue_ring();
