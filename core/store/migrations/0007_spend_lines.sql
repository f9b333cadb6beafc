-- What tells a line of a bill from others of equal dimensions: two files that overlap then count it once, and two parts of one
-- export count each of theirs. Sources that were read before have no such word and keep their lines as they are.
ALTER TABLE spend ADD COLUMN line TEXT NOT NULL DEFAULT '';
