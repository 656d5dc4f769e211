/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-messages-page.h"

#include <glib/gi18n.h>

#include "app/safi-message-item.h"
#include "app/safi-message-list.h"
#include "app/safi-tasks.h"
#include "app/safi-two-pane.h"
#include "app/safi-why-card.h"
#include "words/safi-words.h"

struct _SafiMessagesPage {
  AdwBin parent_instance;

  SafiTwoPane *panes;
  GtkDropDown *filters;
  GtkEditable *search;
  GtkLabel *count;
  GtkStack *list_stack;
  GtkListView *list;
  AdwStatusPage *empty;
  GtkStack *card_stack;
  SafiWhyCard *card;

  SafiEngine *engine;
  SafiMessageList *messages;
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (SafiMessagesPage, safi_messages_page, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_SHOWS_CARD,
  N_PROPERTIES
};

enum {
  TOLD,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

/* The choices of the filter, as in the .ui file, and what is said when there is none. */
static const struct {
  SafiJudgedFilter filter;
  const char *empty_title;
  const char *empty_words;
} filters[] = {
  { SAFI_JUDGED_NEEDS_YOU, N_ ("Nothing needs you"),
    N_ ("Messages that Safibox is not sure about appear here.") },
  { SAFI_JUDGED_JUNK, N_ ("No junk"), N_ ("Junk that Safibox finds appears here.") },
  { SAFI_JUDGED_GOOD, N_ ("No messages"), N_ ("Messages without signs of junk appear here.") },
  { SAFI_JUDGED_ALL, N_ ("No messages yet"),
    N_ ("Add a mailbox and check it; its messages appear here.") },
  { SAFI_JUDGED_WOULD_MOVE, N_ ("Nothing is held back"),
    N_ ("Junk that Safibox would move, but only watches, appears here.") },
};

static SafiJudged *
get_chosen (SafiMessagesPage *self)
{
  SafiMessageItem *item = gtk_single_selection_get_selected_item (self->selection);

  return item != NULL ? safi_message_item_get_judged (item) : NULL;
}

static void
show_chosen (SafiMessagesPage *self)
{
  SafiJudged *judged = get_chosen (self);

  if (judged == NULL) {
    gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (self->messages)) > 0;

    gtk_stack_set_visible_child_name (self->card_stack, has_rows ? "none" : "no-choice");
    return;
  }
  safi_why_card_show_judged (self->card, self->engine, judged);
  gtk_stack_set_visible_child_name (self->card_stack, "card");
}

/* With one pane the card is fetched only when it is opened. */
static void
selection_changed_cb (SafiMessagesPage *self)
{
  if (!safi_two_pane_is_folded (self->panes))
    show_chosen (self);
}

static void
row_activated_cb (SafiMessagesPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  show_chosen (self);
  safi_two_pane_show_detail (self->panes, TRUE);
  gtk_widget_child_focus (GTK_WIDGET (self->card), GTK_DIR_TAB_FORWARD);
}

static void
pane_changed_cb (SafiMessagesPage *self)
{
  gtk_list_view_set_single_click_activate (self->list, safi_two_pane_is_folded (self->panes));
  if (!safi_two_pane_is_folded (self->panes) && self->selection != NULL)
    show_chosen (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWS_CARD]);
}

static void
show_count (SafiMessagesPage *self)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->messages));
  gboolean is_loading = safi_message_list_is_loading (self->messages);
  guint chosen = gtk_drop_down_get_selected (self->filters);
  gboolean is_search = gtk_editable_get_text (self->search)[0] != '\0';
  g_autofree char *text = g_strdup_printf (ngettext ("%u message", "%u messages", n_rows), n_rows);

  gtk_label_set_label (self->count, n_rows == 0 && is_loading ? _ ("Loading…") : text);
  gtk_stack_set_visible_child_name (self->list_stack, n_rows > 0 || is_loading ? "list" : "empty");
  if (get_chosen (self) == NULL)
    show_chosen (self);
  if (chosen >= G_N_ELEMENTS (filters))
    return;
  adw_status_page_set_title (self->empty,
                             is_search ? _ ("Nothing found") : _ (filters[chosen].empty_title));
  adw_status_page_set_description (self->empty, is_search ? _ ("Try another word, or another list.")
                                                          : _ (filters[chosen].empty_words));
}

static void
list_changed_cb (SafiMessagesPage *self)
{
  show_count (self);
}

static void
filter_changed_cb (SafiMessagesPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->filters);

  if (self->messages == NULL || chosen >= G_N_ELEMENTS (filters))
    return;
  safi_message_list_set_filter (self->messages, filters[chosen].filter,
                                gtk_editable_get_text (self->search));
  gtk_stack_set_visible_child_name (self->card_stack, "none");
}

static void
search_stopped_cb (SafiMessagesPage *self)
{
  gtk_editable_set_text (self->search, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* The message whose card is open was answered or moved; its row renews itself. */
static void
judged_cb (SafiMessagesPage *self, SafiJudged *judged)
{
  SafiJudged *shown = safi_why_card_get_judged (self->card);

  if (shown != NULL && shown->id == judged->id)
    safi_why_card_show_judged (self->card, self->engine, judged);
}

static const char *
describe_answer (SafiJudged *judged)
{
  if (judged->fate == SAFI_FATE_MOVED || judged->fate == SAFI_FATE_MOVED_BACK)
    return safi_words_fate (judged->fate);
  return judged->taught_class == SAFI_CLASS_JUNK ? _ ("Noted: junk") : _ ("Noted: not junk");
}

/* Told when it is done, so that "Undo" takes back something that has happened. */
static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiMessagesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiJudged) judged = safi_engine_answer_finish (SAFI_ENGINE (source), result, &error);

  if (judged == NULL)
    safi_tasks_tell_error (error);
  else
    g_signal_emit (self, signals[TOLD], 0, describe_answer (judged), judged->id);
}

