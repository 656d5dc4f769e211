# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mailbox of any size, always the same: the kinds of mail, their sizes and the entropy of their headers are those
of a person's mailbox of today; the words are drawn from a list and mean nothing. On average a message has 65 KB: a
newsletter 44, personal mail 9, a list's 7, one with an attachment 433, one in base64 15; its header 3.3."""

import base64
import email.utils
import random

# Share in percent and octets of the text of each kind.
KINDS = (("newsletter", 46, 38_000), ("personal", 29, 5_700), ("list", 10, 3_700), ("attachment", 9, 313_000),
         ("coded", 6, 8_700))
WORDS = ("about after again always because before better between book bring change children city clear close common "
         "day different early enough every family far friend garden good great hand home house hour important keep "
         "kind large later learn letter light little long market meeting message money month morning mother music "
         "never new next night number often open order other paper people place plan please question quiet read "
         "ready river road room school season second send short side small some sound story street summer sure "
         "table talk thank thing think time today together town travel tree under until very visit walk watch water "
         "week well white winter wish with word work world write year yellow young").split()


def make_secret(dice, octets):
    """A signature as long as real ones, which cannot be compressed."""
    text = base64.b64encode(dice.randbytes(octets)).decode()
    return "\r\n\t".join(text[i:i + 70] for i in range(0, len(text), 70))


def make_words(dice, octets):
    words, length = [], 0
    while length < octets:
        words.append(dice.choice(WORDS))
        length += len(words[-1]) + 1
    return " ".join(words)


def wrap(text):
    return "\r\n".join(text[i:i + 76] for i in range(0, len(text), 76))


def make_html(dice, octets):
    rows = []
    length = 0
    while length < octets:
        rows.append(f'<tr><td style="padding:0 24px;font-family:Helvetica,Arial,sans-serif;font-size:14px;color:#333">'
                    f'<a href="https://click.shop{dice.randrange(40)}.example/c/{dice.randbytes(24).hex()}">'
                    f'{make_words(dice, 30)}</a><p style="margin:0 0 16px">{make_words(dice, 160)}</p></td></tr>')
        length += len(rows[-1]) + 2
    return "<html><body><table>\r\n" + "\r\n".join(rows) + "\r\n</table></body></html>"


def make_header(dice, number, kind, when):
    sender = f"{kind}{dice.randrange(60)}"
    date = email.utils.formatdate(when)
    hops = "".join(f"Received: from m{i}.{sender}.example (m{i}.{sender}.example [192.0.2.{dice.randrange(255)}])\r\n"
                   f"\tby mx{i}.practice.example (Postfix) with ESMTPS id {dice.randbytes(8).hex()};\r\n\t{date}\r\n"
                   for i in range(4))
    return (f"Return-Path: <bounce-{dice.randbytes(10).hex()}@{sender}.example>\r\n{hops}"
            f"Authentication-Results: mx.practice.example; dkim=pass header.d={sender}.example; spf=pass\r\n"
            f"DKIM-Signature: v=1; a=rsa-sha256; d={sender}.example; s=s1; h=from:to:subject:date;\r\n\t"
            f"b={make_secret(dice, 256)}\r\n"
            f"ARC-Seal: i=1; a=rsa-sha256; d=practice.example; s=arc;\r\n\tb={make_secret(dice, 256)}\r\n"
            f"ARC-Message-Signature: i=1; a=rsa-sha256; d=practice.example;\r\n\tb={make_secret(dice, 256)}\r\n"
            f"X-Tracking: {make_secret(dice, 620)}\r\n"
            f"From: {make_words(dice, 10).title()} <{sender}@{sender}.example>\r\nTo: Amina <amina@practice.example>\r\n"
            f"Subject: {make_words(dice, 35)}\r\nDate: {date}\r\nMessage-ID: <{number}.{dice.randbytes(8).hex()}"
            f"@{sender}.example>\r\nMIME-Version: 1.0\r\n")


def make_body(dice, kind, octets):
    if kind in ("personal", "list"):
        footer = "\r\n--\r\nTo leave: https://lists.example/leave\r\n" if kind == "list" else ""
        return f"Content-Type: text/plain; charset=utf-8\r\n\r\n{wrap(make_words(dice, octets))}\r\n{footer}"
    if kind == "coded":
        coded = base64.encodebytes(make_html(dice, octets).encode()).decode().replace("\n", "\r\n")
        return f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{coded}"
    if kind == "attachment":
        data = base64.encodebytes(dice.randbytes(int(octets * dice.uniform(0.2, 1.8)))).decode().replace("\n", "\r\n")
        return ("Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                f"{wrap(make_words(dice, 900))}\r\n--m\r\nContent-Type: application/pdf; name=a.pdf\r\n"
                "Content-Disposition: attachment; filename=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                f"{data}--m--\r\n")
    return ("Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
            f"{wrap(make_words(dice, 2500))}\r\n--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            f"{make_html(dice, octets)}\r\n--a--\r\n")


def make_message(number, when):
    """number: from 0 on; when: seconds UTC. Returns octets, the same for the same arguments."""
    dice = random.Random(number)
    kind, _, octets = dice.choices(KINDS, [share for _, share, _ in KINDS])[0]
    return (make_header(dice, number, kind, when) + make_body(dice, kind, octets)).encode()
