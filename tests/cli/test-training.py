#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a mailbox taught as a whole: copied, brought into another store, forgotten, tried."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap

PROGRAM = sys.argv[1]
PRACTICE = ROOT / "data/practice"
ENOUGH = 20  # of each class, before a message counts

scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-training-"))
copy = scratch / "copy"
mails = {"good": [], "junk": []}
for line in (PRACTICE / "index").read_text().splitlines():
    if not line.startswith("#"):
        row = line.split("\t")
        mails[row[0]].append(PRACTICE / row[4])


def call(*arguments, data="first", stdin=None):
    return subprocess.run([PROGRAM, "--data-dir", str(scratch / data), "--json", *map(str, arguments)], input=stdin,
                          capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"}, timeout=240)


def training(*arguments, **options):
    done = call("training", *arguments, **options)
    return done.returncode, json.loads(done.stdout)


def told(data="first"):
    code, row = training(data=data)
    assert code == 0, row
    return row["good"], row["junk"]


@tap.test("of an untaught mailbox there is nothing to tell or to try")
def _():
    assert call("practice").returncode == 0
    assert told() == (0, 0)
    code, row = training("test")
    assert code == 0 and row["good"] == row["junk"] == row["learning"] == row["one_in"] == 0, row


@tap.test("those that count were taught after enough of each class")
def _():
    for part in (slice(0, ENOUGH), slice(ENOUGH, 30)):
        for word in ("good", "junk"):
            assert call("teach", word, *mails[word][part]).returncode == 0
    assert told() == (30, 30)
    code, row = training("test")
    assert code == 0 and row["learning"] == 2 * ENOUGH and row["good"] == row["junk"] == 30 - ENOUGH, row
    assert row["good_moved"] + row["good_unsure"] <= row["good"], row


@tap.test("a copy is a private file without a word of a message")
def _():
    code, row = training("export", copy)
    assert code == 0 and (row["good"], row["junk"]) == (30, 30), row
    assert copy.stat().st_mode & 0o077 == 0
    octets = copy.read_bytes().lower()
    assert octets.startswith(b"safibox-training 1\n")
    for word in (b"m-pesa", b"amina", b"example", b"subject"):
        assert word not in octets, word


@tap.test("in another store the copy judges as it did in its own")
def _():
    assert call("practice", data="second").returncode == 0
    assert call("training", "import", copy, data="second").returncode == 64
    assert told("second") == (0, 0)
    code, row = training("import", "--yes", copy, data="second")
    assert code == 0 and told("second") == (30, 30), row
    assert training("export", scratch / "again", data="second")[0] == 0
    assert (scratch / "again").read_bytes() == copy.read_bytes()
    assert training("test", data="second")[1]["junk_moved"] == training("test")[1]["junk_moved"]
    # What is taught from now on is added with the key of the copy: the model still fits.
    assert call("teach", "good", mails["good"][40], data="second").returncode == 0
    assert told("second") == (31, 30)


@tap.test("starting over forgets all, and the copy brings it back")
def _():
    assert call("training", "reset").returncode == 64
    assert told() == (30, 30)
    code, row = training("reset", "--yes")
    assert code == 0 and row["since"] == 0 and told() == (0, 0), row
    assert training("import", "--yes", "-", stdin=copy.read_bytes())[0] == 0
    assert told() == (30, 30)


@tap.test("what is no copy, damaged or too new changes nothing and says so")
def _():
    octets = copy.read_bytes()
    wrong = {"copy-unreadable": [b"", mails["good"][0].read_bytes(), octets[:-1], octets[:5000] + b"x" + octets[5001:]],
             "copy-too-new": [octets.replace(b"training 1\n", b"training 2\n", 1)]}
    for word, files in wrong.items():
        for file in files:
            done = call("training", "import", "--yes", "-", stdin=file)
            assert done.returncode == 65 and word.encode() in done.stdout, done
    assert call("training", "import", "--yes", scratch / "missing").returncode == 66
    assert told() == (30, 30)


@tap.test("an endless file is refused once it is too long")
def _():
    done = call("training", "import", "--yes", "/dev/zero")
    assert done.returncode == 65 and b"copy-too-large" in done.stdout, done


@tap.test("whoever types something else is told what there is")
def _():
    for arguments in (["export"], ["import"], ["reset", "x"], ["forget"], ["test", "a", "b"]):
        done = call("training", *arguments)
        assert done.returncode == 64 and b"export FILE" in done.stderr, done


try:
    tap.run()
finally:
    shutil.rmtree(scratch, ignore_errors=True)
