#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured on a screen: app_session.py BIN-DIRECTORY SCRATCH STARTS PEER... prints one line of JSON."""

import contextlib
import json
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import time

import imap_box
import machine
from imap_memory import make_keeper, read_memory
from slowproxy import SlowProxy

APPLICATION = "io.github.safibox.Safibox"
ACTIONS = "/" + APPLICATION.replace(".", "/")
MESSAGES = 20_000
COLD = 5             # starts with nothing in the page cache
PEER_STARTS = 5
SETTLE = 20          # seconds until memory is looked at
IN_MAILBOX = 900    # messages that a check finds; of more it would ask first
SPEED = 60_000       # octets a second of its link, so that it lasts
WHEEL, PAGES = 600, 600
PATIENCE = 30        # seconds
CACHES = pathlib.Path("/proc/sys/vm/drop_caches")

programs, scratch = map(pathlib.Path, sys.argv[1:3])
starts, peers = int(sys.argv[3]), sys.argv[4:]
tools = programs.parents[1] / "tests/bench"


def make_store(name):
    """A folder with 20,000 judged messages of a practice mailbox that is paused."""
    data = scratch / name
    (data / "practice/INBOX").mkdir(parents=True)
    subprocess.run([tools / "bench-fill-store", data, str(MESSAGES)], check=True)
    return data


def leave_first_run():
    """The window is that of a person who has used it before."""
    folder = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0/settings"
    folder.mkdir(parents=True)
    (folder / "keyfile").write_text("[io/github/safibox/Safibox]\nfirst-run-done=true\n")


def make_commands(data):
    """{name: (words, environment, how often it is started)}."""
    return {"a bare libadwaita window": ([tools / "bench-window"], {}, starts),
            "the same without OpenGL": ([tools / "bench-window"], {"GDK_DEBUG": "gl-disable,vulkan-disable"}, starts),
            "Safibox": ([programs / "safibox"], {"SAFIBOX_DATA_DIR": str(data), "GSETTINGS_BACKEND": "keyfile"}, starts),
            **{peer: ([peer, *(["--profile", str(scratch / "profile"), "--no-remote"] if peer == "thunderbird" else [])], {},
                      min(starts, PEER_STARTS)) for peer in peers}}


def start_once(words, environment):
    """Milliseconds until the first frame; None if no window came."""
    done = subprocess.run([tools / "bench-first-frame", *words], env={**os.environ, **environment}, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True)
    return float(done.stdout) if done.returncode == 0 else None


def forget_files():
    """Empties the page cache. Returns: whether that may be done here."""
    os.sync()
    try:
        CACHES.write_text("3")
    except OSError:
        return False
    return True


def measure_starts(commands):
    (scratch / "profile").mkdir()
    for words, environment, _ in commands.values():
        start_once(words, environment)  # files are made, caches are warm
    order = [name for name, command in commands.items() for _ in range(command[2])]
    random.shuffle(order)
    found = {name: ([], []) for name in commands}
    for number, name in enumerate(order):
        found[name][0].append(start_once(*commands[name][:2]))
        if number % 10 == 9:
            machine.say(f"{number + 1} of {len(order)} starts")
    for name in list(commands) * COLD:
        if not forget_files():
            machine.say("the page cache cannot be emptied here: no cold starts")
            break
        found[name][1].append(start_once(*commands[name][:2]))
    return {name: [[value for value in values if value is not None] for values in both] for name, both in found.items()}


# Memory


def add_up(process):
    """The memory of a process and of all below it: (private, written to)."""
    children = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True).stdout.split()
    parents = dict(zip(map(int, children[::2]), map(int, children[1::2])))
    wanted, private, written = {process.pid}, 0, 0
    while True:
        more = {pid for pid, parent in parents.items() if parent in wanted} - wanted
        if not more:
            break
        wanted |= more
    for pid in wanted:
        with contextlib.suppress(OSError):
            memory = read_memory(pid)
            private, written = private + memory[0], written + memory[1]
    return private, written


