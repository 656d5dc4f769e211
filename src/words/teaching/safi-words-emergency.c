/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/teaching/safi-words-emergency.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "core/url/safi-url.h"
#include "words/catalogue/safi-words-catalogue.h"
#include "words/teaching/safi-words-hours.h"

#define VALUE_CHARS_MAX 300

const char *
safi_words_emergency (const char *text)
{
  return _ (text);
}

const char *
safi_words_emergency_english (const char *text)
{
  return safi_words_is_draft (GETTEXT_PACKAGE) && !g_str_equal (_ (text), text) ? text : NULL;
}

static const char *const uses[SAFI_N_USES] = {
  /* Translators: what a number is for; stands over it. The authority that takes cases of lost
   * money.
   */
  [SAFI_USE_LOST_MONEY] = N_ ("If you lost money"),
  /* Translators: what a number is for. The authority over banks. */
  [SAFI_USE_BANK_REGULATOR] = N_ ("Complaints about a bank"),
  /* Translators: what a number is for. */
  [SAFI_USE_POLICE] = N_ ("Police"),
  /* Translators: what a number is for: children can call it. */
  [SAFI_USE_CHILD_HELPLINE] = N_ ("Helpline for children"),
  /* Translators: what a number or address is for. */
  [SAFI_USE_REPORT_ANY] = N_ ("Report a scam"),
  /* Translators: what a web address is for. */
  [SAFI_USE_REPORT_WEB] = N_ ("Report a scam on the web"),
  /* Translators: what a number or address is for: the country's experts for attacks on computers.
   */
  [SAFI_USE_CERT] = N_ ("Computer emergency team"),
  /* Translators: what a number is for. Forward: send the SMS of a scam on to this number. */
  [SAFI_USE_FORWARD_SMS] = N_ ("Forward a scam SMS to"),
  /* Translators: what an address is for. Forward: send the e-mail of a scam on to it. */
  [SAFI_USE_REPORT_PHISHING_MAIL] = N_ ("Report a scam e-mail"),
  /* Translators: what an address is for. */
  [SAFI_USE_REPORT_SPAM] = N_ ("Report junk"),
  /* Translators: heading of a fact about a country. */
  [SAFI_USE_DATA_PROTECTION] = N_ ("Complaints about personal data"),
  /* Translators: heading of a fact about a country. */
  [SAFI_USE_LAW_SPAM] = N_ ("Law about unwanted messages"),
  /* Translators: heading of a fact about a country. */
  [SAFI_USE_LAW_CYBERCRIME] = N_ ("Law about crime with computers"),
  /* Translators: heading of a fact about a country. */
  [SAFI_USE_LAW_DATA_PROTECTION] = N_ ("Law about personal data"),
};

const char *
safi_words_country_use (SafiCountryUse use)
{
  return _ (uses[use]);
}

const char *
safi_words_country_use_english (SafiCountryUse use)
{
  return safi_words_emergency_english (uses[use]);
}

char *
safi_words_contact_value (const char *value)
{
  g_autofree char *shown = safi_text_for_display (value, VALUE_CHARS_MAX, FALSE);

  return g_strconcat ("\u2066", shown, "\u2069", NULL);
}

char *
safi_words_fact_age (const SafiCountryFact *fact, const GDate *today)
{
  char year[8] = "";
  const char *args[] = { year, NULL };

  if (!g_date_valid (&fact->date))
    /* Translators: beside a number. Nobody knows how old it is: ask somebody whether it is right
       before you use it. */
    return g_strdup (_ ("Date unknown, ask first"));
  g_snprintf (year, sizeof year, "%d", g_date_get_year (&fact->date));
  if (fact->is_weak)
    /* Translators: beside a number. {0} is a year. Sources do not agree: ask somebody whether it is
       right before you use it. */
    return safi_text_fill (_ ("Reported in {0}, not confirmed, ask first"), args);
  if (safi_country_fact_is_old (fact, today))
    /* Translators: beside a number. {0} is a year. */
    return safi_text_fill (_ ("Reported in {0}, may be out of date"), args);
  /* Translators: beside a number. {0} is the year in which its source was written. */
  return safi_text_fill (_ ("Reported in {0}"), args);
}

static void
add_words (GString *line, const char *words)
{
  g_string_append_printf (line, "%s%s", line->len > 0 ? SAFI_WORDS_BETWEEN : "", words);
}

/* @text: as a source says it; nothing is added if it is empty. */
static void
add_part (GString *line, const char *text)
{
  g_autofree char *shown = safi_text_isolate (text, VALUE_CHARS_MAX);

  if (*text != '\0')
    add_words (line, shown);
}

static void
add_only_of (GString *line, const char *company)
{
  g_autofree char *name = safi_text_isolate (company, VALUE_CHARS_MAX);
  const char *args[] = { name, NULL };
  /* Translators: beside a number. {0} is the name of a phone company. */
  g_autofree char *only = safi_text_fill (_ ("only for customers of {0}"), args);

  if (*company != '\0')
    add_words (line, only);
}

static void
add_cost (GString *line, const char *cost)
{
  const char *words = safi_words_cost (cost);

  add_part (line, words != NULL ? words : cost);
}

static void
add_hours (GString *line, const char *hours)
{
  g_autofree char *words = safi_words_hours (hours);

  if (words != NULL)
    add_words (line, words);
  else
    add_part (line, hours);
}

char *
safi_words_contact_details (const SafiCountryFact *fact, const GDate *today)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *age = safi_words_fact_age (fact, today);

  add_part (line, fact->body);
  add_only_of (line, fact->only_of);
  add_cost (line, fact->cost);
  add_hours (line, fact->hours);
  add_words (line, age);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

char *
safi_words_contact_source (const SafiCountryFact *fact)
{
  g_autofree char *clean = safi_url_clean (fact->source, strlen (fact->source));
  g_autofree char *host = safi_url_get_host (clean);
  g_autofree char *shown = *host != '\0' ? safi_words_contact_value (host)
                                         : safi_text_isolate (fact->source, VALUE_CHARS_MAX);
  const char *args[] = { shown, NULL };

  if (*fact->source == '\0')
    return NULL;
  /* Translators: beside a number, where it was found. {0} is the name of a site: cert.br */
  return safi_text_fill (_ ("Source: {0}"), args);
}
