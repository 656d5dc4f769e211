/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/report/safi-redact.h"
#include "core/report/safi-sheet-private.h"
#include "core/text/safi-text.h"

#define LIMIT (SAFI_SHEET_OCTETS_MAX - 1) /* without the last line end */
#define SOURCE_OCTETS_MAX (32 * 1024)     /* of the text that is looked at */
/* Signs of an argument that need no code; a question mark could begin an encoded word. */
#define ARGUMENT_SIGNS " !#$&'()*+,/:@[]-._~"

typedef struct {
  SafiVerdict *verdict;
  SafiMessage *message;
  SafiEraser *eraser;
  GString *text; /* of the message, as it is handed over */
  guint *places; /* start and end of each reason in @text; both 0: it has no place there */
  GString *out;
} Writing;

/* Returns: (transfer full): the value of a field, erased, as one line. */
static char *
erase_line (Writing *writing, const char *value)
{
  g_autofree char *shown = safi_text_for_display (value, SAFI_SHEET_CHARS_MAX, FALSE);
  g_autofree char *erased = safi_eraser_run (writing->eraser, shown, NULL, 0);

  return safi_text_for_display (erased, SAFI_SHEET_CHARS_MAX, FALSE);
}

static void
write_field (Writing *writing, const char *name, const char *value)
{
  if (*value != '\0')
    g_string_append_printf (writing->out, "%s: %s\n", name, value);
}

static void
write_from (Writing *writing)
{
  const SafiAddress *from = safi_message_get_from (writing->message);
  g_autofree char *name = NULL;
  g_autofree char *erased = NULL;
  g_autofree char *address = NULL;
  g_autofree char *line = NULL;

  if (from == NULL)
    return;
  name = erase_line (writing, from->name != NULL ? from->name : "");
  erased = safi_eraser_run_address (writing->eraser, from->address);
  address = safi_text_for_display (erased, SAFI_SHEET_CHARS_MAX, FALSE);
  g_strdelimit (name, "\"\\", '\'');
  line = *name != '\0' ? g_strdup_printf ("\"%s\" <%s>", name, address)
                       : g_strdup_printf ("<%s>", address);
  write_field (writing, "From", line);
}

/* RFC 5322, 3.3; whatever the language. */
static void
write_date (Writing *writing)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  const gint64 time = safi_message_get_date (writing->message);
  g_autoptr (GDateTime) date = time != 0 ? g_date_time_new_from_unix_utc (time) : NULL;

  if (date != NULL)
    g_string_append_printf (writing->out, "Date: %s, %d %s %04d %02d:%02d:00 +0000\n",
                            days[g_date_time_get_day_of_week (date) - 1],
                            g_date_time_get_day_of_month (date),
                            months[g_date_time_get_month (date) - 1], g_date_time_get_year (date),
                            g_date_time_get_hour (date), g_date_time_get_minute (date));
}

static gboolean
is_written_anyway (const char *name)
{
  static const char *const names[] = { "From", "Subject", "Date", "MIME-Version" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;
  return safi_redact_is_recipient_field (name) ||
         g_ascii_strncasecmp (name, "Content-", strlen ("Content-")) == 0 ||
         g_ascii_strncasecmp (name, "Safibox-", strlen ("Safibox-")) == 0;
}

static gboolean
is_field_name (const char *name)
{
  for (const char *at = name; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '-')
      return FALSE;
  return *name != '\0';
}

/* What else a reason points to, such as Reply-To. */
static void
write_more_fields (Writing *writing)
{
  GPtrArray *rows = safi_verdict_get_evidence (writing->verdict);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len && g_hash_table_size (seen) < SAFI_SHEET_FIELDS_MAX; i++) {
    const SafiSpot *spot = safi_evidence_get_spot (rows->pdata[i]);
    const char *value = NULL;

    if (spot->type == SAFI_SPOT_HEADER && is_field_name (spot->header) &&
        !is_written_anyway (spot->header) && g_hash_table_add (seen, (gpointer) spot->header))
      value = safi_message_get_header (writing->message, spot->header);
    if (value != NULL) {
      g_autofree char *line = erase_line (writing, value);

      write_field (writing, spot->header, line);
    }
  }
}

