/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-arc.h"

struct _SafiArc {
  SafiSignedMessage *message;
  SafiArcSets *sets;
};

/* The keys of one set. */
typedef struct {
  SafiDkimKey *message; /* (nullable): NULL if the signature is ill-formed, or was not asked for */
  SafiDkimKey *seal;    /* (nullable) */
} Keys;

const char *
safi_arc_reason_to_string (SafiArcReason self)
{
  static const char *const words[] = {
    [SAFI_ARC_REASON_NONE] = "",
    [SAFI_ARC_REASON_STRUCTURE] = "chain ill-formed",
    [SAFI_ARC_REASON_BROKEN] = "chain failed before",
    [SAFI_ARC_REASON_MESSAGE] = "last message signature",
    [SAFI_ARC_REASON_SEAL] = "seal",
    [SAFI_ARC_REASON_TOO_LARGE] = "message too large",
  };

  return self < G_N_ELEMENTS (words) ? words[self] : "";
}

static void
clear_result (gpointer data)
{
  SafiArcResult *self = data;

  g_strfreev (self->sealers);
  g_free (self->chain_status);
  g_free (self->results);
}

void
safi_arc_result_unref (SafiArcResult *self)
{
  g_atomic_rc_box_release_full (self, clear_result);
}

SafiArc *
safi_arc_new (SafiSignedMessage *message)
{
  SafiArc *self = g_new0 (SafiArc, 1);

  self->message = safi_signed_message_ref (message);
  self->sets = safi_arc_sets_new (message);
  return self;
}

void
safi_arc_free (SafiArc *self)
{
  if (self == NULL)
    return;
  safi_arc_sets_free (self->sets);
  safi_signed_message_unref (self->message);
  g_free (self);
}

/* What the fields say, whether it is true or not. */
static SafiArcResult *
describe (SafiArc *self)
{
  SafiArcResult *result = g_atomic_rc_box_new0 (SafiArcResult);
  const SafiDkimSignature *last = NULL;

  result->n_sets = self->sets->n_sets;
  result->sealers = g_new0 (char *, result->n_sets + 1);
  for (guint i = 0; i < result->n_sets; i++) {
    last = self->sets->sets[i].seal;
    result->sealers[i] = g_strdup (last != NULL ? last->domain : "");
  }
  result->chain_status = last != NULL && last->chain_status != NULL
                             ? g_utf8_make_valid (last->chain_status, -1)
                             : g_strdup ("");
  result->results = safi_arc_sets_get_first_results (self->sets, self->message);
  return result;
}

static SafiDkimKey *
look_up (SafiResolver *resolver, const SafiDkimSignature *signature, gboolean *is_open)
{
  SafiDkimKey *key;

  if (signature->reason != SAFI_DKIM_REASON_NONE)
    return NULL;
  key = safi_dkim_key_look_up (resolver, signature->domain, signature->selector);
  *is_open |= key->is_open;
  return key;
}

/* A chain has no room for what RFC 8301 forbids. */
static SafiAuthCode
forbid_weak (SafiAuthCode code, SafiDkimReason reason)
{
  return code == SAFI_AUTH_POLICY && reason != SAFI_DKIM_REASON_REFUSED ? SAFI_AUTH_FAIL : code;
}

static SafiAuthCode
verify_message (SafiArc *self, guint number, const Keys *keys, SafiDkimReason *ret_detail)
{
  const SafiArcSet *set = &self->sets->sets[number];
  SafiDkimOutcome outcome;

  *ret_detail = set->message->reason;
  if (keys[number].message == NULL)
    return SAFI_AUTH_FAIL;
  outcome = safi_dkim_compare (self->message, set->message, set->message_field, set->body,
                               keys[number].message, SAFI_DKIM_OPTION_NONE);
  *ret_detail = outcome.reason;
  return forbid_weak (outcome.code, outcome.reason);
}

static void
hash_text (SafiHash *hash, GString *text)
{
  safi_hash_update (hash, text->str, text->len);
  g_string_truncate (text, 0);
}

/* The digest that each seal signs: all sets before it, and its own with b= left out (RFC 8617,
 * 5.1.1). One pass: what a seal adds is hashed once. */
static void
hash_seals (SafiArc *self, SafiDigest *digests)
{
  g_autoptr (SafiHash) hash = safi_hash_new (SAFI_HASH_SHA256);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->sets->n_sets; i++) {
    const SafiArcSet *set = &self->sets->sets[i];
    const guint numbers[] = { set->results, set->message_field, set->seal_field };
    g_autoptr (SafiHash) last = NULL;

    for (guint j = 0; j < G_N_ELEMENTS (numbers); j++) {
      const SafiHeaderField *field = safi_signed_message_get_field (self->message, numbers[j]);

      if (j == 2) {
        hash_text (hash, text);
        last = safi_hash_copy (hash);
        safi_canonical_add_signature_field (SAFI_CANONICAL_RELAXED, field, text);
        hash_text (last, text);
        safi_hash_peek (last, &digests[i]);
      }
      safi_canonical_add_field (SAFI_CANONICAL_RELAXED, field, text);
      g_string_append (text, "\r\n");
    }
  }
}

