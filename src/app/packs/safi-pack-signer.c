/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/packs/safi-pack-signer.h"

#include <glib/gi18n.h>

#include "app/common/safi-place.h"
#include "core/text/safi-text.h"
#include "words/teaching/safi-words-pack.h"

#define KEY_FILE "pack-key.pem"

struct _SafiPackSigner {
  AdwPreferencesGroup parent_instance;

  GtkSwitch *sign;
  AdwActionRow *digits_row;
  GtkWidget *copy_button;
  AdwActionRow *fault_row;

  GSettings *settings;
  SafiPackKey *key; /* (nullable) while packs are not to be signed */
};

G_DEFINE_FINAL_TYPE (SafiPackSigner, safi_pack_signer, ADW_TYPE_PREFERENCES_GROUP)

static void
show_digits (SafiPackSigner *self)
{
  g_autofree char *digits = safi_pack_key_tell_digits (safi_pack_key_get_public (self->key));
  g_autofree char *title = safi_words_pack_isolate_digits (digits);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->digits_row), title);
  /* Translators: a button: puts the digits on the clipboard. */
  gtk_button_set_label (GTK_BUTTON (self->copy_button), _ ("Copy the digits"));
}

/* A switch that is turned while it turns would say that it is on. */
static gboolean
turn_off_cb (gpointer user_data)
{
  gtk_switch_set_active (SAFI_PACK_SIGNER (user_data)->sign, FALSE);
  return G_SOURCE_REMOVE;
}

/* Nothing is saved as if it were signed: the switch goes back. */
static void
tell_fault (SafiPackSigner *self, const char *path, const GError *error)
{
  const char *args[] = { path, NULL };
  g_autofree char *sentence =
      /* Translators: of the key that signs packs. {0} is the name of its file. */
      safi_text_fill (_ ("Your key could not be read or made. Its file is {0}."), args);

  g_debug ("key: %s", error->message);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->fault_row), sentence);
  g_idle_add_full (G_PRIORITY_DEFAULT, turn_off_cb, g_object_ref (self), g_object_unref);
}

static void
open_key (SafiPackSigner *self)
{
  g_autofree char *data_dir = safi_place_get_data_dir ();
  g_autofree char *path = g_build_filename (data_dir, KEY_FILE, NULL);
  g_autoptr (GError) error = NULL;

  self->key = safi_pack_key_open (path, &error);
  gtk_widget_set_visible (GTK_WIDGET (self->fault_row), self->key == NULL);
  if (self->key != NULL)
    show_digits (self);
  else
    tell_fault (self, path, error);
}

static void
active_cb (SafiPackSigner *self)
{
  g_clear_pointer (&self->key, safi_pack_key_free);
  if (gtk_switch_get_active (self->sign))
    open_key (self);
  gtk_widget_set_visible (GTK_WIDGET (self->digits_row), self->key != NULL);
}

static void
copy_clicked_cb (SafiPackSigner *self)
{
  g_autofree char *digits = safi_pack_key_tell_digits (safi_pack_key_get_public (self->key));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), digits);
  gtk_button_set_label (GTK_BUTTON (self->copy_button), _ ("Copied"));
}

static void
safi_pack_signer_finalize (GObject *object)
{
  SafiPackSigner *self = SAFI_PACK_SIGNER (object);

  g_object_unref (self->settings);
  g_clear_pointer (&self->key, safi_pack_key_free);
  G_OBJECT_CLASS (safi_pack_signer_parent_class)->finalize (object);
}

static void
safi_pack_signer_class_init (SafiPackSignerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safi_pack_signer_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-pack-signer.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPackSigner, sign);
  gtk_widget_class_bind_template_child (widget_class, SafiPackSigner, digits_row);
  gtk_widget_class_bind_template_child (widget_class, SafiPackSigner, copy_button);
  gtk_widget_class_bind_template_child (widget_class, SafiPackSigner, fault_row);
  gtk_widget_class_bind_template_callback (widget_class, active_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
safi_pack_signer_init (SafiPackSigner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (SAFI_APPLICATION_ID);
  g_settings_bind (self->settings, "sign-packs", self->sign, "active", G_SETTINGS_BIND_DEFAULT);
}

const SafiPackKey *
safi_pack_signer_get_key (SafiPackSigner *self)
{
  return self->key;
}
