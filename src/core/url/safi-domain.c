/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/url/safi-domain.h"

#include <arpa/inet.h>
#include <string.h>

#include <libpsl.h>
#include <unicode/uidna.h>
#include <unicode/uspoof.h>

#include "core/text/safi-text.h"

/* RFC 1035, section 2.3.4. */
#define DOMAIN_OCTETS_MAX 253
#define LABEL_OCTETS_MAX 63

/* A domain in Unicode: each octet of an A-label makes less than one character. */
#define UNICODE_OCTETS_MAX 2048

/* All three are made once, never changed, and safe to read on every thread. */
typedef struct {
  psl_ctx_t *suffixes;
  UIDNA *idna;
  USpoofChecker *spoof;
} Handles;

static gpointer
open_handles (gpointer data)
{
  Handles *handles = g_new0 (Handles, 1);
  UErrorCode status = U_ZERO_ERROR;

  handles->suffixes = psl_latest (NULL);
  handles->idna =
      uidna_openUTS46 (UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE |
                           UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ,
                       &status);
  handles->spoof = uspoof_open (&status);
  uspoof_setRestrictionLevel (handles->spoof, USPOOF_MODERATELY_RESTRICTIVE);
  uspoof_setChecks (handles->spoof, USPOOF_RESTRICTION_LEVEL, &status);
  g_assert (U_SUCCESS (status));
  return handles;
}

static const Handles *
get_handles (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, open_handles, NULL);
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return FALSE;
  return TRUE;
}

/* Letters, digits, hyphens and underscores (which real hosts have) in labels of 1 to 63 octets. */
static gboolean
is_host_name (const char *domain)
{
  gsize label = 0, length = 0;

  for (const char *at = domain; *at != '\0'; at++, length++) {
    if (*at == '.') {
      if (label == 0 || label > LABEL_OCTETS_MAX)
        return FALSE;
      label = 0;
    } else if (g_ascii_isalnum (*at) || *at == '-' || *at == '_') {
      label++;
    } else {
      return FALSE;
    }
  }
  return label > 0 && label <= LABEL_OCTETS_MAX && length <= DOMAIN_OCTETS_MAX;
}

/* What UTS 46 finds wrong with a name that yet can be looked up: hyphens and combining marks in odd
 * places, and mixed directions. Strangers register such names. */
#define TOLERATED_ERRORS                                                                           \
  (UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4 |             \
   UIDNA_ERROR_LEADING_COMBINING_MARK | UIDNA_ERROR_BIDI | UIDNA_ERROR_CONTEXTJ)

/* Returns: (transfer full): the A-label form, "" if IDNA does not allow it. */
static char *
encode_labels (const char *domain)
{
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  char buffer[UNICODE_OCTETS_MAX];
  gint32 length = uidna_nameToASCII_UTF8 (get_handles ()->idna, domain, -1, buffer, sizeof buffer,
                                          &info, &status);

  if (U_FAILURE (status) || (info.errors & ~(guint32) TOLERATED_ERRORS) != 0)
    return g_strdup ("");
  return g_ascii_strdown (buffer, length);
}

gboolean
safi_domain_is_ip_address (const char *host)
{
  guint8 octets[16];

  return inet_pton (AF_INET, host, octets) == 1 || inet_pton (AF_INET6, host, octets) == 1;
}

char *
safi_domain_normalise (const char *domain)
{
  gsize length = strlen (domain);
  g_autofree char *bare = NULL;
  g_autofree char *ascii = NULL;

  if (length == 0 || length > UNICODE_OCTETS_MAX)
    return g_strdup ("");
  if (safi_domain_is_ip_address (domain))
    return g_ascii_strdown (domain, -1);
  ascii = is_ascii (domain) ? g_ascii_strdown (domain, -1) : encode_labels (domain);
  if (g_str_has_suffix (ascii, "."))
    ascii[strlen (ascii) - 1] = '\0';
  return is_host_name (ascii) ? g_steal_pointer (&ascii) : g_strdup ("");
}

