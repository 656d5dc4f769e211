/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is said while one signs in. Translated, plain text. */

/* The page that the browser shows at the end; the strings live for ever. */
void safi_words_browser_page (const char **ret_title,
                              const char **ret_welcome,
                              const char **ret_refusal);

/* How one gets an app password, step by step, in the order to be done. @host: the IMAP server;
 * @provider: its name to be shown. An unknown server has the steps that most have.
 * Returns: (transfer full) (array zero-terminated=1). */
char **safi_words_app_password_steps (const char *host, const char *provider);

G_END_DECLS
