/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-mix.h"

#include <string.h>

#include "core/message/safi-message.h"
#include "core/message/safi-view.h"
#include "core/mime/safi-header-field.h"
#include "service/eval/safi-index.h"

#define SEED 2026
#define PHRASE_WORDS 8
#define PHRASES_PER_ANY 4 /* one of so many may be of the other class */
#define WORDS_MAX 2000    /* of one message: more than the model reads */

typedef struct {
  SafiClass truth;
  GBytes *octets;
  char **words; /* of the readable text */
  guint n_words;
} Real;

struct _BenchMix {
  GArray *reals; /* (element-type Real) */
  GArray *of[2]; /* by class (element-type guint): places of those with words */
};

static void
real_clear (Real *real)
{
  g_bytes_unref (real->octets);
  g_strfreev (real->words);
}

static gboolean
read_message_cb (SafiClass truth,
                 const char *path,
                 const char *file,
                 gpointer user_data,
                 GError **error)
{
  BenchMix *self = user_data;
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (SafiMessage) message = NULL;
  Real real = { .truth = truth };
  char *octets;
  gsize length;

  if (!g_file_get_contents (file, &octets, &length, error))
    return FALSE;
  whole = g_bytes_new_take (octets, length);
  message = safi_view_read (whole, SAFI_VIEW_LIVE);
  real.octets = g_bytes_ref (safi_message_get_octets (message));
  real.words = g_strsplit_set (safi_message_get_text (message), " \n\t", WORDS_MAX + 1);
  real.n_words = MIN (g_strv_length (real.words), WORDS_MAX);
  if (real.n_words >= PHRASE_WORDS)
    g_array_append_val (self->of[truth], self->reals->len);
  g_array_append_val (self->reals, real);
  return TRUE;
}

BenchMix *
bench_mix_new (const char *index, GError **error)
{
  g_autoptr (BenchMix) self = g_new0 (BenchMix, 1);

  self->reals = g_array_new (FALSE, FALSE, sizeof (Real));
  g_array_set_clear_func (self->reals, (GDestroyNotify) real_clear);
  for (guint truth = 0; truth < 2; truth++)
    self->of[truth] = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!safi_index_read (index, read_message_cb, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
bench_mix_free (BenchMix *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->reals);
  g_array_unref (self->of[0]);
  g_array_unref (self->of[1]);
  g_free (self);
}

guint
bench_mix_get_n_messages (BenchMix *self)
{
  return self->reals->len;
}

GBytes *
bench_mix_get (BenchMix *self, guint at, SafiClass *ret_truth)
{
  const Real *real = &g_array_index (self->reals, Real, at);

  *ret_truth = real->truth;
  return real->octets;
}

/* The header of @real, but for what tells messages apart and what says how the text is written. */
static void
add_header (const Real *real, guint number, GString *made)
{
  gsize length;
  const char *octets = g_bytes_get_data (real->octets, &length);
  SafiHeaderIter iter;
  SafiHeaderField field;

  safi_header_iter_init (&iter, octets, length);
  while (safi_header_iter_next (&iter, &field)) {
    if (safi_header_field_is (&field, "Message-ID") ||
        safi_header_field_is (&field, "MIME-Version") ||
        g_ascii_strncasecmp (field.name, "Content-", strlen ("Content-")) == 0)
      continue;
    g_string_append_len (made, field.name, field.name_length);
    g_string_append_c (made, ':');
    g_string_append_len (made, field.value, field.value_length);
    g_string_append_c (made, '\n');
  }
  g_string_append_printf (made,
                          "Message-ID: <made-%u@mix.invalid>\nMIME-Version: 1.0\n"
                          "Content-Type: text/plain; charset=utf-8\n\n",
                          number);
}

static void
add_phrase (BenchMix *self, SafiClass truth, GRand *random, GString *made)
{
  const gboolean is_any = g_rand_int_range (random, 0, PHRASES_PER_ANY) == 0;
  const GArray *sources = self->of[is_any ? (guint) g_rand_int_range (random, 0, 2) : truth];
  const guint source =
      g_array_index (sources, guint, g_rand_int_range (random, 0, (gint) sources->len));
  const Real *real = &g_array_index (self->reals, Real, source);
  const guint first =
      (guint) g_rand_int_range (random, 0, (gint) (real->n_words - PHRASE_WORDS + 1));

  for (guint i = first; i < first + PHRASE_WORDS; i++) {
    g_string_append (made, real->words[i]);
    g_string_append_c (made, i + 1 < first + PHRASE_WORDS ? ' ' : '\n');
  }
}

GBytes *
bench_mix_make (BenchMix *self, guint number, SafiClass *ret_truth)
{
  const Real *real = &g_array_index (self->reals, Real, number % self->reals->len);
  GString *made = g_string_new (NULL);
  GRand *random = g_rand_new_with_seed (SEED + number);

  add_header (real, number, made);
  for (guint i = 0; i < real->n_words; i += PHRASE_WORDS)
    add_phrase (self, real->truth, random, made);
  g_rand_free (random);
  *ret_truth = real->truth;
  return g_string_free_to_bytes (made);
}
