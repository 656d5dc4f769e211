/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/safi-oauth-service.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "core/base/safi-error.h"

#define BUNDLED "/io/github/safibox/Safibox/oauth.ini"
#define OWN_NAME "oauth.ini"
#define OWN_MODE 0600

/* Keys, in the order of the fields. */
enum {
  NAME,
  AUTHORIZE,
  TOKEN,
  SCOPE,
  EXTRA,
  REDIRECT_HOST,
  CLIENT_ID,
  CLIENT_SECRET,
  N_FIELDS
};

static const char *const keys[N_FIELDS] = {
  "name", "authorize", "token", "scope", "extra", "redirect-host", "client-id", "client-secret",
};

struct _SafiOauthService {
  char *id;
  char *fields[N_FIELDS]; /* (nullable) */
};

/* Both files; the person's goes first. */
typedef struct {
  GKeyFile *own;
  GKeyFile *bundled;
} Files;

static void
free_files (Files *files)
{
  g_clear_pointer (&files->own, g_key_file_unref);
  g_clear_pointer (&files->bundled, g_key_file_unref);
  g_free (files);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Files, free_files)

static gboolean
set_invalid (GError **error, const char *what)
{
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, what);
  return FALSE;
}

/* A file that is not there is an empty one. */
static gboolean
read_own (GKeyFile *own, const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, OWN_NAME, NULL);
  g_autofree char *text = NULL;
  GStatBuf status;
  gsize length = 0;

  if (g_stat (path, &status) != 0)
    return TRUE;
  if (status.st_size > SAFI_OAUTH_FILE_MAX || !g_file_get_contents (path, &text, &length, NULL) ||
      length > SAFI_OAUTH_FILE_MAX)
    return set_invalid (error, "oauth.ini cannot be read");
  if (length > 0 && !g_key_file_load_from_data (own, text, length, G_KEY_FILE_KEEP_COMMENTS, NULL))
    return set_invalid (error, "oauth.ini makes no sense");
  return TRUE;
}

static Files *
open_files (const char *directory, GError **error)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (BUNDLED, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (Files) files = g_new0 (Files, 1);

  files->own = g_key_file_new ();
  files->bundled = g_key_file_new ();
  if (!g_key_file_load_from_bytes (files->bundled, bytes, G_KEY_FILE_NONE, NULL))
    g_assert_not_reached ();
  if (!read_own (files->own, directory, error))
    return NULL;
  return g_steal_pointer (&files);
}

/* Returns: (transfer full) (nullable): what is empty is not there. */
static char *
read_key (Files *files, const char *group, const char *key)
{
  g_autofree char *value = g_key_file_get_string (files->own, group, key, NULL);

  if (value == NULL)
    value = g_key_file_get_string (files->bundled, group, key, NULL);
  return value != NULL && *value != '\0' ? g_steal_pointer (&value) : NULL;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* RFC 6749 section 3.1: nothing in clear over a network. */
static gboolean
is_endpoint (const char *text)
{
  g_autoptr (GUri) uri = text != NULL ? g_uri_parse (text, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_fragment (uri) != NULL)
    return FALSE;
  return g_str_equal (g_uri_get_scheme (uri), "https") ||
         (g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback (host));
}

static gboolean
is_whole (SafiOauthService *self)
{
  const char *host = self->fields[REDIRECT_HOST];

  return self->fields[NAME] != NULL && self->fields[SCOPE] != NULL &&
         is_endpoint (self->fields[AUTHORIZE]) && is_endpoint (self->fields[TOKEN]) &&
         (g_strcmp0 (host, "127.0.0.1") == 0 || g_strcmp0 (host, "localhost") == 0);
}

static SafiOauthService *
make_service (Files *files, const char *id, GError **error)
{
  g_autoptr (SafiOauthService) self = g_atomic_rc_box_new0 (SafiOauthService);

  self->id = g_strdup (id);
  for (guint i = 0; i < N_FIELDS; i++)
    self->fields[i] = read_key (files, id, keys[i]);
  /* The secret belongs to the client beside it. */
  if (g_key_file_has_key (files->own, id, keys[CLIENT_ID], NULL) &&
      !g_key_file_has_key (files->own, id, keys[CLIENT_SECRET], NULL))
    g_clear_pointer (&self->fields[CLIENT_SECRET], g_free);
  if (is_whole (self))
    return g_steal_pointer (&self);
  set_invalid (error, "a service in oauth.ini is not complete");
  return NULL;
}

static gboolean
has_host (Files *files, const char *id, const char *host)
{
  g_autofree char *text = read_key (files, id, "hosts");
  g_auto (GStrv) hosts = g_strsplit (text != NULL ? text : "", ";", -1);

  for (char **at = hosts; *at != NULL; at++)
    if (**at != '\0' && g_ascii_strcasecmp (*at, host) == 0)
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full) (nullable): the group that names @host. */
static char *
find_group (Files *files, const char *host)
{
  GKeyFile *order[] = { files->own, files->bundled };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    g_auto (GStrv) groups = g_key_file_get_groups (order[i], NULL);

    for (char **group = groups; *group != NULL; group++)
      if (has_host (files, *group, host))
        return g_strdup (*group);
  }
  return NULL;
}

