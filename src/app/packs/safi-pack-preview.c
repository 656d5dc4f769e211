/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/packs/safi-pack-preview.h"

#include "app/help/safi-contact-rows.h"
#include "app/help/safi-help.h"
#include "app/packs/safi-pack-rows.h"
#include "core/base/safi-clock.h"
#include "words/teaching/safi-words-pack.h"

struct _SafiPackPreview {
  AdwWindow parent_instance;

  AdwPreferencesGroup *learn_group;
  GtkListBox *learn;
  GtkWidget *today_group;
  GtkListBox *today;
  GtkWidget *numbers_group;
  GtkListBox *numbers;

  SafiPack *pack;
};

G_DEFINE_FINAL_TYPE (SafiPackPreview, safi_pack_preview, ADW_TYPE_WINDOW)

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *value)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_variant_get_string (value, NULL));
}

static void
safi_pack_preview_finalize (GObject *object)
{
  g_clear_pointer (&SAFI_PACK_PREVIEW (object)->pack, safi_pack_unref);
  G_OBJECT_CLASS (safi_pack_preview_parent_class)->finalize (object);
}

static void
safi_pack_preview_class_init (SafiPackPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safi_pack_preview_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_install_action (widget_class, "contact.copy", "s", copy_cb);
  safi_help_install_key (widget_class, "packs");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-pack-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPackPreview, learn_group);
  gtk_widget_class_bind_template_child (widget_class, SafiPackPreview, learn);
  gtk_widget_class_bind_template_child (widget_class, SafiPackPreview, today_group);
  gtk_widget_class_bind_template_child (widget_class, SafiPackPreview, today);
  gtk_widget_class_bind_template_child (widget_class, SafiPackPreview, numbers_group);
  gtk_widget_class_bind_template_child (widget_class, SafiPackPreview, numbers);
}

static void
safi_pack_preview_init (SafiPackPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Whoever looks may speak another language than the one they wrote in. */
static void
keep_language (SafiPack *pack, const char *language)
{
  for (guint i = pack->texts->len; i > 0; i--)
    if (!g_str_equal (((SafiPackTexts *) pack->texts->pdata[i - 1])->language, language))
      g_ptr_array_remove_index (pack->texts, i - 1);
}

static void
fill (SafiPackPreview *self, const SafiPackTexts *texts, const GDate *today)
{
  g_autofree char *name = g_markup_escape_text (texts->name, -1);
  g_autofree char *from = safi_words_pack_from (self->pack);
  g_autofree char *description = g_markup_escape_text (from, -1);

  adw_preferences_group_set_title (self->learn_group, name);
  adw_preferences_group_set_description (self->learn_group, description);
  gtk_list_box_append (self->learn, safi_pack_rows_new_head (self->pack, SAFI_AGE_ADULT));
  for (guint i = 0; i < texts->tips->len; i++)
    gtk_list_box_append (self->learn, safi_pack_rows_new_tip (self->pack, texts->tips->pdata[i]));
  for (guint i = 0; i < texts->days->len; i++)
    gtk_list_box_append (self->today, safi_pack_rows_new_day (texts->days->pdata[i]));
  for (guint i = 0; i < texts->numbers->len; i++)
    gtk_list_box_append (self->numbers, safi_contact_rows_new_pack_fact (
                                            self->pack, texts->numbers->pdata[i], today, NULL));
  gtk_widget_set_visible (self->today_group, texts->days->len > 0);
  gtk_widget_set_visible (self->numbers_group, texts->numbers->len > 0);
}

void
safi_pack_preview_present (GtkWindow *parent, SafiPack *pack, const char *language)
{
  SafiPackPreview *self = g_object_new (SAFI_TYPE_PACK_PREVIEW, "transient-for", parent, NULL);
  GDate today;

  keep_language (pack, language);
  safi_clock_get_date (safi_clock_get_system (), &today);
  pack->imported = today;
  self->pack = pack;
  fill (self, pack->texts->pdata[0], &today);
  gtk_window_present (GTK_WINDOW (self));
}
