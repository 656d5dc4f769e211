/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-message-row.h"

#include <adwaita.h>

#define SYMBOL 16 /* pixels */
#define SYMBOL_DROP 3
#define GAP 9 /* between what stands side by side */
#define LINE_GAP 2
#define WIDTH_MIN 120
#define WIDTH_NATURAL 240
#define SMALL 0.82       /* of the text size, as libadwaita's .caption */
#define DIM 0.55         /* opacity, as its .dim-label */
#define DIM_CONTRAST 0.9 /* the same in high contrast */

struct _SafiMessageRow {
  GtkWidget parent_instance;

  SafiMessageWords *words;                   /* (nullable): not laid out yet */
  PangoLayout *lines[SAFI_MESSAGE_N_PLACES]; /* (nullable): NULL = the row has no such line */
  GtkWidget *check;                          /* (nullable): only while messages are chosen */
  guint resizing;                            /* an idle source, or 0 */

  GtkListItem *list_item; /* (nullable): not owned; what the row is the child of */
  SafiMessageItem *item;  /* (nullable) */
  gulong changed_handler;
  gboolean is_chosen;
  gboolean is_selecting;
  gboolean is_hiding; /* who sent it, and what about */
};

G_DEFINE_FINAL_TYPE (SafiMessageRow, safi_message_row, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_CHOSEN,
  PROP_SELECTING,
  PROP_HIDING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/* How a place looks. The end of a domain tells whose it is. */
static const struct {
  PangoEllipsizeMode ellipsize;
  gboolean is_bold, is_small, is_dim;
} looks[SAFI_MESSAGE_N_PLACES] = {
  [SAFI_MESSAGE_SENDER] = { PANGO_ELLIPSIZE_END, TRUE, FALSE, FALSE },
  [SAFI_MESSAGE_DOMAIN] = { PANGO_ELLIPSIZE_START, FALSE, TRUE, TRUE },
  [SAFI_MESSAGE_TIME] = { PANGO_ELLIPSIZE_NONE, FALSE, TRUE, TRUE },
  [SAFI_MESSAGE_SUBJECT] = { PANGO_ELLIPSIZE_END, FALSE, FALSE, FALSE },
  [SAFI_MESSAGE_SUMMARY] = { PANGO_ELLIPSIZE_END, FALSE, TRUE, FALSE },
};

/* Below the sender and the time, which stand side by side. */
static const SafiMessagePlace below[] = { SAFI_MESSAGE_DOMAIN, SAFI_MESSAGE_SUBJECT,
                                          SAFI_MESSAGE_SUMMARY };

static PangoLayout *
line_new (SafiMessageRow *self, SafiMessagePlace place)
{
  PangoLayout *line = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  PangoAttrList *attributes = pango_attr_list_new ();

  if (looks[place].is_bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (looks[place].is_small)
    pango_attr_list_insert (attributes, pango_attr_scale_new (SMALL));
  pango_layout_set_attributes (line, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_ellipsize (line, looks[place].ellipsize);
  pango_layout_set_single_paragraph_mode (line, TRUE);
  return line;
}

static int
measure_line (PangoLayout *line)
{
  int height = 0;

  if (line != NULL)
    pango_layout_get_pixel_size (line, NULL, &height);
  return height;
}

static int
measure_first_line (SafiMessageRow *self)
{
  return MAX (measure_line (self->lines[SAFI_MESSAGE_SENDER]),
              measure_line (self->lines[SAFI_MESSAGE_TIME]));
}

static int
measure_lines (SafiMessageRow *self)
{
  int height = measure_first_line (self);

  for (guint i = 0; i < G_N_ELEMENTS (below); i++)
    if (self->lines[below[i]] != NULL)
      height += LINE_GAP + measure_line (self->lines[below[i]]);
  return height;
}

/* While one scrolls a row is often filled several times before it is drawn once. */
static void
lay_out (SafiMessageRow *self)
{
  g_autoptr (SafiMessageWords) words = g_steal_pointer (&self->words);

  if (words == NULL)
    return;
  for (SafiMessagePlace place = 0; place < SAFI_MESSAGE_N_PLACES; place++) {
    if (words->places[place] == NULL) {
      g_clear_object (&self->lines[place]);
      continue;
    }
    if (self->lines[place] == NULL)
      self->lines[place] = line_new (self, place);
    pango_layout_set_text (self->lines[place], words->places[place], -1);
  }
}

static void
show_words (SafiMessageRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (self->item == NULL)
    return;
  g_clear_pointer (&self->words, safi_message_words_free);
  self->words = safi_message_item_describe (self->item, self->is_hiding);
  /* The object that has the focus is the list's own around this one. */
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->words->name, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
resize_cb (gpointer user_data)
{
  SafiMessageRow *self = user_data;

  self->resizing = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* Most rows are as high as what stood here before, so it is only seen as they are drawn, when it
 * is too late for this frame. */
static void
fit_height (SafiMessageRow *self)
{
  if (self->resizing == 0 && self->check == NULL &&
      measure_lines (self) != gtk_widget_get_height (GTK_WIDGET (self)))
    self->resizing = g_idle_add_full (G_PRIORITY_HIGH_IDLE, resize_cb, self, NULL);
}

static void
set_item (SafiMessageRow *self, SafiMessageItem *item)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->changed_handler, self->item);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  self->changed_handler = g_signal_connect_swapped (item, "changed", G_CALLBACK (show_words), self);
  show_words (self);
}

/* It shows only; the row takes the click. */
static void
show_check (SafiMessageRow *self)
{
  if (!self->is_selecting) {
    g_clear_pointer (&self->check, gtk_widget_unparent);
    return;
  }
  if (self->check == NULL) {
    self->check = g_object_new (GTK_TYPE_CHECK_BUTTON, "can-target", FALSE, "can-focus", FALSE,
                                "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
    gtk_widget_set_parent (self->check, GTK_WIDGET (self));
  }
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), self->is_chosen);
}

static void
safi_message_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SafiMessageRow *self = SAFI_MESSAGE_ROW (object);

  switch (id) {
  case PROP_CHOSEN:
    g_value_set_boolean (value, self->is_chosen);
    break;
  case PROP_SELECTING:
    g_value_set_boolean (value, self->is_selecting);
    break;
  case PROP_HIDING:
    g_value_set_boolean (value, self->is_hiding);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
safi_message_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SafiMessageRow *self = SAFI_MESSAGE_ROW (object);

  switch (id) {
  case PROP_CHOSEN:
    self->is_chosen = g_value_get_boolean (value);
    show_check (self);
    break;
  case PROP_SELECTING:
    self->is_selecting = g_value_get_boolean (value);
    show_check (self);
    break;
  case PROP_HIDING:
    self->is_hiding = g_value_get_boolean (value);
    show_words (self);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
safi_message_row_dispose (GObject *object)
{
  SafiMessageRow *self = SAFI_MESSAGE_ROW (object);

  set_item (self, NULL);
  g_clear_handle_id (&self->resizing, g_source_remove);
  g_clear_pointer (&self->words, safi_message_words_free);
  g_clear_pointer (&self->check, gtk_widget_unparent);
  for (SafiMessagePlace place = 0; place < SAFI_MESSAGE_N_PLACES; place++)
    g_clear_object (&self->lines[place]);
  G_OBJECT_CLASS (safi_message_row_parent_class)->dispose (object);
}

static int
measure_check (SafiMessageRow *self, GtkOrientation orientation)
{
  int size = 0;

  if (self->check != NULL)
    gtk_widget_measure (self->check, orientation, -1, &size, NULL, NULL, NULL);
  return size;
}

static void
safi_message_row_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  SafiMessageRow *self = SAFI_MESSAGE_ROW (widget);
  int check = measure_check (self, orientation);

  lay_out (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = WIDTH_MIN + check;
    *natural = WIDTH_NATURAL + check;
  } else {
    *minimum = *natural = MAX (measure_lines (self), check);
  }
}

/* Returns: where something @wide begins that stands at @x from the row's start. */
static int
mirror (SafiMessageRow *self, int x, int wide)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  return is_mirrored ? gtk_widget_get_width (widget) - x - wide : x;
}

static void
safi_message_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SafiMessageRow *self = SAFI_MESSAGE_ROW (widget);
  int check = measure_check (self, GTK_ORIENTATION_HORIZONTAL);

  if (self->check != NULL)
    gtk_widget_size_allocate (self->check,
                              &(GtkAllocation){ mirror (self, 0, check), 0, check, height }, -1);
}

/* @name: (nullable): a colour of the style sheet; NULL = that of text. */
static GdkRGBA
find_color (SafiMessageRow *self, const char *name)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA color;

  if (name == NULL || !gtk_style_context_lookup_color (style, name, &color))
    gtk_style_context_get_color (style, &color);
  return color;
}

