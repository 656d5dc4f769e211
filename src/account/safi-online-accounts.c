/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/safi-online-accounts.h"

#include <string.h>

#include "account/safi-provider.h"
#include "core/base/safi-error.h"

#define NAME "org.gnome.OnlineAccounts"
#define PATH "/org/gnome/OnlineAccounts"
#define ACCOUNT NAME ".Account"
#define MAIL NAME ".Mail"
#define TOKEN NAME ".OAuth2Based"
#define PASSWORD NAME ".PasswordBased"
#define NOT_AUTHORIZED NAME ".Error.NotAuthorized"

#define PORT_TLS 993
#define PORT_STARTTLS 143
#define ASK_TIME_OUT 5000     /* milliseconds: for a list */
#define SECRET_TIME_OUT 60000 /* milliseconds: the desktop may have to ask the provider */

static void
free_online (SafiOnlineAccount *online)
{
  if (online == NULL)
    return;
  safi_account_unref (online->account);
  g_free (online->provider);
  g_free (online);
}

/* Returns: (transfer full) (nullable): the properties of an interface of an object. */
static GVariantDict *
get_interface (GVariant *object, const char *name)
{
  g_autoptr (GVariant) properties = g_variant_lookup_value (object, name, G_VARIANT_TYPE_VARDICT);

  return properties != NULL ? g_variant_dict_new (properties) : NULL;
}

static gboolean
get_boolean (GVariantDict *properties, const char *name)
{
  gboolean value = FALSE;

  return g_variant_dict_lookup (properties, name, "b", &value) && value;
}

/* Returns: (transfer full): "" if there is none. */
static char *
get_string (GVariantDict *properties, const char *name)
{
  char *value = NULL;

  return g_variant_dict_lookup (properties, name, "s", &value) ? value : g_strdup ("");
}

/* Returns: (transfer full) (nullable): "host" or "host:port" without the port, which goes to
 * @port. */
static char *
split_host (const char *text, guint16 *port)
{
  const char *colon = strrchr (text, ':');
  guint64 number;

  if (colon == NULL)
    return g_strdup (text);
  if (!g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT16, &number, NULL))
    return NULL;
  *port = (guint16) number;
  return g_strndup (text, (gsize) (colon - text));
}

static SafiAccount *
make_account (GVariantDict *mail, const char *path, SafiWay way)
{
  gboolean at_once = get_boolean (mail, "ImapUseSsl");
  guint16 port = at_once ? PORT_TLS : PORT_STARTTLS;
  g_autofree char *address = get_string (mail, "EmailAddress");
  g_autofree char *place = get_string (mail, "ImapHost");
  g_autofree char *user = get_string (mail, "ImapUserName");
  g_autofree char *host = split_host (place, &port);
  g_autoptr (SafiAccount) account = NULL;

  if (host == NULL || *host == '\0' || !safi_address_is_plausible (address))
    return NULL;
  account = safi_account_new_imap (NULL, address, *user != '\0' ? user : address, host, port,
                                   at_once ? SAFI_SECURITY_TLS : SAFI_SECURITY_STARTTLS);
  return safi_account_with_way (account, way, path);
}

/* Returns: (transfer full) (nullable): NULL for an object that is no mailbox for us. */
static SafiOnlineAccount *
read_object (const char *path, GVariant *object)
{
  g_autoptr (GVariantDict) account = get_interface (object, ACCOUNT);
  g_autoptr (GVariantDict) mail = get_interface (object, MAIL);
  g_autoptr (GVariantDict) token = get_interface (object, TOKEN);
  g_autoptr (GVariantDict) password = get_interface (object, PASSWORD);
  SafiOnlineAccount *online;
  SafiAccount *made;

  if (account == NULL || mail == NULL || (token == NULL && password == NULL) ||
      get_boolean (account, "MailDisabled") || !get_boolean (mail, "ImapSupported") ||
      !(get_boolean (mail, "ImapUseSsl") || get_boolean (mail, "ImapUseTls")))
    return NULL;
  made =
      make_account (mail, path, token != NULL ? SAFI_WAY_ONLINE_TOKEN : SAFI_WAY_ONLINE_PASSWORD);
  if (made == NULL)
    return NULL;
  online = g_new0 (SafiOnlineAccount, 1);
  online->account = made;
  online->provider = get_string (account, "ProviderName");
  return online;
}

