/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "cli/safi-cli-eval.h"
#include "cli/safi-cli.h"

#define OCTETS_PER_MEGABYTE 1e6

/* Figures of a summary, in the order they are printed. */
static const struct {
  const char *member; /* in JSON; percent */
  const char *label;  /* (nullable) as text; NULL: printed with the one before */
  int digits;         /* behind the point */
  goffset offset;     /* in SafiFigures; a share */
} figures[] = {
  { "one_minus_auc", "1-AUC", 4, G_STRUCT_OFFSET (SafiFigures, auc_gap) },
  { "one_minus_auc_low", NULL, 4, G_STRUCT_OFFSET (SafiFigures, auc_gap_low) },
  { "one_minus_auc_high", NULL, 4, G_STRUCT_OFFSET (SafiFigures, auc_gap_high) },
  { "hm", "hm", 2, G_STRUCT_OFFSET (SafiFigures, good_lost) },
  { "sm", "sm", 2, G_STRUCT_OFFSET (SafiFigures, junk_missed) },
  { "lam", "lam", 2, G_STRUCT_OFFSET (SafiFigures, logistic_average) },
  { "h_01", "h=.1", 2, G_STRUCT_OFFSET (SafiFigures, missed_at_1_in_1000) },
  { "h_1", "h=1", 2, G_STRUCT_OFFSET (SafiFigures, missed_at_1_in_100) },
  { "not_sure_ham", "not sure of ham", 2, G_STRUCT_OFFSET (SafiFigures, good_unsure) },
  { "not_sure", "of all", 2, G_STRUCT_OFFSET (SafiFigures, unsure) },
};

static const char *
class_word (SafiClass truth)
{
  return truth == SAFI_CLASS_JUNK ? "spam" : "ham";
}

static const char *
verdict_word (SafiDecision decision)
{
  static const char *const words[] = { "ham", "unsure", "spam" };

  return words[decision];
}

static void
print_object (FILE *out, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *line = json_to_string (root, FALSE);

  fprintf (out, "%s\n", line);
}

static void
print_result_json (FILE *out, const SafiEvalOptions *options, const SafiEvalResult *result)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "class", class_word (result->truth));
  safi_cli_json_string (builder, "verdict", verdict_word (result->decision));
  safi_cli_json_double (builder, "score", result->score);
  safi_cli_json_double (builder, "classify_seconds", result->classify_seconds);
  safi_cli_json_double (builder, "train_seconds", result->train_seconds);
  safi_cli_json_string (builder, "view", safi_view_to_word (options->view));
  if (options->cold > 0)
    safi_cli_json_int (builder, "start", options->start);
  json_builder_end_object (builder);
  print_object (out, builder);
}

static void
print_result_text (FILE *out, const SafiEvalResult *result)
{
  char score[G_ASCII_DTOSTR_BUF_SIZE];
  char classify[G_ASCII_DTOSTR_BUF_SIZE];
  char train[G_ASCII_DTOSTR_BUF_SIZE];

  fprintf (out, "%s %s %s %s %s\n", class_word (result->truth), verdict_word (result->decision),
           g_ascii_formatd (score, sizeof score, "%.6f", result->score),
           g_ascii_formatd (classify, sizeof classify, "%.6f", result->classify_seconds),
           g_ascii_formatd (train, sizeof train, "%.6f", result->train_seconds));
}

void
safi_cli_eval_print_result (FILE *out,
                            gboolean json,
                            const SafiEvalOptions *options,
                            const SafiEvalResult *result)
{
  if (json)
    print_result_json (out, options, result);
  else
    print_result_text (out, result);
}

/* The most memory that this process ever had resident. Returns: octets; 0 where the system does
 * not say. */
static guint64
read_peak_memory (void)
{
  static const char field[] = "VmHWM:";
  g_autofree char *status = NULL;
  const char *at;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  at = strstr (status, field);
  return at != NULL ? g_ascii_strtoull (at + strlen (field), NULL, 10) * 1024 : 0;
}

static double
read_percent (const SafiFigures *of, guint which)
{
  return 100 * G_STRUCT_MEMBER (double, of, figures[which].offset);
}

static void
print_summary_json (FILE *out, const SafiEvalSummary *summary)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "summary");
  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "view", summary->view);
  if (summary->n_starts == 1)
    safi_cli_json_int (builder, "start", summary->start);
  if (summary->n_starts > 1)
    safi_cli_json_int (builder, "mean_of_starts", summary->n_starts);
  safi_cli_json_int (builder, "ham", summary->figures.n_good);
  safi_cli_json_int (builder, "spam", summary->figures.n_junk);
  safi_cli_json_int (builder, "lessons", summary->lessons);
  safi_cli_json_int (builder, "octets", (gint64) summary->octets);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    safi_cli_json_double (builder, figures[i].member, read_percent (&summary->figures, i));
  safi_cli_json_double (builder, "classify_cpu_seconds", summary->classify_cpu);
  safi_cli_json_double (builder, "train_cpu_seconds", summary->train_cpu);
  safi_cli_json_int (builder, "peak_octets", (gint64) read_peak_memory ());
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  print_object (out, builder);
}

/* Returns: (transfer full): with a point in every locale; "-" for NAN. */
static char *
format_number (double number, int digits)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const char format[] = { '%', '.', (char) ('0' + digits), 'f', '\0' };

  return g_strdup (isnan (number) ? "-" : g_ascii_formatd (buffer, sizeof buffer, format, number));
}

static void
print_figures_text (FILE *out, const SafiFigures *of)
{
  g_autofree char *low = format_number (read_percent (of, 1), figures[1].digits);
  g_autofree char *high = format_number (read_percent (of, 2), figures[2].digits);

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++) {
    g_autofree char *percent = format_number (read_percent (of, i), figures[i].digits);

    if (figures[i].label != NULL)
      fprintf (out, "%s%s %s %%", i == 0 ? "  " : ", ", figures[i].label, percent);
    if (i == 0 && !isnan (of->auc_gap_low))
      fprintf (out, " [%s to %s]", low, high);
  }
  fputc ('\n', out);
}

static void
print_summary_text (FILE *out, const SafiEvalSummary *summary)
{
  g_autofree char *classify = format_number (summary->classify_cpu, 2);
  g_autofree char *train = format_number (summary->train_cpu, 2);
  g_autofree char *seen = format_number ((double) summary->octets / OCTETS_PER_MEGABYTE, 1);
  g_autofree char *peak = format_number ((double) read_peak_memory () / OCTETS_PER_MEGABYTE, 1);

  fprintf (out, "view %s", summary->view);
  if (summary->n_starts == 1)
    fprintf (out, ", start %u", summary->start);
  if (summary->n_starts > 1)
    fprintf (out, ", mean of %u starts", summary->n_starts);
  fprintf (out, ": %u ham, %u spam, %s MB of mail seen\n", summary->figures.n_good,
           summary->figures.n_junk, seen);
  print_figures_text (out, &summary->figures);
  fprintf (out, "  %s CPU seconds to classify, %s to teach %u lessons; peak memory %s MB\n",
           classify, train, summary->lessons, peak);
}

void
safi_cli_eval_print_summary (FILE *out, gboolean json, const SafiEvalSummary *summary)
{
  if (json)
    print_summary_json (out, summary);
  else
    print_summary_text (out, summary);
}
