-- What the schema language cannot say. Every rule here is a second wall: the services keep
-- it too, and the invariant checker looks for rows that slipped through.

-- Stock: the counters of a SKU.
ALTER TABLE sku
  ADD CONSTRAINT sku_counters CHECK (held >= 0 AND committed >= 0 AND held + committed <= on_hand),
  ADD CONSTRAINT sku_prices CHECK (price_fen > 0 AND floor_fen >= 0 AND floor_fen <= price_fen AND net_grams > 0);

ALTER TABLE cart_line ADD CONSTRAINT cart_line_quantity CHECK (quantity BETWEEN 1 AND 999);
ALTER TABLE stock_hold ADD CONSTRAINT stock_hold_quantity CHECK (quantity > 0);
ALTER TABLE bundle_component
  ADD CONSTRAINT bundle_component_share CHECK (price_share_bps > 0 AND price_share_bps <= 10000 AND net_grams > 0);

-- Orders: sums and line quantities.
ALTER TABLE checkout
  ADD CONSTRAINT checkout_sum CHECK (payable_fen = goods_fen - discount_fen + freight_fen AND payable_fen >= 0),
  ADD CONSTRAINT checkout_owner CHECK (user_id IS NOT NULL OR guest_hash IS NOT NULL);
ALTER TABLE merchant_order
  ADD CONSTRAINT merchant_order_sum CHECK (total_fen = goods_fen - discount_fen + freight_fen AND total_fen >= 0);
ALTER TABLE order_line
  ADD CONSTRAINT order_line_sum CHECK (
    list_fen = unit_price_fen * quantity AND paid_fen = list_fen - discount_fen AND paid_fen >= 0),
  ADD CONSTRAINT order_line_quantities CHECK (
    quantity > 0 AND to_ship >= 0 AND shipped >= 0 AND cancelled >= 0
    AND quantity = to_ship + shipped + cancelled
    AND in_transit >= 0 AND received >= 0 AND lost >= 0
    AND shipped = in_transit + received + lost
    AND return_requested >= 0 AND returned >= 0 AND return_requested + returned <= shipped
    AND refunded_qty BETWEEN 0 AND quantity AND refunded_fen >= 0 AND refunded_fen <= paid_fen);
ALTER TABLE shipment_line ADD CONSTRAINT shipment_line_quantity CHECK (quantity > 0);

-- Payment: the amounts of intents, money and refunds.
ALTER TABLE payment_attempt ADD CONSTRAINT payment_attempt_amount CHECK (amount_fen > 0);
ALTER TABLE payment ADD CONSTRAINT payment_amount CHECK (amount_fen > 0);
ALTER TABLE refund ADD CONSTRAINT refund_amount CHECK (amount_fen > 0 AND freight_fen BETWEEN 0 AND amount_fen);
-- At most one payment pays a checkout; any other is surplus.
CREATE UNIQUE INDEX payment_one_order_use ON payment (checkout_id) WHERE use = 'ORDER';
-- At most one attempt of a checkout can be payable at a time.
CREATE UNIQUE INDEX payment_attempt_one_live ON payment_attempt (checkout_id) WHERE state IN ('CREATED', 'OPEN');

-- Ledger: every transaction adds up to zero when it commits.
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_amount CHECK (amount_fen <> 0);
CREATE FUNCTION ledger_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount_fen) FROM ledger_entry WHERE transaction_id = NEW.transaction_id) <> 0 THEN
    RAISE EXCEPTION 'ledger transaction % does not add up to zero', NEW.transaction_id USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_entry_balanced AFTER INSERT ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balanced();

-- Append-only books.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';
END $$;
CREATE TRIGGER stock_movement_append_only BEFORE UPDATE OR DELETE ON stock_movement
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER state_history_append_only BEFORE UPDATE OR DELETE ON state_history
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_transaction_append_only BEFORE UPDATE OR DELETE ON ledger_transaction
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sales_fact_append_only BEFORE UPDATE OR DELETE ON sales_fact
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE business_clock ADD CONSTRAINT business_clock_one_row CHECK (id = 1);

-- The outbox rings when an event is committed.
CREATE FUNCTION outbox_ring() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('outbox', '');
  RETURN NULL;
END $$;
CREATE TRIGGER outbox_event_ring AFTER INSERT ON outbox_event
  FOR EACH STATEMENT EXECUTE FUNCTION outbox_ring();

-- Audit: each row carries the hash of the one before it. One writer at a time, so that the
-- chain has no fork; the lock lasts to the end of the transaction that is being recorded.
CREATE FUNCTION audit_hash(prev text, r audit_log) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(concat_ws('|', prev, r.seq,
    to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'), coalesce(r.actor_id::text, ''), r.actor_role,
    r.action, r.subject_type, r.subject_id, coalesce(r.before::text, ''), coalesce(r.after::text, ''), r.reason), 'UTF8')), 'hex')
$$;
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7201);
  -- A fresh number under the lock keeps the order of the chain and of seq the same.
  NEW.seq := nextval(pg_get_serial_sequence('audit_log', 'seq'));
  NEW.prev_hash := coalesce((SELECT hash FROM audit_log ORDER BY seq DESC LIMIT 1), '');
  NEW.hash := audit_hash(NEW.prev_hash, NEW);
  RETURN NEW;
END $$;
CREATE TRIGGER audit_log_chain BEFORE INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION audit_chain();
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
