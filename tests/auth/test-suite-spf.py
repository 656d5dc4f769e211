#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The public suites of RFC 7208 (openspf, pyspf) and RFC 4406 (Mail::SPF)."""

import sys

import suite
import yaml

sys.path.insert(0, str(suite.ROOT / "tests/lib"))
import tap

RFC7208 = suite.find("pyspf/test/rfc7208-tests.yml")
PYSPF = suite.find("pyspf/test/test.yml")
RFC4406 = suite.find("mail-spf-perl/t/rfc4406-tests.yml")

# Case → why it is not as the suite says.
DEVIATIONS_PYSPF = {
    "default-modifier": "only with pyspf's lax mode: default= is no modifier of RFC 7208",
    "default-modifier-harsh": "only with pyspf's harsh mode, whose result \"ambiguous\" RFC 7208 does not know",
}

# Where the suite accepts two results: ours, and why.
CHOICES = {
    "multispf1": "permerror",  # two records are two, be they alike (4.5)
    "invalid-domain-empty-label": "fail",  # no query can carry the name, so it does not exist (4.3 by analogy)
    "invalid-domain-long": "fail",
    "invalid-domain-long-via-macro": "fail",
    "p-macro-multiple": "pass",  # a name below the domain goes first (7.3)
    "ptr-limit": "neutral",  # the eleventh name is not looked at (4.6.4)
}


def load(path):
    return [scenario for scenario in yaml.safe_load_all(path.read_text()) if scenario]


def check_spf(case, zone):
    sender = case.get("mailfrom") or ""
    return suite.ask("spf", "--ip", case["host"], f"--helo={case['helo']}", f"--mail-from={sender}", zone=zone)[0]


def expected(name, case):
    if name in CHOICES:
        assert CHOICES[name] in case["result"]
        return CHOICES[name]
    assert not isinstance(case["result"], list), f"{name} accepts several results; choose one"
    return case["result"]


def agrees(name, case, answer):
    if answer["result"] != expected(name, case):
        return False
    explanation = case.get("explanation")
    return explanation is None or (explanation if explanation != "DEFAULT" else None) == answer["explanation"]


def run_suite(path, deviations, total):
    tally = suite.Tally(deviations)
    for scenario in load(path):
        zone = suite.convert_zone(scenario["zonedata"])
        for name, case in scenario["tests"].items():
            answer = check_spf(case, zone)
            tally.count(name, agrees(name, case, answer), answer)
    tally.check(total)


@tap.test("the suite of RFC 7208")
def _():
    run_suite(RFC7208, {}, 203)


@tap.test("the suite of pyspf")
def _():
    run_suite(PYSPF, DEVIATIONS_PYSPF, 16)


@tap.test("the suite of RFC 4406")
def _():
    tally = suite.Tally({})
    for scenario in load(RFC4406):
        zone = suite.convert_zone(scenario["zonedata"])
        for name, case in scenario["tests"].items():
            answer, = suite.ask("sender-id", "--scope", "mfrom", "--ip", case["host"], "--helo", case["helo"],
                                "--mail-from", case["mailfrom"], zone=zone)
            tally.count(name, answer["result"] == case["result"], answer)
    tally.check(2)


@tap.test("in an empty zone nobody publishes anything")
def _():
    for scenario in load(RFC7208):
        for name, case in scenario["tests"].items():
            assert check_spf(case, {})["result"] == "none", name


@tap.test("where nothing answers there is a temporary error, or no domain to ask for")
def _():
    n_asked = 0
    for scenario in load(RFC7208):
        for name, case in scenario["tests"].items():
            domain = ((case.get("mailfrom") or "").rpartition("@")[2] or case["helo"]).lower()
            answer = check_spf(case, {domain: ["TIMEOUT"]} if len(domain) < 254 else {})
            n_asked += answer["problem"] != "domain"
            assert answer["result"] == ("none" if answer["problem"] == "domain" else "temperror"), (name, answer)
    assert n_asked > 190, n_asked


tap.run()
