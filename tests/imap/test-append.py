#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adding a message to a folder, and counting one, at servers that are wrong or rare. usage: test-append.py DRIVER"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lib"))

from driver import Driver, run_tests  # noqa: E402
from scripted_imap import CLOSE, ScriptedImap  # noqa: E402

driver = Driver(sys.argv[1])
driver("patience", 400, 1, 0)


def serve(answers):
    """Returns the server and what opening it came to."""
    server = ScriptedImap(answers)
    driver("way", "password")
    return server, driver.refuses("open", "127.0.0.1", server.port, "none", "amina", "secret", "-")


def test_append_tells_what_the_server_tells():
    for answer, expected in ((b"{tag} OK done\r\n", ["place", "0", "0"]),
                             (b"{tag} OK [APPENDUID 9 17] done\r\n", ["place", "9", "17"]),
                             (b"{tag} OK [APPENDUID 9 17:19] done\r\n", ["place", "0", "0"]),
                             (b"* 2 EXISTS\r\n{tag} OK [APPENDUID] done\r\n", ["place", "0", "0"])):
        assert serve({"APPEND": b"+ go\r\n", "X": answer})[1] == "ok"
        assert driver("append", "INBOX", "x") == [expected], answer


def test_append_that_is_refused_sends_no_message():
    for answer, expected in ((b"{tag} NO [OVERQUOTA] full\r\n", "quota"), (b"{tag} NO [NOPERM] no\r\n", "not-permitted"),
                             (CLOSE, "disconnected"), (b"", "timed-out")):
        server, result = serve({"APPEND": answer})
        assert result == "ok"
        assert driver.refuses("append", "INBOX", "x") == expected, answer
        assert not any(command.endswith(" x") or command == "x" for command in server.commands), server.commands


def test_survey_believes_no_more_than_can_be():
    for found, expected in ((b"", ["1", "0", "2", "2"]), (b" 1", ["1", "1", "1", "2"]),
                            (b" 1 1 1 5 9", ["1", "1", "1", "2"])):
        assert serve({"UID SEARCH": b"* SEARCH" + found + b"\r\n{tag} OK x\r\n"})[1] == "ok"
        assert driver("survey", "INBOX", 500, 0, 0)[0][1:] == expected, found
    assert serve({"UID SEARCH": b"{tag} NO x\r\n"})[1] == "ok"
    assert driver.refuses("survey", "INBOX", 500, 0, 0) != "ok"


def test_survey_asks_for_the_end_where_it_is_not_told():
    server, result = serve({"EXAMINE": b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n{tag} OK x\r\n",
                            "UID SEARCH *": b"* SEARCH 40\r\n{tag} OK x\r\n",
                            "UID SEARCH 2:*": b"* SEARCH 39 40\r\n{tag} OK x\r\n"})
    assert result == "ok"
    assert driver("survey", "INBOX", 2, 0, 0)[0][1:] == ["3", "2", "39", "41"]


def test_survey_does_not_search_where_all_are_few():
    server, result = serve({"EXAMINE": b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 41] x\r\n{tag} OK x\r\n",
                            "UID SEARCH": b"* SEARCH 40\r\n{tag} OK x\r\n"})
    assert result == "ok"
    for few, expected in ((3, ["3", "3", "1", "41"]), (2, ["3", "1", "40", "41"])):
        before = len(server.commands)
        assert driver("survey", "INBOX", 1, 0, few)[0][1:] == expected, few
        assert any("SEARCH" in command for command in server.commands[before:]) == (few < 3), server.commands


run_tests([(name[5:].replace("_", "-"), function) for name, function in list(globals().items())
           if name.startswith("test_")])
