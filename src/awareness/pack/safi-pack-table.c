/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/pack/safi-pack-table.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "awareness/country/safi-csv.h"
#include "awareness/pack/safi-pack-about.h"

#define COLUMNS_MAX SAFI_N_FACT_COLUMNS
#define LEAP_YEAR 2028 /* has each day that any year has */

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SafiCsv, safi_csv_clear)

typedef struct _Reader Reader;

/* What a table has, and who takes its rows. @columns: those that must be there come first. */
typedef struct {
  const char *const *columns;
  guint n_columns;
  guint n_needed;
  guint rows_max;
  const char *rows_max_word;
  gboolean (*take) (Reader *self, const char *const *cells);
} Format;

struct _Reader {
  const Format *format;
  GPtrArray *rows;
  const char *name;
  GPtrArray *faults;
  guint line;
  int places[COLUMNS_MAX]; /* of each column in a row; -1: it is not there */
};

static gboolean
fail (Reader *self, const char *pattern, const char *first, const char *second)
{
  return safi_pack_faults_add (self->faults, self->name, self->line, pattern, first, second);
}

static gboolean
fail_at (Reader *self,
         const char *column,
         SafiPackFaultKind kind,
         const char *pattern,
         const char *first,
         const char *second)
{
  const SafiPackSpot spot = { self->name, self->line, column, kind };

  return safi_pack_faults_add_at (self->faults, &spot, pattern, first, second);
}

static const char *const number_columns[] = { "use",  "value",      "kind",
                                              "body", "operator",   "hours",
                                              "cost", "source_url", "source_date" };
/* The same, in the order above. */
static const SafiFactColumn number_cells[] = {
  SAFI_FACT_USE,   SAFI_FACT_VALUE, SAFI_FACT_KIND,   SAFI_FACT_BODY, SAFI_FACT_ONLY_OF,
  SAFI_FACT_HOURS, SAFI_FACT_COST,  SAFI_FACT_SOURCE, SAFI_FACT_DATE,
};

static const char *
get_advice (SafiFactColumn column)
{
  switch (column) {
  case SAFI_FACT_USE:
    /* Translators: the words after the colon stand in a file and stay as they are. */
    return N_ ("The column use has “{0}”. Write one of: lost_money, bank_regulator, police, "
               "child_helpline, report_any, report_web, cert, forward_sms, report_phishing_mail, "
               "report_spam");
  case SAFI_FACT_KIND:
    /* Translators: the words after the colon stand in a file and stay as they are. */
    return N_ ("The column kind has “{0}”. Write one of: short_code, phone, email, url");
  case SAFI_FACT_VALUE:
    return N_ ("The column value has “{0}”, which is no {1}. Numbers are digits; a web address "
               "begins with https://");
  case SAFI_FACT_DATE:
  default:
    return N_ ("The column source_date has “{0}”. Write a year or a day, such as 2026-11-26.");
  }
}

/* Of what stands in a column that cannot be read. */
static SafiPackFaultKind
get_kind (SafiFactColumn column, const char *cell)
{
  if (column == SAFI_FACT_VALUE)
    return *cell == '\0' ? SAFI_PACK_FAULT_EMPTY : SAFI_PACK_FAULT_VALUE;
  return column == SAFI_FACT_DATE ? SAFI_PACK_FAULT_DATE : SAFI_PACK_FAULT_OTHER;
}

static gboolean
take_number (Reader *self, const char *const *cells)
{
  char *all[SAFI_N_FACT_COLUMNS];
  SafiFactColumn column;
  g_autoptr (SafiCountryFact) fact = NULL;

  for (guint i = 0; i < SAFI_N_FACT_COLUMNS; i++)
    all[i] = (char *) "";
  for (guint i = 0; i < G_N_ELEMENTS (number_cells); i++)
    all[number_cells[i]] = (char *) cells[i];
  /* The pack says of which country they are, and nobody but itself where they come from. */
  all[SAFI_FACT_COUNTRY] = (char *) "ZZ";
  all[SAFI_FACT_SOURCE_KIND] = (char *) "ngo";
  fact = safi_country_fact_read (all, &column);
  if (fact == NULL)
    return fail_at (self, safi_fact_column_to_string (column), get_kind (column, all[column]),
                    get_advice (column), all[column], all[SAFI_FACT_KIND]);
  if (fact->use >= SAFI_USE_DATA_PROTECTION)
    return fail (self, get_advice (SAFI_FACT_USE), all[SAFI_FACT_USE], NULL);
  if (*fact->body == '\0')
    return fail_at (self, safi_fact_column_to_string (SAFI_FACT_BODY), SAFI_PACK_FAULT_EMPTY,
                    N_ ("It does not say who answers. Write it into the column body."), NULL, NULL);
  *fact->country = '\0';
  g_ptr_array_add (self->rows, g_steal_pointer (&fact));
  return TRUE;
}

static const char *const day_columns[] = { "date", "title", "sentence" };

