# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that says what a test wants it to say.

    server = ScriptedImap({"UID FETCH": b"* 1 FETCH (UID 1)\\r\\n{tag} OK done\\r\\n"})
    server.port, server.commands          # where it listens; what it was told

An answer is looked up by the longest beginning of the command. b"{tag}" stands for the tag of the
command; CLOSE in it ends the connection there; a function is called with (Wire, tag) instead and returns whether
to go on. A
list gives one answer after the other and repeats the last. A line of one word goes on with the
command before it; an empty one is looked up as "EMPTY". LOGOUT is not recorded. DEFLATE in an answer: what follows
it is compressed, and so is all that is said after it in both directions (RFC 4978).
"""

import socket
import threading
import zlib

CLOSE = b"\x00CLOSE"
DEFLATE = b"\x00DEFLATE"

DEFAULTS = {
    "": b"* OK [CAPABILITY IMAP4rev1 STARTTLS SASL-IR AUTH=PLAIN MOVE UIDPLUS SPECIAL-USE] ready\r\n",
    "CAPABILITY": b"* CAPABILITY IMAP4rev1 MOVE UIDPLUS\r\n{tag} OK done\r\n",
    "AUTHENTICATE": b"{tag} OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS SPECIAL-USE] in\r\n",
    "SELECT": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\n{tag} OK [READ-WRITE] done\r\n",
    "EXAMINE": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\n{tag} OK [READ-ONLY] done\r\n",
    "STATUS": b"* STATUS Junk (UIDVALIDITY 9 UIDNEXT 5)\r\n{tag} OK done\r\n",
}


class Wire:
    """A connection that may be compressed from some point on."""

    def __init__(self, socket):
        self.socket, self.pending = socket, b""
        self.packer = self.unpacker = None

    def compress(self):
        self.packer, self.unpacker = zlib.compressobj(9, zlib.DEFLATED, -15), zlib.decompressobj(-15)

    def sendall(self, octets):
        if self.packer and octets:
            octets = self.packer.compress(octets) + self.packer.flush(zlib.Z_SYNC_FLUSH)
        self.socket.sendall(octets)

    def send_raw(self, octets):
        self.socket.sendall(octets)

    def readline(self):
        while b"\n" not in self.pending:
            octets = self.socket.recv(4096)
            if not octets:
                return b""
            self.pending += self.unpacker.decompress(octets) if self.unpacker else octets
        line, _, self.pending = self.pending.partition(b"\n")
        return line + b"\n"

    def shutdown(self):
        self.socket.shutdown(socket.SHUT_RDWR)


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
        with client:
            wire = Wire(client)
            try:
                if not self._say(wire, "", b""):
                    return
                tag = b""
                while line := wire.readline():
                    first, _, text = line.rstrip(b"\r\n").partition(b" ")
                    if text == b"LOGOUT":
                        return
                    tag, text = (first, text) if text else (tag, first)
                    self.commands.append(text.decode("latin-1"))
                    if not self._say(wire, text.decode("latin-1").upper() or "EMPTY", tag):
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

    def _say(self, wire, text, tag):
        answer = self._find(text)
        if callable(answer):
            return answer(wire, tag)
        said, close, _ = answer.partition(CLOSE)
        said, deflate, compressed = said.replace(b"{tag}", tag).partition(DEFLATE)
        wire.sendall(said)
        if deflate:
            wire.compress()
            wire.sendall(compressed)
        if close:
            wire.shutdown()
        return not close
