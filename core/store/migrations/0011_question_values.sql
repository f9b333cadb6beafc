-- A question is about an identity by kind and value: one that only stands in the line of a co-author has no row of its own.
-- Questions are derived, and come back when that is next done.
DROP TABLE identity_question;
CREATE TABLE identity_question (
  kind    TEXT NOT NULL,
  value   TEXT NOT NULL,
  rule    TEXT NOT NULL,
  commits INTEGER NOT NULL,
  example TEXT NOT NULL,
  PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;
