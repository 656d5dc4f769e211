#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine against a real server, through the command line. usage: test-imap.py SAFIBOX-CLI

No message may be lost or doubled, and none may change but for its folder and the two keywords."""

import contextlib
import json
import pathlib
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lib"), str(ROOT / "imap")]

from cutproxy import CutProxy  # noqa: E402
from dovecot import HOSTS, Dovecot  # noqa: E402
from driver import run_tests  # noqa: E402
from slowproxy import SlowProxy  # noqa: E402

CLI = sys.argv[1]
USAGE, OFFLINE, SIGN_IN = 64, 69, 77
START = 1790000000  # seconds UTC
SECONDS = 60
KILLS = 6
LEARNED = 60  # messages of each class: more than two batches
KEYWORDS = {"$Junk", "$NotJunk", "Junk", "NonJunk"}
LOOK = 0.02  # seconds between two looks into a store
FEW = 20    # messages: one batch
ROOM = 1024  # octets that are left in a mailbox
NAMES_SECONDS = 8  # a check waits for name servers
NEW_MAIL = (b"Return-Path: <info@bank.example>\r\n"
            b"Received: from relay.bank.example (relay.bank.example [192.0.2.1])\r\n"
            b"\tby mx.practice.example (Postfix) with ESMTPS id 1; Thu, 19 Nov 2026 10:00:00 +0000\r\n"
            b"From: Bank <info@bank.example>\r\nTo: amina@practice.example\r\nSubject: Statement\r\n"
            b"Date: Thu, 19 Nov 2026 10:00:00 +0000\r\nMessage-ID: <new@bank.example>\r\n\r\nHello\r\n")
MESSAGES = sorted((ROOT.parent / "data" / "practice" / "INBOX").glob("*.eml"))


class Account:
    """A mailbox on the server and a store of its own."""

    def __init__(self, name, at=None, paths=MESSAGES):
        self.name = name
        self.server = at or server
        self.directory = pathlib.Path(tempfile.mkdtemp(dir=directory.name))
        for number, path in enumerate(paths):
            self.server.deliver(name, "INBOX", path.read_bytes(), date=START + number, flags="S" if number % 3 == 0 else "")

    def start(self, *words):
        command = [CLI, "--json", "--data-dir", str(self.directory), "--ca-file", str(self.server.ca), *words]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdin.write(b"secret\n")
        process.stdin.close()
        process.stdin = None
        return process

    def run(self, *words):
        process = self.start(*words)
        output, errors = process.communicate(timeout=SECONDS)
        self.errors = errors.decode()
        return process.returncode, [json.loads(line) for line in output.decode().splitlines()]

    def must(self, *words):
        code, lines = self.run(*words)
        assert code == 0, (words, code, lines[-1:], self.errors)
        return lines

    def add(self, *words):
        return self.must("accounts", "add", f"{self.name}@practice.example", "--host", HOSTS["good"], "--port",
                         str(self.server.imaps), "--user", self.name, "--no-keyring", *words)

    def check(self, *words):
        return self.must("check", "--password-stdin", *words)[-1]

    def snapshot(self):
        """{folder: [(digest, flags without the keywords, date)]}"""
        return {folder: [(digest, tuple(f for f in flags if f not in KEYWORDS), date) for digest, flags, date in rows]
                for folder, rows in self.server.snapshot(self.name).items()}

    def everything(self):
        return sorted(row for rows in self.snapshot().values() for row in rows)


def test_linking_and_judging_change_nothing():
    account = Account("amina")
    before = server.snapshot("amina")
    account.add()
    report = account.check()
    assert report["moved"] == 0 and report["would_move"] > 0, report
    assert server.snapshot("amina") == before


def test_junk_goes_to_junk_and_nowhere_else():
    account = Account("bilal")
    before = account.everything()
    account.add("--move")
    report = account.check()
    assert report["stopped"] and 0 < report["moved"] < report["junk"], report
    assert report["moved"] + account.check("--yes")["moved"] == report["junk"], report
    after = server.snapshot("bilal")
    assert len(after["Junk"]) == report["junk"]
    assert all("$Junk" in flags for _, flags, _ in after["Junk"]), after["Junk"]
    assert account.everything() == before


def test_a_move_that_is_refused_leaves_no_mark():
    """$Junk is set before the move: it must not stay where the server takes nothing into Junk."""
    account = Account("zuri")
    account.add("--move")
    junk = server.directory / "mail" / "zuri" / "Junk"
    server.connect("zuri").logout()  # makes the folder
    before = server.snapshot("zuri")
    boxes = [junk, *(junk / name for name in ("cur", "new", "tmp"))]
    for box in boxes:
        box.chmod(0o555)
    code, lines = account.run("check", "--password-stdin", "--yes")
    assert code != 0, lines[-1:]
    for box in boxes:
        box.chmod(0o755)
    assert server.snapshot("zuri") == before
    everything = account.everything()
    report = account.check("--yes")
    assert report["moved"] > report["junk"] > 0, report  # with those that were refused
    assert account.everything() == everything and len(account.snapshot()["Junk"]) == report["moved"], report


def test_a_mailbox_that_gets_full_loses_nothing():
    """Without MOVE a message is copied, and there is room for some copies only."""
    octets = sum(path.stat().st_size for path in MESSAGES)
    with tempfile.TemporaryDirectory() as other, Dovecot(other, users={"yara": "secret"}, move=False,
                                                         quota=octets + ROOM) as small:
        account = Account("yara", small)
        account.add("--move")
        before = account.everything()
        code, lines = account.run("check", "--password-stdin", "--yes")
        assert code != 0 and lines[-1]["error"] == "quota", lines[-1:]
        assert account.everything() == before
        account.run("check", "--password-stdin", "--yes")
        assert account.everything() == before
        inbox = small.snapshot("yara")["INBOX"]
        assert not any("\\Deleted" in flags or "$Junk" in flags for _, flags, _ in inbox), inbox


@contextlib.contextmanager
def copier(name):
    """An account that moves, at a server that only copies, and the proxy before it."""
    with tempfile.TemporaryDirectory() as other, Dovecot(other, users={name: "secret"}, move=False, condstore=True) as copying:
        pki = copying.directory / "pki"
        proxy = CutProxy(copying.imap, (pki / "good.pem", pki / "good.key"))
        copying.imaps = proxy.port
        account = Account(name, copying, MESSAGES[:FEW])
        account.add("--move")
        yield account, proxy


def states_of(account):
    return {(row["state"], row.get("reason")) for row in account.must("journal")}


def test_an_original_that_may_not_be_deleted_is_asked_about_and_stops_nothing_else():
    with copier("wale") as (account, proxy):
        before = account.server.snapshot("wale")["INBOX"]
        proxy.forbids = ("\\Deleted",)
        code, lines = account.run("check", "--password-stdin", "--yes")
        assert code != 0 and lines[-1]["error"] == "not-permitted", lines[-1:]
        assert states_of(account) == {("ask", "original-stays")}, states_of(account)
        after = account.server.snapshot("wale")
        assert after["INBOX"] == before and 0 < len(after["Junk"]) <= FEW, after["Junk"]
        assert account.check()["moved"] == 0
        assert account.server.snapshot("wale") == after


def test_a_move_that_was_begun_and_cannot_be_looked_at_any_more_is_asked_about():
    """Of these only a Junk folder that nobody may open stops the rest of a check."""
    for words, place, goes_on in (('SELECT "INBOX"', "sent", True), ("\\Deleted", "answer", True),
                                  ('EXAMINE "Junk"', "sent", False)):
        with copier("xola") as (account, proxy):
            proxy.cut("UID COPY", place)
            assert account.run("check", "--password-stdin", "--yes")[0] == OFFLINE
            assert {state for state, _ in states_of(account)} == {"sent"}, states_of(account)
            proxy.forbids = (words,)
            assert (account.run("check", "--password-stdin")[0] == 0) is goes_on, words
            assert {state for state, _ in states_of(account)} == {"ask"}, states_of(account)


class NameServer(threading.Thread):
    """Takes questions and never answers."""

    def __init__(self):
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.socket.getsockname()[1]
        self.questions = 0
        self.start()

    def run(self):
        while self.socket.recv(512):
            self.questions += 1


def test_a_silent_name_server_delays_moves_and_no_more():
    names = NameServer()
    account = Account("noor")
    account.add("--move")
    report = account.must("check", "--password-stdin", "--dns", names.address)[-1]
    assert report["moved"] > 0 and names.questions == 0, (report, names.questions)  # old mail
    server.deliver("noor", "INBOX", NEW_MAIL, date=time.time() - 60)
    start = time.monotonic()
    report = account.must("check", "--password-stdin", "--dns", names.address)[-1]
    assert time.monotonic() - start < NAMES_SECONDS + 4, time.monotonic() - start
    assert report["good"] + report["unsure"] + report["junk"] == 1 and names.questions > 0, (report, names.questions)
    with contextlib.closing(sqlite3.connect(account.directory / "safibox.db")) as store:
        assert store.execute("SELECT count(*) FROM auth_result WHERE is_final = 0").fetchone() == (1,)


def test_a_kill_while_names_are_asked_loses_nothing():
    names = NameServer()
    account = Account("omar")
    account.add("--move")
    server.deliver("omar", "INBOX", NEW_MAIL, date=time.time() - 60)
    before = account.everything()
    process = account.start("check", "--password-stdin", "--dns", names.address)
    until = time.monotonic() + SECONDS
    while names.questions == 0 and time.monotonic() < until:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    assert names.questions > 0
    account.check()
    assert account.everything() == before


def test_no_look_ups_means_none():
    names = NameServer()
    account = Account("pia")
    assert account.add("--no-look-ups")[-1]["look_ups"] is False
    server.deliver("pia", "INBOX", NEW_MAIL, date=time.time() - 60)
    account.must("check", "--password-stdin", "--dns", names.address)
    assert names.questions == 0
    assert account.run("check", "--password-stdin", "--dns", "nowhere")[0] == USAGE


def test_undo_leaves_no_trace():
    account = Account("chen")
    before = server.snapshot("chen")
    account.add("--move")
    report = account.check()
    assert report["moved"] > 0
    account.must("undo", "--password-stdin", "--run", str(report["run"]))
    assert server.snapshot("chen") == before
    assert account.check()["moved"] == 0


def test_a_kill_at_any_time_makes_no_difference():
    quiet = Account("dina")
    quiet.add("--move")
    quiet.check("--yes")
    expected = quiet.snapshot()
    dice = random.Random(4)
    killed = 0
    for number in range(KILLS):
        account = Account(f"kill{number}")
        account.add("--move")
        process = account.start("check", "--password-stdin", "--yes")
        time.sleep(dice.uniform(0.02, 0.3))
        process.kill()
        process.communicate()
        killed += process.returncode < 0
        account.check("--yes")
        assert account.snapshot() == expected, number
    assert killed > 0


def test_a_server_that_goes_away_is_said():
    account = Account("esi")
    before = account.everything()
    account.add("--move")
    process = account.start("check", "--password-stdin")
    time.sleep(0.1)
    server.stop()
    process.communicate(timeout=SECONDS)
    code, _ = account.run("check", "--password-stdin")
    server.start()
    assert code == OFFLINE, (code, account.errors)
    account.check()
    assert account.everything() == before
    assert len(server.snapshot("esi")["Junk"]) > 0


def test_a_wrong_password_is_said():
    account = Account("femi")
    account.add()
    server.users["femi"] = "another"
    server.stop()
    server.start()
    code, _ = account.run("check", "--password-stdin")
    assert code == SIGN_IN, (code, account.errors)


def test_uids_that_began_anew_move_nothing_unasked():
    account = Account("gita")
    account.add("--move")
    assert account.check()["moved"] > 0
    (server.directory / "mail" / "gita" / "dovecot-uidlist").unlink()
    for path in (server.directory / "mail" / "gita").glob("dovecot.index*"):
        path.unlink()
    server.deliver("gita", "INBOX", b"Subject: new\n\n", date=START)
    before = server.snapshot("gita")
    report = account.check()
    assert report["moved"] == 0 and report["new"] > 1, report
    assert server.snapshot("gita") == before


def test_three_moved_messages_are_asked_about():
    account = Account("lina")
    account.add("--move")
    assert account.check()["moved"] > 3
    moved = sorted(map(str, (server.directory / "mail" / "lina" / "Junk" / "cur").iterdir()))
    account.must("teach", "junk", *moved)
    learning = account.must("accounts", "list")[-1]["learning"]
    assert (learning["sampled"], learning["sampled_good"]) == (3, 0), learning


class Learner(Account):
    """Has messages in Junk, in Sent, and such as were answered."""

    def __init__(self, name):
        super().__init__(name)
        for number in range(LEARNED):
            self.write("Junk", f"j{number}@win.example", f"{name}@practice.example")
            self.write("INBOX", f"g{number}@shop.example", f"{name}@practice.example", "RS")
            self.write("Sent", f"{name}@practice.example", f"g{number}@shop.example, Friend <f@home.example>", "S")
        self.add()
        self.before = server.snapshot(name)

    def write(self, folder, sender, recipients, flags=""):
        body = "Words of a long message.\r\n" * 200
        octets = (f"From: {sender}\r\nTo: {recipients}\r\nSubject: {folder} {sender}\r\n"
                  f"Message-ID: <{folder}{sender}{self.name}{recipients[:4]}>\r\n\r\n{body}")
        server.deliver(self.name, folder, octets.encode(), date=START, flags=flags)

    def learning(self):
        return self.must("accounts", "list")[-1]["learning"]

    def learn(self):
        return self.must("learn", "--yes", "--password-stdin")[-1]


def test_an_estimate_teaches_nothing():
    learner = Learner("hana")
    estimate = learner.must("learn", "--estimate", "--password-stdin")[-1]
    assert (estimate["sent"], estimate["junk"]) == (LEARNED, LEARNED), estimate
    assert estimate["good"] >= LEARNED and estimate["octets"] > 2 * LEARNED * 4000, estimate
    assert learner.learning()["junk"] == 0


def test_learning_changes_no_message_and_costs_what_was_said():
    learner = Learner("ivan")
    estimate = learner.must("learn", "--estimate", "--password-stdin")[-1]
    report = learner.learn()
    assert server.snapshot("ivan") == learner.before
    assert report["junk"] == LEARNED and report["good"] >= LEARNED, report
    assert report["correspondents"] == LEARNED + 1, report
    assert estimate["octets"] / 2 < report["octets"] < estimate["octets"] * 2, (estimate, report)
    learning = learner.learning()
    assert (learning["junk"], learning["good"]) == (report["junk"], report["good"]), learning
    assert learning["enough"] == 20 and learning["one_in"] > 1 and learning["asked"] > 0, learning
    again = learner.learn()
    assert again["junk"] + again["good"] == 0 and again["octets"] < report["octets"] / 4, again


def test_nothing_is_learned_without_a_word():
    learner = Learner("jomo")
    code, _ = learner.run("learn", "--password-stdin")
    assert code == USAGE and learner.learning()["junk"] == 0, code


def test_learning_killed_at_any_time_goes_on():
    learner = Learner("kofi")
    dice = random.Random(5)
    for _ in range(KILLS):
        process = learner.start("learn", "--yes", "--password-stdin")
        time.sleep(dice.uniform(0.05, 0.4))
        process.kill()
        process.communicate()
    learner.learn()
    learning = learner.learning()
    assert learning["junk"] == LEARNED and learning["good"] >= LEARNED, learning
    assert server.snapshot("kofi") == learner.before


def count_first_verdicts(account, round_trip):
    """How many verdicts come first, together, in a check over such a line."""
    link = SlowProxy(server.imaps, round_trip)
    account.must("accounts", "add", f"{account.name}@practice.example", "--host", HOSTS["good"], "--port", str(link.port),
                 "--user", account.name, "--no-keyring")
    process = account.start("check", "--yes", "--password-stdin")
    count = 0
    while count == 0 and process.poll() is None:
        time.sleep(LOOK)
        with contextlib.closing(sqlite3.connect(f"file:{account.directory}/safibox.db?mode=ro", uri=True)) as store:
            count = store.execute("SELECT count(*) FROM judged").fetchone()[0]
    process.terminate()
    process.communicate()
    link.close()
    return count


def test_on_a_slow_line_the_first_verdicts_do_not_wait_for_many():
    assert len(MESSAGES) > 60, len(MESSAGES)
    assert count_first_verdicts(Account("rosa"), 0.0) == 50
    assert count_first_verdicts(Account("sami"), 0.6) == 10


NAMES = ["hana", "ivan", "jomo", "kofi",
         "amina", "bilal", "chen", "dina", "esi", "femi", "gita", "lina", "noor", "omar", "pia", "rosa", "sami", "zuri",
         *(f"kill{n}" for n in range(KILLS))]

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
directory = tempfile.TemporaryDirectory()
with Dovecot(pathlib.Path(directory.name) / "server", users={name: "secret" for name in NAMES}) as server:
    run_tests([(name[5:].replace("_", "-"), function) for name, function in list(globals().items())
               if name.startswith("test_")])
