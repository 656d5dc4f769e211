#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-countries.py ROOT: fails if a fact about a country has no value of its kind, no source, a date that is none or
lies ahead, hours or a cost that Safibox cannot say in other languages (the tables of src/words/teaching/safi-words-hours.c), a link
that is not the state's own and that nobody official names (but for EXCEPTIONS, with their reasons), or if a mark of doubt
belongs to nothing; and if the rows of a country do not stand together, as whoever lists the countries relies on."""

import csv
import datetime
import pathlib
import re
import sys
from urllib.parse import urlsplit

COLUMNS = """iso2 use value kind body operator hours cost language_of_service source_url source_kind source_date
note""".split()
KINDS = {
    "short_code": re.compile(r"[0-9*#]{2,8}"),
    "phone": re.compile(r"\+?[0-9][0-9 -]{4,22}[0-9]"),
    "email": re.compile(r"[A-Za-z0-9._+-]+@[a-z0-9.-]+\.[a-z]{2,}"),
    "url": re.compile(r"https://[a-z0-9.-]+\.[a-z]{2,}(?:/[A-Za-z0-9._~/-]*)?"),
    "text": re.compile(r"[^\n]{5,160}"),
}
LAWS = {"law_spam", "law_cybercrime", "law_data_protection"}
USES = LAWS | set("""lost_money bank_regulator police child_helpline report_any report_web cert forward_sms
report_phishing_mail report_spam dpa""".split())
SOURCE_KINDS = {"official", "press", "ngo", "repository", "academic"}
# A state's own domain: gov.uk, go.ke, gob.mx, gouv.fr, govt.nz, police.uk …
STATE = re.compile(r"(?:^|\.)(?:gov|go|gob|gouv|govt|mil|police)(?:\.[a-z]{2})?$")
# Hosts outside of these that belong to a state, and who says so.
OWN = {
    "signalementcyber.dgpn.sn": "the police of Senegal; the domain is its own",
    "www.e-blagh.ma": "a statement of the police of Morocco",
    "www.acm.nl": "the authority's own page",
}
# Links that are neither, and why they are shown all the same. Each is weak, so that it stands last and says "ask first".
EXCEPTIONS = {
    ("FR", "report_phishing_mail", "https://www.signal-spam.fr"):
        "of an association of authorities and companies; a page of the CNIL, the authority for personal data, sends people to "
        "it by name, but no page of the state with this address was seen; no other place in France that takes e-mail is known",
}
# As src/words/teaching/safi-words-hours.c reads them.
TIMES = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d")
SITE = re.compile(r" \([^ ]*\.[^ ]*\)$")
PROSE = re.compile(r"\b(?:call|send|dial|see|then|or|and|please|first)\b", re.I)
NOT_LINKED = {"dpa"}  # complaints about data: shown to nobody


def read(path, columns):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    if rows[0] != columns:
        yield 1, None, f"the columns are {rows[0]}"
        return
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(columns):
            yield number, None, f"{len(row)} columns"
        else:
            yield number, dict(zip(columns, row)), None


def read_forms(root, table):
    """The forms of a table of src/words/teaching/safi-words-hours.c."""
    source = (root / "src/words/teaching/safi-words-hours.c").read_text(encoding="utf-8")
    rows = re.search(rf"^static const Known {table}\[\] = {{(.*?)^}};", source, re.M | re.S).group(1)
    return set(re.findall(r'{ "([^"]+)",', rows))


def check_spoken(row, hours, costs):
    """@hours, @costs: the forms that are known."""
    form = TIMES.sub("{0}", SITE.sub("", row["hours"]), count=1)
    for column, said, known in (("hours", form, hours), ("cost", row["cost"], costs)):
        if "{" in row[column] or said and said not in known:
            yield (f"{column} that would stay English in every language: {row[column]} (say it as another row does, or give "
                   "src/words/teaching/safi-words-hours.c a sentence for it)")


def get_fact(row):
    return row["iso2"], row["use"], row["value"]


def is_ahead(text):
    parts = [int(part) for part in text.split("-")] + [1, 1]
    return datetime.date(*parts[:3]) > datetime.date.today()


def check_date(text):
    if not text:
        return
    if not re.fullmatch(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?", text):
        yield f"no date: {text}"
        return
    try:
        if is_ahead(text):
            yield f"the date lies ahead: {text}"
    except ValueError:
        yield f"no date: {text}"


def check_link(row):
    host = urlsplit(row["value"]).hostname or ""
    is_known = STATE.search(host) or host in OWN or get_fact(row) in EXCEPTIONS
    if row["use"] not in NOT_LINKED and not is_known:
        yield (f"not the state's own, and nobody official names it: {host} (a mark of doubt does not make it the state's: leave "
               "it out, or name in OWN who vouches for the host)")


def check_exceptions(facts, weak):
    for fact in sorted(EXCEPTIONS):
        if fact not in facts:
            yield f"EXCEPTIONS of this lint: no such fact: {fact}"
        elif fact not in weak:
            yield f"countries-weak.csv: lacks an exception, which is to say \"ask first\": {fact}"


def check_row(row):
    if not re.fullmatch("[A-Z]{2}", row["iso2"]):
        yield f"no country: {row['iso2']}"
    if row["use"] not in USES:
        yield f"no use: {row['use']}"
    if row["kind"] not in KINDS or (row["kind"] == "text") != (row["use"] in LAWS):
        yield f"no kind for {row['use']}: {row['kind']}"
    elif not KINDS[row["kind"]].fullmatch(row["value"]):
        yield f"no {row['kind']}: {row['value']}"
    if row["kind"] != "text" and PROSE.search(row["value"]) and row["kind"] != "url":
        yield f"prose in a value: {row['value']}"
    if row["kind"] == "url":
        yield from check_link(row)
    if not re.match(r"https?://[^/]+\.", row["source_url"]) or row["source_kind"] not in SOURCE_KINDS:
        yield "no source"
    if not row["body"]:
        yield "nobody who answers"
    yield from check_date(row["source_date"])


def check_order(rows):
    ended, before = set(), None
    for number, row, _ in rows:
        country = row["iso2"] if row else before
        if country != before:
            ended.add(before)
            before = country
            if country in ended:
                yield number, f"apart from the other rows of {country}"


def main(root):
    faults = []
    forms = read_forms(root, "known_hours"), read_forms(root, "known_costs")
    weak_rows = list(read(root / "data/countries-weak.csv", ["iso2", "use", "value", "why"]))
    rows = list(read(root / "data/countries.csv", COLUMNS))
    weak = {get_fact(row) for _, row, _ in weak_rows if row}
    facts = [get_fact(row) for _, row, _ in rows if row]
    for name, table in (("countries-weak.csv", weak_rows), ("countries.csv", rows)):
        faults += [f"{name}:{number}: {fault}" for number, _, fault in table if fault]
    for number, row, _ in rows:
        faults += [f"countries.csv:{number}: {fault}" for fault in (check_row(row) if row else ())]
        faults += [f"countries.csv:{number}: {fault}" for fault in (check_spoken(row, *forms) if row else ())]
    faults += [f"countries.csv:{number}: {fault}" for number, fault in check_order(rows)]
    faults += check_exceptions(facts, weak)
    faults += [f"countries-weak.csv: no such fact: {fact}" for fact in sorted(weak - set(facts))]
    faults += [f"countries.csv: twice: {fact}" for fact in sorted(set(facts)) if facts.count(fact) > 1]
    faults += [f"countries-weak.csv:{number}: no reason" for number, row, _ in weak_rows if row and not row["why"]]
    print("\n".join(faults) or f"{len(facts)} facts about {len({fact[0] for fact in facts})} countries")
    return 1 if faults else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
