/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/accounts/safi-account-form-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/accounts/safi-sign-in-advice.h"
#include "core/base/safi-error.h"
#include "core/text/safi-text.h"

#define PORT_TLS 993
#define PORT_STARTTLS 143
#define PAUSE 1000 /* milliseconds without a key before names are looked up */

guint16
safi_account_form_read_port (SafiAccountForm *self)
{
  guint64 port;

  if (!g_ascii_string_to_unsigned (gtk_editable_get_text (self->port), 10, 1, G_MAXUINT16, &port,
                                   NULL))
    return 0;
  return (guint16) port;
}

gboolean
safi_account_form_is_complete (SafiAccountForm *self)
{
  return self->search == NULL && self->search_timer == 0 &&
         safi_address_is_plausible (gtk_editable_get_text (self->address)) &&
         gtk_editable_get_text (self->host)[0] != '\0' &&
         gtk_editable_get_text (self->user)[0] != '\0' && safi_account_form_read_port (self) != 0;
}

/* Returns: (transfer full). */
static char *
get_address (SafiAccountForm *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->address)));
}

/* Returns: (transfer full): "" before there is one. */
static char *
get_domain (SafiAccountForm *self)
{
  g_autofree char *address = get_address (self);
  const char *at = strrchr (address, '@');

  return g_strdup (at != NULL ? at + 1 : "");
}

static void
fill (SafiAccountForm *self,
      const char *host,
      guint port,
      SafiSecurity security,
      const char *user,
      gboolean is_expanded)
{
  g_autofree char *port_text = g_strdup_printf ("%u", port);

  self->is_filling = TRUE;
  gtk_editable_set_text (self->host, host);
  adw_combo_row_set_selected (self->security, security == SAFI_SECURITY_STARTTLS);
  gtk_editable_set_text (self->port, port_text);
  gtk_editable_set_text (self->user, user);
  adw_expander_row_set_expanded (self->server_row, is_expanded);
  self->is_filling = FALSE;
}

static void
say (SafiAccountForm *self, const char *advice, gboolean is_warning)
{
  gtk_widget_set_visible (self->advice_box, advice != NULL);
  gtk_label_set_label (self->advice, advice != NULL ? advice : "");
  gtk_image_set_from_icon_name (self->advice_symbol, is_warning ? "dialog-warning-symbolic"
                                                                : "dialog-information-symbolic");
}

static gboolean
has_browser (SafiAccountForm *self)
{
  return self->service != NULL && safi_oauth_service_is_ready (self->service);
}

static void
show_help (SafiAccountForm *self)
{
  const char *args[] = { self->provider != NULL ? self->provider->name : "", NULL };
  /* Translators: a button that opens the help page of a mail provider; {0} is its name. */
  g_autofree char *help = safi_text_fill (_ ("Open the help page of {0}"), args);

  gtk_label_set_label (self->help_label, help);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->help_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  help, -1);
  gtk_widget_set_visible (self->help_button,
                          self->provider != NULL && self->provider->help_url[0] != '\0' &&
                              self->provider->works_now != SAFI_SIGN_IN_PASSWORD);
}

void
safi_account_form_show_ways (SafiAccountForm *self)
{
  gboolean takes_password = safi_sign_in_takes_password (self->provider);

  show_help (self);
  gtk_widget_set_visible (self->browser_button, has_browser (self) && self->cancellable == NULL);
  gtk_widget_set_visible (self->client_group,
                          self->service != NULL && !has_browser (self) && !takes_password);
  gtk_widget_set_visible (self->secret_group, takes_password);
  gtk_widget_set_visible (self->connect_button, takes_password && self->cancellable == NULL);
}

/* What there is for the server that is filled in. */
static void
find_service (SafiAccountForm *self)
{
  const char *host = gtk_editable_get_text (self->host);

  g_clear_pointer (&self->service, safi_oauth_service_unref);
  if (*host != '\0')
    self->service = safi_engine_load_service_for_host (self->engine, host, NULL);
}

static void
show_provider (SafiAccountForm *self)
{
  g_autofree char *advice = NULL;

  if (self->settings != NULL)
    advice = safi_sign_in_advice_found (self->settings, has_browser (self));
  else if (self->provider != NULL)
    advice = safi_sign_in_advice_for (self->provider, has_browser (self));
  say (self, advice,
       (self->settings != NULL && self->settings->is_elsewhere) ||
           (!safi_sign_in_takes_password (self->provider) && !has_browser (self)));
  safi_account_form_show_ways (self);
}

