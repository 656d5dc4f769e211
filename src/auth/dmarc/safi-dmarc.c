/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dmarc/safi-dmarc.h"

#include <string.h>

#include "auth/dmarc/safi-dmarc-walk.h"
#include "core/url/safi-domain.h"

/* TRUE if @name is @domain or below it. */
static gboolean
is_at_or_below (const char *name, const char *domain)
{
  gsize length = strlen (name), domain_length = strlen (domain);

  return length >= domain_length && g_str_equal (name + length - domain_length, domain) &&
         (length == domain_length || name[length - domain_length - 1] == '.');
}

/* TRUE if @identifier belongs to the author (RFC 9989, 4.4); @ret_is_known becomes FALSE where that
 * cannot be told now. */
static gboolean
is_aligned (SafiResolver *resolver,
            const SafiDmarcWalk *author,
            const char *identifier,
            gboolean is_strict,
            gboolean *ret_is_known)
{
  const char *organization = safi_dmarc_walk_get_organization (author);
  g_autofree char *name = safi_domain_normalise (identifier);
  g_autoptr (SafiDmarcWalk) walk = NULL;

  if (g_str_equal (name, author->start))
    return TRUE;
  if (*name == '\0' || is_strict)
    return FALSE;
  if (author->is_cut) {
    *ret_is_known &= !safi_domain_is_same_owner (name, author->start);
    return FALSE;
  }
  if (!is_at_or_below (name, organization))
    return FALSE; /* then its own walk cannot end there either */
  walk = safi_dmarc_walk_new (resolver, name);
  *ret_is_known &= !walk->is_cut;
  return !walk->is_cut && g_str_equal (safi_dmarc_walk_get_organization (walk), organization);
}

static gboolean
is_any_aligned (SafiResolver *resolver,
                const SafiDmarcWalk *author,
                const char *const *identifiers,
                gboolean is_strict,
                gboolean *ret_is_known)
{
  for (guint i = 0; identifiers != NULL && identifiers[i] != NULL && i < SAFI_DMARC_IDENTIFIERS_MAX;
       i++)
    if (is_aligned (resolver, author, identifiers[i], is_strict, ret_is_known))
      return TRUE;
  return FALSE;
}

static gboolean
is_listed_aligned (const char *author, const SafiDmarcRequest *request)
{
  for (guint i = 0;
       request->dkim != NULL && request->dkim[i] != NULL && i < SAFI_DMARC_IDENTIFIERS_MAX; i++) {
    g_autofree char *name = safi_domain_normalise (request->dkim[i]);

    if (safi_domain_is_same_owner (name, author))
      return TRUE;
  }
  if (request->spf != NULL) {
    g_autofree char *name = safi_domain_normalise (request->spf);

    return safi_domain_is_same_owner (name, author);
  }
  return FALSE;
}

/* Sets the policy. FALSE if that cannot be told now. */
static gboolean
find_policy (SafiDmarcResult *self, SafiResolver *resolver, const SafiDmarcRecord *record)
{
  gboolean is_below = !g_str_equal (self->policy_name, self->author);
  gboolean is_missing = FALSE;

  if (is_below && record->np_tag == SAFI_DMARC_TAG_VALID) {
    g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (resolver, self->author, SAFI_DNS_A);

    if (answer->outcome == SAFI_DNS_TEMPERROR || answer->outcome == SAFI_DNS_OPEN)
      return FALSE;
    is_missing = safi_dns_answer_denies_name (answer);
  }
  self->policy = safi_dmarc_record_get_policy (record, is_below, is_missing);
  if (record->is_test && self->policy > SAFI_DMARC_POLICY_NONE)
    self->policy--;
  return TRUE;
}

/* FALSE: what is not aligned may still turn out to be. */
static gboolean
find_alignment (SafiDmarcResult *self,
                SafiResolver *resolver,
                const SafiDmarcWalk *walk,
                const SafiDmarcRecord *record,
                const SafiDmarcRequest *request)
{
  const char *const spf[] = { request->spf, NULL };
  gboolean is_known = TRUE, is_changed_known = TRUE;

  self->dkim_is_aligned =
      is_any_aligned (resolver, walk, request->dkim, record->dkim_is_strict, &is_known);
  self->spf_is_aligned = is_any_aligned (resolver, walk, spf, record->spf_is_strict, &is_known);
  if (!self->dkim_is_aligned && !self->spf_is_aligned)
    self->changed_is_aligned = is_any_aligned (resolver, walk, request->changed,
                                               record->dkim_is_strict, &is_changed_known);
  return is_known;
}

