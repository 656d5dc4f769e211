/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-pack-list.h"

#include "app/common/safi-place.h"
#include "awareness/country/safi-country.h"
#include "core/base/safi-clock.h"

struct _SafiPackList {
  GObject parent_instance;

  GPtrArray *packs; /* (nullable) (element-type SafiShelfPack) until they are asked for */
};

G_DEFINE_FINAL_TYPE (SafiPackList, safi_pack_list, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
safi_pack_list_finalize (GObject *object)
{
  g_clear_pointer (&SAFI_PACK_LIST (object)->packs, g_ptr_array_unref);
  G_OBJECT_CLASS (safi_pack_list_parent_class)->finalize (object);
}

static void
safi_pack_list_class_init (SafiPackListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_pack_list_finalize;
  signals[CHANGED] = g_signal_new ("changed", SAFI_TYPE_PACK_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
safi_pack_list_init (SafiPackList *self)
{
}

static gpointer
make_default (gpointer unused)
{
  return g_object_new (SAFI_TYPE_PACK_LIST, NULL);
}

SafiPackList *
safi_pack_list_get_default (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_default, NULL);
}

GPtrArray *
safi_pack_list_get_packs (SafiPackList *self)
{
  g_autofree char *data_dir = safi_place_get_data_dir ();

  if (self->packs == NULL)
    self->packs = safi_pack_shelf_list (data_dir, g_get_system_data_dirs ());
  return self->packs;
}

static void
tell_change (SafiPackList *self)
{
  g_clear_pointer (&self->packs, g_ptr_array_unref);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
safi_pack_list_import (SafiPackList *self, const SafiPack *pack, GBytes *octets, GError **error)
{
  g_autofree char *data_dir = safi_place_get_data_dir ();
  GDate today;

  safi_clock_get_date (safi_clock_get_system (), &today);
  if (!safi_pack_shelf_import (data_dir, g_get_system_data_dirs (), pack, octets, &today, error))
    return FALSE;
  tell_change (self);
  return TRUE;
}

gboolean
safi_pack_list_remove (SafiPackList *self, const char *path, GError **error)
{
  if (!safi_pack_shelf_remove (path, error))
    return FALSE;
  tell_change (self);
  return TRUE;
}
