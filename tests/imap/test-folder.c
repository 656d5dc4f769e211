/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "core/base/safi-error.h"
#include "core/message/safi-message.h"
#include "mail/files/safi-folder-source.h"

#define ACCOUNT "account"

typedef struct {
  char *directory;
  SafiMailSource *source;
  GString *steps; /* "0:planned 0:sent ..." */
  SafiPlace place;
  SafiMoveState stop_at; /* SAFI_MOVE_ASK: never */
} Fixture;

static void
write_mail (Fixture *fixture, const char *folder, const char *name, const char *subject)
{
  g_autofree char *directory = g_build_filename (fixture->directory, folder, NULL);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *text = g_strdup_printf ("From: a@one.example\nSubject: %s\n"
                                           "Message-ID: <%s@one.example>\n\nHello\n",
                                           subject, subject);

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("safibox-folder-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->steps = g_string_new (NULL);
  fixture->stop_at = SAFI_MOVE_ASK;
  write_mail (fixture, "INBOX", "1.eml", "one");
  write_mail (fixture, "INBOX", "2.eml", "two");
  fixture->source = safi_folder_source_new (ACCOUNT, fixture->directory);
  g_assert_true (safi_mail_source_open (fixture->source, NULL, NULL, NULL, &error));
}

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

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->source);
  remove_tree (fixture->directory);
  g_free (fixture->directory);
  g_string_free (fixture->steps, TRUE);
}

static SafiListing *
list (Fixture *fixture, const char *folder)
{
  g_autoptr (GError) error = NULL;
  SafiMark mark = { 0 };
  SafiListing *listing = safi_mail_source_list_since (fixture->source, folder, &mark, NULL, &error);

  g_assert_no_error (error);
  return listing;
}

static void
assert_holds (Fixture *fixture, const char *folder, guint count)
{
  g_autoptr (SafiListing) listing = list (fixture, folder);

  g_assert_cmpuint (listing->messages->len, ==, count);
}

static guint32
get_uid (SafiListing *listing, guint index)
{
  return g_array_index (listing->messages, SafiListed, index).uid;
}

static char *
get_identity (Fixture *fixture, const char *subject)
{
  g_autofree char *header = g_strdup_printf ("From: a@one.example\nSubject: %s\n"
                                             "Message-ID: <%s@one.example>\n",
                                             subject, subject);
  return safi_message_identity_from_header (header, strlen (header));
}

static gboolean
record_step (guint index,
             SafiMoveState state,
             const SafiPlace *place,
             const char *reason,
             gpointer user_data,
             GError **error)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->steps, "%u:%s ", index, safi_move_state_to_word (state));
  fixture->place = *place;
  return state != fixture->stop_at;
}

static SafiAction *
make_action (Fixture *fixture, const char *subject, guint32 uid, SafiMoveState state)
{
  g_autoptr (SafiListing) listing = list (fixture, "INBOX");
  g_autofree char *identity = get_identity (fixture, subject);
  g_autoptr (SafiMessageRef) ref =
      safi_message_ref_new (ACCOUNT, "INBOX", listing->mark.uidvalidity, uid, identity);
  SafiActionFields fields = { .id = 1, .state = state, .place = fixture->place };

  return safi_action_new (ref, "Junk", NULL, &fields);
}

static gboolean
move (Fixture *fixture, const char *subject, guint32 uid, SafiMoveState state, GError **error)
{
  g_autoptr (GPtrArray) actions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);

  g_ptr_array_add (actions, make_action (fixture, subject, uid, state));
  return safi_mail_source_move (fixture->source, actions, record_step, fixture, NULL, error);
}

static void
test_uids_stay_and_new_files_get_new_ones (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiListing) before = list (fixture, "INBOX");
  g_autoptr (SafiListing) after = NULL;

  write_mail (fixture, "INBOX", "0.eml", "three");
  after = list (fixture, "INBOX");
  g_assert_cmpuint (before->messages->len, ==, 2);
  g_assert_cmpuint (after->messages->len, ==, 3);
  g_assert_cmpuint (after->mark.uidvalidity, ==, before->mark.uidvalidity);
  g_assert_cmpuint (get_uid (after, 0), ==, get_uid (before, 0));
  g_assert_cmpuint (get_uid (after, 2), ==, before->mark.uidnext);
}

