/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "auth/dns/safi-zone.h"

G_BEGIN_DECLS

/* tests/auth/vectors/NAME.json: facts with their source. Whatever is missing fails the test. */

/* Returns: (transfer full): the whole file. */
JsonParser *vectors_load (const char *name);

/* Returns: (transfer none): the objects of the array @member. */
JsonArray *vectors_get (JsonParser *parser, const char *member);

/* Returns: (transfer none): "" where @member is missing or null. */
const char *vectors_string (JsonObject *object, const char *member);

/* Returns: (nullable) (transfer none): a member that is a string. */
const char *vectors_find_string (JsonObject *object, const char *member);

/* Returns: (transfer full): NULL-terminated: a member that is an array of strings. */
char **vectors_get_list (JsonObject *object, const char *member);

/* Returns: (transfer full): the member "zone". */
SafiZone *vectors_make_zone (JsonObject *object);

/* A zone that must be right. Returns: (transfer full). */
SafiZone *vectors_new_zone (const char *json);

/* Calls @func for each of the @n objects in "vectors" of the file @name. */
typedef void (*VectorFunc) (JsonObject *vector);
void vectors_run (const char *name, guint n, VectorFunc func);

G_END_DECLS
