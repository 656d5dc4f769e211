#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings found from the address, against a real mail server, wrong certificates and servers that misbehave, in a
DNS of the test's own."""

import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap
from dovecot import Dovecot, find_free_port
from scripted_imap import ScriptedImap

PROGRAM = sys.argv[1]
HERE = "127.0.0.1"

scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-settings-"))
server = Dovecot(scratch / "dovecot").start()
CLOSED = find_free_port()


class Listener:
    """Notes what every guest says; says @greeting, or nothing at all."""

    def __init__(self, greeting=b""):
        self.said, self.greeting = [], greeting
        self.listener = socket.create_server((HERE, 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self._listen, args=(client,), daemon=True).start()

    def _listen(self, client):
        with client:
            try:
                client.sendall(self.greeting)
                while octets := client.recv(4096):
                    self.said.append(octets)
            except OSError:
                pass


def find(address, *zone, tls=None, starttls=None, seconds=5, cancel="-"):
    done = subprocess.run([PROGRAM, address, str(server.ca), str(tls or server.imaps), str(starttls or server.imap),
                           str(seconds), str(cancel), *zone], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    asked = [line.split()[1] for line in lines if line.startswith("asked ")]
    contacts = [line.split()[1:] for line in lines if line.startswith("contacted ")]
    # Who was asked for is written down; what an alarm ended first may have been written down only.
    told = {host for host, why in contacts if why == "names"}
    assert {name.split("._tcp.")[-1] for name in asked} <= told, (asked, contacts)
    return lines[0].split(), asked


def service(kind, domain, host, port):
    return f"_{kind}._tcp.{domain}={host}:{port}"


@tap.test("a known provider is found without asking anybody")
def _():
    result, asked = find("amina@gmail.com")
    assert result == ["found", "0", "imap.gmail.com", "993", "tls", "amina@gmail.com", "known", "0"], result
    assert asked == [], asked


@tap.test("what the domain announces comes first, with TLS before STARTTLS")
def _():
    zone = [f"imap.found.example={HERE}", f"mail.found.example={HERE}",
            service("imap", "found.example", "mail.found.example", server.imap),
            service("imaps", "found.example", "imap.found.example", server.imaps)]
    result, asked = find("amina@found.example", *zone, tls=CLOSED)
    assert result[1:] == ["1", "imap.found.example", str(server.imaps), "tls", "amina@found.example", "-", "0"], result
    result, asked = find("amina@found.example", *zone[:3], tls=CLOSED)
    assert result[1:5] == ["1", "mail.found.example", str(server.imap), "starttls"], result


@tap.test("a server elsewhere of an unknown name is only proposed")
def _():
    result, _ = find("amina@found.example", f"mx.elsewhere.example={HERE}",
                     service("imaps", "found.example", "mx.elsewhere.example", server.imaps))
    assert result[1:] == ["1", "mx.elsewhere.example", str(server.imaps), "tls", "amina@found.example", "-", "1"], result


@tap.test("the usual names are tried, the best of those that prove who they are")
def _():
    result, asked = find("amina@found.example", f"imap.found.example={HERE}", f"mail.found.example={HERE}")
    assert result[1:5] == ["2", "imap.found.example", str(server.imaps), "tls"], result
    result, asked = find("amina@found.example", f"mail.found.example={HERE}", "found.example=127.0.0.3")
    assert result[1:5] == ["2", "mail.found.example", str(server.imaps), "tls"], result
    result, asked = find("amina@found.example", f"mail.found.example={HERE}", tls=CLOSED)
    assert result[1:5] == ["2", "mail.found.example", str(server.imap), "starttls"], result


@tap.test("no server whose certificate does not prove its name is taken")
def _():
    for address in ("127.0.0.2", "127.0.0.3", "127.0.0.4"):
        names = [f"{prefix}found.example={address}" for prefix in ("imap.", "mail.", "")]
        result, _ = find("amina@found.example", *names,
                         service("imaps", "found.example", "imap.found.example", server.imaps))
        assert result == ["error", "not-found"], (address, result)


@tap.test("a domain that says it has no IMAP is not asked for more than its usual names")
def _():
    result, asked = find("amina@found.example", service("imaps", "found.example", ".", 0),
                         service("imap", "found.example", ".", 0))
    assert result == ["error", "not-found"], result
    assert set(asked) == {"_imaps._tcp.found.example", "_imap._tcp.found.example", "imap.found.example",
                          "mail.found.example", "found.example"}, asked


@tap.test("without a network that is what is said, and not that the domain is unknown")
def _():
    assert find("amina@found.example", "*=offline")[0] == ["error", "offline"]
    assert find("amina@found.example")[0] == ["error", "not-found"]


@tap.test("only so many announced servers are tried")
def _():
    dead = [service("imaps", "found.example", f"dead{i}.found.example", CLOSED) for i in range(3)]
    alive = service("imaps", "found.example", "imap.found.example", server.imaps)
    names = [f"dead{i}.found.example={HERE}" for i in range(3)] + [f"imap.found.example={HERE}"]
    assert find("amina@found.example", *names, *dead[:2], alive, tls=CLOSED, starttls=CLOSED)[0][1] == "1"
    assert find("amina@found.example", *names, *dead, alive, tls=CLOSED, starttls=CLOSED)[0][0] == "error"


@tap.test("silent names and silent servers end with the round")
def _():
    silent = Listener()
    zone = [f"{prefix}found.example={HERE}" for prefix in ("imap.", "mail.", "")]
    result, _ = find("amina@found.example", *zone, "_imaps._tcp.found.example=silent", tls=silent.port,
                     starttls=silent.port, seconds=1)
    assert result == ["error", "not-found"], result


@tap.test("a server that never comes to an end of its line is left")
def _():
    for length, expected in ((100, "found"), (8192, "error")):
        greeting = b"* OK " + b"x" * length + b"\r\n"
        scripted = ScriptedImap({"": greeting, "STARTTLS": b"{tag} NO x\r\n"})
        result, _ = find("amina@found.example", f"imap.found.example={HERE}", tls=CLOSED, starttls=scripted.port)
        assert result[0] == "error"
        assert bool(scripted.commands) == (expected == "found"), (length, scripted.commands)


@tap.test("nothing of the person is sent")
def _():
    listener = Listener(b"* OK hi\r\n")
    zone = [f"{prefix}found.example={HERE}" for prefix in ("imap.", "mail.", "")]
    find("amina-the-person@found.example", *zone, tls=listener.port, starttls=listener.port, seconds=1)
    said = b"".join(listener.said)
    assert said and b"amina" not in said, said
    assert said.count(b"C1 STARTTLS\r\n") == 3


@tap.test("the person's word ends the search at once")
def _():
    silent = Listener()
    zone = [f"{prefix}found.example={HERE}" for prefix in ("imap.", "mail.", "")]
    assert find("amina@found.example", *zone, tls=silent.port, seconds=50, cancel=300)[0] == ["error", "cancelled"]
    assert find("amina@found.example", "_imaps._tcp.found.example=silent", seconds=50, cancel=300)[0] == [
        "error", "cancelled"]


@tap.test("a domain in letters of its own is asked for in those of the DNS")
def _():
    _, asked = find("amina@b\u00fccher.example")
    assert "_imaps._tcp.xn--bcher-kva.example" in asked, asked


try:
    tap.run()
finally:
    server.stop()
