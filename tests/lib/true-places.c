/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Loaded before the window (LD_PRELOAD), where GTK is 4.10 or newer, so that a test can use the
 * mouse. There GTK tells the place of a widget as the sum of those of all that it stands in, but
 * each of them is told from within the border and padding of the next, which are left out; and what
 * is not shown keeps its place. Here both are mended, in the process that is tested and nowhere
 * else: a place is counted from edge to edge, and what is not shown has no width and no height. */
#include <math.h>

#include <gtk/gtk.h>

typedef gboolean (*GetBounds) (GtkAccessible *accessible, int *x, int *y, int *width, int *height);

/* Returns: where the edge of a widget is, seen from where its own coordinates begin: not beyond 0.
 */
static graphene_point_t
find_edge (GtkWidget *widget)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT_ZERO;

  return gtk_widget_compute_bounds (widget, widget, &bounds) ? bounds.origin
                                                             : GRAPHENE_POINT_INIT_ZERO;
}

/* Returns: where the edge of a window is, seen from the corner of what X knows as the window. */
static graphene_point_t
find_place_on_surface (GtkWidget *window)
{
  const graphene_point_t edge = find_edge (window);
  double x = 0, y = 0;

  if (GTK_IS_NATIVE (window))
    gtk_native_get_surface_transform (GTK_NATIVE (window), &x, &y);
  return GRAPHENE_POINT_INIT (edge.x + (float) x, edge.y + (float) y);
}

static gboolean
get_true_bounds (GtkAccessible *accessible, int *x, int *y, int *width, int *height)
{
  GtkWidget *widget = GTK_WIDGET (accessible);
  GtkWidget *parent = gtk_widget_get_parent (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT_ZERO;
  graphene_point_t place;

  if (!gtk_widget_get_realized (widget))
    return FALSE;
  *x = *y = *width = *height = 0;
  if (!gtk_widget_get_mapped (widget) ||
      !gtk_widget_compute_bounds (widget, parent != NULL ? parent : widget, &bounds))
    return TRUE;
  place = bounds.origin;
  if (parent != NULL) {
    const graphene_point_t edge = find_edge (parent);

    place = GRAPHENE_POINT_INIT (place.x - edge.x, place.y - edge.y);
  } else {
    place = find_place_on_surface (widget);
  }
  *x = (int) floorf (place.x);
  *y = (int) floorf (place.y);
  *width = (int) ceilf (place.x + bounds.size.width) - *x;
  *height = (int) ceilf (place.y + bounds.size.height) - *y;
  return TRUE;
}

/* Types that are used later take it over from the type they are made of. */
static void
mend_type (GType type, GetBounds wrong)
{
  gpointer class = g_type_class_peek (type);
  GtkAccessibleInterface *interface =
      class != NULL ? g_type_interface_peek (class, GTK_TYPE_ACCESSIBLE) : NULL;
  g_autofree GType *children = g_type_children (type, NULL);

  if (interface != NULL && interface->get_bounds == wrong)
    interface->get_bounds = get_true_bounds;
  for (guint i = 0; children[i] != 0; i++)
    mend_type (children[i], wrong);
}

static gboolean
mend_cb (gpointer user_data G_GNUC_UNUSED)
{
  gpointer class = g_type_class_peek (GTK_TYPE_WIDGET);

  if (class != NULL) {
    GtkAccessibleInterface *interface = g_type_interface_peek (class, GTK_TYPE_ACCESSIBLE);

    mend_type (GTK_TYPE_WIDGET, interface->get_bounds);
  }
  return G_SOURCE_REMOVE;
}

/* The first turn of the main loop comes after GTK was started and before a test can ask. */
__attribute__ ((constructor)) static void
enter (void)
{
  g_idle_add_full (G_PRIORITY_HIGH, mend_cb, NULL, NULL);
}
