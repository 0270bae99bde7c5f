-- Merchants' photographs of their goods.
CREATE TABLE "product_photo" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "alt" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_photo_pkey" PRIMARY KEY ("id")
);
-- Asked at the end of a statement, so that one statement can set a new order.
ALTER TABLE "product_photo" ADD CONSTRAINT "product_photo_product_id_position_key" UNIQUE ("product_id", "position") DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE "product_photo" ADD CONSTRAINT "product_photo_merchant_id_product_id_fkey" FOREIGN KEY ("merchant_id", "product_id") REFERENCES "product"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Six at most.
ALTER TABLE product_photo ADD CONSTRAINT product_photo_position CHECK (position BETWEEN 0 AND 5),
  ADD CONSTRAINT product_photo_size CHECK (width BETWEEN 1 AND 1080 AND height BETWEEN 1 AND 1620);

-- Browsers keep it for good under its name; only its place and its description may change.
CREATE TRIGGER product_photo_stays BEFORE UPDATE ON product_photo FOR EACH ROW
  WHEN ((OLD.id, OLD.product_id, OLD.merchant_id, OLD.width, OLD.height, OLD.created_at)
          IS DISTINCT FROM (NEW.id, NEW.product_id, NEW.merchant_id, NEW.width, NEW.height, NEW.created_at))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER product_photo_ring AFTER INSERT OR UPDATE OR DELETE ON product_photo
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_ring();
