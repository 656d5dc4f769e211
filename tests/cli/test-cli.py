#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line as a person and a script use it: exit codes, JSON, tables, hostile text, locales."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import locales
import tap

PROGRAM = sys.argv[1]
SCAM = b"""From: "M-Pesa" <security@mailer77.example>
To: amina@practice.example
Subject: Your account will be closed today
Date: Mon, 02 Nov 2026 10:00:00 +0000
Message-ID: <1@mailer77.example>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>Urgent! Your account will be closed within 24 hours. Confirm your PIN and password now:
<a href="http://198.51.100.7/login">https://www.safaricom.co.ke</a></p>
<form action="http://198.51.100.7/x"><input type="password" name="p"></form>
"""
NOTE = b"""From: Juma <juma@friends.example>
To: amina@practice.example
Subject: Lunch on Sunday
Date: Mon, 02 Nov 2026 10:00:00 +0000
Message-ID: <2@friends.example>

Shall we meet at grandmother's house on Sunday? Bring the photographs.
"""

scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-cli-"))
(scratch / "scam.eml").write_bytes(SCAM)
(scratch / "note.eml").write_bytes(NOTE)


def call(*arguments, data="data", stdin=None, env=None):
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **(env or {})}
    return subprocess.run([PROGRAM, "--data-dir", str(scratch / data), *map(str, arguments)], input=stdin,
                          capture_output=True, env=environment, timeout=120)


def call_json(*arguments, **options):
    done = call("--json", *arguments, **options)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


@tap.test("judge says junk by exit code 1 and gives reasons")
def _():
    done = call("judge", scratch / "scam.eml")
    assert done.returncode == 1, done
    assert b"Junk" in done.stdout and "·".encode() in done.stdout, done.stdout


@tap.test("judge says good by exit code 0")
def _():
    assert call("judge", scratch / "note.eml").returncode == 0


@tap.test("the evidence in JSON adds up to the verdict")
def _():
    code, (row,) = call_json("judge", scratch / "scam.eml")
    assert code == 1 and row["verdict"] == "junk" and row["kind"] == "phishing", row
    total = row["prior"] + sum(e["weight"] for e in row["evidence"])
    assert abs(total - row["log_odds"]) < 1e-9, row


@tap.test("judge says what would change the answer, and it adds up")
def _():
    code, (row,) = call_json("judge", scratch / "scam.eml")
    (change,) = row["would_change"]
    assert change["toward"] == "good" and change["without"], row
    # Each code names the strongest row of its kind that is left; a message with so many signs has others.
    weights = {}
    for evidence in row["evidence"]:
        weights.setdefault(evidence["code"], []).append(evidence["weight"])
    assert all(code in weights for code in change["without"]), row
    sentence = change["sentence"]
    assert sentence.startswith(("Without ", "Many signs ")) and sentence.endswith("."), sentence
    assert sentence in call("judge", scratch / "scam.eml").stdout.decode(), sentence
    code, (row,) = call_json("judge", scratch / "note.eml")
    assert code == 0 and row["would_change"] == [], row


@tap.test("a file that could decide is looked into")
def _():
    """By words alone it is not sure."""
    path = next(path for path in (ROOT / "data/practice/INBOX").glob("*.eml") if b"Citacion_4471.docm" in path.read_bytes())
    code, (row,) = call_json("judge", path)
    assert code == 1 and "attachments.macro" in [evidence["code"] for evidence in row["evidence"]], row


@tap.test("judge reads standard input and plain text")
def _():
    done = call("judge", "--text", "-", stdin=b"You have won 1,000,000! Send your PIN and the fee now, tell nobody.")
    assert done.returncode in (1, 2), done
    assert b"Scam signs found" in done.stdout or b"Not sure" in done.stdout, done.stdout


@tap.test("judge reads what a caller did, in five words, and takes no other")
def _():
    done = call("judge", "--call", "-", stdin=b"money\npressure\n")
    assert done.returncode == 1 and b"Scam signs found" in done.stdout and b"You were hurried or threatened" in done.stdout, done
    done = call("judge", "--call", "-", stdin=b"known money")
    assert done.returncode == 0 and b"No known signs found" in done.stdout, done
    for words in (b"moneys", b"money " * 100):
        done = call("judge", "--call", "-", stdin=words)
        assert done.returncode not in (0, 1, 2) and b"This entry is not allowed." in done.stderr, done
    done = call("judge", "--call", "--text", "-", stdin=b"")
    assert done.returncode == 64 and b"not both" in done.stderr, done


