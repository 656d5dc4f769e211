/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-why-card.h"

#include <glib/gi18n.h>

#include "app/common/safi-mail-rows.h"
#include "app/common/safi-safe-text.h"
#include "app/common/safi-wrapped-label.h"
#include "app/help/safi-help-now.h"
#include "app/messages/safi-card-headers.h"
#include "app/messages/safi-details.h"
#include "app/messages/safi-helper-offer.h"
#include "app/messages/safi-link-list.h"
#include "app/messages/safi-mail-text.h"
#include "app/messages/safi-message-item.h"
#include "app/messages/safi-report-offer.h"
#include "app/messages/safi-sender-choice.h"
#include "app/messages/safi-why-reading.h"
#include "app/speech/safi-read-aloud.h"
#include "app/tips/safi-tip-row.h"
#include "awareness/tips/safi-tip-choice.h"
#include "words/safi-words.h"

#define REASONS_MAX 3
#define ATTACHMENTS_SHOWN_MAX 20
#define SPOT_MARGIN 90 /* pixels kept above a place that is shown */

struct _SafiWhyCard {
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  GtkBox *content;
  GtkImage *symbol;
  GtkLabel *verdict;
  GtkLabel *fate;
  SafiReadAloud *read_aloud;
  GtkWidget *buttons;
  GtkWidget *good_button;
  GtkWidget *junk_button;
  GtkWidget *undo_button;
  GtkWidget *hidden_group;
  GtkWidget *open_group;
  GtkWidget *reasons_group;
  GtkWidget *message_group;
  GtkListBox *reasons;
  GtkWidget *tip_group;
  SafiTipRow *tip;
  GtkWidget *help_button;
  SafiSenderChoice *sender_choice;
  SafiHelperOffer *helper_offer;
  SafiReportOffer *report_offer;
  GtkListBox *headers;
  GtkStack *text_stack;
  GtkLabel *error;
  SafiMailText *text;
  GtkWidget *all_button;
  SafiLinkList *links;
  GtkWidget *attachments_group;
  GtkListBox *attachments;
  SafiDetails *details;

  SafiJudged *judged;   /* (nullable) */
  SafiMessage *message; /* (nullable) while it is fetched */
  SafiVerdict *shown_verdict;
  GPtrArray *shown_reasons;  /* (element-type SafiEvidence) */
  GCancellable *cancellable; /* of the fetch */
  GSettings *settings;
  gboolean is_revealed; /* the person wants to see this one */
};

G_DEFINE_FINAL_TYPE (SafiWhyCard, safi_why_card, ADW_TYPE_BIN)

enum {
  ANSWERED,
  SENDER_CHOSEN,
  UNDO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
scroll_to (SafiWhyCard *self, GtkWidget *widget, int y)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_point_t from = GRAPHENE_POINT_INIT (0, (float) y);
  graphene_point_t to;

  if (gtk_widget_compute_point (widget, GTK_WIDGET (self->content), &from, &to))
    gtk_adjustment_set_value (adjustment, (double) to.y - SPOT_MARGIN);
}

/* Lights a row for as long as the card shows this message. */
static void
light_row (SafiWhyCard *self, GtkListBox *list, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, index);

  if (row == NULL)
    return;
  gtk_widget_add_css_class (GTK_WIDGET (row), "spot");
  gtk_widget_grab_focus (GTK_WIDGET (row));
  scroll_to (self, GTK_WIDGET (row), 0);
}

static void
show_reason_cb (GtkButton *button, SafiWhyCard *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "reason"));
  const SafiSpot *spot = safi_evidence_get_spot (self->shown_reasons->pdata[index]);
  int y;

  if (self->message == NULL)
    return;
  if (spot->type == SAFI_SPOT_HEADER)
    light_row (self, self->headers, safi_mail_rows_find_header (self->headers, spot->header));
  else if (spot->type == SAFI_SPOT_ATTACHMENT)
    light_row (self, self->attachments, (int) spot->index);
  else if (safi_mail_text_select_spot (self->text, index, &y))
    scroll_to (self, GTK_WIDGET (self->text), y);
}

