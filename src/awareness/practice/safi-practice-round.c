/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/practice/safi-practice-round.h"

/* An item that could be taken, and what speaks for it: the smaller the better, in this order. */
typedef struct {
  const SafiPracticeItem *item;
  gboolean is_other; /* not of the kind that is asked for */
  guint seen;        /* how lately; 0 = never */
  guint apart;       /* from the level that is wanted */
  gboolean is_more;  /* not of the core */
  guint32 chance;
} Candidate;

#define COMPARE(a, b) ((a) < (b) ? -1 : (a) > (b))

static int
compare_candidates (gconstpointer one, gconstpointer two)
{
  const Candidate *a = one, *b = two;
  const int order[] = {
    COMPARE (a->is_other, b->is_other), COMPARE (a->seen, b->seen),
    COMPARE (a->apart, b->apart),       COMPARE (a->is_more, b->is_more),
    COMPARE (a->chance, b->chance),
  };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (order[i] != 0)
      return order[i];
  return 0;
}

static gboolean
is_fit (const SafiPracticeItem *item, SafiTopic topic, SafiAge age)
{
  return item->age <= age && safi_topic_has (topic, item);
}

/* Returns: (transfer container) (element-type SafiPracticeItem): of ours. */
static GPtrArray *
list_fit (SafiTopic topic, SafiAge age)
{
  GPtrArray *all = safi_practice_item_list ();
  GPtrArray *items = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (is_fit (all->pdata[i], topic, age))
      g_ptr_array_add (items, all->pdata[i]);
  return items;
}

static guint
count_scams (GPtrArray *items)
{
  guint n_scams = 0;

  for (guint i = 0; i < items->len; i++)
    n_scams += ((const SafiPracticeItem *) items->pdata[i])->is_scam ? 1 : 0;
  return n_scams;
}

static GArray *
collect (GPtrArray *items,
         const char *kind,
         gboolean is_scam,
         const SafiPracticeRecord *record,
         GRand *random)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  const int level = (int) safi_practice_record_get_level (record);

  for (guint i = 0; i < items->len; i++) {
    const SafiPracticeItem *item = g_ptr_array_index (items, i);
    const Candidate candidate = {
      .item = item,
      .is_other = kind != NULL && !g_str_equal (item->theme, kind),
      .seen = safi_practice_record_find_seen (record, item->id),
      .apart = (guint) ABS ((int) item->difficulty - level),
      .is_more = !item->is_core,
      .chance = g_rand_int (random),
    };

    if (item->is_scam == is_scam)
      g_array_append_val (candidates, candidate);
  }
  g_array_sort (candidates, compare_candidates);
  return candidates;
}

static void
take (SafiPracticeRound *self, guint from, guint until, GArray *candidates)
{
  g_assert (candidates->len >= until - from);
  for (guint i = from; i < until; i++)
    self->items[i] = g_array_index (candidates, Candidate, i - from).item;
}

/* Fisher and Yates. */
static void
shuffle (SafiPracticeRound *self, GRand *random)
{
  for (guint i = SAFI_PRACTICE_ROUND - 1; i > 0; i--) {
    const guint other = (guint) g_rand_int_range (random, 0, (gint32) i + 1);
    const SafiPracticeItem *item = self->items[i];

    self->items[i] = self->items[other];
    self->items[other] = item;
  }
}

SafiPracticeRound *
safi_practice_round_new (SafiTopic topic,
                         const char *kind,
                         const SafiPracticeRecord *record,
                         guint32 seed)
{
  return safi_practice_round_new_for_age (topic, SAFI_AGE_ADULT, kind, record, seed);
}

SafiPracticeRound *
safi_practice_round_new_for_age (SafiTopic topic,
                                 SafiAge age,
                                 const char *kind,
                                 const SafiPracticeRecord *record,
                                 guint32 seed)
{
  g_autoptr (GPtrArray) items = list_fit (topic, age);
  SafiPracticeRound *self = safi_practice_round_new_from (items, kind, record, seed);

  self->topic = topic;
  return self;
}

SafiPracticeRound *
safi_practice_round_new_from (GPtrArray *items,
                              const char *kind,
                              const SafiPracticeRecord *record,
                              guint32 seed)
{
  SafiPracticeRound *self = g_new0 (SafiPracticeRound, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GArray) real = collect (items, kind, FALSE, record, random);
  g_autoptr (GArray) scams = collect (items, kind, TRUE, record, random);
  const guint n_real = SAFI_PRACTICE_REAL + (safi_practice_record_fell (record) ? 1 : 0);

  take (self, 0, n_real, real);
  take (self, n_real, SAFI_PRACTICE_ROUND, scams);
  shuffle (self, random);
  return self;
}

gboolean
safi_practice_has_round (SafiTopic topic, SafiAge age)
{
  g_autoptr (GPtrArray) items = list_fit (topic, age);
  const guint n_scams = count_scams (items);

  return n_scams >= SAFI_PRACTICE_SCAMS_NEEDED && items->len - n_scams >= SAFI_PRACTICE_REAL_NEEDED;
}

gboolean
safi_practice_round_is_right (const SafiPracticeRound *self, guint place)
{
  return self->guesses[place] == (self->items[place]->is_scam ? SAFI_GUESS_SCAM : SAFI_GUESS_REAL);
}

SafiPracticeScore
safi_practice_round_count (const SafiPracticeRound *self, gint64 time)
{
  SafiPracticeScore score = { .time = time };

  for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++) {
    const guint n_right = safi_practice_round_is_right (self, i) ? 1 : 0;

    if (self->items[i]->is_scam) {
      score.scams++;
      score.caught += n_right;
    } else {
      score.real++;
      score.kept += n_right;
    }
  }
  return score;
}

gboolean
safi_practice_has_kind (const char *kind)
{
  GPtrArray *items = safi_practice_item_list ();

  for (guint i = 0; i < items->len; i++) {
    const SafiPracticeItem *item = g_ptr_array_index (items, i);

    if (g_str_equal (item->theme, kind))
      return TRUE;
  }
  return FALSE;
}
