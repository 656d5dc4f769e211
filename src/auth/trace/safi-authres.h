/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/authentication/safi-auth-code.h"

G_BEGIN_DECLS

#define SAFI_AUTHRES_OCTETS_MAX 65536   /* of one field */
#define SAFI_AUTHRES_RESULTS_MAX 100    /* of one field; the rest is left out */
#define SAFI_AUTHRES_PROPERTIES_MAX 100 /* of one result; the rest is left out */

typedef struct {
  char *name; /* "reason", "header.d": lower case, as written where a property has no type */
  char *value;
} SafiAuthresProperty;

typedef struct {
  char *method;          /* lower case, without version: "dkim" */
  char *word;            /* the result in lower case: "bestguesspass" */
  SafiAuthCode code;     /* what it means in the words of RFC 8601 */
  GPtrArray *properties; /* (element-type SafiAuthresProperty) */
} SafiAuthresResult;

/* What one Authentication-Results field says (RFC 8601, 2.2). Whether to believe it is another
 * question: see safi-authres-trusted.h. */
typedef struct {
  char *id;           /* the authserv-id, lower case; "" if there is none */
  GPtrArray *results; /* (element-type SafiAuthresResult) */
} SafiAuthres;

/* Reads what real providers write: an empty authserv-id, "/", ":" and "=" in bare values, words
 * that belong to nothing, ";" at the end. @value: unfolded. Returns: (transfer full) (nullable):
 * NULL if it is too long, empty, of a version other than 1, or has a comment or quotes that do not
 * end. On every thread. */
SafiAuthres *safi_authres_parse (const char *value);

/* The same for ARC-Authentication-Results, which begins with its instance (RFC 8617, 4.1.1). */
SafiAuthres *safi_authres_parse_arc (const char *value, guint *ret_instance);

void safi_authres_free (SafiAuthres *self);

/* The first result of @method. Returns: (transfer none) (nullable). */
const SafiAuthresResult *safi_authres_find (const SafiAuthres *self, const char *method);

/* Returns: (transfer none) (nullable): the first value of that name. */
const char *safi_authres_result_get (const SafiAuthresResult *self, const char *name);

/* The domain that the result is about: of "header.d", else behind the @ of "header.i"; of
 * "smtp.mailfrom", "header.from" the same way. Returns: (transfer full): A-label form, "" if none.
 */
char *safi_authres_result_get_domain (const SafiAuthresResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiAuthres, safi_authres_free)

G_END_DECLS
