#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""shots.py BUILD DIRECTORY [LOOK…]: a picture of every page and dialog in six looks: light, dark, narrow, rtl, large, contrast;
and in five of them in a second language (SAFI_SPOKEN, else Arabic), from right to left."""

import os
import pathlib
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "app")]

import gui
import steps
from dovecot import Dovecot

LOOKS = {
    "light": {},
    "dark": {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"},
    "narrow": {"GEOMETRY": "360x720", "GTK_INI": "gtk-decoration-layout=:close"},
    "rtl": {"SAFIBOX_TEXT_DIRECTION": "rtl"},
    "large": {"TEXT_DPI": "144"},
    "contrast": {"ADW_DEBUG_HIGH_CONTRAST": "1"},
}
SECOND_LANGUAGE = os.environ.get("SAFI_SPOKEN", "ar")
FINDINGS_CLICKS = 8  # of the wheel, from the text to the findings
END_CLICKS = 60
HISTORY_CLICKS = 8  # from the top of Home to the first plot
HEADERS_CLICKS = 12  # back from the end to the envelope
SCAM = """Dear customer, your M-Pesa account will be closed today.
Confirm your PIN at http://mpesa.pay77.example/confirm within 2 hours, or your money is lost.
Do not tell anyone about this message."""


def settle():
    time.sleep(0.6)


def take(app, out, name):
    settle()
    app.shoot(out / f"{name}.png")


def open_message(app):
    app.activate("look-at", "<'everything'>")
    gui.wait(lambda: len(steps.message_items(app)) > 1, "rows")
    open_first_row(app)


def open_first_row(app):
    app.mouse(steps.message_items(app)[0], 1 if gui_is_narrow() else 2)
    app.find("text", "Text of the message")


def scroll(node, clicks, button):
    """Turns the wheel of the mouse; GTK only scrolls what is below the pointer."""
    box = node.get_box()
    subprocess.run(["xdotool", "mousemove", "--window", shown_window(), str(box.x + box.width // 2), "300", "click",
                    "--repeat", str(clicks), "--delay", "5", button], check=True)


def scroll_down(node, clicks):
    scroll(node, clicks, "5")


def scroll_up(node, clicks):
    scroll(node, clicks, "4")


def shown_window():
    return subprocess.run(["xdotool", "getactivewindow"], capture_output=True, text=True, check=True).stdout.strip()


def gui_is_narrow():
    return os.environ.get("GEOMETRY", "").startswith("360")


def shoot_first_run(out):
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
        links = app.find("list", "Links in this message")
        scroll_down(app.find("list", "Reasons"), END_CLICKS)
        take(app, out, "04-links")
        app.mouse(next(node for node in app.walk(links) if node.get_role_name() == "label"))
        app.find("push button", "Leave it")
        take(app, out, "04-link-sheet")
        app.key("Return")
        app.is_gone("push button", "Leave it")
        app.click("push button", "Check another text")
        app.click("push button", "Open a saved message…")
        app.find("push button", re.compile("Open$"))
        take(app, out, "04-open-saved-message")
        app.key("Escape")
        app.find("push button", "Check")
        app.key("Escape")
        app.is_gone("push button", "Check")
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


def shoot_practice(app, out):
    app.key("alt+3")
    topics = app.find("list", "Practice")
    take(app, out, "19-learn")
    scroll_down(topics, END_CLICKS)
    take(app, out, "19-learn-tips")
    scroll_up(topics, END_CLICKS)
    app.mouse(app.find("label", "All kinds"))
    app.find("label", "Message 1 of 6")
    take(app, out, "19-practice")
    for place in range(1, 7):
        app.find("label", f"Message {place} of 6")
        app.key("s")
        app.find("label", "Good that you checked.")
        if place == 1:
            take(app, out, "19-practice-told")
        app.key("Return")
    app.find("label", "The round is finished")
    take(app, out, "19-practice-end")
    app.key("Escape")
    app.key("alt+1")
    app.find("label", re.compile("waits? for your answer"))


def shoot_main(out):
    with gui.App("--practice") as app:
        app.find("label", re.compile("waits? for your answer"))
        take(app, out, "10-home")
        app.click("push button", re.compile("^Show me"))
        app.find("label", "How to tell them apart")
        take(app, out, "10-tip")
        app.key("Escape")
        shoot_practice(app, out)
        app.activate("look-at", "<'everything'>")
        take(app, out, "11-messages")
        open_message(app)
        take(app, out, "12-why-card")
        app.key("End")
        take(app, out, "13-why-card-text")
        app.click("push button", "Details")
        app.find("list", "All findings")
        scroll_down(app.find("list", "Sender and subject"), FINDINGS_CLICKS)
        take(app, out, "13-why-card-findings")
        scroll_down(app.find("list", "All findings"), END_CLICKS)
        take(app, out, "13-why-card-details")
        if gui_is_narrow():
            app.click("push button", "Back to the list")
        app.set_text("Search in senders and subjects", "no such words anywhere")
        app.find("label", "Nothing found")
        take(app, out, "13-nothing-found")
        app.activate("preferences")
        app.find("label", "Text size")
        take(app, out, "14-preferences")
        app.key("Escape")
        app.activate("about")
        take(app, out, "15-about")
        app.key("Escape")
        app.activate("help", "<'index'>")
        take(app, out, "15-help")
        app.key("Return")
        take(app, out, "15-help-page")
        app.key("Escape", "Escape")
        app.key("ctrl+question")
        take(app, out, "16-shortcuts")
        app.key("Escape")
        app.key("F10")
        take(app, out, "17-menu")


def shoot_history(out, build):
    data = steps.SESSION / "home/history"
    data.mkdir(parents=True, mode=0o700)
    subprocess.run([str(build / "tests/app/fill-store"), str(data), "400", "180"], check=True)
    with gui.App(data=data) as app:
        app.click("push button", "Skip")
        plot = app.find("image", re.compile("^Mail of the last 8 weeks"))
        take(app, out, "09-home-paused")
        scroll_down(plot, HISTORY_CLICKS)
        take(app, out, "09-home-weeks")
        scroll_down(plot, END_CLICKS)
        take(app, out, "09-home-data")
        app.activate("go-on")
        app.activate("pause", "<'hour'>")
        app.find("label", re.compile("^Paused until"))
        scroll_up(plot, END_CLICKS)
        take(app, out, "09-home-paused-until")


def link(app, server, out):
    app.click("push button", "Skip")
    app.click("push button", "Add my mailbox")
    steps.fill_form(app, server.imaps, "secret")
    app.click("push button", "Connect")
    app.find("push button", "Start watching")
    take(app, out, "20-first-week")
    app.click("push button", "Start watching")
    app.find("label", "Nothing needs you")
    take(app, out, "21-home-watching")
    app.click("push button", "Mailbox menu")
    take(app, out, "22-mailbox-menu")
    app.key("Escape")


def shoot_standstill(app, server, out):
    server.stop()
    app.key("F5")
    app.find("label", "A mailbox cannot be reached")
    take(app, out, "23-home-offline")
    app.choose_menu("Mailbox menu", re.compile("Pause$"), 1)
    app.find("label", "Paused")
    take(app, out, "24-home-paused")
    server.start()
    app.click("push button", "Go on watching")
    app.find("label", "Nothing needs you")


def shoot_password(app, server, out):
    server.change_password("amina", "another")
    app.key("F5")
    app.find("label", "A mailbox needs you")
    take(app, out, "25-home-needs-password")
    app.click("push button", "Type the password")
    dialog = steps.find_window(app, "Password")
    take(app, out, "26-password")
    app.set_text("Password", "wrong")
    app.click("push button", "Connect", within=dialog)
    app.find("label", re.compile("Small and capital letters differ.$"), within=dialog)
    take(app, out, "27-password-wrong")
    app.set_text("Password", "another")
    app.click("push button", "Connect", within=dialog)
    steps.window_is_gone(app, "Password")


def shoot_questions(app, out):
    app.find("label", re.compile("^Safibox only watches"))
    take(app, out, "28-home-watch-only")
    app.click("push button", "Review")
    steps.wait_for_rows(app, bool, "messages that are held back")
    take(app, out, "29-review")
    app.key("alt+1")
    app.choose_menu("Mailbox menu", re.compile("Remove from Safibox…$"), 5)
    app.find("label", "Remove this mailbox from Safibox?")
    take(app, out, "30-remove")
    app.key("Escape")
    app.is_gone("label", "Remove this mailbox from Safibox?")
    app.key("ctrl+w")
    app.find("label", "Keep watching in the background?")
    take(app, out, "31-close")


def shoot_envelope(out, build):
    data = steps.SESSION / "home/envelope"
    with gui.App("--practice", data=data) as app:
        app.find("label", re.compile("waits? for your answer"))
    subprocess.run([str(build / "tests/put-auth"), str(data)], check=True)
    with gui.App(data=data) as app:
        app.activate("look-at", "<'everything'>")
        steps.choose_filter(app, "Junk")
        steps.wait_for_rows(app, lambda row: row[-1].startswith("Junk"), "junk only")
        open_first_row(app)
        app.click("push button", "Details")
        app.find("list", "Envelope")
        scroll_down(app.find("list", "Sender and subject"), END_CLICKS)
        scroll_up(app.find("list", "Envelope"), HEADERS_CLICKS)
        take(app, out, "18-envelope")


def shoot_mailbox(out):
    with Dovecot(steps.SESSION / "dovecot") as server, gui.App(SAFIBOX_CA_FILE=str(server.ca)) as app:
        link(app, server, out)
        shoot_standstill(app, server, out)
        for octets in steps.read_practice()["junk"][:6]:
            server.deliver("amina", "INBOX", octets)
        shoot_password(app, server, out)
        shoot_questions(app, out)


def shoot_learning(out):
    with Dovecot(steps.SESSION / "learning") as server, gui.App(SAFIBOX_CA_FILE=str(server.ca)) as app:
        for octets in steps.read_practice()["junk"][:20]:
            server.deliver("amina", "Junk", octets)
        for octets in steps.read_practice()["good"][:20]:
            server.deliver("amina", "INBOX", octets, flags="RS")
        app.click("push button", "Skip")
        app.click("push button", "Add my mailbox")
        steps.link_mailbox(app, server.imaps, "secret", "Start watching")
        app.find("label", "May Safibox learn from your Junk and Sent folders?")
        take(app, out, "32-learn-question")
        app.click("push button", "Learn now")
        app.find("label", re.compile("^Learned from"))
        take(app, out, "33-learned")


def shoot_look(directory):
    gui.enter_session()
    out = pathlib.Path(directory)
    for shoot in (shoot_first_run, shoot_main, shoot_mailbox, shoot_learning):
        shoot(out)
        steps.forget_settings()
    shoot_envelope(out, pathlib.Path(os.environ["SAFI_TEST_BUILD"]))
    steps.forget_settings()
    shoot_history(out, pathlib.Path(os.environ["SAFI_TEST_BUILD"]))


def make_environment(build, **more):
    """What the tests of the window want, and @more."""
    return dict(os.environ, SAFI_TEST_BUILD=str(pathlib.Path(build).resolve()), SAFI_TEST_ROOT=str(HERE.parents[1]),
                SAFIBOX_DNS="", SAFI_TEST_FAIL_POINTS="1", **more)


def shoot_spoken(out, environment, language):
    """The walks through every page take their pictures in any language."""
    out.mkdir(parents=True, exist_ok=True)
    environment = dict(environment, SAFI_SPOKEN=language, SAFI_KEEP_SHOTS=str(out),
                       WALK_GEOMETRY=environment.get("GEOMETRY", "1024x768"))
    for name in ("walk", "walk-teaching", "walk-mailbox"):
        subprocess.run(["/usr/bin/python3", HERE.parent / f"app/{name}.py",
                        environment["SAFI_TEST_BUILD"] + "/tests/app/fill-store"], check=True, env=environment)
    print(out)


def main():
    build, directory, *looks = sys.argv[1:]
    if "SAFI_SHOT_LOOK" in os.environ:
        shoot_look(directory)
        return
    for look in looks or LOOKS:
        out = pathlib.Path(directory).resolve() / look
        environment = make_environment(build, SAFI_SHOT_LOOK=look, **LOOKS[look])
        subprocess.run(["/usr/bin/python3", __file__, build, str(out)], check=True, env=environment)
        print(out)
        if look != "rtl":
            shoot_spoken(out.with_name(f"{look}-{SECOND_LANGUAGE}"), environment, SECOND_LANGUAGE)


if __name__ == "__main__":
    main()
