/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/training/safi-codes.h"

GPtrArray *
safi_codes_split (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_free);

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_ptr_array_add (codes, g_strdup (*word));
  return codes;
}

char *
safi_codes_join (GPtrArray *codes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < codes->len; i++)
    g_string_append_printf (text, i > 0 ? " %s" : "%s", (const char *) codes->pdata[i]);
  return g_string_free (text, FALSE);
}
