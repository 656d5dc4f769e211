#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves at servers that are wrong, hostile or refuse. usage: test-moving.py DRIVER"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lib"))

from driver import Driver, run_tests  # noqa: E402
from scripted_imap import CLOSE, ScriptedImap  # noqa: E402

DATE = b'INTERNALDATE "01-Jan-2026 00:00:00 +0000"'
HEADER = b"Subject: x\r\n\r\n"
FETCHED = b"* 1 FETCH (UID 1 FLAGS () " + DATE + b" RFC822.SIZE 14 BODY[] {14}\r\n" + HEADER + b")\r\n{tag} OK x\r\n"
SOURCE = b"* 1 FETCH (UID 1 FLAGS () BODY[HEADER.FIELDS (DATE)] {14}\r\n" + HEADER + b")\r\n{tag} OK x\r\n"
NOTHING = b"{tag} OK x\r\n"

driver = Driver(sys.argv[1])
driver("patience", 400, 1, 0)


def serve(answers):
    """A server that says @answers, signed in to; returns it."""
    server = ScriptedImap(answers)
    driver("open", "127.0.0.1", server.port, "none", "amina", "secret", "-")
    return server


def move(answers, capability=b"MOVE UIDPLUS"):
    """Moves UID 1; returns the result, the states told, and the server."""
    given = {"AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 " + capability + b"] in\r\n",
             "UID FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[]<": FETCHED,
             "UID FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER": SOURCE,
             'EXAMINE "JUNK"': b"* 1 EXISTS\r\n* OK [UIDVALIDITY 9] x\r\n{tag} OK x\r\n",
             "UID FETCH 5:* ": NOTHING}
    server = serve({**given, **answers})
    driver("forget")
    driver("plan", "INBOX", 7, 1, "Junk")
    result = driver.refuses("move")
    return result, [(a[2], a[4]) for a in driver("journal")][0], server


COPY_SEEN = b"* 1 FETCH (UID 5 FLAGS () BODY[HEADER.FIELDS (DATE)] {14}\r\n" + HEADER + b")\r\n{tag} OK x\r\n"
HEADER_SOURCE = "UID FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER"


def test_ok_alone_proves_no_move():
    assert move({"UID MOVE": NOTHING})[:2] == ("ok", ("planned", "not-moved"))
    assert move({"UID MOVE": b"* OK [COPYUID 9 1 5] x\r\n{tag} OK x\r\n"})[:2] == ("ok", ("done", "-"))
    assert move({"UID MOVE": b"* OK [COPYUID 8 1 5] x\r\n{tag} OK x\r\n"})[:2] == ("ok", ("planned", "not-moved"))
    assert move({"UID MOVE": b"* OK [COPYUID 9 2 5] x\r\n{tag} OK x\r\n"})[:2] == ("ok", ("planned", "not-moved"))


def test_what_the_folders_show_decides():
    gone = [SOURCE, NOTHING]
    assert move({"UID MOVE": NOTHING, HEADER_SOURCE: gone[:]})[1] == ("gone", "in-neither-folder")
    assert move({"UID MOVE": NOTHING, HEADER_SOURCE: gone[:], "UID FETCH 5:* ": COPY_SEEN})[1] == ("done", "seen-in-target")
    result, state, server = move({"UID MOVE": NOTHING, "UID FETCH 5:* ": COPY_SEEN})
    assert state[0] == "done" and "UID EXPUNGE 1" in server.commands, (state, server.commands)


def test_another_message_under_the_uid_stays():
    other = SOURCE.replace(b"Subject: x", b"Subject: y")
    result, state, server = move({HEADER_SOURCE: other})
    assert (result, state) == ("ok", ("ask", "another-message"))
    assert not any(c.startswith("UID MOVE") for c in server.commands)


def test_last_message_below_uidnext_is_no_copy():
    below = COPY_SEEN.replace(b"UID 5", b"UID 4")
    assert move({"UID MOVE": NOTHING, "UID FETCH 5:* ": below})[1] == ("planned", "not-moved")


def test_a_deleted_copy_is_no_copy():
    deleted = COPY_SEEN.replace(b"FLAGS ()", b"FLAGS (\\Deleted)")
    assert move({"UID MOVE": NOTHING, "UID FETCH 5:* ": deleted})[1] == ("planned", "not-moved")


def test_refusals_go_back_to_planned():
    for code, reason, expected in ((b"OVERQUOTA", "overquota", "quota"), (b"TRYCREATE", "no-target", "folder-gone"),
                                   (b"NOPERM", "not-permitted", "not-permitted"), (b"X", "refused", "not-permitted")):
        assert move({"UID MOVE": b"{tag} NO [" + code + b"] x\r\n"})[:2] == (expected, ("planned", reason)), code


