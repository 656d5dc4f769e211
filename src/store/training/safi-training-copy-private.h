/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-error.h"
#include "store/training/safi-training-copy.h"

G_BEGIN_DECLS

/* The file: this line, a body, and SHA-256 of both. The digest finds damage; it proves nothing
 * about who wrote it. */
#define SAFI_COPY_HEAD "safibox-training "
#define SAFI_COPY_FORMAT 1
#define SAFI_COPY_HEAD_OCTETS_MAX 32 /* the line, whatever its number */
#define SAFI_COPY_DIGEST_OCTETS 32

/* identity, class, strength (quarters), time, log_odds, passes, step and square of both kinds of
 * grams, codes, features, grams, text_grams. */
#define SAFI_COPY_MESSAGE_TYPE "(syyxduiuiusayayay)"
/* model, tokeniser, key, messages; always little-endian. */
#define SAFI_COPY_BODY_TYPE "(uuaya" SAFI_COPY_MESSAGE_TYPE ")"

/* Appends SHA-256 of what is in @file. */
void safi_copy_append_digest (GByteArray *file);

/* Returns: FALSE, so that it can be returned. */
gboolean safi_copy_set_fault (SafiError code, const char *what, GError **error);

G_END_DECLS
