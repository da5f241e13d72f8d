-- A server's database of this version, with something in every table. Never changed afterwards; tables of the spine as `init` made them.
CREATE TABLE server_bucket(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)
--;;
CREATE TABLE server_entity(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)
--;;
CREATE TABLE server_feed(
  bucket INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  row_id BLOB NOT NULL,
  mark INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY(bucket, entity, row_id)
) WITHOUT ROWID
--;;
CREATE INDEX server_feed_order ON server_feed(bucket, seq, mark)
--;;
CREATE TABLE server_counter(name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID
--;;
INSERT INTO server_counter VALUES('feed', 0)
--;;
CREATE TABLE server_meta(key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID
--;;
CREATE TABLE server_result(
  seat BLOB NOT NULL,
  seq INTEGER NOT NULL,
  operation BLOB NOT NULL,
  outcome TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY(seat, seq)
) WITHOUT ROWID
--;;
CREATE INDEX server_result_age ON server_result(at)
--;;
CREATE TABLE server_account(user_id BLOB NOT NULL PRIMARY KEY, password TEXT NOT NULL) WITHOUT ROWID
--;;
CREATE TABLE server_session(
  token_hash BLOB NOT NULL PRIMARY KEY,
  user_id BLOB NOT NULL,
  seat_id BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID
--;;
CREATE TABLE server_blob(
  hash TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL,
  user_id BLOB,
  at INTEGER NOT NULL
) WITHOUT ROWID
--;;
CREATE TABLE "user"(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, version INTEGER NOT NULL, "name" TEXT, "display_name" TEXT, "email" TEXT, "role" INTEGER, "teams" TEXT, "active" INTEGER, bucket INTEGER NOT NULL DEFAULT 0, stamps TEXT)
--;;
CREATE INDEX "user_name" ON "user"("name")
--;;
INSERT INTO "user" VALUES(1,X'01A23005AE8E7061A2168F4DA6119BE1',1,'root','root',NULL,3,NULL,1,1,NULL)
--;;
INSERT INTO server_bucket VALUES(1,'ref')
--;;
INSERT INTO server_entity VALUES(1,'team')
--;;
INSERT INTO server_entity VALUES(2,'user')
--;;
INSERT INTO server_entity VALUES(3,'seat')
--;;
INSERT INTO server_entity VALUES(4,'queue')
--;;
INSERT INTO server_entity VALUES(5,'tag')
--;;
INSERT INTO server_entity VALUES(6,'customer')
--;;
INSERT INTO server_entity VALUES(7,'identity')
--;;
INSERT INTO server_entity VALUES(8,'transaction')
--;;
INSERT INTO server_entity VALUES(9,'contract')
--;;
INSERT INTO server_entity VALUES(10,'receivable')
--;;
INSERT INTO server_entity VALUES(11,'usage')
--;;
INSERT INTO server_entity VALUES(12,'ticket')
--;;
INSERT INTO server_entity VALUES(13,'message')
--;;
INSERT INTO server_entity VALUES(14,'attachment')
--;;
INSERT INTO server_entity VALUES(15,'interaction')
--;;
INSERT INTO server_entity VALUES(16,'event')
--;;
INSERT INTO server_feed VALUES(1,2,X'01A23005AE8E7061A2168F4DA6119BE1',0,1)
--;;
INSERT INTO server_account VALUES(X'01A23005AE8E7061A2168F4DA6119BE1','$argon2id$v=19$m=19456,t=2,p=1$PBDnvF7KMT5nWfS3LgFAeA$mS5S2eZaZXY2XVC4nGK1rBziiz9wyoRMiYUe4LAlr5k')
--;;
INSERT OR REPLACE INTO server_counter VALUES('feed',1)
--;;
INSERT INTO server_meta VALUES('epoch','16568a81-aa0b-421c-a083-11daa302ee6d')
--;;
INSERT INTO server_session VALUES(x'3131313131313131313131313131313131313131313131313131313131313131', X'01A23005AE8E7061A2168F4DA6119BE1', x'00000000000000000000000000000007', 1000, 9000000000000)
--;;
INSERT INTO server_result VALUES(x'00000000000000000000000000000007', 1, x'00000000000000000000000000000008', '{"verdict":"applied"}', 1000)
--;;
INSERT INTO server_blob VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 5, X'01A23005AE8E7061A2168F4DA6119BE1', 1000)
--;;
PRAGMA user_version=1
