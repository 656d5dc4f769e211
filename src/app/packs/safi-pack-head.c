/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/packs/safi-pack-head.h"

#include <glib/gi18n.h>

#include "app/common/safi-country-model.h"
#include "app/common/safi-file-open.h"
#include "app/common/safi-locale.h"
#include "app/packs/safi-pack-field.h"
#include "awareness/pack/safi-pack-files.h"
#include "awareness/pack/safi-pack-logo.h"

#define HEAD "safi-pack-head" /* of a window: the one that asked for a picture */

struct _SafiPackHead {
  AdwBin parent_instance;

  GtkListBox *list;
  GtkDropDown *country;
  GtkWidget *logo_fault;
  GtkImage *logo;
  GtkWidget *remove_logo;

  GPtrArray *fields;    /* (element-type SafiPackField) (borrowed) */
  GPtrArray *countries; /* (element-type SafiCountry) */
  SafiPackDraft *draft; /* (nullable) until one is set */
};

G_DEFINE_FINAL_TYPE (SafiPackHead, safi_pack_head, ADW_TYPE_BIN)

static void
tell_change (SafiPackHead *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "maker.changed", NULL);
}

static void
country_chosen_cb (SafiPackHead *self)
{
  if (self->draft == NULL || self->countries == NULL)
    return;
  safi_draft_part_set (self->draft->head, SAFI_DRAFT_COUNTRY, "",
                       safi_country_model_get_chosen (self->country, self->countries));
  tell_change (self);
}

/* A picture that cannot be drawn shows nothing; nobody else would see it either. */
static void
show_logo (SafiPackHead *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
      self->draft->logo != NULL ? gdk_texture_new_from_bytes (self->draft->logo, &error) : NULL;

  if (error != NULL)
    g_debug ("logo: %s", error->message);
  gtk_image_set_from_paintable (self->logo, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (GTK_WIDGET (self->logo), texture != NULL);
  gtk_widget_set_visible (self->remove_logo, self->draft->logo != NULL);
}

static void
set_logo (SafiPackHead *self, GBytes *octets)
{
  gtk_widget_set_visible (self->logo_fault, !safi_pack_draft_set_logo (self->draft, octets));
  show_logo (self);
  tell_change (self);
}

static void
remove_logo_clicked_cb (SafiPackHead *self)
{
  set_logo (self, NULL);
}

/* What cannot be read is no picture either. */
static void
opened_cb (GtkWindow *parent, GBytes *octets, const GError *error)
{
  SafiPackHead *self = g_object_get_data (G_OBJECT (parent), HEAD);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  const gboolean is_read = octets != NULL && g_bytes_get_size (octets) <= SAFI_PACK_FILE_MAX;

  set_logo (self, is_read ? octets : nothing);
}

static void
choose_logo_clicked_cb (SafiPackHead *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  g_object_set_data (G_OBJECT (window), HEAD, self);
  /* Translators: the title of a window that asks for a file. */
  safi_file_open (window, _ ("Choose a picture"),
                  /* Translators: a kind of file, in the list of kinds of a file chooser. */
                  _ ("Picture"), ".png", SAFI_PACK_FILE_MAX, opened_cb);
}

static void
safi_pack_head_finalize (GObject *object)
{
  SafiPackHead *self = SAFI_PACK_HEAD (object);

  g_ptr_array_unref (self->fields);
  g_clear_pointer (&self->countries, g_ptr_array_unref);
  G_OBJECT_CLASS (safi_pack_head_parent_class)->finalize (object);
}

static void
safi_pack_head_class_init (SafiPackHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safi_pack_head_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-pack-head.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPackHead, list);
  gtk_widget_class_bind_template_child (widget_class, SafiPackHead, country);
  gtk_widget_class_bind_template_child (widget_class, SafiPackHead, logo_fault);
  gtk_widget_class_bind_template_child (widget_class, SafiPackHead, logo);
  gtk_widget_class_bind_template_child (widget_class, SafiPackHead, remove_logo);
  gtk_widget_class_bind_template_callback (widget_class, country_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_logo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_logo_clicked_cb);
}

static void
safi_pack_head_init (SafiPackHead *self)
{
  self->fields = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
remove_fields (SafiPackHead *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    gtk_list_box_remove (self->list, self->fields->pdata[i]);
  g_ptr_array_set_size (self->fields, 0);
}

/* The country is filled in before the draft listens. */
void
safi_pack_head_set_draft (SafiPackHead *self, SafiPackDraft *draft)
{
  self->draft = NULL;
  g_clear_pointer (&self->countries, g_ptr_array_unref);
  self->countries = safi_country_model_fill (
      self->country, safi_draft_part_get (draft->head, SAFI_DRAFT_COUNTRY, ""));
  remove_fields (self);
  for (int field = SAFI_DRAFT_NAME; field <= SAFI_DRAFT_ABOUT; field++) {
    GtkWidget *row = safi_pack_field_new (draft->head, (SafiDraftField) field);

    g_ptr_array_add (self->fields, row);
    gtk_list_box_insert (self->list, row, field - SAFI_DRAFT_NAME);
  }
  self->draft = draft;
  gtk_widget_set_visible (self->logo_fault, FALSE);
  show_logo (self);
}

void
safi_pack_head_show (SafiPackHead *self, const char *language, const char *first)
{
  for (guint i = 0; i < self->fields->len; i++)
    safi_pack_field_show (self->fields->pdata[i], language, first);
}

void
safi_pack_head_tell (SafiPackHead *self, GPtrArray *faults)
{
  for (guint i = 0; i < self->fields->len; i++)
    safi_pack_field_tell (self->fields->pdata[i], faults);
}

void
safi_pack_head_enter (SafiPackHead *self, SafiDraftField field)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (safi_pack_field_get_field (self->fields->pdata[i]) == field)
      safi_pack_field_enter (self->fields->pdata[i]);
}