static void
test_list_gives_only_what_is_new (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiListing) before = list (fixture, "INBOX");
  g_autoptr (SafiListing) after = NULL;

  write_mail (fixture, "INBOX", "0.eml", "three");
  after = safi_mail_source_list_since (fixture->source, "INBOX", &before->mark, NULL, NULL);
  g_assert_cmpuint (after->messages->len, ==, 1);
}

static void
test_lost_index_changes_uidvalidity (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiListing) before = list (fixture, "INBOX");
  g_autofree char *path = g_build_filename (fixture->directory, "INBOX", ".safibox-index", NULL);
  g_autoptr (SafiListing) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "garbage\n1\n2\n", -1, NULL));
  after = safi_mail_source_list_since (fixture->source, "INBOX", &before->mark, NULL, &error);
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_FOLDER_CHANGED);
  g_assert_null (after);
}

static gboolean
count_octets (const SafiMail *mail, gpointer user_data, GError **error)
{
  gsize *octets = user_data;

  g_assert_null (safi_message_ref_get_identity (mail->ref));
  *octets += g_bytes_get_size (mail->octets);
  return TRUE;
}

static void
test_fetch_reads_no_more_than_the_view (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "INBOX", "3.eml", NULL);
  g_autofree char *large = g_strnfill (2 * SAFI_VIEW_BACKLOG_PART, 'x');
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (SafiListing) listing = NULL;
  guint32 missing = 4000;
  gsize octets = 0;

  g_assert_true (g_file_set_contents (path, large, -1, NULL));
  listing = list (fixture, "INBOX");
  g_array_append_val (uids, g_array_index (listing->messages, SafiListed, 2).uid);
  g_array_append_val (uids, missing);
  g_assert_true (safi_mail_source_fetch (fixture->source, "INBOX", listing->mark.uidvalidity, uids,
                                         SAFI_VIEW_BACKLOG, count_octets, &octets, NULL, NULL));
  g_assert_cmpuint (octets, ==, strlen ("\r\n") + SAFI_VIEW_BACKLOG_PART);
}

static void
test_move_tells_every_state (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (move (fixture, "one", 1, SAFI_MOVE_PLANNED, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->steps->str, ==, "0:planned 0:sent 0:done ");
  g_assert_cmpuint (fixture->place.uid, ==, 1);
  assert_holds (fixture, "INBOX", 1);
  assert_holds (fixture, "Junk", 1);
}

static void
test_move_keeps_flags_and_date (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiListing) before = list (fixture, "INBOX");
  g_autoptr (SafiListing) after = NULL;
  g_autoptr (SafiMessageRef) ref =
      safi_message_ref_new (ACCOUNT, "INBOX", before->mark.uidvalidity, 1, NULL);

  g_assert_true (
      safi_mail_source_set_keyword (fixture->source, ref, SAFI_FLAG_JUNK, TRUE, NULL, NULL));
  g_assert_true (move (fixture, "one", 1, SAFI_MOVE_PLANNED, NULL));
  after = list (fixture, "Junk");
  g_assert_cmpint (g_array_index (after->messages, SafiListed, 0).flags, ==, SAFI_FLAG_JUNK);
  g_assert_cmpint (g_array_index (after->messages, SafiListed, 0).internal_date, ==,
                   g_array_index (before->messages, SafiListed, 0).internal_date);
}

static void
test_move_spares_a_file_of_the_same_name (Fixture *fixture, gconstpointer data)
{
  write_mail (fixture, "Junk", "1.eml", "other");
  g_assert_true (move (fixture, "one", 1, SAFI_MOVE_PLANNED, NULL));
  assert_holds (fixture, "Junk", 2);
}

static void
test_stop_before_sending_leaves_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->stop_at = SAFI_MOVE_SENT;
  g_assert_false (move (fixture, "one", 1, SAFI_MOVE_PLANNED, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_STOPPED);
  assert_holds (fixture, "INBOX", 2);
  assert_holds (fixture, "Junk", 0);
}

