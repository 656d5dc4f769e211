#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Safibox waiting for mail at a real server. usage: test-watching.py SAFIBOX-CLI WATCH-DRIVER"""

import collections
import imaplib
import os
import pathlib
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lib"), str(ROOT / "imap")]

from dovecot import HOSTS, Dovecot  # noqa: E402
from driver import run_tests  # noqa: E402

CLI, DRIVER = sys.argv[1:]
SECONDS = 60
QUIET = 13  # seconds in which nothing may happen any more: more than lie between two checks
START = 1790000000  # seconds UTC
KEYWORDS = {"$Junk", "$NotJunk"}
IDLE, CHECKING = "0", "1"  # SAFI_ACTIVITY_…
QUICK = {"QUICK_TIMERS": "600"}  # quick-timers.c: what is checked every ten minutes is checked every second
MESSAGES = sorted((ROOT.parent / "data" / "practice" / "INBOX").glob("*.eml"))[:40]  # less junk than is moved unasked


class Watcher:
    """A Safibox with a store of its own that watches a mailbox of the server."""

    def __init__(self, user, *words, port=None, env=None):
        self.env = {**os.environ, **(env or {})}
        self.directory = tempfile.mkdtemp(dir=directory.name)
        options = ["--data-dir", self.directory, "--ca-file", str(server.ca)]
        subprocess.run([CLI, *options, "accounts", "add", f"{user}@practice.example", "--host", HOSTS["good"], "--port",
                        str(port or server.imaps), "--user", user, "--no-keyring", *words], input=b"secret\n", check=True,
                       stdout=subprocess.DEVNULL)
        self.lines = []

    def __enter__(self):
        self.process = subprocess.Popen([DRIVER, self.directory, str(server.ca), "secret"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, env=self.env)
        threading.Thread(target=self.read, daemon=True).start()
        return self

    def read(self):
        for line in self.process.stdout:
            self.lines.append(line.split())

    def __exit__(self, *_):
        self.process.stdin.close()
        assert self.process.wait(SECONDS) == 0, self.process.returncode

    def count(self, word):
        return sum(line[0] == word for line in self.lines)

    def checks(self):
        return self.lines.count(["activity", CHECKING])

    def ask_for_check(self):
        self.process.stdin.write("check\n")
        self.process.stdin.flush()

    def wait_until_idle(self):
        """The first check is done and the wait has begun."""
        until(lambda: ["activity", IDLE] in self.lines[1:])
        time.sleep(4)


def until(is_so):
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


class Doorway:
    """A network that leads to one of the server's addresses, which may be another one later."""

    def __init__(self):
        self.host = HOSTS["good"]
        self.ends = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def lead_to(self, host):
        """What was connected is not any more."""
        self.host = host
        for end in self.ends:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:  # it is closed already
                pass

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            server_end = socket.create_connection((self.host, server.imaps))
            self.ends += [client, server_end]
            for ends in ((client, server_end), (server_end, client)):
                threading.Thread(target=self.carry, args=ends, daemon=True).start()

    @staticmethod
    def carry(source, target):
        try:
            while octets := source.recv(65536):
                target.sendall(octets)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def append(user, octets, flags=""):
    """As a server delivers: seen by who waits at the mailbox."""
    client = server.connect(user)
    client.append("INBOX", flags, imaplib.Time2Internaldate(time.time() - 60), octets)
    client.logout()


def make_message(number):
    return (f"From: a{number}@one.example\r\nSubject: number {number}\r\nMessage-ID: <{number}@one.example>\r\n"
            f"Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n\r\nHello {number}\r\n").encode()


def test_new_mail_is_judged_unasked():
    server.deliver("amina", "INBOX", make_message(1))
    with Watcher("amina") as watcher:
        watcher.wait_until_idle()
        assert watcher.count("judged") == 1, watcher.lines
        append("amina", make_message(2))
        until(lambda: watcher.count("judged") == 2)
        append("amina", make_message(3))
        until(lambda: watcher.count("judged") == 3)
        assert watcher.count("problem") == 0, watcher.lines


def test_learning_that_the_limit_stopped_goes_on_by_itself():
    for number in range(30):
        server.deliver("zuri", "INBOX", make_message(number), START, "S")
        server.deliver("zuri", "Junk", make_message(1000 + number), START, "S")
    watcher = Watcher("zuri")
    options = [CLI, "--data-dir", watcher.directory, "--ca-file", str(server.ca), "--json"]

    def call(*words):
        return subprocess.run([*options, *words], input=b"secret\n", check=True, capture_output=True).stdout

    def run_sql(text):
        with sqlite3.connect(pathlib.Path(watcher.directory) / "safibox.db", timeout=20) as store:
            return store.execute(text).fetchall()

    call("data", "--limit", "1", "--at-limit", "wait")
    call("check", "--password-stdin")
    run_sql("UPDATE data_use SET octets = 1000000")
    assert b'"limited":true' in call("learn", "--yes", "--password-stdin")
    assert run_sql("SELECT count(*) FROM taught") == [(0,)]
    run_sql("UPDATE data_use SET day = day - 1")
    with watcher:
        until(lambda: run_sql("SELECT count(*) FROM taught") == [(60,)])
        until(lambda: run_sql("SELECT count(*) FROM note WHERE name = 'learning-put-off'") == [(0,)])


def test_a_certificate_that_was_wrong_for_a_while_is_looked_at_again():
    doorway = Doorway()
    server.deliver("dalia", "INBOX", make_message(1))
    watcher = Watcher("dalia", port=doorway.port, env=QUICK)
    with watcher:
        until(lambda: watcher.count("judged") == 1)
        doorway.lead_to(HOSTS["wrong"])
        until(lambda: ["problem", "certificate-other-name"] in watcher.lines)
        doorway.lead_to(HOSTS["good"])
        server.deliver("dalia", "INBOX", make_message(2))
        until(lambda: watcher.count("judged") == 2)
        until(lambda: watcher.lines[-1] == ["activity", IDLE])


def test_a_refused_password_is_not_tried_again_by_itself_but_what_follows_is_watched():
    server.deliver("efua", "INBOX", make_message(1))
    watcher = Watcher("efua", env=QUICK)
    with watcher:
        until(lambda: watcher.count("judged") == 1)
        server.change_password("efua", "another")
        until(lambda: ["problem", "wrong-password"] in watcher.lines)
        before = watcher.checks()
        time.sleep(5)
        assert watcher.checks() == before, watcher.lines
        server.change_password("efua", "secret")
        watcher.ask_for_check()
        until(lambda: watcher.checks() > before + 1)
        assert watcher.lines.count(["problem", "wrong-password"]) == 1, watcher.lines


def bare(snapshot):
    """Every message with its flags but the two keywords, wherever it is."""
    return collections.Counter((digest, tuple(f for f in flags if f not in KEYWORDS), date)
                               for rows in snapshot.values() for digest, flags, date in rows)


def test_two_at_one_mailbox_do_not_fight():
    for number, path in enumerate(MESSAGES):
        server.deliver("chen", "INBOX", path.read_bytes(), date=START + number, flags="S" if number % 3 == 0 else "")
    before = bare(server.snapshot("chen"))
    with Watcher("chen", "--move") as one, Watcher("chen", "--move") as other:
        one.wait_until_idle()
        other.wait_until_idle()
        moved = len(server.snapshot("chen")["Junk"])
        assert moved > 0
        for number, path in enumerate(MESSAGES[:20]):
            octets = path.read_bytes().replace(b"Message-ID: <", b"Message-ID: <again-", 1)
            append("chen", octets)
        until(lambda: one.count("judged") + other.count("judged") >= 2 * len(MESSAGES) + 20)
        until(lambda: len(server.snapshot("chen")["Junk"]) > moved)
        time.sleep(QUIET)
        quiet = server.snapshot("chen")
        time.sleep(QUIET)
        after = server.snapshot("chen")
        assert after == quiet, {name: set(quiet[name]) ^ set(after[name]) for name in quiet}
        problems = [line for line in one.lines + other.lines if line[0] == "problem"]
        assert not problems, problems
    added = bare(after) - before
    assert not before - bare(after), before - bare(after)
    assert sum(added.values()) == 20 and set(added.values()) == {1}, added
    assert len(after["INBOX"]) + len(after["Junk"]) == len(MESSAGES) + 20


if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
directory = tempfile.TemporaryDirectory()
USERS = {name: "secret" for name in ("amina", "chen", "dalia", "efua", "zuri")}
with directory, Dovecot(pathlib.Path(directory.name) / "server", users=USERS, compress=True) as server:
    run_tests([(name[5:].replace("_", "-"), function) for name, function in list(globals().items())
               if name.startswith("test_")])
