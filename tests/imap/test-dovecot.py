#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The IMAP source against a real server. usage: test-dovecot.py DRIVER"""

import hashlib
import pathlib
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lib"))

from dovecot import HOSTS, Dovecot  # noqa: E402
from driver import Driver, run_tests  # noqa: E402

MESSAGES = 130
START = 1790000000  # seconds UTC
CERTIFICATES = {"good": "ok", "expired": "certificate-expired", "wrong": "certificate-other-name",
                "unknown": "certificate-unknown"}
PASSWORD = "pässwörd 密"

driver = Driver(sys.argv[1])
directory = tempfile.TemporaryDirectory()


def make_message(number, lines=1):
    return (f"Received: from x by y; Mon, 23 Nov 2026 10:00:00 +0000\r\nFrom: a{number}@one.example\r\n"
            f"Subject: message {number}\r\nMessage-ID: <{number}@one.example>\r\n"
            f"Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n\r\n" + f"Hello {number}\r\n" * lines).encode()


def open_good():
    driver("open", HOSTS["good"], server.imaps, "tls", "amina", "secret", server.ca)


def test_certificates():
    for name, expected in CERTIFICATES.items():
        for security, port in (("tls", server.imaps), ("starttls", server.imap)):
            got = driver.refuses("open", HOSTS[name], port, security, "amina", "secret", server.ca)
            assert got == expected, (name, security, got)


def test_system_authorities_do_not_know_the_test():
    assert driver.refuses("open", HOSTS["good"], server.imaps, "tls", "amina", "secret", "-") == "certificate-unknown"


def test_plain_text_only_to_this_computer():
    assert driver.refuses("open", HOSTS["good"], server.imap, "none", "amina", "secret", server.ca) == "ok"
    for host in ("192.0.2.1", "mail.example", "localhost.example"):
        assert driver.refuses("open", host, server.imap, "none", "amina", "secret", server.ca) == "no-tls", host


def test_plain_server_on_a_tls_port():
    assert driver.refuses("open", HOSTS["good"], server.imap, "tls", "amina", "secret", server.ca) == "no-tls"


def test_sign_in():
    assert driver.refuses("open", HOSTS["good"], server.imaps, "tls", "amina", "wrong", server.ca) == "wrong-password"
    assert driver.refuses("open", HOSTS["good"], server.imaps, "tls", "bilal", PASSWORD, server.ca) == "ok"


def test_folders_and_roles():
    open_good()
    roles = {name: role for _, name, role, _ in driver("folders")}
    assert roles == {"INBOX": "1", "Samples": "0", "Junk": "2", "Sent": "3", "Trash": "4"}, roles


def test_listing():
    open_good()
    mark, *messages = driver("list", "INBOX", 0, 0)
    assert [int(m[1]) for m in messages] == list(range(1, MESSAGES + 1))
    assert messages[4] == ["message", "5", "1", str(START + 5), str(len(make_message(5)))], messages[4]
    assert driver("list", "INBOX", mark[1], mark[2]) == [mark]
    later = driver("list", "INBOX", mark[1], MESSAGES)
    assert [m[1] for m in later[1:]] == [str(MESSAGES)], later
    assert driver.refuses("list", "INBOX", int(mark[1]) + 1, 1) == "folder-changed"
    assert driver.refuses("list", "Nowhere", 0, 0) == "folder-gone"


def test_fetch_gives_each_message_once_and_marks_nothing_seen():
    open_good()
    uidvalidity = driver("list", "INBOX", 0, 0)[0][1]
    wanted = ",".join(str(uid) for uid in range(MESSAGES + 20, 0, -1))
    mails = driver("fetch", "INBOX", uidvalidity, "live", wanted)
    assert sorted(int(m[1]) for m in mails) == list(range(1, MESSAGES + 1))
    digests = {int(m[1]): m[6] for m in mails}
    for uid in (1, 64, MESSAGES):
        assert digests[uid] == hashlib.sha256(make_message(uid)).hexdigest(), uid
    flags = {int(m[1]): m[2] for m in driver("list", "INBOX", 0, 0)[1:]}
    assert flags[2] == "0" and flags[5] == "1", flags


def test_fetch_reads_no_more_than_the_view():
    open_good()
    uidvalidity = driver("list", "Sent", 0, 0)[0][1]
    mail = driver("fetch", "Sent", uidvalidity, "beginning", "1")[0]
    whole = make_message(1, 5000)
    assert int(mail[4]) == len(whole) and int(mail[5]) == 16384, mail
    assert mail[6] == hashlib.sha256(whole[:16384]).hexdigest()