/* The place of a reason in the text; empty if it is elsewhere. */
static SafiSpan
find_span (SafiMessage *message, SafiEvidence *evidence)
{
  const SafiSpot *spot = safi_evidence_get_spot (evidence);
  GPtrArray *links = safi_message_get_links (message);
  SafiSpan span = { 0, 0 };

  if (spot->type == SAFI_SPOT_TEXT)
    span = (SafiSpan){ spot->start, spot->length };
  else if (spot->type == SAFI_SPOT_LINK && spot->index < links->len) {
    const SafiLink *link = links->pdata[spot->index];

    span = (SafiSpan){ link->start, link->length };
  }
  return span;
}

static void
show_text (SafiWhyCard *self, gboolean whole)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (SafiSpan));
  gboolean is_cut;

  for (guint i = 0; i < self->shown_reasons->len; i++) {
    SafiSpan span = find_span (self->message, self->shown_reasons->pdata[i]);

    g_array_append_val (spans, span);
  }
  is_cut = safi_mail_text_show (self->text, self->message, spans, whole);
  gtk_widget_set_visible (self->all_button, is_cut);
  gtk_stack_set_visible_child_name (self->text_stack, "text");
}

static void
all_clicked_cb (SafiWhyCard *self)
{
  show_text (self, TRUE);
}

static void
show_attachments (SafiWhyCard *self)
{
  GPtrArray *attachments = safi_message_get_attachments (self->message);

  for (guint i = 0; i < MIN (attachments->len, ATTACHMENTS_SHOWN_MAX); i++)
    gtk_list_box_append (self->attachments, safi_mail_rows_new_attachment (attachments->pdata[i]));
  gtk_widget_set_visible (self->attachments_group, attachments->len > 0);
}

static void
show_message (SafiWhyCard *self)
{
  const SafiForm form = safi_message_get_form (self->message);

  gtk_widget_set_visible (self->message_group, form != SAFI_FORM_CALL);
  gtk_widget_set_visible (GTK_WIDGET (self->headers), form == SAFI_FORM_MAIL);
  if (form == SAFI_FORM_MAIL)
    safi_card_headers_show (self->headers, self->message, self->shown_reasons);
  show_attachments (self);
  safi_link_list_show (self->links, self->message, safi_verdict_get_evidence (self->shown_verdict));
  show_text (self, FALSE);
  safi_tip_row_set_message (self->tip, self->message);
  safi_details_set_message (self->details, self->message);
}

static void
show_tip (SafiWhyCard *self)
{
  const SafiTip *tip = safi_tip_find_for_reasons (self->shown_reasons);

  gtk_widget_set_visible (self->tip_group, tip != NULL);
  if (tip != NULL)
    safi_tip_row_show (self->tip, tip);
}

static void
show_verdict (SafiWhyCard *self, SafiVerdict *verdict)
{
  gboolean is_good = safi_verdict_get_decision (verdict) == SAFI_DECISION_GOOD;

  safi_verdict_ref (verdict);
  g_clear_pointer (&self->shown_verdict, safi_verdict_unref);
  self->shown_verdict = verdict;
  g_clear_pointer (&self->shown_reasons, g_ptr_array_unref);
  self->shown_reasons = safi_words_pick_reasons (verdict, REASONS_MAX);
  safi_mail_rows_clear (self->reasons);
  for (guint i = 0; i < self->shown_reasons->len; i++)
    gtk_list_box_append (self->reasons,
                         safi_mail_rows_new_reason (self->shown_reasons->pdata[i], i, !is_good,
                                                    G_CALLBACK (show_reason_cb), self));
  gtk_widget_set_visible (self->reasons_group, self->shown_reasons->len > 0);
  show_tip (self);
  safi_details_set_verdict (self->details, verdict);
}

