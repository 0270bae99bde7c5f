-- Promotions stop at the floor price; a refund prices what is kept by the floor of the day it was sold.
ALTER TABLE order_line ADD COLUMN floor_fen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_line ADD CONSTRAINT order_line_floor CHECK (floor_fen >= 0);

-- A line whose discount another refund took back goes back later for what it costs then (R-15):
-- more than was paid for it at first, never more than its list price.
ALTER TABLE order_line DROP CONSTRAINT order_line_quantities;
ALTER TABLE order_line ADD CONSTRAINT order_line_quantities CHECK (
  quantity > 0 AND to_ship >= 0 AND shipped >= 0 AND cancelled >= 0
  AND quantity = to_ship + shipped + cancelled
  AND in_transit >= 0 AND received >= 0 AND lost >= 0
  AND shipped = in_transit + received + lost
  AND return_requested >= 0 AND returned >= 0 AND return_requested + returned <= shipped
  AND refunded_qty BETWEEN 0 AND quantity AND refunded_fen >= 0 AND refunded_fen <= list_fen);