def test_each_view_shows_what_the_whole_message_says_it_must():
    open_good()
    uidvalidity, = {row[1] for row in driver("list", "Samples", 0, 0) if row[0] == "mark"}
    uids = ",".join(str(uid) for uid in range(1, len(samples) + 1))
    for view in ("header", "backlog", "sparing", "live", "parts", "beginning", "whole"):
        mails = driver("fetch", "Samples", uidvalidity, view, uids)
        assert len(mails) == len(samples), view
        for mail in mails:
            _, octets, digest, unseen = driver("view", view, samples[int(mail[1]) - 1])[0]
            assert mail[5:8] == [octets, digest, unseen], (view, samples[int(mail[1]) - 1], mail)


def test_a_sink_that_stops_leaves_the_connection_usable():
    open_good()
    uidvalidity = driver("list", "INBOX", 0, 0)[0][1]
    driver("sink-stops", 3)
    wanted = ",".join(str(uid) for uid in range(1, 101))
    assert driver.refuses("fetch", "INBOX", uidvalidity, "live", wanted) == "stopped"
    driver("sink-stops", 0)
    assert len(driver("fetch", "INBOX", uidvalidity, "live", "7,9")) == 2


def test_move_and_undo():
    open_good()
    uidvalidity = driver("list", "INBOX", 0, 0)[0][1]
    before = server.snapshot()
    driver("forget")
    for uid in (3, 5, 6):
        driver("plan", "INBOX", uidvalidity, uid, "Junk")
    states = [step[2] for step in driver("move")]
    assert states == ["planned"] * 3 + ["sent"] * 3 + ["done"] * 3, states
    moved = server.snapshot()
    assert len(moved["INBOX"]) == MESSAGES - 3 and len(moved["Junk"]) == 3
    uids = [action[3] for action in driver("journal")]
    junk = driver("list", "Junk", 0, 0)[0][1]
    driver("forget")
    for uid in uids:
        driver("plan", "Junk", junk, uid, "INBOX")
    driver("move")
    # The claim is taken back by whoever keeps the keywords (safi-keywords.c).
    without = {name: sorted((digest, tuple(flag for flag in flags if flag != "$Junk"), date) for digest, flags, date in rows)
               for name, rows in server.snapshot().items()}
    assert without == {name: sorted((digest, tuple(flags), date) for digest, flags, date in rows) for name, rows in before.items()}


def test_moving_what_is_not_there():
    open_good()
    uidvalidity = driver("list", "INBOX", 0, 0)[0][1]
    driver("forget")
    driver("plan", "INBOX", uidvalidity, 9, "Nowhere")
    assert driver.refuses("move") == "folder-gone"
    assert driver("journal")[0][2] == "planned"
    driver("forget")
    driver("plan", "INBOX", uidvalidity, 9, "Junk")
    client = server.connect()
    client.select("INBOX")
    client.uid("MOVE", "9", "Trash")
    client.logout()
    driver("move")
    assert driver("journal")[0][2] == "gone"


def test_survey_counts_without_listing():
    open_good()
    there = len(server.snapshot("amina", ["INBOX"])["INBOX"])
    assert driver("survey", "INBOX", 0, 0, 0)[0][1:3] == [str(there), str(there)]
    messages, recent, first, uidnext = map(int, driver("survey", "INBOX", 20, 0, 0)[0][1:])
    assert (messages, recent, uidnext - first) == (there, 20, 20)
    assert driver("survey", "INBOX", 20, START + 400 * 86400, 0)[0][1:] == [str(there), "0", str(uidnext), str(uidnext)]
    assert driver("survey", "INBOX", 20, 1, 0)[0][2] == "20"
    assert driver("survey", "INBOX", 20, 1, there)[0][1:] == [str(there), str(there), "1", str(uidnext)]
    assert driver("survey", "INBOX", 20, 1, there - 1)[0][2] == "20"
    there = len(server.snapshot("amina", ["Junk"])["Junk"])
    assert driver("survey", "Junk", 0, 0, 0)[0][1:3] == [str(there), str(there)]
    assert driver.refuses("survey", "No such folder", 20, 0, 0) == "folder-gone"


