-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "user_status" AS ENUM ('ACTIVE', 'DISABLED');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('MERCHANT_OWNER', 'MERCHANT_STAFF', 'COMMAND_PREPARER', 'COMMAND_REVIEWER', 'COMMAND_CHIEF', 'OPERATOR');

-- CreateEnum
CREATE TYPE "region_level" AS ENUM ('PROVINCE', 'CITY', 'DISTRICT');

-- CreateEnum
CREATE TYPE "merchant_status" AS ENUM ('PENDING', 'OPEN', 'SUSPENDED', 'CLOSED');

-- CreateEnum
CREATE TYPE "return_policy" AS ENUM ('SEVEN_DAY', 'NEEDS_CONFIRM', 'STATUTORY_EXEMPT_FRESH', 'STATUTORY_EXEMPT_CUSTOM');

-- CreateEnum
CREATE TYPE "goods_type" AS ENUM ('FRESH', 'DRIED', 'FROZEN', 'LIQUID', 'NON_FOOD');

-- CreateEnum
CREATE TYPE "listing_status" AS ENUM ('DRAFT', 'IN_REVIEW', 'LISTED', 'OFF_SHELF');

-- CreateEnum
CREATE TYPE "sku_status" AS ENUM ('ON_SALE', 'OFF_SALE');

-- CreateEnum
CREATE TYPE "stock_movement_kind" AS ENUM ('RECEIVE', 'HOLD', 'RELEASE', 'COMMIT', 'CANCEL', 'SHIP', 'RETURN_OK', 'WRITE_OFF', 'ADJUST');

-- CreateEnum
CREATE TYPE "checkout_state" AS ENUM ('AWAITING_PAYMENT', 'CLOSING', 'PAID', 'CLOSED', 'REFUND_DUE');

-- CreateEnum
CREATE TYPE "payment_method" AS ENUM ('WECHAT_PAY', 'ALIPAY', 'CARD');

-- CreateEnum
CREATE TYPE "merchant_order_state" AS ENUM ('AWAITING_PAYMENT', 'TO_SHIP', 'PART_SHIPPED', 'SHIPPED', 'RECEIVED', 'COMPLETED', 'CLOSED');

-- CreateEnum
CREATE TYPE "hold_state" AS ENUM ('HELD', 'COMMITTED', 'RELEASED');

-- CreateEnum
CREATE TYPE "history_entity" AS ENUM ('CHECKOUT', 'MERCHANT_ORDER', 'SHIPMENT', 'REFUND');

-- CreateEnum
CREATE TYPE "shipment_state" AS ENUM ('CREATED', 'IN_TRANSIT', 'DELIVERED', 'EXCEPTION', 'RETURNED', 'VOID');

-- CreateEnum
CREATE TYPE "attempt_state" AS ENUM ('CREATED', 'OPEN', 'SUCCEEDED', 'DEAD', 'REJECTED');

-- CreateEnum
CREATE TYPE "payment_use" AS ENUM ('ORDER', 'SURPLUS');

-- CreateEnum
CREATE TYPE "refund_state" AS ENUM ('PENDING', 'SUCCEEDED', 'FAILED');

-- CreateEnum
CREATE TYPE "refund_reason" AS ENUM ('CANCELLED_BEFORE_SHIPPING', 'LATE_PAYMENT', 'SURPLUS_PAYMENT', 'WRONG_AMOUNT');

-- CreateEnum
CREATE TYPE "inbox_state" AS ENUM ('RECEIVED', 'PROCESSED', 'IGNORED');

-- CreateEnum
CREATE TYPE "ledger_account" AS ENUM ('PROVIDER_CLEARING', 'MERCHANT_PAYABLE', 'SURPLUS_PAYABLE');

-- CreateEnum
CREATE TYPE "ledger_kind" AS ENUM ('SALE', 'REFUND', 'SURPLUS_IN', 'SURPLUS_OUT');

-- CreateEnum
CREATE TYPE "fact_type" AS ENUM ('SALE', 'REFUND', 'REPRICE', 'OFFLINE', 'EXCLUSION');

-- CreateEnum
CREATE TYPE "fact_part" AS ENUM ('GOODS', 'FREIGHT');

