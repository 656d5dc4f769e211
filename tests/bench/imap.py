# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a mailbox costs over the network: octets, changes of direction and time until there is a verdict; and memory.

A made mailbox in a private Dovecot over TLS, with compression and without, reached through a link on loopback that can
be far and slow. Compared with the download of whole messages, by one command per 50 and by mbsync where that is
installed.
"""

import time

import evaluate
import imap_box
import imap_memory
import machine

from fakenm import MeteredNetwork
from slowproxy import SlowProxy

MESSAGES = 10_000
NEW = 50     # messages of a day
FIRST = 200  # verdicts that a person waits for
# Seconds there and back, bits per second, messages of a first check, messages downloaded whole.
LINKS = ((0.3, None, 1_000, 1_000), (0.3, 1_000_000, 1_000, 100), (0.3, 256_000, 300, 25))
TABLE = ["| task | MB both ways | KB a message | changes of direction | s |", "| --- | ---: | ---: | ---: | ---: |"]


def megabytes(octets):
    return f"{octets / 1e6:.2f}"


class Rows:
    """Lines of a table, each with what the link counted since it was reset."""

    def __init__(self, link):
        self.link, self.lines, self.octets = link, [], {}

    def add(self, name, count, seconds):
        octets = self.link.received + self.link.sent
        self.octets[name] = octets
        each = f"{octets / count / 1000:.2f}" if count else ""
        self.lines.append(f"| {name} | {octets / 1e6:.{2 if octets > 1e5 else 4}f} | {each} | {self.link.turns} | {seconds:.1f} |")
        machine.say(self.lines[-1])


def check_near(programs, box, rows, environment, count, now, note):
    """A first check, a day's mail, and a check when there is nothing new."""
    client = imap_box.Client(programs, box, "amina", rows.link, environment)
    rows.add(f"first check{note}", count, client.check()[0])
    box.deliver_new("amina", check_near.delivered, NEW, now)
    check_near.delivered += NEW
    rows.add(f"{NEW} new messages{note}", NEW, client.check()[0])
    rows.add(f"a check when nothing is new{note}", 0, client.check()[0])


check_near.delivered = 0


def measure_near(programs, box, count, now):
    """The whole mailbox without delay. Returns lines of the table."""
    link = SlowProxy(box.server.imaps)
    rows = Rows(link)
    rows.add("whole messages, 50 a command", count, imap_box.download_whole(box, "amina", link))
    seconds = imap_box.run_mbsync(box, "amina", link)
    if seconds is not None:
        rows.add("mbsync", count, seconds)
    check_near(programs, box, rows, None, count, now, "")
    box.set_compressing(True)
    check_near(programs, box, rows, None, count + NEW, now, ", compressed")
    link.close()
    whole = rows.octets["whole messages, 50 a command"]
    return rows.lines, [f"Whole messages over a first check: {whole / rows.octets['first check' + note]:.0f} times the octets"
                        f"{note or ', not compressed'}." for note in ("", ", compressed")]


def measure_metered(programs, box, now):
    """The day's mail where the network costs money. Returns lines of the table."""
    rows = Rows(SlowProxy(box.server.imaps))
    with MeteredNetwork(box.scratch) as network:
        for compress in (False, True):
            box.set_compressing(compress)
            client = imap_box.Client(programs, box, "bakari", rows.link, network.environment)
            client.check()
            box.deliver_new("bakari", 10_000 + NEW * compress, NEW, now)
            rows.add(f"{NEW} new messages, metered{', compressed' if compress else ''}", NEW, client.check()[0])
    rows.link.close()
    return rows.lines