@tap.test("judge reads a directory")
def _():
    folder = scratch / "two"
    folder.mkdir()
    for name in ("scam.eml", "note.eml"):
        shutil.copy(scratch / name, folder)
    code, rows = call_json("judge", folder)
    assert code == 1 and len(rows) == 2


@tap.test("a missing file is exit code 66 and says so")
def _():
    done = call("judge", scratch / "no-such-file")
    assert done.returncode == 66 and done.stderr, done


@tap.test("misuse is exit code 64")
def _():
    for arguments in ([], ["no-such-command"], ["judge"], ["judge", "--no-such-option"], ["teach", "maybe", "x"],
                      ["undo"], ["undo", "x"], ["accounts"], ["check", "--dry-run", "--yes"], ["eval"],
                      ["spf"], ["spf", "--helo", "a.example"], ["spf", "--ip", "1.2.3", "--helo", "a.example"],
                      ["csa", "--ip", "1.2.3.4"], ["sender-id", "--ip", "1.2.3.4"],
                      ["sender-id", "--ip", "1.2.3.4", "--scope", "x", "--pra", "a@a.example"]):
        done = call(*arguments)
        assert done.returncode == 64, (arguments, done)
        assert done.stderr


@tap.test("hostile text reaches the terminal without escapes or bidi controls")
def _():
    hostile = NOTE.replace(b"Lunch on Sunday", "\x1b]0;gone\x07\x1b[31mred \u202egnp.exe \u2066x".encode())
    (scratch / "hostile.eml").write_bytes(hostile)
    done = call("judge", scratch / "hostile.eml")
    text = done.stdout.decode()
    assert not any(c in text for c in "\x1b\x07\u202e\u2066"), repr(text)


@tap.test("output words stay the same under other locales")
def _():
    expected = call_json("judge", scratch / "scam.eml")[1]
    for locale in ("fr_FR.UTF-8", "ar_EG.UTF-8", "tr_TR.UTF-8", "C.UTF-8"):
        rows = call_json("judge", scratch / "scam.eml", env={"LC_ALL": locale})[1]
        for key in ("verdict", "kind", "log_odds", "probability"):
            assert rows[0][key] == expected[0][key], (locale, rows)


@tap.test("findings lists every code with a title and a weight")
def _():
    code, rows = call_json("findings")
    assert code == 0 and len(rows) > 20
    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes))
    assert all(row["title"] and row["tip"] and row["group"] for row in rows)


@tap.test("the laws of countries stand side by side, with the year of their source")
def _():
    lines = call("packs", "laws", "ZA", "NG").stdout.decode().splitlines()
    assert len(lines) == 5 and lines[1].startswith("NG  Cybercrimes"), lines
    assert lines[3].startswith("ZA  Protection of Personal"), lines
    assert "Reported in 2025" in lines[4] and "may be out of date" in lines[4], lines
    code, rows = call_json("packs", "laws")
    assert code == 0 and len(rows) > 30 and rows[0]["country"] == "KE", rows[:1]
    assert rows[0]["law_cybercrime"]["name"].startswith("Computer Misuse") and "year" not in rows[0]["law_cybercrime"]
    for wanted in (("XX",), ("NG", "XX"), ("NG", "za")):
        done = call("packs", "laws", *wanted)
        assert done.returncode == 66 and not done.stdout and wanted[-1].encode() in done.stderr, done
    assert call("packs").returncode == 64 and call("packs", "numbers").returncode == 64


@tap.test("tips are listed, and shown whole by their ids")
def _():
    code, rows = call_json("tips")
    assert code == 0 and len(rows) >= 50 and all(row["scam"]["text"] and row["real"]["text"] for row in rows)
    lines = call("tips").stdout.decode().splitlines()
    assert len(lines) == len(rows) and lines[0].startswith(rows[0]["id"])
    shown = call("tips", "parcel-fee").stdout.decode()
    assert "Scam: SMS from" in shown and "Real: SMS from" in shown and "How to tell them apart" in shown, shown
    assert "Junk: Mail from" in call("tips", "advert").stdout.decode()  # which no one would call a scam


