/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/zombie/safi-zombie.h"

#include <string.h>

#include "auth/trace/safi-received.h"
#include "auth/zombie/safi-zombie-name.h"
#include "core/text/safi-text.h"

static const char *const codes[] = {
  [SAFI_ZOMBIE_DIRECT] = "direct",
  [SAFI_ZOMBIE_NO_RDNS] = "no-rdns",
  [SAFI_ZOMBIE_RDNS_UNCONFIRMED] = "rdns-unconfirmed",
  [SAFI_ZOMBIE_RDNS_ADDRESS] = "rdns-address",
  [SAFI_ZOMBIE_RDNS_DYNAMIC] = "rdns-dynamic",
  [SAFI_ZOMBIE_RDNS_WEAK] = "rdns-weak",
  [SAFI_ZOMBIE_RDNS_STATIC] = "rdns-static",
  [SAFI_ZOMBIE_HELO_ADDRESS] = "helo-address",
  [SAFI_ZOMBIE_HELO_LITERAL] = "helo-literal",
  [SAFI_ZOMBIE_HELO_LOCAL] = "helo-local",
  [SAFI_ZOMBIE_HELO_PRIVATE] = "helo-private",
  [SAFI_ZOMBIE_HELO_OWN] = "helo-own",
  [SAFI_ZOMBIE_HELO_UNCONFIRMED] = "helo-unconfirmed",
  [SAFI_ZOMBIE_HELO_DENIED] = "helo-denied",
  [SAFI_ZOMBIE_ID_LOCAL] = "id-local",
  [SAFI_ZOMBIE_FORGED_HOP] = "forged-hop",
};

const char *
safi_zombie_code_to_string (SafiZombieCode self)
{
  return codes[self];
}

static void
free_sign (gpointer data)
{
  SafiZombieSign *sign = data;

  g_free (sign->evidence);
  g_free (sign);
}

static void
add (GPtrArray *signs, SafiZombieCode code, const char *evidence)
{
  SafiZombieSign *sign = g_new0 (SafiZombieSign, 1);

  sign->code = code;
  sign->evidence = safi_text_make_valid (evidence, -1);
  g_ptr_array_add (signs, sign);
}

/* Good words take back what the rest of the name says, numbers included. */
static void
read_rdns_words (GPtrArray *signs, const SafiBoundary *boundary)
{
  const char *rdns = boundary->rdns;

  if (*rdns == '\0')
    return;
  if (safi_zombie_name_find_static (rdns) != NULL) {
    add (signs, SAFI_ZOMBIE_RDNS_STATIC, rdns);
    return;
  }
  if (safi_zombie_name_holds_address (rdns, &boundary->ip))
    add (signs, SAFI_ZOMBIE_RDNS_ADDRESS, rdns);
  if (safi_zombie_name_find_dynamic (rdns) != NULL)
    add (signs, SAFI_ZOMBIE_RDNS_DYNAMIC, rdns);
  else if (safi_zombie_name_find_weak (rdns) != NULL)
    add (signs, SAFI_ZOMBIE_RDNS_WEAK, rdns);
}

/* That a line shows no name proves nothing: many servers look none up. */
static void
read_rdns (GPtrArray *signs, const SafiZombieRequest *request)
{
  const SafiBoundary *boundary = request->boundary;
  g_autofree char *ip = safi_ip_to_string (&boundary->ip);

  if (request->iprev == SAFI_AUTH_PERMERROR)
    add (signs, SAFI_ZOMBIE_NO_RDNS, ip);
  else if (request->iprev == SAFI_AUTH_FAIL ||
           (request->iprev != SAFI_AUTH_PASS && boundary->may_be_forged))
    add (signs, SAFI_ZOMBIE_RDNS_UNCONFIRMED, *boundary->rdns != '\0' ? boundary->rdns : ip);
  read_rdns_words (signs, boundary);
}

