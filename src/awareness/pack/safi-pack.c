/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/pack/safi-pack.h"

#include <string.h>

void
safi_pack_day_free (SafiPackDay *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->sentence);
  g_free (self);
}

SafiPackTexts *
safi_pack_texts_new (const char *language)
{
  SafiPackTexts *self = g_new0 (SafiPackTexts, 1);

  self->language = g_strdup (language);
  self->tips = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_tip_free);
  self->numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_country_fact_free);
  self->days = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_pack_day_free);
  return self;
}

static void
free_texts (SafiPackTexts *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->tips);
  g_ptr_array_unref (self->numbers);
  g_ptr_array_unref (self->days);
  g_free (self->language);
  g_free (self->name);
  g_free (self->from);
  g_free (self->about);
  g_free (self);
}

SafiPack *
safi_pack_new (void)
{
  SafiPack *self = g_atomic_rc_box_new0 (SafiPack);

  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) free_texts);
  self->recordings = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_pack_recording_free);
  g_date_clear (&self->imported, 1);
  return self;
}

SafiPack *
safi_pack_ref (SafiPack *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_pack (SafiPack *self)
{
  g_free (self->id);
  g_free (self->signer);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->recordings);
  g_clear_pointer (&self->logo, g_bytes_unref);
}

void
safi_pack_unref (SafiPack *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_pack);
}

/* @name: a locale, "pt_BR.UTF-8", as languages of packs are written. */
static gboolean
is_language (const char *language, const char *name)
{
  const gsize length = strcspn (name, ".@");
  g_autofree char *wanted = g_strndup (name, length);

  return g_ascii_strcasecmp (language, g_strdelimit (wanted, "_", '-')) == 0;
}

const SafiPackTexts *
safi_pack_choose_texts (const SafiPack *self, const char *const *languages)
{
  for (guint i = 0; languages[i] != NULL; i++)
    for (guint j = 0; j < self->texts->len; j++) {
      const SafiPackTexts *texts = self->texts->pdata[j];

      if (is_language (texts->language, languages[i]))
        return texts;
    }
  return self->texts->pdata[0];
}

gboolean
safi_pack_is_for_country (const SafiPack *self, const char *country)
{
  return *country == '\0' || *self->country == '\0' || g_str_equal (self->country, country);
}

const SafiPackDay *
safi_pack_find_day (const SafiPackTexts *texts, const GDate *today)
{
  for (guint i = 0; i < texts->days->len; i++) {
    const SafiPackDay *day = texts->days->pdata[i];

    if (day->month == (guint) g_date_get_month (today) && day->day == g_date_get_day (today) &&
        (day->year == 0 || day->year == g_date_get_year (today)))
      return day;
  }
  return NULL;
}

GPtrArray *
safi_pack_find_numbers (const SafiPackTexts *texts, SafiCountryUse use)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < texts->numbers->len; i++) {
    SafiCountryFact *fact = texts->numbers->pdata[i];

    if (fact->use == use)
      g_ptr_array_add (found, fact);
  }
  return found;
}
