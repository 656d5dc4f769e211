-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the person wishes where data cost money; a letter on its way, and an old one.

INSERT INTO policy (account, junk_from, good_below, watch_only, paused, junk_folder, check_minutes, look_ups, spares_data,
  day_megabytes, waits_at_limit, digest)
  VALUES ('sparing', 4.6, 0, 1, 0, x'', 10, 1, 1, 5, 1, 1);
INSERT INTO letter VALUES
  (1, '11111111-2222-3333-4444-555555555555', 'letter', 1749900300, 'sent', 1749900301, 2, x'46726f6d3a2061ff0d0a'),
  (2, '11111111-2222-3333-4444-555555555555', 'older letter', 1749000000, 'done', 1749000001, 1, NULL);
