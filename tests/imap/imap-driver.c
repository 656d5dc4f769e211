/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Drives SafiImapSource from standard input, one command per line, for tests written in Python.
 * Words are separated by spaces and percent-escaped; every answer ends in "ok" or "error WORD". */

#include <stdio.h>
#include <string.h>

#include "core/base/safi-error.h"
#include "core/message/safi-message.h"
#include "mail/imap/safi-imap-source.h"

typedef struct {
  SafiMailSource *source;
  char *password;
  SafiWay way;
  guint patience[3];
  GPtrArray *journal; /* (element-type SafiAction) */
  gboolean is_asked;
  GPtrArray *moving; /* (element-type SafiAction): those of the move that runs */
  char *stop_at;     /* (nullable) word of a state at which step says stop */
  guint sink_stops;  /* after so many messages; 0 = never */
  GString *header;   /* of the message fetched last */
} Driver;

typedef gboolean (*Command) (Driver *driver, char **words, GError **error);

static guint
to_number (const char *word)
{
  return (guint) g_ascii_strtoull (word, NULL, 10);
}

static char *
escape (const char *text)
{
  return g_uri_escape_string (text, NULL, FALSE);
}

static char *
give_password (SafiAccount *account, gpointer user_data, GCancellable *cancellable, GError **error)
{
  return g_strdup (((Driver *) user_data)->password);
}

/* open HOST PORT SECURITY USER PASSWORD CA */
static gboolean
run_open (Driver *driver, char **words, GError **error)
{
  SafiSecurity security = SAFI_SECURITY_TLS;
  g_autoptr (SafiAccount) plain = NULL;
  g_autoptr (SafiAccount) account = NULL;
  g_autoptr (GTlsDatabase) database = NULL;

  safi_security_from_word (words[2], &security);
  plain = safi_account_new_imap ("account", "a@one.example", words[3], words[0],
                                 (guint16) to_number (words[1]), security);
  account = safi_account_with_way (plain, driver->way, NULL);
  if (!g_str_equal (words[5], "-"))
    database = g_tls_file_database_new (words[5], error);
  g_clear_object (&driver->source);
  driver->source = safi_imap_source_new (account, database);
  safi_imap_source_set_patience (SAFI_IMAP_SOURCE (driver->source), driver->patience[0],
                                 driver->patience[1], driver->patience[2]);
  g_free (driver->password);
  driver->password = g_strdup (words[4]);
  return safi_mail_source_open (driver->source, give_password, driver, NULL, error);
}

/* way WORD: for the accounts opened from now on */
static gboolean
run_way (Driver *driver, char **words, GError **error)
{
  return safi_way_from_word (words[0], &driver->way);
}

static gboolean
run_reopen (Driver *driver, char **words, GError **error)
{
  return safi_mail_source_open (driver->source, give_password, driver, NULL, error);
}

static gboolean
run_close (Driver *driver, char **words, GError **error)
{
  safi_mail_source_close (driver->source);
  return TRUE;
}

/* patience SILENCE COMMAND SETTLE */
static gboolean
run_patience (Driver *driver, char **words, GError **error)
{
  for (guint i = 0; i < 3; i++)
    driver->patience[i] = to_number (words[i]);
  return TRUE;
}

static gboolean
run_folders (Driver *driver, char **words, GError **error)
{
  g_autoptr (GPtrArray) folders = safi_mail_source_list_folders (driver->source, NULL, error);

  for (guint i = 0; folders != NULL && i < folders->len; i++) {
    SafiFolder *folder = folders->pdata[i];
    g_autofree char *name = escape (folder->name);
    g_autofree char *display_name = escape (folder->display_name);

    g_print ("folder %s %d %s\n", name, folder->role, display_name);
  }
  return folders != NULL;
}

