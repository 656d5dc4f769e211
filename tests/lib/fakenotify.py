#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fake notification daemon for tests: python3-gi only. Each Notify is one JSON line in $1 (a file).
Click: gdbus call --session -d org.freedesktop.Notifications -o /org/freedesktop/Notifications -m org.example.Test.Click ID ACTION"""
import gi, json, sys
from gi.repository import Gio, GLib
XML = '''<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal></interface>
<interface name="org.example.Test"><method name="Click"><arg type="u" direction="in"/><arg type="s" direction="in"/></method></interface></node>'''
PATH, IF = '/org/freedesktop/Notifications', 'org.freedesktop.Notifications'
log = open(sys.argv[1], 'a', buffering=1); n = 0
def call(conn, sender, path, iface, method, params, inv):
    global n
    a = params.unpack()
    if method == 'Notify':
        n = a[1] or n + 1
        log.write(json.dumps(dict(id=n, app=a[0], replaces=a[1], icon=a[2], summary=a[3], body=a[4], actions=a[5], hints={k: str(v) for k, v in a[6].items()}, timeout=a[7]), ensure_ascii=False) + '\n')
        inv.return_value(GLib.Variant('(u)', (n,)))
    elif method == 'GetCapabilities': inv.return_value(GLib.Variant('(as)', (['actions', 'body', 'body-markup', 'persistence'],)))
    elif method == 'GetServerInformation': inv.return_value(GLib.Variant('(ssss)', ('fake', 'safi', '1', '1.2')))
    elif method == 'CloseNotification':
        conn.emit_signal(None, PATH, IF, 'NotificationClosed', GLib.Variant('(uu)', (a[0], 3))); inv.return_value(None)
    elif method == 'Click':
        conn.emit_signal(None, PATH, IF, 'ActionInvoked', GLib.Variant('(us)', a))
        conn.emit_signal(None, PATH, IF, 'NotificationClosed', GLib.Variant('(uu)', (a[0], 2))); inv.return_value(None)
def bus(conn, name):
    for i in Gio.DBusNodeInfo.new_for_xml(XML).interfaces: conn.register_object(PATH, i, call, None, None)
loop = GLib.MainLoop()
Gio.bus_own_name(Gio.BusType.SESSION, IF, Gio.BusNameOwnerFlags.NONE, bus, lambda *a: print('ready', flush=True), lambda *a: loop.quit())
loop.run()
