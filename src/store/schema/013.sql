PRAGMA user_version = 13;

-- Moves that a person asked for do not count as Safibox's own pace.
ALTER TABLE action ADD COLUMN asked INTEGER NOT NULL DEFAULT 0 CHECK (asked IN (0, 1));
