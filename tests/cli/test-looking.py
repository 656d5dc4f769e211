#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Before a mailbox is linked it is proven that looking at mail there does not mark it as read.
usage: test-looking.py SAFIBOX-CLI"""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap
from dovecot import Dovecot

PROGRAM, SECRET = sys.argv[1], "secret"
SMALL, LARGE = b"Good morning.\r\n", b"Good morning.\r\n" * 2000

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-looking-"))
server = Dovecot(scratch / "dovecot", users=dict.fromkeys(("amina", "omar", "zuri"), SECRET)).start()


class Between:
    """A server behind which ours stands, and that marks: it knows no PEEK, so whoever looks at a message has read it."""

    def __init__(self, marks):
        self.marks, self.asked = marks, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            behind = socket.create_connection(("127.0.0.1", server.imap))
            threading.Thread(target=self.copy, args=(client, behind, self.ask), daemon=True).start()
            threading.Thread(target=self.copy, args=(behind, client, bytes), daemon=True).start()

    def ask(self, line):
        self.asked.append(line)
        return line.replace(b"BODY.PEEK[", b"BODY[").replace(b"EXAMINE ", b"SELECT ") if self.marks else line

    @staticmethod
    def copy(one, other, change):
        with one, other, one.makefile("rb") as lines:
            for line in lines:
                other.sendall(change(line))


def deliver(user, count, octets, flags=""):
    for number in range(count):
        server.deliver(user, "INBOX", b"From: a@b.example\r\nMessage-ID: <%d.%d@b.example>\r\n\r\n" % (number, len(octets))
                       + octets, flags=flags)


def add(user, port, security):
    command = [PROGRAM, "--data-dir", str(scratch / user), "--json", "accounts", "add", f"{user}@practice.example",
               "--host", "127.0.0.1", "--port", str(port), "--security", security, "--user", user, "--no-keyring"]
    return subprocess.run(command, input=SECRET.encode() + b"\n", capture_output=True, timeout=120,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})


@tap.test("a server that marks what is looked at is not linked")
def _():
    deliver("amina", 5, SMALL)
    done = add("amina", Between(marks=True).port, "none")
    assert done.returncode != 0 and json.loads(done.stdout.splitlines()[-1])["error"] == "protocol", done


@tap.test("where it is not marked, the mailbox is linked")
def _():
    deliver("omar", 5, SMALL)
    done = add("omar", server.imap, "none")
    assert done.returncode == 0, done
    assert all("\\Seen" not in flags for _, flags, _ in server.snapshot("omar")["INBOX"])


@tap.test("it takes no more than a few of the smallest that nobody has read")
def _():
    deliver("zuri", 8, LARGE)
    deliver("zuri", 5, SMALL)
    deliver("zuri", 5, SMALL + b"\r\n", flags="S")
    between = Between(marks=False)
    assert add("zuri", between.port, "none").returncode == 0
    fetched = b"".join(line for line in between.asked if b"BODY.PEEK[1]" in line or b"BODY.PEEK[TEXT]" in line)
    assert b"UID FETCH 9:11 " in fetched and fetched.count(b"UID FETCH") == 1, between.asked


try:
    tap.run()
finally:
    server.stop()
    shutil.rmtree(scratch, ignore_errors=True)
