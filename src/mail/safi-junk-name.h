/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a new Junk folder may be named, the best first: in the language of the mailbox's other
 * folders, then in English. @leaves: (element-type utf8): their names, without what they stand
 * below. English names do not tell a language, because servers make such folders by themselves; nor
 * do names of several languages that are told equally often.
 * Returns: (transfer full): NULL-terminated, never empty, each once. */
char **safi_junk_name_list (GPtrArray *leaves);

G_END_DECLS
