/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "store/safi-little-endian.h"
#include "store/training/safi-lesson-blob.h"
#include "store/training/safi-training-copy-private.h"

#define TIME_MAX (G_GINT64_CONSTANT (1) << 40) /* seconds UTC */
#define IDENTITY_CHARS 64

/* What is summed up while a copy is read: the model adds all of it in 32 bits. */
typedef struct {
  GHashTable *identities; /* (element-type utf8), of the copy */
  GHashTable *codes;      /* (element-type utf8) */
  gint64 steps[SAFI_N_GRAM_KINDS];
  gint64 squares[SAFI_N_GRAM_KINDS];
} Tally;

static void
clear_tally (Tally *tally)
{
  g_hash_table_unref (tally->identities);
  g_hash_table_unref (tally->codes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tally, clear_tally)

static gboolean
is_identity (const char *text)
{
  return strlen (text) == IDENTITY_CHARS && strspn (text, "0123456789abcdef") == IDENTITY_CHARS;
}

static gboolean
is_code (const char *text)
{
  const gsize length = strlen (text);

  return length > 0 && length <= SAFI_TRAINING_COPY_CODE_CHARS_MAX &&
         strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-.") == length;
}

/* Returns: (transfer full) (element-type utf8): NULL if they are none. */
static GPtrArray *
read_codes (const char *text, Tally *tally)
{
  g_auto (GStrv) words = g_strsplit (text, " ", SAFI_TRAINING_COPY_CODES_MAX + 1);
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; words[i] != NULL; i++) {
    if (i == SAFI_TRAINING_COPY_CODES_MAX || !is_code (words[i]))
      return NULL;
    g_hash_table_add (tally->codes, g_strdup (words[i]));
    g_ptr_array_add (codes, g_strdup (words[i]));
  }
  return g_hash_table_size (tally->codes) <= SAFI_TRAINING_COPY_DISTINCT_CODES_MAX
             ? g_steal_pointer (&codes)
             : NULL;
}

/* Returns: (nullable): its octets, if they are not too many. */
static gconstpointer
get_octets (GVariant *message, gsize child, gsize *ret_size)
{
  g_autoptr (GVariant) octets = g_variant_get_child_value (message, child);

  /* They stand in the file, which lives longer. */
  *ret_size = g_variant_get_size (octets);
  return *ret_size <= SAFI_TRAINING_COPY_ARRAY_OCTETS_MAX ? g_variant_get_data (octets) : NULL;
}

/* Both return: (transfer full): NULL if the octets are none of ours. */
static GArray *
read_features (GVariant *message, gsize child)
{
  gsize size;
  gconstpointer data = get_octets (message, child, &size);

  if (size == 0)
    return g_array_new (FALSE, FALSE, sizeof (guint64));
  return data != NULL ? safi_features_read (data, size) : NULL;
}

static GArray *
read_grams (GVariant *message, gsize child)
{
  gsize size;
  gconstpointer data = get_octets (message, child, &size);

  if (size == 0)
    return g_array_new (FALSE, FALSE, sizeof (guint32));
  return data != NULL ? safi_grams_read (data, size) : NULL;
}

/* A step goes toward its class and is larger than its square, as gradients are at most 1; nothing
 * is added where there is nothing to add it to. */
static gboolean
is_sound (const SafiLesson *lesson, SafiGramKind kind, Tally *tally)
{
  const SafiGramLesson *grams = &lesson->grams[kind];
  const gint64 toward =
      lesson->taught_class == SAFI_CLASS_JUNK ? grams->step : -(gint64) grams->step;

  if (toward < 0 || grams->square > toward || (toward > 0 && grams->numbers->len == 0))
    return FALSE;
  tally->steps[kind] += toward;
  tally->squares[kind] += grams->square;
  return tally->steps[kind] <= G_MAXINT32 && tally->squares[kind] <= G_MAXINT32;
}

/* Returns: (transfer full): NULL if no Safibox wrote it. */
static SafiLesson *
read_lesson (GVariant *message, Tally *tally)
{
  g_autoptr (GArray) features = read_features (message, 11);
  g_autoptr (GArray) whole = read_grams (message, 12);
  g_autoptr (GArray) text = read_grams (message, 13);
  GArray *numbers[SAFI_N_GRAM_KINDS] = { whole, text };
  g_autoptr (SafiLesson) lesson = NULL;
  SafiGramLesson read[SAFI_N_GRAM_KINDS];
  guchar taught_class, strength;
  guint passes;

  g_variant_get (message, SAFI_COPY_MESSAGE_TYPE, NULL, &taught_class, &strength, NULL, NULL,
                 &passes, &read[0].step, &read[0].square, &read[1].step, &read[1].square, NULL,
                 NULL, NULL, NULL);
  if (features == NULL || whole == NULL || text == NULL || taught_class > SAFI_CLASS_JUNK ||
      (strength != SAFI_STRENGTH_WEAK && strength != SAFI_STRENGTH_MEDIUM &&
       strength != SAFI_STRENGTH_STRONG) ||
      passes > SAFI_TRAINING_COPY_PASSES_MAX || (passes > 0 && features->len == 0))
    return NULL;
  lesson = safi_lesson_new ((SafiClass) taught_class, (SafiStrength) strength, features, numbers);
  lesson->passes = passes;
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++) {
    lesson->grams[kind].step = read[kind].step;
    lesson->grams[kind].square = read[kind].square;
    if (!is_sound (lesson, (SafiGramKind) kind, tally))
      return NULL;
  }
  return g_steal_pointer (&lesson);
}

