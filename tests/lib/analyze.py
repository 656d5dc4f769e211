# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""analyze.py BUILD [PART-OF-A-PATH…]: three programs look at the sources for mistakes: gcc -fanalyzer, clang-tidy and
cppcheck. Prints what they find and analyze.supp does not explain, and what analyze.supp explains for nothing; fails if
there is either."""

import concurrent.futures
import fnmatch
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUPPRESSIONS = pathlib.Path(__file__).with_name("analyze.supp")
FILE_SECONDS = 600  # of one program for one file

# gcc 12 does not know that g_new, g_strdup and their kin end the program where there is no memory, nor what g_autoptr
# frees: what it says of memory that is NULL or leaks is said of nearly every file, and leaks are the sanitizers' matter.
GCC = ["-fanalyzer", "-Wno-analyzer-malloc-leak", "-Wno-analyzer-possible-null-dereference",
       "-Wno-analyzer-possible-null-argument", "-Wno-analyzer-file-leak", "-Wno-analyzer-null-dereference",
       "-Wno-analyzer-null-argument", "-Wno-analyzer-too-complex"]

# Patterns that are mistakes and not habits: casts that narrow, sizes of pointers and reserved names stand in every program
# on GLib. clang's own walks through all paths are off for their cost; gcc's are on.
TIDY = ("-*,bugprone-*,-bugprone-easily-swappable-parameters,-bugprone-reserved-identifier,-bugprone-narrowing-conversions,"
        "-bugprone-assignment-in-if-condition,-bugprone-branch-clone,-bugprone-sizeof-expression,-bugprone-implicit-widening-of-multiplication-result,"
        "cert-env33-c,cert-fio38-c,cert-msc30-c,cert-msc50-c,cert-pos44-c,misc-redundant-expression")
# It takes whatever is handed on for a leak, and knows no g_autoptr.
CPPCHECK = ["--enable=warning,portability", "--library=gtk", "--inconclusive", "--quiet", "--std=c11",
            "--suppress=memleak", "--suppress=leakReturnValNotUsed",
            "--suppress=ignoredReturnValue", "--suppress=missingInclude", "--suppress=unknownMacro", "--suppress=syntaxError",
            "--template={file}:{line}:{id}:{message}"]


def list_commands(build, parts):
    """The commands that compile src, once for each file: tests compile some of them again."""
    commands = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        path = (pathlib.Path(entry["directory"]) / entry["file"]).resolve()
        if not path.is_relative_to(ROOT / "src") or path.suffix != ".c":
            continue
        name = str(path.relative_to(ROOT))
        if not parts or any(part in name for part in parts):
            commands.setdefault(name, [word for word in shlex.split(entry["command"]) if word != "ccache"])
    return commands


def run(command, build):
    done = subprocess.run(command, cwd=build, capture_output=True, text=True, errors="replace", timeout=FILE_SECONDS,
                          env={**os.environ, "LC_ALL": "C"})
    return done.stdout + done.stderr


def tell(program, build, place, line, check, message):
    path = (build / place).resolve()
    name = str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else place
    return program, name, int(line), check, message


def ask_gcc(build, name, command):
    command = [word for word in command if not word.startswith("-Werror")]
    command[command.index("-o") + 1] = "/dev/null"
    said = run([*command, "-O0", "-g0", "-D_FORTIFY_SOURCE=0", *GCC, "-fdiagnostics-plain-output", "-fanalyzer-verbosity=0"], build)
    for place, line, message, check in re.findall(r"^(\S+?):(\d+):\d+: warning: (.*) \[(?:CWE-\d+\] \[)?-W(analyzer-[\w-]+)\]$", said, re.M):
        yield tell("gcc", build, place, line, check, message)


def ask_tidy(build, name, command):
    said = run(["clang-tidy", "-p", str(build), "--quiet", f"--checks={TIDY}", "--extra-arg=-Wno-everything", str(ROOT / name)], build)
    for place, line, message, check in re.findall(r"^(\S+?):(\d+):\d+: (?:warning|error): (.*) \[([\w.,-]+)\]$", said, re.M):
        yield tell("clang-tidy", build, place, line, check.split(",")[0], message)


def ask_cppcheck(build, name, command):
    given = [word for word in command if word.startswith("-D") and "VERSION" not in word]
    said = run(["cppcheck", *CPPCHECK, *given, f"-I{ROOT / 'src'}", str(ROOT / name)], build)
    for place, line, check, message in re.findall(r"^(\S+?):(\d+):(\w+):(.*)$", said, re.M):
        yield tell("cppcheck", build, place, line, check, message)


def read_suppressions():
    """Rows "PROGRAM CHECK FILE: WORDS OF THE MESSAGE", each below a comment that says why."""
    rows, is_explained = [], False
    for line in SUPPRESSIONS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            is_explained = True
        elif not line.strip():
            is_explained = False
        else:
            if not is_explained:
                sys.exit(f"{SUPPRESSIONS.name}: no reason above: {line}")
            row, words = (*line.split(": ", 1), "")[:2]
            rows.append((*row.split(), words))
    return rows


def is_explained_by(finding, row):
    program, name, _, check, message = finding
    return (row[0] == program and fnmatch.fnmatch(check, row[1]) and fnmatch.fnmatch(name, row[2]) and row[3] in message)


def main(build, *parts):
    build = pathlib.Path(build).resolve()
    programs = [ask for ask, tool in ((ask_gcc, "gcc"), (ask_tidy, "clang-tidy"), (ask_cppcheck, "cppcheck")) if shutil.which(tool)]
    commands = list_commands(build, parts)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        asked = [pool.submit(lambda ask, item: list(ask(build, *item)), ask, item) for item in commands.items() for ask in programs]
        findings = sorted({finding for one in asked for finding in one.result()}, key=lambda finding: finding[1:3])
    rows = read_suppressions()
    new = [finding for finding in findings if not any(is_explained_by(finding, row) for row in rows)]
    for program, name, line, check, message in new:
        print(f"{name}:{line}: {message} [{program} {check}]")
    idle = [] if parts else [row for row in rows if not any(is_explained_by(finding, row) for finding in findings)]
    for row in idle:
        print(f"{SUPPRESSIONS.name}: nobody says this any more: {' '.join(row)}")
    print(f"{len(commands)} files, {len(programs)} programs: {len(new)} new, {len(findings) - len(new)} explained")
    sys.exit(1 if new or idle or len(programs) < 3 else 0)


main(*sys.argv[1:])