/* Amber only for doubt. */
static void
draw_symbol (SafiMessageRow *self, GtkSnapshot *snapshot, int x)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  const char *name = safi_message_item_choose_icon (safi_message_item_get_judged (self->item));
  gboolean is_doubtful = safi_message_item_is_doubtful (self->item);
  GdkRGBA color = find_color (self, is_doubtful ? "warning_color" : NULL);
  g_autoptr (GtkIconPaintable) symbol =
      gtk_icon_theme_lookup_icon (theme, name, NULL, SYMBOL, gtk_widget_get_scale_factor (widget),
                                  gtk_widget_get_direction (widget), 0);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (mirror (self, x, SYMBOL), SYMBOL_DROP));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (symbol), snapshot, SYMBOL,
                                            SYMBOL, &color, 1);
  gtk_snapshot_restore (snapshot);
}

/* A line stands where the window's direction wants it, whatever the direction of its text. */
static void
draw_line (SafiMessageRow *self, GtkSnapshot *snapshot, SafiMessagePlace place, int x, int y)
{
  gboolean has_contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  GdkRGBA color = find_color (self, NULL);
  PangoRectangle text;

  if (looks[place].is_dim)
    color.alpha *= has_contrast ? DIM_CONTRAST : DIM;
  pango_layout_get_pixel_extents (self->lines[place], NULL, &text);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (mirror (self, x, text.width) - text.x, y));
  gtk_snapshot_append_layout (snapshot, self->lines[place], &color);
  gtk_snapshot_restore (snapshot);
}

