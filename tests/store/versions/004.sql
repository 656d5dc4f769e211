-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Labels with all that they added, one that added nothing, one that waits.

INSERT INTO taught VALUES
  (3, '11111111-2222-3333-4444-555555555555', 'moved', 'junk', 4, 1749900220, 1.5, 'test.junk test.good', 2, 8192, 100, -8192, 200,
    x'0405f991f401ffed8bfeff7ffbffffffff7f', x'0005faff07', x'0005'),
  (9, '11111111-2222-3333-4444-555555555555', 'good', 'good', 4, 1749900221, NULL, '', 1, -16384, 0, 0, 0,
    x'0405', x'', x''),
  (10, '11111111-2222-3333-4444-555555555555', 'nothing', 'good', 1, 1749900222, -9.5, 'test.good', 0, 0, 0, 0, 0, x'', x'', x'');
UPDATE judged SET taught_class = 'junk' WHERE identity = 'moved';
INSERT INTO finding_count VALUES
  ('11111111-2222-3333-4444-555555555555', 'test.good', 1, 1), ('11111111-2222-3333-4444-555555555555', 'test.junk', 0, 1);
INSERT INTO learned_from VALUES ('11111111-2222-3333-4444-555555555555', x'53656e74', 5, 4294967295);
INSERT INTO pending VALUES ('11111111-2222-3333-4444-555555555555', 'asks', 'good', 1749900230, -4.5, 'test.good', x'0405', x'0005faff07', x'');
