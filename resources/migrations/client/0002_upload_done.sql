-- When the server had a file whole: if it comes back from an older backup, the file is offered again.
ALTER TABLE upload ADD COLUMN done_at INTEGER
