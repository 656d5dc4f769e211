/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAFI_SIPHASH_KEY_OCTETS 16

/* SipHash-2-4 (Aumasson and Bernstein, INDOCRYPT 2012): without the key nobody can tell which word
 * a hash stands for, nor write words that collide. */
guint64 safi_siphash (const guint8 *key, const void *data, gsize length);

/* Mixes two keyed hashes and a small number into one. */
guint64 safi_hash_mix (guint64 a, guint64 b, guint number);

G_END_DECLS
