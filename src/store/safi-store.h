/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-clock.h"
#include "core/judgement/safi-finding.h"
#include "core/mailbox/safi-account.h"
#include "core/mailbox/safi-policy.h"

G_BEGIN_DECLS

/* What Safibox remembers: one SQLite file ("safibox.db", mode 0600) in a directory (mode 0700).
 * A SafiStore is one connection and belongs to the thread that opened it. Errors are
 * SAFI_ERROR_STORE_* (full, read-only, corrupt, too new, failed); a failed call changes nothing. */
typedef struct _SafiStore SafiStore;

/* One process owns a store (flock on "engine.lock"); others may only read. */
typedef struct _SafiStoreClaim SafiStoreClaim;

/* Returns: (transfer full): NULL with SAFI_ERROR_STORE_BUSY while another process owns it. Creates
 * the directory. */
SafiStoreClaim *safi_store_claim (const char *directory, GError **error);
void safi_store_release (SafiStoreClaim *claim);

/* Finds a finding by its code, so that stored evidence gets its words again. Returns: (nullable).
 */
typedef const SafiFinding *(*SafiFindingLookup) (const char *code);

/* Opens (and creates or migrates) the store. A store of a newer Safibox, a corrupt or a read-only
 * one gives an error and is left untouched. */
SafiStore *
safi_store_open (const char *directory, SafiClock *clock, SafiFindingLookup lookup, GError **error);
/* The same for reading only; no claim is needed. SAFI_ERROR_NOT_FOUND if there is none yet. */
SafiStore *safi_store_open_read_only (const char *directory,
                                      SafiClock *clock,
                                      SafiFindingLookup lookup,
                                      GError **error);
/* A store in memory: for eval, single judgements and tests. */
SafiStore *safi_store_open_memory (SafiClock *clock, SafiFindingLookup lookup, GError **error);
void safi_store_close (SafiStore *self);

/* Sets a corrupt store aside under a new name in the same directory; the next open starts fresh.
 * Returns: (transfer full): the new file name, NULL with @error. Needs the claim. */
char *safi_store_set_aside (const char *directory, GError **error);

/* TRUE if the last owner did not close it in good order. Set by marking; cleared by it. */
gboolean safi_store_mark_running (SafiStore *self, gboolean *ret_was_unclean, GError **error);
gboolean safi_store_mark_stopped (SafiStore *self, GError **error);

/* Transactions (BEGIN IMMEDIATE) nest: only the outermost commits. Every writing call of this
 * folder makes its own if none is open; inside one, a call that fails takes back its own part only.
 * A commit that fails has rolled back. */
gboolean safi_store_begin (SafiStore *self, GError **error);
gboolean safi_store_commit (SafiStore *self, GError **error);
void safi_store_rollback (SafiStore *self);

SafiClock *safi_store_get_clock (SafiStore *self);
const guint8 *safi_store_get_key (SafiStore *self); /* 16 octets: the store's own SipHash key */

/* Versions of what else a store holds; the migrations raise them. The schema's own is the store's
 * business. */
typedef enum {
  SAFI_STORE_MODEL,     /* meaning of the counts */
  SAFI_STORE_TOKENISER, /* meaning of the features: another one makes them strangers */
} SafiStoreVersion;

gboolean safi_store_get_version (SafiStore *self,
                                 SafiStoreVersion which,
                                 guint *ret_version,
                                 GError **error);

/* Accounts and their policies. */
gboolean safi_store_save_account (SafiStore *self, SafiAccount *account, GError **error);
GPtrArray *
safi_store_list_accounts (SafiStore *self,
                          GError **error); /* (element-type SafiAccount) (transfer full) */
SafiAccount *
safi_store_get_account (SafiStore *self, const char *id, GError **error); /* SAFI_ERROR_NOT_FOUND */
/* Forgets the account with everything that hangs on it: judgements, journal, training. */
gboolean safi_store_remove_account (SafiStore *self, const char *id, GError **error);
gboolean safi_store_get_policy (SafiStore *self,
                                const char *account,
                                SafiPolicy *ret_policy,
                                GError **error);
gboolean safi_store_set_policy (SafiStore *self,
                                const char *account,
                                const SafiPolicy *policy,
                                GError **error);

/* How far each folder has been read. An unknown folder gives zeros. */
gboolean safi_store_get_mark (SafiStore *self,
                              const char *account,
                              const char *folder,
                              guint32 *ret_uidvalidity,
                              guint32 *ret_uidnext,
                              GError **error);
gboolean safi_store_set_mark (SafiStore *self,
                              const char *account,
                              const char *folder,
                              guint32 uidvalidity,
                              guint32 uidnext,
                              GError **error);

/* Small values by name, per account ("" = for all): last check, last problem, first-run answers. */
char *safi_store_get_note (SafiStore *self,
                           const char *account,
                           const char *name,
                           GError **error); /* (nullable): none */
gboolean safi_store_set_note (SafiStore *self,
                              const char *account,
                              const char *name,
                              const char *value,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiStore, safi_store_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiStoreClaim, safi_store_release)

G_END_DECLS
