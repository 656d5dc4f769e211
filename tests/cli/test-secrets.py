#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No password and no token is ever left where it could be read: not in a file, a log, an argument, an environment or
the words of a crash. Every secret of these runs holds the same marker, in clear and in what signing in makes of it."""

import base64
import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap
from dovecot import Dovecot
from oauth_server import OauthServer

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
MARKER = "Q7zebraUmbrella"
PASSWORD = f"{MARKER}-pass"

scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-secrets-"))
service = OauthServer(rotate=True, marker=MARKER).__enter__()
server = Dovecot(scratch / "dovecot", users={"amina": PASSWORD, "omar": PASSWORD},
                 introspection=service.introspection).start()
home = scratch / "home"
home.mkdir()
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # whether memory is written down is the system's affair
said = []       # all that the programs said, on both streams
arguments = []  # what stood in /proc while they ran


def needles():
    """The marker as it is, in hexadecimal, and in base64 at each of three places."""
    octets = MARKER.encode()
    yield octets
    yield octets.hex().encode()
    for shift in range(3):
        # The octets at both ends depend on their neighbours.
        yield base64.b64encode(b"\0" * shift + octets)[4:-4]


def watch(process):
    """Collects the arguments and the environment of @process and its children until it ends."""
    while process.poll() is None:
        for name in ("cmdline", "environ"):
            try:
                arguments.append(pathlib.Path(f"/proc/{process.pid}/{name}").read_bytes())
            except OSError:
                pass
        time.sleep(0.005)


def run(*words, stdin=None, browse=None, kill_after=None, **env):
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(home), "XDG_DATA_HOME": str(home / "data"),
                   "XDG_CACHE_HOME": str(home / "cache"), "XDG_CONFIG_HOME": str(home / "config"),
                   "G_MESSAGES_DEBUG": "all", "SECRET_BACKEND": "file",
                   "SECRET_FILE_TEST_PATH": str(scratch / "keyring"), "SECRET_FILE_TEST_PASSWORD": "test", **env}
    process = subprocess.Popen([PROGRAM, "--data-dir", str(home / "safibox"), "--ca-file", str(server.ca), "--json",
                                *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, env=environment, cwd=home)
    watcher = threading.Thread(target=watch, args=(process,))
    watcher.start()
    first = b""
    if browse:
        # What is debugged comes on standard output too.
        while b'"open"' not in first:
            first = process.stdout.readline()
            assert first, process.stderr.read()
            said.append(first)
        browse(json.loads(first)["open"])
    if kill_after:
        time.sleep(kill_after)
        process.send_signal(signal.SIGABRT)
    out, err = process.communicate(stdin, timeout=120)
    watcher.join()
    said.extend((out, err))
    return process.returncode, err.decode(errors="replace")


def place(user):
    return [f"{user}@practice.example", "--host", "127.0.0.1", "--port", server.imaps, "--user", user]


def assert_unseen(octets, where):
    for needle in needles():
        assert needle not in octets, (where, needle)


def look_everywhere():
    for path in (path for path in home.rglob("*") if path.is_file()):
        assert_unseen(path.read_bytes(), path)
        assert_unseen(path.name.encode(), "a name")
    assert_unseen((scratch / "keyring").read_bytes() if (scratch / "keyring").exists() else b"", "the keyring")
    for octets in said:
        assert_unseen(octets, "what was said")
    for octets in arguments:
        assert_unseen(octets, "arguments or environment")


@tap.test("the marker would be found")
def _():
    for text in (PASSWORD, base64.b64encode(f"\0amina\0{PASSWORD}".encode()).decode(),
                 base64.b64encode(f"user=amina\1auth=Bearer access-1-{MARKER}\1\1".encode()).decode()):
        try:
            assert_unseen(text.encode(), "")
        except AssertionError:
            continue
        raise AssertionError(text)


@tap.test("a password is left nowhere: added, checked, wrong, new, refused, without a keyring")
def _():
    server.deliver("amina", "INBOX", (ROOT / "data/practice/INBOX/001.eml").read_bytes())
    secret = PASSWORD.encode() + b"\n"
    assert run("accounts", "add", *place("amina"), stdin=secret)[0] == 0
    assert run("check", "--dns", "none", "--yes")[0] == 0
    assert run("accounts", "add", *place("omar"), stdin=MARKER.encode() + b"-wrong\n")[0] == 77
    assert run("accounts", "sign-in", "amina@practice.example", stdin=MARKER.encode() + b"-other\n")[0] == 77
    assert run("accounts", "sign-in", "amina@practice.example", stdin=secret)[0] == 0
    assert run("accounts", "add", *place("omar"), "--no-keyring", stdin=secret)[0] == 0
    assert run("check", "omar@practice.example", "--dns", "none", "--password-stdin", stdin=secret)[0] == 0
    assert run("accounts", "add", *place("amina"), "--port", "1", stdin=secret)[0] != 0
    assert run("accounts", "batv-key", "amina@practice.example", stdin=f"{MARKER}-batv\n".encode())[0] == 0
    assert run("check", "amina@practice.example", "--dns", "none")[0] == 0
    assert run("accounts", "batv-key", "amina@practice.example", stdin=b"\n")[0] == 0
    assert arguments and said
    look_everywhere()
    for name in ("amina", "omar"):
        assert run("accounts", "remove", f"{name}@practice.example")[0] == 0
    look_everywhere()


@tap.test("a secret goes before its mailbox; where the keyring is locked that is said once")
def _():
    secret = PASSWORD.encode() + b"\n"
    locked = {"SECRET_BACKEND": "service", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}

    def is_listed():
        before = len(said)
        assert run("accounts", "list")[0] == 0
        return b"amina@practice.example" in b"".join(said[before:])

    for options in ({}, locked):
        assert run("accounts", "add", *place("amina"), stdin=secret)[0] == 0
        code, words = run("accounts", "remove", "amina@practice.example", **locked)
        assert code == 77 and "no open keyring" in words, (code, words)
        assert is_listed()
        assert run("accounts", "remove", "amina@practice.example", **options)[0] == 0
        assert not is_listed()
    assert run("accounts", "add", *place("amina"), "--no-keyring", stdin=secret)[0] == 0
    assert run("accounts", "remove", "amina@practice.example", **locked)[0] == 0


@tap.test("tokens are left nowhere: fetched, used up, refused, withdrawn")
def _():
    service.write_config(home / "safibox")
    assert run("accounts", "add", *place("amina"), "--browser", browse=service.visit)[0] == 0
    for _ in range(2):
        assert run("check", "--dns", "none")[0] == 0
    service.user = "omar"
    assert run("check", "--dns", "none")[0] == 77
    service.user = "amina"
    service.fault = (400, {"error": "invalid_grant", "error_description": MARKER})
    assert run("check", "--dns", "none")[0] == 77
    service.fault = (200, {"access_token": f"{MARKER} with a space", "token_type": "bearer"})
    assert run("check", "--dns", "none")[0] == 69
    service.fault = None
    assert service.count > 5
    look_everywhere()


@tap.test("a crash in the middle tells nothing")
def _():
    for after in (0.05, 0.15, 0.3):
        code, _ = run("check", "--dns", "none", kill_after=after)
        assert code in (-signal.SIGABRT, 0, 77), code
        look_everywhere()


try:
    tap.run()
finally:
    server.stop()
    service.__exit__()
