/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-body-hash.h"

typedef struct {
  SafiCanonical canonical;
  SafiHashType hash;
  guint64 limit;
  gboolean is_done;
  gboolean is_reached;
  SafiDigest digest;
  guint64 whole; /* octets of the canonical form */
} Wanted;

struct _SafiBodyHashes {
  const char *body;
  gsize length;
  GPtrArray *wanted; /* (element-type Wanted) */
  gboolean is_repaired;
};

/* One hash over one canonical form, with the places at which it is read. */
typedef struct {
  SafiHash *hash;
  GPtrArray *stops; /* (element-type Wanted): by limit */
  guint next;
  guint64 at; /* octets hashed */
} Run;

SafiBodyHashes *
safi_body_hashes_new (const char *body, gsize length)
{
  SafiBodyHashes *self = g_new0 (SafiBodyHashes, 1);

  self->body = body;
  self->length = length;
  self->wanted = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
safi_body_hashes_free (SafiBodyHashes *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->wanted);
  g_free (self);
}

guint
safi_body_hashes_want (SafiBodyHashes *self,
                       SafiCanonical canonical,
                       SafiHashType hash,
                       guint64 limit)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->canonical = canonical;
  wanted->hash = hash;
  wanted->limit = limit;
  g_ptr_array_add (self->wanted, wanted);
  return self->wanted->len - 1;
}

/* Reads the hash for all that stop here. */
static void
stop (Run *run)
{
  for (; run->next < run->stops->len; run->next++) {
    Wanted *wanted = run->stops->pdata[run->next];

    if (wanted->limit != run->at)
      return;
    safi_hash_peek (run->hash, &wanted->digest);
    wanted->is_reached = TRUE;
  }
}

static void
hash_cb (const char *octets, gsize length, gpointer user_data)
{
  Run *run = user_data;

  while (length > 0) {
    const Wanted *next = run->next < run->stops->len ? run->stops->pdata[run->next] : NULL;
    gsize n = next != NULL ? (gsize) MIN (length, next->limit - run->at) : length;

    if (next != NULL) /* else nobody asks any more, only how long it is */
      safi_hash_update (run->hash, octets, n);
    run->at += n;
    octets += n;
    length -= n;
    stop (run);
  }
}

static int
compare_limits (gconstpointer a, gconstpointer b)
{
  const Wanted *one = *(const Wanted *const *) a, *other = *(const Wanted *const *) b;

  return one->limit < other->limit ? -1 : one->limit > other->limit;
}

/* Those that want the whole form, and how long it is for all. */
static void
finish_run (Run *run)
{
  for (guint i = 0; i < run->stops->len; i++) {
    Wanted *wanted = run->stops->pdata[i];

    wanted->is_done = TRUE;
    wanted->whole = run->at;
    if (wanted->limit != SAFI_BODY_LENGTH_ALL)
      continue;
    safi_hash_peek (run->hash, &wanted->digest);
    wanted->is_reached = TRUE;
  }
}

static void
hash_body (SafiBodyHashes *self, SafiCanonical canonical, SafiHashType hash)
{
  g_autoptr (GPtrArray) stops = g_ptr_array_new ();
  g_autoptr (SafiHash) running = safi_hash_new (hash);
  Run run = { .hash = running, .stops = stops };
  SafiCanonicalBody body;

  for (guint i = 0; i < self->wanted->len; i++) {
    Wanted *wanted = self->wanted->pdata[i];

    if (!wanted->is_done && wanted->canonical == canonical && wanted->hash == hash)
      g_ptr_array_add (stops, wanted);
  }
  if (stops->len == 0)
    return;
  g_ptr_array_sort (stops, compare_limits);
  stop (&run);
  safi_canonical_body_init (&body, canonical, hash_cb, &run);
  safi_canonical_body_update (&body, self->body, self->length);
  safi_canonical_body_finish (&body);
  self->is_repaired |= body.is_repaired;
  finish_run (&run);
}

const SafiDigest *
safi_body_hashes_get (SafiBodyHashes *self, guint number, guint64 *ret_length)
{
  const Wanted *wanted = self->wanted->pdata[number];

  if (!wanted->is_done)
    for (SafiCanonical canonical = SAFI_CANONICAL_SIMPLE; canonical <= SAFI_CANONICAL_RELAXED;
         canonical++) {
      hash_body (self, canonical, SAFI_HASH_SHA1);
      hash_body (self, canonical, SAFI_HASH_SHA256);
    }
  *ret_length = wanted->whole;
  return wanted->is_reached ? &wanted->digest : NULL;
}

gboolean
safi_body_hashes_is_repaired (SafiBodyHashes *self)
{
  return self->is_repaired;
}
