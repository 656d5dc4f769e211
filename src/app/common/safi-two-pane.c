/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-two-pane.h"

#define LIST_WIDTH 340   /* pixels: at least */
#define DETAIL_WIDTH 340 /* pixels: at least */

struct _SafiTwoPane {
  AdwBin parent_instance;

  AdwLeaflet *leaflet;
  AdwBin *list;
  AdwBin *detail;
};

G_DEFINE_FINAL_TYPE (SafiTwoPane, safi_two_pane, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_LIST,
  PROP_DETAIL,
  PROP_SHOWS_DETAIL,
  PROP_FOLDED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void
folded_cb (SafiTwoPane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
visible_child_cb (SafiTwoPane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWS_DETAIL]);
}

static void
safi_two_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SafiTwoPane *self = SAFI_TWO_PANE (object);

  switch (id) {
  case PROP_LIST:
    g_value_set_object (value, adw_bin_get_child (self->list));
    break;
  case PROP_DETAIL:
    g_value_set_object (value, adw_bin_get_child (self->detail));
    break;
  case PROP_SHOWS_DETAIL:
    g_value_set_boolean (value, safi_two_pane_shows_detail (self));
    break;
  case PROP_FOLDED:
    g_value_set_boolean (value, safi_two_pane_is_folded (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
safi_two_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SafiTwoPane *self = SAFI_TWO_PANE (object);

  switch (id) {
  case PROP_LIST:
    adw_bin_set_child (self->list, g_value_get_object (value));
    break;
  case PROP_DETAIL:
    adw_bin_set_child (self->detail, g_value_get_object (value));
    break;
  case PROP_SHOWS_DETAIL:
    safi_two_pane_show_detail (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
safi_two_pane_class_init (SafiTwoPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = safi_two_pane_get_property;
  object_class->set_property = safi_two_pane_set_property;
  properties[PROP_LIST] = g_param_spec_object ("list", NULL, NULL, GTK_TYPE_WIDGET,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DETAIL] = g_param_spec_object ("detail", NULL, NULL, GTK_TYPE_WIDGET,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOWS_DETAIL] =
      g_param_spec_boolean ("shows-detail", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
safi_two_pane_init (SafiTwoPane *self)
{
  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  self->list = ADW_BIN (adw_bin_new ());
  self->detail = ADW_BIN (adw_bin_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->list), LIST_WIDTH, -1);
  /* Else the search field in the list would take half of a wide window. */
  gtk_widget_set_hexpand (GTK_WIDGET (self->list), FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->detail), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->detail), DETAIL_WIDTH, -1);
  adw_leaflet_append (self->leaflet, GTK_WIDGET (self->list));
  adw_leaflet_page_set_navigatable (
      adw_leaflet_append (self->leaflet, gtk_separator_new (GTK_ORIENTATION_VERTICAL)), FALSE);
  adw_leaflet_append (self->leaflet, GTK_WIDGET (self->detail));
  adw_leaflet_set_can_navigate_back (self->leaflet, TRUE);
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self);
  g_signal_connect_swapped (self->leaflet, "notify::visible-child", G_CALLBACK (visible_child_cb),
                            self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->leaflet));
}

gboolean
safi_two_pane_is_folded (SafiTwoPane *self)
{
  return adw_leaflet_get_folded (self->leaflet);
}

gboolean
safi_two_pane_shows_detail (SafiTwoPane *self)
{
  return adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->detail);
}

void
safi_two_pane_show_detail (SafiTwoPane *self, gboolean shows_detail)
{
  adw_leaflet_set_visible_child (self->leaflet,
                                 GTK_WIDGET (shows_detail ? self->detail : self->list));
}
