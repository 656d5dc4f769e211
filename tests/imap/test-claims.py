#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two Safiboxes at one mailbox: the server decides which of them moves a message. usage: test-claims.py DRIVER"""

import collections
import concurrent.futures
import pathlib
import sys
import tempfile
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lib"))

from cyrus import Cyrus  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from driver import Driver, run_tests  # noqa: E402
from scripted_imap import ScriptedImap  # noqa: E402

SERVERS = {"move": (Dovecot, dict()), "uidplus": (Dovecot, dict(move=False, condstore=True)),
           "neither": (Dovecot, dict(move=False, uidplus=False, condstore=True)), "cyrus": (Cyrus, dict())}
JUNK_FOLDER = "2"  # SAFI_FOLDER_JUNK
ROUNDS = 25
TOGETHER = 4  # messages
HEADER = b"Subject: x\r\n\r\n"
DATE = b'INTERNALDATE "23-Nov-2026 10:00:00 +0000" RFC822.SIZE 14 '
FETCHED = b"* 1 FETCH (UID 1 FLAGS () " + DATE + b"BODY[]<0> {14}\r\n" + HEADER + b")\r\n{tag} OK x\r\n"
SOURCE = b"* 1 FETCH (UID 1 FLAGS () BODY[HEADER.FIELDS (DATE)] {14}\r\n" + HEADER + b")\r\n{tag} OK x\r\n"
OPENED = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\n* OK [HIGHESTMODSEQ 90] x\r\n{tag} OK x\r\n"
MOVED = b"* OK [COPYUID 9 1 5] x\r\n{tag} OK x\r\n"
CLAIM = "UID STORE 1 (UNCHANGEDSINCE 88) +FLAGS.SILENT ($Junk)"

one, two = Driver(sys.argv[1]), Driver(sys.argv[1])


def serve(answers, asked=0):
    server = ScriptedImap({
        "AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS CONDSTORE] in\r\n", "SELECT": OPENED,
        "UID FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[]<": FETCHED,
        "UID FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER": SOURCE,
        "UID FETCH 1 (UID FLAGS MODSEQ)": look(), "UID FETCH 5:* ": b"{tag} OK x\r\n",
        'EXAMINE "JUNK"': b"* 1 EXISTS\r\n* OK [UIDVALIDITY 9] x\r\n{tag} OK x\r\n", "UID MOVE": MOVED, **answers})
    one("patience", 5000, 20, 10)
    one("open", "127.0.0.1", server.port, "none", "amina", "secret", "-")
    one("forget")
    one("asked", asked)
    one("plan", "INBOX", 7, 1, "Junk")
    one("asked", 0)
    return server


def look(flags="", modseq=88):
    return f"* 1 FETCH (UID 1 FLAGS ({flags}) MODSEQ ({modseq}))\r\n{{tag}} OK x\r\n".encode()


def move(server):
    """Returns: (the result, where the move stands and why)."""
    result = one.refuses("move")
    return result, [(action[2], action[4]) for action in one("journal")][0]


def count_moves(server):
    return sum(command.startswith("UID MOVE") for command in server.commands)


def test_a_message_is_claimed_before_it_is_moved():
    server = serve({})
    assert move(server) == ("ok", ("done", "marked"))
    assert server.commands.index(CLAIM) < server.commands.index('UID MOVE 1 "Junk"'), server.commands


def test_what_another_changed_meanwhile_is_left_to_it():
    for answer in (b"OK [MODIFIED 1] x", b"NO [MODIFIED 1] x"):
        server = serve({"UID STORE": b"{tag} " + answer + b"\r\n"})
        assert move(server) == ("ok", ("planned", "claimed-elsewhere")), answer
        assert count_moves(server) == 0, server.commands


def test_what_the_server_says_that_another_marked_is_left_to_it():
    told = b"* 1 FETCH (UID 1 MODSEQ (95) FLAGS ($Junk))\r\n{tag} OK x\r\n"
    for is_silent in (False, True):  # only of such a server the flags that it tells are another's
        server = serve({"UID FETCH 1 (UID FLAGS MODSEQ)": [look(), look("$Junk", 95)], "UID STORE": told})
        one("manners", "127.0.0.1 silent" if is_silent else "127.0.0.1")
        assert move(server) == ("ok", ("planned", "claimed-elsewhere") if is_silent else ("done", "marked")), is_silent
        assert count_moves(server) == (not is_silent), server.commands


def test_a_server_is_silent_that_told_no_flags_of_our_own_change():
    for told, is_silent in ((b"", False), (b" FLAGS ($Junk)", False), (b" MODSEQ (95) FLAGS ($Junk)", False), (b" MODSEQ (95)", True)):
        assert move(serve({"UID STORE": b"* 1 FETCH (UID 1" + told + b")\r\n{tag} OK x\r\n"})) == ("ok", ("done", "marked"))
        assert ("silent" in one("manners", " ")[0]) == is_silent, told


def test_a_modified_message_that_nobody_wants_to_move_says_nothing():
    server = serve({"UID STORE": b"{tag} OK [MODIFIED 2:9] x\r\n"})
    assert move(server) == ("ok", ("done", "marked"))


def test_what_carries_the_keyword_is_left_at_first_and_moved_the_second_time():
    server = serve({"UID FETCH 1 (UID FLAGS MODSEQ)": look("$Junk")})
    assert move(server) == ("ok", ("planned", "claimed-elsewhere"))
    assert count_moves(server) == 0
    assert move(server) == ("ok", ("done", "marked"))


