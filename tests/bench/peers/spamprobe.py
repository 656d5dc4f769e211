# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SpamProbe with its built-in settings, one process per message. It knows no "not sure"."""

from peers.peer import Peer, measure_memory, run_child


class SpamProbe(Peer):
    name = "SpamProbe"
    programs = ("spamprobe",)
    n_random = 0
    has_date_order = False  # ten minutes and more for one order

    def start(self):
        self.command = ["spamprobe", "-Y", "-d", str(self.directory)]
        run_child([*self.command, "create-db"])

    def classify(self, path):
        output, seconds = run_child([*self.command, "score", path])
        return *self.read_line(output), seconds

    @staticmethod
    def read_line(line):
        words = line.split()
        return ("spam" if words[0] == "SPAM" else "ham"), float(words[1])

    def classify_many(self, paths):
        """One process for all, which comes to the same."""
        output, _ = run_child([*self.command, "score", *paths])
        return map(self.read_line, output.splitlines())

    def train(self, path, truth):
        return run_child([*self.command, "spam" if truth == "spam" else "good", path])[1]

    def measure_memory(self, path):
        return measure_memory([*self.command, "score", path])
