/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "words/safi-words.h"

char *
safi_words_amount (guint n_messages, guint64 octets)
{
  g_autofree char *number = g_strdup_printf ("%u", n_messages);
  g_autofree char *size = g_format_size (octets);
  const char *const args[] = { number, size, NULL };

  /* Translators: {0} is a number of messages, {1} how much data they are: "1.2 MB". */
  return safi_text_fill (ngettext ("About {0} message, {1}", "About {0} messages, {1}", n_messages),
                         args);
}

char *
safi_words_data_use (guint64 today, guint64 month)
{
  g_autofree char *first = g_format_size (today);
  g_autofree char *second = g_format_size (month);
  const char *const args[] = { first, second, NULL };

  /* Translators: how much data a mailbox has used: "Today 1.2 MB, this month 34.0 MB". */
  return safi_text_fill (_ ("Today {0}, this month {1}"), args);
}

char *
safi_words_learning (guint n_good, guint n_junk, guint enough)
{
  const gboolean is_junk = n_junk < n_good;
  const guint n_fewer = MIN (n_good, n_junk);
  g_autofree char *number = g_strdup_printf ("%u", n_fewer);
  g_autofree char *wanted = g_strdup_printf ("%u", enough);
  const char *const args[] = { number, wanted, NULL };

  if (n_fewer >= enough)
    return NULL;
  if (n_good == n_junk)
    /* Translators: how much has been learned: {0} of {1} messages. */
    return safi_text_fill (_ ("Learning: {0} of {1} messages"), args);
  return safi_text_fill (is_junk ? _ ("Learning: {0} of {1} junk messages")
                                 : _ ("Learning: {0} of {1} good messages"),
                         args);
}

char *
safi_words_learning_limited (guint n_learned)
{
  return g_strdup_printf (ngettext ("Learned from %u message. Today's limit of data is reached, so "
                                    "learning goes on tomorrow.",
                                    "Learned from %u messages. Today's limit of data is reached, "
                                    "so learning goes on tomorrow.",
                                    n_learned),
                          n_learned);
}