char *
safi_domain_get_registrable (const char *domain)
{
  const char *found;

  if (domain[0] == '\0' || safi_domain_is_ip_address (domain))
    return g_strdup ("");
  found = psl_registrable_domain (get_handles ()->suffixes, domain);
  return g_strdup (found != NULL ? found : "");
}

gboolean
safi_domain_is_public_suffix (const char *domain)
{
  return domain[0] != '\0' && psl_is_public_suffix2 (get_handles ()->suffixes, domain,
                                                     PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE);
}

gboolean
safi_domain_is_same_owner (const char *a, const char *b)
{
  g_autofree char *owner_a = safi_domain_get_registrable (a);
  g_autofree char *owner_b = safi_domain_get_registrable (b);

  if (owner_a[0] == '\0' || owner_b[0] == '\0')
    return a[0] != '\0' && strcmp (a, b) == 0;
  return strcmp (owner_a, owner_b) == 0;
}

char *
safi_domain_decode (const char *domain)
{
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  char buffer[UNICODE_OCTETS_MAX];
  gint32 length;

  if (is_ascii (domain) && strstr (domain, "xn--") == NULL)
    return g_ascii_strdown (domain, -1);
  length = uidna_nameToUnicodeUTF8 (get_handles ()->idna, domain, -1, buffer, sizeof buffer, &info,
                                    &status);
  if (U_FAILURE (status) || info.errors != 0)
    return g_utf8_make_valid (domain, -1);
  return g_strndup (buffer, (gsize) length);
}

static gboolean
is_label_mixed (const char *label)
{
  UErrorCode status = U_ZERO_ERROR;

  if (is_ascii (label))
    return FALSE;
  return uspoof_check2UTF8 (get_handles ()->spoof, label, -1, NULL, &status) != 0 ||
         U_FAILURE (status);
}

gboolean
safi_domain_has_mixed_scripts (const char *domain)
{
  g_autofree char *decoded = safi_domain_decode (domain);
  g_auto (GStrv) labels = g_strsplit (decoded, ".", -1);

  for (guint i = 0; labels[i] != NULL; i++)
    if (is_label_mixed (labels[i]))
      return TRUE;
  return FALSE;
}

char *
safi_domain_for_display (const char *domain)
{
  g_autofree char *decoded = safi_domain_decode (domain);

  if (safi_domain_has_mixed_scripts (domain))
    return g_utf8_make_valid (domain, -1);
  return g_steal_pointer (&decoded);
}

/* Writes @text with what a glance confuses made one: digits as letters, "rn" as m, "vv" as w. */
static char *
fold_look_alikes (const char *text)
{
  GString *folded = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++) {
    if (at[0] == 'r' && at[1] == 'n') {
      g_string_append_c (folded, 'm');
      at++;
    } else if (at[0] == 'v' && at[1] == 'v') {
      g_string_append_c (folded, 'w');
      at++;
    } else if (*at == '0') {
      g_string_append_c (folded, 'o');
    } else if (*at == '1' || *at == 'i') {
      g_string_append_c (folded, 'l');
    } else {
      g_string_append_c (folded, *at);
    }
  }
  return g_string_free (folded, FALSE);
}

char *
safi_domain_get_skeleton (const char *domain)
{
  g_autofree char *decoded = safi_domain_decode (domain);
  g_autofree char *skeleton = NULL;
  g_autofree char *lower = NULL;
  char buffer[UNICODE_OCTETS_MAX * 2];
  UErrorCode status = U_ZERO_ERROR;
  gint32 length;

  if (is_ascii (decoded))
    return fold_look_alikes (decoded);
  length = uspoof_getSkeletonUTF8 (get_handles ()->spoof, 0, decoded, -1, buffer, sizeof buffer,
                                   &status);
  if (U_FAILURE (status))
    return fold_look_alikes (decoded);
  skeleton = g_strndup (buffer, (gsize) length);
  lower = safi_text_lower (skeleton);
  return fold_look_alikes (lower);
}
