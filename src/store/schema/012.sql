-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the person wishes where data cost money, and the letters that Safibox writes to the person.

PRAGMA user_version = 12;

ALTER TABLE policy ADD COLUMN spares_data INTEGER NOT NULL DEFAULT 0 CHECK (spares_data IN (0, 1));
ALTER TABLE policy ADD COLUMN day_megabytes INTEGER NOT NULL DEFAULT 0 CHECK (day_megabytes >= 0);
ALTER TABLE policy ADD COLUMN waits_at_limit INTEGER NOT NULL DEFAULT 0
  CHECK (waits_at_limit IN (0, 1));
ALTER TABLE policy ADD COLUMN digest INTEGER NOT NULL DEFAULT 0 CHECK (digest IN (0, 1));

-- Written before the letter is sent, so that none is sent twice and each is known again.
CREATE TABLE letter (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  identity TEXT NOT NULL,
  written INTEGER NOT NULL, -- seconds UTC
  state TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'done', 'gone')),
  sent INTEGER NOT NULL DEFAULT 0, -- the last time
  tries INTEGER NOT NULL DEFAULT 0,
  octets BLOB,              -- until it is done or gone
  UNIQUE (account, identity)
) STRICT;
