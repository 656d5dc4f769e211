/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/packs/safi-pack-window.h"

#include <glib/gi18n.h>

#include "app/common/safi-file-open.h"
#include "app/common/safi-pack-list.h"
#include "app/common/safi-plain-row.h"
#include "app/common/safi-tasks.h"
#include "app/help/safi-help.h"
#include "app/packs/safi-pack-rows.h"
#include "app/speech/safi-read-aloud.h"
#include "awareness/pack/safi-pack-mentions.h"
#include "awareness/pack/safi-pack-read.h"
#include "words/teaching/safi-words-pack.h"

struct _SafiPackWindow {
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkLabel *name;
  GtkLabel *from;
  GtkListBox *head;
  GtkBox *mentions;
  GtkListBox *faults;
  GtkWidget *buttons;
  GtkWidget *add_button;
  GtkLabel *refused;

  GBytes *octets; /* (nullable) */
  SafiPack *pack; /* (nullable): what they are */
};

G_DEFINE_FINAL_TYPE (SafiPackWindow, safi_pack_window, ADW_TYPE_WINDOW)

static void
refuse (SafiPackWindow *self, const char *sentence)
{
  gtk_label_set_label (self->refused, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refused), TRUE);
  gtk_widget_set_sensitive (self->add_button, FALSE);
}

static void
tell_refusal (SafiPackWindow *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    refuse (self, _ ("A pack with this id is here already. A pack never takes the place of "
                     "another: remove that one on Learn first."));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    refuse (self, _ ("There are too many packs already. Remove one on Learn first."));
  else
    refuse (self, _ ("The pack could not be kept. Look whether the disk is full."));
}

/* Who is about to replace a pack sees whether it is of the same people. */
static void
tell_twin (SafiPackWindow *self, const SafiPack *twin)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_EXISTS, "");
  const gboolean is_same = g_strcmp0 (twin->signer, self->pack->signer) == 0;
  g_autofree char *sentences = NULL;

  tell_refusal (self, error);
  if (is_same && twin->signer == NULL)
    return;
  sentences = g_strconcat (
      gtk_label_get_label (self->refused), "\n",
      is_same ? _ ("Both packs have the same digits: the same key signed them.")
              /* Translators: of two packs of one id; the other one is here already. */
              : _ ("The two packs do not have the same digits. Ask whom this one is from before "
                   "you remove the other."),
      NULL);
  gtk_label_set_label (self->refused, sentences);
}

static void
add_clicked_cb (SafiPackWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (!safi_pack_list_import (safi_pack_list_get_default (), self->pack, self->octets, &error)) {
    tell_refusal (self, error);
    return;
  }
  safi_tasks_tell (_ ("The pack is added. It stands on Learn."));
  gtk_window_close (GTK_WINDOW (self));
}

static GtkWidget *
new_mention_list (SafiMentionKind kind)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  safi_words_mention_kind (kind), -1);
  return list;
}

static GtkWidget *
new_read_aloud (const SafiPackRecording *recording, GtkWidget *row)
{
  SafiReadAloud *button = g_object_new (SAFI_TYPE_READ_ALOUD, "valign", GTK_ALIGN_CENTER, NULL);

  safi_read_aloud_set_recording (button, recording);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  row, NULL, -1);
  return GTK_WIDGET (button);
}

static void
add_mention (GtkListBox *list, const SafiMention *mention)
{
  g_autofree char *value = safi_words_mention_value (mention);
  g_autofree char *context = safi_words_mention_context (mention);
  GtkWidget *row = safi_plain_row_new (value, context);

  if (mention->recording != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_read_aloud (mention->recording, row));
  if (mention->like != NULL)
    adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "dialog-warning-symbolic");
  gtk_list_box_append (list, row);
}

