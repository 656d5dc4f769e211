# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Test Anything Protocol for tests written in Python.

    @test("says what is true")
    def _():
        assert 1 + 1 == 2

    run()
"""

import sys
import traceback

_tests = []


class Skip(Exception):
    """Raise with the reason why a test cannot run here."""


def test(name):
    def register(function):
        _tests.append((name, function))
        return function
    return register


def run():
    """Runs every registered test in order and ends the process: 0 if none failed."""
    failed = 0
    print(f"1..{len(_tests)}", flush=True)
    for number, (name, function) in enumerate(_tests, 1):
        try:
            function()
            print(f"ok {number} - {name}", flush=True)
        except Skip as reason:
            print(f"ok {number} - {name} # SKIP {reason}", flush=True)
        except BaseException:
            failed += 1
            for line in traceback.format_exc().splitlines():
                print("# " + line)
            print(f"not ok {number} - {name}", flush=True)
    sys.exit(1 if failed else 0)
