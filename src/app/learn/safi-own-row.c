/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-own-row.h"

#include <glib/gi18n.h>

#include "app/common/safi-choice-row.h"
#include "words/teaching/safi-words-own-practice.h"

struct _SafiOwnRow {
  AdwBin parent_instance;

  GtkListBox *list;
  AdwActionRow *row;

  SafiEngine *engine; /* (nullable) until it runs */
  GSettings *settings;
  GCancellable *cancellable; /* (nullable): of the lists that are being read */
  GPtrArray *said;  /* (nullable) (element-type SafiJudged): what was read of them so far */
  GPtrArray *items; /* (nullable) (element-type SafiPracticeItem): enough for a round */
};

G_DEFINE_FINAL_TYPE (SafiOwnRow, safi_own_row, ADW_TYPE_BIN)

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Where something is missing it leads to the messages that can be answered. */
static void
row_activated_cb (SafiOwnRow *self)
{
  if (self->items != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, self->items);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "app.look-at", "s", "everything");
}

static void
show (SafiOwnRow *self, const char *subtitle, gboolean is_hidden)
{
  adw_action_row_set_subtitle (self->row, subtitle);
  gtk_widget_set_sensitive (GTK_WIDGET (self->row), !is_hidden);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/* Both lists are there. */
static void
show_chosen (SafiOwnRow *self)
{
  g_autoptr (GPtrArray) chosen = safi_own_practice_choose (self->said);
  const SafiOwnPracticeGap gap = safi_own_practice_find_gap (chosen);
  g_autofree char *missing = NULL;

  if (gap.junk == 0 && gap.good == 0) {
    self->items = safi_words_own_items (chosen);
    show (self, _ ("What you called junk or good yourself. It stays on this computer."), FALSE);
    return;
  }
  missing = safi_words_own_gap (&gap);
  show (self, missing, FALSE);
}

static void read_said (SafiOwnRow *self, SafiJudgedFilter filter, GAsyncReadyCallback callback);

/* Returns: whether there is more to do. */
static gboolean
take_said (SafiOwnRow *self, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list =
      safi_engine_list_judged_finish (SAFI_ENGINE (source), result, &error);

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (self->said, safi_judged_ref (list->pdata[i]));
  return TRUE;
}

static void
good_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiOwnRow) self = user_data;

  if (take_said (self, source, result))
    show_chosen (self);
}

static void
junk_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiOwnRow) self = user_data;

  if (take_said (self, source, result))
    read_said (self, SAFI_JUDGED_SAID_GOOD, good_read_cb);
}

static void
read_said (SafiOwnRow *self, SafiJudgedFilter filter, GAsyncReadyCallback callback)
{
  const SafiJudgedQuery query = { .filter = filter, .limit = SAFI_OWN_PRACTICE_MAX };

  safi_engine_list_judged_async (self->engine, &query, self->cancellable, callback,
                                 g_object_ref (self));
}

static void
forget (SafiOwnRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->said, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
}

static void
accounts_changed_cb (SafiOwnRow *self,
                     guint position,
                     guint removed,
                     guint added,
                     GListModel *accounts)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    g_signal_connect_object (state, "notify::counts", G_CALLBACK (safi_own_row_refresh), self,
                             G_CONNECT_SWAPPED);
  }
  safi_own_row_refresh (self);
}

static void
safi_own_row_dispose (GObject *object)
{
  SafiOwnRow *self = SAFI_OWN_ROW (object);

  forget (self);
  g_clear_object (&self->engine);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (safi_own_row_parent_class)->dispose (object);
}

static void
safi_own_row_class_init (SafiOwnRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_own_row_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", SAFI_TYPE_OWN_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-own-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiOwnRow, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
safi_own_row_init (SafiOwnRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->row = ADW_ACTION_ROW (safi_choice_row_new (safi_words_own_title (), NULL));
  gtk_list_box_append (self->list, GTK_WIDGET (self->row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  safi_words_own_title (), -1);
}

void
safi_own_row_set_settings (SafiOwnRow *self, GSettings *settings)
{
  g_return_if_fail (self->settings == NULL);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::hide-senders", G_CALLBACK (safi_own_row_refresh),
                           self, G_CONNECT_SWAPPED);
}

void
safi_own_row_set_engine (SafiOwnRow *self, SafiEngine *engine)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  g_return_if_fail (self->engine == NULL);
  self->engine = g_object_ref (engine);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  accounts_changed_cb (self, 0, 0, g_list_model_get_n_items (accounts), accounts);
}

/* Not while nobody looks: the page asks again when it is shown. */
void
safi_own_row_refresh (SafiOwnRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (parent == NULL || !gtk_widget_get_mapped (parent))
    return;
  forget (self);
  if (!safi_engine_has_mailbox (self->engine)) {
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    return;
  }
  if (g_settings_get_boolean (self->settings, "hide-senders")) {
    show (self, _ ("Senders and subjects are hidden now."), TRUE);
    return;
  }
  self->cancellable = g_cancellable_new ();
  self->said = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_judged_unref);
  read_said (self, SAFI_JUDGED_SAID_JUNK, junk_read_cb);
}

void
safi_own_row_focus (SafiOwnRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->row));
}
