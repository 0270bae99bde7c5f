-- What a search asks: one narrow row a listing. Its tokens are written by the shop (they need
-- the readings of characters); everything else follows the listing by triggers. Stock is not
-- in it: every sale moves that, and a sale waits for nothing but its own SKUs.
CREATE TABLE "search_document" (
    "product_id" UUID NOT NULL,
    "category_id" TEXT NOT NULL,
    "regiment_id" TEXT NOT NULL,
    "return_policy" "return_policy" NOT NULL,
    "sort" INTEGER NOT NULL,
    "visible" BOOLEAN NOT NULL,
    "indexed" BOOLEAN NOT NULL DEFAULT false,
    "tokens" tsvector NOT NULL DEFAULT '',

    CONSTRAINT "search_document_pkey" PRIMARY KEY ("product_id")
);
ALTER TABLE "search_document" ADD CONSTRAINT "search_document_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rare words are found by their tokens, broad ones by walking in the order of the result until
-- there are enough: the planner knows how common each token is. Entries go to their place at
-- once (fastupdate), because a search would read through whatever waits.
CREATE INDEX search_document_tokens ON search_document USING gin (tokens) WITH (fastupdate = off) WHERE visible;
CREATE INDEX search_document_order ON search_document (sort, product_id) WHERE visible;
CREATE INDEX search_document_shelf ON search_document (category_id, regiment_id) WHERE visible;
CREATE INDEX search_document_waiting ON search_document (product_id) WHERE NOT indexed;

-- Words of listings and places: what suggestions and corrections are chosen from.
CREATE TABLE "search_word" (
    "word" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "pinyin" TEXT NOT NULL,
    "initials" TEXT NOT NULL,
    "near" TEXT[] NOT NULL,

    CONSTRAINT "search_word_pkey" PRIMARY KEY ("word"),
    CONSTRAINT "search_word_kind" CHECK (kind IN ('NAME', 'CATEGORY', 'PLACE', 'TITLE'))
);
CREATE INDEX search_word_begins ON search_word (word text_pattern_ops) WHERE word <> '';
CREATE INDEX search_word_pinyin ON search_word (pinyin text_pattern_ops) WHERE pinyin <> '';
CREATE INDEX search_word_initials ON search_word (initials text_pattern_ops) WHERE initials <> '';
CREATE INDEX search_word_near ON search_word USING gin (near) WHERE near <> '{}';

-- Reference data of the operators: what also answers to a word, and which words are offered.
CREATE TABLE "search_synonym" (
    "word" TEXT NOT NULL,
    "also" TEXT[] NOT NULL,

    CONSTRAINT "search_synonym_pkey" PRIMARY KEY ("word"),
    CONSTRAINT "search_synonym_some" CHECK (cardinality(also) BETWEEN 1 AND 20 AND NOT word = ANY (also))
);
CREATE TABLE "hot_word" (
    "word" TEXT NOT NULL,
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "place" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "hot_word_pkey" PRIMARY KEY ("word")
);

CREATE FUNCTION search_document_follow(ids uuid[], words_changed boolean) RETURNS void LANGUAGE sql AS $$
  INSERT INTO search_document AS d (product_id, category_id, regiment_id, return_policy, sort, visible)
  SELECT p.id, p.category_id, p.regiment_id, p.return_policy, p.sort,
         p.status = 'LISTED' AND m.status = 'OPEN' AND EXISTS (SELECT 1 FROM sku s WHERE s.product_id = p.id AND s.status = 'ON_SALE')
    FROM product p JOIN merchant m ON m.id = p.merchant_id
   WHERE p.id = ANY (ids)
   ORDER BY p.id
  ON CONFLICT (product_id) DO UPDATE
    SET category_id = excluded.category_id, regiment_id = excluded.regiment_id, return_policy = excluded.return_policy,
        sort = excluded.sort, visible = excluded.visible, indexed = d.indexed AND NOT words_changed
  WHERE words_changed
     OR (d.category_id, d.regiment_id, d.return_policy, d.sort, d.visible)
        IS DISTINCT FROM (excluded.category_id, excluded.regiment_id, excluded.return_policy, excluded.sort, excluded.visible)
$$;

CREATE FUNCTION search_follows_product() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM search_document_follow(ARRAY[NEW.id],
    TG_OP = 'INSERT' OR (OLD.title, OLD.subtitle, OLD.category_id, OLD.regiment_id) IS DISTINCT FROM (NEW.title, NEW.subtitle, NEW.category_id, NEW.regiment_id));
  RETURN NULL;
END $$;
CREATE TRIGGER product_search AFTER INSERT OR UPDATE OF title, subtitle, category_id, regiment_id, return_policy, sort, status ON product
  FOR EACH ROW EXECUTE FUNCTION search_follows_product();

CREATE FUNCTION search_follows_sku() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM search_document_follow(ARRAY[coalesce(NEW.product_id, OLD.product_id)], TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND OLD.grade <> NEW.grade));
  RETURN NULL;
END $$;
CREATE TRIGGER sku_search AFTER INSERT OR DELETE ON sku
  FOR EACH ROW EXECUTE FUNCTION search_follows_sku();
CREATE TRIGGER sku_changed_search AFTER UPDATE OF status, grade ON sku FOR EACH ROW
  WHEN ((OLD.status, OLD.grade) IS DISTINCT FROM (NEW.status, NEW.grade))
  EXECUTE FUNCTION search_follows_sku();

CREATE FUNCTION search_follows_merchant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM search_document_follow(ARRAY(SELECT id FROM product WHERE merchant_id = NEW.id), OLD.name <> NEW.name);
  RETURN NULL;
END $$;
CREATE TRIGGER merchant_search AFTER UPDATE OF status, name ON merchant FOR EACH ROW
  WHEN ((OLD.status, OLD.name) IS DISTINCT FROM (NEW.status, NEW.name))
  EXECUTE FUNCTION search_follows_merchant();

CREATE FUNCTION search_follows_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE search_document SET indexed = false
   WHERE CASE TG_TABLE_NAME WHEN 'category' THEN category_id ELSE regiment_id END = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER category_search AFTER UPDATE OF name ON category FOR EACH ROW EXECUTE FUNCTION search_follows_names();
CREATE TRIGGER regiment_search AFTER UPDATE OF name, town ON regiment FOR EACH ROW EXECUTE FUNCTION search_follows_names();

-- Listings that were there before.
SELECT search_document_follow(ARRAY(SELECT id FROM product), true);

ALTER TABLE "product" DROP COLUMN "search_text", DROP COLUMN "search_initials";

CREATE TRIGGER search_document_ring AFTER UPDATE OF tokens ON search_document
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_ring();
CREATE TRIGGER search_synonym_ring AFTER INSERT OR UPDATE OR DELETE ON search_synonym
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_ring();
CREATE TRIGGER hot_word_ring AFTER INSERT OR UPDATE OR DELETE ON hot_word
  FOR EACH STATEMENT EXECUTE FUNCTION catalogue_ring();
