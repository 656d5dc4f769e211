#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look-ups over the network, against a real DNS server on loopback."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap
from knot import Knot

PROGRAM = sys.argv[1]
HEAD = "$TTL 300\n@ SOA ns.example. root.example. 1 3600 600 86400 60\n@ NS ns.example.\n"
KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="  # RFC 8463, A.2


def write_text(octets):
    """A TXT record's data in a zone file."""
    pieces = [octets[i:i + 255] for i in range(0, len(octets), 255)]
    return " ".join('"' + "".join(f"\\{octet:03}" for octet in piece) + '"' for piece in pieces)


LONG = b"v=spf1 " + b" ".join(b"ip4:198.51.%d.%d" % (i // 200, i % 200) for i in range(590))
LONG = LONG.ljust(10000 - 19) + b" ip4:192.0.2.1 -all"
RECORD = b"; k=ed25519; p=" + KEY.encode()
RECORD = b"v=DKIM1; n=".ljust(10000 - len(RECORD), b"x") + RECORD
ZONES = {
    "test": HEAD, "invalid": HEAD, "example": HEAD,
    "bank.test": HEAD + f"""
@ TXT "v=spf1 a:many ip4:192.0.2.1 -all"
_dmarc TXT "v=DMARC1; p=none; np=reject"
nodata AAAA 2001:db8::1
here TXT "v=spf1 ip4:192.0.2.1 -all"
alias CNAME here
far CNAME spf.other.test.
farther CNAME far
nowhere CNAME nx.other.test.
round CNAME about
about CNAME round
long TXT {write_text(LONG)}
bits TXT {write_text(b"v=spf1 ip4:192.0.2.1 -all exp=words.bank.test")}
words TXT {write_text(b"caf" + bytes([0xE9]))}
nul TXT {write_text(b"v=spf1 ip4:192.0.2.1 " + bytes([0]) + b" -all")}
many.spf TXT "v=spf1 a:many.bank.test -all"
two TXT "v=spf1 -all"
two TXT "v=spf1 ~all"
mx MX 10 mail
mx TXT "v=spf1 mx -all"
mail A 192.0.2.1
_client._smtp.mail SRV 1 2 0 mail
s._domainkey CNAME s._domainkey.other.test.
""" + "".join(f"many A 198.51.100.{i}\n" for i in range(89)) + "many A 192.0.2.1\n",
    "other.test": HEAD + f"""
spf TXT "v=spf1 ip4:192.0.2.1 -all"
s._domainkey TXT {write_text(RECORD)}
""",
    "2.0.192.in-addr.arpa": HEAD + "1 PTR mail.bank.test.\n9 PTR elsewhere.bank.test.\n",
}

scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-knot-"))
if Knot.find() is None:
    print("1..0 # SKIP knotd is not installed")
    sys.exit(0)
server = Knot(scratch / "knot", ZONES)


def ask(*arguments):
    """The first JSON line that safibox-cli answers."""
    call = [PROGRAM, "--data-dir", str(scratch / "data"), "--json", *map(str, arguments), "--dns", server.address]
    done = subprocess.run(call, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"}, timeout=60)
    assert done.returncode == 0, done
    return json.loads(done.stdout.splitlines()[0])


def ask_spf(name, ip="192.0.2.1"):
    return ask("spf", "--ip", ip, "--mail-from", f"x@{name}")


def check_spf(name, expected, other="fail"):
    """expected for the address that the records name, other for another one."""
    for ip, result in (("192.0.2.1", expected), ("203.0.113.1", other)):
        row = ask_spf(name, ip)
        assert row["result"] == result, (name, ip, row)


@tap.test("a name that is not there is told from one without such records")
def _():
    check_spf("nx.bank.test", "none", "none")
    check_spf("nodata.bank.test", "none", "none")
    for name, policy in (("nx", "reject"), ("nodata", "none")):
        row = ask("dmarc", "--from", f"{name}.bank.test")
        assert row["policy"] == policy, (name, row)


@tap.test("aliases are followed in a zone and to another one")
def _():
    for name in ("here", "alias", "far", "farther"):
        check_spf(f"{name}.bank.test", "pass")
    check_spf("nowhere.bank.test", "none", "none")


@tap.test("aliases in a circle are a temporary error")
def _():
    check_spf("round.bank.test", "temperror", "temperror")


@tap.test("what does not fit a datagram comes over TCP")
def _():
    assert len(LONG) == 10000
    check_spf("long.bank.test", "pass")


@tap.test("ninety addresses are looked at")
def _():
    check_spf("many.spf.bank.test", "pass")


@tap.test("two records are an error")
def _():
    check_spf("two.bank.test", "permerror", "permerror")


@tap.test("exchanges are found")
def _():
    check_spf("mx.bank.test", "pass")


@tap.test("any octet comes through")
def _():
    check_spf("bits.bank.test", "pass")
    check_spf("nul.bank.test", "permerror", "permerror")


@tap.test("csa finds services and reverse names")
def _():
    row = ask("csa", "--ip", "192.0.2.1", "--helo", "mail.bank.test")
    assert (row["result"], row["helo"], row["iprev"]) == ("pass", "pass", "pass"), row
    row = ask("csa", "--ip", "192.0.2.9", "--helo", "mail.bank.test")
    assert (row["result"], row["helo"], row["iprev"]) == ("fail", "fail", "fail"), row


@tap.test("a key of 10,000 octets is found behind an alias")
def _():
    (scratch / "signed.eml").write_bytes(
        b"DKIM-Signature: v=1; a=ed25519-sha256; d=bank.test; s=s; h=from;\r\n"
        b" bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=" + b"A" * 86 + b"==\r\nFrom: a@bank.test\r\n\r\n")
    row = ask("dkim", scratch / "signed.eml")
    assert len(RECORD) == 10000
    assert row["result"] == "fail" and row["key"] == RECORD.decode(), row


@tap.test("what the network said can be recorded")
def _():
    record = scratch / "record.json"
    row = ask("spf", "--ip", "203.0.113.1", "--mail-from", "x@far.bank.test", "--record", record)
    assert row["result"] == "fail", row
    assert json.loads(record.read_text()) == {"far.bank.test": [{"TXT": ["v=spf1 ip4:192.0.2.1 -all"]}]}


with server:
    tap.run()
