#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look-ups over the network, from servers that are silent, broken or lie: each ends in time and proves nothing."""

import concurrent.futures
import ctypes
import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import fakedns
import tap
from fakedns import FakeDns

PROGRAM = sys.argv[1]
MANGLED = int(os.environ.get("SAFI_MANGLED", "12"))  # answers with octets changed; more of them for a long run
SECONDS = 20           # the time for a message
SLACK = 20             # a busy computer
HONEST = fakedns.text(b"v=spf1 ip4:192.0.2.1 -all")
DATA = bytes([25]) + b"v=spf1 ip4:192.0.2.1 -all"
MANY = [bytes([198, 51, 100, i]) for i in range(1, 251)]

# Name: behaviour, result for 192.0.2.1, queries at most.
CASES = {
    "honest.test": (HONEST, "pass", 2),
    "silent.test": (fakedns.silent(), "temperror", 3),
    "servfail.test": (fakedns.fail(fakedns.SERVFAIL), "temperror", 6),
    "refused.test": (fakedns.fail(fakedns.REFUSED), "temperror", 6),
    "formerr.test": (fakedns.fail(fakedns.FORMERR), "temperror", 6),
    "rcode.test": (fakedns.fail(9), "temperror", 6),
    "garbage.test": (fakedns.garbage(200), "temperror", 6),
    "wrong-id.test": (fakedns.wrong_id(HONEST), "temperror", 3),
    "wrong-question.test": (fakedns.wrong_question("TXT", DATA), "temperror", 3),
    "other-name.test": (fakedns.other_name("TXT", DATA), "temperror", 6),
    "tcp.test": (fakedns.truncated_then(HONEST), "pass", 3),
    "still-truncated.test": (fakedns.truncated(), "temperror", 6),
    "self.test": (fakedns.alias("self.test"), "temperror", 9),
    "circle.test": (fakedns.alias("elcric.test"), "temperror", 18),
    "elcric.test": (fakedns.alias("circle.test"), "temperror", 18),
    "endless.test": (fakedns.endless_aliases("endless.test"), "temperror", 9),
    "chain.test": (fakedns.many_aliases("chain.test", 8), "temperror", 9),
    "long-chain.test": (fakedns.many_aliases("long-chain.test", 9), "temperror", 1),
    "alias.test": (fakedns.alias("honest.test"), "pass", 1),
    "back.test": (fakedns.then(fakedns.fail(fakedns.SERVFAIL), HONEST), "pass", 3),
    "many.test": (fakedns.records("A", *MANY), "none", 3),
    "odd\\name.test": (HONEST, "pass", 1),
    "backslash.test": (fakedns.text(b"v=spf1 exists:%{l}.test -all"), "pass", 1),
    "a\\b.test": (fakedns.records("A", bytes([127, 0, 0, 2])), "none", 2),
}
# Names that newer c-ares does not ask for: it takes none that no computer could have (ares_dns_write_questions).
ODD = ("odd\\name.test", "a\\b.test")
NEEDS_ODD = {"backslash.test": "a\\b.test"}  # records that lead to one of them
CASES["many-a.test"] = (fakedns.text(b"v=spf1 a:many.test -all"), "fail", 1)

scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-hostile-"))


def start(server, *arguments):
    call = [PROGRAM, "--data-dir", str(scratch / "data"), "--json", *map(str, arguments), "--dns", server]
    return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env={**os.environ, "LC_ALL": "C.UTF-8"})


def ask(server, *arguments):
    """What safibox-cli answers, and how many seconds it took."""
    began = time.monotonic()
    process = start(server, *arguments)
    out, err = process.communicate(timeout=SECONDS + 2 * SLACK)
    assert process.returncode == 0, (arguments, out, err)
    return json.loads(out.splitlines()[0]), time.monotonic() - began


def ask_spf(server, name, local="x", ip="192.0.2.1"):
    return ask(server, "spf", "--ip", ip, "--mail-from", f"{local}@{name}")


def run_all(calls):
    """All at once, because some wait for what never comes."""
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        futures = {key: pool.submit(*call) for key, call in calls.items()}
    return {key: future.result() for key, future in futures.items()}


def names_of(server, name):
    return [asked for asked, _ in server.queries if asked == name or asked.endswith("." + name)]


def asks_for_all():
    """Whether this c-ares is one that is known to ask for every name."""
    version = ctypes.c_int()
    ctypes.CDLL("libcares.so.2").ares_version(ctypes.byref(version))
    return version.value < 0x011400


