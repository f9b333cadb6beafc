-- What was promised, what was recommended, and when.

CREATE TABLE target (
  id             TEXT PRIMARY KEY,
  title          TEXT NOT NULL,
  measure        TEXT NOT NULL,
  teams          TEXT NOT NULL,
  task_types     TEXT NOT NULL,
  basis          TEXT NOT NULL,
  at_most        INTEGER NOT NULL,
  bound          REAL NOT NULL,
  baseline_from  INTEGER,
  baseline_to    INTEGER,
  window_from    INTEGER,
  window_to      INTEGER,
  owner          TEXT NOT NULL,
  registered_on  INTEGER NOT NULL,
  post_hoc       INTEGER NOT NULL,
  guard_rail     INTEGER NOT NULL,
  retired_on     INTEGER,
  measured       INTEGER NOT NULL,
  measured_value REAL,
  measured_low   REAL,
  measured_high  REAL,
  measured_unit  TEXT NOT NULL,
  measured_note  TEXT NOT NULL,
  measured_from  TEXT NOT NULL
) STRICT;

-- Edits are added and never taken away.
CREATE TABLE target_edit (
  id        INTEGER PRIMARY KEY,
  target_id TEXT NOT NULL REFERENCES target(id),
  on_day    INTEGER NOT NULL,
  what      TEXT NOT NULL,
  post_hoc  INTEGER NOT NULL
) STRICT;
CREATE INDEX target_edit_target ON target_edit(target_id);

-- Alerts are computed; that somebody saw one, and what came of it, is kept.
CREATE TABLE alert_ack (
  id     INTEGER PRIMARY KEY,
  key    TEXT NOT NULL,
  at     INTEGER NOT NULL,
  owner  TEXT NOT NULL,
  note   TEXT NOT NULL
) STRICT;
CREATE INDEX alert_ack_key ON alert_ack(key);

CREATE TABLE verdict (
  id             INTEGER PRIMARY KEY,
  at             INTEGER NOT NULL,
  fingerprint    TEXT NOT NULL,
  scope          TEXT NOT NULL,
  recommendation TEXT NOT NULL,
  title          TEXT NOT NULL,
  text           TEXT NOT NULL,
  holds_in       INTEGER NOT NULL,
  runs           INTEGER NOT NULL
) STRICT;
