# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A DNS server on loopback that misbehaves as it is told, by name; UDP and TCP on one port.

    with FakeDns({"silent.example": silent(), "a.example": records("A", bytes([192, 0, 2, 1]))}) as server:
        ...                      # ask 127.0.0.1:server.port
        server.queries           # every (name, type) that came, in order

A name's behaviour holds for all names below it; what has none is NXDOMAIN. A behaviour is a function of a Query that
returns the packets to send back.
"""

import dataclasses
import random
import socket
import struct
import threading
import time

TYPES = {"A": 1, "CNAME": 5, "SOA": 6, "PTR": 12, "MX": 15, "TXT": 16, "AAAA": 28, "SRV": 33}
NOERROR, FORMERR, SERVFAIL, NXDOMAIN, REFUSED = 0, 1, 2, 3, 5


@dataclasses.dataclass
class Query:
    packet: bytes
    id: bytes
    name: str       # lower case, octets as Latin-1
    type: int
    question: bytes
    is_tcp: bool


def write_name(name):
    labels = [label.encode("latin-1") for label in name.split(".") if label]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def read_query(packet, is_tcp):
    at, labels = 12, []
    while packet[at]:
        labels.append(packet[at + 1:at + 1 + packet[at]].decode("latin-1"))
        at += 1 + packet[at]
    kind = struct.unpack(">H", packet[at + 1:at + 3])[0]
    return Query(packet, packet[:2], ".".join(labels).lower(), kind, packet[12:at + 5], is_tcp)


def write_record(name, kind, data, ttl=300):
    return write_name(name) + struct.pack(">HHIH", TYPES[kind], 1, ttl, len(data)) + data


def write_reply(query, rcode=NOERROR, answers=(), flags=0x8180, question=None):
    return query.id + struct.pack(">HHHHH", flags | rcode, 1, len(answers), 0, 0) + \
        (question or query.question) + b"".join(answers)


# Behaviours

def silent():
    return lambda query: []


def fail(rcode):
    return lambda query: [write_reply(query, rcode)]


def records(kind, *datas):
    """The honest answer; of other types there are none."""
    def answer(query):
        found = [write_record(query.name, kind, data) for data in datas] if query.type == TYPES[kind] else []
        return [write_reply(query, answers=found)]
    return answer


def text(octets):
    pieces = [octets[i:i + 255] for i in range(0, len(octets), 255)]
    return records("TXT", b"".join(bytes([len(piece)]) + piece for piece in pieces))


def garbage(count, seed=1):
    """Octets of chance, the first with the right id."""
    generator = random.Random(seed)
    return lambda query: [query.id + generator.randbytes(generator.randrange(600)) for _ in range(count)]


def mangle(behaviour, seed=1):
    """An answer with a few octets changed, or cut."""
    generator = random.Random(seed)

    def answer(query):
        packets = []
        for packet in behaviour(query):
            octets = bytearray(packet)
            for _ in range(generator.randrange(1, 6)):
                octets[generator.randrange(2, len(octets))] = generator.randrange(256)
            packets.append(bytes(octets[:generator.randrange(2, len(octets) + 1)]) if generator.random() < 0.3 else
                           bytes(octets))
        return packets
    return answer


def wrong_id(behaviour):
    return lambda query: [bytes([packet[0] ^ 1]) + packet[1:] for packet in behaviour(query)]


def wrong_question(kind, data):
    """The right id, but question and answer are about another name."""
    def answer(query):
        other = write_name("other.example") + query.question[-4:]
        return [write_reply(query, answers=[write_record("other.example", kind, data)], question=other)]
    return answer


def other_name(kind, data):
    """The right question, but the answer is about another name."""
    return lambda query: [write_reply(query, answers=[write_record("other.example", kind, data)])]


def truncated():
    """Says "truncated" over UDP; with FakeDns(tcp=False) nobody is there to ask again."""
    return lambda query: [write_reply(query, flags=0x8380)]


def truncated_then(behaviour):
    return lambda query: behaviour(query) if query.is_tcp else [write_reply(query, flags=0x8380)]


def alias(target):
    """Of every type."""
    return lambda query: [write_reply(query, answers=[write_record(query.name, "CNAME", write_name(target))])]


def endless_aliases(domain):
    """Each name leads to a new one."""
    numbers = iter(range(10 ** 9))
    return lambda query: alias(f"n{next(numbers)}.{domain}")(query)


def many_aliases(domain, count):
    """A chain in one answer, and no end in it."""
    def answer(query):
        names = [query.name] + [f"m{i}.{domain}" for i in range(count)]
        return [write_reply(query, answers=[write_record(names[i], "CNAME", write_name(names[i + 1]))
                                            for i in range(count)])]
    return answer


def then(*behaviours):
    """One after the other; the last one stays."""
    left = list(behaviours)
    return lambda query: (left.pop(0) if len(left) > 1 else left[0])(query)


def hijack(address):
    """An address for whatever is asked, as providers do that show a page instead of NXDOMAIN."""
    def answer(query):
        found = [write_record(query.name, "A", address)] if query.type == TYPES["A"] else []
        return [write_reply(query, answers=found)]
    return answer


def find_closed_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class FakeDns:
    def __init__(self, names, otherwise=fail(NXDOMAIN), tcp=True, tcp_delay=0, port=0):
        """tcp: answer over TCP; tcp_delay: seconds between two octets there."""
        self.names, self.otherwise, self.tcp, self.tcp_delay = names, otherwise, tcp, tcp_delay
        self.queries, self.by_tcp = [], 0
        self._lock, self._is_stopping, self._threads = threading.Lock(), False, []
        self.udp_socket, self.tcp_socket = self._bind(port)
        self.port = self.udp_socket.getsockname()[1]
        self.address = f"127.0.0.1:{self.port}"

    @staticmethod
    def _bind(port):
        """The same free port of both kinds."""
        while True:
            udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            udp.bind(("127.0.0.1", port))
            try:
                tcp.bind(udp.getsockname())
                return udp, tcp
            except OSError:
                udp.close()
                tcp.close()

    def _find_behaviour(self, name):
        while name:
            if name in self.names:
                return self.names[name]
            name = name.partition(".")[2]
        return self.otherwise

    def _answer(self, packet, is_tcp):
        query = read_query(packet, is_tcp)
        with self._lock:
            self.queries.append((query.name, query.type))
            self.by_tcp += is_tcp
            return self._find_behaviour(query.name)(query)

    def _serve_udp(self):
        while not self._is_stopping:
            try:
                packet, peer = self.udp_socket.recvfrom(4096)
                for reply in self._answer(packet, False):
                    self.udp_socket.sendto(reply, peer)
            except socket.timeout:
                pass
            except ConnectionError:
                pass

    def _serve_tcp(self):
        while not self._is_stopping:
            try:
                connection, _ = self.tcp_socket.accept()
            except socket.timeout:
                continue
            thread = threading.Thread(target=self._serve_connection, args=(connection,), daemon=True)
            thread.start()

    def _serve_connection(self, connection):
        with connection:
            try:
                while not self._is_stopping:
                    head = connection.recv(2, socket.MSG_WAITALL)
                    if len(head) < 2:
                        return
                    packet = connection.recv(struct.unpack(">H", head)[0], socket.MSG_WAITALL)
                    for reply in self._answer(packet, True):
                        self._send(connection, struct.pack(">H", len(reply)) + reply)
            except OSError:
                pass

    def _send(self, connection, octets):
        if not self.tcp_delay:
            connection.sendall(octets)
            return
        for octet in octets:
            if self._is_stopping:
                return
            connection.sendall(bytes([octet]))
            time.sleep(self.tcp_delay)

    def __enter__(self):
        servers = [self._serve_udp]
        self.udp_socket.settimeout(0.1)
        if self.tcp:
            self.tcp_socket.settimeout(0.1)
            self.tcp_socket.listen(16)
            servers.append(self._serve_tcp)
        self._threads = [threading.Thread(target=serve, daemon=True) for serve in servers]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._is_stopping = True
        for thread in self._threads:
            thread.join()
        self.udp_socket.close()
        self.tcp_socket.close()
