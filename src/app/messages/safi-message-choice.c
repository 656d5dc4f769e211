/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-message-choice.h"

#include <math.h>

#include "app/messages/safi-message-item.h"

struct _SafiMessageChoice {
  GObject parent_instance;

  GtkSortListModel *sorted;
  GtkMultiSelection *model;
};

G_DEFINE_FINAL_TYPE (SafiMessageChoice, safi_message_choice, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is not sure comes before all that was decided. */
static int
compare_least_sure (gconstpointer a, gconstpointer b, gpointer user_data)
{
  SafiVerdict *one = safi_message_item_get_judged (SAFI_MESSAGE_ITEM ((gpointer) a))->verdict;
  SafiVerdict *two = safi_message_item_get_judged (SAFI_MESSAGE_ITEM ((gpointer) b))->verdict;
  gboolean one_is_sure = safi_verdict_get_decision (one) != SAFI_DECISION_UNSURE;
  gboolean two_is_sure = safi_verdict_get_decision (two) != SAFI_DECISION_UNSURE;
  double one_sureness = fabs (safi_verdict_get_log_odds (one));
  double two_sureness = fabs (safi_verdict_get_log_odds (two));

  if (one_is_sure != two_is_sure)
    return one_is_sure ? 1 : -1;
  return (one_sureness > two_sureness) - (one_sureness < two_sureness);
}

static char *
name_sender (SafiMessageItem *item, gpointer user_data)
{
  return safi_message_item_name_sender (item);
}

static GtkSorter *
new_sorter (SafiMessageOrder order)
{
  switch (order) {
  case SAFI_MESSAGE_ORDER_SENDER:
    return GTK_SORTER (gtk_string_sorter_new (gtk_cclosure_expression_new (
        G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (name_sender), NULL, NULL)));
  case SAFI_MESSAGE_ORDER_LEAST_SURE:
    return GTK_SORTER (gtk_custom_sorter_new (compare_least_sure, NULL, NULL));
  case SAFI_MESSAGE_ORDER_NEWEST:
  default:
    return NULL;
  }
}

static void
changed_cb (SafiMessageChoice *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
safi_message_choice_dispose (GObject *object)
{
  SafiMessageChoice *self = SAFI_MESSAGE_CHOICE (object);

  g_clear_object (&self->model);
  g_clear_object (&self->sorted);
  G_OBJECT_CLASS (safi_message_choice_parent_class)->dispose (object);
}

static void
safi_message_choice_class_init (SafiMessageChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = safi_message_choice_dispose;
  signals[CHANGED] = g_signal_new ("changed", SAFI_TYPE_MESSAGE_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
safi_message_choice_init (SafiMessageChoice *self)
{
}

SafiMessageChoice *
safi_message_choice_new (GListModel *messages)
{
  SafiMessageChoice *self = g_object_new (SAFI_TYPE_MESSAGE_CHOICE, NULL);

  self->sorted = gtk_sort_list_model_new (g_object_ref (messages), NULL);
  self->model = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->sorted)));
  g_signal_connect_object (self->model, "selection-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

GtkSelectionModel *
safi_message_choice_get_model (SafiMessageChoice *self)
{
  return GTK_SELECTION_MODEL (self->model);
}

void
safi_message_choice_set_order (SafiMessageChoice *self, SafiMessageOrder order)
{
  g_autoptr (GtkSorter) sorter = new_sorter (order);

  gtk_sort_list_model_set_sorter (self->sorted, sorter);
}

guint
safi_message_choice_count (SafiMessageChoice *self)
{
  g_autoptr (GtkBitset) chosen =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->model));

  return (guint) gtk_bitset_get_size (chosen);
}

/* Returns: (transfer none): the list keeps its items. */
static SafiJudged *
get_judged (SafiMessageChoice *self, guint position)
{
  g_autoptr (SafiMessageItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  return item != NULL ? safi_message_item_get_judged (item) : NULL;
}

SafiJudged *
safi_message_choice_get_only (SafiMessageChoice *self)
{
  g_autoptr (GtkBitset) chosen =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->model));

  if (gtk_bitset_get_size (chosen) != 1)
    return NULL;
  return get_judged (self, gtk_bitset_get_minimum (chosen));
}

GPtrArray *
safi_message_choice_get_all (SafiMessageChoice *self)
{
  g_autoptr (GtkBitset) chosen =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->model));
  GPtrArray *messages = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_judged_unref);
  GtkBitsetIter iter;
  guint position;

  for (gboolean is_there = gtk_bitset_iter_init_first (&iter, chosen, &position); is_there;
       is_there = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (messages, safi_judged_ref (get_judged (self, position)));
  return messages;
}

void
safi_message_choice_choose (SafiMessageChoice *self, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->model), position, TRUE);
}

void
safi_message_choice_toggle (SafiMessageChoice *self, guint position)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->model);

  if (gtk_selection_model_is_selected (model, position))
    gtk_selection_model_unselect_item (model, position);
  else
    gtk_selection_model_select_item (model, position, FALSE);
}

void
safi_message_choice_clear (SafiMessageChoice *self)
{
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->model));
}

guint
safi_message_choice_find_waiting (SafiMessageChoice *self)
{
  g_autoptr (GtkBitset) chosen =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->model));
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint start = gtk_bitset_is_empty (chosen) ? 0 : gtk_bitset_get_maximum (chosen) + 1;

  for (guint i = 0; i < n_rows; i++) {
    guint position = (start + i) % n_rows;
    SafiJudged *judged = get_judged (self, position);

    if (!judged->is_taught && safi_verdict_get_decision (judged->verdict) == SAFI_DECISION_UNSURE)
      return position;
  }
  return GTK_INVALID_LIST_POSITION;
}