@tap.test("a tip that somebody writes is checked, and its faults are told with their place")
def _():
    source = (ROOT / "data/tips/parcel-fee.xml").read_text()
    (scratch / "good.xml").write_text(source.replace("A small fee for a parcel", "Own title"))
    done = call("tips", scratch / "good.xml")
    assert done.returncode == 0 and done.stdout.startswith(b"Own title\n"), done
    (scratch / "bad.xml").write_text(source.replace("<more ", "<less "))
    done = call("tips", scratch / "bad.xml")
    assert done.returncode == 65 and b"bad.xml: Error on line 8" in done.stderr and b"<less>" in done.stderr, done
    assert call("tips", "no-such-tip").returncode == 66
    assert call("tips", "/dev/zero").returncode == 65


def make_catalogue(folder):
    """A language in which each text of a tip begins with ~."""
    folder.mkdir(parents=True)
    files = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "data/tips").glob("*.xml"))]
    texts = subprocess.run(["xgettext", "--from-code=UTF-8", "-o", "-", *files], cwd=ROOT, check=True, capture_output=True,
                           env={**os.environ, "GETTEXTDATADIRS": str(ROOT / "data")}).stdout
    for command in (["msgen", "--lang=sw", "-"], ["msgfilter", "--keep-header", "sed", "-e", "s/^/~/"],
                    ["msgfmt", "-o", str(folder / "safibox-tips.mo"), "-"]):
        texts = subprocess.run(command, input=texts, check=True, capture_output=True).stdout


@tap.test("each text of a tip is said in the person's language, by a catalogue of their own")
def _():
    if not os.environ["SAFI_TEST_FAIL_POINTS"]:
        raise tap.Skip("built without -Dfail_points=true, so SAFIBOX_LOCALE_DIR is not read")
    make_catalogue(scratch / "sw/LC_MESSAGES")
    rows = call_json("tips", env={**locales.speak(scratch, "sw"), "SAFIBOX_LOCALE_DIR": str(scratch)})[1]
    assert rows
    for row in rows:
        texts = [row["title"], row["sentence"], row["more"], row["tell"], *row["signs"], *row["steps"]]
        for example in (row["scam"], row["real"]):
            texts += [example["from"], *example["text"].splitlines()]
        assert all(text.startswith("~") for text in texts), (row["id"], texts)


@tap.test("a line of a report has the colon of its language, a header line its own")
def _():
    if not os.environ["SAFI_TEST_FAIL_POINTS"]:
        raise tap.Skip("built without -Dfail_points=true, so SAFIBOX_LOCALE_DIR is not read")
    french = scratch / "fr/LC_MESSAGES"
    french.mkdir(parents=True)
    subprocess.run(["msgfmt", "-o", str(french / "safibox.mo"), str(ROOT / "po/fr.po")], check=True)
    done = call("report", ROOT / "tests/mail/attachments-app.eml",
                env={**locales.speak(scratch, "fr"), "SAFIBOX_LOCALE_DIR": str(scratch)})
    lines = done.stdout.decode().splitlines()
    assert any(line.startswith("De\u00a0: ") for line in lines) and any(line.startswith("From: ") for line in lines), lines


ZONE = {
    "a.example": [{"TXT": "v=spf1 ip4:192.0.2.1 -all exp=e.a.example"}, {"A": "192.0.2.1"}],
    "e.a.example": [{"TXT": "Not you, %{l}"}],
    "1.2.0.192.in-addr.arpa": [{"PTR": "a.example"}],
    "_client._smtp.a.example": [{"SRV": [1, 2, 0, "a.example"]}],
}


def ask_zone(command, *arguments, zone=None):
    (scratch / "zone.json").write_text(json.dumps(ZONE) if zone is None else zone)
    return call_json(command, *arguments, "--zone", scratch / "zone.json")


@tap.test("spf answers for the envelope and for the greeting")
def _():
    code, rows = ask_zone("spf", "--ip", "192.0.2.2", "--helo", "b.example", "--mail-from", b"j\xff@a.example".decode(
        errors="surrogateescape"))
    assert code == 0 and [(row["identity"], row["result"]) for row in rows] == [("mailfrom", "fail"), ("helo", "none")]
    assert rows[0]["mechanism"] == "-all" and rows[0]["explanation"] == "Not you, j\ufffd", rows
    code, rows = ask_zone("spf", "--ip", "192.0.2.1", "--helo", "a.example", "--mail-from", "")
    assert code == 0 and [row["result"] for row in rows] == ["pass"], rows


