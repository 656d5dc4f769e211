# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""fuzz.py BUILD SECONDS [PART-OF-A-NAME…]: runs the tests that break their samples at random, each again and again with
other seeds until so many seconds of its processor time are over. The first that fails ends it, and its seed is shown:
SAFI_FUZZ_SEED is the same again."""

import os
import pathlib
import resource
import subprocess
import sys
import time

RUN_SECONDS = 600  # of one run, by the wall
IMAP_SESSIONS = 2000
PROGRAMS = (
    "account/test-account-answers-fuzz",
    "app/test-ssip",
    "awareness/test-tip-parse",
    "awareness/test-pack-fuzz",
    "awareness/test-pack-draft-limits",
    "awareness/test-country",
    "core/test-archive-fuzz",
    "core/test-html-fuzz",
    "core/test-mail-fuzz",
    "core/test-message-fuzz",
    "core/test-sheet-fuzz",
    "core/test-url-fuzz",
    "store/test-store-training-copy",
    "auth/test-auth-hop-fuzz",
    "auth/test-auth-dkim-fuzz",
    "auth/test-auth-spf-fuzz",
    "auth/test-auth-sender-fuzz",
    "auth/test-auth-dns-packet",
    "imap/test-mail-reply-fuzz",
    "imap/fuzz-imap",
    "words/test-po-fuzz",
)
# They read JSON, and lsan.supp finds the library in whole stacks only, which cost time: from values within values the way
# back to our call is longer than the 30 frames that are kept else.
JSON_READERS = ("account/test-account-answers-fuzz", "auth/test-auth-sender-fuzz")
WHOLE_STACKS = ":fast_unwind_on_malloc=0:malloc_context_size=256"


def get_child_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(program, seed, options):
    """Returns the seconds of processor time that it took."""
    arguments = [str(IMAP_SESSIONS), str(seed)] if program.name == "fuzz-imap" else []
    start = get_child_seconds()
    done = subprocess.run([str(program), *arguments], env={**os.environ, **options, "SAFI_FUZZ_SEED": str(seed)},
                          capture_output=True, text=True, errors="replace", timeout=RUN_SECONDS)
    if done.returncode != 0:
        sys.exit(f"{program.name}: seed {seed} failed\n{done.stdout[-2000:]}\n{done.stderr[-6000:]}")
    return get_child_seconds() - start


def main(build, seconds, *names):
    tests = pathlib.Path(build).resolve() / "tests"
    options = {
        "ASAN_OPTIONS": "abort_on_error=1:allocator_may_return_null=0",
        "LSAN_OPTIONS": f"suppressions={pathlib.Path(__file__).parent / 'lsan.supp'}",
        "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
        "G_SLICE": "always-malloc",
        "G_TEST_SRCDIR": str(pathlib.Path(__file__).parents[1]),
        "G_TEST_BUILDDIR": str(tests),
        "SAFI_TEST_ROOT": str(pathlib.Path(__file__).parents[2]),
    }
    for name in PROGRAMS:
        if names and not any(part in name for part in names):
            continue
        own = {"ASAN_OPTIONS": options["ASAN_OPTIONS"] + (WHOLE_STACKS if name in JSON_READERS else "")}
        used, first = 0.0, int(time.time())  # never those of an earlier day
        seed = first
        while used < float(seconds):
            used += run(tests / name, seed, {**options, **own})
            seed += 1
        print(f"{name}: {seed - first} seeds from {first}, {used:.0f} s of processor time, nothing found", flush=True)


main(*sys.argv[1:])
