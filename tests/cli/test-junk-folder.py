#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mailbox without a Junk folder, by the command line. usage: test-junk-folder.py SAFIBOX-CLI"""

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
from cutproxy import CutProxy
from dovecot import Dovecot

PROGRAM, SECRET = sys.argv[1], "secret"

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-junk-"))
server = Dovecot(scratch / "dovecot", junk=None, users={name: SECRET for name in ("amina", "omar", "zuri")}).start()
pki = server.directory / "pki"
proxy = CutProxy(server.imap, (pki / "good.pem", pki / "good.key"))


def call(data, *arguments):
    command = [PROGRAM, "--data-dir", str(scratch / data), "--ca-file", str(server.ca), "--json", *map(str, arguments)]
    return subprocess.run(command, input=SECRET.encode() + b"\n", capture_output=True, timeout=180,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})


def add(user, port=server.imaps):
    for path in sorted((ROOT / "data/practice/INBOX").glob("*.eml"))[:30]:
        server.deliver(user, "INBOX", path.read_bytes())
    done = call(user, "accounts", "add", f"{user}@practice.example", "--host", "127.0.0.1", "--port", port, "--user", user,
                "--no-keyring", "--move")
    assert done.returncode == 0, done


def create(user, *options):
    return call(user, "accounts", "create-junk", f"{user}@practice.example", "--password-stdin", *options)


@tap.test("without a Junk folder a check moves nothing and says why")
def _():
    add("amina")
    done = call("amina", "check", "--password-stdin")
    assert json.loads(done.stdout.splitlines()[-1])["error"] == "no-junk-folder" and done.returncode == 70, done.stderr
    assert "Junk" not in server.list_folders()


@tap.test("where nobody can be asked nothing is made unless --yes says so")
def _():
    done = create("amina")
    assert done.returncode == 64 and b"--yes" in done.stderr, done
    assert "Junk" not in server.list_folders()


@tap.test("--yes makes it, once, and the next check moves there what waited")
def _():
    done = create("amina", "--yes")
    assert json.loads(done.stdout) == {"junk_folder": "Junk", "is_made": True}, done
    assert "Junk" in server.list_folders()
    done = create("amina", "--yes")
    assert json.loads(done.stdout) == {"junk_folder": "Junk", "is_made": False}, done
    before = len(server.snapshot()["INBOX"])
    assert call("amina", "check", "--password-stdin", "--yes").returncode == 0
    after = server.snapshot()
    assert after["Junk"] and len(after["Junk"]) + len(after["INBOX"]) == before, after


@tap.test("a lost reply makes no second folder and is no failure")
def _():
    add("omar", proxy.port)
    for where in ("answer", "before"):
        proxy.cut("CREATE", where)
        done = create("omar", "--yes")
        assert done.returncode == 0 and json.loads(done.stdout)["junk_folder"] == "Junk", (where, done)
        if where == "answer":
            assert proxy.has_cut
    assert sorted(server.list_folders("omar")) == ["INBOX", "Junk", "Sent", "Trash"]


@tap.test("a refusal is told by the folder, and the mailbox goes on watching")
def _():
    add("zuri")
    box = server.directory / "mail" / "zuri"
    box.chmod(0o555)
    done = create("zuri", "--yes")
    box.chmod(0o755)
    if done.returncode == 0:
        raise tap.Skip("the server may write everywhere here")
    assert json.loads(done.stdout)["error"] == "folder-refused", done
    assert "Junk" not in server.list_folders("zuri")
    assert call("zuri", "check", "--dry-run", "--password-stdin").returncode == 0


try:
    tap.run()
finally:
    server.stop()
    shutil.rmtree(scratch, ignore_errors=True)
