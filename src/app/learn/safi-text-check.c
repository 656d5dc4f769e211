/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-text-check.h"

#include <glib/gi18n.h>

#include "app/common/safi-file-choose.h"
#include "app/common/safi-file-open.h"
#include "app/common/safi-whole-words.h"
#include "app/help/safi-help.h"
#include "app/learn/safi-call-form.h"
#include "app/messages/safi-sheet-window.h"
#include "app/messages/safi-why-card.h"
#include "core/message/safi-view.h"
#include "service/worker/safi-reader.h"
#include "words/safi-words.h"

#define INPUT_CHARS_MAX 100000 /* of a pasted text; more is not read */

/* The pages. */
#define INPUT "input"
#define CALL "call"
#define RESULT "result"

struct _SafiTextCheck {
  AdwWindow parent_instance;

  GtkWidget *back_button;
  GtkStack *stack;
  GtkTextView *input;
  GtkWidget *error_box;
  GtkLabel *error;
  GtkWidget *open_button;
  GtkWidget *check_button;
  SafiCallForm *call_form;
  SafiWhyCard *card;

  SafiEngine *engine; /* (nullable): then @reader judges, with what everybody has */
  SafiReader *reader; /* (nullable) */
  GCancellable *cancellable;
  const char *asked; /* page that the result is an answer to */
};

G_DEFINE_FINAL_TYPE (SafiTextCheck, safi_text_check, ADW_TYPE_WINDOW)

static char *
get_text (SafiTextCheck *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->input);
  GtkTextIter start, end;

  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, INPUT_CHARS_MAX);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
text_changed_cb (SafiTextCheck *self)
{
  g_autofree char *text = get_text (self);

  gtk_widget_set_sensitive (self->check_button, text[0] != '\0');
}

static void
show_page (SafiTextCheck *self, const char *page)
{
  const gboolean is_text = g_str_equal (page, RESULT) && g_str_equal (self->asked, INPUT);
  const char *back = is_text ? _ ("Check another text") : _ ("Back");

  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (self->back_button, !g_str_equal (page, INPUT));
  gtk_widget_set_tooltip_text (self->back_button, back);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  back, -1);
}

static void
show_error (SafiTextCheck *self, const GError *error)
{
  g_autofree char *sentence = NULL;

  if (safi_error_get_remedy (error) == SAFI_REMEDY_NONE)
    return;
  sentence = safi_words_error (error);
  gtk_label_set_label (self->error, sentence);
  gtk_widget_set_visible (self->error_box, TRUE);
}

static SafiVerdict *
finish_reading (GAsyncResult *result, SafiMessage **ret_message, GError **error)
{
  SafiJudgement *judgement = g_task_propagate_pointer (G_TASK (result), error);
  SafiVerdict *verdict;

  if (judgement == NULL)
    return NULL;
  *ret_message = safi_message_ref (judgement->message);
  verdict = safi_verdict_ref (judgement->verdict);
  safi_judgement_free (judgement);
  return verdict;
}

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiTextCheck) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiVerdict) verdict = NULL;

  if (source == NULL)
    verdict = finish_reading (result, &message, &error);
  else
    verdict = safi_engine_judge_finish (SAFI_ENGINE (source), result, &message, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->open_button, TRUE);
  text_changed_cb (self);
  if (verdict == NULL) {
    show_error (self, error);
    return;
  }
  safi_why_card_show_checked (self->card, verdict, message);
  show_page (self, RESULT);
}

static void
judge (SafiTextCheck *self, GBytes *octets, SafiForm form)
{
  self->asked = form == SAFI_FORM_CALL ? CALL : INPUT;
  gtk_widget_set_visible (self->error_box, FALSE);
  gtk_widget_set_sensitive (self->check_button, FALSE);
  gtk_widget_set_sensitive (self->open_button, FALSE);
  if (self->engine != NULL)
    safi_engine_judge_async (self->engine, NULL, octets, form, self->cancellable, judged_cb,
                             g_object_ref (self));
  else
    safi_reader_judge (self->reader,
                       g_task_new (NULL, self->cancellable, judged_cb, g_object_ref (self)), NULL,
                       octets, form);
}

static void
check_clicked_cb (SafiTextCheck *self)
{
  char *text = get_text (self);
  g_autoptr (GBytes) octets = g_bytes_new_take (text, strlen (text));

  judge (self, octets, SAFI_FORM_TEXT);
}

