-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- How an account signs in. The secret itself is never in here.

PRAGMA user_version = 8;

ALTER TABLE account ADD COLUMN way TEXT NOT NULL DEFAULT 'password'
  CHECK (way IN ('password', 'browser', 'online-token', 'online-password'));
ALTER TABLE account ADD COLUMN authority TEXT; -- who gives the secret; NULL: the person
