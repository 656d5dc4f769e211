/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Questions to the person: the only file that knows AdwMessageDialog, which newer libadwaita
 * replaces. */

typedef enum {
  SAFI_ANSWER_NONE, /* the question was closed */
  SAFI_ANSWER_NO,
  SAFI_ANSWER_YES,
} SafiAnswer;

typedef void (*SafiAnswerFunc) (SafiAnswer answer, gpointer user_data);

/* Asks; @answer is called once.
 * @is_destructive marks yes as something that cannot be undone. All texts are plain. */
void safi_dialogs_ask (GtkWindow *parent,
                       const char *heading,
                       const char *body,
                       const char *no_label,
                       const char *yes_label,
                       gboolean is_destructive,
                       SafiAnswerFunc answer,
                       gpointer user_data);

/* The same with a box to tick, which is not ticked at first. */
typedef void (*SafiOptionFunc) (SafiAnswer answer, gboolean is_ticked, gpointer user_data);
void safi_dialogs_ask_with_option (GtkWindow *parent,
                                   const char *heading,
                                   const char *body,
                                   const char *no_label,
                                   const char *yes_label,
                                   const char *option_label,
                                   SafiOptionFunc answer,
                                   gpointer user_data);

/* Built only when it is wanted: GTK 4.8 hands an assistive program that asks for a window that has
 * just closed the last window of the program instead, and crashes if that was never shown. */
void safi_dialogs_show_shortcuts (GtkWindow *parent);

G_END_DECLS
