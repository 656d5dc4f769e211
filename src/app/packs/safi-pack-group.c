/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/packs/safi-pack-group.h"

#include <glib/gi18n.h>

#include "app/common/safi-dialogs.h"
#include "app/common/safi-file-open.h"
#include "app/common/safi-pack-list.h"
#include "app/common/safi-plain-row.h"
#include "app/common/safi-tasks.h"
#include "app/packs/safi-pack-maker.h"
#include "app/packs/safi-pack-rows.h"
#include "app/packs/safi-pack-window.h"
#include "core/text/safi-text.h"
#include "words/teaching/safi-words-pack.h"

struct _SafiPackGroup {
  AdwBin parent_instance;

  GtkBox *packs;
  GtkWidget *offer; /* to add one */

  SafiAge age; /* of whoever learns */
  gboolean is_classroom;
  gboolean is_filled;
};

G_DEFINE_FINAL_TYPE (SafiPackGroup, safi_pack_group, ADW_TYPE_BIN)

static GtkWidget *
new_expander (const char *title, const char *subtitle)
{
  GtkWidget *expander = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), subtitle);
  return expander;
}

static void
add_tips (GtkListBox *list, SafiPack *pack, GPtrArray *tips)
{
  const guint n_tips = tips->len;
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%u tip", "%u tips", n_tips), n_tips);
  GtkWidget *expander;

  if (n_tips == 0)
    return;
  expander = new_expander (_ ("Tips"), subtitle);
  for (guint i = 0; i < n_tips; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (expander),
                              safi_pack_rows_new_tip (pack, tips->pdata[i]));
  gtk_list_box_append (list, expander);
}

static void
add_days (GtkListBox *list, const SafiPackTexts *texts)
{
  const guint n_days = texts->days->len;
  /* Translators: how many days of the year a pack speaks of. */
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%u day", "%u days", n_days), n_days);
  GtkWidget *expander;

  if (n_days == 0)
    return;
  /* Translators: days of the year on which a school does something. */
  expander = new_expander (_ ("Days"), subtitle);
  for (guint i = 0; i < n_days; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (expander),
                              safi_pack_rows_new_day (texts->days->pdata[i]));
  gtk_list_box_append (list, expander);
}

static void
add_signer (GtkListBox *list, const SafiPack *pack)
{
  g_autofree char *words = safi_words_pack_signed (pack);
  GtkWidget *row = safi_plain_row_new (words, "");

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (list, row);
}

static void
remove_answered_cb (SafiAnswer answer, gpointer user_data)
{
  g_autofree char *path = user_data;
  g_autoptr (GError) error = NULL;

  if (answer != SAFI_ANSWER_YES)
    return;
  if (safi_pack_list_remove (safi_pack_list_get_default (), path, &error))
    safi_tasks_tell (_ ("The pack is removed."));
  else
    safi_tasks_tell (_ ("The pack could not be removed."));
}

static void
remove_clicked_cb (GtkWidget *button, const char *path)
{
  /* Translators: a question: of a pack of tips that was added. */
  safi_dialogs_ask (GTK_WINDOW (gtk_widget_get_root (button)), _ ("Remove this pack?"),
                    _ ("Its tips, numbers and days are no longer shown. The file that you got "
                       "stays where it is."),
                    _ ("_Keep it"), _ ("_Remove"), TRUE, remove_answered_cb, g_strdup (path));
}

static void
free_path (gpointer path, GClosure *closure)
{
  g_free (path);
}

/* @name: whose pack it is. */
static GtkWidget *
new_remove_button (const char *path, const char *name)
{
  /* Translators: on a button: a pack of tips, or a part of it; asks first. */
  GtkWidget *button = gtk_button_new_with_label (_ ("Remove…"));
  const char *args[] = { name, NULL };
  /* Translators: {0} is the name of a pack. */
  g_autofree char *label = safi_text_fill (_ ("Remove {0}…"), args);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_data (button, "clicked", G_CALLBACK (remove_clicked_cb), g_strdup (path),
                         free_path, 0);
  return button;
}

static GtkWidget *
new_list (const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return list;
}

