-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a mailbox cost: more than 32 bits.

INSERT INTO data_use VALUES ('11111111-2222-3333-4444-555555555555', 20250615, 5000000000);
