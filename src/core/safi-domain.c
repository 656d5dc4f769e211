/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/safi-domain.h"

#include <arpa/inet.h>
#include <libpsl.h>
#include <string.h>
#include <unicode/uidna.h>
#include <unicode/uspoof.h>

#define DOMAIN_OCTETS_MAX 255 /* RFC 1035, 2.3.4 */

static const UIDNA *
get_idna (void)
{
  static gsize once = 0;
  static UIDNA *idna = NULL;

  if (g_once_init_enter (&once)) {
    UErrorCode status = U_ZERO_ERROR;

    idna = uidna_openUTS46 (UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE |
                                UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ,
                            &status);
    g_once_init_leave (&once, 1);
  }
  return idna;
}

static const psl_ctx_t *
get_suffixes (void)
{
  static gsize once = 0;
  static psl_ctx_t *latest = NULL;

  if (g_once_init_enter (&once)) {
    latest = psl_latest (NULL);
    g_once_init_leave (&once, 1);
  }
  return latest != NULL ? latest : psl_builtin ();
}

static const USpoofChecker *
get_spoof_checker (void)
{
  static gsize once = 0;
  static USpoofChecker *checker = NULL;

  if (g_once_init_enter (&once)) {
    UErrorCode status = U_ZERO_ERROR;

    checker = uspoof_open (&status);
    uspoof_setRestrictionLevel (checker, USPOOF_MODERATELY_RESTRICTIVE);
    uspoof_setChecks (checker, USPOOF_RESTRICTION_LEVEL | USPOOF_MIXED_NUMBERS, &status);
    g_once_init_leave (&once, 1);
  }
  return checker;
}

gboolean
safi_domain_is_ip_address (const char *host)
{
  struct in6_addr address;
  gsize length = strlen (host);
  g_autofree char *bare = NULL;

  if (length > 2 && host[0] == '[' && host[length - 1] == ']')
    bare = g_strndup (host + 1, length - 2);
  else
    bare = g_strdup (host);
  return inet_pton (AF_INET, bare, &address) == 1 || inet_pton (AF_INET6, bare, &address) == 1;
}

char *
safi_domain_normalise (const char *domain)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (domain));
  char ascii[DOMAIN_OCTETS_MAX + 2];
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  int32_t length;

  if (safi_domain_is_ip_address (trimmed))
    return g_ascii_strdown (trimmed, -1);
  if (*trimmed == '\0' || strlen (trimmed) > 4 * DOMAIN_OCTETS_MAX ||
      !g_utf8_validate (trimmed, -1, NULL))
    return g_strdup ("");
  length = uidna_nameToASCII_UTF8 (get_idna (), trimmed, -1, ascii, sizeof ascii, &info, &status);
  if (length > 0 && length < (int32_t) sizeof ascii && ascii[length - 1] == '.')
    length--;
  if (U_FAILURE (status) || length <= 0 || length > DOMAIN_OCTETS_MAX)
    return g_strdup ("");
  /* An underscore or a label that UTS 46 dislikes is still a name that DNS may know; only what can
   * not stand in a host name at all is refused. */
  for (int32_t i = 0; i < length; i++)
    if (!g_ascii_isalnum (ascii[i]) && strchr ("-._", ascii[i]) == NULL)
      return g_strdup ("");
  if (info.errors & (UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG))
    return g_strdup ("");
  return g_ascii_strdown (ascii, length);
}

char *
safi_domain_get_registrable (const char *domain)
{
  const char *registrable;

  if (*domain == '\0' || safi_domain_is_ip_address (domain))
    return g_strdup ("");
  registrable = psl_registrable_domain (get_suffixes (), domain);
  return g_strdup (registrable != NULL ? registrable : "");
}

gboolean
safi_domain_is_same_owner (const char *a, const char *b)
{
  g_autofree char *owner_a = safi_domain_get_registrable (a);
  g_autofree char *owner_b = safi_domain_get_registrable (b);

  if (*owner_a == '\0' || *owner_b == '\0')
    return *a != '\0' && g_ascii_strcasecmp (a, b) == 0;
  return g_str_equal (owner_a, owner_b);
}

/* Returns: (transfer full): the U-label form, or @domain itself where it cannot be decoded. */
static char *
decode (const char *domain)
{
  char unicode[4 * DOMAIN_OCTETS_MAX + 1];
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  int32_t length =
      uidna_nameToUnicodeUTF8 (get_idna (), domain, -1, unicode, sizeof unicode, &info, &status);

  if (U_FAILURE (status) || length <= 0 || length >= (int32_t) sizeof unicode ||
      (info.errors & (UIDNA_ERROR_PUNYCODE | UIDNA_ERROR_INVALID_ACE_LABEL)))
    return g_strdup (domain);
  return g_strndup (unicode, (gsize) length);
}

static gboolean
label_mixes_scripts (const char *label)
{
  UErrorCode status = U_ZERO_ERROR;
  int32_t found = uspoof_check2UTF8 (get_spoof_checker (), label, -1, NULL, &status);

  return U_SUCCESS (status) && found != 0;
}

gboolean
safi_domain_has_mixed_scripts (const char *domain)
{
  g_autofree char *unicode = decode (domain);
  g_auto (GStrv) labels = g_strsplit (unicode, ".", -1);

  for (guint i = 0; labels[i] != NULL; i++)
    if (label_mixes_scripts (labels[i]))
      return TRUE;
  return FALSE;
}

char *
safi_domain_for_display (const char *domain)
{
  if (safi_domain_has_mixed_scripts (domain))
    return g_strdup (domain);
  return decode (domain);
}

/* Digits and letter pairs that a glance reads as letters; UTS 39 leaves most of them apart. */
static char *
fold_look_alikes (const char *skeleton)
{
  GString *folded = g_string_new (skeleton);

  g_string_replace (folded, "rn", "m", 0);
  g_string_replace (folded, "vv", "w", 0);
  for (gsize i = 0; i < folded->len; i++) {
    if (folded->str[i] == '0')
      folded->str[i] = 'o';
    else if (folded->str[i] == '1' || folded->str[i] == 'i')
      folded->str[i] = 'l';
  }
  return g_string_free (folded, FALSE);
}

char *
safi_domain_get_skeleton (const char *domain)
{
  g_autofree char *unicode = decode (domain);
  g_autofree char *lower = NULL;
  char skeleton[8 * DOMAIN_OCTETS_MAX + 1];
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = uspoof_getSkeletonUTF8 (get_spoof_checker (), 0, unicode, -1, skeleton,
                                           sizeof skeleton, &status);

  if (U_FAILURE (status) || length >= (int32_t) sizeof skeleton)
    return g_strdup (unicode);
  lower = g_utf8_strdown (skeleton, length);
  return fold_look_alikes (lower);
}
