/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-report-rows.h"

#include <glib/gi18n.h>

#include "app/common/safi-plain-row.h"
#include "app/common/safi-wrapped-label.h"
#include "app/help/safi-contact-rows.h"
#include "core/text/safi-text.h"
#include "words/report/safi-words-route.h"

/* @name: with {0} for the value, for those who hear it. */
static GtkWidget *
new_button (const char *label, const char *name, const char *action, const char *value)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  const char *args[] = { value, NULL };
  g_autofree char *whole = safi_text_fill (name, args);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  whole, -1);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 6);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", value);
  return button;
}

static GtkWidget *
new_named (const SafiRoute *route, const GDate *today, gboolean can_compose)
{
  GtkWidget *row = safi_contact_rows_new_fact (route->fact, today, NULL);
  GtkWidget *words = safi_contact_rows_get_words (row);

  gtk_box_append (GTK_BOX (words),
                  safi_wrapped_label_new (safi_words_route_advice (route->way), NULL));
  if ((route->way == SAFI_ROUTE_MAIL || route->way == SAFI_ROUTE_WRITE) && can_compose)
    gtk_box_append (GTK_BOX (words),
                    new_button (_ ("Open in mail program"),
                                /* Translators: {0} is an e-mail address. */
                                _ ("A new message to {0}, which you can read before you send it"),
                                "report.compose", route->fact->value));
  if (route->way == SAFI_ROUTE_WEB)
    gtk_box_append (GTK_BOX (words),
                    /* Translators: on a button: opens the page of whoever takes reports. */
                    new_button (_ ("Open in browser"),
                                /* Translators: {0} is a web address. */
                                _ ("Opens {0} in the browser"), "report.open", route->fact->value));
  return row;
}

GtkWidget *
safi_report_rows_new (const SafiRoute *route, const GDate *today, gboolean can_compose)
{
  return route->fact != NULL ? new_named (route, today, can_compose)
                             : safi_plain_row_new (safi_words_route_title (route->way),
                                                   safi_words_route_advice (route->way));
}
