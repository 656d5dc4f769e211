#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is learnt of a server: whether it keeps the order of header fields, and how that is remembered.
usage: test-manners.py DRIVER"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lib"))

from driver import Driver, run_tests  # noqa: E402
from scripted_imap import ScriptedImap  # noqa: E402

OPENED = b"* 10 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 11] x\r\n{tag} OK done\r\n"

driver = Driver(sys.argv[1])
driver("patience", 2000, 5, 0)


def serve():
    """A server of which nothing is known."""
    driver("open", "127.0.0.1", ScriptedImap({}).port, "none", "amina", "secret", "-")


# The order of header fields

ORDERED = (b"Received: from b\r\nReceived: from a\r\nAuthentication-Results: mx; spf=pass\r\nFrom: a@example.org\r\n"
           b"Subject: x\r\nDate: Thu, 19 Nov 2026 10:00:00 +0000\r\n")
WHOLE = (b"Received: from b\r\nX-Other: 1\r\nReceived: from a\r\nAuthentication-Results: mx; spf=pass\r\n"
         b"X-Authentication-Results: mx; spf=fail\r\nFrom: a@example.org\r\nSubject: x\r\n"
         b"Date: Thu, 19 Nov 2026 10:00:00 +0000\r\n")
STRUCTURE = b'BODYSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1)'


def give(item, fields):
    octets = fields + b"\r\n"
    return (b"* 1 FETCH (UID 1 FLAGS () " + STRUCTURE + b' RFC822.SIZE 500 INTERNALDATE "01-Jan-2026 00:00:00 +0000" '
            + item + b" {%d}\r\n" % len(octets) + octets + b")\r\n{tag} OK x\r\n")


def read_old_mail(fields, whole=WHOLE, refused=False):
    """Returns the word for the order, and what was fetched."""
    names = b"{tag} NO no\r\n" if refused else give(b"BODY[HEADER.FIELDS (FROM)]<0>", fields)
    server = ScriptedImap({
        "EXAMINE": OPENED, "UID FETCH 1 (UID BODY.PEEK[HEADER.FIELDS": names,
        "UID FETCH 1 (UID BODY.PEEK[HEADER]": give(b"BODY[HEADER]<0>", whole),
        "UID FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS":
            give(b"BODY[HEADER.FIELDS (FROM)]<0>", fields),
        "UID FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE BODY.PEEK[HEADER]": give(b"BODY[HEADER]<0>", whole),
        "UID FETCH 1 (UID BODY.PEEK[1]": b"* 1 FETCH (UID 1 BODY[1]<0> {5}\r\nHello)\r\n{tag} OK x\r\n"})
    driver("open", "127.0.0.1", server.port, "none", "amina", "secret", "-")
    mails = driver("fetch", "INBOX", 7, "backlog", 1)
    return driver("manners", "-")[0][1], server.commands, mails


def asks_for_fields(commands):
    return [("HEADER.FIELDS" in command) for command in commands if "BODYSTRUCTURE" in command]


def test_fields_in_the_order_of_the_message_are_believed():
    word, commands, mails = read_old_mail(ORDERED)
    assert word == "order-kept" and asks_for_fields(commands) == [True] and len(mails) == 1, commands
    driver("fetch", "INBOX", 7, "backlog", 1)
    assert len([command for command in commands if command.startswith("UID FETCH 1 (UID BODY.PEEK[HEADER")]) == 2, commands


def test_fields_in_any_other_order_or_with_others_among_them_are_not():
    lines = [line + b"\r\n" for line in ORDERED.split(b"\r\n")[:-1]]
    wrong = {
        "as the command names them": lines[3:] + lines[:3], "by name": sorted(lines),
        "one of each": lines[:1] + lines[2:], "backwards": lines[::-1],
        "a stranger's": lines[:3] + [b"X-Authentication-Results: mx; spf=fail\r\n"] + lines[3:],
        "renamed": [line.replace(b"Authentication-Results", b"Authentication-results") for line in lines],
        "none": [],
    }
    right = read_old_mail(ORDERED)[2]
    for what, fields in wrong.items():
        word, commands, mails = read_old_mail(b"".join(fields))
        assert word == "order-broken" and asks_for_fields(commands) == [False], (what, word, commands)
        assert mails == right, (what, mails, right)  # what is judged is the same, octet for octet


def test_a_message_that_shows_nothing_proves_nothing():
    plain = b"From: a@example.org\r\nSubject: x\r\nDate: Thu, 19 Nov 2026 10:00:00 +0000\r\n"
    for fields, whole, refused in ((plain, plain, False), (ORDERED, WHOLE, True)):
        word, commands, mails = read_old_mail(fields, whole, refused)
        assert word == "order-unknown" and asks_for_fields(commands) == [False] and len(mails) == 1, commands


def test_whom_the_person_wrote_to_needs_no_order():
    server = ScriptedImap({"EXAMINE": OPENED, "UID FETCH 1 (UID FLAGS": give(b"BODY[HEADER.FIELDS (FROM)]<0>", ORDERED)})
    driver("open", "127.0.0.1", server.port, "none", "amina", "secret", "-")
    driver("fetch", "INBOX", 7, "header", 1)
    assert len([command for command in server.commands if "FETCH" in command]) == 1, server.commands


def test_manners_are_read_back_as_they_were_written():
    line = "127.0.0.1 order-kept no-compress one-by-one silent dead:0a0000=1 dead:7f0000=1000"
    serve()
    assert " ".join(driver("manners", line)[0]) == line
    for broken in ("other.example order-broken", "", "127.0.0.1", "127.0.0.1 dead:=x dead:zz=1 dead:0a=0 dead:0a=1001 dead",
                   "127.0.0.1 " + "dead:" + "0" * 17 + "=1", "127.0.0.1 order-none  =", "\u2028"):
        serve()
        assert driver("manners", broken or " ")[0] == ["127.0.0.1", "order-unknown"], broken
    serve()
    many = "127.0.0.1 " + " ".join(f"dead:{number:06x}=1" for number in range(50))
    assert len(driver("manners", many)[0]) == 52
    serve()
    assert len(driver("manners", many + " dead:ffffff=1")[0]) == 3  # one more than is remembered: all are learnt anew


run_tests([(name[5:].replace("_", " "), function) for name, function in list(globals().items())
           if name.startswith("test_")])
