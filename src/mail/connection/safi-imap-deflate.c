/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/connection/safi-imap-deflate.h"

#include "mail/connection/safi-imap-error.h"

#define PIECE (4 * 1024) /* octets packed at once */
#define LEVEL 6          /* zlib's usual one: commands are short */

struct _SafiImapDeflate {
  GConverter *inflater;
  GConverter *deflater;
  GByteArray *wire; /* fed and not yet taken, from start on */
  gsize start;
  gsize silent; /* octets taken from wire since the last one that came out */
};

SafiImapDeflate *
safi_imap_deflate_new (void)
{
  SafiImapDeflate *self = g_new0 (SafiImapDeflate, 1);

  self->inflater = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW));
  self->deflater = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, LEVEL));
  self->wire = g_byte_array_new ();
  return self;
}

void
safi_imap_deflate_free (SafiImapDeflate *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->inflater);
  g_object_unref (self->deflater);
  g_byte_array_unref (self->wire);
  g_free (self);
}

GByteArray *
safi_imap_deflate_pack (SafiImapDeflate *self, const char *octets, gsize length, GError **error)
{
  g_autoptr (GByteArray) packed = g_byte_array_new ();
  GConverterResult result;

  do {
    char piece[PIECE];
    gsize used = 0, made = 0;

    result = g_converter_convert (self->deflater, octets, length, piece, sizeof piece,
                                  G_CONVERTER_FLUSH, &used, &made, NULL);
    if (result != G_CONVERTER_CONVERTED && result != G_CONVERTER_FLUSHED) {
      safi_imap_error_set_protocol (error, "octets cannot be compressed");
      return NULL;
    }
    g_byte_array_append (packed, (const guint8 *) piece, (guint) made);
    octets += used;
    length -= used;
  } while (result != G_CONVERTER_FLUSHED);
  return g_steal_pointer (&packed);
}

void
safi_imap_deflate_feed (SafiImapDeflate *self, const char *octets, gsize length)
{
  g_assert (self->start == self->wire->len);
  g_byte_array_set_size (self->wire, 0);
  g_byte_array_append (self->wire, (const guint8 *) octets, (guint) length);
  self->start = 0;
}

gboolean
safi_imap_deflate_take (SafiImapDeflate *self,
                        char *buffer,
                        gsize size,
                        gsize *ret_count,
                        GError **error)
{
  while (TRUE) {
    gsize used = 0, made = 0;
    g_autoptr (GError) local = NULL;
    /* zlib may hold output back although all its input was taken, so it is asked without input. */
    GConverterResult result = g_converter_convert (
        self->inflater, self->wire->len > self->start ? self->wire->data + self->start : NULL,
        self->wire->len - self->start, buffer, size, G_CONVERTER_NO_FLAGS, &used, &made, &local);

    self->start += used;
    self->silent = made > 0 ? 0 : self->silent + used;
    *ret_count = made;
    if (made > 0 || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
      return TRUE;
    if (result != G_CONVERTER_CONVERTED)
      return safi_imap_error_set_protocol (error, "the compressed stream is broken");
    if (self->silent > SAFI_IMAP_DEFLATE_SILENT_MAX)
      return safi_imap_error_set_protocol (error, "the compressed stream says nothing");
  }
}
