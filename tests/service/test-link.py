#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What checks cost where nothing changed, what is learned of a server, and Cyrus. usage: test-link.py SAFIBOX-CLI"""

import contextlib
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lib"), str(ROOT / "imap")]

from cyrus import Cyrus  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from driver import run_tests  # noqa: E402
from scripted_imap import ScriptedImap  # noqa: E402

CLI = sys.argv[1]
SECONDS = 120
START = 1790000000  # seconds UTC
MESSAGES = sorted((ROOT.parent / "data" / "practice" / "INBOX").glob("*.eml"))
MEDIUM, DAY = 2, 24 * 60 * 60
OCTETS_MAX = 198  # with the answer to ENABLE, which is not waited for
MEMORY_SPREAD = 4096  # KB: between a small mailbox and a large one

directory = tempfile.TemporaryDirectory()


class Account:
    def __init__(self, port, host="127.0.0.1", *words, ca=None):
        self.directory = tempfile.mkdtemp(dir=directory.name)
        self.options = ["--json", "--data-dir", self.directory, *(["--ca-file", str(ca)] if ca else [])]
        self.run("accounts", "add", "amina@practice.example", "--host", host, "--port", str(port), "--user", "amina",
                 "--no-keyring", *words)

    def run(self, *words):
        """Returns the lines, and sets what memory it took, in KB."""
        process = subprocess.Popen([CLI, *self.options, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        process.stdin.write(b"secret\n")
        process.stdin.close()
        output, errors = process.stdout.read(), process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.memory = usage.ru_maxrss
        assert process.returncode == 0, (words, process.returncode, output, errors)
        return [json.loads(line) for line in output.decode().splitlines()]

    def check(self, *words):
        return self.run("check", "--password-stdin", *words)[-1]

    def ask(self, question, *values):
        with contextlib.closing(sqlite3.connect(pathlib.Path(self.directory) / "safibox.db")) as store:
            answer = store.execute(question, values).fetchall()
            store.commit()
            return answer


# Where nothing changed

def serve_mailbox(messages, capability, code):
    state = (b"* %d EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 400001] x\r\n* OK %s x\r\n{tag} OK done\r\n"
             % (messages, code))
    junk = b"* %d EXISTS\r\n* OK [UIDVALIDITY 9] x\r\n* OK [UIDNEXT 5] x\r\n* OK %s x\r\n{tag} OK done\r\n" % (4, code)
    return ScriptedImap({
        "AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 SPECIAL-USE " + capability + b"] in\r\n",
        "ENABLE": b"* ENABLED QRESYNC\r\n{tag} OK x\r\n", "EXAMINE": state, 'EXAMINE "JUNK"': junk,
        "LIST": b'* LIST () "/" INBOX\r\n* LIST (\\Junk) "/" Junk\r\n{tag} OK x\r\n'})


def measure(messages, capability, code):
    """Returns the octets and the KB of a check of a mailbox that was read before and has not changed since."""
    server = serve_mailbox(messages, capability, code)
    account = Account(server.port, "127.0.0.1", "--security", "none")
    identifier, = account.ask("SELECT id FROM account")[0]
    account.ask("INSERT INTO mark VALUES (?, CAST('INBOX' AS BLOB), 7, 400001)", identifier)
    account.check()
    server.commands.clear()
    octets = account.check()["octets"]
    fetches = [command for command in server.commands if command.startswith("UID")]
    assert fetches == [], fetches
    return octets, account.memory


def test_an_unchanged_mailbox_costs_the_same_whatever_its_size():
    for capability, code in ((b"ENABLE CONDSTORE QRESYNC", b"[HIGHESTMODSEQ 715194045007]"),
                             (b"ENABLE CONDSTORE", b"[HIGHESTMODSEQ 715194045007]"), (b"X", b"[UNSEEN 1]")):
        small, small_memory = measure(10_000, capability, code)
        large, large_memory = measure(300_000, capability, code)
        print(f"# {capability.decode()}: {small} and {large} octets, {small_memory} and {large_memory} KB")
        assert 0 < large <= small + 1 <= OCTETS_MAX, (small, large)  # "300000" is a digit longer
        assert abs(large_memory - small_memory) < MEMORY_SPREAD, (small_memory, large_memory)


# At real servers

def read_taught(account):
    return account.ask("SELECT class, strength FROM taught")


def look_at_changes(server, ca, port):
    """What another program does is noticed with the next check, by what it changed alone."""
    for number, path in enumerate(MESSAGES):
        server.deliver("amina", "INBOX", path.read_bytes(), date=START + number)
    server.use()
    account = Account(port, ca=ca)
    first = account.check()
    assert account.check()["octets"] < first["octets"] / 4
    quiet = account.check()["octets"]
    uids = [uid for uid, in account.ask("SELECT uid FROM judged WHERE decision = 'good' ORDER BY uid")]
    client = server.connect()
    client.select("INBOX")
    client.uid("STORE", str(uids[0]), "+FLAGS", "(Junk)")
    client.uid("STORE", str(uids[1]), "+FLAGS", "(NonJunk)")
    client.uid("STORE", str(uids[2]), "+FLAGS", "(\\Seen)")
    client.uid("STORE", str(uids[3]), "+FLAGS", "(\\Deleted)")
    client.uid("EXPUNGE", str(uids[3]))
    client.logout()
    report = account.check()
    assert read_taught(account) == [("junk", MEDIUM)], read_taught(account)
    assert account.ask("SELECT uid FROM judged WHERE is_gone = 1") == [(uids[3],)]
    assert account.ask("SELECT flags_now & 1 FROM judged WHERE uid = ?", uids[2]) == [(1,)]
    assert account.ask("SELECT count(*) FROM judged WHERE flags_now IS NOT NULL")[0][0] >= 3
    client = server.connect()
    client.select("INBOX")
    client.uid("STORE", str(uids[0]), "-FLAGS", "(Junk)")
    client.logout()
    account.check()
    assert read_taught(account) == []
    after = account.check()["octets"]
    print(f"# nothing changed: {quiet} and {after} octets; four changes: {report['octets']}")
    assert abs(after - quiet) < 100, (quiet, after)


def move_and_lose_nothing(server, ca, port):
    before = sorted(row for rows in server.snapshot().values() for row in rows)
    account = Account(port, "127.0.0.1", "--move", ca=ca)
    report = account.check("--yes")
    assert report["moved"] == report["junk"] > 0, report
    after = server.snapshot()
    assert len(after[server.junk]) == report["moved"], after
    strip = {"$Junk", "$NotJunk"}
    now = sorted((digest, tuple(flag for flag in flags if flag not in strip), date)
                 for rows in after.values() for digest, flags, date in rows)
    assert now == before
    assert account.check()["moved"] == 0


def at_cyrus(test, **options):
    if Cyrus.why_not():
        return Cyrus.why_not()
    with tempfile.TemporaryDirectory(dir=directory.name) as place, Cyrus(place, **options) as server:
        return test(server, server.ca, server.imaps)


def at_dovecot(test, **options):
    if not Dovecot.is_installed():
        return "dovecot is not installed"
    with tempfile.TemporaryDirectory(dir=directory.name) as place, Dovecot(place, **options) as server:
        return test(server, server.ca, server.imaps)


def deliver_all(server):
    for number, path in enumerate(MESSAGES):
        server.deliver("amina", "INBOX", path.read_bytes(), date=START + number, flags="S" if number % 3 == 0 else "")
    server.use()


def test_changes_at_dovecot():
    return at_dovecot(look_at_changes)


def test_changes_at_cyrus():
    return at_cyrus(look_at_changes)


def scan(server, ca, port):
    deliver_all(server)
    move_and_lose_nothing(server, ca, port)


def test_cyrus_is_scanned_and_nothing_is_lost():
    return at_cyrus(scan)


def test_cyrus_without_move_is_scanned_and_nothing_is_lost():
    return at_cyrus(scan, move=False, special_use=False)


# What is learned of a server

def read_manners(account):
    line, = account.ask("SELECT value FROM note WHERE name = 'manners'")[0]
    return line.split()


def keep_order(server, ca, port):
    deliver_all(server)
    account = Account(port, ca=ca)
    account.check()
    learnt, host, *words = read_manners(account)
    assert abs(int(learnt) - time.time()) < SECONDS and host == "127.0.0.1" and words == ["order-kept"], words


def test_dovecot_keeps_the_order_of_fields():
    return at_dovecot(keep_order)


def test_cyrus_keeps_the_order_of_fields():
    return at_cyrus(keep_order)


def test_manners_hold_after_a_restart_for_a_month():
    def look(server, ca, port):
        account = Account(port, ca=ca)
        account.check()
        note = "UPDATE note SET value = ? WHERE name = 'manners'"
        now = int(time.time())
        account.ask(note, f"{now - 29 * DAY} 127.0.0.1 order-broken no-compress dead:7f0000=2")
        account.check()
        assert read_manners(account)[1:] == ["127.0.0.1", "order-broken", "no-compress", "dead:7f0000=2"]
        account.ask(note, f"{now - 31 * DAY} 127.0.0.1 order-broken no-compress dead:7f0000=2")
        account.check()
        assert read_manners(account)[1:] == ["127.0.0.1", "order-unknown"], read_manners(account)

    return at_dovecot(look)


with directory:
    run_tests([(name[5:].replace("_", "-"), function) for name, function in list(globals().items())
               if name.startswith("test_")])