/* @objects: (nullable): the answer of GetManagedObjects. */
static GPtrArray *
read_objects (GVariant *objects)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) free_online);
  g_autoptr (GVariantIter) iter = NULL;
  const char *path;
  GVariant *object;

  if (objects == NULL)
    return all;
  g_variant_get (objects, "(a{oa{sa{sv}}})", &iter);
  while (all->len < SAFI_ONLINE_ACCOUNTS_MAX &&
         g_variant_iter_next (iter, "{&o@a{sa{sv}}}", &path, &object)) {
    SafiOnlineAccount *online = read_object (path, object);

    g_variant_unref (object);
    if (online != NULL)
      g_ptr_array_add (all, online);
  }
  return all;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GVariant) objects =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  g_task_return_pointer (task, read_objects (objects), (GDestroyNotify) g_ptr_array_unref);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus == NULL) {
    g_task_return_pointer (task, read_objects (NULL), (GDestroyNotify) g_ptr_array_unref);
    return;
  }
  g_dbus_connection_call (bus, NAME, PATH, "org.freedesktop.DBus.ObjectManager",
                          "GetManagedObjects", NULL, G_VARIANT_TYPE ("(a{oa{sa{sv}}})"),
                          G_DBUS_CALL_FLAGS_NONE, ASK_TIME_OUT, g_task_get_cancellable (task),
                          listed_cb, g_object_ref (task));
}

void
safi_online_accounts_list_async (GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, safi_online_accounts_list_async);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, connected_cb, task);
}

GPtrArray *
safi_online_accounts_list_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The words of the desktop are left out: they may name what they hold. */
static void
set_fault (GError *cause, GError **error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (cause);
  gboolean needs_person = g_strcmp0 (name, NOT_AUTHORIZED) == 0 ||
                          g_error_matches (cause, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
                          g_error_matches (cause, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
                          g_error_matches (cause, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) ||
                          g_error_matches (cause, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, g_error_copy (cause));
    return;
  }
  g_set_error_literal (error, SAFI_ERROR,
                       needs_person ? SAFI_ERROR_ONLINE_ACCOUNT : SAFI_ERROR_OFFLINE,
                       "the online account gives nothing");
}

static GVariant *
call (GDBusConnection *bus,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *arguments,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GError) local = NULL;
  GVariant *answer =
      g_dbus_connection_call_sync (bus, NAME, path, interface, method, arguments, NULL,
                                   G_DBUS_CALL_FLAGS_NONE, SECRET_TIME_OUT, cancellable, &local);

  if (answer == NULL)
    set_fault (local, error);
  return answer;
}

static GVariant *
ask (GDBusConnection *bus, SafiAccount *account, GCancellable *cancellable, GError **error)
{
  const char *path = safi_account_get_authority (account);
  g_autoptr (GVariant) ensured =
      call (bus, path, ACCOUNT, "EnsureCredentials", NULL, cancellable, error);

  if (ensured == NULL)
    return NULL;
  if (safi_account_get_way (account) == SAFI_WAY_ONLINE_TOKEN)
    return call (bus, path, TOKEN, "GetAccessToken", NULL, cancellable, error);
  return call (bus, path, PASSWORD, "GetPassword", g_variant_new ("(s)", "imap-password"),
               cancellable, error);
}

char *
safi_online_accounts_get_secret (SafiAccount *account, GCancellable *cancellable, GError **error)
{
  const char *path = safi_account_get_authority (account);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, NULL);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) secret = NULL;

  if (bus != NULL && path != NULL && g_variant_is_object_path (path))
    answer = ask (bus, account, cancellable, error);
  else
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_ONLINE_ACCOUNT, "no session bus");
  if (answer == NULL)
    return NULL;
  if (g_variant_n_children (answer) > 0)
    secret = g_variant_get_child_value (answer, 0);
  if (secret != NULL && g_variant_is_of_type (secret, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (secret, NULL);
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_ONLINE_ACCOUNT, "an answer of another kind");
  return NULL;
}