/* list FOLDER UIDVALIDITY UIDNEXT */
static gboolean
run_list (Driver *driver, char **words, GError **error)
{
  SafiMark mark = { to_number (words[1]), to_number (words[2]) };
  g_autoptr (SafiListing) listing =
      safi_mail_source_list_since (driver->source, words[0], &mark, NULL, error);

  if (listing == NULL)
    return FALSE;
  g_print ("mark %u %u\n", listing->mark.uidvalidity, listing->mark.uidnext);
  for (guint i = 0; i < listing->messages->len; i++) {
    SafiListed *listed = &g_array_index (listing->messages, SafiListed, i);

    g_print ("message %u %d %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT "\n", listed->uid,
             listed->flags, listed->internal_date, listed->size);
  }
  return TRUE;
}

static gpointer
cancel_later (gpointer cancellable)
{
  g_usleep (G_USEC_PER_SEC / 5);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* cancel FOLDER: lists it, and is cancelled over it */
static gboolean
run_cancel (Driver *driver, char **words, GError **error)
{
  const SafiMark mark = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_later, cancellable);
  g_autoptr (SafiListing) listing =
      safi_mail_source_list_since (driver->source, words[0], &mark, cancellable, error);

  g_thread_join (thread);
  return listing != NULL;
}

/* Returns: (transfer full) (element-type guint32): of "1,2,9". */
static GArray *
read_uids (const char *word)
{
  GArray *uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_auto (GStrv) parts = g_strsplit (word, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    guint32 uid = to_number (parts[i]);

    g_array_append_val (uids, uid);
  }
  return uids;
}

/* changes FOLDER UIDVALIDITY UIDNEXT MESSAGES MODSEQ UID,UID… */
static gboolean
run_changes (Driver *driver, char **words, GError **error)
{
  SafiFolderState since = { to_number (words[1]), to_number (words[2]), to_number (words[3]),
                            g_ascii_strtoull (words[4], NULL, 10) };
  g_autoptr (GArray) uids = read_uids (words[5]);
  g_autoptr (SafiChanges) changes =
      safi_mail_source_list_changes (driver->source, words[0], &since, uids, NULL, error);

  if (changes == NULL)
    return FALSE;
  g_print ("state %u %u %u %" G_GUINT64_FORMAT "\n", changes->state.uidvalidity,
           changes->state.uidnext, changes->state.messages, changes->state.modseq);
  g_print ("all %d\n", changes->is_all);
  for (guint i = 0; i < changes->messages->len; i++) {
    SafiListed *listed = &g_array_index (changes->messages, SafiListed, i);

    g_print ("message %u %d\n", listed->uid, listed->flags);
  }
  for (guint i = 0; i < changes->gone->len; i++)
    g_print ("gone %u\n", g_array_index (changes->gone, guint32, i));
  return TRUE;
}

static gboolean
mail_came (const SafiMail *mail, gpointer user_data, GError **error)
{
  Driver *driver = user_data;
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, mail->octets);
  gsize length;
  const char *octets = g_bytes_get_data (mail->octets, &length);

  g_string_truncate (driver->header, 0);
  g_string_append_len (driver->header, octets != NULL ? octets : "", (gssize) length);
  g_print ("mail %u %d %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GSIZE_FORMAT " %s %d\n",
           safi_message_ref_get_uid (mail->ref), mail->flags, mail->internal_date, mail->size,
           length, digest, mail->unseen);
  return driver->sink_stops == 0 || --driver->sink_stops > 0;
}

static gboolean
fetch (Driver *driver,
       const char *folder,
       guint uidvalidity,
       const char *view_word,
       const char *uids_word,
       GError **error)
{
  g_autoptr (GArray) uids = read_uids (uids_word);
  SafiView view = SAFI_VIEW_BACKLOG;

  safi_view_from_word (view_word, &view);
  return safi_mail_source_fetch (driver->source, folder, uidvalidity, uids, view, mail_came, driver,
                                 NULL, error);
}

/* fetch FOLDER UIDVALIDITY VIEW UID,UID… */
static gboolean
run_fetch (Driver *driver, char **words, GError **error)
{
  return fetch (driver, words[0], to_number (words[1]), words[2], words[3], error);
}

