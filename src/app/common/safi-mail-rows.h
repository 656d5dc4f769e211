/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/judgement/safi-evidence.h"
#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* Rows for boxed lists that show a stranger's words: neutralised, isolated, never markup. */

/* Takes all rows out. */
void safi_mail_rows_clear (GtkListBox *list);

/* A row for header field @name, with @title for people and @value, which may be long. */
GtkWidget *safi_mail_rows_new_header (const char *name, const char *title, const char *value);
GtkWidget *safi_mail_rows_new_from (const SafiAddress *from); /* @from: (nullable) */
/* The place of header field @name in @list, -1 if it has no row. */
int safi_mail_rows_find_header (GtkListBox *list, const char *name);
GtkWidget *safi_mail_rows_new_attachment (const SafiAttachment *attachment);

/* A numbered reason with what to do; @show_cb (GtkButton *, user_data) is connected to its button
 * if the evidence has a place in the message, and finds the number (from 0) in the button's data
 * "reason". */
GtkWidget *safi_mail_rows_new_reason (SafiEvidence *evidence,
                                      guint index,
                                      gboolean with_advice,
                                      GCallback show_cb,
                                      gpointer user_data);

G_END_DECLS
