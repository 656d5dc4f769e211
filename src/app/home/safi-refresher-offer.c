/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/home/safi-refresher-offer.h"

#include "awareness/tips/safi-tip-group.h"
#include "words/teaching/safi-words-practice.h"

struct _SafiRefresherOffer {
  AdwBin parent_instance;

  GtkLabel *question;

  SafiRefresherState *state;
};

G_DEFINE_FINAL_TYPE (SafiRefresherOffer, safi_refresher_offer, ADW_TYPE_BIN)

static void
refresh_cb (SafiRefresherOffer *self)
{
  g_autofree char *kind = NULL;
  const SafiRefresher refresher = safi_refresher_state_get (self->state, &kind);
  g_autofree char *question = safi_words_refresher (
      refresher == SAFI_REFRESHER_NEW_KIND ? safi_tip_find_theme (kind) : NULL);

  gtk_label_set_label (self->question, question);
  gtk_widget_set_visible (GTK_WIDGET (self), refresher != SAFI_REFRESHER_NONE);
}

static void
practise_clicked_cb (SafiRefresherOffer *self)
{
  g_autofree char *kind = NULL;

  safi_refresher_state_get (self->state, &kind);
  safi_refresher_state_settle (self->state, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.practise", "s", kind);
}

static void
later_clicked_cb (SafiRefresherOffer *self)
{
  safi_refresher_state_settle (self->state, TRUE);
}

static void
safi_refresher_offer_dispose (GObject *object)
{
  g_clear_object (&SAFI_REFRESHER_OFFER (object)->state);
  G_OBJECT_CLASS (safi_refresher_offer_parent_class)->dispose (object);
}

static void
safi_refresher_offer_class_init (SafiRefresherOfferClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_refresher_offer_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/safibox/Safibox/safi-refresher-offer.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiRefresherOffer, question);
  gtk_widget_class_bind_template_callback (widget_class, practise_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_clicked_cb);
}

static void
safi_refresher_offer_init (SafiRefresherOffer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_refresher_offer_set_state (SafiRefresherOffer *self, SafiRefresherState *state)
{
  g_return_if_fail (self->state == NULL);
  self->state = g_object_ref (state);
  g_signal_connect_object (state, "changed", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  refresh_cb (self);
}
