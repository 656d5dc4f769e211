/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/message/safi-message.h"
#include "core/message/safi-view.h"
#include "filter/model/safi-starter.h"
#include "filter/tokens/safi-siphash.h"

/* starter-model LIST TEXTS ARCHIVES: learns a starter model and writes the file to standard
 * output. LIST names a message per line: "good" or "junk", "mail" or "text" (without a header), its
 * weight in thousandths, how many messages must share a feature for this one to learn it, its path.
 * TEXTS and ARCHIVES are the SHA-256 of what LIST was made of, which the file carries.
 *
 * Logistic regression by steps that shrink with what a slot has learned (AdaGrad: Duchi, Hazan and
 * Singer, JMLR 12, 2011), several times over all messages in the order of the hashes of their
 * names. Steps are rounded to 1/UNIT, so that another library's exp () gives the same file. */

#define PASSES 8
#define RATE 0.04
#define DELTA 0.1
#define SURE_NATS 3.0
#define UNIT 16384.0
/* In texts a feature counts by how rare it is (inverse document frequency: Spärck Jones, Journal of
 * Documentation 28, 1972): 1 for one that one in e^RARITY_NATS of the messages has. */
#define RARITY_NATS 5.0
/* Weights are learned of features that count so much (see safi_starter_get_scale). */
#define LOUDNESS 8.0
/* The file's scale is the weight that so many slots exceed: those are cut. */
#define CUT_SLOTS 32
#define WEIGHT_MAX 127

#define SLOTS_MAX (1 << SAFI_STARTER_TEXT_BITS)

typedef struct {
  gboolean is_junk;
  double weight;
  guint shared_min;
  guint64 order;
  double scale;
  guint bits;
  GArray *features; /* (element-type guint64) */
} Example;

typedef struct {
  double weights[SLOTS_MAX];
  double squares[SLOTS_MAX];
  double loudness[SLOTS_MAX]; /* what a feature counts */
  guint bits;
} Model;

static G_NORETURN void
fail (const char *what, const char *where)
{
  fprintf (stderr, "starter-model: %s: %s\n", what, where);
  exit (EXIT_FAILURE);
}

static void
example_clear (Example *example)
{
  g_array_unref (example->features);
}

/* Returns: (transfer full). */
static SafiMessage *
read_as (GBytes *whole, gboolean is_text)
{
  gsize size;
  const char *octets = g_bytes_get_data (whole, &size);

  return is_text ? safi_message_new_from_text (octets, (gssize) size)
                 : safi_view_read (whole, SAFI_VIEW_LIVE);
}

static void
read_message (Example *example, gboolean is_text, const char *path)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GBytes) whole = mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiTokens) tokens = NULL;
  g_autoptr (SafiStarterWords) words = NULL;

  if (whole == NULL)
    fail ("cannot be read", path);
  message = read_as (whole, is_text);
  tokens = safi_tokens_new (message, SAFI_STARTER_KEY);
  example->bits = is_text ? SAFI_STARTER_TEXT_BITS : SAFI_STARTER_BITS;
  words = safi_starter_words_new (message, tokens, example->bits);
  example->order = safi_siphash (SAFI_STARTER_KEY, name, strlen (name));
  example->scale = LOUDNESS * safi_starter_get_scale (words);
  example->features = g_array_ref (words->features);
}

/* Returns: (transfer full) (element-type Example). */
static GArray *
read_list (const char *list)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GArray *examples = g_array_new (FALSE, TRUE, sizeof (Example));

  g_array_set_clear_func (examples, (GDestroyNotify) example_clear);
  if (!g_file_get_contents (list, &text, NULL, NULL))
    fail ("cannot be read", list);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], " ", 5);
    Example example = { 0 };

    if (g_strv_length (fields) != 5)
      fail ("no such line", lines[i]);
    example.is_junk = g_str_equal (fields[0], "junk");
    example.weight = (double) g_ascii_strtoull (fields[2], NULL, 10) / 1000;
    example.shared_min = (guint) g_ascii_strtoull (fields[3], NULL, 10);
    read_message (&example, g_str_equal (fields[1], "text"), fields[4]);
    g_array_append_val (examples, example);
  }
  return examples;
}

static int
compare_order_cb (gconstpointer a, gconstpointer b)
{
  const Example *left = a;
  const Example *right = b;

  return (left->order > right->order) - (left->order < right->order);
}

/* Leaves each example those features that enough messages share. They are counted by their whole
 * hash: a slot is shared by chance. */
static void
leave_out_rare (GArray *examples)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < examples->len; i++) {
    GArray *features = g_array_index (examples, Example, i).features;

    for (guint k = 0; k < features->len; k++) {
      guint64 *feature = &g_array_index (features, guint64, k);
      const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, feature));

      g_hash_table_insert (counts, g_memdup2 (feature, sizeof *feature), GUINT_TO_POINTER (n + 1));
    }
  }
  for (guint i = 0; i < examples->len; i++) {
    Example *example = &g_array_index (examples, Example, i);
    guint n_kept = 0;

    for (guint k = 0; k < example->features->len; k++) {
      const guint64 feature = g_array_index (example->features, guint64, k);

      if (GPOINTER_TO_UINT (g_hash_table_lookup (counts, &feature)) >= example->shared_min)
        g_array_index (example->features, guint64, n_kept++) = feature;
    }
    g_array_set_size (example->features, n_kept);
  }
}

