/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/home/safi-home-page.h"

#include <glib/gi18n.h>

#include "app/accounts/safi-learn-offer.h"
#include "app/common/safi-tasks.h"
#include "app/home/safi-account-row.h"
#include "app/home/safi-history-view.h"
#include "app/home/safi-reach-offer.h"
#include "app/home/safi-refresher-offer.h"
#include "app/home/safi-watch-offer.h"
#include "app/tips/safi-tip-row.h"
#include "awareness/tips/safi-tip-choice.h"
#include "service/state/safi-overview.h"
#include "words/mailbox/safi-words-home.h"
#include "words/safi-words.h"

struct _SafiHomePage {
  AdwBin parent_instance;

  GtkImage *symbol;
  GtkLabel *sentence;
  GtkLabel *summary;
  GtkLabel *last_check;
  GtkProgressBar *progress;
  GtkWidget *primary_button;
  GtkLabel *primary_label;
  GtkWidget *pause_button;
  GtkWidget *go_on_button;
  SafiReachOffer *reach_offer;
  SafiLearnOffer *learn_offer;
  SafiWatchOffer *watch_question;
  SafiWatchOffer *watch_summary;
  GtkWidget *unsure_group;
  AdwActionRow *unsure_row;
  GtkWidget *accounts_group;
  GtkListBox *accounts;
  GtkWidget *start_group;
  SafiRefresherOffer *refresher;
  SafiTipRow *tip;
  SafiHistoryView *history;

  SafiEngine *engine;
  GNetworkMonitor *network;
  SafiMood mood;
  guint problem;   /* place of the mailbox that needs the person; with SAFI_MOOD_PROBLEM */
  guint limited;   /* place of one that the day's limit holds back; with SAFI_MOOD_LIMITED */
  guint tip_index; /* of the list of all; after the person wanted another one */
};

G_DEFINE_FINAL_TYPE (SafiHomePage, safi_home_page, ADW_TYPE_BIN)

enum {
  SHOW_UNSURE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const mood_icons[SAFI_N_MOODS] = {
  [SAFI_MOOD_EMPTY] = "mail-unread-symbolic",
  [SAFI_MOOD_PROBLEM] = "dialog-warning-symbolic",
  [SAFI_MOOD_CHECKING] = "safi-watching-symbolic",
  [SAFI_MOOD_LEARNING] = "accessories-dictionary-symbolic",
  [SAFI_MOOD_UNSURE] = "safi-unsure-symbolic",
  [SAFI_MOOD_PAUSED] = "media-playback-pause-symbolic",
  [SAFI_MOOD_OFFLINE] = "network-offline-symbolic",
  [SAFI_MOOD_LIMITED] = "media-playback-pause-symbolic",
  [SAFI_MOOD_METERED] = "safi-watching-symbolic",
  [SAFI_MOOD_QUIET] = "safi-watching-symbolic",
};

static SafiAccountRow *
get_row (SafiHomePage *self, guint place)
{
  return SAFI_ACCOUNT_ROW (gtk_list_box_get_row_at_index (self->accounts, (int) place));
}

static gboolean
is_busy (SafiMood mood)
{
  return mood == SAFI_MOOD_CHECKING || mood == SAFI_MOOD_LEARNING;
}

static char *
say_primary (SafiHomePage *self, const SafiOverview *overview)
{
  guint n_unsure = overview->facts.unsure;

  switch (overview->mood) {
  case SAFI_MOOD_EMPTY:
    return g_strdup (_ ("Add my mailbox"));
  case SAFI_MOOD_PROBLEM:
    return g_strdup (safi_account_row_get_help_label (get_row (self, overview->problem)));
  case SAFI_MOOD_CHECKING:
  case SAFI_MOOD_LEARNING:
    return g_strdup (_ ("Cancel"));
  case SAFI_MOOD_UNSURE:
    return g_strdup_printf (ngettext ("Look at %u message", "Look at %u messages", n_unsure),
                            n_unsure);
  case SAFI_MOOD_PAUSED:
    return g_strdup (_ ("Go on watching"));
  case SAFI_MOOD_OFFLINE:
    return g_strdup (_ ("Try again"));
  case SAFI_MOOD_LIMITED:
    return safi_words_lift_limit (overview->day_megabytes);
  case SAFI_MOOD_METERED:
  case SAFI_MOOD_QUIET:
  default:
    return g_strdup (_ ("Check now"));
  }
}

static void
show_progress (SafiHomePage *self, const SafiOverview *overview)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_busy (overview->mood));
  if (!is_busy (overview->mood))
    return;
  if (overview->total == 0) {
    gtk_progress_bar_pulse (self->progress);
    gtk_progress_bar_set_text (self->progress, _ ("Looking for new messages…"));
    return;
  }
  text = g_strdup_printf (_ ("%u of %u messages"), overview->done, overview->total);
  gtk_progress_bar_set_text (self->progress, text);
  gtk_progress_bar_set_fraction (self->progress, (double) overview->done / overview->total);
}

