-- Sources may overlap: each keeps its own version of a record, and readers take the one that counts. A source can then be
-- taken out again and leaves what the others said. Beside it: what the user decided, and how a source is to be read.

ALTER TABLE source ADD COLUMN read_order INTEGER NOT NULL DEFAULT 0;
UPDATE source SET read_order = id;

-- What the user said about a source, to be used again: time zone, date order, format, columns ("map:Reporter mail").
CREATE TABLE source_option (
  source_id INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  key       TEXT NOT NULL,
  value     TEXT NOT NULL,
  PRIMARY KEY (source_id, key)
) STRICT, WITHOUT ROWID;

-- Column maps by the header they were made for: next month's export has the same columns under another name.
CREATE TABLE column_map (
  header    TEXT NOT NULL,
  column_   TEXT NOT NULL,
  field     TEXT NOT NULL,
  PRIMARY KEY (header, column_)
) STRICT, WITHOUT ROWID;

-- Decisions about people, by the words of the identities: they outlive the sources. Undone ones are kept.
CREATE TABLE decision (
  id        INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  batch     INTEGER NOT NULL,
  action    TEXT NOT NULL CHECK (action IN ('join', 'split', 'bot', 'human', 'tool', 'team')),
  kind      TEXT NOT NULL,
  value     TEXT NOT NULL,
  other_kind  TEXT NOT NULL,
  other_value TEXT NOT NULL,
  word      TEXT NOT NULL,
  first_day INTEGER,
  last_day  INTEGER,
  undone    INTEGER NOT NULL
) STRICT;

DROP TABLE origin;
DROP TABLE defect;
DROP TABLE commit_ticket;
DROP TABLE ticket_link;
DROP TABLE evidence;
DROP TABLE commit_fact;
DROP TABLE change_commit;
DROP TABLE change;

ALTER TABLE usage_day RENAME TO old_usage_day;
CREATE TABLE usage_day (
  tool           INTEGER NOT NULL REFERENCES word(id),
  identity       INTEGER NOT NULL REFERENCES identity(id),
  day            INTEGER NOT NULL,
  surface        INTEGER NOT NULL REFERENCES word(id),
  scope          INTEGER NOT NULL REFERENCES word(id),
  source_id      INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  shown          INTEGER,
  accepted       INTEGER,
  lines_shown    INTEGER,
  lines_accepted INTEGER,
  lines_deleted  INTEGER,
  interactions   INTEGER,
  agent_runs     INTEGER,
  commits        INTEGER,
  pull_requests  INTEGER,
  cost_usd       REAL,
  tokens         INTEGER,
  first_at       INTEGER,
  last_at        INTEGER,
  PRIMARY KEY (tool, identity, day, surface, scope, source_id)
) STRICT, WITHOUT ROWID;
INSERT INTO usage_day(tool, identity, day, surface, scope, source_id, shown, accepted, lines_shown, lines_accepted, lines_deleted, interactions, agent_runs, commits, pull_requests, cost_usd, tokens)
  SELECT tool, identity, day, surface, scope, source_id, shown, accepted, lines_shown, lines_accepted, lines_deleted, interactions, agent_runs, commits, pull_requests, cost_usd, tokens FROM old_usage_day;
DROP TABLE old_usage_day;

ALTER TABLE seat RENAME TO old_seat;
CREATE TABLE seat (
  tool          INTEGER NOT NULL REFERENCES word(id),
  identity      INTEGER NOT NULL REFERENCES identity(id),
  snapshot      INTEGER NOT NULL,
  source_id     INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  plan          TEXT NOT NULL,
  vendor_team   TEXT NOT NULL,
  assigned_at   INTEGER,
  last_activity INTEGER,
  last_sign_in  INTEGER,
  ends_on       INTEGER,
  PRIMARY KEY (tool, identity, snapshot, source_id)
) STRICT, WITHOUT ROWID;
INSERT INTO seat(tool, identity, snapshot, source_id, plan, vendor_team, assigned_at, last_activity, last_sign_in, ends_on)
  SELECT tool, identity, snapshot, source_id, plan, vendor_team, assigned_at, last_activity, last_sign_in, ends_on FROM old_seat;
