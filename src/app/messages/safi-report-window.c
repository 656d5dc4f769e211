/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-report-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/common/safi-file-save.h"
#include "app/common/safi-locale.h"
#include "app/common/safi-mail-rows.h"
#include "app/common/safi-toast.h"
#include "app/common/safi-wrapped-label.h"
#include "app/help/safi-help-now.h"
#include "app/help/safi-help.h"
#include "app/messages/safi-compose.h"
#include "app/messages/safi-report-rows.h"
#include "awareness/country/safi-country.h"
#include "core/base/safi-clock.h"
#include "core/report/safi-feedback.h"
#include "core/text/safi-text.h"
#include "words/report/safi-words-route.h"
#include "words/safi-words.h"

#define FILE_NAME "message.eml"
#define FEEDBACK_NAME "report.eml"

struct _SafiReportWindow {
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkWidget *withheld_group;
  GtkLabel *withheld;
  AdwPreferencesGroup *country_group;
  GtkListBox *contacts;
  GtkWidget *doubtful_group;
  GtkListBox *doubtful;
  GtkListBox *general;
  AdwActionRow *country_row;
  GtkWidget *report_group;
  GtkSwitch *redact_switch;
  AdwActionRow *fetch_row;
  GtkWidget *fetch_button;
  AdwActionRow *header_row;
  GtkLabel *preview;
  GtkWidget *buttons;
  GtkWidget *save_button;
  GtkWidget *feedback_row;

  GSettings *settings;
  GCancellable *cancellable;
  SafiReported reported;
  GStrv own;             /* the person's addresses */
  SafiHandover handover; /* what would be handed over now */
  char *subject;         /* of the report … */
  char *text;            /* … and its text */
};

G_DEFINE_FINAL_TYPE (SafiReportWindow, safi_report_window, ADW_TYPE_WINDOW)

static void
tell (SafiReportWindow *self, const char *sentence)
{
  adw_toast_overlay_add_toast (self->toasts, safi_toast_new (sentence));
}

static gboolean
is_doubtful (const SafiRoute *route)
{
  return route->fact != NULL && safi_country_fact_is_doubtful (route->fact);
}

static GtkListBox *
find_list (SafiReportWindow *self, const SafiRoute *route)
{
  if (route->fact == NULL)
    return self->general;
  return is_doubtful (route) ? self->doubtful : self->contacts;
}

static void
add_routes (SafiReportWindow *self, const char *country)
{
  g_autoptr (GArray) routes = NULL;
  GDate today;

  safi_clock_get_date (safi_clock_get_system (), &today);
  routes = safi_report_list_routes (safi_country_list_facts (), country,
                                    safi_reported_get_kind (&self->reported),
                                    safi_message_get_form (self->reported.message), &today);
  for (guint i = 0; i < routes->len; i++) {
    const SafiRoute *route = &g_array_index (routes, SafiRoute, i);

    gtk_list_box_append (
        find_list (self, route),
        safi_report_rows_new (route, &today, !safi_reported_is_withheld (&self->reported)));
  }
}

static gboolean
has_rows (GtkListBox *list)
{
  return gtk_list_box_get_row_at_index (list, 0) != NULL;
}

static void
show_routes (SafiReportWindow *self)
{
  g_autofree char *country = g_settings_get_string (self->settings, "country");
  g_autofree char *name = *country != '\0' ? safi_locale_name_country (country)
                                           /* Translators: no country is chosen. */
                                           : g_strdup (_ ("Not said"));

  safi_mail_rows_clear (self->contacts);
  safi_mail_rows_clear (self->doubtful);
  safi_mail_rows_clear (self->general);
  add_routes (self, country);
  adw_action_row_set_subtitle (self->country_row, name);
  gtk_widget_set_visible (GTK_WIDGET (self->country_group), has_rows (self->contacts));
  gtk_widget_set_visible (self->doubtful_group, has_rows (self->doubtful));
}

static void
make_handover (SafiReportWindow *self)
{
  SafiMessage *message = self->reported.message;
  g_autoptr (SafiMessage) shown = NULL;

  safi_handover_clear (&self->handover);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->text, g_free);
  if (safi_message_get_form (message) != SAFI_FORM_MAIL) {
    shown = safi_message_ref (message);
  } else {
    self->handover = gtk_switch_get_active (self->redact_switch)
                         ? safi_redact_mail (message, (const char *const *) self->own)
                         : safi_redact_keep (message);
    shown = safi_message_new (self->handover.octets, 0);
  }
  self->subject = safi_words_route_subject (shown);
  self->text =
      safi_words_route_text (shown, safi_reported_get_kind (&self->reported), self->reported.auth);
}

