#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Campaign packs on the command line: the example is checked, built and listed; archives that a stranger bent do no harm;
and one that a crook forged changes neither a verdict, nor who is trusted, nor who gets a report."""

import base64
import hashlib
import json
import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import warnings
import zipfile

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import recording
import tap

PROGRAM = sys.argv[1]
warnings.simplefilter("ignore")  # zipfile asks whether two files of one name are meant
EXAMPLE = ROOT / "docs/example-pack"
scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-pack-"))
shared = scratch / "share/safibox/packs"


def call(*arguments, **env):
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "XDG_DATA_DIRS": str(scratch / "share"), **env}
    return subprocess.run([PROGRAM, "--data-dir", str(scratch / "data"), *map(str, arguments)], capture_output=True,
                          env=environment, timeout=120, text=True)


def call_json(*arguments, **env):
    done = call("--json", *arguments, **env)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def bend(name, change):
    """The example as an archive, once change was at it."""
    path = scratch / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(EXAMPLE.rglob("*")):
            if file.is_file():
                archive.write(file, str(file.relative_to(EXAMPLE)))
        change(archive)
    return path


def faults_of(path):
    code, rows = call_json("pack", "check", path)
    assert code == 65, (code, rows)
    return [(row["file"], row["line"], row["fault"]) for row in rows]


@tap.test("the example that the guide shows is a pack, and names all it leads to")
def _():
    code, (row,) = call_json("pack", "check", EXAMPLE)
    assert code == 0 and row["languages"] == ["en", "ar"], row
    assert (row["tips"], row["numbers"], row["days"]) == (3, 3, 2), row
    numbers = [mention["number"] for mention in row["mentions"] if "number" in mention]
    domains = [mention["domain"] for mention in row["mentions"] if "domain" in mention]
    assert numbers[:2] == ["1000", "1011"] and "*100#" in numbers, numbers
    assert "ferry-pay.example" in domains and "report.example" in domains, domains
    shown = call("pack", "check", EXAMPLE).stdout
    assert "Every number in it" in shown and "3 tips · 3 numbers · 2 days" in shown, shown


@tap.test("it is told of in the language of who asks")
def _():
    names = {}
    for language in ("ar", "fr"):
        code, (row,) = call_json("pack", "check", EXAMPLE, LANGUAGE=language)
        assert code == 0, row
        names[language] = row["name"]
    assert names == {"ar": "أسبوع مدرسة خليج زامورا", "fr": "School week of Zamora Bay"}, names


@tap.test("it is built into the same file wherever that is done, and the file is a pack")
def _():
    paths = [scratch / "a.safibox-pack", scratch / "b.safibox-pack"]
    for path, zone in zip(paths, ("UTC", "Pacific/Kiritimati")):
        done = call("pack", "build", EXAMPLE, path, TZ=zone)
        assert done.returncode == 0, done
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert call("pack", "check", paths[0]).returncode == 0
    assert zipfile.ZipFile(paths[0]).testzip() is None


@tap.test("what is wrong is told with file, line and what to do, all at once, and nothing is built")
def _():
    folder = scratch / "wrong"
    shutil.copytree(EXAMPLE, folder)
    (folder / "pack.txt").write_text((EXAMPLE / "pack.txt").read_text().replace("country=ZZ", "country=Zamora"))
    (folder / "numbers.en.csv").write_text((EXAMPLE / "numbers.en.csv").read_text().replace("1011", "ten eleven"))
    (folder / "notes.docx").write_text("x")
    told = faults_of(folder)
    assert [(file, line) for file, line, _ in told] == [("pack.txt", 4), ("notes.docx", 0), ("numbers.en.csv", 3)], told
    assert "Rename this file or take it out." in told[1][2], told
    done = call("pack", "build", folder, scratch / "wrong.zip")
    assert done.returncode == 65 and not (scratch / "wrong.zip").exists(), done
    assert "numbers.en.csv" in done.stderr and "line 3" in done.stderr, done.stderr


@tap.test("a fault of a tip says its line whatever language the computer speaks")
def _():
    folder = scratch / "unfinished"
    shutil.copytree(EXAMPLE, folder)
    tip = folder / "tips/boat-fee.en.xml"
    tip.write_text(tip.read_text().replace("<title>A fee for the boat</title>", "<title></title>"))
    for language in ("en", "de", "ar"):  # the library that reads tips has words of its own in many
        code, rows = call_json("pack", "check", folder, LANGUAGE=language)
        assert code == 65 and [(row["file"], row["line"]) for row in rows] == [("tips/boat-fee.en.xml", 5)], rows


@tap.test("a link in an archive or a folder is not followed")
def _():
    def link(archive):
        entry = zipfile.ZipInfo("tips/link.en.xml")
        entry.create_system = 3
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")

    assert any(file == "tips/link.en.xml" and "link" in fault for file, _, fault in faults_of(bend("link.zip", link)))
    folder = scratch / "linked"
    shutil.copytree(EXAMPLE, folder)
    (folder / "logo.png").unlink()
    (folder / "logo.png").symlink_to("/etc/passwd")
    assert any(file == "logo.png" and "link" in fault for file, _, fault in faults_of(folder))


@tap.test("names that lead out, twins, and what has no place are refused")
def _():
    for name in ("../../evil.en.xml", "/tmp/evil.en.xml", "PACK.TXT", "pack.txt"):
        told = faults_of(bend("bent.zip", lambda archive, name=name: archive.writestr(name, "x")))
        assert any(file == name for file, _, _ in told), (name, told)


@tap.test("a name with a NUL is never another name")
def _():
    path = bend("nul.zip", lambda archive: archive.writestr("tips/evilQ.xml.en.xml", "x"))
    path.write_bytes(path.read_bytes().replace(b"evilQ", b"evil\0"))
    assert all("evil" in file or not file for file, _, _ in faults_of(path))


@tap.test("an archive that asks for a password, is cut, or is no zip is refused")
def _():
    path = bend("plain.zip", lambda archive: None)
    octets = path.read_bytes()
    locked = bytearray(octets)
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = locked.find(mark)
        while at >= 0:
            locked[at + place] |= 1
            at = locked.find(mark, at + 1)
    for name, bent in (("locked.zip", bytes(locked)), ("cut.zip", octets[:len(octets) // 2]), ("tar.zip", b"x" * 10240)):
        (scratch / name).write_bytes(bent)
        assert faults_of(scratch / name), name


@tap.test("an archive that would grow without end is given up early")
def _():
    def grow(archive):
        for i in range(900):
            archive.writestr(f"tips/t{i}.en.xml", b" " * 200_000)

    told = faults_of(bend("bomb.zip", grow))
    assert any("packed far too tightly" in fault or "All files together" in fault for _, _, fault in told), told
    assert call("pack", "check", "/dev/zero").returncode == 65


@tap.test("packs of the computer and imported ones are listed, with the day of the import")
def _():
    shared.mkdir(parents=True)
    own = scratch / "data/packs"
    own.mkdir(parents=True)
    shutil.copy(scratch / "a.safibox-pack", shared / "all.safibox-pack")
    shutil.copy(scratch / "a.safibox-pack", own / "zamora-school-week.2026-11-26.safibox-pack")
    code, rows = call_json("pack", "list")
    assert code == 0 and [row.get("imported") for row in rows] == [None, "2026-11-26"], rows
    shown = call("pack", "list").stdout
    assert "installed on this computer" in shown and "imported on 26 November 2026" in shown, shown
    (own / "broken.2026-11-26.safibox-pack").write_bytes(b"PK")
    done = call("pack", "list")
    assert done.returncode == 65 and "broken.2026-11-26" in done.stderr, done


@tap.test("a pack is signed with a key that is made once, and every change is refused")
def _():
    key, path = scratch / "key.pem", scratch / "signed.safibox-pack"
    made = call("pack", "key", key)
    digits = made.stdout.strip()
    assert made.returncode == 0 and re.fullmatch(r"\d{5}( \d{5}){5}", digits), made
    assert stat.S_IMODE(key.stat().st_mode) == 0o600 and call("pack", "key", key).stdout == made.stdout
    assert call("pack", "build", EXAMPLE, path, "--key", key).returncode == 0
    assert call_json("pack", "check", path)[1][0]["digits"] == digits
    assert "digits" not in call_json("pack", "check", EXAMPLE)[1][0]
    assert f"Signed with the digits \u2066{digits}\u2069" in call("pack", "check", path).stdout
    folder = scratch / "unpacked"
    zipfile.ZipFile(path).extractall(folder)
    assert call_json("pack", "check", folder)[1][0]["digits"] == digits
    numbers = folder / "numbers.en.csv"
    numbers.write_text(numbers.read_text().replace("1011", "1012"))
    (_, _, fault), = [told for told in faults_of(folder) if told[0] == "signature.txt"]
    assert "The pack was changed after it was signed." in fault, fault


@tap.test("what is signed is what the guide says: openssl finds the same")
def _():
    archive = zipfile.ZipFile(scratch / "signed.safibox-pack")
    lines = [f"{hashlib.sha256(archive.read(name)).hexdigest()} {len(archive.read(name))} {name}\n"
             for name in sorted(archive.namelist(), key=str.encode) if name != "signature.txt"]
    (scratch / "statement").write_text("safibox-pack-signature 1\n" + "".join(lines))
    held = dict(line.split("=", 1) for line in archive.read("signature.txt").decode().splitlines())
    (scratch / "seal").write_bytes(base64.b64decode(held["signature"]))
    done = subprocess.run(["openssl", "pkeyutl", "-verify", "-rawin", "-inkey", "key.pem", "-in", "statement", "-sigfile", "seal"],
                          cwd=scratch, capture_output=True)
    assert done.returncode == 0, done


@tap.test("what is no key signs nothing, and is never written over")
def _():
    wrong = scratch / "wrong.pem"
    wrong.write_text("mine")
    assert call("pack", "key", wrong).returncode == 65 and wrong.read_text() == "mine"
    for key, code in ((wrong, 65), (scratch / "nowhere.pem", 66)):
        assert call("pack", "build", EXAMPLE, scratch / "unsigned.zip", "--key", key).returncode == code
    assert not (scratch / "unsigned.zip").exists()


@tap.test("where the system's policy forbids such signatures, that is what is said")
def _():
    policy = scratch / "policy"
    policy.write_text("[overrides]\ninsecure-sig = EdDSA-Ed25519\n")
    for arguments in (("check", scratch / "signed.safibox-pack"),
                      ("build", EXAMPLE, scratch / "unsigned.zip", "--key", scratch / "key.pem")):
        done = call("pack", *arguments, GNUTLS_SYSTEM_PRIORITY_FILE=policy)
        assert done.returncode == 65 and "The rules of this computer do not allow" in done.stderr, done
    assert not (scratch / "unsigned.zip").exists()


@tap.test("a recording is checked, built and signed with the rest, and listed; what is none is told")
def _():
    folder, path = scratch / "recorded", scratch / "recorded.safibox-pack"
    shutil.copytree(EXAMPLE, folder)
    (folder / "audio").mkdir()
    (folder / "audio/boat-fee.ar.ogg").write_bytes(recording.make(2))
    assert call("pack", "build", folder, path, "--key", scratch / "key.pem").returncode == 0
    code, (row,) = call_json("pack", "check", path)
    assert code == 0 and row["recordings"] == 1, row
    assert [mention["recording"] for mention in row["mentions"] if "recording" in mention] == ["audio/boat-fee.ar.ogg"], row
    shown = call("pack", "check", path).stdout
    assert "Every recording in it" in shown and "audio/boat-fee.ar.ogg" in shown, shown
    (folder / "audio/boat-fee.ar.ogg").write_bytes(recording.make(2)[:-1])
    (folder / "audio/boat-fee.fr.ogg").write_bytes(recording.make(2))
    (folder / "audio/unknown.en.ogg").write_bytes(recording.make(2))
    (folder / "audio/code-friend.en.ogg").write_bytes(recording.make(301))
    (folder / "audio/free-data.en.ogg").write_bytes(bytes(512 * 1024 + 1))
    told = {file: fault for file, _, fault in faults_of(folder)}
    assert list(told) == ["audio/free-data.en.ogg"] and "512 KB" in told["audio/free-data.en.ogg"], told
    (folder / "audio/free-data.en.ogg").unlink()
    told = {file: fault for file, _, fault in faults_of(folder)}
    assert "no recording in Ogg" in told["audio/boat-fee.ar.ogg"], told
    assert "no language of the pack" in told["audio/boat-fee.fr.ogg"], told
    assert "tips/unknown.en.xml" in told["audio/unknown.en.ogg"], told
    assert "longer than 5 minutes" in told["audio/code-friend.en.ogg"].replace("\u2068", "").replace("\u2069", ""), told


FORGED = {"pack.txt": [("country=ZZ", "country=GB"), ("id=zamora-school-week", "id=ministry"),
                       ("from=Lighthouse School, Zamora Bay", "from=National Cyber Security Centre")],
          "numbers.en.csv": [("lost_money,1000", "lost_money,0700666666"),
                             ("report_web,https://report.example/scam,url", "report_phishing_mail,report@phishlng.gov.uk,email")],
          "tips/boat-fee.en.xml": [("http://ferry-pay.example/30", "https://phishlng.gov.uk/30")]}
WANTED = """From: "{}" <{}>
To: amina@practice.example
Subject: Your account will be closed
Date: Tue, 24 Nov 2026 10:00:00 +0000
Message-ID: <1@{}>

