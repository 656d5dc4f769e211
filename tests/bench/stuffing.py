# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What good words stuffed into junk cost: the first 1,000 messages are taught, junk of the next 2,000 is judged.

Each junk message gets a text part above or below its own with 0, 50, 200 or 1,000 words: of the person's own good mail, as it stands there
(the worst case: the sender has read the mailbox), or common English words of our own texts, most frequent first.
"""

import collections
import email
import email.policy
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import texts
import rows as judgements

TAUGHT = 1000
JUDGED = 2000
JUNK = 300  # messages of the judged slice, from its start
COUNTS = (0, 50, 200, 1000)  # words
COMMON = 500  # different words
ENGLISH = pathlib.Path(__file__).resolve().parents[1] / "texts/scripts/en.txt"
WORD = re.compile(r"[A-Za-z']{2,}")


def read_words(path):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
    bodies = [part.get_payload(decode=True) or b"" for part in message.walk() if part.get_content_type() == "text/plain"]
    return WORD.findall(b"\n".join(bodies).decode("latin-1"))


def count_common():
    counts = collections.Counter(word.lower() for text in texts.read(ENGLISH) for word in WORD.findall(text.body))
    return [word for word, _ in counts.most_common(COMMON)]


def stuff(octets, words, above):
    """The message as one of two parts; the other is the words."""
    head, _, body = octets.replace(b"\r\n", b"\n").partition(b"\n\n")
    fields = re.split(rb"\n(?![ \t])", head)
    content = [field for field in fields if field.lower().startswith(b"content-")]
    kept = [field for field in fields if field not in content and not field.lower().startswith(b"mime-version")]
    lines = "\n".join(" ".join(words[at:at + 12]) for at in range(0, len(words), 12)).encode()
    parts = [b"\n".join(content) + b"\n\n" + body, b"Content-Type: text/plain\n\n" + lines]
    if above:
        parts.reverse()
    return (b"\n".join([*kept, b"MIME-Version: 1.0", b'Content-Type: multipart/mixed; boundary="=_stuffed"']) + b"\n\n"
            + b"".join(b"--=_stuffed\n" + part + b"\n" for part in parts) + b"--=_stuffed--\n")


def take(words, start, count):
    return [words[(start + at) % len(words)] for at in range(count)]


def judge(programs, scratch, rows, words, count, above):
    junk = [path for label, path in rows[TAUGHT:TAUGHT + JUDGED] if label == "spam"][:JUNK]
    lines = [f"{label} {path}" for label, path in rows[:TAUGHT]]
    for number, path in enumerate(junk):
        target = scratch / f"stuffed-{number}.eml"
        target.write_bytes(stuff(path.read_bytes(), take(words, 997 * number, count), above))
        lines.append(f"spam {target}")
    index = scratch / "stuffed.index"
    index.write_text("\n".join(lines) + "\n")
    return judgements.judge(programs, index, "--train-first", TAUGHT)[TAUGHT:]


def print_row(name, found):
    mean = sum(row.score for row in found) / len(found)
    print(f"{name:<32} junk {judgements.share(found, 'spam', 'spam'):5.1f} %  not sure {judgements.share(found, 'spam', 'unsure'):5.1f} %  "
          f"called good {judgements.share(found, 'spam', 'ham'):5.1f} %  mean {mean:6.2f} nats", flush=True)


def main(programs, folder, scratch, _words):
    rows = [line.split(" ", 1) for line in (folder / "index.mix").read_text().splitlines()]
    rows = [(label, folder / path) for label, path in rows]
    own = [word for label, path in rows[:TAUGHT] if label == "ham" for word in read_words(path)]
    for name, words in (("own good mail", own), ("common words", count_common())):
        for count in COUNTS:
            for above in (False, True) if count else (False,):
                print_row(f"{count:>5} words {'above' if above else 'below'}, {name}",
                          judge(programs, scratch, rows, words, count, above))
