/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/home/safi-account-row.h"

#include <glib/gi18n.h>

#include "app/accounts/safi-password-dialog.h"
#include "app/common/safi-dialogs.h"
#include "app/common/safi-tasks.h"
#include "app/home/safi-junk-offer.h"
#include "core/text/safi-text.h"
#include "words/safi-words.h"

#define ADDRESS_CHARS_MAX 100

struct _SafiAccountRow {
  AdwActionRow parent_instance;

  GtkImage *symbol;
  GtkWidget *cancel_button;

  SafiEngine *engine;
  SafiAccountState *state;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (SafiAccountRow, safi_account_row, ADW_TYPE_ACTION_ROW)

static const char *
get_id (SafiAccountRow *self)
{
  return safi_account_get_id (safi_account_state_get_account (self->state));
}

static SafiWay
get_way (SafiAccountRow *self)
{
  return safi_account_get_way (safi_account_state_get_account (self->state));
}

/* The secrets of online accounts are the desktop's affair. */
static gboolean
has_own_secret (SafiAccountRow *self)
{
  return get_way (self) == SAFI_WAY_PASSWORD || get_way (self) == SAFI_WAY_BROWSER;
}

/* Only the person can say who they are, in the browser or with a password. */
static gboolean
needs_password (SafiAccountRow *self)
{
  const GError *problem = safi_account_state_get_problem (self->state);

  if (!has_own_secret (self))
    return FALSE;
  return g_error_matches (problem, SAFI_ERROR, SAFI_ERROR_WRONG_PASSWORD) ||
         g_error_matches (problem, SAFI_ERROR, SAFI_ERROR_NO_PASSWORD) ||
         g_error_matches (problem, SAFI_ERROR, SAFI_ERROR_SIGN_IN_OTHER_WAY) ||
         g_error_matches (problem, SAFI_ERROR, SAFI_ERROR_APP_PASSWORD) ||
         g_error_matches (problem, SAFI_ERROR, SAFI_ERROR_PASSWORD_EXPIRED) ||
         g_error_matches (problem, SAFI_ERROR, SAFI_ERROR_SIGNED_OUT) ||
         g_error_matches (problem, SAFI_ERROR, SAFI_ERROR_BROWSER_DENIED) ||
         g_error_matches (problem, SAFI_ERROR, SAFI_ERROR_NO_KEYRING);
}

static gboolean
needs_junk_folder (SafiAccountRow *self)
{
  return g_error_matches (safi_account_state_get_problem (self->state), SAFI_ERROR,
                          SAFI_ERROR_NO_JUNK_FOLDER);
}

static char *
describe_progress (SafiAccountState *state)
{
  guint done = safi_account_state_get_done (state);
  guint total = safi_account_state_get_total (state);

  if (total == 0)
    return g_strdup (_ ("Looking for new messages…"));
  /* Translators: progress of a check: messages looked at, and how many there are. */
  return g_strdup_printf (_ ("Looking at message %u of %u"), MIN (done + 1, total), total);
}

static char *
describe_learning (SafiAccountState *state)
{
  guint done = safi_account_state_get_done (state);
  guint total = safi_account_state_get_total (state);
  g_autofree char *size = g_format_size (safi_account_state_get_octets (state));

  /* Translators: progress of learning: messages done, how many there are, data received. */
  return g_strdup_printf (_ ("Learning from your messages: %u of %u, %s"), done, total, size);
}

static char *
describe_problem (const GError *problem)
{
  g_autofree char *sentence = safi_words_error (problem);
  g_autofree char *next_step = safi_words_next_step (problem);

  return next_step != NULL ? g_strconcat (sentence, " ", next_step, NULL)
                           : g_steal_pointer (&sentence);
}

/* The next step for such an error is meant for a mailbox that is just being added. */
static char *
describe_offline (const GError *problem)
{
  g_autofree char *sentence =
      problem != NULL ? safi_words_error (problem) : g_strdup (_ ("There is no connection."));

  /* Translators: first a sentence that says why there is no connection. */
  return g_strdup_printf (_ ("%s Safibox tries again by itself."), sentence);
}

/* Until enough is known, how much that is. Takes @text. */
static char *
add_learned (SafiAccountState *state, char *text)
{
  const SafiLearning *learning = safi_account_state_get_learning (state);
  g_autofree char *before = text;
  g_autofree char *learned =
      learning->is_put_off
          ? g_strdup (_ ("Learning from your messages goes on when the day's limit allows it."))
          : safi_words_learning (learning->good, learning->junk, learning->enough);

  return learned != NULL ? g_strconcat (before, "\n", learned, NULL) : g_steal_pointer (&before);
}

/* What the day's limit does, and what the first check left out. Takes @text. */
static char *
add_saving (SafiAccountState *state, char *text)
{
  const SafiSaving *saving = safi_account_state_get_saving (state);
  g_autofree char *before = text;
  g_autofree char *words =
      saving->allowance != SAFI_ALLOWANCE_FULL
          ? safi_words_allowance (saving->allowance,
                                  safi_account_state_get_policy (state)->day_megabytes)
      : saving->older > 0 ? safi_words_left_out (saving->older, saving->older_octets)
                          : NULL;

  return words != NULL ? g_strconcat (before, "\n", words, NULL) : g_steal_pointer (&before);
}

static char *
describe_quiet (SafiAccountState *state)
{
  gint64 last_check = safi_account_state_get_last_check (state);
  const SafiPolicy *policy = safi_account_state_get_policy (state);
  const char *how = policy->watch_only
                        ? _ ("Only watching, moves nothing")
                        /* Translators: under the name of a mailbox: what Safibox does there. */
                        : _ ("Moves junk");
  g_autofree char *when = NULL;

  if (last_check == 0)
    return add_saving (state,
                       add_learned (state, g_strdup_printf (_ ("%s. Not checked yet."), how)));
  when = safi_words_date (last_check, g_get_real_time () / G_USEC_PER_SEC);
  return add_saving (state,
                     /* Translators: first what Safibox does with a mailbox, then when it last
                        looked ("Today 14:02"). */
                     add_learned (state, g_strdup_printf (_ ("%s. Last check: %s."), how, when)));
}

static char *
describe_pause (SafiAccountState *state)
{
  gint64 until = safi_account_state_get_policy (state)->paused_until;
  g_autofree char *when = NULL;
  const char *args[] = { NULL, NULL };

  if (until == 0)
    return g_strdup (_ ("Paused: Safibox does not look at this mailbox."));
  when = safi_words_moment (until, g_get_real_time () / G_USEC_PER_SEC);
  args[0] = when;
  /* Translators: {0} is a time such as "15:10" or "Friday 06:00". */
  return safi_text_fill (_ ("Paused until {0}: Safibox does not look at this mailbox."), args);
}

static char *
describe_state (SafiAccountState *state)
{
  const GError *problem = safi_account_state_get_problem (state);

  switch (safi_account_state_get_activity (state)) {
  case SAFI_ACTIVITY_CHECKING:
    return describe_progress (state);
  case SAFI_ACTIVITY_LEARNING:
    return describe_learning (state);
  case SAFI_ACTIVITY_MOVING:
    /* Translators: under the name of a mailbox: what is going on there. */
    return g_strdup (_ ("Moving messages…"));
  case SAFI_ACTIVITY_PAUSED:
    return describe_pause (state);
  case SAFI_ACTIVITY_OFFLINE:
    return describe_offline (problem);
  case SAFI_ACTIVITY_PROBLEM:
    if (problem != NULL)
      return describe_problem (problem);
    G_GNUC_FALLTHROUGH;
  case SAFI_ACTIVITY_IDLE:
  default:
    return describe_quiet (state);
  }
}

static const char *
choose_icon (SafiAccountState *state)
{
  switch (safi_account_state_get_activity (state)) {
  case SAFI_ACTIVITY_CHECKING:
  case SAFI_ACTIVITY_LEARNING:
  case SAFI_ACTIVITY_MOVING:
    return "content-loading-symbolic";
  case SAFI_ACTIVITY_PAUSED:
    return "media-playback-pause-symbolic";
  case SAFI_ACTIVITY_OFFLINE:
    return "network-offline-symbolic";
  case SAFI_ACTIVITY_PROBLEM:
    return "dialog-warning-symbolic";
  case SAFI_ACTIVITY_IDLE:
  default:
    return "safi-watching-symbolic";
  }
}

static void
set_action_state (SafiAccountRow *self, const char *name, gboolean is_on)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (is_on));
}

