/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "service/eval/safi-bootstrap.h"
#include "service/eval/safi-figures.h"

/* bench-figures FILE...: the figures of each file, one JSON object per line, with p: how likely the
 * difference of its 1-AUC from that of the first file is chance (paired bootstrap; null if they do
 * not hold the same messages in the same order). A line of a file: ham or spam; the verdict ham,
 * unsure or spam; the score; more is not read. */

static gboolean
read_row (const char *line, SafiFiguresRow *ret_row)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 4);

  if (g_strv_length (words) < 3)
    return FALSE;
  ret_row->truth = g_str_equal (words[0], "spam") ? SAFI_CLASS_JUNK : SAFI_CLASS_GOOD;
  ret_row->decision = g_str_equal (words[1], "spam")  ? SAFI_DECISION_JUNK
                      : g_str_equal (words[1], "ham") ? SAFI_DECISION_GOOD
                                                      : SAFI_DECISION_UNSURE;
  ret_row->score = g_ascii_strtod (words[2], NULL);
  return TRUE;
}

/* Returns: (transfer full) (nullable) (element-type SafiFiguresRow). */
static GArray *
read_rows (const char *path)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (SafiFiguresRow));
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    SafiFiguresRow row;

    if (read_row (lines[i], &row))
      g_array_append_val (rows, row);
    else if (*lines[i] != '\0')
      return NULL;
  }
  return g_steal_pointer (&rows);
}

static void
print_member (const char *name, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  printf (", \"%s\": %s", name,
          isnan (value) ? "null" : g_ascii_dtostr (number, sizeof number, value));
}

static void
print_figures (const SafiFigures *figures, double p)
{
  printf ("{\"ham\": %u, \"spam\": %u", figures->n_good, figures->n_junk);
  print_member ("one_minus_auc", 100 * figures->auc_gap);
  print_member ("one_minus_auc_low", 100 * figures->auc_gap_low);
  print_member ("one_minus_auc_high", 100 * figures->auc_gap_high);
  print_member ("hm", 100 * figures->good_lost);
  print_member ("sm", 100 * figures->junk_missed);
  print_member ("lam", 100 * figures->logistic_average);
  print_member ("h_01", 100 * figures->missed_at_1_in_1000);
  print_member ("h_1", 100 * figures->missed_at_1_in_100);
  print_member ("not_sure_ham", 100 * figures->good_unsure);
  print_member ("not_sure", 100 * figures->unsure);
  print_member ("p", p);
  printf ("}\n");
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) rankings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_ranking_free);

  for (gint i = 1; i < argc; i++) {
    GArray *rows = read_rows (argv[i]);
    const SafiFiguresRow *first = rows != NULL ? (gpointer) rows->data : NULL;
    SafiFigures figures;
    double p = NAN;

    if (rows == NULL) {
      fprintf (stderr, "bench-figures: cannot read %s\n", argv[i]);
      return 1;
    }
    g_ptr_array_add (files, rows);
    g_ptr_array_add (rankings, safi_ranking_new (first, rows->len));
    safi_figures_measure (first, rows->len, &figures);
    safi_bootstrap_compare (rankings->pdata[0], rankings->pdata[i - 1], &p);
    print_figures (&figures, p);
  }
  return 0;
}
