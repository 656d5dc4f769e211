/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-window.h"

#include <glib/gi18n.h>

#include "app/common/safi-banner.h"
#include "app/common/safi-dialogs.h"
#include "app/common/safi-tasks.h"
#include "app/common/safi-toast.h"
#include "app/home/safi-home-page.h"
#include "app/learn/safi-learn-page.h"
#include "app/messages/safi-answers.h"
#include "app/messages/safi-messages-page.h"
#include "app/safi-first-run.h"
#include "app/safi-teller.h"
#include "service/state/safi-overview.h"
#include "words/mailbox/safi-words-home.h"
#include "words/safi-words.h"

#define NARROW_BELOW 720 /* pixels: the switcher moves to the bottom */

struct _SafiWindow {
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  SafiTeller *teller;
  AdwToast *answer_toast; /* (nullable): weak: what an answer told last */
  GtkStack *stack;
  SafiFirstRun *first_run;
  GtkStack *title_stack;
  GtkWidget *back_button;
  GtkAccessible *help_button;
  AdwButtonContent *help_content;
  SafiBanner *banner;
  AdwViewStack *pages;
  AdwViewStackPage *messages_stack_page;
  SafiHomePage *home;
  SafiMessagesPage *messages;
  SafiLearnPage *learn;
  AdwViewSwitcherBar *switcher_bar;
  AdwStatusPage *trouble;

  GSettings *settings;
  SafiEngine *engine; /* (nullable) until it runs */
};

G_DEFINE_FINAL_TYPE (SafiWindow, safi_window, ADW_TYPE_APPLICATION_WINDOW)