/* Heads of groups are markup. */
static void
set_head (AdwPreferencesGroup *group, const char *title, const char *description)
{
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped_description = g_markup_escape_text (description, -1);

  adw_preferences_group_set_title (group, escaped_title);
  adw_preferences_group_set_description (group, escaped_description);
}

static void
add_pack (SafiPackGroup *self, const SafiShelfPack *shelf)
{
  SafiPack *pack = shelf->pack;
  const SafiPackTexts *texts = safi_words_pack_texts (pack);
  g_autoptr (GPtrArray) tips = safi_tip_pick_for_age (texts->tips, self->age);
  g_autofree char *from = safi_words_pack_from (pack);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = new_list (texts->name);

  set_head (ADW_PREFERENCES_GROUP (group), texts->name, from);
  if (shelf->is_own && !self->is_classroom)
    adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group),
                                             new_remove_button (shelf->path, texts->name));
  gtk_list_box_append (GTK_LIST_BOX (list), safi_pack_rows_new_head (pack, self->age));
  add_tips (GTK_LIST_BOX (list), pack, tips);
  add_days (GTK_LIST_BOX (list), texts);
  if (pack->signer != NULL && !self->is_classroom)
    add_signer (GTK_LIST_BOX (list), pack);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  gtk_box_append (self->packs, group);
}

/* Nothing goes unsaid: the file is there, but broke. */
static void
add_broken (SafiPackGroup *self, const SafiShelfPack *shelf)
{
  g_autofree char *name = g_path_get_basename (shelf->path);
  g_autofree char *shown = g_filename_display_name (name);
  /* Translators: names a list with a pack of tips in it, for screen readers. */
  GtkWidget *list = new_list (_ ("Pack"));
  GtkWidget *row = safi_plain_row_new (_ ("This pack can no longer be read"), shown);

  if (shelf->is_own && !self->is_classroom)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_remove_button (shelf->path, shown));
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_box_append (self->packs, list);
}

static void
fill (SafiPackGroup *self)
{
  GPtrArray *packs = safi_pack_list_get_packs (safi_pack_list_get_default ());
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->packs))) != NULL)
    gtk_box_remove (self->packs, child);
  for (guint i = 0; i < packs->len; i++) {
    const SafiShelfPack *shelf = packs->pdata[i];

    if (shelf->pack != NULL)
      add_pack (self, shelf);
    else
      add_broken (self, shelf);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->packs), packs->len > 0);
  self->is_filled = TRUE;
}

static void
changed_cb (SafiPackGroup *self)
{
  self->is_filled = FALSE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill (self);
}

static void
opened_cb (GtkWindow *parent, GBytes *octets, const GError *error)
{
  safi_pack_window_present (parent, octets);
}

static void
add_clicked_cb (SafiPackGroup *self)
{
  /* Translators: the title of a window that asks for the file of a pack of tips. */
  safi_file_open (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Add a pack"),
                  /* Translators: a kind of file, in the list of kinds of a file chooser. */
                  _ ("Campaign packs"), SAFI_PACK_SUFFIX, SAFI_PACK_PACKED_MAX, opened_cb);
}

static void
make_clicked_cb (SafiPackGroup *self)
{
  safi_pack_maker_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
safi_pack_group_map (GtkWidget *widget)
{
  SafiPackGroup *self = SAFI_PACK_GROUP (widget);

  if (!self->is_filled)
    fill (self);
  GTK_WIDGET_CLASS (safi_pack_group_parent_class)->map (widget);
}

static void
safi_pack_group_class_init (SafiPackGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = safi_pack_group_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-pack-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPackGroup, packs);
  gtk_widget_class_bind_template_child (widget_class, SafiPackGroup, offer);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_clicked_cb);
}

static void
safi_pack_group_init (SafiPackGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->age = SAFI_AGE_ADULT;
  g_signal_connect_object (safi_pack_list_get_default (), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
safi_pack_group_set_class (SafiPackGroup *self, SafiAge age)
{
  self->is_classroom = TRUE;
  self->age = age;
  gtk_widget_set_visible (self->offer, FALSE);
  changed_cb (self);
}
