/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-labels.h"

#include <string.h>

#include <gtk/gtk.h>

#include "core/text/safi-text.h"

#define WHOLE_WORDS "safi-whole-words" /* the attributes that a layout was given here */

static void (
    *measure_label) (GtkWidget *, GtkOrientation, int for_size, int *, int *, int *, int *);
static void (*snapshot_label) (GtkWidget *, GtkSnapshot *);

static gboolean
is_letter (const char *at)
{
  return at != NULL && g_unichar_isalnum (g_utf8_get_char (at));
}

/* Whether one letter stands alone before the hyphen at @at, and a word behind it. */
static gboolean
is_after_one_letter (const char *text, const char *at)
{
  const char *letter = g_utf8_find_prev_char (text, at);
  const char *before = letter != NULL ? g_utf8_find_prev_char (text, letter) : NULL;

  return is_letter (letter) && !is_letter (before) && is_letter (at + 1);
}

/* Lets no line of @text end between @start and @end. */
static void
join (PangoAttrList *attributes, const char *text, const char *start, const char *end)
{
  PangoAttribute *whole = pango_attr_allow_breaks_new (FALSE);

  whole->start_index = (guint) (start - text);
  whole->end_index = (guint) (end - text);
  pango_attr_list_insert (attributes, whole);
}

/* "e-mail" and "100 %" stay whole. */
static void
join_single_signs (PangoAttrList *attributes, const char *text)
{
  for (const char *at = strpbrk (text, "-%"); at != NULL; at = strpbrk (at + 1, "-%"))
    if (*at == '-' && is_after_one_letter (text, at))
      join (attributes, text, at, g_utf8_next_char (at + 1));
    else if (*at == '%' && at > text && at[-1] == ' ')
      join (attributes, text, at - 1, at + 1);
}

static void
keep_words (PangoLayout *layout, gboolean may_break)
{
  PangoAttrList *attributes = pango_layout_get_attributes (layout);
  g_autoptr (PangoAttrList) whole = NULL;

  if (attributes != NULL && g_object_get_data (G_OBJECT (layout), WHOLE_WORDS) == attributes)
    return;
  whole = attributes != NULL ? pango_attr_list_copy (attributes) : pango_attr_list_new ();
  if (may_break)
    pango_attr_list_insert (whole, pango_attr_insert_hyphens_new (FALSE));
  join_single_signs (whole, pango_layout_get_text (layout));
  pango_layout_set_attributes (layout, whole);
  /* As long as it is kept there, no other list can come to lie in its place. */
  g_object_set_data_full (G_OBJECT (layout), WHOLE_WORDS, g_steal_pointer (&whole),
                          (GDestroyNotify) pango_attr_list_unref);
}

/* Pango lets the first letter of a line decide where it begins, also one of a name in it. */
static void
set_direction (GtkLabel *label, PangoLayout *layout)
{
  const gboolean is_ours = gtk_widget_get_direction (GTK_WIDGET (label)) == GTK_TEXT_DIR_RTL &&
                           safi_text_is_right_to_left (gtk_label_get_text (label));

  pango_layout_set_auto_dir (layout, !is_ours);
}

/* A label makes its layout anew when it likes, so this is done before each use of it. */
static void
mend_layout (GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);

  if (gtk_label_get_wrap (label))
    keep_words (layout, gtk_label_get_wrap_mode (label) != PANGO_WRAP_WORD);
  set_direction (label, layout);
}

/* A horizontal box, as in a row with an arrow or beside the place for a group's button, asks how
 * wide a text is at the height that it gets. GTK 4.8 looks for the answer by halving, as if a
 * narrower text were never lower; for some sentences in Arabic, Bengali and Hindi that ends at the
 * width of a single line, which then reaches out of the window. So a text that can be wrapped never
 * wants more than it wants at any height: its longest word. */
static void
measure_cb (GtkWidget *widget,
            GtkOrientation orientation,
            int for_size,
            int *minimum,
            int *natural,
            int *minimum_baseline,
            int *natural_baseline)
{
  int least, most;

  mend_layout (GTK_LABEL (widget));
  measure_label (widget, orientation, for_size, minimum, natural, minimum_baseline,
                 natural_baseline);
  if (orientation != GTK_ORIENTATION_HORIZONTAL || for_size < 0 ||
      !gtk_label_get_wrap (GTK_LABEL (widget)))
    return;
  measure_label (widget, orientation, -1, &least, &most, minimum_baseline, natural_baseline);
  *minimum = MIN (*minimum, least);
}

static void
snapshot_cb (GtkWidget *widget, GtkSnapshot *snapshot)
{
  mend_layout (GTK_LABEL (widget));
  snapshot_label (widget, snapshot);
}

void
safi_labels_mend (void)
{
  /* The class stays as long as the program. */
  GtkWidgetClass *widget_class = g_type_class_ref (GTK_TYPE_LABEL);

  g_return_if_fail (measure_label == NULL);
  measure_label = widget_class->measure;
  snapshot_label = widget_class->snapshot;
  widget_class->measure = measure_cb;
  widget_class->snapshot = snapshot_cb;
}
