# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy before an IMAP server that breaks the connection at one chosen command.

    proxy = CutProxy(port_of_server)      # listens on proxy.port
    proxy.cut("UID MOVE", "answer")       # once
    proxy.has_cut                         # whether it came to that
    proxy.refuses = True                  # until this is false again, nobody gets through
    proxy.forbids = ("\\Deleted",)         # commands with such words in them are answered with NO [NOPERM]

Where: "before" the command reaches the server, when it was "sent", after the first "line" of the
answer, when the "answer" was given but not passed on, when all was "done".
"""

import re
import socket
import ssl
import threading

PLACES = ("before", "sent", "line", "answer", "done")


class Cut(Exception):
    pass


class CutProxy:
    def __init__(self, server_port, certificate=None):
        """certificate: (file, file of the key) to speak TLS with the program; the server is spoken to without."""
        self.server_port = server_port
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(*certificate)
        self.refuses = False
        self.forbids = ()
        self.verb = self.where = None
        self.has_cut = False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.acceptor = threading.Thread(target=self._accept, daemon=True)
        self.acceptor.start()

    def cut(self, verb, where, for_good=False):
        """for_good: and lets nobody through afterwards, until refuses is set to false."""
        self.verb, self.where, self.has_cut, self.for_good = verb, where, False, for_good

    def _accept(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        if self.refuses:
            client.close()
            return
        if self.context:
            client = self.context.wrap_socket(client, server_side=True)
        with client, socket.create_connection(("127.0.0.1", self.server_port)) as server:
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                self._speak(client, client.makefile("rb"), server, server.makefile("rb"))
            except (Cut, OSError):
                pass
            for end in (client, server):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    def _is_at(self, where, text):
        if self.verb is None or self.where != where or not text.upper().startswith(self.verb):
            return False
        return True

    def _break(self):
        self.verb, self.has_cut, self.refuses = None, True, self.for_good
        raise Cut

    def _speak(self, client, client_file, server, server_file):
        client.sendall(server_file.readline())
        while line := client_file.readline():
            tag, text = line.decode("utf-8", "replace").split(" ", 1)
            if any(words in text for words in self.forbids):
                client.sendall(f"{tag} NO [NOPERM] not here\r\n".encode())
                continue
            if self._is_at("before", text):
                self._break()
            server.sendall(line)
            if self._is_at("sent", text):
                self._break()
            self._answer(client, server_file, tag, text)
            if self._is_at("done", text):
                self._break()

    def _answer(self, client, server_file, tag, text):
        while response := self._read_response(server_file):
            is_end = response.startswith(tag.encode() + b" ")
            if self._is_at("answer", text):
                if is_end:
                    self._break()
                continue
            # Nobody could tell a command in what is compressed.
            client.sendall(response.replace(b" COMPRESS=DEFLATE", b""))
            if self._is_at("line", text):
                self._break()
            if is_end:
                return
        raise Cut

    @staticmethod
    def _read_response(server_file):
        response = server_file.readline()
        while match := re.search(rb"\{(\d+)\}\r\n$", response):
            response += server_file.read(int(match.group(1))) + server_file.readline()
        return response
