/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Catalogues: one of the programs, and one of the tips, so that a language can have the tips
 * without the window. */
#define SAFI_TIPS_DOMAIN "safibox-tips"

/* Tells gettext once, before anything is said, where both are. Main thread. */
void safi_words_bind_catalogues (void);

/* The line of a catalogue's header that names who has looked through all of it as a native reader;
 * a catalogue without it is a draft. */
#define SAFI_REVIEWER_FIELD "X-Safibox-Reviewer"

/* Whether the catalogue of @domain (GETTEXT_PACKAGE or SAFI_TIPS_DOMAIN) that is spoken now is such
 * a draft. English is none. Main thread. */
gboolean safi_words_is_draft (const char *domain);

/* Returns: (transfer none): the folder that has a folder for each language. */
const char *safi_words_get_catalogue_dir (void);

/* In the locale "C" gettext does not even look at LANGUAGE, and since glibc 2.41 not in C.UTF-8
 * either. So the messages get a locale that means the same under another name, which is installed
 * beside the program; numbers, dates and order are left as they are. At the start, before any
 * thread. */
void safi_words_leave_c_locale (void);

/* Whoever is asked from now on answers in @language ("sw", "pt_BR"), also where the system has no
 * locale of it; NULL is what LANGUAGE says where it is not set. Main thread.
 * Returns: (transfer full) (nullable): what was spoken before, for this function. */
char *safi_words_speak (const char *language);

/* Returns: (transfer none): the code of the language spoken now, as its catalogue gives it: 2 to 35
 * letters, digits and "-"; "en" if it gives anything else. */
const char *safi_words_get_language (void);

G_END_DECLS
