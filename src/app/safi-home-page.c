/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-home-page.h"

#include <glib/gi18n.h>

#include "app/safi-account-row.h"
#include "app/safi-learn-offer.h"
#include "app/safi-overview.h"
#include "app/safi-reach-offer.h"
#include "app/safi-tasks.h"
#include "awareness/safi-tip.h"
#include "words/safi-words.h"

struct _SafiHomePage {
  AdwBin parent_instance;

  GtkImage *symbol;
  GtkLabel *sentence;
  GtkLabel *summary;
  GtkProgressBar *progress;
  GtkWidget *primary_button;
  GtkLabel *primary_label;
  SafiReachOffer *reach_offer;
  SafiLearnOffer *learn_offer;
  GtkWidget *accounts_group;
  GtkListBox *accounts;
  GtkWidget *start_group;
  AdwActionRow *tip;

  SafiEngine *engine;
  SafiMood mood;
  guint problem; /* place of the mailbox that needs the person; with SAFI_MOOD_PROBLEM */
  guint limited; /* place of one that the day's limit holds back; with SAFI_MOOD_LIMITED */
  guint tip_index;
};

G_DEFINE_FINAL_TYPE (SafiHomePage, safi_home_page, ADW_TYPE_BIN)

enum {
  SHOW_UNSURE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const mood_icons[] = {
  [SAFI_MOOD_EMPTY] = "mail-unread-symbolic",
  [SAFI_MOOD_CHECKING] = "safi-watching-symbolic",
  [SAFI_MOOD_PROBLEM] = "dialog-warning-symbolic",
  [SAFI_MOOD_UNSURE] = "safi-unsure-symbolic",
  [SAFI_MOOD_OFFLINE] = "network-offline-symbolic",
  [SAFI_MOOD_PAUSED] = "media-playback-pause-symbolic",
  [SAFI_MOOD_LIMITED] = "media-playback-pause-symbolic",
  [SAFI_MOOD_QUIET] = "safi-watching-symbolic",
};

static char *
say_mood (const SafiOverview *overview)
{
  switch (overview->mood) {
  case SAFI_MOOD_EMPTY:
    return g_strdup (_ ("No mailbox yet"));
  case SAFI_MOOD_CHECKING:
    return g_strdup (_ ("Looking at your messages…"));
  case SAFI_MOOD_PROBLEM:
    return g_strdup (_ ("A mailbox needs you"));
  case SAFI_MOOD_UNSURE:
    return g_strdup_printf (ngettext ("%u message waits for your answer",
                                      "%u messages wait for your answer", overview->unsure),
                            overview->unsure);
  case SAFI_MOOD_OFFLINE:
    return g_strdup (_ ("A mailbox cannot be reached"));
  case SAFI_MOOD_PAUSED:
    return g_strdup (_ ("Paused"));
  case SAFI_MOOD_LIMITED:
    return g_strdup (_ ("Today's limit of data is reached"));
  case SAFI_MOOD_QUIET:
  default:
    return g_strdup (_ ("Nothing needs you"));
  }
}

static char *
say_junk (const SafiOverview *overview)
{
  if (overview->moved > 0)
    return g_strdup_printf (ngettext ("%u junk message moved this week.",
                                      "%u junk messages moved this week.", overview->moved),
                            overview->moved);
  if (overview->junk > 0)
    return g_strdup_printf (ngettext ("%u junk message found this week, none moved.",
                                      "%u junk messages found this week, none moved.",
                                      overview->junk),
                            overview->junk);
  return g_strdup (_ ("No junk found this week."));
}

/* Why no mail is being looked at; NULL if it is. */
static const char *
say_standstill (SafiMood mood)
{
  switch (mood) {
  case SAFI_MOOD_EMPTY:
    return _ ("Add your mailbox, or try everything in a made-up one.");
  case SAFI_MOOD_PROBLEM:
    return _ ("Safibox cannot look for junk in it before you help.");
  case SAFI_MOOD_OFFLINE:
    return _ ("You need not do anything. Safibox tries again by itself.");
  case SAFI_MOOD_PAUSED:
    return _ ("Safibox does not look for junk until you let it go on.");
  case SAFI_MOOD_CHECKING:
  case SAFI_MOOD_UNSURE:
  case SAFI_MOOD_LIMITED:
  case SAFI_MOOD_QUIET:
  default:
    return NULL;
  }
}

/* The counts of the week and the last check, or why there is none. */
static char *
say_summary (const SafiOverview *overview)
{
  const char *standstill = say_standstill (overview->mood);
  g_autofree char *junk = NULL;
  g_autofree char *when = NULL;

  if (standstill != NULL)
    return g_strdup (standstill);
  if (overview->mood == SAFI_MOOD_LIMITED)
    return safi_words_allowance (overview->allowance, overview->day_megabytes);
  if (overview->last_check == 0)
    return g_strdup (_ ("Not checked yet."));
  junk = say_junk (overview);
  when = safi_words_date (overview->last_check, g_get_real_time () / G_USEC_PER_SEC);
  /* Translators: first a sentence about this week's junk, then when Safibox last looked. */
  return g_strdup_printf (_ ("%s Last check: %s. Works while this computer is on."), junk, when);
}

static SafiAccountRow *
get_row (SafiHomePage *self, guint place)
{
  return SAFI_ACCOUNT_ROW (gtk_list_box_get_row_at_index (self->accounts, (int) place));
}

static char *
say_primary (SafiHomePage *self, const SafiOverview *overview)
{
  if (overview->mood == SAFI_MOOD_EMPTY)
    return g_strdup (_ ("Add my mailbox"));
  if (overview->mood == SAFI_MOOD_PROBLEM)
    return g_strdup (safi_account_row_get_help_label (get_row (self, overview->problem)));
  if (overview->mood == SAFI_MOOD_OFFLINE)
    return g_strdup (_ ("Try again"));
  if (overview->mood == SAFI_MOOD_PAUSED)
    return g_strdup (_ ("Go on watching"));
  if (overview->mood == SAFI_MOOD_LIMITED)
    return safi_words_lift_limit (overview->day_megabytes);
  if (overview->mood == SAFI_MOOD_CHECKING)
    return g_strdup (_ ("Cancel"));
  if (overview->mood == SAFI_MOOD_UNSURE)
    return g_strdup_printf (
        ngettext ("Look at %u message", "Look at %u messages", overview->unsure), overview->unsure);
  return g_strdup (_ ("Check now"));
}

static void
show_progress (SafiHomePage *self, const SafiOverview *overview)
{
  gboolean is_checking = overview->mood == SAFI_MOOD_CHECKING;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_checking);
  if (!is_checking)
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

static void
refresh_cb (SafiHomePage *self)
{
  SafiOverview overview = safi_overview_of (safi_engine_get_accounts (self->engine));
  g_autofree char *sentence = say_mood (&overview);
  g_autofree char *summary = say_summary (&overview);
  g_autofree char *primary = say_primary (self, &overview);
  gboolean is_cancel = overview.mood == SAFI_MOOD_CHECKING;

  self->mood = overview.mood;
  self->problem = overview.problem;
  self->limited = overview.limited;
  show_symbol (self, overview.mood);
  gtk_label_set_label (self->sentence, sentence);
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->primary_label, primary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->primary_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, primary, -1);
  if (is_cancel)
    gtk_widget_remove_css_class (self->primary_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->primary_button, "suggested-action");
  show_progress (self, &overview);
  gtk_widget_set_visible (self->accounts_group, overview.n_accounts > 0);
  gtk_widget_set_visible (self->start_group, overview.n_accounts == 0);
}

