/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/safi-sheet-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/safi-error.h"

/* Sums of a sheet that can be shown: nats. */
#define NATS_MAX 1000.0

static const SafiFinding other = {
  SAFI_SHEET_OTHER,
  0,
  N_ ("Other reasons, taken together"),
  N_ ("Ask for the whole message if they matter."),
  "",
};

static const char *const arg_words[] = {
  [SAFI_ARG_TEXT] = "text",
  [SAFI_ARG_ADDRESS] = "address",
  [SAFI_ARG_DOMAIN] = "domain",
  [SAFI_ARG_NUMBER] = "number",
};

const char *
safi_sheet_arg_to_word (SafiArgType type)
{
  return arg_words[type];
}

static gboolean
read_arg_type (const char *word, SafiArgType *ret_type)
{
  for (guint i = 0; i < G_N_ELEMENTS (arg_words); i++)
    if (g_str_equal (arg_words[i], word)) {
      *ret_type = i;
      return TRUE;
    }
  return FALSE;
}

void
safi_sheet_free (SafiSheet *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->verdict, safi_verdict_unref);
  g_clear_pointer (&self->message, safi_message_unref);
  g_free (self);
}

static gboolean
set_invalid (GError **error, const char *what)
{
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, what);
  return FALSE;
}

static gboolean
read_number (const char *text, double *ret_number)
{
  char *end;
  const double number = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !isfinite (number) || fabs (number) > NATS_MAX)
    return FALSE;
  *ret_number = number;
  return TRUE;
}

static void
read_spot (SafiEvidence *evidence, const char *text, gsize length)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 3);
  guint64 start, octets;

  if (g_strv_length (parts) == 2 && g_str_equal (parts[0], "header"))
    safi_evidence_set_spot_header (evidence, parts[1]);
  else if (g_strv_length (parts) == 3 && g_str_equal (parts[0], "text") &&
           g_ascii_string_to_unsigned (parts[1], 10, 0, length, &start, NULL) &&
           g_ascii_string_to_unsigned (parts[2], 10, 1, length - start, &octets, NULL))
    safi_evidence_set_spot_text (evidence, (guint) start, (guint) octets);
}

/* A spot that would begin or end within a character is none. */
static gboolean
is_at_edges (const char *text, const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, ":", 3);
  const gsize length = strlen (text);
  guint64 start, octets;

  if (g_strv_length (parts) < 3)
    return TRUE;
  if (!g_ascii_string_to_unsigned (parts[1], 10, 0, length, &start, NULL) ||
      !g_ascii_string_to_unsigned (parts[2], 10, 0, length - start, &octets, NULL))
    return FALSE;
  return ((guchar) text[start] & 0xc0) != 0x80 && ((guchar) text[start + octets] & 0xc0) != 0x80;
}

static void
read_argument (SafiEvidence *evidence, const char *text)
{
  g_auto (GStrv) halves = g_strsplit (text, "=", 2);
  g_autofree char *value = NULL;
  SafiArgType type;

  if (g_strv_length (halves) != 2 ||
      safi_evidence_get_n_args (evidence) >= SAFI_EVIDENCE_ARGS_MAX ||
      !read_arg_type (g_strstrip (halves[0]), &type))
    return;
  value = g_uri_unescape_string (halves[1], NULL);
  if (value != NULL && g_utf8_validate (value, -1, NULL))
    safi_evidence_add_arg (evidence, type, value);
}

/* A title with places that no argument fills would show them. */
static gboolean
has_arguments (SafiEvidence *evidence, const SafiFinding *finding)
{
  for (guint i = 0; i < SAFI_EVIDENCE_ARGS_MAX; i++) {
    const char place[] = { '{', (char) ('0' + i), '}', '\0' };

    if (strstr (finding->title, place) != NULL && i >= safi_evidence_get_n_args (evidence))
      return FALSE;
  }
  return TRUE;
}

