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
driver("patience", 2000, 1, 0)


def serve(answers):
    """A server that says @answers, signed in to; returns it."""
    server = ScriptedImap(answers)
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


run_tests([(name[5:].replace("_", "-"), function) for name, function in list(globals().items())
           if name.startswith("test_")])