static SafiOauthService *
set_not_found (GError **error)
{
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "no such service");
  return NULL;
}

SafiOauthService *
safi_oauth_service_load (const char *directory, const char *id, GError **error)
{
  g_autoptr (Files) files = open_files (directory, error);

  if (files == NULL)
    return NULL;
  if (id == NULL ||
      (!g_key_file_has_group (files->own, id) && !g_key_file_has_group (files->bundled, id)))
    return set_not_found (error);
  return make_service (files, id, error);
}

SafiOauthService *
safi_oauth_service_load_for_host (const char *directory, const char *host, GError **error)
{
  g_autoptr (Files) files = open_files (directory, error);
  g_autofree char *id = files != NULL ? find_group (files, host) : NULL;

  if (files == NULL)
    return NULL;
  return id != NULL ? make_service (files, id, error) : set_not_found (error);
}

SafiOauthService *
safi_oauth_service_ref (SafiOauthService *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_service (gpointer data)
{
  SafiOauthService *self = data;

  g_free (self->id);
  for (guint i = 0; i < N_FIELDS; i++)
    g_free (self->fields[i]);
}

void
safi_oauth_service_unref (SafiOauthService *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear_service);
}

gboolean
safi_oauth_service_is_ready (SafiOauthService *self)
{
  return self->fields[CLIENT_ID] != NULL;
}

const char *
safi_oauth_service_get_id (SafiOauthService *self)
{
  return self->id;
}

const char *
safi_oauth_service_get_authorize (SafiOauthService *self)
{
  return self->fields[AUTHORIZE];
}

const char *
safi_oauth_service_get_token (SafiOauthService *self)
{
  return self->fields[TOKEN];
}

const char *
safi_oauth_service_get_scope (SafiOauthService *self)
{
  return self->fields[SCOPE];
}

const char *
safi_oauth_service_get_extra (SafiOauthService *self)
{
  return self->fields[EXTRA];
}

const char *
safi_oauth_service_get_redirect_host (SafiOauthService *self)
{
  return self->fields[REDIRECT_HOST];
}

const char *
safi_oauth_service_get_client_id (SafiOauthService *self)
{
  return self->fields[CLIENT_ID];
}

const char *
safi_oauth_service_get_client_secret (SafiOauthService *self)
{
  return self->fields[CLIENT_SECRET];
}

/* RFC 6749, appendix A: visible characters. */
static gboolean
is_client_text (const char *text)
{
  if (strlen (text) > SAFI_OAUTH_CLIENT_MAX)
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text))
      return FALSE;
  return TRUE;
}

static void
put_client (GKeyFile *own, const char *id, const char *client_id, const char *client_secret)
{
  g_key_file_remove_key (own, id, keys[CLIENT_ID], NULL);
  g_key_file_remove_key (own, id, keys[CLIENT_SECRET], NULL);
  if (*client_id != '\0')
    g_key_file_set_string (own, id, keys[CLIENT_ID], client_id);
  if (*client_id != '\0' && client_secret != NULL)
    g_key_file_set_string (own, id, keys[CLIENT_SECRET], client_secret);
}

gboolean
safi_oauth_service_set_client (const char *directory,
                               const char *id,
                               const char *client_id,
                               const char *client_secret,
                               GError **error)
{
  g_autoptr (SafiOauthService) known = safi_oauth_service_load (directory, id, error);
  g_autoptr (Files) files = known != NULL ? open_files (directory, error) : NULL;
  g_autofree char *path = g_build_filename (directory, OWN_NAME, NULL);
  g_autofree char *text = NULL;
  gsize length;

  if (files == NULL)
    return FALSE;
  if (!is_client_text (client_id) || (client_secret != NULL && !is_client_text (client_secret)))
    return set_invalid (error, "not a client");
  put_client (files->own, id, client_id, client_secret);
  text = g_key_file_to_data (files->own, &length, NULL);
  g_chmod (path, OWN_MODE); /* newer GLib keeps the mode of a file that is there */
  if (g_mkdir_with_parents (directory, 0700) == 0 &&
      g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                OWN_MODE, NULL))
    return TRUE;
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_READ_ONLY, "oauth.ini was not written");
  return FALSE;
}
