/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-message-row.h"

#include <glib/gi18n.h>

struct _SafiMessageRow {
  GtkWidget parent_instance;

  GtkWidget *content;

  GtkListItem *list_item; /* (nullable): not owned; what the row is the child of */
  SafiMessageItem *item;  /* (nullable) */
  gulong summary_handler;
  gboolean is_chosen;
  gboolean is_selecting;
  gboolean is_hiding; /* who sent it, and what about */
};

G_DEFINE_FINAL_TYPE (SafiMessageRow, safi_message_row, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_ITEM,
  PROP_CHOSEN,
  PROP_SELECTING,
  PROP_HIDING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/* The object that has the focus is the list's own around this one. */
static void
name_row (SafiMessageRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name = NULL;

  if (parent == NULL || self->item == NULL)
    return;
  name = self->is_hiding ? safi_message_item_describe_hidden (self->item)
                         : safi_message_item_describe (self->item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_item (SafiMessageRow *self, SafiMessageItem *item)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->summary_handler, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    self->summary_handler =
        g_signal_connect_swapped (item, "notify::summary", G_CALLBACK (name_row), self);
  name_row (self);
}

static void
safi_message_row_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (safi_message_row_parent_class)->root (widget);
  name_row (SAFI_MESSAGE_ROW (widget));
}

static void
safi_message_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SafiMessageRow *self = SAFI_MESSAGE_ROW (object);

  switch (id) {
  case PROP_ITEM:
    g_value_set_object (value, self->item);
    break;
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
  case PROP_ITEM:
    set_item (self, g_value_get_object (value));
    break;
  case PROP_CHOSEN:
    self->is_chosen = g_value_get_boolean (value);
    break;
  case PROP_SELECTING:
    self->is_selecting = g_value_get_boolean (value);
    break;
  case PROP_HIDING:
    self->is_hiding = g_value_get_boolean (value);
    name_row (self);
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
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (safi_message_row_parent_class)->dispose (object);
}

static char *
choose_sender (SafiMessageRow *self, gboolean is_hiding, const char *sender)
{
  /* Translators: stands in the list where a sender's name would stand. */
  return g_strdup (is_hiding ? _ ("Hidden sender") : sender);
}

static gboolean
is_open (SafiMessageRow *self, gboolean is_hiding)
{
  return !is_hiding;
}

static char *
choose_subject (SafiMessageRow *self, gboolean is_hiding, const char *subject)
{
  /* Translators: stands in the list where a subject would stand. */
  return g_strdup (is_hiding ? _ ("Hidden subject") : subject);
}

/* A reason may name the sender, or words of the message. */
static char *
choose_summary (SafiMessageRow *self, gboolean is_hiding, const char *summary)
{
  if (is_hiding && self->item != NULL)
    return g_strdup (safi_message_item_choose_word (safi_message_item_get_judged (self->item)));
  return g_strdup (summary);
}

static void
safi_message_row_class_init (SafiMessageRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = safi_message_row_get_property;
  object_class->set_property = safi_message_row_set_property;
  object_class->dispose = safi_message_row_dispose;
  widget_class->root = safi_message_row_root;
  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, SAFI_TYPE_MESSAGE_ITEM,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CHOSEN] = g_param_spec_boolean ("chosen", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SELECTING] = g_param_spec_boolean ("selecting", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HIDING] = g_param_spec_boolean ("hiding", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-message-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiMessageRow, content);
  gtk_widget_class_bind_template_callback (widget_class, choose_sender);
  gtk_widget_class_bind_template_callback (widget_class, is_open);
  gtk_widget_class_bind_template_callback (widget_class, choose_subject);
  gtk_widget_class_bind_template_callback (widget_class, choose_summary);
}

static void
safi_message_row_init (SafiMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, GObject *page)
{
  GSettings *settings = g_object_get_data (G_OBJECT (factory), "settings");
  SafiMessageRow *row = g_object_new (SAFI_TYPE_MESSAGE_ROW, NULL);

  row->list_item = list_item;
  g_object_bind_property (list_item, "item", row, "item", G_BINDING_SYNC_CREATE);
  g_object_bind_property (list_item, "selected", row, "chosen", G_BINDING_SYNC_CREATE);
  g_object_bind_property (page, "selecting", row, "selecting", G_BINDING_SYNC_CREATE);
  g_settings_bind (settings, "hide-senders", row, "hiding", G_SETTINGS_BIND_GET);
  gtk_list_item_set_child (list_item, GTK_WIDGET (row));
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