-- CreateEnum
CREATE TYPE "report_state" AS ENUM ('OPEN', 'SUBMITTED', 'RETURNED', 'APPROVED', 'SIGNED');

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "phone_hash" TEXT NOT NULL,
    "phone_cipher" TEXT NOT NULL,
    "name_cipher" TEXT,
    "password_hash" TEXT NOT NULL,
    "status" "user_status" NOT NULL DEFAULT 'ACTIVE',
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "merchant_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "password_reset" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_reset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "user_id" UUID,
    "dedupe_key" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "to_cipher" TEXT,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "address" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "personal_cipher" TEXT NOT NULL,
    "province_code" TEXT NOT NULL,
    "city_code" TEXT NOT NULL,
    "district_code" TEXT NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "region" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "level" "region_level" NOT NULL,
    "parent_code" TEXT,
    "served" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "region_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "regiment" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "town" TEXT,
    "status" TEXT NOT NULL DEFAULT 'ACTIVE',
    "alias_of" TEXT,
    "sort" INTEGER NOT NULL,

    CONSTRAINT "regiment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "category" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "motif" TEXT NOT NULL,
    "sort" INTEGER NOT NULL,

    CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "carrier" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "sort" INTEGER NOT NULL,

    CONSTRAINT "carrier_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "business_clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "offset_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "business_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "merchant" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "legal_name" TEXT NOT NULL,
    "credit_code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "regiment_id" TEXT NOT NULL,
    "business_place" TEXT NOT NULL,
    "contact_phone" TEXT NOT NULL,
    "introduction" TEXT NOT NULL DEFAULT '',
    "motif" TEXT NOT NULL DEFAULT 'poplar',
    "status" "merchant_status" NOT NULL DEFAULT 'PENDING',
    "status_reason" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "merchant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product" (
    "id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "category_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "subtitle" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "regiment_id" TEXT NOT NULL,
    "is_local" BOOLEAN NOT NULL DEFAULT true,
    "goods_type" "goods_type" NOT NULL,
    "storage" TEXT NOT NULL,
    "shelf_life" TEXT NOT NULL,
    "season" TEXT,
    "return_policy" "return_policy" NOT NULL,
    "motif" TEXT NOT NULL,
    "search_text" TEXT NOT NULL DEFAULT '',
    "search_initials" TEXT NOT NULL DEFAULT '',
    "status" "listing_status" NOT NULL DEFAULT 'DRAFT',
    "version" INTEGER NOT NULL DEFAULT 1,
    "sort" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "listed_at" TIMESTAMPTZ(3),

    CONSTRAINT "product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sku" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "grade" TEXT NOT NULL,
    "spec" TEXT NOT NULL,
    "net_grams" INTEGER NOT NULL,
    "price_fen" INTEGER NOT NULL,
    "floor_fen" INTEGER NOT NULL,
    "status" "sku_status" NOT NULL DEFAULT 'ON_SALE',
    "is_bundle" BOOLEAN NOT NULL DEFAULT false,
    "on_hand" INTEGER NOT NULL DEFAULT 0,
    "held" INTEGER NOT NULL DEFAULT 0,
    "committed" INTEGER NOT NULL DEFAULT 0,
    "sort" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sku_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bundle_component" (
    "sku_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "category_id" TEXT NOT NULL,
    "net_grams" INTEGER NOT NULL,
    "price_share_bps" INTEGER NOT NULL,
    "regiment_id" TEXT NOT NULL,
    "producer_merchant_id" UUID NOT NULL,

    CONSTRAINT "bundle_component_pkey" PRIMARY KEY ("sku_id","position")
);

-- CreateTable
CREATE TABLE "stock_movement" (
    "id" UUID NOT NULL,
    "sku_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "kind" "stock_movement_kind" NOT NULL,
    "on_hand_delta" INTEGER NOT NULL DEFAULT 0,
    "held_delta" INTEGER NOT NULL DEFAULT 0,
    "committed_delta" INTEGER NOT NULL DEFAULT 0,
    "ref" TEXT NOT NULL,
    "note" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_movement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cart" (
    "id" UUID NOT NULL,
    "user_id" UUID,
    "guest_hash" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cart_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cart_line" (
    "cart_id" UUID NOT NULL,
    "sku_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "seen_price_fen" INTEGER NOT NULL,
    "checked" BOOLEAN NOT NULL DEFAULT true,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cart_line_pkey" PRIMARY KEY ("cart_id","sku_id")
);

