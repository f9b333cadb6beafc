-- The main language of each change, and how many of its lines stand at the tip: by whom, where line notes tell.
ALTER TABLE change ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE change ADD COLUMN lines_alive INTEGER NOT NULL DEFAULT 0;
ALTER TABLE change ADD COLUMN ai_lines_alive INTEGER NOT NULL DEFAULT 0;
ALTER TABLE change ADD COLUMN human_lines_alive INTEGER NOT NULL DEFAULT 0;
-- Changes are derived: they are made again when the workspace is next brought up to date.
UPDATE setting SET value = 'stale' WHERE key = 'derived';
