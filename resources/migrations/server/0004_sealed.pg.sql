-- What 0004_sealed.sql is for SQLite.
ALTER TABLE server_session ADD COLUMN revoked BIGINT NOT NULL DEFAULT 0;
--;;
CREATE TABLE server_sealed(
  hash TEXT NOT NULL PRIMARY KEY,
  size BIGINT NOT NULL,
  held BIGINT NOT NULL,
  seal_id UUID NOT NULL,
  user_id UUID NOT NULL,
  seat_id UUID NOT NULL,
  operations BIGINT NOT NULL,
  files BIGINT NOT NULL,
  sealed_at BIGINT NOT NULL,
  at BIGINT NOT NULL,
  state BIGINT NOT NULL,
  decided_at BIGINT NOT NULL,
  report TEXT NOT NULL
);
--;;
CREATE TABLE server_sealed_piece(
  hash TEXT NOT NULL,
  start BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY(hash, start)
);
--;;
ALTER TABLE server_sealed_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;
