# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program in a network of its own that is empty, and what it tried to reach all the same: a list of its system calls and of those of
all programs that it starts (strace).

    gui.App(wrapper=(*alone.find_network(), *alone.watch(path)))
"""

import re
import shutil
import subprocess

CALLS = "connect,sendto,sendmsg,sendmmsg,bind"
# An address on a network, or a service of this computer that would look a name up there.
OUTSIDE = re.compile(r"AF_INET|AF_PACKET|io\.systemd\.Resolve|avahi|mdns")


def works(*command):
    return shutil.which(command[0]) is not None and subprocess.run([*command, "true"], capture_output=True).returncode == 0


def find_network():
    """A command that gives what follows an empty network; () where that is not allowed."""
    return next((command for command in (("unshare", "-cn"), ("unshare", "-n")) if works(*command)), ())


def watch(trace):
    """A command that becomes what follows, whose calls are written into the file."""
    return ("strace", "-D", "-f", "-qq", "-e", f"trace={CALLS}", "-o", str(trace))


def why_not():
    """Why a test that wants both cannot run here; "" if it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    if not find_network():
        return "a network of its own is not allowed here (unshare)"
    return "" if works(*find_network(), *watch("/dev/null")) else "strace may not watch here"


def attempts(calls):
    """The calls that would have reached something outside of this computer's own desktop."""
    return [line for line in calls.splitlines() if OUTSIDE.search(line)]
