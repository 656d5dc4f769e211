/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include <string.h>
#include <utime.h>

#include <glib/gstdio.h>

#include "core/message/safi-message.h"
#include "mail/files/safi-folder-index.h"
#include "mail/files/safi-folder-source.h"

static const char *const folders[] = { "INBOX", "Junk", "Archive", "Trash" };

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

static char *
make_name (guint number)
{
  return g_strdup_printf ("%06u.eml", number);
}

void
fixture_deliver (Fixture *self, const char *folder, guint number, gint64 date)
{
  g_autofree char *name = make_name (number);
  g_autofree char *directory = g_build_filename (self->mail, folder, NULL);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *octets = g_strdup_printf (
      "Received: from a.example by b.example; Thu, 19 Nov 2026 10:00:00 +0000\r\n"
      "From: Sender %u <s%u@shop.example>\r\nTo: amina@practice.example\r\nSubject: Message %u\r\n"
      "Date: Thu, 19 Nov 2026 10:00:00 +0000\r\nMessage-ID: <%u@shop.example>\r\n\r\nHello %u\r\n",
      number, number, number, number, number);
  struct utimbuf times = { (time_t) date, (time_t) date };

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (path, octets, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_assert_cmpint (utime (path, &times), ==, 0);
}

/* In memory where the system has such a place: the tests commit thousands of times. */
static char *
make_root (void)
{
  g_autofree char *in_memory = g_strdup ("/dev/shm/safibox-engine-XXXXXX");

  if (g_mkdtemp_full (in_memory, 0700) != NULL)
    return g_steal_pointer (&in_memory);
  return g_dir_make_tmp ("safibox-engine-XXXXXX", NULL);
}

Fixture *
fixture_new (guint n_messages)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autofree char *junk = NULL;

  self->root = make_root ();
  self->store = g_build_filename (self->root, "store", NULL);
  self->mail = g_build_filename (self->root, "mail", NULL);
  self->clock = safi_clock_new_fixed (FIXTURE_NOW);
  self->judged = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_judged_unref);
  self->notices = g_ptr_array_new_with_free_func (g_free);
  junk = g_build_filename (self->mail, "Junk", NULL);
  g_assert_cmpint (g_mkdir_with_parents (junk, 0700), ==, 0);
  for (guint i = 0; i < n_messages; i++)
    fixture_deliver (self, "INBOX", i, FIXTURE_RECEIVED + i);
  return self;
}

void
fixture_stop (Fixture *self)
{
  if (self->engine == NULL)
    return;
  safi_engine_stop (self->engine);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_handlers_disconnect_by_data (self->engine, self);
  g_clear_object (&self->engine);
}

void
fixture_leave (Fixture *self)
{
  fixture_stop (self);
  g_ptr_array_unref (self->judged);
  g_ptr_array_unref (self->notices);
  safi_clock_free_fixed (self->clock);
  g_free (self->root);
  g_free (self->store);
  g_free (self->mail);
  g_free (self->account);
  g_free (self);
}

void
fixture_free (Fixture *self)
{
  fixture_stop (self);
  remove_tree (self->root);
  fixture_leave (self);
}

static void
judged_cb (SafiEngine *engine, SafiJudged *judged, gpointer user_data)
{
  Fixture *self = user_data;

  g_ptr_array_add (self->judged, safi_judged_ref (judged));
}

static void
notice_cb (SafiEngine *engine, const char *word, gpointer user_data)
{
  Fixture *self = user_data;

  g_ptr_array_add (self->notices, g_strdup (word));
}

gboolean
fixture_try_start (Fixture *self, gboolean read_only, GError **error)
{
  g_assert_null (self->engine);
  self->engine = safi_engine_new (self->store, self->clock, NULL);
  g_signal_connect (self->engine, "judged", G_CALLBACK (judged_cb), self);
  g_signal_connect (self->engine, "notice", G_CALLBACK (notice_cb), self);
  return safi_engine_start (self->engine, read_only, error);
}

void
fixture_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FixtureWait *wait = user_data;

  wait->result = g_object_ref (result);
}

GAsyncResult *
fixture_wait (FixtureWait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return wait->result;
}

void
fixture_start (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiAccount) account = NULL;
  FixtureWait wait = { NULL };

  fixture_try_start (self, FALSE, &error);
  g_assert_no_error (error);
  safi_engine_add_practice_async (self->engine, self->mail, NULL, fixture_ready_cb, &wait);
  account = safi_engine_add_practice_finish (self->engine, fixture_wait (&wait), &error);
  g_object_unref (wait.result);
  g_assert_no_error (error);
  g_free (self->account);
  self->account = g_strdup (safi_account_get_id (account));
}

void
fixture_call_all (Fixture *self, SafiDecision decision, gboolean watch_only)
{
  SafiPolicy policy = safi_policy_default ();
  g_autoptr (GError) error = NULL;
  FixtureWait wait = { NULL };

  policy.watch_only = watch_only;
  policy.junk_from = decision == SAFI_DECISION_JUNK ? -100 : 100;
  policy.good_below = decision == SAFI_DECISION_GOOD ? 100 : -100;
  safi_engine_set_policy_async (self->engine, self->account, &policy, NULL, fixture_ready_cb,
                                &wait);
  safi_engine_set_policy_finish (self->engine, fixture_wait (&wait), &error);
  g_object_unref (wait.result);
  g_assert_no_error (error);
}

