/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "auth/safi-zone.h"

G_BEGIN_DECLS

/* Calls @func for each of the @n objects in "vectors" of tests/auth/vectors/@name.json. */
typedef void (*TestVectorFunc) (JsonObject *vector);
void test_vectors_run (const char *name, guint n, TestVectorFunc func);

/* Returns: (nullable) (transfer none): a member that is a string. */
const char *test_vector_get (JsonObject *vector, const char *member);

/* Returns: (transfer full): NULL-terminated: a member that is an array of strings. */
char **test_vector_get_list (JsonObject *vector, const char *member);

/* Returns: (transfer full): the member "zone". */
SafiZone *test_vector_make_zone (JsonObject *vector);

/* A zone that must be right. Returns: (transfer full). */
SafiZone *test_zone_new (const char *json);

G_END_DECLS