def test_messages_that_another_program_took_away_are_no_refusal():
    gone = b"{tag} NO [EXPUNGEISSUED] x\r\n"
    assert move({"UID MOVE": gone, HEADER_SOURCE: [SOURCE, NOTHING], "UID FETCH 5:* ": COPY_SEEN})[:2] == (
        "ok", ("done", "seen-in-target"))
    assert move({"UID MOVE": gone, HEADER_SOURCE: [SOURCE, NOTHING]})[:2] == ("ok", ("gone", "in-neither-folder"))
    serve({"UID FETCH": b"* 1 FETCH (UID 1 FLAGS () " + DATE + b")\r\n" + gone})
    assert len(driver("list", "INBOX", 0, 0)) == 2


def test_another_uidvalidity_changes_nothing():
    select = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 8] x\r\n{tag} OK x\r\n"
    result, state, server = move({"SELECT": select})
    assert (result, state[0]) == ("folder-changed", "planned")
    assert not any(c.startswith(("UID MOVE", "UID COPY", "UID STORE")) for c in server.commands)


def test_without_uidplus_nothing_is_expunged():
    seen = {"UID COPY": NOTHING, "UID FETCH 5:* ": COPY_SEEN}
    result, state, server = move(seen, b"X")
    assert (result, state[0]) == ("ok", "done")
    assert "UID STORE 1 +FLAGS.SILENT (\\Deleted)" in server.commands
    assert not any("EXPUNGE" in c or c == "CLOSE" for c in server.commands)


def test_a_copy_that_nobody_saw_deletes_nothing():
    for capability in (b"X", b"UIDPLUS"):
        result, state, server = move({"UID COPY": NOTHING}, capability)
        assert state == ("planned", "not-moved"), state
        assert not any("STORE" in c or "EXPUNGE" in c for c in server.commands)


def test_gmail_moves_with_move_only():
    result, state, server = move({}, b"X-GM-EXT-1 UIDPLUS")
    assert (result, state[0]) == ("not-permitted", "planned")
    assert not any(c.startswith(("UID COPY", "UID STORE")) for c in server.commands)


COPIED = b"{tag} OK [COPYUID 9 1 5] x\r\n"
STAYS = ("ask", "original-stays")


def test_an_original_that_may_not_be_deleted_stays_and_is_asked_about():
    for answer in (b"{tag} NO [NOPERM] x\r\n", b"{tag} NO x\r\n", b"{tag} BAD x\r\n"):
        result, state, server = move({"UID COPY": COPIED, "UID STORE": answer}, b"UIDPLUS")
        assert (result, state) == ("not-permitted", STAYS), (answer, result, state)
        assert not any("EXPUNGE" in c for c in server.commands), server.commands
        assert driver.refuses("move") == "ok"


def test_an_original_that_may_only_be_marked_deleted_is_done_with():
    refused = {"UID COPY": COPIED, "UID EXPUNGE": b"{tag} NO [NOPERM] x\r\n"}
    assert move(refused, b"UIDPLUS")[:2] == ("ok", ("done", "-"))


def test_what_a_busy_server_refuses_is_tried_again():
    for command in ("UID STORE", "UID EXPUNGE"):
        answers = {"UID COPY": COPIED, command: [b"{tag} NO [UNAVAILABLE] x\r\n", NOTHING], "UID FETCH 5:* ": COPY_SEEN}
        assert move(answers, b"UIDPLUS")[:2] == ("server-busy", ("copied", "-")), command
        assert driver.refuses("move") == "ok" and driver("journal")[0][2] == "done", command


def test_what_was_copied_before_and_may_not_be_deleted_is_asked_about():
    refused = [CLOSE, b"{tag} NO [NOPERM] x\r\n"]
    result, state, server = move({"UID COPY": COPIED, "UID STORE": refused, "UID FETCH 5:* ": COPY_SEEN}, b"UIDPLUS")
    assert (result, state[0]) == ("disconnected", "copied"), (result, state)
    assert driver.refuses("reopen") == "ok" and driver.refuses("move") == "not-permitted"
    assert driver("journal")[0][2:] == ["ask", "5", "original-stays"], driver("journal")


def test_what_gmail_shows_in_both_folders_is_asked_about():
    result, state, server = move({"UID MOVE": NOTHING, "UID FETCH 5:* ": COPY_SEEN}, b"MOVE X-GM-EXT-1")
    assert (result, state) == ("not-permitted", STAYS), (result, state)
    assert not any(c.startswith(("UID STORE", "UID EXPUNGE")) for c in server.commands), server.commands


def test_a_journal_that_stops_is_obeyed():
    driver("stop-at", "sent")
    result, state, server = move({})
    driver("stop-at", "-")
    assert result == "stopped" and not any(c.startswith("UID MOVE") for c in server.commands)


run_tests([(name[5:].replace("_", "-"), function) for name, function in list(globals().items())
           if name.startswith("test_")])
