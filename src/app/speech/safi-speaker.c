/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/speech/safi-speaker.h"

#include <string.h>

#include "app/speech/safi-player.h"
#include "app/speech/safi-speech-text.h"
#include "app/speech/safi-ssip.h"

#define LOOK_DELAY 1000 /* milliseconds after a page is shown: the page comes first */
#define LOOK_AGAIN (60 * G_USEC_PER_SEC) /* after a service that is not there */
#define SLOW_RATE (-40)                  /* of -100 … 100 */
/* A voice that says nothing more is waited for no longer than this: an estimate, far on the slow
 * side; a letter that takes longer to say has more octets. */
#define PATIENCE_START 10000 /* milliseconds */
#define PATIENCE_OCTET 300   /* milliseconds for each of the text */

struct _SafiSpeaker {
  GObject parent_instance;

  GSettings *settings;
  GPtrArray *languages; /* (nullable) (element-type utf8) until they are known */
  gboolean is_looking;
  guint look_timer;
  gint64 looked_at; /* monotonic; 0: not yet */

  gpointer reader; /* (nullable) */
  GCancellable *reading;
  guint patience; /* timer, as long as somebody reads */

  SafiPlayer *player; /* (nullable) */
  GBytes *played;     /* (nullable): what it plays */
  GHashTable *silent; /* (element-type GBytes): what could not be played */
};