def test_append_tells_where_the_message_is():
    open_good()
    octets = make_message(9001).decode()
    (_, uidvalidity, uid), = driver("append", "Junk", octets)
    assert int(uid) > 0 and int(uidvalidity) > 0
    (digest, flags, _), = server.snapshot("amina", ["Junk"])["Junk"]
    assert digest == hashlib.sha256(octets.replace("\r\n", "\n").encode()).hexdigest() and "\\Seen" not in flags, (digest, flags)
    assert driver.refuses("append", "No such folder", octets) != "ok"
    client = server.connect("amina")
    client.select("Junk")
    client.store("1:*", "+FLAGS", r"(\Deleted)")
    client.expunge()
    client.logout()


def test_find():
    open_good()
    uidvalidity = driver("list", "INBOX", 0, 0)[0][1]
    driver("forget")
    identity = driver("plan", "INBOX", uidvalidity, 10, "Junk")[-1][1]
    assert driver("find", "INBOX", identity, START) == [["found", "10"]]
    assert driver("find", "INBOX", identity, 0) == [["found", "10"]]
    assert driver("find", "INBOX", identity, START + 10 * 86400) == []
    assert driver("find", "Junk", identity, 0) == []


def test_compression():
    with tempfile.TemporaryDirectory() as other, Dovecot(other, compress=True) as compressing:
        if b"COMPRESS=DEFLATE" not in compressing.connect().capability()[1][0]:
            return "this Dovecot has no imap_zlib"
        for number in range(1, MESSAGES + 1):
            compressing.deliver("amina", "INBOX", make_message(number, 100), START + number)
        driver("open", HOSTS["good"], compressing.imaps, "tls", "amina", "secret", compressing.ca)
        mark, *messages = driver("list", "INBOX", 0, 0)
        wanted = ",".join(m[1] for m in messages)
        before = int(driver("traffic")[0][1])
        mails = driver("fetch", "INBOX", mark[1], "backlog", wanted)
        received = int(driver("traffic")[0][1]) - before
    assert {m[6] for m in mails} == {hashlib.sha256(make_message(n, 100)).hexdigest() for n in range(1, MESSAGES + 1)}
    assert received < sum(int(m[5]) for m in mails) / 5, received


def wait_for(server, act, beside="-"):
    """Returns what the driver heard after @act was done."""
    driver("open", HOSTS["good"], server.imaps, "tls", "amina", "secret", server.ca)
    mark = driver("list", "INBOX", 0, 0)[0]
    threading.Timer(0.3, act).start()
    return driver("wait", "INBOX", mark[1], mark[2], beside, 0, 20000)[-1]


def test_waiting():
    with tempfile.TemporaryDirectory() as other, Dovecot(other, compress=True) as compressing:
        compressing.deliver("amina", "INBOX", make_message(1))

        def add():
            compressing.connect().append("INBOX", "", None, make_message(2))

        def move_away():
            client = compressing.connect()
            client.select("INBOX")
            client.uid("MOVE", "1", "Junk")
        assert wait_for(compressing, add) == ["news", "-"]
        mark, *messages = driver("list", "INBOX", 0, 0)
        assert len(messages) == 2
        assert wait_for(compressing, move_away) == ["news", "-"]
        assert len(driver("list", "INBOX", 0, 0)) == 2
        assert wait_for(compressing, compressing.stop)[0:1] == ["news"]


def test_keyword():
    open_good()
    uidvalidity = driver("list", "INBOX", 0, 0)[0][1]
    driver("keyword", "INBOX", uidvalidity, 11, "junk", "on")
    assert driver("list", "INBOX", 0, 11)[1][2] == "32"
    driver("keyword", "INBOX", uidvalidity, 11, "junk", "off")
    assert driver("list", "INBOX", 0, 11)[1][2] == "0"


def deliver_samples():
    """The samples of the checks with the line ends of the network. Returns their files, in order."""
    paths = []
    folder = pathlib.Path(directory.name, "samples")
    folder.mkdir()
    for path in sorted(pathlib.Path(__file__).resolve().parent.parent.joinpath("mail").glob("*.eml")):
        octets = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        server.deliver("amina", "Samples", octets, START + len(paths))
        paths.append(folder / path.name)
        paths[-1].write_bytes(octets)
    return paths


with directory, Dovecot(directory.name, users={"amina": "secret", "bilal": PASSWORD}) as server:
    for number in range(1, MESSAGES + 1):
        server.deliver("amina", "INBOX", make_message(number), START + number, "S" if number == 5 else "")
    server.deliver("amina", "Sent", make_message(1, 5000), START)
    samples = deliver_samples()
    run_tests([(name[5:].replace("_", "-"), function) for name, function in list(globals().items())
               if name.startswith("test_")])
