/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/packs/safi-pack-rows.h"

#include "app/common/safi-plain-row.h"
#include "app/tips/safi-tip-row.h"
#include "words/teaching/safi-words-pack.h"

#define LOGO_PIXELS 48
#define PACK_KEY "safi-pack"

/* A picture that cannot be drawn is left out: the words say all. */
GtkWidget *
safi_pack_rows_new_logo (const SafiPack *pack)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
      pack->logo != NULL ? gdk_texture_new_from_bytes (pack->logo, &error) : NULL;

  if (error != NULL)
    g_debug ("logo: %s", error->message);
  if (texture == NULL)
    return NULL;
  return g_object_new (GTK_TYPE_IMAGE, "paintable", texture, "pixel-size", LOGO_PIXELS,
                       "margin-top", 6, "margin-bottom", 6, "accessible-role",
                       GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

GtkWidget *
safi_pack_rows_new_head (const SafiPack *pack, SafiAge age)
{
  const SafiPackTexts *texts = safi_words_pack_texts (pack);
  g_autofree char *size = safi_words_pack_size (texts, age);
  GtkWidget *row = safi_plain_row_new (*texts->about != '\0' ? texts->about : texts->from, size);
  GtkWidget *logo = safi_pack_rows_new_logo (pack);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (logo != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), logo);
  return row;
}

GtkWidget *
safi_pack_rows_new_signer (const SafiPack *pack)
{
  g_autofree char *digits = safi_words_pack_digits (pack);
  GtkWidget *row = safi_plain_row_new (digits, safi_words_pack_digits_advice (pack));

  gtk_widget_add_css_class (row, "numeric");
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

GtkWidget *
safi_pack_rows_new_day (const SafiPackDay *day)
{
  g_autofree char *date = safi_words_pack_date (day);
  g_autofree char *subtitle = g_strconcat (date, " · ", day->sentence, NULL);

  return safi_plain_row_new (day->title, subtitle);
}

GtkWidget *
safi_pack_rows_new_tip (SafiPack *pack, const SafiTip *tip)
{
  SafiTipRow *row = g_object_new (SAFI_TYPE_TIP_ROW, NULL);

  safi_tip_row_show (row, tip);
  g_object_set_data_full (G_OBJECT (row), PACK_KEY, safi_pack_ref (pack),
                          (GDestroyNotify) safi_pack_unref);
  return GTK_WIDGET (row);
}
