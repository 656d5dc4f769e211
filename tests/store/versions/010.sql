-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- How a folder was; a message that was read and one that was taken away; a label that counts half.

INSERT INTO folder_state VALUES ('11111111-2222-3333-4444-555555555555', x'494e424f58', 7, 30, 12, 9223372036854775807, 1749900270);
INSERT INTO judged (id, account, identity, folder, uidvalidity, uid, sender_address, subject, folded, date, judged_at, flags,
  decision, kind, prior, log_odds, probability, taught_class, fate, action, run, flags_now, is_gone)
  VALUES (30, '11111111-2222-3333-4444-555555555555', 'away', x'494e424f58', 7, 30, 'y@b.example', 'Away', 'away', 1749900011, 1749900111,
    0, 'good', 'none', 0, -5, 0, NULL, 'stayed', 0, 0, 5, 1);
INSERT INTO taught VALUES (11, '11111111-2222-3333-4444-555555555555', 'away', 'junk', 2, 1749900280, -5, '', 1, 16384, 50, 0, 0,
  x'0405', x'0005', x'');
