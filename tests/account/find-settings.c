/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds the settings of an address in a DNS of its own, for tests written in Python:
 * find-settings ADDRESS CA-FILE TLS-PORT STARTTLS-PORT SECONDS CANCEL-AFTER [NAME=ADDRESS…]
 * A name that begins with "_" is a service, whose address is HOST:PORT, or "silent" if it
 * never answers; what has no name is not found; with "*=offline" no name can be asked for. Prints
 * what was found, or the word of the error, and then every name that was asked for. */

#include <string.h>

#include <gio/gio.h>

#include "account/safi-settings.h"
#include "core/base/safi-error.h"

typedef struct {
  GResolver parent;

  char **names; /* NAME=ADDRESS */
  GPtrArray *asked;
} Zone;

typedef struct {
  GResolverClass parent;
} ZoneClass;

GType zone_get_type (void);
G_DEFINE_TYPE (Zone, zone, G_TYPE_RESOLVER)

static GMutex lock; /* guards asked */

static void
note (Zone *zone, const char *name)
{
  g_mutex_lock (&lock);
  g_ptr_array_add (zone->asked, g_strdup (name));
  g_mutex_unlock (&lock);
}

/* Returns: (nullable) (transfer none): the address of the @skip-th line for @name. */
static const char *
find (Zone *zone, const char *name, guint skip)
{
  gsize length = strlen (name);

  for (char **at = zone->names; *at != NULL; at++)
    if (strncmp (*at, name, length) == 0 && (*at)[length] == '=' && skip-- == 0)
      return *at + length + 1;
  return NULL;
}

static int
get_fault (Zone *zone)
{
  return find (zone, "*", 0) != NULL ? G_RESOLVER_ERROR_TEMPORARY_FAILURE
                                     : G_RESOLVER_ERROR_NOT_FOUND;
}

static GList *
look_up (GResolver *resolver, const char *name, GError **error)
{
  const char *address = find ((Zone *) resolver, name, 0);

  note ((Zone *) resolver, name);
  if (address != NULL)
    return g_list_append (NULL, g_inet_address_new_from_string (address));
  g_set_error_literal (error, G_RESOLVER_ERROR, get_fault ((Zone *) resolver), "not found");
  return NULL;
}

static GList *
zone_lookup (GResolver *resolver,
             const char *name,
             GResolverNameLookupFlags flags,
             GCancellable *cancellable,
             GError **error)
{
  return look_up (resolver, name, error);
}

static GList *
zone_lookup_plain (GResolver *resolver, const char *name, GCancellable *cancellable, GError **error)
{
  return look_up (resolver, name, error);
}

static void
zone_lookup_async (GResolver *resolver,
                   const char *name,
                   GResolverNameLookupFlags flags,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  GError *error = NULL;
  GList *addresses = look_up (resolver, name, &error);

  if (addresses != NULL)
    g_task_return_pointer (task, addresses, (GDestroyNotify) g_resolver_free_addresses);
  else
    g_task_return_error (task, error);
}

static GList *
zone_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
give_up_cb (GCancellable *cancellable, gpointer task)
{
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
stay_silent (GTask *task)
{
  g_autoptr (GSource) source = g_cancellable_source_new (g_task_get_cancellable (task));

  g_task_attach_source (task, source, (GSourceFunc) (GCallback) give_up_cb);
}

static void
free_records (gpointer records)
{
  g_list_free_full (records, (GDestroyNotify) g_variant_unref);
}

static void
zone_lookup_records_async (GResolver *resolver,
                           const char *name,
                           GResolverRecordType type,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  GList *records = NULL;
  const char *address;

  note ((Zone *) resolver, name);
  if (g_strcmp0 (find ((Zone *) resolver, name, 0), "silent") == 0) {
    stay_silent (task);
    return;
  }
  for (guint i = 0; (address = find ((Zone *) resolver, name, i)) != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (address, ":", 2);

    records = g_list_append (
        records, g_variant_ref_sink (g_variant_new ("(qqqs)", (guint16) i, 0,
                                                    (guint16) atoi (parts[1]), parts[0])));
  }
  if (records != NULL)
    g_task_return_pointer (task, records, free_records);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, get_fault ((Zone *) resolver), "not found");
}

static void
zone_class_init (ZoneClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name = zone_lookup_plain;
  resolver_class->lookup_by_name_with_flags = zone_lookup;
  resolver_class->lookup_by_name_with_flags_async = zone_lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = zone_finish;
  resolver_class->lookup_by_name_finish = zone_finish;
  resolver_class->lookup_records_async = zone_lookup_records_async;
  resolver_class->lookup_records_finish = zone_finish;
}

static void
zone_init (Zone *zone)
{
  zone->asked = g_ptr_array_new_with_free_func (g_free);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer loop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiSettings) settings = safi_settings_find_finish (result, &error);

  if (settings != NULL)
    g_print ("found %d %s %u %s %s %s %d\n", settings->origin, settings->host, settings->port,
             safi_security_to_word (settings->security), settings->user,
             settings->provider != NULL ? "known" : "-", settings->is_elsewhere);
  else
    g_print ("error %s\n", error->domain == SAFI_ERROR
                               ? safi_error_to_word ((SafiError) error->code)
                               : "cancelled");
  g_main_loop_quit (loop);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
print_contacts (SafiContacts *contacts)
{
  g_autoptr (GPtrArray) rows = safi_contacts_take (contacts);

  for (guint i = 0; i < rows->len; i++) {
    const SafiContact *row = rows->pdata[i];

    g_print ("contacted %s %s\n", row->host, safi_contact_why_to_word (row->why));
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (argv[2], NULL);
  SafiSearch search = { database, (guint16) atoi (argv[3]), (guint16) atoi (argv[4]),
                        (guint) atoi (argv[5]), safi_contacts_new (safi_clock_get_system ()) };
  Zone *zone = g_object_new (zone_get_type (), NULL);

  zone->names = argv + 7;
  g_resolver_set_default (G_RESOLVER (zone));
  if (!g_str_equal (argv[6], "-"))
    g_timeout_add ((guint) atoi (argv[6]), cancel_cb, cancellable);
  safi_settings_find_async (argv[1], &search, cancellable, found_cb, loop);
  g_main_loop_run (loop);
  for (guint i = 0; i < zone->asked->len; i++)
    g_print ("asked %s\n", (char *) zone->asked->pdata[i]);
  print_contacts (search.contacts);
  safi_contacts_unref (search.contacts);
  return 0;
}
