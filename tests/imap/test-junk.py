#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making the Junk folder, at real servers and at hostile ones. usage: test-junk.py DRIVER"""

import pathlib
import sys
import tempfile
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lib"))

from courier import Courier  # noqa: E402
from cyrus import Cyrus  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from driver import Driver, run_tests  # noqa: E402
from scripted_imap import CLOSE, ScriptedImap  # noqa: E402

OTHER, JUNK = "0", "2"
NAMES_MAX = 5000  # SAFI_IMAP_FOLDERS_MAX
OCTETS_MAX = 16 * 1024 * 1024  # SAFI_IMAP_FOLDERS_OCTETS
LONG_NAME = 100  # octets
PLAIN = b'* LIST () "/" INBOX\r\n{tag} OK x\r\n'
MADE = b'* LIST () "/" INBOX\r\n* LIST () "/" Junk\r\n{tag} OK x\r\n'

driver = Driver(sys.argv[1])
directory = tempfile.TemporaryDirectory()


def name_junk():
    return urllib.parse.unquote(driver("name-junk")[0][1])


def create_junk(name):
    return urllib.parse.unquote(driver("create-junk", name)[0][1])


def find_junk():
    return [urllib.parse.unquote(shown) for _, _, role, shown in driver("folders") if role == JUNK]


def list_subscribed(server):
    client = server.connect()
    found = [line.decode() for line in client.lsub()[1] if line]
    client.logout()
    return found


def make_in(server, others, shown, raw):
    """Opens, makes the folder in a mailbox with @others, and looks whether it stands where it should."""
    client = server.connect()
    for other in others:
        assert client.create(f'"{other}"')[0] == "OK", other
    client.logout()
    before = server.list_folders()
    driver("patience", 20000, 60, 0)  # a real server starts a process, on a busy machine
    driver("open", "127.0.0.1", server.imap, "none", "amina", "secret", "-")
    assert find_junk() == [] and name_junk() == shown, name_junk()
    assert server.list_folders() == before, "asking changes nothing"
    assert create_junk(shown) == raw
    assert sorted(server.list_folders()) == sorted([*before, raw])
    assert any(line.endswith(raw) or line.endswith(f'"{raw}"') for line in list_subscribed(server)), list_subscribed(server)
    assert len(find_junk()) == 1
    assert create_junk(shown) == raw, "once more makes nothing"
    assert sorted(server.list_folders()) == sorted([*before, raw])


def on_dovecot(others, shown, raw, **options):
    if not Dovecot.is_installed():
        return "dovecot is not installed"
    with tempfile.TemporaryDirectory(dir=directory.name) as place, Dovecot(place, junk=None, **options) as server:
        make_in(server, others, shown, raw)
        return None


def test_dovecot_without_other_names_gets_the_english_one():
    return on_dovecot([], "Junk", "Junk")


def test_dovecot_gets_the_name_in_the_language_of_its_folders():
    return on_dovecot(["Gesendet", "Papierkorb"], "Spam", "Spam")


def test_dovecot_below_a_prefix():
    return on_dovecot(["INBOX.Envoy&AOk-s"], "Courrier indésirable", "INBOX.Courrier ind&AOk-sirable", prefix="INBOX.")


def test_dovecot_with_a_name_that_is_not_latin():
    return on_dovecot(["&BBoEPgRABDcEOAQ9BDA-"], "Нежелательная почта",
                      "&BB0ENQQ2BDUEOwQwBEIENQQ7BEwEPQQwBE8- &BD8EPgRHBEIEMA-")


def test_cyrus_is_told_what_the_folder_is_for():
    if Cyrus.why_not():
        return Cyrus.why_not()
    with tempfile.TemporaryDirectory(dir=directory.name) as place, Cyrus(place, junk=None) as server:
        make_in(server, ["INBOX.Verzonden items"], "Ongewenste e-mail", "INBOX.Ongewenste e-mail")
        client = server.connect()
        flags = [line.decode() for line in client.list('(SPECIAL-USE) ""', '"*"')[1] if line]
        client.logout()
        assert any("\\Junk" in line for line in flags), flags
        return None


def test_courier_below_the_inbox():
    if Courier.why_not():
        return Courier.why_not()
    with tempfile.TemporaryDirectory(dir=directory.name) as place, Courier(place, junk=None) as server:
        make_in(server, ["INBOX.Enviados", "INBOX.Papelera"], "Correo no deseado", "INBOX.Correo no deseado")
        return None


