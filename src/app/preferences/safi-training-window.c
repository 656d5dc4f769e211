/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences/safi-training-window.h"

#include <glib/gi18n.h>

#include "app/common/safi-dialogs.h"
#include "app/common/safi-file-open.h"
#include "app/common/safi-file-save.h"
#include "app/common/safi-toast.h"
#include "app/help/safi-help.h"
#include "core/text/safi-text.h"
#include "words/mailbox/safi-words-training.h"
#include "words/safi-words.h"

#define SUFFIX ".safibox-training"

struct _SafiTrainingWindow {
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkWidget *busy; /* shown while something is under way, with its button */
  AdwPreferencesPage *page;
  AdwActionRow *summary;
  GtkWidget *error_box;
  GtkLabel *error;
  GtkWidget *trial;
  GtkLabel *trial_good;
  GtkLabel *trial_junk;
  GtkLabel *trial_bound;
  GtkLabel *trial_limits;

  SafiEngine *engine;
  SafiAccount *account;
  GCancellable *cancellable; /* (nullable): of what is under way */
  SafiTrainingSummary now;
  GBytes *brought; /* (nullable): a copy that the person is asked about */
  GBytes *before;  /* (nullable): what Undo brings back */
  AdwToast *told;  /* (nullable): the last */
};

G_DEFINE_FINAL_TYPE (SafiTrainingWindow, safi_training_window, ADW_TYPE_WINDOW)

static const char *
get_id (SafiTrainingWindow *self)
{
  return safi_account_get_id (self->account);
}

static void
tell (SafiTrainingWindow *self, const char *sentence, gboolean can_undo)
{
  AdwToast *toast = safi_toast_new (sentence);

  if (self->told != NULL)
    adw_toast_dismiss (self->told); /* it tells of what is over, and its Undo goes elsewhere now */
  g_set_object (&self->told, toast);
  if (can_undo)
    safi_toast_offer_undo (toast, "training.undo", NULL);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
show_error (SafiTrainingWindow *self, const GError *error)
{
  g_autofree char *sentence = NULL;
  g_autofree char *next_step = NULL;
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  sentence = safi_words_error (error);
  next_step = safi_words_next_step (error);
  words = next_step != NULL ? g_strconcat (sentence, " ", next_step, NULL) : g_strdup (sentence);
  gtk_label_set_text (self->error, words);
  gtk_widget_set_visible (self->error_box, TRUE);
}

/* Returns: (transfer full): this window, to be held until what begins now has ended. */
static gpointer
begin (SafiTrainingWindow *self)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->error_box, FALSE);
  gtk_widget_set_visible (self->busy, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->page), FALSE);
  return g_object_ref (self);
}

static void
end (SafiTrainingWindow *self)
{
  gtk_widget_set_visible (self->busy, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->page), TRUE);
}

static void
cancel_clicked_cb (SafiTrainingWindow *self)
{
  g_cancellable_cancel (self->cancellable);
}

static gboolean
is_empty (SafiTrainingWindow *self)
{
  return self->now.since == 0;
}

static void
show_summary (SafiTrainingWindow *self)
{
  g_autofree char *words =
      safi_words_training (self->now.totals.good, self->now.totals.junk, self->now.since,
                           safi_clock_wall (safi_clock_get_system ()));

  adw_action_row_set_subtitle (self->summary, words);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "training.save", !is_empty (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "training.reset", !is_empty (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "training.try", !is_empty (self));
}

static void
summarised_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiTrainingWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!safi_engine_summarise_training_finish (SAFI_ENGINE (source), result, &self->now, &error))
    show_error (self, error);
  end (self);
  show_summary (self);
}

static void
saved_cb (GtkWindow *window, gboolean is_saved)
{
  tell (SAFI_TRAINING_WINDOW (window),
        is_saved ? _ ("The copy is saved.")
                 : _ ("The copy could not be saved there. Choose another folder."),
        FALSE);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiTrainingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) octets =
      safi_engine_export_training_finish (SAFI_ENGINE (source), result, &error);
  /* Translators: the name of a file; its ending follows. */
  g_autofree char *name = g_strconcat (_ ("My training"), SUFFIX, NULL);

  end (self);
  if (octets == NULL)
    show_error (self, error);
  else if (gtk_widget_get_visible (GTK_WIDGET (self))) /* not closed meanwhile */
    safi_file_save (GTK_WINDOW (self), _ ("Save a copy"), name, octets,
                    G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, saved_cb);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiTrainingWindow *self = SAFI_TRAINING_WINDOW (widget);
  gpointer held = begin (self);

  safi_engine_export_training_async (self->engine, get_id (self), self->cancellable, exported_cb,
                                     held);
}

