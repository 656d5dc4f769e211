/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mime/safi-address.h"

#include <string.h>

#include <gmime/gmime.h>

#include "core/mime/safi-encoded-words.h"
#include "core/text/safi-text.h"
#include "core/url/safi-domain.h"

/* GMime has none of its own. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InternetAddressList, g_object_unref)

static gpointer
start_once (gpointer data)
{
  g_mime_init ();
  return NULL;
}

void
safi_address_start_gmime (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, start_once, NULL);
}

void
safi_address_free (SafiAddress *self)
{
  g_free (self->name);
  g_free (self->address);
  g_free (self->domain);
  g_free (self);
}

/* Returns: (transfer full): the part behind the last @, "" if there is none; of an address literal
 * ("[192.0.2.1]", RFC 5321, 4.1.3) the bare address. */
static char *
find_domain (const char *address)
{
  const char *at = strrchr (address, '@');
  g_autofree char *domain = NULL;
  gsize length;

  if (at == NULL)
    return g_strdup ("");
  domain = g_strdup (at + 1);
  length = strlen (domain);
  if (length > 2 && domain[0] == '[' && domain[length - 1] == ']') {
    const char *literal =
        g_ascii_strncasecmp (domain + 1, "IPv6:", 5) == 0 ? domain + 6 : domain + 1;
    g_autofree char *bare = g_strndup (literal, (gsize) (domain + length - 1 - literal));

    return safi_domain_is_ip_address (bare) ? g_ascii_strdown (bare, -1) : g_strdup ("");
  }
  return safi_domain_normalise (domain);
}

static char *
lower_domain (const char *address)
{
  char *copy = safi_text_make_valid (address, -1);

  for (char *at = strrchr (copy, '@'); at != NULL && *at != '\0'; at++)
    *at = g_ascii_tolower (*at);
  return copy;
}

static void
append (GPtrArray *addresses, const char *name, const char *address)
{
  SafiAddress *self;

  if (addresses->len >= SAFI_MESSAGE_ADDRESSES_MAX)
    return;
  self = g_new0 (SafiAddress, 1);
  self->name = name != NULL && name[0] != '\0' ? safi_text_make_valid (name, -1) : NULL;
  self->address = lower_domain (address);
  self->domain = find_domain (self->address);
  g_ptr_array_add (addresses, self);
}

/* A group's members follow each other like addresses outside; groups do not nest (RFC 5322, 3.4).
 */
static void
append_list (GPtrArray *addresses, InternetAddressList *list, gboolean is_group)
{
  int n = MIN (internet_address_list_length (list), SAFI_MESSAGE_ADDRESSES_MAX);

  for (int i = 0; i < n; i++) {
    InternetAddress *entry = internet_address_list_get_address (list, i);
    const char *name = internet_address_get_name (entry);

    if (INTERNET_ADDRESS_IS_MAILBOX (entry)) {
      const char *address = internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (entry));

      append (addresses, name, address != NULL ? address : "");
    } else if (!is_group) {
      append_list (addresses, internet_address_group_get_members (INTERNET_ADDRESS_GROUP (entry)),
                   TRUE);
    }
  }
}

void
safi_address_parse (const char *value, GPtrArray *addresses)
{
  g_autofree char *parted = safi_encoded_words_part (value);
  g_autoptr (InternetAddressList) list = internet_address_list_parse (NULL, parted);
  guint before = addresses->len;

  if (list != NULL)
    append_list (addresses, list, FALSE);
  if (addresses->len == before && value[0] != '\0' && strcmp (value, "<>") != 0) {
    g_autofree char *name = g_mime_utils_header_decode_text (NULL, parted);

    append (addresses, name, "");
  }
}

SafiAddress *
safi_address_parse_mailbox (const char *value)
{
  g_autofree char *parted = safi_encoded_words_part (value);
  g_autoptr (InternetAddressList) list = NULL;
  g_autoptr (GPtrArray) addresses = NULL;
  const SafiAddress *address;

  safi_address_start_gmime ();
  list = internet_address_list_parse (NULL, parted);
  if (list == NULL || internet_address_list_length (list) != 1 ||
      !INTERNET_ADDRESS_IS_MAILBOX (internet_address_list_get_address (list, 0)))
    return NULL;
  addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_address_free);
  append_list (addresses, list, FALSE);
  address = addresses->pdata[0];
  return *address->domain != '\0' ? g_ptr_array_steal_index (addresses, 0) : NULL;
}
