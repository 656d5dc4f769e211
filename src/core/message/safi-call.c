/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/message/safi-call.h"

#include <string.h>

#include "core/base/safi-error.h"

static const char *const answers[SAFI_CALL_N_QUESTIONS] = {
  "known", "secret", "screen", "money", "pressure",
};

char *
safi_call_write (SafiCall call)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < SAFI_CALL_N_QUESTIONS; i++)
    if ((call & (1u << i)) != 0)
      g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", answers[i]);
  return g_string_free (words, FALSE);
}

static gboolean
read_word (const char *word, SafiCall *call)
{
  for (guint i = 0; i < SAFI_CALL_N_QUESTIONS; i++) {
    if (!g_str_equal (answers[i], word))
      continue;
    *call |= 1u << i;
    return TRUE;
  }
  return *word == '\0';
}

gboolean
safi_call_read (const char *words, gsize length, SafiCall *ret_call, GError **error)
{
  g_autofree char *text = g_strndup (words, MIN (length, SAFI_CALL_OCTETS_MAX));
  g_auto (GStrv) list = g_strsplit_set (text, " \t\r\n", -1);
  gboolean is_whole = length <= SAFI_CALL_OCTETS_MAX && strlen (text) == length;
  SafiCall call = 0;

  for (guint i = 0; is_whole && list[i] != NULL; i++)
    is_whole = read_word (list[i], &call);
  if (is_whole)
    *ret_call = call;
  else
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "no answers about a call");
  return is_whole;
}
