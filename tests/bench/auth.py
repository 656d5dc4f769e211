# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""DKIM signatures verified per second of processor time, from octets to result, against SHA-256 and the signature by
GnuTLS alone and against other verifiers in the same run; and SPF evaluations against libspf2's."""

import json
import subprocess
import time

import machine
from classifier_tables import format_table

RUN_SECONDS = 600
ROUNDS = 3
REPEATS = {4000: 300, 1000000: 20}  # by the octets of the body


def measure_opendkim(program, key_file, message, size):
    if not program.exists():
        return None
    done = subprocess.run([str(program), str(key_file), str(message), str(REPEATS[size])], capture_output=True,
                          text=True, timeout=RUN_SECONDS)
    if done.returncode != 0:
        machine.say(done.stderr.strip())
        return None
    return int(done.stdout)


def measure_python(key_file, message, size):
    try:
        import dkim
    except ImportError:
        return None
    record = key_file.read_bytes().split(b" ", 1)[1].strip()
    octets, best = message.read_bytes(), 0
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(REPEATS[size]):
            if not dkim.verify(octets, dnsfunc=lambda name, timeout=5: record):
                machine.say(f"dkimpy: {message.name} does not pass")
                return None
        best = max(best, REPEATS[size] / (time.process_time() - start))
    return round(best)


def run_spf(program):
    if not program.exists():
        return None
    done = subprocess.run([str(program)], capture_output=True, text=True, timeout=RUN_SECONDS)
    if done.returncode != 0:
        machine.say(done.stderr.strip())
        return None
    return int(done.stdout)


def describe_spf(benches):
    ours, theirs = run_spf(benches / "bench-spf"), run_spf(benches / "bench-spf2")
    if ours is None:
        raise SystemExit("bench-spf did not run")
    ratio = "-" if theirs is None else f"{ours / theirs:.2f}"
    return ("SPF evaluations per second of processor time, ten questions of common kinds, all records in memory; both "
            "must answer all of them right. spfquery is a shell around libspf2.\n\n" +
            format_table(["Safibox", "libspf2", "ratio"], [[show(ours), show(theirs), ratio]]))


def show(rate):
    return "-" if rate is None else f"{rate:,}"


def main(programs, _folder, scratch, _words):
    benches = programs.parents[1] / "tests/bench"
    folder = scratch / "auth"
    folder.mkdir()
    done = subprocess.run([str(benches / "bench-auth"), str(folder)], check=True, capture_output=True, text=True,
                          timeout=RUN_SECONDS)
    rows = []
    for row in map(json.loads, done.stdout.splitlines()):
        name, size = row["algorithm"], row["size"]
        key_file, message = folder / f"{name}.key", folder / f"{name}-{size}.eml"
        opendkim = measure_opendkim(benches / "bench-opendkim", key_file, message, size)
        python = measure_python(key_file, message, size)
        rows.append([f"{name}, body of {size:,} octets", show(row["safibox"]), show(row["limit"]),
                     f"{row['safibox'] / row['limit']:.2f}", show(opendkim), show(python)])
    text = (f"`./dev bench auth`, {machine.describe()}. Messages per second of processor time; RSA keys have 2,048 "
            "bits; the best of three rounds. The limit is SHA-256 over the octets and the signature, nothing parsed, no "
            "canonical form, the key read before.\n\n" +
            format_table(["signature", "Safibox", "GnuTLS alone (the limit)", "ratio", "libopendkim",
                          "dkimpy"], rows) + "\n\n" + describe_spf(benches))
    print(text)
    machine.write_section("auth", text)
