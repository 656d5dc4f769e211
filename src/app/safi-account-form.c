/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-account-form.h"

#include <glib/gi18n.h>

#include "account/safi-provider.h"
#include "app/safi-tasks.h"
#include "core/safi-text.h"
#include "words/safi-words.h"

#define PORT_TLS 993
#define PORT_STARTTLS 143

struct _SafiAccountForm {
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkEditable *address;
  GtkWidget *advice_box;
  GtkImage *advice_symbol;
  GtkLabel *advice;
  GtkWidget *help_button;
  GtkLabel *help_label;
  GtkWidget *secret_group;
  GtkEditable *password;
  GtkSwitch *remember;
  AdwExpanderRow *server_row;
  GtkEditable *host;
  AdwComboRow *security;
  GtkEditable *port;
  GtkEditable *user;
  GtkWidget *error_box;
  GtkLabel *error;
  GtkLabel *next_step;
  GtkWidget *connect_box;
  GtkSpinner *spinner;
  GtkWidget *connect_button;
  GtkWidget *cancel_button;
  GtkWidget *watch_button;

  SafiEngine *engine;
  const SafiProvider *provider; /* (nullable) */
  SafiAccount *account;         /* (nullable) being linked, or linked */
  GCancellable *cancellable;    /* (nullable) while connecting */
};

G_DEFINE_FINAL_TYPE (SafiAccountForm, safi_account_form, ADW_TYPE_WINDOW)

static guint16
read_port (SafiAccountForm *self)
{
  guint64 port;

  if (!g_ascii_string_to_unsigned (gtk_editable_get_text (self->port), 10, 1, G_MAXUINT16, &port,
                                   NULL))
    return 0;
  return (guint16) port;
}

static gboolean
can_sign_in (SafiAccountForm *self)
{
  return self->provider == NULL || self->provider->works_now == SAFI_SIGN_IN_PASSWORD ||
         self->provider->works_now == SAFI_SIGN_IN_APP_PASSWORD;
}

static void
field_changed_cb (SafiAccountForm *self)
{
  gboolean is_complete = safi_address_is_plausible (gtk_editable_get_text (self->address)) &&
                         gtk_editable_get_text (self->password)[0] != '\0' &&
                         gtk_editable_get_text (self->host)[0] != '\0' &&
                         gtk_editable_get_text (self->user)[0] != '\0' && read_port (self) != 0;

  gtk_widget_set_sensitive (self->connect_button, is_complete && can_sign_in (self));
}

/* What works with this provider, before a password is typed. Returns: (transfer full) (nullable).
 */
static char *
describe_sign_in (const SafiProvider *provider)
{
  const char *pattern = NULL;
  const char *args[] = { provider->name, NULL };

  switch (provider->works_now) {
  case SAFI_SIGN_IN_APP_PASSWORD:
    /* Translators: {0} is the name of a mail provider, such as Gmail. */
    pattern = _ ("{0} does not take your usual password here. It wants an app password, which it "
                 "makes for one program only.\n"
                 "1. Sign in at {0} in your browser.\n"
                 "2. Open its security page and switch on 2-step verification, if it asks for it.\n"
                 "3. Make an app password, and paste it below.");
    break;
  case SAFI_SIGN_IN_ONLINE_ACCOUNTS:
    /* Translators: {0} is the name of a mail provider. */
    pattern = _ ("{0} lets programs in only through the online accounts of this computer. Safibox "
                 "cannot use those yet, so this mailbox cannot be added.");
    break;
  case SAFI_SIGN_IN_NEEDS_CLIENT_ID:
    /* Translators: {0} is the name of a mail provider. */
    pattern =
        _ ("{0} lets programs in only through its own page in the browser. Safibox is not "
           "registered there yet, so this mailbox cannot be added. A password would not help.");
    break;
  case SAFI_SIGN_IN_PASSWORD:
  default:
    /* Translators: {0} is the name of a mail provider. */
    pattern = _ ("{0}: your usual mail password works.");
  }
  return safi_text_fill (pattern, args);
}

static void
show_advice (SafiAccountForm *self)
{
  g_autofree char *advice = self->provider != NULL ? describe_sign_in (self->provider) : NULL;
  const char *args[] = { self->provider != NULL ? self->provider->name : "", NULL };
  /* Translators: a button that opens the help page of a mail provider; {0} is its name. */
  g_autofree char *help = safi_text_fill (_ ("Open the help page of {0}"), args);
  gboolean has_help = self->provider != NULL && self->provider->help_url[0] != '\0' &&
                      self->provider->works_now != SAFI_SIGN_IN_PASSWORD;

  gtk_widget_set_visible (self->advice_box, advice != NULL);
  gtk_label_set_label (self->advice, advice != NULL ? advice : "");
  gtk_image_set_from_icon_name (self->advice_symbol, can_sign_in (self)
                                                         ? "dialog-information-symbolic"
                                                         : "dialog-warning-symbolic");
  gtk_label_set_label (self->help_label, help);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->help_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  help, -1);
  gtk_widget_set_visible (self->help_button, has_help);
  gtk_widget_set_visible (self->secret_group, can_sign_in (self));
  gtk_widget_set_visible (self->connect_box, can_sign_in (self));
}

static void
set_port (SafiAccountForm *self, guint port)
{
  g_autofree char *text = g_strdup_printf ("%u", port);

  gtk_editable_set_text (self->port, text);
}

