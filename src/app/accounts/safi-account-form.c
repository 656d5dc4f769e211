/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/accounts/safi-account-form-private.h"

#include "account/safi-secrets.h"
#include "app/accounts/safi-visit.h"
#include "app/help/safi-help.h"
#include "words/safi-words.h"

G_DEFINE_FINAL_TYPE (SafiAccountForm, safi_account_form, ADW_TYPE_WINDOW)

static void
refresh (SafiAccountForm *self)
{
  gboolean is_complete = safi_account_form_is_complete (self);

  gtk_widget_set_sensitive (self->browser_button, is_complete);
  gtk_widget_set_sensitive (self->connect_button,
                            is_complete && gtk_editable_get_text (self->password)[0] != '\0');
}

static void
refresh_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  refresh (SAFI_ACCOUNT_FORM (widget));
}

static void
address_changed_cb (SafiAccountForm *self)
{
  safi_account_form_take_address (self);
  refresh (self);
}

static void
server_changed_cb (SafiAccountForm *self)
{
  safi_account_form_take_server (self);
  refresh (self);
}

static void
security_selected_cb (SafiAccountForm *self)
{
  safi_account_form_take_security (self);
}

static void
client_applied_cb (SafiAccountForm *self)
{
  safi_account_form_take_client (self);
  refresh (self);
}

/* @focus: (nullable): what the person goes on with. */
static void
set_busy (SafiAccountForm *self, gboolean is_busy, GtkWidget *focus)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (self->cancel_button, is_busy);
  safi_account_form_show_ways (self);
  /* A text field that loses its sensitivity must not have the focus. */
  gtk_widget_grab_focus (is_busy ? self->cancel_button : focus);
  gtk_widget_set_sensitive (GTK_WIDGET (self->address), !is_busy);
  gtk_widget_set_sensitive (self->secret_group, !is_busy);
  gtk_widget_set_sensitive (self->client_group, !is_busy);
  gtk_widget_set_sensitive (self->online_group, !is_busy);
}

/* What the person began with. */
static GtkWidget *
get_start (SafiAccountForm *self)
{
  if (self->account != NULL && safi_account_get_way (self->account) > SAFI_WAY_BROWSER)
    return self->online_group;
  return gtk_widget_get_visible (self->connect_button) ? self->connect_button
                                                       : self->browser_button;
}

static void
show_error (SafiAccountForm *self, const GError *error)
{
  g_autofree char *sentence = safi_words_error (error);
  g_autofree char *next_step = safi_words_next_step (error);

  gtk_label_set_label (self->error, sentence);
  gtk_label_set_label (self->next_step, next_step != NULL ? next_step : "");
  gtk_widget_set_visible (GTK_WIDGET (self->next_step), next_step != NULL);
  gtk_widget_set_visible (self->error_box, TRUE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  if (g_error_matches (error, SAFI_ERROR, SAFI_ERROR_WRONG_PASSWORD))
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
  else if (safi_error_get_remedy (error) != SAFI_REMEDY_NONE &&
           !g_error_matches (error, SAFI_ERROR, SAFI_ERROR_OFFLINE))
    adw_expander_row_set_expanded (self->server_row, TRUE);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiAccountForm) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_added = safi_engine_add_account_finish (SAFI_ENGINE (source), result, &error);

  g_clear_object (&self->cancellable);
  if (self->engine == NULL) /* the window was closed meanwhile */
    return;
  set_busy (self, FALSE, get_start (self));
  if (is_added) {
    gtk_editable_set_text (self->password, "");
    safi_account_form_show_start (self);
    return;
  }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
}

static SafiAccount *
make_account (SafiAccountForm *self)
{
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (self->address)));
  g_autofree char *user = g_strstrip (g_strdup (gtk_editable_get_text (self->user)));
  g_autofree char *host = g_strstrip (g_strdup (gtk_editable_get_text (self->host)));

  return safi_account_new_imap (NULL, address, user, host, safi_account_form_read_port (self),
                                adw_combo_row_get_selected (self->security) == 1
                                    ? SAFI_SECURITY_STARTTLS
                                    : SAFI_SECURITY_TLS);
}

/* Takes @account. FALSE: it is under way already. */
static gboolean
begin (SafiAccountForm *self, SafiAccount *account)
{
  g_autoptr (SafiAccount) taken = account;

  if (self->cancellable != NULL)
    return FALSE;
  gtk_widget_set_visible (self->error_box, FALSE);
  g_clear_pointer (&self->account, safi_account_unref);
  self->account = g_steal_pointer (&taken);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE, NULL);
  return TRUE;
}

