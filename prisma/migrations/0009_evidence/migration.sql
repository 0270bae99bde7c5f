-- What a merchant agreed to bear (R-51).
-- AlterTable
ALTER TABLE "enrolment" ADD COLUMN     "cross_shop_terms" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- A base found before the start is found again at the start, in a row of its own: deals in
-- between may have lowered it.
DROP INDEX "base_price_evidence_promotion_id_version_sku_id_key";

-- CreateIndex
CREATE UNIQUE INDEX "base_price_evidence_promotion_id_version_sku_id_found_at_key" ON "base_price_evidence"("promotion_id", "version", "sku_id", "found_at");

-- What may be struck through is part of what pages show.
CREATE TRIGGER base_price_evidence_found AFTER INSERT ON base_price_evidence
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_ring();