static SafiAuthCode
verify_seal (const SafiDkimSignature *seal,
             const SafiDkimKey *key,
             const SafiDigest *digest,
             SafiDkimReason *ret_detail)
{
  SafiAuthCode code = SAFI_AUTH_FAIL;

  *ret_detail = seal->hash == SAFI_HASH_SHA1 ? SAFI_DKIM_REASON_HASH_WEAK : seal->reason;
  if (*ret_detail == SAFI_DKIM_REASON_NONE)
    code = safi_dkim_key_verify (key, seal, digest, SAFI_DKIM_OPTION_NONE, ret_detail);
  return forbid_weak (code, *ret_detail);
}

static guint
find_oldest_pass (SafiArc *self, const Keys *keys)
{
  SafiDkimReason detail;

  for (guint i = self->sets->n_sets - 1; i-- > 0;)
    if (verify_message (self, i, keys, &detail) != SAFI_AUTH_PASS)
      return i + 2;
  return 0;
}

/* A key that is missing or misused breaks a chain as a false signature does (RFC 8617, 5.2). */
static SafiAuthCode
settle (SafiAuthCode code)
{
  return code == SAFI_AUTH_PERMERROR ? SAFI_AUTH_FAIL : code;
}

/* The functions below are about the sets from @start up to @end, and FALSE where one of them does
 * not pass, as the result then says. */
static gboolean
look_up_keys (SafiArc *self,
              SafiResolver *resolver,
              guint start,
              guint end,
              Keys *keys,
              SafiArcResult *result)
{
  gboolean is_open = FALSE;

  for (guint i = start; i < end; i++) {
    keys[i].message = look_up (resolver, self->sets->sets[i].message, &is_open);
    keys[i].seal = look_up (resolver, self->sets->sets[i].seal, &is_open);
  }
  if (is_open) {
    result->code = SAFI_AUTH_TEMPERROR;
    result->detail = SAFI_DKIM_REASON_KEY_TEMPORARY;
  }
  return !is_open;
}

static gboolean
pass_seals (SafiArc *self, guint start, guint end, const Keys *keys, SafiArcResult *result)
{
  SafiDigest digests[SAFI_ARC_SETS_MAX];

  hash_seals (self, digests);
  result->reason = SAFI_ARC_REASON_SEAL;
  for (guint i = end; i-- > start;) {
    result->instance = i + 1;
    result->code =
        settle (verify_seal (self->sets->sets[i].seal, keys[i].seal, &digests[i], &result->detail));
    if (result->code != SAFI_AUTH_PASS)
      return FALSE;
  }
  return TRUE;
}

static gboolean
pass_newest (SafiArc *self, SafiResolver *resolver, Keys *keys, SafiArcResult *result)
{
  const guint end = self->sets->n_sets;

  if (!look_up_keys (self, resolver, end - 1, end, keys, result))
    return FALSE;
  result->reason = SAFI_ARC_REASON_MESSAGE;
  result->instance = end;
  result->code = settle (verify_message (self, end - 1, keys, &result->detail));
  return result->code == SAFI_AUTH_PASS && pass_seals (self, end - 1, end, keys, result);
}

/* The newest set first: where it does not hold, nobody is asked for the keys of the others, of
 * which anybody can make up fifty. */
static void
validate (SafiArc *self, SafiResolver *resolver, SafiArcResult *result)
{
  Keys keys[SAFI_ARC_SETS_MAX] = { { NULL, NULL } };
  const guint n_older = self->sets->n_sets - 1;

  if (pass_newest (self, resolver, keys, result) &&
      look_up_keys (self, resolver, 0, n_older, keys, result) &&
      pass_seals (self, 0, n_older, keys, result)) {
    result->reason = SAFI_ARC_REASON_NONE;
    result->instance = 0;
    result->oldest_pass = find_oldest_pass (self, keys);
  }
  for (guint i = 0; i < self->sets->n_sets; i++) {
    safi_dkim_key_free (keys[i].message);
    safi_dkim_key_free (keys[i].seal);
  }
}

SafiArcResult *
safi_arc_verify (SafiArc *self, SafiResolver *resolver)
{
  SafiArcResult *result = describe (self);

  if (result->n_sets == 0 && self->sets->is_whole)
    return result;
  result->code = SAFI_AUTH_FAIL;
  if (safi_signed_message_is_too_large (self->message)) { /* what is missing may lie beyond */
    result->code = SAFI_AUTH_NEUTRAL;
    result->reason = SAFI_ARC_REASON_TOO_LARGE;
  } else if (g_str_equal (result->chain_status, "fail")) {
    result->reason = SAFI_ARC_REASON_BROKEN;
  } else if (!self->sets->is_whole) {
    result->reason = SAFI_ARC_REASON_STRUCTURE;
  } else {
    validate (self, resolver, result);
  }
  return result;
}
