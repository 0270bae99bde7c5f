-- AlterTable
ALTER TABLE "merchant_order" ADD COLUMN     "arrive_by" DATE,
ADD COLUMN     "ship_by" TIMESTAMPTZ(3),
ADD COLUMN     "warehouse_id" TEXT;

-- AlterTable
ALTER TABLE "order_line" ADD COLUMN     "arrive_by" DATE,
ADD COLUMN     "ship_by" TIMESTAMPTZ(3),
ADD COLUMN     "warehouse_id" TEXT;

-- CreateTable
CREATE TABLE "warehouse" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "pickup_minute" INTEGER NOT NULL,
    "handling_days" INTEGER NOT NULL,
    "sort" INTEGER NOT NULL,

    CONSTRAINT "warehouse_pkey" PRIMARY KEY ("id")
);

-- Goods that are there lie somewhere.
INSERT INTO warehouse (id, name, kind, pickup_minute, handling_days, sort)
VALUES ('hub', '浙江前置仓', 'HUB', 1080, 1, 1), ('origin', '新疆产地直发', 'ORIGIN', 1080, 2, 2);

-- AlterTable
ALTER TABLE "sku" ADD COLUMN     "warehouse_id" TEXT NOT NULL DEFAULT 'origin';

-- CreateTable
CREATE TABLE "shipping_zone" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "base_fen" INTEGER NOT NULL,
    "free_from_fen" INTEGER,
    "surcharge_fen" INTEGER NOT NULL,
    "sort" INTEGER NOT NULL,

    CONSTRAINT "shipping_zone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zone_province" (
    "province_code" TEXT NOT NULL,
    "zone_id" TEXT NOT NULL,

    CONSTRAINT "zone_province_pkey" PRIMARY KEY ("province_code")
);

-- CreateTable
CREATE TABLE "shipping_lane" (
    "warehouse_id" TEXT NOT NULL,
    "zone_id" TEXT NOT NULL,
    "transit_days" INTEGER NOT NULL,

    CONSTRAINT "shipping_lane_pkey" PRIMARY KEY ("warehouse_id","zone_id")
);

