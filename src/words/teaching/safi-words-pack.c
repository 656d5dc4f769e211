/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/teaching/safi-words-pack.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "core/url/safi-domain.h"
#include "words/safi-words-time.h"

#define NAME_CHARS_MAX SAFI_PACK_TEXT_CHARS_MAX
#define VALUE_CHARS_MAX 300
#define ANY_LEAP_YEAR 2028

const SafiPackTexts *
safi_words_pack_texts (const SafiPack *pack)
{
  return safi_pack_choose_texts (pack, g_get_language_names ());
}

/* What stands for {0} and {1} was written by a stranger. */
static char *
fill_fault (const SafiPackFault *fault)
{
  g_autofree char *first = fault->args[0] != NULL
                               ? safi_text_for_display (fault->args[0], VALUE_CHARS_MAX, FALSE)
                               : NULL;
  g_autofree char *second = fault->args[1] != NULL
                                ? safi_text_for_display (fault->args[1], VALUE_CHARS_MAX, FALSE)
                                : NULL;
  const char *args[] = { first, second, NULL };

  return safi_text_fill (_ (fault->pattern), args);
}

char *
safi_words_pack_fault (const SafiPackFault *fault)
{
  g_autofree char *what = fill_fault (fault);
  g_autofree char *file = safi_text_isolate (fault->file, VALUE_CHARS_MAX);
  g_autofree char *line = g_strdup_printf ("%u", fault->line);
  const char *args[] = { file, what, line, NULL };

  if (*fault->file == '\0')
    return g_steal_pointer (&what);
  if (fault->line == 0)
    /* Translators: {0} is the name of a file, {1} says what is wrong in it. */
    return safi_text_fill (_ ("{0}: {1}"), args);
  /* Translators: {0} is the name of a file, {2} the number of a line in it, {1} says what is wrong
   * there. */
  return safi_text_fill (_ ("{0}, line {2}: {1}"), args);
}

char *
safi_words_pack_fault_here (const SafiPackFault *fault)
{
  switch (fault->kind) {
  case SAFI_PACK_FAULT_EMPTY:
    /* Translators: below a field of a form. */
    return g_strdup (_ ("Nothing is written here yet."));
  case SAFI_PACK_FAULT_LONG:
    return g_strdup (_ ("This is too long. Make it shorter."));
  case SAFI_PACK_FAULT_LONG_TOGETHER:
    /* Translators: of a tip. */
    return g_strdup (_ ("Title and sentence together are too long. Make one of them shorter."));
  case SAFI_PACK_FAULT_MANY:
    return g_strdup (_ ("These are too many lines. Take some out."));
  case SAFI_PACK_FAULT_VALUE:
    return g_strdup (_ ("This is neither a number nor an address. Numbers are digits; a web "
                        "address begins with https://"));
  case SAFI_PACK_FAULT_DATE:
    return g_strdup (_ ("This is no day. Write it with digits, as the example shows."));
  case SAFI_PACK_FAULT_OTHER:
  default:
    return safi_words_pack_fault (fault);
  }
}

static char *
format_date (const GDate *date)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (
      g_date_get_year (date), (int) g_date_get_month (date), g_date_get_day (date), 0, 0, 0);

  /* Translators: a day; see the GLib documentation of g_date_time_format */
  return safi_words_format_time (time, _ ("%-d %B %Y"));
}

static char *
tell_origin (const SafiPack *pack, const char *who)
{
  g_autofree char *name = safi_text_isolate (who, NAME_CHARS_MAX);
  g_autofree char *date =
      g_date_valid (&pack->imported) ? format_date (&pack->imported) : g_strdup ("");
  const char *args[] = { name, date, NULL };

  if (*date == '\0')
    /* Translators: {0} is who wrote something, or the name of a pack. It came with the computer. */
    return safi_text_fill (_ ("from {0}, installed on this computer"), args);
  /* Translators: {0} is who wrote something, or the name of a pack; {1} is a day. */
  return safi_text_fill (_ ("from {0}, imported on {1}"), args);
}

char *
safi_words_pack_from (const SafiPack *pack)
{
  return tell_origin (pack, safi_words_pack_texts (pack)->from);
}

char *
safi_words_pack_origin (const SafiPack *pack)
{
  return tell_origin (pack, safi_words_pack_texts (pack)->name);
}

char *
safi_words_pack_sheet_source (const SafiPack *pack)
{
  g_autofree char *from = safi_text_isolate (safi_words_pack_texts (pack)->from, NAME_CHARS_MAX);
  const char *args[] = { from, NULL };

  /* Translators: small, below a printed poster; {0} is who wrote what stands on it: a school, a
   * ministry. */
  return safi_text_fill (_ ("Written by {0}, printed with Safibox"), args);
}

char *
safi_words_pack_isolate_digits (const char *digits)
{
  return g_strconcat ("\u2066", digits, "\u2069", NULL);
}

char *
safi_words_pack_digits (const SafiPack *pack)
{
  return pack->signer != NULL ? safi_words_pack_isolate_digits (pack->signer)
                              : g_strdup (_ ("Nobody signed this pack"));
}

