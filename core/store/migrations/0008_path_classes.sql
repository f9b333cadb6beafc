-- Lines by the class (code, tests, documentation, …) of the file in which they were written. What was read before is told
-- anew at the next import: its lineage state is from an older version.

CREATE TABLE class_lineage (
  commit_id  INTEGER NOT NULL REFERENCES commit_(id) ON DELETE CASCADE,
  path_class INTEGER NOT NULL,
  born       INTEGER NOT NULL,
  lost       INTEGER NOT NULL,
  alive      INTEGER NOT NULL,
  revived    INTEGER NOT NULL,
  PRIMARY KEY (commit_id, path_class)
) STRICT, WITHOUT ROWID;

CREATE TABLE line_edge_8 (
  remover    INTEGER NOT NULL REFERENCES commit_(id) ON DELETE CASCADE,
  origin     INTEGER NOT NULL,
  path_id    INTEGER NOT NULL,
  path_class INTEGER NOT NULL,
  lines      INTEGER NOT NULL,
  code_lines INTEGER NOT NULL,
  first_lines INTEGER NOT NULL,
  ai_lines   INTEGER NOT NULL,
  human_lines INTEGER NOT NULL,
  PRIMARY KEY (remover, origin, path_id, path_class)
) STRICT, WITHOUT ROWID;
INSERT INTO line_edge_8
SELECT remover, origin, path_id, 0, lines, code_lines, first_lines, ai_lines, human_lines FROM line_edge;
DROP TABLE line_edge;
ALTER TABLE line_edge_8 RENAME TO line_edge;
