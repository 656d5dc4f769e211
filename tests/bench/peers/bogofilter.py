# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""bogofilter with its built-in settings, one process per message, as mail programs call it."""

from peers.peer import Peer, measure_memory, run_child

SURE_HAM, SURE_SPAM = 0.01, 0.99  # train on or near error: outside of these a right answer is left alone
HAM_CUTOFF, SPAM_CUTOFF = 0.45, 0.99  # built in


class Bogofilter(Peer):
    name = "bogofilter, everything taught"
    n_random = 1
    programs = ("bogofilter",)

    def start(self):
        self.command = ["bogofilter", "-C", "-d", str(self.directory)]
        run_child([*self.command, "-n"])  # makes the word list: an empty message

    @staticmethod
    def read_score(word):
        score = float(word)
        return ("spam" if score >= SPAM_CUTOFF else "ham" if score <= HAM_CUTOFF else "unsure"), score

    def classify(self, path):
        output, seconds = run_child([*self.command, "-TT", "-I", path])
        return *self.read_score(output), seconds

    def train(self, path, truth):
        return run_child([*self.command, "-s" if truth == "spam" else "-n", "-I", path])[1]

    def run_bulk(self, paths, option):
        """One process for many messages, which comes to the same."""
        names = self.directory / "names"
        names.write_text("".join(f"{path}\n" for path in paths))
        return run_child([*self.command, option, "-b"], stdin=names)[0]

    def train_many(self, rows):
        for truth, option in (("ham", "-n"), ("spam", "-s")):
            self.run_bulk([path for label, path in rows if label == truth], option)

    def classify_many(self, paths):
        for line in self.run_bulk(paths, "-TT").splitlines():
            yield self.read_score(line.rsplit(" ", 1)[1])

    def measure_memory(self, path):
        return measure_memory([*self.command, "-TT", "-I", path])


class BogofilterNear(Bogofilter):
    name = "bogofilter, taught on or near error"
    has_cold = False

    def wants_training(self, truth, verdict, score):
        return score < SURE_SPAM if truth == "spam" else score > SURE_HAM
