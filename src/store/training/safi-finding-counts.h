/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/safi-sql.h"
#include "store/training/safi-training.h"

G_BEGIN_DECLS

/* How many taught messages of each class showed a finding. Both calls need an open transaction. */

/* Adds the codes of one message, or takes them back; a code without counts leaves no row. */
gboolean safi_finding_counts_add (SafiSql *sql,
                                  const char *account,
                                  const SafiTaught *taught,
                                  GError **error);
gboolean safi_finding_counts_remove (SafiSql *sql,
                                     const char *account,
                                     const SafiTaught *taught,
                                     GError **error);

G_END_DECLS
