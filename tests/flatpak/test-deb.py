#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-deb.py FILE: what is in the package for Debian, by the rules that lintian would look at, and what it costs. Run by
./dev deb."""

import io
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from tap import run, test

DEB = pathlib.Path(sys.argv[1]).resolve()
ID = "io.github.safibox.Safibox"
ROOT = pathlib.Path(__file__).resolve().parents[2]
NEEDED = {
    "usr/bin/safibox", "usr/bin/safibox-cli", f"usr/share/applications/{ID}.desktop", f"usr/share/metainfo/{ID}.metainfo.xml",
    f"usr/share/dbus-1/services/{ID}.service", f"usr/share/glib-2.0/schemas/{ID}.gschema.xml",
    f"usr/share/icons/hicolor/scalable/apps/{ID}.svg", f"usr/share/mime/packages/{ID}.xml",
    "usr/share/man/man1/safibox-cli.1.gz", "usr/share/doc/safibox/copyright", "usr/share/doc/safibox/changelog.gz",
    "usr/share/help/C/safibox/index.page",
}
ALLOWED = re.compile(r"^usr/(bin|share/(applications|dbus-1/services|doc/safibox|glib-2.0/schemas|help|icons/hicolor|locale|"
                     r"man/man1|metainfo|mime/packages|safibox))/")
# What systems make themselves out of all packages.
MADE = re.compile(r"(gschemas\.compiled|icon-theme\.cache|mimeinfo\.cache|mime\.cache)$")


def call(*command):
    return subprocess.run([str(word) for word in command], capture_output=True, check=True).stdout


def field(name):
    return call("dpkg-deb", "-f", DEB, name).decode().strip()


def sizes_with_dependencies():
    """Octets to load and to keep for a system on which nothing at all is installed."""
    told = call("apt-get", "-o", "Dir::State::status=/dev/null", "--print-uris", "-y", "--no-install-recommends", "install",
                DEB).decode()
    return [int(size) for size in re.findall(r"^'[^']+' \S+ (\d+) ", told, re.MULTILINE)]


archive = tarfile.open(fileobj=io.BytesIO(call("dpkg-deb", "--fsys-tarfile", DEB)))
members = archive.getmembers()
files = {member.name.removeprefix("./"): member for member in members if not member.isdir()}


@test("all that belongs there is there, and nothing else")
def _():
    assert not NEEDED - set(files), NEEDED - set(files)
    assert not [name for name in files if not ALLOWED.match(name) or MADE.search(name)]
    languages = [line for line in (ROOT / "po/LINGUAS").read_text().splitlines() if not line.startswith("#")]
    assert not [name for name in languages if f"usr/share/locale/{name}/LC_MESSAGES/safibox.mo" not in files]


@test("owners and modes are those of a system")
def _():
    for member in members:
        mode = (0o777 if member.issym() else
                0o755 if member.isdir() or member.name.startswith("./usr/bin/") else 0o644)
        assert (member.uname, member.gname, member.mode) == ("root", "root", mode), member.name
        assert not member.islnk(), member.name


@test("a link leads to the locale that its name borrows, and there is one only")
def _():
    link, = [member for member in members if member.issym()]
    assert link.name == "./usr/share/safibox/locale/en_ZZ.UTF-8", link.name
    assert link.linkname == "/usr/lib/locale/C.utf8", link.linkname


@test("programs are stripped, hardened and free of paths of the machine that made them")
def _():
    with tempfile.TemporaryDirectory() as folder:
        call("dpkg-deb", "-x", DEB, folder)
        for path in pathlib.Path(folder, "usr/bin").iterdir():
            told = call("readelf", "--wide", "--sections", "--program-headers", "--dynamic", path).decode()
            assert ".symtab" not in told and "RUNPATH" not in told and "RPATH" not in told, path
            assert "GNU_RELRO" in told and "Flags: NOW PIE" in told, path
            assert str(ROOT).encode() not in path.read_bytes(), path


@test("the control file says what lintian wants to know")
def _():
    assert re.fullmatch(r"[0-9][0-9a-z.+~]*", field("Version"))
    assert field("Architecture") == call("dpkg", "--print-architecture").decode().strip()
    assert re.fullmatch(r".+ <\S+@\S+>", field("Maintainer"))
    depends = field("Depends")
    for package in ("libc6 (>=", "libgtk-4-1 (>=", "libadwaita-1-0 (>=", "libetpan", "glib-networking", "publicsuffix"):
        assert package in depends, depends
    summary, *lines = field("Description").splitlines()
    assert len(summary) <= 80 and not summary.endswith(".") and all(len(line) <= 80 for line in lines), summary
    assert abs(int(field("Installed-Size")) * 1024 - sum(member.size for member in files.values())) < 2 ** 20


@test("what the desktop starts is in it, or in a package that it depends on")
def _():
    depends = re.split(r"[ ,|]+", re.sub(r"\(.*?\)", "", field("Depends")))
    started = archive.extractfile(f"./usr/share/applications/{ID}.desktop").read().decode()
    for program in set(re.findall(r"^Exec=(\S+)", started, re.MULTILINE)):
        if f"usr/bin/{program}" not in files:
            assert call("dpkg", "-S", shutil.which(program)).decode().split(":")[0] in depends, program


@test("every sum of md5sums is right, and no file is without one")
def _():
    with tempfile.TemporaryDirectory() as folder:
        call("dpkg-deb", "-R", DEB, folder)
        sums = pathlib.Path(folder, "DEBIAN/md5sums").read_text()
        assert {line.split("  ", 1)[1] for line in sums.splitlines()} == {name for name in files if not files[name].issym()}
        subprocess.run(["md5sum", "--quiet", "--check", "-"], input=sums, text=True, cwd=folder, check=True)


@test("its dependencies can be had here")
def _():
    loaded = sizes_with_dependencies()
    assert len(loaded) > 50
    installed = sum(member.size for member in files.values())
    print(f"# {DEB.stat().st_size} bytes: the package; {installed} bytes installed; "
          f"{sum(loaded)} bytes to load with all its {len(loaded) - 1} dependencies")


run()
