/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/speech/safi-read-aloud-rows.h"

#include <glib/gi18n.h>

#include "app/common/safi-locale.h"
#include "app/speech/safi-speaker.h"

struct _SafiReadAloudRows {
  AdwPreferencesGroup parent_instance;

  AdwActionRow *row;
  GtkSwitch *toggle;
  GtkWidget *slow_row;
  GtkSwitch *slow_toggle;

  GSettings *settings;
  SafiSpeaker *speaker;
};

G_DEFINE_FINAL_TYPE (SafiReadAloudRows, safi_read_aloud_rows, ADW_TYPE_PREFERENCES_GROUP)

static const char *
describe (SafiVoice voice)
{
  switch (voice) {
  case SAFI_VOICE_THERE:
    /* Translators: “this language” is the one in which this is read. */
    return _ ("A button on tips, reasons and steps. This computer has a voice for this language.");
  case SAFI_VOICE_NONE:
    /* Translators: “this language” is the one in which this is read. */
    return _ ("This computer has no voice for this language. Only what somebody recorded has a "
              "button.");
  case SAFI_VOICE_UNKNOWN:
    break;
  }
  return _ ("A button on tips, reasons and steps, where this computer has a voice.");
}

static void
show_state (SafiReadAloudRows *self)
{
  const gboolean is_on = g_settings_get_boolean (self->settings, "read-aloud");
  g_autofree char *language = safi_locale_find_language (GETTEXT_PACKAGE);
  const SafiVoice voice =
      is_on ? safi_speaker_find_voice (self->speaker, language) : SAFI_VOICE_UNKNOWN;

  adw_action_row_set_subtitle (self->row, describe (voice));
  gtk_widget_set_visible (self->slow_row, voice == SAFI_VOICE_THERE);
  safi_speaker_look (self->speaker);
}

static void
safi_read_aloud_rows_dispose (GObject *object)
{
  SafiReadAloudRows *self = SAFI_READ_ALOUD_ROWS (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->speaker);
  G_OBJECT_CLASS (safi_read_aloud_rows_parent_class)->dispose (object);
}

static void
safi_read_aloud_rows_class_init (SafiReadAloudRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_read_aloud_rows_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/safibox/Safibox/safi-read-aloud-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiReadAloudRows, row);
  gtk_widget_class_bind_template_child (widget_class, SafiReadAloudRows, toggle);
  gtk_widget_class_bind_template_child (widget_class, SafiReadAloudRows, slow_row);
  gtk_widget_class_bind_template_child (widget_class, SafiReadAloudRows, slow_toggle);
}

static void
safi_read_aloud_rows_init (SafiReadAloudRows *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (SAFI_APPLICATION_ID);
  self->speaker = g_object_ref (safi_speaker_get ());
  g_settings_bind (self->settings, "read-aloud", self->toggle, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "read-slowly", self->slow_toggle, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->speaker, "changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  show_state (self);
}
