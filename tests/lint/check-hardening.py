#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-hardening.py BUILD IS-FORTIFIED PROGRAM…: fails where a built program lacks what makes a mistake harder to
abuse. What leaves a mark in the file (ELF) is read there by readelf; what leaves none is looked for in the commands
that compiled it."""

import json
import pathlib
import platform
import re
import subprocess
import sys

# Of every file of src. -fcf-protection leaves a mark only where the C library was built with it, too; Debian 12's is not.
ARGUMENTS = ["-fstack-protector-strong", "-fstack-clash-protection"]
ARGUMENTS_X86 = ["-fcf-protection"]
X86 = ("x86_64", "i386", "i686")


def readelf(program, *options):
    return subprocess.run(["readelf", "-W", *options, str(program)], capture_output=True, text=True, check=True,
                          env={"LC_ALL": "C"}).stdout


def find_segment(headers, name):
    found = re.search(rf"^\s*{name}\s+(?:0x[0-9a-f]+\s+){{5}}([RWE ]{{3}})", headers, re.MULTILINE)
    return found and found.group(1)


def check_segments(program):
    headers = readelf(program, "-h", "-l")
    if not re.search(r"Type:\s+DYN", headers):
        yield "stands always at the same place in memory (no PIE)"
    if find_segment(headers, "GNU_RELRO") is None:
        yield "its table of functions can be written over (no RELRO)"
    if "E" in (find_segment(headers, "GNU_STACK") or "E"):
        yield "its stack can be executed"
    if re.search(r"^\s*LOAD\s.*\sRWE\s", headers, re.MULTILINE):
        yield "has memory that can be both written and executed"


def check_dynamic(program):
    dynamic = readelf(program, "-d")
    if not re.search(r"\(FLAGS_1\).*\bPIE\b", dynamic):
        yield "is not marked as PIE"
    if "BIND_NOW" not in dynamic and not re.search(r"\(FLAGS_1\).*\bNOW\b", dynamic):
        yield "finds its functions late, so their table stays writable (no BIND_NOW)"
    if "TEXTREL" in dynamic:
        yield "changes its own code when it starts (TEXTREL)"
    if re.search(r"\((RPATH|RUNPATH)\)", dynamic):
        yield "looks for libraries in folders of its own (RPATH)"


def check_symbols(program, is_fortified):
    symbols = readelf(program, "--dyn-syms")
    if "__stack_chk_fail" not in symbols:
        yield "does not watch its stack (-fstack-protector)"
    if is_fortified and not re.search(r"UND __(memcpy|snprintf|vsnprintf|strcpy|read|memmove|memset)_chk", symbols):
        yield "does not check lengths (_FORTIFY_SOURCE)"


def check_commands(build, machine):
    arguments = ARGUMENTS + (ARGUMENTS_X86 if machine in X86 else [])
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        words = entry["command"].split()
        if "/src/" in entry["file"] and not all(word in words for word in arguments):
            yield f"{entry['file']}: compiled without one of {' '.join(arguments)}"


def main(build, is_fortified, *programs):
    faults = list(check_commands(pathlib.Path(build), platform.machine()))
    for program in programs:
        for what in (*check_segments(program), *check_dynamic(program), *check_symbols(program, is_fortified == "true")):
            faults.append(f"{pathlib.Path(program).name}: {what}")
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main(*sys.argv[1:]))
