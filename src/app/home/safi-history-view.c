/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/home/safi-history-view.h"

#include <string.h>

#include "app/home/safi-plot-card.h"
#include "words/mailbox/safi-words-history.h"

#define APART 2        /* seconds between two readings */
#define SIZE_STEP 1000 /* from one unit of data to the next */

struct _SafiHistoryView {
  AdwBin parent_instance;

  SafiPlotCard *mail;
  SafiPlotCard *data;

  SafiEngine *engine; /* (nullable) until it is set */
  GCancellable *cancellable;
  SafiHistory history;
  guint timer;
};

G_DEFINE_FINAL_TYPE (SafiHistoryView, safi_history_view, ADW_TYPE_BIN)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
write_count (double value)
{
  return g_strdup_printf ("%.0f", value);
}

/* As short as the steps of an axis are: "600 kB", not "600.0 kB". */
static char *
write_size (double value)
{
  g_autofree char *unit = g_format_size_full ((guint64) value, G_FORMAT_SIZE_ONLY_UNIT);

  if (value <= 0)
    return g_strdup ("0");
  while (value >= SIZE_STEP)
    value /= SIZE_STEP;
  return g_strdup_printf ("%.3g %s", value, unit);
}

/* Takes @title and @values. */
static void
add_bar (GPtrArray *bars,
         GPtrArray *rows,
         gint64 time,
         char *title,
         char *values,
         const double *parts)
{
  SafiPlotBar *bar =
      safi_plot_bar_new (safi_words_day (time), g_strdup_printf ("%s. %s", title, values));

  memcpy (bar->values, parts, sizeof bar->values);
  g_ptr_array_add (bars, bar);
  g_ptr_array_insert (rows, 0, safi_plot_row_new (title, values));
  g_free (title);
  g_free (values);
}

static void
add_week (GPtrArray *bars, GPtrArray *rows, const SafiTally *week)
{
  double parts[SAFI_PLOT_N_FILLS] = { 0 };

  for (guint sort = 0; sort < SAFI_N_SORTS; sort++)
    parts[sort] = week->counts[sort];
  add_bar (bars, rows, week->since, safi_words_week (week), safi_words_tally (week), parts);
}

static void
add_day (GPtrArray *bars, GPtrArray *rows, gint64 day, guint64 octets)
{
  double parts[SAFI_PLOT_N_FILLS] = { 0 };

  parts[SAFI_PLOT_FILL_DATA] = (double) octets;
  add_bar (bars, rows, day, safi_words_day (day), g_format_size (octets), parts);
}

static void
show_mail (SafiHistoryView *self)
{
  g_autoptr (GPtrArray) bars = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_plot_bar_free);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_plot_row_free);
  g_autofree char *summary = safi_words_weeks (&self->history);
  guint n_all = 0;

  for (guint i = 0; i < SAFI_HISTORY_WEEKS; i++) {
    add_week (bars, rows, &self->history.weeks[i]);
    n_all += safi_tally_get_all (&self->history.weeks[i]);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->mail), n_all > 0);
  safi_plot_card_show (self->mail, summary, bars, rows, write_count);
}

static void
show_data (SafiHistoryView *self)
{
  g_autoptr (GPtrArray) bars = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_plot_bar_free);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_plot_row_free);
  g_autofree char *summary = safi_words_data_days (&self->history);

  for (guint i = 0; i < SAFI_HISTORY_DAYS; i++)
    add_day (bars, rows, self->history.days[i], self->history.octets[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->data),
                          safi_history_sum_octets (&self->history, 0, SAFI_HISTORY_DAYS) > 0);
  safi_plot_card_show (self->data, summary, bars, rows, write_size);
}

/* What cannot be read now is read after the next check; the job that wrote it says what is wrong.
 */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiHistoryView) self = user_data;
  SafiHistory history;

  if (!safi_engine_read_history_finish (SAFI_ENGINE (source), result, &history, NULL) ||
      self->engine == NULL || memcmp (&history, &self->history, sizeof history) == 0)
    return;
  self->history = history;
  show_mail (self);
  show_data (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_history (SafiHistoryView *self)
{
  safi_engine_read_history_async (self->engine, self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
timer_cb (gpointer user_data)
{
  SafiHistoryView *self = user_data;

  self->timer = 0;
  if (self->engine != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_history (self);
  return G_SOURCE_REMOVE;
}

static void
safi_history_view_map (GtkWidget *widget)
{
  SafiHistoryView *self = SAFI_HISTORY_VIEW (widget);

  GTK_WIDGET_CLASS (safi_history_view_parent_class)->map (widget);
  if (self->engine != NULL)
    read_history (self);
}

static void
safi_history_view_dispose (GObject *object)
{
  SafiHistoryView *self = SAFI_HISTORY_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (safi_history_view_parent_class)->dispose (object);
}

static void
safi_history_view_finalize (GObject *object)
{
  g_object_unref (SAFI_HISTORY_VIEW (object)->cancellable);
  G_OBJECT_CLASS (safi_history_view_parent_class)->finalize (object);
}

static void
safi_history_view_class_init (SafiHistoryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = safi_history_view_dispose;
  object_class->finalize = safi_history_view_finalize;
  widget_class->map = safi_history_view_map;
  signals[CHANGED] = g_signal_new ("changed", SAFI_TYPE_HISTORY_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SAFI_TYPE_PLOT_CARD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-history-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiHistoryView, mail);
  gtk_widget_class_bind_template_child (widget_class, SafiHistoryView, data);
}

static void
safi_history_view_init (SafiHistoryView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  for (guint sort = 0; sort < SAFI_N_SORTS; sort++)
    safi_plot_card_add_fill (self->mail, sort, safi_words_sort ((SafiSort) sort));
}

void
safi_history_view_set_engine (SafiHistoryView *self, SafiEngine *engine)
{
  g_return_if_fail (self->engine == NULL);
  self->engine = g_object_ref (engine);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_history (self);
}

void
safi_history_view_refresh (SafiHistoryView *self)
{
  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (APART, timer_cb, self);
}

const SafiHistory *
safi_history_view_get (SafiHistoryView *self)
{
  return &self->history;
}
