-- The first listings of a category, in the catalogue's order, however many there are.
CREATE INDEX search_document_category_order ON search_document (category_id, sort, product_id) WHERE visible;
