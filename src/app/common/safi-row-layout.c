/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-row-layout.h"

#define GAP 6 /* pixels */

struct _SafiRowLayout {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (SafiRowLayout, safi_row_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Returns: how many children are shown. @ret_minimum, @ret_natural: of the one that asks for most.
 */
static int
measure_children (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *ret_minimum,
                  int *ret_natural)
{
  int n = 0;

  *ret_minimum = *ret_natural = 0;
  for (GtkWidget *i = gtk_widget_get_first_child (widget); i != NULL;
       i = gtk_widget_get_next_sibling (i)) {
    int minimum, natural;

    if (!gtk_widget_should_layout (i))
      continue;
    gtk_widget_measure (i, orientation, for_size, &minimum, &natural, NULL, NULL);
    *ret_minimum = MAX (*ret_minimum, minimum);
    *ret_natural = MAX (*ret_natural, natural);
    n++;
  }
  return n;
}

static int
add_gaps (int size, int n)
{
  return MAX (n * (size + GAP) - GAP, 0);
}

/* Returns: how many stand in a row that is @width wide. */
static int
count_columns (GtkWidget *widget, int width)
{
  int minimum, natural;
  int n = measure_children (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural);

  return width < 0 || add_gaps (natural, n) <= width ? n : 1;
}

static int
find_child_width (int width, int n_columns)
{
  return width < 0 ? -1 : (width + GAP) / n_columns - GAP;
}

static GtkSizeRequestMode
safi_row_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
safi_row_layout_measure (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  int n_columns, n;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    n = measure_children (widget, orientation, -1, minimum, natural);
    *natural = add_gaps (*natural, n);
    return;
  }
  n_columns = MAX (count_columns (widget, for_size), 1);
  n = measure_children (widget, orientation, find_child_width (for_size, n_columns), minimum,
                        natural);
  *minimum = add_gaps (*minimum, n_columns > 1 ? 1 : n);
  *natural = add_gaps (*natural, n_columns > 1 ? 1 : n);
}

static void
safi_row_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget *widget,
                          int width,
                          int height,
                          int baseline)
{
  const int n_columns = MAX (count_columns (widget, width), 1);
  const gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation place = { .width = find_child_width (width, n_columns) };
  int minimum, natural, at = 0;
  int n = measure_children (widget, GTK_ORIENTATION_VERTICAL, place.width, &minimum, &natural);

  place.height = n_columns > 1 || n == 0 ? height : (height + GAP) / n - GAP;
  for (GtkWidget *i = gtk_widget_get_first_child (widget); i != NULL;
       i = gtk_widget_get_next_sibling (i)) {
    if (!gtk_widget_should_layout (i))
      continue;
    if (n_columns > 1)
      place.x = (is_rtl ? n - 1 - at : at) * (place.width + GAP);
    else
      place.y = at * (place.height + GAP);
    gtk_widget_size_allocate (i, &place, -1);
    at++;
  }
}

static void
safi_row_layout_class_init (SafiRowLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = safi_row_layout_get_request_mode;
  layout_class->measure = safi_row_layout_measure;
  layout_class->allocate = safi_row_layout_allocate;
}

static void
safi_row_layout_init (SafiRowLayout *self)
{
}
