/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-language-model.h"

#include "app/safi-locale.h"

char **
safi_language_model_fill (GtkDropDown *drop_down, const char *language)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  char **codes = safi_locale_list_languages ();
  const char *chosen =
      language[0] != '\0' ? language : safi_locale_guess_language ((const char *const *) codes);

  for (guint i = 0; codes[i] != NULL; i++) {
    g_autofree char *name = safi_locale_get_language_name (codes[i]);

    gtk_string_list_append (names, name);
  }
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (names));
  for (guint i = 0; codes[i] != NULL; i++)
    if (g_str_equal (codes[i], chosen))
      gtk_drop_down_set_selected (drop_down, i);
  return codes;
}
