/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @c as far as people write the same word in the same way: in lower case, without accents on Latin
 * letters, Arabic vowel signs, tatweel and dots below Indic letters; full-width letters are ASCII
 * ones; Arabic and Ethiopic letters of one sound are one. The result is never longer in UTF-8 than
 * @c. Returns: 0 if nothing is left of it. */
gunichar safi_letter_fold (gunichar c);

G_END_DECLS
