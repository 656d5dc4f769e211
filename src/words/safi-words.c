/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/safi-words.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "core/url/safi-domain.h"
#include "words/safi-words-private.h"
#include "words/safi-words-time.h"

#define ARGUMENT_CHARS_MAX 80 /* characters of a stranger's text inside a sentence */
#define ADDRESS_CHARS_MAX 100 /* characters of each part of an address */

const char *
safi_words_decision (SafiDecision decision)
{
  switch (decision) {
  case SAFI_DECISION_JUNK:
    /* Translators: what a message is: unwanted mail. The opposite is "Good". */
    return _ ("Junk");
  case SAFI_DECISION_UNSURE:
    return _ ("Not sure");
  case SAFI_DECISION_GOOD:
  default:
    /* Translators: what a message is: wanted, real mail. The opposite is "Junk". */
    return C_ ("message", "Good");
  }
}

const char *
safi_words_kind (SafiKind kind)
{
  switch (kind) {
  case SAFI_KIND_ADVERT:
    /* Translators: a kind of junk: advertising that nobody asked for. */
    return _ ("Advert");
  case SAFI_KIND_PHISHING:
    /* Translators: a kind of junk: it wants the person's password, PIN or code. */
    return _ ("Wants your secrets");
  case SAFI_KIND_MONEY:
    /* Translators: a kind of junk: it wants the person's money. */
    return _ ("Wants your money");
  case SAFI_KIND_MALWARE:
    /* Translators: a kind of junk: a file in it does damage. */
    return _ ("Harmful file");
  case SAFI_KIND_THREAT:
    /* Translators: a kind of junk: it wants to frighten the person. */
    return _ ("Threat");
  case SAFI_KIND_BOUNCE:
    /* Translators: a kind of junk: a notice that a message came back which the person never sent.
     */
    return _ ("Returned mail");
  case SAFI_KIND_OTHER:
    return _ ("Other junk");
  case SAFI_KIND_NONE:
  default:
    return "";
  }
}

const char *
safi_words_fate (SafiFate fate)
{
  switch (fate) {
  case SAFI_FATE_WOULD_MOVE:
    return _ ("Would have been moved");
  case SAFI_FATE_MOVING:
    /* Translators: what happens to a message: it goes to the Junk folder. */
    return _ ("Moving to Junk…");
  case SAFI_FATE_MOVED:
    /* Translators: what happened to a message: it is in the Junk folder. */
    return _ ("Moved to Junk");
  case SAFI_FATE_MOVING_BACK:
    /* Translators: what happens to a message: it returns from the Junk folder. */
    return _ ("Moving back…");
  case SAFI_FATE_MOVED_BACK:
    /* Translators: what happened to a message: it returned from the Junk folder. */
    return _ ("Moved back");
  case SAFI_FATE_GONE:
    /* Translators: what happened to a message: somebody else moved or deleted it. */
    return _ ("No longer there");
  case SAFI_FATE_ASK:
    return _ ("Look in both folders: the move was interrupted");
  case SAFI_FATE_STAYED:
  default:
    return _ ("Stayed in the inbox");
  }
}

static const char *
describe_junk (SafiKind kind)
{
  switch (kind) {
  case SAFI_KIND_ADVERT:
    return _ ("This is probably an advert you did not ask for.");
  case SAFI_KIND_PHISHING:
    return _ ("This is probably a scam. It wants your password, PIN or code.");
  case SAFI_KIND_MONEY:
    return _ ("This is probably a scam. It wants your money.");
  case SAFI_KIND_MALWARE:
    return _ ("This message probably carries a harmful file.");
  case SAFI_KIND_THREAT:
    return _ ("This is probably a scam. It tries to frighten you.");
  case SAFI_KIND_BOUNCE:
    return _ ("This is probably about a message you never sent.");
  case SAFI_KIND_NONE:
  case SAFI_KIND_OTHER:
  default:
    return _ ("This is probably junk.");
  }
}

char *
safi_words_verdict (SafiVerdict *verdict)
{
  switch (safi_verdict_get_decision (verdict)) {
  case SAFI_DECISION_JUNK:
    return g_strdup (describe_junk (safi_verdict_get_kind (verdict)));
  case SAFI_DECISION_UNSURE:
    return g_strdup (_ ("Safibox is not sure about this message."));
  case SAFI_DECISION_GOOD:
  default:
    return g_strdup (_ ("Safibox found no known signs of junk."));
  }
}

char *
safi_words_text_verdict (SafiVerdict *verdict)
{
  switch (safi_verdict_get_decision (verdict)) {
  case SAFI_DECISION_JUNK:
    /* Translators: what Safibox says of a text that was pasted, as a title. */
    return g_strdup (_ ("Scam signs found"));
  case SAFI_DECISION_UNSURE:
    return g_strdup (_ ("Not sure"));
  case SAFI_DECISION_GOOD:
  default:
    return g_strdup (_ ("No known signs found"));
  }
}

/* Returns: (transfer full): argument @i, harmless and isolated. */
static char *
show_argument (SafiEvidence *evidence, guint i)
{
  const char *arg = safi_evidence_get_arg (evidence, i);
  g_autofree char *domain = NULL;

  switch (safi_evidence_get_arg_type (evidence, i)) {
  case SAFI_ARG_DOMAIN:
    domain = safi_domain_for_display (arg);
    return safi_text_isolate (domain, ARGUMENT_CHARS_MAX);
  case SAFI_ARG_NUMBER:
    return safi_text_for_display (arg, ARGUMENT_CHARS_MAX, FALSE);
  case SAFI_ARG_TEXT:
  case SAFI_ARG_ADDRESS:
  default:
    return safi_text_isolate (arg, ARGUMENT_CHARS_MAX);
  }
}

