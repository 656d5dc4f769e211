# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy before an IMAP server where something goes wrong at the n-th command that a program says.

    proxy = FaultProxy(port_of_server, certificate)    # listens on proxy.port
    proxy.plan(7, "line", "reset")                      # once; places as in cutproxy.py
    proxy.plan("UID STORE", "before", "cut")            # at the first command that begins so
    proxy.plan(7, "sent", function)                     # calls function; whether it returns true: and cuts
    proxy.fired                                         # the command at which it happened; None: it did not come to that
    proxy.count                                         # commands since plan

Kinds: "cut" ends the connection in good order, "reset" without any, "stall" leaves it open and passes on nothing.
"""

import socket
import struct
import threading
import time

from cutproxy import PLACES, Cut, CutProxy  # noqa: F401

STALL = 3  # seconds: longer than the program under test waits for a silent server


class FaultProxy(CutProxy):
    def __init__(self, server_port, certificate):
        self.lock, self.local = threading.Lock(), threading.local()
        self.plan(0, None, "cut")
        super().__init__(server_port, certificate)

    def plan(self, number, where, kind):
        with self.lock:
            self.number, self.place, self.kind = number, where, kind
            self.count, self.fired = 0, None

    def close(self):
        self.refuses = True
        self.listener.shutdown(socket.SHUT_RDWR)  # as in slowproxy.py
        self.acceptor.join()
        self.listener.close()

    def _accept(self):
        try:
            super()._accept()
        except OSError:  # closed
            pass

    def _serve(self, client):
        try:
            super()._serve(client)
        except OSError:  # killed while it shook hands
            client.close()

    def _speak(self, client, client_file, server, server_file):
        self.local.client, self.local.number = client, 0
        super()._speak(client, client_file, server, server_file)

    def _is_at(self, where, text):
        with self.lock:
            if where == "before":
                self.count += 1
                self.local.number = self.count
                if isinstance(self.number, str) and text.upper().startswith(self.number):
                    self.number = self.count
            if self.fired or self.local.number != self.number or where != self.place:
                return False
            self.fired = " ".join(text.split()[:2 if text.upper().startswith("UID") else 1]).upper()
        return callable(self.kind) is False or self.kind()

    def _break(self):
        if self.kind == "stall":
            time.sleep(STALL)
        elif self.kind == "reset":
            # Whatever still holds the socket loses it here: a close that has to linger for no time sends a reset.
            with socket.socket(fileno=self.local.client.detach()) as raw:
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise Cut
