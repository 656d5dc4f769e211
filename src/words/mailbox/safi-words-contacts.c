/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/mailbox/safi-words-contacts.h"

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "words/safi-words-time.h"

#define HOST_CHARS_MAX 255

char *
safi_words_contact_host (const SafiContact *contact)
{
  if (*contact->host == '\0')
    /* Translators: more servers than a list can name. */
    return g_strdup (_ ("Other servers"));
  return safi_text_isolate (contact->host, HOST_CHARS_MAX);
}

const char *
safi_words_contact_why (SafiContactWhy why)
{
  switch (why) {
  case SAFI_CONTACT_MAILBOX:
    return _ ("Looked at your mailbox");
  case SAFI_CONTACT_SIGN_IN:
    /* Translators: why Safibox contacted a computer. */
    return _ ("Signed you in");
  case SAFI_CONTACT_SEARCH:
    return _ ("Looked for your mail server");
  case SAFI_CONTACT_NAMES:
    /* Translators: before a server can be reached, its name is looked up on the network. */
    return _ ("Asked your network where this server is");
  case SAFI_CONTACT_SENDERS:
  default:
    /* Translators: about a name server, that tells who may send mail for a domain. */
    return _ ("Asked who sent your messages");
  }
}

char *
safi_words_contact_amount (const SafiContact *contact)
{
  g_autofree char *times = g_strdup_printf ("%'u", contact->times);
  g_autofree char *size = g_format_size (contact->octets);
  const char *const args[] = { times, size, NULL };

  if (contact->times == 0)
    /* Translators: a connection that stayed open over midnight; {1} is an amount of data. */
    return safi_text_fill (_ ("Still connected from the day before, {1}"), args);
  if (contact->octets == 0)
    /* Translators: how often; {0} is a number. */
    return safi_text_fill (ngettext ("{0} time", "{0} times", contact->times), args);
  /* Translators: how often, and how much; {0} is a number, {1} an amount of data: "1.3 MB". */
  return safi_text_fill (ngettext ("{0} time, {1}", "{0} times, {1}", contact->times), args);
}

char *
safi_words_contact_day (gint64 day, gint64 now)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (today, -1);
  g_autoptr (GDateTime) date = NULL;

  if (day == safi_contact_get_day (now))
    return g_strdup (_ ("Today"));
  if (day == safi_contact_get_day (g_date_time_to_unix (yesterday)))
    /* Translators: heads what was done on that day. */
    return g_strdup (_ ("Yesterday"));
  date = g_date_time_new_local ((int) (day / 10000), (int) (day / 100 % 100), (int) (day % 100), 12,
                                0, 0);
  if (date == NULL)
    return g_strdup_printf ("%" G_GINT64_FORMAT, day);
  /* Translators: a day as a heading (strftime): "Monday 23 November". */
  return safi_words_format_time (date, _ ("%A %-d %B"));
}
