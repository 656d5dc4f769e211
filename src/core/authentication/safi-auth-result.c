/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/authentication/safi-auth-result.h"

#include <string.h>

/* identity, author, domain, ip, helo, rdns, by, received, computed, the four flags, rows, signs. */
#define FORM "(ussssssxxbbbba(uuuss)as)"

static const char *const identities[] = {
  [SAFI_IDENTITY_UNKNOWN] = "unknown",
  [SAFI_IDENTITY_AUTHENTICATED] = "authenticated",
  [SAFI_IDENTITY_OTHER] = "other",
  [SAFI_IDENTITY_SPOOFED] = "spoofed",
  [SAFI_IDENTITY_CONTRADICTED] = "contradicted",
  [SAFI_IDENTITY_UNAUTHENTICATED] = "unauthenticated",
};

static const char *const methods[] = {
  [SAFI_AUTH_METHOD_SPF] = "spf",       [SAFI_AUTH_METHOD_SENDER_ID] = "sender-id",
  [SAFI_AUTH_METHOD_DKIM] = "dkim",     [SAFI_AUTH_METHOD_DMARC] = "dmarc",
  [SAFI_AUTH_METHOD_ARC] = "arc",       [SAFI_AUTH_METHOD_CSA] = "csa",
  [SAFI_AUTH_METHOD_HELO] = "helo",     [SAFI_AUTH_METHOD_IPREV] = "iprev",
  [SAFI_AUTH_METHOD_BOUNCE] = "bounce", [SAFI_AUTH_METHOD_VBR] = "vbr",
  [SAFI_AUTH_METHOD_DNA] = "dna",       [SAFI_AUTH_METHOD_DNSBL] = "dnsbl",
  [SAFI_AUTH_METHOD_BIMI] = "bimi",     [SAFI_AUTH_METHOD_DKIM2] = "dkim2",
};

G_STATIC_ASSERT (G_N_ELEMENTS (methods) == SAFI_N_AUTH_METHODS);

const char *
safi_identity_to_string (SafiIdentity self)
{
  g_return_val_if_fail (self < G_N_ELEMENTS (identities), NULL);

  return identities[self];
}

const char *
safi_auth_method_to_string (SafiAuthMethod self)
{
  g_return_val_if_fail (self < G_N_ELEMENTS (methods), NULL);

  return methods[self];
}

static void
free_row (SafiAuthRow *row)
{
  g_free (row->domain);
  g_free (row->reason);
  g_free (row);
}

SafiAuthResult *
safi_auth_result_new (void)
{
  SafiAuthResult *self = g_atomic_rc_box_new0 (SafiAuthResult);
  char **const texts[] = { &self->author, &self->domain, &self->ip,
                           &self->helo,   &self->rdns,   &self->by };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup ("");
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) free_row);
  self->signs = g_ptr_array_new_with_free_func (g_free);
  return self;
}

SafiAuthResult *
safi_auth_result_ref (SafiAuthResult *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_result (gpointer result)
{
  SafiAuthResult *self = result;

  g_free (self->author);
  g_free (self->domain);
  g_free (self->ip);
  g_free (self->helo);
  g_free (self->rdns);
  g_free (self->by);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->signs);
}

void
safi_auth_result_unref (SafiAuthResult *self)
{
  g_atomic_rc_box_release_full (self, clear_result);
}

/* Returns: (transfer full): cut between characters. */
static char *
copy_text (const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value != NULL ? value : "", -1);
  const char *end = valid;

  if (strlen (valid) <= SAFI_AUTH_TEXT_OCTETS_MAX)
    return g_steal_pointer (&valid);
  while (g_utf8_next_char (end) - valid <= SAFI_AUTH_TEXT_OCTETS_MAX)
    end = g_utf8_next_char (end);
  return g_strndup (valid, (gsize) (end - valid));
}

void
safi_auth_result_set_text (char **field, const char *value)
{
  g_free (*field);
  *field = copy_text (value);
}

void
safi_auth_result_add_row (SafiAuthResult *self,
                          SafiAuthMethod method,
                          SafiAuthSource source,
                          SafiAuthCode code,
                          const char *domain,
                          const char *reason)
{
  SafiAuthRow *row;

  if (self->rows->len >= SAFI_AUTH_ROWS_MAX)
    return;
  row = g_new (SafiAuthRow, 1);
  row->method = method;
  row->source = source;
  row->code = code;
  row->domain = copy_text (domain);
  row->reason = copy_text (reason);
  g_ptr_array_add (self->rows, row);
}

