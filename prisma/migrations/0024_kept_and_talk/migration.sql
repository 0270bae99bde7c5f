
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
