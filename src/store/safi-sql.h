/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SQLite for this folder only: one connection with its prepared statements, and its result codes as
 * SAFI_ERROR. One thread. */
typedef struct _SafiSql SafiSql;

/* A prepared statement on loan from its connection: bind, run, read; then safi_query_end. */
typedef struct _SafiQuery SafiQuery;

/* @path must exist unless it is ":memory:". Nothing is written by opening. A file that can only be
 * read gives SAFI_ERROR_STORE_READ_ONLY unless @read_only. */
SafiSql *safi_sql_open (const char *path, gboolean read_only, GError **error);
void safi_sql_close (SafiSql *self);
/* The same without moving the write-ahead log into the file: leaves every octet as it was. */
void safi_sql_close_untouched (SafiSql *self);

/* Runs statements that return nothing of interest. @script: ours, never made from data. */
gboolean safi_sql_run_script (SafiSql *self, const char *script, GError **error);
/* TRUE if a connection of this process read what SQLite cannot have written, and nobody has done
 * anything about it yet. Any thread. */
gboolean safi_sql_has_met_damage (void);
void safi_sql_forget_damage (void);

/* FALSE after SQLite itself has rolled a transaction back (disk full, input/output error). */
gboolean safi_sql_is_in_transaction (SafiSql *self);
/* While TRUE, every query outside a transaction fails: what is left of a batch whose transaction
 * SQLite has rolled back must not be committed piece by piece. */
void safi_sql_expect_transaction (SafiSql *self, gboolean expected);
gint64 safi_sql_get_last_id (SafiSql *self);
guint safi_sql_get_n_changed (SafiSql *self); /* rows, by the last statement */

/* @text: SQL with ? for every value; made of literals, never from data. Its statement is kept and
 * used again. Must not be in use already. Returns: NULL with @error. */
SafiQuery *safi_sql_query (SafiSql *self, const char *text, GError **error);
void safi_query_end (SafiQuery *self);

/* Each binds the next ?. The octets must live until the query ends. */
void safi_query_bind_int (SafiQuery *self, gint64 value);
void safi_query_bind_id (SafiQuery *self, gint64 value); /* 0 becomes NULL */
void safi_query_bind_double (SafiQuery *self, double value);
void safi_query_bind_text (SafiQuery *self, const char *value);   /* (nullable) UTF-8 */
void safi_query_bind_octets (SafiQuery *self, const char *value); /* any octets but NUL */
void safi_query_bind_blob (SafiQuery *self, gconstpointer data, gsize size);
void safi_query_bind_null (SafiQuery *self);

/* @ret_row: whether there is a row to read; FALSE at the end. */
gboolean safi_query_next (SafiQuery *self, gboolean *ret_row, GError **error);
/* To the end, for statements without rows. */
gboolean safi_query_run (SafiQuery *self, GError **error);

/* Columns of the current row, from 0. */
gint64 safi_query_get_int (SafiQuery *self, int column); /* NULL reads as 0 */
gboolean safi_query_is_null (SafiQuery *self, int column);
double safi_query_get_double (SafiQuery *self, int column);
const char *safi_query_get_text (SafiQuery *self, int column); /* (nullable), until next or end */
gconstpointer safi_query_get_blob (SafiQuery *self, int column, gsize *ret_size); /* the same */

/* Runs @text, which has no ?, and reads the first column of its only row. */
gboolean safi_sql_get_int (SafiSql *self, const char *text, gint64 *ret_value, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiSql, safi_sql_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiQuery, safi_query_end)

G_END_DECLS
