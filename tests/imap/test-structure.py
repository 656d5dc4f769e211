#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages that are read by their structure, from servers that are wrong or rare. usage: test-structure.py DRIVER"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lib"))

from driver import Driver, run_tests  # noqa: E402
from scripted_imap import ScriptedImap  # noqa: E402

HEADER = b"Subject: x\r\n\r\n"

driver = Driver(sys.argv[1])
driver("patience", 400, 1, 0)


def serve(answers):
    server = ScriptedImap(answers)
    result = driver.refuses("open", "127.0.0.1", server.port, "none", "amina", "secret", "-")
    assert result == "ok", result
    return server


LEAF = b"(\"text\" \"plain\" NIL NIL NIL \"7bit\" 2 1)"
TOP = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"


def look(uid, structure, header=b"Subject: x\r\n\r\n"):
    return b"* 1 FETCH (UID %d BODYSTRUCTURE %s BODY[HEADER]<0> {%d}\r\n%s)\r\n" % (uid, structure, len(header), header)


def fetch_live(answers, uids):
    server = serve({"UID FETCH": answers})
    mails = driver("fetch", "INBOX", 7, "live", uids)
    asked = [c for c in server.commands if c.startswith("UID FETCH")]
    assert all(len(c) <= 1000 for c in asked), asked
    return asked, {int(m[1]): m for m in mails}


def test_messages_with_the_same_parts_are_asked_for_together():
    done = b"{tag} OK x\r\n"
    two = b"(" + LEAF + LEAF.replace(b"plain", b"html") + b" \"mixed\" (\"boundary\" \"b\"))"
    asked, mails = fetch_live([look(1, LEAF) + look(2, two, TOP) + look(3, LEAF) + done,
                               b"* 1 FETCH (UID 2 BODY[1]<0> \"a\")\r\n" + done,
                               b"* 1 FETCH (UID 3 BODY[1]<0> \"a\")\r\n* 1 FETCH (BODY[1]<0> \"b\" UID 1)\r\n" + done], "1,2,3")
    assert sorted(c.split(" ")[2] for c in asked) == ["1,3", "1:3", "2"], asked
    assert sorted(mails) == [1, 2, 3]


def test_a_structure_that_tells_nothing_is_gone_without():
    raw = b"* 1 FETCH (UID 1 FLAGS () RFC822.SIZE 14 BODY[]<0> {14}\r\n" + HEADER + b")\r\n{tag} OK x\r\n"
    for structure in (b"NIL", b"((((", b"(\"text\")", b"(" + LEAF + b" \"mixed\")", b"[odd]",
                      b"(" + LEAF * 300 + b" \"mixed\")", b"(" * 1000 + b")" * 1000):
        asked, mails = fetch_live([look(1, structure) + b"{tag} OK x\r\n", raw], "1")
        assert asked[-1].endswith(" BODY.PEEK[]<0.16384>)"), (structure[:40], asked)
        assert mails[1][5] == "14" and mails[1][7] == "0", mails


def test_parts_that_a_server_cannot_give_cost_their_message_no_verdict():
    raw = b"* 1 FETCH (UID 1 FLAGS () RFC822.SIZE 14 BODY[]<0> {14}\r\n" + HEADER + b")\r\n{tag} OK x\r\n"
    asked, mails = fetch_live([look(1, LEAF) + b"{tag} OK x\r\n", b"{tag} NO [SERVERBUG] x\r\n", raw], "1")
    assert len(asked) == 3 and sorted(mails) == [1], asked


def test_a_server_that_takes_no_command_ahead_is_not_sent_any_again():
    count = 60
    first = b"".join(look(uid, LEAF) for uid in range(1, 26)) + b"{tag} OK x\r\n"
    parts = b"".join(b"* 1 FETCH (UID %d BODY[1]<0> \"a\")\r\n" % uid for uid in range(1, count + 1)) + b"{tag} OK x\r\n"
    rest = b"".join(look(uid, LEAF) for uid in range(26, count + 1)) + b"{tag} OK x\r\n"
    _, mails = fetch_live([first, b"{tag} BAD one at a time\r\n", parts, rest, parts, rest, parts],
                          ",".join(map(str, range(1, count + 1))))
    assert sorted(mails) == list(range(1, count + 1)), sorted(mails)


run_tests([(name[5:].replace("_", "-"), function) for name, function in list(globals().items())
           if name.startswith("test_")])
