/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/packs/safi-pack-drafts.h"

#include <glib/gi18n.h>

#include "app/common/safi-mail-rows.h"
#include "app/common/safi-place.h"
#include "app/common/safi-plain-row.h"
#include "app/packs/safi-pack-rows.h"
#include "awareness/draft/safi-pack-draft-shelf.h"
#include "core/text/safi-text.h"
#include "words/teaching/safi-words-draft.h"
#include "words/teaching/safi-words-pack.h"

#define ID "safi-draft-id" /* of a row */

struct _SafiPackDrafts {
  AdwBin parent_instance;

  GtkWidget *refused_group;
  GtkListBox *refused;
  GtkWidget *drafts_group;
  GtkListBox *drafts;
};

G_DEFINE_FINAL_TYPE (SafiPackDrafts, safi_pack_drafts, ADW_TYPE_BIN)

static void
row_activated_cb (SafiPackDrafts *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "maker.load", "s",
                              g_object_get_data (G_OBJECT (row), ID));
}

static GtkWidget *
new_remove_button (const char *id, const char *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  const char *args[] = { title, NULL };
  /* Translators: {0} is the name of a pack. */
  g_autofree char *label = safi_text_fill (_ ("Remove {0}…"), args);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "maker.forget");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

/* @draft: (nullable): another program broke it. */
static void
add_draft (SafiPackDrafts *self, const char *id, const SafiPackDraft *draft)
{
  const char *first = draft != NULL ? draft->languages->pdata[0] : "";
  g_autofree char *title = draft != NULL ? safi_words_draft_title (draft->head, first, first)
                                         : g_strdup (_ ("This pack can no longer be read"));
  g_autofree char *from =
      draft != NULL
          ? safi_text_for_display (safi_draft_part_get (draft->head, SAFI_DRAFT_FROM, first),
                                   SAFI_PACK_NAME_CHARS_MAX, FALSE)
          : g_strdup (id);
  GtkWidget *row = safi_plain_row_new (title, from);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_remove_button (id, title));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), draft != NULL);
  g_object_set_data_full (G_OBJECT (row), ID, g_strdup (id), g_free);
  gtk_list_box_append (self->drafts, row);
}

static void
safi_pack_drafts_class_init (SafiPackDraftsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-pack-drafts.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPackDrafts, refused_group);
  gtk_widget_class_bind_template_child (widget_class, SafiPackDrafts, refused);
  gtk_widget_class_bind_template_child (widget_class, SafiPackDrafts, drafts_group);
  gtk_widget_class_bind_template_child (widget_class, SafiPackDrafts, drafts);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
safi_pack_drafts_init (SafiPackDrafts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_pack_drafts_fill (SafiPackDrafts *self)
{
  g_autofree char *data_dir = safi_place_get_data_dir ();
  g_autoptr (GPtrArray) ids = safi_draft_shelf_list (data_dir);

  safi_mail_rows_clear (self->drafts);
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (SafiPackDraft) draft = safi_draft_shelf_load (data_dir, ids->pdata[i]);

    add_draft (self, ids->pdata[i], draft);
  }
  gtk_widget_set_visible (self->drafts_group, ids->len > 0);
}

void
safi_pack_drafts_refuse (SafiPackDrafts *self, GPtrArray *faults)
{
  safi_mail_rows_clear (self->refused);
  for (guint i = 0; faults != NULL && i < faults->len; i++) {
    g_autofree char *sentence = safi_words_pack_fault (faults->pdata[i]);
    GtkWidget *row = safi_plain_row_new (sentence, "");

    adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
    gtk_list_box_append (self->refused, row);
  }
  if (faults != NULL && faults->len == 0)
    gtk_list_box_append (self->refused, safi_plain_row_new (_ ("The file cannot be read."), ""));
  gtk_widget_set_visible (self->refused_group, faults != NULL);
}