static SafiEvidence *
read_reason (const char *value, const char *text, SafiSheetLookup lookup)
{
  g_auto (GStrv) pieces = g_strsplit (value, ";", SAFI_EVIDENCE_ARGS_MAX + 1);
  g_auto (GStrv) words = g_strsplit (pieces[0] != NULL ? pieces[0] : "", " ", 4);
  g_autoptr (SafiEvidence) evidence = NULL;
  const SafiFinding *finding = words[0] != NULL ? lookup (words[0]) : NULL;
  double weight;

  if (words[0] == NULL || words[1] == NULL || !read_number (words[1], &weight))
    return NULL;
  evidence = safi_evidence_new (finding != NULL ? finding : &other);
  for (guint i = 1; finding != NULL && pieces[i] != NULL; i++)
    read_argument (evidence, pieces[i]);
  if (finding != NULL && !has_arguments (evidence, finding)) {
    g_clear_pointer (&evidence, safi_evidence_unref);
    evidence = safi_evidence_new (&other);
  }
  safi_evidence_set_weight (evidence, weight);
  if (words[2] != NULL && g_str_has_prefix (words[2], "at=") && is_at_edges (text, words[2] + 3))
    read_spot (evidence, words[2] + 3, strlen (text));
  return g_steal_pointer (&evidence);
}

/* Returns: (transfer full) (element-type SafiEvidence): NULL if one makes no sense. */
static GPtrArray *
read_reasons (SafiMessage *message, const char *text, SafiSheetLookup lookup)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);
  GPtrArray *headers = safi_message_get_headers (message);

  for (guint i = 0; i < headers->len; i++) {
    const SafiHeader *header = headers->pdata[i];
    SafiEvidence *row;

    if (g_ascii_strcasecmp (header->name, SAFI_SHEET_REASON_FIELD) != 0)
      continue;
    row = rows->len < SAFI_SHEET_REASONS_MAX ? read_reason (header->value, text, lookup) : NULL;
    if (row == NULL)
      return NULL;
    g_ptr_array_add (rows, row);
  }
  return g_steal_pointer (&rows);
}

static SafiVerdict *
read_sum (const char *sum, SafiDecision decision, SafiKind kind, GPtrArray *rows)
{
  g_auto (GStrv) words = g_strsplit (sum, " ", 5);
  const guint n_words = g_strv_length (words);
  g_autoptr (SafiVerdict) verdict = NULL;
  double prior, probability;
  SafiBorders borders;

  if ((n_words != 2 && n_words != 4) || !read_number (words[0], &prior) ||
      !read_number (words[1], &probability) || probability < 0 || probability > 1)
    return NULL;
  verdict = safi_verdict_new (decision, kind, prior, probability, rows);
  if (n_words == 2)
    return g_steal_pointer (&verdict);
  if (!read_number (words[2], &borders.good_below) || !read_number (words[3], &borders.junk_from))
    return NULL;
  return safi_verdict_with_borders (verdict, &borders);
}

/* @form: (nullable). Returns: (transfer full) (nullable): NULL for answers that make no sense. */
static SafiMessage *
choose_message (SafiMessage *whole, const char *form)
{
  const char *text = safi_message_get_text (whole);
  SafiCall call;

  if (g_strcmp0 (form, SAFI_SHEET_TEXT) == 0)
    return safi_message_new_from_text (text, (gssize) strlen (text));
  if (g_strcmp0 (form, SAFI_SHEET_CALL) != 0)
    return safi_message_ref (whole);
  return safi_call_read (text, strlen (text), &call, NULL) ? safi_message_new_from_call (call)
                                                           : NULL;
}

SafiSheet *
safi_sheet_read (GBytes *octets, SafiSheetLookup lookup, GError **error)
{
  g_autoptr (SafiSheet) self = g_new0 (SafiSheet, 1);
  g_autoptr (SafiMessage) whole = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_auto (GStrv) words = NULL;
  const char *head, *sum;
  SafiDecision decision;
  SafiKind kind;

  if (g_bytes_get_size (octets) > SAFI_SHEET_OCTETS_MAX) {
    set_invalid (error, "more than a sheet");
    return NULL;
  }
  whole = safi_message_new (octets, 0);
  head = safi_message_get_header (whole, SAFI_SHEET_FIELD);
  sum = safi_message_get_header (whole, SAFI_SHEET_SUM_FIELD);
  words = g_strsplit (head != NULL ? head : "", " ", 5);
  if (sum == NULL || g_strv_length (words) < 3 || !g_str_equal (words[0], SAFI_SHEET_VERSION) ||
      !safi_decision_from_word (words[1], &decision) || !safi_kind_from_word (words[2], &kind)) {
    set_invalid (error, "no sheet");
    return NULL;
  }
  self->message = choose_message (whole, words[3]);
  rows = self->message != NULL ? read_reasons (whole, safi_message_get_text (self->message), lookup)
                               : NULL;
  self->verdict = rows != NULL ? read_sum (sum, decision, kind, rows) : NULL;
  if (self->verdict != NULL)
    return g_steal_pointer (&self);
  set_invalid (error, "a sheet that makes no sense");
  return NULL;
}
