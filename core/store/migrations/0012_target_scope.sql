-- Targets of some priorities only, and how many rows the measured baseline rests on.
ALTER TABLE target ADD COLUMN priorities TEXT NOT NULL DEFAULT '';
ALTER TABLE target ADD COLUMN measured_n INTEGER;
