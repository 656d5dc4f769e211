/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-dkim-signature.h"

#include <string.h>

#include "auth/dkim/safi-body-hash.h"
#include "auth/dkim/safi-dkim-name.h"
#include "auth/dkim/safi-tag-list.h"

#define NUMBER_DIGITS_MAX 76 /* of l= (RFC 6376, 3.5) */
#define TIME_DIGITS_MAX 12   /* of t= and x= */
#define QUERY_METHODS_MAX 16

static const struct {
  const char *name;
  SafiKeyType key_type;
  SafiHashType hash;
} algorithms[] = {
  { "rsa-sha256", SAFI_KEY_RSA, SAFI_HASH_SHA256 },
  { "ed25519-sha256", SAFI_KEY_ED25519, SAFI_HASH_SHA256 },
  { "rsa-sha1", SAFI_KEY_RSA, SAFI_HASH_SHA1 },
};

/* Reads one group of tags. */
typedef SafiDkimReason (*Reader) (SafiDkimSignature *self, const SafiTagList *tags);

static SafiDkimReason
read_version (SafiDkimSignature *self, const SafiTagList *tags)
{
  const char *version = safi_tag_list_get (tags, "v");

  if (self->kind != SAFI_DKIM_SIGNATURE)
    return SAFI_DKIM_REASON_NONE;
  return g_strcmp0 (version, "1") == 0 ? SAFI_DKIM_REASON_NONE : SAFI_DKIM_REASON_VERSION;
}

static SafiDkimReason
read_algorithm (SafiDkimSignature *self, const SafiTagList *tags)
{
  const char *word = safi_tag_list_get (tags, "a");

  if (word == NULL)
    return SAFI_DKIM_REASON_TAG_MISSING;
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (g_ascii_strcasecmp (word, algorithms[i].name) == 0) {
      self->key_type = algorithms[i].key_type;
      self->hash = algorithms[i].hash;
      return SAFI_DKIM_REASON_NONE;
    }
  return SAFI_DKIM_REASON_ALGORITHM;
}

static void
replace (char **place, char *value)
{
  g_free (*place);
  *place = value;
}

static SafiDkimReason
read_domain (SafiDkimSignature *self, const SafiTagList *tags)
{
  const char *domain = safi_tag_list_get (tags, "d");
  const char *selector = safi_tag_list_get (tags, "s");

  if (domain != NULL)
    replace (&self->domain, safi_dkim_name_normalise (domain));
  if (selector != NULL)
    replace (&self->selector, safi_dkim_name_normalise (selector));
  if (domain == NULL || selector == NULL)
    return SAFI_DKIM_REASON_TAG_MISSING;
  return *self->domain != '\0' && *self->selector != '\0' ? SAFI_DKIM_REASON_NONE
                                                          : SAFI_DKIM_REASON_DOMAIN;
}

static SafiDkimReason
read_identity (SafiDkimSignature *self, const SafiTagList *tags)
{
  const char *value = safi_tag_list_get (tags, "i");
  g_autofree char *identity = NULL;
  const char *at;

  if (self->kind != SAFI_DKIM_SIGNATURE) {
    self->instance = g_strdup (value);
    return SAFI_DKIM_REASON_NONE;
  }
  identity =
      value != NULL ? safi_dkim_decode_quoted (value) : g_strconcat ("@", self->domain, NULL);
  at = identity != NULL ? strrchr (identity, '@') : NULL;
  if (at == NULL)
    return SAFI_DKIM_REASON_SYNTAX;
  replace (&self->identity_domain, safi_dkim_name_normalise (at + 1));
  replace (&self->identity, g_steal_pointer (&identity));
  return *self->identity_domain != '\0' &&
                 safi_dkim_name_is_at_or_below (self->identity_domain, self->domain)
             ? SAFI_DKIM_REASON_NONE
             : SAFI_DKIM_REASON_IDENTITY;
}

