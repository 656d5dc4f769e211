-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A message drawn to be asked about; labels in a form that no version since 4 reads.

INSERT INTO judged (id, account, identity, folder, uidvalidity, uid, sender_address, subject, folded, date, judged_at, flags,
  decision, kind, prior, log_odds, probability, taught_class, fate, action, run, asked)
  VALUES (20, '11111111-2222-3333-4444-555555555555', 'drawn', x'494e424f58', 7, 20, 'z@b.example', 'Drawn', 'drawn', 1749900010,
    1749900110, 0, 'good', 'none', 0, -5, 0, 'good', 'stayed', 0, 0, 1);
INSERT INTO taught VALUES (1, '11111111-2222-3333-4444-555555555555', 'drawn', 'good', 4, 1749900170, -1.5, 'test.good', 1, -2, 3, -4, 5,
  x'0102030405060708', x'0005', x'0005');
INSERT INTO finding_count VALUES ('11111111-2222-3333-4444-555555555555', 'test.good', 1, 0);
