/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAFI_PLURAL_FORMULA_OCTETS 500

/* Which form of a plural a number takes (gettext's manual, "Additional functions for plural
 * forms"). */
typedef struct {
  guint n_forms; /* 1 … SAFI_CATALOGUE_FORMS_MAX */
  char formula[SAFI_PLURAL_FORMULA_OCTETS];
} SafiPlural;

/* Reads "nplurals=2; plural=n != 1;". Returns: FALSE if it is not such a formula, chooses a form
 * that is not there, or could divide by zero, which would end the program inside of gettext. */
gboolean safi_plural_parse (const char *text, SafiPlural *ret_plural);

/* Whether both have as many forms, and choose the same for each number that is tried. */
gboolean safi_plural_is_same (const SafiPlural *one, const SafiPlural *two);

/* Returns: the form for @n, below n_forms. */
guint safi_plural_choose (const SafiPlural *plural, gulong n);

G_END_DECLS
