
-- Favourites and footprints.
ALTER TABLE "app_user" ADD COLUMN     "footprints_on" BOOLEAN NOT NULL DEFAULT false;
CREATE TABLE "favourite" (
    "user_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "favourite_pkey" PRIMARY KEY ("user_id","product_id")
);
CREATE TABLE "footprint" (
    "user_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "footprint_pkey" PRIMARY KEY ("user_id","product_id")
);
CREATE INDEX "favourite_user_id_created_at_idx" ON "favourite"("user_id", "created_at");
CREATE INDEX "footprint_user_id_seen_at_idx" ON "footprint"("user_id", "seen_at");
ALTER TABLE "favourite" ADD CONSTRAINT "favourite_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "favourite" ADD CONSTRAINT "favourite_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "footprint" ADD CONSTRAINT "footprint_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "footprint" ADD CONSTRAINT "footprint_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Conversation with the shop, and complaints.
CREATE TYPE "speaker" AS ENUM ('BUYER', 'MERCHANT', 'OPERATOR');
CREATE TYPE "complaint_kind" AS ENUM ('NOT_ARRIVED', 'DAMAGED', 'NOT_AS_SHOWN', 'QUALITY', 'PRICE', 'SERVICE', 'OTHER');
CREATE TYPE "complaint_state" AS ENUM ('OPEN', 'WITHDRAWN', 'UPHELD', 'REJECTED');
CREATE TABLE "talk_message" (
    "id" UUID NOT NULL,
    "merchant_order_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "by" "speaker" NOT NULL,
    "actor_id" UUID,
    "text_cipher" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "talk_message_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "complaint" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "merchant_order_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "kind" "complaint_kind" NOT NULL,
    "state" "complaint_state" NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "complaint_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "talk_message_merchant_order_id_at_idx" ON "talk_message"("merchant_order_id", "at");
CREATE INDEX "talk_message_merchant_id_at_idx" ON "talk_message"("merchant_id", "at");
CREATE UNIQUE INDEX "complaint_number_key" ON "complaint"("number");
CREATE INDEX "complaint_merchant_order_id_opened_at_idx" ON "complaint"("merchant_order_id", "opened_at");
CREATE INDEX "complaint_state_decided_by_idx" ON "complaint"("state", "decided_by");
ALTER TABLE "talk_message" ADD CONSTRAINT "talk_message_merchant_id_merchant_order_id_fkey" FOREIGN KEY ("merchant_id", "merchant_order_id") REFERENCES "merchant_order"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_merchant_id_merchant_order_id_fkey" FOREIGN KEY ("merchant_id", "merchant_order_id") REFERENCES "merchant_order"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE UNIQUE INDEX complaint_one_open ON complaint (merchant_order_id) WHERE state = 'OPEN';
ALTER TABLE complaint ADD CONSTRAINT complaint_closed CHECK ((state = 'OPEN') = (closed_at IS NULL));
CREATE TRIGGER talk_message_append_only BEFORE UPDATE OR DELETE ON talk_message
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER complaint_stays BEFORE DELETE ON complaint FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- It ends once; what it was about and until when stays.
CREATE TRIGGER complaint_ends_once BEFORE UPDATE ON complaint FOR EACH ROW
  WHEN (OLD.state <> 'OPEN' OR (OLD.id, OLD.number, OLD.merchant_order_id, OLD.merchant_id, OLD.kind, OLD.opened_at, OLD.decided_by)
          IS DISTINCT FROM (NEW.id, NEW.number, NEW.merchant_order_id, NEW.merchant_id, NEW.kind, NEW.opened_at, NEW.decided_by))
  EXECUTE FUNCTION refuse_change();
