-- A file on its way from a person, and its pieces that have come. The row outlives them: what a person sends in a day is
-- counted by it.
CREATE TABLE server_upload(
  hash TEXT NOT NULL,
  user_id BLOB NOT NULL,
  size INTEGER NOT NULL,
  held INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY(hash, user_id)
) WITHOUT ROWID;
--;;
CREATE INDEX server_upload_user ON server_upload(user_id, at);
--;;
CREATE TABLE server_piece(
  hash TEXT NOT NULL,
  user_id BLOB NOT NULL,
  start INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY(hash, user_id, start)
);
