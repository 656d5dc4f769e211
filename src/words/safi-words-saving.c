/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "words/safi-words.h"

static char *
format_megabytes (guint megabytes)
{
  return g_format_size (megabytes * SAFI_POLICY_MEGABYTE);
}

char *
safi_words_day_limit (guint64 today, guint megabytes)
{
  g_autofree char *used = g_format_size (today);
  g_autofree char *limit = format_megabytes (megabytes);
  const char *const args[] = { used, limit, NULL };

  /* Translators: {0} and {1} are amounts of data: "3.2 MB". */
  return safi_text_fill (_ ("All mailboxes together: {0} of {1} today"), args);
}

char *
safi_words_allowance (SafiAllowance allowance, guint megabytes)
{
  g_autofree char *limit = format_megabytes (megabytes);
  const char *const args[] = { limit, NULL };

  if (allowance == SAFI_ALLOWANCE_FULL)
    return NULL;
  if (allowance == SAFI_ALLOWANCE_HEADERS)
    /* Translators: {0} is an amount of data: "5.0 MB". */
    return safi_text_fill (
        _ ("Today's {0} are used. Of new messages Safibox looks only at sender and "
           "subject until tomorrow."),
        args);
  /* Translators: {0} is an amount of data: "5.0 MB". */
  return safi_text_fill (_ ("Today's {0} are used. Safibox goes on tomorrow."), args);
}

char *
safi_words_lift_limit (guint megabytes)
{
  g_autofree char *limit = format_megabytes (megabytes);
  const char *const args[] = { limit, NULL };

  /* Translators: a button; {0} is an amount of data: "5.0 MB". */
  return safi_text_fill (_ ("Use another {0} today"), args);
}

char *
safi_words_left_out (guint n_older, guint64 octets)
{
  g_autofree char *number = g_strdup_printf ("%'u", n_older);
  g_autofree char *size = g_format_size (octets);
  const char *const args[] = { number, size, NULL };

  /* Translators: {0} is a number, {1} an amount of data: "14.0 MB". */
  return safi_text_fill (ngettext ("{0} older message was left out. It would use about {1}.",
                                   "{0} older messages were left out. They would use about {1}.",
                                   n_older),
                         args);
}

char *
safi_words_first_look (guint n_messages, guint64 octets, guint64 newest_octets)
{
  g_autofree char *number = g_strdup_printf ("%'u", n_messages);
  g_autofree char *size = g_format_size (octets);
  g_autofree char *less = g_format_size (newest_octets);
  const char *const args[] = { number, size, less, NULL };

  return safi_text_fill (
      /* Translators: {0} is a number, {1} and {2} are amounts of data: "14.0 MB". */
      ngettext ("Looking through {0} message would use about {1}. Safibox looks at the newest ones "
                "first (about {2}).",
                "Looking through {0} messages would use about {1}. Safibox looks at the newest "
                "ones first (about {2}).",
                n_messages),
      args);
}
