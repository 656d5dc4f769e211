# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The weights of the signs of short texts (src/filter/checks/safi-check-text.c), fitted again: bench signs.

Logistic regression on the texts of data/texts/learned, beside what the model says of each: a model that was learned from
nine tenths of them says it of the tenth, so that it never speaks of what it knows. A normal prior holds the weights near a
share of what they were before there was a model. Prints both, the source's and the fitted ones, and what either finds.
It changes no file: weights that were set by hand, and why, are told in docs/filter.md.
"""

import collections
import json
import math
import subprocess

import short_texts
import starter_model

FOLDS = 10
# Nats: the weights before there was a model, fitted to the texts that the lists were written with in view.
BEFORE = {
    "new-number": 0.5, "no-call": 1.7, "favour": 0.6, "takeover": 1.9, "secret": 1.1, "hold-line": 1.8, "menace": 1.0,
    "menace-pay": 1.1, "blocked": 1.1, "hurry": 0.9, "fee": 0.8, "gain": 1.2, "fee-gain": 1.1, "easy-job": 1.6, "pay-to": 1.1,
    "pay-hurry": 0.5, "pay-number": 0.7, "mistake-back": 2.0, "send-code": 2.8, "secret-data": 1.9, "install": 2.4,
    "pass-on": 1.6, "profit": 1.6, "stranger": 1.4, "plea": 0.9, "new-account": 2.8, "sextortion": 2.0, "recovery": 1.9,
    "scan-receive": 1.6, "odd-link": 1.3, "number": 1.6, "shout": 0.6, "in-person": -1.9, "code-notice": -1.3, "warning": -1.3,
    "no-fee": -1.4, "check-first": -2.8, "receipt": -1.4, "day": -1.6, "bill": -0.7,
}
SHARE = 0.6
PRECISION = 30.0  # of the prior: 1 / nats²
# Set higher by hand, because hardly a genuine text has them.
BY_HAND = {"send-code", "secret-data", "install", "new-account", "mistake-back", "hold-line"}
# As the filter has them (src/filter/safi-filter.c), in nats; what comes of them is compared with the program.
JUNK_FROM, GOOD_BELOW, LIMIT = 1.9, 0.0, 8.0
STEP_MIN = 1e-6
STEPS_MAX = 50

# A text: the nats of all else, the intercept apart, and its signs.
Seen = collections.namedtuple("Seen", "is_scam said signs")


def name_of(code):
    """The sign that a finding is named after; None for what is none."""
    return code.removeprefix("text.") if code.startswith("text.") else None


def read_weights(programs):
    done = subprocess.run([str(programs / "safibox-cli"), "--json", "findings"], check=True, capture_output=True, text=True)
    findings = map(json.loads, done.stdout.splitlines())
    return {name_of(row["code"]): row["weight"] for row in findings if name_of(row["code"])}


def ask_model(programs, model, paths, scratch):
    """Nats for each text."""
    listing = scratch / "signs.list"
    listing.write_text("".join(f"{path}\n" for path in paths))
    program = programs.parents[1] / "tests/bench/bench-text-model"
    done = subprocess.run([str(program), str(model), str(listing)], check=True, capture_output=True, text=True)
    return [float(line) for line in done.stdout.splitlines()]


def see(is_scam, said, answer):
    """@said: what the model says; everything else is in the @answer of the program."""
    rows = [(row["code"], row["weight"]) for row in answer["evidence"]]
    other = sum(weight for code, weight in rows if not name_of(code) and not code.startswith("starter."))
    return Seen(is_scam, said + other, [name_of(code) for code, _ in rows if name_of(code)])


def see_learned(programs, scratch):
    """The texts that are learned from, each with what a model says that did not learn it."""
    rows = starter_model.list_short_texts(scratch)
    own = [row for row in rows if row.source == "learned"]
    fold_of = {row.path: number % FOLDS for number, row in enumerate(own)}
    said = {}
    for fold in range(FOLDS):
        model = scratch / f"signs-{fold}.bin"
        model.write_bytes(starter_model.learn(programs, [row for row in rows if fold_of.get(row.path) != fold], scratch))
        left_out = [row.path for row in own if fold_of[row.path] == fold]
        said.update(zip(left_out, ask_model(programs, model, left_out, scratch), strict=True))
    answers = short_texts.judge_files(programs, [row.path for row in own])
    return [see(row.label == "junk", said[row.path], answer) for row, answer in zip(own, answers, strict=True)]


def solve(matrix, right):
    """Gauss; @matrix is symmetric and positive."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(len(rows)):
        for row in rows[column + 1:]:
            factor = row[column] / rows[column][column]
            if factor:
                row[column:] = [a - factor * b for a, b in zip(row[column:], rows[column][column:], strict=True)]
    solution = [0.0] * len(rows)
    for index in reversed(range(len(rows))):
        known = sum(rows[index][k] * solution[k] for k in range(index + 1, len(rows)))
        solution[index] = (rows[index][-1] - known) / rows[index][index]
    return solution


