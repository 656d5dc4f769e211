#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""safibox-cli eval: what it measures, what it is asked for, and what it cannot read."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap

PROGRAM = sys.argv[1]
SCAM = b"""From: "M-Pesa" <security@mailer77.example>
To: amina@practice.example
Subject: Your account will be closed today
Date: Mon, 02 Nov 2026 10:00:00 +0000
Message-ID: <1@mailer77.example>

Urgent! Confirm your PIN and password now: http://198.51.100.7/login
"""
NOTE = b"""From: Juma <juma@friends.example>
To: amina@practice.example
Subject: Lunch on Sunday
Date: Mon, 02 Nov 2026 10:00:00 +0000
Message-ID: <2@friends.example>

Shall we meet at grandmother's house on Sunday? Bring the photographs.
"""

scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-eval-"))
(scratch / "scam.eml").write_bytes(SCAM)
(scratch / "note.eml").write_bytes(NOTE)


def call(*arguments):
    return subprocess.run([PROGRAM, "--data-dir", str(scratch / "data"), *map(str, arguments)], capture_output=True,
                          env={**os.environ, "LC_ALL": "C.UTF-8"}, timeout=120)


def call_json(*arguments):
    done = call("--json", *arguments)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


@tap.test("eval writes one line per message: class, verdict, score, seconds, seconds")
def _():
    (scratch / "index").write_text("# labelled\nspam scam.eml\nham note.eml\nspam ./scam.eml\n")
    done = call("eval", "--out", scratch / "out.txt", scratch / "index")
    assert done.returncode == 0, done
    lines = (scratch / "out.txt").read_text().splitlines()
    assert len(lines) == 3
    for line, truth in zip(lines, ("spam", "ham", "spam")):
        words = line.split()
        assert words[0] == truth and words[1] in ("ham", "unsure", "spam") and len(words) == 5
        [float(word) for word in words[2:]]


def write_stream():
    """Six messages that all differ, good and junk in turn; returns their index."""
    lines = []
    for number in range(6):
        truth, mail = ("ham", NOTE) if number % 2 == 0 else ("spam", SCAM)
        for mark in (b"<1@", b"<2@"):
            mail = mail.replace(mark, b"<" + str(number).encode() + mark[1:])
        (scratch / f"stream-{number}.eml").write_bytes(mail.replace(b"Date: Mon, 02 Nov 2026 10",
                                                                    b"Date: Mon, 02 Nov 2026 1%d" % number))
        lines.append(f"{truth} stream-{number}.eml\n")
    (scratch / "stream").write_text("".join(lines))
    return scratch / "stream"


def split_json(lines):
    return [row for row in lines if "summary" not in row], [row["summary"] for row in lines if "summary" in row]


@tap.test("eval ends with a summary of all messages")
def _():
    code, lines = call_json("eval", write_stream())
    rows, (summary,) = split_json(lines)
    assert code == 0 and len(rows) == 6 and "summary" in lines[-1], lines
    assert (summary["ham"], summary["spam"], summary["view"]) == (3, 3, "live"), summary
    assert summary["octets"] == sum((scratch / f"stream-{n}.eml").stat().st_size for n in range(6))
    assert summary["one_minus_auc"] == 0 and summary["hm"] == 0, summary
    missed = sum(row["class"] == "spam" and row["verdict"] != "spam" for row in rows)
    assert abs(summary["sm"] - 100 * missed / 3) < 1e-9, summary
    assert summary["peak_octets"] > 1e6 and 0 < summary["classify_cpu_seconds"] < 60, summary


@tap.test("eval without one of the classes has no figures of it")
def _():
    (scratch / "lone").write_text("ham note.eml\n")
    _, lines = call_json("eval", scratch / "lone")
    _, (summary,) = split_json(lines)
    assert summary["one_minus_auc"] is None and summary["sm"] is None and summary["hm"] == 0, summary


