#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the built programs: bench.py BIN-DIRECTORY [NAME [OPTION...]].

Each bench prints its figures with the command behind them; docs/benchmarks.md keeps the latest. Without a name all
run that need no other filters. Labelled mail is taken from $SAFIBOX_CORPORA (default: shared/corpora beside the
project).
"""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import app
import auth
import calibration
import classifier
import corpus
import evaluate
import imap
import old_pc
import parse
import scripts
import short_texts
import signs
import speed
import starter
import stuffing

ROOT = pathlib.Path(__file__).resolve().parents[2]
BENCHES = {"app": app.main, "auth": auth.main, "calibration": calibration.main, "corpus": corpus.main, "eval": evaluate.main,
           "imap": imap.main, "old-pc": old_pc.main, "parse": parse.main, "scripts": scripts.main, "signs": signs.main,
           "speed": speed.main, "starter": starter.main, "stuffing": stuffing.main, "texts": short_texts.main,
           "classifier": classifier.main}
OWN_TEXTS = ("app", "auth", "imap", "old-pc", "scripts", "signs", "texts")  # benches that need no labelled mail
ARCHIVES = {"spamassassin": "spamassassin.tar.zst", "glitch": "modern-spam.tar.zst"}  # by the folder they unpack to


def unpack_corpora(directory):
    """Returns the folder with what is there unpacked, or None without the SpamAssassin corpus."""
    source = pathlib.Path(os.environ.get("SAFIBOX_CORPORA", ROOT.parent / "shared/corpora"))
    for archive in ARCHIVES.values():
        if (source / archive).exists():
            subprocess.run(["tar", "--zstd", "-xf", str(source / archive), "-C", str(directory)], check=True)
    return pathlib.Path(directory) if (pathlib.Path(directory) / "spamassassin").exists() else None


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    names = sys.argv[2:3] or [name for name in BENCHES if name != "classifier"]
    if names[0] not in BENCHES:
        sys.exit(f"no such bench: {names[0]}; there are {', '.join(BENCHES)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the scratch folder goes, too
    with tempfile.TemporaryDirectory(prefix="safibox-bench-") as scratch:
        corpora = unpack_corpora(scratch)
        for name in names:
            print(f"\n== {name}", flush=True)
            if corpora is None and name not in OWN_TEXTS:
                print("skipped: the labelled mail is not there (set SAFIBOX_CORPORA)")
            else:
                BENCHES[name](programs, corpora and corpora / "spamassassin", pathlib.Path(scratch), sys.argv[3:])


main()
