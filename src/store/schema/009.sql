-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What each mailbox costs: octets on the wire by the day of the person's calendar.

PRAGMA user_version = 9;

CREATE TABLE data_use (
  account TEXT NOT NULL,
  day INTEGER NOT NULL,    -- 20261126
  octets INTEGER NOT NULL CHECK (octets >= 0),
  PRIMARY KEY (account, day)
) STRICT, WITHOUT ROWID;
