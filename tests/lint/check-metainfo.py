#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-metainfo.py ROOT FILE: fails on whatever appstreamcli finds in the metainfo, also what it finds pedantically; and
on a screenshot of our own that is not there, not that of the release, or larger or smaller than FILE says."""

import pathlib
import re
import shutil
import struct
import subprocess
import sys
from xml.etree import ElementTree

# The name on the bus has had its capital from the first day, and settings, stores and autostart files hang on it.
# The developer's tag is the one that stores want; AppStream knows it since 1.0.
MEANT = {"cid-contains-uppercase-letter io.github.safibox.Safibox", "unknown-tag developer"}
ISSUE = re.compile(r"^[EWIP]: \S+?:(?:\d+:)? ?([a-z0-9-]+[^\n]*)$", re.M)
OURS = re.compile(r"https://github\.com/safibox/safibox/raw/v([0-9.]+)/(docs/[a-z-]+\.png)")


def check_by_appstream(path):
    if shutil.which("appstreamcli") is None:
        print("# appstreamcli is not here")
        return
    done = subprocess.run(["appstreamcli", "validate", "--pedantic", "--no-net", "--no-color", str(path)], capture_output=True,
                          text=True)
    if done.returncode != 0 or "Validation was successful" not in done.stdout:
        yield done.stdout + done.stderr
    yield from (issue for issue in ISSUE.findall(done.stdout) if issue not in MEANT)


def read_size(path):
    """Pixels of a PNG: width and height."""
    return struct.unpack(">II", path.read_bytes()[16:24])


def check_screenshots(root, path):
    tree = ElementTree.parse(path)
    version = tree.find("releases/release").get("version")
    for image in tree.iter("image"):
        ours = OURS.fullmatch(image.text.strip())
        if ours is None or ours[1] != version or not (root / ours[2]).exists():
            yield f"no such screenshot of {version}: {image.text}"
        elif read_size(root / ours[2]) != (int(image.get("width")), int(image.get("height"))):
            yield f"{ours[2]} is {read_size(root / ours[2])}"


def main(root, path):
    faults = [*check_by_appstream(path), *check_screenshots(root, path)]
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main(*map(pathlib.Path, sys.argv[1:])))
