/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/accounts/safi-store-learning.h"

#include <string.h>

#include "core/base/safi-error.h"
#include "core/text/safi-text.h"
#include "store/safi-store-private.h"

#define HASH_OCTETS 16 /* the same in schema/003.sql and 005.sql */
#define DIGEST_OCTETS 32

/* @ret_hash: HASH_OCTETS octets. */
static void
hash_text (SafiStore *self, const char *text, guint8 *ret_hash)
{
  g_autoptr (GHmac) hmac =
      g_hmac_new (G_CHECKSUM_SHA256, safi_store_get_key (self), SAFI_STORE_KEY_OCTETS);
  guint8 digest[DIGEST_OCTETS];
  gsize size = sizeof digest;

  g_hmac_update (hmac, (const guchar *) text, -1);
  g_hmac_get_digest (hmac, digest, &size);
  memcpy (ret_hash, digest, HASH_OCTETS);
}

/* Addresses are told apart without case, as people do. */
static void
hash_address (SafiStore *self, const char *address, guint8 *ret_hash)
{
  g_autofree char *folded = safi_text_lower (address);

  hash_text (self, folded, ret_hash);
}

gboolean
safi_store_add_correspondent (SafiStore *self,
                              const char *account,
                              const char *address,
                              gint64 time,
                              GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "INSERT INTO correspondent (account, address, time) VALUES (?, ?, ?)"
      " ON CONFLICT (account, address) DO UPDATE SET time = max(time, excluded.time)",
      error);
  guint8 hash[HASH_OCTETS];

  if (query == NULL)
    return FALSE;
  hash_address (self, address, hash);
  safi_query_bind_text (query, account);
  safi_query_bind_blob (query, hash, sizeof hash);
  safi_query_bind_int (query, time);
  return safi_query_run (query, error);
}

gboolean
safi_store_is_correspondent (SafiStore *self,
                             const char *account,
                             const char *address,
                             gboolean *ret_is_one,
                             GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "SELECT 1 FROM correspondent WHERE account = ? AND address = ?", error);
  guint8 hash[HASH_OCTETS];

  if (query == NULL)
    return FALSE;
  hash_address (self, address, hash);
  safi_query_bind_text (query, account);
  safi_query_bind_blob (query, hash, sizeof hash);
  return safi_query_next (query, ret_is_one, error);
}

gboolean
safi_store_count_correspondents (SafiStore *self,
                                 const char *account,
                                 guint *ret_count,
                                 GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self), "SELECT count(*) FROM correspondent WHERE account = ?", error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  if (!safi_query_next (query, &row, error))
    return FALSE;
  *ret_count = row ? (guint) safi_query_get_int (query, 0) : 0;
  return TRUE;
}

static gboolean
insert_sent (SafiStore *self,
             const char *account,
             const char *message_id,
             gint64 time,
             GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "INSERT OR REPLACE INTO sent (account, message_id, time) VALUES (?, ?, ?)", error);
  guint8 hash[HASH_OCTETS];

  if (query == NULL)
    return FALSE;
  hash_text (self, message_id, hash);
  safi_query_bind_text (query, account);
  safi_query_bind_blob (query, hash, sizeof hash);
  safi_query_bind_int (query, time);
  return safi_query_run (query, error);
}

static gboolean
forget_sent (SafiStore *self, const char *account, GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "DELETE FROM sent WHERE account = ?1 AND (time < ?2 OR message_id IN"
      " (SELECT message_id FROM sent WHERE account = ?1 ORDER BY time DESC LIMIT -1 OFFSET ?3))",
      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_int (query, safi_clock_wall (safi_store_get_clock (self)) - SAFI_STORE_SENT_AGE);
  safi_query_bind_int (query, SAFI_STORE_SENT_MAX);
  return safi_query_run (query, error);
}

gboolean
safi_store_add_sent (SafiStore *self,
                     const char *account,
                     const char *message_id,
                     gint64 time,
                     GError **error)
{
  g_autoptr (SafiTransaction) transaction = safi_transaction_begin (self, error);

  return transaction != NULL && insert_sent (self, account, message_id, time, error) &&
         forget_sent (self, account, error) &&
         safi_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
safi_store_was_sent (SafiStore *self,
                     const char *account,
                     const char *message_id,
                     gboolean *ret_was_sent,
                     GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self), "SELECT 1 FROM sent WHERE account = ? AND message_id = ?", error);
  guint8 hash[HASH_OCTETS];

  if (query == NULL)
    return FALSE;
  hash_text (self, message_id, hash);
  safi_query_bind_text (query, account);
  safi_query_bind_blob (query, hash, sizeof hash);
  return safi_query_next (query, ret_was_sent, error);
}

