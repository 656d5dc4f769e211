/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The desktop's speech service, Speech Dispatcher, in its own words: the Speech Synthesis Internet
 * Protocol, lines over a socket of this computer. Blocking; each call on a thread of its own, never
 * the main one. A connection lives for one call, so that the service may end when nobody speaks.
 *
 * Only a Unix socket is used: no text leaves the computer. */

#define SAFI_SSIP_LINE_MAX 1024      /* octets of an answer's line */
#define SAFI_SSIP_LINES_MAX 50000    /* of one answer; espeak-ng alone has 13,000 voices */
#define SAFI_SSIP_TAG_MAX 35         /* octets of a language */
#define SAFI_SSIP_LANGUAGES_MAX 1000 /* different ones that are remembered */

/* Starts the service where it is installed and does not run. Returns: (transfer full) (element-type
 * utf8): the languages that it has voices for, in its order; NULL on error. */
GPtrArray *safi_ssip_list_languages (GCancellable *cancellable, GError **error);

/* Reads @text aloud, as plain text, and returns when that is done. When @cancellable, which there
 * must be, is cancelled, it falls silent at once. @language: one of safi_ssip_list_languages ().
 * @rate: -100 … 100, 0 = as the person set it for the whole desktop. */
gboolean safi_ssip_speak (const char *text,
                          const char *language,
                          int rate,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
