/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/speech/safi-player.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <gtk/gtk.h>

#include "app/common/safi-sandbox.h"

#define NOTHING "GtkNoMediaFile" /* what GTK has where nothing plays media */
#define FILE_FORM "/proc/self/fd/%d"
/* Longer than a recording says that it lasts nobody listens to it: a part of that is for a computer
 * that plays for the first time, and looks what it can play. */
#define PATIENCE 20 /* seconds */

struct _SafiPlayer {
  GtkMediaStream *stream; /* (nullable): there was no room for it */
  int file;               /* without a name on any disk; -1: none */
  guint timer;
  guint end; /* source that tells of it */
  gboolean is_whole;

  SafiPlayerEnded ended;
  gpointer user_data;
};

/* A sandbox has no sound unless somebody opened it; then it says where the sound goes. */
static gboolean
is_heard (void)
{
  const char *server = g_getenv ("PULSE_SERVER");

  return !safi_sandbox_is_around () || (server != NULL && *server != '\0');
}

static gpointer
look (gpointer unused)
{
  g_autoptr (GtkMediaStream) stream = gtk_media_file_new ();

  return GINT_TO_POINTER (!g_str_equal (G_OBJECT_TYPE_NAME (stream), NOTHING) && is_heard ());
}

gboolean
safi_player_is_there (void)
{
  static GOnce once = G_ONCE_INIT;

  return GPOINTER_TO_INT (g_once (&once, look, NULL));
}

static gboolean
end_cb (gpointer user_data)
{
  SafiPlayer *self = user_data;

  self->end = 0;
  self->ended (self->user_data, self->is_whole);
  return G_SOURCE_REMOVE;
}

/* Later: what plays is in the middle of telling us. */
static void
end (SafiPlayer *self, gboolean is_whole)
{
  if (self->end != 0)
    return;
  self->is_whole = is_whole;
  self->end = g_idle_add (end_cb, self);
}

static void
stream_changed_cb (SafiPlayer *self)
{
  const GError *error = gtk_media_stream_get_error (self->stream);

  if (error != NULL) {
    g_debug ("recording: %s", error->message);
    end (self, FALSE);
  } else if (gtk_media_stream_get_ended (self->stream)) {
    end (self, TRUE);
  }
}

static gboolean
patience_ended_cb (gpointer user_data)
{
  SafiPlayer *self = user_data;

  self->timer = 0;
  end (self, FALSE);
  return G_SOURCE_REMOVE;
}

/* What plays takes files alone. Returns: a descriptor of one in memory; -1: there is no room. */
static int
make_file (GBytes *octets)
{
  gsize left;
  const char *from = g_bytes_get_data (octets, &left);
  const int file = memfd_create ("recording", MFD_CLOEXEC);

  while (file >= 0 && left > 0) {
    const gssize n_written = write (file, from, left);

    if (n_written <= 0) {
      g_close (file, NULL);
      return -1;
    }
    from += n_written;
    left -= (gsize) n_written;
  }
  return file;
}

static void
open_stream (SafiPlayer *self)
{
  g_autofree char *path = g_strdup_printf (FILE_FORM, self->file);

  self->stream = gtk_media_file_new_for_filename (path);
  g_signal_connect_swapped (self->stream, "notify::error", G_CALLBACK (stream_changed_cb), self);
  g_signal_connect_swapped (self->stream, "notify::ended", G_CALLBACK (stream_changed_cb), self);
  gtk_media_stream_play (self->stream);
  stream_changed_cb (self);
}

SafiPlayer *
safi_player_start (GBytes *octets, guint seconds, SafiPlayerEnded ended, gpointer user_data)
{
  SafiPlayer *self = g_new0 (SafiPlayer, 1);

  self->ended = ended;
  self->user_data = user_data;
  self->timer = g_timeout_add_seconds (seconds + PATIENCE, patience_ended_cb, self);
  self->file = make_file (octets);
  if (self->file >= 0)
    open_stream (self);
  else
    end (self, FALSE);
  return self;
}

void
safi_player_free (SafiPlayer *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->end, g_source_remove);
  if (self->stream != NULL)
    g_signal_handlers_disconnect_by_data (self->stream, self);
  g_clear_object (&self->stream);
  if (self->file >= 0)
    g_close (self->file, NULL);
  g_free (self);
}
