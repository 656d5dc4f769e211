#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop's portals "Background" and "Email": fakeportal.py LOG ANSWER. Each request is a JSON line in LOG, with what
is attached to it in base64. ANSWER is a JSON file, read at each request: {"response": 0, "background": true,
"autostart": true}; "response": 1 is a refusal.

Prints "ready" when the bus has it.
"""

import base64
import json
import os
import pathlib
import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
LOG, ANSWER = map(pathlib.Path, sys.argv[1:3])
INTERFACE = """<node><interface name="org.freedesktop.portal.Background"><method name="RequestBackground">
<arg type="s" direction="in"/><arg type="a{sv}" direction="in"/><arg type="o" direction="out"/></method></interface>
<interface name="org.freedesktop.portal.Email"><method name="ComposeEmail"><arg type="s" direction="in"/>
<arg type="a{sv}" direction="in"/><arg type="o" direction="out"/></method></interface></node>"""


def answer(connection, sender, handle, wished):
    said = json.loads(ANSWER.read_text())
    results = {name: GLib.Variant("b", said[name] and wished.get(name, True)) for name in ("background", "autostart")
               if name in said}
    connection.emit_signal(sender, handle, "org.freedesktop.portal.Request", "Response",
                           GLib.Variant("(ua{sv})", (said["response"], results)))
    return False


def read_attached(invocation, handles):
    """A mail program finds the file by its path, as the portal does."""
    files = invocation.get_message().get_unix_fd_list()
    for handle in handles:
        path = pathlib.Path(os.readlink(f"/proc/self/fd/{files.get(handle)}"))
        yield {"name": path.name, "mode": path.stat().st_mode & 0o777, "octets": base64.b64encode(path.read_bytes()).decode()}


def called(connection, sender, _path, _interface, _method, arguments, invocation):
    window, options = arguments.unpack()
    if "attachment_fds" in options:
        options["attached"] = list(read_attached(invocation, options.pop("attachment_fds")))
    handle = f"{PATH}/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"
    with LOG.open("a") as log:
        log.write(json.dumps({"window": window, **options}) + "\n")
    invocation.return_value(GLib.Variant("(o)", (handle,)))
    GLib.idle_add(answer, connection, sender, handle, options)


def register(connection, _name):
    for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces:
        connection.register_object(PATH, interface, called, None, None)


Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, register,
                 lambda *_: print("ready", flush=True), None)
GLib.MainLoop().run()
