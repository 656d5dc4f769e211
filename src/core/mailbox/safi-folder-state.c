/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mailbox/safi-folder-state.h"

gboolean
safi_folder_state_counts (const SafiFolderState *since, const SafiFolderState *now)
{
  return since->uidvalidity == now->uidvalidity && since->modseq > 0 &&
         now->modseq >= since->modseq;
}

/* As many UIDs were given at most as messages came. */
gboolean
safi_folder_state_lost_none (const SafiFolderState *since, const SafiFolderState *now)
{
  return since->uidvalidity == now->uidvalidity && since->uidnext > 0 &&
         now->uidnext >= since->uidnext &&
         now->messages == (guint64) since->messages + (now->uidnext - since->uidnext);
}
