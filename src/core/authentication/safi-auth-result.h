/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/authentication/safi-auth-code.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Who really sent a message, as far as it was found out. */
typedef enum {
  SAFI_IDENTITY_UNKNOWN,       /* it could not be checked: no network, old mail, mail from inside */
  SAFI_IDENTITY_AUTHENTICATED, /* the domain in From sent it, or signed it */
  SAFI_IDENTITY_OTHER,         /* another domain did: a mailing list, a mailing service */
  SAFI_IDENTITY_SPOOFED,       /* the domain in From says that such mail is not its own */
  SAFI_IDENTITY_CONTRADICTED,  /* mail from there always proved itself before, this does not */
  SAFI_IDENTITY_UNAUTHENTICATED, /* nothing proves it, nothing forbids it */
} SafiIdentity;

/* Returns: "authenticated" ... */
const char *safi_identity_to_string (SafiIdentity self);

typedef enum {
  SAFI_AUTH_METHOD_SPF,
  SAFI_AUTH_METHOD_SENDER_ID,
  SAFI_AUTH_METHOD_DKIM,
  SAFI_AUTH_METHOD_DMARC,
  SAFI_AUTH_METHOD_ARC,
  SAFI_AUTH_METHOD_CSA,    /* may the relay greet with that name */
  SAFI_AUTH_METHOD_HELO,   /* does that name lead to the relay */
  SAFI_AUTH_METHOD_IPREV,  /* do the relay's names lead back to it */
  SAFI_AUTH_METHOD_BOUNCE, /* pass: it returns what was sent from here; fail: what was not */
  SAFI_AUTH_METHOD_VBR,    /* does somebody whom the person trusts vouch for it */
  SAFI_AUTH_METHOD_DNA,    /* what do those say of whoever sent it */
  SAFI_AUTH_METHOD_DNSBL,  /* pass: the relay stands on no list that the person chose */
  SAFI_AUTH_METHOD_BIMI,   /* does the author's domain publish a picture */
  SAFI_AUTH_METHOD_DKIM2,  /* neutral: it is there, and nobody here reads it yet */
  SAFI_N_AUTH_METHODS,
} SafiAuthMethod;

/* Returns: "spf", "sender-id" ...; the names of RFC 8601 where it has one. */
const char *safi_auth_method_to_string (SafiAuthMethod self);

typedef enum {
  SAFI_AUTH_BY_PROVIDER, /* reported by the person's own provider */
  SAFI_AUTH_BY_US,       /* computed here */
} SafiAuthSource;

#define SAFI_AUTH_ROWS_MAX 40
#define SAFI_AUTH_SIGNS_MAX 20
#define SAFI_AUTH_TEXT_OCTETS_MAX 300 /* of one string; the rest is cut */

/* One mechanism's word. Strings are valid UTF-8 and a stranger's. */
typedef struct {
  SafiAuthMethod method;
  SafiAuthSource source;
  SafiAuthCode code;
  char *domain; /* whom it is about; "" if nobody */
  char *reason; /* in a few technical words; "" if there is nothing to say */
} SafiAuthRow;

/* What authentication found for one message: reference-counted; may cross threads. No field
 * changes once it was given out. */
typedef struct {
  SafiIdentity identity;
  char *author; /* the domain in From, A-label; "" if there is none */
  char *domain; /* who proved himself; "" if nobody did */
  char *ip;     /* the peer that handed it to the provider; "" if not known */
  char *helo;
  char *rdns;
  char *by;                     /* the provider's server that took it in */
  gint64 received;              /* seconds UTC; 0 if not known */
  gint64 computed;              /* seconds UTC */
  gboolean is_final;            /* FALSE: asking again later may tell more */
  gboolean wants_whole;         /* the whole message would tell more */
  gboolean has_several_authors; /* From names several domains */
  gboolean has_added_field;     /* what people see was added above what was signed */
  GPtrArray *rows;              /* (element-type SafiAuthRow) */
  GPtrArray *signs;             /* (element-type utf8): signs of an infected computer: "direct" */
} SafiAuthResult;

/* Strings are "", arrays empty. Only its maker fills it, before it is given out. */
SafiAuthResult *safi_auth_result_new (void);
SafiAuthResult *safi_auth_result_ref (SafiAuthResult *self);
void safi_auth_result_unref (SafiAuthResult *self);

/* Replaces the string at @field by at most SAFI_AUTH_TEXT_OCTETS_MAX octets of @value (nullable).
 */
void safi_auth_result_set_text (char **field, const char *value);

/* Beyond SAFI_AUTH_ROWS_MAX rows are left out. @domain, @reason: (nullable). */
void safi_auth_result_add_row (SafiAuthResult *self,
                               SafiAuthMethod method,
                               SafiAuthSource source,
                               SafiAuthCode code,
                               const char *domain,
                               const char *reason);

/* Returns: (transfer none) (nullable): the row to believe: the provider's, else our own; of
 * several, one that passes. */
const SafiAuthRow *safi_auth_result_find (const SafiAuthResult *self, SafiAuthMethod method);

/* What the store keeps. Returns: (transfer full). */
GBytes *safi_auth_result_to_bytes (const SafiAuthResult *self);

/* Returns: (transfer full) (nullable): NULL if these octets are none of ours. */
SafiAuthResult *safi_auth_result_new_from_bytes (GBytes *octets);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiAuthResult, safi_auth_result_unref)

G_END_DECLS
