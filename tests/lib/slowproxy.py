# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A link on loopback that is far and slow, and counts what goes over it.

    link = SlowProxy(port_of_server, round_trip=0.3, rate=1_000_000 / 8)   # listens on link.port
    link.received, link.sent    # octets from and to the server
    link.turns                  # changes of direction: what a far server makes one wait for

The octets are passed on as they are, so TLS goes through. There is no slow start. A segment that is lost comes a round
trip later, when it was asked for again, and what follows waits for it.
"""

import queue
import random
import socket
import threading
import time

CHUNK = 1460  # octets, as of a segment


class SlowProxy:
    def __init__(self, server_port, round_trip=0.0, rate=None, loss=0.0):
        """round_trip: seconds; rate: octets per second each way, None for no limit; loss: the share of segments."""
        self.server_port, self.delay, self.rate, self.loss = server_port, round_trip / 2, rate, loss
        self.chance = random.Random(1)
        self.lock = threading.Lock()
        self.reset()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.acceptor = threading.Thread(target=self._accept, daemon=True)
        self.acceptor.start()

    def reset(self):
        self.received = self.sent = self.turns = 0
        self.last = None

    def count_turns_to_answer(self):
        """Changes of direction until the server spoke last; what was sent since then had no answer yet."""
        with self.lock:
            return self.turns - (1 if self.last else 0)

    def close(self):
        """Closed while somebody still listens, its number could become the next server's, which would be heard instead."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.acceptor.join()
        self.listener.close()

    def _count(self, is_sent, length):
        with self.lock:
            if is_sent:
                self.sent += length
            else:
                self.received += length
            self.turns += self.last is not None and self.last != is_sent
            self.last = is_sent

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.server_port))
            for one, other, is_sent in ((client, server, True), (server, client, False)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                waiting = queue.Queue(maxsize=2000)
                threading.Thread(target=self._read, args=(one, waiting, is_sent), daemon=True).start()
                threading.Thread(target=self._write, args=(other, waiting), daemon=True).start()

    def _read(self, end, waiting, is_sent):
        while True:
            try:
                octets = end.recv(CHUNK if self.rate else 65536)
            except OSError:
                octets = b""
            if octets:
                self._count(is_sent, len(octets))
            again = 2 * self.delay if self.chance.random() < self.loss else 0
            waiting.put((time.monotonic() + self.delay + again, octets))
            if not octets:
                return

    def _write(self, end, waiting):
        free = 0.0  # when the link has passed on what went before
        while True:
            due, octets = waiting.get()
            free = max(free, due - self.delay) + (len(octets) / self.rate if self.rate else 0)
            pause = max(due, free + self.delay if self.rate else due) - time.monotonic()
            if pause > 0:
                time.sleep(pause)
            try:
                if not octets:
                    end.shutdown(socket.SHUT_WR)
                    return
                end.sendall(octets)
            except OSError:
                return