def serve(answers, capability="IMAP4rev1 SPECIAL-USE", seconds=1):
    """seconds: that a command may take."""
    server = ScriptedImap({"AUTHENTICATE": b"{tag} OK [CAPABILITY %s] in\r\n" % capability.encode(),
                           "LIST": PLAIN, "LIST (SPECIAL-USE)": b"{tag} OK x\r\n", **answers})
    driver("patience", 400, seconds, 0)
    assert driver.refuses("open", "127.0.0.1", server.port, "none", "amina", "secret", "-") == "ok"
    return server


def sent(server, word):
    return [command for command in server.commands if command.startswith(word)]


def test_a_refusal_is_told_by_what_it_is():
    for answer, expected in ((b"NO no", "folder-refused"), (b"NO [NOPERM] no", "folder-refused"),
                             (b"NO [CANNOT] no", "folder-refused"), (b"NO [OVERQUOTA] full", "quota"),
                             (b"NO [LIMIT] many", "server-busy"), (b"NO [ALREADYEXISTS] there", "folder-exists"),
                             (b"BAD what", "folder-refused"), (b"OK but nothing is there", "folder-refused")):
        server = serve({"CREATE": b"{tag} " + answer + b"\r\n"})
        assert driver.refuses("create-junk", "Junk") == expected, answer
        assert len(sent(server, "CREATE")) == 1 and not sent(server, "SUBSCRIBE"), server.commands


def test_a_server_that_knows_uses_and_gives_none_makes_a_plain_folder():
    for answer in (b"NO [USEATTR] x", b"BAD x"):
        server = serve({"CREATE": b"{tag} OK x\r\n", 'CREATE "JUNK" (USE': b"{tag} " + answer + b"\r\n",
                        "LIST": [PLAIN, PLAIN, MADE]}, "IMAP4rev1 SPECIAL-USE CREATE-SPECIAL-USE")
        assert create_junk("Junk") == "Junk"
        assert sent(server, "CREATE") == ['CREATE "Junk" (USE (\\Junk))', 'CREATE "Junk"'], server.commands
        assert sent(server, "SUBSCRIBE") == ['SUBSCRIBE "Junk"']


def test_other_refusals_are_not_tried_without_a_use():
    server = serve({"CREATE": b"{tag} NO [OVERQUOTA] x\r\n"}, "IMAP4rev1 SPECIAL-USE CREATE-SPECIAL-USE")
    assert driver.refuses("create-junk", "Junk") == "quota"
    assert len(sent(server, "CREATE")) == 1


def test_after_a_lost_reply_one_looks_first():
    server = serve({"CREATE": b"" + CLOSE, "LIST": [PLAIN, PLAIN, MADE]})
    assert driver.refuses("create-junk", "Junk") == "disconnected"
    driver("reopen")
    assert create_junk("Junk") == "Junk"
    assert len(sent(server, "CREATE")) == 1 and sent(server, "SUBSCRIBE") == ['SUBSCRIBE "Junk"'], server.commands


def test_a_lost_command_is_said_again():
    server = serve({"CREATE": [b"" + CLOSE, b"{tag} OK x\r\n"], "LIST": [PLAIN, PLAIN, PLAIN, PLAIN, MADE]})
    assert driver.refuses("create-junk", "Junk") == "disconnected"
    driver("reopen")
    assert create_junk("Junk") == "Junk"
    assert len(sent(server, "CREATE")) == 2


def test_what_was_made_meanwhile_is_no_failure():
    server = serve({"CREATE": b"{tag} NO [ALREADYEXISTS] x\r\n", "LIST": [PLAIN, PLAIN, MADE]})
    assert create_junk("Junk") == "Junk" and sent(server, "SUBSCRIBE")


def test_a_junk_folder_of_another_name_stays_alone():
    server = serve({"LIST": b'* LIST (\\Junk) "/" Bin\r\n{tag} OK x\r\n'})
    assert create_junk("Junk") == "Bin"
    assert not sent(server, "CREATE") and not sent(server, "SUBSCRIBE")


def test_a_subscription_that_is_refused_does_no_harm():
    serve({"LIST": [PLAIN, PLAIN, MADE], "SUBSCRIBE": b"{tag} NO x\r\n"})
    assert create_junk("Junk") == "Junk"


def test_a_name_that_stands_for_something_else_is_not_taken():
    for flags in (b"\\Archive", b"\\Noselect", b"\\Noselect \\HasChildren"):
        server = serve({"LIST": b'* LIST () "/" INBOX\r\n* LIST (%s) "/" JUNK\r\n{tag} OK x\r\n' % flags})
        assert name_junk() == "Spam", flags
        assert driver.refuses("create-junk", "Junk") == "folder-exists", flags
        assert not sent(server, "CREATE") and not sent(server, "SUBSCRIBE")


def test_a_name_that_only_has_children_is_free():
    serve({"LIST": b'* LIST () "/" INBOX\r\n* LIST (\\NonExistent) "/" Junk\r\n{tag} OK x\r\n'})
    assert name_junk() == "Junk"


