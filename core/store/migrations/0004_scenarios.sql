-- What-if scenarios: the TOML text as it can be shared, with the day it was saved and the data it was made from. The one
-- with the lowest position leads: its net value is the workspace's.
CREATE TABLE scenario (
  name        TEXT PRIMARY KEY,
  position    INTEGER NOT NULL,
  text        TEXT NOT NULL,
  saved_on    INTEGER NOT NULL,
  fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;
