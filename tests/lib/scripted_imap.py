# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that says what a test wants it to say.

    server = ScriptedImap({"UID FETCH": b"* 1 FETCH (UID 1)\\r\\n{tag} OK done\\r\\n"})
    server.port, server.commands          # where it listens; what it was told

An answer is looked up by the longest beginning of the command. b"{tag}" stands for the tag of the
command; CLOSE in it ends the connection there; a function is called with (socket, tag) instead. A
list gives one answer after the other and repeats the last. A line of one word goes on with the
command before it; an empty one is looked up as "EMPTY". LOGOUT is not recorded.
"""

import socket
import threading

CLOSE = b"\x00CLOSE"

DEFAULTS = {
    "": b"* OK [CAPABILITY IMAP4rev1 STARTTLS SASL-IR AUTH=PLAIN MOVE UIDPLUS SPECIAL-USE] ready\r\n",
    "CAPABILITY": b"* CAPABILITY IMAP4rev1 MOVE UIDPLUS\r\n{tag} OK done\r\n",
    "AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS SPECIAL-USE] in\r\n",
    "SELECT": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\n{tag} OK [READ-WRITE] done\r\n",
    "EXAMINE": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\n{tag} OK [READ-ONLY] done\r\n",
    "STATUS": b"* STATUS Junk (UIDVALIDITY 9 UIDNEXT 5)\r\n{tag} OK done\r\n",
}


class ScriptedImap:
    def __init__(self, answers):
        self.answers = {**DEFAULTS, **answers}
        self.commands = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with client, client.makefile("rb") as lines:
            try:
                if not self._say(client, "", b""):
                    return
                tag = b""
                while line := lines.readline():
                    first, _, text = line.rstrip(b"\r\n").partition(b" ")
                    if text == b"LOGOUT":
                        return
                    tag, text = (first, text) if text else (tag, first)
                    self.commands.append(text.decode("latin-1"))
                    if not self._say(client, text.decode("latin-1").upper() or "EMPTY", tag):
                        return
            except OSError:
                pass

    def _find(self, text):
        names = [name for name in self.answers if text.startswith(name) and (name or not text)]
        if not names:
            return b"{tag} OK done\r\n"
        name = max(names, key=len)
        answer = self.answers[name]
        if isinstance(answer, list):
            return answer.pop(0) if len(answer) > 1 else answer[0]
        return answer

    def _say(self, client, text, tag):
        answer = self._find(text)
        if callable(answer):
            return answer(client, tag)
        said, close, _ = answer.partition(CLOSE)
        client.sendall(said.replace(b"{tag}", tag))
        if close:
            client.shutdown(socket.SHUT_RDWR)
        return not close
