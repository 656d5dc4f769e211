# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Test Anything Protocol for tests written in Python.

    @test("says what is true")
    def _():
        assert 1 + 1 == 2

    run()

The whole trace of what failed goes to the output; where only the errors are read, there is what one needs of it.
"""

import pathlib
import sys
import traceback

LINES_MAX = 20   # of the errors, for the first failure; meson shows the last 99 of a program
LATER_MAX = 34   # later failures that are told of, with a line each
WIDTH_MAX = 500  # characters of a line

_tests = []
_told = []
witnesses = []  # functions that give lines on what stood there when a test failed, bounded by themselves


class Skip(Exception):
    """Raise with the reason why a test cannot run here."""


def test(name):
    def register(function):
        _tests.append((name, function))
        return function
    return register


def cut(lines, most):
    """The lines, without the middle ones if there are more than that."""
    if len(lines) > most:
        first = most // 2
        lines = [*lines[:first], f"… {len(lines) - most + 1} lines …", *lines[len(lines) - (most - first - 1):]]
    return lines


def find_place(error):
    """Where in the test it was raised: the first place is here."""
    frames = traceback.extract_tb(error.__traceback__)[:2]
    return f"{pathlib.Path(frames[-1].filename).name}:{frames[-1].lineno}"


def describe(name, error):
    sentence = "".join(traceback.format_exception_only(type(error), error)).splitlines()
    frames = "".join(traceback.format_tb(error.__traceback__)).splitlines()
    return [f"not ok: {name}", *cut(sentence, LINES_MAX // 2), *cut(frames, LINES_MAX // 2 - 1)]


def ask_witnesses():
    for witness in witnesses:
        try:
            yield from witness()
        except Exception as error:
            yield f"nothing was seen: {error!r}"


def tell_failure(name, error):
    """Tells of a failure in the errors: of the first one all that is needed, of later ones, that may follow from it, the
    sentence."""
    _told.append(name)
    if len(_told) == 1:
        lines = [*describe(name, error), *ask_witnesses()]
    elif len(_told) <= 1 + LATER_MAX:
        lines = [f"not ok: {name} ({find_place(error)}) {type(error).__name__}: {' '.join(str(error).split())}"]
    else:
        return
    for line in lines:
        print(line if len(line) <= WIDTH_MAX else line[:WIDTH_MAX] + "…", file=sys.stderr, flush=True)


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
        except BaseException as error:
            failed += 1
            for line in traceback.format_exc().splitlines():
                print("# " + line)
            print(f"not ok {number} - {name}", flush=True)
            tell_failure(name, error)
    sys.exit(1 if failed else 0)
