-- Raw tables keep what was read, each row with the source it came from. Derived tables (at the end) are rebuilt from them.
-- Moments: milliseconds since 1970, UTC. Days: days since 1970. Object ids: raw bytes. Lists of words: one per line.

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  id       INTEGER PRIMARY KEY,
  location TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  format   TEXT NOT NULL,
  title    TEXT NOT NULL
) STRICT;

CREATE TABLE import_run (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  started_at  INTEGER NOT NULL,
  finished_at INTEGER NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('done', 'unchanged', 'failed', 'cancelled')),
  fingerprint TEXT NOT NULL,
  records     INTEGER NOT NULL,
  added       INTEGER NOT NULL,
  rejected    INTEGER NOT NULL,
  contents    TEXT NOT NULL,
  message     TEXT NOT NULL
) STRICT;
CREATE INDEX import_run_source ON import_run(source_id);

CREATE TABLE reject (
  id     INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES import_run(id) ON DELETE CASCADE,
  file   TEXT NOT NULL,
  line   INTEGER NOT NULL,
  reason TEXT NOT NULL,
  text   TEXT NOT NULL
) STRICT;
CREATE INDEX reject_run ON reject(run_id);

CREATE TABLE notice (
  id     INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES import_run(id) ON DELETE CASCADE,
  file   TEXT NOT NULL,
  text   TEXT NOT NULL
) STRICT;
CREATE INDEX notice_run ON notice(run_id);

CREATE TABLE audit (
  id       INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  action   TEXT NOT NULL,
  subject  TEXT NOT NULL,
  detail   TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash     TEXT NOT NULL
) STRICT;

