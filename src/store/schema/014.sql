-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Whom Safibox contacted, and why: what the person is shown. Kept for a week; belongs to no account.

PRAGMA user_version = 14;

CREATE TABLE contact (
  day INTEGER NOT NULL,    -- 20261126
  why TEXT NOT NULL CHECK (why IN ('mailbox', 'sign-in', 'search', 'names', 'senders')),
  host TEXT NOT NULL,      -- '': all that were too many to be named
  port INTEGER NOT NULL,
  times INTEGER NOT NULL CHECK (times >= 0),
  octets INTEGER NOT NULL CHECK (octets >= 0),
  last INTEGER NOT NULL,   -- seconds UTC
  PRIMARY KEY (day, why, host, port)
) STRICT, WITHOUT ROWID;
