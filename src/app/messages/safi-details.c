/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-details.h"

#include <glib/gi18n.h>

#include "app/common/safi-mail-rows.h"
#include "app/common/safi-plain-row.h"
#include "app/messages/safi-waterfall.h"
#include "filter/safi-counterfactual.h"
#include "words/report/safi-words-auth.h"
#include "words/report/safi-words-report.h"
#include "words/report/safi-words-sum.h"
#include "words/safi-words.h"

struct _SafiDetails {
  AdwBin parent_instance;

  GtkLabel *changes;
  SafiWaterfall *waterfall;
  GtkLabel *words;
  GtkListBox *findings;
  GtkWidget *envelope_title;
  GtkListBox *envelope;
  GtkLabel *headers_title;
  GtkLabel *headers;
  GtkButton *copy_button;

  SafiVerdict *verdict; /* (nullable) */
  SafiAuthResult *auth; /* (nullable) */
  SafiMessage *message; /* (nullable) */
  char **own;           /* (nullable): the person's own addresses */
};

G_DEFINE_FINAL_TYPE (SafiDetails, safi_details, ADW_TYPE_BIN)

static void
add_row (SafiDetails *self, const SafiSumRow *step)
{
  GtkWidget *row = safi_plain_row_new (step->title, step->code);
  /* The mark keeps the sign in front where letters run from right to left. */
  g_autofree char *weight = g_strconcat ("\u200e", step->weight, NULL);
  GtkWidget *label = gtk_label_new (weight);

  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (self->findings, row);
}

/* The place for exact values is never empty, so that nothing jumps. */
static void
words_changed_cb (SafiDetails *self)
{
  const char *words = safi_waterfall_get_words (self->waterfall);

  gtk_label_set_label (
      self->words, *words != '\0' ? words : _ ("Point at a bar, or press Tab and the arrow keys."));
}

static void
copy_clicked_cb (SafiDetails *self)
{
  g_autofree char *text =
      safi_words_report (self->verdict, self->auth, self->message, (const char *const *) self->own);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  /* Translators: on the button that was pressed: the text is on the clipboard now. */
  gtk_button_set_label (self->copy_button, _ ("Copied"));
}

static void
safi_details_finalize (GObject *object)
{
  SafiDetails *self = SAFI_DETAILS (object);

  g_clear_pointer (&self->verdict, safi_verdict_unref);
  g_clear_pointer (&self->auth, safi_auth_result_unref);
  g_clear_pointer (&self->message, safi_message_unref);
  g_strfreev (self->own);
  G_OBJECT_CLASS (safi_details_parent_class)->finalize (object);
}

static void
safi_details_class_init (SafiDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safi_details_finalize;
  g_type_ensure (SAFI_TYPE_WATERFALL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-details.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, changes);
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, waterfall);
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, words);
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, findings);
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, envelope_title);
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, envelope);
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, headers_title);
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, headers);
  gtk_widget_class_bind_template_child (widget_class, SafiDetails, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, words_changed_cb);
}

static void
safi_details_init (SafiDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Says what would change @verdict, if it knows its borders. */
static void
show_changes (SafiDetails *self, SafiVerdict *verdict)
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
safi_details_set_own_addresses (SafiDetails *self, const char *const *own)
{
  g_strfreev (self->own);
  self->own = g_strdupv ((char **) own);
}

void
safi_details_set_verdict (SafiDetails *self, SafiVerdict *verdict)
{
  g_autoptr (GPtrArray) rows = safi_words_sum (verdict, 0);

  safi_verdict_ref (verdict);
  g_clear_pointer (&self->verdict, safi_verdict_unref);
  self->verdict = verdict;
  safi_mail_rows_clear (self->findings);
  safi_waterfall_show (self->waterfall, verdict);
  show_changes (self, verdict);
  for (guint i = 0; i < rows->len; i++)
    add_row (self, rows->pdata[i]);
  gtk_button_set_label (self->copy_button, _ ("Copy as text for a helper"));
}

void
safi_details_set_message (SafiDetails *self, SafiMessage *message)
{
  g_autofree char *lines = message != NULL ? safi_words_header_lines (message) : g_strdup ("");

  g_clear_pointer (&self->message, safi_message_unref);
  self->message = message != NULL ? safi_message_ref (message) : NULL;
  gtk_label_set_label (self->headers, lines);
  gtk_widget_set_visible (GTK_WIDGET (self->headers), *lines != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->headers_title), *lines != '\0');
}

void
safi_details_set_auth (SafiDetails *self, SafiAuthResult *auth)
{
  g_autoptr (GPtrArray) lines = auth != NULL ? safi_words_auth (auth) : g_ptr_array_new ();

  g_clear_pointer (&self->auth, safi_auth_result_unref);
  self->auth = auth != NULL ? safi_auth_result_ref (auth) : NULL;
  safi_mail_rows_clear (self->envelope);
  for (guint i = 0; i < lines->len; i++) {
    const SafiAuthLine *line = lines->pdata[i];

    gtk_list_box_append (self->envelope, safi_plain_row_new (line->question, line->answer));
  }
  gtk_widget_set_visible (self->envelope_title, lines->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->envelope), lines->len > 0);
}
