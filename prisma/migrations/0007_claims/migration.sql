-- A placement raises what a buyer has taken in its own statement. A row that came up between
-- its reading and its writing is judged by its newest value here; one too many ends the whole
-- statement, so that nothing of it is written.
CREATE FUNCTION taken_within(taken integer, most integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF taken > most THEN
    RAISE EXCEPTION 'limit reached' USING ERRCODE = 'NH001';
  END IF;
  RETURN taken;
END $$;

-- Versions that unused coupons hold in force.
CREATE INDEX coupon_unused_version ON coupon (promotion_id, version) WHERE state <> 'USED';
CREATE INDEX coupon_checkout ON coupon (checkout_id) WHERE checkout_id IS NOT NULL;
CREATE INDEX "promotion_claim_buyer_key_promotion_id_idx" ON "promotion_claim"("buyer_key", "promotion_id");
CREATE INDEX promotion_claim_coupon ON promotion_claim (coupon_id) WHERE coupon_id IS NOT NULL;

-- Pages show unit prices that a budget or a number of uses may end. Nothing on them takes off
-- more than 1000 yuan of one unit, so until less is left nothing on them changes.
CREATE TRIGGER promotion_counter_low AFTER UPDATE ON promotion_counter FOR EACH ROW
  WHEN ((OLD.budget_fen, OLD.taken_fen, OLD.uses >= OLD.uses_limit) IS DISTINCT FROM (NEW.budget_fen, NEW.taken_fen, NEW.uses >= NEW.uses_limit)
        AND ((OLD.uses >= OLD.uses_limit) IS DISTINCT FROM (NEW.uses >= NEW.uses_limit)
             OR least(OLD.budget_fen - OLD.taken_fen, NEW.budget_fen - NEW.taken_fen) < 100000))
  EXECUTE FUNCTION catalogue_ring();
