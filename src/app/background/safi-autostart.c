/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/background/safi-autostart.h"

#include "app/background/safi-autostart-file.h"
#include "app/common/safi-portal.h"
#include "app/common/safi-sandbox.h"

#define DELETED " (deleted)" /* what Linux adds to the path of a program that was replaced */

typedef struct {
  gboolean in_background;
  gboolean at_login;
} Request;

gboolean
safi_autostart_read (gboolean *ret_is_on)
{
  if (safi_sandbox_is_around ())
    return FALSE;
  *ret_is_on = safi_autostart_file_is_on (g_get_user_config_dir ());
  return TRUE;
}

/* Returns: (transfer full). */
static char *
find_program (void)
{
  g_autofree char *path = g_file_read_link ("/proc/self/exe", NULL);

  if (path == NULL)
    return g_strdup ("safibox");
  if (g_str_has_suffix (path, DELETED))
    path[strlen (path) - strlen (DELETED)] = '\0';
  return g_steal_pointer (&path);
}

static void
write_file (GTask *task, const Request *request)
{
  g_autofree char *program = find_program ();
  GError *error = NULL;

  if (safi_autostart_file_set (g_get_user_config_dir (), program, request->at_login, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GVariant) results = NULL;
  gboolean in_background = FALSE, at_login = FALSE;
  GError *error = NULL;
  const int response = safi_portal_request_finish (result, &results, &error);

  if (response < 0) {
    g_task_return_error (task, error);
    return;
  }
  g_variant_lookup (results, "background", "b", &in_background);
  g_variant_lookup (results, "autostart", "b", &at_login);
  request->in_background &= response == SAFI_PORTAL_DONE && in_background;
  request->at_login &= response == SAFI_PORTAL_DONE && at_login;
  g_task_return_boolean (task, TRUE);
}

static void
ask_portal (GTask *task, const Request *request, const char *reason)
{
  static const char *const command[] = { "safibox", "--background", NULL };
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "reason", "s", reason);
  g_variant_dict_insert (&options, "autostart", "b", request->at_login);
  g_variant_dict_insert (&options, "commandline", "^as", command);
  safi_portal_request_async ("org.freedesktop.portal.Background", "RequestBackground", &options,
                             NULL, g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

void
safi_autostart_apply_async (gboolean in_background,
                            gboolean at_login,
                            const char *reason,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->in_background = in_background;
  request->at_login = at_login;
  g_task_set_task_data (task, request, g_free);
  if (safi_sandbox_is_around ())
    ask_portal (task, request, reason);
  else
    write_file (task, request);
}

gboolean
safi_autostart_apply_finish (GAsyncResult *result,
                             gboolean *ret_in_background,
                             gboolean *ret_at_login,
                             GError **error)
{
  Request *request = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *ret_in_background = request->in_background;
  *ret_at_login = request->at_login;
  return TRUE;
}