DROP TABLE old_seat;

ALTER TABLE loose_review RENAME TO old_loose_review;
CREATE TABLE loose_review (
  system     TEXT NOT NULL,
  repository TEXT NOT NULL,
  number     INTEGER NOT NULL,
  reviewer   TEXT NOT NULL,
  at         INTEGER NOT NULL,
  state      INTEGER NOT NULL,
  bot        INTEGER NOT NULL,
  source_id  INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  PRIMARY KEY (system, repository, number, reviewer, at, state, source_id)
) STRICT, WITHOUT ROWID;
INSERT INTO loose_review(system, repository, number, reviewer, at, state, bot, source_id)
  SELECT system, repository, number, reviewer, at, state, bot, source_id FROM old_loose_review;
DROP TABLE old_loose_review;

ALTER TABLE incident RENAME TO old_incident;
CREATE TABLE incident (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  key         TEXT NOT NULL,
  title       TEXT NOT NULL,
  severity    TEXT NOT NULL,
  service     TEXT NOT NULL,
  team        TEXT NOT NULL,
  started_at  INTEGER,
  resolved_at INTEGER,
  causes      TEXT NOT NULL,
  zone_basis  INTEGER NOT NULL,
  UNIQUE (key, source_id)
) STRICT;
INSERT INTO incident(id, source_id, key, title, severity, service, team, started_at, resolved_at, causes, zone_basis)
  SELECT id, source_id, key, title, severity, service, team, started_at, resolved_at, causes, zone_basis FROM old_incident;
DROP TABLE old_incident;

ALTER TABLE vendor_commit RENAME TO old_vendor_commit;
CREATE TABLE vendor_commit (
  tool          TEXT NOT NULL,
  oid           TEXT NOT NULL,
  repository    TEXT NOT NULL,
  branch        TEXT NOT NULL,
  source_id     INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  identity      INTEGER REFERENCES identity(id),
  surface       TEXT NOT NULL,
  at            INTEGER,
  added         INTEGER,
  deleted       INTEGER,
  ai_added      INTEGER,
  ai_deleted    INTEGER,
  other_added   INTEGER,
  other_deleted INTEGER,
  PRIMARY KEY (tool, oid, repository, branch, source_id)
) STRICT, WITHOUT ROWID;
INSERT INTO vendor_commit(tool, oid, repository, branch, source_id, identity, surface, at, added, deleted, ai_added, ai_deleted, other_added, other_deleted)
  SELECT tool, oid, repository, branch, source_id, identity, surface, at, added, deleted, ai_added, ai_deleted, other_added, other_deleted FROM old_vendor_commit;
DROP TABLE old_vendor_commit;

ALTER TABLE group_usage RENAME TO old_group_usage;
CREATE TABLE group_usage (
  tool           TEXT NOT NULL,
  scope          TEXT NOT NULL,
  team           TEXT NOT NULL,
  day            INTEGER NOT NULL,
  source_id      INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  active_users   INTEGER,
  engaged_users  INTEGER,
  shown          INTEGER,
  accepted       INTEGER,
  lines_shown    INTEGER,
  lines_accepted INTEGER,
  lines_deleted  INTEGER,
  interactions   INTEGER,
  PRIMARY KEY (tool, scope, team, day, source_id)
) STRICT, WITHOUT ROWID;
INSERT INTO group_usage(tool, scope, team, day, source_id, active_users, engaged_users, shown, accepted, lines_shown, lines_accepted, lines_deleted, interactions)
  SELECT tool, scope, team, day, source_id, active_users, engaged_users, shown, accepted, lines_shown, lines_accepted, lines_deleted, interactions FROM old_group_usage;
DROP TABLE old_group_usage;

ALTER TABLE vendor_team RENAME TO old_vendor_team;
CREATE TABLE vendor_team (
  tool      TEXT NOT NULL,
  identity  INTEGER NOT NULL REFERENCES identity(id),
  scope     TEXT NOT NULL,
  team      TEXT NOT NULL,
  day       INTEGER NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  PRIMARY KEY (tool, identity, scope, team, day, source_id)
) STRICT, WITHOUT ROWID;
INSERT INTO vendor_team(tool, identity, scope, team, day, source_id)
  SELECT tool, identity, scope, team, day, source_id FROM old_vendor_team;
