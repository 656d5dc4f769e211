/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-practice-view.h"

#include "app/common/safi-safe-text.h"
#include "app/help/safi-help.h"
#include "app/learn/safi-practice-end.h"
#include "app/learn/safi-practice-feedback.h"
#include "app/speech/safi-read-aloud.h"
#include "app/tips/safi-tip-example.h"
#include "words/catalogue/safi-words-catalogue.h"
#include "words/teaching/safi-words-own-practice.h"
#include "words/teaching/safi-words-practice.h"
#include "words/teaching/safi-words-tip.h"

#define OWN_TEXT_OCTETS_MAX 1200 /* of own mail: enough to tell what it is */

struct _SafiPracticeView {
  AdwBin parent_instance;

  GtkLabel *place_label;
  SafiReadAloud *read_aloud;
  GtkStack *stack;
  SafiTipExample *message;
  SafiPracticeFeedback *feedback;
  GtkWidget *own_waiting;
  GtkWidget *own_note;
  GtkWidget *guesses;
  GtkButton *scam_button;
  GtkWidget *next_button;
  SafiPracticeEnd *end;

  GSettings *settings;
  SafiEngine *engine; /* (nullable) until it runs */
  SafiPracticeRecord *record;
  SafiPracticeRecord *own_record; /* of rounds with own mail: in memory only */
  GPtrArray *own; /* (nullable) (element-type SafiPracticeItem): what the round is made of */
  SafiAge age;    /* of whoever practises */
  SafiPracticeRound *round; /* (nullable) between rounds */
  guint place;              /* of the message that is shown */
  GCancellable *fetch;      /* (nullable): of its text, if it is the person's own */
  char *own_text;           /* (nullable): how that begins, harmless to show */
};

G_DEFINE_FINAL_TYPE (SafiPracticeView, safi_practice_view, ADW_TYPE_BIN)

enum {
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const SafiPracticeItem *
get_item (SafiPracticeView *self)
{
  return self->round->items[self->place];
}

/* What the person called junk need not be a scam. */
static void
name_scam_button (SafiPracticeView *self)
{
  const char *words = safi_words_practice_guess_scam (self->own != NULL);
  const char *key = self->own != NULL ? "J" : "S";

  gtk_button_set_label (self->scam_button, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->scam_button), key);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scam_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, key, -1);
}

static void
enable (SafiPracticeView *self, gboolean may_guess, gboolean may_go_on)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "practice.guess", may_guess);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "practice.next", may_go_on);
  gtk_widget_set_visible (self->guesses, may_guess);
  gtk_widget_set_visible (self->next_button, may_go_on);
}

static gboolean
is_told (SafiPracticeView *self)
{
  return self->round->guesses[self->place] != SAFI_GUESS_NONE;
}

/* The message, until it was answered; then what is told about it. A stranger's message is not
 * read. */
static void
set_reading (SafiPracticeView *self)
{
  const SafiPracticeItem *item = get_item (self);
  g_autofree char *from = safi_words_practice_from (item);
  g_autofree char *text = safi_words_example_text (item->id, &item->message);
  g_autofree char *message = item->is_own ? NULL : g_strdup_printf ("%s\n%s", from, text);
  const char *told = safi_practice_feedback_get_words (self->feedback);

  safi_read_aloud_set_text (self->read_aloud, is_told (self) ? told : message,
                            item->is_own ? GETTEXT_PACKAGE : SAFI_TIPS_DOMAIN);
}

static void
show_item (SafiPracticeView *self)
{
  safi_tip_example_show_item (self->message, get_item (self), is_told (self));
  if (self->own_text != NULL)
    safi_tip_example_add_text (self->message, self->own_text);
}

static void
forget_text (SafiPracticeView *self)
{
  g_cancellable_cancel (self->fetch);
  g_clear_object (&self->fetch);
  g_clear_pointer (&self->own_text, g_free);
}

/* Returns: (transfer full) (nullable): how it begins; NULL if it has no text. */
static char *
begin_text (SafiMessage *message)
{
  g_autoptr (GArray) no_spans = g_array_new (FALSE, FALSE, sizeof (SafiSpan));
  g_autoptr (SafiSafeText) safe = safi_safe_text_new (message, no_spans, OWN_TEXT_OCTETS_MAX);

  g_strstrip (safe->text);
  if (*safe->text == '\0')
    return NULL;
  return g_steal_pointer (&safe->text);
}

