#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Public messages with DKIM signatures: the corpus of Mail::DKIM and the test data of dkimpy."""

import collections
import pathlib
import re
import sys
import tempfile

import suite

sys.path.insert(0, str(suite.ROOT / "tests/lib"))
import tap

CORPUS = suite.find("mail-dkim-perl/t/corpus")
DNS = suite.find("mail-dkim-perl/t/FAKE_DNS.dat")
EXPECTED = suite.find("derived/mail-dkim-corpus-expectations.tsv")
DKIMPY = suite.find("dkimpy/dkim/tests/data")
OLD = "--allow-historic"  # nearly all of the corpus is signed with SHA-1, much of it with 512 bits
RECEIVED = 1700000000

# Where the three implementations (Mail::DKIM, dkimpy, libopendkim) do not agree: what is right, and why.
DECIDED = {
    "badkey_8.txt": ("pass", "g= of RFC 4871 is gone from RFC 6376"),
    "badkey_9.txt": ("pass", "g= of RFC 4871 is gone from RFC 6376"),
    "badkey_12.txt": ("pass", "g= of RFC 4871 is gone from RFC 6376"),
    "badkey_13.txt": ("pass", "g= of RFC 4871 is gone from RFC 6376"),
    "badkey_10.txt": ("permerror", "t=s of the key, i= below d= (3.6.1)"),
    "goodkey_2.txt": ("pass", "unknown tags, flags and services of a key are ignored (3.6.1)"),
    "good_qp_2.txt": ("pass", "i= is quoted-printable (3.5)"),
    "good_qp_3.txt": ("pass", "i= is quoted-printable (3.5)"),
    "multiple_2.txt": ("pass", "an ill-formed signature leaves the others alone (6.1)"),
    "no_body_1.txt": ("permerror", "v=0.5 is no version (3.5)"),
    "no_body_2.txt": ("permerror", "v=0.5 is no version (3.5)"),
    "no_body_3.txt": ("permerror", "v=0.5 is no version (3.5)"),
}
# Listed as signed before the standard, but they are not.
DECIDED_OTHERS = {
    "good_83176.txt": ("pass", "q= names one method that we know among others (3.5)"),
    "bad_1878954.txt": ("fail", "the signature does not fit"),
}


def read_corpus_zone():
    zone = {}
    for line in DNS.read_text().splitlines():
        name, _, text = line.strip().partition(" ")
        text = text.strip()
        if not name or name.startswith("#") or text == "NXDOMAIN":
            continue
        zone[name] = ["TIMEOUT"] if text.startswith("~~") else [{"TXT": suite.escape(text.strip('"'))}]
    return zone


def read_rows():
    """file → (Mail::DKIM, dkimpy, libopendkim's words, its code, class)"""
    lines = (line for line in EXPECTED.read_text().splitlines() if not line.startswith("#"))
    return {row[0]: row[1:] for row in (line.split("\t") for line in lines)}


ZONE = read_corpus_zone()
ROWS = read_rows()


def best(rows):
    """What a message with these signatures is: as its best one."""
    order = ["pass", "policy", "fail", "temperror", "permerror", "none"]
    return min((row["result"] for row in rows), key=order.index)


def verify(zone, messages, *options):
    """name → its signatures, for messages (name → octets) all asked in one process."""
    found = collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for name, octets in messages.items():
            (pathlib.Path(folder) / name).write_bytes(octets)
        for row in suite.ask("dkim", "--time", RECEIVED, *options, folder, zone=zone):
            found[pathlib.Path(row["file"]).name].append(row)
    return found


def read_all():
    return {name: (CORPUS / name).read_bytes() for name in ROWS}


def read_passing():
    messages = read_all()
    return {name: messages[name] for name, rows in verify(ZONE, messages, OLD).items() if best(rows) == "pass"}


def agree_on(row):
    """What all three say, in the corpus' words: pass, or not pass."""
    theirs, dkimpy, words = row[0] == "pass", row[1] == "pass", row[2] == "Success"
    return theirs if theirs == dkimpy == words else None


@tap.test("Mail::DKIM: what three implementations agree on")
def _():
    tally = suite.Tally({})
    found = verify(ZONE, read_all(), OLD)
    for name, row in ROWS.items():
        if row[4] == "rfc6376" and name not in DECIDED:
            common = agree_on(row)
            assert common is not None, name
            tally.count(name, (best(found[name]) == "pass") == common, found[name])
    tally.check(31)


@tap.test("Mail::DKIM: what is decided where they do not agree")
def _():
    tally = suite.Tally({})
    found = verify(ZONE, read_all(), OLD)
    for name, (result, _) in {**DECIDED, **DECIDED_OTHERS}.items():
        tally.count(name, best(found[name]) == result, found[name])
    tally.check(len(DECIDED) + len(DECIDED_OTHERS))


