# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Locales that no system has to have: a program finds them where LOCPATH names their folder."""

import subprocess

import tap


def make(folder, *names):
    """Makes NAME.UTF-8 for each name. Raises tap.Skip where this system has not what they are made of."""
    for name in names:
        made = folder / f"{name}.UTF-8"
        if not made.exists():
            try:
                done = subprocess.run(["localedef", "-i", name, "-f", "UTF-8", made], capture_output=True)
            except FileNotFoundError:
                raise tap.Skip("localedef is not installed")
            if not made.exists():
                raise tap.Skip(f"{name} cannot be made: {done.stderr.decode()[:100]}")


def speak(folder, language):
    """What lets a program speak @language: in C.UTF-8 newer systems look at no catalogue."""
    make(folder, "en_US")
    return {"LANGUAGE": language, "LC_ALL": "en_US.UTF-8", "LOCPATH": str(folder)}
