#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much and how long the IMAP source lets a server answer. usage: test-limits.py DRIVER"""

import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lib"))

from driver import Driver, run_tests  # noqa: E402
from scripted_imap import ScriptedImap  # noqa: E402

FACTS = b'FLAGS () INTERNALDATE "01-Jan-2026 00:00:00 +0000" RFC822.SIZE 14'
DONE = b"{tag} OK x\r\n"

driver = Driver(sys.argv[1])


def serve(answers, seconds=1):
    """A server that says @answers, signed in to; returns it. seconds: that a command may take."""
    server = ScriptedImap(answers)
    driver("patience", 2000, seconds, 0)
    driver("open", "127.0.0.1", server.port, "none", "amina", "secret", "-")
    return server


def opened(messages):
    return b"* %d EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT %d] x\r\n{tag} OK x\r\n" % (messages, messages + 1)


def test_many_messages_give_a_server_more_time_than_32_bits_of_microseconds_hold():
    def answer_late(wire, tag):
        time.sleep(0.1)
        wire.sendall(b"* 1 FETCH (UID 1 " + FACTS + b")\r\n" + DONE.replace(b"{tag}", tag))
        return True
    serve({"EXAMINE": opened(8588), "UID FETCH": answer_late})  # 1 + 8588 * 1024 / 2048 = 4295 seconds
    assert driver("list", "INBOX", 0, 0)[1][1] == "1"


# Fewer messages than were asked for (RFC 9738)

def told(*uids, facts=FACTS):
    return b"".join(b"* %d FETCH (UID %d " % (uid, uid) + facts + b")\r\n" for uid in uids)


def partial(lowest):
    """As it ends: in the tagged answer, or before it where that says something else."""
    return (b"{tag} OK [MESSAGELIMIT 1 %d] x\r\n" % lowest, b"* NO [MESSAGELIMIT 1 %d] x\r\n{tag} OK [X] x\r\n" % lowest)


def test_a_list_goes_on_below_what_a_server_looked_at():
    for first, second in zip(partial(3), partial(2)):
        answers = [told(3) + first, told(2) + second, told(1) + DONE]
        for uidnext in (0, 1):
            server = serve({"EXAMINE": opened(3), "UID FETCH": answers[:]})
            assert [row[1] for row in driver("list", "INBOX", 0, uidnext)[1:]] == ["1", "2", "3"], server.commands
            assert [c.split()[2] for c in server.commands if "FETCH" in c] == ["1:*", "1:2", "1:1"], server.commands


def test_a_server_that_never_comes_further_is_given_up():
    serve({"EXAMINE": opened(3), "UID FETCH": told(3) + partial(9)[0]})
    assert driver.refuses("list", "INBOX", 0, 0) == "protocol"


def test_what_a_server_did_not_look_at_is_not_gone():
    for end in partial(3):
        serve({"EXAMINE": opened(3), "UID FETCH": [told(3) + end, told(1) + DONE]})
        lines = driver("changes", "INBOX", 7, 4, 3, 0, "1,2,3")
        assert [line[1] for line in lines if line[0] == "gone"] == ["2"], lines
        assert [line[1] for line in lines if line[0] == "message"] == ["1", "3"], lines


def test_what_a_server_did_not_search_is_searched():
    header = b"Subject: x\r\n\r\n"
    identity = b"FLAGS () BODY[HEADER.FIELDS (DATE)] {14}\r\n" + header
    server = serve({"EXAMINE": opened(3), "UID FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[]<":
                    told(1, facts=FACTS + b" BODY[] {14}\r\n" + header) + DONE,
                    "UID SEARCH": [b"* SEARCH 3\r\n" + partial(3)[0], b"* SEARCH 1 2\r\n" + DONE],
                    "UID FETCH 3,1:2": told(3, facts=identity) + partial(3)[0],
                    "UID FETCH 1:2": told(1, 2, facts=identity) + DONE})
    driver("forget")
    name, = driver("plan", "INBOX", 7, 1, "Junk")[-1:]
    driver("forget")
    assert [row[1] for row in driver("find", "INBOX", name[1], 0)] == ["1", "2", "3"], server.commands
    assert "UID SEARCH ALL UID 1:2" in server.commands, server.commands


def test_a_message_that_is_asked_for_twice_is_given_once():
    structure = b'BODYSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1) BODY[HEADER.FIELDS (FROM)]<0> {4}\r\nA:\r\n'
    part = b"* 1 FETCH (UID 1 BODY[1]<0> {5}\r\nHello)\r\n" + DONE
    serve({"AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 MESSAGELIMIT=1] in\r\n", "EXAMINE": opened(1),
           "UID FETCH 1 (UID BODY.PEEK[1]": part, "UID FETCH 1 (UID FLAGS": told(1, facts=FACTS + b" " + structure) + DONE})
    driver("manners", "127.0.0.1 order-kept")
    assert {row[1] for row in driver("fetch", "INBOX", 7, "live", "1,1")} == {"1"}


# Dates

def test_a_message_without_a_date_that_can_be_read_is_listed():
    for date, expected in ((b"NIL", "0"), (b'"01-Jan-1970 00:00:00 +0000"', "0"), (b'"1-Jan-2026 00:00:00 +0000"', "1767225600"),
                           (b'"yesterday"', "0")):
        facts = b"FLAGS () INTERNALDATE " + date + b" RFC822.SIZE 14"
        serve({"EXAMINE": opened(2), "UID FETCH": told(1, facts=facts) + told(2, facts=b"FLAGS (\\Seen)") + DONE})
        assert [row[1:4] for row in driver("list", "INBOX", 0, 0)[1:]] == [["1", "0", expected]], date


# Folders

def test_many_folders_are_listed_as_far_as_they_are_looked_at():
    name = b"x" * 60
    for command in ("folders", "name-junk"):
        serve({"LIST": b"".join(b'* LIST () "/" "%s%d"\r\n' % (name, number) for number in range(20000)) + DONE}, seconds=60)
        assert len(driver(command)) == (5000 if command == "folders" else 1)


def test_a_list_of_folders_without_end_is_cut():
    line = b'* LIST () "/" "%s"\r\n' % (b"x" * 60000)
    serve({"LIST": line * 300 + DONE}, seconds=60)
    assert driver.refuses("folders") == "protocol"


# Waiting

def test_a_server_that_ends_the_wait_is_not_told_so():
    def end_later(wire, tag):
        wire.sendall(b"+ idling\r\n")
        time.sleep(0.1)
        wire.sendall(DONE.replace(b"{tag}", tag))
        return True
    server = serve({"AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 IDLE] in\r\n", "IDLE": end_later})
    assert driver("wait", "INBOX", 7, 2, "-", 0, 500)[-1] == ["nothing"]
    assert driver.refuses("folders") == "ok" and "DONE" not in server.commands, server.commands


run_tests([(name[5:].replace("_", "-"), function) for name, function in list(globals().items())
           if name.startswith("test_")])
