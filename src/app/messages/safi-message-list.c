/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-message-list.h"

#include <string.h>

#include "app/messages/safi-message-item.h"

/* Rows read from the store at a time: first those that are seen, so that a slow computer draws
 * them before it lays out more. */
#define PAGE_ROWS_FIRST 8
#define PAGE_ROWS_MAX 500

struct _SafiMessageList {
  GObject parent_instance;

  SafiEngine *engine;
  GListStore *rows;  /* (element-type SafiMessageItem) */
  GHashTable *by_id; /* (element-type gint64 SafiMessageItem) both owned by the item's row */
  SafiJudgedFilter filter;
  char *search;
  GCancellable *cancellable; /* of the page that is read */
  guint offset;              /* rows read so far */
  guint next;                /* (source) the next page, once what was read is drawn; 0 = none */
  gboolean is_loading;
};

static GType
get_item_type (GListModel *model)
{
  return SAFI_TYPE_MESSAGE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SAFI_MESSAGE_LIST (model)->rows));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (SAFI_MESSAGE_LIST (model)->rows), position);
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SafiMessageList,
                               safi_message_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum {
  PROP_0,
  PROP_LOADING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void
set_loading (SafiMessageList *self, gboolean is_loading)
{
  self->is_loading = is_loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
remember_item (SafiMessageList *self, SafiMessageItem *item)
{
  SafiJudged *judged = safi_message_item_get_judged (item);

  g_hash_table_insert (self->by_id, g_memdup2 (&judged->id, sizeof judged->id),
                       g_object_ref (item));
}

/* Rows that came in by the "judged" signal while pages were read are there already. */
static void
append_page (SafiMessageList *self, GPtrArray *page)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < page->len; i++) {
    SafiJudged *judged = page->pdata[i];
    SafiMessageItem *item;

    if (g_hash_table_contains (self->by_id, &judged->id))
      continue;
    item = safi_message_item_new (judged);
    remember_item (self, item);
    g_ptr_array_add (items, item);
  }
  g_list_store_splice (self->rows, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), 0,
                       items->pdata, items->len);
}

/* Which list a page is read for: its result may survive a cancel and arrive when the filter is
 * another one already. */
typedef struct {
  SafiMessageList *list;
  GCancellable *cancellable;
  guint limit; /* rows */
} Reading;