static void
forget_message (SafiWhyCard *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->message, safi_message_unref);
  safi_mail_text_clear (self->text);
  safi_mail_rows_clear (self->headers);
  safi_mail_rows_clear (self->attachments);
  gtk_widget_set_visible (self->message_group, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->headers), FALSE);
  gtk_widget_set_visible (self->attachments_group, FALSE);
  safi_link_list_show (self->links, NULL, NULL);
  safi_tip_row_set_message (self->tip, NULL);
  safi_sender_choice_hide (self->sender_choice);
  safi_helper_offer_hide (self->helper_offer);
  safi_report_offer_hide (self->report_offer);
  gtk_widget_set_visible (self->help_button, TRUE);
  safi_details_set_message (self->details, NULL);
  safi_details_set_auth (self->details, NULL);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
message_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiWhyCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiVerdict) now = NULL;
  g_autoptr (SafiAuthResult) auth = NULL;
  SafiMessage *message =
      safi_engine_load_message_finish (SAFI_ENGINE (source), result, &now, &auth, &error);
  g_autoptr (SafiVerdict) shown = NULL;
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (message == NULL) {
    sentence = safi_words_error (error);
    gtk_label_set_label (self->error, sentence);
    gtk_stack_set_visible_child_name (self->text_stack, "error");
    return;
  }
  self->message = message;
  show_message (self);
  safi_details_set_auth (self->details, auth);
  safi_sender_choice_show (self->sender_choice, message, auth, now);
  /* The rows as they were, against the borders of today. */
  shown = safi_verdict_with_borders (self->judged->verdict, safi_verdict_get_borders (now));
  safi_details_set_verdict (self->details, shown);
  safi_helper_offer_show (self->helper_offer, shown, message);
  safi_report_offer_show (self->report_offer, shown, message, auth);
}

static void
good_clicked_cb (SafiWhyCard *self)
{
  g_signal_emit (self, signals[ANSWERED], 0, (guint) SAFI_CLASS_GOOD);
}

static void
junk_clicked_cb (SafiWhyCard *self)
{
  g_signal_emit (self, signals[ANSWERED], 0, (guint) SAFI_CLASS_JUNK);
}

static void
undo_clicked_cb (SafiWhyCard *self)
{
  g_signal_emit (self, signals[UNDO], 0);
}

static void
help_clicked_cb (SafiWhyCard *self)
{
  safi_help_now_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->message);
}

static void
sender_chosen_cb (SafiWhyCard *self, const char *sender, guint rule)
{
  safi_sender_choice_set_rule (self->sender_choice, rule);
  g_signal_emit (self, signals[SENDER_CHOSEN], 0, sender, rule);
}

static void
set_reading (SafiWhyCard *self)
{
  const gboolean is_open = gtk_widget_get_visible (self->open_group);
  const gboolean is_good = safi_verdict_get_decision (self->shown_verdict) == SAFI_DECISION_GOOD;
  g_autofree char *words =
      safi_why_reading_new (gtk_label_get_label (self->verdict), gtk_label_get_label (self->fate),
                            is_open ? self->shown_reasons : NULL, is_good);

  safi_read_aloud_set_text (self->read_aloud, words, GETTEXT_PACKAGE);
}

/* Of a hidden message only what it is can be seen: its reasons name senders and words, too. */
static void
show_veil (SafiWhyCard *self)
{
  const gboolean is_hidden =
      !self->is_revealed && g_settings_get_boolean (self->settings, "hide-senders");

  gtk_widget_set_visible (self->hidden_group, is_hidden);
  gtk_widget_set_visible (self->open_group, !is_hidden);
  if (self->shown_verdict != NULL)
    set_reading (self);
}

/* Whoever hides anew means what is shown just now as well. */
static void
hiding_changed_cb (SafiWhyCard *self)
{
  self->is_revealed &= self->judged == NULL;
  show_veil (self);
}

