-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a person says of senders: domains with a space between.

PRAGMA user_version = 7;

ALTER TABLE policy ADD COLUMN forwarders TEXT NOT NULL DEFAULT '';
ALTER TABLE policy ADD COLUMN certifiers TEXT NOT NULL DEFAULT '';
ALTER TABLE policy ADD COLUMN dns_lists TEXT NOT NULL DEFAULT '';