static void
connect_clicked_cb (SafiAccountForm *self)
{
  if (!gtk_widget_get_sensitive (self->connect_button) || !begin (self, make_account (self)))
    return;
  safi_engine_add_account_async (
      self->engine, self->account, gtk_editable_get_text (self->password),
      gtk_switch_get_active (self->remember), self->cancellable, added_cb, g_object_ref (self));
}

static void
visited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiAccountForm) self = user_data;
  g_autoptr (SafiAccount) asked = g_steal_pointer (&self->account);
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiOauthTokens) tokens = safi_visit_finish (result, &error);

  if (self->engine == NULL) /* the window was closed meanwhile */
    return;
  gtk_widget_set_visible (self->waiting, FALSE);
  if (tokens == NULL) {
    g_clear_object (&self->cancellable);
    set_busy (self, FALSE, self->browser_button);
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      show_error (self, error);
    return;
  }
  gtk_window_present (GTK_WINDOW (self));
  self->account =
      safi_account_with_way (asked, SAFI_WAY_BROWSER, safi_oauth_service_get_id (self->service));
  safi_engine_add_account_async (self->engine, self->account, tokens->refresh, TRUE,
                                 self->cancellable, added_cb, g_object_ref (self));
}

static void
browser_clicked_cb (SafiAccountForm *self)
{
  if (!begin (self, make_account (self)))
    return;
  gtk_widget_set_visible (self->waiting, TRUE);
  safi_visit_async (GTK_WINDOW (self), self->engine, self->service,
                    safi_account_get_address (self->account), self->cancellable, visited_cb,
                    g_object_ref (self));
}

void
safi_account_form_connect_online (SafiAccountForm *self, SafiAccount *account)
{
  if (!begin (self, safi_account_ref (account)))
    return;
  safi_engine_add_account_async (self->engine, self->account, NULL, FALSE, self->cancellable,
                                 added_cb, g_object_ref (self));
}

static void
cancel_clicked_cb (SafiAccountForm *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
help_clicked_cb (SafiAccountForm *self)
{
  gtk_show_uri (GTK_WINDOW (self), self->provider->help_url, GDK_CURRENT_TIME);
}

static void
watch_clicked_cb (SafiAccountForm *self)
{
  safi_account_form_start (self, TRUE);
}

static void
move_clicked_cb (SafiAccountForm *self)
{
  safi_account_form_start (self, FALSE);
}

static void
learn_clicked_cb (SafiAccountForm *self)
{
  safi_account_form_learn (self);
}

static void
learn_later_clicked_cb (SafiAccountForm *self)
{
  safi_account_form_learn_later (self);
}

static gboolean
safi_account_form_close_request (GtkWindow *window)
{
  SafiAccountForm *self = SAFI_ACCOUNT_FORM (window);

  g_cancellable_cancel (self->cancellable);
  safi_account_form_stop_search (self);
  safi_account_form_keep_draft (self);
  gtk_editable_set_text (self->password, "");
  g_clear_object (&self->engine);
  return GTK_WINDOW_CLASS (safi_account_form_parent_class)->close_request (window);
}

static void
safi_account_form_dispose (GObject *object)
{
  SafiAccountForm *self = SAFI_ACCOUNT_FORM (object);

  safi_account_form_stop_search (self);
  g_clear_object (&self->engine);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->account, safi_account_unref);
  g_clear_pointer (&self->settings, safi_settings_free);
  g_clear_pointer (&self->service, safi_oauth_service_unref);
  G_OBJECT_CLASS (safi_account_form_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, stack);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, scroller);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, online_group);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, address);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, advice_box);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, advice_symbol);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, advice);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, help_button);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, help_label);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, browser_button);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, client_group);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, client_id);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, client_secret);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, waiting);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, secret_group);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, password);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, remember);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, server_row);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, host);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, security);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, port);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, user);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, error_box);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, error);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, next_step);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, spinner);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, connect_button);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, watch_button);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, learn_card);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, learn_amount);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, learn_answers);
}

static void
safi_account_form_class_init (SafiAccountFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_account_form_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = safi_account_form_close_request;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  safi_help_install_key (widget_class, "add-mailbox");
  gtk_widget_class_install_action (widget_class, "form.refresh", NULL, refresh_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-account-form.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, server_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, client_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, browser_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, security_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, help_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, watch_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, learn_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, learn_later_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_clicked_cb);
}

static void
safi_account_form_init (SafiAccountForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  safi_account_form_show_ways (self);
}

void
safi_account_form_present (GtkWindow *parent, SafiEngine *engine)
{
  SafiAccountForm *self = g_object_new (SAFI_TYPE_ACCOUNT_FORM, "transient-for", parent, NULL);

  self->engine = g_object_ref (engine);
  safi_account_form_list_online (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
  safi_account_form_take_draft (self);
}
