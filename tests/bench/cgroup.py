# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A control group of Linux (version 1 or 2) that gives what runs in it little memory and a part of one processor. As
root only."""

import contextlib
import os
import pathlib

ROOT = pathlib.Path("/sys/fs/cgroup")
PERIOD = 100_000  # microseconds
NAME = f"safibox-bench-{os.getpid()}"


class Cgroup:
    """with Cgroup(memory=octets, share=0.25) as group: Popen([*group.wrapper, "program"])"""

    def __init__(self, memory, share):
        quota = int(PERIOD * share)
        if (ROOT / "cgroup.controllers").exists():
            self.folders = {"": ROOT / NAME}
            self.limits = [("", "memory.max", memory), ("", "memory.swap.max", 0), ("", "cpu.max", f"{quota} {PERIOD}")]
            self.peak, self.kills = ("", "memory.peak"), ("", "memory.events")
        else:
            self.folders = {kind: ROOT / kind / NAME for kind in ("memory", "cpu")}
            self.limits = [("memory", "memory.limit_in_bytes", memory), ("cpu", "cpu.cfs_period_us", PERIOD),
                           ("cpu", "cpu.cfs_quota_us", quota)]
            self.peak, self.kills = ("memory", "memory.max_usage_in_bytes"), ("memory", "memory.oom_control")

    def __enter__(self):
        for folder in self.folders.values():
            folder.mkdir()
        for kind, file, value in self.limits:
            with contextlib.suppress(FileNotFoundError):  # a kernel without swap accounting
                (self.folders[kind] / file).write_text(str(value))
        return self

    def __exit__(self, *_):
        for folder in self.folders.values():
            with contextlib.suppress(OSError):  # something in it still runs
                folder.rmdir()

    @property
    def wrapper(self):
        """What a command begins with so that it runs inside."""
        enter = "".join(f"echo $$ > {folder}/cgroup.procs && " for folder in self.folders.values())
        return ["sh", "-c", enter + 'exec "$@"', "sh"]

    def read_peak(self):
        """Octets, what was read from files included."""
        return int((self.folders[self.peak[0]] / self.peak[1]).read_text())

    def count_kills(self):
        """How many processes were ended for want of memory."""
        lines = (self.folders[self.kills[0]] / self.kills[1]).read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.split()[0] == "oom_kill")