static void
enable_action (SafiAccountRow *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

static void
state_changed_cb (SafiAccountRow *self)
{
  const SafiSaving *saving = safi_account_state_get_saving (self->state);
  const SafiPolicy *policy = safi_account_state_get_policy (self->state);
  SafiActivity activity = safi_account_state_get_activity (self->state);
  g_autofree char *sentence = describe_state (self->state);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), sentence);
  gtk_image_set_from_icon_name (self->symbol, choose_icon (self->state));
  gtk_widget_set_visible (self->cancel_button,
                          activity == SAFI_ACTIVITY_CHECKING || activity == SAFI_ACTIVITY_LEARNING);
  set_action_state (self, "paused", policy->paused);
  set_action_state (self, "watch-only", policy->watch_only);
  enable_action (self, "more-data", saving->allowance != SAFI_ALLOWANCE_FULL);
  enable_action (self, "older", saving->older > 0);
}

static void
ask_password (SafiAccountRow *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  safi_password_dialog_present (window, self->engine, safi_account_state_get_account (self->state));
}

static void
cancel_clicked_cb (SafiAccountRow *self)
{
  if (safi_account_state_get_activity (self->state) == SAFI_ACTIVITY_LEARNING)
    safi_engine_cancel_learning (self->engine, get_id (self));
  else
    safi_engine_cancel_check (self->engine, get_id (self));
}

