/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "app/accounts/safi-account-form-private.h"
#include "app/accounts/safi-learn-offer.h"
#include "app/common/safi-tasks.h"
#include "core/text/safi-text.h"
#include "words/safi-words.h"

#define DRAFT "safi-mailbox-draft" /* on the window below: the address */

static void
show_amount (SafiAccountForm *self, const SafiLearnEstimate *estimate)
{
  g_autofree char *amount =
      safi_words_amount (estimate->sent + estimate->junk + estimate->good, estimate->octets);
  const char *const args[] = { amount, NULL };
  /* Translators: {0} is "About 120 messages, 1.2 MB". */
  g_autofree char *text = safi_text_fill (_ ("{0}. No message is moved or changed."), args);

  gtk_label_set_label (self->learn_amount, text);
  gtk_widget_set_visible (self->learn_card, TRUE);
}

static void
estimated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiAccountForm) self = user_data;
  SafiLearnEstimate estimate = { 0 };

  /* Without an answer, or where there is nothing to learn from, Home may ask later. */
  if (safi_engine_estimate_learning_finish (SAFI_ENGINE (source), result, &estimate, NULL) &&
      self->engine != NULL && estimate.junk + estimate.good > 0)
    show_amount (self, &estimate);
}

void
safi_account_form_show_start (SafiAccountForm *self)
{
  gtk_stack_set_visible_child_name (self->stack, "watching");
  gtk_widget_grab_focus (self->watch_button);
  safi_engine_estimate_learning_async (self->engine, safi_account_get_id (self->account), NULL,
                                       estimated_cb, g_object_ref (self));
}

/* The question is answered; Home does not ask it again. */
static void
end_question (SafiAccountForm *self)
{
  safi_learn_offer_put_off (safi_account_get_id (self->account));
  gtk_widget_grab_focus (self->watch_button);
  gtk_widget_set_visible (self->learn_answers, FALSE);
}

void
safi_account_form_learn (SafiAccountForm *self)
{
  end_question (self);
  gtk_label_set_label (self->learn_amount, _ ("Safibox learns from them now."));
  safi_tasks_learn (self->engine, safi_account_get_id (self->account));
}

void
safi_account_form_learn_later (SafiAccountForm *self)
{
  end_question (self);
  gtk_label_set_label (self->learn_amount, _ ("The menu of the mailbox has it, too."));
}

void
safi_account_form_start (SafiAccountForm *self, gboolean watch_only)
{
  const char *id = safi_account_get_id (self->account);
  SafiAccountState *state = safi_engine_find_account (self->engine, id);
  SafiPolicy policy =
      state != NULL ? *safi_account_state_get_wished_policy (state) : safi_policy_default ();

  policy.watch_only = watch_only;
  safi_engine_leave_estimate (self->engine, id);
  safi_tasks_set_policy (self->engine, id, &policy);
  safi_tasks_check_first (self->engine, id, !watch_only);
  gtk_window_close (GTK_WINDOW (self));
}

static GObject *
get_parent (SafiAccountForm *self)
{
  return G_OBJECT (gtk_window_get_transient_for (GTK_WINDOW (self)));
}

void
safi_account_form_keep_draft (SafiAccountForm *self)
{
  const gboolean is_linked = !g_str_equal (gtk_stack_get_visible_child_name (self->stack), "form");

  if (get_parent (self) != NULL)
    g_object_set_data_full (get_parent (self), DRAFT,
                            is_linked ? NULL : g_strdup (gtk_editable_get_text (self->address)),
                            g_free);
}

void
safi_account_form_take_draft (SafiAccountForm *self)
{
  const char *draft =
      get_parent (self) != NULL ? g_object_get_data (get_parent (self), DRAFT) : NULL;

  if (draft == NULL)
    return;
  gtk_editable_set_text (self->address, draft);
  gtk_editable_set_position (self->address, -1);
}
