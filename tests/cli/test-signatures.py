#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""safibox-cli dkim and arc: what they print, and their exit codes."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap

PROGRAM = sys.argv[1]
# RFC 8463, A.3, with its Ed25519 signature alone.
SIGNED = b"""DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game. Are you hungry yet?

Joe.
""".replace(b"\n", b"\r\n")
ZONE = {"brisbane._domainkey.football.example.com":
        [{"TXT": "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="}]}

scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-signatures-"))
(scratch / "zone.json").write_text(json.dumps(ZONE))
(scratch / "bad.json").write_text("[")
(scratch / "signed.eml").write_bytes(SIGNED)
(scratch / "plain.eml").write_bytes(b"From: a@example.com\r\n\r\nx\r\n")


def call(*arguments, stdin=None, env=None):
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **(env or {})}
    return subprocess.run([PROGRAM, "--data-dir", str(scratch / "data"), *map(str, arguments)], input=stdin,
                          capture_output=True, env=environment, timeout=60)


def call_json(*arguments, **options):
    done = call("--json", *arguments, "--zone", scratch / "zone.json", **options)
    assert done.returncode == 0, done
    return [json.loads(line) for line in done.stdout.splitlines()]


@tap.test("dkim names who signed what")
def _():
    (row,) = call_json("dkim", scratch / "signed.eml")
    assert row["result"] == "pass" and row["domain"] == "football.example.com", row
    assert row["signed"].count("from") == 2 and row["timestamp"] == 1528637909 and row["length"] is None, row


@tap.test("dkim prints a line for each message in the order given, signed or not")
def _():
    rows = call_json("dkim", scratch / "plain.eml", "-", stdin=SIGNED)
    assert [row["result"] for row in rows] == ["none", "pass"], rows
    done = call("dkim", scratch / "plain.eml", scratch / "signed.eml", "--zone", scratch / "zone.json")
    assert [line.split()[1] for line in done.stdout.splitlines()] == [b"dkim=none", b"dkim=pass"], done


@tap.test("arc says none of mail without a chain")
def _():
    (row,) = call_json("arc", scratch / "signed.eml")
    assert row["result"] == "none" and row["sealers"] == [], row
    done = call("arc", scratch / "signed.eml", "--zone", scratch / "zone.json")
    assert done.stdout.endswith(b"signed.eml: arc=none\n"), done


@tap.test("what the system's policy refuses is policy, not a forgery")
def _():
    (scratch / "policy").write_text("[overrides]\ninsecure-sig = EdDSA-Ed25519\n")
    (row,) = call_json("dkim", scratch / "signed.eml", env={"GNUTLS_SYSTEM_PRIORITY_FILE": str(scratch / "policy")})
    assert (row["result"], row["reason"]) == ("policy", "refused by local policy"), row


@tap.test("control characters in a name are not printed")
def _():
    (scratch / "a\x1b[31mb.eml").write_bytes(SIGNED)
    for command in ("dkim", "arc"):
        done = call(command, scratch / "a\x1b[31mb.eml", "--zone", scratch / "zone.json")
        assert done.returncode == 0 and b"\x1b" not in done.stdout, done


@tap.test("exit codes: usage 64, zone 65, missing file 66")
def _():
    for command in ("dkim", "arc"):
        assert call(command, "--zone", scratch / "zone.json").returncode == 64
        assert call(command, "--zone", scratch / "bad.json", scratch / "signed.eml").returncode == 65
        assert call(command, "--zone", scratch / "zone.json", scratch / "gone.eml").returncode == 66


tap.run()
