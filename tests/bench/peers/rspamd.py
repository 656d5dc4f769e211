# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""rspamd's Bayes alone: its controller over HTTP on loopback, no other rules, statistics in a redis of its own behind a
socket file. Both programs are taken from unpacked packages, so that no service is installed ($SAFIBOX_PEERS)."""

import http.client
import json
import os
import pathlib
import shutil
import socket
import subprocess
import time

from peers.peer import Peer

MINIMUM = 1  # so many of each class before it says anything; stock is 200, which would count as errors here
START_SECONDS = 600  # it compiles its list of domains anew each time: ten seconds of processor time
SETTINGS = """
options {{ pidfile = "{run}/rspamd.pid"; tempdir = "{run}"; filters = ""; url_tld = "{share}/effective_tld_names.dat";
  classify_headers = ["User-Agent", "X-Mailer", "Content-Type", "X-MimeOLE"]; words_decay = 600; allow_raw_input = true;
  dns {{ nameserver = ["127.0.0.1:9"]; }} }}
lua = "{run}/functions.lua";
lang_detection {{ languages = "{share}/languages"; }}
logging {{ type = "file"; filename = "{run}/log"; level = "error"; }}
worker "controller" {{ bind_socket = "127.0.0.1:{port}"; count = 1; secure_ip = "127.0.0.1"; }}
actions {{ reject = 15; add_header = 6; }}
classifier "bayes" {{
  tokenizer {{ name = "osb"; }}
  cache {{ }}
  new_schema = true;
  store_tokens = false;
  signatures = false;
  min_tokens = 11;
  backend = "redis";
  servers = "{run}/redis.sock";
  min_learns = {minimum};
  statfile {{ symbol = "BAYES_HAM"; spam = false; }}
  statfile {{ symbol = "BAYES_SPAM"; spam = true; }}
}}
"""
# Among them the words that its Bayes makes of the message's form.
FUNCTIONS = 'require "global_functions" ()\n'


def find_root():
    return pathlib.Path(os.environ.get("SAFIBOX_PEERS", "/nonexistent"))


def find_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def list_children(pid):
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children]


def read_cpu(pid):
    """Seconds of processor time of the process so far."""
    return int(pathlib.Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


class Rspamd(Peer):
    name = "rspamd, Bayes alone, with redis"
    n_random = 1
    rspamd = redis = None
    has_cold = False  # each start takes half a minute

    @classmethod
    def find_missing(cls):
        if shutil.which("redis-check-rdb") is None:
            return "redis"
        return None if (find_root() / "usr/bin/rspamd").exists() else "rspamd"

    def start(self):
        self.start_redis()
        root, run, self.port = find_root(), self.directory, find_port()
        share = root / "usr/share/rspamd"
        (run / "functions.lua").write_text(FUNCTIONS)
        settings = run / "rspamd.conf"
        settings.write_text(SETTINGS.format(run=run, share=share, port=self.port, minimum=MINIMUM))
        places = {"CONFDIR": run, "LOCAL_CONFDIR": run, "RUNDIR": run, "DBDIR": run, "LOGDIR": run, "SHAREDIR": share,
                  "RULESDIR": share / "rules", "LUALIBDIR": share / "lualib", "PLUGINSDIR": share / "plugins",
                  "WWWDIR": share / "www"}
        command = [str(root / "usr/bin/rspamd"), "-f", "-i", "-c", str(settings),
                   *(f"--var={name}={place}" for name, place in places.items())]
        self.rspamd = subprocess.Popen(command, env={**os.environ, "LD_LIBRARY_PATH": str(root / "usr/lib/rspamd")},
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_for(lambda: self.ask("GET", "/ping", None)[0] == 200)
        self.pids = [*list_children(self.rspamd.pid), self.redis.pid]

    def start_redis(self):
        """The server is the same program as the checker, under its other name."""
        server = self.directory / "redis-server"
        server.symlink_to(shutil.which("redis-check-rdb"))
        self.redis = subprocess.Popen([str(server), "--port", "0", "--unixsocket", str(self.directory / "redis.sock"),
                                       "--save", "", "--dir", str(self.directory)], stdin=subprocess.DEVNULL,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_for((self.directory / "redis.sock").exists)

    def wait_for(self, is_ready):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                if is_ready():
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise RuntimeError("rspamd or redis does not start")

    def stop(self):
        for process in (self.rspamd, self.redis):
            if process is not None:
                process.terminate()
                process.wait()

    def ask(self, method, path, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        connection.request(method, path, body)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, text

    def ask_measured(self, path, mail):
        before = sum(map(read_cpu, self.pids))
        status, text = self.ask("POST", path, pathlib.Path(mail).read_bytes())
        return status, text, sum(map(read_cpu, self.pids)) - before

    def classify(self, path):
        _, text, seconds = self.ask_measured("/checkv2", path)
        symbols = json.loads(text)["symbols"]
        for symbol, sign in (("BAYES_SPAM", 1), ("BAYES_HAM", -1)):
            if symbol in symbols:
                sure = float(symbols[symbol]["options"][0].rstrip("%"))
                return ("spam" if sign > 0 else "ham"), sign * sure, seconds
        return "unsure", 0.0, seconds

    def train(self, path, truth):
        return self.ask_measured("/learnspam" if truth == "spam" else "/learnham", path)[2]

    def measure_memory(self, path):
        status = [pathlib.Path(f"/proc/{pid}/status").read_text() for pid in self.pids]
        return sum(int(text.split("VmHWM:")[1].split()[0]) * 1024 for text in status)

    def finish(self, run, path):
        subprocess.run(["redis-cli", "-s", str(self.directory / "redis.sock"), "save"], stdout=subprocess.DEVNULL,
                       check=True)
        super().finish(run, path)
