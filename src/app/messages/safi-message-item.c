/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-message-item.h"

#include <string.h>

#include <glib/gi18n.h>

#include "core/text/safi-text.h"
#include "core/url/safi-domain.h"
#include "words/safi-words.h"

#define SENDER_CHARS_MAX 60
#define SUBJECT_CHARS_MAX 160

struct _SafiMessageItem {
  GObject parent_instance;

  SafiJudged *judged;
};

G_DEFINE_FINAL_TYPE (SafiMessageItem, safi_message_item, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static SafiDecision
find_decision (SafiJudged *judged)
{
  if (judged->is_taught)
    return judged->taught_class == SAFI_CLASS_JUNK ? SAFI_DECISION_JUNK : SAFI_DECISION_GOOD;
  return safi_verdict_get_decision (judged->verdict);
}

const char *
safi_message_item_choose_icon (SafiJudged *judged)
{
  switch (find_decision (judged)) {
  case SAFI_DECISION_JUNK:
    return "safi-junk-symbolic";
  case SAFI_DECISION_UNSURE:
    return "safi-unsure-symbolic";
  case SAFI_DECISION_GOOD:
  default:
    return "safi-good-symbolic";
  }
}

static const char *
choose_word (SafiJudged *judged)
{
  return safi_words_decision (find_decision (judged));
}

/* Name and domain have a line each, so that a long name cannot push the domain out of sight. */
static char *
describe_sender (SafiJudged *judged)
{
  if (judged->sender_name != NULL && judged->sender_name[0] != '\0')
    return safi_text_isolate (judged->sender_name, SENDER_CHARS_MAX);
  if (judged->sender_address != NULL && judged->sender_address[0] != '\0')
    return safi_text_isolate (judged->sender_address, SENDER_CHARS_MAX);
  return g_strdup (_ ("No sender"));
}

static char *
describe_domain (SafiJudged *judged)
{
  const char *at = judged->sender_address != NULL ? strrchr (judged->sender_address, '@') : NULL;
  g_autofree char *domain = at != NULL ? safi_domain_for_display (at + 1) : NULL;

  return domain != NULL ? safi_text_isolate (domain, SENDER_CHARS_MAX) : g_strdup ("");
}

static char *
describe_subject (SafiJudged *judged)
{
  if (judged->subject == NULL || judged->subject[0] == '\0')
    /* Translators: stands for the subject of a message that has none. */
    return g_strdup (_ ("No subject"));
  return safi_text_isolate (judged->subject, SUBJECT_CHARS_MAX);
}

/* What comes after the word: what is happening to it or what the person said, else the first
 * reason. */
static char *
describe_why (SafiJudged *judged)
{
  g_autoptr (GPtrArray) reasons = NULL;

  if (judged->fate == SAFI_FATE_MOVING || judged->fate >= SAFI_FATE_MOVING_BACK)
    return g_strdup (safi_words_fate (judged->fate));
  if (judged->is_taught)
    /* Translators: why a message in the list is junk, or is not. */
    return g_strdup (_ ("you said so"));
  reasons = safi_words_pick_reasons (judged->verdict, 1);
  return reasons->len > 0 ? safi_words_evidence (reasons->pdata[0]) : NULL;
}

static char *
describe_summary (SafiJudged *judged)
{
  const char *word = choose_word (judged);
  g_autofree char *why = describe_why (judged);

  return why != NULL ? g_strconcat (word, " · ", why, NULL) : g_strdup (word);
}

static void
safi_message_item_finalize (GObject *object)
{
  SafiMessageItem *self = SAFI_MESSAGE_ITEM (object);

  g_clear_pointer (&self->judged, safi_judged_unref);
  G_OBJECT_CLASS (safi_message_item_parent_class)->finalize (object);
}

static void
safi_message_item_class_init (SafiMessageItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_message_item_finalize;
  signals[CHANGED] = g_signal_new ("changed", SAFI_TYPE_MESSAGE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
safi_message_item_init (SafiMessageItem *self)
{
}

SafiMessageItem *
safi_message_item_new (SafiJudged *judged)
{
  SafiMessageItem *self = g_object_new (SAFI_TYPE_MESSAGE_ITEM, NULL);

  self->judged = safi_judged_ref (judged);
  return self;
}

SafiJudged *
safi_message_item_get_judged (SafiMessageItem *self)
{
  return self->judged;
}

void
safi_message_item_set_judged (SafiMessageItem *self, SafiJudged *judged)
{
  safi_judged_ref (judged);
  safi_judged_unref (self->judged);
  self->judged = judged;
  g_signal_emit (self, signals[CHANGED], 0);
}

char *
safi_message_item_name_sender (SafiMessageItem *self)
{
  return describe_sender (self->judged);
}

gboolean
safi_message_item_is_doubtful (SafiMessageItem *self)
{
  return find_decision (self->judged) == SAFI_DECISION_UNSURE;
}

static char *
name_open (char *const *places)
{
  if (places[SAFI_MESSAGE_DOMAIN][0] == '\0')
    /* Translators: a message as it is read aloud: sender, subject, date, what it is and why. */
    return g_strdup_printf (_ ("%s. %s. %s. %s"), places[SAFI_MESSAGE_SENDER],
                            places[SAFI_MESSAGE_SUBJECT], places[SAFI_MESSAGE_TIME],
                            places[SAFI_MESSAGE_SUMMARY]);
  /* Translators: a message as it is read aloud: sender, the domain of the sender's address,
   * subject, date, what it is and why. */
  return g_strdup_printf (_ ("%s, %s. %s. %s. %s"), places[SAFI_MESSAGE_SENDER],
                          places[SAFI_MESSAGE_DOMAIN], places[SAFI_MESSAGE_SUBJECT],
                          places[SAFI_MESSAGE_TIME], places[SAFI_MESSAGE_SUMMARY]);
}

static void
describe_open (SafiMessageWords *words, SafiJudged *judged)
{
  words->places[SAFI_MESSAGE_SENDER] = describe_sender (judged);
  words->places[SAFI_MESSAGE_DOMAIN] = describe_domain (judged);
  words->places[SAFI_MESSAGE_SUBJECT] = describe_subject (judged);
  words->places[SAFI_MESSAGE_SUMMARY] = describe_summary (judged);
  words->name = name_open (words->places);
}

static void
describe_hidden (SafiMessageWords *words, SafiJudged *judged)
{
  const char *word = choose_word (judged);

  /* Translators: stands in the list where a sender's name would stand. */
  words->places[SAFI_MESSAGE_SENDER] = g_strdup (_ ("Hidden sender"));
  /* Translators: stands in the list where a subject would stand. */
  words->places[SAFI_MESSAGE_SUBJECT] = g_strdup (_ ("Hidden subject"));
  words->places[SAFI_MESSAGE_SUMMARY] = g_strdup (word);
  /* Translators: a message as it is read aloud while senders are hidden: date, what it is. */
  words->name = g_strdup_printf (_ ("Hidden sender and subject. %s. %s"),
                                 words->places[SAFI_MESSAGE_TIME], word);
}

SafiMessageWords *
safi_message_item_describe (SafiMessageItem *self, gboolean is_hiding)
{
  SafiMessageWords *words = g_new0 (SafiMessageWords, 1);

  words->places[SAFI_MESSAGE_TIME] =
      safi_words_date (self->judged->date, g_get_real_time () / G_USEC_PER_SEC);
  if (is_hiding)
    describe_hidden (words, self->judged);
  else
    describe_open (words, self->judged);
  return words;
}

void
safi_message_words_free (SafiMessageWords *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < SAFI_MESSAGE_N_PLACES; i++)
    g_free (self->places[i]);
  g_free (self->name);
  g_free (self);
}
