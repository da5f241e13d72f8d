-- An outbox of this version with work in it. Written by test_upgrade (TIDEDESK_WRITE_GOLDEN=1); never changed afterwards.
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
, inverse TEXT)
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
, done_at INTEGER) WITHOUT ROWID
--;;
CREATE TABLE setting(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID
--;;
INSERT INTO operation VALUES(1,X'01A05A7AEA8071EDB6E9A8B42D5F826F','{"base":2,"done_at":1788224400000,"entity":"ticket","id":"01a05a7a-ea80-71ed-b6e9-a8b42d5f826f","kind":"update","row":"01900000-0000-7000-8000-000000000100","seq":1,"set":{"priority":3}}',X'640ADB7E105D818A435127C247567EC755E0E00E',2,'{"conflicts":[{"at":1788224400000,"by":"01900000-0000-7000-8000-000000000001","field":"priority","theirs":3}],"id":"01a05a7a-ea80-71ed-b6e9-a8b42d5f826f","seq":1,"verdict":"conflict","version":3}',1788224400000,1788224400000,1,'','{"base":0,"done_at":1788224400000,"entity":"ticket","id":"01a05a7a-ea80-71ed-b6e9-a8b42d5f826f","kind":"update","row":"01900000-0000-7000-8000-000000000100","seq":1,"set":{"priority":1},"undoes":1}')
--;;
INSERT INTO operation VALUES(2,X'01A05A7AEA8070F2BC493507E2C6A3F8','{"base":0,"done_at":1788224400000,"entity":"message","id":"01a05a7a-ea80-70f2-bc49-3507e2c6a3f8","kind":"create","row":"01a05a7a-ea80-70a9-b841-6ba98afd73cb","seq":2,"set":{"body":"第一条，it''s ‘quoted’\n--;; not a mark","kind":1,"ticket_id":"01900000-0000-7000-8000-000000000101"}}',X'3E1B5098407549B9E155DDF9D587462D62FF5E78',2,'{"id":"01a05a7a-ea80-70f2-bc49-3507e2c6a3f8","seq":2,"verdict":"applied","version":3}',1788224400000,1788224400000,1,'',NULL)
--;;
INSERT INTO operation VALUES(3,X'01A05A7AEA807865834B502B981BB9DB','{"base":0,"done_at":1788224400000,"entity":"message","id":"01a05a7a-ea80-7865-834b-502b981bb9db","kind":"create","row":"01a05a7a-ea80-76a4-8e92-d8e6a5a436c1","seq":3,"set":{"body":"第一条，it''s ‘quoted’\n--;; not a mark","kind":2,"ticket_id":"01900000-0000-7000-8000-000000000101"}}',X'E75913452C86EA0C421381FA4BBBE1CBBAE17EAD',0,NULL,1788224400000,NULL,0,'',NULL)
--;;
INSERT INTO operation VALUES(4,X'01A05A7AEA807A70970CD86B8B4A02D4','{"base":2,"depends":2,"done_at":1788224400000,"entity":"ticket","id":"01a05a7a-ea80-7a70-970c-d86b8b4a02d4","kind":"update","row":"01900000-0000-7000-8000-000000000101","seq":4,"set":{"subject":"第一条，it''s ‘quoted’\n--;; not a mark"}}',X'17C394931E1D52A8CED6A7E7AF95BF88B2CA621B',0,NULL,1788224400000,NULL,0,'','{"base":0,"done_at":1788224400000,"entity":"ticket","id":"01a05a7a-ea80-7a70-970c-d86b8b4a02d4","kind":"update","row":"01900000-0000-7000-8000-000000000101","seq":4,"set":{"subject":"退款 2"},"undoes":4}')
--;;
INSERT INTO operation VALUES(5,X'01A05A7AEA8076A1B4DE75D1E0A5E5A0','{"base":3,"done_at":1788224400000,"entity":"ticket","id":"01a05a7a-ea80-76a1-b4de-75d1e0a5e5a0","kind":"update","row":"01900000-0000-7000-8000-000000000102","seq":5,"set":{"priority":2}}',X'EDE64F73B17AFF2F6FC9664D3A724B604B358006',0,NULL,1788224400000,NULL,0,'','{"base":0,"done_at":1788224400000,"entity":"ticket","id":"01a05a7a-ea80-76a1-b4de-75d1e0a5e5a0","kind":"update","row":"01900000-0000-7000-8000-000000000102","seq":5,"set":{"priority":1},"undoes":5}')
--;;
INSERT INTO review VALUES(1,0,0,1788224400000,NULL)
--;;
INSERT INTO draft VALUES(X'01900000000070008000000000000101','01900000-0000-7000-8000-000000000001/reply','还没写完',1788224400000)
--;;
INSERT INTO upload VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',1788224400000,NULL)
--;;
INSERT INTO setting VALUES('last_seq','5')
--;;
INSERT INTO setting VALUES('level','1')
--;;
INSERT INTO setting VALUES('seat','01900000-0000-7000-8000-000000000002')
--;;
INSERT INTO setting VALUES('server','http://127.0.0.1')
--;;
INSERT INTO setting VALUES('user','01900000-0000-7000-8000-000000000001')
--;;
INSERT INTO setting VALUES('user_name','lin')
--;;
PRAGMA user_version=3
