-- What the vendor calls an invoice and its line. A line that has both is the same line wherever it is read again.
ALTER TABLE invoice ADD COLUMN number TEXT NOT NULL DEFAULT '';
ALTER TABLE invoice ADD COLUMN line TEXT NOT NULL DEFAULT '';
DROP INDEX invoice_key;
CREATE UNIQUE INDEX invoice_key ON invoice(day, vendor, description, team, amount, currency, number, line, source_id);