/* Shows what there is now and remembers how to go back. Returns: FALSE after saying what is wrong.
 */
static gboolean
take_change (SafiTrainingWindow *self, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiTrainingChange) change =
      safi_engine_replace_training_finish (self->engine, result, &error);

  end (self);
  if (change == NULL) {
    show_error (self, error);
    return FALSE;
  }
  g_clear_pointer (&self->before, g_bytes_unref);
  self->before = g_steal_pointer (&change->before);
  self->now = change->now;
  gtk_widget_set_visible (self->trial, FALSE);
  show_summary (self);
  return TRUE;
}

static void
brought_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiTrainingWindow) self = user_data;

  if (take_change (self, result))
    tell (self, _ ("The copy is brought in."), self->before != NULL);
}

static void
started_over_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiTrainingWindow) self = user_data;

  if (take_change (self, result))
    /* Translators: told after it forgot what it learned from a mailbox. */
    tell (self, _ ("Safibox starts over."), self->before != NULL);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiTrainingWindow) self = user_data;

  if (take_change (self, result))
    tell (self, _ ("All is as it was before."), FALSE);
}

/* @octets: (nullable): a copy, or nothing. */
static void
replace (SafiTrainingWindow *self, GBytes *octets, GAsyncReadyCallback replaced)
{
  gpointer held = begin (self);

  safi_engine_replace_training_async (self->engine, get_id (self), octets, self->cancellable,
                                      replaced, held);
}

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiTrainingWindow *self = SAFI_TRAINING_WINDOW (widget);
  g_autoptr (GBytes) before = g_steal_pointer (&self->before);

  if (before != NULL)
    replace (self, before, undone_cb);
}

static void
bring_in_answered_cb (SafiAnswer answer, gpointer user_data)
{
  g_autoptr (SafiTrainingWindow) self = user_data;
  g_autoptr (GBytes) brought = g_steal_pointer (&self->brought);

  if (answer == SAFI_ANSWER_YES)
    replace (self, brought, brought_in_cb);
}

/* Returns: (transfer full): @pattern with how many messages are known in place of {0}. */
static char *
fill_known (SafiTrainingWindow *self, const char *pattern)
{
  g_autofree char *number = g_strdup_printf ("%u", self->now.totals.good + self->now.totals.junk);
  const char *const args[] = { number, NULL };

  return safi_text_fill (pattern, args);
}

static void
opened_cb (GtkWindow *window, GBytes *octets, const GError *error)
{
  SafiTrainingWindow *self = SAFI_TRAINING_WINDOW (window);
  g_autofree char *body = NULL;

  if (octets == NULL) {
    show_error (self, error);
    return;
  }
  if (is_empty (self)) {
    replace (self, octets, brought_in_cb);
    return;
  }
  g_clear_pointer (&self->brought, g_bytes_unref);
  self->brought = g_bytes_ref (octets);
  body =
      /* Translators: {0} is a number of messages. */
      fill_known (self, _ ("It takes the place of what Safibox learned from {0} messages of this "
                           "mailbox. Your messages stay where they are."));
  safi_dialogs_ask (
      window, _ ("Bring in this copy?"), body, _ ("_Keep what is here"),
      /* Translators: an answer, on a button; “it” is the copy of what Safibox learned. */
      _ ("_Bring it in"), FALSE, bring_in_answered_cb, g_object_ref (self));
}

static void
bring_in_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_set_visible (SAFI_TRAINING_WINDOW (widget)->error_box, FALSE);
  safi_file_open (GTK_WINDOW (widget), _ ("Bring in a copy"),
                  /* Translators: a kind of file, in a file chooser: what Safibox learned, saved. */
                  _ ("Copies of training"), SUFFIX, SAFI_TRAINING_COPY_OCTETS_MAX, opened_cb);
}

static void
reset_answered_cb (SafiAnswer answer, gpointer user_data)
{
  g_autoptr (SafiTrainingWindow) self = user_data;

  if (answer == SAFI_ANSWER_YES)
    replace (self, NULL, started_over_cb);
}

static void
reset_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiTrainingWindow *self = SAFI_TRAINING_WINDOW (widget);
  g_autofree char *body = fill_known (
      self,
      /* Translators: {0} is a number of messages. */
      _ ("Safibox forgets what it learned from {0} messages of this mailbox. Your messages "
         "stay where they are, and your answers stay in the list. Until it has learned again, "
         "it finds less junk and asks you more."));

  safi_dialogs_ask (
      GTK_WINDOW (self),
      /* Translators: a question: forget what was learned from a mailbox, and learn anew? */
      _ ("Start over?"), body, _ ("_Keep what is here"),
      /* Translators: an answer, on a button: what was learned from a mailbox is forgotten. */
      _ ("_Start over"), TRUE, reset_answered_cb, g_object_ref (self));
}

