-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the person said about all mail of a sender.

INSERT INTO sender_rule VALUES ('11111111-2222-3333-4444-555555555555', 'jose@shop.example', 'trusted', 1749900290),
  ('11111111-2222-3333-4444-555555555555', 'junk.example', 'unwanted', 1749900291);
