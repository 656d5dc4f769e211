#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The week in which a mailbox is only watched, as the command line knows it.

usage: test-watch.py SAFIBOX-CLI, with SAFI_TEST_ROOT in the environment."""

import json
import os
import pathlib
import pty
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap
from dovecot import Dovecot
from watchweek import end_week

PROGRAM = sys.argv[1]
ADDRESS = "amina@practice.example"

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-watch-"))
server = Dovecot(scratch / "dovecot", users={"amina": "secret"}).start()
KEYRING = {"SECRET_BACKEND": "file", "SECRET_FILE_TEST_PATH": str(scratch / "keyring"),
           "SECRET_FILE_TEST_PASSWORD": "test"}


def call(*arguments, data="data", terminal=None):
    command = [PROGRAM, "--data-dir", str(scratch / data), "--ca-file", str(server.ca), *map(str, arguments)]
    streams = {"input": b"secret\n", "capture_output": True} if terminal is None else {
        "stdin": terminal, "stdout": terminal, "stderr": terminal}
    return subprocess.run(command, timeout=180, env={**os.environ, **KEYRING, "LC_ALL": "C.UTF-8"}, **streams)


def answer(word, *arguments, data="data"):
    """Calls at a terminal, where each question is answered with this word. Returns: what is said there."""
    ours, theirs = pty.openpty()
    os.write(ours, f"{word}\n".encode() * 9)
    call(*arguments, data=data, terminal=theirs)
    os.close(theirs)
    said = b""
    while True:
        try:
            said += os.read(ours, 4096)
        except OSError:  # the other end is closed, and all is read
            os.close(ours)
            return said.decode()


def must(*arguments, **options):
    done = call("--json", *arguments, **options)
    assert done.returncode == 0, (arguments, done)
    return [json.loads(line) for line in done.stdout.splitlines()]


def read():
    (account,) = must("accounts", "list")
    return account["watch_only"], account["watching"]


JUNK = [(ROOT / "data/practice" / line.split("\t")[-1]).read_bytes()
        for line in (ROOT / "data/practice/index").read_text().splitlines() if line.startswith("junk\t")]
for octets in JUNK:
    server.deliver("amina", "INBOX", octets)


@tap.test("a new mailbox is watched, and the list tells what would have been moved")
def _():
    must("accounts", "add", ADDRESS, "--host", "127.0.0.1", "--port", server.imaps, "--user", "amina")
    report = must("check")[-1]
    watch_only, watching = read()
    assert watch_only and report["would_move"] > 1, report
    assert watching == {"day": 1, "over": False, "today": report["would_move"], "would_move": report["would_move"],
                        "corrected": 0}, watching
    assert not server.snapshot()["Junk"]


@tap.test("when the week is over the list says what one may say now")
def _():
    end_week(scratch / "data")
    text = call("accounts", "list").stdout.decode()
    assert "Day 7 of 7. In this time " in text and "You corrected none of them." in text, text
    assert f"accounts move {ADDRESS}" in text and f"accounts watch {ADDRESS}" in text, text


@tap.test("another week counts anew and moves nothing")
def _():
    must("accounts", "watch", ADDRESS)
    watch_only, watching = read()
    assert watch_only and watching["day"] == 1 and not watching["over"] and watching["would_move"] == 0, watching
    assert not server.snapshot()["Junk"]


@tap.test("move moves what was held back, and junk from then on")
def _():
    end_week(scratch / "data")
    must("accounts", "move", ADDRESS)
    watch_only, watching = read()
    assert not watch_only and watching["day"] == 0, watching
    assert server.snapshot()["Junk"]
    assert b"Day " not in call("accounts", "list").stdout


@tap.test("without a keyring the password comes from standard input")
def _():
    server.deliver("amina", "INBOX", JUNK[0].replace(b"Message-ID: <", b"Message-ID: <again.", 1))
    must("accounts", "add", ADDRESS, "--host", "127.0.0.1", "--port", server.imaps, "--user", "amina", "--no-keyring",
         data="bare")
    assert must("check", "--password-stdin", data="bare")[-1]["would_move"] > 0
    before = len(server.snapshot()["Junk"])
    must("accounts", "move", ADDRESS, "--password-stdin", data="bare")
    assert len(server.snapshot()["Junk"]) > before


@tap.test("who is asked at a terminal is told how many a yes moves, also of earlier checks")
def _():
    def deliver(number):
        server.deliver("amina", "INBOX", JUNK[0].replace(b"Message-ID: <", b"Message-ID: <asked%d." % number, 1))

    def ask():
        said = answer("n", "check", data="asked")
        return [int(number) for number in re.findall(r"Move (\d+) messages? to Junk", said)]

    must("accounts", "add", ADDRESS, "--host", "127.0.0.1", "--port", server.imaps, "--user", "amina", data="asked")
    held = must("check", data="asked")[-1]["would_move"]
    deliver(1)
    deliver(2)
    assert ask() == [held + 2]
    deliver(3)
    assert ask() == [held + 3]
    assert ask() == []


@tap.test("a mailbox that is not there is exit code 66")
def _():
    assert call("accounts", "move", "nobody@practice.example").returncode == 66
    assert call("accounts", "watch", "nobody@practice.example").returncode == 66
    assert call("accounts", "create-junk", "nobody@practice.example").returncode == 66


try:
    tap.run()
finally:
    server.stop()
    shutil.rmtree(scratch)
