/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* Lines of a sheet or a report in plain text, for the files of this folder. */

/* A blank line, then @title. */
void safi_words_add_title (GString *text, const char *title);

/* "NAME: VALUE", with the colon as the language has it. @value is Safibox's own. */
void safi_words_add_line (GString *text, const char *name, const char *value);

/* The same with a stranger's words: cut, without control characters, within an isolate. */
void safi_words_add_stranger (GString *text, const char *name, const char *value);

/* Whom the message says that it is from; nothing if it names nobody. */
void safi_words_add_sender (GString *text, SafiMessage *message);

G_END_DECLS
