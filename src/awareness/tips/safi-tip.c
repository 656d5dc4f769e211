/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/tips/safi-tip.h"

#include <gio/gio.h>

#include "awareness/tips/safi-tip-parse.h"

#define RESOURCES "/io/github/safibox/Safibox/tips/"

void
safi_tip_free (SafiTip *self)
{
  if (self == NULL)
    return;
  safi_example_clear (&self->scam);
  safi_example_clear (&self->real);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_clear_pointer (&self->signs, g_ptr_array_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_free (self->id);
  g_free (self->icon);
  g_free (self->theme);
  g_free (self->title);
  g_free (self->sentence);
  g_free (self->more);
  g_free (self->tell);
  g_free (self);
}

static GBytes *
load_file (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCES, name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *octets = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);
  return octets;
}

static SafiTip *
load_tip (const char *id)
{
  g_autofree char *name = g_strconcat (id, ".xml", NULL);
  g_autoptr (GBytes) octets = load_file (name);
  g_autoptr (GError) error = NULL;
  SafiTip *tip = safi_tip_parse (octets, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tip->id, ==, id);
  return tip;
}

/* The index has an id on each line. */
static gpointer
load_tips (gpointer unused)
{
  g_autoptr (GBytes) index = load_file ("index");
  GPtrArray *tips = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_tip_free);
  g_autofree char *text =
      g_strndup (g_bytes_get_data (index, NULL), (gsize) g_bytes_get_size (index));
  g_auto (GStrv) ids = g_strsplit (g_strchomp (text), "\n", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (tips, load_tip (ids[i]));
  return tips;
}

GPtrArray *
safi_tip_list (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_tips, NULL);
}

const SafiTip *
safi_tip_lookup (const char *id)
{
  GPtrArray *tips = safi_tip_list ();

  for (guint i = 0; i < tips->len; i++) {
    const SafiTip *tip = g_ptr_array_index (tips, i);

    if (g_strcmp0 (tip->id, id) == 0)
      return tip;
  }
  return NULL;
}

GPtrArray *
safi_tip_pick_for_age (GPtrArray *tips, SafiAge age)
{
  GPtrArray *picked = g_ptr_array_new ();

  for (guint i = 0; i < tips->len; i++)
    if (((const SafiTip *) g_ptr_array_index (tips, i))->age <= age)
      g_ptr_array_add (picked, g_ptr_array_index (tips, i));
  return picked;
}
