/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/country/safi-country.h"

#define RESOURCES "/io/github/safibox/Safibox/"

static GBytes *
load_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  GBytes *octets = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);
  return octets;
}

static gpointer
load_facts (gpointer unused)
{
  g_autoptr (GBytes) facts = load_file (RESOURCES "countries.csv");
  g_autoptr (GBytes) weak = load_file (RESOURCES "countries-weak.csv");
  g_autoptr (GError) error = NULL;
  GPtrArray *found = safi_country_facts_parse (facts, weak, &error);

  g_assert_no_error (error);
  return found;
}

GPtrArray *
safi_country_list_facts (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_facts, NULL);
}

typedef enum {
  FRESH,
  OLD,
  DOUBTFUL,
  N_TRUSTS
} Trust;

static Trust
find_trust (const SafiCountryFact *fact, const GDate *today)
{
  if (safi_country_fact_is_doubtful (fact))
    return DOUBTFUL;
  return safi_country_fact_is_old (fact, today) ? OLD : FRESH;
}

static gboolean
is_for_help (SafiCountryUse use)
{
  return use < SAFI_USE_DATA_PROTECTION;
}

static void
add_of (GPtrArray *found,
        GPtrArray *facts,
        const char *country,
        SafiCountryUse use,
        Trust trust,
        const GDate *today)
{
  for (guint i = 0; i < facts->len; i++) {
    SafiCountryFact *fact = facts->pdata[i];

    if (fact->use == use && g_str_equal (fact->country, country) &&
        find_trust (fact, today) == trust)
      g_ptr_array_add (found, fact);
  }
}

GPtrArray *
safi_country_find_contacts (GPtrArray *facts,
                            const char *country,
                            const SafiCountryUse *uses,
                            guint n_uses,
                            const GDate *today)
{
  GPtrArray *found = g_ptr_array_new ();

  for (int trust = FRESH; trust < N_TRUSTS; trust++)
    for (guint i = 0; i < n_uses; i++)
      if (is_for_help (uses[i]))
        add_of (found, facts, country, uses[i], (Trust) trust, today);
  return found;
}
