/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/accounts/safi-password-dialog.h"

#include <glib/gi18n.h>

#include "account/safi-secrets.h"
#include "app/accounts/safi-visit.h"
#include "app/common/safi-tasks.h"
#include "app/help/safi-help.h"
#include "core/text/safi-text.h"
#include "words/safi-words.h"

#define ADDRESS_CHARS_MAX 200

struct _SafiPasswordDialog {
  AdwWindow parent_instance;

  GtkLabel *address;
  GtkWidget *password_group;
  GtkEditable *password;
  GtkSwitch *remember;
  GtkWidget *error_box;
  GtkLabel *error;
  GtkSpinner *spinner;
  GtkWidget *connect_button;
  GtkWidget *browser_button;

  SafiEngine *engine;
  SafiAccount *account;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SafiPasswordDialog, safi_password_dialog, ADW_TYPE_WINDOW)

static void
set_busy (SafiPasswordDialog *self, gboolean is_busy)
{
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_editable_set_editable (self->password, !is_busy);
  gtk_widget_set_sensitive (self->connect_button,
                            !is_busy && gtk_editable_get_text (self->password)[0] != '\0');
  gtk_widget_set_sensitive (self->browser_button, !is_busy);
}

static void
password_changed_cb (SafiPasswordDialog *self)
{
  set_busy (self, FALSE);
}

static void
show_error (SafiPasswordDialog *self, const GError *error)
{
  g_autofree char *sentence = safi_words_error (error);
  g_autofree char *next_step = safi_words_next_step (error);
  g_autofree char *text = g_strjoin (" ", sentence, next_step, NULL);

  gtk_label_set_label (self->error, text);
  gtk_widget_set_visible (self->error_box, TRUE);
  gtk_widget_grab_focus (gtk_widget_get_visible (self->browser_button)
                             ? self->browser_button
                             : GTK_WIDGET (self->password));
}

static void
secret_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiPasswordDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_set = safi_engine_set_secret_finish (SAFI_ENGINE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (!is_set) {
    show_error (self, error);
    return;
  }
  safi_tasks_check (self->engine, safi_account_get_id (self->account));
  gtk_window_close (GTK_WINDOW (self));
}

static void
connect_clicked_cb (SafiPasswordDialog *self)
{
  const char *password = gtk_editable_get_text (self->password);

  if (password[0] == '\0' || gtk_spinner_get_spinning (self->spinner))
    return;
  gtk_widget_set_visible (self->error_box, FALSE);
  set_busy (self, TRUE);
  safi_engine_set_secret_async (self->engine, safi_account_get_id (self->account), password,
                                gtk_switch_get_active (self->remember), self->cancellable,
                                secret_set_cb, g_object_ref (self));
}

static void
visited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiPasswordDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiOauthTokens) tokens = safi_visit_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (tokens == NULL) {
    set_busy (self, FALSE);
    show_error (self, error);
    return;
  }
  gtk_window_present (GTK_WINDOW (self));
  safi_engine_set_secret_async (self->engine, safi_account_get_id (self->account), tokens->refresh,
                                TRUE, self->cancellable, secret_set_cb, g_object_ref (self));
}

static void
browser_clicked_cb (SafiPasswordDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiOauthService) service =
      safi_engine_load_service (self->engine, safi_account_get_authority (self->account), &error);

  gtk_widget_set_visible (self->error_box, FALSE);
  if (service == NULL) {
    show_error (self, error);
    return;
  }
  set_busy (self, TRUE);
  safi_visit_async (GTK_WINDOW (self), self->engine, service,
                    safi_account_get_address (self->account), self->cancellable, visited_cb,
                    g_object_ref (self));
}

static gboolean
safi_password_dialog_close_request (GtkWindow *window)
{
  SafiPasswordDialog *self = SAFI_PASSWORD_DIALOG (window);

  g_cancellable_cancel (self->cancellable);
  gtk_editable_set_text (self->password, "");
  return GTK_WINDOW_CLASS (safi_password_dialog_parent_class)->close_request (window);
}

static void
safi_password_dialog_dispose (GObject *object)
{
  SafiPasswordDialog *self = SAFI_PASSWORD_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->account, safi_account_unref);
  G_OBJECT_CLASS (safi_password_dialog_parent_class)->dispose (object);
}

static void
safi_password_dialog_class_init (SafiPasswordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_password_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = safi_password_dialog_close_request;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  safi_help_install_key (widget_class, "sign-in");
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/safibox/Safibox/safi-password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPasswordDialog, address);
  gtk_widget_class_bind_template_child (widget_class, SafiPasswordDialog, password);
  gtk_widget_class_bind_template_child (widget_class, SafiPasswordDialog, remember);
  gtk_widget_class_bind_template_child (widget_class, SafiPasswordDialog, error_box);
  gtk_widget_class_bind_template_child (widget_class, SafiPasswordDialog, error);
  gtk_widget_class_bind_template_child (widget_class, SafiPasswordDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, SafiPasswordDialog, connect_button);
  gtk_widget_class_bind_template_callback (widget_class, password_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, SafiPasswordDialog, password_group);
  gtk_widget_class_bind_template_child (widget_class, SafiPasswordDialog, browser_button);
  gtk_widget_class_bind_template_callback (widget_class, connect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, browser_clicked_cb);
}

static void
safi_password_dialog_init (SafiPasswordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/* One way to sign in, and not the other. */
static void
show_way (SafiPasswordDialog *self)
{
  gboolean in_browser = safi_account_get_way (self->account) == SAFI_WAY_BROWSER;

  gtk_widget_set_visible (self->password_group, !in_browser);
  gtk_widget_set_visible (self->connect_button, !in_browser);
  gtk_widget_set_visible (self->browser_button, in_browser);
  if (in_browser)
    /* Translators: the title of a window: sign in to a mailbox in the browser. */
    gtk_window_set_title (GTK_WINDOW (self), _ ("Sign in"));
  gtk_widget_grab_focus (in_browser ? self->browser_button : GTK_WIDGET (self->password));
}

void
safi_password_dialog_present (GtkWindow *parent, SafiEngine *engine, SafiAccount *account)
{
  SafiPasswordDialog *self =
      g_object_new (SAFI_TYPE_PASSWORD_DIALOG, "transient-for", parent, NULL);
  g_autofree char *address =
      safi_text_isolate (safi_account_get_address (account), ADDRESS_CHARS_MAX);

  self->engine = g_object_ref (engine);
  self->account = safi_account_ref (account);
  gtk_label_set_label (self->address, address);
  show_way (self);
  gtk_window_present (GTK_WINDOW (self));
}