DROP TABLE old_vendor_team;

ALTER TABLE holiday RENAME TO old_holiday;
CREATE TABLE holiday (
  calendar  TEXT NOT NULL,
  day       INTEGER NOT NULL,
  name      TEXT NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  PRIMARY KEY (calendar, day, source_id)
) STRICT, WITHOUT ROWID;
INSERT INTO holiday(calendar, day, name, source_id)
  SELECT calendar, day, name, source_id FROM old_holiday;
DROP TABLE old_holiday;

DROP INDEX roster_key;
CREATE UNIQUE INDEX roster_key ON roster(person, team, role, ifnull(first_day, -1000000), source_id);

DROP INDEX price_key;
CREATE UNIQUE INDEX price_key ON price(vendor, plan, unit, currency, ifnull(valid_from, -1000000), source_id);

DROP INDEX invoice_key;
CREATE UNIQUE INDEX invoice_key ON invoice(day, vendor, description, team, amount, currency, source_id);

DROP INDEX line_trace_key;
CREATE UNIQUE INDEX line_trace_key ON line_trace(revision, path, first_line, last_line, tool, ifnull(at, 0), source_id);

CREATE TABLE new_loose_history (
  id          INTEGER PRIMARY KEY,
  system      TEXT NOT NULL,
  key         TEXT NOT NULL,
  external_id TEXT NOT NULL,
  started_at  INTEGER,
  reopened    INTEGER NOT NULL,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  UNIQUE (system, key, external_id, source_id)
) STRICT;
INSERT INTO new_loose_history(id, system, key, external_id, started_at, reopened, source_id)
  SELECT id, system, key, external_id, started_at, reopened, source_id FROM loose_history;