static void
show_trial (SafiTrainingWindow *self, const SafiTrial *trial)
{
  const gboolean is_enough = trial->good > 0 && trial->junk > 0;
  g_autofree char *good =
      safi_words_trial_good (trial->good, trial->good_moved, trial->good_unsure);
  g_autofree char *junk =
      safi_words_trial_junk (trial->junk, trial->junk_moved, trial->junk_unsure);
  g_autofree char *bound = safi_words_trial_bound (trial->one_in);

  gtk_label_set_text (self->trial_good, is_enough ? good : safi_words_trial_too_few ());
  gtk_label_set_text (self->trial_junk, junk);
  gtk_label_set_text (self->trial_bound, bound);
  gtk_label_set_text (self->trial_limits, safi_words_trial_limits ());
  gtk_widget_set_visible (GTK_WIDGET (self->trial_junk), is_enough);
  gtk_widget_set_visible (GTK_WIDGET (self->trial_bound), is_enough);
  gtk_widget_set_visible (GTK_WIDGET (self->trial_limits), is_enough);
  gtk_widget_set_visible (self->trial, TRUE);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiTrainingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  SafiTrial trial;

  end (self);
  if (safi_engine_try_training_finish (SAFI_ENGINE (source), result, &trial, &error))
    show_trial (self, &trial);
  else
    show_error (self, error);
}

static void
try_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiTrainingWindow *self = SAFI_TRAINING_WINDOW (widget);
  gpointer held = begin (self);

  safi_engine_try_training_async (self->engine, get_id (self), self->cancellable, tried_cb, held);
}

static void
safi_training_window_dispose (GObject *object)
{
  SafiTrainingWindow *self = SAFI_TRAINING_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->told);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->account, safi_account_unref);
  g_clear_pointer (&self->brought, g_bytes_unref);
  g_clear_pointer (&self->before, g_bytes_unref);
  G_OBJECT_CLASS (safi_training_window_parent_class)->dispose (object);
}

static gboolean
safi_training_window_close_request (GtkWindow *window)
{
  g_cancellable_cancel (SAFI_TRAINING_WINDOW (window)->cancellable);
  return GTK_WINDOW_CLASS (safi_training_window_parent_class)->close_request (window);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SafiTrainingWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SafiTrainingWindow, busy);
  gtk_widget_class_bind_template_child (widget_class, SafiTrainingWindow, page);
  gtk_widget_class_bind_template_child (widget_class, SafiTrainingWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, SafiTrainingWindow, error_box);
  gtk_widget_class_bind_template_child (widget_class, SafiTrainingWindow, error);
  gtk_widget_class_bind_template_child (widget_class, SafiTrainingWindow, trial);
  gtk_widget_class_bind_template_child (widget_class, SafiTrainingWindow, trial_good);
  gtk_widget_class_bind_template_child (widget_class, SafiTrainingWindow, trial_junk);
  gtk_widget_class_bind_template_child (widget_class, SafiTrainingWindow, trial_bound);
  gtk_widget_class_bind_template_child (widget_class, SafiTrainingWindow, trial_limits);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
safi_training_window_class_init (SafiTrainingWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_training_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = safi_training_window_close_request;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  safi_help_install_key (widget_class, "training");
  gtk_widget_class_install_action (widget_class, "training.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "training.bring-in", NULL, bring_in_cb);
  gtk_widget_class_install_action (widget_class, "training.reset", NULL, reset_cb);
  gtk_widget_class_install_action (widget_class, "training.try", NULL, try_cb);
  gtk_widget_class_install_action (widget_class, "training.undo", NULL, undo_cb);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/safibox/Safibox/safi-training-window.ui");
  bind_children (widget_class);
}

static void
safi_training_window_init (SafiTrainingWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  safi_toast_close_by_escape (self->toasts);
}

void
safi_training_window_present (GtkWindow *parent, SafiEngine *engine, SafiAccount *account)
{
  SafiTrainingWindow *self =
      g_object_new (SAFI_TYPE_TRAINING_WINDOW, "transient-for", parent, NULL);

  self->engine = g_object_ref (engine);
  self->account = safi_account_ref (account);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->summary),
                                 safi_account_get_address (account));
  safi_engine_summarise_training_async (engine, get_id (self), NULL, summarised_cb, begin (self));
  gtk_window_present (GTK_WINDOW (self));
}
