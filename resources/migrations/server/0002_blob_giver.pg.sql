-- What 0002_blob_giver.sql is for SQLite.
CREATE TABLE server_blob_giver(
  hash TEXT NOT NULL,
  user_id UUID NOT NULL,
  PRIMARY KEY(hash, user_id)
);
--;;
INSERT INTO server_blob_giver SELECT hash, user_id FROM server_blob WHERE user_id IS NOT NULL;
