/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/teaching/safi-words-class.h"

#include <glib/gi18n-lib.h>

#include "words/safi-words-time.h"

static const struct {
  const char *title;
  const char *summary;
} ages[] = {
  /* Translators: how old the pupils of a class are. */
  [SAFI_AGE_CHILD] = { N_ ("Under 13"),
                       N_ ("Games, prizes, codes, family. Nothing about love or pictures") },
  /* Translators: how old the pupils of a class are, in years. */
  [SAFI_AGE_TEEN] = { N_ ("13 to 17"), N_ ("Also jobs, grants, threats and love") },
  /* Translators: how old the pupils of a class are. */
  [SAFI_AGE_ADULT] = { N_ ("Grown-ups"), N_ ("Everything") },
};

const char *
safi_words_age (SafiAge age)
{
  return _ (ages[age].title);
}

const char *
safi_words_age_summary (SafiAge age)
{
  return _ (ages[age].summary);
}

char *
safi_words_certificate_caught (const SafiPracticeScore *score)
{
  /* Translators: on a certificate: "Scams caught: 2 of 3". */
  return g_strdup_printf (_ ("Scams caught: %u of %u"), score->caught, score->scams);
}

char *
safi_words_certificate_kept (const SafiPracticeScore *score)
{
  /* Translators: on a certificate: "Real mail kept: 3 of 3". */
  return g_strdup_printf (_ ("Real mail kept: %u of %u"), score->kept, score->real);
}

char *
safi_words_certificate_day (gint64 time)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (time);

  /* Translators: a day on a certificate, "26 November 2026"; see the GLib documentation of
     g_date_time_format. */
  return safi_words_format_time (day, _ ("%-d %B %Y"));
}

const char *
safi_words_certificate_text (SafiCertificateText text)
{
  switch (text) {
  case SAFI_CERTIFICATE_TITLE:
    /* Translators: title of a page that is printed after a round of practice. */
    return _ ("Certificate");
  case SAFI_CERTIFICATE_NAME:
    /* Translators: below the line for the name on a certificate, of a person or of a class. */
    return _ ("Name");
  case SAFI_CERTIFICATE_DID:
    /* Translators: on a certificate, below the name. */
    return _ ("Looked at messages and said which are scams and which are real.");
  case SAFI_CERTIFICATE_BOTH_COUNT:
    /* Translators: on a certificate, below "Scams caught" and "Real mail kept". */
    return _ ("Both numbers count.");
  case SAFI_CERTIFICATE_DATE:
    /* Translators: below a line of a certificate. */
    return _ ("Date");
  case SAFI_CERTIFICATE_SIGNATURE:
  default:
    /* Translators: below a line of a certificate. */
    return _ ("Signature");
  }
}
