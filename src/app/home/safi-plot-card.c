/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/home/safi-plot-card.h"

#include <glib/gi18n.h>

struct _SafiPlotCard {
  AdwPreferencesGroup parent_instance;

  GtkLabel *summary;
  SafiPlot *plot;
  GtkLabel *words;
  GtkFlowBox *legend;
  AdwExpanderRow *list;

  GPtrArray *rows; /* (element-type AdwActionRow): owned by the list */
};

G_DEFINE_FINAL_TYPE (SafiPlotCard, safi_plot_card, ADW_TYPE_PREFERENCES_GROUP)

SafiPlotRow *
safi_plot_row_new (const char *title, const char *values)
{
  SafiPlotRow *self = g_new0 (SafiPlotRow, 1);

  self->title = g_strdup (title);
  self->values = g_strdup (values);
  return self;
}

void
safi_plot_row_free (SafiPlotRow *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->values);
  g_free (self);
}

/* The place for exact values is never empty, so that nothing jumps. */
static void
words_changed_cb (SafiPlotCard *self)
{
  const char *words = safi_plot_get_words (self->plot);

  gtk_label_set_label (
      self->words, *words != '\0' ? words : _ ("Point at a bar, or press Tab and the arrow keys."));
}

static void
safi_plot_card_dispose (GObject *object)
{
  g_clear_pointer (&SAFI_PLOT_CARD (object)->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (safi_plot_card_parent_class)->dispose (object);
}

static void
safi_plot_card_class_init (SafiPlotCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_plot_card_dispose;
  g_type_ensure (SAFI_TYPE_PLOT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-plot-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPlotCard, summary);
  gtk_widget_class_bind_template_child (widget_class, SafiPlotCard, plot);
  gtk_widget_class_bind_template_child (widget_class, SafiPlotCard, words);
  gtk_widget_class_bind_template_child (widget_class, SafiPlotCard, legend);
  gtk_widget_class_bind_template_child (widget_class, SafiPlotCard, list);
  gtk_widget_class_bind_template_callback (widget_class, words_changed_cb);
}

static void
safi_plot_card_init (SafiPlotCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  words_changed_cb (self);
}

void
safi_plot_card_add_fill (SafiPlotCard *self, guint fill, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name);

  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), safi_plot_swatch_new (fill));
  gtk_box_append (GTK_BOX (box), label);
  gtk_flow_box_insert (self->legend, box, -1);
  gtk_widget_show (GTK_WIDGET (self->legend));
}

/* Rows are kept, so that the focus stays where it is. */
static AdwActionRow *
get_row (SafiPlotCard *self, guint place)
{
  GtkWidget *row;

  if (place < self->rows->len)
    return self->rows->pdata[place];
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_expander_row_add_row (self->list, row);
  g_ptr_array_add (self->rows, row);
  return ADW_ACTION_ROW (row);
}

static void
show_rows (SafiPlotCard *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++) {
    const SafiPlotRow *row = rows->pdata[i];
    AdwActionRow *shown = get_row (self, i);

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (shown), row->title);
    adw_action_row_set_subtitle (shown, row->values);
  }
}

void
safi_plot_card_show (SafiPlotCard *self,
                     const char *summary,
                     GPtrArray *bars,
                     GPtrArray *rows,
                     SafiPlotFormat format)
{
  gtk_label_set_label (self->summary, summary);
  safi_plot_show (self->plot, adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (self)),
                  summary, bars, format);
  show_rows (self, rows);
}
