-- Whatever a public page shows rings when it changes, so that pages kept in memory go.
CREATE FUNCTION catalogue_ring() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('catalogue', '');
  RETURN NULL;
END $$;

CREATE TRIGGER product_ring AFTER INSERT OR UPDATE OR DELETE ON product
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_ring();
CREATE TRIGGER merchant_ring AFTER INSERT OR UPDATE OR DELETE ON merchant
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_ring();
CREATE TRIGGER category_ring AFTER INSERT OR UPDATE OR DELETE ON category
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_ring();
CREATE TRIGGER regiment_ring AFTER INSERT OR UPDATE OR DELETE ON regiment
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_ring();
CREATE TRIGGER bundle_component_ring AFTER INSERT OR UPDATE OR DELETE ON bundle_component
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_ring();
CREATE TRIGGER sku_made_ring AFTER INSERT OR DELETE ON sku
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_ring();
-- Every sale moves the counters of a SKU; pages only say whether it is sold out.
CREATE TRIGGER sku_changed_ring AFTER UPDATE ON sku FOR EACH ROW
  WHEN ((OLD.price_fen, OLD.status, OLD.grade, OLD.spec, OLD.net_grams, OLD.is_bundle, OLD.sort, OLD.on_hand - OLD.held - OLD.committed < 1)
        IS DISTINCT FROM
        (NEW.price_fen, NEW.status, NEW.grade, NEW.spec, NEW.net_grams, NEW.is_bundle, NEW.sort, NEW.on_hand - NEW.held - NEW.committed < 1))
  EXECUTE FUNCTION catalogue_ring();
