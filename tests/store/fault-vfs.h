/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A disk that fails on demand, in SQLite's own manner: a layer over the usual file system that
 * counts every write, truncation, synchronisation and removal, and fails the n-th. */

/* From now on all connections that are opened go through it. */
void fault_vfs_register (void);

/* Fails operation number @n (from 1, counted from this call) with SQLite's code @result; with
 * @for_good all later ones, too. */
void fault_vfs_fail_at (guint n, int result, gboolean for_good);
/* Nothing fails any more. Returns: TRUE if anything did. */
gboolean fault_vfs_heal (void);