Your account will be closed within 24 hours. Call 0700666666 or confirm your password: https://phishlng.gov.uk/30
"""
DOMAINS = {"phishlng.gov.uk": "forged.eml", "phishing.gov.uk": "real.eml", "mailer77.example": "other.eml"}


def forge(name, changes):
    """The example as a crook would have it who passes for a ministry."""
    folder = scratch / name
    shutil.copytree(EXAMPLE, folder)
    for file, pairs in changes.items():
        for path in {folder / file, folder / file.replace(".en.", ".ar.")}:
            text = path.read_text()
            for old, new in pairs:
                text = text.replace(old, new)
            path.write_text(text)
    return folder


def ask_all():
    """All that Safibox says of these messages, who is trusted, and whom a report goes to, with its words."""
    paths = [scratch / name for name in DOMAINS.values()]
    reports = [call_json("report", "--country", country, path) for country in ("GB", "BR", "KE", "ZZ") for path in paths]
    asked = [call_json("findings"), call_json("senders"), call_json("judge", *paths),
             call_json("judge", "--account", "amina@practice.example", *paths), *reports]
    assert all(rows for _, rows in asked), asked
    return asked


@tap.test("a forged pack of a ministry changes no weight, no verdict, nobody who is trusted, and nobody whom a report goes to")
def _():
    shutil.rmtree(scratch / "data/packs")
    (shared / "all.safibox-pack").unlink()
    for domain, name in DOMAINS.items():
        (scratch / name).write_text(WANTED.format("National Cyber Security Centre", f"report@{domain}", domain))
    assert call("practice", "--quiet").returncode == 0
    assert call("senders", "trust", "phishing.gov.uk").returncode == 0
    before = ask_all()
    assert call_json("pack", "list") == (0, [])
    folder = forge("forged", FORGED)
    own = scratch / "data/packs"
    own.mkdir(mode=0o700)
    assert call("pack", "build", folder, own / "ministry.2026-11-26.safibox-pack").returncode == 0
    assert call("pack", "build", folder, shared / "ministry.safibox-pack").returncode == 0
    code, rows = call_json("pack", "list")
    assert code == 0 and [row["from"] for row in rows] == ["National Cyber Security Centre"] * 2, rows
    mentioned = json.dumps(call_json("pack", "check", folder))
    assert all(value in mentioned for value in ("0700666666", "report@phishlng.gov.uk", "phishlng.gov.uk")), mentioned
    assert ask_all() == before
    assert "phishlng" not in json.dumps(before[:2]) and ["phishing.gov.uk"] == [row["sender"] for row in before[1][1]]
    routes = [route.get("value") for _, (row,) in before[4:] for route in row["routes"]]
    assert "report@phishing.gov.uk" in routes and "report@phishlng.gov.uk" not in routes, routes


@tap.test("a pack has no word for weights, for who is trusted, or for sending")
def _():
    for word in ("weight", "trusted", "report"):
        folder = forge(word, {"pack.txt": [("country=ZZ", f"country=ZZ\n{word}=phishlng.gov.uk")]})
        assert [told[:2] for told in faults_of(folder)] == [("pack.txt", 5)], word
    for name in ("senders.csv", "weights.tsv", "providers.tsv", "countries.csv"):
        folder = forge(name, {})
        (folder / name).write_text("phishlng.gov.uk\n")
        assert [told[0] for told in faults_of(folder)] == [name], name
    folder = forge("column", {"numbers.en.csv": [("use,value,", "use,weight,value,")]})
    assert {told[0] for told in faults_of(folder)} == {"numbers.en.csv", "numbers.ar.csv"}


@tap.test("bad usage is told")
def _():
    assert call("pack").returncode == 64
    assert call("pack", "check").returncode == 64
    assert call("pack", "key").returncode == 64
    assert call("pack", "build", EXAMPLE).returncode == 64
    assert call("pack", "build", EXAMPLE, scratch / "a.exe").returncode == 64
    assert call("pack", "check", scratch / "nowhere").returncode == 66


tap.run()
