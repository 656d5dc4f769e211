/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-dkim-key.h"

#include <string.h>

#include "auth/dkim/safi-tag-list.h"

#define LIST_ENTRIES_MAX 64 /* of h=, s= and t= */

static gboolean
has_entry (const GPtrArray *entries, const char *word)
{
  return entries != NULL &&
         g_ptr_array_find_with_equal_func ((GPtrArray *) entries, word, g_str_equal, NULL);
}

/* Returns: (transfer full) (nullable): NULL if the tag is missing, or no list. */
static GPtrArray *
read_list (const SafiTagList *tags, const char *name)
{
  const char *value = safi_tag_list_get (tags, name);

  return value != NULL ? safi_tag_split_colons (value, LIST_ENTRIES_MAX, FALSE) : NULL;
}

static void
read_lists (SafiDkimKey *self, const SafiTagList *tags)
{
  g_autoptr (GPtrArray) hashes = read_list (tags, "h");
  g_autoptr (GPtrArray) services = read_list (tags, "s");
  g_autoptr (GPtrArray) flags = read_list (tags, "t");

  if (safi_tag_list_get (tags, "h") == NULL || has_entry (hashes, "sha1"))
    self->hashes |= 1 << SAFI_HASH_SHA1;
  if (safi_tag_list_get (tags, "h") == NULL || has_entry (hashes, "sha256"))
    self->hashes |= 1 << SAFI_HASH_SHA256;
  self->is_for_mail = safi_tag_list_get (tags, "s") == NULL || has_entry (services, "*") ||
                      has_entry (services, "email");
  self->is_test = has_entry (flags, "y");
  self->is_for_exact_name = has_entry (flags, "s");
}

static gboolean
has_right_version (const SafiTagList *tags)
{
  const char *version = safi_tag_list_get (tags, "v");

  return version == NULL ||
         (g_str_equal (version, "DKIM1") && g_str_equal (safi_tag_list_get_first_name (tags), "v"));
}

static SafiDkimReason
read_type (SafiDkimKey *self, const SafiTagList *tags)
{
  const char *type = safi_tag_list_get (tags, "k");

  if (type == NULL || g_ascii_strcasecmp (type, "rsa") == 0)
    self->type = SAFI_KEY_RSA;
  else if (g_ascii_strcasecmp (type, "ed25519") == 0)
    self->type = SAFI_KEY_ED25519;
  else
    return SAFI_DKIM_REASON_KEY_ALGORITHM;
  return SAFI_DKIM_REASON_NONE;
}

static SafiDkimReason
read_record (SafiDkimKey *self, const SafiTagList *tags)
{
  const char *value = safi_tag_list_get (tags, "p");
  g_autoptr (GBytes) octets = NULL;

  if (!has_right_version (tags) || value == NULL)
    return SAFI_DKIM_REASON_KEY_SYNTAX;
  read_lists (self, tags);
  if (*value == '\0')
    return SAFI_DKIM_REASON_KEY_REVOKED;
  if (read_type (self, tags) != SAFI_DKIM_REASON_NONE)
    return SAFI_DKIM_REASON_KEY_ALGORITHM;
  octets = safi_tag_decode_base64 (value);
  if (octets != NULL)
    self->key = safi_public_key_new (self->type, g_bytes_get_data (octets, NULL),
                                     g_bytes_get_size (octets));
  return self->key != NULL ? SAFI_DKIM_REASON_NONE : SAFI_DKIM_REASON_KEY_SYNTAX;
}

SafiDkimKey *
safi_dkim_key_new (const char *record, gsize length)
{
  SafiDkimKey *self = g_new0 (SafiDkimKey, 1);
  g_autoptr (SafiTagList) tags = NULL;

  self->reason = SAFI_DKIM_REASON_KEY_SYNTAX;
  if (length > SAFI_DKIM_KEY_RECORD_OCTETS_MAX)
    return self;
  tags = safi_tag_list_new (record, length);
  if (tags == NULL)
    return self;
  self->record = g_strndup (record, length);
  self->reason = read_record (self, tags);
  return self;
}

void
safi_dkim_key_free (SafiDkimKey *self)
{
  if (self == NULL)
    return;
  g_free (self->record);
  safi_public_key_free (self->key);
  g_free (self);
}

