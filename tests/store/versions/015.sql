-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Training that came from another store.

INSERT INTO training_key VALUES ('33333333-2222-3333-4444-555555555555', x'ff0102030405060708090a0b0c0d0e00');