def measure_views(programs, folder):
    """How well is judged what is read of new mail. Returns lines; none without the labelled mail."""
    if folder is None:
        return []
    lines = ["", "| view of new mail | 1-AUC % | good called junk, % | junk not called junk, % | not sure, % |",
             "| --- | ---: | ---: | ---: | ---: |"]
    for view, name in (("live", "live"), ("sparing", "sparing, where the network costs money")):
        summary, = evaluate.run(programs, folder / "index.mix", "--view", view)
        lines.append(f"| {name} | {summary['one_minus_auc']:.4f} | {summary['hm']:.2f} | {summary['sm']:.2f} | "
                     f"{summary['not_sure']:.2f} |")
        machine.say(lines[-1])
    return lines


def measure_far(programs, box, link, compress):
    """One line: first verdict, its turns, the first FIRST, all."""
    round_trip, rate, messages, _ = link
    proxy = SlowProxy(box.server.imaps, round_trip, rate / 8 if rate else None)
    client = imap_box.Client(programs, box, "amina", proxy)
    seconds, marks = client.check((1, FIRST))
    octets = proxy.received + proxy.sent
    speed = f"{rate / 1000:.0f} kbit/s" if rate else "no limit"
    line = (f"| {round_trip * 1000:.0f} ms, {speed}{', compressed' if compress else ''} | {messages} | "
            f"{marks[1][0]:.1f} | {marks[1][1]} | {marks[FIRST][0]:.1f} | {seconds:.1f} | {megabytes(octets)} |")
    machine.say(line)
    proxy.close()
    return line


def measure_far_peers(box, user, link):
    """One line: whole messages, and mbsync."""
    round_trip, rate, _, count = link
    proxy = SlowProxy(box.server.imaps, round_trip, rate / 8 if rate else None)
    whole = imap_box.download_whole(box, user, proxy)
    octets, turns = proxy.received + proxy.sent, proxy.turns
    mbsync = imap_box.run_mbsync(box, user, proxy)
    other = f"{megabytes(proxy.received + proxy.sent)} | {proxy.turns} | {mbsync:.1f}" if mbsync is not None else " | | "
    proxy.close()
    speed = f"{rate / 1000:.0f} kbit/s" if rate else "no limit"
    line = (f"| {round_trip * 1000:.0f} ms, {speed} | {count} | {megabytes(octets)} | {turns} | {whole:.1f} | {other} |")
    machine.say(line)
    return line


def measure_links(programs, scratch, most, now):
    """Returns the lines of two tables: Safibox, and the others."""
    own, others = [], []
    for number, link in enumerate(LINKS):
        (scratch / f"far{number}").mkdir()
        box = imap_box.Box(scratch / f"far{number}", {"amina": min(link[2], most), "bakari": min(link[3], most)}, now)
        own.append(measure_far(programs, box, link, False))
        others.append(measure_far_peers(box, "bakari", link))
        box.set_compressing(True)
        own.append(measure_far(programs, box, link, True))
        box.server.stop()
    return own, others


def main(programs, folder, scratch, words):
    """words: nothing, or how many messages; with a number the report is only printed."""
    count = int(words[0]) if words else MESSAGES
    now = int(time.time())
    own, others = measure_links(programs, scratch, count, now)
    (scratch / "near").mkdir()
    box = imap_box.Box(scratch / "near", {"amina": count, "bakari": FIRST}, now)
    near, ratios = measure_near(programs, box, count, now)
    near += measure_metered(programs, box, now)
    box.server.stop()
    memory = imap_memory.measure(programs, scratch, count, now)
    report = "\n".join([
        f"{machine.describe()}. A made mailbox of {count:,} messages, {box.sizes['amina'] / 1e6:.0f} MB, in Dovecot over TLS. "
        "Octets and changes of direction hardly differ from run to run; seconds are those of a busy machine.", "",
        *TABLE, *near, "", *ratios, *measure_views(programs, folder), "",
        f"| link | messages | first verdict, s | its changes of direction | first {FIRST}, s | all, s | MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |", *own, "",
        "| link | messages | whole messages, MB | changes of direction | s | mbsync, MB | changes of direction | s |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |", *others, "", *memory])
    print(report)
    if not words:
        machine.write_section("imap", report)