static void
count_slots (const Model *model, GArray *examples, guint *ret_counts)
{
  for (guint i = 0; i < examples->len; i++) {
    GArray *features = g_array_index (examples, Example, i).features;

    for (guint k = 0; k < features->len; k++)
      ret_counts[safi_starter_get_slot (g_array_index (features, guint64, k), model->bits)]++;
  }
}

/* Rounded as steps are. */
static void
find_loudness (Model *model, GArray *examples)
{
  g_autofree guint *counts = g_new0 (guint, SLOTS_MAX);

  count_slots (model, examples, counts);
  for (guint slot = 0; slot < SLOTS_MAX; slot++) {
    const double rarity = log ((double) examples->len / MAX (counts[slot], 1)) / RARITY_NATS;

    model->loudness[slot] =
        model->bits == SAFI_STARTER_TEXT_BITS ? round (rarity * UNIT) / UNIT : 1;
  }
}

static double
sum_weights (const Model *model, const Example *example)
{
  double sum = 0;

  for (guint k = 0; k < example->features->len; k++) {
    const guint slot =
        safi_starter_get_slot (g_array_index (example->features, guint64, k), model->bits);

    sum += model->weights[slot] * model->loudness[slot];
  }
  return sum * example->scale;
}

static void
learn (Model *model, const Example *example)
{
  const double sum = sum_weights (model, example);
  double gradient;

  if ((example->is_junk ? sum : -sum) >= SURE_NATS)
    return;
  gradient = example->weight * (example->is_junk - 1 / (1 + exp (-sum)));
  gradient = round (gradient * example->scale * UNIT) / UNIT;
  for (guint k = 0; k < example->features->len; k++) {
    const guint slot =
        safi_starter_get_slot (g_array_index (example->features, guint64, k), model->bits);
    const double slope = gradient * model->loudness[slot];

    model->squares[slot] += slope * slope;
    model->weights[slot] += RATE * slope / (DELTA + sqrt (model->squares[slot]));
  }
}

/* The file says of each slot what it weighs, loudness and all. */
static void
weigh_slots (Model *model)
{
  for (guint slot = 0; slot < SLOTS_MAX; slot++)
    model->weights[slot] *= model->loudness[slot];
}

static int
compare_size_cb (gconstpointer a, gconstpointer b)
{
  const double left = fabs (*(const double *) a);
  const double right = fabs (*(const double *) b);

  return (left < right) - (left > right);
}

/* Nats of the loudest weight that the file holds. */
static double
find_loudest (const Model *model)
{
  g_autofree double *sorted = g_memdup2 (model->weights, sizeof model->weights);

  qsort (sorted, SLOTS_MAX, sizeof *sorted, compare_size_cb);
  return MAX (fabs (sorted[CUT_SLOTS]), 1e-3);
}

static void
read_digest (const char *hex, guint8 *ret_digest)
{
  if (strlen (hex) != 64)
    fail ("no SHA-256", hex);
  for (guint i = 0; i < 32; i++)
    ret_digest[i] =
        (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));
}

static void
write_model (const Model *model, const char *texts, const char *archives)
{
  const double loudest = find_loudest (model);
  SafiStarterHeader header = { .version = GUINT32_TO_LE (SAFI_STARTER_VERSION),
                               .bits = GUINT32_TO_LE (model->bits) };
  const gsize n_slots = (gsize) 1 << model->bits;
  g_autofree gint8 *weights = g_new (gint8, n_slots);

  memcpy (header.magic, SAFI_STARTER_MAGIC, sizeof header.magic);
  header.step = GUINT32_TO_LE ((guint32) lround (LOUDNESS * loudest / WEIGHT_MAX * 1e6));
  read_digest (texts, header.texts);
  read_digest (archives, header.archives);
  for (gsize slot = 0; slot < n_slots; slot++)
    weights[slot] = (gint8) lround (
        CLAMP (model->weights[slot] / loudest * WEIGHT_MAX, -WEIGHT_MAX, WEIGHT_MAX));
  if (fwrite (&header, sizeof header, 1, stdout) != 1 ||
      fwrite (weights, n_slots, 1, stdout) != 1 || fflush (stdout) != 0)
    fail ("cannot be written", "standard output");
}

int
main (int argc, char **argv)
{
  g_autoptr (GArray) examples = NULL;
  g_autofree Model *model = g_new0 (Model, 1);

  if (argc != 4)
    fail ("wants", "LIST TEXTS ARCHIVES");
  examples = read_list (argv[1]);
  for (guint i = 0; i < examples->len; i++)
    model->bits = g_array_index (examples, Example, i).bits; /* a model is of one form */
  leave_out_rare (examples);
  g_array_sort (examples, compare_order_cb);
  find_loudness (model, examples);
  for (guint pass = 0; pass < PASSES; pass++)
    for (guint i = 0; i < examples->len; i++)
      learn (model, &g_array_index (examples, Example, i));
  weigh_slots (model);
  write_model (model, argv[2], argv[3]);
  return EXIT_SUCCESS;
}
