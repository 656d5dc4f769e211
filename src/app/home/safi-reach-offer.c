/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/home/safi-reach-offer.h"

#include "app/common/safi-tasks.h"
#include "core/text/safi-text.h"
#include "words/safi-words.h"

#define ADDRESS_CHARS_MAX 100

struct _SafiReachOffer {
  AdwBin parent_instance;

  GtkLabel *amount;

  SafiEngine *engine;
  char *asked; /* (nullable): id of the account that is asked about */
};

G_DEFINE_FINAL_TYPE (SafiReachOffer, safi_reach_offer, ADW_TYPE_BIN)

static void
show_amount (SafiReachOffer *self, SafiAccountState *state, const SafiSaving *saving)
{
  g_autofree char *words =
      safi_words_first_look (saving->newest + saving->older,
                             saving->newest_octets + saving->older_octets, saving->newest_octets);
  g_autofree char *address = safi_text_isolate (
      safi_account_get_address (safi_account_state_get_account (state)), ADDRESS_CHARS_MAX);
  g_autofree char *text = g_strdup_printf ("%s\n%s", address, words);

  gtk_label_set_label (self->amount, text);
}

static void
refresh_cb (SafiReachOffer *self)
{
  GListModel *accounts = safi_engine_get_accounts (self->engine);

  g_clear_pointer (&self->asked, g_free);
  for (guint i = 0; i < g_list_model_get_n_items (accounts) && self->asked == NULL; i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);
    const SafiSaving *saving = safi_account_state_get_saving (state);

    if (!saving->is_asked)
      continue;
    self->asked = g_strdup (safi_account_get_id (safi_account_state_get_account (state)));
    show_amount (self, state, saving);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), self->asked != NULL);
}

static void
newest_clicked_cb (SafiReachOffer *self)
{
  if (self->asked != NULL)
    safi_tasks_choose_reach (self->engine, self->asked, SAFI_REACH_NEWEST);
}

static void
all_clicked_cb (SafiReachOffer *self)
{
  if (self->asked != NULL)
    safi_tasks_choose_reach (self->engine, self->asked, SAFI_REACH_ALL);
}

static void
accounts_changed_cb (SafiReachOffer *self,
                     guint position,
                     guint removed,
                     guint added,
                     GListModel *accounts)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    g_signal_connect_object (state, "notify::saving", G_CALLBACK (refresh_cb), self,
                             G_CONNECT_SWAPPED);
  }
  refresh_cb (self);
}

static void
safi_reach_offer_dispose (GObject *object)
{
  SafiReachOffer *self = SAFI_REACH_OFFER (object);

  g_clear_object (&self->engine);
  g_clear_pointer (&self->asked, g_free);
  G_OBJECT_CLASS (safi_reach_offer_parent_class)->dispose (object);
}

static void
safi_reach_offer_class_init (SafiReachOfferClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_reach_offer_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-reach-offer.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiReachOffer, amount);
  gtk_widget_class_bind_template_callback (widget_class, newest_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_clicked_cb);
}

static void
safi_reach_offer_init (SafiReachOffer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_reach_offer_set_engine (SafiReachOffer *self, SafiEngine *engine)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  g_return_if_fail (self->engine == NULL);
  self->engine = g_object_ref (engine);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  accounts_changed_cb (self, 0, 0, g_list_model_get_n_items (accounts), accounts);
}
