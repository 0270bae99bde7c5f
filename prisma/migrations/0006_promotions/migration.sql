-- CreateEnum
CREATE TYPE "campaign_state" AS ENUM ('DRAFT', 'LIVE', 'CLOSED');

-- CreateEnum
CREATE TYPE "promotion_state" AS ENUM ('DRAFT', 'PUBLISHED', 'STOPPED');

-- CreateEnum
CREATE TYPE "claim_state" AS ENUM ('HELD', 'USED', 'RELEASED');

-- CreateEnum
CREATE TYPE "coupon_state" AS ENUM ('AVAILABLE', 'LOCKED', 'USED');

-- CreateEnum
CREATE TYPE "enrolment_state" AS ENUM ('PROPOSED', 'ACCEPTED', 'REJECTED', 'WITHDRAWN');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "ledger_account" ADD VALUE 'PLATFORM_SUBSIDY';
ALTER TYPE "ledger_account" ADD VALUE 'BRAND_FUND_SUBSIDY';
ALTER TYPE "ledger_account" ADD VALUE 'AID_FUND_SUBSIDY';

-- AlterTable
ALTER TABLE "checkout" ADD COLUMN     "engine_version" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "freight_discount_fen" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "promotion_revision" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "merchant_order" ADD COLUMN     "freight_discount_fen" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "order_line" ADD COLUMN     "gift_value_fen" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "is_gift" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "campaign_series" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "campaign_series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "series_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "edition" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "state" "campaign_state" NOT NULL DEFAULT 'DRAFT',
    "draft" JSONB NOT NULL,
    "published_version" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "cloned_from_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_version" (
    "campaign_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" UUID NOT NULL,

    CONSTRAINT "campaign_version_pkey" PRIMARY KEY ("campaign_id","version")
);

-- CreateTable
CREATE TABLE "promotion" (
    "id" UUID NOT NULL,
    "campaign_id" UUID,
    "merchant_id" UUID,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" "promotion_state" NOT NULL DEFAULT 'DRAFT',
    "draft" JSONB NOT NULL,
    "published_version" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "promotion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "promotion_version" (
    "promotion_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" UUID NOT NULL,

    CONSTRAINT "promotion_version_pkey" PRIMARY KEY ("promotion_id","version")
);

-- CreateTable
CREATE TABLE "promotion_counter" (
    "promotion_id" UUID NOT NULL,
    "budget_fen" INTEGER,
    "taken_fen" INTEGER NOT NULL DEFAULT 0,
    "uses_limit" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "coupons_limit" INTEGER,
    "coupons_claimed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "promotion_counter_pkey" PRIMARY KEY ("promotion_id")
);

-- CreateTable
CREATE TABLE "promotion_units" (
    "promotion_id" UUID NOT NULL,
    "sku_id" UUID NOT NULL,
    "promised" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "promotion_units_pkey" PRIMARY KEY ("promotion_id","sku_id")
);

-- CreateTable
CREATE TABLE "promotion_buyer" (
    "promotion_id" UUID NOT NULL,
    "buyer_key" TEXT NOT NULL,
    "sku_id" TEXT NOT NULL DEFAULT '',
    "taken" INTEGER NOT NULL,

    CONSTRAINT "promotion_buyer_pkey" PRIMARY KEY ("promotion_id","buyer_key","sku_id")
);

-- CreateTable
CREATE TABLE "promotion_claim" (
    "checkout_id" UUID NOT NULL,
    "promotion_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "coupon_id" UUID,
    "buyer_key" TEXT NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "released_fen" INTEGER NOT NULL DEFAULT 0,
    "units" JSONB NOT NULL DEFAULT '{}',
    "state" "claim_state" NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "promotion_claim_pkey" PRIMARY KEY ("checkout_id","promotion_id")
);

