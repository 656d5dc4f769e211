/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/country/safi-country-fact.h"

#include <stdlib.h>
#include <string.h>

#include "awareness/country/safi-csv.h"

#define NUMBER_MAX 24 /* characters of a number to call */

static const char *const columns[SAFI_N_FACT_COLUMNS] = {
  "iso2",       "use",         "value",
  "kind",       "body",        "operator",
  "hours",      "cost",        "language_of_service",
  "source_url", "source_kind", "source_date",
  "note",
};

static const char *const weak_columns[] = { "iso2", "use", "value", "why" };

static const char *const uses[SAFI_N_USES] = {
  "lost_money", "bank_regulator", "police",         "child_helpline",       "report_any",
  "report_web", "cert",           "forward_sms",    "report_phishing_mail", "report_spam",
  "dpa",        "law_spam",       "law_cybercrime", "law_data_protection",
};

static const char *const kinds[] = { "short_code", "phone", "email", "url", "text" };

static const char *const source_kinds[] = { "official", "press", "ngo", "repository", "academic" };

void
safi_country_fact_free (SafiCountryFact *self)
{
  if (self == NULL)
    return;
  g_free (self->value);
  g_free (self->body);
  g_free (self->only_of);
  g_free (self->hours);
  g_free (self->cost);
  g_free (self->source);
  g_free (self);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SafiCsv, safi_csv_clear)

static int
find_word (const char *word, const char *const *words, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    if (g_str_equal (word, words[i]))
      return (int) i;
  return -1;
}

/* "2025", "2025-07" or "2025-07-16"; "" leaves @date not valid. */
static gboolean
read_date (const char *text, GDate *date)
{
  const gsize length = strlen (text);
  const char *form = "dddd-dd-dd";

  g_date_clear (date, 1);
  if (length == 0)
    return TRUE;
  if (length != 4 && length != 7 && length != 10)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (form[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != form[i])
      return FALSE;
  const int year = atoi (text);
  const int month = length > 4 ? atoi (text + 5) : 1;
  const int day = length > 7 ? atoi (text + 8) : 1;

  if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

static gboolean
is_made_of (const char *text, const char *allowed)
{
  const gsize length = strlen (text);

  return length > 0 && length <= NUMBER_MAX && strspn (text, allowed) == length;
}

static gboolean
is_host (const char *text, gsize length)
{
  gboolean has_dot = FALSE;

  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '.')
      return FALSE;
    has_dot |= text[i] == '.' && i > 0 && i + 1 < length;
  }
  return has_dot;
}

static gboolean
is_visible_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text))
      return FALSE;
  return TRUE;
}

static gboolean
is_value (SafiValueKind kind, const char *value)
{
  const char *at = strchr (value, '@');

  switch (kind) {
  case SAFI_VALUE_SHORT_CODE:
    return is_made_of (value, "0123456789*#");
  case SAFI_VALUE_PHONE:
    return is_made_of (value, "+0123456789 -") && value[strcspn (value, "0123456789")] != '\0';
  case SAFI_VALUE_EMAIL:
    return at != NULL && at > value && is_visible_ascii (value) &&
           is_host (at + 1, strlen (at + 1));
  case SAFI_VALUE_URL:
    return g_str_has_prefix (value, "https://") && is_visible_ascii (value) &&
           is_host (value + 8, strcspn (value + 8, "/?#"));
  case SAFI_VALUE_TEXT:
  default:
    return *value != '\0';
  }
}

static gboolean
is_law (SafiCountryUse use)
{
  return use >= SAFI_USE_LAW_SPAM;
}

static gboolean
fail (guint line, const char *column, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "line %u: %s cannot be read", line,
               column);
  return FALSE;
}

/* Returns: FALSE with @ret_column. */
static gboolean
read_types (SafiCountryFact *self, char **cells, SafiFactColumn *ret_column)
{
  const char *country = cells[SAFI_FACT_COUNTRY];
  const int use = find_word (cells[SAFI_FACT_USE], uses, SAFI_N_USES);
  const int kind = find_word (cells[SAFI_FACT_KIND], kinds, G_N_ELEMENTS (kinds));

  *ret_column = SAFI_FACT_COUNTRY;
  if (strlen (country) != 2 || !g_ascii_isupper (country[0]) || !g_ascii_isupper (country[1]))
    return FALSE;
  *ret_column = SAFI_FACT_USE;
  if (use < 0)
    return FALSE;
  *ret_column = SAFI_FACT_KIND;
  if (kind < 0 || is_law ((SafiCountryUse) use) != (kind == SAFI_VALUE_TEXT))
    return FALSE;
  *ret_column = SAFI_FACT_VALUE;
  if (!is_value ((SafiValueKind) kind, cells[SAFI_FACT_VALUE]))
    return FALSE;
  *ret_column = SAFI_FACT_SOURCE_KIND;
  if (find_word (cells[SAFI_FACT_SOURCE_KIND], source_kinds, G_N_ELEMENTS (source_kinds)) < 0)
    return FALSE;
  g_strlcpy (self->country, country, sizeof self->country);
  self->use = (SafiCountryUse) use;
  self->kind = (SafiValueKind) kind;
  *ret_column = SAFI_FACT_DATE;
  return read_date (cells[SAFI_FACT_DATE], &self->date);
}

