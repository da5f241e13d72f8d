-- What 0001_server.sql is for SQLite. Every number is a BIGINT, every id a UUID, so that parameters need no casts.

CREATE TABLE server_bucket(id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name TEXT NOT NULL UNIQUE);
--;;
CREATE TABLE server_entity(id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name TEXT NOT NULL UNIQUE);
--;;
CREATE SEQUENCE server_feed_seq CACHE 1;
--;;
-- The change feed: the newest mark of each row in each bucket; mark 0 = present, 1 = gone. Its order is (xid, seq): the
-- transaction id first, for a sequence alone loses rows under concurrent commits. Entries that came from SQLite have xid 0.
CREATE TABLE server_feed(
  bucket BIGINT NOT NULL,
  entity BIGINT NOT NULL,
  row_id UUID NOT NULL,
  mark BIGINT NOT NULL,
  xid BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY(bucket, entity, row_id)
);
--;;
CREATE INDEX server_feed_bucket ON server_feed(bucket, xid, seq);
--;;
CREATE INDEX server_feed_order ON server_feed(xid, seq);
--;;
CREATE TABLE server_counter(name TEXT PRIMARY KEY, value BIGINT NOT NULL);
--;;
CREATE TABLE server_meta(key TEXT PRIMARY KEY, value TEXT NOT NULL);
--;;
CREATE TABLE server_result(
  seat UUID NOT NULL,
  seq BIGINT NOT NULL,
  operation UUID NOT NULL,
  outcome TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY(seat, seq)
);
--;;
CREATE INDEX server_result_age ON server_result(at);
--;;
CREATE TABLE server_account(user_id UUID PRIMARY KEY, password TEXT NOT NULL);
--;;
CREATE TABLE server_session(
  token_hash BYTEA PRIMARY KEY,
  user_id UUID NOT NULL,
  seat_id UUID NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
--;;
CREATE TABLE server_blob(
  hash TEXT PRIMARY KEY,
  size BIGINT NOT NULL,
  user_id UUID,
  at BIGINT NOT NULL
);
--;;
-- Bytes of attachments: nodes have no disk in common.
CREATE TABLE server_bytes(hash TEXT PRIMARY KEY, bytes BYTEA NOT NULL);
--;;
ALTER TABLE server_bytes ALTER COLUMN bytes SET STORAGE EXTERNAL;
