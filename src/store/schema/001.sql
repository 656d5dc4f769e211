-- SPDX-FileCopyrightText: The Safibox contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Runs in one transaction; later changes go into 002.sql and so on, this file stays as it is.
-- Times are seconds UTC. Words (states, classes, kinds) are those of core's *_to_word functions.
-- Folder names are BLOB: the server's raw octets. No table names account as a foreign key: an
-- account may be judged and taught before it is saved (eval, tests).

PRAGMA application_id = 0x53616669; -- "Safi"
PRAGMA user_version = 1;

-- The store itself: key (16 octets for SipHash), run (last number given), running (token of the
-- process that owns it; a left-over one means an unclean exit), and the versions of what else is in
-- here. The schema's own version is user_version.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('run', 0), ('version.model', 0), ('version.tokeniser', 0), ('version.starter', 0);

CREATE TABLE account (
  number INTEGER PRIMARY KEY, -- in the order they were added
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('imap', 'practice')),
  address TEXT NOT NULL,
  user TEXT,
  host TEXT,
  port INTEGER NOT NULL CHECK (port BETWEEN 0 AND 65535),
  security TEXT NOT NULL CHECK (security IN ('tls', 'starttls', 'none')),
  directory BLOB
) STRICT;

CREATE TABLE policy (
  account TEXT PRIMARY KEY,
  junk_from REAL NOT NULL,  -- nats
  good_below REAL NOT NULL, -- nats
  watch_only INTEGER NOT NULL CHECK (watch_only IN (0, 1)),
  paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
  junk_folder BLOB NOT NULL,
  check_minutes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How far a folder has been read.
CREATE TABLE mark (
  account TEXT NOT NULL,
  folder BLOB NOT NULL,
  uidvalidity INTEGER NOT NULL,
  uidnext INTEGER NOT NULL,
  PRIMARY KEY (account, folder)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
  account TEXT NOT NULL, -- '' = for all
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;

-- Never moved again by Safibox.
CREATE TABLE kept (
  account TEXT NOT NULL,
  identity TEXT NOT NULL,
  PRIMARY KEY (account, identity)
) STRICT, WITHOUT ROWID;

-- One row per message that was judged. After the clear text is forgotten, evidence is NULL, prior 0
-- and the strings are empty; log_odds stays.
CREATE TABLE judged (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  identity TEXT NOT NULL,
  folder BLOB NOT NULL,
  uidvalidity INTEGER NOT NULL,
  uid INTEGER NOT NULL,
  sender_name TEXT,
  sender_address TEXT NOT NULL,
  subject TEXT NOT NULL,
  folded TEXT NOT NULL, -- sender and subject as the search compares them
  date INTEGER NOT NULL,
  judged_at INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('good', 'unsure', 'junk')),
  kind TEXT NOT NULL,
  prior REAL NOT NULL,       -- nats
  log_odds REAL NOT NULL,    -- nats: prior and the weights of the evidence
  probability REAL NOT NULL, -- 0..1
  taught_class TEXT CHECK (taught_class IN ('good', 'junk')),
  fate TEXT NOT NULL
    CHECK (fate IN ('stayed', 'would-move', 'moving', 'moved', 'moving-back', 'moved-back', 'gone', 'ask')),
  action INTEGER NOT NULL, -- the last one on it; 0 = none
  run INTEGER NOT NULL,
  evidence BLOB, -- GVariant, see safi-evidence-blob.c
  UNIQUE (account, identity)
) STRICT;
CREATE INDEX judged_by_date ON judged (date DESC, id DESC);
CREATE INDEX judged_by_account ON judged (account, date DESC, id DESC);
CREATE INDEX judged_by_state ON judged (account, decision, taught_class, fate);

-- The journal of moves. AUTOINCREMENT: an id is never given twice, also after a planned move was
-- dropped.
CREATE TABLE action (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL,
  undoes INTEGER REFERENCES action (id),
  goes_back INTEGER NOT NULL CHECK (goes_back IN (0, 1)), -- toward where the message came from
  judged INTEGER REFERENCES judged (id) ON DELETE SET NULL,
  fate_before TEXT, -- the judged row's, for a move that is dropped
  account TEXT NOT NULL,
  identity TEXT NOT NULL,
  from_folder BLOB NOT NULL,
  from_uidvalidity INTEGER NOT NULL,
  from_uid INTEGER NOT NULL,
  to_folder BLOB NOT NULL,
  to_uidvalidity INTEGER NOT NULL DEFAULT 0,
  to_uidnext INTEGER NOT NULL DEFAULT 0,
  to_uid INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'copied', 'done', 'gone', 'ask')),
  reason TEXT,
  tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
  time INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  internal_date INTEGER NOT NULL,
  size INTEGER NOT NULL
) STRICT;
CREATE INDEX action_open ON action (id) WHERE state IN ('planned', 'sent', 'copied');
CREATE INDEX action_by_run ON action (run);
CREATE INDEX action_by_undoes ON action (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX action_by_judged ON action (judged) WHERE judged IS NOT NULL;
CREATE INDEX action_by_account ON action (account, time);

-- What was learned: the model is the sum of these rows and is stored nowhere else, so it cannot
-- drift from them. features: 64-bit hashes, little-endian, one after the other.
CREATE TABLE taught (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  identity TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('good', 'junk')),
  passes INTEGER NOT NULL CHECK (passes >= 0),
  time INTEGER NOT NULL,
  codes TEXT NOT NULL, -- of findings, a space between two
  features BLOB NOT NULL CHECK (length (features) % 8 = 0),
  UNIQUE (account, identity)
) STRICT;
CREATE INDEX taught_by_class ON taught (account, class);

-- How many taught messages showed a finding: asked for at every judgement, so kept as a sum.
CREATE TABLE finding_count (
  account TEXT NOT NULL,
  code TEXT NOT NULL,
  good INTEGER NOT NULL CHECK (good >= 0),
  junk INTEGER NOT NULL CHECK (junk >= 0),
  PRIMARY KEY (account, code)
) STRICT, WITHOUT ROWID;
