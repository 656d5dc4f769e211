/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-country-model.h"

#include <glib/gi18n.h>

#include "app/common/safi-locale.h"

GPtrArray *
safi_country_model_fill (GtkDropDown *list, const char *code)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *countries = safi_locale_list_countries ();
  guint chosen = 0;

  /* Translators: the first entry of the list of countries: no country is chosen. */
  gtk_string_list_append (names, _ ("Not said"));
  for (guint i = 0; i < countries->len; i++) {
    const SafiCountry *country = countries->pdata[i];

    gtk_string_list_append (names, country->name);
    if (g_str_equal (country->code, code))
      chosen = i + 1;
  }
  gtk_drop_down_set_model (list, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (list, chosen);
  return countries;
}

const char *
safi_country_model_get_chosen (GtkDropDown *list, GPtrArray *countries)
{
  const guint chosen = gtk_drop_down_get_selected (list);
  const SafiCountry *country =
      chosen > 0 && chosen <= countries->len ? countries->pdata[chosen - 1] : NULL;

  return country != NULL ? country->code : "";
}
