-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The key of a signature.

INSERT INTO dkim_key VALUES ('11111111-2222-3333-4444-555555555555', x'73312e5f646f6d61696e6b65792e73686f702e6578616d706c65',
  x'763d444b494d313b20703dff27', 1749900260, 1760000000);
