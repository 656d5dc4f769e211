#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports by safibox-cli, read back by another program's eyes (Python's email package): who takes them, what is handed
over, and that nothing of the person is in it who asked for that."""

import base64
import datetime
import email
import email.policy
import email.utils
import hashlib
import json
import pathlib
import quopri
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from tap import run, test

CLI = sys.argv[1]
DIRECTORY = tempfile.TemporaryDirectory()
HOME = pathlib.Path(DIRECTORY.name)
OWN = "amina.hassan@practice.example"
HASHES = [hashlib.new(name, OWN.encode()).hexdigest() for name in ("md5", "sha1", "sha256")]
CODED = base64.urlsafe_b64encode(OWN.encode()).decode().rstrip("=")
SECRETS = [OWN, OWN.replace("@", "="), OWN.replace("@", "%40"), "Amina", "amina", "Hassan", CODED, "Zk83jd0Qx91", *HASHES]
LINK = f"https://pay.example/login/Zk83jd0Qx91?u={OWN.replace('@', '%40')}&h={HASHES[0]}&lang=en"
HEADER = f"""Return-Path: <bounce-Zk83jd0Qx91-{OWN.replace('@', '=')}@mailer77.example>
Delivered-To: {OWN}
Received: from relay.example (relay.example [192.0.2.7])
\tby mx.practice.example with ESMTPS id 4XyZ
\tfor <{OWN}>; Tue, 24 Nov 2026 10:00:00 +0000
From: "Your bank" <security@mailer77.example>
To: "Amina Hassan" <{OWN}>
Subject: =?utf-8?B?{base64.b64encode("Amina, your account will be closed – today".encode()).decode()}?=
Date: Tue, 24 Nov 2026 10:00:00 +0000
Message-ID: <7@mailer77.example>
List-Unsubscribe: <https://mailer77.example/u/Zk83jd0Qx91>,
\t<mailto:leave-Zk83jd0Qx91@mailer77.example>
X-Recipient: {CODED}
X-Campaign: {HASHES[1]} Zk83jd0Qx91
MIME-Version: 1.0
"""
PLAIN = f"Dear Amina Hassan,\nyour account {OWN} will be closed within 24 hours. Confirm your password:\n{LINK}\n"
PAGE = f"<p class=name>Dear Amina,</p><p>Confirm your password: <a href=\"{LINK.replace('&', '&amp;')}\">here</a>. {HASHES[2]}</p>"
PICTURE = b"\x89PNG\r\n\x1a\n" + OWN.encode() * 30


def lines(text):
    return text.replace("\n", "\r\n").encode()


def write(name, header, body):
    path = HOME / name
    path.write_bytes(lines(header) + body)
    return path


def part(kind, encoding, octets):
    text = {"base64": lambda: base64.encodebytes(octets).replace(b"\n", b"\r\n"), "8bit": lambda: octets,
            "quoted-printable": lambda: quopri.encodestring(octets).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")}[encoding]()
    return lines(f"--b\nContent-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n") + text + b"\r\n"


def mixed(*parts):
    return b"preamble\r\n" + b"".join(parts) + b"--b--\r\n"


MIXED = HEADER + 'Content-Type: multipart/mixed; boundary="b"\n\n'
WHOLE = write("whole.eml", MIXED, mixed(part("text/plain; charset=utf-8", "quoted-printable", PLAIN.encode()),
                                        part("text/html; charset=utf-8", "base64", PAGE.encode()),
                                        part("image/png", "base64", PICTURE)))


HEADER_ONLY = b"Only the header lines are handed over."


def report(path, *options, code=0, header_only=False):
    done = subprocess.run([CLI, "--data-dir", str(HOME / "none"), *(["--json"] if "--json" in options else []), "report",
                           *(option for option in options if option != "--json"), str(path)], capture_output=True)
    assert done.returncode == code, (done.returncode, done.stderr)
    assert done.stderr.startswith(HEADER_ONLY) == header_only, done.stderr
    return done.stdout


def decoded(octets):
    """All that a person or a program could find in a message: its octets, its fields and its parts."""
    message = email.message_from_bytes(octets, policy=email.policy.default)
    found = [octets.decode("utf-8", "replace"), *(str(value) for value in message.values())]
    for one in message.walk():
        if not one.is_multipart():
            found.append((one.get_payload(decode=True) or b"").decode("utf-8", "replace"))
    return "\n".join(found)


def assert_tells_nothing(octets):
    found = decoded(octets)
    for secret in SECRETS:
        assert secret not in found, (secret, found)


@test("the message is written octet for octet")
def _():
    assert report(WHOLE, "--message") == WHOLE.read_bytes()


@test("redacted, nothing of the person is left in header, plain text, page or picture, in any encoding")
def _():
    octets = report(WHOLE, "--message", "--redact")
    assert_tells_nothing(octets)
    message = email.message_from_bytes(octets, policy=email.policy.default)
    assert [one.get_content_type() for one in message.walk()] == \
        ["multipart/mixed", "text/plain", "text/html", "text/plain"]
    assert message["From"] == "Your bank <security@mailer77.example>" and message["Message-ID"] == "<7@mailer77.example>"
    assert "[192.0.2.7]" in message["Received"], message["Received"]
    assert message["Subject"] == "redacted, your account will be closed – today", message["Subject"]


@test("who sent it, where the links lead and what the words say stay")
def _():
    text, page, picture = [one for one in email.message_from_bytes(report(WHOLE, "--message", "--redact")).walk()
                           if not one.is_multipart()]
    text, page, picture = (one.get_payload(decode=True).decode() for one in (text, page, picture))
    assert "https://pay.example/login/redacted?u=redacted&h=redacted&lang=en" in text, text
    assert "https://pay.example/login/redacted?" in page and "<p class=name>" in page, page
    assert "will be closed within 24 hours" in text
    assert f"image/png, {len(PICTURE)} octets, SHA-256 {hashlib.sha256(PICTURE).hexdigest()}" in picture, picture


@test("a page that hides the address behind character references is left out")
def _():
    hidden = "".join(f"&#{ord(letter)};" for letter in OWN)
    path = write("references.eml", MIXED, mixed(part("text/html; charset=utf-8", "8bit", f"<p>{hidden}</p>".encode())))
    octets = report(path, "--message", "--redact")
    assert_tells_nothing(octets)
    assert hidden.encode() not in octets and b"left out: text/html" in octets


@test("a text in an encoding without ASCII is left out")
def _():
    for charset in ("utf-16", "utf-7"):
        path = write("charset.eml", MIXED, mixed(part(f"text/plain; charset={charset}", "base64", PLAIN.encode(charset))))
        octets = report(path, "--message", "--redact")
        assert_tells_nothing(octets)
        assert b"left out: text/plain" in octets, octets


@test("a message within a message is left out, and one that nobody can take apart gives its header only")
def _():
    path = write("inner.eml", MIXED, mixed(part("message/rfc822", "8bit", WHOLE.read_bytes())))
    octets = report(path, "--message", "--redact")
    assert_tells_nothing(octets)
    assert b"left out: message/rfc822" in octets
    path = write("broken.eml", HEADER + "Content-Type: multipart/mixed\n\n", PLAIN.encode())
    octets = report(path, "--message", "--redact", header_only=True)
    assert_tells_nothing(octets)
    assert octets.endswith(b"\r\n\r\n") and b"closed within" not in octets


@test("beyond 1 MB the header is all that is given")
def _():
    header = HEADER + "Content-Type: text/plain; charset=utf-8\n\n"
    space = 1024 * 1024 - len(lines(header))
    for size, is_whole in ((space, True), (space + 1, False)):
        path = write("long.eml", header, b"x" * (size - 2) + b"\r\n")
        assert (report(path, "--message", header_only=not is_whole) == path.read_bytes()) == is_whole
        assert (b"xxxx" in report(path, "--message", "--redact", header_only=not is_whole)) == is_whole


@test("a report for administrators is read by another program as RFC 5965 says")
def _():
    for options, bounce in (((), f"bounce-Zk83jd0Qx91-{OWN.replace('@', '=')}"), (("--redact",), "redacted")):
        octets = report(WHOLE, "--arf", *options)
        message = email.message_from_bytes(octets, policy=email.policy.default)
        assert not message.defects and message.get_content_type() == "multipart/report"
        assert message.get_param("report-type") == "feedback-report"
        text, machine, original = message.get_payload()
        assert text.get_content_type() == "text/plain" and machine.get_content_type() == "message/feedback-report"
        assert original.get_content_type() == "message/rfc822"
        fields = machine.get_payload()[0]
        assert fields["Version"] == "1" and re.fullmatch(r"Safibox/[0-9.]+", fields["User-Agent"]), fields
        assert fields["Feedback-Type"] == "fraud", fields
        assert fields["Original-Mail-From"] == f"<{bounce}@mailer77.example>", fields
        # Nobody here is known to have got it, and no server to have taken it in.
        assert message["From"] == "redacted@redacted.invalid", message["From"]
        assert "Source-IP" not in fields and "Arrival-Date" not in fields, fields
        age = datetime.datetime.now(datetime.timezone.utc) - email.utils.parsedate_to_datetime(message["Date"])
        assert abs(age) < datetime.timedelta(hours=1), message["Date"]
        handed = original.get_payload()[0]
        assert message["Subject"] == f"FW: {handed['Subject']}", message["Subject"]
        assert handed["From"] == "Your bank <security@mailer77.example>", handed["From"]
        if options:
            assert_tells_nothing(octets)
        else:
            assert WHOLE.read_bytes() in octets


@test("the text names the sender, and its links open nowhere")
def _():
    text = report(WHOLE, "--redact").decode()
    assert "security@mailer77.example" in text and "hxxps://pay[.]example/login/redacted" in text, text
    assert "https://" not in text and "http://" not in text
    for secret in SECRETS:
        assert secret not in text, (secret, text)


@test("a country says who takes it; one without facts names the general ways")
def _():
    said = json.loads(report(WHOLE, "--country", "GB", "--json"))
    assert said["kind"] == "phishing", said
    ways = [(route["way"], route.get("value")) for route in said["routes"]]
    assert ways == [("mail", "report@phishing.gov.uk"), ("web", "https://www.reportfraud.police.uk/"), ("provider", None),
                    ("bank", None), ("police", None)], ways
    for route in said["routes"][:2]:
        assert route["body"] and re.match("https?://", route["source"]), route
    for country in ("NP", "TR", "XX"):
        said = json.loads(report(WHOLE, "--country", country, "--json"))
        assert said["routes"] == [{"way": way} for way in ("provider", "bank", "police")], said


THREAT = ("I recorded you with your own camera. I have your naked video. Send 900 USD in bitcoin to my bitcoin wallet "
          "within 48 hours or I will send it to all your contacts.\n")


@test("a threat with a picture is neither written nor attached; without one it is reported")
def _():
    with_picture = write("threat.eml", MIXED, mixed(part("text/plain; charset=utf-8", "8bit", THREAT.encode()),
                                                    part("image/jpeg", "base64", b"\xff\xd8\xff" + b"x" * 100)))
    said = json.loads(report(with_picture, "--json", code=65))
    assert said["kind"] == "threat" and "text" not in said, said
    for options in ((), ("--message",), ("--arf",), ("--redact", "--arf"), ("--redact", "--message")):
        assert report(with_picture, *options, code=65) == b"", options
    inside = write("inside.eml", HEADER + "Content-Type: text/html; charset=utf-8\n\n",
                   f"<p>{THREAT}</p><img src='data:image/png;base64,iVBORw0KGgo='>".encode())
    assert report(inside, "--message", code=65) == b""
    words = write("words.eml", HEADER + "Content-Type: text/plain; charset=utf-8\n\n", THREAT.encode())
    assert json.loads(report(words, "--json"))["kind"] == "threat"
    assert b"naked" in report(words, "--redact")


@test("of several messages one that is held back is told by the exit code, wherever it stands")
def _():
    folder = HOME / "several"
    folder.mkdir()
    for name, source in (("1.eml", "threat.eml"), ("2.eml", "words.eml")):
        (folder / name).write_bytes((HOME / source).read_bytes())
    assert b"naked" in report(folder, "--message", code=65)


@test("wrong options are said to be wrong")
def _():
    for options in (("--country", "kenya"), ("--arf", "--message"), ("--arf", "--country", "KE")):
        assert report(WHOLE, *options, code=64) == b"", options


run()