static void
text_fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiPracticeView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiMessage) message =
      safi_engine_load_message_finish (SAFI_ENGINE (source), result, NULL, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_visible (self->own_waiting, FALSE);
  gtk_widget_set_visible (self->own_note, message == NULL);
  if (message == NULL)
    return;
  self->own_text = begin_text (message);
  show_item (self);
}

/* Of the person's own message sender and subject are there at once; its text is where the message
 * is. */
static void
fetch_text (SafiPracticeView *self)
{
  const SafiPracticeItem *item = get_item (self);

  forget_text (self);
  gtk_widget_set_visible (self->own_note, FALSE);
  gtk_widget_set_visible (self->own_waiting, item->is_own);
  if (!item->is_own)
    return;
  self->fetch = g_cancellable_new ();
  safi_engine_load_message_async (self->engine, item->judged, self->fetch, text_fetched_cb,
                                  g_object_ref (self));
}

static void
ask (SafiPracticeView *self)
{
  g_autofree char *place = safi_words_practice_place (self->place);

  gtk_label_set_label (self->place_label, place);
  fetch_text (self);
  show_item (self);
  gtk_widget_set_visible (GTK_WIDGET (self->feedback), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "message");
  enable (self, TRUE, FALSE);
  set_reading (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->message));
}

/* Of own mail nothing is kept: the answers were the person's, and they are no measure. */
static void
remember_seen (SafiPracticeView *self)
{
  if (self->own != NULL) {
    safi_practice_record_add_seen (self->own_record, get_item (self)->id);
    return;
  }
  safi_practice_record_add_seen (self->record, get_item (self)->id);
  g_settings_set_value (self->settings, "practice-seen",
                        safi_practice_record_write_seen (self->record));
}

static void
remember_score (SafiPracticeView *self, const SafiPracticeScore *score)
{
  if (self->own != NULL) {
    safi_practice_record_add_score (self->own_record, score);
    return;
  }
  safi_practice_record_add_score (self->record, score);
  g_settings_set_value (self->settings, "practice-scores",
                        safi_practice_record_write_scores (self->record));
}

static void
guess_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiPracticeView *self = SAFI_PRACTICE_VIEW (widget);
  const SafiGuess guess = (SafiGuess) g_variant_get_uint32 (parameter);

  self->round->guesses[self->place] = guess;
  remember_seen (self);
  show_item (self);
  safi_practice_feedback_show (self->feedback, get_item (self), guess, self->age);
  gtk_widget_set_visible (GTK_WIDGET (self->feedback), TRUE);
  enable (self, FALSE, TRUE);
  set_reading (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->feedback));
}

static void
finish (SafiPracticeView *self)
{
  const SafiPracticeScore score =
      safi_practice_round_count (self->round, g_get_real_time () / G_USEC_PER_SEC);

  forget_text (self);
  remember_score (self, &score);
  gtk_label_set_label (self->place_label, self->own != NULL
                                              ? safi_words_own_title ()
                                              : safi_words_topic (self->round->topic));
  safi_practice_end_show (self->end, self->round, &score, self->age);
  gtk_stack_set_visible_child_name (self->stack, "end");
  enable (self, FALSE, FALSE);
  safi_read_aloud_set_text (self->read_aloud, NULL, SAFI_TIPS_DOMAIN);
  gtk_widget_grab_focus (GTK_WIDGET (self->end));
}

static void
next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiPracticeView *self = SAFI_PRACTICE_VIEW (widget);

  self->place++;
  if (self->place < SAFI_PRACTICE_ROUND)
    ask (self);
  else
    finish (self);
}

static void
begin (SafiPracticeView *self, SafiPracticeRound *round)
{
  g_free (self->round);
  self->round = round;
  self->place = 0;
  name_scam_button (self);
  ask (self);
}

static void
start_own (SafiPracticeView *self)
{
  begin (self, safi_practice_round_new_from (self->own, NULL, self->own_record, g_random_int ()));
}

static void
again_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiPracticeView *self = SAFI_PRACTICE_VIEW (widget);

  if (self->own != NULL)
    start_own (self);
  else
    safi_practice_view_start (self, self->round->topic, NULL);
}

static void
leave (SafiPracticeView *self)
{
  forget_text (self);
  g_signal_emit (self, signals[LEFT], 0);
}

static void
leave_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  leave (SAFI_PRACTICE_VIEW (widget));
}