static gboolean
read_canonical (const char *word, gsize length, SafiCanonical *ret_canonical)
{
  static const char *const words[] = {
    [SAFI_CANONICAL_SIMPLE] = "simple", [SAFI_CANONICAL_RELAXED] = "relaxed"
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (word, words[i], length) == 0) {
      *ret_canonical = i;
      return TRUE;
    }
  return FALSE;
}

static SafiDkimReason
read_canonicalization (SafiDkimSignature *self, const SafiTagList *tags)
{
  const char *value = safi_tag_list_get (tags, "c");
  const char *slash;

  if (self->kind != SAFI_DKIM_SIGNATURE) /* RFC 8617, 4.1.3; the public suite for the other */
    self->header = self->body = SAFI_CANONICAL_RELAXED;
  if (value == NULL || self->kind == SAFI_ARC_SEAL)
    return SAFI_DKIM_REASON_NONE;
  self->body = SAFI_CANONICAL_SIMPLE;
  slash = strchr (value, '/');
  if (!read_canonical (value, slash != NULL ? (gsize) (slash - value) : strlen (value),
                       &self->header) ||
      (slash != NULL && !read_canonical (slash + 1, strlen (slash + 1), &self->body)))
    return SAFI_DKIM_REASON_CANONICALIZATION;
  return SAFI_DKIM_REASON_NONE;
}

static SafiDkimReason
read_query (SafiDkimSignature *self G_GNUC_UNUSED, const SafiTagList *tags)
{
  const char *value = safi_tag_list_get (tags, "q");
  g_autoptr (GPtrArray) methods = NULL;

  if (value == NULL)
    return SAFI_DKIM_REASON_NONE;
  methods = safi_tag_split_colons (value, QUERY_METHODS_MAX, FALSE);
  for (guint i = 0; methods != NULL && i < methods->len; i++)
    if (g_str_equal (methods->pdata[i], "dns/txt") || g_str_equal (methods->pdata[i], "dns"))
      return SAFI_DKIM_REASON_NONE;
  return SAFI_DKIM_REASON_QUERY;
}

static SafiDkimReason
read_names (SafiDkimSignature *self, const SafiTagList *tags)
{
  const char *value = safi_tag_list_get (tags, "h");
  gboolean is_arc = self->kind == SAFI_ARC_MESSAGE;
  gboolean has_from = is_arc; /* a seal is no word for the author: the public suite signs nothing */

  if (self->kind == SAFI_ARC_SEAL)
    return value == NULL ? SAFI_DKIM_REASON_NONE : SAFI_DKIM_REASON_SYNTAX;
  if (value == NULL)
    return SAFI_DKIM_REASON_TAG_MISSING;
  self->names = safi_tag_split_colons (value, SAFI_DKIM_SIGNED_NAMES_MAX, is_arc);
  if (self->names == NULL)
    return SAFI_DKIM_REASON_SYNTAX;
  for (guint i = 0; i < self->names->len; i++) {
    has_from |= g_str_equal (self->names->pdata[i], "from");
    if (is_arc && g_str_equal (self->names->pdata[i], "arc-seal"))
      return SAFI_DKIM_REASON_SEAL_SIGNED;
  }
  return has_from ? SAFI_DKIM_REASON_NONE : SAFI_DKIM_REASON_FROM_NOT_SIGNED;
}

static SafiDkimReason
read_hashes (SafiDkimSignature *self, const SafiTagList *tags)
{
  const char *signature = safi_tag_list_get (tags, "b");
  const char *body_hash = self->kind == SAFI_ARC_SEAL ? "" : safi_tag_list_get (tags, "bh");

  if (signature == NULL || body_hash == NULL)
    return SAFI_DKIM_REASON_TAG_MISSING;
  self->signature = safi_tag_decode_base64 (signature);
  self->body_hash = safi_tag_decode_base64 (body_hash);
  return self->signature != NULL && self->body_hash != NULL &&
                 g_bytes_get_size (self->signature) > 0
             ? SAFI_DKIM_REASON_NONE
             : SAFI_DKIM_REASON_SYNTAX;
}