static void
show_symbol (SafiHomePage *self, SafiMood mood)
{
  gtk_image_set_from_icon_name (self->symbol, mood_icons[mood]);
  if (mood == SAFI_MOOD_PROBLEM || mood == SAFI_MOOD_UNSURE)
    gtk_widget_add_css_class (GTK_WIDGET (self->symbol), "attention");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->symbol), "attention");
}

static char *
say_summary (SafiHomePage *self, const SafiOverview *overview)
{
  const SafiTally *today = &safi_history_view_get (self->history)->today;
  const char *consolation =
      overview->mood == SAFI_MOOD_PROBLEM
          ? safi_account_row_get_consolation (get_row (self, overview->problem))
          : NULL;

  if (consolation != NULL)
    return g_strdup (consolation);
  if (overview->mood == SAFI_MOOD_LIMITED)
    return safi_words_allowance (overview->allowance, overview->day_megabytes);
  return safi_words_mood_summary (overview->mood, today, overview->junk, overview->moved);
}

static void
show_words (SafiHomePage *self, const SafiOverview *overview)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *sentence =
      safi_words_mood (overview->mood, overview->facts.unsure, overview->paused_until, now);
  g_autofree char *summary = say_summary (self, overview);
  g_autofree char *last_check =
      overview->has_pause && overview->mood != SAFI_MOOD_PAUSED
          ? safi_words_mood (SAFI_MOOD_PAUSED, 0, overview->paused_until, now)
          : safi_words_mood_last_check (overview->mood, overview->last_check, now);

  gtk_label_set_label (self->sentence, sentence);
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->last_check, last_check != NULL ? last_check : "");
  gtk_widget_set_visible (GTK_WIDGET (self->last_check), last_check != NULL);
}

static void
show_primary (SafiHomePage *self, const SafiOverview *overview)
{
  g_autofree char *primary = say_primary (self, overview);

  gtk_label_set_label (self->primary_label, primary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->primary_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, primary, -1);
  if (is_busy (overview->mood))
    gtk_widget_remove_css_class (self->primary_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->primary_button, "suggested-action");
}

/* What waits for an answer while something else comes first. */
static void
show_unsure (SafiHomePage *self, const SafiOverview *overview)
{
  guint n_unsure = overview->facts.unsure;
  g_autofree char *sentence = safi_words_mood (SAFI_MOOD_UNSURE, n_unsure, 0, 0);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->unsure_row), sentence);
  gtk_widget_set_visible (self->unsure_group, n_unsure > 0 && overview->mood != SAFI_MOOD_UNSURE);
}

static void
show_pause (SafiHomePage *self, const SafiOverview *overview)
{
  gboolean is_any = overview->facts.n_accounts > 0;

  gtk_widget_set_visible (self->pause_button, is_any && !overview->has_pause);
  gtk_widget_set_visible (self->go_on_button,
                          overview->has_pause && overview->mood != SAFI_MOOD_PAUSED);
}

static void
refresh_cb (SafiHomePage *self)
{
  SafiOverview overview = safi_overview_of (safi_engine_get_accounts (self->engine),
                                            g_network_monitor_get_network_metered (self->network));

  self->mood = overview.mood;
  self->problem = overview.problem;
  self->limited = overview.limited;
  show_symbol (self, overview.mood);
  show_words (self, &overview);
  show_primary (self, &overview);
  show_pause (self, &overview);
  show_unsure (self, &overview);
  show_progress (self, &overview);
  gtk_widget_set_visible (self->accounts_group, overview.facts.n_accounts > 0);
  gtk_widget_set_visible (self->start_group, overview.facts.n_accounts == 0);
}

/* After a check the day may be another one, too. */
static void
news_cb (SafiHomePage *self)
{
  refresh_cb (self);
  safi_history_view_refresh (self->history);
}

