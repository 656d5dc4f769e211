/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-message-item.h"

#include <string.h>

#include <glib/gi18n.h>

#include "core/safi-domain.h"
#include "core/safi-text.h"
#include "words/safi-words.h"

#define SENDER_CHARS_MAX 60
#define SUBJECT_CHARS_MAX 160

struct _SafiMessageItem {
  GObject parent_instance;

  SafiJudged *judged;
};

G_DEFINE_FINAL_TYPE (SafiMessageItem, safi_message_item, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_SYMBOL_CLASSES,
  PROP_ICON_NAME,
  PROP_SENDER,
  PROP_DOMAIN,
  PROP_TIME,
  PROP_SUBJECT,
  PROP_SUMMARY,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

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

const char *
safi_message_item_choose_word (SafiJudged *judged)
{
  return safi_words_decision (find_decision (judged));
}

/* Name and domain are two labels, so that a long name cannot push the domain out of sight. */
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
    return g_strdup (_ ("you said so"));
  reasons = safi_words_pick_reasons (judged->verdict, 1);
  return reasons->len > 0 ? safi_words_evidence (reasons->pdata[0]) : NULL;
}

static char *
describe_summary (SafiJudged *judged)
{
  const char *word = safi_message_item_choose_word (judged);
  g_autofree char *why = describe_why (judged);

  return why != NULL ? g_strconcat (word, " · ", why, NULL) : g_strdup (word);
}

/* Amber only for doubt. */
static const char *const *
choose_classes (SafiJudged *judged)
{
  static const char *const plain[] = { NULL };
  static const char *const doubt[] = { "warning", NULL };

  return find_decision (judged) == SAFI_DECISION_UNSURE ? doubt : plain;
}

static void
safi_message_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SafiMessageItem *self = SAFI_MESSAGE_ITEM (object);

  switch (id) {
  case PROP_SYMBOL_CLASSES:
    g_value_set_boxed (value, choose_classes (self->judged));
    break;
  case PROP_ICON_NAME:
    g_value_set_static_string (value, safi_message_item_choose_icon (self->judged));
    break;
  case PROP_SENDER:
    g_value_take_string (value, describe_sender (self->judged));
    break;
  case PROP_DOMAIN:
    g_value_take_string (value, describe_domain (self->judged));
    break;
  case PROP_TIME:
    g_value_take_string (value,
                         safi_words_date (self->judged->date, g_get_real_time () / G_USEC_PER_SEC));
    break;
  case PROP_SUBJECT:
    g_value_take_string (value, describe_subject (self->judged));
    break;
  case PROP_SUMMARY:
    g_value_take_string (value, describe_summary (self->judged));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
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
  static const char *const names[] = {
    [PROP_ICON_NAME] = "icon-name", [PROP_SENDER] = "sender",   [PROP_DOMAIN] = "domain",
    [PROP_TIME] = "time",           [PROP_SUBJECT] = "subject", [PROP_SUMMARY] = "summary",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = safi_message_item_get_property;
  object_class->finalize = safi_message_item_finalize;
  properties[PROP_SYMBOL_CLASSES] = g_param_spec_boxed ("symbol-classes", NULL, NULL, G_TYPE_STRV,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  for (guint i = PROP_ICON_NAME; i < N_PROPERTIES; i++)
    properties[i] =
        g_param_spec_string (names[i], NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
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
  for (guint i = PROP_SYMBOL_CLASSES; i < N_PROPERTIES; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

char *
safi_message_item_describe (SafiMessageItem *self)
{
  g_autofree char *sender = describe_sender (self->judged);
  g_autofree char *domain = describe_domain (self->judged);
  g_autofree char *subject = describe_subject (self->judged);
  g_autofree char *summary = describe_summary (self->judged);
  g_autofree char *date = safi_words_date (self->judged->date, g_get_real_time () / G_USEC_PER_SEC);

  if (domain[0] == '\0')
    /* Translators: a message as it is read aloud: sender, subject, date, what it is and why. */
    return g_strdup_printf (_ ("%s. %s. %s. %s"), sender, subject, date, summary);
  /* Translators: a message as it is read aloud: sender, the domain of the sender's address,
   * subject, date, what it is and why. */
  return g_strdup_printf (_ ("%s, %s. %s. %s. %s"), sender, domain, subject, date, summary);
}

char *
safi_message_item_describe_hidden (SafiMessageItem *self)
{
  g_autofree char *date = safi_words_date (self->judged->date, g_get_real_time () / G_USEC_PER_SEC);

  /* Translators: a message as it is read aloud while senders are hidden: date, what it is. */
  return g_strdup_printf (_ ("Hidden sender and subject. %s. %s"), date,
                          safi_message_item_choose_word (self->judged));
}
