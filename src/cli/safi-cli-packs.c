/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "awareness/country/safi-country.h"
#include "cli/safi-cli.h"
#include "core/base/safi-clock.h"
#include "core/text/safi-text.h"
#include "words/teaching/safi-words-emergency.h"

/* The laws of a country, one beside the other. */
static const SafiCountryUse laws[] = { SAFI_USE_LAW_SPAM, SAFI_USE_LAW_CYBERCRIME,
                                       SAFI_USE_LAW_DATA_PROTECTION };

#define COLUMNS_COUNTRY 3
#define COLUMNS_LAW 42

static const SafiCountryFact *
find_law (const char *country, SafiCountryUse use)
{
  GPtrArray *facts = safi_country_list_facts ();

  for (guint i = 0; i < facts->len; i++) {
    const SafiCountryFact *fact = facts->pdata[i];

    if (fact->use == use && g_str_equal (fact->country, country))
      return fact;
  }
  return NULL;
}

/* What is missing shows as "-": Safibox does not know one, which is not to say that there is none.
 */
static void
print_cells (const char *first, const char *const *cells)
{
  g_autofree char *name = safi_cli_fit (first, COLUMNS_COUNTRY);

  g_print ("%s", name);
  for (guint i = 0; i < G_N_ELEMENTS (laws); i++) {
    g_autofree char *cell = safi_cli_fit (cells[i], COLUMNS_LAW);

    g_print (" %s", cell);
  }
  g_print ("\n");
}

static void
print_row (const char *country)
{
  const char *names[G_N_ELEMENTS (laws)];
  const char *ages[G_N_ELEMENTS (laws)];
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  GDate today;

  safi_clock_get_date (safi_clock_get_system (), &today);
  for (guint i = 0; i < G_N_ELEMENTS (laws); i++) {
    const SafiCountryFact *fact = find_law (country, laws[i]);

    names[i] = fact != NULL ? fact->value : "-";
    ages[i] = "";
    if (fact != NULL) {
      g_ptr_array_add (kept, safi_words_fact_age (fact, &today));
      ages[i] = kept->pdata[kept->len - 1];
    }
  }
  print_cells (country, names);
  print_cells ("", ages);
}

static void
print_json (const char *country)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "country", country);
  for (guint i = 0; i < G_N_ELEMENTS (laws); i++) {
    const SafiCountryFact *fact = find_law (country, laws[i]);

    if (fact == NULL)
      continue;
    json_builder_set_member_name (builder, safi_country_use_to_string (laws[i]));
    json_builder_begin_object (builder);
    safi_cli_json_string (builder, "name", fact->value);
    safi_cli_json_string (builder, "source", fact->source);
    if (g_date_valid (&fact->date))
      safi_cli_json_int (builder, "year", g_date_get_year (&fact->date));
    json_builder_set_member_name (builder, "weak");
    json_builder_add_boolean_value (builder, fact->is_weak);
    json_builder_end_object (builder);
  }
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

static void
print_head (void)
{
  const char *titles[G_N_ELEMENTS (laws)];

  for (guint i = 0; i < G_N_ELEMENTS (laws); i++)
    titles[i] = safi_words_country_use (laws[i]);
  print_cells ("", titles);
}

/* Returns: (transfer none) (nullable): the first of @wanted that there are no facts about. */
static const char *
find_unknown (const char *const *wanted)
{
  GPtrArray *facts = safi_country_list_facts ();

  for (; *wanted != NULL; wanted++) {
    guint i = 0;

    while (i < facts->len && !g_str_equal (((SafiCountryFact *) facts->pdata[i])->country, *wanted))
      i++;
    if (i == facts->len)
      return *wanted;
  }
  return NULL;
}

/* @wanted: codes of countries; none for all. The facts of one country stand together. */
static void
print_laws (SafiCli *cli, const char *const *wanted)
{
  GPtrArray *facts = safi_country_list_facts ();
  const char *last = "";

  if (!cli->json)
    print_head ();
  for (guint i = 0; i < facts->len; i++) {
    const SafiCountryFact *fact = facts->pdata[i];

    if (g_str_equal (fact->country, last))
      continue;
    last = fact->country;
    if (wanted[0] != NULL && !g_strv_contains (wanted, last))
      continue;
    if (cli->json)
      print_json (last);
    else
      print_row (last);
  }
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  const char *const *wanted;
  const char *unknown;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_packs, NULL, &argc, &argv, &code))
    return code;
  if (argc < 2 || !g_str_equal (argv[1], "laws"))
    return safi_cli_misuse (_ ("Say “laws”, then the codes of countries, or none for all."));
  wanted = (const char *const *) argv + 2;
  unknown = find_unknown (wanted);
  if (unknown != NULL) {
    const char *const args[] = { unknown, NULL };
    g_autofree char *sentence =
        /* Translators: {0} is what was typed as the code of a country. */
        safi_text_fill (_ ("Safibox knows nothing of {0}. Countries are codes, such as KE."), args);

    safi_cli_misuse (sentence);
    return SAFI_EXIT_NO_INPUT;
  }
  print_laws (cli, wanted);
  return SAFI_EXIT_DONE;
}

const SafiCommand safi_command_packs = {
  .name = "packs",
  .arguments = "laws [COUNTRY…]",
  .summary = N_ ("Show what is known of countries: their laws, side by side"),
  .run = run,
};
