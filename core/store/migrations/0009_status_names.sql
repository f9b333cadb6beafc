-- What a ticket system's own list says of its statuses, for exports that name a status without its category.
CREATE TABLE status_name (
  system    TEXT NOT NULL,
  name      TEXT NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  category  INTEGER NOT NULL,
  PRIMARY KEY (system, name, source_id)
) STRICT, WITHOUT ROWID;
