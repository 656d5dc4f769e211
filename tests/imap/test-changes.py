#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What changed in a folder since it was looked at: servers that count changes (RFC 7162), that do not, and that lie.
usage: test-changes.py DRIVER"""

import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lib"))

from dovecot import HOSTS, Dovecot  # noqa: E402
from driver import Driver, run_tests  # noqa: E402
from scripted_imap import ScriptedImap  # noqa: E402

SEEN, JUNK, NOT_JUNK, JUNK_WORD = 1 << 0, 1 << 5, 1 << 6, 1 << 7
QRESYNC, CONDSTORE = b"ENABLE CONDSTORE QRESYNC", b"ENABLE CONDSTORE"
UNCHANGED = (7, 11, 10, 500)  # UIDVALIDITY, UIDNEXT, messages, HIGHESTMODSEQ
ALL = ",".join(str(uid) for uid in range(1, 11))
HUGE = 2 ** 63 - 1
COST_MAX = (106, 20)  # octets received and sent where nothing changed

driver = Driver(sys.argv[1])
driver("patience", 2000, 5, 0)


def opened(uidvalidity=7, uidnext=11, messages=10, modseq=b"[HIGHESTMODSEQ 500]"):
    return (b"* %d EXISTS\r\n* OK [UIDVALIDITY %d] x\r\n* OK [UIDNEXT %d] x\r\n* OK %s x\r\n{tag} OK done\r\n"
            % (messages, uidvalidity, uidnext, modseq))


def serve(capability, examine, enabled=b"QRESYNC", **answers):
    """A server that is open; answers: by the beginning of the command, _ for a space."""
    given = {name.replace("_", " "): answer for name, answer in answers.items()}
    server = ScriptedImap({"AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 " + capability + b"] in\r\n",
                           "ENABLE": b"* ENABLED " + enabled + b"\r\n{tag} OK x\r\n", "EXAMINE": examine, **given})
    assert driver.refuses("open", "127.0.0.1", server.port, "none", "amina", "secret", "-") == "ok"
    return server


def ask(since=UNCHANGED, uids=ALL):
    """Returns the state, whether all was told, {uid: flags} and the UIDs that are gone."""
    lines = driver("changes", "INBOX", *since, uids)
    return (tuple(int(word) for word in lines[0][1:]), lines[1] == ["all", "1"],
            {int(line[1]): int(line[2]) for line in lines if line[0] == "message"},
            [int(line[1]) for line in lines if line[0] == "gone"])


def said(server):
    """What was said about the folder."""
    return [command for command in server.commands if command.startswith(("EXAMINE", "UID"))]



# Servers that count

def test_nothing_changed_asks_nothing():
    for capability in (QRESYNC, CONDSTORE):
        server = serve(capability, opened())
        assert ask() == (UNCHANGED, False, {}, [])
        assert said(server) == ['EXAMINE "INBOX"'], server.commands


def test_an_unchanged_folder_costs_the_same_whatever_its_size():
    costs = set()
    for messages in (10, 10_000, 300_000):
        state = (7, 999_999, 100_000 + messages, 500)
        serve(QRESYNC, opened(uidnext=state[1], messages=state[2]))
        driver("folders")  # by now the answers to what was sent ahead have come
        before = driver("traffic")[0][1:]
        uids = ",".join(str(uid) for uid in range(1, min(messages, 2000) + 1))
        assert ask(state, uids) == (state, False, {}, [])
        after = driver("traffic")[0][1:]
        costs.add(tuple(int(b) - int(a) for a, b in zip(before, after)))
    assert len({sent for _, sent in costs}) == 1 and max(costs) <= COST_MAX, costs


def test_changed_flags_and_what_went_are_told_together():
    answer = (b"* VANISHED (EARLIER) 2:3,9,40:50\r\n* 1 FETCH (UID 5 FLAGS (\\Seen $Junk) MODSEQ (501))\r\n"
              b"* 2 FETCH (UID 6 FLAGS (Junk) MODSEQ (502))\r\n{tag} OK x\r\n")
    server = serve(QRESYNC, opened(messages=7, modseq=b"[HIGHESTMODSEQ 502]"), UID_FETCH=answer)
    assert ask() == ((7, 11, 7, 502), False, {5: SEEN | JUNK, 6: JUNK_WORD}, [2, 3, 9])
    assert said(server)[1:] == ["UID FETCH 1:10 (UID FLAGS) (CHANGEDSINCE 500 VANISHED)"], server.commands


def test_without_vanished_a_search_tells_what_went():
    server = serve(CONDSTORE, opened(messages=9, modseq=b"[HIGHESTMODSEQ 502]"), enabled=b"CONDSTORE",
                   UID_FETCH=b"* 1 FETCH (UID 5 FLAGS (\\Seen) MODSEQ (501))\r\n{tag} OK x\r\n",
                   UID_SEARCH=b"* SEARCH 1 2 3 5 6 7 8 9 10\r\n{tag} OK x\r\n")
    assert ask() == ((7, 11, 9, 502), False, {5: SEEN}, [4])
    assert said(server)[1:] == ["UID FETCH 1:10 (UID FLAGS) (CHANGEDSINCE 500)", "UID SEARCH UID 1:10"], server.commands


def test_new_mail_alone_is_no_reason_to_search():
    server = serve(CONDSTORE, opened(uidnext=13, messages=12, modseq=b"[HIGHESTMODSEQ 502]"), enabled=b"CONDSTORE",
                   UID_FETCH=b"{tag} OK x\r\n")
    assert ask() == ((7, 13, 12, 502), False, {}, [])
    assert not any("SEARCH" in command for command in server.commands), server.commands


def test_one_that_came_and_one_that_went_are_not_taken_for_none():
    server = serve(CONDSTORE, opened(uidnext=12, messages=10, modseq=b"[HIGHESTMODSEQ 502]"), enabled=b"CONDSTORE",
                   UID_FETCH=b"{tag} OK x\r\n", UID_SEARCH=b"* SEARCH 1 2 3 4 5 6 7 8 9\r\n{tag} OK x\r\n")
    assert ask()[3] == [10], server.commands


def test_long_lists_of_messages_are_asked_for_in_pieces():
    server = serve(QRESYNC, opened(uidnext=5000, messages=2000, modseq=b"[HIGHESTMODSEQ 501]"),
                   UID_FETCH=b"{tag} OK x\r\n")
    ask((7, 5000, 2000, 500), ",".join(str(uid) for uid in range(1, 4001, 2)))
    fetches = said(server)[1:]
    assert len(fetches) > 5 and all(len(command) < 1000 for command in fetches), [len(f) for f in fetches]
    named = [int(uid) for command in fetches for uid in command.split()[2].split(",")]
    assert named == list(range(1, 4001, 2))


# Servers that do not, and that lie

def test_where_nothing_is_counted_the_messages_are_asked_for():
    answer = b"".join(b"* %d FETCH (UID %d FLAGS (\\Seen))\r\n" % (uid, uid) for uid in (1, 2, 4, 5, 6, 7, 8, 9, 10))
    for capability, code in ((b"X", b"[UNSEEN 1]"), (QRESYNC, b"[NOMODSEQ]"), (QRESYNC, b"[HIGHESTMODSEQ 0]"),
                             (QRESYNC, b"[HIGHESTMODSEQ 9223372036854775808]"), (QRESYNC, b"[HIGHESTMODSEQ -5]")):
        server = serve(capability, opened(modseq=code), UID_FETCH=answer + b"{tag} OK x\r\n")
        state, is_all, messages, gone = ask()
        assert state == (7, 11, 10, 0) and is_all and set(messages) == {1, 2, 4, 5, 6, 7, 8, 9, 10} and gone == [3], code
        assert said(server)[1:] == ["UID FETCH 1:10 (UID FLAGS)"], server.commands


def test_a_count_that_goes_backwards_is_not_believed():
    server = serve(QRESYNC, opened(modseq=b"[HIGHESTMODSEQ 499]"), UID_FETCH=b"* 1 FETCH (UID 1 FLAGS ())\r\n{tag} OK x\r\n")
    state, is_all, messages, gone = ask()
    assert is_all and state[3] == 499 and messages == {1: 0} and gone == list(range(2, 11))
    assert said(server)[1:] == ["UID FETCH 1:10 (UID FLAGS)"], server.commands


def test_the_largest_count_is_borne():
    server = serve(QRESYNC, opened(modseq=b"[HIGHESTMODSEQ %d]" % HUGE), UID_FETCH=b"{tag} OK x\r\n")
    assert ask()[0][3] == HUGE
    assert ask((7, 11, 10, HUGE)) == ((7, 11, 10, HUGE), False, {}, [])
    assert len(said(server)) == 2, server.commands


def test_all_the_uids_there_are_may_vanish():
    sets = (b"1:4294967295", b"4294967295:1", b",".join([b"1:4294967295"] * 4000), b",".join([b"1"] * 20000))
    for text in sets:
        for word in (b"VANISHED (EARLIER) ", b"VANISHED "):
            server = serve(QRESYNC, opened(messages=0, modseq=b"[HIGHESTMODSEQ 501]"),
                           UID_FETCH=(b"* " + word + text + b"\r\n") * 3 + b"{tag} OK x\r\n",
                           UID_SEARCH=b"* SEARCH\r\n{tag} OK x\r\n")
            assert ask()[2:] == ({}, list(range(1, 11))), text[:40]
            # More ranges than are read: it is asked which are there.
            assert ("UID SEARCH UID 1:10" in server.commands) == (text.count(b",") > 10000), server.commands


def test_sets_that_are_none_take_nothing_away():
    for text in (b"*", b"1:*", b"0", b"1,,2", b"", b"x", b"4294967296", b"-1"):
        serve(QRESYNC, opened(uidnext=12, messages=11, modseq=b"[HIGHESTMODSEQ 501]"),
              UID_FETCH=b"* VANISHED (EARLIER) " + text + b"\r\n{tag} OK x\r\n")
        assert ask()[3] == [], text


def test_what_nobody_asked_about_is_not_told():
    serve(QRESYNC, opened(messages=11, uidnext=12, modseq=b"[HIGHESTMODSEQ 501]"),
          UID_FETCH=b"* 1 FETCH (UID 4 FLAGS (\\Seen))\r\n* 2 FETCH (UID 11 FLAGS (\\Seen))\r\n* 3 FETCH (UID 5)\r\n"
                    b"* 1 FETCH (UID 4 FLAGS ())\r\n* 9 EXISTS\r\n* FOO\r\n{tag} OK x\r\n")
    assert ask(uids="2,4,5")[2:] == ({4: SEEN}, [])


def test_a_server_that_refuses_to_answer_by_counts_is_asked_without():
    refused = [b"{tag} BAD what\r\n", b"* 1 FETCH (UID 4 FLAGS (\\Seen))\r\n{tag} OK x\r\n"]
    serve(CONDSTORE, opened(modseq=b"[HIGHESTMODSEQ 501]"), UID_FETCH=refused)
    state, is_all, messages, _ = ask(uids="4")
    assert state[3] == 0 and is_all and messages == {4: SEEN}


def test_a_server_that_does_not_agree_is_not_asked_for_what_vanished():
    server = ScriptedImap({"AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 " + QRESYNC + b"] in\r\n",
                           "ENABLE": b"{tag} BAD what\r\n", "UID FETCH": b"{tag} OK x\r\n",
                           "EXAMINE": opened(uidnext=12, messages=11, modseq=b"[HIGHESTMODSEQ 501]")})
    driver("open", "127.0.0.1", server.port, "none", "amina", "secret", "-")
    ask()
    assert said(server)[1:] == ["UID FETCH 1:10 (UID FLAGS) (CHANGEDSINCE 500)"], server.commands


def test_other_uids_are_another_folder():
    serve(QRESYNC, opened(uidvalidity=8))
    assert driver.refuses("changes", "INBOX", *UNCHANGED, "1") == "folder-changed"


def test_what_is_enabled_is_no_capability():
    server = serve(QRESYNC + b" MOVE UIDPLUS NAMESPACE", opened(), enabled=b"NOTHING")
    driver("folders")
    assert "NAMESPACE" in server.commands, server.commands


# A real one

def make_message(number):
    return b"From: a@example.org\r\nSubject: %d\r\nMessage-ID: <%d@example.org>\r\n\r\nHello\r\n" % (number, number)


def change_elsewhere():
    client = server.connect("amina")
    client.select("INBOX")
    client.uid("STORE", "2", "+FLAGS", "(\\Seen)")
    client.uid("STORE", "3", "+FLAGS", "(Junk)")
    client.uid("STORE", "5", "+FLAGS", "(\\Deleted)")
    client.uid("EXPUNGE", "5")
    client.logout()


def test_dovecot_tells_what_changed():
    for number in range(10):
        server.deliver("amina", "INBOX", make_message(number))
    driver("open", HOSTS["good"], server.imaps, "tls", "amina", "secret", server.ca)
    first, is_all, messages, gone = ask((0, 0, 0, 0))
    assert is_all and len(messages) == 10 and gone == [] and first[3] > 0, first
    driver("close")
    driver("reopen")
    assert ask(first) == (first, False, {}, [])
    change_elsewhere()
    driver("reopen")
    driver("list", "INBOX", first[0], 0)
    second, is_all, messages, gone = ask(first)
    assert (is_all, messages, gone) == (False, {2: SEEN, 3: JUNK_WORD}, [5]) and second[3] > first[3], (second, messages)
    assert ask(second) == (second, False, {}, [])


def test_dovecot_without_counting_tells_the_same():
    """Its capabilities are named by the test, and none of them counts."""
    plain.deliver("amina", "INBOX", make_message(1))
    plain.deliver("amina", "INBOX", make_message(2), flags="S")
    driver("open", HOSTS["good"], plain.imaps, "tls", "amina", "secret", plain.ca)
    state, is_all, messages, gone = ask((0, 0, 0, 0), "1,2,3")
    assert is_all and messages == {1: 0, 2: SEEN} and gone == [3], (state, messages, gone)


TESTS = [(name[5:].replace("_", " "), function) for name, function in list(globals().items())
         if name.startswith("test_")]
if not Dovecot.is_installed():
    run_tests([test for test in TESTS if "dovecot" not in test[0]] + [("dovecot", lambda: "dovecot is not installed")])
with tempfile.TemporaryDirectory() as directory, Dovecot(directory + "/one") as server, \
        Dovecot(directory + "/two", move=False) as plain:
    run_tests(TESTS)
