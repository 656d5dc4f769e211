-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The keys of signatures as the DNS last gave them: mail that came before a key was changed is
-- still signed with it.

PRAGMA user_version = 6;

CREATE TABLE dkim_key (
  account TEXT NOT NULL,
  name BLOB NOT NULL,   -- selector._domainkey.domain
  record BLOB NOT NULL, -- as published
  seen INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX dkim_key_by_seen ON dkim_key (account, seen);
