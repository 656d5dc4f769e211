/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-read.h"

#define PART_OCTETS 65536

GBytes *
safi_read_stream (GInputStream *stream, gsize max, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) octets = g_byte_array_new ();
  guint8 part[PART_OCTETS];
  gsize n_wanted, n_read;

  do {
    n_wanted = MIN (sizeof part, max + 1 - octets->len);
    if (!g_input_stream_read_all (stream, part, n_wanted, &n_read, cancellable, error))
      return NULL;
    g_byte_array_append (octets, part, (guint) n_read);
  } while (n_read == n_wanted && octets->len <= max);
  return g_byte_array_free_to_bytes (g_steal_pointer (&octets));
}

GBytes *
safi_read_file (GFile *file, gsize max, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);

  return stream != NULL ? safi_read_stream (G_INPUT_STREAM (stream), max, cancellable, error)
                        : NULL;
}
