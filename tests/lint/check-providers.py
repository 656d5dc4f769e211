#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-providers.py ROOT: fails on a line of data/providers.tsv that the program would not read, on a domain that stands
there twice, and on a provider of data/auth-providers.json that lacks what its field is believed by."""

import json
import pathlib
import re
import sys

COLUMNS = ("domains", "name", "host", "port", "tls", "user", "works-now", "help-url")
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
VALUES = {
    "name": re.compile(r"\S.*\S"),
    "host": HOST,
    "port": re.compile(r"[1-9]\d{1,4}"),
    "tls": re.compile("tls|starttls"),
    "user": re.compile("address|local"),
    "works-now": re.compile("password|app-password|online-accounts|needs-client-id"),
    "help-url": re.compile(r"(?:https://\S+)?"),
}
PLACES = {"above", "between", "below"}


def check_table(lines):
    seen = set()
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            yield f"providers.tsv:{number}: {len(cells)} columns"
            continue
        row = dict(zip(COLUMNS, cells))
        yield from (f"providers.tsv:{number}: no {name}: {row[name]}" for name, form in VALUES.items() if not form.fullmatch(row[name]))
        for domain in row["domains"].split(","):
            if not HOST.fullmatch(domain):
                yield f"providers.tsv:{number}: no domain: {domain}"
            if domain in seen:
                yield f"providers.tsv:{number}: twice: {domain}"
            seen.add(domain)


def check_profile(provider):
    for name in ("accounts", "servers", "ids"):
        values = provider.get(name)
        if not isinstance(values, list) or (name != "ids" and not values):
            yield f"no {name}"
        else:
            yield from (f"{name}: no domain: {value}" for value in values if value and not HOST.fullmatch(value))
    if provider.get("place") not in PLACES:
        yield f"no place: {provider.get('place')}"


def main(root):
    faults = list(check_table((root / "data/providers.tsv").read_text().splitlines()))
    profiles = json.loads((root / "data/auth-providers.json").read_text())["providers"]
    faults += [f"auth-providers.json: {provider.get('name')}: {fault}" for provider in profiles for fault in check_profile(provider)]
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