/* What the journal says after a crash, whether the crash came before the rename or after it. */
static void
test_sent_is_reconciled (Fixture *fixture, gconstpointer data)
{
  fixture->stop_at = SAFI_MOVE_SENT;
  g_assert_false (move (fixture, "one", 1, SAFI_MOVE_PLANNED, NULL));
  g_string_truncate (fixture->steps, 0);
  fixture->stop_at = SAFI_MOVE_ASK;
  g_assert_true (move (fixture, "one", 1, SAFI_MOVE_SENT, NULL));
  g_assert_cmpstr (fixture->steps->str, ==, "0:planned ");

  fixture->stop_at = SAFI_MOVE_DONE;
  g_assert_false (move (fixture, "one", 1, SAFI_MOVE_PLANNED, NULL));
  g_string_truncate (fixture->steps, 0);
  fixture->stop_at = SAFI_MOVE_ASK;
  g_assert_true (move (fixture, "one", 1, SAFI_MOVE_SENT, NULL));
  g_assert_cmpstr (fixture->steps->str, ==, "0:done ");
  assert_holds (fixture, "INBOX", 1);
  assert_holds (fixture, "Junk", 1);
}

static void
test_message_in_neither_folder_is_gone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "INBOX", "1.eml", NULL);

  assert_holds (fixture, "INBOX", 2);
  g_remove (path);
  g_assert_true (move (fixture, "one", 1, SAFI_MOVE_SENT, NULL));
  g_assert_cmpstr (fixture->steps->str, ==, "0:gone ");
}

static void
test_another_message_under_that_uid_stays (Fixture *fixture, gconstpointer data)
{
  g_assert_true (move (fixture, "other", 1, SAFI_MOVE_PLANNED, NULL));
  g_assert_cmpstr (fixture->steps->str, ==, "0:gone ");
  assert_holds (fixture, "INBOX", 2);
}

static void
test_find_by_identity (Fixture *fixture, gconstpointer data)
{
  g_autofree char *identity = get_identity (fixture, "two");
  g_autoptr (GArray) found =
      safi_mail_source_find (fixture->source, "INBOX", identity, 0, NULL, NULL);
  g_autoptr (GArray) none = safi_mail_source_find (
      fixture->source, "INBOX", identity, g_get_real_time () / G_USEC_PER_SEC + 259200, NULL, NULL);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (g_array_index (found, SafiListed, 0).uid, ==, 2);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_folders_have_roles (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) folders = NULL;

  write_mail (fixture, "jUNK", "1.eml", "x");
  write_mail (fixture, "Recipes", "1.eml", "x");
  write_mail (fixture, ".hidden", "1.eml", "x");
  folders = safi_mail_source_list_folders (fixture->source, NULL, NULL);
  g_assert_cmpuint (folders->len, ==, 3);
  g_assert_cmpint (((SafiFolder *) folders->pdata[0])->role, ==, SAFI_FOLDER_INBOX);
  g_assert_cmpint (((SafiFolder *) folders->pdata[1])->role, ==, SAFI_FOLDER_OTHER);
  g_assert_cmpint (((SafiFolder *) folders->pdata[2])->role, ==, SAFI_FOLDER_JUNK);
}

static void
test_names_cannot_lead_out (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "..", ".", "../x", "a/b", "/etc", "a\nb", "a\rb", "" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GError) error = NULL;
    SafiMark mark = { 0 };

    g_assert_null (safi_mail_source_list_since (fixture->source, names[i], &mark, NULL, &error));
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
  }
}

static void
test_links_are_not_messages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "INBOX", "9.eml", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_make_symbolic_link (file, "/etc/passwd", NULL, NULL));
  assert_holds (fixture, "INBOX", 2);
}

static void
test_cancelled_call_does_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) actions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_ptr_array_add (actions, make_action (fixture, "one", 1, SAFI_MOVE_PLANNED));
  g_assert_false (
      safi_mail_source_move (fixture->source, actions, record_step, fixture, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (fixture->steps->str, ==, "");
}

static void
test_survey_counts_the_newest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiListing) listing = list (fixture, "INBOX");
  g_autoptr (GError) error = NULL;
  const SafiRecent all = { 0 }, last = { .newest = 1 }, few = { .newest = 1, .few = 2 };
  const SafiRecent none = { .since = G_MAXINT64, .few = 1 };
  SafiSurvey survey;

  g_assert_true (safi_mail_source_survey (fixture->source, "INBOX", &all, &survey, NULL, &error));
  g_assert_cmpuint (survey.messages, ==, 2);
  g_assert_cmpuint (survey.recent, ==, 2);
  g_assert_cmpuint (survey.from, ==, get_uid (listing, 0));
  g_assert_true (safi_mail_source_survey (fixture->source, "INBOX", &few, &survey, NULL, &error));
  g_assert_cmpuint (survey.recent, ==, 2);
  g_assert_true (safi_mail_source_survey (fixture->source, "INBOX", &last, &survey, NULL, &error));
  g_assert_cmpuint (survey.recent, ==, 1);
  g_assert_cmpuint (survey.from, ==, get_uid (listing, 1));
  g_assert_true (safi_mail_source_survey (fixture->source, "INBOX", &none, &survey, NULL, &error));
  g_assert_cmpuint (survey.recent, ==, 0);
  g_assert_cmpuint (survey.from, ==, survey.mark.uidnext);
}

