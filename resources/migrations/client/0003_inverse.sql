-- What would take an operation back: the fields it changed as they were before. None where there is nothing to take back.
ALTER TABLE operation ADD COLUMN inverse TEXT