SafiCountryFact *
safi_country_fact_read (char **cells, SafiFactColumn *ret_column)
{
  g_autoptr (SafiCountryFact) self = g_new0 (SafiCountryFact, 1);

  if (!read_types (self, cells, ret_column))
    return NULL;
  self->value = g_strdup (cells[SAFI_FACT_VALUE]);
  self->body = g_strdup (cells[SAFI_FACT_BODY]);
  self->only_of = g_strdup (cells[SAFI_FACT_ONLY_OF]);
  self->hours = g_strdup (cells[SAFI_FACT_HOURS]);
  self->cost = g_strdup (cells[SAFI_FACT_COST]);
  self->source = g_strdup (cells[SAFI_FACT_SOURCE]);
  return g_steal_pointer (&self);
}

/* Takes a row of a table with these columns to @user_data. */
typedef gboolean (*ReadRow) (char **row, guint line, gpointer user_data, GError **error);

static gboolean
is_head (GPtrArray *record, const char *const *names, guint n_names)
{
  if (record == NULL || record->len != n_names)
    return FALSE;
  for (guint i = 0; i < n_names; i++)
    if (!g_str_equal (record->pdata[i], names[i]))
      return FALSE;
  return TRUE;
}

static gboolean
read_table (GBytes *octets,
            const char *const *names,
            guint n_names,
            ReadRow read,
            gpointer user_data,
            GError **error)
{
  g_auto (SafiCsv) csv = { 0 };
  g_autoptr (GPtrArray) head = NULL;
  GError *fault = NULL;

  if (!safi_csv_init (&csv, octets, error))
    return FALSE;
  head = safi_csv_read (&csv, &fault);
  if (fault == NULL && !is_head (head, names, n_names))
    return fail (1, "the row of column names", error);
  while (fault == NULL) {
    const guint line = csv.line;
    g_autoptr (GPtrArray) record = safi_csv_read (&csv, &fault);

    if (record == NULL)
      break;
    if (record->len != n_names)
      fail (line, "the number of columns", &fault);
    else
      read ((char **) record->pdata, line, user_data, &fault);
  }
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

static gboolean
add_fact (char **row, guint line, gpointer user_data, GError **error)
{
  SafiFactColumn column;
  SafiCountryFact *fact = safi_country_fact_read (row, &column);

  if (fact == NULL)
    return fail (line, columns[column], error);
  g_ptr_array_add (user_data, fact);
  return TRUE;
}

static gboolean
mark_weak (char **row, guint line, gpointer user_data, GError **error)
{
  GPtrArray *facts = user_data;

  for (guint i = 0; i < facts->len; i++) {
    SafiCountryFact *fact = facts->pdata[i];

    if (g_str_equal (fact->country, row[SAFI_FACT_COUNTRY]) &&
        g_str_equal (uses[fact->use], row[SAFI_FACT_USE]) &&
        g_str_equal (fact->value, row[SAFI_FACT_VALUE])) {
      fact->is_weak = TRUE;
      return TRUE;
    }
  }
  return fail (line, "the fact that is weak", error);
}

GPtrArray *
safi_country_facts_parse (GBytes *facts, GBytes *weak, GError **error)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_country_fact_free);

  if (!read_table (facts, columns, SAFI_N_FACT_COLUMNS, add_fact, found, error) ||
      !read_table (weak, weak_columns, G_N_ELEMENTS (weak_columns), mark_weak, found, error))
    return NULL;
  return g_steal_pointer (&found);
}

gboolean
safi_country_fact_is_old (const SafiCountryFact *self, const GDate *today)
{
  GDate last = self->date;

  if (!g_date_valid (&last))
    return FALSE;
  g_date_add_months (&last, SAFI_FACT_MONTHS_MAX);
  return g_date_compare (&last, today) < 0;
}

gboolean
safi_country_fact_is_doubtful (const SafiCountryFact *self)
{
  return self->is_weak || !g_date_valid (&self->date);
}

const char *
safi_fact_column_to_string (SafiFactColumn column)
{
  return columns[column];
}

const char *
safi_country_use_to_string (SafiCountryUse use)
{
  return uses[use];
}
