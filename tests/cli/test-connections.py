#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No connection is made that is not listed: the system calls of whole runs are compared with `data connections`."""

import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap
from dovecot import Dovecot
from fakedns import FakeDns, records
from knot import find_free_port
from oauth_server import OauthServer

PROGRAM = sys.argv[1]
SECRET = "secret"
CALLS = "connect,sendto,sendmsg,sendmmsg"
# Each address that a system call names: to connect to, or to send to without having connected.
ADDRESS = re.compile(r'sin6?_port=htons\((\d+)\).*?(?:inet_addr\("|inet_pton\(AF_INET6, ")([^"]+)"')

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-connections-"))
service = OauthServer().__enter__()
server = Dovecot(scratch / "dovecot", users={"amina": SECRET}, introspection=service.introspection).start()
names = FakeDns({"mail.example": records("A", bytes([192, 0, 2, 1]))}).__enter__()
KEYRING = {"SECRET_BACKEND": "file", "SECRET_FILE_TEST_PATH": str(scratch / "keyring"),
           "SECRET_FILE_TEST_PASSWORD": "test"}
MESSAGE = """From: Bank <info@mail{0}.example>\r\nTo: amina@practice.example\r\nSubject: Note {0}\r
Message-ID: <{0}@mail{0}.example>\r\nDate: Thu, 26 Nov 2026 10:00:00 +0000\r
Received: from mail{0}.example (mail{0}.example [192.0.2.{0}]) by mx.practice.example; Thu, 26 Nov 2026 10:00:00 +0000\r
\r\nGood morning, the meeting is at ten.\r\n"""


def command(data, *arguments):
    return [PROGRAM, "--data-dir", str(scratch / data), "--ca-file", str(server.ca), "--json", *map(str, arguments)]


def call(data, *arguments, prefix=(), secret=SECRET, more=None):
    return subprocess.run([*prefix, *command(data, *arguments)], input=secret.encode() + b"\n", capture_output=True,
                          timeout=170, env={**os.environ, "LC_ALL": "C.UTF-8", **KEYRING, **(more or {})})


def can_watch():
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True).returncode == 0


def watch(data, *arguments):
    """Runs the program and returns how often each (host, port) was connected to, as the system saw it."""
    if not can_watch():
        raise tap.Skip("strace cannot watch here")
    log = scratch / "strace.log"
    # LeakSanitizer does not work where a program is traced.
    done = call(data, *arguments, prefix=("strace", "-f", "-qq", "-e", f"trace={CALLS}", "-o", str(log)),
                more={"ASAN_OPTIONS": "detect_leaks=0"})
    assert done.returncode == 0, done
    seen = collections.Counter()
    for line in log.read_text(errors="replace").splitlines():
        found = ADDRESS.search(line)
        if found:
            seen[found[2], int(found[1])] += 1
    return seen


def listed(data):
    """{(host, port): (why, times, octets)}."""
    done = call(data, "data", "connections")
    assert done.returncode == 0, done
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(row["day"] == rows[0]["day"] for row in rows), rows
    return {(row["host"], row["port"]): (row["why"], row["times"], row["octets"]) for row in rows}


def add(data, port=None):
    return call(data, "accounts", "add", "amina@practice.example", "--host", "127.0.0.1", "--port", port or server.imaps,
                "--user", "amina", "--no-keyring")


@tap.test("without a mailbox nobody was contacted, and nobody is by asking")
def _():
    assert listed("none") == {}
    assert not watch("none", "data", "connections")
    text = subprocess.run([PROGRAM, "--data-dir", str(scratch / "none"), "data", "connections"], capture_output=True,
                          text=True, timeout=60)
    assert text.stdout == "Safibox has contacted nobody in the last 7 days.\n", text
    assert call("none", "data", "nonsense").returncode == 64


@tap.test("the practice mailbox and judging a file contact nobody")
def _():
    assert not watch("practice", "practice", "--quiet")
    assert not watch("practice", "judge", ROOT / "data/practice/INBOX/001.eml")
    assert listed("practice") == {}


@tap.test("of a whole check every connection is listed with its reason, and no other")
def _():
    for number in range(1, 6):
        server.deliver("amina", "INBOX", MESSAGE.format(number).encode())
    assert add("whole").returncode == 0
    before = listed("whole")
    assert set(before) == {("127.0.0.1", server.imaps)}, before
    queries = len(names.queries)
    seen = watch("whole", "check", "--password-stdin", "--dns", f"127.0.0.1:{names.port}")
    after = listed("whole")
    mailbox, dns = ("127.0.0.1", server.imaps), ("127.0.0.1", names.port)
    assert set(seen) == set(after) == {mailbox, dns}, (seen, after)
    assert after[mailbox][0] == "mailbox" and after[mailbox][1] == before[mailbox][1] + seen[mailbox], (seen, after)
    assert after[mailbox][2] > before[mailbox][2] > 0
    asked = names.queries[queries:]
    assert len(asked) > 5 and after[dns][:2] == ("senders", len(asked)), (after, asked)


@tap.test("the list tells no sender's name")
def _():
    done = call("whole", "data", "connections")
    assert b"mail1.example" not in done.stdout, done


@tap.test("a connection that failed is listed, too")
def _():
    port = find_free_port()
    assert add("refused", port).returncode == 69
    assert listed("refused") == {("127.0.0.1", port): ("mailbox", 1, 0)}, listed("refused")


@tap.test("signing in is listed with the service that gave the token")
def _():
    service.write_config(scratch / "browser")
    process = subprocess.Popen(command("browser", "accounts", "add", "amina@practice.example", "--host", "127.0.0.1",
                                       "--port", server.imaps, "--user", "amina", "--browser"),
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env={**os.environ, "LC_ALL": "C.UTF-8", **KEYRING})
    service.visit(json.loads(process.stdout.readline())["open"])
    _, complaints = process.communicate(timeout=120)
    assert process.returncode == 0, complaints
    before = listed("browser")
    assert sorted(why for why, _, _ in before.values() if why != "names") == ["mailbox", "sign-in"], before
    seen = watch("browser", "check", "--dns", "none")
    after = listed("browser")
    ports = {port for _, port in seen}
    assert ports == {port for (_, port), (why, _, _) in after.items() if why != "names"}, (seen, after)
    for (host, port), (why, times, _) in after.items():
        if why == "sign-in":
            assert times == before[host, port][1] + 1, (before, after)


try:
    tap.run()
finally:
    names.__exit__(None, None, None)
    server.stop()
    service.__exit__(None, None, None)
    shutil.rmtree(scratch, ignore_errors=True)