char *
safi_words_fill (const char *pattern, SafiEvidence *evidence)
{
  g_autoptr (GPtrArray) args = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < safi_evidence_get_n_args (evidence); i++)
    g_ptr_array_add (args, show_argument (evidence, i));
  g_ptr_array_add (args, NULL);
  return safi_text_fill (pattern, (const char *const *) args->pdata);
}

char *
safi_words_evidence (SafiEvidence *evidence)
{
  return safi_words_fill (g_dgettext (GETTEXT_PACKAGE, safi_evidence_get_finding (evidence)->title),
                          evidence);
}

const char *
safi_words_advice (SafiEvidence *evidence)
{
  const char *advice = safi_evidence_get_finding (evidence)->advice;

  return *advice != '\0' ? g_dgettext (GETTEXT_PACKAGE, advice) : "";
}

char *
safi_words_address (const SafiAddress *address)
{
  const char *at = strrchr (address->address, '@');
  g_autofree char *local = at != NULL
                               ? g_strndup (address->address, (gsize) (at - address->address))
                               : g_strdup (address->address);
  g_autofree char *shown_local = safi_text_isolate (local, ADDRESS_CHARS_MAX);
  g_autofree char *decoded = safi_domain_for_display (address->domain);
  g_autofree char *domain = safi_text_isolate (decoded, ADDRESS_CHARS_MAX);
  g_autofree char *name =
      safi_text_isolate (address->name != NULL ? address->name : "", ADDRESS_CHARS_MAX);

  if (at == NULL)
    return g_strconcat (name, " ", shown_local, NULL);
  return g_strconcat (name, " ‹", shown_local, "@[", domain, "]›", NULL);
}

/* What a person can see in the message comes before what a learned model felt. */
static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  SafiEvidence *one = *(SafiEvidence *const *) a;
  SafiEvidence *two = *(SafiEvidence *const *) b;
  double difference = ABS (safi_evidence_get_weight (two)) - ABS (safi_evidence_get_weight (one));

  if (safi_evidence_is_of_model (one) != safi_evidence_is_of_model (two))
    return safi_evidence_is_of_model (one) ? 1 : -1;
  return (difference > 0) - (difference < 0);
}

GPtrArray *
safi_words_pick_reasons (SafiVerdict *verdict, guint max)
{
  const gboolean is_good = safi_verdict_get_decision (verdict) == SAFI_DECISION_GOOD;

  return safi_words_pick_toward (verdict, is_good ? SAFI_CLASS_GOOD : SAFI_CLASS_JUNK, max);
}

GPtrArray *
safi_words_pick_toward (SafiVerdict *verdict, SafiClass toward, guint max)
{
  GPtrArray *all = safi_verdict_get_evidence (verdict);
  GPtrArray *picked = g_ptr_array_new ();
  double sign = toward == SAFI_CLASS_GOOD ? -1 : 1;

  for (guint i = 0; i < all->len; i++)
    if (safi_evidence_get_weight (all->pdata[i]) * sign > 0)
      g_ptr_array_add (picked, all->pdata[i]);
  g_ptr_array_sort (picked, compare_reasons);
  if (picked->len > max)
    g_ptr_array_set_size (picked, (int) max);
  return picked;
}

/* A list asks for hundreds of dates at once, and to read the time zone takes longest. */
static GDateTime *
find_local_time (gint64 seconds, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return time != NULL ? g_date_time_to_timezone (time, zone) : NULL;
}

static guint
number_day (GDateTime *time)
{
  GDate day;
  int year, month, day_of_month;

  g_date_time_get_ymd (time, &year, &month, &day_of_month);
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&day);
}

char *
safi_words_date (gint64 seconds, gint64 now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) then = find_local_time (seconds, zone);
  g_autoptr (GDateTime) today = find_local_time (now, zone);

  if (then == NULL || today == NULL || seconds == 0)
    return g_strdup ("");
  if (number_day (then) == number_day (today))
    /* Translators: a time today; see the GLib documentation of g_date_time_format */
    return safi_words_format_time (then, _ ("%H:%M"));
  if (number_day (then) + 1 == number_day (today))
    /* Translators: a time yesterday; see the GLib documentation of g_date_time_format */
    return safi_words_format_time (then, _ ("Yesterday %H:%M"));
  if (g_date_time_get_year (then) == g_date_time_get_year (today))
    /* Translators: a day of this year; see the GLib documentation of g_date_time_format */
    /* xgettext:no-c-format */
    return safi_words_format_time (then, _ ("%-d %b"));
  /* Translators: a day of another year; see the GLib documentation of g_date_time_format */
  return safi_words_format_time (then, _ ("%-d %b %Y"));
}

char *
safi_words_moment (gint64 seconds, gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (seconds);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);

  if (g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (today))
    /* Translators: a time today; see the GLib documentation of g_date_time_format */
    return safi_words_format_time (then, _ ("%H:%M"));
  /* Translators: a time on one of the next days; see the GLib documentation of g_date_time_format
   */
  return safi_words_format_time (then, _ ("%A %H:%M"));
}
