/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/country/safi-emergency.h"

G_BEGIN_DECLS

/* How help is said to somebody to whom it has happened. */

/* A title or a step. Returns: (transfer none): it in the language spoken now. */
const char *safi_words_emergency (const char *text);

/* Returns: (nullable) (transfer none): the English of a sentence that is shown beside it, because
 * the language spoken now is a draft; NULL if it is none, or has no other words for it. */
const char *safi_words_emergency_english (const char *text);

/* Between what is told of a contact in one line. When it is broken, no line begins with the dot. */
#define SAFI_WORDS_BETWEEN " \u2060· "

/* What a contact is for: "If you lost money". */
const char *safi_words_country_use (SafiCountryUse use);

/* The English of that, as safi_words_emergency_english() has it. */
const char *safi_words_country_use_english (SafiCountryUse use);

/* A number, an address or a web address between left-to-right isolates. Returns: (transfer full).
 */
char *safi_words_contact_value (const char *value);

/* Who answers, for what price, when, and how old the fact is: "National Police · free · 24 hours a
 * day, every day · Reported in 2025". What is not known of price and hours is shown as its source
 * says it. Returns: (transfer full). */
char *safi_words_contact_details (const SafiCountryFact *fact, const GDate *today);

/* Where the fact was found: "Source: cert.br", the host of its web address from left to right; of a
 * source that is none (packs may have such) the text. Returns: (transfer full) (nullable): NULL if
 * there is none. */
char *safi_words_contact_source (const SafiCountryFact *fact);

/* "Reported in 2025", "Reported in 2021, may be out of date", "Date unknown, ask first", "Reported
 * in 2025, not confirmed, ask first". Returns: (transfer full). */
char *safi_words_fact_age (const SafiCountryFact *fact, const GDate *today);

G_END_DECLS
