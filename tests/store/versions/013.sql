-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A move that the person asked for.

INSERT INTO action (id, run, goes_back, account, identity, from_folder, from_uidvalidity, from_uid, to_folder, state, time,
  flags, internal_date, size, asked)
  VALUES (20, 8, 0, '11111111-2222-3333-4444-555555555555', 'wanted', x'494e424f58', 7, 40, x'4a756e6b', 'done', 1749900310, 0, 0, 0, 1);
