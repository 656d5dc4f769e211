/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/tips/safi-tip-example.h"

#include "app/common/safi-wrapped-label.h"
#include "words/teaching/safi-words-practice.h"
#include "words/teaching/safi-words-tip.h"

struct _SafiTipExample {
  AdwBin parent_instance;

  GtkBox *mark_box;
  GtkImage *symbol;
  GtkLabel *mark;
  GtkLabel *from;
  GtkLabel *subject;
  GtkBox *text;

  char *name; /* (nullable): under which it is heard */
};

G_DEFINE_FINAL_TYPE (SafiTipExample, safi_tip_example, ADW_TYPE_BIN)

static void
safi_tip_example_finalize (GObject *object)
{
  g_free (SAFI_TIP_EXAMPLE (object)->name);
  G_OBJECT_CLASS (safi_tip_example_parent_class)->finalize (object);
}

static void
safi_tip_example_class_init (SafiTipExampleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safi_tip_example_finalize;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-tip-example.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiTipExample, mark_box);
  gtk_widget_class_bind_template_child (widget_class, SafiTipExample, symbol);
  gtk_widget_class_bind_template_child (widget_class, SafiTipExample, mark);
  gtk_widget_class_bind_template_child (widget_class, SafiTipExample, from);
  gtk_widget_class_bind_template_child (widget_class, SafiTipExample, subject);
  gtk_widget_class_bind_template_child (widget_class, SafiTipExample, text);
}

static void
safi_tip_example_init (SafiTipExample *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_paragraph (GtkBox *box, const char *words, gboolean is_bubble)
{
  GtkWidget *label = safi_wrapped_label_new (words, NULL);

  gtk_widget_set_halign (label, is_bubble ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  gtk_box_append (box, label);
}

/* Heard as one when it has the focus. Takes @name. */
static void
take_name (SafiTipExample *self, char *name)
{
  g_free (self->name);
  self->name = name;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
remove_paragraphs (SafiTipExample *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->text))) != NULL)
    gtk_box_remove (self->text, child);
}

static void
show_mark (SafiTipExample *self, const char *mark, gboolean is_real)
{
  gtk_image_set_from_icon_name (self->symbol,
                                is_real ? "safi-good-symbolic" : "safi-junk-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->symbol), is_real ? "warning" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->symbol), is_real ? "success" : "warning");
  gtk_label_set_label (self->mark, mark);
}

/* What comes by SMS or chat looks as it does on a telephone. */
static void
show_text (SafiTipExample *self, const char *id, const SafiExample *example)
{
  const gboolean is_bubble =
      example->channel == SAFI_CHANNEL_SMS || example->channel == SAFI_CHANNEL_CHAT;

  remove_paragraphs (self);
  for (guint i = 0; i < example->text->len; i++)
    add_paragraph (self->text, safi_words_lesson (id, g_ptr_array_index (example->text, i)),
                   is_bubble);
  if (is_bubble)
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "bubbles");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->text), "bubbles");
}

/* @from: who sent it, ready to show. @mark: (nullable): what it is; NULL as long as that is not
 * told. */
static void
show_message (SafiTipExample *self,
              const char *id,
              const SafiExample *example,
              const char *from,
              const char *mark,
              gboolean is_real)
{
  g_autofree char *text = safi_words_example_text (id, example);

  gtk_widget_set_visible (GTK_WIDGET (self->mark_box), mark != NULL);
  if (mark != NULL)
    show_mark (self, mark, is_real);
  gtk_label_set_label (self->from, from);
  gtk_widget_set_visible (GTK_WIDGET (self->subject), example->subject != NULL);
  if (example->subject != NULL)
    gtk_label_set_label (self->subject, safi_words_lesson (id, example->subject));
  show_text (self, id, example);
  take_name (self, mark != NULL ? g_strdup_printf ("%s: %s\n%s", mark, from, text)
                                : g_strdup_printf ("%s\n%s", from, text));
}

void
safi_tip_example_show (SafiTipExample *self, const SafiTip *tip, const SafiExample *example)
{
  g_autofree char *from = safi_words_example_from (tip->id, example);

  show_message (self, tip->id, example, from, safi_words_example_mark (tip, example),
                example == &tip->real);
}

void
safi_tip_example_show_item (SafiTipExample *self, const SafiPracticeItem *item, gboolean is_told)
{
  g_autofree char *from = safi_words_practice_from (item);

  show_message (self, item->id, &item->message, from,
                is_told ? safi_words_practice_mark (item) : NULL, !item->is_scam);
}

void
safi_tip_example_add_text (SafiTipExample *self, const char *text)
{
  add_paragraph (self->text, text, FALSE);
  take_name (self, g_strdup_printf ("%s\n%s", self->name, text));
}
