/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-error.h"
#include "filter/safi-filter-private.h"

/* What has no room in the model was made by no Safibox. */
static gboolean
reload (SafiFilter *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (safi_filter_reload (self, &failure))
    return TRUE;
  if (g_error_matches (failure, SAFI_ERROR, SAFI_ERROR_INVALID))
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_COPY_UNREADABLE,
                         "training copy: the model has no room for it");
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
safi_filter_replace (SafiFilter *self,
                     const SafiTrainingCopy *copy,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (self->store != NULL, FALSE);

  if (!safi_store_begin (self->store, error))
    return FALSE;
  if (safi_training_replace (self->store, safi_account_get_id (self->account), copy, cancellable,
                             error) &&
      reload (self, error) && safi_store_commit (self->store, error))
    return TRUE;
  safi_store_rollback (self->store);
  safi_filter_reload (self, NULL);
  return FALSE;
}
