#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the built programs: bench.py BIN-DIRECTORY [corpus|eval|parse]...

Each bench prints its figures with the command behind them; docs/benchmarks.md keeps the latest.
Labelled mail is taken from $SAFIBOX_CORPORA (default: shared/corpora beside the project).
"""

import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import corpus
import evaluate
import parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
BENCHES = {"corpus": corpus.main, "eval": evaluate.main, "parse": parse.main}


def unpack_corpora(directory):
    """Returns the folder with spamassassin/ unpacked, or None."""
    source = pathlib.Path(os.environ.get("SAFIBOX_CORPORA", ROOT.parent / "shared/corpora"))
    archive = source / "spamassassin.tar.zst"
    if not archive.exists():
        return None
    subprocess.run(["tar", "--zstd", "-xf", str(archive), "-C", str(directory)], check=True)
    return pathlib.Path(directory)


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    names = sys.argv[2:] or list(BENCHES)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        sys.exit(f"no such bench: {unknown[0]}; there are {', '.join(BENCHES)}")
    with tempfile.TemporaryDirectory(prefix="safibox-bench-") as scratch:
        corpora = unpack_corpora(scratch)
        if corpora is None:
            print("skipped: the labelled mail is not there (set SAFIBOX_CORPORA)")
            return
        for name in names:
            print(f"\n== {name}", flush=True)
            BENCHES[name](programs, corpora / "spamassassin", pathlib.Path(scratch))


main()