/* Others look at the screen now. */
static void
hiding_changed_cb (SafiPracticeView *self)
{
  if (self->own != NULL && g_settings_get_boolean (self->settings, "hide-senders"))
    leave (self);
}

static void
safi_practice_view_dispose (GObject *object)
{
  SafiPracticeView *self = SAFI_PRACTICE_VIEW (object);

  forget_text (self);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->record, safi_practice_record_free);
  g_clear_pointer (&self->own_record, safi_practice_record_free);
  g_clear_pointer (&self->round, g_free);
  g_clear_pointer (&self->own, g_ptr_array_unref);
  G_OBJECT_CLASS (safi_practice_view_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *action;
    guint key;
    SafiGuess guess; /* NONE: the action takes none */
  } keys[] = {
    { "practice.guess", GDK_KEY_s, SAFI_GUESS_SCAM },
    { "practice.guess", GDK_KEY_j, SAFI_GUESS_SCAM }, /* junk, as in the list of messages */
    { "practice.guess", GDK_KEY_r, SAFI_GUESS_REAL },
    { "practice.guess", GDK_KEY_n, SAFI_GUESS_UNSURE },
    { "practice.next", GDK_KEY_Return, SAFI_GUESS_NONE },
    { "practice.next", GDK_KEY_KP_Enter, SAFI_GUESS_NONE },
    { "practice.leave", GDK_KEY_Escape, SAFI_GUESS_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (keys[i].guess != SAFI_GUESS_NONE)
      gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, keys[i].action, "u",
                                           keys[i].guess);
    else
      gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, keys[i].action, NULL);
  }
}

static void
safi_practice_view_class_init (SafiPracticeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_practice_view_dispose;
  signals[LEFT] = g_signal_new ("left", SAFI_TYPE_PRACTICE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  g_type_ensure (SAFI_TYPE_TIP_EXAMPLE);
  g_type_ensure (SAFI_TYPE_PRACTICE_FEEDBACK);
  g_type_ensure (SAFI_TYPE_PRACTICE_END);
  g_type_ensure (SAFI_TYPE_READ_ALOUD);
  safi_help_install_key (widget_class, "practice");
  gtk_widget_class_install_action (widget_class, "practice.guess", "u", guess_cb);
  gtk_widget_class_install_action (widget_class, "practice.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "practice.again", NULL, again_cb);
  gtk_widget_class_install_action (widget_class, "practice.leave", NULL, leave_cb);
  add_keys (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-practice-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeView, place_label);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeView, read_aloud);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeView, stack);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeView, message);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeView, feedback);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeView, own_waiting);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeView, own_note);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeView, guesses);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeView, scam_button);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeView, next_button);
  gtk_widget_class_bind_template_child (widget_class, SafiPracticeView, end);
}

static void
safi_practice_view_init (SafiPracticeView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->age = SAFI_AGE_ADULT;
  self->own_record = safi_practice_record_new ();
}

SafiPracticeRecord *
safi_practice_view_read_record (GSettings *settings)
{
  g_autoptr (GVariant) scores = g_settings_get_value (settings, "practice-scores");
  g_autoptr (GVariant) seen = g_settings_get_value (settings, "practice-seen");

  return safi_practice_record_read (scores, seen);
}

void
safi_practice_view_set_settings (SafiPracticeView *self, GSettings *settings)
{
  g_return_if_fail (self->settings == NULL);
  self->settings = g_object_ref (settings);
  self->record = safi_practice_view_read_record (settings);
  g_signal_connect_object (settings, "changed::hide-senders", G_CALLBACK (hiding_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
safi_practice_view_set_engine (SafiPracticeView *self, SafiEngine *engine)
{
  g_return_if_fail (self->engine == NULL);
  self->engine = g_object_ref (engine);
}

void
safi_practice_view_set_age (SafiPracticeView *self, SafiAge age)
{
  self->age = age;
}

void
safi_practice_view_start (SafiPracticeView *self, SafiTopic topic, const char *kind)
{
  SafiPracticeRound *round =
      safi_practice_round_new_for_age (topic, self->age, kind, self->record, g_random_int ());

  g_clear_pointer (&self->own, g_ptr_array_unref);
  begin (self, round);
}

void
safi_practice_view_start_own (SafiPracticeView *self, GPtrArray *items)
{
  g_ptr_array_ref (items);
  g_clear_pointer (&self->own, g_ptr_array_unref);
  self->own = items;
  start_own (self);
}