/* The provider saw the message as it came; then what passes. */
static guint
rank (const SafiAuthRow *row)
{
  return (row->source == SAFI_AUTH_BY_PROVIDER ? 2 : 0) + (row->code == SAFI_AUTH_PASS);
}

const SafiAuthRow *
safi_auth_result_find (const SafiAuthResult *self, SafiAuthMethod method)
{
  const SafiAuthRow *found = NULL;

  for (guint i = 0; i < self->rows->len; i++) {
    const SafiAuthRow *row = self->rows->pdata[i];

    if (row->method == method && (found == NULL || rank (row) > rank (found)))
      found = row;
  }
  return found;
}

GBytes *
safi_auth_result_to_bytes (const SafiAuthResult *self)
{
  GVariantBuilder rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(uuuss)"));
  GVariantBuilder signs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));
  g_autoptr (GVariant) variant = NULL;

  for (guint i = 0; i < self->rows->len; i++) {
    const SafiAuthRow *row = self->rows->pdata[i];

    g_variant_builder_add (&rows, "(uuuss)", (guint) row->method, (guint) row->source,
                           (guint) row->code, row->domain, row->reason);
  }
  for (guint i = 0; i < self->signs->len; i++)
    g_variant_builder_add (&signs, "s", self->signs->pdata[i]);
  variant = g_variant_ref_sink (g_variant_new (
      FORM, (guint) self->identity, self->author, self->domain, self->ip, self->helo, self->rdns,
      self->by, self->received, self->computed, self->is_final, self->wants_whole,
      self->has_several_authors, self->has_added_field, &rows, &signs));
#if G_BYTE_ORDER == G_BIG_ENDIAN
  g_autoptr (GVariant) little = g_variant_byteswap (variant);

  return g_variant_get_data_as_bytes (little);
#else
  return g_variant_get_data_as_bytes (variant);
#endif
}

/* FALSE if a number is out of range: written by a newer version, or broken. */
static gboolean
read_rows (SafiAuthResult *self, GVariantIter *rows)
{
  guint method, source, code;
  const char *domain, *reason;

  while (g_variant_iter_next (rows, "(uuu&s&s)", &method, &source, &code, &domain, &reason)) {
    if (method >= SAFI_N_AUTH_METHODS || source > SAFI_AUTH_BY_US || code > SAFI_AUTH_PERMERROR)
      return FALSE;
    safi_auth_result_add_row (self, method, source, code, domain, reason);
  }
  return TRUE;
}

static gboolean
read_variant (SafiAuthResult *self, GVariant *variant)
{
  const char *texts[6];
  char **const fields[6] = { &self->author, &self->domain, &self->ip,
                             &self->helo,   &self->rdns,   &self->by };
  g_autoptr (GVariantIter) rows = NULL;
  g_autoptr (GVariantIter) signs = NULL;
  const char *sign;
  guint identity;

  g_variant_get (variant, "(u&s&s&s&s&s&sxxbbbba(uuuss)as)", &identity, &texts[0], &texts[1],
                 &texts[2], &texts[3], &texts[4], &texts[5], &self->received, &self->computed,
                 &self->is_final, &self->wants_whole, &self->has_several_authors,
                 &self->has_added_field, &rows, &signs);
  self->identity = identity;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    safi_auth_result_set_text (fields[i], texts[i]);
  while (self->signs->len < SAFI_AUTH_SIGNS_MAX && g_variant_iter_next (signs, "&s", &sign))
    g_ptr_array_add (self->signs, copy_text (sign));
  return identity < G_N_ELEMENTS (identities) && read_rows (self, rows);
}

SafiAuthResult *
safi_auth_result_new_from_bytes (GBytes *octets)
{
  g_autoptr (GVariant) variant =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (FORM), octets, FALSE));
  g_autoptr (SafiAuthResult) self = safi_auth_result_new ();

  if (!g_variant_is_normal_form (variant))
    return NULL;
#if G_BYTE_ORDER == G_BIG_ENDIAN
  g_autoptr (GVariant) native = g_variant_byteswap (variant);

  return read_variant (self, native) ? g_steal_pointer (&self) : NULL;
#else
  return read_variant (self, variant) ? g_steal_pointer (&self) : NULL;
#endif
}
