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
  result BLOB NOT NULL,  -- core/safi-auth-result.h
  PRIMARY KEY (account, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX auth_result_by_time ON auth_result (account, time);