static void
write_message_fields (Writing *writing)
{
  g_autofree char *subject = erase_line (writing, safi_message_get_subject (writing->message));

  if (safi_message_get_form (writing->message) == SAFI_FORM_MAIL) {
    write_from (writing);
    write_field (writing, "Subject", subject);
    write_date (writing);
    write_more_fields (writing);
  }
  g_string_append (writing->out, "MIME-Version: 1.0\n"
                                 "Content-Type: text/plain; charset=utf-8\n"
                                 "Content-Transfer-Encoding: 8bit\n\n");
}

static char *
erase_argument (Writing *writing, SafiArgType type, const char *value)
{
  switch (type) {
  case SAFI_ARG_ADDRESS:
    return safi_eraser_run_address (writing->eraser, value);
  case SAFI_ARG_DOMAIN:
    return safi_eraser_run_host (writing->eraser, value);
  case SAFI_ARG_TEXT:
  case SAFI_ARG_NUMBER:
  default:
    return erase_line (writing, value);
  }
}

static void
write_arguments (Writing *writing, SafiEvidence *row)
{
  for (guint i = 0; i < safi_evidence_get_n_args (row); i++) {
    const SafiArgType type = safi_evidence_get_arg_type (row, i);
    g_autofree char *erased = erase_argument (writing, type, safi_evidence_get_arg (row, i));
    g_autofree char *shown = safi_text_for_display (erased, SAFI_SHEET_ARG_CHARS_MAX, FALSE);
    g_autofree char *escaped = g_uri_escape_string (shown, ARGUMENT_SIGNS, TRUE);

    g_string_append_printf (writing->out, "; %s=%s", safi_sheet_arg_to_word (type), escaped);
  }
}

static void
write_number (GString *out, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, " %s", g_ascii_dtostr (text, sizeof text, number));
}

static void
write_spot (Writing *writing, guint index, const SafiSpot *spot)
{
  const guint start = writing->places[2 * index], end = writing->places[2 * index + 1];

  if (spot->type == SAFI_SPOT_HEADER && is_field_name (spot->header))
    g_string_append_printf (writing->out, " at=header:%s", spot->header);
  else if (end > start && end <= writing->text->len)
    g_string_append_printf (writing->out, " at=text:%u:%u", start, end - start);
}

static void
write_reason (Writing *writing, guint index)
{
  SafiEvidence *row = safi_verdict_get_evidence (writing->verdict)->pdata[index];

  g_string_append_printf (writing->out, SAFI_SHEET_REASON_FIELD ": %s",
                          safi_evidence_get_finding (row)->code);
  write_number (writing->out, safi_evidence_get_weight (row));
  write_spot (writing, index, safi_evidence_get_spot (row));
  write_arguments (writing, row);
  g_string_append_c (writing->out, '\n');
}

static guint
count_reasons (SafiVerdict *verdict)
{
  const guint n_rows = safi_verdict_get_evidence (verdict)->len;

  return n_rows > SAFI_SHEET_REASONS_MAX ? SAFI_SHEET_REASONS_MAX - 1 : n_rows;
}

static void
write_reasons (Writing *writing)
{
  GPtrArray *rows = safi_verdict_get_evidence (writing->verdict);
  const guint n_rows = count_reasons (writing->verdict);
  double rest = 0;

  for (guint i = 0; i < n_rows; i++)
    write_reason (writing, i);
  for (guint i = n_rows; i < rows->len; i++)
    rest += safi_evidence_get_weight (rows->pdata[i]);
  if (n_rows == rows->len)
    return;
  g_string_append (writing->out, SAFI_SHEET_REASON_FIELD ": " SAFI_SHEET_OTHER);
  write_number (writing->out, rest);
  g_string_append_c (writing->out, '\n');
}

static void
write_verdict (Writing *writing)
{
  static const char *const forms[] = { "", " " SAFI_SHEET_TEXT, " " SAFI_SHEET_CALL };
  SafiVerdict *verdict = writing->verdict;
  const SafiBorders *borders = safi_verdict_get_borders (verdict);

  g_string_append_printf (writing->out, SAFI_SHEET_FIELD ": " SAFI_SHEET_VERSION " %s %s%s\n",
                          safi_decision_to_word (safi_verdict_get_decision (verdict)),
                          safi_kind_to_word (safi_verdict_get_kind (verdict)),
                          forms[safi_message_get_form (writing->message)]);
  g_string_append (writing->out, SAFI_SHEET_SUM_FIELD ":");
  write_number (writing->out, safi_verdict_get_prior (verdict));
  write_number (writing->out, safi_verdict_get_probability (verdict));
  if (borders != NULL) {
    write_number (writing->out, borders->good_below);
    write_number (writing->out, borders->junk_from);
  }
  g_string_append_c (writing->out, '\n');
}

