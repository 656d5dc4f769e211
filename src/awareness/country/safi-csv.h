/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads comma-separated values (RFC 4180: quotes, doubled quotes) record by record. Takes
 * files of strangers: what is beyond a limit, not UTF-8, or holds a line break, a character that
 * controls a terminal or one that turns the direction of a text is a fault. */
#define SAFI_CSV_OCTETS_MAX 262144    /* of a file */
#define SAFI_CSV_RECORDS_MAX 2000     /* of a file, its head among them */
#define SAFI_CSV_FIELDS_MAX 32        /* of a record */
#define SAFI_CSV_FIELD_OCTETS_MAX 600 /* of a field */

typedef struct {
  const char *at;
  const char *end;
  guint line; /* where the next record begins */
  guint n_records;
  GBytes *octets;
} SafiCsv;

/* @self is to be cleared, also after a fault. FALSE with @error: too large, or not UTF-8. */
gboolean safi_csv_init (SafiCsv *self, GBytes *octets, GError **error);
void safi_csv_clear (SafiCsv *self);

/* Returns: (transfer full) (nullable) (element-type utf8): the next record; NULL at the end, and
 * NULL with @error (G_IO_ERROR_INVALID_DATA; it names the line) at a fault. */
GPtrArray *safi_csv_read (SafiCsv *self, GError **error);

/* Whether all fields of @record are empty: programs for tables leave such rows at the end. */
gboolean safi_csv_is_empty (GPtrArray *record);

/* Whether @text (valid UTF-8) holds no character that a field may not hold. */
gboolean safi_csv_is_plain (const char *text);

G_END_DECLS
