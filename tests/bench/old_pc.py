# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job on an old PC behind a slow line: 512 MB, a quarter of one processor, no graphics card, 1024x600, 64 kbit/s,
600 ms, one segment in a hundred lost."""

import json
import os
import pathlib
import subprocess
import sys

import cgroup
import machine

HERE = pathlib.Path(__file__).resolve().parent
FIRST_MAX = 15      # seconds to the first verdict
FREEZE_MAX = 200    # milliseconds of the clock in which the window does not answer


def say_target(is_reached):
    return "reached" if is_reached else "MISSED"


def describe_freezes(spans):
    """spans: microseconds of the clock between two waits of the main loop."""
    spans = sorted(span / 1000 for span in spans)
    over = [span for span in spans if span > FREEZE_MAX]
    return (f"{len(spans):,} turns of the main loop, by the clock: 95 % took at most {spans[int(.95 * len(spans))]:.0f} ms, the longest "
            f"{spans[-1]:.0f} ms; {len(over)} took more than {FREEZE_MAX} ms ({say_target(not over)}).")


def describe(found):
    megabytes = {name: f"{octets / 1e6:.2f}" for name, octets in found["octets"].items()}
    steps = [f"| {name} | {seconds:.1f} |" for name, seconds in found["seconds"].items()]
    link = "; ".join(f"{name}: {text} MB" for name, text in megabytes.items())
    return "\n".join([
        f"{machine.describe()}. {__doc__.strip().split(': ', 1)[1]} The limits hold for Safibox; the screen (Xvfb, drawn by the processor) "
        "and the hand that clicks are outside.", "", "| the main job | s |", "| --- | ---: |", *steps, "",
        f"First verdict {found['seconds'][found['first']]:.1f} s after the check began (target {FIRST_MAX}: "
        f"{say_target(found['seconds'][found['first']] <= FIRST_MAX)}). Ended for want of memory: {found['kills']} "
        f"({say_target(found['kills'] == 0)}); at most {found['peak'] / 1e6:.0f} MB at a time, with what was read from files. "
        f"{describe_freezes(found['spans'])} Over the line, {found['messages']} messages of {found['whole'] / 1e6:.2f} MB: {link}."])


def main(programs, folder, scratch, words):
    """words: anything: the report is only printed."""
    if os.geteuid() != 0 or not cgroup.ROOT.is_dir():
        print("skipped: control groups need root")
        return
    environment = dict(os.environ, SAFI_TEST_BUILD=str(programs.parents[1]),
                       SAFI_TEST_ROOT=str(HERE.parents[1]), PYTHONPATH=f"{HERE}:{HERE.parent / 'lib'}:{HERE.parent / 'app'}")
    done = subprocess.run(["/usr/bin/python3", HERE / "old_pc_session.py", programs, scratch], stdout=subprocess.PIPE,
                          text=True, env=environment)
    if done.returncode != 0:
        sys.exit(f"the session ended with {done.returncode}")
    report = describe(json.loads(done.stdout.splitlines()[-1]))
    print(report)
    if not words:
        machine.write_section("old-pc", report)
