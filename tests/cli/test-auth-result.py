#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What judge tells of who really sent a message, if the mailbox knows."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap

PROGRAM, PUT_AUTH = sys.argv[1:]
SCAM = ROOT / "data/practice/INBOX/004.eml"
data = pathlib.Path(tempfile.mkdtemp(prefix="safibox-cli-auth-"))


def judge(path, *options):
    done = subprocess.run([PROGRAM, "--data-dir", str(data), "--json", "judge", *options, str(path)], capture_output=True,
                          env={**os.environ, "LC_ALL": "C.UTF-8"}, timeout=120)
    return json.loads(done.stdout)


subprocess.run([PROGRAM, "--data-dir", str(data), "practice", "--quiet"], check=True, capture_output=True, timeout=120)
account = json.loads(subprocess.run([PROGRAM, "--data-dir", str(data), "--json", "accounts", "list"], check=True,
                                    capture_output=True, timeout=120).stdout)["id"]
before = judge(SCAM, "--account", account)
subprocess.run([PUT_AUTH, str(data)], check=True)


@tap.test("what the provider wrote is told, and nothing where no mailbox is named")
def _():
    assert (before["auth"]["identity"], before["auth"]["domain"]) == ("other", "bulkpost.example"), before
    assert all(row["source"] == "provider" for row in before["auth"]["rows"]), before
    assert "auth" not in judge(SCAM)


@tap.test("identity, rows and signs are told, and counted")
def _():
    row = judge(SCAM, "--account", account)
    auth = row["auth"]
    assert (auth["identity"], auth["author"], auth["final"]) == ("spoofed", "bank.example", True), auth
    assert auth["rows"][0] == {"method": "spf", "source": "provider", "result": "fail", "domain": "bank.example",
                               "reason": ""}, auth
    assert auth["signs"] == ["direct", "rdns-dynamic"], auth
    weights = {finding["code"]: finding["weight"] for finding in row["evidence"]}
    assert weights["auth.spoofed"] > 0 and weights["zombie.direct"] > 0, weights
    assert row["log_odds"] > before["log_odds"], (row, before)


tap.run()
