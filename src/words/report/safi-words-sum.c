/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/report/safi-words-sum.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "words/safi-words.h"

typedef struct {
  GPtrArray *rows;
  double exact; /* nats */
  long shown;   /* hundredths of a nat: what the printed rows add up to */
} Sum;

static void
free_row (gpointer data)
{
  SafiSumRow *row = data;

  g_free (row->title);
  g_free (row->weight);
  g_free (row);
}

static char *
format_hundredths (long hundredths)
{
  return g_strdup_printf ("%s%ld.%02ld", hundredths < 0 ? "−" : "+", labs (hundredths) / 100,
                          labs (hundredths) % 100);
}

char *
safi_words_weight (double nats)
{
  return format_hundredths (lround (nats * 100));
}

static SafiSumRow *
add_row (Sum *sum, const char *code, char *title)
{
  SafiSumRow *row = g_new0 (SafiSumRow, 1);

  row->code = code;
  row->title = title;
  g_ptr_array_add (sum->rows, row);
  return row;
}

/* Each row shows what it adds to the rounded sum so far. */
static void
add_step (Sum *sum, const char *code, char *title, double weight)
{
  SafiSumRow *row = add_row (sum, code, title);
  const long before = sum->shown;

  row->start = sum->exact;
  sum->exact += weight;
  sum->shown = lround (sum->exact * 100);
  row->end = sum->exact;
  row->weight = format_hundredths (sum->shown - before);
}

static void
add_others (Sum *sum, GPtrArray *evidence, guint from)
{
  const guint n = evidence->len - from;
  double weight = 0;

  if (n == 0)
    return;
  for (guint i = from; i < evidence->len; i++)
    weight += safi_evidence_get_weight (evidence->pdata[i]);
  /* Translators: the last line of a list: the signs of junk or of good mail that have no line. */
  add_step (sum, "", g_strdup_printf (ngettext ("%u other finding", "%u other findings", n), n),
            weight);
}

GPtrArray *
safi_words_sum (SafiVerdict *verdict, guint max)
{
  GPtrArray *evidence = safi_verdict_get_evidence (verdict);
  const guint n = max == 0 ? evidence->len : MIN (max, evidence->len);
  Sum sum = { .rows = g_ptr_array_new_with_free_func (free_row) };
  SafiSumRow *total;

  add_step (&sum, "prior", g_strdup (_ ("Where every message starts")),
            safi_verdict_get_prior (verdict));
  for (guint i = 0; i < n; i++)
    add_step (&sum, safi_evidence_get_finding (evidence->pdata[i])->code,
              safi_words_evidence (evidence->pdata[i]),
              safi_evidence_get_weight (evidence->pdata[i]));
  add_others (&sum, evidence, n);
  /* Translators: the last line below a column of numbers. */
  total = add_row (&sum, "log-odds", g_strdup (_ ("Sum")));
  total->end = sum.exact;
  total->weight = format_hundredths (sum.shown);
  return sum.rows;
}