/* view VIEW FILE: what a source must fetch of the message in FILE */
static gboolean
run_view (Driver *driver, char **words, GError **error)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (words[1], FALSE, error);
  g_autoptr (GBytes) whole = mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
  g_autofree char *digest = NULL;
  g_auto (SafiSeen) seen = { 0 };
  SafiView view;

  if (whole == NULL || !safi_view_from_word (words[0], &view))
    return FALSE;
  seen = safi_view_of (whole, view);
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, seen.octets);
  g_print ("view %" G_GSIZE_FORMAT " %s %d\n", g_bytes_get_size (seen.octets), digest, seen.unseen);
  return TRUE;
}

/* sink-stops COUNT */
static gboolean
run_sink_stops (Driver *driver, char **words, GError **error)
{
  driver->sink_stops = to_number (words[0]);
  return TRUE;
}

/* plan FOLDER UIDVALIDITY UID TARGET: fetches the message to learn its identity. A way into the
 * inbox is one back. */
static gboolean
run_plan (Driver *driver, char **words, GError **error)
{
  SafiActionFields fields = { .id = driver->journal->len + 1,
                              .undoes = strcmp (words[3], "INBOX") == 0,
                              .is_asked = driver->is_asked,
                              .state = SAFI_MOVE_PLANNED };
  g_autofree char *identity = NULL;
  g_autoptr (SafiMessageRef) ref = NULL;

  g_string_truncate (driver->header, 0);
  if (!fetch (driver, words[0], to_number (words[1]), "whole", words[2], error))
    return FALSE;
  identity = safi_message_identity_from_header (driver->header->str, driver->header->len);
  g_print ("identity %s\n", identity);
  ref = safi_message_ref_new ("account", words[0], to_number (words[1]), to_number (words[2]),
                              identity);
  g_ptr_array_add (driver->journal, safi_action_new (ref, words[3], NULL, &fields));
  return TRUE;
}

static gboolean
commit (guint index,
        SafiMoveState state,
        const SafiPlace *place,
        const char *reason,
        gpointer user_data,
        GError **error)
{
  Driver *driver = user_data;
  SafiAction *old = driver->moving->pdata[index];
  SafiActionFields fields = *safi_action_get_fields (old);
  SafiAction *action;
  guint row = (guint) fields.id - 1;

  fields.tries += state == SAFI_MOVE_SENT;
  fields.state = state;
  fields.place = *place;
  action = safi_action_new (safi_action_get_from (old), safi_action_get_to_folder (old), reason,
                            &fields);
  g_print ("step %u %s %u %u %u %s\n", row, safi_move_state_to_word (state), place->uidvalidity,
           place->uidnext, place->uid, reason != NULL ? reason : "-");
  safi_action_unref (driver->journal->pdata[row]);
  driver->journal->pdata[row] = action;
  safi_action_unref (driver->moving->pdata[index]);
  driver->moving->pdata[index] = safi_action_ref (action);
  return g_strcmp0 (driver->stop_at, safi_move_state_to_word (state)) != 0;
}

/* move: all that is not settled */
static gboolean
run_move (Driver *driver, char **words, GError **error)
{
  g_autoptr (GPtrArray) given = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);

  g_ptr_array_set_size (driver->moving, 0);
  for (guint i = 0; i < driver->journal->len; i++)
    if (!safi_action_is_settled (driver->journal->pdata[i])) {
      g_ptr_array_add (given, safi_action_ref (driver->journal->pdata[i]));
      g_ptr_array_add (driver->moving, safi_action_ref (driver->journal->pdata[i]));
    }
  return safi_mail_source_move (driver->source, given, commit, driver, NULL, error);
}

/* asked 0|1: whether a person asks for what is planned from now on */
static gboolean
run_asked (Driver *driver, char **words, GError **error)
{
  driver->is_asked = to_number (words[0]) != 0;
  return TRUE;
}

/* stop-at STATE, or "-" */
static gboolean
run_stop_at (Driver *driver, char **words, GError **error)
{
  g_free (driver->stop_at);
  driver->stop_at = g_strdup (words[0]);
  return TRUE;
}

static gboolean
run_journal (Driver *driver, char **words, GError **error)
{
  for (guint i = 0; i < driver->journal->len; i++) {
    SafiAction *action = driver->journal->pdata[i];
    const SafiActionFields *fields = safi_action_get_fields (action);

    g_print ("action %u %s %u %s\n", i, safi_move_state_to_word (fields->state), fields->place.uid,
             safi_action_get_reason (action) != NULL ? safi_action_get_reason (action) : "-");
  }
  return TRUE;
}

