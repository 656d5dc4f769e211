/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Plain text on as many lines as it needs. @css_class: (nullable). */
GtkWidget *safi_wrapped_label_new (const char *text, const char *css_class);

/* Lets the words of each button in @box stand below each other where a language has long ones: side
 * by side they would be wider than the narrowest window. */
void safi_wrapped_label_use_in_buttons (GtkWidget *box);

/* Lets the title of an AdwPreferencesGroup stand on as many lines as it needs: the toolkit cuts it.
 */
void safi_wrapped_label_use_in_title (GtkWidget *group);

G_END_DECLS