G_DEFINE_FINAL_TYPE (SafiSpeaker, safi_speaker, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct {
  char *text;
  char *language;
  int rate;
} Job;

static void
free_job (Job *job)
{
  g_free (job->text);
  g_free (job->language);
  g_free (job);
}

static void
tell_change (SafiSpeaker *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_wanted (SafiSpeaker *self)
{
  return g_settings_get_boolean (self->settings, "read-aloud");
}

static void
wishes_changed_cb (SafiSpeaker *self)
{
  if (!is_wanted (self))
    safi_speaker_stop (self, self->reader);
  tell_change (self);
}

static void
safi_speaker_dispose (GObject *object)
{
  SafiSpeaker *self = SAFI_SPEAKER (object);

  g_clear_handle_id (&self->look_timer, g_source_remove);
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->languages, g_ptr_array_unref);
  g_clear_pointer (&self->player, safi_player_free);
  g_clear_pointer (&self->played, g_bytes_unref);
  g_clear_pointer (&self->silent, g_hash_table_unref);
  G_OBJECT_CLASS (safi_speaker_parent_class)->dispose (object);
}

static void
safi_speaker_class_init (SafiSpeakerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = safi_speaker_dispose;
  signals[CHANGED] = g_signal_new ("changed", SAFI_TYPE_SPEAKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
safi_speaker_init (SafiSpeaker *self)
{
  self->settings = g_settings_new (SAFI_APPLICATION_ID);
  self->silent = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) g_bytes_unref, NULL);
  g_signal_connect_object (self->settings, "changed::read-aloud", G_CALLBACK (wishes_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

SafiSpeaker *
safi_speaker_get (void)
{
  GObject *application = G_OBJECT (g_application_get_default ());
  SafiSpeaker *self = g_object_get_data (application, "safi-speaker");

  if (self == NULL) {
    self = g_object_new (SAFI_TYPE_SPEAKER, NULL);
    g_object_set_data_full (application, "safi-speaker", self, g_object_unref);
  }
  return self;
}

static void
list_languages (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *languages = safi_ssip_list_languages (cancellable, &error);

  if (languages != NULL)
    g_task_return_pointer (task, languages, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* A computer without a speech service is nothing to complain about. */
static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SafiSpeaker *self = SAFI_SPEAKER (source);
  g_autoptr (GError) error = NULL;
  GPtrArray *languages = g_task_propagate_pointer (G_TASK (result), &error);

  self->is_looking = FALSE;
  self->languages = languages;
  self->looked_at = g_get_monotonic_time ();
  tell_change (self);
}

static gboolean
look_cb (gpointer user_data)
{
  SafiSpeaker *self = user_data;
  g_autoptr (GTask) task = NULL;

  self->look_timer = 0;
  self->is_looking = TRUE;
  task = g_task_new (self, NULL, listed_cb, NULL);
  g_task_run_in_thread (task, list_languages);
  return G_SOURCE_REMOVE;
}

void
safi_speaker_look (SafiSpeaker *self)
{
  const gboolean is_just_asked =
      self->looked_at != 0 && g_get_monotonic_time () - self->looked_at < LOOK_AGAIN;

  if (is_wanted (self) && self->languages == NULL && !self->is_looking && self->look_timer == 0 &&
      !is_just_asked)
    self->look_timer = g_timeout_add (LOOK_DELAY, look_cb, self);
}

SafiVoice
safi_speaker_find_voice (SafiSpeaker *self, const char *language)
{
  if (!is_wanted (self))
    return SAFI_VOICE_NONE;
  if (self->languages != NULL)
    return safi_speech_text_find_voice (self->languages, language) != NULL ? SAFI_VOICE_THERE
                                                                           : SAFI_VOICE_NONE;
  return self->looked_at != 0 ? SAFI_VOICE_NONE : SAFI_VOICE_UNKNOWN;
}

static void
speak (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (safi_ssip_speak (job->text, job->language, job->rate, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
end_reading (SafiSpeaker *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->player, safi_player_free);
  g_clear_pointer (&self->played, g_bytes_unref);
  self->reader = NULL;
  tell_change (self);
}

/* A service that failed is not offered again before it has answered. */
static void
spoken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SafiSpeaker *self = SAFI_SPEAKER (source);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_clear_pointer (&self->languages, g_ptr_array_unref);
    self->looked_at = g_get_monotonic_time ();
  }
  if (g_task_get_cancellable (G_TASK (result)) == self->reading)
    end_reading (self);
}

/* The service cannot say it, and does not tell so. */
static gboolean
patience_ended_cb (gpointer user_data)
{
  SafiSpeaker *self = user_data;

  self->patience = 0;
  safi_speaker_stop (self, self->reader);
  return G_SOURCE_REMOVE;
}

void
safi_speaker_read (SafiSpeaker *self, gpointer reader, const char *text, const char *language)
{
  const char *voice =
      self->languages != NULL ? safi_speech_text_find_voice (self->languages, language) : NULL;
  g_autoptr (GTask) task = NULL;
  Job *job;

  safi_speaker_stop (self, self->reader);
  if (voice == NULL)
    return;
  job = g_new0 (Job, 1);
  job->text = safi_speech_text_new (text);
  job->language = g_strdup (voice);
  job->rate = g_settings_get_boolean (self->settings, "read-slowly") ? SLOW_RATE : 0;
  self->reader = reader;
  self->reading = g_cancellable_new ();
  self->patience = g_timeout_add (PATIENCE_START + PATIENCE_OCTET * (guint) strlen (job->text),
                                  patience_ended_cb, self);
  task = g_task_new (self, self->reading, spoken_cb, NULL);
  g_task_set_task_data (task, job, (GDestroyNotify) free_job);
  g_task_run_in_thread (task, speak);
  tell_change (self);
}

gboolean
safi_speaker_can_play (SafiSpeaker *self, const SafiPackRecording *recording)
{
  return is_wanted (self) && !g_hash_table_contains (self->silent, recording->octets) &&
         safi_player_is_there ();
}

/* One that failed is not offered again: others may be sound. */
static void
played_cb (gpointer user_data, gboolean is_whole)
{
  SafiSpeaker *self = user_data;

  if (!is_whole)
    g_hash_table_add (self->silent, g_bytes_ref (self->played));
  end_reading (self);
}

void
safi_speaker_play (SafiSpeaker *self, gpointer reader, const SafiPackRecording *recording)
{
  safi_speaker_stop (self, self->reader);
  if (!safi_speaker_can_play (self, recording))
    return;
  self->reader = reader;
  self->played = g_bytes_ref (recording->octets);
  self->player = safi_player_start (recording->octets, recording->seconds, played_cb, self);
  tell_change (self);
}

gboolean
safi_speaker_is_reading (SafiSpeaker *self, gpointer reader)
{
  return reader != NULL && self->reader == reader;
}

void
safi_speaker_stop (SafiSpeaker *self, gpointer reader)
{
  if (!safi_speaker_is_reading (self, reader))
    return;
  g_cancellable_cancel (self->reading);
  end_reading (self);
}