enum {
  LANGUAGE_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
language_chosen_cb (SafiWindow *self, const char *language)
{
  g_signal_emit (self, signals[LANGUAGE_CHOSEN], 0, language);
}

static void
first_run_finished_cb (SafiWindow *self)
{
  safi_window_finish_first_run (self);
}

/* A name beside words would be read out together with them. */
static void
name_help_button (SafiWindow *self, gboolean in_words)
{
  adw_button_content_set_label (self->help_content, in_words ? _ ("Help now") : "");
  if (in_words)
    gtk_accessible_reset_property (self->help_button, GTK_ACCESSIBLE_PROPERTY_LABEL);
  else
    gtk_accessible_update_property (self->help_button, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Help now"), -1);
}

static void
page_changed_cb (SafiWindow *self)
{
  const char *page = adw_view_stack_get_visible_child_name (self->pages);
  gboolean is_messages = g_strcmp0 (page, "messages") == 0;
  gboolean has_back = is_messages && safi_messages_page_shows_card (self->messages);

  gtk_widget_set_visible (self->back_button, has_back);
  name_help_button (self, !has_back); /* both have no room in the narrowest window */
  safi_teller_set_quiet (self->teller, g_strcmp0 (page, "learn") == 0 &&
                                           safi_learn_page_is_practising (self->learn));
}

static void
back_clicked_cb (SafiWindow *self)
{
  safi_messages_page_show_list (self->messages);
}

static void
review_clicked_cb (SafiWindow *self, GObject *source)
{
  safi_window_show_messages (self, SAFI_IS_BANNER (source) ? SAFI_JUDGED_WOULD_MOVE
                                                           : SAFI_JUDGED_NEEDS_YOU);
}

static void
move_clicked_cb (SafiWindow *self)
{
  safi_tasks_move_held_back (self->engine);
}

static void
undo_toast_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  safi_messages_page_undo (SAFI_WINDOW (widget)->messages, parameter);
}

/* What was just said is told at once, in place of what was said before. */
static void
told_cb (SafiWindow *self, const char *sentence, GVariant *undo)
{
  AdwToast *toast = safi_toast_new (sentence);

  if (undo != NULL)
    safi_toast_offer_undo (toast, "win.undo-message", undo);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  if (self->answer_toast != NULL)
    adw_toast_dismiss (self->answer_toast);
  g_set_weak_pointer (&self->answer_toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
enable_action (GtkApplication *application, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (application), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

/* What was held back, as long as there is something. */
static void
show_held_back (SafiWindow *self, const SafiOverview *overview)
{
  g_autofree char *sentence = NULL;

  /* At the end of a week Home asks about them. */
  if (overview->would_move == 0 || overview->n_watch_over > 0 ||
      overview->mood == SAFI_MOOD_CHECKING || overview->mood == SAFI_MOOD_LEARNING) {
    safi_banner_hide (self->banner);
    return;
  }
  sentence = safi_words_held_back (overview->would_move, overview->is_stopped);
  safi_banner_show (
      self->banner, sentence,
      /* Translators: a button: shows the messages that Safibox would have moved to Junk. */
      _ ("Review"),
      /* Translators: "them" are the messages that Safibox would have moved to Junk. */
      _ ("Move them"));
}

static void
refresh_cb (SafiWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  SafiOverview overview = safi_overview_of (safi_engine_get_accounts (self->engine), FALSE);

  /* At the end a question may keep the window that is closed, while the accounts still stop. */
  if (application == NULL)
    return;
  adw_view_stack_page_set_badge_number (self->messages_stack_page, overview.facts.unsure);
  adw_view_stack_page_set_needs_attention (self->messages_stack_page, overview.facts.unsure > 0);
  enable_action (application, "pause", overview.facts.n_accounts > 0 && !overview.has_pause);
  enable_action (application, "go-on", overview.has_pause);
  show_held_back (self, &overview);
}

static void
accounts_changed_cb (SafiWindow *self,
                     guint position,
                     guint removed,
                     guint added,
                     GListModel *accounts)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    g_signal_connect_object (state, "notify::counts", G_CALLBACK (refresh_cb), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (state, "notify::activity", G_CALLBACK (refresh_cb), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (state, "notify::policy", G_CALLBACK (refresh_cb), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (state, "notify::watching", G_CALLBACK (refresh_cb), self,
                             G_CONNECT_SWAPPED);
    if (safi_account_get_kind (safi_account_state_get_account (state)) == SAFI_ACCOUNT_IMAP)
      safi_window_finish_first_run (self);
  }
  refresh_cb (self);
}

static void
layout_cb (SafiWindow *self, int width, int height)
{
  gboolean is_narrow = width < NARROW_BELOW;

  gtk_stack_set_visible_child_name (self->title_stack, is_narrow ? "narrow" : "wide");
  adw_view_switcher_bar_set_reveal (self->switcher_bar, is_narrow);
  safi_banner_set_narrow (self->banner, is_narrow);
}

static void
realize_cb (SafiWindow *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));

  g_signal_connect_object (surface, "layout", G_CALLBACK (layout_cb), self, G_CONNECT_SWAPPED);
}

static void
background_answered_cb (SafiAnswer answer, gboolean starts_at_login, gpointer user_data)
{
  g_autoptr (SafiWindow) self = user_data;

  if (answer == SAFI_ANSWER_NONE)
    return;
  g_settings_set_boolean (self->settings, "background-asked", TRUE);
  g_settings_set_boolean (self->settings, "background", answer == SAFI_ANSWER_YES);
  g_settings_set_boolean (self->settings, "start-at-login",
                          answer == SAFI_ANSWER_YES && starts_at_login);
  gtk_window_close (GTK_WINDOW (self));
}

/* With a mailbox, the first time the window is closed the person is asked; then it hides or ends
 * the program as was answered, also a program that was started in the background. */
static gboolean
safi_window_close_request (GtkWindow *window)
{
  SafiWindow *self = SAFI_WINDOW (window);

  if (safi_engine_has_mailbox (self->engine) &&
      !g_settings_get_boolean (self->settings, "background-asked")) {
    safi_dialogs_ask_with_option (
        window, _ ("Keep watching in the background?"),
        _ ("Safibox can go on looking for junk while its window is closed. If it also starts when "
           "you log in, junk is found before you open your mail. You can change this in "
           "Preferences; “Quit” in the menu ends it."),
        _ ("_Quit"),
        /* Translators: an answer, on a button: the window closes, and Safibox goes on in the
           background. */
        _ ("_Keep watching"),
        /* Translators: a box to tick: Safibox starts, without a window, when the person logs in. */
        _ ("Also start when I log in"), background_answered_cb, g_object_ref (self));
    return TRUE;
  }
  if (safi_engine_has_mailbox (self->engine) &&
      g_settings_get_boolean (self->settings, "background")) {
    gtk_widget_hide (GTK_WIDGET (self));
    return TRUE;
  }
  gtk_widget_activate_action (GTK_WIDGET (self), "app.quit", NULL);
  return TRUE;
}

static void
safi_window_dispose (GObject *object)
{
  SafiWindow *self = SAFI_WINDOW (object);

  g_clear_weak_pointer (&self->answer_toast);
  g_clear_pointer (&self->teller, safi_teller_free);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (safi_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SafiWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SafiWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SafiWindow, first_run);
  gtk_widget_class_bind_template_child (widget_class, SafiWindow, title_stack);
  gtk_widget_class_bind_template_child (widget_class, SafiWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, SafiWindow, help_button);
  gtk_widget_class_bind_template_child (widget_class, SafiWindow, help_content);
  gtk_widget_class_bind_template_child (widget_class, SafiWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, SafiWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, SafiWindow, messages_stack_page);
  gtk_widget_class_bind_template_child (widget_class, SafiWindow, home);
  gtk_widget_class_bind_template_child (widget_class, SafiWindow, messages);
  gtk_widget_class_bind_template_child (widget_class, SafiWindow, learn);
  gtk_widget_class_bind_template_child (widget_class, SafiWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, SafiWindow, trouble);
}

static void
safi_window_class_init (SafiWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = safi_window_close_request;
  signals[LANGUAGE_CHOSEN] = g_signal_new ("language-chosen", SAFI_TYPE_WINDOW, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (SAFI_TYPE_BANNER);
  g_type_ensure (SAFI_TYPE_FIRST_RUN);
  g_type_ensure (SAFI_TYPE_HOME_PAGE);
  g_type_ensure (SAFI_TYPE_LEARN_PAGE);
  g_type_ensure (SAFI_TYPE_MESSAGES_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, language_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_run_finished_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, review_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, told_cb);
  gtk_widget_class_install_action (widget_class, "win.undo-message", SAFI_ANSWERS_UNDO_TYPE,
                                   undo_toast_cb);
}

static void
safi_window_init (SafiWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->teller = safi_teller_new (self->toasts);
  g_signal_connect_swapped (self, "realize", G_CALLBACK (realize_cb), self);
}

static void
show_page_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_view_stack_set_visible_child_name (SAFI_WINDOW (user_data)->pages,
                                         g_variant_get_string (parameter, NULL));
}

/* @parameter: a kind of scam, or "" for any. */
static void
practise_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiWindow *self = SAFI_WINDOW (user_data);
  const char *kind = g_variant_get_string (parameter, NULL);

  adw_view_stack_set_visible_child_name (self->pages, "learn");
  safi_learn_page_practise (self->learn, SAFI_TOPIC_MIXED, kind[0] != '\0' ? kind : NULL);
}

SafiWindow *
safi_window_new (GtkApplication *application, GSettings *settings, SafiRefresherState *refresher)
{
  static const GActionEntry entries[] = {
    { "practise", practise_cb, "s", NULL, NULL, { 0 } },
    { "show-page", show_page_cb, "s", NULL, NULL, { 0 } },
  };
  SafiWindow *self = g_object_new (SAFI_TYPE_WINDOW, "application", application, NULL);

  self->settings = g_object_ref (settings);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  safi_home_page_set_refresher (self->home, refresher);
  safi_learn_page_set_settings (self->learn, settings);
  return self;
}

void
safi_window_set_engine (SafiWindow *self, SafiEngine *engine)
{
  GListModel *accounts = safi_engine_get_accounts (engine);
  gboolean is_first = !g_settings_get_boolean (self->settings, "first-run-done");

  g_return_if_fail (self->engine == NULL);
  self->engine = g_object_ref (engine);
  safi_home_page_set_engine (self->home, engine);
  safi_messages_page_set_engine (self->messages, engine);
  safi_learn_page_set_engine (self->learn, engine);
  if (is_first)
    safi_first_run_set_settings (self->first_run, self->settings);
  gtk_stack_set_visible_child_name (self->stack, is_first ? "first-run" : "main");
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  accounts_changed_cb (self, 0, 0, g_list_model_get_n_items (accounts), accounts);
}

void
safi_window_show_trouble (SafiWindow *self, const GError *error)
{
  g_autofree char *sentence = safi_words_error (error);
  g_autofree char *next_step = safi_words_next_step (error);
  g_autofree char *description =
      next_step != NULL ? g_markup_escape_text (next_step, -1) : g_strdup ("");

  adw_status_page_set_title (self->trouble, sentence);
  adw_status_page_set_description (self->trouble, description);
  gtk_stack_set_visible_child_name (self->stack, "trouble");
}

void
safi_window_finish_first_run (SafiWindow *self)
{
  g_settings_set_boolean (self->settings, "first-run-done", TRUE);
  gtk_stack_set_visible_child_name (self->stack, "main");
}

void
safi_window_show_home (SafiWindow *self)
{
  adw_view_stack_set_visible_child_name (self->pages, "home");
}

void
safi_window_show_messages (SafiWindow *self, SafiJudgedFilter filter)
{
  adw_view_stack_set_visible_child_name (self->pages, "messages");
  safi_messages_page_set_filter (self->messages, filter);
}

void
safi_window_tell (SafiWindow *self, const char *sentence, gint64 undo_run)
{
  safi_teller_tell (self->teller, sentence, undo_run);
}
