-- An address book has at most one default; what two tabs did before, the newest keeps.
UPDATE address a SET is_default = false
 WHERE a.is_default AND EXISTS (SELECT 1 FROM address b WHERE b.user_id = a.user_id AND b.is_default AND b.id > a.id);
CREATE UNIQUE INDEX address_one_default ON address (user_id) WHERE is_default;
