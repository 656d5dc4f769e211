# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules for words that teach, of tips and of practice items: docs/tips.md gives the reasons."""

import os
import re
import shutil
import subprocess
from xml.etree import ElementTree

WORDS_MAX = 12  # of a sentence

# Kinds of scam that must have a tip of their own.
SCAMS = """mobile-money send-elsewhere sim-swap code-request chat-takeover fake-job visa scholarship loan-app advance-fee
inheritance lottery charity religious-appeal grant tax-refund account-closing romance sextortion investment task-job ponzi
parcel-fee fake-support malware-attachment qr-code invoice-change boss-mail mailbox-full fake-police recovery""".split()
# What tips are about that are no kind of scam.
SUBJECTS = "sender link advert bounce learning disguise urgent-payment secrecy".split()
NOT_FOR_CHILDREN = ("romance", "sextortion")

# Never said, not even in an example: a reader could take it for ours.
PROMISES = r"safe(?:ly|r|st|ty)?|clean(?:s|ed)?|protect(?:s|ed|ion)?|guarantee[sd]?|delete it|100 ?%"
# Never said by a tip itself; the scam in an example may.
BLAME = r"you failed|your (?:own )?fault|stupid|careless|foolish|na[iï]ve|gullible|f[ae]ll(?:en)? for|should have|how could you"
FEAR = r"danger(?:ous)?|hackers?|criminals?|immediately|disaster|destroy\w*|terrible|!"
JARGON = (r"phishing|malware|spam|headers?|authenticat\w+|urls?|domains?|servers?|protocols?|encrypt\w*|spoof\w*|"
          r"ransomware|trojans?|virus(?:es)?|credentials?|otp|kyc|two-factor|dns|ssl|certificates?|macros?|payload")
IDIOMS = r"bait|hook|red flags?|piece of cake|out of the blue|too good to be true|in other hands|settles it|rule of thumb"

# Signs that a scam and its real twin share, so that nobody learns to refuse all that is urgent or about money.
SHARED = {
    "hurry": r"today|now|tonight|until|before|within|soon|quick\w*|due|last notice|by (?:\w+day|tonight)|this week|hours?|"
             r"days?|minutes?|ends?|waits?|(?:on )?\w+day",
    "money": r"\d[\d,]{2,}|\d+ ?%|pay(?:s|ment)?|fee|money|refund|reward|prize",
    "link": r"https?://\S+|www\.\S+",
}
FILE_ENDINGS = "exe js lnk iso apk pdf html htm jpg docm docx xlsm zip".split()
RESERVED = ("example", "test", "invalid")
DOCUMENTATION = re.compile(r"^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$")
LONG_NUMBER = re.compile(r"\+?\d(?:[ ()/-]?\d){6,}")  # long enough to be somebody's
COIN = re.compile(r"\b(?:bc1|[13])[A-Za-z0-9]{20,}\b")


def has(pattern, text):
    return re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.I)


def split_sentences(text):
    return [part for part in re.split(r"(?<=[.!?])[\s”]+", text) if part]


def check_voice(text):
    """What a tip says itself."""
    for sentence in split_sentences(text):
        if len(sentence.split()) > WORDS_MAX:
            yield f"more than {WORDS_MAX} words: {sentence}"
    for what, pattern in (("blames", BLAME), ("frightens", FEAR), ("is jargon", JARGON), ("is an idiom", IDIOMS)):
        if found := has(pattern, text) or (what == "frightens" and re.search("!", text)):
            yield f"{what}: {found.group()}"


def check_places(text):
    """Where a text could lead somebody."""
    for name in re.findall(r"[\w-]+(?:\.[\w-]+)+(?![\w.-]*@)", text):
        last = name.rsplit(".", 1)[1]
        if re.fullmatch(r"[\d.]+", name):
            if name.count(".") == 3 and not DOCUMENTATION.match(name):
                yield f"the address {name} can be somebody's"
        elif last not in RESERVED and last.lower() not in FILE_ENDINGS:
            yield f"{name}: names end in {', '.join(RESERVED)}"
    for found in (*LONG_NUMBER.findall(text), *COIN.findall(text)):
        yield f"{found} can be somebody's: mask it with X"


def check_node(node, is_voice):
    """A text, the note beside it, and, where Safibox itself speaks, its voice."""
    text = " ".join((node.text or "").split())
    faults = list(check_places(text))
    if found := has(PROMISES, text):
        faults.append(f"promises: {found.group()}")
    if not (node.get("note") or "").strip():
        faults.append("no note for translators")
    if is_voice:
        faults += check_voice(text)
    yield from (f"<{node.tag}>: {fault}" for fault in faults)


def check_template(root, folder, values):
    """Each text is in the template for translators, with the id it belongs to and its note."""
    if shutil.which("xgettext") is None:
        return
    files = [f"data/{folder}/{name}.xml" for name in sorted(values)]
    done = subprocess.run(["xgettext", "--from-code=UTF-8", "-o", "-", *files], cwd=root, capture_output=True, text=True,
                          env={**os.environ, "GETTEXTDATADIRS": str(root / "data")})
    if done.returncode != 0 or done.stderr:
        yield f"the template cannot be made: {done.stderr.strip()}"
    entries = [entry for entry in done.stdout.split("\n\n")[1:] if entry.strip()]
    texts = {(name, " ".join(node.text.split())) for name, value in values.items() for node in value.iter() if node.get("note")}
    if len(entries) != len(texts):
        yield f"the template has {len(entries)} entries for {len(texts)} texts"
    yield from (f"no note or no id: {entry}" for entry in entries if "#. " not in entry or "\nmsgctxt " not in entry)


def check_lists(root, folder, values):
    """The places that name each file."""
    files = sorted(f"data/{folder}/{name}.xml" for name in values)
    listed = [name for name in (root / "po/tips/POTFILES").read_text().split() if name.startswith(f"data/{folder}/")]
    if listed != files:
        yield f"po/tips/POTFILES does not list data/{folder} in order"
    shipped = re.findall(rf">({folder}/[a-z0-9-]+\.xml)<", (root / "src/tips.gresource.xml").read_text())
    if shipped != [name.removeprefix("data/") for name in files]:
        yield f"src/tips.gresource.xml does not list data/{folder} in order"


def read_folder(root, folder):
    return {path.stem: ElementTree.parse(path).getroot() for path in sorted((root / "data" / folder).glob("*.xml"))}
