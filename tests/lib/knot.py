# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Knot DNS on loopback for tests.

    with Knot(directory, {"example": "$TTL 300\\n@ SOA ..."}) as server:
        ...    # ask server.address
"""

import pathlib
import shutil
import socket
import struct
import subprocess
import time

HOST = "127.0.0.1"
START_SECONDS = 20
CONFIG = """
server:
    rundir: "{dir}"
    listen: "{host}@{port}"
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
database:
    storage: "{dir}"
log:
  - target: "{dir}/knot.log"
    any: info
template:
  - id: default
    storage: "{dir}"
    file: "%s.zone"
zone:
"""


def find_free_port():
    """Free for UDP and TCP."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp, socket.socket() as tcp:
            udp.bind((HOST, 0))
            try:
                tcp.bind(udp.getsockname())
            except OSError:
                continue
            return udp.getsockname()[1]


class Knot:
    def __init__(self, directory, zones):
        self.directory, self.zones = pathlib.Path(directory).resolve(), zones
        self.port = find_free_port()
        self.address = f"{HOST}:{self.port}"
        self.process = None

    @staticmethod
    def find():
        return shutil.which("knotd", path="/usr/sbin:/usr/bin:/usr/local/sbin")

    def start(self):
        self.directory.mkdir(parents=True, exist_ok=True)
        config = CONFIG.format(dir=self.directory, host=HOST, port=self.port)
        for name, text in self.zones.items():
            (self.directory / f"{name}.zone").write_text(text)
            config += f"  - domain: {name}\n"
        (self.directory / "knot.conf").write_text(config)
        self.process = subprocess.Popen([self.find(), "-c", str(self.directory / "knot.conf")],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=(self.directory / "start.log").open("wb"))
        self._wait()
        return self

    def _is_ready(self, name):
        """Every zone is loaded once its SOA comes."""
        labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
        query = struct.pack(">HHHHHH", 7, 0, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">HH", 6, 1)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(1)
            try:
                client.connect((HOST, self.port))
                client.send(query)
                reply = client.recv(4096)
            except OSError:
                return False
        return reply[3] & 15 == 0 and reply[7] > 0

    def _wait(self):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            if all(self._is_ready(name) for name in self.zones):
                return
            time.sleep(0.02)
        logs = [path.read_text(errors="replace") for path in self.directory.glob("*.log")]
        self.stop()
        raise RuntimeError("knotd did not start: " + "".join(logs))

    def stop(self):
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
