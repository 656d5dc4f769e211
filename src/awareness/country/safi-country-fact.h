/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is known of a country: whom to call or write to, and its laws. Data only: each fact has one
 * value, its source, and the date of the source. An empty country is better than a wrong number. */

typedef enum {
  SAFI_USE_LOST_MONEY,
  SAFI_USE_BANK_REGULATOR,
  SAFI_USE_POLICE,
  SAFI_USE_CHILD_HELPLINE,
  SAFI_USE_REPORT_ANY,
  SAFI_USE_REPORT_WEB,
  SAFI_USE_CERT,
  SAFI_USE_FORWARD_SMS,
  SAFI_USE_REPORT_PHISHING_MAIL,
  SAFI_USE_REPORT_SPAM,
  SAFI_USE_DATA_PROTECTION, /* complaints about data only: never for who needs help now */
  SAFI_USE_LAW_SPAM,
  SAFI_USE_LAW_CYBERCRIME,
  SAFI_USE_LAW_DATA_PROTECTION,
  SAFI_N_USES
} SafiCountryUse;

typedef enum {
  SAFI_VALUE_SHORT_CODE, /* digits, * and #, inside of the country only */
  SAFI_VALUE_PHONE,
  SAFI_VALUE_EMAIL,
  SAFI_VALUE_URL, /* https */
  SAFI_VALUE_TEXT /* the name of a law */
} SafiValueKind;

typedef struct {
  char country[3]; /* ISO 3166-1 alpha-2 */
  SafiCountryUse use;
  SafiValueKind kind;
  char *value;
  char *body;       /* who answers */
  char *only_of;    /* whose customers may use it; "" for all */
  char *hours;      /* as its source says; "" if unknown */
  char *cost;       /* as its source says; "" if unknown */
  char *source;     /* web address */
  GDate date;       /* of the source; not valid where it has none. Of a year its first day */
  gboolean is_weak; /* sources disagree, or nobody official says it */
} SafiCountryFact;

#define SAFI_FACT_MONTHS_MAX 24 /* older ones may be out of date */

void safi_country_fact_free (SafiCountryFact *self);

/* Reads facts (the columns of data/countries.csv), and which of them are weak (those of
 * data/countries-weak.csv). Returns: (transfer full) (nullable) (element-type SafiCountryFact): in
 * the order of the file; NULL with @error (G_IO_ERROR_INVALID_DATA, which names the line). */
GPtrArray *safi_country_facts_parse (GBytes *facts, GBytes *weak, GError **error);

/* The columns of data/countries.csv, in their order. */
typedef enum {
  SAFI_FACT_COUNTRY,
  SAFI_FACT_USE,
  SAFI_FACT_VALUE,
  SAFI_FACT_KIND,
  SAFI_FACT_BODY,
  SAFI_FACT_ONLY_OF,
  SAFI_FACT_HOURS,
  SAFI_FACT_COST,
  SAFI_FACT_LANGUAGE,
  SAFI_FACT_SOURCE,
  SAFI_FACT_SOURCE_KIND,
  SAFI_FACT_DATE,
  SAFI_FACT_NOTE,
  SAFI_N_FACT_COLUMNS
} SafiFactColumn;

/* As the file has it: "iso2". */
const char *safi_fact_column_to_string (SafiFactColumn column);

/* Reads one fact. @cells: SAFI_N_FACT_COLUMNS texts. Returns: (transfer full) (nullable): NULL with
 * @ret_column, the one that cannot be read. */
SafiCountryFact *safi_country_fact_read (char **cells, SafiFactColumn *ret_column);

/* Whether the source is older than SAFI_FACT_MONTHS_MAX at @today; FALSE if it has no date. */
gboolean safi_country_fact_is_old (const SafiCountryFact *self, const GDate *today);

/* Whether it is to be confirmed before it is used: no date, or weak. */
gboolean safi_country_fact_is_doubtful (const SafiCountryFact *self);

/* "lost_money", as the file has it. */
const char *safi_country_use_to_string (SafiCountryUse use);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiCountryFact, safi_country_fact_free)

G_END_DECLS
