/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* tests/auth/vectors/NAME.json: facts with their source. Whatever is missing fails the test. */

/* Returns: (transfer full): the whole file. */
JsonParser *vectors_load (const char *name);

/* Returns: (transfer none): the objects of the array @member. */
JsonArray *vectors_get (JsonParser *parser, const char *member);

/* Returns: (transfer none): "" where @member is missing or null. */
const char *vectors_string (JsonObject *object, const char *member);

G_END_DECLS