/* UIDs of another UIDVALIDITY name nothing any more. */
static gboolean
forget_other_uids (SafiStore *self,
                   const char *account,
                   const char *folder,
                   guint32 uidvalidity,
                   GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "DELETE FROM learned_from WHERE account = ? AND folder = ? AND uidvalidity != ?", error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_octets (query, folder);
  safi_query_bind_int (query, uidvalidity);
  return safi_query_run (query, error);
}

static gboolean
insert_learned (SafiStore *self,
                const char *account,
                const char *folder,
                guint32 uidvalidity,
                guint32 uid,
                GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "INSERT OR IGNORE INTO learned_from (account, folder, uidvalidity, uid)"
                      " VALUES (?, ?, ?, ?)",
                      error);

  if (query == NULL)
    return FALSE;
  safi_query_bind_text (query, account);
  safi_query_bind_octets (query, folder);
  safi_query_bind_int (query, uidvalidity);
  safi_query_bind_int (query, uid);
  return safi_query_run (query, error);
}

gboolean
safi_store_add_learned (SafiStore *self,
                        const char *account,
                        const char *folder,
                        guint32 uidvalidity,
                        guint32 uid,
                        GError **error)
{
  g_autoptr (SafiTransaction) transaction = safi_transaction_begin (self, error);

  return transaction != NULL && forget_other_uids (self, account, folder, uidvalidity, error) &&
         insert_learned (self, account, folder, uidvalidity, uid, error) &&
         safi_transaction_commit (g_steal_pointer (&transaction), error);
}

GHashTable *
safi_store_list_learned (SafiStore *self,
                         const char *account,
                         const char *folder,
                         guint32 uidvalidity,
                         GError **error)
{
  g_autoptr (SafiQuery) query = safi_sql_query (
      safi_store_get_sql (self),
      "SELECT uid FROM learned_from WHERE account = ? AND folder = ? AND uidvalidity = ?", error);
  g_autoptr (GHashTable) uids = g_hash_table_new (NULL, NULL);
  gboolean row = TRUE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_octets (query, folder);
  safi_query_bind_int (query, uidvalidity);
  while (safi_query_next (query, &row, error)) {
    if (!row)
      return g_steal_pointer (&uids);
    g_hash_table_add (uids, GUINT_TO_POINTER ((guint32) safi_query_get_int (query, 0)));
  }
  return NULL;
}

static void
free_place (gpointer data)
{
  SafiKnownPlace *place = data;

  g_free (place->sender);
  g_free (place);
}

/* Returns: (transfer full): NULL with @error. */
static SafiKnownPlace *
read_place (SafiQuery *query, GError **error)
{
  SafiKnownPlace place = { .is_taught = !safi_query_is_null (query, 2),
                           .flags = (SafiFlags) safi_query_get_int (query, 4) };

  if (!safi_decision_from_word (safi_query_get_text (query, 1), &place.decision) ||
      !safi_fate_from_word (safi_query_get_text (query, 3), &place.fate)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT, "unknown word in judged");
    return NULL;
  }
  place.sender = g_strdup (safi_query_get_text (query, 5));
  return g_memdup2 (&place, sizeof place);
}

GHashTable *
safi_store_list_places (SafiStore *self,
                        const char *account,
                        const char *folder,
                        guint32 uidvalidity,
                        GError **error)
{
  g_autoptr (SafiQuery) query =
      safi_sql_query (safi_store_get_sql (self),
                      "SELECT uid, decision, taught_class, fate, flags, sender_address FROM judged"
                      " WHERE account = ? AND folder = ? AND uidvalidity = ?",
                      error);
  g_autoptr (GHashTable) places = g_hash_table_new_full (NULL, NULL, NULL, free_place);
  gboolean row = TRUE;

  if (query == NULL)
    return NULL;
  safi_query_bind_text (query, account);
  safi_query_bind_octets (query, folder);
  safi_query_bind_int (query, uidvalidity);
  while (safi_query_next (query, &row, error)) {
    SafiKnownPlace *place;

    if (!row)
      return g_steal_pointer (&places);
    place = read_place (query, error);
    if (place == NULL)
      return NULL;
    g_hash_table_insert (places, GUINT_TO_POINTER ((guint32) safi_query_get_int (query, 0)), place);
  }
  return NULL;
}