static void
reveal_clicked_cb (SafiWhyCard *self)
{
  self->is_revealed = TRUE;
  show_veil (self);
  gtk_widget_child_focus (self->open_group, GTK_DIR_TAB_FORWARD);
}

static void
safi_why_card_dispose (GObject *object)
{
  SafiWhyCard *self = SAFI_WHY_CARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->judged, safi_judged_unref);
  g_clear_pointer (&self->message, safi_message_unref);
  g_clear_pointer (&self->shown_verdict, safi_verdict_unref);
  g_clear_pointer (&self->shown_reasons, g_ptr_array_unref);
  G_OBJECT_CLASS (safi_why_card_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, scroller);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, content);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, symbol);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, verdict);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, fate);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, read_aloud);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, good_button);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, junk_button);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, undo_button);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, hidden_group);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, open_group);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, reasons_group);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, message_group);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, reasons);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, tip_group);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, tip);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, help_button);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, sender_choice);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, helper_offer);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, report_offer);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, headers);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, text_stack);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, error);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, text);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, all_button);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, links);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, attachments_group);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, attachments);
  gtk_widget_class_bind_template_child (widget_class, SafiWhyCard, details);
}

static void
safi_why_card_class_init (SafiWhyCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_why_card_dispose;
  signals[ANSWERED] = g_signal_new ("answered", SAFI_TYPE_WHY_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SENDER_CHOSEN] =
      g_signal_new ("sender-chosen", SAFI_TYPE_WHY_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  signals[UNDO] = g_signal_new ("undo", SAFI_TYPE_WHY_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  g_type_ensure (SAFI_TYPE_MAIL_TEXT);
  g_type_ensure (SAFI_TYPE_READ_ALOUD);
  g_type_ensure (SAFI_TYPE_DETAILS);
  g_type_ensure (SAFI_TYPE_LINK_LIST);
  g_type_ensure (SAFI_TYPE_SENDER_CHOICE);
  g_type_ensure (SAFI_TYPE_HELPER_OFFER);
  g_type_ensure (SAFI_TYPE_REPORT_OFFER);
  g_type_ensure (SAFI_TYPE_TIP_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-why-card.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, good_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, junk_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, reveal_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, sender_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, help_clicked_cb);
}

static void
safi_why_card_init (SafiWhyCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  safi_wrapped_label_use_in_buttons (self->buttons);
  self->settings = g_settings_new (SAFI_APPLICATION_ID);
  g_signal_connect_object (self->settings, "changed::hide-senders", G_CALLBACK (hiding_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

/* What the person can do now: the answers that would change something, and undo. */
static void
show_buttons (SafiWhyCard *self)
{
  SafiJudged *judged = self->judged;
  gboolean is_busy = judged->fate == SAFI_FATE_MOVING || judged->fate == SAFI_FATE_MOVING_BACK;
  gboolean said_junk = judged->is_taught && judged->taught_class == SAFI_CLASS_JUNK;
  gboolean said_good = judged->is_taught && judged->taught_class == SAFI_CLASS_GOOD;
  gboolean is_moved = judged->fate == SAFI_FATE_MOVED;

  gtk_widget_set_visible (self->buttons, TRUE);
  gtk_widget_set_sensitive (self->buttons, !is_busy);
  gtk_widget_set_visible (self->good_button, !said_good);
  gtk_widget_set_visible (self->junk_button, !said_junk && !(is_moved && !judged->is_taught));
  gtk_widget_set_visible (self->undo_button, judged->is_taught || is_moved);
}

static void
show_head (SafiWhyCard *self)
{
  SafiJudged *judged = self->judged;
  g_autofree char *sentence = safi_words_verdict (judged->verdict);
  const char *fate = safi_words_fate (judged->fate);
  g_autofree char *answered = NULL;

  gtk_image_set_from_icon_name (self->symbol, safi_message_item_choose_icon (judged));
  gtk_label_set_label (self->verdict, sentence);
  if (judged->is_taught)
    answered = g_strdup_printf (judged->taught_class == SAFI_CLASS_JUNK
                                    /* Translators: %s: what became of it, "Moved to Junk". */
                                    ? _ ("You said it is junk. %s.")
                                    : _ ("You said it is good. %s."),
                                fate);
  gtk_label_set_label (self->fate, answered != NULL ? answered : fate);
  safi_report_offer_set_judged (self->report_offer, judged);
  show_buttons (self);
}

void
safi_why_card_set_owner (SafiWhyCard *self, SafiEngine *engine)
{
  GListModel *accounts = safi_engine_get_accounts (engine);
  g_autoptr (GStrvBuilder) own = g_strv_builder_new ();
  g_auto (GStrv) addresses = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    g_strv_builder_add (own, safi_account_get_address (safi_account_state_get_account (state)));
  }
  addresses = g_strv_builder_end (own);
  safi_details_set_own_addresses (self->details, (const char *const *) addresses);
  safi_helper_offer_set_own_addresses (self->helper_offer, (const char *const *) addresses);
  safi_report_offer_set_engine (self->report_offer, engine);
}

void
safi_why_card_show_judged (SafiWhyCard *self, SafiEngine *engine, SafiJudged *judged)
{
  gboolean is_same = self->judged != NULL && self->judged->id == judged->id;

  safi_judged_ref (judged);
  g_clear_pointer (&self->judged, safi_judged_unref);
  self->judged = judged;
  show_head (self);
  if (is_same) {
    set_reading (self);
    return;
  }
  self->is_revealed = FALSE;
  forget_message (self);
  safi_why_card_set_owner (self, engine);
  show_verdict (self, judged->verdict);
  show_veil (self);
  gtk_stack_set_visible_child_name (self->text_stack, "loading");
  self->cancellable = g_cancellable_new ();
  safi_engine_load_message_async (engine, judged->id, self->cancellable, message_loaded_cb,
                                  g_object_ref (self));
}

void
safi_why_card_show_checked (SafiWhyCard *self, SafiVerdict *verdict, SafiMessage *message)
{
  static const char *const icons[] = { "safi-good-symbolic", "safi-unsure-symbolic",
                                       "safi-junk-symbolic" };
  g_autofree char *sentence = safi_message_get_form (message) == SAFI_FORM_MAIL
                                  ? safi_words_verdict (verdict)
                                  : safi_words_text_verdict (verdict);

  g_clear_pointer (&self->judged, safi_judged_unref);
  forget_message (self);
  self->is_revealed = TRUE;
  self->message = safi_message_ref (message);
  gtk_image_set_from_icon_name (self->symbol, icons[safi_verdict_get_decision (verdict)]);
  gtk_label_set_label (self->verdict, sentence);
  gtk_label_set_label (self->fate, safi_words_kind (safi_verdict_get_kind (verdict)));
  gtk_widget_set_visible (self->buttons, FALSE);
  show_verdict (self, verdict);
  show_veil (self);
  show_message (self);
  safi_helper_offer_show (self->helper_offer, verdict, message);
  safi_report_offer_set_judged (self->report_offer, NULL);
  safi_report_offer_show (self->report_offer, verdict, message, NULL);
}

void
safi_why_card_show_sheet (SafiWhyCard *self, SafiVerdict *verdict, SafiMessage *message)
{
  safi_why_card_show_checked (self, verdict, message);
  safi_helper_offer_hide (self->helper_offer);
  safi_report_offer_hide (self->report_offer);
  /* It happened to somebody else, and what was left out would be missing in an evidence sheet. */
  gtk_widget_set_visible (self->help_button, FALSE);
  safi_tip_row_set_message (self->tip, NULL);
}

SafiJudged *
safi_why_card_get_judged (SafiWhyCard *self)
{
  return self->judged;
}

void
safi_why_card_follow_rule (SafiWhyCard *self, const char *sender, SafiSenderRule rule)
{
  safi_sender_choice_follow_rule (self->sender_choice, sender, rule);
}
