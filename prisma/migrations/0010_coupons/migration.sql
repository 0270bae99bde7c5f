-- Public pages say whether a coupon can still be had.
CREATE TRIGGER promotion_coupons_gone AFTER UPDATE ON promotion_counter FOR EACH ROW
  WHEN ((OLD.coupons_claimed >= OLD.coupons_limit) IS DISTINCT FROM (NEW.coupons_claimed >= NEW.coupons_limit))
  EXECUTE FUNCTION catalogue_ring();

-- Versions that no coupon needed any more leave the promotions that are kept in memory; a
-- coupon that a refund gives back needs its version again.
CREATE TRIGGER coupon_given_back AFTER UPDATE ON coupon FOR EACH ROW
  WHEN (OLD.state = 'USED' AND NEW.state = 'AVAILABLE')
  EXECUTE FUNCTION catalogue_ring();