/* Forgets the journal. */
static gboolean
run_forget (Driver *driver, char **words, GError **error)
{
  g_ptr_array_set_size (driver->journal, 0);
  return TRUE;
}

/* find FOLDER IDENTITY SINCE */
static gboolean
run_find (Driver *driver, char **words, GError **error)
{
  g_autoptr (GArray) found = safi_mail_source_find (
      driver->source, words[0], words[1], g_ascii_strtoll (words[2], NULL, 10), NULL, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    g_print ("found %u\n", g_array_index (found, SafiListed, i).uid);
  return found != NULL;
}

/* survey FOLDER NEWEST SINCE FEW */
static gboolean
run_survey (Driver *driver, char **words, GError **error)
{
  const SafiRecent recent = {
    .newest = to_number (words[1]),
    .since = g_ascii_strtoll (words[2], NULL, 10),
    .few = to_number (words[3]),
  };
  SafiSurvey survey;

  if (!safi_mail_source_survey (driver->source, words[0], &recent, &survey, NULL, error))
    return FALSE;
  g_print ("survey %u %u %u %u\n", survey.messages, survey.recent, survey.from,
           survey.mark.uidnext);
  return TRUE;
}

/* append FOLDER OCTETS */
static gboolean
run_append (Driver *driver, char **words, GError **error)
{
  g_autoptr (GBytes) octets = g_bytes_new (words[1], strlen (words[1]));
  SafiPlace place;

  if (!safi_mail_source_append (driver->source, words[0], octets, &place, NULL, error))
    return FALSE;
  g_print ("place %u %u\n", place.uidvalidity, place.uid);
  return TRUE;
}

/* name-junk: says how a Junk folder would be named */
static gboolean
run_name_junk (Driver *driver, char **words, GError **error)
{
  g_autofree char *name = safi_mail_source_name_junk (driver->source, NULL, error);
  g_autofree char *escaped = name != NULL ? escape (name) : NULL;

  if (name != NULL)
    g_print ("name %s\n", escaped);
  return name != NULL;
}

/* create-junk NAME */
static gboolean
run_create_junk (Driver *driver, char **words, GError **error)
{
  g_autofree char *raw = safi_mail_source_create_junk (driver->source, words[0], NULL, error);
  g_autofree char *escaped = raw != NULL ? escape (raw) : NULL;

  if (raw != NULL)
    g_print ("junk %s\n", escaped);
  return raw != NULL;
}

/* keyword FOLDER UIDVALIDITY UID junk|notjunk on|off */
static gboolean
run_keyword (Driver *driver, char **words, GError **error)
{
  g_autoptr (SafiMessageRef) ref =
      safi_message_ref_new ("account", words[0], to_number (words[1]), to_number (words[2]), NULL);

  return safi_mail_source_set_keyword (
      driver->source, ref, g_str_equal (words[3], "junk") ? SAFI_FLAG_JUNK : SAFI_FLAG_NOT_JUNK,
      g_str_equal (words[4], "on"), NULL, error);
}

/* renewal MILLISECONDS */
static gboolean
run_renewal (Driver *driver, char **words, GError **error)
{
  safi_imap_source_set_renewal (SAFI_IMAP_SOURCE (driver->source), to_number (words[0]));
  return TRUE;
}

static void
news_came (SafiMailSource *source, const GError *error, gpointer user_data)
{
  g_print ("news %s\n", error != NULL ? safi_error_to_word ((SafiError) error->code) : "-");
  *(gboolean *) user_data = TRUE;
}

static gboolean
time_over (gpointer user_data)
{
  g_print ("nothing\n");
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* wait FOLDER UIDVALIDITY UIDNEXT BESIDE|- MAY-ASK MILLISECONDS: says "waiting", then what came.
 * The wait goes on afterwards; any other command ends it. */
static gboolean
run_wait (Driver *driver, char **words, GError **error)
{
  SafiWait wait = { .folder = words[0],
                    .mark = { to_number (words[1]), to_number (words[2]) },
                    .beside = g_str_equal (words[3], "-") ? NULL : words[3],
                    .may_ask = to_number (words[4]) != 0 };
  static gboolean is_over;
  guint timer;

  is_over = FALSE;
  if (!safi_mail_source_wait (driver->source, &wait, news_came, &is_over, NULL, error))
    return FALSE;
  g_print ("waiting\n");
  fflush (stdout);
  timer = g_timeout_add (to_number (words[5]), time_over, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
  if (g_main_context_find_source_by_id (NULL, timer) != NULL)
    g_source_remove (timer);
  return TRUE;
}

/* The octets received and sent so far. */
static gboolean
run_traffic (Driver *driver, char **words, GError **error)
{
  guint64 received, sent;

  safi_imap_source_get_traffic (SAFI_IMAP_SOURCE (driver->source), &received, &sent);
  g_print ("traffic %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "\n", received, sent);
  return TRUE;
}

/* manners LINE|-: sets them, then prints them. */
static gboolean
run_manners (Driver *driver, char **words, GError **error)
{
  g_autofree char *line = NULL;

  if (!g_str_equal (words[0], "-"))
    safi_imap_source_set_manners (SAFI_IMAP_SOURCE (driver->source), words[0]);
  line = safi_imap_source_get_manners (SAFI_IMAP_SOURCE (driver->source));
  g_print ("%s\n", line);
  return TRUE;
}

static const struct {
  const char *name;
  guint n_words;
  Command run;
} commands[] = {
  { "open", 6, run_open },
  { "reopen", 0, run_reopen },
  { "way", 1, run_way },
  { "close", 0, run_close },
  { "patience", 3, run_patience },
  { "folders", 0, run_folders },
  { "list", 3, run_list },
  { "cancel", 1, run_cancel },
  { "changes", 6, run_changes },
  { "fetch", 4, run_fetch },
  { "sink-stops", 1, run_sink_stops },
  { "plan", 4, run_plan },
  { "move", 0, run_move },
  { "asked", 1, run_asked },
  { "stop-at", 1, run_stop_at },
  { "journal", 0, run_journal },
  { "forget", 0, run_forget },
  { "find", 3, run_find },
  { "survey", 4, run_survey },
  { "append", 2, run_append },
  { "keyword", 5, run_keyword },
  { "traffic", 0, run_traffic },
  { "manners", 1, run_manners },
  { "renewal", 1, run_renewal },
  { "wait", 6, run_wait },
  { "view", 2, run_view },
  { "name-junk", 0, run_name_junk },
  { "create-junk", 1, run_create_junk },
};

static gboolean
run_line (Driver *driver, char *line, GError **error)
{
  g_auto (GStrv) words = g_strsplit (g_strstrip (line), " ", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    char *plain = g_uri_unescape_string (words[i], NULL);

    g_assert_nonnull (plain);
    g_free (words[i]);
    words[i] = plain;
  }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_strcmp0 (words[0], commands[i].name) == 0) {
      g_assert_cmpuint (g_strv_length (words), ==, commands[i].n_words + 1);
      return commands[i].run (driver, words + 1, error);
    }
  g_assert_not_reached ();
}

int
main (void)
{
  Driver driver = { .patience = { 5000, 20, 0 } };
  char line[65536];

  driver.journal = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);
  driver.moving = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);
  driver.header = g_string_new (NULL);
  while (fgets (line, sizeof line, stdin) != NULL) {
    g_autoptr (GError) error = NULL;

    if (run_line (&driver, line, &error))
      g_print ("ok\n");
    else if (error->domain == SAFI_ERROR)
      g_print ("error %s\n", safi_error_to_word ((SafiError) error->code));
    else
      g_print ("error %s\n", g_quark_to_string (error->domain));
    fflush (stdout);
  }
  g_clear_object (&driver.source);
  g_ptr_array_unref (driver.journal);
  g_ptr_array_unref (driver.moving);
  g_string_free (driver.header, TRUE);
  g_free (driver.password);
  g_free (driver.stop_at);
  return 0;
}
