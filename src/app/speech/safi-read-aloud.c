/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/speech/safi-read-aloud.h"

#include <glib/gi18n.h>

#include "app/common/safi-locale.h"
#include "app/speech/safi-speaker.h"

struct _SafiReadAloud {
  GtkButton parent_instance;

  SafiSpeaker *speaker;
  char *text;                   /* (nullable) */
  char *language;               /* (nullable) */
  SafiPackRecording *recording; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (SafiReadAloud, safi_read_aloud, GTK_TYPE_BUTTON)

static gboolean
can_play (SafiReadAloud *self)
{
  return self->recording != NULL && safi_speaker_can_play (self->speaker, self->recording);
}

static gboolean
can_speak (SafiReadAloud *self)
{
  return self->text != NULL &&
         safi_speaker_find_voice (self->speaker, self->language) == SAFI_VOICE_THERE;
}

static void
show_state (SafiReadAloud *self)
{
  const gboolean is_reading = safi_speaker_is_reading (self->speaker, self);
  /* Translators: a button; a voice of the computer reads the page to the person. */
  const char *words = is_reading ? _ ("Stop reading") : _ ("Read aloud");

  gtk_button_set_icon_name (GTK_BUTTON (self), is_reading ? "media-playback-stop-symbolic"
                                                          : "audio-speakers-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), can_play (self) || can_speak (self));
}

static void
speaker_changed_cb (SafiReadAloud *self)
{
  show_state (self);
  if (self->text != NULL)
    safi_speaker_look (self->speaker);
}

static void
safi_read_aloud_clicked (GtkButton *button)
{
  SafiReadAloud *self = SAFI_READ_ALOUD (button);

  if (safi_speaker_is_reading (self->speaker, self))
    safi_speaker_stop (self->speaker, self);
  else if (can_play (self))
    safi_speaker_play (self->speaker, self, self->recording);
  else if (self->text != NULL)
    safi_speaker_read (self->speaker, self, self->text, self->language);
}

static void
safi_read_aloud_unmap (GtkWidget *widget)
{
  safi_speaker_stop (SAFI_READ_ALOUD (widget)->speaker, widget);
  GTK_WIDGET_CLASS (safi_read_aloud_parent_class)->unmap (widget);
}

static void
safi_read_aloud_finalize (GObject *object)
{
  SafiReadAloud *self = SAFI_READ_ALOUD (object);

  g_clear_object (&self->speaker);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->recording, safi_pack_recording_free);
  G_OBJECT_CLASS (safi_read_aloud_parent_class)->finalize (object);
}

static void
safi_read_aloud_class_init (SafiReadAloudClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_read_aloud_finalize;
  GTK_WIDGET_CLASS (klass)->unmap = safi_read_aloud_unmap;
  GTK_BUTTON_CLASS (klass)->clicked = safi_read_aloud_clicked;
}

static void
safi_read_aloud_init (SafiReadAloud *self)
{
  self->speaker = g_object_ref (safi_speaker_get ());
  g_signal_connect_object (self->speaker, "changed", G_CALLBACK (speaker_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  show_state (self);
}

void
safi_read_aloud_set_text (SafiReadAloud *self, const char *text, const char *domain)
{
  if (g_strcmp0 (self->text, text) != 0)
    safi_speaker_stop (self->speaker, self);
  g_free (self->text);
  self->text = g_strdup (text);
  g_free (self->language);
  self->language = safi_locale_find_language (domain);
  speaker_changed_cb (self);
}

void
safi_read_aloud_set_recording (SafiReadAloud *self, const SafiPackRecording *recording)
{
  safi_speaker_stop (self->speaker, self);
  g_clear_pointer (&self->recording, safi_pack_recording_free);
  if (recording != NULL)
    self->recording =
        safi_pack_recording_new (recording->file, recording->octets, recording->seconds);
  show_state (self);
}
