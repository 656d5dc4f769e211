#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Learns the starter model afresh: starter_model.py BIN-DIRECTORY writes data/starter/model.bin.

From the labelled archives ($SAFIBOX_CORPORA, default: shared/corpora beside the project) and the texts of our own in
data/starter. The same input gives the same octets. Without an archive it says so and changes nothing.
"""

import collections
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/lib"))
import texts

MODEL = ROOT / "data/starter/model.bin"
ARCHIVES = {"spamassassin": "spamassassin.tar.zst", "glitch": "modern-spam.tar.zst"}  # by the folder they unpack to

# All languages weigh the same, but the one that both archives are written in, which many people read who write
# another: it weighs as much as so many. In each, the sources of a class share its weight, so that no archive speaks
# alone; and good and junk weigh the same, so that no language is a sign.
ARCHIVE_LANGUAGE = "en"
ARCHIVE_LANGUAGE_WEIGHT = 3
WEIGHT_MAX = 1  # of one message, where the mean is 1: few texts are not repeated until they are known by heart
# Of an archive only what so many messages share: less is the writer's, not the kind's.
SHARED_MIN = {"archive": 50, "text": 2}

Row = collections.namedtuple("Row", "label source language kind path")


def unpack(scratch):
    """Returns the folders of the archives, by name; None if one is not there."""
    source = pathlib.Path(os.environ.get("SAFIBOX_CORPORA", ROOT.parent / "shared/corpora"))
    for folder, archive in ARCHIVES.items():
        if (scratch / folder).exists():
            continue
        if not (source / archive).exists():
            return None
        subprocess.run(["tar", "--zstd", "-xf", str(source / archive), "-C", str(scratch)], check=True)
    return {folder: scratch / folder for folder in ARCHIVES}


def list_archives(folders):
    rows = []
    for line in (folders["spamassassin"] / "index").read_text().splitlines():
        label, path = line.split(" ", 1)
        rows.append(Row("junk" if label == "spam" else "good", "spamassassin", ARCHIVE_LANGUAGE, "archive",
                        folders["spamassassin"] / path))
    rows += [Row("junk", "modern", ARCHIVE_LANGUAGE, "archive", path)
             for path in sorted(folders["glitch"].rglob("*.eml"))]
    return rows


def list_texts(scratch):
    rows = []
    for path in sorted((ROOT / "data/starter").glob("??.txt")):
        index = texts.expand(scratch / f"text-{path.stem}", [path])
        for line in index.read_text().splitlines():
            label, name = line.split(" ", 1)
            rows.append(Row(label, path.stem, path.stem, "text", index.parent / name))
    return rows


def weigh(rows):
    """A weight for each row."""
    per_source = collections.Counter((row.language, row.label, row.source) for row in rows)
    n_sources = collections.Counter((language, label) for language, label, _ in per_source)
    weights = [(ARCHIVE_LANGUAGE_WEIGHT if row.language == ARCHIVE_LANGUAGE else 1)
               / n_sources[row.language, row.label] / per_source[row.language, row.label, row.source] for row in rows]
    mean = sum(weights) / len(rows)
    weights = [min(weight / mean, WEIGHT_MAX) for weight in weights]
    totals = collections.Counter()
    for row, weight in zip(rows, weights, strict=True):
        totals[row.language, row.label] += weight
    return [weight * min(totals[row.language, label] for label in ("good", "junk")) / totals[row.language, row.label]
            for row, weight in zip(rows, weights, strict=True)]


def digest(paths, base):
    """SHA-256 of what sha256sum prints for the files."""
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(base)}\n" for path in sorted(paths)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def digest_texts():
    """What the file says it was learned from, besides the archives: the texts and the words left out."""
    return digest((ROOT / "data/starter").glob("*.txt"), ROOT / "data/starter")


def learn(programs, rows, scratch, archives="0" * 64):
    """Returns: the octets of the model's file."""
    listing = scratch / "starter.list"
    listing.write_text("".join(f"{row.label} {round(1000 * weight)} {SHARED_MIN[row.kind]} {row.path}\n"
                               for row, weight in zip(rows, weigh(rows), strict=True)))
    program = programs.parents[1] / "tests/bench/starter-model"
    return subprocess.run([str(program), str(listing), digest_texts(), archives], check=True,
                          stdout=subprocess.PIPE).stdout


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="safibox-starter-") as name:
        scratch = pathlib.Path(name)
        folders = unpack(scratch)
        if folders is None:
            print("unchanged: the labelled mail is not there (set SAFIBOX_CORPORA)")
            return
        archived = list_archives(folders)
        octets = learn(programs, archived + list_texts(scratch), scratch,
                       digest([row.path for row in archived], scratch))
    same = MODEL.exists() and MODEL.read_bytes() == octets
    MODEL.write_bytes(octets)
    print(f"{MODEL.relative_to(ROOT)}: {'the same as before' if same else 'changed'}")


if __name__ == "__main__":
    main()
