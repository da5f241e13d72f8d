-- Sessions that were ended from above are kept until they run out: who shows the token of one is told why, and may hand
-- in the work that was not sent. 1 = the account was disabled, 2 = the seat was revoked.
ALTER TABLE server_session ADD COLUMN revoked INTEGER NOT NULL DEFAULT 0;
--;;
-- Work of revoked seats as it came, sealed; see core/protocol/sealing.h. A row outlives its pieces.
CREATE TABLE server_sealed(
  hash TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL,
  held INTEGER NOT NULL,
  seal_id BLOB NOT NULL,
  user_id BLOB NOT NULL,
  seat_id BLOB NOT NULL,
  operations INTEGER NOT NULL,
  files INTEGER NOT NULL,
  sealed_at INTEGER NOT NULL,
  at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,
  report TEXT NOT NULL
) WITHOUT ROWID;
--;;
CREATE TABLE server_sealed_piece(
  hash TEXT NOT NULL,
  start INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY(hash, start)
);
