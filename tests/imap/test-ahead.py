#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the IMAP source says without waiting for the answer to what it said before. usage: test-ahead.py DRIVER"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lib"))

from driver import Driver, run_tests  # noqa: E402
from scripted_imap import DEFAULTS, DEFLATE, ScriptedImap  # noqa: E402

LISTED = (b'* 1 FETCH (UID 1 FLAGS () INTERNALDATE "01-Jan-2026 00:00:00 +0000" RFC822.SIZE 14)\r\n'
          b"{tag} OK x\r\n")
SWITCH = b"{tag} OK go\r\n" + DEFLATE

driver = Driver(sys.argv[1])
driver("patience", 400, 1, 0)


def serve(answers):
    """Returns the server and what opening it came to."""
    server = ScriptedImap(answers)
    return server, driver.refuses("open", "127.0.0.1", server.port, "none", "amina", "secret", "-")


def test_compression_is_proved_by_what_was_asked_anyway():
    server, _ = serve({"AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE] in\r\n", "COMPRESS": SWITCH})
    driver("list", "INBOX", 0, 0)
    assert "NOOP" not in server.commands, server.commands


def test_nothing_depends_on_what_a_server_says_to_the_name():
    for answer in (b"{tag} BAD x\r\n", b"{tag} NO x\r\n", b"* ID NIL\r\n{tag} OK x\r\n"):
        server, result = serve({"AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 ID COMPRESS=DEFLATE] in\r\n", "ID": answer,
                                "COMPRESS": SWITCH, "UID FETCH 1:*": LISTED})
        assert result == "ok" and len(driver("list", "INBOX", 0, 0)) == 2, (answer, server.commands)


def answers_together(opened):
    """Answers of a server that says what @opened says only when it has heard what comes next."""
    held = []

    def hold(wire, tag):
        held.append(tag)
        return True

    def answer_both(wire, tag):
        wire.sendall(opened.replace(b"{tag}", held[0]) + LISTED.replace(b"{tag}", tag))
        return True
    return hold, answer_both


def test_a_folder_is_opened_and_listed_without_waiting_in_between():
    hold, answer_both = answers_together(DEFAULTS["EXAMINE"])
    server, result = serve({"EXAMINE": hold, "UID FETCH": answer_both})
    assert result == "ok" and driver("list", "INBOX", 0, 0)[1][1] == "1", server.commands


def test_what_was_counted_is_listed_without_waiting_in_between():
    opened = DEFAULTS["EXAMINE"].replace(b"UIDNEXT 2", b"UIDNEXT 3")
    hold, answer_both = answers_together(opened)
    server, result = serve({"EXAMINE": [opened, hold], "UID SEARCH": b"* SEARCH 2\r\n{tag} OK x\r\n",
                            "UID FETCH 2:*": answer_both})
    assert result == "ok" and driver("survey", "INBOX", 20, 0, 0)[0][3:] == ["2", "3"], server.commands
    assert [row[1] for row in driver("list", "INBOX", 7, 2)[1:]] == [], "UID 1 is below what was asked for"
    assert server.commands[-2:] == ['EXAMINE "INBOX"', "UID FETCH 2:* (UID FLAGS INTERNALDATE RFC822.SIZE)"], server.commands


def test_where_nothing_new_is_known_the_folder_is_asked_first():
    server, result = serve({"UID FETCH": LISTED})
    for uidnext in (0, 2):
        assert result == "ok" and driver.refuses("list", "INBOX", 7 if uidnext else 0, uidnext) == "ok", server.commands
    assert [command.split()[0] for command in server.commands[-3:]] == ["EXAMINE", "UID", "EXAMINE"], server.commands


def test_a_list_of_other_uids_is_not_believed():
    opened = DEFAULTS["EXAMINE"].replace(b"UIDNEXT 2", b"UIDNEXT 3")
    hold, answer_both = answers_together(opened.replace(b"UIDVALIDITY 7", b"UIDVALIDITY 8"))
    server, result = serve({"EXAMINE": [opened, hold], "UID SEARCH": b"* SEARCH 2\r\n{tag} OK x\r\n", "UID FETCH": answer_both})
    assert result == "ok" and driver.refuses("survey", "INBOX", 20, 0, 0) == "ok", server.commands
    assert driver.refuses("list", "INBOX", 7, 1) == "folder-changed", server.commands


def test_a_folder_that_is_not_there_is_not_listed():
    server, result = serve({"EXAMINE": b"{tag} NO [NONEXISTENT] x\r\n", "UID FETCH": b"{tag} BAD nothing is open\r\n"})
    assert driver.refuses("list", "INBOX", 0, 0) == "folder-gone", server.commands
    assert driver.refuses("folders") == "ok", server.commands


def test_a_server_that_takes_no_command_ahead_is_asked_again():
    server, result = serve({"UID FETCH": [b"{tag} BAD wait\r\n", LISTED]})
    assert len(driver("list", "INBOX", 0, 0)) == 2 and len(server.commands) == 4, server.commands


def test_a_server_that_loses_commands_sent_ahead_is_told_one_at_a_time():
    for lost in ("EXAMINE", "UID FETCH 1:*"):
        server, result = serve({"AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 ID] in\r\n",
                                "UID FETCH 1:*": LISTED, lost: [b"", {"EXAMINE": DEFAULTS["EXAMINE"]}.get(lost, LISTED)]})
        assert result == "ok" and driver.refuses("list", "INBOX", 0, 0) == "timed-out", (lost, server.commands)
        assert "one-by-one" in driver("manners", "-")[0], lost
        assert driver.refuses("reopen") == "ok" and len(driver("list", "INBOX", 0, 0)) == 2, (lost, server.commands)


def test_a_cancelled_list_is_no_fault_of_the_server():
    for silent in ("EXAMINE", "UID FETCH 1:*"):
        server, result = serve({silent: b""})
        assert result == "ok" and driver.refuses("cancel", "INBOX") == "g-io-error-quark", (silent, server.commands)
        assert server.commands[-1].startswith("UID FETCH") and "one-by-one" not in driver("manners", "-")[0], silent


def test_an_empty_folder_may_be_no_set_of_messages():
    empty = b"* 0 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n{tag} OK done\r\n"
    server, result = serve({"EXAMINE": empty, "UID FETCH": b"{tag} BAD no such message\r\n"})
    assert len(driver("list", "INBOX", 0, 0)) == 1 and len(server.commands) == 3, server.commands


run_tests([(name[5:].replace("_", "-"), function) for name, function in list(globals().items())
           if name.startswith("test_")])
