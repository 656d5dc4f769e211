#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The public suite of RFC 8617 (arc_test_suite): whether chains are whole."""

import pathlib
import sys
import tempfile

import suite
import yaml

sys.path.insert(0, str(suite.ROOT / "tests/lib"))
import tap

SUITE = suite.find("arc_test_suite/tests/arc-draft-validation-tests.yml")
DEVIATIONS = {}  # case → why it is not as the suite says: none


def read_scenarios():
    """(zone, {case: (octets, expected)}) of each scenario; cases without a result are left out."""
    for scenario in yaml.safe_load_all(SUITE.read_text()):
        zone = {name: [{"TXT": suite.escape(text)}] for name, text in (scenario.get("txt-records") or {}).items()}
        cases = {name: ("\r\n".join(case["message"].splitlines()).encode() + b"\r\n", case["cv"].lower())
                 for name, case in scenario["tests"].items() if case["cv"]}
        yield zone, cases


SCENARIOS = list(read_scenarios())


def validate(zone, messages):
    """The answer to each of the messages (name → octets), all asked in one process."""
    with tempfile.TemporaryDirectory() as folder:
        for name, octets in messages.items():
            (pathlib.Path(folder) / name).write_bytes(octets)
        return {pathlib.Path(row["file"]).name: row for row in suite.ask("arc", folder, zone=zone)}


def passing():
    """Zone and messages of what passes, scenario by scenario."""
    for zone, cases in SCENARIOS:
        yield zone, {name: octets for name, (octets, expected) in cases.items() if expected == "pass"}


def check_none_passes(change, what):
    n = 0
    for zone, messages in passing():
        for name, row in validate(zone, {name: change(octets) for name, octets in messages.items()}).items():
            n += 1
            assert row["result"] == "fail", (what, name, row)
    assert n >= 50, n


@tap.test("arc_test_suite: validation")
def _():
    tally = suite.Tally(DEVIATIONS)
    for zone, cases in SCENARIOS:
        rows = validate(zone, {name: octets for name, (octets, _) in cases.items()})
        for name, (_, expected) in cases.items():
            tally.count(name, rows[name]["result"] == expected, rows[name])
    tally.check(168)


@tap.test("no chain holds when an octet of the body was changed")
def _():
    def change(octets):
        head, blank, body = octets.partition(b"\r\n\r\n")
        return head + blank + bytes([body[0] ^ 1]) + body[1:]
    check_none_passes(change, "body")


@tap.test("no chain holds when an octet of the results was changed")
def _():
    check_none_passes(lambda octets: octets.replace(b"lists.example.org;", b"listz.example.org;"), "results")


@tap.test("without keys no chain holds")
def _():
    for _, messages in passing():
        for name, row in validate({}, messages).items():
            assert (row["result"], row["detail"]) == ("fail", "no key"), (name, row)


@tap.test("without answers no chain is judged")
def _():
    for zone, messages in passing():
        silent = {name: ["TIMEOUT"] for name in zone}
        for name, row in validate(silent, messages).items():
            assert row["result"] == "temperror", (name, row)


tap.run()