-- CreateTable
CREATE TABLE "allocation" (
    "id" UUID NOT NULL,
    "checkout_id" UUID NOT NULL,
    "merchant_order_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "line_id" UUID,
    "promotion_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "lane" TEXT NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "units" JSONB NOT NULL,
    "merchant_fen" INTEGER NOT NULL,
    "platform_fen" INTEGER NOT NULL,
    "brand_fund_fen" INTEGER NOT NULL,
    "aid_fund_fen" INTEGER NOT NULL,

    CONSTRAINT "allocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "coupon" (
    "id" UUID NOT NULL,
    "promotion_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "user_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "state" "coupon_state" NOT NULL DEFAULT 'AVAILABLE',
    "checkout_id" UUID,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "coupon_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrolment" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "sku_id" UUID NOT NULL,
    "state" "enrolment_state" NOT NULL DEFAULT 'PROPOSED',
    "campaign_price_fen" INTEGER NOT NULL,
    "reference_price_fen" INTEGER,
    "promised_units" INTEGER NOT NULL,
    "max_per_buyer" INTEGER,
    "joins_cross_shop" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT NOT NULL DEFAULT '',
    "promotion_id" UUID,
    "proposed_by" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "enrolment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "base_price_evidence" (
    "id" UUID NOT NULL,
    "promotion_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "merchant_id" UUID NOT NULL,
    "sku_id" UUID NOT NULL,
    "window_from" TIMESTAMPTZ(3) NOT NULL,
    "window_until" TIMESTAMPTZ(3) NOT NULL,
    "ground" TEXT NOT NULL,
    "base_price_fen" INTEGER,
    "reference_price_fen" INTEGER,
    "deals" JSONB NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "base_price_evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_change" (
    "id" BIGSERIAL NOT NULL,
    "sku_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "old_fen" INTEGER NOT NULL,
    "new_fen" INTEGER NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "changed_by" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "price_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "promotion_revision" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "promotion_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund_reprice" (
    "refund_id" UUID NOT NULL,
    "line_id" UUID,
    "merchant_order_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "merchant_fen" INTEGER NOT NULL,
    "platform_fen" INTEGER NOT NULL,
    "brand_fund_fen" INTEGER NOT NULL,
    "aid_fund_fen" INTEGER NOT NULL,

    CONSTRAINT "refund_reprice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "campaign_slug_key" ON "campaign"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_series_id_edition_key" ON "campaign"("series_id", "edition");

-- CreateIndex
CREATE INDEX "promotion_state_idx" ON "promotion"("state");

-- CreateIndex
CREATE INDEX "promotion_campaign_id_idx" ON "promotion"("campaign_id");

-- CreateIndex
CREATE INDEX "promotion_merchant_id_state_idx" ON "promotion"("merchant_id", "state");

-- CreateIndex
CREATE INDEX "promotion_claim_promotion_id_state_idx" ON "promotion_claim"("promotion_id", "state");

-- CreateIndex
CREATE INDEX "allocation_checkout_id_idx" ON "allocation"("checkout_id");

-- CreateIndex
CREATE INDEX "allocation_promotion_id_idx" ON "allocation"("promotion_id");

-- CreateIndex
CREATE UNIQUE INDEX "allocation_merchant_order_id_line_id_promotion_id_key" ON "allocation"("merchant_order_id", "line_id", "promotion_id");

-- CreateIndex
CREATE INDEX "coupon_user_id_state_idx" ON "coupon"("user_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "coupon_promotion_id_user_id_ordinal_key" ON "coupon"("promotion_id", "user_id", "ordinal");

-- CreateIndex
CREATE INDEX "enrolment_merchant_id_campaign_id_idx" ON "enrolment"("merchant_id", "campaign_id");

-- CreateIndex
CREATE UNIQUE INDEX "enrolment_campaign_id_sku_id_key" ON "enrolment"("campaign_id", "sku_id");

-- CreateIndex
CREATE INDEX "base_price_evidence_merchant_id_sku_id_idx" ON "base_price_evidence"("merchant_id", "sku_id");

-- CreateIndex
CREATE UNIQUE INDEX "base_price_evidence_promotion_id_version_sku_id_key" ON "base_price_evidence"("promotion_id", "version", "sku_id");

-- CreateIndex
CREATE INDEX "price_change_sku_id_at_idx" ON "price_change"("sku_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "refund_reprice_refund_id_merchant_order_id_line_id_key" ON "refund_reprice"("refund_id", "merchant_order_id", "line_id");

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "campaign_series"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_cloned_from_id_fkey" FOREIGN KEY ("cloned_from_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_version" ADD CONSTRAINT "campaign_version_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promotion" ADD CONSTRAINT "promotion_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promotion" ADD CONSTRAINT "promotion_merchant_id_fkey" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promotion_version" ADD CONSTRAINT "promotion_version_promotion_id_fkey" FOREIGN KEY ("promotion_id") REFERENCES "promotion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promotion_counter" ADD CONSTRAINT "promotion_counter_promotion_id_fkey" FOREIGN KEY ("promotion_id") REFERENCES "promotion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promotion_units" ADD CONSTRAINT "promotion_units_promotion_id_fkey" FOREIGN KEY ("promotion_id") REFERENCES "promotion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promotion_claim" ADD CONSTRAINT "promotion_claim_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promotion_claim" ADD CONSTRAINT "promotion_claim_promotion_id_fkey" FOREIGN KEY ("promotion_id") REFERENCES "promotion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "promotion_claim" ADD CONSTRAINT "promotion_claim_coupon_id_fkey" FOREIGN KEY ("coupon_id") REFERENCES "coupon"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_merchant_id_merchant_order_id_fkey" FOREIGN KEY ("merchant_id", "merchant_order_id") REFERENCES "merchant_order"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_merchant_id_line_id_fkey" FOREIGN KEY ("merchant_id", "line_id") REFERENCES "order_line"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_promotion_id_version_fkey" FOREIGN KEY ("promotion_id", "version") REFERENCES "promotion_version"("promotion_id", "version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_promotion_id_fkey" FOREIGN KEY ("promotion_id") REFERENCES "promotion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_promotion_id_version_fkey" FOREIGN KEY ("promotion_id", "version") REFERENCES "promotion_version"("promotion_id", "version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_merchant_id_fkey" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_merchant_id_sku_id_fkey" FOREIGN KEY ("merchant_id", "sku_id") REFERENCES "sku"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_promotion_id_fkey" FOREIGN KEY ("promotion_id") REFERENCES "promotion"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "base_price_evidence" ADD CONSTRAINT "base_price_evidence_promotion_id_fkey" FOREIGN KEY ("promotion_id") REFERENCES "promotion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "base_price_evidence" ADD CONSTRAINT "base_price_evidence_merchant_id_sku_id_fkey" FOREIGN KEY ("merchant_id", "sku_id") REFERENCES "sku"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_change" ADD CONSTRAINT "price_change_merchant_id_sku_id_fkey" FOREIGN KEY ("merchant_id", "sku_id") REFERENCES "sku"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund_reprice" ADD CONSTRAINT "refund_reprice_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language cannot say.
ALTER TABLE promotion_counter ADD CONSTRAINT promotion_counter_within CHECK (
  taken_fen >= 0 AND uses >= 0 AND budget_fen >= 0 AND uses_limit >= 0
  AND coupons_claimed >= 0 AND (coupons_limit IS NULL OR coupons_claimed <= coupons_limit)
  AND (budget_fen IS NULL OR taken_fen <= budget_fen) AND (uses_limit IS NULL OR uses <= uses_limit));
ALTER TABLE promotion_units ADD CONSTRAINT promotion_units_within CHECK (taken BETWEEN 0 AND promised);
ALTER TABLE promotion_buyer ADD CONSTRAINT promotion_buyer_taken CHECK (taken >= 0);
ALTER TABLE promotion_claim ADD CONSTRAINT promotion_claim_amounts CHECK (
  amount_fen >= 0 AND released_fen BETWEEN 0 AND amount_fen AND (state <> 'RELEASED' OR released_fen = amount_fen));
ALTER TABLE promotion_version ADD CONSTRAINT promotion_version_window CHECK (ends_at > starts_at AND version > 0);
ALTER TABLE campaign_version ADD CONSTRAINT campaign_version_number CHECK (version > 0);
ALTER TABLE allocation ADD CONSTRAINT allocation_shares CHECK (
  amount_fen > 0 AND merchant_fen >= 0 AND platform_fen >= 0 AND brand_fund_fen >= 0 AND aid_fund_fen >= 0
  AND amount_fen = merchant_fen + platform_fen + brand_fund_fen + aid_fund_fen);
ALTER TABLE refund_reprice ADD CONSTRAINT refund_reprice_shares CHECK (
  amount_fen = merchant_fen + platform_fen + brand_fund_fen + aid_fund_fen);
ALTER TABLE coupon ADD CONSTRAINT coupon_window CHECK (valid_until > valid_from AND ordinal > 0);
ALTER TABLE coupon ADD CONSTRAINT coupon_lock CHECK ((state = 'AVAILABLE') = (checkout_id IS NULL));
ALTER TABLE enrolment ADD CONSTRAINT enrolment_terms CHECK (
  campaign_price_fen > 0 AND promised_units > 0 AND max_per_buyer > 0 AND (reference_price_fen IS NULL OR reference_price_fen > campaign_price_fen));
ALTER TABLE base_price_evidence ADD CONSTRAINT base_price_evidence_ground CHECK (
  ground IN ('LOWEST_7_DAYS', 'LAST_DEAL', 'NONE') AND (ground = 'NONE') = (base_price_fen IS NULL)
  AND (reference_price_fen IS NULL OR reference_price_fen <= base_price_fen) AND window_until > window_from);
ALTER TABLE price_change ADD CONSTRAINT price_change_differs CHECK (old_fen > 0 AND new_fen > 0 AND old_fen <> new_fen);
ALTER TABLE promotion_revision ADD CONSTRAINT promotion_revision_one_row CHECK (id = 1);
ALTER TABLE order_line ADD CONSTRAINT order_line_gift CHECK (
  is_gift = false AND gift_value_fen = 0 OR is_gift AND unit_price_fen = 0 AND gift_value_fen >= 0);
ALTER TABLE checkout ADD CONSTRAINT checkout_freight_discount CHECK (freight_discount_fen >= 0);
ALTER TABLE merchant_order ADD CONSTRAINT merchant_order_freight_discount CHECK (freight_discount_fen >= 0);
-- Null is a value of its own here: one allocation of a promotion in a merchant order's freight.
CREATE UNIQUE INDEX allocation_freight_once ON allocation (merchant_order_id, promotion_id) WHERE line_id IS NULL;
CREATE UNIQUE INDEX refund_reprice_freight_once ON refund_reprice (refund_id, merchant_order_id) WHERE line_id IS NULL;

CREATE TRIGGER campaign_version_append_only BEFORE UPDATE OR DELETE ON campaign_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER promotion_version_append_only BEFORE UPDATE OR DELETE ON promotion_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER allocation_append_only BEFORE UPDATE OR DELETE ON allocation
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refund_reprice_append_only BEFORE UPDATE OR DELETE ON refund_reprice
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER base_price_evidence_append_only BEFORE UPDATE OR DELETE ON base_price_evidence
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER price_change_append_only BEFORE UPDATE OR DELETE ON price_change
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What was published or stopped raises the revision, which placements compare, and rings,
-- so that pages and promotions kept in memory go.
INSERT INTO promotion_revision (id, revision) VALUES (1, 1);
CREATE FUNCTION promotions_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE promotion_revision SET revision = revision + 1 WHERE id = 1;
  PERFORM pg_notify('catalogue', '');
  RETURN NULL;
END $$;
CREATE TRIGGER promotion_version_made AFTER INSERT ON promotion_version
  FOR EACH STATEMENT EXECUTE FUNCTION promotions_changed();
CREATE TRIGGER promotion_state_changed AFTER UPDATE ON promotion FOR EACH ROW
  WHEN ((OLD.state, OLD.published_version) IS DISTINCT FROM (NEW.state, NEW.published_version))
  EXECUTE FUNCTION promotions_changed();
-- Whether something is left of a limit is part of what pages and quotes say.
CREATE TRIGGER promotion_units_gone AFTER UPDATE ON promotion_units FOR EACH ROW
  WHEN ((OLD.taken >= OLD.promised) IS DISTINCT FROM (NEW.taken >= NEW.promised))
  EXECUTE FUNCTION catalogue_ring();
CREATE TRIGGER campaign_version_made AFTER INSERT ON campaign_version
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_ring();
CREATE TRIGGER campaign_state_changed AFTER UPDATE ON campaign FOR EACH ROW
  WHEN ((OLD.state, OLD.published_version, OLD.name) IS DISTINCT FROM (NEW.state, NEW.published_version, NEW.name))
  EXECUTE FUNCTION catalogue_ring();

-- A refund that a lost discount eats up whole still closes the order.
ALTER TABLE refund DROP CONSTRAINT refund_amount;
ALTER TABLE refund ADD CONSTRAINT refund_amount CHECK (amount_fen >= 0 AND freight_fen >= 0);

INSERT INTO campaign_series (id, name) VALUES ('nianhuo', '塔里木河年货节');
