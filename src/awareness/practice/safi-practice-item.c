/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/practice/safi-practice-item.h"

#include <gio/gio.h>

#include "awareness/tips/safi-tip-group.h"

#define RESOURCES "/io/github/safibox/Safibox/practice-items/"
#define SIGNS_SOME 2
#define SIGNS_MANY 3

static const SafiTeachingText texts[] = {
  { "sign", FALSE, TRUE, G_STRUCT_OFFSET (SafiPracticeItem, signs) },
  { "reason", FALSE, TRUE, G_STRUCT_OFFSET (SafiPracticeItem, reasons) },
  { "from", TRUE, FALSE, G_STRUCT_OFFSET (SafiExample, from) },
  { "subject", TRUE, FALSE, G_STRUCT_OFFSET (SafiExample, subject) },
  { "p", TRUE, TRUE, G_STRUCT_OFFSET (SafiExample, text) },
};
static const SafiTeachingExample examples[] = {
  { "message", G_STRUCT_OFFSET (SafiPracticeItem, message) },
};
static const char *const truth_words[] = { "scam", "real", NULL };
static const char *const core_words[] = { "yes", NULL };
static const char *const fit_words[] = { "low", "medium", "high", NULL }; /* as SafiFit */

/* While it is read: the item and what is not kept. */
typedef struct {
  SafiPracticeItem item; /* first: offsets are those of the item */
  SafiFit fit;
} Draft;

void
safi_practice_item_free (SafiPracticeItem *self)
{
  if (self == NULL)
    return;
  safi_example_clear (&self->message);
  g_clear_pointer (&self->signs, g_ptr_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_free (self->id);
  g_free (self->theme);
  g_free (self->tip);
  g_free (self);
}

guint
safi_practice_rate (gboolean is_scam, guint n_signs, SafiFit fit)
{
  const guint signs = n_signs >= SIGNS_MANY ? 2 : n_signs >= SIGNS_SOME ? 1 : 0;

  return 1 + (is_scam ? 2 - signs + fit : signs + 2 - fit);
}

static gboolean
open_item (gpointer value, const char **names, const char **values, GError **error)
{
  Draft *draft = value;
  const char *id, *truth, *theme, *fit, *age, *core;
  guint truth_index, fit_index, core_index;

  if (!g_markup_collect_attributes (
          "item", names, values, error, G_MARKUP_COLLECT_STRING, "id", &id, G_MARKUP_COLLECT_STRING,
          "truth", &truth, G_MARKUP_COLLECT_STRING, "theme", &theme, G_MARKUP_COLLECT_STRING, "fit",
          &fit, G_MARKUP_COLLECT_STRING, "age", &age,
          G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "core", &core,
          G_MARKUP_COLLECT_INVALID) ||
      !safi_teaching_check_word ("id", id, "", error) ||
      !safi_teaching_check_word ("theme", theme, "", error) ||
      !safi_teaching_choose_word ("truth", truth, truth_words, &truth_index, error) ||
      !safi_teaching_choose_word ("fit", fit, fit_words, &fit_index, error) ||
      (core != NULL && !safi_teaching_choose_word ("core", core, core_words, &core_index, error)) ||
      !safi_teaching_choose_age (age, &draft->item.age, error))
    return FALSE;
  draft->item.id = g_strdup (id);
  draft->item.theme = g_strdup (theme);
  draft->item.is_scam = truth_index == 0;
  draft->item.is_core = core != NULL;
  draft->fit = (SafiFit) fit_index;
  return TRUE;
}

static gboolean
check_item (gpointer value, GError **error)
{
  Draft *draft = value;
  SafiPracticeItem *item = &draft->item;

  if (item->signs->len == 0 || item->reasons->len == 0)
    return safi_teaching_fault (error, "<item> needs each of message, sign, reason");
  item->difficulty = safi_practice_rate (item->is_scam, item->signs->len, draft->fit);
  return TRUE;
}

SafiPracticeItem *
safi_practice_item_parse (GBytes *octets, GError **error)
{
  static const SafiTeachingFormat format = {
    "item", texts, G_N_ELEMENTS (texts), examples, G_N_ELEMENTS (examples), open_item, check_item,
  };
  Draft draft = { 0 };
  SafiPracticeItem *item = NULL;
  gboolean is_read;

  draft.item.signs = g_ptr_array_new_with_free_func (g_free);
  draft.item.reasons = g_ptr_array_new_with_free_func (g_free);
  safi_example_init (&draft.item.message);
  is_read = safi_teaching_read (&format, &draft, octets, error);
  item = g_memdup2 (&draft.item, sizeof draft.item);
  if (is_read)
    return item;
  safi_practice_item_free (item);
  return NULL;
}

const SafiTip *
safi_practice_item_find_tip (const SafiPracticeItem *self, SafiAge age)
{
  const SafiTip *tip = self->tip != NULL ? safi_tip_lookup (self->tip) : NULL;

  if (self->tip == NULL)
    return safi_tip_find_theme_for_age (self->theme, age);
  return tip != NULL && tip->age <= age ? tip : NULL;
}

static SafiPracticeItem *
load_item (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCES, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) octets = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  SafiPracticeItem *item;

  g_assert_no_error (error);
  item = safi_practice_item_parse (octets, &error);
  g_assert_no_error (error);
  return item;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const SafiPracticeItem *const *one = a;
  const SafiPracticeItem *const *two = b;

  return g_strcmp0 ((*one)->id, (*two)->id);
}

static gpointer
load_items (gpointer unused)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_practice_item_free);
  g_auto (GStrv) names =
      g_resources_enumerate_children (RESOURCES, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_ptr_array_add (items, load_item (names[i]));
  g_ptr_array_sort (items, compare_ids);
  return items;
}

GPtrArray *
safi_practice_item_list (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_items, NULL);
}
