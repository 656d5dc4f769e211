/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/training/safi-training-copy.h"

#include <string.h>

#include "store/safi-little-endian.h"
#include "store/training/safi-codes.h"
#include "store/training/safi-lesson-blob.h"
#include "store/training/safi-training-copy-private.h"

void
safi_copied_message_free (SafiCopiedMessage *self)
{
  if (self == NULL)
    return;
  g_free (self->identity);
  safi_taught_free (self->taught);
  g_free (self);
}

SafiTrainingCopy *
safi_training_copy_new (void)
{
  SafiTrainingCopy *self = g_new0 (SafiTrainingCopy, 1);

  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_copied_message_free);
  return self;
}

void
safi_training_copy_free (SafiTrainingCopy *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->messages);
  g_free (self);
}

static GVariant *
new_octets (gconstpointer data, gsize size)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, data, size, 1);
}

/* Takes @bytes. */
static GVariant *
take_octets (GBytes *bytes)
{
  g_autoptr (GBytes) owned = bytes;

  return g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, owned, TRUE);
}

static void
add_message (GVariantBuilder *builder, const SafiCopiedMessage *message)
{
  const SafiTaught *taught = message->taught;
  const SafiLesson *lesson = taught->lesson;
  const SafiGramLesson *whole = &lesson->grams[SAFI_GRAMS_WHOLE];
  const SafiGramLesson *text = &lesson->grams[SAFI_GRAMS_TEXT];
  g_autofree char *codes = safi_codes_join (taught->codes);

  g_variant_builder_add (builder, "(syyxduiuius@ay@ay@ay)", message->identity,
                         (guchar) lesson->taught_class, (guchar) lesson->strength, taught->time,
                         taught->log_odds, lesson->passes, whole->step, whole->square, text->step,
                         text->square, codes, take_octets (safi_features_write (lesson->features)),
                         take_octets (safi_grams_write (whole->numbers)),
                         take_octets (safi_grams_write (text->numbers)));
}

void
safi_copy_append_digest (GByteArray *file)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[SAFI_COPY_DIGEST_OCTETS];
  gsize size = sizeof digest;

  g_checksum_update (checksum, file->data, file->len);
  g_checksum_get_digest (checksum, digest, &size);
  g_byte_array_append (file, digest, SAFI_COPY_DIGEST_OCTETS);
}

gboolean
safi_copy_set_fault (SafiError code, const char *what, GError **error)
{
  g_set_error (error, SAFI_ERROR, code, "training copy: %s", what);
  return FALSE;
}

GBytes *
safi_training_copy_write (SafiTrainingCopy *self, GError **error)
{
  static const char head[] = SAFI_COPY_HEAD G_STRINGIFY (SAFI_COPY_FORMAT) "\n";
  g_auto (GVariantBuilder) messages =
      G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a" SAFI_COPY_MESSAGE_TYPE));
  g_autoptr (GVariant) native = NULL;
  g_autoptr (GVariant) body = NULL;
  GByteArray *file;

  for (guint i = 0; i < self->messages->len; i++)
    add_message (&messages, self->messages->pdata[i]);
  native = g_variant_ref_sink (
      g_variant_new ("(uu@ay@a" SAFI_COPY_MESSAGE_TYPE ")", self->model, self->tokeniser,
                     new_octets (self->key, sizeof self->key), g_variant_builder_end (&messages)));
  body = safi_variant_to_little_endian (native);
  if (self->messages->len > SAFI_TRAINING_COPY_MESSAGES_MAX ||
      strlen (head) + g_variant_get_size (body) + SAFI_COPY_DIGEST_OCTETS >
          SAFI_TRAINING_COPY_OCTETS_MAX) {
    safi_copy_set_fault (SAFI_ERROR_COPY_TOO_LARGE, "too much to write", error);
    return NULL;
  }
  file = g_byte_array_sized_new ((guint) g_variant_get_size (body) + SAFI_COPY_HEAD_OCTETS_MAX);
  g_byte_array_append (file, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (file, g_variant_get_data (body), (guint) g_variant_get_size (body));
  safi_copy_append_digest (file);
  return g_byte_array_free_to_bytes (file);
}
