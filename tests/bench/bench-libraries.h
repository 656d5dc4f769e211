/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What other programs read mail with, as the measure of speed. */

typedef void (*BenchReader) (GBytes *octets, gpointer user_data);

/* GMime's parser with libxml2's HTML parser, each text part decoded to UTF-8. */
void bench_read_with_libraries (GBytes *octets, gpointer user_data);

/* Returns: (transfer full) (nullable) (element-type GBytes): the messages whose paths the file
 * @list names, one per line, read into memory. */
GPtrArray *bench_load (const char *list);

/* Returns: messages per second of processor time. */
double bench_measure (GPtrArray *messages, BenchReader reader, gpointer user_data);

G_END_DECLS
