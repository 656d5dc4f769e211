# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader is told, asked of the program itself over the accessibility bus (AT-SPI 2, at-spi2-core's xml/).

    for application in accessible.list_applications():
        windows = application.get_children()

Nothing is kept but what never changes. libatspi, which is made for this, keeps what it was told once: of a program that
it asked while that began it knew no windows for good, and it fell over where it was told to forget them.
"""

import collections

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # Atspi for the names of numbers alone

ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
COMPONENT = "org.a11y.atspi.Component"
EDITABLE_TEXT = "org.a11y.atspi.EditableText"
TEXT = "org.a11y.atspi.Text"
REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
NULL_PATH = "/org/a11y/atspi/null"
WINDOW_COORDS = 1  # ATSPI_COORD_TYPE_WINDOW
TIMEOUT = 5000  # milliseconds for an answer

Error = GLib.Error  # what every method raises where the object went away
Box = collections.namedtuple("Box", "x y width height")

_bus = None
# By object:
_roles = {}
_interfaces = {}
_stacks = {}  # whether it has pages


def connect():
    """The bus of this session; every method needs it."""
    global _bus
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                Gio.DBusCallFlags.NONE, -1).unpack()[0]
    flags = Gio.DBusConnectionFlags
    _bus = Gio.DBusConnection.new_for_address_sync(
        address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)


def _call(name, path, interface, method, arguments=None):
    answer = _bus.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START, TIMEOUT)
    return answer.unpack()


class Node(collections.namedtuple("Node", "bus_name path")):
    """An object of a program: equal where it is the same one. A path is never used twice."""

    __slots__ = ()

    def _call(self, interface, method, arguments=None):
        return _call(self.bus_name, self.path, interface, method, arguments)

    def _get(self, interface, name):
        return self._call("org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", (interface, name)))[0]

    def _has(self, interface):
        if self not in _interfaces:
            _interfaces[self] = self._call(ACCESSIBLE, "GetInterfaces")[0]
        return interface in _interfaces[self]

    def get_name(self):
        return self._get(ACCESSIBLE, "Name")

    def get_description(self):
        return self._get(ACCESSIBLE, "Description")

    def get_role_name(self):
        if self not in _roles:
            _roles[self] = Atspi.role_get_name(Atspi.Role(self._call(ACCESSIBLE, "GetRole")[0]))
        return _roles[self]

    def get_parent(self):
        """None at the top of the program."""
        return _make_node(self._get(ACCESSIBLE, "Parent"))

    def get_children(self):
        """Of a stack, its pages, as GTK tells them one by one; all at once it tells what is on them."""
        references = self._call(ACCESSIBLE, "GetChildren")[0]
        if references and self not in _stacks:
            _stacks[self] = self._get_reference(0) != references[0]
        if _stacks.get(self):
            references = [self._get_reference(index) for index in range(len(references))]
        nodes = map(_make_node, references)
        return [node for node in nodes if node is not None]

    def _get_reference(self, index):
        return self._call(ACCESSIBLE, "GetChildAtIndex", GLib.Variant("(i)", (index,)))[0]

    def get_states(self):
        """Their names, such as "checked"."""
        words = self._call(ACCESSIBLE, "GetState")[0]
        numbers = (32 * place + bit for place, word in enumerate(words) for bit in range(32) if word >> bit & 1)
        return {Atspi.StateType(number).value_nick for number in numbers}

    def get_box(self):
        """Where it is in its window, in pixels; None where it has no place of its own, such as the page of a stack."""
        if not self._has(COMPONENT):
            return None
        return Box(*self._call(COMPONENT, "GetExtents", GLib.Variant("(u)", (WINDOW_COORDS,)))[0])

    def has_at(self, x, y):
        """Whether the mouse would hit something of it there."""
        arguments = GLib.Variant("(iiu)", (x, y, WINDOW_COORDS))
        return _make_node(self._call(COMPONENT, "GetAccessibleAtPoint", arguments)[0]) is not None

    def get_text(self):
        """What a text field or a label holds."""
        end = self._get(TEXT, "CharacterCount")
        return self._call(TEXT, "GetText", GLib.Variant("(ii)", (0, end)))[0]

    def set_text(self, text):
        """Returns whether it was taken."""
        return self._call(EDITABLE_TEXT, "SetTextContents", GLib.Variant("(s)", (text,)))[0]

    def has_action(self):
        return self._has(ACTION) and self._get(ACTION, "NActions") > 0

    def act(self):
        """Does the first thing that can be done with it, such as a click; returns whether it was taken."""
        return self._call(ACTION, "DoAction", GLib.Variant("(i)", (0,)))[0]

    def get_process_id(self):
        answer = _call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                       "GetConnectionUnixProcessID", GLib.Variant("(s)", (self.bus_name,)))
        return answer[0]


def _make_node(reference):
    bus_name, path = reference
    return Node(bus_name, path) if bus_name and path != NULL_PATH else None


def list_applications():
    """Every program that can be asked."""
    return Node(*REGISTRY).get_children()
