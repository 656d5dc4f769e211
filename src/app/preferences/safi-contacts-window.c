/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences/safi-contacts-window.h"

#include "app/common/safi-plain-row.h"
#include "app/help/safi-help.h"
#include "words/mailbox/safi-words-contacts.h"
#include "words/safi-words.h"

struct _SafiContactsWindow {
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkBox *days;
  AdwStatusPage *failed;

  GtkListBox *day; /* (nullable): of the day that is filled */
};

G_DEFINE_FINAL_TYPE (SafiContactsWindow, safi_contacts_window, ADW_TYPE_WINDOW)

static void
safi_contacts_window_class_init (SafiContactsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  safi_help_install_key (widget_class, "privacy");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/safibox/Safibox/safi-contacts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiContactsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SafiContactsWindow, days);
  gtk_widget_class_bind_template_child (widget_class, SafiContactsWindow, failed);
}

static void
safi_contacts_window_init (SafiContactsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
begin_day (SafiContactsWindow *self, const SafiContact *contact)
{
  g_autofree char *title =
      safi_words_contact_day (contact->day, safi_clock_wall (safi_clock_get_system ()));
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  gtk_box_append (self->days, group);
  self->day = GTK_LIST_BOX (list);
}

static void
add_contact (SafiContactsWindow *self, const SafiContact *contact)
{
  g_autofree char *host = safi_words_contact_host (contact);
  g_autofree char *amount = safi_words_contact_amount (contact);
  g_autofree char *below = g_strconcat (safi_words_contact_why (contact->why), "\n", amount, NULL);

  gtk_list_box_append (self->day, safi_plain_row_new (host, below));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiContactsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      safi_engine_list_contacts_finish (SAFI_ENGINE (source), result, &error);

  /* Closed meanwhile. */
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  if (rows == NULL) {
    g_autofree char *words = safi_words_error (error);
    g_autofree char *escaped = g_markup_escape_text (words, -1);

    adw_status_page_set_description (self->failed, escaped);
    gtk_stack_set_visible_child_name (self->stack, "failed");
    return;
  }
  for (guint i = 0; i < rows->len; i++) {
    const SafiContact *contact = rows->pdata[i];

    if (i == 0 || ((const SafiContact *) rows->pdata[i - 1])->day != contact->day)
      begin_day (self, contact);
    add_contact (self, contact);
  }
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "list" : "empty");
}

void
safi_contacts_window_present (GtkWindow *parent, SafiEngine *engine)
{
  SafiContactsWindow *self =
      g_object_new (SAFI_TYPE_CONTACTS_WINDOW, "transient-for", parent, NULL);

  safi_engine_list_contacts_async (engine, NULL, listed_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
