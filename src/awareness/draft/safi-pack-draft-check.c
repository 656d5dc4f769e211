/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/draft/safi-pack-draft-check.h"

#include "awareness/draft/safi-pack-draft-write.h"
#include "awareness/pack/safi-pack-build.h"
#include "awareness/pack/safi-pack-read.h"
#include "awareness/pack/safi-pack-signature.h"

static void
free_draft_fault (SafiDraftFault *self)
{
  safi_pack_fault_free (self->fault);
  g_free (self);
}

/* Returns: (nullable): where the line of @fault comes from. */
static const SafiDraftPlace *
find_place (GPtrArray *places, const SafiPackFault *fault)
{
  for (guint i = 0; i < places->len; i++) {
    const SafiDraftPlace *place = places->pdata[i];

    if (g_str_equal (place->file, fault->file) && place->line == fault->line)
      return place;
  }
  return NULL;
}

/* Returns: (nullable): one of the tip that the file of @fault is. */
static const SafiDraftPlace *
find_tip_place (GPtrArray *places, const SafiPackFault *fault)
{
  for (guint i = 0; i < places->len; i++) {
    const SafiDraftPlace *place = places->pdata[i];

    if (g_str_equal (place->file, fault->file) && place->part->kind == SAFI_DRAFT_TIP)
      return place;
  }
  return NULL;
}

static SafiDraftField
find_field (SafiDraftKind kind, const char *word)
{
  int field = 0;

  while (field < SAFI_N_DRAFT_FIELDS && (safi_draft_fields[field].kind != kind ||
                                         !g_str_equal (safi_draft_fields[field].word, word)))
    field++;
  return (SafiDraftField) field;
}

/* Returns: (transfer none) (nullable): @language as @self holds it. */
static const char *
find_language (const SafiPackDraft *self, const char *language)
{
  for (guint i = 0; language != NULL && i < self->languages->len; i++)
    if (g_str_equal (self->languages->pdata[i], language))
      return self->languages->pdata[i];
  return NULL;
}

static void
set_field (SafiDraftFault *told, SafiDraftField field)
{
  const gboolean is_known = field < SAFI_N_DRAFT_FIELDS;

  told->field = field;
  if (is_known && (safi_draft_fields[field].manner == SAFI_DRAFT_FACT ||
                   safi_draft_fields[field].manner == SAFI_DRAFT_CHOICE))
    told->language = "";
}

static void
locate (const SafiPackDraft *self, GPtrArray *places, SafiDraftFault *told)
{
  const SafiPackFault *fault = told->fault;
  const SafiDraftPlace *place = find_place (places, fault);
  const SafiDraftPlace *in_tip = place == NULL ? find_tip_place (places, fault) : NULL;

  if (place != NULL) {
    told->part = place->part;
    told->language = place->language;
    set_field (told,
               fault->field != NULL ? find_field (place->part->kind, fault->field) : place->field);
  } else if (in_tip != NULL) {
    told->part = in_tip->part;
    told->language = in_tip->language;
    if (fault->kind == SAFI_PACK_FAULT_LONG_TOGETHER)
      set_field (told, SAFI_DRAFT_SENTENCE);
  } else if (fault->field != NULL) {
    /* What is missing in pack.txt has no line; the language is told. */
    told->part = self->head;
    told->language = find_language (self, fault->args[0]);
    set_field (told, find_field (SAFI_DRAFT_PACK, fault->field));
  }
  if (told->language == NULL)
    told->language = self->languages->pdata[0];
}

/* What is the same in all languages stands in a table of each. */
static gboolean
is_told (GPtrArray *faults, const SafiDraftFault *told)
{
  for (guint i = 0; told->part != NULL && i < faults->len; i++) {
    const SafiDraftFault *other = faults->pdata[i];

    if (other->part == told->part && other->field == told->field &&
        g_str_equal (other->language, told->language))
      return TRUE;
  }
  return FALSE;
}

/* As the form has them: the pack, then tips, numbers, days. */
static int
get_rank (const SafiDraftFault *told)
{
  return told->part != NULL ? (int) told->part->kind : SAFI_N_DRAFT_KINDS;
}

static int
compare_faults (gconstpointer a, gconstpointer b)
{
  const SafiDraftFault *one = *(const SafiDraftFault *const *) a;
  const SafiDraftFault *other = *(const SafiDraftFault *const *) b;

  return get_rank (one) - get_rank (other);
}

/* Takes @raw apart. */
static GPtrArray *
locate_all (const SafiPackDraft *self, GPtrArray *places, GPtrArray *raw)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func ((GDestroyNotify) free_draft_fault);

  while (raw->len > 0) {
    SafiDraftFault *told = g_new0 (SafiDraftFault, 1);

    told->fault = g_ptr_array_steal_index (raw, 0);
    told->field = SAFI_N_DRAFT_FIELDS;
    locate (self, places, told);
    if (is_told (faults, told))
      free_draft_fault (told);
    else
      g_ptr_array_add (faults, told);
  }
  g_ptr_array_sort (faults, compare_faults);
  return faults;
}

SafiPack *
safi_pack_draft_check (const SafiPackDraft *self, GPtrArray **ret_faults)
{
  g_autoptr (GPtrArray) places = safi_draft_places_new ();
  g_autoptr (GPtrArray) raw = safi_pack_faults_new ();
  g_autoptr (SafiPackFiles) files = safi_pack_draft_write (self, places, raw);
  SafiPack *pack = files != NULL ? safi_pack_read (files, raw) : NULL;

  if (pack == NULL)
    *ret_faults = locate_all (self, places, raw);
  return pack;
}

GBytes *
safi_pack_draft_build (const SafiPackDraft *self, const SafiPackKey *key, GPtrArray *faults)
{
  g_autoptr (SafiPackFiles) files = safi_pack_draft_write (self, NULL, faults);
  g_autoptr (SafiPack) pack = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) octets = NULL;

  if (files == NULL || (key != NULL && !safi_pack_signature_write (files, key, faults)))
    return NULL;
  octets = safi_pack_build (files, &pack, faults, &error);
  if (error != NULL)
    g_debug ("pack: %s", error->message);
  return g_steal_pointer (&octets);
}
