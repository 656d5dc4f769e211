#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The IMAP source against servers that are wrong, hostile or rare. usage: test-scripted.py DRIVER"""

import base64
import pathlib
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lib"))

from driver import Driver, Failed, run_tests  # noqa: E402
from scripted_imap import CLOSE, DEFLATE, ScriptedImap  # noqa: E402

STATUS = 'STATUS "Junk" (UIDVALIDITY UIDNEXT MESSAGES)'
SILENCE = 400  # milliseconds
COMMAND = 1  # seconds
DATE = b'INTERNALDATE "01-Jan-2026 00:00:00 +0000"'
HEADER = b"Subject: x\r\n\r\n"
FETCHED = b"* 1 FETCH (UID 1 FLAGS () " + DATE + b" RFC822.SIZE 14 BODY[] {14}\r\n" + HEADER + b")\r\n{tag} OK x\r\n"
SOURCE = b"* 1 FETCH (UID 1 FLAGS () BODY[HEADER.FIELDS (DATE)] {14}\r\n" + HEADER + b")\r\n{tag} OK x\r\n"
NOTHING = b"{tag} OK x\r\n"

driver = Driver(sys.argv[1])
driver("patience", SILENCE, COMMAND, 0)


def serve(answers, security="none", user="amina", password="secret", way="password"):
    """Returns the server and what opening it came to."""
    server = ScriptedImap(answers)
    driver("way", way)
    return server, driver.refuses("open", "127.0.0.1", server.port, security, user, password, "-")


def fetch_from(answer):
    server, result = serve({"UID FETCH": answer})
    assert result == "ok", result
    return driver.refuses("fetch", "INBOX", 7, "whole", 1)


# Opening

def test_greetings():
    for greeting, expected in ((b"* BYE full\r\n", "disconnected"),
                               (b"* BYE [UNAVAILABLE] later\r\n", "server-busy"),
                               (b"* BYE Too many connections\r\n", "too-many-connections"),
                               (b"220 smtp.example ESMTP\r\n", "protocol"),
                               (b"HTTP/1.1 400 Bad Request\r\n", "protocol"),
                               (b"", "timed-out"), (CLOSE, "disconnected"),
                               (b"* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n", "ok")):
        assert serve({"": greeting})[1] == expected, greeting


