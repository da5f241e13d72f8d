-- What must never be lost: the agent's own work. Kept apart from the cache, with synchronous=FULL.
-- `hash` covers seq and body, because SQLite's own check misses most flipped bits.
CREATE TABLE operation(
  seq INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  body TEXT NOT NULL,
  hash BLOB NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,
  outcome TEXT,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  tries INTEGER NOT NULL DEFAULT 0,
  last_error TEXT NOT NULL DEFAULT ''
)
--;;
CREATE INDEX operation_state ON operation(state, seq)
--;;
CREATE TABLE review(
  seq INTEGER PRIMARY KEY REFERENCES operation(seq),
  kind INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  resolved_at INTEGER
)
--;;
CREATE TABLE draft(
  ticket BLOB NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY(ticket, kind)
) WITHOUT ROWID
--;;
CREATE TABLE upload(
  hash TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL
) WITHOUT ROWID
--;;
CREATE TABLE setting(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID
