-- What 0003_uploads.sql is for SQLite; and the bytes of files, which are kept in pieces as well.
CREATE TABLE server_upload(
  hash TEXT NOT NULL,
  user_id UUID NOT NULL,
  size BIGINT NOT NULL,
  held BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY(hash, user_id)
);
--;;
CREATE INDEX server_upload_user ON server_upload(user_id, at);
--;;
CREATE TABLE server_piece(
  hash TEXT NOT NULL,
  user_id UUID NOT NULL,
  start BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY(hash, user_id, start)
);
--;;
ALTER TABLE server_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;
--;;
CREATE TABLE server_blob_piece(
  hash TEXT NOT NULL,
  start BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY(hash, start)
);
--;;
ALTER TABLE server_blob_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;
--;;
INSERT INTO server_blob_piece
  SELECT hash, start, substr(bytes, start + 1, 1048576)
  FROM server_bytes, generate_series(0, greatest(length(bytes) - 1, 0), 1048576) AS start;
--;;
DROP TABLE server_bytes;