@tap.test("sender-id answers for each message")
def _():
    (scratch / "pra.eml").write_bytes(b"Sender: s@a.example\nFrom: f@b.example\n\nx")
    code, rows = ask_zone("sender-id", "--ip", "192.0.2.1", scratch / "pra.eml", scratch / "note.eml")
    assert code == 0 and [(row["pra"], row["field"], row["result"]) for row in rows] == [
        ("s@a.example", "sender", "pass"), ("juma@friends.example", "from", "fail")], rows
    code, rows = ask_zone("sender-id", "--ip", "192.0.2.9", "--pra", "x@a.example")
    assert code == 0 and rows[0]["result"] == "fail" and rows[0]["explicit"] is False, rows


@tap.test("csa answers for the greeting and the address")
def _():
    code, (row,) = ask_zone("csa", "--ip", "192.0.2.1", "--helo", "A.example")
    assert code == 0 and (row["result"], row["helo"], row["iprev"]) == ("pass", "pass", "pass"), row
    code, (row,) = ask_zone("csa", "--ip", "192.0.2.9", "--helo", "A.example")
    assert code == 0 and (row["result"], row["reason"], row["iprev"]) == ("fail", "mismatch", "permerror"), row


@tap.test("auth says who really sent a message")
def _():
    (scratch / "hop.eml").write_bytes(
        b"Return-Path: <x@a.example>\r\nReceived: from a.example (a.example [192.0.2.1])\r\n by mx.provider.example"
        b" (Postfix) with ESMTPS id 1; Mon, 7 Sep 2026 10:00:00 +0300\r\nFrom: Amina <a@a.example>\r\n\r\nx\r\n")
    code, (row,) = ask_zone("auth", "--receiver-profile", "provider.example", scratch / "hop.eml")
    assert code == 0 and row["sender"]["identity"] == "authenticated" and row["sender"]["domain"] == "a.example", row
    assert [(r["method"], r["source"], r["result"]) for r in row["sender"]["rows"]] == [
        ("spf", "own", "pass"), ("dmarc", "own", "none")], row
    lines = call("auth", "--receiver-profile", "provider.example", "--zone", scratch / "zone.json",
                 scratch / "hop.eml").stdout.splitlines()
    assert lines[-1].strip() == (b"Authentication-Results: safibox; spf=pass smtp.mailfrom=a.example;"
                                 b" dmarc=none header.from=a.example"), lines
    code, (row,) = call_json("auth", "--provider-only", scratch / "hop.eml")
    assert code == 0 and row["sender"]["identity"] == "unknown", row


@tap.test("a zone that cannot be read is exit code 65, a missing one 66")
def _():
    for zone in ("", "[]", '{"a": [{"A": 1}]}'):
        assert ask_zone("spf", "--ip", "192.0.2.1", "--helo", "a.example", zone=zone)[0] == 65
    done = call("spf", "--ip", "192.0.2.1", "--helo", "a.example", "--zone", scratch / "no-such-zone")
    assert done.returncode == 66, done


HOP = b"""Return-Path: <a@b.example>
Authentication-Results: mx.home.example; dkim=pass header.d=b.example; spf=fail smtp.mailfrom=a@b.example
Received: from out.b.example (out.b.example [192.0.2.25]) by mx.home.example (Postfix) with ESMTPS id 4F00;
 Mon, 2 Nov 2026 10:00:01 +0000 (UTC)
Authentication-Results: mx.home.example; dkim=pass header.d=bank.example
From: \x1b[31minfo@bank.example

x
"""


@tap.test("auth says where a message came in, and believes only the provider")
def _():
    (scratch / "hop.eml").write_bytes(HOP)
    (scratch / "profile.json").write_text('{"servers": ["home.example"], "ids": ["mx.home.example"], "stamps-always": true}')
    code, (row,) = call_json("auth", "--receiver-profile", scratch / "profile.json", "--dns", "none", scratch / "hop.eml")
    assert code == 0 and row["boundary"]["ip"] == "192.0.2.25" and row["boundary"]["confidence"] == "high", row
    assert [(r["method"], r["result"], r["domain"]) for r in row["reported"]["results"]] == \
        [("dkim", "pass", "b.example"), ("spf", "fail", "b.example")], row
    done = call("auth", "--receiver-profile", scratch / "profile.json", "--dns", "none", scratch / "hop.eml")
    assert b"boundary outside  ip=192.0.2.25" in done.stdout and b"bank.example" not in done.stdout, done.stdout
    code, (row,) = call_json("auth", "--dns", "none", scratch / "hop.eml")
    assert code == 0 and not row["reported"]["results"] and row["boundary"]["confidence"] == "low", row