def expect(name):
    """The result that is right, and the queries at least. What cannot be asked for is not known, and proves nothing."""
    asked = NEEDS_ODD.get(name, name)
    if asked not in ODD or asks_for_all() or names_of(one, asked):
        return CASES[name][1], 1
    return "temperror", int(name not in ODD)


def start_servers():
    """All that has to wait is started here once."""
    lies = {"exists.test": fakedns.text(b"v=spf1 exists:nx.test -all"), "a.test": fakedns.text(b"v=spf1 a:nx.test -all"),
            "mx.test": fakedns.text(b"v=spf1 a:true.test -all"), "true.test": fakedns.records("A", bytes([192, 0, 2, 1])),
            "_dmarc.bank.test": fakedns.text(b"v=DMARC1; p=reject"),
            "nx.test": fakedns.hijack(bytes([192, 0, 2, 66]))}
    mangled = {f"m{i}.test": fakedns.mangle(fakedns.text(b"v=spf1 -all"), i) for i in range(MANGLED)}
    with FakeDns({name: case[0] for name, case in CASES.items()}) as one, FakeDns(
            {"cut.test": fakedns.truncated()}, tcp=False) as cut, FakeDns(
            {"slow.test": fakedns.truncated_then(HONEST)}, tcp_delay=0.7) as slow, FakeDns(
            lies, otherwise=fakedns.hijack(bytes([192, 0, 2, 66]))) as liar, FakeDns(mangled) as mangler:
        calls = {name: (ask_spf, one.address, name, "a\\b" if name == "backslash.test" else "x") for name in CASES}
        calls |= {"cut": (ask_spf, cut.address, "cut.test"), "slow": (ask_spf, slow.address, "slow.test"),
                  "closed": (ask_spf, f"127.0.0.1:{fakedns.find_closed_port()}", "x.test")}
        calls |= {f"lie {name}": (ask_spf, liar.address, f"{name}.test", "x", ip) for name, ip in (
            ("exists", "192.0.2.1"), ("a", "192.0.2.66"), ("mx", "192.0.2.1"))}
        calls["lie csa"] = (ask, liar.address, "csa", "--ip", "192.0.2.66", "--helo", "nx.test")
        calls |= {name: (ask_spf, mangler.address, name) for name in mangled}
        answers = run_all(calls)
    return answers, one, slow, liar


answers, one, slow, liar = start_servers()


@tap.test("no server makes a wrong result")
def _():
    for name in CASES:
        row = answers[name][0]
        assert row["result"] == expect(name)[0], (name, row)


@tap.test("no server is asked much more often than it needs")
def _():
    for name, (_, _, most) in CASES.items():
        asked = names_of(one, name)
        assert expect(name)[1] <= len(asked) <= most, (name, asked)


@tap.test("everything ends in time")
def _():
    late = {name: seconds for name, (_, seconds) in answers.items() if seconds > SECONDS + SLACK}
    assert not late, late


@tap.test("what never comes over TCP is a temporary error")
def _():
    for name in ("cut", "slow", "closed"):
        assert answers[name][0]["result"] == "temperror", (name, answers[name])
    assert slow.by_tcp > 0


@tap.test("an address for every name proves nothing")
def _():
    assert answers["lie exists"][0]["result"] == "fail", answers["lie exists"]
    assert answers["lie a"][0]["result"] == "fail", answers["lie a"]
    assert answers["lie mx"][0]["result"] == "pass", answers["lie mx"]
    row = answers["lie csa"][0]
    assert "pass" not in (row["result"], row["helo"], row["iprev"]), row
    assert any(name.endswith(".invalid") for name, _ in liar.queries), liar.queries


@tap.test("changed octets never let a sender pass")
def _():
    results = [answers[f"m{i}.test"][0]["result"] for i in range(MANGLED)]
    assert "pass" not in results and len(set(results)) > 1, results
    print(f"# {results}")


@tap.test("Ctrl+C ends the waiting")
def _():
    with FakeDns({}, otherwise=fakedns.silent()) as server:
        process = start(server.address, "spf", "--ip", "192.0.2.1", "--helo", "a.test")
        end = time.monotonic() + SLACK
        while not server.queries and time.monotonic() < end:
            time.sleep(0.01)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=SLACK)
        assert process.returncode == 130 and time.monotonic() - began < 2, process.returncode


@tap.test("memory stays small")
def _():
    """Of any of the programs above; 18 MB are usual, 38 MB under a sanitizer."""
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"# {most} KiB")
    assert most < 100_000, most


tap.run()
