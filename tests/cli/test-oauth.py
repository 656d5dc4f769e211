#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in in the browser, from the first page to mail that is checked: a service, a browser, a keyring and a mail
server, all of this test's own."""

import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import urllib.parse

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap
from dovecot import Dovecot
from oauth_server import OauthServer, get

PROGRAM = sys.argv[1]

scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-oauth-"))
service = OauthServer(rotate=True).__enter__()
server = Dovecot(scratch / "dovecot", introspection=service.introspection).start()
KEYRING = {"SECRET_BACKEND": "file", "SECRET_FILE_TEST_PATH": str(scratch / "keyring"),
           "SECRET_FILE_TEST_PASSWORD": "test"}


def command(data, *arguments):
    return [PROGRAM, "--data-dir", str(scratch / data), "--ca-file", str(server.ca), "--json", *map(str, arguments)]


def start(data, *arguments, **env):
    return subprocess.Popen(command(data, *arguments), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, env={**os.environ, "LC_ALL": "C.UTF-8", **KEYRING, **env})


def call(data, *arguments, **env):
    process = start(data, *arguments, **env)
    out, err = process.communicate(timeout=120)
    return process.returncode, [json.loads(line) for line in out.splitlines()], err.decode()


def add(data, *options, browse=service.visit):
    """Links the mailbox and plays the browser. Returns (exit code, lines, complaints)."""
    if not (scratch / data / "oauth.ini").exists():
        service.write_config(scratch / data)
    process = start(data, "accounts", "add", "amina@practice.example", "--host", "127.0.0.1", "--port", server.imaps,
                    "--user", "amina", "--browser", *options)
    first = process.stdout.readline()
    if b'"open"' in first:
        browse(json.loads(first)["open"])
        first = b""
    out, err = process.communicate(timeout=120)
    return process.returncode, [json.loads(text) for text in (first + out).splitlines()], err.decode()


@tap.test("the browser lets Safibox in, and mail is checked with a token of each run")
def _():
    server.deliver("amina", "INBOX", (ROOT / "data/practice/INBOX/001.eml").read_bytes())
    pages = []
    code, lines, complaints = add("whole", browse=lambda uri: pages.append(service.visit(uri)))
    assert code == 0 and lines[0]["address"] == "amina@practice.example", (code, complaints)
    assert pages[0][0] == 200 and "You are signed in" in pages[0][1], pages
    assert service.visits[-1]["login_hint"] == "amina@practice.example"
    for number in range(2):
        before = len(service.requests)
        code, lines, complaints = call("whole", "check", "--dns", "none", "--yes")
        assert code == 0, complaints
        assert [form["grant_type"] for form in service.requests[before:]] == ["refresh_token"]
    assert call("whole", "accounts", "remove", "amina@practice.example")[0] == 0


@tap.test("one refresh token is used up and the next one is kept")
def _():
    assert add("rotate")[0] == 0
    used = set()
    for _ in range(3):
        assert call("rotate", "check", "--dns", "none")[0] == 0
        used.add(service.requests[-1]["refresh_token"])
    assert len(used) == 3, used


@tap.test("a sign-in that was withdrawn is told, and the browser mends it")
def _():
    assert add("withdrawn")[0] == 0
    service.refresh_tokens.clear()
    code, lines, complaints = call("withdrawn", "check", "--dns", "none")
    assert code == 77 and lines[-1]["error"] == "signed-out", (code, lines)
    assert "no longer valid" in complaints, complaints
    process = start("withdrawn", "accounts", "sign-in", "amina@practice.example")
    service.visit(json.loads(process.stdout.readline())["open"])
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert call("withdrawn", "check", "--dns", "none")[0] == 0


@tap.test("a token that the mail server does not know is tried once and told")
def _():
    assert add("unknown-token")[0] == 0
    before = len(service.requests)
    service.user = "somebody-else"
    code, lines, complaints = call("unknown-token", "check", "--dns", "none")
    service.user = "amina"
    assert code == 77 and lines[-1]["error"] == "signed-out", (code, lines, complaints)
    assert len(service.requests) == before + 1


@tap.test("a person who says no, or a service that does, is understood; no account is kept")
def _():
    for said, code, word in (("access_denied", 77, "browser-denied"), ("unauthorized_client", 77, "client-refused"),
                             ("temporarily_unavailable", 69, "server-busy"), ("nonsense", 69, "protocol")):
        pages = []
        got = add("no-" + said, browse=lambda uri: pages.append(service.visit(uri, said)))
        assert got[0] == code and got[1][-1]["error"] == word, (said, got)
        assert pages[0][0] == 200 and "not let in" in pages[0][1], pages
        assert call("no-" + said, "accounts", "list")[1] == []