@tap.test("auth and dmarc refuse misuse and unreadable data")
def _():
    (scratch / "bad.json").write_text("[]")
    assert call("auth").returncode == 64
    assert call("auth", "--receiver-profile", scratch / "bad.json", scratch / "hop.eml").returncode == 65
    assert call("auth", scratch / "no-such-file").returncode == 66
    assert call("dmarc").returncode == 64


LOOK_UPS = [("spf", "--ip", "192.0.2.1", "--helo", "a.example"), ("csa", "--ip", "192.0.2.1", "--helo", "a.example"),
            ("sender-id", "--ip", "192.0.2.1", "--pra", "x@a.example"), ("dmarc", "--from", "a.example"),
            ("dkim", scratch / "hop.eml"), ("arc", scratch / "hop.eml"), ("auth", scratch / "hop.eml")]


@tap.test("whoever looks something up asks a zone file or a server")
def _():
    for command in LOOK_UPS:
        assert call(*command, "--zone", scratch / "zone.json", "--dns", "none").returncode == 64, command
        for wrong in ("", "x", "127.0.0.1:x", "dns.example:53"):
            done = call(*command, "--dns", wrong)
            assert done.returncode == 64 and b"--dns" in done.stderr, (command, done)


@tap.test("what was answered is recorded and answers the same")
def _():
    record = scratch / "record.json"
    (scratch / "zone.json").write_text(json.dumps(ZONE))
    for command in LOOK_UPS:
        first = call("--json", *command, "--zone", scratch / "zone.json", "--record", record)
        assert first.returncode == 0 and isinstance(json.loads(record.read_text()), dict), (command, first)
        second = call("--json", *command, "--zone", record)
        assert second.stdout == first.stdout, (command, first, second)
    assert call(*LOOK_UPS[0], "--zone", scratch / "zone.json", "--record", scratch / "no/such/folder").returncode == 66


@tap.test("where nobody is asked, nothing is found out")
def _():
    for command in LOOK_UPS[:4]:
        code, (row,) = call_json(*command, "--dns", "none")
        assert code == 0 and row["result"] == "temperror", (command, row)


@tap.test("dmarc answers from a zone file")
def _():
    (scratch / "zone.json").write_text('{"_dmarc.bank.example": [{"TXT": "v=DMARC1; p=reject"}]}')
    code, (row,) = call_json("dmarc", "--zone", scratch / "zone.json", "--from", "www.bank.example", "--dkim", "evil.example")
    assert code == 0 and (row["result"], row["policy"], row["record"]) == ("fail", "reject", "bank.example"), row
    code, (row,) = call_json("dmarc", "--zone", scratch / "zone.json", "--from", "bank.example", "--spf", "mail.bank.example")
    assert code == 0 and row["result"] == "pass" and row["spf_aligned"], row
    done = call("dmarc", "--zone", scratch / "zone.json", "--from", "bank.example", "--from", "bank2.example")
    assert done.stdout.startswith(b"dmarc=fail  policy=reject"), done.stdout


@tap.test("a round of practice for a phone is one small file that asks nobody for anything")
def _():
    path = scratch / "round.html"
    for topic in ("mixed", "school", "shop", "mobile-money", "jobs", "phone", "mailbox"):
        assert call("practice", "--pocket", path, "--topic", topic, data="pocket").returncode == 0
        page = path.read_text()
        assert path.stat().st_size <= 150 * 1024 and page.count("<section>") == 6 and page.count('type="radio"') == 18
        counted = page.count(' caught"'), page.count(' kept"')
        assert counted == (3, 3), counted
        for outside in ("<script", "<img", "<link", "<iframe", "<a ", "href=", " src=", "url(", "@import"):
            assert outside not in page, outside
        assert '<html lang="en" dir="ltr">' in page
    for language, direction in (("ar", "rtl"), ("ur", "rtl"), ("am", "ltr"), ("vi", "ltr")):
        assert call("practice", "--pocket", path, env=locales.speak(scratch, language), data="pocket").returncode == 0
        page = path.read_text()
        assert f'<html lang="{language}" dir="{direction}">' in page and 'name="viewport"' in page, page[:300]
        assert path.stat().st_size <= 150 * 1024 and page.count("<section>") == 6
    assert not (scratch / "pocket").exists()
    assert call("practice", "--pocket", path, "--topic", "farm").returncode == 64
    assert call("practice", "--topic", "shop").returncode == 64
    assert call("practice", "--pocket", path, "school").returncode == 64
    done = call("practice", "--pocket", path, "--topic", "\x1b[31mred")
    assert done.returncode == 64 and b"\x1b" not in done.stderr, done
    assert call("practice", "--pocket", scratch / "no/such/folder.html").returncode == 70


