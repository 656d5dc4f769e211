# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as Flatpak runs it, from the installation that FLATPAK_USER_DIR names."""

import os
import pathlib
import subprocess

import gui

# What would take the place of what the sandbox gives.
OWN = ("GSK_RENDERER", "GSETTINGS_BACKEND", "GSETTINGS_SCHEMA_DIR", "SECRET_BACKEND", "SAFIBOX_DATA_DIR")
NAMES = ("safibox", gui.APPLICATION)  # what GTK 4.8 and later ones call a program


def find_home():
    """The folder that the program sees as its own, also from outside of the sandbox."""
    return pathlib.Path(os.environ["HOME"]) / ".var/app" / gui.APPLICATION


def run(*command, files=(), check=True):
    """Runs a command in the sandbox, which sees these folders besides; returns what it said and how it ended."""
    return subprocess.run(["flatpak", "run", f"--command={command[0]}", *(f"--filesystem={path}" for path in files),
                           gui.APPLICATION, *command[1:]], capture_output=True, text=True, check=check)


class App(gui.App):
    @staticmethod
    def _find_program():
        return ["flatpak", "run", "--env=G_DEBUG=fatal-criticals", gui.APPLICATION]

    def _make_environment(self, session):
        kept = {name: value for name, value in os.environ.items() if name not in OWN}
        return dict(kept, SAFIBOX_TOAST_TIMES=gui.TOAST_TIMES)

    def _is_ours(self, application):
        """The process is that of the bus's proxy."""
        return application.get_name() in NAMES

    def _list_x_windows(self):
        """By their class: inside, processes have other numbers."""
        return gui.ask_x("xdotool", "search", "--onlyvisible", "--class", NAMES[0]).split()

    def complaints(self):
        """libnotify tells that it asks the portal."""
        return [line for line in super().complaints() if "Running in confined mode" not in line]

    def quit(self):
        """No signal reaches it, so it is asked over the bus; where it does not listen there, it is ended."""
        if self.process.poll() is None:
            try:
                self.activate("quit")
            except subprocess.CalledProcessError:
                subprocess.run(["flatpak", "kill", gui.APPLICATION], check=True)
        return self.process.wait(gui.TIMEOUT)