-- CreateTable
CREATE TABLE "order_cutoff" (
    "id" UUID NOT NULL,
    "warehouse_id" TEXT NOT NULL,
    "zone_id" TEXT NOT NULL,
    "cutoff_at" TIMESTAMPTZ(3) NOT NULL,
    "resumes_on" DATE NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "order_cutoff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "courier_pause" (
    "id" UUID NOT NULL,
    "warehouse_id" TEXT,
    "zone_id" TEXT,
    "from_day" DATE NOT NULL,
    "until_day" DATE NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "courier_pause_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_stop" (
    "province_code" TEXT NOT NULL,
    "goods_type" "goods_type" NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "delivery_stop_pkey" PRIMARY KEY ("province_code","goods_type")
);

-- CreateTable
CREATE TABLE "shipping_revision" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "shipping_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "broken_promise" (
    "id" BIGSERIAL NOT NULL,
    "line_id" UUID NOT NULL,
    "merchant_order_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "broken_at" TIMESTAMPTZ(3) NOT NULL,
    "business_date" DATE NOT NULL,

    CONSTRAINT "broken_promise_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "order_cutoff_warehouse_id_zone_id_resumes_on_key" ON "order_cutoff"("warehouse_id", "zone_id", "resumes_on");

-- CreateIndex
CREATE INDEX "broken_promise_merchant_id_business_date_idx" ON "broken_promise"("merchant_id", "business_date");

-- CreateIndex
CREATE UNIQUE INDEX "broken_promise_line_id_kind_key" ON "broken_promise"("line_id", "kind");

-- AddForeignKey
ALTER TABLE "zone_province" ADD CONSTRAINT "zone_province_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "shipping_zone"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipping_lane" ADD CONSTRAINT "shipping_lane_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipping_lane" ADD CONSTRAINT "shipping_lane_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "shipping_zone"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_cutoff" ADD CONSTRAINT "order_cutoff_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_cutoff" ADD CONSTRAINT "order_cutoff_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "shipping_zone"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "courier_pause" ADD CONSTRAINT "courier_pause_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "courier_pause" ADD CONSTRAINT "courier_pause_zone_id_fkey" FOREIGN KEY ("zone_id") REFERENCES "shipping_zone"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sku" ADD CONSTRAINT "sku_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broken_promise" ADD CONSTRAINT "broken_promise_merchant_id_line_id_fkey" FOREIGN KEY ("merchant_id", "line_id") REFERENCES "order_line"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language cannot say.
ALTER TABLE warehouse ADD CONSTRAINT warehouse_times CHECK (kind IN ('HUB', 'ORIGIN') AND pickup_minute BETWEEN 0 AND 1440 AND handling_days BETWEEN 0 AND 30);
ALTER TABLE shipping_zone ADD CONSTRAINT shipping_zone_tariff CHECK (base_fen >= 0 AND surcharge_fen >= 0 AND free_from_fen > 0);
ALTER TABLE shipping_lane ADD CONSTRAINT shipping_lane_days CHECK (transit_days BETWEEN 0 AND 60);
ALTER TABLE order_cutoff ADD CONSTRAINT order_cutoff_order CHECK (resumes_on > (cutoff_at AT TIME ZONE 'Asia/Shanghai')::date);
ALTER TABLE courier_pause ADD CONSTRAINT courier_pause_order CHECK (until_day > from_day AND until_day - from_day <= 60);
ALTER TABLE shipping_revision ADD CONSTRAINT shipping_revision_one_row CHECK (id = 1);
ALTER TABLE merchant_order ADD CONSTRAINT merchant_order_promise CHECK (
  (warehouse_id IS NULL) = (ship_by IS NULL) AND (ship_by IS NULL) = (arrive_by IS NULL) AND ship_by > placed_at);
ALTER TABLE order_line ADD CONSTRAINT order_line_promise CHECK (
  (warehouse_id IS NULL) = (ship_by IS NULL) AND (ship_by IS NULL) = (arrive_by IS NULL));
ALTER TABLE broken_promise ADD CONSTRAINT broken_promise_kind CHECK (kind IN ('SHIP', 'ARRIVE') AND quantity > 0);
CREATE TRIGGER broken_promise_append_only BEFORE UPDATE OR DELETE ON broken_promise
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- What waits to be packed, for the look at deadlines that have passed.
CREATE INDEX merchant_order_waiting ON merchant_order (ship_by) WHERE state IN ('TO_SHIP', 'PART_SHIPPED');

-- A change of these tables raises the revision, which placements compare, and rings, so
-- that pages and tables kept in memory go.
INSERT INTO shipping_revision (id, revision) VALUES (1, 1);
CREATE FUNCTION shipping_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE shipping_revision SET revision = revision + 1 WHERE id = 1;
  PERFORM pg_notify('catalogue', '');
  RETURN NULL;
END $$;
CREATE TRIGGER warehouse_changed AFTER INSERT OR UPDATE OR DELETE ON warehouse
  FOR EACH STATEMENT EXECUTE FUNCTION shipping_changed();
CREATE TRIGGER shipping_zone_changed AFTER INSERT OR UPDATE OR DELETE ON shipping_zone
  FOR EACH STATEMENT EXECUTE FUNCTION shipping_changed();
CREATE TRIGGER zone_province_changed AFTER INSERT OR UPDATE OR DELETE ON zone_province
  FOR EACH STATEMENT EXECUTE FUNCTION shipping_changed();
CREATE TRIGGER shipping_lane_changed AFTER INSERT OR UPDATE OR DELETE ON shipping_lane
  FOR EACH STATEMENT EXECUTE FUNCTION shipping_changed();
CREATE TRIGGER order_cutoff_changed AFTER INSERT OR UPDATE OR DELETE ON order_cutoff
  FOR EACH STATEMENT EXECUTE FUNCTION shipping_changed();
CREATE TRIGGER courier_pause_changed AFTER INSERT OR UPDATE OR DELETE ON courier_pause
  FOR EACH STATEMENT EXECUTE FUNCTION shipping_changed();
CREATE TRIGGER delivery_stop_changed AFTER INSERT OR UPDATE OR DELETE ON delivery_stop
  FOR EACH STATEMENT EXECUTE FUNCTION shipping_changed();
-- Where goods lie is part of what a page promises.
CREATE TRIGGER sku_moved_ring AFTER UPDATE ON sku FOR EACH ROW
  WHEN (OLD.warehouse_id IS DISTINCT FROM NEW.warehouse_id)
  EXECUTE FUNCTION catalogue_ring();
