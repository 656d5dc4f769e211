/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-sender-choice.h"

#include <glib/gi18n.h>

#include "core/text/safi-text.h"

#define NAME_CHARS_MAX 200

struct _SafiSenderChoice {
  AdwBin parent_instance;

  GtkLabel *sender;
  GtkLabel *state;
  GtkWidget *buttons;
  GtkWidget *trust_button;
  GtkWidget *never_button;
  GtkWidget *forget_button;

  char *name; /* (nullable) as the rule is kept */
};

G_DEFINE_FINAL_TYPE (SafiSenderChoice, safi_sender_choice, ADW_TYPE_BIN)

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
choose (SafiSenderChoice *self, SafiSenderRule rule)
{
  g_autofree char *name = g_strdup (self->name);

  if (name != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, name, (guint) rule);
}

static void
trust_clicked_cb (SafiSenderChoice *self)
{
  choose (self, SAFI_SENDER_RULE_TRUSTED);
}

static void
never_clicked_cb (SafiSenderChoice *self)
{
  choose (self, SAFI_SENDER_RULE_UNWANTED);
}

static void
forget_clicked_cb (SafiSenderChoice *self)
{
  choose (self, SAFI_SENDER_RULE_NONE);
}

static void
safi_sender_choice_dispose (GObject *object)
{
  g_clear_pointer (&SAFI_SENDER_CHOICE (object)->name, g_free);
  G_OBJECT_CLASS (safi_sender_choice_parent_class)->dispose (object);
}

static void
safi_sender_choice_class_init (SafiSenderChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_sender_choice_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", SAFI_TYPE_SENDER_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-sender-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiSenderChoice, sender);
  gtk_widget_class_bind_template_child (widget_class, SafiSenderChoice, state);
  gtk_widget_class_bind_template_child (widget_class, SafiSenderChoice, buttons);
  gtk_widget_class_bind_template_child (widget_class, SafiSenderChoice, trust_button);
  gtk_widget_class_bind_template_child (widget_class, SafiSenderChoice, never_button);
  gtk_widget_class_bind_template_child (widget_class, SafiSenderChoice, forget_button);
  gtk_widget_class_bind_template_callback (widget_class, trust_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, never_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_clicked_cb);
}

static void
safi_sender_choice_init (SafiSenderChoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_sender_choice_set_rule (SafiSenderChoice *self, SafiSenderRule rule)
{
  static const char *const sentences[] = {
    [SAFI_SENDER_RULE_NONE] = N_ ("This message really came from there."),
    [SAFI_SENDER_RULE_TRUSTED] =
        N_ ("You trust this sender: what really comes from there is not moved to Junk."),
    [SAFI_SENDER_RULE_UNWANTED] =
        N_ ("You want no mail from this sender: what comes from there is junk."),
  };

  gtk_label_set_label (self->state, _ (sentences[rule]));
  gtk_widget_set_visible (self->buttons, TRUE);
  gtk_widget_set_visible (self->trust_button, rule == SAFI_SENDER_RULE_NONE);
  gtk_widget_set_visible (self->never_button, rule == SAFI_SENDER_RULE_NONE);
  gtk_widget_set_visible (self->forget_button, rule != SAFI_SENDER_RULE_NONE);
}

void
safi_sender_choice_follow_rule (SafiSenderChoice *self, const char *sender, SafiSenderRule rule)
{
  if (g_strcmp0 (sender, self->name) == 0)
    safi_sender_choice_set_rule (self, rule);
}

/* Who writes a bank's name must not get the bank trusted, nor thrown out. */
static void
show_no_choice (SafiSenderChoice *self)
{
  gtk_label_set_label (self->state,
                       _ ("Nothing shows that this message came from there. Anybody can write that "
                          "name, so nothing can be kept for it."));
  gtk_widget_set_visible (self->buttons, FALSE);
}

/* The rule whose row is among the evidence. */
static SafiSenderRule
get_rule (SafiVerdict *now)
{
  GPtrArray *evidence = safi_verdict_get_evidence (now);

  for (guint i = 0; i < evidence->len; i++) {
    const char *code = safi_evidence_get_finding (evidence->pdata[i])->code;

    if (g_str_equal (code, "rule.trusted"))
      return SAFI_SENDER_RULE_TRUSTED;
    if (g_str_equal (code, "rule.unwanted"))
      return SAFI_SENDER_RULE_UNWANTED;
  }
  return SAFI_SENDER_RULE_NONE;
}

void
safi_sender_choice_show (SafiSenderChoice *self,
                         SafiMessage *message,
                         const SafiAuthResult *auth,
                         SafiVerdict *now)
{
  const SafiAddress *from = safi_message_get_from (message);
  g_autofree char *name = safi_sender_name_of (message, auth);
  g_autofree char *shown = NULL;

  g_clear_pointer (&self->name, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          auth != NULL && from != NULL && auth->identity != SAFI_IDENTITY_UNKNOWN);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  shown = safi_text_isolate (from->address, NAME_CHARS_MAX);
  gtk_label_set_label (self->sender, shown);
  if (*name == '\0') {
    show_no_choice (self);
    return;
  }
  self->name = g_steal_pointer (&name);
  safi_sender_choice_set_rule (self, get_rule (now));
}

void
safi_sender_choice_hide (SafiSenderChoice *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
