-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A mailbox that is signed in to in the browser.

INSERT INTO account (id, kind, address, user, host, port, security, directory, way, authority)
  VALUES ('33333333-2222-3333-4444-555555555555', 'imap', 'zuri@practice.example', 'zuri', 'imap.practice.example', 143,
    'starttls', NULL, 'browser', 'practice "service"');
