#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read aloud: a button only where the computer has a voice for the language; it says what stands on the page, and stops."""

import os
import re

import steps
from steps import gui
import speech
from tap import Skip, run, test

gui.enter_session(GEOMETRY="1024x768")
SOCKET = steps.SESSION / "speech.sock"
ADDRESS = f"unix_socket:{SOCKET}"
SHOW = re.compile("^(Show me|Nionyeshe)")
READ, STOP = "Read aloud", "Stop reading"
PID = steps.pathlib.Path(os.environ["XDG_RUNTIME_DIR"]) / "speech-dispatcher/pid/speech-dispatcher.pid"
service = speech.Service(SOCKET, ["af", "en-GB", "en-US", "cmn"])
app = gui.App("--practice", SPEECHD_ADDRESS=ADDRESS).__enter__()


def open_tip(program=app):
    program.click("push button", SHOW)
    return steps.find_window(program, "A tip")


def read(within=None, program=app):
    """Clicks the button, and waits until the service says something: its lines."""
    before = len(service.texts)
    program.click("push button", READ, within=within)
    gui.wait(lambda: len(service.texts) == before + 1, "a text that is said")
    program.find("push button", STOP)
    return service.texts[-1].split("\n")


def falls_silent(act):
    before = service.commands.count("CANCEL SELF")
    act()
    gui.wait(lambda: service.commands.count("CANCEL SELF") > before, "silence")


@test("a tip has a button that reads all of it, by a voice of its language, as plain text")
def _():
    app.find("label", re.compile("waits? for your answer"))
    app.click("push button", "Another tip")
    app.find("label", "Money “sent by mistake”")
    sheet = open_tip()
    lines = read(sheet)
    assert lines[:2] == ["Money “sent by mistake”.", "Look at your balance before you send anything back."], lines
    for words in ("Scam.", "SMS from TAUSI.", "Real.", "How to tell them apart.", "Signs.", "What to do."):
        assert words in lines, (words, lines)
    wanted = ["SET SELF LANGUAGE en-GB", "SET SELF SSML_MODE off", "SET SELF PUNCTUATION none", "SPEAK"]
    assert [command for command in service.commands if command in wanted] == wanted, service.commands
    assert not any("RATE" in command for command in service.commands), service.commands


@test("the button stops the voice, and is itself again when a text ends")
def _():
    falls_silent(lambda: app.click("push button", STOP))
    app.find("push button", READ)
    read()
    silences = service.commands.count("CANCEL SELF")
    service.finish()
    app.find("push button", READ)
    assert service.commands.count("CANCEL SELF") == silences, service.commands


@test("who closes the page hears no more of it")
def _():
    read()
    falls_silent(lambda: app.key("Escape"))
    steps.window_is_gone(app, "A tip")


@test("Help now reads what happened, then the steps; the next page ends what was read")
def _():
    app.activate("help-now")
    window = steps.find_window(app, "Help now")
    assert read(window)[0] == "What happened?", service.texts[-1]
    falls_silent(lambda: app.mouse(app.find("label", "They threaten me", within=window)))
    lines = read(window)
    assert lines[0] == "They threaten me." and lines[-1].startswith("Go to your bank’s counter"), lines
    falls_silent(lambda: app.key("Escape"))
    steps.window_is_gone(app, "Help now")


@test("a text that was checked: the verdict and the reasons, not the stranger's words")
def _():
    app.activate("check-text")
    app.set_text("Text to check", "Hi, I sent you a code by mistake. Send me the code quickly, tell nobody. xyzzy")
    app.click("push button", "Check")
    window = steps.find_window(app, "Check a text")
    verdict = app.labels(app.find("list", "Reasons", within=window).get_parent())
    said = "\n".join(read(window))
    assert "xyzzy" not in said and "Codes and PINs are only for you." in said, said
    assert any(len(label) > 20 and label[:20] in said for label in verdict), (said, verdict)
    falls_silent(lambda: app.key("Escape"))
    steps.window_is_gone(app, "Check a text")


@test("of a hidden message only what it is can be heard: its reasons name senders")
def _():
    app.activate("look-at", "<'everything'>")
    steps.open_row(app)
    shown = [label for row in app.rows(app.find("list", "Reasons")) for label in row]
    said = read()
    assert len(said) > 2 and any(len(label) > 20 and label[:20] in "\n".join(said) for label in shown), (said, shown)
    falls_silent(lambda: app.key("ctrl+h"))
    app.find("push button", re.compile("^Show this message"))
    assert read() == said[:2], service.texts[-1]
    app.click("push button", re.compile("^Show this message"))
    app.find("push button", READ)
    assert read() == said, service.texts[-1]
    app.key("ctrl+h")
    falls_silent(lambda: app.click("push button", STOP))