CREATE TABLE new_loose_status (
  history_id INTEGER NOT NULL REFERENCES new_loose_history(id) ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  was        TEXT NOT NULL,
  became     TEXT NOT NULL,
  category   INTEGER NOT NULL,
  author     TEXT NOT NULL,
  PRIMARY KEY (history_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_loose_status SELECT * FROM loose_status;
DROP TABLE loose_status;
DROP TABLE loose_history;
ALTER TABLE new_loose_history RENAME TO loose_history;
ALTER TABLE new_loose_status RENAME TO loose_status;

CREATE TABLE new_ticket (
  id         INTEGER PRIMARY KEY,
  source_id  INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  system     TEXT NOT NULL,
  key        TEXT NOT NULL,
  title      TEXT NOT NULL,
  type       TEXT NOT NULL,
  status     TEXT NOT NULL,
  category   INTEGER NOT NULL,
  resolution TEXT NOT NULL,
  priority   TEXT NOT NULL,
  labels     TEXT NOT NULL,
  assignee   TEXT NOT NULL,
  reporter   TEXT NOT NULL,
  project    TEXT NOT NULL,
  parent     TEXT NOT NULL,
  created_at INTEGER,
  started_at INTEGER,
  resolved_at INTEGER,
  updated_at INTEGER,
  zone_basis INTEGER NOT NULL,
  reopened   INTEGER NOT NULL,
  changes    TEXT NOT NULL,
  external_id TEXT NOT NULL,
  UNIQUE (system, key, source_id)
) STRICT;
INSERT INTO new_ticket(id, source_id, system, key, title, type, status, category, resolution, priority, labels, assignee, reporter, project, parent, created_at, started_at, resolved_at, updated_at, zone_basis, reopened, changes, external_id)
  SELECT id, source_id, system, key, title, type, status, category, resolution, priority, labels, assignee, reporter, project, parent, created_at, started_at, resolved_at, updated_at, zone_basis, reopened, changes, external_id FROM ticket;
CREATE TABLE new_ticket_status (
  ticket_id INTEGER NOT NULL REFERENCES new_ticket(id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  was       TEXT NOT NULL,
  became    TEXT NOT NULL,
  category  INTEGER NOT NULL,
  author    TEXT NOT NULL,
  PRIMARY KEY (ticket_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_ticket_status SELECT * FROM ticket_status;
DROP TABLE ticket_status;
DROP TABLE ticket;
ALTER TABLE new_ticket RENAME TO ticket;
ALTER TABLE new_ticket_status RENAME TO ticket_status;

CREATE TABLE new_pull_request (
  id            INTEGER PRIMARY KEY,
  source_id     INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  system        TEXT NOT NULL,
  repository    TEXT NOT NULL,
  number        INTEGER NOT NULL,
  title         TEXT NOT NULL,
  body          TEXT NOT NULL,
  author        TEXT NOT NULL,
  author_is_bot INTEGER NOT NULL,
  source_branch TEXT NOT NULL,
  target_branch TEXT NOT NULL,
  created_at    INTEGER,
  merged_at     INTEGER,
  closed_at     INTEGER,
  draft         INTEGER NOT NULL,
  merge_commit  TEXT NOT NULL,
  head_commit   TEXT NOT NULL,
  commits       TEXT NOT NULL,
  labels        TEXT NOT NULL,
  closes        TEXT NOT NULL,
  added         INTEGER,
  deleted       INTEGER,
  files         INTEGER,
  reviews_known INTEGER NOT NULL,
  UNIQUE (system, repository, number, source_id)
) STRICT;
INSERT INTO new_pull_request(id, source_id, system, repository, number, title, body, author, author_is_bot, source_branch, target_branch, created_at, merged_at, closed_at, draft, merge_commit, head_commit, commits, labels, closes, added, deleted, files, reviews_known)
  SELECT id, source_id, system, repository, number, title, body, author, author_is_bot, source_branch, target_branch, created_at, merged_at, closed_at, draft, merge_commit, head_commit, commits, labels, closes, added, deleted, files, reviews_known FROM pull_request;
CREATE TABLE new_review (
  pull_request_id INTEGER NOT NULL REFERENCES new_pull_request(id) ON DELETE CASCADE,
  position        INTEGER NOT NULL,
  reviewer        TEXT NOT NULL,
  bot             INTEGER NOT NULL,
  at              INTEGER NOT NULL,
  state           INTEGER NOT NULL,
  PRIMARY KEY (pull_request_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO new_review SELECT * FROM review;
DROP TABLE review;
DROP TABLE pull_request;
ALTER TABLE new_pull_request RENAME TO pull_request;
ALTER TABLE new_review RENAME TO review;

-- Derived, as before.

CREATE TABLE change (
  id              INTEGER PRIMARY KEY,
  kind            INTEGER NOT NULL,
  repository_id   INTEGER REFERENCES repository(id) ON DELETE CASCADE,
  pull_request_id INTEGER REFERENCES pull_request(id) ON DELETE SET NULL,
  repository      TEXT NOT NULL,
  number          INTEGER NOT NULL,
  title           TEXT NOT NULL,
  head            TEXT NOT NULL,
  merged_at       INTEGER NOT NULL,
  opened_at       INTEGER,
  first_commit_at INTEGER,
  first_review_at INTEGER,
  approved_at     INTEGER,
  released_at     INTEGER,
  reverted_at     INTEGER,
  author          INTEGER REFERENCES person(id) ON DELETE SET NULL,
  task_type       INTEGER NOT NULL,
  code_age        INTEGER NOT NULL,
  added           INTEGER NOT NULL,
  deleted         INTEGER NOT NULL,
  files           INTEGER NOT NULL,
  commits         INTEGER NOT NULL,
  review_rounds   INTEGER NOT NULL,
  ai_probability  REAL,
  ai_share        REAL,
  tools           TEXT NOT NULL,
  flags           INTEGER NOT NULL,
  lines_born      INTEGER NOT NULL
) STRICT;
CREATE INDEX change_pull_request ON change(pull_request_id);
CREATE INDEX change_repository ON change(repository_id);
CREATE INDEX change_author ON change(author);

CREATE TABLE change_commit (
  commit_id INTEGER PRIMARY KEY REFERENCES commit_(id) ON DELETE CASCADE,
  change_id INTEGER NOT NULL REFERENCES change(id) ON DELETE CASCADE
) STRICT;
CREATE INDEX change_commit_change ON change_commit(change_id);

-- The verdict of the evidence ladder over one commit.
CREATE TABLE commit_fact (
  commit_id      INTEGER PRIMARY KEY REFERENCES commit_(id) ON DELETE CASCADE,
  person_id      INTEGER REFERENCES person(id) ON DELETE SET NULL,
  provenance     INTEGER NOT NULL,
  declared       INTEGER NOT NULL,
  automation     INTEGER NOT NULL,
  autonomous     INTEGER NOT NULL,
  fix            INTEGER NOT NULL,
  revert         INTEGER NOT NULL,
  ai_probability REAL,
  ai_share       REAL,
  tools          TEXT NOT NULL
) STRICT;
CREATE INDEX commit_fact_person ON commit_fact(person_id);

-- Every reason found, with the rule that gave it: markers, line notes, telemetry, coverage.
CREATE TABLE evidence (
  commit_id INTEGER NOT NULL REFERENCES commit_(id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  rung      INTEGER NOT NULL,
  rule      TEXT NOT NULL,
  tool      TEXT NOT NULL,
  role      INTEGER NOT NULL,
  channel   TEXT NOT NULL,
  strength  REAL NOT NULL,
  declared  INTEGER NOT NULL,
  human     INTEGER NOT NULL,
  text      TEXT NOT NULL,
  PRIMARY KEY (commit_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket_link (
  ticket_id INTEGER NOT NULL REFERENCES ticket(id) ON DELETE CASCADE,
  change_id INTEGER NOT NULL REFERENCES change(id) ON DELETE CASCADE,
  channel   TEXT NOT NULL,
  strength  REAL NOT NULL,
  PRIMARY KEY (ticket_id, change_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_link_change ON ticket_link(change_id);

CREATE TABLE commit_ticket (
  commit_id INTEGER NOT NULL REFERENCES commit_(id) ON DELETE CASCADE,
  ticket_id INTEGER NOT NULL REFERENCES ticket(id) ON DELETE CASCADE,
  channel   TEXT NOT NULL,
  PRIMARY KEY (commit_id, ticket_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX commit_ticket_ticket ON commit_ticket(ticket_id);

CREATE TABLE defect (
  id           INTEGER PRIMARY KEY,
  ticket_id    INTEGER REFERENCES ticket(id) ON DELETE CASCADE,
  fix_change   INTEGER REFERENCES change(id) ON DELETE CASCADE,
  fix_commit   INTEGER REFERENCES commit_(id) ON DELETE CASCADE,
  reported_at  INTEGER NOT NULL,
  fixed_at     INTEGER,
  no_candidate INTEGER NOT NULL
) STRICT;
CREATE INDEX defect_ticket ON defect(ticket_id);
CREATE INDEX defect_change ON defect(fix_change);
CREATE INDEX defect_commit ON defect(fix_commit);

CREATE TABLE origin (
  defect_id  INTEGER NOT NULL REFERENCES defect(id) ON DELETE CASCADE,
  commit_id  INTEGER NOT NULL REFERENCES commit_(id) ON DELETE CASCADE,
  fix_commit INTEGER NOT NULL REFERENCES commit_(id) ON DELETE CASCADE,
  paths      INTEGER NOT NULL,
  lines      INTEGER NOT NULL,
  weight     REAL NOT NULL,
  PRIMARY KEY (defect_id, commit_id, fix_commit)
) STRICT, WITHOUT ROWID;
CREATE INDEX origin_commit ON origin(commit_id);


-- Identities that look like an AI tool's but were chosen by somebody: for the user to say.
CREATE TABLE identity_question (
  identity_id INTEGER PRIMARY KEY REFERENCES identity(id) ON DELETE CASCADE,
  rule        TEXT NOT NULL,
  commits     INTEGER NOT NULL,
  example     TEXT NOT NULL
) STRICT;

CREATE INDEX ticket_source ON ticket(source_id);
CREATE INDEX pull_request_source ON pull_request(source_id);
INSERT INTO setting(key, value) VALUES ('derived', 'stale') ON CONFLICT DO UPDATE SET value = excluded.value;