def test_starttls_is_never_gone_without():
    offer = b"* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n"
    for answers, expected in (({"": b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n"}, "no-tls"),
                              ({"": offer, "STARTTLS": b"{tag} NO no\r\n"}, "no-tls"),
                              ({"": offer, "STARTTLS": b"{tag} BAD no\r\n"}, "no-tls"),
                              ({"": b"* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n"}, "no-tls"),
                              ({"": offer, "STARTTLS": b"{tag} OK go\r\n* OK [CAPABILITY X] x\r\n"}, "protocol"),
                              ({"": offer, "STARTTLS": b"{tag} OK go\r\n" + CLOSE}, "no-tls")):
        server, result = serve(answers, "starttls")
        assert result == expected, (answers, result)
        assert not any(c.startswith(("LOGIN", "AUTHENTICATE")) for c in server.commands), server.commands


def test_hanging_up_before_encryption_is_not_a_refusal_of_it():
    assert serve({"": CLOSE}, "tls")[1] == "disconnected"
    assert serve({"": b"* OK [CAPABILITY IMAP4rev1] hi\r\n"}, "tls")[1] == "no-tls"


def test_sign_in_refusals():
    for answer, expected in ((b"{tag} NO [AUTHENTICATIONFAILED] no\r\n", "wrong-password"),
                             (b"{tag} NO [ALERT] Application-specific password required\r\n", "app-password"),
                             (b"{tag} NO [UNAVAILABLE] x\r\n", "server-busy"),
                             (b"* BYE x\r\n", "disconnected")):
        assert serve({"AUTHENTICATE": answer})[1] == expected, answer


def test_ways_to_sign_in():
    greet = b"* OK [CAPABILITY IMAP4rev1 %s] hi\r\n"
    server, result = serve({"": greet % b"AUTH=PLAIN SASL-IR"})
    assert result == "ok" and server.commands[0] == "AUTHENTICATE PLAIN AGFtaW5hAHNlY3JldA==", server.commands
    server, result = serve({"": greet % b"AUTH=PLAIN", "AUTHENTICATE": b"+ \r\n"})
    assert result == "ok" and server.commands[:2] == ["AUTHENTICATE PLAIN", "AGFtaW5hAHNlY3JldA=="], server.commands
    server, result = serve({"": greet % b"X"}, user='a"b\\c')
    assert result == "ok" and server.commands[0] == 'LOGIN "a\\"b\\\\c" "secret"', server.commands
    server, result = serve({"": greet % b"LOGINDISABLED"})
    assert result == "sign-in-other-way" and not server.commands, server.commands


def test_letters_beyond_ascii_go_through_authenticate_only():
    greet = b"* OK [CAPABILITY IMAP4rev1 %s] hi\r\n"
    server, result = serve({"": greet % b"AUTH=PLAIN SASL-IR"}, password="jos\u00e9")
    assert result == "ok" and server.commands[0] == "AUTHENTICATE PLAIN AGFtaW5hAGpvc8Op", server.commands
    for user, password in (("amina", "jos\u00e9"), ("jos\u00e9", "secret")):
        server, result = serve({"": greet % b"X"}, user=user, password=password)
        assert result == "password-letters" and not server.commands, server.commands


def test_literals_wait_for_the_server():
    server, result = serve({"": b"* OK [CAPABILITY IMAP4rev1] hi\r\n", "LOGIN": b"+ go\r\n"}, password="a\tb")
    assert server.commands[:2] == ['LOGIN "amina" {3}', "a\tb"], server.commands
    assert result == "ok"
    server, result = serve({"": b"* OK [CAPABILITY IMAP4rev1] hi\r\n", "LOGIN": b"{tag} NO x\r\n"}, password="a\tb")
    assert result == "wrong-password" and len(server.commands) == 1, server.commands


def encode(text):
    return base64.b64encode(text.encode()).decode()


def offer(words, **answers):
    return {"": b"* OK [CAPABILITY IMAP4rev1 " + words + b"] hi\r\n", **answers}


def show_token(answers, user="amina", token="t0ken"):
    return serve(answers, user=user, password=token, way="browser")


def test_a_token_goes_by_the_standard_if_the_server_knows_it():
    server, result = show_token(offer(b"SASL-IR AUTH=XOAUTH2 AUTH=OAUTHBEARER AUTH=PLAIN"), user="a,b=c")
    said = f"n,a=a=2Cb=3Dc,\1host=127.0.0.1\1port={server.port}\1auth=Bearer t0ken\1\1"
    assert result == "ok" and server.commands[0] == "AUTHENTICATE OAUTHBEARER " + encode(said), server.commands
    server, result = show_token(offer(b"SASL-IR AUTH=XOAUTH2 AUTH=PLAIN"))
    assert result == "ok" and server.commands[0] == "AUTHENTICATE XOAUTH2 " + encode(
        "user=amina\1auth=Bearer t0ken\1\1"), server.commands


def test_a_token_waits_where_nothing_is_taken_with_the_command():
    server, result = show_token(offer(b"AUTH=XOAUTH2", AUTHENTICATE=b"+ \r\n"))
    assert result == "ok" and server.commands[:2] == [
        "AUTHENTICATE XOAUTH2", encode("user=amina\1auth=Bearer t0ken\1\1")], server.commands


def test_a_token_is_shown_to_no_server_that_did_not_ask_for_one():
    for words in (b"AUTH=PLAIN SASL-IR", b"X"):
        server, result = show_token(offer(words))
        assert result == "sign-in-other-way" and not server.commands, server.commands


def test_a_password_is_not_shown_as_a_token():
    server, result = serve(offer(b"SASL-IR AUTH=XOAUTH2 AUTH=OAUTHBEARER LOGINDISABLED"))
    assert result == "sign-in-other-way" and not server.commands, server.commands


def test_refused_tokens_are_answered_and_understood():
    cases = (('{"status":"400","schemes":"Bearer","scope":"https://mail.example/"}', b"NO x", "signed-out"),
             ('{"status":401}', b"NO x", "signed-out"),
             ('{"status":"invalid_token","scope":"x"}', b"NO [AUTHENTICATIONFAILED] x", "signed-out"),
             ('{"status":"insufficient_scope"}', b"NO x", "browser-denied"),
             ('{"status":"invalid_request"}', b"NO x", "protocol"),
             ('{"status":"400"}', b"NO [UNAVAILABLE] x", "server-busy"),
             ('{"status":"400"}', b"NO Your account is not enabled for IMAP use", "imap-off"),
             ('{"status":"400"}', b"NO [CONTACTADMIN] x", "mailbox-blocked"),
             ("{" * 3000, b"NO x", "signed-out"), ("[" * 5000, b"NO x", "signed-out"),
             ("[1]", b"NO x", "signed-out"), ('{"status":{}}', b"NO x", "signed-out"), ("", b"NO x", "signed-out"))
    for mechanism, farewell in ((b"XOAUTH2", "EMPTY"), (b"OAUTHBEARER", "AQ==")):
        for challenge, end, expected in cases:
            server, result = show_token(offer(b"SASL-IR AUTH=" + mechanism, **{
                "AUTHENTICATE": b"+ " + encode(challenge).encode() + b"\r\n", farewell: b"{tag} " + end + b"\r\n"}))
            assert result == expected, (mechanism, challenge[:40], end, result)
            assert len(server.commands) == 2 and server.commands[1] in ("", "AQ=="), server.commands


def test_a_token_with_a_separator_is_never_sent():
    for user, token in (("amina", "a\1b"), ("am\1ina", "t"), ("amina", "a\r\nC9 DELETE INBOX")):
        server, result = show_token(offer(b"SASL-IR AUTH=XOAUTH2"), user, token)
        assert result == "invalid" and not server.commands, server.commands


def test_a_server_that_asks_without_end_is_given_up():
    for limit, expected in ((4, "ok"), (5, "protocol")):
        answers = [b"+ eyJ9\r\n"] * (limit - 1) + [b"{tag} OK in\r\n"]
        server, result = show_token(offer(b"SASL-IR AUTH=XOAUTH2", AUTHENTICATE=b"+ e30=\r\n", EMPTY=answers))
        assert result == expected, (limit, result)


def test_line_breaks_are_never_sent():
    server, result = serve({"": b"* OK [CAPABILITY IMAP4rev1] hi\r\n"}, password="a\r\nC9 DELETE INBOX")
    assert result == "invalid" and not server.commands
    server, result = serve({})
    before = len(server.commands)
    for name in ("INBOX\r\nC9 DELETE x", "a\nb", "a\rb", ""):
        assert driver.refuses("list", name, 0, 0) == "invalid"
        assert driver.refuses("fetch", name, 7, "whole", 1) == "invalid"
    assert len(server.commands) == before


def test_strange_names_of_folders_come_through():
    server, _ = serve({})
    driver("list", 'a"b\\c', 0, 2)
    assert server.commands[-1] == 'EXAMINE "a\\"b\\\\c"', server.commands


def folders_of(lines, capability=b"X", **answers):
    """Returns {raw name: role} of what a server lists."""
    listed = b"".join(b"* LIST () %s\r\n" % line for line in lines) + b"{tag} OK x\r\n"
    server, _ = serve({"AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 " + capability + b"] in\r\n",
                       'LIST ""': listed, **answers})
    return {urllib.parse.unquote(line[1]): line[2] for line in driver("folders")}, server


JUNK = "2"


def test_roles_by_name_below_the_prefix_and_at_the_root():
    for prefix, delimiter in ((b"INBOX.", b"."), (b"", b"/"), (b"Mail/", b"/"), (b"INBOX/", b"/")):
        space = b'* NAMESPACE (("%s" "%s")) NIL NIL\r\n{tag} OK x\r\n' % (prefix, delimiter)
        names = [b'"%s" "%s%s"' % (delimiter, prefix, name) for name in (b"Friends", b"a%sSpam" % delimiter, b"jUNK e-mAIL")]
        roles, _ = folders_of(names, b"NAMESPACE", NAMESPACE=space)
        assert [name for name in roles if roles[name] == JUNK] == [(prefix + b"jUNK e-mAIL").decode()], roles
    roles, _ = folders_of([b'"." INBOX.Spam'])
    assert roles == {"INBOX.Spam": JUNK}


def test_namespaces_that_make_no_sense_are_left_out():
    for line in (b"((", b'(("', b'(("a\\', b"NIL NIL NIL", b"(({3}\r\nab. \".\")) NIL NIL", b""):
        roles, _ = folders_of([b'"/" Spam'], b"NAMESPACE", NAMESPACE=b"* NAMESPACE " + line + b"\r\n{tag} OK x\r\n")
        assert roles == {"Spam": JUNK}, line


def test_xlist_and_special_use_only_where_they_are_offered():
    answer = b'* XLIST (\\Inbox) "/" INBOX\r\n* XLIST (\\Spam) "/" Folder\r\n{tag} OK x\r\n'
    roles, server = folders_of([b'"/" Folder', b'"/" Junk'], b"XLIST", XLIST=answer)
    assert roles == {"Folder": JUNK, "Junk": "0"}, roles
    roles, server = folders_of([b'"/" Folder', b'"/" Junk'], XLIST=answer)
    assert roles == {"Folder": "0", "Junk": JUNK} and len(server.commands) == 2, (roles, server.commands)


def test_localised_names():
    for name in (b"&V4NXPpCuTvY-", b"&BCEEPwQwBDw-", b"Courrier ind&AOk-sirable", b"&j,dg0TDhMPww6w-", b"&wqTTOA-"):
        assert folders_of([b'"/" "%s"' % name])[0] == {name.decode(): JUNK}, name


# Compression

OFFER = b"{tag} OK [CAPABILITY IMAP4rev1 COMPRESS=DEFLATE] in\r\n"
SWITCH = b"{tag} OK go\r\n" + DEFLATE


def test_compression_is_used_where_it_is_offered():
    server, result = serve({"AUTHENTICATE": OFFER, "COMPRESS": SWITCH, "UID FETCH": FETCHED})
    assert result == "ok" and server.commands[1:] == ["COMPRESS DEFLATE"], server.commands
    assert len(driver("fetch", "INBOX", 7, "backlog", 1)) == 1
    assert server.commands[2] == "NOOP", server.commands
    assert serve({})[0].commands == ["AUTHENTICATE PLAIN AGFtaW5hAHNlY3JldA=="]


def test_a_server_that_refuses_compression_is_used_without():
    for answer in (b"{tag} NO [COMPRESSIONACTIVE] x\r\n", b"{tag} BAD x\r\n"):
        server, result = serve({"AUTHENTICATE": OFFER, "COMPRESS": answer, "UID FETCH": FETCHED})
        assert result == "ok" and len(driver("fetch", "INBOX", 7, "backlog", 1)) == 1, answer


def test_compression_that_does_not_work_is_not_tried_again():
    for answer in (b"{tag} OK go\r\n", b"{tag} OK go\r\n" + CLOSE, b"{tag} OK go\r\n* OK slipped in\r\n"):
        for call in (("folders",), ("list", "INBOX", 0, 0)):
            server, result = serve({"AUTHENTICATE": OFFER, "COMPRESS": answer})
            assert result == "ok" and driver.refuses(*call) == "ok", (answer, call, server.commands)
            driver("close")
            assert driver.refuses("reopen") == "ok"
            assert server.commands.count("COMPRESS DEFLATE") == 1, server.commands


def test_a_compressed_stream_that_breaks_later_is_not_tried_again():
    def garble(wire, tag):
        wire.send_raw(b"\xff" * 100)
        return True
    server, result = serve({"AUTHENTICATE": OFFER, "COMPRESS": SWITCH, "LIST": [garble, NOTHING]})
    assert result == "ok" and driver.refuses("folders") == "protocol"
    assert driver.refuses("reopen") == "ok" and driver.refuses("folders") == "ok"
    assert server.commands.count("COMPRESS DEFLATE") == 1, server.commands


def test_a_bomb_is_cut():
    def unfold(wire, tag):
        wire.sendall(b"* OK " + b"A" * 3_000_000)
        return True
    server, _ = serve({"AUTHENTICATE": OFFER, "COMPRESS": SWITCH, "LIST": unfold})
    assert driver.refuses("folders") == "protocol"


def test_the_name_is_said_before_a_folder_is_opened():
    server, _ = serve({"AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 ID] in\r\n",
                       "ID": b'* ID ("version" NIL)\r\n{tag} OK x\r\n'})
    driver("list", "INBOX", 0, 0)
    assert server.commands[1:3] == ['ID ("name" "Safibox")', 'EXAMINE "INBOX"'], server.commands


# What servers send

def test_lines_that_crashed_libetpan():
    for line in (b"* OK [PERMANENTFLAGS (\\] x", b"* NAMESPACE ((", b"* ID (\"version\" NIL)", b"* FOOBAR x",
                 b"* FLAGS (a (b))", b"* 5 UIDFETCH (UID 5)", b"* VANISHED (EARLIER) 1:*", b"*", b"+ idling", b""):
        assert fetch_from(line + b"\r\n" + FETCHED) == "ok", line


def test_literals_that_never_end():
    for answer, expected in ((b"* 1 FETCH (UID 1 BODY[] {1000}\r\nabc" + CLOSE, "disconnected"),
                             (b"* 1 FETCH (UID 1 BODY[] {1000}\r\nabc", "timed-out"),
                             (b"* 1 FETCH (UID 1 BODY[] {4000000000}\r\nabc", "protocol"),
                             (b"* 1 FETCH (UID 1 BODY[] {99999999999999999999}\r\nabc", "protocol")):
        assert fetch_from(answer) == expected, answer


def send_for_ever(chunk):
    def send(client, tag):
        while True:
            client.sendall(chunk)
    return send


def test_floods_are_cut():
    assert fetch_from(send_for_ever(b"* OK " + b"A" * 100000)) == "protocol"
    assert fetch_from(send_for_ever(b"* OK flood\r\n" * 1000)) == "protocol"
    assert fetch_from(send_for_ever(b"* 1 FETCH (UID 1 BODY[] {50000}\r\n" + b"A" * 50000 + b")\r\n")) == "protocol"


def test_drips_end_at_the_deadline():
    def drip(client, tag):
        while True:
            client.sendall(b"x")
            time.sleep(0.05)
    server, _ = serve({"LIST": drip})
    start = time.monotonic()
    assert driver.refuses("folders") == "timed-out"
    assert time.monotonic() - start > COMMAND * 0.9


def test_a_closed_source_says_so_until_it_is_opened():
    assert fetch_from(CLOSE) == "disconnected"
    assert driver.refuses("folders") == "disconnected"
    assert driver.refuses("reopen") == "ok"
    assert driver.refuses("folders") == "ok"


def test_unasked_data_between_messages():
    server, _ = serve({"UID FETCH": b"* 1 FETCH (FLAGS (\\Seen))\r\n* 2 FETCH (UID 3 BODY[] \"three\" FLAGS ())\r\n"
                       b"* 7 EXPUNGE\r\n* 9 EXISTS\r\n* 1 FETCH (FLAGS () BODY[]<0> {3}\r\none UID 1)\r\n"
                       b"* 1 FETCH (UID 1 FLAGS () BODY[] \"one\")\r\n* 5 FETCH (UID 99 BODY[] \"x\")\r\n"
                       b"* 4 FETCH (UID 4 FLAGS (\\Seen))\r\n{tag} OK x\r\n"})
    mails = driver("fetch", "INBOX", 7, "whole", "1,2,3,4")
    assert [(m[1], m[5]) for m in mails] == [("3", "5"), ("1", "3")], mails


def test_one_message_that_cannot_be_given_costs_no_other():
    answers = [b"* 1 FETCH (UID 1 BODY[] \"a\")\r\n{tag} NO [SERVERBUG] x\r\n", b"{tag} NO x\r\n",
               b"* 3 FETCH (UID 3 BODY[] \"c\")\r\n{tag} OK x\r\n", NOTHING]
    server, _ = serve({"UID FETCH": [answers[0], answers[2], answers[1]]})
    mails = driver("fetch", "INBOX", 7, "whole", "1,2,3")
    assert sorted(m[1] for m in mails) == ["1", "3"], (mails, server.commands)


def test_uidvalidity_0_and_no_uidnext_are_borne():
    server, _ = serve({"EXAMINE": b"* 2 EXISTS\r\n* OK [UIDVALIDITY 0] x\r\n{tag} OK x\r\n",
                       "UID FETCH": b"* 1 FETCH (UID 3 FLAGS () " + DATE + b")\r\n* 2 FETCH (UID 8 FLAGS () " + DATE
                       + b")\r\n* 2 FETCH (UID 8 FLAGS () " + DATE + b")\r\n{tag} OK x\r\n"})
    mark, *messages = driver("list", "INBOX", 0, 0)
    assert mark == ["mark", "0", "9"] and [m[1] for m in messages] == ["3", "8"]
    assert [m[1] for m in driver("list", "INBOX", 5, 8)[1:]] == ["8"]


def test_folders_that_cannot_be_opened():
    for answer, expected in ((b"{tag} NO x\r\n", "folder-gone"), (b"{tag} NO [NONEXISTENT] x\r\n", "folder-gone"),
                             (b"{tag} NO [NOPERM] x\r\n", "not-permitted"), (b"{tag} NO [UNAVAILABLE] x\r\n", "server-busy"),
                             (b"C99 OK x\r\n", "protocol"), (b"* BYE x\r\n", "disconnected")):
        serve({"EXAMINE": answer})
        assert driver.refuses("list", "INBOX", 0, 0) == expected, answer


def test_roles_by_flag_before_name():
    server, _ = serve({"LIST \"\"": b"* LIST () \"/\" Junk\r\n* LIST (\\Junk) \"/\" {9}\r\n&V4NXPg-x\r\n* LIST () \"/\" a/Spam\r\n"
                       b"* LIST (\\Noselect) \"/\" Trash\r\n* LIST () \".\" INBOX.Sent\r\n* LIST () \"/\" \"inbox\"\r\n"
                       b"* LIST (\\HasNoChildren \\) \"/\" Drafts\r\n{tag} OK x\r\n"})
    folders = {line[1]: line[2] for line in driver("folders")}
    assert folders == {"Junk": "0", "%26V4NXPg-x": "2", "a%2FSpam": "0", "INBOX.Sent": "3", "INBOX": "1",
                       "Drafts": "5"}, folders


# Waiting

IDLING = b"+ idling\r\n"
LONG, SHORT = 60000, 300  # milliseconds


def wait(answers, milliseconds=LONG, beside="-", may_ask=0, renewal=LONG, capability=b"IDLE"):
    """Waits for news of INBOX, known up to UID 1; returns what came, or why not, and the server."""
    server, result = serve({"AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 " + capability + b"] in\r\n", **answers})
    assert result == "ok"
    driver("renewal", renewal)
    try:
        lines = driver("wait", "INBOX", 7, 2, beside, may_ask, milliseconds)
    except Failed as failure:
        return failure.args[0], server
    assert lines[0] == ["waiting"]
    return lines[-1][-1], server


def said_later(octets, seconds=0.2):
    def say(wire, tag):
        wire.sendall(IDLING)
        time.sleep(seconds)
        wire.sendall(octets)
        return True
    return say


def test_news_end_the_wait():
    for octets in (b"* 2 EXISTS\r\n", b"* 1 EXPUNGE\r\n", b"* VANISHED 1\r\n", b"* OK Still here\r\n* 2 EXISTS\r\n"):
        assert wait({"IDLE": said_later(octets)})[0] == "-", octets


def test_no_news_do_not():
    for octets in (b"* OK Still here\r\n", b"* 1 EXISTS\r\n* 0 RECENT\r\n", b"* 1 FETCH (FLAGS (\\Seen))\r\n",
                   b"* VANISHED (EARLIER) 1\r\n"):
        assert wait({"IDLE": said_later(octets, 0)}, SHORT)[0] == "nothing", octets


def test_what_comes_in_one_piece_with_the_plus_is_heard():
    for octets in (IDLING + b"* 2 EXISTS\r\n", b"* 2 EXISTS\r\n" + IDLING):
        assert wait({"IDLE": octets})[0] == "-", octets


def test_what_came_before_the_wait_is_news():
    for examine in (b"* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 3] x\r\n", b"* OK [UIDVALIDITY 8] x\r\n* OK [UIDNEXT 2] x\r\n"):
        result, server = wait({"EXAMINE": b"* 1 EXISTS\r\n" + examine + b"{tag} OK x\r\n"})
        assert result == "-" and "IDLE" not in server.commands, server.commands
    courier = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n{tag} OK x\r\n"
    for uid, expected in ((1, "nothing"), (2, "-")):
        told = b"* 1 FETCH (UID %d)\r\n{tag} OK x\r\n" % uid
        assert wait({"EXAMINE": courier, "UID FETCH 2:*": told, "IDLE": IDLING}, SHORT)[0] == expected


def test_any_other_call_ends_idle_at_once():
    result, server = wait({"IDLE": IDLING, "DONE": NOTHING}, SHORT)
    before = time.monotonic()
    driver("folders")
    assert server.commands[-2:] == ["DONE", 'LIST "" "*"'], server.commands
    assert time.monotonic() - before < SHORT / 1000


def test_a_link_that_died_in_the_wait_is_replaced():
    result, server = wait({"IDLE": IDLING, "DONE": b""}, SHORT)
    assert driver.refuses("reopen") == "ok" and driver.refuses("folders") == "ok"
    assert server.commands.count('LIST "" "*"') == 1


def test_a_lost_connection_ends_the_wait():
    assert wait({"IDLE": IDLING + b"* BYE time to go\r\n"})[0] == "disconnected"
    assert wait({"IDLE": IDLING + CLOSE})[0] == "disconnected"
    assert driver.refuses("folders") == "disconnected"


def test_renewal_says_done_looks_beside_and_idles_again():
    result, server = wait({"IDLE": IDLING, "DONE": NOTHING},
                          SHORT, "Junk", renewal=SHORT * 2 // 3)
    assert result == "nothing", result
    assert server.commands[1:] == ['EXAMINE "INBOX"', STATUS, "IDLE", "DONE", STATUS, "IDLE"], server.commands
    junk = [b"* STATUS Junk (UIDVALIDITY 9 UIDNEXT %d MESSAGES 1)\r\n{tag} OK x\r\n" % n for n in (5, 6)]
    assert wait({"IDLE": IDLING, "DONE": NOTHING, "STATUS": junk}, LONG, "Junk", renewal=SHORT)[0] == "-"


def test_news_told_with_another_answer_are_heard():
    told = b"* 2 EXISTS\r\n* STATUS Junk (UIDVALIDITY 9 UIDNEXT 5 MESSAGES 1)\r\n{tag} OK x\r\n"
    result, server = wait({"STATUS": told}, beside="Junk")
    assert result == "-" and "IDLE" not in server.commands, server.commands


def test_a_link_found_dead_at_renewal_is_renewed_sooner():
    server, _ = serve({"AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 IDLE] in\r\n", "IDLE": IDLING, "DONE": b""})
    driver("renewal", 900)
    waits = []
    for _ in range(4):
        assert driver.refuses("reopen") == "ok"
        start = time.monotonic()
        assert driver("wait", "INBOX", 7, 2, "-", 0, LONG)[-1] == ["news", "timed-out"]
        waits.append(time.monotonic() - start - SILENCE / 1000)
    assert waits[0] > 0.85 and waits[1] < 0.8 and waits[2] < 0.6, waits
    assert min(waits) > 0.15, waits


def test_a_server_that_tells_nothing_unasked():
    result, server = wait({}, capability=b"X")
    assert result == "invalid" and len(server.commands) == 1, server.commands
    result, server = wait({"NOOP": [NOTHING, b"* 2 EXISTS\r\n{tag} OK x\r\n"]}, may_ask=1, renewal=90, capability=b"X")
    assert result == "-" and server.commands.count("NOOP") == 2, server.commands


def test_a_folder_beside_that_is_gone_is_no_fault():
    assert wait({"STATUS": b"{tag} NO x\r\n", "IDLE": IDLING}, SHORT, "Junk")[0] == "nothing"


run_tests([(name[5:].replace("_", "-"), function) for name, function in list(globals().items())
           if name.startswith("test_")])