def test_only_our_names_are_made():
    server = serve({})
    for name in ("Anything", "INBOX", "Junk/Junk", "Junk\t", "*", "../Junk", "Sent"):
        assert driver.refuses("create-junk", name) == "invalid", name
    for name in ("Junk\r\nx DELETE INBOX", "\x01"):
        assert driver.refuses("create-junk", name) == "invalid", name
    assert not sent(server, "CREATE") and not sent(server, "X DELETE")


def test_a_delimiter_is_no_part_of_a_name():
    serve({"LIST": b'* LIST () "u" INBOX\r\n{tag} OK x\r\n'})
    assert name_junk() == "Spam"
    assert driver.refuses("create-junk", "Junk") == "invalid"


def test_all_names_taken():
    names = [line.split("\t")[2] for line in (pathlib.Path(__file__).resolve().parents[2] / "data/folder-names.tsv").read_text().splitlines()
             if line.startswith("junk\ten\t")]
    server = serve({"LIST": b"".join(b'* LIST (\\Noselect) "/" "%s"\r\n' % name.encode() for name in names) + b"{tag} OK x\r\n"})
    assert driver.refuses("name-junk") == "folder-refused"
    assert not sent(server, "CREATE")


def test_a_server_that_speaks_utf_8_is_answered_so():
    listed = b'* LIST () "/" INBOX\r\n* LIST () "/" Skickat\r\n* LIST () "/" ' + '"Överigt"\r\n'.encode()
    made = '* LIST () "/" "Skräppost"\r\n'.encode()
    done = b"{tag} OK x\r\n"
    server = serve({"LIST": [listed + done, listed + done, listed + done, listed + made + done], "CREATE": b"+ go\r\n",
                    "SUBSCRIBE": b"+ go\r\n", "SKR": done})
    assert name_junk() == "Skräppost"
    assert create_junk("Skräppost") == "Skräppost"
    octets = "Skräppost".encode()
    at = server.commands.index("CREATE {%d}" % len(octets))
    assert server.commands[at + 1].encode("latin-1") == octets, server.commands


def test_hostile_prefixes_make_no_command():
    """One too long is not used, one that is no quoted string is none, and a quote in one stays within the name."""
    for prefix, expected, made in ((b'"%s."' % (b"x" * 300), "invalid", []),
                                   (b'{8}\r\nA\r\nB C D', "folder-refused", ['CREATE "Junk"']),
                                   (b'"a\\"b."', "folder-refused", ['CREATE "a\\"b.Junk"'])):
        server = serve({"NAMESPACE": b'* NAMESPACE ((' + prefix + b' ".")) NIL NIL\r\n{tag} OK x\r\n'},
                       "IMAP4rev1 SPECIAL-USE NAMESPACE")
        assert driver.refuses("create-junk", "Junk") == expected, prefix
        assert sent(server, "CREATE") == made, server.commands
        for command in server.commands:
            assert not command.startswith(("B C", "B")), server.commands
        assert all(len(command) < 300 for command in server.commands)


def list_many(number, *more):
    """So many folders with long names, and more."""
    lines = [b'* LIST () "/" "%d%s"\r\n' % (i, b"x" * LONG_NAME) for i in range(number)]
    return b"".join([*lines, *more, b"{tag} OK x\r\n"])


def test_names_are_looked_at_up_to_the_limit_and_no_further():
    taken = b'* LIST (\\Noselect) "/" Junk\r\n'
    for number, expected in ((0, "Spam"), (NAMES_MAX - 1, "Spam"), (NAMES_MAX, "Junk"), (NAMES_MAX + 1000, "Junk")):
        serve({"LIST": list_many(number, taken)})
        assert name_junk() == expected, number


def test_a_list_has_a_limit_in_octets():
    shortest = b'* LIST () "/" "0%s"\r\n' % (b"x" * LONG_NAME)
    serve({"LIST": list_many(OCTETS_MAX // len(shortest) + 1)}, seconds=60)
    assert driver.refuses("name-junk") == "protocol"


def test_a_name_beyond_the_limit_is_not_made_twice():
    server = serve({"LIST": list_many(NAMES_MAX, b'* LIST () "/" Junk\r\n'), "CREATE": b"{tag} NO [ALREADYEXISTS] x\r\n"})
    assert driver.refuses("create-junk", "Junk") == "folder-exists"
    assert len(sent(server, "CREATE")) == 1 and not sent(server, "SUBSCRIBE"), server.commands[-3:]


run_tests([(name[5:].replace("_", "-"), function) for name, function in list(globals().items())
           if name.startswith("test_")])