/* Returns: (transfer full): NULL if no Safibox wrote it. */
static SafiCopiedMessage *
read_message (GVariant *variant, Tally *tally)
{
  const char *identity, *text;
  gint64 time;
  double log_odds;
  g_autoptr (GPtrArray) codes = NULL;
  SafiLesson *lesson;
  SafiCopiedMessage *message;

  g_variant_get (variant, "(&syyxduiuiu&sayayay)", &identity, NULL, NULL, &time, &log_odds, NULL,
                 NULL, NULL, NULL, NULL, &text, NULL, NULL, NULL);
  if (!is_identity (identity) || time <= 0 || time > TIME_MAX ||
      (!isnan (log_odds) && fabs (log_odds) > SAFI_TRAINING_COPY_NATS_MAX) ||
      !g_hash_table_add (tally->identities, (gpointer) identity))
    return NULL;
  codes = read_codes (text, tally);
  lesson = codes != NULL ? read_lesson (variant, tally) : NULL;
  if (lesson == NULL)
    return NULL;
  message = g_new (SafiCopiedMessage, 1);
  message->identity = g_strdup (identity);
  message->taught = safi_taught_new (lesson, codes, log_odds);
  message->taught->time = time;
  return message;
}

static gboolean
read_messages (SafiTrainingCopy *self, GVariant *messages, GError **error)
{
  g_auto (Tally) tally = { g_hash_table_new (g_str_hash, g_str_equal),
                           g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                           { 0 },
                           { 0 } };
  const gsize n_messages = g_variant_n_children (messages);

  if (n_messages > SAFI_TRAINING_COPY_MESSAGES_MAX)
    return safi_copy_set_fault (SAFI_ERROR_COPY_TOO_LARGE, "too many messages", error);
  for (gsize i = 0; i < n_messages; i++) {
    g_autoptr (GVariant) child = g_variant_get_child_value (messages, i);
    SafiCopiedMessage *message = read_message (child, &tally);

    if (message == NULL)
      return safi_copy_set_fault (SAFI_ERROR_COPY_UNREADABLE, "a message", error);
    g_ptr_array_add (self->messages, message);
  }
  return TRUE;
}

static gboolean
read_body (SafiTrainingCopy *self, GBytes *octets, GError **error)
{
  g_autoptr (GVariant) stored = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE (SAFI_COPY_BODY_TYPE), octets, FALSE));
  g_autoptr (GVariant) body = safi_variant_to_little_endian (stored);
  g_autoptr (GVariant) key = NULL;
  g_autoptr (GVariant) messages = NULL;

  if (!g_variant_is_normal_form (body))
    return safi_copy_set_fault (SAFI_ERROR_COPY_UNREADABLE, "its body", error);
  g_variant_get (body, "(uu@ay@a" SAFI_COPY_MESSAGE_TYPE ")", &self->model, &self->tokeniser, &key,
                 &messages);
  if (g_variant_get_size (key) != SAFI_TRAINING_KEY_OCTETS)
    return safi_copy_set_fault (SAFI_ERROR_COPY_UNREADABLE, "its key", error);
  memcpy (self->key, g_variant_get_data (key), SAFI_TRAINING_KEY_OCTETS);
  return read_messages (self, messages, error);
}

/* Returns: octets of the first line; 0 with @error. */
static gsize
read_head (const char *data, gsize size, GError **error)
{
  const char *end = memchr (data, '\n', MIN (size, SAFI_COPY_HEAD_OCTETS_MAX));
  g_autofree char *number = NULL;
  guint64 format;

  if (end == NULL || (gsize) (end - data) <= strlen (SAFI_COPY_HEAD) ||
      memcmp (data, SAFI_COPY_HEAD, strlen (SAFI_COPY_HEAD)) != 0)
    return safi_copy_set_fault (SAFI_ERROR_COPY_UNREADABLE, "its first line", error);
  number =
      g_strndup (data + strlen (SAFI_COPY_HEAD), (gsize) (end - data) - strlen (SAFI_COPY_HEAD));
  if (!g_ascii_string_to_unsigned (number, 10, SAFI_COPY_FORMAT, G_MAXUINT32, &format, NULL))
    return safi_copy_set_fault (SAFI_ERROR_COPY_UNREADABLE, "its format", error);
  if (format > SAFI_COPY_FORMAT)
    return safi_copy_set_fault (SAFI_ERROR_COPY_TOO_NEW, "its format", error);
  return (gsize) (end - data) + 1;
}

static gboolean
has_digest (const guint8 *data, gsize size)
{
  g_autoptr (GByteArray) again = g_byte_array_sized_new ((guint) size);

  g_byte_array_append (again, data, (guint) size - SAFI_COPY_DIGEST_OCTETS);
  safi_copy_append_digest (again);
  return memcmp (again->data, data, size) == 0;
}

SafiTrainingCopy *
safi_training_copy_read (GBytes *octets, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (octets, &size);
  g_autoptr (SafiTrainingCopy) self = safi_training_copy_new ();
  g_autoptr (GBytes) body = NULL;
  gsize head;

  if (size > SAFI_TRAINING_COPY_OCTETS_MAX) {
    safi_copy_set_fault (SAFI_ERROR_COPY_TOO_LARGE, "the file", error);
    return NULL;
  }
  if (size <= SAFI_COPY_DIGEST_OCTETS) {
    safi_copy_set_fault (SAFI_ERROR_COPY_UNREADABLE, "too short", error);
    return NULL;
  }
  head = read_head (data, size - SAFI_COPY_DIGEST_OCTETS, error);
  if (head == 0)
    return NULL;
  if (!has_digest ((const guint8 *) data, size)) {
    safi_copy_set_fault (SAFI_ERROR_COPY_UNREADABLE, "damaged", error);
    return NULL;
  }
  body = g_bytes_new_from_bytes (octets, head, size - head - SAFI_COPY_DIGEST_OCTETS);
  return read_body (self, body, error) ? g_steal_pointer (&self) : NULL;
}
