-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Learning from the mail that a person has already.

PRAGMA user_version = 3;

-- Whom the person wrote to. address: the first 16 octets of HMAC-SHA-256 with the store's key over
-- the address in lower case, so that this is no address book.
CREATE TABLE correspondent (
  account TEXT NOT NULL,
  address BLOB NOT NULL CHECK (length (address) = 16),
  time INTEGER NOT NULL, -- of the newest message
  PRIMARY KEY (account, address)
) STRICT, WITHOUT ROWID;

-- Messages that were read for learning: each is fetched for it once only.
CREATE TABLE learned_from (
  account TEXT NOT NULL,
  folder BLOB NOT NULL,
  uidvalidity INTEGER NOT NULL,
  uid INTEGER NOT NULL,
  PRIMARY KEY (account, folder, uidvalidity, uid)
) STRICT, WITHOUT ROWID;

-- What a message would add if nobody objects for some days; then it is taught, or dropped.
CREATE TABLE pending (
  account TEXT NOT NULL,
  identity TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('good', 'junk')),
  time INTEGER NOT NULL, -- when it was judged
  log_odds REAL NOT NULL, -- nats
  codes TEXT NOT NULL, -- of findings, a space between two
  features BLOB NOT NULL CHECK (length (features) % 8 = 0), -- the three as in taught
  grams BLOB NOT NULL,
  text_grams BLOB NOT NULL,
  PRIMARY KEY (account, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX pending_by_time ON pending (account, time);

-- By the place of a message: what is known of it without fetching it.
CREATE INDEX judged_by_place ON judged (account, folder, uidvalidity, uid);
