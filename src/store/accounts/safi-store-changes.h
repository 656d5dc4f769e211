/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-types.h"
#include "core/mailbox/safi-folder-state.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* What becomes of judged messages without Safibox: so that only what changed need be asked for. */

/* @ret_looked: seconds UTC: when all that matters was last asked about. All 0 = never. */
gboolean safi_store_get_folder_state (SafiStore *self,
                                      const char *account,
                                      const char *folder,
                                      SafiFolderState *ret_state,
                                      gint64 *ret_looked,
                                      GError **error);
gboolean safi_store_set_folder_state (SafiStore *self,
                                      const char *account,
                                      const char *folder,
                                      const SafiFolderState *state,
                                      gint64 looked,
                                      GError **error);

/* Messages judged since @since (seconds UTC) that are in the folder as far as is known; if they are
 * more than @limit, those first that wait to be learned, then the newest.
 * Returns: (transfer full) (element-type guint32): rising UIDs; NULL with @error. */
GArray *safi_store_list_known (SafiStore *self,
                               const char *account,
                               const char *folder,
                               guint32 uidvalidity,
                               gint64 since,
                               guint limit,
                               GError **error);

/* A message that is on its way between folders is left alone; one that is not known, too. */
gboolean safi_store_note_flags (SafiStore *self,
                                const char *account,
                                const char *folder,
                                guint32 uidvalidity,
                                guint32 uid,
                                SafiFlags flags,
                                GError **error);
gboolean safi_store_note_gone (SafiStore *self,
                               const char *account,
                               const char *folder,
                               guint32 uidvalidity,
                               guint32 uid,
                               GError **error);

/* A message that stayed where it was and carries a keyword that it did not when it was judged. */
typedef struct {
  guint32 uid;
  SafiFlags flags; /* now */
} SafiHint;

/* Those whom nobody spoke about and that were not learned with half or full weight, newest first.
 * @keywords: any of them. Returns: (transfer full) (element-type SafiHint); NULL with @error. */
GArray *safi_store_list_hints (SafiStore *self,
                               const char *account,
                               const char *folder,
                               guint32 uidvalidity,
                               SafiFlags keywords,
                               guint limit,
                               GError **error);

/* Those in @folder that were learned with half weight, and carry none of @junk (learned as junk) or
 * @good (as good) any more. Returns: (transfer full) (element-type utf8): identities; NULL with
 * @error. */
GPtrArray *safi_store_list_taken_back (SafiStore *self,
                                       const char *account,
                                       const char *folder,
                                       SafiFlags junk,
                                       SafiFlags good,
                                       guint limit,
                                       GError **error);

G_END_DECLS
