/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-messages-page.h"

#include <glib/gi18n.h>

#include "app/common/safi-tasks.h"
#include "app/common/safi-two-pane.h"
#include "app/messages/safi-answer-question.h"
#include "app/messages/safi-answers.h"
#include "app/messages/safi-message-choice.h"
#include "app/messages/safi-message-list.h"
#include "app/messages/safi-message-row.h"
#include "app/messages/safi-selection-bar.h"
#include "app/messages/safi-why-card.h"

struct _SafiMessagesPage {
  AdwBin parent_instance;

  SafiTwoPane *panes;
  GtkDropDown *filters;
  GtkEditable *search;
  GtkLabel *count;
  GtkDropDown *order;
  GtkStack *list_stack;
  GtkListView *list;
  GtkEventController *row_click;
  SafiSelectionBar *bar;
  AdwStatusPage *empty;
  GtkStack *card_stack;
  AdwStatusPage *many;
  SafiWhyCard *card;

  SafiEngine *engine;
  SafiMessageList *messages;
  SafiMessageChoice *choice;
  SafiAnswers *answers;
  gboolean is_selecting; /* a click chooses a message beside others */
  gboolean is_stale;     /* the filter has changed while the page was out of sight */
};

G_DEFINE_FINAL_TYPE (SafiMessagesPage, safi_messages_page, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_SHOWS_CARD,
  PROP_SELECTING,
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
  /* Translators: in place of an empty list: there is no message that the person is asked about. */
  { SAFI_JUDGED_NEEDS_YOU, N_ ("Nothing needs you"),
    N_ ("Messages that Safibox is not sure about appear here.") },
  /* Translators: in place of an empty list of junk. */
  { SAFI_JUDGED_JUNK, N_ ("No junk"), N_ ("Junk that Safibox finds appears here.") },
  /* Translators: in place of an empty list of good messages. */
  { SAFI_JUDGED_GOOD, N_ ("No messages"), N_ ("Messages without signs of junk appear here.") },
  /* Translators: in place of an empty list of all messages. */
  { SAFI_JUDGED_ALL, N_ ("No messages yet"),
    N_ ("Add a mailbox and check it; its messages appear here.") },
  { SAFI_JUDGED_WOULD_MOVE, N_ ("Nothing is held back"),
    N_ ("Junk that Safibox would move, but only watches, appears here.") },
};

static void
show_many (SafiMessagesPage *self, guint n_chosen)
{
  g_autofree char *title =
      /* Translators: how many messages in a list are ticked. */
      g_strdup_printf (ngettext ("%u message chosen", "%u messages chosen", n_chosen), n_chosen);

  adw_status_page_set_title (self->many, title);
  gtk_stack_set_visible_child_name (self->card_stack, "many");
}

static void
show_chosen (SafiMessagesPage *self)
{
  SafiJudged *judged = safi_message_choice_get_only (self->choice);
  guint n_chosen = safi_message_choice_count (self->choice);
  gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (self->messages)) > 0;

  if (n_chosen > 1) {
    show_many (self, n_chosen);
  } else if (judged == NULL) {
    gtk_stack_set_visible_child_name (self->card_stack, has_rows ? "none" : "no-choice");
  } else {
    safi_why_card_show_judged (self->card, self->engine, judged);
    gtk_stack_set_visible_child_name (self->card_stack, "card");
  }
}

static void
show_bar (SafiMessagesPage *self)
{
  safi_selection_bar_show (self->bar, safi_message_choice_count (self->choice), self->is_selecting,
                           self->answers);
}

/* With one pane the card is fetched only when it is opened. */
static void
choice_changed_cb (SafiMessagesPage *self)
{
  show_bar (self);
  if (!safi_two_pane_is_folded (self->panes))
    show_chosen (self);
}

static void
answers_changed_cb (SafiMessagesPage *self)
{
  show_bar (self);
}

static void
answers_told_cb (SafiMessagesPage *self, const char *sentence, GVariant *undo)
{
  g_signal_emit (self, signals[TOLD], 0, sentence, undo);
}

static void
row_activated_cb (SafiMessagesPage *self, guint position)
{
  if (self->is_selecting) {
    safi_message_choice_toggle (self->choice, position);
    return;
  }
  safi_message_choice_choose (self->choice, position);
  show_chosen (self);
  safi_two_pane_show_detail (self->panes, TRUE);
  gtk_widget_child_focus (GTK_WIDGET (self->card), GTK_DIR_TAB_FORWARD);
}