def test_what_was_only_read_meanwhile_is_claimed_all_the_same():
    server = serve({"UID FETCH 1 (UID FLAGS MODSEQ)": [look(), look("\\Seen", 95)],
                    "UID STORE": [b"{tag} OK [MODIFIED 1] x\r\n", b"{tag} OK x\r\n"]})
    assert move(server) == ("ok", ("done", "marked"))
    assert "UID STORE 1 (UNCHANGEDSINCE 95) +FLAGS.SILENT ($Junk)" in server.commands, server.commands


def test_what_another_marks_between_two_looks_is_left_to_it():
    server = serve({"UID FETCH 1 (UID FLAGS MODSEQ)": [look(), look("$Junk", 95)], "UID STORE": b"{tag} OK [MODIFIED 1] x\r\n"})
    assert move(server) == ("ok", ("planned", "claimed-elsewhere"))
    assert count_moves(server) == 0 and sum("STORE" in command for command in server.commands) == 2, server.commands


def test_a_person_is_not_kept_waiting_by_a_keyword():
    server = serve({"UID FETCH 1 (UID FLAGS MODSEQ)": look("$Junk")}, asked=1)
    assert move(server) == ("ok", ("done", "marked"))


def test_what_the_other_one_moved_is_seen_in_the_target():
    seen = b"* 1 FETCH (UID 5 FLAGS () BODY[HEADER.FIELDS (DATE)] {14}\r\n" + HEADER + b")\r\n{tag} OK x\r\n"
    source = "UID FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER"
    server = serve({"UID FETCH 1 (UID FLAGS MODSEQ)": look("$Junk"), source: [SOURCE, b"{tag} OK x\r\n"], "UID FETCH 5:* ": seen})
    assert move(server)[1] == ("planned", "claimed-elsewhere")
    assert move(server) == ("ok", ("done", "seen-in-target"))
    assert count_moves(server) == 0


def test_nothing_is_claimed_where_changes_are_not_counted():
    plain = OPENED.replace(b"HIGHESTMODSEQ 90", b"NOMODSEQ")
    for answers in ({"SELECT": plain}, {"UID FETCH 1 (UID FLAGS MODSEQ)": b"{tag} BAD x\r\n"},
                    {"UID FETCH 1 (UID FLAGS MODSEQ)": b"* 1 FETCH (UID 1 FLAGS ())\r\n{tag} OK x\r\n"}):
        server = serve(answers)
        assert move(server) == ("ok", ("done", "-"))
        assert not any("STORE" in command for command in server.commands), server.commands


def test_a_server_without_keywords_moves_all_the_same():
    for answer in (b"{tag} NO x\r\n", b"{tag} BAD x\r\n"):
        assert move(serve({"UID STORE": answer})) == ("ok", ("done", "-"))


def make_message(number):
    return (f"From: a@one.example\r\nSubject: message {number}\r\nMessage-ID: <{number}@one.example>\r\n"
            f"Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n\r\nHello\r\n").encode()


def count_live(snapshot):
    return collections.Counter(digest for rows in snapshot.values() for digest, flags, _ in rows if "\\Deleted" not in flags)


def plan(driver, uidvalidity, uids, junk):
    driver("forget")
    for uid in uids:
        driver("plan", "INBOX", uidvalidity, uid, junk)


def settle(driver):
    for _ in range(3):
        if all(action[2] in ("done", "gone") for action in driver("journal")):
            return True
        driver("move")
    return False


def race(name):
    """Both plan the same messages and move them in the same moment, again and again."""
    maker, options = SERVERS[name]
    if maker is Cyrus and maker.why_not():
        return maker.why_not()
    with tempfile.TemporaryDirectory() as directory, maker(directory, **options) as server:
        for number in range(ROUNDS * TOGETHER):
            server.deliver("amina", "INBOX", make_message(number))
        server.use()
        before = count_live(server.snapshot())
        for driver in (one, two):
            driver("patience", 5000, 20, 10)
            driver("open", "127.0.0.1", server.imap, "none", "amina", "secret", "-")
        junk, = [urllib.parse.unquote(folder[1]) for folder in one("folders") if folder[2] == JUNK_FOLDER]
        mark, *listed = one("list", "INBOX", 0, 0)
        uids = [row[1] for row in listed]
        shared = 0
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for start in range(0, len(uids), TOGETHER):
                for driver in (one, two):
                    plan(driver, mark[1], uids[start:start + TOGETHER], junk)
                list(pool.map(lambda driver: driver("move"), (one, two)))
                shared += any(action[4] not in ("-", "marked") for action in one("journal") + two("journal"))
                assert settle(one) and settle(two), (one("journal"), two("journal"))
        for driver in (one, two):
            driver("close")
        server.rest()
        snapshot = server.snapshot()
    print(f"# {name}: {shared} of {ROUNDS} rounds met")
    assert shared > 0, "they never were at the same messages"
    doubled, lost = count_live(snapshot) - before, before - count_live(snapshot)
    assert not doubled and not lost, (doubled, lost)
    assert len([1 for _, flags, _ in snapshot[junk] if "\\Deleted" not in flags]) == len(uids)


run_tests([(name[5:].replace("_", "-"), function) for name, function in list(globals().items()) if name.startswith("test_")] +
          [(f"each-message-is-moved-once-{name}", lambda name=name: race(name)) for name in SERVERS])