static void
call_activated_cb (SafiTextCheck *self)
{
  show_page (self, CALL);
  gtk_widget_child_focus (GTK_WIDGET (self->call_form), GTK_DIR_TAB_FORWARD);
}

static void
call_answered_cb (SafiTextCheck *self)
{
  char *words = safi_call_write (safi_call_form_get_call (self->call_form));
  g_autoptr (GBytes) octets = g_bytes_new_take (words, strlen (words));

  judge (self, octets, SAFI_FORM_CALL);
}

static void
back_clicked_cb (SafiTextCheck *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);

  if (g_str_equal (page, RESULT) && g_str_equal (self->asked, CALL)) {
    call_activated_cb (self);
    return;
  }
  show_page (self, INPUT);
  gtk_widget_grab_focus (GTK_WIDGET (self->input));
}

static void
file_opened_cb (GtkWindow *window, GBytes *octets, const GError *error)
{
  if (octets != NULL)
    judge (SAFI_TEXT_CHECK (window), octets, SAFI_FORM_MAIL);
  else
    show_error (SAFI_TEXT_CHECK (window), error);
}

static gboolean
is_sheet (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL && g_str_has_suffix (name, SAFI_SHEET_SUFFIX);
}

/* No more is read than shows that there is more than a whole view holds. */
static void
chosen_cb (GtkWindow *window, GFile *file, gpointer unused)
{
  if (is_sheet (file))
    safi_sheet_window_open (window, file);
  else
    safi_file_open_named (window, file, SAFI_VIEW_WHOLE_MAX, file_opened_cb);
}

static void
open_clicked_cb (SafiTextCheck *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Open a saved message"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr (GtkFileFilter) messages = gtk_file_filter_new ();

  gtk_file_filter_set_name (messages, _ ("Saved messages and sheets (.eml, .safibox)"));
  gtk_file_filter_add_suffix (messages, "eml");
  gtk_file_filter_add_suffix (messages, SAFI_SHEET_SUFFIX + 1);
  gtk_file_filter_add_mime_type (messages, "message/rfc822");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), messages);
  safi_file_choose (GTK_WINDOW (self), chooser, chosen_cb, NULL, NULL);
}

static void
safi_text_check_dispose (GObject *object)
{
  SafiTextCheck *self = SAFI_TEXT_CHECK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->reader, safi_reader_free);
  G_OBJECT_CLASS (safi_text_check_parent_class)->dispose (object);
}

static gboolean
safi_text_check_close_request (GtkWindow *window)
{
  g_cancellable_cancel (SAFI_TEXT_CHECK (window)->cancellable);
  return GTK_WINDOW_CLASS (safi_text_check_parent_class)->close_request (window);
}

static void
safi_text_check_class_init (SafiTextCheckClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_text_check_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = safi_text_check_close_request;
  g_type_ensure (SAFI_TYPE_CALL_FORM);
  g_type_ensure (SAFI_TYPE_WHY_CARD);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  safi_help_install_key (widget_class, "index");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-text-check.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiTextCheck, back_button);
  gtk_widget_class_bind_template_child (widget_class, SafiTextCheck, stack);
  gtk_widget_class_bind_template_child (widget_class, SafiTextCheck, input);
  gtk_widget_class_bind_template_child (widget_class, SafiTextCheck, error_box);
  gtk_widget_class_bind_template_child (widget_class, SafiTextCheck, error);
  gtk_widget_class_bind_template_child (widget_class, SafiTextCheck, open_button);
  gtk_widget_class_bind_template_child (widget_class, SafiTextCheck, check_button);
  gtk_widget_class_bind_template_child (widget_class, SafiTextCheck, call_form);
  gtk_widget_class_bind_template_child (widget_class, SafiTextCheck, card);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, call_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, call_answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_clicked_cb);
}

static void
safi_text_check_init (SafiTextCheck *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  safi_whole_words_keep (self->input);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (gtk_text_view_get_buffer (self->input), "changed",
                           G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
}

void
safi_text_check_present (GtkWindow *parent, SafiEngine *engine)
{
  SafiTextCheck *self = g_object_new (SAFI_TYPE_TEXT_CHECK, "transient-for", parent, NULL);

  if (engine != NULL) {
    self->engine = g_object_ref (engine);
    safi_why_card_set_owner (self->card, engine);
  } else {
    self->reader = safi_reader_new (NULL, safi_clock_get_system (), NULL);
  }
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->input));
}
