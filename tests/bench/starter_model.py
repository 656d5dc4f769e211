#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Learns the starter models afresh: starter_model.py BIN-DIRECTORY writes data/starter/model.bin, for mail, and
data/texts/model.bin, for texts without a header.

The first from the labelled archives ($SAFIBOX_CORPORA, default: shared/corpora beside the project) and the texts of our
own in data/starter; without an archive it says so and leaves the file as it is. The second from data/texts/learned and
from the scams and real messages of tips and practice in every language. The same input gives the same octets.
"""

import collections
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile
from xml.etree import ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/lib"))
import pseudo
import short_texts
import texts

MODEL = ROOT / "data/starter/model.bin"
TEXT_MODEL = ROOT / "data/texts/model.bin"
LEARNED = ROOT / "data/texts/learned"
ARCHIVES = {"spamassassin": "spamassassin.tar.zst", "glitch": "modern-spam.tar.zst"}  # by the folder they unpack to

# All languages weigh the same, but the one that both archives are written in, which many people read who write
# another: it weighs as much as so many. In each, the sources of a class share its weight, so that no archive speaks
# alone; and good and junk weigh the same, so that no language is a sign.
ARCHIVE_LANGUAGE = "en"
ARCHIVE_LANGUAGE_WEIGHT = 3
WEIGHT_MAX = 1  # of one message, where the mean is 1: few texts are not repeated until they are known by heart
# Of an archive only what so many messages share: less is the writer's, not the kind's.
SHARED_MIN = {"archive": 50, "text": 2, "short": 2}
FORM = {"archive": "mail", "text": "mail", "short": "text"}
LABEL = {"scam": "junk", "real": "good"}

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


def read_teaching():
    """The scams and real messages of tips and practice: ("scam" or "real", paragraphs in English)."""
    for path in sorted((ROOT / "data/practice-items").glob("*.xml")):
        item = ElementTree.parse(path).getroot()
        yield item.get("truth"), read_paragraphs(item.find("message"))
    for path in sorted((ROOT / "data/tips").glob("*.xml")):
        for message in ElementTree.parse(path).getroot():
            if message.tag in LABEL:
                yield message.tag, read_paragraphs(message)


def read_paragraphs(message):
    return [" ".join((node.text or "").split()) for node in message.findall("p")]


def read_tips_catalogues(scratch):
    """By language: what translates a paragraph, None where nothing does."""
    catalogues = {"en": lambda text: text}
    for path in sorted((ROOT / "po/tips").glob("*.po")):
        compiled = scratch / f"{path.stem}.mo"
        subprocess.run(["msgfmt", "-o", str(compiled), str(path)], check=True)
        said = {source.split("\x04")[-1]: text for source, text in pseudo.read_catalogue(compiled.read_bytes()).items()}
        catalogues[path.stem.partition("_")[0]] = said.get
    return catalogues


def list_short_texts(scratch):
    """The texts without a header that are learned from."""
    rows = []

    def add(truth, source, language, words):
        path = scratch / f"short-{language}-{len(rows):05}"
        path.write_text(words, encoding="utf-8")
        rows.append(Row(LABEL[truth], source, language, "short", path))

    for path in sorted(LEARNED.glob("??.txt")):
        for text in short_texts.read(path):
            add(text.truth, "learned", path.stem, text.words)
    catalogues = read_tips_catalogues(scratch)
    for truth, paragraphs in read_teaching():
        for language, say in catalogues.items():
            said = [say(paragraph) for paragraph in paragraphs]
            if all(said):
                add(truth, "teaching", language, "\n".join(said))
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


def digest_learned():
    """What the file for texts says it was learned from, besides tips and practice: they are translated all the time."""
    return digest([*LEARNED.glob("*.txt"), ROOT / "data/starter/left-out.txt"], ROOT / "data")


def learn(programs, rows, scratch, archives="0" * 64, own=None):
    """Returns: the octets of the model's file."""
    listing = scratch / "starter.list"
    listing.write_text("".join(f"{row.label} {FORM[row.kind]} {round(1000 * weight)} {SHARED_MIN[row.kind]} {row.path}\n"
                               for row, weight in zip(rows, weigh(rows), strict=True)))
    program = programs.parents[1] / "tests/bench/starter-model"
    return subprocess.run([str(program), str(listing), own or digest_texts(), archives], check=True,
                          stdout=subprocess.PIPE).stdout


def learn_mail(programs, scratch):
    folders = unpack(scratch)
    if folders is None:
        print(f"{MODEL.relative_to(ROOT)}: unchanged, the labelled mail is not there (set SAFIBOX_CORPORA)")
        return
    archived = list_archives(folders)
    keep(MODEL, learn(programs, archived + list_texts(scratch), scratch,
                      digest([row.path for row in archived], scratch)))


def learn_texts(programs, scratch):
    rows = list_short_texts(scratch)
    teaching = digest([row.path for row in rows if row.source == "teaching"], scratch)
    keep(TEXT_MODEL, learn(programs, rows, scratch, teaching, digest_learned()))


def keep(path, octets):
    same = path.exists() and path.read_bytes() == octets
    path.write_bytes(octets)
    print(f"{path.relative_to(ROOT)}: {'the same as before' if same else 'changed'}")


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="safibox-starter-") as name:
        learn_mail(programs, pathlib.Path(name))
        learn_texts(programs, pathlib.Path(name))


if __name__ == "__main__":
    main()
