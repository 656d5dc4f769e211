-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Whom Safibox contacted.

INSERT INTO contact VALUES (20250615, 'mailbox', 'imap.practice.example', 993, 3, 5000000000, 1749999999),
  (20250615, 'senders', '', 53, 1, 0, 1749999998);
