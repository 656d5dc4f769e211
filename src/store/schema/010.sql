-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What changes in a folder without new mail: what was read, taken away or called junk elsewhere.

PRAGMA user_version = 10;

-- How a folder was when changes in it were last asked for.
CREATE TABLE folder_state (
  account TEXT NOT NULL,
  folder BLOB NOT NULL,
  uidvalidity INTEGER NOT NULL,
  uidnext INTEGER NOT NULL,
  messages INTEGER NOT NULL,
  modseq INTEGER NOT NULL, -- 0: the server does not count changes
  looked INTEGER NOT NULL, -- when all messages that matter were last asked about
  PRIMARY KEY (account, folder)
) STRICT, WITHOUT ROWID;

ALTER TABLE judged ADD COLUMN flags_now INTEGER; -- NULL: as they were when it was judged
ALTER TABLE judged ADD COLUMN is_gone INTEGER NOT NULL DEFAULT 0 CHECK (is_gone IN (0, 1));

-- A label may count half.
ALTER TABLE taught RENAME TO taught_before;
CREATE TABLE taught (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  identity TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('good', 'junk')),
  strength INTEGER NOT NULL CHECK (strength IN (1, 2, 4)), -- quarters
  time INTEGER NOT NULL,
  log_odds REAL,        -- nats: how it was judged just before it was taught; NULL: it was not
  codes TEXT NOT NULL,  -- of findings, a space between two
  passes INTEGER NOT NULL CHECK (passes >= 0),
  step INTEGER NOT NULL,
  square INTEGER NOT NULL CHECK (square >= 0),
  text_step INTEGER NOT NULL,
  text_square INTEGER NOT NULL CHECK (text_square >= 0),
  features BLOB NOT NULL, -- the three: ascending numbers as differences (store/training/safi-lesson-blob.h)
  grams BLOB NOT NULL,
  text_grams BLOB NOT NULL,
  UNIQUE (account, identity)
) STRICT;
INSERT INTO taught SELECT * FROM taught_before ORDER BY id;
DROP TABLE taught_before;
CREATE INDEX taught_by_class ON taught (account, class);
CREATE INDEX taught_by_strength ON taught (account, strength, id);