def fit(seen, centre, precision):
    """The weights by Newton's method, beside an intercept of its own, which the filter's prior stands for."""
    names = list(centre)
    place = {name: index for index, name in enumerate(names)}
    free = len(names)
    weights = [*centre.values(), 0.0]
    columns = [([*map(place.get, text.signs), free], text) for text in seen]
    for _ in range(STEPS_MAX):
        gradient = [precision * (centre[name] - weights[index]) for index, name in enumerate(names)] + [0.0]
        curvature = [[precision * (row == column) for column in range(free)] + [0.0] for row in range(free)] + [[0.0] * (free + 1)]
        for indexes, text in columns:
            chance = 1 / (1 + math.exp(-(text.said + sum(weights[index] for index in indexes))))
            for row in indexes:
                gradient[row] += text.is_scam - chance
                for column in indexes:
                    curvature[row][column] += chance * (1 - chance)
        step = solve(curvature, gradient)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < STEP_MIN:
            break
    return dict(zip(names, weights))


def judge(answer, weights):
    """What the filter would say with these @weights of signs, in the form of short_texts.judge."""
    signs = [row for row in answer["evidence"] if name_of(row["code"])]
    spoken = sum(weights[name_of(row["code"])] for row in signs)
    total = answer["log_odds"] - sum(row["weight"] for row in signs) + max(-LIMIT, min(LIMIT, spoken))
    return {"verdict": "junk" if total >= JUNK_FROM else "good" if total < GOOD_BELOW else "unsure"}


def print_figures(name, texts, answers):
    judged = list(zip(texts, answers, strict=True))
    for part in short_texts.SETS:
        for half in short_texts.HALVES:
            short_texts.print_row(f"{name}: {part} set, {half}",
                                  [pair for pair in judged if pair[0].set == part and pair[0].half == half])


def print_measured(programs, scratch, source, fitted):
    texts = short_texts.read_sets()
    answers = short_texts.judge(programs, scratch, texts)
    again = [judge(answer, source) for answer in answers]
    if other := sum(mine["verdict"] != answer["verdict"] for mine, answer in zip(again, answers, strict=True)):
        raise RuntimeError(f"{other} texts are judged otherwise than by the program: have its limits changed?")
    short_texts.print_head()
    print_figures("source", texts, again)
    print_figures("fitted", texts, [judge(answer, fitted) for answer in answers])
    mixed = {name: source[name] if name in BY_HAND else weight for name, weight in fitted.items()}
    print_figures("fitted and by hand", texts, [judge(answer, mixed) for answer in answers])


def main(programs, _folder, scratch, _options):
    source = read_weights(programs)
    learned = see_learned(programs, scratch)
    fitted = fit(learned, {name: SHARE * weight for name, weight in BEFORE.items()}, PRECISION)
    print("| sign | texts | before | fitted | source | |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for name, weight in source.items():
        n_texts = sum(name in text.signs for text in learned)
        print(f"| {name} | {n_texts} | {BEFORE[name]:+.1f} | {fitted[name]:+.2f} | {weight:+.1f} | {'by hand' if name in BY_HAND else ''} |")
    apart = [abs(fitted[name] - weight) for name, weight in source.items() if name not in BY_HAND]
    print(f"without those set by hand: {sum(apart) / len(apart):.2f} nats apart in the mean, {max(apart):.2f} at most\n")
    print_measured(programs, scratch, source, fitted)
