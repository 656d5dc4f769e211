#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop's online accounts: fakegoa.py FILE. FILE is a JSON list of accounts, read at each call:

    {"id": "a", "address": …, "host": …, "user": …, "tls": "ssl" | "starttls" | "", "disabled": bool,
     "password": … or "token": …, "fault": "NotAuthorized" | "Failed" (what EnsureCredentials says)}

Prints "ready" when the bus has it.
"""

import json
import pathlib
import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

NAME = "org.gnome.OnlineAccounts"
PATH = "/org/gnome/OnlineAccounts"
FILE = pathlib.Path(sys.argv[1])
MANAGER = """<node><interface name="org.freedesktop.DBus.ObjectManager"><method name="GetManagedObjects">
<arg name="objects" type="a{oa{sa{sv}}}" direction="out"/></method></interface></node>"""
ACCOUNT = f"""<node><interface name="{NAME}.Account"><method name="EnsureCredentials">
<arg type="i" direction="out"/></method></interface><interface name="{NAME}.PasswordBased"><method name="GetPassword">
<arg type="s" direction="in"/><arg type="s" direction="out"/></method></interface>
<interface name="{NAME}.OAuth2Based"><method name="GetAccessToken"><arg type="s" direction="out"/>
<arg type="i" direction="out"/></method></interface></node>"""


def read():
    return {f"{PATH}/Accounts/{account['id']}": account for account in json.loads(FILE.read_text())}


def describe(account):
    text, flag = (lambda value: GLib.Variant("s", value)), (lambda value: GLib.Variant("b", bool(value)))
    interfaces = {
        f"{NAME}.Account": {"ProviderName": text("Desk"), "MailDisabled": flag(account.get("disabled"))},
        f"{NAME}.Mail": {"EmailAddress": text(account["address"]), "ImapSupported": flag(True),
                         "ImapHost": text(account["host"]), "ImapUserName": text(account["user"]),
                         "ImapUseSsl": flag(account["tls"] == "ssl"), "ImapUseTls": flag(account["tls"] == "starttls")},
    }
    interfaces[f"{NAME}.OAuth2Based" if "token" in account else f"{NAME}.PasswordBased"] = {}
    return interfaces


def called(_connection, _sender, path, _interface, method, arguments, invocation):
    if method == "GetManagedObjects":
        objects = {known: describe(account) for known, account in read().items()}
        invocation.return_value(GLib.Variant("(a{oa{sa{sv}}})", (objects,)))
        return
    account = read().get(path)
    if account is None:
        invocation.return_dbus_error("org.freedesktop.DBus.Error.UnknownMethod", "no such object")
    elif account.get("fault"):
        invocation.return_dbus_error(f"{NAME}.Error.{account['fault']}", "the words of the desktop")
    elif method == "EnsureCredentials":
        invocation.return_value(GLib.Variant("(i)", (3600,)))
    elif method == "GetAccessToken":
        invocation.return_value(GLib.Variant("(si)", (account["token"], 3600)))
    else:
        assert arguments.unpack() == ("imap-password",)
        invocation.return_value(GLib.Variant("(s)", (account["password"],)))


def register(connection, _name):
    for interface in Gio.DBusNodeInfo.new_for_xml(MANAGER).interfaces:
        connection.register_object(PATH, interface, called, None, None)
    for path in read():
        for interface in Gio.DBusNodeInfo.new_for_xml(ACCOUNT).interfaces:
            connection.register_object(path, interface, called, None, None)


Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, register,
                 lambda *_: print("ready", flush=True), None)
GLib.MainLoop().run()