static void
check_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiAccountRow *self = user_data;

  safi_tasks_check (self->engine, get_id (self));
}

static void
learn_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiAccountRow *self = user_data;

  safi_tasks_learn (self->engine, get_id (self));
}

static void
paused_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  SafiAccountRow *self = user_data;
  SafiPolicy policy = *safi_account_state_get_wished_policy (self->state);

  policy.paused = g_variant_get_boolean (value);
  policy.paused_until = 0;
  safi_tasks_set_policy (self->engine, get_id (self), &policy);
}

static void
watch_only_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  SafiAccountRow *self = user_data;
  SafiPolicy policy = *safi_account_state_get_wished_policy (self->state);

  policy.watch_only = g_variant_get_boolean (value);
  safi_tasks_set_policy (self->engine, get_id (self), &policy);
}

static void
more_data_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  safi_account_row_lift_limit (user_data);
}

static void
older_answered_cb (SafiAnswer answer, gpointer user_data)
{
  g_autoptr (SafiAccountRow) self = user_data;

  if (answer == SAFI_ANSWER_YES)
    safi_tasks_choose_reach (self->engine, get_id (self), SAFI_REACH_ALL);
}

static void
older_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiAccountRow *self = user_data;
  const SafiSaving *saving = safi_account_state_get_saving (self->state);
  g_autofree char *words = safi_words_left_out (saving->older, saving->older_octets);

  safi_dialogs_ask (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                    _ ("Look at older messages, too?"), words,
                    /* Translators: an answer, on a button: the older messages are not looked at. */
                    _ ("_Leave them"),
                    /* Translators: an answer, on a button: the older messages are checked, too. */
                    _ ("_Look at all"), FALSE, older_answered_cb, g_object_ref (self));
}

static void
new_password_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_password (user_data);
}