static void
test_append_adds_one_message (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "From: a@b.example\r\n\r\nHi\r\n";
  g_autoptr (GBytes) octets = g_bytes_new_static (text, strlen (text));
  g_autoptr (SafiListing) listing = NULL;
  g_autoptr (GError) error = NULL;
  SafiPlace place;

  g_assert_true (safi_mail_source_append (fixture->source, "INBOX", octets, &place, NULL, &error));
  listing = list (fixture, "INBOX");
  g_assert_cmpuint (listing->messages->len, ==, 3);
  g_assert_cmpuint (place.uid, ==, get_uid (listing, 2));
  g_assert_cmpuint (place.uidvalidity, ==, listing->mark.uidvalidity);
}

static void
test_append_refuses_what_no_server_takes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) with_nul = g_bytes_new_static ("a\0b", 3);
  g_autoptr (GError) error = NULL;

  g_assert_false (safi_mail_source_append (fixture->source, "INBOX", empty, NULL, NULL, NULL));
  g_assert_false (safi_mail_source_append (fixture->source, "INBOX", with_nul, NULL, NULL, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
  assert_holds (fixture, "INBOX", 2);
}

static void
test_append_has_a_limit (Fixture *fixture, gconstpointer data)
{
  for (gsize size = SAFI_MAIL_SOURCE_APPEND_MAX; size <= SAFI_MAIL_SOURCE_APPEND_MAX + 1; size++) {
    g_autofree char *text = g_strnfill (size, 'x');
    g_autoptr (GBytes) octets = g_bytes_new (text, size);

    g_assert_cmpint (safi_mail_source_append (fixture->source, "INBOX", octets, NULL, NULL, NULL),
                     ==, size == SAFI_MAIL_SOURCE_APPEND_MAX);
  }
}

#define ADD(path, function) g_test_add ("/folder/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("uids-stay-and-new-files-get-new-ones", test_uids_stay_and_new_files_get_new_ones);
  ADD ("list-gives-only-what-is-new", test_list_gives_only_what_is_new);
  ADD ("lost-index-changes-uidvalidity", test_lost_index_changes_uidvalidity);
  ADD ("fetch-reads-no-more-than-the-view", test_fetch_reads_no_more_than_the_view);
  ADD ("move-tells-every-state", test_move_tells_every_state);
  ADD ("move-keeps-flags-and-date", test_move_keeps_flags_and_date);
  ADD ("move-spares-a-file-of-the-same-name", test_move_spares_a_file_of_the_same_name);
  ADD ("stop-before-sending-leaves-all", test_stop_before_sending_leaves_all);
  ADD ("sent-is-reconciled", test_sent_is_reconciled);
  ADD ("message-in-neither-folder-is-gone", test_message_in_neither_folder_is_gone);
  ADD ("another-message-under-that-uid-stays", test_another_message_under_that_uid_stays);
  ADD ("find-by-identity", test_find_by_identity);
  ADD ("folders-have-roles", test_folders_have_roles);
  ADD ("names-cannot-lead-out", test_names_cannot_lead_out);
  ADD ("links-are-not-messages", test_links_are_not_messages);
  ADD ("cancelled-call-does-nothing", test_cancelled_call_does_nothing);
  ADD ("survey-counts-the-newest", test_survey_counts_the_newest);
  ADD ("append-adds-one-message", test_append_adds_one_message);
  ADD ("append-has-a-limit", test_append_has_a_limit);
  ADD ("append-refuses-what-no-server-takes", test_append_refuses_what_no_server_takes);
  return g_test_run ();
}
