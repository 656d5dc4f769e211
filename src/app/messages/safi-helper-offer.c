/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-helper-offer.h"

#include "app/messages/safi-sheet-window.h"
#include "words/report/safi-words-sheet.h"

struct _SafiHelperOffer {
  AdwPreferencesGroup parent_instance;

  char **own;           /* (nullable) */
  SafiVerdict *verdict; /* (nullable) */
  SafiMessage *message; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SafiHelperOffer, safi_helper_offer, ADW_TYPE_PREFERENCES_GROUP)

static void
ask_activated_cb (SafiHelperOffer *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GBytes) octets = NULL;
  SafiErasedWords words;

  safi_words_get_erased (&words);
  octets = safi_sheet_write (self->verdict, self->message, (const char *const *) self->own, &words);
  safi_sheet_window_present_own (GTK_WINDOW (root), octets);
}

static void
safi_helper_offer_finalize (GObject *object)
{
  SafiHelperOffer *self = SAFI_HELPER_OFFER (object);

  g_strfreev (self->own);
  g_clear_pointer (&self->verdict, safi_verdict_unref);
  g_clear_pointer (&self->message, safi_message_unref);
  G_OBJECT_CLASS (safi_helper_offer_parent_class)->finalize (object);
}

static void
safi_helper_offer_class_init (SafiHelperOfferClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safi_helper_offer_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-helper-offer.ui");
  gtk_widget_class_bind_template_callback (widget_class, ask_activated_cb);
}

static void
safi_helper_offer_init (SafiHelperOffer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_helper_offer_set_own_addresses (SafiHelperOffer *self, const char *const *own)
{
  g_strfreev (self->own);
  self->own = g_strdupv ((char **) own);
}

void
safi_helper_offer_hide (SafiHelperOffer *self)
{
  g_clear_pointer (&self->verdict, safi_verdict_unref);
  g_clear_pointer (&self->message, safi_message_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
safi_helper_offer_show (SafiHelperOffer *self, SafiVerdict *verdict, SafiMessage *message)
{
  safi_verdict_ref (verdict);
  safi_message_ref (message);
  safi_helper_offer_hide (self);
  self->verdict = verdict;
  self->message = message;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}
