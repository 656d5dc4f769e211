/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/background/safi-daily-summary.h"

#include "app/background/safi-summary-day.h"
#include "service/state/safi-overview.h"
#include "words/mailbox/safi-words-watch.h"

#define LAST "last-summary" /* (ss): the days it was about, and told on */

struct _SafiDailySummary {
  GListModel *accounts;
  GSettings *settings;
  SafiSummaryFunc tell;
  gpointer user_data;
  GObject *alive; /* signals are connected as long as it lives */
};

/* Each check that nobody asked for comes by here, so the evening is not missed. */
static void
look_cb (GObject *alive)
{
  SafiDailySummary *self = g_object_get_data (alive, "summary");
  const SafiOverview overview = safi_overview_of (self->accounts, FALSE);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *about = NULL;
  g_autofree char *told = NULL;
  g_autofree char *today = safi_summary_day_name (now, 0);
  g_autofree char *day = NULL;
  g_autofree char *sentence = NULL;
  SafiSummaryDay choice;

  g_settings_get (self->settings, LAST, "(ss)", &about, &told);
  choice = safi_summary_day_choose (&overview.watched, about, told, now);
  if (choice == SAFI_SUMMARY_NONE)
    return;
  day = safi_summary_day_name (now, choice == SAFI_SUMMARY_YESTERDAY ? 1 : 0);
  sentence = choice == SAFI_SUMMARY_YESTERDAY
                 ? safi_words_watch_yesterday (overview.watched.yesterday)
                 : safi_words_watch_today (overview.watched.today);
  if (self->tell (sentence, self->user_data))
    g_settings_set (self->settings, LAST, "(ss)", day, today);
}

static void
accounts_changed_cb (GObject *alive,
                     guint position,
                     guint removed,
                     guint added,
                     GListModel *accounts)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    g_signal_connect_object (state, "notify::watching", G_CALLBACK (look_cb), alive,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (state, "notify::last-check", G_CALLBACK (look_cb), alive,
                             G_CONNECT_SWAPPED);
  }
}

SafiDailySummary *
safi_daily_summary_new (SafiEngine *engine,
                        GSettings *settings,
                        SafiSummaryFunc tell,
                        gpointer user_data)
{
  SafiDailySummary *self = g_new0 (SafiDailySummary, 1);

  self->accounts = g_object_ref (safi_engine_get_accounts (engine));
  self->settings = g_object_ref (settings);
  self->tell = tell;
  self->user_data = user_data;
  self->alive = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (self->alive, "summary", self);
  g_signal_connect_object (self->accounts, "items-changed", G_CALLBACK (accounts_changed_cb),
                           self->alive, G_CONNECT_SWAPPED);
  accounts_changed_cb (self->alive, 0, 0, g_list_model_get_n_items (self->accounts),
                       self->accounts);
  return self;
}

void
safi_daily_summary_free (SafiDailySummary *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->alive);
  g_object_unref (self->accounts);
  g_object_unref (self->settings);
  g_free (self);
}
