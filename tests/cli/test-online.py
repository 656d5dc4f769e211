#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mailboxes of the desktop's online accounts: found, signed in to with what the desktop gives, never kept by Safibox."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap
from dovecot import Dovecot
from oauth_server import OauthServer

try:
    import gi
    gi.require_version("Gio", "2.0")
    from gi.repository import Gio
except (ImportError, ValueError):
    print("1..0 # SKIP python3-gi is not installed")
    sys.exit(0)

PROGRAM = sys.argv[1]
scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-online-"))
bus = Gio.TestDBus.new(Gio.TestDBusFlags.NONE)
bus.up()
os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.get_bus_address()
service = OauthServer().__enter__()
server = Dovecot(scratch / "dovecot", introspection=service.introspection,
                 users={"amina": "secret", "omar": "secret"}).start()
TOKEN = service._issue(False)[1]["access_token"]
IMAPS, IMAP = f"127.0.0.1:{server.imaps}", f"127.0.0.1:{server.imap}"


def make(name, tls="ssl", **more):
    return {"id": name, "address": f"{name}@practice.example", "host": IMAPS if tls == "ssl" else IMAP, "user": name,
            "tls": tls, **more}


def write(**changes):
    accounts = [make("amina", token=TOKEN), make("omar", "starttls", password="secret"), make("clear", "", password="x"),
                make("off", password="x", disabled=True), {**make("odd", password="x"), "host": "127.0.0.1:99999"},
                {**make("empty", password="x"), "address": ""}]
    for account in accounts:
        account.update(changes.get(account["id"], {}))
    (scratch / "accounts").write_text(json.dumps(accounts))


def call(*arguments):
    done = subprocess.run([PROGRAM, "--data-dir", str(scratch / "data"), "--ca-file", str(server.ca), "--json",
                           *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


@tap.test("a desktop without online accounts has none")
def _():
    assert call("accounts", "add", "amina@practice.example", "--online-account")[0] == 64


@tap.test("a token and a password of the desktop sign in, and none is kept")
def _():
    global desktop
    write()
    desktop = subprocess.Popen(["/usr/bin/python3", str(ROOT / "tests/lib/fakegoa.py"), str(scratch / "accounts")],
                               stdout=subprocess.PIPE)
    assert desktop.stdout.readline() == b"ready\n"
    server.deliver("amina", "INBOX", (ROOT / "data/practice/INBOX/001.eml").read_bytes())
    for name in ("amina", "omar"):
        code, _, complaints = call("accounts", "add", f"{name}@practice.example", "--online-account")
        assert code == 0, complaints
    code, lines, complaints = call("check", "--dns", "none")
    assert code == 0, complaints
    for path in (scratch / "data").rglob("*"):
        if path.is_file():
            assert TOKEN.encode() not in path.read_bytes() and b"secret" not in path.read_bytes(), path


@tap.test("what is switched off, in clear or makes no sense is not offered")
def _():
    for name in ("clear", "off", "odd", "empty", "nobody"):
        assert call("accounts", "add", f"{name}@practice.example", "--online-account")[0] == 64, name


@tap.test("a desktop that needs the person says so; one that is just offline is tried later")
def _():
    for fault, code, word in (("NotAuthorized", 77, "online-account"), ("Failed", 69, "offline")):
        write(amina={"fault": fault})
        got = call("check", "amina@practice.example", "--dns", "none")
        assert got[0] == code and got[1][-1]["error"] == word, got
    write(amina={"token": "another"})
    assert call("check", "amina@practice.example", "--dns", "none")[1][-1]["error"] == "signed-out"
    write()
    assert call("check", "amina@practice.example", "--dns", "none")[0] == 0


@tap.test("an account that went from the desktop is said to be gone")
def _():
    (scratch / "accounts").write_text("[]")
    assert call("check", "amina@practice.example", "--dns", "none")[1][-1]["error"] == "online-account"
    assert call("accounts", "sign-in", "amina@practice.example")[0] == 64


desktop = None
try:
    tap.run()
finally:
    if desktop:
        desktop.terminate()
        desktop.wait()
    server.stop()
    service.__exit__()
    bus.down()