/* Decides once the walk of the author is done. */
static SafiAuthCode
decide (SafiDmarcResult *self,
        SafiResolver *resolver,
        const SafiDmarcWalk *walk,
        const SafiDmarcRequest *request)
{
  const char *policy_name = safi_dmarc_walk_get_policy_name (walk);
  const SafiDmarcRecord *record;
  gboolean is_known;

  if (policy_name == NULL || (walk->is_cut && policy_name != walk->start))
    return walk->is_cut ? SAFI_AUTH_TEMPERROR : SAFI_AUTH_NONE;
  record = safi_dmarc_walk_get (walk, policy_name);
  if (!safi_dmarc_record_is_usable (record))
    return SAFI_AUTH_NONE;
  g_free (self->policy_name);
  self->policy_name = g_strdup (policy_name);
  is_known = find_policy (self, resolver, record);
  is_known &= find_alignment (self, resolver, walk, record, request);
  if (self->dkim_is_aligned || self->spf_is_aligned)
    return SAFI_AUTH_PASS;
  return is_known ? SAFI_AUTH_FAIL : SAFI_AUTH_TEMPERROR;
}

static SafiDmarcResult *
new_result (const char *author)
{
  SafiDmarcResult *self = g_new0 (SafiDmarcResult, 1);

  self->code = SAFI_AUTH_NONE;
  self->author = safi_domain_normalise (author);
  self->organization = g_strdup ("");
  self->policy_name = g_strdup ("");
  return self;
}

static SafiDmarcResult *
check_author (SafiResolver *resolver, const char *author, const SafiDmarcRequest *request)
{
  SafiDmarcResult *self = new_result (author);
  g_autoptr (SafiDmarcWalk) walk = NULL;

  if (*self->author == '\0' || safi_domain_is_ip_address (self->author))
    return self;
  walk = safi_dmarc_walk_new (resolver, self->author);
  self->code = decide (self, resolver, walk, request);
  if (self->code == SAFI_AUTH_TEMPERROR)
    self->listed_is_aligned = is_listed_aligned (self->author, request);
  if (!walk->is_cut) {
    g_free (self->organization);
    self->organization = g_strdup (safi_dmarc_walk_get_organization (walk));
  }
  return self;
}

/* The worse of two results comes first: what fails, what is not known, what says nothing. */
static guint
get_badness (const SafiDmarcResult *self)
{
  switch (self->code) {
  case SAFI_AUTH_FAIL:
    return 3 + self->policy;
  case SAFI_AUTH_TEMPERROR:
    return 2;
  case SAFI_AUTH_NONE:
    return 1;
  default:
    return 0;
  }
}

SafiDmarcResult *
safi_dmarc_check (SafiResolver *resolver, const SafiDmarcRequest *request)
{
  SafiDmarcResult *worst = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; request->authors[i] != NULL; i++) {
    SafiDmarcResult *result;

    if (!g_hash_table_add (seen, safi_domain_normalise (request->authors[i])) ||
        g_hash_table_size (seen) > SAFI_DMARC_AUTHORS_MAX)
      continue;
    result = check_author (resolver, request->authors[i], request);
    if (worst == NULL || get_badness (result) > get_badness (worst)) {
      g_clear_pointer (&worst, safi_dmarc_result_free);
      worst = g_steal_pointer (&result);
    }
    g_clear_pointer (&result, safi_dmarc_result_free);
  }
  if (worst == NULL)
    worst = new_result ("");
  worst->has_several_authors = g_hash_table_size (seen) > 1;
  return worst;
}

void
safi_dmarc_result_free (SafiDmarcResult *self)
{
  g_free (self->author);
  g_free (self->organization);
  g_free (self->policy_name);
  g_free (self);
}

SafiAuthCode
safi_dmarc_settle (const SafiDmarcResult *self,
                   const SafiAuthCode *reported,
                   gboolean rewrites_bodies)
{
  if (reported != NULL && (*reported == SAFI_AUTH_PASS || *reported == SAFI_AUTH_FAIL))
    return *reported;
  if (self->code == SAFI_AUTH_FAIL && rewrites_bodies && self->changed_is_aligned)
    return SAFI_AUTH_NEUTRAL;
  return self->code;
}