static void
show_report (SafiReportWindow *self)
{
  const gboolean withheld = safi_reported_is_withheld (&self->reported);
  const gboolean is_mail = safi_message_get_form (self->reported.message) == SAFI_FORM_MAIL;

  gtk_widget_set_visible (self->withheld_group,
                          withheld && !safi_reported_can_fetch (&self->reported));
  gtk_widget_set_visible (self->report_group,
                          !withheld || safi_reported_can_fetch (&self->reported));
  gtk_widget_set_visible (self->buttons, !withheld);
  gtk_widget_set_visible (
      gtk_widget_get_ancestor (GTK_WIDGET (self->redact_switch), ADW_TYPE_ACTION_ROW),
      !withheld && is_mail);
  gtk_widget_set_visible (GTK_WIDGET (self->fetch_row), safi_reported_can_fetch (&self->reported));
  gtk_widget_set_visible (self->save_button, is_mail);
  gtk_widget_set_visible (self->feedback_row, !withheld && is_mail);
  gtk_widget_set_visible (
      gtk_widget_get_ancestor (GTK_WIDGET (self->preview), ADW_TYPE_EXPANDER_ROW), !withheld);
  gtk_widget_set_visible (GTK_WIDGET (self->header_row), FALSE);
  if (withheld)
    return;
  make_handover (self);
  /* Where the rest can be fetched, that row says it. */
  gtk_widget_set_visible (GTK_WIDGET (self->header_row),
                          self->handover.is_header && !safi_reported_can_fetch (&self->reported));
  gtk_label_set_label (self->preview, self->text);
}

static void
show_all (SafiReportWindow *self)
{
  show_routes (self);
  show_report (self);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiReportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiMessage) message =
      safi_engine_load_whole_finish (SAFI_ENGINE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->fetch_button, TRUE);
  if (message == NULL) {
    g_autofree char *sentence = safi_words_error (error);

    tell (self, sentence);
    return;
  }
  safi_message_unref (self->reported.message);
  self->reported.message = g_steal_pointer (&message);
  /* More than the limit will not come. */
  self->reported.judged = 0;
  show_all (self);
}

static void
fetch_clicked_cb (SafiReportWindow *self)
{
  gtk_widget_set_sensitive (self->fetch_button, FALSE);
  safi_engine_load_whole_async (self->reported.engine, self->reported.judged, self->cancellable,
                                fetched_cb, g_object_ref (self));
}

static void
copy_clicked_cb (SafiReportWindow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
  tell (self, _ ("The text is copied. Paste it where you report."));
}

static void
saved_cb (GtkWindow *window, gboolean is_saved)
{
  tell (SAFI_REPORT_WINDOW (window), is_saved ? _ ("Saved. Attach this file where you report.")
                                              : _ ("The file could not be saved. Choose another "
                                                   "folder."));
}

static void
save_clicked_cb (SafiReportWindow *self)
{
  /* Translators: the title of a window that asks for the name of a file. */
  safi_file_save (GTK_WINDOW (self), _ ("Save the message"), FILE_NAME, self->handover.octets,
                  G_FILE_CREATE_PRIVATE, saved_cb);
}

static void
feedback_clicked_cb (SafiReportWindow *self)
{
  g_autofree char *reporter =
      gtk_switch_get_active (self->redact_switch)
          ? NULL
          : safi_reported_find_reporter (&self->reported, (const char *const *) self->own);
  const SafiFeedback feedback = {
    .kind = safi_reported_get_kind (&self->reported),
    .auth = self->reported.auth,
    .from = reporter,
    .text = self->text,
    .now = g_get_real_time () / G_USEC_PER_SEC,
  };
  g_autoptr (GBytes) octets = safi_feedback_write (&feedback, &self->handover);

  /* Translators: the title of a window that asks for the name of a file. */
  safi_file_save (GTK_WINDOW (self), _ ("Save the report"), FEEDBACK_NAME, octets,
                  G_FILE_CREATE_PRIVATE, saved_cb);
}

static void
help_clicked_cb (SafiReportWindow *self)
{
  safi_help_now_present (GTK_WINDOW (self), self->reported.message);
}

static void
country_clicked_cb (SafiReportWindow *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "preferences",
                                  NULL);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *value)
{
  const char *args[] = { g_variant_get_string (value, NULL), NULL };
  /* Translators: {0} is a phone number or an address that can be pasted now. */
  g_autofree char *sentence = safi_text_fill (_ ("Copied: {0}"), args);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), args[0]);
  tell (SAFI_REPORT_WINDOW (widget), sentence);
}

