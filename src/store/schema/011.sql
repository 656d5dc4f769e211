-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the person said about all mail of a sender.

PRAGMA user_version = 11;

CREATE TABLE sender_rule (
  account TEXT NOT NULL,
  sender TEXT NOT NULL,    -- an address or a domain
  rule TEXT NOT NULL CHECK (rule IN ('trusted', 'unwanted')),
  time INTEGER NOT NULL,   -- seconds UTC
  PRIMARY KEY (account, sender)
) STRICT, WITHOUT ROWID;
