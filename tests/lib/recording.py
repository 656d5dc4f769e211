# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordings for packs, made octet by octet: Ogg (RFC 3533) with Opus (RFC 7845) in which nobody speaks.

    recording.make(seconds)      # can be played
    recording.make_broken()      # has the frame of one, and nothing in it
    recording.can_be_played()    # whether GTK has what it needs here
    recording.QUIET              # environment of a program that is to play to nobody
"""

import glob
import os
import struct

QUIET = {"PULSE_SERVER": "unix:/nonexistent", "GST_PLUGIN_FEATURE_RANK": ",".join(
    f"{sink}:NONE" for sink in ("pulsesink", "pipewiresink", "alsasink", "osssink", "oss4sink", "jackaudiosink", "openalsink"))}
RATE = 48000
SKIPPED = 312
PACKET = 960  # granules: 20 milliseconds
PACKETS_A_PAGE = 50
FIRST, LAST = 2, 4


def _add_up(octets):
    total = 0
    for octet in octets:
        total ^= octet << 24
        for _ in range(8):
            total = (total << 1 ^ (0x04c11db7 if total & 0x80000000 else 0)) & 0xffffffff
    return total


def _page(flags, granule, number, packets):
    lacing = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
    head = b"OggS" + struct.pack("<BBqIII", 0, flags, granule, 7, number, 0) + bytes([len(lacing)]) + lacing
    octets = head + b"".join(packets)
    return octets[:22] + struct.pack("<I", _add_up(octets)) + octets[26:]


def make(seconds):
    pages = [_page(FIRST, 0, 0, [b"OpusHead" + struct.pack("<BBHIhB", 1, 1, SKIPPED, RATE, 0, 0)]),
             _page(0, 0, 1, [b"OpusTags" + bytes(8)])]
    for second in range(1, seconds + 1):
        packets = [b"\x08"] * PACKETS_A_PAGE  # 20 milliseconds without sound
        pages.append(_page(LAST if second == seconds else 0, second * PACKETS_A_PAGE * PACKET, second + 1, packets))
    return b"".join(pages)


def make_broken():
    head = b"\1vorbis" + struct.pack("<IBIiiiBB", 0, 1, 44100, 0, 0, 0, 0xb8, 1)
    return _page(FIRST, 0, 0, [head]) + _page(LAST, 44100, 1, [b"nothing", b"at", b"all"])


def can_be_played():
    places = [*os.environ.get("GTK_PATH", "").split(":"), *glob.glob("/usr/lib/*/gtk-4.0"), *glob.glob("/usr/lib*/gtk-4.0")]
    return any(glob.glob(f"{place}/4.0.0/media/*gstreamer*") for place in places if place)