@tap.test("eval begins cold at each start with the newest of both classes")
def _():
    code, lines = call_json("eval", "--cold", 1, "--start", "2,4", "--passes", 2, write_stream())
    rows, summaries = split_json(lines)
    assert code == 0 and [row["start"] for row in rows] == [2] * 4 + [4] * 2, rows
    assert [summary.get("start") for summary in summaries] == [2, 4, None], summaries
    assert summaries[-1]["mean_of_starts"] == 2 and summaries[-1]["ham"] == 3, summaries
    assert [summary["lessons"] for summary in summaries] == [2, 2, 4], summaries
    assert rows[0]["train_seconds"] > 0 and all(row["train_seconds"] == 0 for row in rows[1:4]), rows
    assert call("eval", "--cold", 1, "--start", "6", write_stream()).returncode == 65


@tap.test("eval teaches what the feedback says")
def _():
    taught = {}
    # A letter that is called junk without looking like it: that verdict is wrong.
    doubtful = scratch / "doubtful"
    doubtful.write_text(write_stream().read_text().replace("ham stream-2", "spam stream-2"))
    for feedback in ("immediate", "errors", "delayed:1", "delayed:1000", "rate:0", "rate:1"):
        _, lines = call_json("eval", "--feedback", feedback, doubtful)
        rows, (summary,) = split_json(lines)
        wrong = [row["class"] != row["verdict"] for row in rows]
        taught[feedback] = [row["train_seconds"] > 0 for row in rows]
        assert summary["lessons"] == sum(taught[feedback]), summary
        if feedback in ("errors", "rate:1"):
            assert taught[feedback] == wrong, (feedback, rows)
        if feedback == "delayed:1":
            assert taught[feedback] == [False, *wrong[:-1]], rows
    assert taught["immediate"] == [True] * 6, taught
    assert taught["delayed:1000"] == taught["rate:0"] == [False] * 6, taught
    assert any(taught["errors"]) and not all(taught["errors"]), taught


@tap.test("eval counts only what comes after the seed")
def _():
    _, lines = call_json("eval", "--train-first", 4, "--passes", 3, write_stream())
    rows, (summary,) = split_json(lines)
    assert len(rows) == 6 and (summary["ham"], summary["spam"]) == (1, 1), summary
    assert rows[4]["train_seconds"] > 0 and rows[5]["train_seconds"] == 0, rows


@tap.test("eval compares the views and what they cost")
def _():
    (scratch / "long.eml").write_bytes(NOTE + b"And then she told the story of the goat again.\n" * 2000)
    (scratch / "long-index").write_text("ham long.eml\nspam scam.eml\n")
    _, lines = call_json("eval", "--view", "all", scratch / "long-index")
    rows, summaries = split_json(lines)
    assert [row["view"] for row in rows] == ["backlog"] * 2 + ["live"] * 2 + ["whole"] * 2
    backlog, live, whole = (summary["octets"] for summary in summaries)
    assert backlog < live < whole == len(NOTE) + 94000 + len(SCAM), summaries


@tap.test("eval refuses options that do not go together")
def _():
    for options in (["--cold", 1, "--train-first", 1], ["--start", 1], ["--cold", 1, "--start", "x"],
                    ["--cold", 1, "--feedback", "errors"], ["--passes", 2], ["--passes", 0, "--cold", 1],
                    ["--feedback", "often"], ["--view", "half"]):
        assert call("eval", *options, write_stream()).returncode == 64, options


@tap.test("eval begins without a starter model unless one is named")
def _():
    (scratch / "offer-index").write_text("spam offer.eml\n")
    (scratch / "offer.eml").write_bytes(NOTE.partition(b"\n\n")[0] + b"\n\nClick here to order now: a free trial, this "
                                        b"offer is for a limited time only, save up to 70 percent, no obligation.\n")

    def score(*options):
        return float(call("eval", *options, scratch / "offer-index").stdout.split()[2])

    assert score() == score("--starter", "none") < score("--starter", "shipped")
    assert score("--starter", ROOT / "data/starter/model.bin") == score("--starter", "shipped")
    assert call("eval", "--starter", scratch / "offer.eml", scratch / "offer-index").returncode == 65
    assert call("eval", "--starter", scratch / "gone", scratch / "offer-index").returncode == 66


@tap.test("eval names the line of an index that cannot be read")
def _():
    (scratch / "bad-index").write_text("spam scam.eml\nneither x\n")
    assert call("eval", scratch / "bad-index").returncode == 65
    (scratch / "gone-index").write_text("spam gone.eml\n")
    assert call("eval", scratch / "gone-index").returncode == 66


tap.run()
