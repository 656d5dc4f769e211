/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The numbers that a person writes down while all is calm. They stay in the settings of this
 * person on this computer. */
#define SAFI_TYPE_MY_NUMBERS (safi_my_numbers_get_type ())
G_DECLARE_FINAL_TYPE (SafiMyNumbers, safi_my_numbers, SAFI, MY_NUMBERS, AdwPreferencesGroup)

#define SAFI_MY_NUMBER_CHARS_MAX 60

typedef struct {
  const char *title; /* "My bank", as said now */
  char *value;
} SafiMyNumber;

/* Those that are written down, in the order of the form.
 * Returns: (transfer full) (element-type SafiMyNumber). */
GPtrArray *safi_my_numbers_list (GSettings *settings);

/* The form: what is typed is kept at once. @settings is kept until the form goes. */
void safi_my_numbers_edit (SafiMyNumbers *self, GSettings *settings);

G_END_DECLS
