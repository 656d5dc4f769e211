/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/safi-sql.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

#define SAFI_STORE_FILE "safibox.db"
#define SAFI_STORE_LOCK_FILE "engine.lock"
#define SAFI_STORE_KEY_OCTETS 16

SafiSql *safi_store_get_sql (SafiStore *self);
SafiFindingLookup safi_store_get_lookup (SafiStore *self); /* (nullable) */

/* The store's own SipHash key: made once, then read. @ret_key: SAFI_STORE_KEY_OCTETS octets. */
gboolean safi_store_meta_ensure_key (SafiSql *sql, GError **error);
gboolean safi_store_meta_read_key (SafiSql *sql, guint8 *ret_key, GError **error);

/* @ret_unclean: another process marked the store as running and never came back. */
gboolean safi_store_meta_read_mark (SafiSql *sql, gboolean *ret_unclean, GError **error);

/* What the errno of a failed file operation means, as a SAFI_ERROR_STORE_* in @error. */
void safi_store_set_file_error (int number, GError **error);

/* Makes @directory with mode 0700 if it is not there. */
gboolean safi_store_make_directory (const char *directory, GError **error);

/* An open transaction that rolls back when its scope ends without commit:
 *   g_autoptr (SafiTransaction) transaction = safi_transaction_begin (store, error);
 *   …
 *   return safi_transaction_commit (g_steal_pointer (&transaction), error); */
typedef struct _SafiStore SafiTransaction;

SafiTransaction *safi_transaction_begin (SafiStore *store, GError **error);
gboolean safi_transaction_commit (SafiTransaction *self, GError **error);

/* Runs @n_statements statements, each with @account as its one value, within a transaction of the
 * caller. */
gboolean safi_store_run_for_account (SafiStore *self,
                                     const char *const *statements,
                                     gsize n_statements,
                                     const char *account,
                                     GError **error);

/* Moves what is forgotten out of the write-ahead log, so that it is nowhere on the disk; later, if
 * a transaction is open or somebody reads. */
void safi_store_wipe_log (SafiStore *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiTransaction, safi_store_rollback)

G_END_DECLS
