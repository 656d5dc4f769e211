# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: how soon its first frame is there, how much memory it takes, and how long the main loop is busy at a
time while one goes through 20,000 messages during a check. On a screen in memory, drawn by the processor alone."""

import json
import pathlib
import shutil
import statistics
import subprocess
import sys

import machine

HERE = pathlib.Path(__file__).resolve().parent
SESSION = HERE.parent / "lib/gui-session.sh"
PACKAGES = {"geary": ("geary",), "thunderbird": ("thunderbird",)}
MESSAGES = 20_000
LATER_MAX = 150       # milliseconds that the first frame may come later than that of a bare window
DISPATCH_MAX = 8      # milliseconds of the processor, of 95 in a hundred
DISPATCH_WORST = 50
BACKGROUND_MAX = 40   # MB


def count_octets(path):
    return sum(file.stat().st_size for file in pathlib.Path(path).rglob("*") if file.is_file() and not file.is_symlink())


def read_package_size(packages):
    """Octets installed, without what they depend on; None if they are not there."""
    done = subprocess.run(["dpkg-query", "-W", "-f", "${Installed-Size}\n", *packages], capture_output=True, text=True)
    return 1024 * sum(map(int, done.stdout.split())) if done.returncode == 0 else None


def describe_starts(starts):
    lines = ["| first frame after | warm, ms (median) | from the first quarter to the third | cold, ms (median) | starts |",
             "| --- | ---: | ---: | ---: | ---: |"]
    for name, (warm, cold) in starts.items():
        quarters = statistics.quantiles(warm, n=4) if len(warm) > 1 else [0, 0, 0]
        lines.append(f"| {name} | {statistics.median(warm):.0f} | {quarters[0]:.0f} to {quarters[2]:.0f} | "
                     f"{f'{statistics.median(cold):.0f}' if cold else ''} | {len(warm)}, {len(cold)} |" if warm
                     else f"| {name} | no window came | | | |")
    return lines


def describe_memory(memory):
    return ["| memory | private, MB | written to, MB |", "| --- | ---: | ---: |",
            *(f"| {name} | {private / 1e6:.1f} | {written / 1e6:.1f} |" for name, (private, written) in memory.items())]


def describe_spans(spans, judged):
    """spans: microseconds of the processor between two waits."""
    spans = sorted(span / 1000 for span in spans)
    at = lambda share: spans[min(len(spans) - 1, int(share * len(spans)))]  # noqa: E731
    over = sum(span > DISPATCH_WORST for span in spans)
    return (f"While {MESSAGES:,} messages were gone through by wheel and keys, and a check judged {judged} more: {len(spans):,} turns of the "
            f"main loop; 50 % took at most {at(.5):.1f} ms of the processor, 95 % {at(.95):.1f} ms (target {DISPATCH_MAX}: "
            f"{'reached' if at(.95) <= DISPATCH_MAX else 'MISSED'}), 99 % {at(.99):.1f} ms, the longest {spans[-1]:.1f} ms; "
            f"{over} took more than {DISPATCH_WORST} ms ({'reached' if over == 0 else 'MISSED'}).")


def describe_targets(results):
    own, bare = (statistics.median(results["starts"][name][0]) for name in ("Safibox", "a bare libadwaita window"))
    background = results["memory"]["Safibox in the background"][0] / 1e6
    return (f"First frame {own - bare:.0f} ms later than that of a bare window (target {LATER_MAX}: "
            f"{'reached' if own - bare <= LATER_MAX else 'MISSED'}); in the background {background:.1f} MB private (target {BACKGROUND_MAX}: "
            f"{'reached' if background <= BACKGROUND_MAX else 'MISSED'}).")


def describe_sizes(programs):
    lines = ["| installed | MB |", "| --- | ---: |",
             f"| `safibox`, the program | {(programs / 'safibox').stat().st_size / 1e6:.1f} |",
             f"| Safibox, all its files | {count_octets(programs.parent) / 1e6:.1f} |"]
    for name, packages in PACKAGES.items():
        size = read_package_size(packages)
        if size:
            lines.append(f"| {name}, its package | {size / 1e6:.1f} |")
    return lines


def main(programs, folder, scratch, words):
    """words: nothing, or how many starts; with a number the report is only printed."""
    peers = [name for name in PACKAGES if shutil.which(name)]
    done = subprocess.run([SESSION, "/usr/bin/python3", HERE / "app_session.py", programs, scratch, words[0] if words else "20", *peers],
                          stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"the session ended with {done.returncode}")
    results = json.loads(done.stdout.splitlines()[-1])
    report = "\n".join([
        f"{machine.describe()}. Xvfb, drawn by the processor (cairo), warm and cold starts mixed with those of the others. A start ends with "
        "the first drawing into the window. Geary and Thunderbird have no mailbox, so they show their first page.", "",
        *describe_starts(results["starts"]), "", *describe_memory(results["memory"]), "",
        describe_spans(results["spans"], results["judged"]), "", describe_targets(results), "", *describe_sizes(programs)])
    print(report)
    if not words:
        machine.write_section("app", report)
