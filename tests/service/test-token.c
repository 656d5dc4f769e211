/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "core/base/safi-error.h"
#include "service/session/safi-session.h"

#define NOW G_GINT64_CONSTANT (1800000000) /* seconds UTC */
#define LIFETIME 600                       /* seconds */

/* A token endpoint in a thread of its own, and a session that never leaves this one. */
typedef struct {
  char *directory;
  SafiClock *clock;
  SafiSession *session;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  SoupServer *server;
  gint n_asked; /* atomic */
} Fixture;

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;
  int number = g_atomic_int_add (&fixture->n_asked, 1) + 1;
  g_autofree char *text = g_strdup_printf (
      "{\"access_token\": \"token-%d\", \"token_type\": \"Bearer\", \"expires_in\": %d}", number,
      LIFETIME);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text,
                                    strlen (text));
}

static gpointer
serve (gpointer data)
{
  Fixture *fixture = data;

  g_main_context_push_thread_default (fixture->context);
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, answer_cb, fixture, NULL);
  g_assert_true (soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  g_main_loop_run (fixture->loop);
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  g_main_context_pop_thread_default (fixture->context);
  return NULL;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
write_services (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->directory, "oauth.ini", NULL);
  g_autofree char *text = NULL;
  GSList *uris;

  while (!g_main_loop_is_running (fixture->loop))
    g_usleep (1000);
  uris = soup_server_get_uris (fixture->server);
  text = g_strdup_printf ("[test]\nname=Test\nauthorize=http://127.0.0.1:1/\n"
                          "token=http://127.0.0.1:%d/token\nscope=x\n"
                          "redirect-host=127.0.0.1\nclient-id=me\n",
                          g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SafiAccount) plain = safi_account_new_imap (NULL, "amina@practice.example", "amina",
                                                         "127.0.0.1", 993, SAFI_SECURITY_TLS);
  g_autoptr (SafiAccount) account = safi_account_with_way (plain, SAFI_WAY_BROWSER, "test");

  fixture->directory = g_dir_make_tmp ("safibox-token-XXXXXX", NULL);
  fixture->context = g_main_context_new ();
  fixture->loop = g_main_loop_new (fixture->context, FALSE);
  fixture->thread = g_thread_new ("service", serve, fixture);
  write_services (fixture);
  fixture->clock = safi_clock_new_fixed (NOW);
  fixture->session =
      safi_session_new (fixture->directory, fixture->clock, NULL, NULL, account, NULL, NULL);
  safi_session_set_secret (fixture->session, "refresh");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  g_autofree char *path = g_build_filename (fixture->directory, "oauth.ini", NULL);

  g_source_set_callback (source, quit_cb, fixture->loop, NULL);
  g_source_attach (source, fixture->context);
  g_thread_join (fixture->thread);
  g_main_loop_unref (fixture->loop);
  g_main_context_unref (fixture->context);
  safi_session_free (fixture->session);
  safi_clock_free_fixed (fixture->clock);
  g_remove (path);
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
}

static void
assert_given (Fixture *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token =
      safi_session_give_secret (fixture->session->account, fixture->session, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, expected);
}

static void
test_a_token_is_used_until_a_minute_before_its_end (Fixture *fixture, gconstpointer data)
{
  assert_given (fixture, "token-1");
  safi_clock_advance (fixture->clock, LIFETIME - 61);
  assert_given (fixture, "token-1");
  safi_clock_advance (fixture->clock, 1);
  assert_given (fixture, "token-2");
  g_assert_cmpint (g_atomic_int_get (&fixture->n_asked), ==, 2);
}

static void
test_a_refused_token_is_fetched_anew_once (Fixture *fixture, gconstpointer data)
{
  assert_given (fixture, "token-1");
  fixture->session->is_token_new = FALSE; /* a later sign-in */
  g_assert_true (safi_session_drop_token (fixture->session));
  assert_given (fixture, "token-2");
  g_assert_false (safi_session_drop_token (fixture->session));
}

static void
test_a_new_secret_is_not_served_with_the_old_token (Fixture *fixture, gconstpointer data)
{
  assert_given (fixture, "token-1");
  safi_session_set_secret (fixture->session, "another");
  assert_given (fixture, "token-2");
}

static void
test_an_unknown_service_gives_no_token (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "oauth.ini", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "", -1, NULL));
  g_assert_null (
      safi_session_give_secret (fixture->session->account, fixture->session, NULL, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/token/is-used-until-a-minute-before-its-end",
       test_a_token_is_used_until_a_minute_before_its_end);
  add ("/token/refused-is-fetched-anew-once", test_a_refused_token_is_fetched_anew_once);
  add ("/token/new-secret-is-not-served-with-the-old-one",
       test_a_new_secret_is_not_served_with_the_old_token);
  add ("/token/unknown-service-gives-none", test_an_unknown_service_gives_no_token);
  return g_test_run ();
}