-- CreateTable
CREATE TABLE "checkout" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "place_token" UUID NOT NULL,
    "user_id" UUID,
    "guest_hash" TEXT,
    "state" "checkout_state" NOT NULL,
    "channel" TEXT NOT NULL DEFAULT 'web',
    "buyer_key" TEXT NOT NULL,
    "personal_cipher" TEXT NOT NULL,
    "province_code" TEXT NOT NULL,
    "city_code" TEXT NOT NULL,
    "district_code" TEXT NOT NULL,
    "payment_method" "payment_method" NOT NULL,
    "goods_fen" INTEGER NOT NULL,
    "discount_fen" INTEGER NOT NULL DEFAULT 0,
    "freight_fen" INTEGER NOT NULL,
    "payable_fen" INTEGER NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'cny',
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "is_synthetic" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "checkout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "merchant_order" (
    "id" UUID NOT NULL,
    "checkout_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "state" "merchant_order_state" NOT NULL,
    "goods_fen" INTEGER NOT NULL,
    "discount_fen" INTEGER NOT NULL DEFAULT 0,
    "freight_fen" INTEGER NOT NULL,
    "total_fen" INTEGER NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "shipped_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "merchant_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "id" UUID NOT NULL,
    "merchant_order_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "sku_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "product_slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "grade" TEXT NOT NULL,
    "spec" TEXT NOT NULL,
    "motif" TEXT NOT NULL,
    "category_id" TEXT NOT NULL,
    "regiment_id" TEXT NOT NULL,
    "is_local" BOOLEAN NOT NULL,
    "is_bundle" BOOLEAN NOT NULL DEFAULT false,
    "net_grams" INTEGER NOT NULL,
    "return_policy" "return_policy" NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit_price_fen" INTEGER NOT NULL,
    "list_fen" INTEGER NOT NULL,
    "discount_fen" INTEGER NOT NULL DEFAULT 0,
    "paid_fen" INTEGER NOT NULL,
    "to_ship" INTEGER NOT NULL,
    "shipped" INTEGER NOT NULL DEFAULT 0,
    "cancelled" INTEGER NOT NULL DEFAULT 0,
    "in_transit" INTEGER NOT NULL DEFAULT 0,
    "received" INTEGER NOT NULL DEFAULT 0,
    "lost" INTEGER NOT NULL DEFAULT 0,
    "return_requested" INTEGER NOT NULL DEFAULT 0,
    "returned" INTEGER NOT NULL DEFAULT 0,
    "refunded_qty" INTEGER NOT NULL DEFAULT 0,
    "refunded_fen" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_line_component" (
    "line_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "category_id" TEXT NOT NULL,
    "net_grams" INTEGER NOT NULL,
    "regiment_id" TEXT NOT NULL,
    "producer_merchant_id" UUID NOT NULL,
    "paid_fen" INTEGER NOT NULL,

    CONSTRAINT "order_line_component_pkey" PRIMARY KEY ("line_id","position")
);

-- CreateTable
CREATE TABLE "stock_hold" (
    "checkout_id" UUID NOT NULL,
    "sku_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "state" "hold_state" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_hold_pkey" PRIMARY KEY ("checkout_id","sku_id")
);

