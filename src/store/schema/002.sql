-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Another way of splitting messages: what was learned before are hashes that no message gives any
-- more, and hashes cannot be split anew. So learning starts again.

PRAGMA user_version = 2;

DROP TABLE taught;
DELETE FROM finding_count;
UPDATE judged SET taught_class = NULL;
UPDATE meta SET value = 1 WHERE name IN ('version.model', 'version.tokeniser');

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
  features BLOB NOT NULL CHECK (length (features) % 8 = 0), -- 64-bit hashes, little-endian
  grams BLOB NOT NULL,  -- ascending numbers as differences, seven bits an octet, lowest first
  text_grams BLOB NOT NULL,
  UNIQUE (account, identity)
) STRICT;
CREATE INDEX taught_by_class ON taught (account, class);
CREATE INDEX taught_by_strength ON taught (account, strength, id);

-- 1: drawn by chance to be asked about (store/training/safi-sample.h).
ALTER TABLE judged ADD COLUMN asked INTEGER NOT NULL DEFAULT 0 CHECK (asked IN (0, 1));
CREATE INDEX judged_by_asked ON judged (account, asked) WHERE asked = 1;
