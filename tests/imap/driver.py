# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Talks to the program imap-driver, and prints what a test found in TAP."""

import subprocess
import sys
import traceback
import urllib.parse

from tap import tell_failure

ANSWER_SECONDS = 60


class Failed(Exception):
    """The driver answered "error WORD"; the word is the argument."""


class Driver:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self, command, *words):
        """Returns the lines of the answer, each split into words; raises Failed."""
        escaped = [urllib.parse.quote(str(word), safe="") for word in words]
        self.process.stdin.write(" ".join([command, *escaped]) + "\n")
        self.process.stdin.flush()
        lines = []
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError(f"the driver ended with {self.process.wait(ANSWER_SECONDS)} at {command}")
            parts = line.split()
            if parts == ["ok"]:
                return lines
            if parts[0] == "error":
                raise Failed(parts[1])
            lines.append(parts)

    def refuses(self, command, *words):
        """Returns the word of the error; "ok" if there is none."""
        try:
            self(command, *words)
        except Failed as failure:
            return failure.args[0]
        return "ok"

    def close(self):
        self.process.stdin.close()
        self.process.stdout.read()
        code = self.process.wait(ANSWER_SECONDS)
        if code != 0:
            raise RuntimeError(f"the driver ended with {code}")


def run_tests(tests):
    """Runs (name, function) pairs and ends the program. A function that returns a text was left out
    for that reason."""
    failed = 0
    print(f"1..{len(tests)}")
    for number, (name, function) in enumerate(tests, 1):
        try:
            reason = function()
        except Exception as error:
            failed += 1
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
            print(f"not ok {number} {name}", flush=True)
            tell_failure(name, error)
        else:
            print(f"ok {number} {name}" + (f" # SKIP {reason}" if reason else ""), flush=True)
    sys.exit(1 if failed else 0)
