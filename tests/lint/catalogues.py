# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the catalogues of translations hold."""

import re
import subprocess


def read_strings(path):
    """{(context, source): translation} of a catalogue, by gettext's own reader."""
    text = subprocess.run(["msgcat", "--no-wrap", "--no-location", str(path)], check=True, capture_output=True, text=True).stdout
    found = {}
    for entry in text.split("\n\n"):
        parts = {}
        for name, body in re.findall(r'^(msgctxt|msgid|msgstr)(?:\[\d\])? ((?:".*"\n?)+)', entry, re.M):
            parts[name] = parts.get(name, "") + "".join(re.findall(r'"(.*)"', body))  # all plural forms
        if parts.get("msgid"):
            found[parts.get("msgctxt", ""), parts["msgid"]] = parts.get("msgstr", "")
    return found


def read_languages(folder):
    """The languages of a folder of catalogues."""
    lines = (folder / "LINGUAS").read_text().split("\n")
    return [line for line in lines if line and not line.startswith("#")]
