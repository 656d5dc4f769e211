# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the runners of public SPF suites share: finding a suite, its zones as JSON, and asking safibox-cli."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else None
WORDS = ("TIMEOUT", "SERVFAIL", "NONE")
_scratch = tempfile.TemporaryDirectory(prefix="safibox-suite-")


def find(path):
    """The file @path of the suites, or the end of the test, which is skipped then."""
    folder = os.environ.get("SAFI_CONFORMANCE_DIR") or ROOT.parent / "shared/conformance"
    found = pathlib.Path(folder) / path
    if not found.exists():
        print("1..0 # SKIP the suite is not here")
        sys.exit(0)
    return found


def escape(text):
    """Octets as a zone file writes them; a suite's text stands for octets of the same numbers."""
    octets = text.encode("latin-1") if all(ord(c) < 256 for c in text) else text.encode()
    return "".join("\\\\" if o == 0x5C else chr(o) if 0x20 <= o < 0x7F else f"\\{o:03}" for o in octets)


def as_text(data):
    if data in WORDS:
        return data
    return [escape(str(piece)) for piece in data] if isinstance(data, list) else escape(str(data))


def convert_name(records):
    """SPF records are published as TXT too, unless TXT ones are given; TXT NONE only prevents that."""
    records = [record if isinstance(record, str) else next(iter(record.items())) for record in records]
    has_text = any(not isinstance(record, str) and record[0] == "TXT" for record in records)
    out = []
    for record in records:
        if isinstance(record, str):
            out.append(record)
            continue
        kind, data = record
        if kind == "SPF" and not has_text:
            kind = "TXT"
        if kind == "SPF" or (kind == "TXT" and data == "NONE"):
            continue
        out.append({kind: as_text(data) if kind == "TXT" else data})
    return out


def convert_zone(zonedata):
    return {str(name): convert_name(records) for name, records in zonedata.items()}


def write_zone(zone):
    path = pathlib.Path(_scratch.name) / "zone.json"
    path.write_text(json.dumps(zone))
    return path


def ask(*arguments, zone):
    """The JSON lines that safibox-cli answers."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    call = [PROGRAM, "--data-dir", _scratch.name, "--json", *map(str, arguments), "--zone", str(write_zone(zone))]
    done = subprocess.run(call, capture_output=True, env=environment, timeout=60)
    assert done.returncode == 0, done
    return [json.loads(line) for line in done.stdout.splitlines()]


class Tally:
    """Counts cases; a deviation that is not listed is a fault, and so is a listed one that deviates no more."""

    def __init__(self, deviations):
        self.deviations, self.seen, self.faults, self.passed, self.total = deviations, set(), [], 0, 0

    def count(self, name, agrees, what):
        self.total += 1
        self.passed += agrees
        if not agrees:
            self.seen.add(name)
        if not agrees and name not in self.deviations:
            self.faults.append(f"{name}: {what}")

    def check(self, expected_total):
        stale = sorted(set(self.deviations) - self.seen)
        assert not self.faults, "\n".join(self.faults)
        assert not stale, f"these deviate no more: {stale}"
        assert self.total == expected_total, f"{self.total} cases"
        print(f"# {self.passed} of {self.total}")