@tap.test("faults of the token endpoint have their own words")
def _():
    cases = (((500, "oops"), "server-busy"), ((429, {}), "server-busy"), ((400, {"error": "invalid_grant"}), "signed-out"),
             ((401, {"error": "invalid_client"}), "client-refused"), ((200, "[]"), "protocol"), ((200, "no json"), "protocol"),
             ((302, ""), "protocol"), ((200, {"access_token": "a", "token_type": "mac", "refresh_token": "r"}), "protocol"),
             ((200, {"access_token": "a b", "token_type": "bearer", "refresh_token": "r"}), "protocol"),
             ((200, {"access_token": "a\r\nC9 LOGOUT", "token_type": "bearer", "refresh_token": "r"}), "protocol"),
             ((200, {"access_token": "a", "token_type": "bearer"}), "protocol"),
             ((200, {"access_token": "a" * (16 * 1024 + 1), "token_type": "bearer", "refresh_token": "r"}), "protocol"),
             ((200, " " * (64 * 1024 + 1)), "protocol"), ((200, "[" * 60000), "protocol"))
    for number, (fault, word) in enumerate(cases):
        service.fault = fault
        try:
            code, lines, complaints = add(f"fault-{number}")
        finally:
            service.fault = None
        assert lines[-1]["error"] == word, (fault, lines, complaints)
        assert call(f"fault-{number}", "accounts", "list")[1] == []


@tap.test("only the page that knows the state is heard, and only once")
def _():
    codes = []

    def browse(uri):
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(uri).query))
        back = query["redirect_uri"]
        for wrong in ("", "?state=x&code=y", "?code=y", "favicon.ico?state=" + query["state"],
                      "?error=access_denied", "?state=" + query["state"][:-1] + "&code=y"):
            codes.append(get(back + wrong)[0])
        codes.append(get(back + "?state=" + query["state"], data=b"code=y")[0])
        service.visit(uri)

    code, _, complaints = add("state", browse=browse)
    assert code == 0, complaints
    assert codes == [404] * 7, codes


@tap.test("a silent or endless guest at the port does not keep the browser away")
def _():
    guests = []

    def browse(uri):
        port = urllib.parse.urlsplit(dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(uri).query))["redirect_uri"]).port
        for said in (b"", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n" + b"x" * 1000000):
            guest = socket.create_connection(("127.0.0.1", port))
            guest.settimeout(5)
            try:
                guest.sendall(said)
            except OSError:
                pass
            guests.append(guest)
        service.visit(uri)

    code, _, complaints = add("guests", browse=browse)
    assert code == 0, complaints


@tap.test("Ctrl+C ends the wait, and the port is closed")
def _():
    service.write_config(scratch / "stop")
    process = start("stop", "accounts", "add", "amina@practice.example", "--host", "127.0.0.1", "--port", server.imaps,
                    "--browser")
    uri = json.loads(process.stdout.readline())["open"]
    back = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(uri).query))["redirect_uri"]
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 130, process.returncode
    try:
        get(back)
    except OSError:
        return
    raise AssertionError("the port is still open")


@tap.test("without a client id nothing is begun; one's own is set, used and taken back")
def _():
    service.write_config(scratch / "client", client="")
    assert add("client")[1][-1]["error"] == "client-refused"
    assert call("client", "accounts", "client", "test", "test-client")[0] == 0
    assert (scratch / "client/oauth.ini").stat().st_mode & 0o777 == 0o600
    assert add("client")[0] == 0
    assert call("client", "accounts", "client", "test")[0] == 0
    assert call("client", "check", "--dns", "none")[1][-1]["error"] == "client-refused"
    assert call("client", "accounts", "client", "nobody", "x")[1][-1]["error"] == "not-found"
    assert call("client", "accounts", "client", "test", "x" * 513)[1][-1]["error"] == "invalid"
    assert call("client", "accounts", "client", "test", "x" * 512)[0] == 0


@tap.test("a file that makes no sense, or speaks in clear over a network, is refused")
def _():
    for number, changes in enumerate((dict(token="http://192.0.2.1/token"), dict(authorize="ftp://a/"), dict(token=""),
                                      {"redirect-host": "192.0.2.1"}, dict(scope=""))):
        service.write_config(scratch / f"config-{number}", **changes)
        assert add(f"config-{number}")[1][-1]["error"] == "invalid", changes
    (scratch / "config-large").mkdir()
    (scratch / "config-large/oauth.ini").write_text("#" * (64 * 1024 + 1))
    assert add("config-large")[1][-1]["error"] == "invalid"


@tap.test("a server where nobody signs in in the browser is named at once")
def _():
    service.write_config(scratch / "elsewhere", hosts="imap.other.example")
    assert add("elsewhere")[1][-1]["error"] == "not-found"


try:
    tap.run()
finally:
    server.stop()
    service.__exit__()
