/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Puts letters behind a right-to-left override (U+202E) into the order in which they are seen, up
 * to the end of the override (U+202C) or of the line. The override stays, the length does not
 * change.
 * @text: valid UTF-8; read from octet @start on. */
void safi_direction_settle (GString *text, gsize start);

G_END_DECLS
