#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A network that costs money, as NetworkManager tells it, on a system bus of its own.

    with MeteredNetwork(directory) as network:
        subprocess.run(command, env={**os.environ, **network.environment})

As a program it is the service: fakenm.py, with DBUS_SYSTEM_BUS_ADDRESS set. Prints "ready" when the bus has it.
"""

import pathlib
import subprocess

NAME, PATH = "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager"
INTERFACE = f"""<node><interface name="{NAME}"><property name="State" type="u" access="read"/>
<property name="Connectivity" type="u" access="read"/><property name="Metered" type="u" access="read"/></interface></node>"""
CONNECTED, FULL, METERED = 70, 4, 1  # NM_STATE_CONNECTED_GLOBAL, NM_CONNECTIVITY_FULL, NM_METERED_YES
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""


class MeteredNetwork:
    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.environment = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.directory}/system-bus"}

    def __enter__(self):
        config = self.directory / "system-bus.conf"
        config.write_text(CONFIG.format(socket=self.directory / "system-bus"))
        self.bus = subprocess.Popen(["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"],
                                    stdout=subprocess.PIPE)
        self.bus.stdout.readline()
        self.service = subprocess.Popen(["/usr/bin/python3", __file__], env=self.environment, stdout=subprocess.PIPE)
        if self.service.stdout.readline() != b"ready\n":
            raise RuntimeError("the bus has no service")
        return self

    def __exit__(self, *_):
        for process in (self.service, self.bus):
            process.terminate()
            process.wait()


def main():
    import gi
    gi.require_version("Gio", "2.0")
    from gi.repository import Gio, GLib
    values = {"State": GLib.Variant("u", CONNECTED), "Connectivity": GLib.Variant("u", FULL),
              "Metered": GLib.Variant("u", METERED)}

    def register(connection, _name):
        for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces:
            connection.register_object(PATH, interface, None, lambda *call: values[call[4]], None)

    Gio.bus_own_name(Gio.BusType.SYSTEM, NAME, Gio.BusNameOwnerFlags.NONE, register,
                     lambda *_: print("ready", flush=True), None)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
