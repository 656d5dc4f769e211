# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages judged per second of processor time from octets to verdict, against GMime and libxml2 alone in the same run;
lessons per second, written durably; what 20,000 lessons take in memory and on disk."""

import json
import subprocess

import machine
from classifier_tables import format_table
from peers.peer import measure_disk

RUN_SECONDS = 900
MADE_MESSAGES = 20000


class Programs:
    """The bench programs, which answer with one JSON object."""

    def __init__(self, directory):
        self.directory = directory

    def call(self, name, *arguments):
        done = subprocess.run([str(self.directory / name), *map(str, arguments)], check=True, capture_output=True,
                              text=True, timeout=RUN_SECONDS)
        return json.loads(done.stdout)


def write_list(path, files):
    path.write_text("".join(f"{file}\n" for file in files))
    return path


def list_modern(folder):
    """The saved messages of the archive of modern junk, if it is there."""
    return sorted((folder.parent / "glitch").rglob("*.eml"))


def format_judged(name, judged):
    return [name, f"{judged['messages']:,}", f"{judged['judged']:,}", f"{judged['libraries']:,}",
            f"{judged['judged'] / judged['libraries']:.2f}"]


def format_taught(name, count, taught, judged, store):
    return [name, f"{count:,}", f"{taught['per_cpu_second']:,}", f"{taught['per_second']:,}",
            f"{judged['model_octets'] / 1e6:.1f}", f"{measure_disk(store) / 1e6:.1f}"]


def main(programs, folder, scratch, _words):
    bench = Programs(programs.parents[1] / "tests/bench")
    index = folder / "index.mix"
    files = [folder / line.split(" ", 1)[1] for line in index.read_text().splitlines()]
    lists = {"SpamAssassin public corpus": write_list(scratch / "old.list", files)}
    if modern := list_modern(folder):
        lists["modern junk, 2023-2025"] = write_list(scratch / "modern.list", modern)
    stores = {name: scratch / name for name in ("real", "made")}
    taught = {"real": bench.call("bench-teach", stores["real"], index),
              "made": bench.call("bench-teach", stores["made"], index, MADE_MESSAGES)}
    judged = {name: bench.call("bench-judge", stores["real"], path) for name, path in lists.items()}
    loaded = {name: bench.call("bench-judge", store, lists["SpamAssassin public corpus"])
              for name, store in stores.items()}
    text = "\n\n".join([
        f"`./dev bench speed`, {machine.describe()}. Rates are per second of processor time unless another is named.",
        "#### Judging, from octets to verdict\n\n" + format_table(
            ["mail", "messages", "Safibox", "GMime and libxml2 alone", "ratio"],
            [format_judged(name, row) for name, row in judged.items()]),
        "#### Teaching, 200 lessons to a durable write\n\n" + format_table(
            ["lessons", "messages", "taught", "taught, by the wall", "model in memory, MB", "file, MB"],
            [format_taught("the corpus", len(files), taught["real"], loaded["real"], stores["real"]),
             format_taught("made of it", MADE_MESSAGES, taught["made"], loaded["made"], stores["made"])]),
        "The made messages have a header of the corpus each and a text of eight-word phrases from all others "
        "(`tests/bench/bench-mix.h`)."])
    print(text)
    machine.write_section("speed", text)