static void
fill_from_provider (SafiAccountForm *self, const char *address)
{
  const char *at = strrchr (address, '@');
  g_autofree char *local = at != NULL ? g_strndup (address, (gsize) (at - address)) : NULL;

  gtk_editable_set_text (self->host, self->provider->host);
  adw_combo_row_set_selected (self->security, self->provider->security == SAFI_SECURITY_STARTTLS);
  set_port (self, self->provider->port);
  gtk_editable_set_text (self->user,
                         self->provider->user_is_local_part && local != NULL ? local : address);
  adw_expander_row_set_expanded (self->server_row, FALSE);
}

/* An unknown provider: a first guess that the person can see and correct. */
static void
fill_by_guess (SafiAccountForm *self, const char *address)
{
  const char *at = strrchr (address, '@');
  g_autofree char *host = g_strconcat ("imap.", at != NULL ? at + 1 : "", NULL);

  gtk_editable_set_text (self->host, host);
  adw_combo_row_set_selected (self->security, 0);
  set_port (self, PORT_TLS);
  gtk_editable_set_text (self->user, address);
  adw_expander_row_set_expanded (self->server_row, TRUE);
}

static void
address_changed_cb (SafiAccountForm *self)
{
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (self->address)));
  gboolean is_plausible = safi_address_is_plausible (address);

  self->provider = is_plausible ? safi_provider_lookup (address) : NULL;
  if (self->provider != NULL)
    fill_from_provider (self, address);
  else if (is_plausible)
    fill_by_guess (self, address);
  show_advice (self);
  field_changed_cb (self);
}

static void
security_selected_cb (SafiAccountForm *self)
{
  guint16 port = read_port (self);

  if (port == PORT_TLS || port == PORT_STARTTLS)
    set_port (self, adw_combo_row_get_selected (self->security) == 1 ? PORT_STARTTLS : PORT_TLS);
}

static void
set_busy (SafiAccountForm *self, gboolean is_busy)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (self->cancel_button, is_busy);
  gtk_widget_set_visible (self->connect_button, !is_busy);
  /* A text field that loses its sensitivity must not have the focus. */
  gtk_widget_grab_focus (is_busy ? self->cancel_button : self->connect_button);
  gtk_widget_set_sensitive (GTK_WIDGET (self->address), !is_busy);
  gtk_widget_set_sensitive (self->secret_group, !is_busy);
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
  set_busy (self, FALSE);
  if (is_added) {
    gtk_editable_set_text (self->password, "");
    gtk_stack_set_visible_child_name (self->stack, "watching");
    gtk_widget_grab_focus (self->watch_button);
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

  return safi_account_new_imap (NULL, address, user, host, read_port (self),
                                adw_combo_row_get_selected (self->security) == 1
                                    ? SAFI_SECURITY_STARTTLS
                                    : SAFI_SECURITY_TLS);
}

static void
connect_clicked_cb (SafiAccountForm *self)
{
  if (!gtk_widget_get_sensitive (self->connect_button) || self->cancellable != NULL)
    return;
  gtk_widget_set_visible (self->error_box, FALSE);
  g_clear_pointer (&self->account, safi_account_unref);
  self->account = make_account (self);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  safi_engine_add_account_async (
      self->engine, self->account, gtk_editable_get_text (self->password),
      gtk_switch_get_active (self->remember), self->cancellable, added_cb, g_object_ref (self));
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
finish (SafiAccountForm *self, gboolean watch_only)
{
  const char *id = safi_account_get_id (self->account);
  SafiAccountState *state = safi_engine_find_account (self->engine, id);
  SafiPolicy policy =
      state != NULL ? *safi_account_state_get_policy (state) : safi_policy_default ();

  policy.watch_only = watch_only;
  safi_tasks_set_policy (self->engine, id, &policy);
  safi_tasks_check_first (self->engine, id, !watch_only);
  gtk_window_close (GTK_WINDOW (self));
}

static void
watch_clicked_cb (SafiAccountForm *self)
{
  finish (self, TRUE);
}

static void
move_clicked_cb (SafiAccountForm *self)
{
  finish (self, FALSE);
}

static gboolean
safi_account_form_close_request (GtkWindow *window)
{
  SafiAccountForm *self = SAFI_ACCOUNT_FORM (window);

  g_cancellable_cancel (self->cancellable);
  gtk_editable_set_text (self->password, "");
  g_clear_object (&self->engine);
  return GTK_WINDOW_CLASS (safi_account_form_parent_class)->close_request (window);
}

static void
safi_account_form_dispose (GObject *object)
{
  SafiAccountForm *self = SAFI_ACCOUNT_FORM (object);

  g_clear_object (&self->engine);
  g_clear_pointer (&self->account, safi_account_unref);
  G_OBJECT_CLASS (safi_account_form_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, stack);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, scroller);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, address);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, advice_box);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, advice_symbol);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, advice);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, help_button);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, help_label);
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
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, connect_box);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, spinner);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, connect_button);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SafiAccountForm, watch_button);
}

static void
safi_account_form_class_init (SafiAccountFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_account_form_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = safi_account_form_close_request;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-account-form.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, field_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, security_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, help_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, watch_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_clicked_cb);
}

static void
safi_account_form_init (SafiAccountForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_advice (self);
}

void
safi_account_form_present (GtkWindow *parent, SafiEngine *engine)
{
  SafiAccountForm *self = g_object_new (SAFI_TYPE_ACCOUNT_FORM, "transient-for", parent, NULL);

  self->engine = g_object_ref (engine);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
}
