# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""CRM114's orthogonal sparse bigrams, taught on or near error: within +-10 of the border, as its own documents
advise."""

import re

from peers.peer import Peer, measure_memory, run_child

THICK = 10  # pR
FLAGS = "<osb unique microgroom>"
CLASSIFY = """#! /usr/bin/crm
{{
  {{
    classify {flags} [:_dw:] ( {ham} | {spam} ) ( :stats: )
  }}
}}
output /:*:stats:/
"""
LEARN = "#! /usr/bin/crm\n{{\n  learn {flags} [:_dw:] ( {file} )\n}}\n"


class Crm114(Peer):
    name = "CRM114 OSB, taught on or near error"
    n_random = 1
    programs = ("crm",)
    has_cold = False  # a process for each message, without another way

    def start(self):
        files = {truth: self.directory / f"{truth}.css" for truth in ("ham", "spam")}
        self.scripts = {truth: self.directory / f"{truth}.crm" for truth in files}
        for truth, script in self.scripts.items():
            script.write_text(LEARN.format(flags=FLAGS, file=files[truth]))
            run_child(["crm", script])  # makes the file: an empty message
        self.judge = self.directory / "judge.crm"
        self.judge.write_text(CLASSIFY.format(flags=FLAGS, **files))

    def classify(self, path):
        output, seconds = run_child(["crm", self.judge], stdin=path)
        score = -float(re.search(r"pR: *(-?[0-9.]+)", output).group(1))
        return ("spam" if score >= THICK else "ham" if score <= -THICK else "unsure"), score, seconds

    def train(self, path, truth):
        return run_child(["crm", self.scripts[truth]], stdin=path)[1]

    def wants_training(self, truth, verdict, score):
        return verdict != truth

    def measure_memory(self, path):
        return measure_memory(["crm", self.judge], stdin=path)
