#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-stick.py STICK: a stick for a school, installed by its own script where Flatpak has nothing at all. Run by
./dev stick."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/lib"))
from tap import run, test

ID = "io.github.safibox.Safibox"
GIVEN = pathlib.Path(sys.argv[1]).resolve()
WORK = pathlib.Path(tempfile.mkdtemp(prefix="safibox-stick-"))
STICK = WORK / "a stick, 100% # 1"
HOME = WORK / "home"
INSTALLATION = WORK / "installation"
PDF_MIN = 10_000  # octets


def call(*command, check=True):
    environment = dict(os.environ, HOME=str(HOME), FLATPAK_USER_DIR=str(INSTALLATION))
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, env=environment)
    if check:
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done


def run_cli(*words):
    return call("flatpak", "run", "--no-session-bus", "--user", "--command=safibox-cli", ID, *words).stdout


def make_stick():
    """What a person put on the stick stays as it is: this one has packs and settings of its own."""
    STICK.mkdir()
    for path in GIVEN.iterdir():
        if path.name not in ("packs", "safibox.ini"):
            (STICK / path.name).symlink_to(path)
    shutil.copytree(GIVEN / "packs", STICK / "packs")


def is_switched_off():
    return "disabled" in call("flatpak", "--user", "remotes", "--show-disabled", "--columns=name,options").stdout


def make_pack():
    """Whoever has no safibox-cli besides takes the one that was just installed."""
    folder = ROOT / "docs/example-pack"
    call("flatpak", "run", "--no-session-bus", "--user", "--command=safibox-cli", f"--filesystem={folder}:ro",
         f"--filesystem={WORK}", ID, "pack", "build", folder, WORK / "week.safibox-pack")
    shutil.move(WORK / "week.safibox-pack", STICK / "packs/week.safibox-pack")


@test("the script installs from a stick of any name, and asks nothing")
def _():
    HOME.mkdir()
    make_stick()
    told = call("sh", STICK / "install.sh", "--user").stdout
    assert "Safibox is installed." in told, told
    assert "links." in run_cli("findings")


@test("nothing more comes from where the stick was")
def _():
    assert is_switched_off()


@test("there is a sheet of each kind for each language")
def _():
    languages = ["en", *(line for line in (ROOT / "po/LINGUAS").read_text().splitlines() if not line.startswith("#"))]
    for name in (f"{kind}.{language}.pdf" for kind in ("posters", "lesson") for language in languages):
        octets = (STICK / "sheets" / name).read_bytes()
        assert octets.startswith(b"%PDF") and len(octets) > PDF_MIN, name


@test("a second time it brings packs and the settings of a room")
def _():
    make_pack()
    (STICK / "safibox.ini").write_text("[safibox]\nclassroom=true\n")
    call("sh", STICK / "install.sh", "--user")
    assert "Zamora Bay" in run_cli("pack", "list")
    told = call("flatpak", "run", "--no-session-bus", "--user", "--command=cat", ID, "/app/etc/xdg/safibox/safibox.ini")
    assert "classroom=true" in told.stdout


@test("nothing comes from a stick that is broken, then or later")
def _():
    broken = WORK / "broken"
    broken.mkdir()
    shutil.copy(STICK / "install.sh", broken)
    assert call("sh", broken / "install.sh", "--user", check=False).returncode != 0
    assert is_switched_off()


@test("it says what is wrong with how it was called")
def _():
    assert call("sh", STICK / "install.sh", "--everywhere", check=False).returncode == 64


try:
    run()
finally:
    shutil.rmtree(WORK, ignore_errors=True)
