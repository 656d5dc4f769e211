#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks the pages of every day: first questions, Home, messages, Preferences, About and Help."""

import re

import pages
import steps
from steps import gui
from tap import run

pages.enter()
steps.set_setting("country", "PK")
app = pages.start()


@pages.walk("the first questions")
def _():
    app.find("label", "Welcome to Safibox")
    app.look("first start")
    app.click("push button", "Next")
    app.find("label", "What Safibox does")
    app.look("first start, what it does")


@pages.walk("the form for a mailbox")
def _():
    app.activate("add-mailbox")
    app.find(gui.TEXT_ROLES, "E-mail address")
    app.look("mailbox form")
    app.set_text("E-mail address", "amina@gmail.com")
    app.find("label", app.said("does not take your usual password"))
    app.look("mailbox form, an app password")
    app.set_text("E-mail address", "amina@outlook.com")
    app.find("label", app.said("cannot be added"))
    app.look("mailbox form, one that cannot be added")
    app.set_text("E-mail address", "amina@shop.example")
    app.set_text("Server name (IMAP)", "127.0.0.1")
    app.set_text("Port", "9")
    app.set_text("Password", "wrong")
    app.look("mailbox form, servers by hand")
    app.click("push button", "Connect")
    app.find("label", app.said("No mail server answers"))
    app.look("mailbox form, no answer")
    app.close("Add a mailbox")


@pages.walk("Home: without a mailbox, with one, its menus and its questions")
def _():
    app.click("push button", "Skip")
    app.find("label", "No mailbox yet")
    app.look("Home, no mailbox")
    app.activate("practice")
    app.find("label", app.said("for your answer"))
    app.look("Home")
    app.key("F10")
    app.find(gui.MENU_ROLES)
    app.look("Home, main menu")
    app.key("Escape")
    app.is_gone(gui.MENU_ROLES, None)
    app.click("push button", "Mailbox menu")
    app.find(gui.MENU_ROLES)
    app.look("Home, mailbox menu")
    app.key("Escape")
    app.is_gone(gui.MENU_ROLES, None)
    app.click("push button", "Pause")
    app.find(gui.MENU_ROLES)
    app.look("Home, pause")
    app.key("Escape")
    app.is_gone(gui.MENU_ROLES, None)
    app.choose_menu("Mailbox menu", app.said("Remove from Safibox…"), 4)
    app.find("label", "Remove this mailbox from Safibox?")
    app.look("Home, remove a mailbox")
    app.key("Escape")
    app.is_gone("label", "Remove this mailbox from Safibox?")
    app.activate("pause", "<'hour'>")
    app.find("label", app.said("Paused until"))
    app.look("Home, paused")
    app.activate("go-on")
    app.find("label", app.said("for your answer"))


@pages.walk("the messages")
def _():
    app.activate("look-at", "<'everything'>")
    steps.message_rows(app)
    app.look("messages")
    app.set_text(steps.SEARCH, "no such words anywhere")
    app.find("label", "Nothing found")
    app.look("messages, nothing found")
    app.set_text(steps.SEARCH, "")
    gui.wait(lambda: steps.message_rows(app), "rows")
    app.click("push button", "Select")
    app.find("label", "Choose messages")
    app.look("messages, select")
    app.mouse(steps.message_items(app)[0])
    app.key("ctrl+a", "j")
    app.find("push button", app.said("Cancel"))
    app.look("messages, very many")
    app.key("Escape")
    app.is_gone("push button", app.said("Cancel"))
    app.key("Escape")
    app.is_gone("label", "Choose messages")


@pages.walk("a message: its card, its details, its links, and what a helper is shown")
def _():
    app.choose("Which messages", steps.FILTERS.index("Junk"))
    gui.wait(lambda: all(app.said("Junk").search(row[-1]) for row in steps.message_rows(app)), "junk only")
    app.open_first_message()
    app.stretch("Safibox")
    app.look("message")
    app.click("push button", "Details")
    app.find("list", "All findings")
    app.look("message, details")
    app.click("push button", "Details")
    app.is_gone("label", app.said("moved to Junk"))  # in a narrow window it is told over the row
    app.scroll_and_click(app.find("label", "Ask a helper…"))
    app.find_window("Ask a helper")
    app.look("message, ask a helper")
    app.click("page tab", "Word for word")
    app.find("label", re.compile("^Safibox-Sheet: "))
    app.look("message, ask a helper, word for word")
    app.close("Ask a helper")
    app.click("push button", app.said("Show me"))
    app.find_window("A tip")
    app.look("tip")
    app.close("A tip")
    app.activate("hide-senders")
    app.find("push button", "Show this message")
    app.look("message, hidden")
    app.activate("hide-senders")
    app.find(gui.TEXT_ROLES, "Text of the message")


@pages.walk("Preferences and all that opens from them")
def _():
    app.activate("preferences")
    app.stretch("Preferences")
    app.find("label", "Text size")
    app.look("preferences")
    app.scroll_and_click(app.find("label", "Lists of computers that send junk"))
    app.scroll_and_click(app.find("label", "For administrators"))
    app.look("preferences, all open")
    app.scroll_and_click(app.find("label", "Connections of the last 7 days"))
    app.find("label", app.said("These are all connections"))
    app.look("preferences, connections")
    app.close("Connections")
    app.scroll_and_click(app.find("label", re.compile("amina@practice.example"), within=app.find_window("Preferences")))
    app.find_window("Training")
    app.look("preferences, training")
    app.close("Training")
    app.close("Preferences")


@pages.walk("Translating in place")
def _():
    app.activate("preferences")
    switch = app.find("check box", "Translate mode")
    app.scroll_and_click(switch)
    gui.wait(lambda: "checked" in switch.get_states(), "the mode to be on")
    app.close("Preferences")
    app.key("ctrl+shift+t")
    app.find_window("Translate")
    app.look("translate")
    app.mouse(app.first_label("Texts"))
    app.find(gui.TEXT_ROLES, "Translation")
    app.look("translate, one text")
    app.close("Translate")


@pages.walk("About and Help")
def _():
    app.activate("about")
    gui.wait(lambda: len(app.windows()) > 1, "the window of the toolkit")
    app.look("about")
    app.key("Escape")
    gui.wait(lambda: len(app.windows()) == 1, "it to go")
    app.activate("help", "<'index'>")
    app.find_window("Help")
    app.look("help")
    app.key("Escape")
    gui.wait(lambda: len(app.windows()) == 1, "it to go")
    app.key("ctrl+question")
    app.find("label", app.said("Junk: move to the Junk folder"))  # newer GTK says the key before it
    app.take("keys")  # the toolkit makes this window, and makes it wide
    app.key("Escape")


@pages.walk("nothing was complained about")
def _():
    steps.end(app)


try:
    run()
finally:
    app.quit()
