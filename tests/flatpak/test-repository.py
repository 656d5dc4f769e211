#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The signed repository and the single file, made with a key that is thrown away, and installed from where nothing but
the runtime is installed. Run by ./dev flatpak."""

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
PLACE = pathlib.Path(os.environ["SAFI_FLATPAK"])
WORK = pathlib.Path(tempfile.mkdtemp(dir=PLACE))  # where files of the runtime can have second names
SIGNED = WORK / "signed"
PAGES = f"file://{SIGNED}"
KEYS = pathlib.Path(tempfile.mkdtemp(prefix="keys-"))  # a short path, for the socket of gpg's agent


def call(*command, check=True, **environment):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          env=dict(os.environ, GNUPGHOME=str(KEYS), **environment))
    if check:
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done


def make_installation(name):
    """Returns: what flatpak is told to use an installation with the runtime alone."""
    folder = WORK / name
    shutil.copytree(PLACE / "base", folder, symlinks=True, copy_function=os.link)
    return {"FLATPAK_USER_DIR": str(folder)}


def make_key(name):
    call("gpg", "--batch", "--quiet", "--passphrase", "", "--quick-gen-key", name, "default", "default", "1d")


def size(path):
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files)


def assert_works(installation):
    told = call("flatpak", "run", "--no-session-bus", "--command=safibox-cli", ID, "findings", **installation)
    assert "links." in told.stdout, told


@test("what was built is published with a signature")
def _():
    make_key("Safibox test")
    call(ROOT / "flatpak/publish.sh", PLACE / "repo", SIGNED, PAGES, "Safibox test")
    print(f"# {size(SIGNED / 'safibox.flatpak')} bytes: the single file; {size(SIGNED)} bytes: the repository with it")


@test("it installs from the repository where nothing of Safibox is, and runs")
def _():
    installation = make_installation("from-repository")
    call("flatpak", "--user", "remote-add", "--from", "safibox", SIGNED / "safibox.flatpakrepo", **installation)
    call("flatpak", "--user", "install", "-y", "--noninteractive", "safibox", ID, **installation)
    assert_works(installation)
    print(f"# {size(pathlib.Path(installation['FLATPAK_USER_DIR']) / 'app')} bytes: installed, without the runtime")


@test("what has no signature, or a stranger's, is refused")
def _():
    installation = make_installation("from-stranger")
    make_key("Stranger")
    call(ROOT / "flatpak/publish.sh", PLACE / "repo", WORK / "strange", PAGES, "Stranger")
    for name, place in {"unsigned": PLACE / "repo", "strange": WORK / "strange"}.items():
        done = call("flatpak", "--user", "remote-add", f"--gpg-import={SIGNED / 'key.gpg'}", name, f"file://{place}",
                    check=False, **installation)
        assert done.returncode != 0 and "signature" in done.stderr, done


@test("it installs from the single file where nothing of Safibox is, and runs")
def _():
    installation = make_installation("from-file")
    call("flatpak", "--user", "install", "-y", "--noninteractive", "--bundle", SIGNED / "safibox.flatpak", **installation)
    assert_works(installation)


@test("who installed from the single file is told where updates are, and whose signature they bear")
def _():
    installation = {"FLATPAK_USER_DIR": str(WORK / "from-file")}
    remotes = call("flatpak", "--user", "remotes", "--columns=url,options", **installation).stdout
    told = [line for line in remotes.splitlines() if PAGES in line]
    assert len(told) == 1 and "no-gpg-verify" not in told[0], remotes


try:
    run()
finally:
    call("gpgconf", "--kill", "all", check=False)
    for folder in (WORK, KEYS):
        shutil.rmtree(folder, ignore_errors=True)
