# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Safibox itself, by safibox-cli eval: the whole judgement, not only its model."""

import json
import subprocess

from peers.peer import RUN_SECONDS, Peer, Run, measure_disk


class Safibox(Peer):
    name = "Safibox"
    programs_directory = None  # set by the bench: where safibox-cli and the bench programs are

    def evaluate(self, rows, *options):
        """Returns the run of eval's first summary."""
        index = self.directory / "index"
        index.write_text("".join(f"{truth} {path}\n" for truth, path in rows))
        done = subprocess.run([str(self.programs_directory / "safibox-cli"), "--json", "eval", *map(str, options),
                               str(index)], check=True, capture_output=True, text=True, timeout=RUN_SECONDS)
        run = Run()
        for line in map(json.loads, done.stdout.splitlines()):
            if "summary" in line:
                run.summary = line["summary"]
                break
            run.rows.append((line["class"], line["verdict"], line["score"]))
        run.classify_cpu, run.train_cpu = run.summary["classify_cpu_seconds"], run.summary["train_cpu_seconds"]
        run.trained, run.memory = run.summary["lessons"], run.summary["peak_octets"]
        return run

    def run_stream(self, rows):
        run = self.evaluate(rows)
        # eval keeps its store in memory; the same lessons once more, on disk.
        program = self.programs_directory.parents[1] / "tests/bench/bench-teach"
        store = self.directory / "store"
        subprocess.run([str(program), str(store), str(self.directory / "index")], check=True, stdout=subprocess.DEVNULL,
                       timeout=RUN_SECONDS)
        run.disk = measure_disk(store)
        return run

    def run_cold(self, rows, start, n_of_each):
        return self.evaluate(rows, "--cold", n_of_each, "--start", start)