/* While messages are selected a click or a finger adds to them; else it would drop all others. */
static void
row_pressed_cb (SafiMessagesPage *self, int n_press, double x, double y)
{
  SafiMessageRow *row = safi_message_row_find_at (GTK_WIDGET (self->list), x, y);

  if (row == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (self->row_click), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
  safi_message_choice_toggle (self->choice, safi_message_row_get_position (row));
}

static void
adapt_clicks (SafiMessagesPage *self)
{
  gtk_list_view_set_single_click_activate (self->list, safi_two_pane_is_folded (self->panes) &&
                                                           !self->is_selecting);
  gtk_event_controller_set_propagation_phase (
      self->row_click, self->is_selecting ? GTK_PHASE_CAPTURE : GTK_PHASE_NONE);
}

static void
set_selecting (SafiMessagesPage *self, gboolean is_selecting)
{
  if (self->is_selecting == is_selecting)
    return;
  self->is_selecting = is_selecting;
  adapt_clicks (self);
  if (!is_selecting)
    safi_message_choice_clear (self->choice);
  show_bar (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTING]);
}

static void
pane_changed_cb (SafiMessagesPage *self)
{
  if (self->choice == NULL)
    return;
  adapt_clicks (self);
  if (!safi_two_pane_is_folded (self->panes))
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
  /* Translators: how many messages a list has. */
  g_autofree char *text = g_strdup_printf (ngettext ("%u message", "%u messages", n_rows), n_rows);

  /* Translators: in place of the number of messages, while a list is read. */
  gtk_label_set_label (self->count, n_rows == 0 && is_loading ? _ ("Loading…") : text);
  gtk_stack_set_visible_child_name (self->list_stack, n_rows > 0 || is_loading ? "list" : "empty");
  if (safi_message_choice_count (self->choice) != 1)
    show_chosen (self);
  show_bar (self);
  if (chosen >= G_N_ELEMENTS (filters))
    return;
  adw_status_page_set_title (self->empty,
                             /* Translators: in place of a list that a search left empty. */
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
  self->is_stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->is_stale)
    return;
  safi_message_list_set_filter (self->messages, filters[chosen].filter,
                                gtk_editable_get_text (self->search));
  gtk_stack_set_visible_child_name (self->card_stack, "none");
}

/* The .ui file lists the orders as SafiMessageOrder does. */
static void
order_changed_cb (SafiMessagesPage *self)
{
  guint order = gtk_drop_down_get_selected (self->order);

  if (self->choice == NULL || order == GTK_INVALID_LIST_POSITION)
    return;
  safi_message_choice_set_order (self->choice, (SafiMessageOrder) order);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->messages)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
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

static void
answer (SafiMessagesPage *self, SafiClass class)
{
  g_autoptr (GPtrArray) messages = safi_message_choice_get_all (self->choice);

  safi_answer_question_say (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->answers,
                            messages, class);
}

static void
take_back (SafiMessagesPage *self)
{
  g_autoptr (GPtrArray) messages = safi_message_choice_get_all (self->choice);

  if (messages->len > 0)
    safi_answers_take_back (self->answers, messages);
}

static void
card_answered_cb (SafiMessagesPage *self, guint class)
{
  answer (self, (SafiClass) class);
}

static void
card_sender_chosen_cb (SafiMessagesPage *self, const char *sender, guint rule)
{
  SafiJudged *judged = safi_message_choice_get_only (self->choice);

  if (judged != NULL)
    safi_answers_say_of_sender (self->answers, judged, sender, (SafiSenderRule) rule);
}

static void
card_undo_cb (SafiMessagesPage *self)
{
  take_back (self);
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
  take_back (SAFI_MESSAGES_PAGE (widget));
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  safi_answers_stop (SAFI_MESSAGES_PAGE (widget)->answers);
}

