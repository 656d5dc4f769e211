#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-test-manifest.py FOLDER BRANCH: writes FOLDER/io.github.safibox.Safibox.json, the release's manifest for the runtime
that make-runtime.sh made of packages, and FOLDER/safibox.tar, the source tree as it is. The libraries that the release
builds are in that runtime, and it is a build that a test may tell which certificates it trusts."""

import hashlib
import json
import pathlib
import subprocess
import sys
import tarfile

ID = "io.github.safibox.Safibox"
RUNTIME = "io.github.safibox.TestPlatform"
ROOT = pathlib.Path(__file__).resolve().parents[1]


def clean(entry):
    """The same tree gives the same octets, so that nothing is built twice."""
    entry.mtime = entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def pack_source(path):
    """Returns: the sum of the archive."""
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            capture_output=True, check=True).stdout.decode()
    with tarfile.open(path, "w") as archive:
        for name in sorted(filter(None, listed.split("\0"))):
            if (ROOT / name).exists():
                archive.add(ROOT / name, f"safibox/{name}", filter=clean)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    folder, branch = pathlib.Path(sys.argv[1]), sys.argv[2]
    manifest = json.loads((ROOT / f"flatpak/{ID}.json").read_text())
    manifest.update({"runtime": RUNTIME, "sdk": RUNTIME, "runtime-version": branch, "branch": "test",
                     "appstream-compose": False})
    manifest["modules"] = manifest["modules"][-1:]
    archive = folder / "safibox.tar"
    manifest["modules"][0]["config-opts"].append("-Dfail_points=true")
    manifest["modules"][0]["sources"] = [{"type": "archive", "path": archive.name, "sha256": pack_source(archive)}]
    (folder / f"{ID}.json").write_text(json.dumps(manifest, indent=2) + "\n")


main()
