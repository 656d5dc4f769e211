-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Features are shorter hashes, written in less room: those of before cannot be made of the old ones.
-- So learning starts again.

PRAGMA user_version = 4;

DROP TABLE taught;
DROP TABLE pending;
DELETE FROM learned_from;
DELETE FROM finding_count;
UPDATE judged SET taught_class = NULL;
UPDATE meta SET value = 2 WHERE name IN ('version.model', 'version.tokeniser');

-- What was learned: the model is the sum of these rows and is stored nowhere else, so it cannot
-- drift from them. A row holds all that a message added (core/judgement/safi-lesson.h).
CREATE TABLE taught (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  identity TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('good', 'junk')),
  strength INTEGER NOT NULL CHECK (strength IN (1, 4)), -- quarters
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
CREATE INDEX taught_by_class ON taught (account, class);
CREATE INDEX taught_by_strength ON taught (account, strength, id);

-- What a message would add if nobody objects for some days; then it is taught, or dropped.
CREATE TABLE pending (
  account TEXT NOT NULL,
  identity TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('good', 'junk')),
  time INTEGER NOT NULL, -- when it was judged
  log_odds REAL NOT NULL, -- nats
  codes TEXT NOT NULL, -- of findings, a space between two
  features BLOB NOT NULL, -- the three as in taught, all of them
  grams BLOB NOT NULL,
  text_grams BLOB NOT NULL,
  PRIMARY KEY (account, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX pending_by_time ON pending (account, time);
