-- Public pages say whether a coupon can still be had.
CREATE TRIGGER promotion_coupons_gone AFTER UPDATE ON promotion_counter FOR EACH ROW
  WHEN ((OLD.coupons_claimed >= OLD.coupons_limit) IS DISTINCT FROM (NEW.coupons_claimed >= NEW.coupons_limit))
  EXECUTE FUNCTION catalogue_ring();