@tap.test("Mail::DKIM: what was signed before the standard does not count")
def _():
    found = verify(ZONE, read_all(), OLD)
    for name, row in ROWS.items():
        if row[4].startswith("prestandard") and name not in DECIDED_OTHERS:
            assert {each["reason"] for each in found[name]} == {"unknown version"}, (name, found[name])
        if row[4] == "domainkeys":
            assert best(found[name]) == "none", (name, found[name])


@tap.test("Mail::DKIM: without the switch for old mail SHA-1 and short keys do not count")
def _():
    found = verify(ZONE, read_passing())
    counted = [name for name, rows in found.items() if best(rows) == "pass"]
    assert counted == ["goodkey_ed25519.txt"], counted
    assert {best(rows) for rows in found.values()} == {"pass", "policy"}


def change_body(octets):
    head, blank, body = octets.partition(b"\r\n\r\n")
    return head + blank + bytes([body[0] ^ 1]) + body[1:] if body else head + blank + b"x\r\n"


def change_from(octets):
    return re.sub(rb"(?mi)^From: (.)", lambda m: b"From: " + bytes([m[1][0] ^ 1]), octets)


@tap.test("no signature holds when an octet of the body or of From was changed")
def _():
    messages = read_passing()
    assert len(messages) == 17, sorted(messages)
    for change in (change_body, change_from):
        changed = {name: change(octets) for name, octets in messages.items()}
        assert all(changed[name] != messages[name] for name in messages)
        for name, rows in verify(ZONE, changed, OLD).items():
            assert best(rows) == "fail", (change, name, rows)
    for name, rows in verify(ZONE, {name: change_body(octets) for name, octets in messages.items()}, OLD).items():
        assert any(row["body_changed"] for row in rows), (name, rows)


@tap.test("without keys nothing holds, without answers nothing is judged")
def _():
    messages = read_passing()
    silent = {name: ["TIMEOUT"] for name in ZONE}
    for name, rows in verify({}, messages, OLD).items():
        assert best(rows) == "permerror" and "no key" in {row["reason"] for row in rows}, (name, rows)
    for name, rows in verify(silent, messages, OLD).items():
        assert best(rows) == "temperror", (name, rows)


def read_text(name):
    return (DKIMPY / name).read_bytes()


def with_crlf(octets):
    return re.sub(rb"\r?\n", b"\r\n", octets)


def publish(name, *texts):
    return {name: [{"TXT": suite.escape(text.decode("latin-1").strip())} for text in texts]}


@tap.test("dkimpy: signed messages")
def _():
    keys = {
        **publish("test._domainkey.football.example.com", read_text("test.txt")),
        **publish("brisbane._domainkey.football.example.com", b"v=DKIM1; k=ed25519; "
                  b"p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="),
        **publish("sed._domainkey.test.ex", read_text("eximtest.dns")),
    }
    cases = {"rfc6376.signed.msg": ["pass", "pass"], "rfc6376.signed.rsa.msg": ["pass"],
             "ed25519test2.msg": ["pass"], "test.message.baddomain": ["permerror"], "test.message": ["none"],
             "test_nofrom.message": ["none"], "test_extra.message": ["none"], "rfc6376.msg": ["none"]}
    tally = suite.Tally({})
    found = verify(keys, {name: with_crlf(read_text(name)) for name in cases})
    for name, results in cases.items():
        tally.count(name, [row["result"] for row in found[name]] == results, found[name])
    tally.check(len(cases))


@tap.test("dkimpy: key records")
def _():
    message = {"m": with_crlf(read_text("rfc6376.signed.rsa.msg"))}
    cases = {"test.txt": ("pass", ""), "test2.txt": ("pass", ""), "badk.txt": ("permerror", "key of another algorithm"),
             "badversion.txt": ("permerror", "bad key"), "test_bad.txt": ("permerror", "bad key"),
             "test_tlsrpt.txt": ("permerror", "key not for mail")}
    for name, expected in cases.items():
        (row,) = verify(publish("test._domainkey.football.example.com", read_text(name)), message)["m"]
        assert (row["result"], row["reason"]) == expected, (name, row)


@tap.test("dkimpy: RSA keys come in two forms")
def _():
    message = {"m": with_crlf(read_text("rfc6376.signed.rsa.msg"))}
    for bits in (1024, 2048):
        for form in ("", ".rsa"):
            key = read_text(f"{bits}_testkey_wo_markers.pub{form}.txt")
            (row,) = verify(publish("test._domainkey.football.example.com", key), message)["m"]
            assert (row["key_bits"], row["reason"]) == (bits, "signature does not fit"), (bits, form, row)


tap.run()
