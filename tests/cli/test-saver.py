#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where data cost money: how far back a first check looks, the day's limit, and the weekly letter.

usage: test-saver.py SAFIBOX-CLI, with SAFI_TEST_ROOT in the environment."""

import email
import email.policy
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap
from dovecot import Dovecot

PROGRAM = sys.argv[1]
SECRET = "secret"
DAY = 24 * 60 * 60
CRASH = 100  # SAFI_FAIL_POINT_EXIT
MANY = 1100  # messages: about 5.3 MB without compression, so it is asked
LETTER_MAX = 4096  # octets
SETTLED = 60  # seconds: a lost answer is looked for after fewer
NOW = int(time.time())

scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-saver-"))
server = Dovecot(scratch / "dovecot", users={name: SECRET for name in (
    "many", "dense", "few", "kill", "days", "limit", "headers", "plain", "letter", "crash", "lost", "dry",
    "learn", "old")}).start()


def call(*arguments, data, stdin=SECRET.encode() + b"\n", env=None):
    command = [PROGRAM, "--data-dir", str(scratch / data), "--ca-file", str(server.ca), *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=180,
                          env={**os.environ, "LC_ALL": "C.UTF-8", **(env or {})})


def must(*arguments, data, **more):
    done = call("--json", *arguments, data=data, **more)
    assert done.returncode == 0, (arguments, done)
    return [json.loads(line) for line in done.stdout.splitlines()]


def add(data, *options):
    return must("accounts", "add", f"{data}@practice.example", "--host", "127.0.0.1", "--port", server.imaps, "--user",
                data, "--no-keyring", *options, data=data)


def check(data, *options, **more):
    return must("check", "--password-stdin", *options, data=data, **more)[-1]


def run_sql(data, text, *values):
    """Rows of the store, as another program sees it."""
    with sqlite3.connect(scratch / data / "safibox.db") as store:
        return store.execute(text, values).fetchall()


def make(number, sender="amina.friend@mail.example", subject="Lunch", text="See you at noon"):
    return (f"From: Friend <{sender}>\r\nTo: me@practice.example\r\nSubject: {subject} {number}\r\n"
            f"Date: Thu, 19 Nov 2026 10:00:00 +0000\r\nMessage-ID: <{number}@{sender.rpartition('@')[2]}>\r\n\r\n"
            f"{text}, {number}.\r\n").encode()


def fill(user, count, days):
    """Spread over @days, the last one just now."""
    for number in range(count):
        server.deliver(user, "INBOX", make(number), NOW - (count - 1 - number) * days * DAY // count, "S")


def count_judged(data):
    return run_sql(data, "SELECT count(*), count(DISTINCT identity) FROM judged")[0]


# How far back a first check looks.

@tap.test("a first check that would use much looks at the last 30 days, and says what it left out")
def _():
    fill("many", MANY, 110)
    add("many")
    report = check("many")
    assert 290 <= report["new"] <= 311, report
    assert report["older"] == MANY - report["new"], report
    assert report["older_octets"] == report["older"] * 4800
    assert report["octets"] < 1_500_000, report
    done = call("check", "--password-stdin", data="many").stdout.decode()
    assert "older messages were left out" in done and "check --all" in done, done
    assert check("many")["new"] == 0


@tap.test("what was left out is looked at when the person asks, and nothing is looked at twice")
def _():
    before = count_judged("many")[0]
    report = check("many", "--all")
    assert report["new"] == MANY - before and report["older"] == 0, report
    assert count_judged("many") == (MANY, MANY)
    report = check("many")
    assert report["new"] == 0 and report["older"] == 0, report


@tap.test("of many messages in few days the newest 500 are looked at")
def _():
    fill("dense", MANY, 10)
    add("dense")
    report = check("dense")
    assert report["new"] == 500 and report["older"] == MANY - 500, report


@tap.test("a dry run is as frugal, and leaves no choice behind")
def _():
    fill("dry", MANY, 110)
    add("dry")
    assert 290 <= check("dry", "--dry-run")["new"] <= 311
    assert run_sql("dry", "SELECT count(*) FROM note WHERE name IN ('first-check', 'inbox-read')") == [(0,)]


@tap.test("a first check that uses little looks at everything")
def _():
    fill("few", 60, 300)
    add("few")
    report = check("few")
    assert report["new"] == 60 and report["older"] == 0, report


@tap.test("days can be chosen before the first check and widened after it")
def _():
    fill("days", 100, 100)
    add("days")
    report = check("days", "--days", "10")
    assert 9 <= report["new"] <= 12 and report["older"] == 100 - report["new"], report
    more = check("days", "--days", "50")
    assert 38 <= more["new"] <= 42, more
    assert check("days", "--days", "20")["new"] == 0
    assert check("days", "--all")["new"] == 100 - report["new"] - more["new"]
    assert count_judged("days") == (100, 100)


@tap.test("wrong ways to say how far are refused")
def _():
    assert call("check", "--all", "--days", "3", data="days").returncode == 64
    assert call("check", "--days", "-1", data="days").returncode == 64


@tap.test("a first check that is broken off anywhere goes on as it was begun")
def _():
    fill("kill", MANY, 110)
    add("kill")
    points = 0
    for number in (1, 2, 3, 5, 8, 13):
        done = call("--json", "check", "--password-stdin", data="kill", env={"SAFI_FAIL_AT": str(number)})
        points += done.returncode == CRASH
    report = check("kill")
    judged, identities = count_judged("kill")
    assert points >= 5, points
    assert judged == identities and 290 <= judged <= 311, judged
    assert report["older"] == MANY - judged, (report, judged)


@tap.test("what was there before the account stays old mail wherever its first check is broken off")
def _():
    """New mail is read with more of it: a whole mailbox taken for new would cost many times as much."""
    fill("old", 60, 110)
    number, crashed = 0, True
    while crashed:
        number += 1
        assert number < 100
        shutil.rmtree(scratch / "old", ignore_errors=True)
        add("old")
        crashed = call("check", "--password-stdin", data="old", env={"SAFI_FAIL_AT": str(number)}).returncode == CRASH
        check("old")
        [(note,)] = run_sql("old", "SELECT value FROM note WHERE name = 'inbox-old'")
        assert note.split()[1] == "61", (number, note)
    assert number > 10, number


# The day's limit.

def use_today(data):
    return must("data", data=data)[0]


@tap.test("without a limit nothing is held back")
def _():
    assert use_today("few")["limit"] == 0
    assert not check("few")["limited"]


@tap.test("at the limit a check that shall wait asks the server nothing, and goes on when the person says so")
def _():
    fill("limit", 40, 20)
    add("limit")
    must("data", "--limit", "1", "--at-limit", "wait", data="limit")
    run_sql("limit", "UPDATE data_use SET octets = 1000000")
    report = check("limit")
    assert report["limited"] and report["new"] == 0 and report["octets"] == 0, report
    assert use_today("limit")["today"] - 1000000 < 1000  # the password on standard input was tried
    text = call("check", "--password-stdin", data="limit").stdout.decode()
    assert "goes on tomorrow" in text and "data --more" in text, text
    must("data", "--more", data="limit")
    report = check("limit")
    assert report["new"] == 40 and not report["limited"], report


def make_long(number, word):
    return make(number, f"{word}@mail{number}.example", word.title(), f"{word} {number} and its story. " * 200)


def learn(data):
    return must("learn", "--yes", "--password-stdin", data=data)[-1]


@tap.test("learning stops in the middle when the limit is reached, says so, and goes on where it was")
def _():
    for number in range(60):
        server.deliver("learn", "INBOX", make_long(number, "market"), NOW - (20 * DAY) + number, "S")
        server.deliver("learn", "Junk", make_long(1000 + number, "lottery"), NOW - (20 * DAY) + number, "S")
    add("learn")
    check("learn")
    must("data", "--limit", "1", data="learn")
    run_sql("learn", "UPDATE data_use SET octets = 850000")
    first = learn("learn")
    taught = first["junk"] + first["good"]
    assert first["limited"] and 0 < taught < 120, first
    assert run_sql("learn", "SELECT count(*) FROM taught")[0][0] == taught
    again = learn("learn")
    assert again["limited"] and again["junk"] + again["good"] == 0 and again["octets"] == 0, again
    text = call("learn", "--yes", "--password-stdin", data="learn").stdout.decode()
    assert "Today's limit of data is reached" in text and "data --more" in text, text
    must("data", "--more", data="learn")
    rest = learn("learn")
    assert not rest["limited"] and taught + rest["junk"] + rest["good"] == 120, (first, rest)
    assert run_sql("learn", "SELECT count(*), count(DISTINCT identity) FROM taught")[0] == (120, 120)


@tap.test("yesterday's data do not count")
def _():
    run_sql("limit", "UPDATE data_use SET octets = 3000000")
    assert check("limit")["limited"]
    run_sql("limit", "UPDATE data_use SET day = day - 1")
    assert not check("limit")["limited"]


@tap.test("the limit is one for all mailboxes")
def _():
    run_sql("limit", "INSERT INTO data_use SELECT 'another', max(day), 3000000 FROM data_use")
    assert check("limit")["limited"]
    run_sql("limit", "DELETE FROM data_use WHERE account = 'another'")


SCAM = (ROOT / "tests/cli/scam.eml").read_bytes()


@tap.test("at the limit only headers of new mail are read, once, and in full the next day")
def _():
    fill("headers", 5, 10)
    add("headers", "--move")
    check("headers")
    must("data", "--limit", "10", data="headers")
    run_sql("headers", "UPDATE data_use SET octets = 10000000")
    server.deliver("headers", "INBOX", make(100, text="x" * 20000), NOW)
    server.deliver("headers", "INBOX", SCAM, NOW)
    before = use_today("headers")["today"]
    report = check("headers")
    assert report["limited"] and report["new"] == 2, report
    assert use_today("headers")["today"] - before < 12000, report
    first = use_today("headers")["today"]
    assert check("headers")["limited"]
    assert use_today("headers")["today"] - first < 6000  # signs in, lists, and reads no header again
    run_sql("headers", "UPDATE data_use SET day = day - 1")
    report = check("headers")
    assert not report["limited"] and report["good"] + report["unsure"] + report["junk"] >= 1, report
    assert count_judged("headers") == (7, 7)


@tap.test("headers do not go on for ever")
def _():
    run_sql("headers", "UPDATE data_use SET octets = 12000000 WHERE day = (SELECT max(day) FROM data_use)")
    report = check("headers")
    assert report["limited"] and report["octets"] == 0, report


@tap.test("wishes about data are checked, kept, and hold for the next mailbox")
def _():
    for wrong in (("--limit", "-5"), ("--limit", "100001"), ("--at-limit", "x"), ("--spare", "x")):
        assert call("data", *wrong, data="few").returncode == 64, wrong
    row = must("data", "--limit", "25", "--at-limit", "wait", "--spare", "on", data="few")[0]
    assert (row["limit"], row["at_limit"], row["spare"]) == (25, "wait", "on"), row
    must("accounts", "add", "plain@practice.example", "--host", "127.0.0.1", "--port", server.imaps, "--user", "plain",
         "--no-keyring", data="few")
    row = must("data", data="few")[1]
    assert (row["limit"], row["at_limit"], row["spare"]) == (25, "wait", "on"), row
    assert "of 25.0 MB today" in call("data", data="few").stdout.decode().replace("\u00a0", " ")


# The weekly letter.

HOSTILE = ("=?utf-8?q?Call_+1_800_555_0199=E2=80=AE_https=3A=2F=2Fpay.example=2Fx_me=40pay.example_=0D=0ABcc=3A_x?=")


def fill_junk(user, count=3):
    for number in range(count):
        scam = SCAM.replace(b"Message-ID: <", b"Message-ID: <%d" % number)
        scam = b"\r\n".join(b"Subject: " + HOSTILE.encode() if line.startswith(b"Subject:") else line
                            for line in scam.replace(b"\r\n", b"\n").split(b"\n"))
        server.deliver(user, "INBOX", scam, NOW - 3600 + number)


def list_letters(user):
    """The octets of each in the inbox."""
    client = server.connect(user)
    client.select("INBOX", readonly=True)
    found = client.uid("search", None, "HEADER", "X-Safibox-Letter", "weekly")[1][0].split()
    letters = [client.uid("fetch", uid, "(FLAGS BODY.PEEK[])")[1][0] for uid in found]
    client.logout()
    return letters


def age_letters(data, seconds):
    run_sql(data, "UPDATE letter SET written = written - ?1, sent = sent - ?1", seconds)


@tap.test("without the person's wish no letter is written")
def _():
    fill_junk("letter")
    add("letter", "--move")
    assert check("letter", "--yes")["moved"] == 3
    assert list_letters("letter") == []


@tap.test("the letter names what was moved, and can be seen before")
def _():
    (row,) = must("digest", "show", data="letter")
    assert row["moved"] == 3 and "3 messages" in row["subject"], row
    must("digest", "on", "letter@practice.example", data="letter")
    assert must("accounts", "list", data="letter")[0]["digest"]
    check("letter")
    ((facts, octets),) = list_letters("letter")
    assert b"\\Seen" not in facts
    assert len(octets) <= LETTER_MAX
    letter = email.message_from_bytes(octets, policy=email.policy.default)
    assert letter["From"].addresses[0].addr_spec == letter["To"].addresses[0].addr_spec == "letter@practice.example"
    assert letter["Message-ID"].endswith("@letter.safibox.invalid>"), letter["Message-ID"]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Subject"] == row["subject"]
    assert letter.get_content().replace("\r\n", "\n").strip() == row["text"].strip()


@tap.test("a stranger's words in it are no links and no control characters")
def _():
    ((_, octets),) = list_letters("letter")
    text = email.message_from_bytes(octets, policy=email.policy.default).get_content()
    for piece in ("://", "pay.example", "@", "555", "\u202e", "\r\nBcc"):
        assert piece not in text.replace("[@]", ""), (piece, text)
    assert "pay[.]example" in text, text
    assert all(c >= " " or c in "\r\n" for c in text)


@tap.test("the letter is neither judged nor written twice in a week")
def _():
    before = count_judged("letter")
    check("letter")
    must("learn", "--yes", "--password-stdin", data="letter")
    check("letter")
    assert count_judged("letter") == before
    assert run_sql("letter", "SELECT count(*) FROM taught WHERE identity IN (SELECT identity FROM letter)") == [(0,)]
    assert len(list_letters("letter")) == 1
    age_letters("letter", 6 * DAY)
    check("letter")
    assert len(list_letters("letter")) == 1
    age_letters("letter", DAY + SETTLED)
    check("letter")
    assert len(list_letters("letter")) == 2


@tap.test("a letter of a clock that was ten years ahead silences no later one")
def _():
    before = len(list_letters("letter"))
    run_sql("letter", "UPDATE letter SET written = written + ? WHERE id = (SELECT max(id) FROM letter)", 3650 * DAY)
    age_letters("letter", 7 * DAY + SETTLED)
    check("letter")
    assert len(list_letters("letter")) == before + 1
    check("letter")
    assert len(list_letters("letter")) == before + 1


@tap.test("a stranger who writes the letter's header is judged")
def _():
    forged = SCAM.replace(b"Subject:", b"X-Safibox-Letter: weekly\nAuto-Submitted: auto-generated\nSubject:", 1)
    server.deliver("letter", "INBOX", forged.replace(b"Message-ID: <", b"Message-ID: <forged"), NOW)
    before = count_judged("letter")[0]
    assert check("letter")["new"] >= 1
    assert count_judged("letter")[0] == before + 1


@tap.test("after nothing was moved for a week no letter is written")
def _():
    age_letters("letter", 30 * DAY)
    run_sql("letter", "UPDATE action SET time = time - ?", 8 * DAY)
    before = len(list_letters("letter"))
    check("letter")
    assert len(list_letters("letter")) == before


@tap.test("wherever the process ends, one letter is written and no more")
def _():
    fill_junk("crash")
    add("crash", "--move")
    check("crash", "--yes")
    must("digest", "on", data="crash")
    number, crashes = 1, 0
    while True:
        run_sql("crash", "DELETE FROM letter")
        client = server.connect("crash")
        client.select("INBOX")
        client.uid("store", "1:*", "+FLAGS.SILENT", r"(\Deleted)")
        client.expunge()
        client.logout()
        done = call("check", "--password-stdin", data="crash", env={"SAFI_FAIL_AT": str(number)})
        if done.returncode == 0:
            break
        assert done.returncode == CRASH, done
        crashes += 1
        age_letters("crash", SETTLED)
        check("crash")
        assert len(list_letters("crash")) == 1, (number, run_sql("crash", "SELECT state, tries FROM letter"))
        assert run_sql("crash", "SELECT count(*), min(state) FROM letter") == [(1, "done")]
        number += 1
    assert crashes >= 6, crashes


@tap.test("a letter whose answer was lost is looked for, also where the person has put it since")
def _():
    fill_junk("lost")
    add("lost", "--move")
    check("lost", "--yes")
    must("digest", "on", data="lost")
    check("lost")
    for folder in ("Trash", "Archive"):
        client = server.connect("lost")
        client.create(folder)
        client.select("INBOX" if folder == "Trash" else "Trash")
        client.uid("move", "1:*", folder)
        client.logout()
        run_sql("lost", "UPDATE letter SET state = 'sent', sent = sent - 60, octets = x'0d0a'")
        check("lost")
        assert run_sql("lost", "SELECT state FROM letter") == [("done",)], folder
        assert list_letters("lost") == []


@tap.test("a letter that was just sent is left alone for a while")
def _():
    run_sql("lost", "UPDATE letter SET state = 'sent', sent = ?, tries = 1, octets = x'0d0a'", int(time.time()))
    check("lost")
    assert run_sql("lost", "SELECT state, tries FROM letter") == [("sent", 1)]


@tap.test("digest is told how to be called")
def _():
    assert call("digest", data="letter").returncode == 64
    assert call("digest", "maybe", data="letter").returncode == 64
    assert call("digest", "on", "nobody@practice.example", data="letter").returncode == 66


try:
    tap.run()
finally:
    server.stop()
    shutil.rmtree(scratch, ignore_errors=True)