static void
answer (SafiMessagesPage *self, SafiClass class)
{
  SafiJudged *judged = get_chosen (self);

  if (judged != NULL)
    safi_engine_answer_async (self->engine, judged->id, class, NULL, answered_cb,
                              g_object_ref (self));
}

static void
card_answered_cb (SafiMessagesPage *self, guint class)
{
  answer (self, (SafiClass) class);
}

/* A word about the sender is one about this message, too: what is trusted comes back, what is not
 * wanted goes. */
static void
card_sender_chosen_cb (SafiMessagesPage *self, const char *sender, guint rule)
{
  SafiJudged *judged = get_chosen (self);

  if (judged == NULL)
    return;
  safi_tasks_set_sender_rule (self->engine, safi_message_ref_get_account (judged->ref), sender,
                              rule);
  if (rule == SAFI_SENDER_RULE_TRUSTED)
    answer (self, SAFI_CLASS_GOOD);
  else if (rule == SAFI_SENDER_RULE_UNWANTED)
    answer (self, SAFI_CLASS_JUNK);
}

static void
card_undo_cb (SafiMessagesPage *self)
{
  SafiJudged *judged = get_chosen (self);

  if (judged != NULL)
    safi_tasks_undo (self->engine, judged);
}

static void
junk_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  answer (SAFI_MESSAGES_PAGE (widget), SAFI_CLASS_JUNK);
}

static void
good_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  answer (SAFI_MESSAGES_PAGE (widget), SAFI_CLASS_GOOD);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  card_undo_cb (SAFI_MESSAGES_PAGE (widget));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiMessagesPage *self = SAFI_MESSAGES_PAGE (widget);

  safi_messages_page_show_list (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  safi_messages_page_show_list (SAFI_MESSAGES_PAGE (widget));
}

static void
safi_messages_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SHOWS_CARD)
    g_value_set_boolean (value, safi_messages_page_shows_card (SAFI_MESSAGES_PAGE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
safi_messages_page_dispose (GObject *object)
{
  SafiMessagesPage *self = SAFI_MESSAGES_PAGE (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->messages);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (safi_messages_page_parent_class)->dispose (object);
}

/* Letters work while the list or the card has the focus; a text field keeps what is typed. */
static void
install_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *action;
    GtkWidgetActionActivateFunc activate;
    guint key;
  } keys[] = {
    { "messages.junk", junk_action, GDK_KEY_j },
    { "messages.good", good_action, GDK_KEY_g },
    { "messages.undo", undo_action, GDK_KEY_u },
    { "messages.search", search_action, GDK_KEY_slash },
    { "messages.back", back_action, GDK_KEY_Escape },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    gtk_widget_class_install_action (widget_class, keys[i].action, NULL, keys[i].activate);
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, keys[i].action, NULL);
  }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, panes);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, filters);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, search);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, count);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, list);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, empty);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, card_stack);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, card);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, pane_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_sender_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_undo_cb);
}

static void
safi_messages_page_class_init (SafiMessagesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = safi_messages_page_get_property;
  object_class->dispose = safi_messages_page_dispose;
  properties[PROP_SHOWS_CARD] = g_param_spec_boolean ("shows-card", NULL, NULL, FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[TOLD] = g_signal_new ("told", SAFI_TYPE_MESSAGES_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  g_type_ensure (SAFI_TYPE_TWO_PANE);
  g_type_ensure (SAFI_TYPE_WHY_CARD);
  g_type_ensure (SAFI_TYPE_MESSAGE_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-messages-page.ui");
  bind_children (widget_class);
  install_keys (widget_class);
}

static void
safi_messages_page_init (SafiMessagesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_messages_page_set_engine (SafiMessagesPage *self, SafiEngine *engine)
{
  g_return_if_fail (self->engine == NULL);
  self->engine = g_object_ref (engine);
  self->messages = safi_message_list_new (engine);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->messages)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->messages, "items-changed", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->messages, "notify::loading", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "judged", G_CALLBACK (judged_cb), self, G_CONNECT_SWAPPED);
  safi_messages_page_set_filter (self, SAFI_JUDGED_ALL);
  filter_changed_cb (self);
}

void
safi_messages_page_set_filter (SafiMessagesPage *self, SafiJudgedFilter filter)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (filters[i].filter == filter && i != gtk_drop_down_get_selected (self->filters))
      gtk_drop_down_set_selected (self->filters, i);
  safi_messages_page_show_list (self);
}

gboolean
safi_messages_page_shows_card (SafiMessagesPage *self)
{
  return safi_two_pane_is_folded (self->panes) && safi_two_pane_shows_detail (self->panes);
}

void
safi_messages_page_show_list (SafiMessagesPage *self)
{
  safi_two_pane_show_detail (self->panes, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
got_judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiJudged) judged =
      safi_engine_get_judged_finish (SAFI_ENGINE (source), result, &error);

  if (judged == NULL)
    safi_tasks_tell_error (error);
  else
    safi_tasks_undo (SAFI_ENGINE (source), judged);
}

void
safi_messages_page_undo (SafiMessagesPage *self, gint64 judged)
{
  safi_engine_get_judged_async (self->engine, judged, NULL, got_judged_cb, NULL);
}