/* Where each reason stands in the text of the message: a link where its words stand. */
static void
find_places (Writing *writing, guint n_rows)
{
  GPtrArray *links = safi_message_get_links (writing->message);

  for (guint i = 0; i < n_rows; i++) {
    SafiEvidence *row = safi_verdict_get_evidence (writing->verdict)->pdata[i];
    const SafiSpot *spot = safi_evidence_get_spot (row);
    const SafiLink *link =
        spot->type == SAFI_SPOT_LINK && spot->index < links->len ? links->pdata[spot->index] : NULL;
    guint *place = writing->places + 2 * i;

    if (spot->type == SAFI_SPOT_TEXT) {
      place[0] = spot->start;
      place[1] = spot->start + spot->length;
    } else if (link != NULL) {
      place[0] = link->start;
      place[1] = link->start + link->length;
    }
  }
}

static void
shift_places (Writing *writing, guint n_places, gsize from, gsize by)
{
  for (guint i = 0; i < n_places; i++)
    if (writing->places[i] > from)
      writing->places[i] += (guint) by;
}

/* Words that hide where they lead get it behind them, as a reader of plain text sees it. */
static void
name_targets (Writing *writing, guint n_places)
{
  GPtrArray *links = safi_message_get_links (writing->message);

  for (guint i = links->len; i-- > 0;) {
    const SafiLink *link = links->pdata[i];
    const gsize end = link->start + link->length;
    g_autofree char *target = NULL;

    if (link->type == SAFI_LINK_TEXT || link->length == 0 || *link->host == '\0' ||
        end > writing->text->len)
      continue;
    target = g_strdup_printf (" <%.*s//%s/>", (int) strcspn (link->target, "/"), link->target,
                              link->host);
    g_string_insert (writing->text, (gssize) end, target);
    shift_places (writing, n_places, end, strlen (target));
  }
}

static void
cut_text (GString *text, gsize max)
{
  const char *end = text->str;

  if (text->len <= max)
    return;
  g_utf8_validate_len (text->str, max, &end);
  g_string_truncate (text, (gsize) (end - text->str));
}

/* Returns: (transfer full): the text; of a call, which has none, the answers. */
static GString *
get_body (SafiMessage *message)
{
  g_autofree char *answers = NULL;

  if (safi_message_get_form (message) != SAFI_FORM_CALL)
    return g_string_new (safi_message_get_text (message));
  answers = safi_call_write (safi_message_get_call (message));
  return g_string_new (answers);
}

static void
prepare_text (Writing *writing)
{
  const guint n_places = 2 * count_reasons (writing->verdict);
  char *erased;

  writing->places = g_new0 (guint, n_places + 1);
  writing->text = get_body (writing->message);
  find_places (writing, n_places / 2);
  cut_text (writing->text, SOURCE_OCTETS_MAX);
  name_targets (writing, n_places);
  erased = safi_eraser_run (writing->eraser, writing->text->str, writing->places, n_places);
  g_string_assign (writing->text, erased);
  g_free (erased);
}

/* All fields together stay below the limit, so the text alone is cut; where it is cut a place is
 * none. */
static void
fit_text (Writing *writing)
{
  g_autoptr (GString) fields = NULL;

  write_verdict (writing);
  write_reasons (writing);
  write_message_fields (writing);
  fields = writing->out;
  writing->out = g_string_new (NULL);
  cut_text (writing->text, fields->len < LIMIT ? LIMIT - fields->len : 0);
}

GBytes *
safi_sheet_write (SafiVerdict *verdict,
                  SafiMessage *message,
                  const char *const *own,
                  const SafiErasedWords *words)
{
  g_autoptr (SafiEraser) eraser = safi_eraser_new (message, own, words);
  Writing writing = { verdict, message, eraser, NULL, NULL, g_string_new (NULL) };

  prepare_text (&writing);
  fit_text (&writing);
  write_verdict (&writing);
  write_reasons (&writing);
  write_message_fields (&writing);
  g_string_append_printf (writing.out, "%s\n", writing.text->str);
  g_string_free (writing.text, TRUE);
  g_free (writing.places);
  return g_string_free_to_bytes (writing.out);
}