static void
add_mentions (SafiPackWindow *self, GPtrArray *mentions, SafiMentionKind kind)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = new_mention_list (kind);

  for (guint i = 0; i < mentions->len; i++) {
    const SafiMention *mention = mentions->pdata[i];

    if (mention->kind == kind)
      add_mention (GTK_LIST_BOX (list), mention);
  }
  if (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) == NULL)
    gtk_list_box_append (GTK_LIST_BOX (list),
                         /* Translators: a list is empty. */
                         safi_plain_row_new (_ ("None"), ""));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), safi_words_mention_kind (kind));
  if (kind == SAFI_MENTION_RECORDING)
    adw_preferences_group_set_description (
        ADW_PREFERENCES_GROUP (group),
        _ ("A recording can say something else than its tip. Listen to each before you add the "
           "pack."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  gtk_box_append (self->mentions, group);
}

static void
show_pack (SafiPackWindow *self)
{
  const SafiPackTexts *texts = safi_words_pack_texts (self->pack);
  g_autoptr (GPtrArray) mentions = safi_pack_list_mentions (self->pack);
  const SafiPack *twin =
      safi_pack_shelf_find (safi_pack_list_get_packs (safi_pack_list_get_default ()), self->pack);

  gtk_label_set_label (self->name, texts->name);
  gtk_label_set_label (self->from, texts->from);
  gtk_list_box_append (self->head, safi_pack_rows_new_head (self->pack, SAFI_AGE_ADULT));
  gtk_list_box_append (self->head, safi_pack_rows_new_signer (self->pack));
  for (int kind = SAFI_MENTION_NUMBER; kind <= SAFI_MENTION_DOMAIN; kind++)
    add_mentions (self, mentions, (SafiMentionKind) kind);
  if (self->pack->recordings->len > 0)
    add_mentions (self, mentions, SAFI_MENTION_RECORDING);
  gtk_widget_set_visible (self->buttons, TRUE);
  if (twin != NULL)
    tell_twin (self, twin);
  gtk_stack_set_visible_child_name (self->stack, "pack");
}

static void
show_faults (SafiPackWindow *self, GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++) {
    g_autofree char *sentence = safi_words_pack_fault (faults->pdata[i]);
    GtkWidget *row = safi_plain_row_new (sentence, "");

    adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
    gtk_list_box_append (self->faults, row);
  }
  if (faults->len == 0)
    gtk_list_box_append (self->faults, safi_plain_row_new (_ ("The file cannot be read."), ""));
  gtk_stack_set_visible_child_name (self->stack, "faults");
}

/* @octets: (nullable). */
static void
show_octets (SafiPackWindow *self, GBytes *octets)
{
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();

  if (octets != NULL) {
    self->octets = g_bytes_ref (octets);
    self->pack = safi_pack_read_zip (octets, faults);
  }
  if (self->pack != NULL)
    show_pack (self);
  else
    show_faults (self, faults);
}

static void
safi_pack_window_dispose (GObject *object)
{
  SafiPackWindow *self = SAFI_PACK_WINDOW (object);

  g_clear_pointer (&self->octets, g_bytes_unref);
  g_clear_pointer (&self->pack, safi_pack_unref);
  G_OBJECT_CLASS (safi_pack_window_parent_class)->dispose (object);
}

static void
safi_pack_window_class_init (SafiPackWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_pack_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  safi_help_install_key (widget_class, "packs");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-pack-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPackWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SafiPackWindow, name);
  gtk_widget_class_bind_template_child (widget_class, SafiPackWindow, from);
  gtk_widget_class_bind_template_child (widget_class, SafiPackWindow, head);
  gtk_widget_class_bind_template_child (widget_class, SafiPackWindow, mentions);
  gtk_widget_class_bind_template_child (widget_class, SafiPackWindow, faults);
  gtk_widget_class_bind_template_child (widget_class, SafiPackWindow, buttons);
  gtk_widget_class_bind_template_child (widget_class, SafiPackWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, SafiPackWindow, refused);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
}

static void
safi_pack_window_init (SafiPackWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static SafiPackWindow *
new_window (GtkWindow *parent)
{
  SafiPackWindow *self = g_object_new (SAFI_TYPE_PACK_WINDOW, "transient-for", parent, NULL);

  /* Else a modal parent would keep every key and click from it. */
  gtk_window_set_modal (GTK_WINDOW (self), parent != NULL && gtk_window_get_modal (parent));
  return self;
}

void
safi_pack_window_present (GtkWindow *parent, GBytes *octets)
{
  SafiPackWindow *self = new_window (parent);

  show_octets (self, octets);
  gtk_window_present (GTK_WINDOW (self));
}

gboolean
safi_pack_window_takes (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL && g_str_has_suffix (name, SAFI_PACK_SUFFIX);
}

static void
opened_cb (GtkWindow *window, GBytes *octets, const GError *error)
{
  show_octets (SAFI_PACK_WINDOW (window), octets);
}

void
safi_pack_window_open (GtkWindow *parent, GFile *file)
{
  SafiPackWindow *self = new_window (parent);

  safi_file_open_named (GTK_WINDOW (self), file, SAFI_PACK_PACKED_MAX, opened_cb);
  gtk_window_present (GTK_WINDOW (self));
}
