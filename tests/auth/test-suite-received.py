#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Received fields that SpamAssassin's tests hold, in the forms of many mail servers."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import suite

sys.path.insert(0, str(suite.ROOT / "tests/lib"))
import tap

VECTORS = suite.find("spamassassin-derived/received-parser-vectors.json")
NAMES = {"ip": "ip", "rdns": "rdns", "helo": "helo", "by": "by", "id": "id", "ident": "ident"}

# It names the server's way of saying that the client signed in; we keep the server's words.
SIGN_INS = {"Sendmail", "CriticalPath", "Postfix", "LOGIN"}

# Beginning of the field → why it is not read as there.
DEVIATIONS = {
    "from 211.245.85.228  (EHLO ) (211.245.85.228)": "an address is not a name by reverse look-up",
    "from stgt-5f70f8a3.pool.mediaWays.net (EHLO user588a01834c)":
        "GMX's line for a customer who signed in differs from others only by a number behind its host",
}


def read_hops(fields):
    """What is read of each field; the command is called once for all."""
    with tempfile.TemporaryDirectory(prefix="safibox-received-") as folder:
        for number, field in enumerate(fields):
            unfolded = " ".join(field.split("\n"))
            (pathlib.Path(folder) / f"{number:03}.eml").write_text(f"Received: {unfolded}\n\n")
        done = subprocess.run([suite.PROGRAM, "--data-dir", folder, "--json", "auth", "--dns", "none", folder],
                              capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"}, timeout=120)
        assert done.returncode == 0, done.stderr
        return [json.loads(line)["hops"][0] for line in done.stdout.splitlines()]


def as_there(name, value):
    """It writes ! for the brackets of a literal."""
    return f"!{value[1:-1]}!" if name == "helo" and value.startswith("[") else value


def agrees(expected, hop):
    if expected is None or hop is None:
        return expected is hop
    sign_in = expected["auth"]
    if not (hop["authenticated"] == sign_in or (sign_in in SIGN_INS and hop["authenticated"])):
        return False
    if (hop["envelope_from"] or "") != expected["envfrom"]:
        return False
    return all(as_there(name, hop[name]) == expected[there] for name, there in NAMES.items())


@tap.test("SpamAssassin's Received fields")
def _():
    vectors = json.loads(VECTORS.read_text())
    tally = suite.Tally(DEVIATIONS)
    hops = read_hops([vector["received"] for vector in vectors])
    for vector, hop in zip(vectors, hops, strict=True):
        field = vector["received"]
        name = next((start for start in DEVIATIONS if field.startswith(start)), field)
        tally.count(name, agrees(vector["expect"], hop), hop)
    tally.check(145)


tap.run()