static SafiDkimKey *
make_missing (SafiDnsOutcome outcome)
{
  SafiDkimKey *self = g_new0 (SafiDkimKey, 1);

  self->is_open = outcome == SAFI_DNS_OPEN;
  self->reason = self->is_open || outcome == SAFI_DNS_TEMPERROR ? SAFI_DKIM_REASON_KEY_TEMPORARY
                                                                : SAFI_DKIM_REASON_KEY_MISSING;
  return self;
}

char *
safi_dkim_key_make_name (const char *domain, const char *selector)
{
  return g_strconcat (selector, "._domainkey.", domain, NULL);
}

SafiDkimKey *
safi_dkim_key_look_up (SafiResolver *resolver, const char *domain, const char *selector)
{
  g_autofree char *name = safi_dkim_key_make_name (domain, selector);
  g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (resolver, name, SAFI_DNS_TXT);
  g_autoptr (SafiDkimKey) first = NULL;

  for (guint i = 0; answer->outcome == SAFI_DNS_FOUND && i < answer->records->len; i++) {
    const SafiDnsRecord *record = answer->records->pdata[i];
    g_autoptr (SafiDkimKey) key = NULL;

    if (record->text == NULL)
      continue;
    key = safi_dkim_key_new (record->text->str, record->text->len);
    if (key->reason == SAFI_DKIM_REASON_NONE)
      return g_steal_pointer (&key);
    if (first == NULL)
      first = g_steal_pointer (&key);
  }
  return first != NULL ? g_steal_pointer (&first) : make_missing (answer->outcome);
}

/* What the key may be used for (RFC 6376, 6.1.2). */
static SafiDkimReason
find_misuse (const SafiDkimKey *self, const SafiDkimSignature *signature)
{
  if (self->reason != SAFI_DKIM_REASON_NONE)
    return self->reason;
  if (self->type != signature->key_type)
    return SAFI_DKIM_REASON_KEY_ALGORITHM;
  if ((self->hashes & 1u << signature->hash) == 0)
    return SAFI_DKIM_REASON_KEY_HASH;
  if (!self->is_for_mail)
    return SAFI_DKIM_REASON_KEY_SERVICE;
  if (self->is_for_exact_name && signature->kind == SAFI_DKIM_SIGNATURE &&
      !g_str_equal (signature->identity_domain, signature->domain))
    return SAFI_DKIM_REASON_KEY_IDENTITY;
  return SAFI_DKIM_REASON_NONE;
}

static SafiDkimReason
find_weakness (const SafiDkimKey *self, const SafiDkimSignature *signature)
{
  if (signature->hash == SAFI_HASH_SHA1)
    return SAFI_DKIM_REASON_HASH_WEAK;
  if (self->type == SAFI_KEY_RSA && safi_dkim_key_get_bits (self) < SAFI_DKIM_RSA_BITS_MIN)
    return SAFI_DKIM_REASON_KEY_SHORT;
  return SAFI_DKIM_REASON_NONE;
}

SafiAuthCode
safi_dkim_key_verify (const SafiDkimKey *self,
                      const SafiDkimSignature *signature,
                      const SafiDigest *digest,
                      SafiDkimOptions options,
                      SafiDkimReason *ret_reason)
{
  SafiVerifyOutcome outcome;
  gsize length;
  const guint8 *octets = g_bytes_get_data (signature->signature, &length);

  *ret_reason = find_misuse (self, signature);
  if (*ret_reason == SAFI_DKIM_REASON_KEY_TEMPORARY)
    return SAFI_AUTH_TEMPERROR;
  if (*ret_reason != SAFI_DKIM_REASON_NONE)
    return SAFI_AUTH_PERMERROR;
  outcome = safi_public_key_verify (self->key, signature->hash, digest, octets, length);
  *ret_reason = SAFI_DKIM_REASON_REFUSED;
  if (outcome == SAFI_VERIFY_REFUSED)
    return SAFI_AUTH_POLICY;
  *ret_reason = SAFI_DKIM_REASON_HEADER;
  if (outcome == SAFI_VERIFY_INVALID)
    return SAFI_AUTH_FAIL;
  *ret_reason = (options & SAFI_DKIM_OPTION_HISTORIC) != 0 ? SAFI_DKIM_REASON_NONE
                                                           : find_weakness (self, signature);
  return *ret_reason == SAFI_DKIM_REASON_NONE ? SAFI_AUTH_PASS : SAFI_AUTH_POLICY;
}

guint
safi_dkim_key_get_bits (const SafiDkimKey *self)
{
  return self->key != NULL ? safi_public_key_get_bits (self->key) : 0;
}