/* The next message that waits for an answer; its row is scrolled to, and takes the focus. */
static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiMessagesPage *self = SAFI_MESSAGES_PAGE (widget);
  guint position = safi_message_choice_find_waiting (self->choice);
  SafiMessageRow *row;

  if (position == GTK_INVALID_LIST_POSITION) {
    safi_tasks_tell (_ ("No other message waits for your answer"));
    return;
  }
  set_selecting (self, FALSE);
  safi_message_choice_choose (self->choice, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  row = safi_message_row_find (GTK_WIDGET (self->list), position);
  if (safi_messages_page_shows_card (self))
    show_chosen (self);
  else if (row != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
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
  SafiMessagesPage *self = SAFI_MESSAGES_PAGE (widget);

  set_selecting (self, FALSE);
  if (safi_message_choice_count (self->choice) > 1)
    safi_message_choice_clear (self->choice);
  safi_messages_page_show_list (self);
}

static void
safi_messages_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SHOWS_CARD)
    g_value_set_boolean (value, safi_messages_page_shows_card (SAFI_MESSAGES_PAGE (object)));
  else if (id == PROP_SELECTING)
    g_value_set_boolean (value, SAFI_MESSAGES_PAGE (object)->is_selecting);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
safi_messages_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SELECTING)
    set_selecting (SAFI_MESSAGES_PAGE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
safi_messages_page_dispose (GObject *object)
{
  SafiMessagesPage *self = SAFI_MESSAGES_PAGE (object);

  g_clear_object (&self->answers);
  g_clear_object (&self->choice);
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
    { "messages.next", next_action, GDK_KEY_n },
    { "messages.search", search_action, GDK_KEY_slash },
    { "messages.back", back_action, GDK_KEY_Escape },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    gtk_widget_class_install_action (widget_class, keys[i].action, NULL, keys[i].activate);
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, keys[i].action, NULL);
  }
  gtk_widget_class_install_action (widget_class, "messages.stop", NULL, stop_action);
  gtk_widget_class_install_property_action (widget_class, "messages.select", "selecting");
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, panes);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, filters);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, search);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, count);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, order);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, list);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, row_click);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, bar);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, many);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, empty);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, card_stack);
  gtk_widget_class_bind_template_child (widget_class, SafiMessagesPage, card);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, order_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pane_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_sender_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_undo_cb);
}

/* Nothing is read before the page is looked at: the window is there sooner, and memory stays free.
 */
static void
safi_messages_page_map (GtkWidget *widget)
{
  SafiMessagesPage *self = SAFI_MESSAGES_PAGE (widget);

  GTK_WIDGET_CLASS (safi_messages_page_parent_class)->map (widget);
  if (self->is_stale)
    filter_changed_cb (self);
}

static void
safi_messages_page_class_init (SafiMessagesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = safi_messages_page_map;
  object_class->get_property = safi_messages_page_get_property;
  object_class->set_property = safi_messages_page_set_property;
  object_class->dispose = safi_messages_page_dispose;
  properties[PROP_SHOWS_CARD] = g_param_spec_boolean ("shows-card", NULL, NULL, FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SELECTING] =
      g_param_spec_boolean ("selecting", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[TOLD] = g_signal_new ("told", SAFI_TYPE_MESSAGES_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_VARIANT);
  g_type_ensure (SAFI_TYPE_TWO_PANE);
  g_type_ensure (SAFI_TYPE_WHY_CARD);
  g_type_ensure (SAFI_TYPE_SELECTION_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-messages-page.ui");
  bind_children (widget_class);
  install_keys (widget_class);
}

static void
safi_messages_page_init (SafiMessagesPage *self)
{
  g_autoptr (GtkListItemFactory) factory = safi_message_row_new_factory (G_OBJECT (self));

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (self->list, factory);
}

void
safi_messages_page_set_engine (SafiMessagesPage *self, SafiEngine *engine)
{
  g_return_if_fail (self->engine == NULL);
  self->engine = g_object_ref (engine);
  self->messages = safi_message_list_new (engine);
  self->choice = safi_message_choice_new (G_LIST_MODEL (self->messages));
  self->answers = safi_answers_new (engine);
  gtk_list_view_set_model (self->list, safi_message_choice_get_model (self->choice));
  adapt_clicks (self);
  g_signal_connect_object (self->choice, "changed", G_CALLBACK (choice_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->answers, "changed", G_CALLBACK (answers_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->answers, "rule-set", G_CALLBACK (safi_why_card_follow_rule),
                           self->card, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->answers, "told", G_CALLBACK (answers_told_cb), self,
                           G_CONNECT_SWAPPED);
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
  /* From a page that is not shown no key leads anywhere else. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

void
safi_messages_page_undo (SafiMessagesPage *self, GVariant *undo)
{
  safi_answers_undo (self->answers, undo);
}
