-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What was learned in another store can be brought in: its hashes were made with another key.

PRAGMA user_version = 15;

-- The key of an account's hashes, where it is not the store's own.
CREATE TABLE training_key (
  account TEXT PRIMARY KEY,
  key BLOB NOT NULL CHECK (length (key) = 16)
) STRICT, WITHOUT ROWID;