const char *
safi_words_pack_digits_advice (const SafiPack *pack)
{
  /* Translators: below 30 digits that stand for whoever signed a pack. */
  return pack->signer != NULL ? _ ("Anybody can sign a pack. Compare all these digits with those "
                                   "that your school gave you in another way: by phone, letter or "
                                   "radio.")
                              /* Translators: of a pack that nobody signed. */
                              : _ ("So nothing shows whether somebody changed it on its way to "
                                   "you.");
}

char *
safi_words_pack_signed (const SafiPack *pack)
{
  g_autofree char *digits = safi_words_pack_digits (pack);
  const char *args[] = { digits, NULL };

  if (pack->signer == NULL)
    return g_steal_pointer (&digits);
  /* Translators: of a pack; {0} are 30 digits. */
  return safi_text_fill (_ ("Signed with the digits {0}"), args);
}

static void
add_count (GString *sizes, const char *pattern, guint count)
{
  g_autofree char *number = g_strdup_printf ("%u", count);
  const char *args[] = { number, NULL };
  g_autofree char *size = safi_text_fill (pattern, args);

  if (count > 0)
    g_string_append_printf (sizes, "%s%s", sizes->len > 0 ? " · " : "", size);
}

char *
safi_words_pack_size (const SafiPackTexts *texts, SafiAge age)
{
  GString *sizes = g_string_new (NULL);
  g_autoptr (GPtrArray) tips = safi_tip_pick_for_age (texts->tips, age);
  const guint n_tips = tips->len;
  const guint n_numbers = texts->numbers->len;
  const guint n_days = texts->days->len;

  /* Translators: {0} is a number. What is in a pack. */
  add_count (sizes, ngettext ("{0} tip", "{0} tips", n_tips), n_tips);
  /* Translators: {0} is a number. What is in a pack: numbers and addresses to turn to. */
  add_count (sizes, ngettext ("{0} number", "{0} numbers", n_numbers), n_numbers);
  /* Translators: {0} is a number. What is in a pack: days of the year. */
  add_count (sizes, ngettext ("{0} day", "{0} days", n_days), n_days);
  return g_string_free (sizes, FALSE);
}

char *
safi_words_pack_date (const SafiPackDay *day)
{
  const int year = day->year != 0 ? (int) day->year : ANY_LEAP_YEAR;
  g_autoptr (GDateTime) time =
      g_date_time_new_utc (year, (int) day->month, (int) day->day, 0, 0, 0);

  if (day->year != 0)
    return safi_words_format_time (time, _ ("%-d %B %Y"));
  /* Translators: a day of each year; see the GLib documentation of g_date_time_format */
  return safi_words_format_time (time, _ ("%-d %B"));
}

char *
safi_words_mention_value (const SafiMention *mention)
{
  g_autofree char *shown = NULL;
  g_autofree char *value = safi_text_for_display (mention->value, VALUE_CHARS_MAX, FALSE);

  if (mention->kind == SAFI_MENTION_RECORDING)
    return safi_text_isolate (mention->context, VALUE_CHARS_MAX);
  if (mention->kind != SAFI_MENTION_DOMAIN)
    return g_strconcat ("\u2066", value, "\u2069", NULL);
  shown = safi_domain_for_display (mention->value);
  if (g_str_equal (shown, mention->value))
    return g_strconcat ("\u2066", value, "\u2069", NULL);
  return g_strdup_printf ("\u2066%s\u2069 (\u2066%s\u2069)", shown, value);
}

char *
safi_words_mention_context (const SafiMention *mention)
{
  g_autofree char *context = safi_text_isolate (mention->context, VALUE_CHARS_MAX);
  const char *args[] = { mention->like, NULL };
  g_autofree char *like =
      mention->like != NULL
          /* Translators: under a domain. {0} is another domain, that of an authority. */
          ? safi_text_fill (_ ("Looks like \u2066{0}\u2069, but is another."), args)
          : NULL;

  if (mention->kind == SAFI_MENTION_RECORDING)
    return safi_text_isolate (mention->value, VALUE_CHARS_MAX);
  if (like == NULL)
    return *mention->context != '\0' ? g_steal_pointer (&context) : g_strdup ("");
  return *mention->context != '\0' ? g_strconcat (like, " ", context, NULL)
                                   : g_steal_pointer (&like);
}

const char *
safi_words_mention_kind (SafiMentionKind kind)
{
  switch (kind) {
  case SAFI_MENTION_NUMBER:
    /* Translators: heads a list of all numbers in a pack: phone numbers, sums, years. */
    return _ ("Every number in it");
  case SAFI_MENTION_ADDRESS:
    /* Translators: heads a list of e-mail addresses. */
    return _ ("Every mail address in it");
  case SAFI_MENTION_RECORDING:
    /* Translators: heads a list of recordings of people who read tips aloud. */
    return _ ("Every recording in it");
  case SAFI_MENTION_DOMAIN:
  default:
    /* Translators: heads a list of domains, such as example.org. */
    return _ ("Every site and domain in it");
  }
}