/* "05-17" or "2027-05-17". */
static gboolean
read_date (const char *text, SafiPackDay *day)
{
  const gboolean has_year = strlen (text) == 10;
  const char *form = has_year ? "dddd-dd-dd" : "dd-dd";
  const char *month = has_year ? text + 5 : text;

  if (strlen (text) != strlen (form))
    return FALSE;
  for (guint i = 0; form[i] != '\0'; i++)
    if (form[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != form[i])
      return FALSE;
  day->year = has_year ? (guint) atoi (text) : 0;
  day->month = (guint) atoi (month);
  day->day = (guint) atoi (month + 3);
  return g_date_valid_dmy ((GDateDay) day->day, (GDateMonth) day->month,
                           (GDateYear) (has_year ? day->year : LEAP_YEAR));
}

static gboolean
take_day (Reader *self, const char *const *cells)
{
  g_autoptr (SafiPackDay) day = g_new0 (SafiPackDay, 1);

  if (!read_date (cells[0], day))
    return fail_at (self, day_columns[0],
                    *cells[0] == '\0' ? SAFI_PACK_FAULT_EMPTY : SAFI_PACK_FAULT_DATE,
                    N_ ("The column date has “{0}”. Write month and day, such as 05-17, or "
                        "2027-02-09 for one year."),
                    cells[0], NULL);
  for (guint i = 1; i < G_N_ELEMENTS (day_columns); i++)
    if (*cells[i] == '\0' || g_utf8_strlen (cells[i], -1) > SAFI_PACK_TEXT_CHARS_MAX)
      return fail_at (self, day_columns[i],
                      *cells[i] == '\0' ? SAFI_PACK_FAULT_EMPTY : SAFI_PACK_FAULT_LONG,
                      N_ ("The column {0} has no text, or more than {1} characters."),
                      day_columns[i], G_STRINGIFY (SAFI_PACK_TEXT_CHARS_MAX));
  day->title = g_strdup (cells[1]);
  day->sentence = g_strdup (cells[2]);
  g_ptr_array_add (self->rows, g_steal_pointer (&day));
  return TRUE;
}

static int
find_column (const Format *format, const char *name)
{
  for (guint i = 0; i < format->n_columns; i++)
    if (g_str_equal (format->columns[i], name))
      return (int) i;
  return -1;
}

static gboolean
read_head (Reader *self, GPtrArray *head)
{
  gboolean is_whole = TRUE;

  for (guint i = 0; i < COLUMNS_MAX; i++)
    self->places[i] = -1;
  for (guint i = 0; head != NULL && i < head->len; i++) {
    const int column = find_column (self->format, head->pdata[i]);

    if (column < 0 || self->places[column] >= 0)
      is_whole =
          fail (self, N_ ("The column “{0}” is not known here, or is there twice. Take it out."),
                head->pdata[i], NULL);
    else
      self->places[column] = (int) i;
  }
  for (guint i = 0; i < self->format->n_needed; i++)
    if (self->places[i] < 0)
      is_whole = fail (self, N_ ("The column “{0}” is missing. The first row names the columns."),
                       self->format->columns[i], NULL);
  return is_whole;
}

static gboolean
take_row (Reader *self, GPtrArray *row, guint n_columns)
{
  const char *cells[COLUMNS_MAX];

  if (row->len != n_columns)
    return fail (self,
                 N_ ("This row has more or fewer columns than the first. A text with a comma "
                     "stands between \"quotes\"."),
                 NULL, NULL);
  for (guint i = 0; i < self->format->n_columns; i++)
    cells[i] = self->places[i] >= 0 ? row->pdata[self->places[i]] : "";
  return self->format->take (self, cells);
}

/* Returns: FALSE if something is wrong, with @error (nullable) if it is no table. */
static gboolean
read_rows (Reader *self, SafiCsv *csv, guint n_columns, GError **error)
{
  gboolean is_whole = TRUE;
  guint n_rows = 0;

  while (self->faults->len < SAFI_PACK_FAULTS_MAX) {
    g_autoptr (GPtrArray) row = NULL;

    self->line = csv->line;
    row = safi_csv_read (csv, error);
    if (row == NULL)
      break;
    if (safi_csv_is_empty (row))
      continue;
    if (++n_rows > self->format->rows_max)
      return fail (self, N_ ("There are more than {0} rows. Take some out."),
                   self->format->rows_max_word, NULL);
    is_whole &= take_row (self, row, n_columns);
  }
  return is_whole;
}

static gboolean
read_table (Reader *self, GBytes *octets)
{
  g_autoptr (GBytes) text = safi_pack_about_strip_mark (octets);
  g_auto (SafiCsv) csv = { 0 };
  g_autoptr (GPtrArray) head = NULL;
  g_autoptr (GError) fault = NULL;
  gboolean is_whole = FALSE;

  if (safi_csv_init (&csv, text, &fault))
    head = safi_csv_read (&csv, &fault);
  self->line = 1;
  if (fault == NULL && read_head (self, head))
    is_whole = read_rows (self, &csv, head->len, &fault);
  if (fault != NULL)
    return fail (self,
                 /* Translators: {0} is a fault in English. */
                 N_ ("This cannot be read as a table: {0}. Save it as CSV with commas, as UTF-8."),
                 fault->message, NULL);
  return is_whole;
}

gboolean
safi_pack_table_read_numbers (GPtrArray *numbers,
                              const char *name,
                              GBytes *octets,
                              GPtrArray *faults)
{
  static const Format format = {
    number_columns,        G_N_ELEMENTS (number_columns),       4,
    SAFI_PACK_NUMBERS_MAX, G_STRINGIFY (SAFI_PACK_NUMBERS_MAX), take_number,
  };
  Reader reader = { .format = &format, .rows = numbers, .name = name, .faults = faults };

  return read_table (&reader, octets);
}

gboolean
safi_pack_table_read_days (GPtrArray *days, const char *name, GBytes *octets, GPtrArray *faults)
{
  static const Format format = {
    day_columns,        G_N_ELEMENTS (day_columns),       G_N_ELEMENTS (day_columns),
    SAFI_PACK_DAYS_MAX, G_STRINGIFY (SAFI_PACK_DAYS_MAX), take_day,
  };
  Reader reader = { .format = &format, .rows = days, .name = name, .faults = faults };

  return read_table (&reader, octets);
}
