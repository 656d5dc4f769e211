-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Who really sent a message: found out once, soon after delivery, and kept, because keys and
-- addresses change.

PRAGMA user_version = 5;

CREATE TABLE auth_result (
  account TEXT NOT NULL,
  identity TEXT NOT NULL,
  time INTEGER NOT NULL, -- when it was found out
  is_final INTEGER NOT NULL CHECK (is_final IN (0, 1)), -- 0: asking again later may tell more
  tries INTEGER NOT NULL DEFAULT 1 CHECK (tries > 0), -- how often it was tried to find out
  result BLOB NOT NULL,  -- core/authentication/safi-auth-result.h
  PRIMARY KEY (account, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX auth_result_by_time ON auth_result (account, time);

-- How mail from an author's domain proved itself so far. first, last: seconds UTC of receipt of
-- the messages that did.
CREATE TABLE sender_history (
  account TEXT NOT NULL,
  author TEXT NOT NULL, -- A-label
  passes INTEGER NOT NULL CHECK (passes >= 0),
  fails INTEGER NOT NULL CHECK (fails >= 0),
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (account, author)
) STRICT, WITHOUT ROWID;
CREATE INDEX sender_history_by_last ON sender_history (account, passes > 0, last);

-- What the person sent lately: keyed hashes of Message-IDs.
CREATE TABLE sent (
  account TEXT NOT NULL,
  message_id BLOB NOT NULL CHECK (length (message_id) = 16),
  time INTEGER NOT NULL,
  PRIMARY KEY (account, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sent_by_time ON sent (account, time);

-- FALSE: senders are not looked up, the provider's word counts alone.
ALTER TABLE policy ADD COLUMN look_ups INTEGER NOT NULL DEFAULT 1 CHECK (look_ups IN (0, 1));
