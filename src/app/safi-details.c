/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-details.h"

#include <math.h>

#include <glib/gi18n.h>

#include "core/safi-text.h"
#include "filter/safi-counterfactual.h"
#include "words/safi-words-auth.h"
#include "words/safi-words.h"

#define HEADERS_SHOWN_MAX 60 /* header lines; the rest is counted */
#define HEADER_CHARS_MAX 300 /* of one header line */

struct _SafiDetails {
  AdwBin parent_instance;

  GtkExpander *expander;
  GtkLabel *changes;
  GtkListBox *findings;
  GtkWidget *envelope_title;
  GtkListBox *envelope;
  GtkLabel *headers_title;
  GtkLabel *headers;
  GString *text;          /* the findings as text, for the clipboard */
  GString *envelope_text; /* the same of the envelope */
};

G_DEFINE_FINAL_TYPE (SafiDetails, safi_details, ADW_TYPE_BIN)

/* Hundredths of a nat. Each row shows what it adds to the rounded sum so far, so that the printed
 * rows add up to the printed total. */
typedef struct {
  double exact;
  long shown;
} Sum;

static long
add_to_sum (Sum *sum, double weight)
{
  long before = sum->shown;

  sum->exact += weight;
  sum->shown = lround (sum->exact * 100);
  return sum->shown - before;
}

static char *
format_weight (long hundredths)
{
  return g_strdup_printf ("%s%ld.%02ld", hundredths < 0 ? "−" : "+", labs (hundredths) / 100,
                          labs (hundredths) % 100);
}

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
clear_rows (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
add_row (SafiDetails *self, const char *title, const char *code, long hundredths)
{
  g_autofree char *weight = format_weight (hundredths);
  GtkWidget *row = new_row (title, code);
  GtkWidget *label = gtk_label_new (weight);

  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (self->findings, row);
  g_string_append_printf (self->text, "%s\t%s\t%s\n", weight, code, title);
}

static void
copy_clicked_cb (SafiDetails *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  const char *headers = gtk_label_get_label (self->headers);
  g_autofree char *text = g_strconcat (self->text->str, "\n", self->envelope_text->str,
                                       self->envelope_text->len > 0 ? "\n" : "", headers, NULL);

  gdk_clipboard_set_text (clipboard, text);
}

static void
safi_details_finalize (GObject *object)
{
  g_string_free (SAFI_DETAILS (object)->text, TRUE);
  g_string_free (SAFI_DETAILS (object)->envelope_text, TRUE);
  G_OBJECT_CLASS (safi_details_parent_class)->finalize (object);
}

static void
safi_details_class_init (SafiDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safi_details_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-details.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, expander);
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, changes);
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, findings);
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, envelope_title);
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, envelope);
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, headers_title);
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, headers);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
safi_details_init (SafiDetails *self)
{
  self->text = g_string_new (NULL);
  self->envelope_text = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_details_set_changes (SafiDetails *self, SafiVerdict *verdict)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int toward = SAFI_CLASS_GOOD; toward <= SAFI_CLASS_JUNK; toward++) {
    g_autoptr (GPtrArray) rows = safi_counterfactual_find (verdict, (SafiClass) toward);
    g_autofree char *sentence =
        rows != NULL ? safi_words_change (verdict, (SafiClass) toward, rows) : NULL;

    if (sentence != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
  }
  gtk_label_set_label (self->changes, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->changes), text->len > 0);
}

void
safi_details_set_verdict (SafiDetails *self, SafiVerdict *verdict)
{
  GPtrArray *evidence = safi_verdict_get_evidence (verdict);
  Sum sum = { 0 };

  clear_rows (self->findings);
  g_string_truncate (self->text, 0);
  safi_details_set_changes (self, verdict);
  add_row (self, _ ("Where every message starts"), "prior",
           add_to_sum (&sum, safi_verdict_get_prior (verdict)));
  for (guint i = 0; i < evidence->len; i++) {
    g_autofree char *sentence = safi_words_evidence (evidence->pdata[i]);

    add_row (self, sentence, safi_evidence_get_finding (evidence->pdata[i])->code,
             add_to_sum (&sum, safi_evidence_get_weight (evidence->pdata[i])));
  }
  /* Translators: the last line below a column of numbers. */
  add_row (self, _ ("Sum"), "log-odds", sum.shown);
}

void
safi_details_set_message (SafiDetails *self, SafiMessage *message)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  GPtrArray *headers = message != NULL ? safi_message_get_headers (message) : NULL;
  guint n_headers = headers != NULL ? headers->len : 0;

  for (guint i = 0; i < MIN (n_headers, HEADERS_SHOWN_MAX); i++) {
    const SafiHeader *header = headers->pdata[i];
    g_autofree char *name = safi_text_for_display (header->name, HEADER_CHARS_MAX, FALSE);
    g_autofree char *value = safi_text_isolate (header->value, HEADER_CHARS_MAX);

    g_string_append_printf (lines, "%s%s: %s", i > 0 ? "\n" : "", name, value);
  }
  if (n_headers > HEADERS_SHOWN_MAX)
    g_string_append_printf (lines, "\n… %u", n_headers - HEADERS_SHOWN_MAX);
  gtk_label_set_label (self->headers, lines->str);
  gtk_widget_set_visible (GTK_WIDGET (self->headers), n_headers > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->headers_title), n_headers > 0);
}

void
safi_details_set_auth (SafiDetails *self, SafiAuthResult *auth)
{
  g_autoptr (GPtrArray) lines = auth != NULL ? safi_words_auth (auth) : g_ptr_array_new ();

  clear_rows (self->envelope);
  g_string_truncate (self->envelope_text, 0);
  for (guint i = 0; i < lines->len; i++) {
    const SafiAuthLine *line = lines->pdata[i];

    gtk_list_box_append (self->envelope, new_row (line->question, line->answer));
    g_string_append_printf (self->envelope_text, "%s\t%s\n", line->question, line->answer);
  }
  gtk_widget_set_visible (self->envelope_title, lines->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->envelope), lines->len > 0);
}