static void
watch_state (SafiHomePage *self, SafiAccountState *state)
{
  static const char *const watched[] = {
    "notify::activity",   "notify::progress", "notify::counts",
    "notify::last-check", "notify::problem",  "notify::saving"
  };

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
  refresh_cb (self);
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
  else if (self->mood == SAFI_MOOD_CHECKING)
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
show_tip (SafiHomePage *self)
{
  guint n_tips;
  const SafiTip *tips = safi_tip_list (&n_tips);
  const SafiTip *tip = &tips[self->tip_index % n_tips];

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->tip), _ (tip->title));
  adw_action_row_set_subtitle (self->tip, _ (tip->sentence));
  adw_action_row_set_icon_name (self->tip, tip->icon);
}

static void
next_tip_cb (SafiHomePage *self)
{
  self->tip_index++;
  show_tip (self);
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
  g_type_ensure (SAFI_TYPE_REACH_OFFER);
  g_type_ensure (SAFI_TYPE_LEARN_OFFER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, symbol);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, sentence);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, summary);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, progress);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, primary_button);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, primary_label);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, reach_offer);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, learn_offer);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, accounts);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, start_group);
  gtk_widget_class_bind_template_child (widget_class, SafiHomePage, tip);
  gtk_widget_class_bind_template_callback (widget_class, primary_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_tip_cb);
}

static void
safi_home_page_init (SafiHomePage *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* Another tip each day. */
  self->tip_index = (guint) g_date_time_get_day_of_year (now);
  show_tip (self);
}

void
safi_home_page_set_engine (SafiHomePage *self, SafiEngine *engine)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  g_return_if_fail (self->engine == NULL);
  self->engine = g_object_ref (engine);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  accounts_changed_cb (self, 0, 0, g_list_model_get_n_items (accounts), accounts);
  safi_reach_offer_set_engine (self->reach_offer, engine);
  safi_learn_offer_set_engine (self->learn_offer, engine);
}