@contextlib.contextmanager
def running(words, environment):
    process = subprocess.Popen(words, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def activate(action, parameter=""):
    """Calls an action of the window's program, as soon as it can be called."""
    end = time.monotonic() + PATIENCE
    while subprocess.run(["gdbus", "call", "--session", "-d", APPLICATION, "-o", ACTIONS, "-m", "org.gtk.Actions.Activate", action, f"[{parameter}]",
                          "{}"], capture_output=True).returncode != 0:
        if time.monotonic() > end:
            sys.exit(f"{action} cannot be called")
        time.sleep(0.2)


def measure_memory(commands):
    memory = {}
    words, environment, _ = commands["Safibox"]
    with running([*words, "--background"], environment) as process:
        time.sleep(SETTLE)
        memory["Safibox in the background"] = read_memory(process.pid)
    with running(words, environment) as process:
        activate("look-at", "<'everything'>")
        time.sleep(SETTLE)
        memory[f"Safibox, its list of {MESSAGES:,} messages open"] = read_memory(process.pid)
    for name, (words, environment, _) in commands.items():
        if name != "Safibox":
            with running(words, environment) as process:
                time.sleep(SETTLE)
                memory[f"{name}, its first page" if name in peers else name] = add_up(process)
    return memory


# Going through the list during a check


def press(*words):
    subprocess.run(["xdotool", *map(str, words)], check=True)


def go_through():
    window = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Safibox$"], capture_output=True, text=True,
                            check=True).stdout.split()[-1]
    press("mousemove", "--window", window, 150, 400)
    press("click", "--repeat", WHEEL, "--delay", 15, 5)
    press("click", 1)
    press("key", "--delay", 30, *["Page_Down"] * PAGES)
    press("key", "End", "Home", "End")
    press("click", "--repeat", WHEEL, "--delay", 15, 4)


def count_judged(data):
    with contextlib.closing(sqlite3.connect(f"file:{data}/safibox.db?mode=ro", uri=True)) as store:
        return store.execute("SELECT count(*) FROM judged").fetchone()[0]


def measure_spans(environment):
    """Returns: (microseconds of each turn of the main loop, messages judged meanwhile)."""
    box = imap_box.Box(scratch, {"amina": IN_MAILBOX}, int(time.time()))
    link = SlowProxy(box.server.imaps, 0.1, SPEED)
    keeper = make_keeper(box)
    client = imap_box.Client(programs, box, "amina", link, keeper)
    client.data = make_store("busy")
    client.program[2] = str(client.data)
    client.add("amina", is_kept=True)
    spans = scratch / "spans"
    environment = {**environment, **keeper, "SAFIBOX_DATA_DIR": str(client.data), "BENCH_DISPATCH": str(spans)}
    preload = ["env", f"LD_PRELOAD={tools / 'libbench-dispatch.so'}"]
    try:
        with running([*imap_box.trust(box.server.ca), *preload, programs / "safibox"], environment) as process:
            activate("look-at", "<'everything'>")
            time.sleep(SETTLE / 4)
            before = count_judged(client.data)
            process.send_signal(signal.SIGUSR1)
            go_through()
            judged = count_judged(client.data) - before
            process.send_signal(signal.SIGUSR2)
            press("key", "Tab")  # it may wait
            time.sleep(1)
            return list(map(int, spans.read_text().split())), judged
    finally:
        box.server.stop()


@contextlib.contextmanager
def keyring():
    """Geary shows no window without one; Safibox keeps its passwords elsewhere here."""
    daemon = subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"], stdin=subprocess.PIPE,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    daemon.stdin.write(b"test")
    daemon.stdin.close()
    time.sleep(2)
    try:
        yield
    finally:
        daemon.terminate()
        daemon.wait()


leave_first_run()
commands = make_commands(make_store("data"))
with keyring():
    results = {"starts": measure_starts(commands), "memory": measure_memory(commands)}
results["spans"], results["judged"] = measure_spans(commands["Safibox"][1])
print(json.dumps(results))
