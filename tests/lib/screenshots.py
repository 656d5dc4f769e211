#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""screenshots.py BUILD: takes the pictures anew that README.md and the metainfo show (docs/screenshot*.png)."""

import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent / "app")]

import gui
import shots
import steps

SIZE = "1000x700"  # the metainfo names it, too


def take(app, name):
    path = ROOT / f"docs/{name}.png"
    shots.settle()
    app.shoot(path)
    subprocess.run(["mogrify", "-strip", "+dither", "-colors", "256", "-define", "png:compression-level=9", str(path)], check=True)
    print(path)


def shoot_all():
    gui.enter_session()
    data = steps.SESSION / "home/pictures"
    with gui.App("--practice", data=data) as app:
        app.find("label", re.compile("waits? for your answer"))
    with gui.App(data=data) as app:  # nothing is told any more of what was moved
        app.find("label", re.compile("waits? for your answer"))
        subprocess.run(["xdotool", "windowsize", shots.shown_window(), *SIZE.split("x"), "windowmove", shots.shown_window(), "0",
                        "0"], check=True)
        take(app, "screenshot-home")
        app.mouse(app.find("label", "Learn"))
        app.find("list", "Practice")
        take(app, "screenshot-learn")
        app.activate("look-at", "<'junk'>")
        steps.wait_for_rows(app, lambda row: row[-1].startswith("Junk"), "junk only")
        shots.open_first_row(app)
        app.find("list", "Reasons")
        take(app, "screenshot")


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    os.environ.update(SAFI_TEST_BUILD=str(build), SAFI_TEST_ROOT=str(ROOT), SAFIBOX_DNS="", SAFI_TEST_FAIL_POINTS="1",
                      GEOMETRY=SIZE)
    shoot_all()


if __name__ == "__main__":
    main()