static void
remove_answered_cb (SafiAnswer answer, gpointer user_data)
{
  g_autoptr (SafiAccountRow) self = user_data;

  if (answer == SAFI_ANSWER_YES)
    safi_tasks_remove_account (self->engine, get_id (self));
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SafiAccountRow *self = user_data;
  gboolean is_practice =
      safi_account_get_kind (safi_account_state_get_account (self->state)) == SAFI_ACCOUNT_PRACTICE;

  safi_dialogs_ask (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Remove this mailbox from Safibox?"),
      is_practice
          ? _ ("The made-up messages are deleted, and what Safibox learned from them. You can open a "
               "new practice mailbox at any time.")
          : _ ("Your mail stays where it is, in the inbox and in Junk. Safibox forgets the "
               "password, what it learned from this mailbox, and the list of what it moved. It "
               "cannot move anything back after that."),
      /* Translators: an answer to “Remove …?”, on a button: the mailbox or the words stay. */
      _ ("_Keep"),
      /* Translators: an answer to “Remove …?”, on a button. */
      _ ("_Remove"), TRUE, remove_answered_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { "check", check_cb, NULL, NULL, NULL, { 0 } },
  { "learn", learn_cb, NULL, NULL, NULL, { 0 } },
  { "paused", NULL, NULL, "false", paused_cb, { 0 } },
  { "watch-only", NULL, NULL, "false", watch_only_cb, { 0 } },
  { "more-data", more_data_cb, NULL, NULL, NULL, { 0 } },
  { "older", older_cb, NULL, NULL, NULL, { 0 } },
  { "new-password", new_password_cb, NULL, NULL, NULL, { 0 } },
  { "remove", remove_cb, NULL, NULL, NULL, { 0 } },
};

static void
safi_account_row_dispose (GObject *object)
{
  SafiAccountRow *self = SAFI_ACCOUNT_ROW (object);

  g_clear_object (&self->state);
  g_clear_object (&self->engine);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (safi_account_row_parent_class)->dispose (object);
}

static void
safi_account_row_class_init (SafiAccountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_account_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiAccountRow, symbol);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountRow, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
safi_account_row_init (SafiAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "row", G_ACTION_GROUP (self->actions));
}

static void
show_account (SafiAccountRow *self)
{
  SafiAccount *account = safi_account_state_get_account (self->state);
  gboolean is_practice = safi_account_get_kind (account) == SAFI_ACCOUNT_PRACTICE;
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "new-password");
  g_autofree char *address =
      safi_text_isolate (safi_account_get_address (account), ADDRESS_CHARS_MAX);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 /* Translators: the name of a mailbox of made-up messages. */
                                 is_practice ? _ ("Practice mailbox") : address);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), !is_practice && has_own_secret (self));
}

GtkWidget *
safi_account_row_new (SafiEngine *engine, SafiAccountState *state)
{
  static const char *const watched[] = { "notify::activity",   "notify::progress",
                                         "notify::last-check", "notify::problem",
                                         "notify::policy",     "notify::counts",
                                         "notify::saving" };
  SafiAccountRow *self = g_object_new (SAFI_TYPE_ACCOUNT_ROW, NULL);

  self->engine = g_object_ref (engine);
  self->state = g_object_ref (state);
  show_account (self);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (state, watched[i], G_CALLBACK (state_changed_cb), self,
                             G_CONNECT_SWAPPED);
  state_changed_cb (self);
  return GTK_WIDGET (self);
}

const char *
safi_account_row_get_help_label (SafiAccountRow *self)
{
  if (needs_junk_folder (self))
    return _ ("Make a Junk folder…");
  if (!needs_password (self))
    return _ ("Try again");
  /* Translators: on a button: for a mailbox whose sign-in in the browser is no longer valid. */
  return get_way (self) == SAFI_WAY_BROWSER ? _ ("Sign in again")
                                            /* Translators: on a button: for a mailbox whose
                                               password is missing or no longer valid. */
                                            : _ ("Type the password");
}

const char *
safi_account_row_get_consolation (SafiAccountRow *self)
{
  return needs_junk_folder (self)
             ? _ ("Safibox only watches it, because there is no folder to move junk to.")
             : NULL;
}

void
safi_account_row_help (SafiAccountRow *self)
{
  if (needs_password (self))
    ask_password (self);
  else if (needs_junk_folder (self))
    safi_junk_offer_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->engine,
                             self->state);
  else
    safi_tasks_check (self->engine, get_id (self));
}

void
safi_account_row_lift_limit (SafiAccountRow *self)
{
  safi_tasks_lift_limit (self->engine, get_id (self));
}
