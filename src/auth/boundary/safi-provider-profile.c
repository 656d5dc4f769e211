/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/boundary/safi-provider-profile.h"

#include <string.h>

#include "auth/boundary/safi-provider-json.h"
#include "core/url/safi-domain.h"

static const char *const places[] = {
  [SAFI_AUTHRES_ABOVE] = "above",
  [SAFI_AUTHRES_BETWEEN] = "between",
  [SAFI_AUTHRES_BELOW] = "below",
};

const char *
safi_authres_place_to_string (SafiAuthresPlace self)
{
  return places[self];
}

gboolean
safi_authres_place_from_string (const char *word, SafiAuthresPlace *ret_place)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (places[i], word) == 0) {
      *ret_place = (SafiAuthresPlace) i;
      return TRUE;
    }
  return FALSE;
}

SafiProviderProfile *
safi_provider_profile_new (void)
{
  SafiProviderProfile *self = g_atomic_rc_box_new0 (SafiProviderProfile);

  self->ranges = g_array_new (FALSE, FALSE, sizeof (SafiIpRange));
  self->fields_max = G_MAXUINT;
  return self;
}

SafiProviderProfile *
safi_provider_profile_ref (SafiProviderProfile *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_profile (gpointer data)
{
  SafiProviderProfile *self = data;

  g_strfreev (self->servers);
  g_strfreev (self->ids);
  g_array_unref (self->ranges);
}

void
safi_provider_profile_unref (SafiProviderProfile *self)
{
  g_atomic_rc_box_release_full (self, clear_profile);
}

static void
add_name (GPtrArray *names, const char *name)
{
  if (*name != '\0' && names->len < SAFI_PROVIDER_NAMES_MAX &&
      !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_ascii_strdown (name, -1));
}

static void
add_names (GPtrArray *names, const char *const *more)
{
  for (guint i = 0; more != NULL && more[i] != NULL; i++)
    add_name (names, more[i]);
}

/* Returns: (transfer full): the list as strings, NULL-terminated. */
static char **
finish_names (GPtrArray *names)
{
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

/* Adds the organisational domain of @host, or @host itself where it has none ("mail.internal"). */
static void
add_host (GPtrArray *names, const char *host)
{
  g_autofree char *normal = safi_domain_normalise (host);
  g_autofree char *owner = safi_domain_get_registrable (normal);

  add_name (names, owner);
}

static SafiProviderProfile *
copy_profile (const SafiProviderProfile *self)
{
  SafiProviderProfile *copy = safi_provider_profile_new ();

  g_array_append_vals (copy->ranges, self->ranges->data, self->ranges->len);
  copy->ids = g_strdupv (self->ids);
  copy->place = self->place;
  copy->fields_max = self->fields_max;
  copy->stamps_always = self->stamps_always;
  copy->allows_empty_id = self->allows_empty_id;
  copy->rewrites_bodies = self->rewrites_bodies;
  return copy;
}

/* Returns: (transfer full): what is shipped of the first domain that is known. */
static SafiProviderProfile *
find_first (const char *address_domain, const char *imap_host)
{
  g_autofree char *owner = safi_domain_get_registrable (imap_host);
  SafiProviderProfile *found = safi_provider_profile_find (address_domain);

  if (found == NULL)
    found = safi_provider_profile_find (imap_host);
  return found != NULL ? found : safi_provider_profile_find (owner);
}

/* Who forwards from a large provider names its domain, which its servers are not called by. */
static void
add_forwarder (GPtrArray *names, const char *forwarder)
{
  g_autoptr (SafiProviderProfile) known = safi_provider_profile_find (forwarder);

  add_host (names, forwarder);
  if (known != NULL)
    add_names (names, (const char *const *) known->servers);
}

SafiProviderProfile *
safi_provider_profile_new_for_account (const char *address_domain,
                                       const char *imap_host,
                                       const char *const *forwarders)
{
  g_autoptr (SafiProviderProfile) known = find_first (address_domain, imap_host);
  GPtrArray *servers = g_ptr_array_new ();
  SafiProviderProfile *self;

  if (known != NULL) {
    self = copy_profile (known);
    add_names (servers, (const char *const *) known->servers);
  } else {
    self = safi_provider_profile_new ();
    self->ids = g_new0 (char *, 1);
  }
  add_host (servers, imap_host);
  for (guint i = 0; forwarders != NULL && forwarders[i] != NULL; i++)
    add_forwarder (servers, forwarders[i]);
  self->servers = finish_names (servers);
  return self;
}

SafiProviderProfile *
safi_provider_profile_learn (const SafiProviderProfile *self,
                             const char *const *servers,
                             const char *const *ids,
                             SafiAuthresPlace place,
                             gboolean stamps_always,
                             gboolean rewrites_bodies)
{
  SafiProviderProfile *copy = copy_profile (self);
  GPtrArray *names = g_ptr_array_new ();

  add_names (names, (const char *const *) self->servers);
  add_names (names, servers);
  copy->servers = finish_names (names);
  copy->rewrites_bodies |= rewrites_bodies;
  if (ids[0] == NULL)
    return copy;
  names = g_ptr_array_new ();
  add_names (names, ids);
  g_strfreev (copy->ids);
  copy->ids = finish_names (names);
  copy->place = place;
  copy->fields_max = place == SAFI_AUTHRES_BETWEEN ? 1 : G_MAXUINT;
  copy->stamps_always = stamps_always;
  copy->allows_empty_id = FALSE;
  return copy;
}

/* TRUE if @name (any case) is @domain or below it. */
static gboolean
is_in_domain (const char *name, const char *domain)
{
  gsize length = strlen (name), domain_length = strlen (domain);

  if (length < domain_length || g_ascii_strcasecmp (name + length - domain_length, domain) != 0)
    return FALSE;
  return length == domain_length || name[length - domain_length - 1] == '.';
}

static gboolean
is_in_any (const char *name, char **domains)
{
  for (guint i = 0; domains[i] != NULL; i++)
    if (is_in_domain (name, domains[i]))
      return TRUE;
  return FALSE;
}

gboolean
safi_provider_profile_has_server (const SafiProviderProfile *self, const char *host)
{
  return is_in_any (host, self->servers);
}

gboolean
safi_provider_profile_has_address (const SafiProviderProfile *self, const SafiIp *ip)
{
  for (guint i = 0; i < self->ranges->len; i++) {
    const SafiIpRange *range = &g_array_index (self->ranges, SafiIpRange, i);

    if (safi_ip_is_in (ip, &range->network, range->prefix))
      return TRUE;
  }
  return FALSE;
}

gboolean
safi_provider_profile_has_id (const SafiProviderProfile *self, const char *id)
{
  return *id == '\0' ? self->allows_empty_id : is_in_any (id, self->ids);
}
