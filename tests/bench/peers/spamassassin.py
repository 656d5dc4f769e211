# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SpamAssassin's Bayes alone, in one lasting process (as spamd is), written to disk with each message."""

import pathlib
import subprocess

from peers.peer import Peer

SCRIPT = pathlib.Path(__file__).with_suffix(".pl")
MINIMUM = 1  # so many of each class before it says anything; stock is 200, which would count as errors here
SPAM_FROM, HAM_BELOW = 0.95, 0.05  # the rules BAYES_95 and up, BAYES_05 and down


class SpamAssassin(Peer):
    name = "SpamAssassin, Bayes alone"
    programs = ("sa-learn",)
    n_random = 1
    process = None

    def start(self):
        command = ["perl", str(SCRIPT), str(self.directory), str(MINIMUM)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, bufsize=1)

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait()

    def ask(self, command, path):
        self.process.stdin.write(f"{command} {path}\n")
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"perl ended with {self.process.wait()}")
        answer, seconds = line.split()
        return answer, float(seconds)

    def classify(self, path):
        answer, seconds = self.ask("judge", path)
        score = float(answer)
        return ("spam" if score >= SPAM_FROM else "ham" if score < HAM_BELOW else "unsure"), score, seconds

    def train(self, path, truth):
        return self.ask(truth, path)[1]

    def measure_memory(self, path):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) * 1024