gboolean
fixture_check (Fixture *self, SafiCheckMode mode, SafiCheckReport *ret_report, GError **error)
{
  FixtureWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  safi_engine_check_async (self->engine, self->account, mode, NULL, fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  return safi_engine_check_finish (self->engine, result, ret_report, error);
}

SafiCheckReport
fixture_must_check (Fixture *self, SafiCheckMode mode)
{
  SafiCheckReport report = { 0 };
  g_autoptr (GError) error = NULL;

  fixture_check (self, mode, &report, &error);
  g_assert_no_error (error);
  return report;
}

GPtrArray *
fixture_list (Fixture *self, SafiJudgedFilter filter)
{
  SafiJudgedQuery query = { .filter = filter };
  FixtureWait wait = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *rows;

  safi_engine_list_judged_async (self->engine, &query, NULL, fixture_ready_cb, &wait);
  rows = safi_engine_list_judged_finish (self->engine, fixture_wait (&wait), &error);
  g_object_unref (wait.result);
  g_assert_no_error (error);
  return rows;
}

GPtrArray *
fixture_list_actions (Fixture *self)
{
  FixtureWait wait = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *actions;

  safi_engine_list_actions_async (self->engine, NULL, 0, NULL, fixture_ready_cb, &wait);
  actions = safi_engine_list_actions_finish (self->engine, fixture_wait (&wait), &error);
  g_object_unref (wait.result);
  g_assert_no_error (error);
  return actions;
}

SafiJudged *
fixture_get (Fixture *self, gint64 id)
{
  FixtureWait wait = { NULL };
  g_autoptr (GError) error = NULL;
  SafiJudged *row;

  safi_engine_get_judged_async (self->engine, id, NULL, fixture_ready_cb, &wait);
  row = safi_engine_get_judged_finish (self->engine, fixture_wait (&wait), &error);
  g_object_unref (wait.result);
  g_assert_no_error (error);
  return row;
}

SafiJudged *
fixture_find (Fixture *self, guint number)
{
  g_autoptr (GPtrArray) rows = fixture_list (self, SAFI_JUDGED_ALL);
  g_autofree char *subject = g_strdup_printf ("Message %u", number);

  for (guint i = 0; i < rows->len; i++) {
    SafiJudged *row = rows->pdata[i];

    if (g_str_equal (row->subject, subject))
      return safi_judged_ref (row);
  }
  g_error ("no row of message %u", number);
}

int
fixture_undo (Fixture *self, gint64 action, GError **error)
{
  FixtureWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  safi_engine_undo_async (self->engine, action, NULL, fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  return safi_engine_undo_finish (self->engine, result, error);
}

int
fixture_undo_run (Fixture *self, gint64 run, GError **error)
{
  FixtureWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  safi_engine_undo_run_async (self->engine, run, NULL, fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  return safi_engine_undo_finish (self->engine, result, error);
}

SafiJudged *
fixture_answer (Fixture *self, gint64 id, SafiClass answer, GError **error)
{
  FixtureWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  safi_engine_answer_async (self->engine, id, answer, NULL, fixture_ready_cb, &wait);
  result = fixture_wait (&wait);
  return safi_engine_answer_finish (self->engine, result, error);
}

guint
fixture_count (Fixture *self, const char *folder)
{
  g_autofree char *path = g_build_filename (self->mail, folder, NULL);
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;
  guint count = 0;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    count += g_str_has_suffix (name, ".eml");
  return count;
}

gboolean
fixture_is_in (Fixture *self, const char *folder, guint number)
{
  g_autofree char *name = make_name (number);

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = g_build_filename (self->mail, folders[i], name, NULL);

    if (g_file_test (path, G_FILE_TEST_EXISTS) != g_str_equal (folders[i], folder))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_line_cb (const SafiMail *mail, gpointer user_data, GError **error)
{
  g_autoptr (SafiMessage) message = safi_message_new (mail->octets, mail->size);

  g_ptr_array_add (user_data, g_strdup_printf ("%s %s %x %" G_GINT64_FORMAT,
                                               safi_message_ref_get_folder (mail->ref),
                                               safi_message_get_subject (message), mail->flags,
                                               mail->internal_date));
  return TRUE;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char *
fixture_snapshot (Fixture *self)
{
  g_autoptr (SafiMailSource) source = safi_folder_source_new ("test", self->mail);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  SafiMark none = { 0 };

  for (guint i = 0; i < 2; i++) {
    g_autoptr (SafiListing) listing =
        safi_mail_source_list_since (source, folders[i], &none, NULL, NULL);
    g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));

    g_assert_nonnull (listing);
    for (guint j = 0; j < listing->messages->len; j++)
      g_array_append_val (uids, g_array_index (listing->messages, SafiListed, j).uid);
    g_assert_true (safi_mail_source_fetch (source, folders[i], listing->mark.uidvalidity, uids,
                                           SAFI_VIEW_BACKLOG, add_line_cb, lines, NULL, NULL));
  }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

void
fixture_set_flag (Fixture *self, const char *folder, guint number, SafiFlags flag)
{
  g_autofree char *path = g_build_filename (self->mail, folder, NULL);
  g_autofree char *name = make_name (number);
  g_autoptr (SafiFolderIndex) index = safi_folder_index_new (path);

  g_assert_true (safi_folder_index_update (index, NULL));
  for (guint i = 0; i < index->entries->len; i++) {
    SafiFolderEntry *entry = index->entries->pdata[i];

    if (g_str_equal (entry->name, name))
      entry->listed.flags |= flag;
  }
  g_assert_true (safi_folder_index_save (index, NULL));
}