@tap.test("practice moves junk, and undo of the run brings all of it back")
def _():
    done = call("practice", data="practice")
    assert done.returncode == 0, done
    assert b"moved to Junk" in done.stdout
    code, rows = call_json("journal", "--limit", 0, data="practice")
    assert code == 0 and rows and all(row["state"] == "done" for row in rows)
    inbox, junk = scratch / "practice/practice/INBOX", scratch / "practice/practice/Junk"
    assert len(list(junk.glob("*.eml"))) == len(rows)
    code, (result,) = call_json("undo", "--run", rows[0]["run"], data="practice")
    assert code == 0 and result["moved_back"] == len(rows)
    assert not list(junk.glob("*.eml")) and len(list(inbox.glob("*.eml"))) > len(rows)


@tap.test("undo of one move brings that one back, once")
def _():
    assert call("practice", "--quiet", data="one").returncode == 0
    _, rows = call_json("journal", data="one")
    assert call_json("undo", rows[0]["id"], data="one")[1] == [{"moved_back": 1}]
    assert call_json("undo", rows[0]["id"], data="one")[1] == [{"moved_back": 0}]
    assert call("undo", 999999, data="one").returncode == 66


@tap.test("teaching takes effect on the next judgement")
def _():
    assert call("practice", "--quiet", data="taught").returncode == 0
    before = call_json("judge", "--account", "amina@practice.example", scratch / "note.eml", data="taught")[1][0]
    assert call("teach", "junk", scratch / "note.eml", data="taught").returncode == 0
    assert call("teach", "good", scratch / "note.eml", data="taught").returncode == 0
    assert call("accounts", "list", data="taught").stdout.count(b"amina@practice.example") == 1
    after = call_json("judge", "--account", "amina@practice.example", scratch / "note.eml", data="taught")[1][0]
    assert after["log_odds"] <= before["log_odds"]


@tap.test("a second Safibox that wants to change things is told exit code 75")
def _():
    import fcntl
    (scratch / "busy").mkdir(mode=0o700)
    with open(scratch / "busy/engine.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = call("check", data="busy")
    assert done.returncode == 75, done


@tap.test("senders keeps a person's word, one of a mailbox, until it is taken back")
def _():
    assert call("practice", "--quiet", data="senders").returncode == 0
    assert call("senders", "trust", "Rose@Garden.example", data="senders").returncode == 0
    assert call("senders", "never", "@shop.example", data="senders").returncode == 0
    code, rules = call_json("senders", data="senders")
    assert code == 0 and [(rule["sender"], rule["rule"]) for rule in rules] == [
        ("rose@garden.example", "trusted"), ("shop.example", "unwanted")], rules
    assert call("senders", "forget", "shop.example", data="senders").returncode == 0
    assert b"shop" not in call("senders", "list", data="senders").stdout
    for many in ("gmail.com", "co.ke", "nobody", "a b@shop.example"):
        assert call("senders", "trust", many, data="senders").returncode == 65, many
    assert call("senders", "trust", data="senders").returncode == 64
    assert call("senders", "trust", "x@y.example", "--account", "z@z.example", data="senders").returncode == 66


@tap.test("an address without a known server asks for --host; nothing is kept")
def _():
    done = call("accounts", "add", "me@nowhere.invalid", data="fresh", stdin=b"secret\n")
    assert done.returncode == 64, done
    done = call("accounts", "add", "not-an-address", data="fresh", stdin=b"secret\n")
    assert done.returncode == 64, done
    assert call("accounts", "list", data="fresh").stdout == b""


@tap.test("nobody listening is exit code 69 and no account is kept")
def _():
    done = call("accounts", "add", "me@here.example", "--host", "127.0.0.1", "--port", "1", "--no-keyring",
                data="refused", stdin=b"secret\n")
    assert done.returncode == 69, done
    assert call("accounts", "list", data="refused").stdout == b""


tap.run()