static SafiDkimReason
read_length (SafiDkimSignature *self, const SafiTagList *tags)
{
  const char *value = safi_tag_list_get (tags, "l");

  if (value == NULL || self->kind == SAFI_ARC_SEAL)
    return SAFI_DKIM_REASON_NONE;
  if (!safi_tag_read_number (value, NUMBER_DIGITS_MAX, &self->length))
    return SAFI_DKIM_REASON_SYNTAX;
  return self->length < SAFI_BODY_LENGTH_ALL ? SAFI_DKIM_REASON_NONE : SAFI_DKIM_REASON_BODY_LENGTH;
}

static gboolean
read_time (const SafiTagList *tags, const char *name, gint64 *ret_time)
{
  const char *value = safi_tag_list_get (tags, name);
  guint64 seconds;

  if (value == NULL)
    return TRUE;
  if (!safi_tag_read_number (value, TIME_DIGITS_MAX, &seconds))
    return FALSE;
  *ret_time = (gint64) seconds;
  return TRUE;
}

static SafiDkimReason
read_times (SafiDkimSignature *self, const SafiTagList *tags)
{
  if (!read_time (tags, "t", &self->timestamp))
    return SAFI_DKIM_REASON_SYNTAX;
  if (self->kind == SAFI_ARC_SEAL)
    return SAFI_DKIM_REASON_NONE;
  if (!read_time (tags, "x", &self->expiration))
    return SAFI_DKIM_REASON_SYNTAX;
  return self->expiration >= 0 && self->expiration <= self->timestamp ? SAFI_DKIM_REASON_EXPIRED
                                                                      : SAFI_DKIM_REASON_NONE;
}

static SafiDkimReason
read_chain_status (SafiDkimSignature *self, const SafiTagList *tags)
{
  const char *value = safi_tag_list_get (tags, "cv");

  if (self->kind != SAFI_ARC_SEAL)
    return SAFI_DKIM_REASON_NONE;
  if (value == NULL)
    return SAFI_DKIM_REASON_TAG_MISSING;
  self->chain_status = g_ascii_strdown (value, -1);
  return SAFI_DKIM_REASON_NONE;
}

/* The domain first: a result names it whatever else is wrong. */
static const Reader readers[] = {
  read_domain,           read_version,      read_algorithm, read_identity,
  read_canonicalization, read_query,        read_names,     read_hashes,
  read_length,           read_chain_status, read_times,
};

SafiDkimSignature *
safi_dkim_signature_new (SafiDkimSignatureKind kind, const char *value, gsize length)
{
  SafiDkimSignature *self = g_new0 (SafiDkimSignature, 1);
  g_autoptr (SafiTagList) tags = NULL;

  self->kind = kind;
  self->domain = g_strdup ("");
  self->selector = g_strdup ("");
  self->identity = g_strdup ("");
  self->identity_domain = g_strdup ("");
  self->length = SAFI_BODY_LENGTH_ALL;
  self->timestamp = self->expiration = -1;
  self->reason = SAFI_DKIM_REASON_TOO_LONG;
  if (length > SAFI_DKIM_SIGNATURE_OCTETS_MAX)
    return self;
  tags = safi_tag_list_new (value, length);
  self->reason = tags != NULL ? SAFI_DKIM_REASON_NONE : SAFI_DKIM_REASON_SYNTAX;
  for (guint i = 0; tags != NULL && i < G_N_ELEMENTS (readers); i++) {
    SafiDkimReason reason = readers[i](self, tags);

    if (self->reason == SAFI_DKIM_REASON_NONE)
      self->reason = reason;
  }
  return self;
}

void
safi_dkim_signature_free (SafiDkimSignature *self)
{
  if (self == NULL)
    return;
  g_free (self->domain);
  g_free (self->selector);
  g_free (self->identity);
  g_free (self->identity_domain);
  g_free (self->instance);
  g_free (self->chain_status);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_clear_pointer (&self->body_hash, g_bytes_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self);
}

const char *
safi_dkim_signature_get_algorithm (const SafiDkimSignature *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (algorithms[i].key_type == self->key_type && algorithms[i].hash == self->hash)
      return algorithms[i].name;
  return "";
}
