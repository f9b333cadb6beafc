-- Lines of a repository's .mailmap: who committed under which address.
CREATE TABLE author_alias (
  source_id    INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  line         INTEGER NOT NULL, -- in the order of the file
  email        TEXT NOT NULL,
  name         TEXT NOT NULL,
  proper_email TEXT NOT NULL,
  proper_name  TEXT NOT NULL,
  PRIMARY KEY (source_id, line)
) STRICT, WITHOUT ROWID;