/* Returns: (nullable): what is to be done next. */
static const char *
advise (SafiReportWindow *self, SafiComposed composed)
{
  switch (composed) {
  case SAFI_COMPOSE_WHOLE:
    return _ ("Your mail program has it. Read it there, and send it from there.");
  case SAFI_COMPOSE_BARE:
    return _ ("Your mail program has the text. Save the message, and attach it there yourself.");
  case SAFI_COMPOSE_EMPTY:
    return self->handover.octets != NULL
               ? _ ("The text was too long to go along. Copy it, save the message, and add both in "
                    "your mail program.")
               : _ ("The text was too long to go along. Copy it, and paste it in your mail "
                    "program.");
  case SAFI_COMPOSE_FAILED:
    return _ ("No mail program answered. Copy the address and the text instead.");
  case SAFI_COMPOSE_CANCELLED:
  default:
    return NULL;
  }
}

static void
composed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiReportWindow) self = user_data;
  const char *advice = advise (self, safi_compose_finish (result));

  if (advice != NULL && !g_cancellable_is_cancelled (self->cancellable))
    tell (self, advice);
}

static void
compose_cb (GtkWidget *widget, const char *action, GVariant *value)
{
  SafiReportWindow *self = SAFI_REPORT_WINDOW (widget);
  SafiDraft draft = {
    .address = g_variant_get_string (value, NULL),
    .subject = self->subject,
    .body = self->text,
    .file_name = FILE_NAME,
    .file = self->handover.octets,
  };

  safi_compose_async (GTK_WINDOW (self), &draft, self->cancellable, composed_cb,
                      g_object_ref (self));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiReportWindow) self = user_data;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL) &&
      !g_cancellable_is_cancelled (self->cancellable))
    tell (self, _ ("No browser answered. Copy the address instead."));
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *value)
{
  SafiReportWindow *self = SAFI_REPORT_WINDOW (widget);

  gtk_show_uri_full (GTK_WINDOW (self), g_variant_get_string (value, NULL), GDK_CURRENT_TIME,
                     self->cancellable, opened_cb, g_object_ref (self));
}

static void
safi_report_window_dispose (GObject *object)
{
  SafiReportWindow *self = SAFI_REPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (safi_report_window_parent_class)->dispose (object);
}

static void
safi_report_window_finalize (GObject *object)
{
  SafiReportWindow *self = SAFI_REPORT_WINDOW (object);

  g_clear_object (&self->cancellable);
  safi_reported_clear (&self->reported);
  safi_handover_clear (&self->handover);
  g_strfreev (self->own);
  g_free (self->subject);
  g_free (self->text);
  G_OBJECT_CLASS (safi_report_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, withheld_group);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, withheld);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, country_group);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, contacts);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, doubtful_group);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, doubtful);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, general);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, country_row);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, report_group);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, redact_switch);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, fetch_row);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, fetch_button);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, header_row);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, buttons);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, SafiReportWindow, feedback_row);
}

static void
safi_report_window_class_init (SafiReportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_report_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = safi_report_window_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  safi_help_install_key (widget_class, "report");
  gtk_widget_class_install_action (widget_class, "contact.copy", "s", copy_cb);
  gtk_widget_class_install_action (widget_class, "report.compose", "s", compose_cb);
  gtk_widget_class_install_action (widget_class, "report.open", "s", open_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-report-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, show_report);
  gtk_widget_class_bind_template_callback (widget_class, fetch_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, feedback_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, help_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, country_clicked_cb);
}

static void
safi_report_window_init (SafiReportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  safi_toast_close_by_escape (self->toasts);
  safi_wrapped_label_use_in_title (self->doubtful_group);
  gtk_label_set_label (self->withheld, safi_words_route_withheld ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->header_row),
                                 safi_words_route_header_only ());
  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new (SAFI_APPLICATION_ID);
  g_signal_connect_object (self->settings, "changed::country", G_CALLBACK (show_routes), self,
                           G_CONNECT_SWAPPED);
}

void
safi_report_window_present (GtkWindow *parent, const SafiReported *reported)
{
  SafiReportWindow *self = g_object_new (SAFI_TYPE_REPORT_WINDOW, "transient-for", parent, NULL);

  safi_compose_tidy ();
  safi_reported_copy (&self->reported, reported);
  self->own = safi_reported_list_own (reported);
  show_all (self);
  gtk_window_present (GTK_WINDOW (self));
}
