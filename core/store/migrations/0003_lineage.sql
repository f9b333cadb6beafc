-- What lineage says about a commit changes with every later import: it lies apart from the commit and its message, so that
-- telling it again rewrites few pages. An edge's origin and the paths are not guarded by foreign keys: an origin only goes
-- when every commit that removed its lines goes, a path when its repository goes, and each such guard would cost a scan of
-- the table for every row that is deleted. `verify` looks at them instead.

CREATE TABLE commit_lineage (
  commit_id   INTEGER PRIMARY KEY REFERENCES commit_(id) ON DELETE CASCADE,
  born        INTEGER,
  lost        INTEGER,
  alive       INTEGER,
  touched_age REAL,
  new_file_share REAL,
  revived     INTEGER,
  ai_born     INTEGER,
  human_born  INTEGER,
  ai_alive    INTEGER,
  human_alive INTEGER
) STRICT;
INSERT INTO commit_lineage
SELECT id, born, lost, alive, touched_age, new_file_share, revived, ai_born, human_born, ai_alive, human_alive
FROM commit_ WHERE born IS NOT NULL;
ALTER TABLE commit_ DROP COLUMN born;
ALTER TABLE commit_ DROP COLUMN lost;
ALTER TABLE commit_ DROP COLUMN alive;
ALTER TABLE commit_ DROP COLUMN touched_age;
ALTER TABLE commit_ DROP COLUMN new_file_share;
ALTER TABLE commit_ DROP COLUMN revived;
ALTER TABLE commit_ DROP COLUMN ai_born;
ALTER TABLE commit_ DROP COLUMN human_born;
ALTER TABLE commit_ DROP COLUMN ai_alive;
ALTER TABLE commit_ DROP COLUMN human_alive;

CREATE TABLE commit_file_3 (
  commit_id INTEGER NOT NULL REFERENCES commit_(id) ON DELETE CASCADE,
  path_id   INTEGER NOT NULL,
  old_path  INTEGER,
  status    INTEGER NOT NULL,
  added     INTEGER NOT NULL,
  deleted   INTEGER NOT NULL,
  flags     INTEGER NOT NULL,
  PRIMARY KEY (commit_id, path_id)
) STRICT, WITHOUT ROWID;
INSERT INTO commit_file_3 SELECT commit_id, path_id, old_path, status, added, deleted, flags FROM commit_file;
DROP TABLE commit_file;
ALTER TABLE commit_file_3 RENAME TO commit_file;

CREATE TABLE line_edge_3 (
  remover    INTEGER NOT NULL REFERENCES commit_(id) ON DELETE CASCADE,
  origin     INTEGER NOT NULL,
  path_id    INTEGER NOT NULL,
  lines      INTEGER NOT NULL,
  code_lines INTEGER NOT NULL,
  first_lines INTEGER NOT NULL,
  ai_lines   INTEGER NOT NULL,
  human_lines INTEGER NOT NULL,
  PRIMARY KEY (remover, origin, path_id)
) STRICT, WITHOUT ROWID;
INSERT INTO line_edge_3
SELECT remover, origin, path_id, lines, code_lines, first_lines, ai_lines, human_lines FROM line_edge;
DROP TABLE line_edge;
ALTER TABLE line_edge_3 RENAME TO line_edge;

-- One note may name several tools and people.
CREATE TABLE line_note_3 (
  commit_id   INTEGER NOT NULL REFERENCES commit_(id) ON DELETE CASCADE,
  tool        TEXT NOT NULL,
  model       TEXT NOT NULL,
  ai_lines    INTEGER NOT NULL,
  human_lines INTEGER NOT NULL,
  measured    INTEGER NOT NULL,
  PRIMARY KEY (commit_id, tool, model)
) STRICT, WITHOUT ROWID;
INSERT INTO line_note_3 SELECT commit_id, tool, model, ai_lines, human_lines, measured FROM line_note;
DROP TABLE line_note;
ALTER TABLE line_note_3 RENAME TO line_note;

CREATE INDEX origin_fix ON origin(fix_commit);
