/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-card-headers.h"

#include <glib/gi18n.h>

#include "app/common/safi-mail-rows.h"
#include "core/judgement/safi-evidence.h"
#include "words/safi-words.h"

static void
add (GtkListBox *list, const char *name, const char *title, const char *value)
{
  gtk_list_box_append (list, safi_mail_rows_new_header (name, title, value));
}

static void
add_date (GtkListBox *list, gint64 date)
{
  g_autofree char *day = safi_words_date (date, g_get_real_time () / G_USEC_PER_SEC);

  add (list, "Date", _ ("Date"), day);
}

void
safi_card_headers_show (GtkListBox *list, SafiMessage *message, GPtrArray *reasons)
{
  gtk_list_box_append (list, safi_mail_rows_new_from (safi_message_get_from (message)));
  /* Translators: of a message: what its sender says that it is about. */
  add (list, "Subject", _ ("Subject"), safi_message_get_subject (message));
  if (safi_message_get_date (message) != 0)
    add_date (list, safi_message_get_date (message));
  for (guint i = 0; i < reasons->len; i++) {
    const SafiSpot *spot = safi_evidence_get_spot (reasons->pdata[i]);
    const char *value =
        spot->type == SAFI_SPOT_HEADER ? safi_message_get_header (message, spot->header) : NULL;

    if (value != NULL && safi_mail_rows_find_header (list, spot->header) < 0)
      add (list, spot->header, spot->header, value);
  }
}