-- CreateTable
CREATE TABLE "state_history" (
    "seq" BIGSERIAL NOT NULL,
    "entity" "history_entity" NOT NULL,
    "entity_id" UUID NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "state_history_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "shipment" (
    "id" UUID NOT NULL,
    "merchant_order_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "carrier_code" TEXT NOT NULL,
    "tracking_number" TEXT NOT NULL,
    "state" "shipment_state" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "shipment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shipment_line" (
    "shipment_id" UUID NOT NULL,
    "line_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "shipment_line_pkey" PRIMARY KEY ("shipment_id","line_id")
);

-- CreateTable
CREATE TABLE "payment_attempt" (
    "id" UUID NOT NULL,
    "checkout_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL DEFAULT 'FULL',
    "method" "payment_method" NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'cny',
    "idempotency_key" TEXT NOT NULL,
    "state" "attempt_state" NOT NULL,
    "session_id" TEXT,
    "session_url" TEXT,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "session_expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "checkout_id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "provider_payment_id" TEXT NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "method" "payment_method" NOT NULL,
    "use" "payment_use" NOT NULL,
    "captured_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund" (
    "id" UUID NOT NULL,
    "checkout_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "merchant_order_id" UUID,
    "reason" "refund_reason" NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "freight_fen" INTEGER NOT NULL DEFAULT 0,
    "state" "refund_state" NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "provider_refund_id" TEXT,
    "last_error" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "requested_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "succeeded_at" TIMESTAMPTZ(3),

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund_line" (
    "refund_id" UUID NOT NULL,
    "line_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "amount_fen" INTEGER NOT NULL,

    CONSTRAINT "refund_line_pkey" PRIMARY KEY ("refund_id","line_id")
);

-- CreateTable
CREATE TABLE "payment_exception" (
    "id" UUID NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "checkout_id" UUID,
    "payment_id" UUID,
    "refund_id" UUID,
    "amount_fen" INTEGER,
    "detail" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "resolution" TEXT,

    CONSTRAINT "payment_exception_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_inbox" (
    "event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "state" "inbox_state" NOT NULL DEFAULT 'RECEIVED',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,
    "event_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_inbox_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "ledger_transaction" (
    "id" UUID NOT NULL,
    "kind" "ledger_kind" NOT NULL,
    "checkout_id" UUID NOT NULL,
    "cause_id" UUID NOT NULL,
    "business_date" DATE NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "account" "ledger_account" NOT NULL,
    "merchant_id" UUID,
    "merchant_order_id" UUID,
    "component" TEXT NOT NULL DEFAULT '',
    "amount_fen" INTEGER NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'cny',

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_event" (
    "id" BIGSERIAL NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sales_fact" (
    "id" UUID NOT NULL,
    "event_key" TEXT NOT NULL,
    "type" "fact_type" NOT NULL,
    "part" "fact_part" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "business_date" DATE NOT NULL,
    "posted_period" TEXT NOT NULL,
    "checkout_id" UUID NOT NULL,
    "merchant_order_id" UUID NOT NULL,
    "line_id" UUID,
    "cause_id" UUID NOT NULL,
    "merchant_id" UUID NOT NULL,
    "producer_merchant_id" UUID,
    "sku_id" UUID,
    "sku_code" TEXT,
    "name" TEXT NOT NULL,
    "category_id" TEXT,
    "regiment_id" TEXT,
    "is_local" BOOLEAN NOT NULL DEFAULT true,
    "province_code" TEXT NOT NULL,
    "city_code" TEXT NOT NULL,
    "district_code" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "buyer_key" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "grams" INTEGER NOT NULL,
    "goods_fen" INTEGER NOT NULL,
    "freight_fen" INTEGER NOT NULL,

    CONSTRAINT "sales_fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "actor_role" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT NOT NULL DEFAULT '',
    "prev_hash" TEXT NOT NULL DEFAULT '',
    "hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "report" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'MONTHLY',
    "period" TEXT NOT NULL,
    "state" "report_state" NOT NULL DEFAULT 'OPEN',
    "number" TEXT NOT NULL,
    "preparer_id" UUID NOT NULL,
    "problems" TEXT NOT NULL DEFAULT '',
    "next_steps" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_user_phone_hash_key" ON "app_user"("phone_hash");

-- CreateIndex
CREATE UNIQUE INDEX "membership_user_id_role_merchant_id_key" ON "membership"("user_id", "role", "merchant_id");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE INDEX "password_reset_user_id_idx" ON "password_reset"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_dedupe_key_key" ON "message"("dedupe_key");

-- CreateIndex
CREATE INDEX "message_user_id_created_at_idx" ON "message"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "address_user_id_idx" ON "address"("user_id");

-- CreateIndex
CREATE INDEX "region_parent_code_idx" ON "region"("parent_code");

-- CreateIndex
CREATE UNIQUE INDEX "category_slug_key" ON "category"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "merchant_slug_key" ON "merchant"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "merchant_credit_code_key" ON "merchant"("credit_code");

-- CreateIndex
CREATE UNIQUE INDEX "product_slug_key" ON "product"("slug");

-- CreateIndex
CREATE INDEX "product_category_id_status_idx" ON "product"("category_id", "status");

-- CreateIndex
CREATE INDEX "product_merchant_id_status_idx" ON "product"("merchant_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "product_merchant_id_id_key" ON "product"("merchant_id", "id");

-- CreateIndex
CREATE INDEX "sku_product_id_idx" ON "sku"("product_id");

-- CreateIndex
CREATE UNIQUE INDEX "sku_merchant_id_code_key" ON "sku"("merchant_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "sku_merchant_id_id_key" ON "sku"("merchant_id", "id");

-- CreateIndex
CREATE INDEX "stock_movement_sku_id_at_idx" ON "stock_movement"("sku_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "stock_movement_kind_ref_sku_id_key" ON "stock_movement"("kind", "ref", "sku_id");

-- CreateIndex
CREATE UNIQUE INDEX "cart_user_id_key" ON "cart"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "cart_guest_hash_key" ON "cart"("guest_hash");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_number_key" ON "checkout"("number");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_place_token_key" ON "checkout"("place_token");

-- CreateIndex
CREATE INDEX "checkout_user_id_placed_at_idx" ON "checkout"("user_id", "placed_at");

-- CreateIndex
CREATE INDEX "checkout_guest_hash_idx" ON "checkout"("guest_hash");

-- CreateIndex
CREATE INDEX "checkout_state_due_at_idx" ON "checkout"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "merchant_order_number_key" ON "merchant_order"("number");

-- CreateIndex
CREATE INDEX "merchant_order_checkout_id_idx" ON "merchant_order"("checkout_id");

-- CreateIndex
CREATE INDEX "merchant_order_merchant_id_state_placed_at_idx" ON "merchant_order"("merchant_id", "state", "placed_at");

-- CreateIndex
CREATE UNIQUE INDEX "merchant_order_merchant_id_id_key" ON "merchant_order"("merchant_id", "id");

-- CreateIndex
CREATE INDEX "order_line_merchant_order_id_idx" ON "order_line"("merchant_order_id");

-- CreateIndex
CREATE UNIQUE INDEX "order_line_merchant_id_id_key" ON "order_line"("merchant_id", "id");

-- CreateIndex
CREATE INDEX "stock_hold_sku_id_state_idx" ON "stock_hold"("sku_id", "state");

-- CreateIndex
CREATE INDEX "state_history_entity_entity_id_seq_idx" ON "state_history"("entity", "entity_id", "seq");

-- CreateIndex
CREATE INDEX "shipment_merchant_order_id_idx" ON "shipment"("merchant_order_id");

-- CreateIndex
CREATE UNIQUE INDEX "shipment_carrier_code_tracking_number_key" ON "shipment"("carrier_code", "tracking_number");

-- CreateIndex
CREATE UNIQUE INDEX "shipment_merchant_id_id_key" ON "shipment"("merchant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_attempt_idempotency_key_key" ON "payment_attempt"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "payment_attempt_session_id_key" ON "payment_attempt"("session_id");

-- CreateIndex
CREATE INDEX "payment_attempt_checkout_id_idx" ON "payment_attempt"("checkout_id");

-- CreateIndex
CREATE INDEX "payment_attempt_state_created_at_idx" ON "payment_attempt"("state", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_provider_payment_id_key" ON "payment"("provider_payment_id");

-- CreateIndex
CREATE INDEX "payment_checkout_id_idx" ON "payment"("checkout_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_idempotency_key_key" ON "refund"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "refund_provider_refund_id_key" ON "refund"("provider_refund_id");

-- CreateIndex
CREATE INDEX "refund_checkout_id_idx" ON "refund"("checkout_id");

-- CreateIndex
CREATE INDEX "refund_state_next_try_at_idx" ON "refund"("state", "next_try_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_exception_dedupe_key_key" ON "payment_exception"("dedupe_key");

-- CreateIndex
CREATE INDEX "payment_exception_closed_at_created_at_idx" ON "payment_exception"("closed_at", "created_at");

-- CreateIndex
CREATE INDEX "webhook_inbox_state_next_try_at_idx" ON "webhook_inbox"("state", "next_try_at");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transaction_kind_cause_id_key" ON "ledger_transaction"("kind", "cause_id");

-- CreateIndex
CREATE INDEX "ledger_entry_transaction_id_idx" ON "ledger_entry"("transaction_id");

-- CreateIndex
CREATE INDEX "ledger_entry_merchant_id_idx" ON "ledger_entry"("merchant_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_event_dedupe_key_key" ON "outbox_event"("dedupe_key");

-- CreateIndex
CREATE INDEX "outbox_event_processed_at_next_try_at_idx" ON "outbox_event"("processed_at", "next_try_at");

-- CreateIndex
CREATE UNIQUE INDEX "sales_fact_event_key_key" ON "sales_fact"("event_key");

-- CreateIndex
CREATE INDEX "sales_fact_business_date_idx" ON "sales_fact"("business_date");

-- CreateIndex
CREATE INDEX "sales_fact_posted_period_idx" ON "sales_fact"("posted_period");

-- CreateIndex
CREATE INDEX "sales_fact_merchant_id_business_date_idx" ON "sales_fact"("merchant_id", "business_date");

-- CreateIndex
CREATE INDEX "sales_fact_checkout_id_idx" ON "sales_fact"("checkout_id");

-- CreateIndex
CREATE INDEX "audit_log_subject_type_subject_id_idx" ON "audit_log"("subject_type", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "report_kind_period_key" ON "report"("kind", "period");

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_merchant_id_fkey" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address" ADD CONSTRAINT "address_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "region" ADD CONSTRAINT "region_parent_code_fkey" FOREIGN KEY ("parent_code") REFERENCES "region"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "merchant" ADD CONSTRAINT "merchant_regiment_id_fkey" FOREIGN KEY ("regiment_id") REFERENCES "regiment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_merchant_id_fkey" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_regiment_id_fkey" FOREIGN KEY ("regiment_id") REFERENCES "regiment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sku" ADD CONSTRAINT "sku_merchant_id_product_id_fkey" FOREIGN KEY ("merchant_id", "product_id") REFERENCES "product"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sku" ADD CONSTRAINT "sku_merchant_id_fkey" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bundle_component" ADD CONSTRAINT "bundle_component_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_merchant_id_sku_id_fkey" FOREIGN KEY ("merchant_id", "sku_id") REFERENCES "sku"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cart" ADD CONSTRAINT "cart_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cart_line" ADD CONSTRAINT "cart_line_cart_id_fkey" FOREIGN KEY ("cart_id") REFERENCES "cart"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cart_line" ADD CONSTRAINT "cart_line_sku_id_fkey" FOREIGN KEY ("sku_id") REFERENCES "sku"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkout" ADD CONSTRAINT "checkout_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "merchant_order" ADD CONSTRAINT "merchant_order_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "merchant_order" ADD CONSTRAINT "merchant_order_merchant_id_fkey" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_merchant_id_merchant_order_id_fkey" FOREIGN KEY ("merchant_id", "merchant_order_id") REFERENCES "merchant_order"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_merchant_id_sku_id_fkey" FOREIGN KEY ("merchant_id", "sku_id") REFERENCES "sku"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line_component" ADD CONSTRAINT "order_line_component_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "order_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_hold" ADD CONSTRAINT "stock_hold_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_merchant_id_merchant_order_id_fkey" FOREIGN KEY ("merchant_id", "merchant_order_id") REFERENCES "merchant_order"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_merchant_id_fkey" FOREIGN KEY ("merchant_id") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_line" ADD CONSTRAINT "shipment_line_merchant_id_shipment_id_fkey" FOREIGN KEY ("merchant_id", "shipment_id") REFERENCES "shipment"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shipment_line" ADD CONSTRAINT "shipment_line_merchant_id_line_id_fkey" FOREIGN KEY ("merchant_id", "line_id") REFERENCES "order_line"("merchant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_attempt" ADD CONSTRAINT "payment_attempt_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "payment_attempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_merchant_order_id_fkey" FOREIGN KEY ("merchant_order_id") REFERENCES "merchant_order"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund_line" ADD CONSTRAINT "refund_line_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund_line" ADD CONSTRAINT "refund_line_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "order_line"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "ledger_transaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