@test("where the service never tells of the end, the button is itself again after a time")
def _():
    app.key("ctrl+h")
    app.find("push button", re.compile("^Show this message"))
    read()
    before = service.commands.count("CANCEL SELF")
    app.find("push button", READ, timeout=4 * gui.TIMEOUT)
    gui.wait(lambda: service.commands.count("CANCEL SELF") > before, "silence")
    app.click("push button", re.compile("^Show this message"))
    app.key("ctrl+h")


@test("practice reads the message, then what is told about it")
def _():
    app.key("alt+3")
    app.find("list", "Practice")
    app.mouse(app.find("label", "All kinds"))
    bar = app.find("label", "Message 1 of 6").get_parent()  # the page that was left has a button, too
    message = read(bar)
    falls_silent(lambda: app.key("s"))
    told = read(bar)
    assert told[0].startswith("Good that you checked.") and message[-1] not in told, (message, told)
    falls_silent(lambda: app.click("push button", "Leave the round"))


@test("Preferences say that there is a voice; slowly is slower, and off is no button and silence")
def _():
    app.activate("preferences")
    window = steps.find_window(app, "Preferences")
    app.find("label", re.compile("This computer has a voice for this language"), within=window)
    app.click("check box", "Read slowly", within=window)
    app.key("Escape")
    steps.window_is_gone(app, "Preferences")
    app.activate("help-now")
    read()
    assert "SET SELF RATE -40" in service.commands, service.commands
    app.activate("preferences")
    window = steps.find_window(app, "Preferences")
    falls_silent(lambda: app.click("check box", READ, within=window))
    app.is_gone("push button", READ)


@test("nothing was complained about, and the program ends in good order")
def _():
    steps.end(app)


@test("where no voice speaks the language there is no button, and Preferences say so")
def _():
    asked = service.commands.count("LIST SYNTHESIS_VOICES")
    assert asked == 1, service.commands
    steps.forget_settings()
    with gui.App("--practice", SPEECHD_ADDRESS=ADDRESS, LANGUAGE="sw") as other:
        other.click("push button", SHOW)
        gui.wait(lambda: service.commands.count("LIST SYNTHESIS_VOICES") == 2, "the list of voices")
        other.key("Escape")
        other.activate("preferences")
        other.find("label", re.compile("haina sauti|no voice for this language"))
        assert not other.all("check box", re.compile("^(Read slowly|Soma polepole)"))
        other.key("Escape")
        other.click("push button", SHOW)
        window = gui.wait(lambda: next((node for node in other.windows()[1:]), None), "the tip")
        assert other.all("push button", within=window)
        assert not other.all("push button", re.compile("^(Read aloud|Soma)"), within=window)
        steps.end(other)


@test("a service that breaks off while it speaks: the button goes, nothing hangs")
def _():
    steps.forget_settings()
    with gui.App("--practice", SPEECHD_ADDRESS=ADDRESS) as other:
        read(open_tip(other), other)
        for client in list(service.clients):
            client.connection.shutdown(2)
        other.is_gone("push button", STOP)
        assert not other.all("push button", READ)
        steps.end(other)


@test("without a speech service there is no button, and nobody hears of it")
def _():
    steps.forget_settings()
    with gui.App("--practice", SPEECHD_ADDRESS=f"unix_socket:{steps.SESSION}/none") as other:
        other.activate("preferences")
        other.find("label", re.compile("no voice for this language"))
        other.key("Escape")
        window = open_tip(other)
        assert not other.all("push button", READ, within=window)
        steps.end(other)


@test("a service across the network is not asked: no text leaves the computer")
def _():
    with gui.App("--practice", SPEECHD_ADDRESS="inet_socket:127.0.0.1:6560") as other:
        other.activate("preferences")
        other.find("label", re.compile("no voice for this language"))
        other.key("Escape")
        steps.end(other)


@test("the real service is started when it is needed, and says the text")
def _():
    if not speech.is_installed():
        raise Skip("speech-dispatcher is not installed")
    said = steps.SESSION / "said"
    speech.mute_dispatcher(os.environ["HOME"], os.environ["XDG_CONFIG_HOME"], said)
    environment = {"SPEECHD_ADDRESS": "unix_socket"}
    with gui.App("--practice", **environment) as other:
        assert not PID.exists()
        window = open_tip(other)
        other.click("push button", READ, within=window)
        gui.wait(lambda: said.exists() and said.read_text(), "the voice")
        other.find("push button", READ)
        assert said.read_text().split("\n")[0].rstrip(".") in other.labels(window), said.read_text()
        steps.end(other)
    gui.wait(lambda: not PID.exists(), "the service to end, because nobody needs it")


run()
