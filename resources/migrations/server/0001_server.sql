-- What the server keeps beside the tables of the spine, which follow from core/schema (core/tables).
-- No entity of the spine may be called server_*. Ids are 16-byte blobs, instants milliseconds since 1970-01-01 UTC.

-- Names that every row or feed entry repeats, as small numbers.
CREATE TABLE server_bucket(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
--;;
CREATE TABLE server_entity(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
--;;
-- The change feed: the newest mark of each row in each bucket; mark 0 = present, 1 = gone.
CREATE TABLE server_feed(
  bucket INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  row_id BLOB NOT NULL,
  mark INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY(bucket, entity, row_id)
) WITHOUT ROWID;
--;;
CREATE INDEX server_feed_order ON server_feed(bucket, seq, mark);
--;;
CREATE TABLE server_counter(name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
--;;
INSERT INTO server_counter VALUES('feed', 0);
--;;
CREATE TABLE server_meta(key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
--;;
-- What each operation of each seat led to; kept as long as a seat may ask again.
CREATE TABLE server_result(
  seat BLOB NOT NULL,
  seq INTEGER NOT NULL,
  operation BLOB NOT NULL,
  outcome TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY(seat, seq)
) WITHOUT ROWID;
--;;
CREATE INDEX server_result_age ON server_result(at);
--;;
CREATE TABLE server_account(user_id BLOB NOT NULL PRIMARY KEY, password TEXT NOT NULL) WITHOUT ROWID;
--;;
CREATE TABLE server_session(
  token_hash BLOB NOT NULL PRIMARY KEY,
  user_id BLOB NOT NULL,
  seat_id BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
--;;
CREATE TABLE server_blob(
  hash TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL,
  user_id BLOB,
  at INTEGER NOT NULL
) WITHOUT ROWID;
