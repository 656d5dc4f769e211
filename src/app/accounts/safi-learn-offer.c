/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/accounts/safi-learn-offer.h"

#include <glib/gi18n.h>

#include "app/common/safi-above.h"
#include "app/common/safi-tasks.h"
#include "core/text/safi-text.h"
#include "words/safi-words.h"

#define ADDRESS_CHARS_MAX 100

struct _SafiLearnOffer {
  AdwBin parent_instance;

  GtkLabel *amount;

  SafiEngine *engine;
  GSettings *settings;
  GHashTable *estimates; /* (element-type utf8 SafiLearnEstimate): by account id; all zero while it
                            is being made, and once it was answered */
  char *asked;           /* (nullable): id of the account that is asked about */
};

G_DEFINE_FINAL_TYPE (SafiLearnOffer, safi_learn_offer, ADW_TYPE_BIN)

typedef struct {
  SafiLearnOffer *offer; /* owned */
  char *account;
} Pending;

static const char *
get_id (SafiAccountState *state)
{
  return safi_account_get_id (safi_account_state_get_account (state));
}

static gboolean
is_put_off (SafiLearnOffer *self, const char *id)
{
  g_auto (GStrv) ids = g_settings_get_strv (self->settings, "learn-later");

  return g_strv_contains ((const char *const *) ids, id);
}

/* After the first check, so that the person first sees what was found. */
static gboolean
may_ask (SafiLearnOffer *self, SafiAccountState *state)
{
  return safi_account_get_kind (safi_account_state_get_account (state)) == SAFI_ACCOUNT_IMAP &&
         safi_account_state_get_activity (state) == SAFI_ACTIVITY_IDLE &&
         safi_account_state_get_last_check (state) != 0 &&
         !safi_account_state_get_saving (state)->is_asked && /* one question at a time */
         safi_account_state_get_learning (state)->asked == 0 &&
         !safi_account_state_get_learning (state)->is_put_off && !is_put_off (self, get_id (state));
}

static void
show_amount (SafiLearnOffer *self, SafiAccountState *state, const SafiLearnEstimate *estimate)
{
  g_autofree char *amount =
      safi_words_amount (estimate->sent + estimate->junk + estimate->good, estimate->octets);
  g_autofree char *address = safi_text_isolate (
      safi_account_get_address (safi_account_state_get_account (state)), ADDRESS_CHARS_MAX);
  const char *const args[] = { address, amount, NULL };
  /* Translators: {0} is a mailbox's address, {1} is "About 120 messages, 1.2 MB". */
  g_autofree char *text = safi_text_fill (_ ("{0}: {1}. No message is moved or changed."), args);

  gtk_label_set_label (self->amount, text);
}

static void refresh_cb (SafiLearnOffer *self);

static void
estimated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pending *pending = user_data;
  g_autoptr (SafiLearnOffer) self = pending->offer;
  g_autofree char *account = pending->account;
  SafiLearnEstimate estimate = { 0 };
  g_autoptr (GError) error = NULL;

  g_free (pending);
  /* What cannot be estimated is asked about after the next start. */
  if (!safi_engine_estimate_learning_finish (SAFI_ENGINE (source), result, &estimate, &error) ||
      self->engine == NULL)
    return;
  g_hash_table_insert (self->estimates, g_strdup (account), g_memdup2 (&estimate, sizeof estimate));
  refresh_cb (self);
}

/* From now on the account has an estimate of nothing. */
static void
blank (SafiLearnOffer *self, const char *id)
{
  g_hash_table_insert (self->estimates, g_strdup (id), g_new0 (SafiLearnEstimate, 1));
}

static void
make_estimate (SafiLearnOffer *self, const char *id)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->offer = g_object_ref (self);
  pending->account = g_strdup (id);
  blank (self, id);
  safi_engine_estimate_learning_async (self->engine, id, NULL, estimated_cb, pending);
}

/* The form of a new mailbox asks the same, and an estimate costs data. */
static gboolean
is_below_another (SafiLearnOffer *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL && safi_above_find (GTK_WINDOW (root)) != GTK_WINDOW (root);
}

static void
refresh_cb (SafiLearnOffer *self)
{
  GListModel *accounts = safi_engine_get_accounts (self->engine);

  g_clear_pointer (&self->asked, g_free);
  for (guint i = 0; i < g_list_model_get_n_items (accounts) && self->asked == NULL; i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    const SafiLearnEstimate *estimate = g_hash_table_lookup (self->estimates, get_id (state));

    if (!may_ask (self, state))
      continue;
    if (estimate == NULL) {
      if (!is_below_another (self))
        make_estimate (self, get_id (state));
    } else if (estimate->junk + estimate->good > 0) {
      self->asked = g_strdup (get_id (state));
      show_amount (self, state, estimate);
    }
  }
  gtk_widget_set_visible (GTK_WIDGET (self), self->asked != NULL);
}

static void
learn_clicked_cb (SafiLearnOffer *self)
{
  if (self->asked == NULL)
    return;
  blank (self, self->asked);
  safi_tasks_learn (self->engine, self->asked);
  refresh_cb (self);
}

/* The mailbox's menu has it from now on. */
static void
later_clicked_cb (SafiLearnOffer *self)
{
  if (self->asked == NULL)
    return;
  safi_learn_offer_put_off (self->asked);
  refresh_cb (self);
}

static void
accounts_changed_cb (SafiLearnOffer *self,
                     guint position,
                     guint removed,
                     guint added,
                     GListModel *accounts)
{
  static const char *const watched[] = { "notify::activity", "notify::counts", "notify::last-check",
                                         "notify::saving" };

  for (guint i = position; i < position + added; i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    for (guint k = 0; k < G_N_ELEMENTS (watched); k++)
      g_signal_connect_object (state, watched[k], G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  }
  refresh_cb (self);
}

/* What stood above the window may be closed now. */
static void
window_activated_cb (SafiLearnOffer *self)
{
  if (self->engine != NULL)
    refresh_cb (self);
}

static void
safi_learn_offer_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (safi_learn_offer_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active",
                           G_CALLBACK (window_activated_cb), widget, G_CONNECT_SWAPPED);
}

static void
safi_learn_offer_dispose (GObject *object)
{
  SafiLearnOffer *self = SAFI_LEARN_OFFER (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->estimates, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_free);
  G_OBJECT_CLASS (safi_learn_offer_parent_class)->dispose (object);
}

static void
safi_learn_offer_class_init (SafiLearnOfferClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_learn_offer_dispose;
  widget_class->root = safi_learn_offer_root;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-learn-offer.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiLearnOffer, amount);
  gtk_widget_class_bind_template_callback (widget_class, learn_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_clicked_cb);
}

static void
safi_learn_offer_init (SafiLearnOffer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (SAFI_APPLICATION_ID);
  self->estimates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
safi_learn_offer_set_engine (SafiLearnOffer *self, SafiEngine *engine)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  g_return_if_fail (self->engine == NULL);
  self->engine = g_object_ref (engine);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  accounts_changed_cb (self, 0, 0, g_list_model_get_n_items (accounts), accounts);
}

void
safi_learn_offer_put_off (const char *account)
{
  g_autoptr (GSettings) settings = g_settings_new (SAFI_APPLICATION_ID);
  g_auto (GStrv) ids = g_settings_get_strv (settings, "learn-later");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) more = NULL;

  g_strv_builder_addv (builder, (const char **) ids);
  g_strv_builder_add (builder, account);
  more = g_strv_builder_end (builder);
  g_settings_set_strv (settings, "learn-later", (const char *const *) more);
}