static void
reading_free (Reading *self)
{
  g_object_unref (self->list);
  g_object_unref (self->cancellable);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static void read_page (SafiMessageList *self);

static gboolean
read_next_cb (gpointer user_data)
{
  SafiMessageList *self = user_data;

  self->next = 0;
  read_page (self);
  return G_SOURCE_REMOVE;
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  SafiMessageList *self = reading->list;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page =
      safi_engine_list_judged_finish (SAFI_ENGINE (source), result, &error);

  if (g_cancellable_is_cancelled (reading->cancellable))
    return;
  if (page == NULL) {
    set_loading (self, FALSE);
    return;
  }
  append_page (self, page);
  self->offset += page->len;
  if (page->len < reading->limit)
    set_loading (self, FALSE);
  else
    self->next = g_idle_add_full (G_PRIORITY_LOW, read_next_cb, self, NULL);
}

/* Each page is as long as all before it. */
static void
read_page (SafiMessageList *self)
{
  Reading *reading = g_new0 (Reading, 1);
  const guint limit = CLAMP (self->offset, PAGE_ROWS_FIRST, PAGE_ROWS_MAX);
  SafiJudgedQuery query = {
    .filter = self->filter, .search = self->search, .offset = self->offset, .limit = limit
  };

  reading->list = g_object_ref (self);
  reading->cancellable = g_object_ref (self->cancellable);
  reading->limit = limit;
  safi_engine_list_judged_async (self->engine, &query, self->cancellable, page_read_cb, reading);
}

static gboolean
fits_filter (SafiMessageList *self, SafiJudged *judged)
{
  SafiDecision decision = safi_verdict_get_decision (judged->verdict);
  gboolean is_junk =
      judged->is_taught ? judged->taught_class == SAFI_CLASS_JUNK : decision == SAFI_DECISION_JUNK;
  gboolean is_good =
      judged->is_taught ? judged->taught_class == SAFI_CLASS_GOOD : decision == SAFI_DECISION_GOOD;

  switch (self->filter) {
  case SAFI_JUDGED_NEEDS_YOU:
    return judged->fate == SAFI_FATE_WOULD_MOVE || (!is_junk && !is_good);
  case SAFI_JUDGED_JUNK:
    return is_junk;
  case SAFI_JUDGED_GOOD:
    return is_good;
  case SAFI_JUDGED_WOULD_MOVE:
    return judged->fate == SAFI_FATE_WOULD_MOVE;
  case SAFI_JUDGED_ALL:
  default:
    return TRUE;
  }
}

static int
compare_newest_first (gconstpointer a, gconstpointer b, gpointer user_data)
{
  SafiJudged *one = safi_message_item_get_judged (SAFI_MESSAGE_ITEM ((gpointer) a));
  SafiJudged *two = safi_message_item_get_judged (SAFI_MESSAGE_ITEM ((gpointer) b));

  if (one->date != two->date)
    return one->date > two->date ? -1 : 1;
  return one->id > two->id ? -1 : one->id < two->id;
}

/* While a search is on, new mail is left out: only the store can say whether it matches. */
static void
judged_cb (SafiMessageList *self, SafiJudged *judged)
{
  SafiMessageItem *item = g_hash_table_lookup (self->by_id, &judged->id);

  if (item != NULL) {
    safi_message_item_set_judged (item, judged);
    return;
  }
  if (judged->id == 0 || self->search != NULL || !fits_filter (self, judged))
    return;
  item = safi_message_item_new (judged);
  remember_item (self, item);
  g_list_store_insert_sorted (self->rows, item, compare_newest_first, NULL);
  g_object_unref (item);
}

/* The messages of a mailbox that is removed go with it. */
static void
accounts_changed_cb (SafiMessageList *self, guint position, guint removed)
{
  g_autofree char *search = g_strdup (self->search);

  if (removed > 0)
    safi_message_list_set_filter (self, self->filter, search);
}

static void
items_changed_cb (SafiMessageList *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
safi_message_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LOADING)
    g_value_set_boolean (value, SAFI_MESSAGE_LIST (object)->is_loading);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
safi_message_list_finalize (GObject *object)
{
  SafiMessageList *self = SAFI_MESSAGE_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->next, g_source_remove);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_object (&self->rows);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->search, g_free);
  G_OBJECT_CLASS (safi_message_list_parent_class)->finalize (object);
}

static void
safi_message_list_class_init (SafiMessageListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = safi_message_list_get_property;
  object_class->finalize = safi_message_list_finalize;
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
safi_message_list_init (SafiMessageList *self)
{
  self->rows = g_list_store_new (SAFI_TYPE_MESSAGE_ITEM);
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  g_signal_connect_swapped (self->rows, "items-changed", G_CALLBACK (items_changed_cb), self);
}

SafiMessageList *
safi_message_list_new (SafiEngine *engine)
{
  SafiMessageList *self = g_object_new (SAFI_TYPE_MESSAGE_LIST, NULL);

  self->engine = g_object_ref (engine);
  g_signal_connect_object (engine, "judged", G_CALLBACK (judged_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (safi_engine_get_accounts (engine), "items-changed",
                           G_CALLBACK (accounts_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
safi_message_list_set_filter (SafiMessageList *self, SafiJudgedFilter filter, const char *search)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_handle_id (&self->next, g_source_remove);
  self->filter = filter;
  g_free (self->search);
  self->search = search != NULL && search[0] != '\0' ? g_strdup (search) : NULL;
  g_hash_table_remove_all (self->by_id);
  g_list_store_remove_all (self->rows);
  self->offset = 0;
  set_loading (self, TRUE);
  read_page (self);
}

gboolean
safi_message_list_is_loading (SafiMessageList *self)
{
  return self->is_loading;
}
