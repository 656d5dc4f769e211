-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Whom the person wrote to (jose@shop.example); what was read for learning and what waits, in a form that no version
-- since 4 reads.

INSERT INTO correspondent VALUES ('11111111-2222-3333-4444-555555555555', x'3a0cacb3dba565010c4c9021ad91a382', 1749900200);
INSERT INTO learned_from VALUES ('11111111-2222-3333-4444-555555555555', x'53656e74', 5, 6);
INSERT INTO pending VALUES ('11111111-2222-3333-4444-555555555555', 'asks', 'good', 1749900210, -4.5, 'test.good', x'0102030405060708',
  x'0005', x'0005');
