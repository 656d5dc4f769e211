/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/home/safi-watch-offer.h"

#include <glib/gi18n.h>

#include "app/common/safi-tasks.h"
#include "core/text/safi-text.h"
#include "service/state/safi-overview.h"
#include "words/mailbox/safi-words-watch.h"

struct _SafiWatchOffer {
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *look_button;
  GtkWidget *answers;

  SafiEngine *engine;
  gboolean asks; /* it is the one for the question at the end of the week */
};

G_DEFINE_FINAL_TYPE (SafiWatchOffer, safi_watch_offer, ADW_TYPE_BIN)

static void
show (SafiWatchOffer *self, const char *title, const char *text, gboolean is_question)
{
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (self->answers, is_question);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
ask (SafiWatchOffer *self, const SafiOverview *overview)
{
  const SafiWatching *over = &overview->watched_over;
  g_autofree char *week = safi_words_watch_week (over->week, over->corrected);
  const char *const args[] = { week, NULL };
  g_autofree char *text = safi_text_fill (
      /* Translators: {0} is "In this time 12 messages would have gone to Junk. You corrected 1 of
         them." */
      _ ("Safibox has watched for a week. {0} If you start, what it held back goes to Junk now. You "
         "can take back every move."),
      args);

  gtk_widget_set_visible (self->look_button, over->week > over->corrected);
  /* Translators: a question, after a week in which Safibox only told what it would move. */
  show (self, _ ("Start moving now?"), text, TRUE);
}

static void
tell_today (SafiWatchOffer *self, const SafiOverview *overview)
{
  g_autofree char *title = safi_words_watch_today (overview->watched.today);
  g_autofree char *day = safi_words_watch_day (overview->watched.day);
  const char *const args[] = { day, NULL };
  /* Translators: {0} is "Day 3 of 7". */
  g_autofree char *text = safi_text_fill (_ ("{0}: Safibox only watches and moves nothing."), args);

  gtk_widget_set_visible (self->look_button, TRUE);
  show (self, title, text, FALSE);
}

static void
refresh_cb (SafiWatchOffer *self)
{
  const SafiOverview overview = safi_overview_of (safi_engine_get_accounts (self->engine), FALSE);

  if (self->asks && overview.n_watch_over > 0)
    ask (self, &overview);
  else if (!self->asks && overview.n_watch_over == 0 && overview.watched.today > 0)
    tell_today (self, &overview);
  else
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
move_clicked_cb (SafiWatchOffer *self)
{
  safi_tasks_begin_moving (self->engine);
}

static void
again_clicked_cb (SafiWatchOffer *self)
{
  safi_tasks_watch_again (self->engine);
}

static void
accounts_changed_cb (SafiWatchOffer *self,
                     guint position,
                     guint removed,
                     guint added,
                     GListModel *accounts)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    g_signal_connect_object (state, "notify::watching", G_CALLBACK (refresh_cb), self,
                             G_CONNECT_SWAPPED);
  }
  refresh_cb (self);
}

static void
safi_watch_offer_dispose (GObject *object)
{
  g_clear_object (&SAFI_WATCH_OFFER (object)->engine);
  G_OBJECT_CLASS (safi_watch_offer_parent_class)->dispose (object);
}

static void
safi_watch_offer_class_init (SafiWatchOfferClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_watch_offer_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-watch-offer.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiWatchOffer, title);
  gtk_widget_class_bind_template_child (widget_class, SafiWatchOffer, text);
  gtk_widget_class_bind_template_child (widget_class, SafiWatchOffer, look_button);
  gtk_widget_class_bind_template_child (widget_class, SafiWatchOffer, answers);
  gtk_widget_class_bind_template_callback (widget_class, move_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_clicked_cb);
}

static void
safi_watch_offer_init (SafiWatchOffer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_watch_offer_set_engine (SafiWatchOffer *self, SafiEngine *engine, gboolean asks)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  g_return_if_fail (self->engine == NULL);
  self->engine = g_object_ref (engine);
  self->asks = asks;
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  accounts_changed_cb (self, 0, 0, g_list_model_get_n_items (accounts), accounts);
}
