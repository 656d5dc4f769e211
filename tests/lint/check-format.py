#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on a C file that clang-format 14 would print otherwise; skipped (77) where that version is absent."""

import pathlib
import shutil
import subprocess
import sys

root = pathlib.Path(sys.argv[1])
program = shutil.which("clang-format-14") or shutil.which("clang-format")
version = subprocess.run([program, "--version"], capture_output=True, text=True).stdout if program else ""
if " 14." not in version:
    print("skipped: clang-format 14 is not here")
    sys.exit(77)
files = sorted(str(p) for f in ("src", "tests") for p in (root / f).rglob("*.[ch]"))
done = subprocess.run([program, "--dry-run", "--Werror", f"--style=file:{root}/.clang-format", *files],
                      capture_output=True, text=True)
print("\n".join(line for line in done.stderr.splitlines() if ": error:" in line))
sys.exit(1 if done.returncode else 0)
