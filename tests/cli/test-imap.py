#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job over IMAP with TLS by the command line, and everything that can go wrong on the way.

After each mishap every message is there exactly once, with its flags and its date.
"""

import collections
import email
import email.utils
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap
from dovecot import HOSTS, Dovecot

PROGRAM = sys.argv[1]
SECRET = "secret"
OURS = {"$Junk", "$NotJunk"}
OLD = 1_780_000_000

scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-imap-"))
server = Dovecot(scratch / "dovecot", users={name: SECRET for name in (
    "amina", "odd", "gone", "valid", "kill", "full", "clock", "undo", "second", "watch", "flags")}).start()


def call(*arguments, data, stdin=None, env=None, prefix=()):
    command = [*prefix, PROGRAM, "--data-dir", str(scratch / data), "--ca-file", str(server.ca), *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=180,
                          env={**os.environ, "LC_ALL": "C.UTF-8", **(env or {})})


def add(data, user=None, host="127.0.0.1", port=None, security="tls", secret=SECRET, options=()):
    return call("accounts", "add", f"{user or data}@practice.example", "--host", host, "--port", port or server.imaps,
                "--user", user or data, "--security", security, "--no-keyring", *options, data=data,
                stdin=secret.encode() + b"\n")


def check(data, *options, **more):
    return call("--json", "check", "--password-stdin", *options, data=data, stdin=SECRET.encode() + b"\n", **more)


def rows_of(done):
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [row for row in lines if "identity" in row], [row for row in lines if "new" in row]


def fill(user, limit=None):
    for number, path in enumerate(sorted((ROOT / "data/practice/INBOX").glob("*.eml"))[:limit]):
        octets = path.read_bytes()
        date = email.utils.parsedate_to_datetime(email.message_from_bytes(octets)["Date"]).timestamp()
        server.deliver(user, "INBOX", octets, date, ("", "S", "S", "FS", "RS")[number % 5])


def bag(user, ours=False):
    """Every message of every folder as a multiset, without folder and (unless ours) without our keywords."""
    return collections.Counter((sha, tuple(f for f in flags if ours or f not in OURS), date)
                               for rows in server.snapshot(user).values() for sha, flags, date in rows)


def sentences(done):
    return done.stderr.decode()


# Signing in: each failure is told in its own words, and nothing is kept.

FAILURES = {
    "wrong password": (dict(secret="wrong"), 77, "does not accept this name and password"),
    "expired certificate": (dict(host=HOSTS["expired"]), 77, "out of date"),
    "certificate of another name": (dict(host=HOSTS["wrong"]), 77, "another one than you typed"),
    "certificate of an unknown issuer": (dict(host=HOSTS["unknown"]), 77, "vouches"),
    "expired certificate after STARTTLS": (dict(host=HOSTS["expired"], port=server.imap, security="starttls"), 77,
                                           "out of date"),
    "nobody listening": (dict(port=1), 69, "No mail server answers"),
    "a name that does not exist": (dict(host="mail.does-not-exist.invalid"), 69, "no connection"),
    "TLS to a port that speaks plain text": (dict(port=server.imap), None, ""),
}
for label, (options, code, sentence) in FAILURES.items():
    @tap.test(f"{label} is told in its own words and keeps no account")
    def _(options=options, code=code, sentence=sentence, label=label):
        data = "fail-" + label.replace(" ", "-")
        done = add(data, user="amina", **options)
        assert done.returncode == code if code else done.returncode in (69, 77), done
        assert sentence in sentences(done), sentences(done)
        assert call("accounts", "list", data=data).stdout == b""


@tap.test("STARTTLS and implicit TLS both sign in")
def _():
    assert add("starttls", user="amina", port=server.imap, security="starttls").returncode == 0
    assert add("implicit", user="amina").returncode == 0


@tap.test("no file, log or argument holds the password")
def _():
    for path in (scratch / "implicit").rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path


@tap.test("check moves junk, keeps every message once, its flags and date; undo restores all")
def _():
    fill("undo")
    before, whole_before = bag("undo"), server.snapshot("undo")
    assert add("undo").returncode == 0
    rows, (report,) = rows_of(check("undo", "--yes"))
    assert report["new"] == sum(before.values()) == len(rows)
    assert report["moved"] == len(server.snapshot("undo", ["Junk"])["Junk"]) > 0
    assert bag("undo") == before
    done = call("undo", "--run", report["run"], "--password-stdin", data="undo", stdin=SECRET.encode() + b"\n")
    assert done.returncode == 0, done
    assert server.snapshot("undo") == whole_before


@tap.test("what a mailbox cost is counted")
def _():
    def read():
        return json.loads(call("--json", "data", data="implicit").stdout)
    before = read()
    assert check("implicit").returncode == 0
    after = read()
    assert 0 < before["today"] < after["today"] <= after["month"], (before, after)


@tap.test("what was moved back stays where it is at the next check")
def _():
    rows, (report,) = rows_of(check("undo", "--yes"))
    assert report["moved"] == 0, report


@tap.test("flagged, answered and deleted messages are never moved")
def _():
    scam = (ROOT / "tests/cli/scam.eml").read_bytes()
    for number, flags in enumerate(("F", "R", "T", "D", "")):
        server.deliver("flags", "INBOX", scam.replace(b"<1@", b"<%d@" % (number + 10)), OLD + number, flags)
    assert add("flags").returncode == 0
    rows, (report,) = rows_of(check("flags", "--yes"))
    assert report["moved"] == 1, report
    assert server.snapshot("flags")["Junk"][0][1] == ("$Junk",), server.snapshot("flags")["Junk"]


@tap.test("watch only says what would be moved and moves nothing")
def _():
    fill("watch", 20)
    before = server.snapshot("watch")
    assert add("watch").returncode == 0
    rows, (report,) = rows_of(check("watch"))
    assert report["moved"] == 0 and report["would_move"] > 0
    assert server.snapshot("watch") == before


@tap.test("odd messages are judged or skipped, and none is lost")
def _():
    body = b"From: a@b.example\nSubject: odd\nMessage-ID: <odd%d@b.example>\nDate: Mon, 02 Nov 2026 10:00:00 +0000\n"
    part = b"--x\nContent-Type: text/plain\n\nhello\n"
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(200))
    odd = [
        body % 1 + b"\n" + b"A line of a very long message.\n" * (60 * 1024 * 1024 // 31),
        body % 2 + b"Content-Type: multipart/mixed; boundary=x\n\n" + part * 10_000 + b"--x--\n",
        body % 3 + nested + b"\ndeep\n",
        body % 4 + b"Content-Type: text/plain; charset=no-such-charset\n\n\xff\xfe\x80 broken\n",
        body % 5 + b"Content-Transfer-Encoding: base64\n\n!!!not base64===\nAAAA\n",
        b"no header at all, only text\n" * 3,
        body % 7 + b"\nNUL \x00 in the \x00 text\n",
        body % 8 + b"X-Long: " + b"y" * 900_000 + b"\n\nlong header\n",
        body % 9 + b"Content-Type: text/html\n\n" + b"<div>" * 100_000 + b"deep html\n",
        b"\n\n\n",
    ]
    for number, octets in enumerate(odd):
        server.deliver("odd", "INBOX", octets, OLD + number, "S")
    before = bag("odd")
    assert add("odd").returncode == 0
    done = check("odd", "--yes")
    assert done.returncode == 0, done
    rows, (report,) = rows_of(done)
    counted = report["good"] + report["unsure"] + report["junk"] + report["skipped"]
    assert report["new"] == counted == len(odd) and rows, report
    assert bag("odd") == before


@tap.test("kill -9 in mid-run, then a restart: every message exactly once")
def _():
    fill("kill")
    before = bag("kill")
    assert add("kill").returncode == 0
    folder = server.directory / "mail/kill/Junk/cur"
    process = subprocess.Popen([PROGRAM, "--data-dir", str(scratch / "kill"), "--ca-file", str(server.ca), "check",
                                "--yes", "--password-stdin"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    process.stdin.write(SECRET.encode() + b"\n")
    process.stdin.close()
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None and not (folder.exists() and any(folder.iterdir())):
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = check("kill", "--yes")
    assert done.returncode == 0, done
    assert bag("kill") == before
    _, journal = None, [json.loads(line) for line in call("--json", "journal", "--limit", 0, data="kill").stdout.splitlines()]
    assert journal and all(row["state"] in ("done", "gone") for row in journal), journal


@tap.test("the Junk folder gone is told, and made or asked for; nothing is lost")
def _():
    fill("gone", 30)
    before = bag("gone")
    assert add("gone").returncode == 0
    shutil.rmtree(server.directory / "mail/gone/Junk", ignore_errors=True)
    done = check("gone", "--yes")
    assert bag("gone") == before, done
    done = check("gone", "--yes")
    assert done.returncode in (0, 69, 77, 70) and bag("gone") == before, done


@tap.test("a changed UIDVALIDITY loses nothing and moves nothing twice")
def _():
    fill("valid", 40)
    before = bag("valid")
    assert add("valid").returncode == 0
    assert check("valid").returncode == 0
    for path in (server.directory / "mail/valid").glob("dovecot*"):
        path.unlink()
    done = check("valid", "--yes")
    assert done.returncode == 0, done
    assert check("valid", "--yes").returncode == 0
    assert bag("valid") == before
    moved = server.snapshot("valid", ["Junk"])["Junk"]
    assert len({row[0] for row in moved}) == len(moved)


def in_small_disk(size, script):
    """Runs a shell script with $D as a file system of so many octets; None where that is not allowed."""
    folder = scratch / f"disk-{size}"
    folder.mkdir(exist_ok=True)
    probe = subprocess.run(["unshare", "-m", "true"], capture_output=True)
    if probe.returncode != 0:
        raise tap.Skip("private mounts are not allowed here")
    command = f"mount -t tmpfs -o size={size} tmpfs {folder} && export D={folder} && {script}"
    return subprocess.run(["unshare", "-m", "sh", "-c", command], capture_output=True, timeout=180,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})


@tap.test("a full disk is told; the mailbox stays whole")
def _():
    fill("full", 60)
    before = bag("full")
    cli = f"{PROGRAM} --data-dir $D/data --ca-file {server.ca}"
    done = in_small_disk(700_000, f"echo {SECRET} | {cli} accounts add full@practice.example --host 127.0.0.1 "
                                  f"--port {server.imaps} --user full --no-keyring; head -c 10000000 /dev/zero > $D/fill; "
                                  f"echo {SECRET} | {cli} check --yes --password-stdin; echo exit $? >&2")
    assert b"exit 74" in done.stderr and b"disk is full" in done.stderr, done
    assert bag("full") == before


@tap.test("a read-only, a damaged and a too new store are told and never overwritten")
def _():
    assert add("amina").returncode == 0
    database = scratch / "amina/safibox.db"
    good = database.read_bytes()
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA user_version=9999")
    connection.close()
    newer = database.read_bytes()
    done = check("amina")
    assert done.returncode == 74 and "newer Safibox" in sentences(done), done
    assert database.read_bytes() == newer
    database.write_bytes(b"this is no database" * 1000)
    done = check("amina")
    assert "set aside" in sentences(done), done
    kept = [p for p in (scratch / "amina").iterdir() if p.name != "safibox.db" and p.read_bytes()[:7] == b"this is"]
    assert len(kept) == 1 and good


@tap.test("a second Safibox on the same data is told exit code 75")
def _():
    fill("second")
    assert add("second").returncode == 0
    first = subprocess.Popen([PROGRAM, "--data-dir", str(scratch / "second"), "--ca-file", str(server.ca), "check",
                              "--yes", "--password-stdin"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    time.sleep(0.3)
    assert check("second", "--yes").returncode == 75
    assert call("--json", "journal", data="second").returncode == 0
    first.stdin.write(SECRET.encode() + b"\n")
    first.stdin.close()
    assert first.wait(120) == 0


@tap.test("a computer whose clock is years behind or ahead is told so and harms nothing")
def _():
    program = shutil.which("faketime")
    if program is None:
        raise tap.Skip("faketime is not here")
    fill("clock", 20)
    before = bag("clock")
    # In 2050 the server's certificate is over, and that of its authority too.
    for year in ("2010", "2050"):
        done = subprocess.run([program, f"{year}-01-01 00:00:00", PROGRAM, "--data-dir", str(scratch / "clock"),
                               "--ca-file", str(server.ca), "accounts", "add", "clock@practice.example", "--host",
                               "127.0.0.1", "--port", str(server.imaps), "--user", "clock", "--no-keyring"],
                              input=SECRET.encode() + b"\n", capture_output=True, timeout=120,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})
        assert "date is wrong.\nSet date" in sentences(done), (year, done)
        assert done.returncode == 77, (year, done)
    assert bag("clock") == before


try:
    tap.run()
finally:
    server.stop()
    shutil.rmtree(scratch, ignore_errors=True)
