-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the person said of senders.

INSERT INTO policy (account, junk_from, good_below, watch_only, paused, junk_folder, check_minutes, look_ups, forwarders,
  certifiers, dns_lists)
  VALUES ('names', 4.6, 0, 1, 0, x'', 10, 1, 'club.example school.example', 'vouch.example', 'zen.example');
