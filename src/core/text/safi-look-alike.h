/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The ASCII letter or digit that @c looks like (UTS 39, ICU's table of confusables): Cyrillic "а",
 * full-width "ａ" and mathematical "𝐚" all look like "a". 0 if it looks like none. Letters of
 * scripts that nobody mistakes for Latin give 0. */
char safi_look_alike (gunichar c);

/* Characters without a picture of their own, put between letters to hide words from filters: soft
 * hyphen, zero-width space and joiners, direction marks, variation selectors, tags. */
gboolean safi_is_invisible (gunichar c);

G_END_DECLS
