-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a store of version 1 held: mailboxes, verdicts in each state, moves in each state, labels.
-- Names and texts are those of people who try to break what reads them.

INSERT INTO meta VALUES ('key', x'000102030405060708090a0b0c0d0e0f');
UPDATE meta SET value = 8 WHERE name = 'run';

INSERT INTO account (id, kind, address, user, host, port, security, directory) VALUES
  ('11111111-2222-3333-4444-555555555555', 'imap', 'amina@practice.example', 'a"b''c%s\', 'imap.practice.example', 993, 'tls', NULL);
INSERT INTO account (id, kind, address, port, security, directory)
  VALUES ('22222222-2222-3333-4444-555555555555', 'practice', '<b>‮elcaxe</b>', 0, 'none', x'2f746d702ffffe20270a');
INSERT INTO policy (account, junk_from, good_below, watch_only, paused, junk_folder, check_minutes)
  VALUES ('11111111-2222-3333-4444-555555555555', 4.625, -0.125, 0, 1, x'4a756e6bff27225c25730a', 7);
INSERT INTO mark VALUES ('11111111-2222-3333-4444-555555555555', x'494e424f58', 4294967295, 4294967294);
INSERT INTO note VALUES
  ('', 'asked', 'yes'),
  ('11111111-2222-3333-4444-555555555555', 'last-check', '1749999999'),
  ('11111111-2222-3333-4444-555555555555', 'hostile', '''); DROP TABLE note; --' || char(9, 10, 27) || '%n 🌍 ' || char(8238) || 'x');
INSERT INTO kept VALUES ('11111111-2222-3333-4444-555555555555', 'kept');

INSERT INTO judged (id, account, identity, folder, uidvalidity, uid, sender_name, sender_address, subject, folded, date,
  judged_at, flags, decision, kind, prior, log_odds, probability, taught_class, fate, action, run, evidence) VALUES
  (7, '11111111-2222-3333-4444-555555555555', 'moved', x'4a756e6b', 9, 50, 'José '' Zimmermann', 'jose@shop.example',
    'Your parcel''); DROP TABLE judged; -- <b>&amp;</b> %s%n 🌍', 'parcel', 1749900000, 1749900100, 1, 'junk', 'phishing',
    -0.75, 1.0, 0.875, 'junk', 'moved', 1, 1, x'746573742e6a756e6b0000000000000000000000000004400300000000000000000000000300000000027061792e6578616d706c6500033137000d11290a0000746573742e676f6f6400000000000000000000000000f4bf0100000000000000000000000000000046726f6d0000273b2044524f50205441424c45206a75646765643b2d2d202573256e203c623e2600232d0a0000000000676f6e652e636f646500000000000000000000000000e03f0200000028000000070000000000000000290a3e93c3'),
  (8, '11111111-2222-3333-4444-555555555555', 'asks', x'494e424f58', 7, 8, NULL, '', '', '', 1749900001, 1749900101, 0, 'unsure', 'other',
    0, 0.1, 0.5, NULL, 'stayed', 0, 0, NULL),
  (9, '11111111-2222-3333-4444-555555555555', 'good', x'494e424f58', 7, 9, char(8238, 9, 10, 27) || 'gnp.exe', 'a@b.example', char(10, 13) || 'two' || char(10) || 'lines',
    'two', 1749900002, 1749900102, 3, 'good', 'none', 0, -3.0000000000000004, 0.047, 'good', 'moved-back', 3, 2, NULL),
  (10, '11111111-2222-3333-4444-555555555555', 'moving', x'494e424f58', 7, 10, 'M', 'm@b.example', 'Under way', 'under way', 1749900003, 1749900103,
    0, 'junk', 'money', 0, 9, 1, NULL, 'moving', 4, 3, NULL),
  (11, '11111111-2222-3333-4444-555555555555', 'held', x'494e424f58', 7, 11, 'H', 'h@b.example', 'Held back', 'held back', 1749900004, 1749900104,
    0, 'junk', 'advert', 0, 9, 1, NULL, 'would-move', 0, 0, NULL),
  (12, '11111111-2222-3333-4444-555555555555', 'lost', x'494e424f58', 7, 12, 'L', 'l@b.example', 'Taken away', 'taken away', 1749900005, 1749900105,
    0, 'junk', 'malware', 0, 9, 1, NULL, 'gone', 7, 5, NULL),
  (13, '11111111-2222-3333-4444-555555555555', 'doubt', x'494e424f58', 7, 13, 'D', 'd@b.example', 'Nobody knows', 'nobody knows', 1749900006,
    1749900106, 0, 'junk', 'other', 0, 9, 1, NULL, 'ask', 8, 6, NULL);

INSERT INTO action (id, run, undoes, goes_back, judged, fate_before, account, identity, from_folder, from_uidvalidity,
  from_uid, to_folder, to_uidvalidity, to_uidnext, to_uid, state, reason, tries, time, flags, internal_date, size) VALUES
  (1, 1, NULL, 0, 7, 'stayed', '11111111-2222-3333-4444-555555555555', 'moved', x'494e424f58', 7, 7, x'4a756e6b', 9, 50, 50, 'done', 'marked', 1, 1749900110, 1, 1749900000, 5000000000),
  (2, 1, NULL, 0, 9, 'stayed', '11111111-2222-3333-4444-555555555555', 'good', x'494e424f58', 7, 4, x'4a756e6b', 9, 50, 51, 'done', NULL, 1, 1749900110, 0, 1749900002, 60),
  (3, 2, 2, 1, 9, 'moved', '11111111-2222-3333-4444-555555555555', 'good', x'4a756e6b', 9, 51, x'494e424f58', 7, 9, 9, 'done', NULL, 1, 1749900120, 0, 1749900002, 60),
  (4, 3, NULL, 0, 10, 'stayed', '11111111-2222-3333-4444-555555555555', 'moving', x'494e424f58', 7, 10, x'4a756e6b', 9, 52, 0, 'sent', NULL, 1, 1749900130, 0, 1749900003, 61),
  (5, 4, NULL, 0, NULL, NULL, '11111111-2222-3333-4444-555555555555', 'planned', x'494e424f58', 7, 14, x'4a756e6bff27225c25730a', 0, 0, 0, 'planned', 'claimed-elsewhere', 0, 1749900140, 0, 0, 0),
  (6, 4, NULL, 0, NULL, NULL, '11111111-2222-3333-4444-555555555555', 'copied', x'494e424f58', 7, 15, x'4a756e6b', 9, 52, 53, 'copied', NULL, 2, 1749900140, 0, 0, 0),
  (7, 5, NULL, 0, 12, 'stayed', '11111111-2222-3333-4444-555555555555', 'lost', x'494e424f58', 7, 12, x'4a756e6b', 9, 52, 0, 'gone', 'not there', 1, 1749900150, 0, 0, 0),
  (8, 6, NULL, 0, 13, 'stayed', '11111111-2222-3333-4444-555555555555', 'doubt', x'494e424f58', 7, 13, x'4a756e6b', 9, 52, 0, 'ask', 'no-copyuid', 1, 1749900160, 0, 0, 0);

-- In a form that no version since 2 reads.
INSERT INTO taught VALUES (1, '11111111-2222-3333-4444-555555555555', 'moved', 'junk', 1, 1749900170, 'test.junk', x'0102030405060708');
INSERT INTO finding_count VALUES ('11111111-2222-3333-4444-555555555555', 'test.junk', 0, 1);
