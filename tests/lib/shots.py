#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""shots.py BUILD DIRECTORY [LOOK…]: a picture of every page and dialog in five looks: light, dark, narrow, rtl, large."""

import os
import pathlib
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

LOOKS = {
    "light": {},
    "dark": {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"},
    "narrow": {"GEOMETRY": "360x720", "GTK_INI": "gtk-decoration-layout=:close"},
    "rtl": {"SAFIBOX_TEXT_DIRECTION": "rtl"},
    "large": {"TEXT_DPI": "144"},
}
SCAM = """Dear customer, your M-Pesa account will be closed today.
Confirm your PIN at http://mpesa.pay77.example/confirm within 2 hours, or your money is lost.
Do not tell anyone about this message."""


def settle():
    time.sleep(0.6)


def take(app, out, name):
    settle()
    app.shoot(out / f"{name}.png")


def open_message(app, gui):
    app.activate("show-news")
    gui.wait(lambda: len(app.rows(app.find("list", "Messages"))) > 3, "rows")
    row = [node for node in app.walk(app.find("list", "Messages")) if node.get_role_name() == "list item"][0]
    label = next(node for node in app.walk(row) if node.get_role_name() == "label")
    app.mouse(label, 1 if gui_is_narrow() else 2)
    app.find("text", "Text of the message")


def gui_is_narrow():
    return os.environ.get("GEOMETRY", "").startswith("360")


def shoot_first_run(gui, out):
    with gui.App() as app:
        app.find("label", "Welcome to Safibox")
        take(app, out, "01-welcome")
        app.click("push button", "Next")
        take(app, out, "02-doors")
        app.activate("check-text")
        app.set_text("Text to check", SCAM)
        take(app, out, "03-check-text")
        app.click("push button", "Check")
        app.find("text", "Text of the message")
        take(app, out, "04-check-text-result")
        app.key("Escape")
        app.activate("add-mailbox")
        app.set_text("E-mail address", "amina@gmail.com")
        take(app, out, "05-form-app-password")
        app.set_text("E-mail address", "amina@outlook.com")
        take(app, out, "06-form-cannot")
        app.set_text("E-mail address", "amina@shop.example")
        app.set_text("Server name (IMAP)", "127.0.0.1")
        app.set_text("Port", "9")
        app.set_text("Password", "wrong")
        app.click("push button", "Connect")
        app.find("label", re.compile("No mail server answers"))
        take(app, out, "07-form-error")
        app.key("Escape")
        app.click("push button", "Skip")
        take(app, out, "08-home-empty")


def shoot_main(gui, out):
    with gui.App("--practice") as app:
        app.find("label", re.compile("not sure about"))
        take(app, out, "10-home")
        app.activate("show-news")
        take(app, out, "11-messages")
        open_message(app, gui)
        take(app, out, "12-why-card")
        app.key("End")
        app.activate("preferences")
        app.find("label", "Text size")
        take(app, out, "14-preferences")
        app.key("Escape")
        app.activate("about")
        take(app, out, "15-about")
        app.key("Escape")
        app.key("ctrl+question")
        take(app, out, "16-shortcuts")
        app.key("Escape")
        app.key("F10")
        take(app, out, "17-menu")


def shoot_look(directory):
    import gui
    gui.enter_session()
    out = pathlib.Path(directory)
    shoot_first_run(gui, out)
    subprocess.run(["rm", "-rf", os.environ["XDG_CONFIG_HOME"] + "/glib-2.0"], check=True)
    shoot_main(gui, out)


def main():
    build, directory, *looks = sys.argv[1:]
    if "SAFI_SHOT_LOOK" in os.environ:
        shoot_look(directory)
        return
    for look in looks or LOOKS:
        out = pathlib.Path(directory).resolve() / look
        environment = dict(os.environ, SAFI_TEST_BUILD=str(pathlib.Path(build).resolve()), SAFI_SHOT_LOOK=look,
                           **LOOKS[look])
        subprocess.run(["/usr/bin/python3", __file__, build, str(out)], check=True, env=environment)
        print(out)


if __name__ == "__main__":
    main()