void
safi_account_form_stop_search (SafiAccountForm *self)
{
  g_clear_handle_id (&self->search_timer, g_source_remove);
  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
}

static void
take_settings (SafiAccountForm *self, SafiSettings *settings)
{
  self->settings = settings;
  self->provider = settings->provider;
  fill (self, settings->host, settings->port, settings->security, settings->user,
        settings->is_elsewhere);
  find_service (self);
  show_provider (self);
}

static void
search_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SafiAccountForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *domain = NULL;
  g_autofree char *advice = NULL;
  SafiSettings *settings = safi_engine_find_settings_finish (SAFI_ENGINE (source), result, &error);

  /* Cancelled: another search, or the person, knows better. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->engine == NULL)
    return;
  g_clear_object (&self->search);
  if (settings != NULL) {
    take_settings (self, settings);
  } else {
    domain = get_domain (self);
    advice = safi_sign_in_advice_not_found (
        domain, g_error_matches (error, SAFI_ERROR, SAFI_ERROR_OFFLINE));
    say (self, advice, TRUE);
    adw_expander_row_set_expanded (self->server_row, TRUE);
  }
  gtk_widget_activate_action (GTK_WIDGET (self), "form.refresh", NULL);
}

static gboolean
paused_cb (gpointer user_data)
{
  SafiAccountForm *self = user_data;
  g_autofree char *address = get_address (self);
  g_autofree char *domain = get_domain (self);
  g_autofree char *advice = safi_sign_in_advice_looking (domain);

  self->search_timer = 0;
  self->search = g_cancellable_new ();
  say (self, advice, FALSE);
  safi_engine_find_settings_async (self->engine, address, self->search, search_ended_cb,
                                   g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* A known provider at once; else a first guess, until something better is found. */
void
safi_account_form_take_address (SafiAccountForm *self)
{
  g_autofree char *address = get_address (self);
  g_autofree char *domain = get_domain (self);
  g_autofree char *guess = g_strconcat ("imap.", domain, NULL);
  gboolean is_plausible = safi_address_is_plausible (address);
  g_autofree char *local = g_strndup (address, strcspn (address, "@"));

  safi_account_form_stop_search (self);
  g_clear_pointer (&self->settings, safi_settings_free);
  self->is_own = FALSE;
  self->provider = is_plausible ? safi_provider_lookup (address) : NULL;
  if (self->provider != NULL) {
    fill (self, self->provider->host, self->provider->port, self->provider->security,
          self->provider->user_is_local_part ? local : address, FALSE);
  } else if (is_plausible) {
    fill (self, guess, PORT_TLS, SAFI_SECURITY_TLS, address, TRUE);
    self->search_timer = g_timeout_add (PAUSE, paused_cb, self);
  }
  find_service (self);
  show_provider (self);
}

void
safi_account_form_take_server (SafiAccountForm *self)
{
  if (self->is_filling)
    return;
  if (!self->is_own) {
    safi_account_form_stop_search (self);
    g_clear_pointer (&self->settings, safi_settings_free);
    say (self, NULL, FALSE);
  }
  self->is_own = TRUE;
  self->provider = safi_provider_lookup_host (gtk_editable_get_text (self->host));
  find_service (self);
  show_provider (self);
}

void
safi_account_form_take_security (SafiAccountForm *self)
{
  guint16 port = safi_account_form_read_port (self);
  gboolean is_late = adw_combo_row_get_selected (self->security) == 1;

  if (!self->is_filling && (port == PORT_TLS || port == PORT_STARTTLS))
    gtk_editable_set_text (self->port, is_late ? "143" : "993");
}

void
safi_account_form_take_client (SafiAccountForm *self)
{
  g_autofree char *id = g_strstrip (g_strdup (gtk_editable_get_text (self->client_id)));
  g_autofree char *secret = g_strstrip (g_strdup (gtk_editable_get_text (self->client_secret)));
  gboolean is_set = self->service != NULL &&
                    safi_engine_set_client (self->engine, safi_oauth_service_get_id (self->service),
                                            id, *secret != '\0' ? secret : NULL, NULL);

  if (!is_set)
    gtk_widget_add_css_class (GTK_WIDGET (self->client_id), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->client_id), "error");
  find_service (self);
  show_provider (self);
}