-- Words that repeat: tools, names, statuses.
CREATE TABLE word (
  id   INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

-- How a person appears in a source: kind is email, login, name or opaque; login values carry their system ("github:octocat").
CREATE TABLE identity (
  id    INTEGER PRIMARY KEY,
  kind  TEXT NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (kind, value)
) STRICT;

CREATE TABLE repository (
  id            INTEGER PRIMARY KEY,
  source_id     INTEGER NOT NULL UNIQUE REFERENCES source(id) ON DELETE CASCADE,
  name          TEXT NOT NULL,
  remote_url    TEXT NOT NULL,
  branch        TEXT NOT NULL,
  head          BLOB NOT NULL,
  tips          BLOB NOT NULL,
  lineage_state BLOB NOT NULL
) STRICT;

CREATE TABLE commit_ (
  id            INTEGER PRIMARY KEY,
  repository_id INTEGER NOT NULL REFERENCES repository(id) ON DELETE CASCADE,
  oid           BLOB NOT NULL,
  parents       BLOB NOT NULL,
  author        INTEGER NOT NULL REFERENCES identity(id),
  author_name   INTEGER NOT NULL REFERENCES word(id),
  committer     INTEGER NOT NULL REFERENCES identity(id),
  committer_name INTEGER NOT NULL REFERENCES word(id),
  authored_at   INTEGER NOT NULL,
  authored_offset INTEGER NOT NULL,
  committed_at  INTEGER NOT NULL,
  added         INTEGER NOT NULL,
  deleted       INTEGER NOT NULL,
  files         INTEGER NOT NULL,
  parent_count  INTEGER NOT NULL,
  incomplete    INTEGER NOT NULL,
  mainline      INTEGER NOT NULL,
  born          INTEGER,
  lost          INTEGER,
  alive         INTEGER,
  touched_age   REAL,
  new_file_share REAL,
  revived       INTEGER,
  ai_born       INTEGER,
  human_born    INTEGER,
  ai_alive      INTEGER,
  human_alive   INTEGER,
  message       TEXT NOT NULL,
  UNIQUE (repository_id, oid)
) STRICT;

CREATE TABLE path (
  id            INTEGER PRIMARY KEY,
  repository_id INTEGER NOT NULL REFERENCES repository(id) ON DELETE CASCADE,
  path          TEXT NOT NULL,
  UNIQUE (repository_id, path)
) STRICT;

CREATE TABLE commit_file (
  commit_id INTEGER NOT NULL REFERENCES commit_(id) ON DELETE CASCADE,
  path_id   INTEGER NOT NULL REFERENCES path(id),
  old_path  INTEGER REFERENCES path(id),
  status    INTEGER NOT NULL,
  added     INTEGER NOT NULL,
  deleted   INTEGER NOT NULL,
  flags     INTEGER NOT NULL,
  PRIMARY KEY (commit_id, path_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE line_edge (
  remover    INTEGER NOT NULL REFERENCES commit_(id) ON DELETE CASCADE,
  origin     INTEGER NOT NULL REFERENCES commit_(id) ON DELETE CASCADE,
  path_id    INTEGER NOT NULL REFERENCES path(id),
  lines      INTEGER NOT NULL,
  code_lines INTEGER NOT NULL,
  first_lines INTEGER NOT NULL,
  ai_lines   INTEGER NOT NULL,
  human_lines INTEGER NOT NULL,
  PRIMARY KEY (remover, origin, path_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE line_note (
  commit_id   INTEGER PRIMARY KEY REFERENCES commit_(id) ON DELETE CASCADE,
  tool        TEXT NOT NULL,
  model       TEXT NOT NULL,
  ai_lines    INTEGER NOT NULL,
  human_lines INTEGER NOT NULL,
  measured    INTEGER NOT NULL
) STRICT;

CREATE TABLE tag (
  repository_id INTEGER NOT NULL REFERENCES repository(id) ON DELETE CASCADE,
  name          TEXT NOT NULL,
  oid           BLOB NOT NULL,
  at            INTEGER NOT NULL,
  PRIMARY KEY (repository_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE branch (
  repository_id INTEGER NOT NULL REFERENCES repository(id) ON DELETE CASCADE,
  name          TEXT NOT NULL,
  oid           BLOB NOT NULL,
  PRIMARY KEY (repository_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket (
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
  UNIQUE (system, key)
) STRICT;

CREATE TABLE ticket_status (
  ticket_id INTEGER NOT NULL REFERENCES ticket(id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  was       TEXT NOT NULL,
  became    TEXT NOT NULL,
  category  INTEGER NOT NULL,
  author    TEXT NOT NULL,
  PRIMARY KEY (ticket_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE pull_request (
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
  UNIQUE (system, repository, number)
) STRICT;

CREATE TABLE review (
  pull_request_id INTEGER NOT NULL REFERENCES pull_request(id) ON DELETE CASCADE,
  position        INTEGER NOT NULL,
  reviewer        TEXT NOT NULL,
  bot             INTEGER NOT NULL,
  at              INTEGER NOT NULL,
  state           INTEGER NOT NULL,
  PRIMARY KEY (pull_request_id, position)
) STRICT, WITHOUT ROWID;

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
  PRIMARY KEY (tool, identity, day, surface, scope)
) STRICT, WITHOUT ROWID;

-- The days an export speaks about: inside them a missing row means no use, outside it means unknown.
CREATE TABLE telemetry_span (
  source_id INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  tool      INTEGER NOT NULL REFERENCES word(id),
  first_day INTEGER NOT NULL,
  last_day  INTEGER NOT NULL,
  PRIMARY KEY (source_id, tool)
) STRICT, WITHOUT ROWID;

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
  PRIMARY KEY (tool, identity, snapshot)
) STRICT, WITHOUT ROWID;

CREATE TABLE roster (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  person      TEXT NOT NULL,
  emails      TEXT NOT NULL,
  logins      TEXT NOT NULL,
  team        TEXT NOT NULL,
  role        TEXT NOT NULL,
  engineering INTEGER NOT NULL,
  first_day   INTEGER,
  last_day    INTEGER,
  share       REAL NOT NULL
) STRICT;
CREATE UNIQUE INDEX roster_key ON roster(person, team, role, ifnull(first_day, -1000000));

CREATE TABLE price (
  id         INTEGER PRIMARY KEY,
  source_id  INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  vendor     TEXT NOT NULL,
  plan       TEXT NOT NULL,
  unit       TEXT NOT NULL,
  price      REAL NOT NULL,
  currency   TEXT NOT NULL,
  valid_from INTEGER,
  valid_to   INTEGER
) STRICT;
CREATE UNIQUE INDEX price_key ON price(vendor, plan, unit, currency, ifnull(valid_from, -1000000));

CREATE TABLE invoice (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  day         INTEGER NOT NULL,
  vendor      TEXT NOT NULL,
  description TEXT NOT NULL,
  seats       INTEGER,
  amount      REAL NOT NULL,
  currency    TEXT NOT NULL,
  team        TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX invoice_key ON invoice(day, vendor, description, team, amount, currency);

-- Reviews and status histories that came in files of their own; joined to their pull request or ticket when read.
CREATE TABLE loose_review (
  system     TEXT NOT NULL,
  repository TEXT NOT NULL,
  number     INTEGER NOT NULL,
  reviewer   TEXT NOT NULL,
  at         INTEGER NOT NULL,
  state      INTEGER NOT NULL,
  bot        INTEGER NOT NULL,
  source_id  INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  PRIMARY KEY (system, repository, number, reviewer, at, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE loose_history (
  id          INTEGER PRIMARY KEY,
  system      TEXT NOT NULL,
  key         TEXT NOT NULL,
  external_id TEXT NOT NULL,
  started_at  INTEGER,
  reopened    INTEGER NOT NULL,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  UNIQUE (system, key, external_id)
) STRICT;

CREATE TABLE loose_status (
  history_id INTEGER NOT NULL REFERENCES loose_history(id) ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  was        TEXT NOT NULL,
  became     TEXT NOT NULL,
  category   INTEGER NOT NULL,
  author     TEXT NOT NULL,
  PRIMARY KEY (history_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  key         TEXT NOT NULL UNIQUE,
  title       TEXT NOT NULL,
  severity    TEXT NOT NULL,
  service     TEXT NOT NULL,
  team        TEXT NOT NULL,
  started_at  INTEGER,
  resolved_at INTEGER,
  causes      TEXT NOT NULL,
  zone_basis  INTEGER NOT NULL
) STRICT;

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
  PRIMARY KEY (tool, oid, repository, branch)
) STRICT, WITHOUT ROWID;

CREATE TABLE line_trace (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  revision    TEXT NOT NULL,
  path        TEXT NOT NULL,
  first_line  INTEGER NOT NULL,
  last_line   INTEGER NOT NULL,
  contributor INTEGER NOT NULL,
  tool        TEXT NOT NULL,
  model       TEXT NOT NULL,
  at          INTEGER
) STRICT;
CREATE UNIQUE INDEX line_trace_key ON line_trace(revision, path, first_line, last_line, tool, ifnull(at, 0));

CREATE TABLE spend (
  id          INTEGER PRIMARY KEY,
  source_id   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  tool        TEXT NOT NULL,
  identity    INTEGER REFERENCES identity(id),
  scope       TEXT NOT NULL,
  cost_centre TEXT NOT NULL,
  product     TEXT NOT NULL,
  sku         TEXT NOT NULL,
  model       TEXT NOT NULL,
  unit        TEXT NOT NULL,
  first_day   INTEGER,
  last_day    INTEGER,
  quantity    REAL,
  gross       REAL,
  discount    REAL,
  net         REAL,
  currency    TEXT NOT NULL,
  estimate    INTEGER NOT NULL
) STRICT;
CREATE INDEX spend_source ON spend(source_id);

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
  PRIMARY KEY (tool, scope, team, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE vendor_team (
  tool      TEXT NOT NULL,
  identity  INTEGER NOT NULL REFERENCES identity(id),
  scope     TEXT NOT NULL,
  team      TEXT NOT NULL,
  day       INTEGER NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  PRIMARY KEY (tool, identity, scope, team, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE holiday (
  calendar  TEXT NOT NULL,
  day       INTEGER NOT NULL,
  name      TEXT NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  PRIMARY KEY (calendar, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE survey (
  id        INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  day       INTEGER NOT NULL,
  team      TEXT NOT NULL,
  question  TEXT NOT NULL,
  score     REAL,
  text      TEXT NOT NULL
) STRICT;
CREATE INDEX survey_source ON survey(source_id);

-- Derived: rebuilt after every import, never edited by hand.

CREATE TABLE person (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL,
  bot       INTEGER NOT NULL,
  on_roster INTEGER NOT NULL
) STRICT;

CREATE TABLE person_identity (
  identity_id INTEGER PRIMARY KEY REFERENCES identity(id) ON DELETE CASCADE,
  person_id   INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  reason      TEXT NOT NULL
) STRICT;

CREATE TABLE identity_suggestion (
  identity_a INTEGER NOT NULL REFERENCES identity(id) ON DELETE CASCADE,
  identity_b INTEGER NOT NULL REFERENCES identity(id) ON DELETE CASCADE,
  score      REAL NOT NULL,
  reason     TEXT NOT NULL,
  PRIMARY KEY (identity_a, identity_b)
) STRICT, WITHOUT ROWID;

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