static void
set_width (PangoLayout *line, int width)
{
  pango_layout_set_width (line, MAX (width, 0) * PANGO_SCALE);
}

static void
draw_first_line (SafiMessageRow *self, GtkSnapshot *snapshot, int x)
{
  PangoLayout *sender = self->lines[SAFI_MESSAGE_SENDER], *time = self->lines[SAFI_MESSAGE_TIME];
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = measure_first_line (self);
  int time_width;

  pango_layout_get_pixel_size (time, &time_width, NULL);
  set_width (sender, width - x - GAP - time_width);
  draw_line (self, snapshot, SAFI_MESSAGE_SENDER, x, (height - measure_line (sender)) / 2);
  draw_line (self, snapshot, SAFI_MESSAGE_TIME, width - time_width,
             (height - measure_line (time)) / 2);
}

static void
safi_message_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SafiMessageRow *self = SAFI_MESSAGE_ROW (widget);
  int x = measure_check (self, GTK_ORIENTATION_HORIZONTAL);
  int y;

  GTK_WIDGET_CLASS (safi_message_row_parent_class)->snapshot (widget, snapshot);
  if (self->item == NULL)
    return;
  lay_out (self);
  fit_height (self);
  draw_symbol (self, snapshot, x);
  x += SYMBOL + GAP;
  draw_first_line (self, snapshot, x);
  y = measure_first_line (self) + LINE_GAP;
  for (guint i = 0; i < G_N_ELEMENTS (below); i++) {
    PangoLayout *line = self->lines[below[i]];

    if (line == NULL)
      continue;
    set_width (line, gtk_widget_get_width (widget) - x);
    draw_line (self, snapshot, below[i], x, y);
    y += measure_line (line) + LINE_GAP;
  }
}

static void
safi_message_row_class_init (SafiMessageRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = safi_message_row_get_property;
  object_class->set_property = safi_message_row_set_property;
  object_class->dispose = safi_message_row_dispose;
  widget_class->measure = safi_message_row_measure;
  widget_class->size_allocate = safi_message_row_size_allocate;
  widget_class->snapshot = safi_message_row_snapshot;
  properties[PROP_CHOSEN] = g_param_spec_boolean ("chosen", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SELECTING] = g_param_spec_boolean ("selecting", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HIDING] = g_param_spec_boolean ("hiding", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
safi_message_row_init (SafiMessageRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "message-row");
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, GObject *page)
{
  GSettings *settings = g_object_get_data (G_OBJECT (factory), "settings");
  SafiMessageRow *row = g_object_new (SAFI_TYPE_MESSAGE_ROW, NULL);

  row->list_item = list_item;
  g_object_bind_property (list_item, "selected", row, "chosen", G_BINDING_SYNC_CREATE);
  g_object_bind_property (page, "selecting", row, "selecting", G_BINDING_SYNC_CREATE);
  g_settings_bind (settings, "hide-senders", row, "hiding", G_SETTINGS_BIND_GET);
  gtk_list_item_set_child (list_item, GTK_WIDGET (row));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  set_item (SAFI_MESSAGE_ROW (gtk_list_item_get_child (list_item)),
            SAFI_MESSAGE_ITEM (gtk_list_item_get_item (list_item)));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  set_item (SAFI_MESSAGE_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
teardown_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);

  if (row != NULL)
    SAFI_MESSAGE_ROW (row)->list_item = NULL;
}

GtkListItemFactory *
safi_message_row_new_factory (GObject *page)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_data_full (G_OBJECT (factory), "settings", g_settings_new (SAFI_APPLICATION_ID),
                          g_object_unref);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), page);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  g_signal_connect (factory, "teardown", G_CALLBACK (teardown_cb), NULL);
  return factory;
}

/* Returns: (transfer none) (nullable): the row in one of the list's own objects. */
static SafiMessageRow *
get_row (GtkWidget *list_child)
{
  GtkWidget *row = gtk_widget_get_first_child (list_child);

  return row != NULL && SAFI_IS_MESSAGE_ROW (row) ? SAFI_MESSAGE_ROW (row) : NULL;
}

SafiMessageRow *
safi_message_row_find_at (GtkWidget *list, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);

  while (widget != NULL && widget != list && gtk_widget_get_parent (widget) != list)
    widget = gtk_widget_get_parent (widget);
  return widget != NULL && widget != list ? get_row (widget) : NULL;
}

SafiMessageRow *
safi_message_row_find (GtkWidget *list, guint position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    SafiMessageRow *row = get_row (child);

    if (row != NULL && safi_message_row_get_position (row) == position)
      return row;
  }
  return NULL;
}

guint
safi_message_row_get_position (SafiMessageRow *self)
{
  return self->list_item != NULL ? gtk_list_item_get_position (self->list_item)
                                 : GTK_INVALID_LIST_POSITION;
}