static void
watch_state (SafiHomePage *self, SafiAccountState *state)
{
  static const char *const news[] = { "notify::counts", "notify::last-check" };
  static const char *const watched[] = { "notify::activity", "notify::progress", "notify::problem",
                                         "notify::policy", "notify::saving" };

  for (guint i = 0; i < G_N_ELEMENTS (news); i++)
    g_signal_connect_object (state, news[i], G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (state, watched[i], G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
}

static void
accounts_changed_cb (SafiHomePage *self,
                     guint position,
                     guint removed,
                     guint added,
                     GListModel *accounts)
{
  for (guint i = 0; i < removed; i++)
    gtk_list_box_remove (self->accounts, GTK_WIDGET (gtk_list_box_get_row_at_index (
                                             self->accounts, (int) position)));
  for (guint i = position; i < position + added; i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    gtk_list_box_insert (self->accounts, safi_account_row_new (self->engine, state), (int) i);
    watch_state (self, state);
  }
  news_cb (self);
}

static void
cancel_all (SafiHomePage *self)
{
  GListModel *accounts = safi_engine_get_accounts (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    safi_engine_cancel_check (self->engine,
                              safi_account_get_id (safi_account_state_get_account (state)));
    safi_engine_cancel_learning (self->engine,
                                 safi_account_get_id (safi_account_state_get_account (state)));
  }
}

static void
primary_clicked_cb (SafiHomePage *self)
{
  if (self->mood == SAFI_MOOD_EMPTY)
    gtk_widget_activate_action (GTK_WIDGET (self), "app.add-mailbox", NULL);
  else if (is_busy (self->mood))
    cancel_all (self);
  else if (self->mood == SAFI_MOOD_PROBLEM)
    safi_account_row_help (get_row (self, self->problem));
  else if (self->mood == SAFI_MOOD_PAUSED)
    safi_tasks_go_on (self->engine);
  else if (self->mood == SAFI_MOOD_LIMITED)
    safi_account_row_lift_limit (get_row (self, self->limited));
  else if (self->mood == SAFI_MOOD_UNSURE)
    g_signal_emit (self, signals[SHOW_UNSURE], 0);
  else
    safi_tasks_check_all (self->engine);
}

static void
unsure_activated_cb (SafiHomePage *self)
{
  g_signal_emit (self, signals[SHOW_UNSURE], 0);
}

/* Another tip each day, about what came this week. */
static void
show_tip_of_the_day (SafiHomePage *self)
{
  const SafiHistory *history = safi_history_view_get (self->history);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  safi_tip_row_show (self->tip,
                     safi_tip_choose (safi_tally_get_most (&history->weeks[SAFI_HISTORY_WEEKS - 1]),
                                      (guint) g_date_time_get_day_of_year (now)));
}

static void
next_tip_cb (SafiHomePage *self)
{
  GPtrArray *tips = safi_tip_list ();

  safi_tip_row_show (self->tip, g_ptr_array_index (tips, self->tip_index++ % tips->len));
}

static void
history_changed_cb (SafiHomePage *self)
{
  refresh_cb (self);
  if (self->tip_index == 0)
    show_tip_of_the_day (self);
}

static void
safi_home_page_dispose (GObject *object)
{
  g_clear_object (&SAFI_HOME_PAGE (object)->engine);
  G_OBJECT_CLASS (safi_home_page_parent_class)->dispose (object);
}

static void
safi_home_page_class_init (SafiHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_home_page_dispose;
  signals[SHOW_UNSURE] = g_signal_new ("show-unsure", SAFI_TYPE_HOME_PAGE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SAFI_TYPE_HISTORY_VIEW);
  g_type_ensure (SAFI_TYPE_TIP_ROW);
  g_type_ensure (SAFI_TYPE_REACH_OFFER);
  g_type_ensure (SAFI_TYPE_REFRESHER_OFFER);
  g_type_ensure (SAFI_TYPE_LEARN_OFFER);
  g_type_ensure (SAFI_TYPE_WATCH_OFFER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, symbol);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, sentence);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, summary);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, last_check);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, progress);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, primary_button);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, primary_label);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, pause_button);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, go_on_button);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, reach_offer);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, learn_offer);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, watch_question);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, watch_summary);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, unsure_group);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, unsure_row);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, accounts);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, start_group);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, refresher);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, tip);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, history);
  gtk_widget_class_bind_template_callback (widget_class, primary_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_tip_cb);
  gtk_widget_class_bind_template_callback (widget_class, history_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, unsure_activated_cb);
}

static void
safi_home_page_init (SafiHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->network = g_network_monitor_get_default ();
  show_tip_of_the_day (self);
}

void
safi_home_page_set_engine (SafiHomePage *self, SafiEngine *engine)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  g_return_if_fail (self->engine == NULL);
  self->engine = g_object_ref (engine);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "notify::network-metered", G_CALLBACK (refresh_cb), self,
                           G_CONNECT_SWAPPED);
  accounts_changed_cb (self, 0, 0, g_list_model_get_n_items (accounts), accounts);
  safi_history_view_set_engine (self->history, engine);
  safi_reach_offer_set_engine (self->reach_offer, engine);
  safi_learn_offer_set_engine (self->learn_offer, engine);
  safi_watch_offer_set_engine (self->watch_question, engine, TRUE);
  safi_watch_offer_set_engine (self->watch_summary, engine, FALSE);
}

void
safi_home_page_set_refresher (SafiHomePage *self, SafiRefresherState *refresher)
{
  safi_refresher_offer_set_state (self->refresher, refresher);
}