/* Names that mean something only inside one house. */
static gboolean
is_local_name (const char *helo)
{
  static const char *const suffixes[] = { ".local", ".lan",      ".home",     ".localdomain",
                                          ".intra", ".internal", ".localhost" };
  g_autofree char *lower = g_ascii_strdown (helo, -1);

  if (strchr (lower, '.') == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      return TRUE;
  return FALSE;
}

/* TRUE if @helo is an address: bare, or in brackets. */
static gboolean
read_helo_address (GPtrArray *signs, const SafiBoundary *boundary)
{
  const char *helo = boundary->helo;
  gsize length = strlen (helo);
  gboolean is_literal = length > 2 && helo[0] == '[' && helo[length - 1] == ']';
  g_autofree char *text = is_literal ? g_strndup (helo + 1, length - 2) : g_strdup (helo);
  const char *bare = g_ascii_strncasecmp (text, "IPv6:", 5) == 0 ? text + 5 : text;
  SafiIp ip;

  if (!safi_ip_parse (bare, &ip))
    return FALSE;
  if (is_literal && safi_ip_equal (&ip, &boundary->ip))
    add (signs, SAFI_ZOMBIE_HELO_LITERAL, helo);
  else
    add (signs, SAFI_ZOMBIE_HELO_ADDRESS, helo);
  if (safi_ip_is_internal (&ip))
    add (signs, SAFI_ZOMBIE_HELO_PRIVATE, helo);
  return TRUE;
}

static gboolean
is_own_name (const SafiZombieRequest *request, const char *helo)
{
  return (request->own_domain != NULL && g_ascii_strcasecmp (helo, request->own_domain) == 0) ||
         safi_provider_profile_has_server (request->profile, helo);
}

static void
read_helo (GPtrArray *signs, const SafiZombieRequest *request)
{
  const char *helo = request->boundary->helo;

  if (*helo == '\0' || read_helo_address (signs, request->boundary))
    return;
  if (is_local_name (helo)) {
    add (signs, SAFI_ZOMBIE_HELO_LOCAL, helo);
    return;
  }
  if (request->helo_forward != SAFI_AUTH_PASS && is_own_name (request, helo))
    add (signs, SAFI_ZOMBIE_HELO_OWN, helo);
  if (request->helo_forward == SAFI_AUTH_FAIL)
    add (signs, SAFI_ZOMBIE_HELO_UNCONFIRMED, helo);
  if (request->helo_spf == SAFI_AUTH_FAIL)
    add (signs, SAFI_ZOMBIE_HELO_DENIED, helo);
}

static void
read_message_id (GPtrArray *signs, const SafiZombieRequest *request)
{
  const char *at = request->message_id != NULL ? strrchr (request->message_id, '@') : NULL;

  if (at != NULL && at[1] != '\0' && is_local_name (request->boundary->helo) &&
      g_ascii_strcasecmp (at + 1, request->boundary->helo) == 0)
    add (signs, SAFI_ZOMBIE_ID_LOCAL, request->message_id);
}

/* The peer itself writes the next older line, whatever way the mail took before. */
static void
read_next_hop (GPtrArray *signs, const SafiZombieRequest *request)
{
  for (guint i = 0; i < request->trace->len; i++) {
    const SafiTraceField *field = request->trace->pdata[i];
    g_autofree char *by = NULL;

    if (field->index != request->boundary->span.next)
      continue;
    by = safi_received_find_by (field->value);
    if (is_own_name (request, by))
      add (signs, SAFI_ZOMBIE_FORGED_HOP, by);
  }
}

static gboolean
may_be_judged (const SafiZombieRequest *request)
{
  const SafiBoundary *boundary = request->boundary;

  return boundary->origin == SAFI_ORIGIN_OUTSIDE && boundary->has_ip &&
         !boundary->is_authenticated && boundary->confidence != SAFI_CONFIDENCE_LOW &&
         !request->is_known;
}

GPtrArray *
safi_zombie_list_signs (const SafiZombieRequest *request)
{
  GPtrArray *signs = g_ptr_array_new_with_free_func (free_sign);

  if (!may_be_judged (request))
    return signs;
  if (request->boundary->n_below == 0 && request->names_mailer)
    add (signs, SAFI_ZOMBIE_DIRECT, request->boundary->helo);
  read_rdns (signs, request);
  read_helo (signs, request);
  read_message_id (signs, request);
  read_next_hop (signs, request);
  return signs;
}
