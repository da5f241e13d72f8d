-- Who has shown to have a file's bytes: whoever knows no more than the hash must not get them by naming it.
CREATE TABLE server_blob_giver(
  hash TEXT NOT NULL,
  user_id BLOB NOT NULL,
  PRIMARY KEY(hash, user_id)
) WITHOUT ROWID;
--;;
INSERT INTO server_blob_giver SELECT hash, user_id FROM server_blob WHERE user_id IS NOT NULL;
