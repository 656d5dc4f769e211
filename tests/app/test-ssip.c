/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/speech/safi-ssip.h"

#include <string.h>

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "../lib/random.h"

#define BROKEN_ROUNDS 150 /* each with a socket of its own */

/* A service that says what it is told to after each command, whatever was asked. */
typedef struct {
  char *dir;
  char *path;
  GSocketListener *listener;
  GThread *thread;
  const char *const *answers; /* NULL-terminated; then it breaks off */
  GString *heard;
} Service;

/* A command, or, after SPEAK, a text to the dot that ends it. */
static gboolean
hear (Service *service, GDataInputStream *input)
{
  const gboolean is_text = g_str_has_suffix (service->heard->str, "SPEAK\n");
  gboolean is_whole = FALSE;

  while (!is_whole) {
    g_autofree char *line = g_data_input_stream_read_line (input, NULL, NULL, NULL);

    if (line == NULL)
      return FALSE;
    g_string_append_printf (service->heard, "%s\n", line);
    is_whole = !is_text || g_str_equal (line, ".");
  }
  return TRUE;
}

static gpointer
serve (gpointer data)
{
  Service *service = data;
  g_autoptr (GSocketConnection) connection =
      g_socket_listener_accept (service->listener, NULL, NULL, NULL);
  g_autoptr (GDataInputStream) input =
      g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  for (guint i = 0; service->answers[i] != NULL && hear (service, input); i++)
    g_output_stream_write_all (output, service->answers[i], strlen (service->answers[i]), NULL,
                               NULL, NULL);
  return NULL;
}

static void
start (Service *service, const char *const *answers)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  service->dir = g_dir_make_tmp ("safibox-ssip-XXXXXX", NULL);
  service->path = g_build_filename (service->dir, "s", NULL);
  service->answers = answers;
  service->heard = g_string_new (NULL);
  service->listener = g_socket_listener_new ();
  address = g_unix_socket_address_new (service->path);
  g_assert_true (g_socket_listener_add_address (service->listener, address, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, &error));
  value = g_strconcat ("unix_socket:", service->path, NULL);
  g_setenv ("SPEECHD_ADDRESS", value, TRUE);
  service->thread = g_thread_new ("service", serve, service);
}

/* Returns: (transfer full): what it heard. */
static char *
end (Service *service)
{
  g_thread_join (service->thread);
  g_socket_listener_close (service->listener);
  g_clear_object (&service->listener);
  g_unlink (service->path);
  g_rmdir (service->dir);
  g_free (service->path);
  g_free (service->dir);
  return g_string_free (service->heard, FALSE);
}

/* @answer: to LIST. @last: (nullable): to QUIT; without it the service breaks off. Returns:
 * (transfer full): languages, or "error". */
static char *
list (const char *answer, const char *last)
{
  const char *answers[] = { "208 OK\r\n", answer, last, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) languages = NULL;
  g_autofree char *heard = NULL;
  Service service;

  start (&service, answers);
  languages = safi_ssip_list_languages (NULL, &error);
  heard = end (&service);
  g_assert_nonnull (strstr (heard, "LIST SYNTHESIS_VOICES\n"));
  g_assert_true ((languages == NULL) == (error != NULL));
  if (languages == NULL)
    return g_strdup ("error");
  g_ptr_array_add (languages, NULL);
  return g_strjoinv (" ", (char **) languages->pdata);
}

static void
assert_listed (const char *answer, const char *languages)
{
  g_autofree char *got = list (answer, "231 OK\r\n");

  g_assert_cmpstr (got, ==, languages);
}

static void
languages_come_once_each_in_the_order_of_the_service (void)
{
  assert_listed ("249-Swahili\tsw\tnone\r\n249-English (America)\ten-US\tnone\r\n"
                 "249-Swahili+Max\tsw\tMax\r\n249 OK\r\n",
                 "sw en-US");
  assert_listed ("249-old en none\r\n249 OK\r\n", "en");
  assert_listed ("249 OK\r\n", "");
}

static void
what_is_no_language_is_left_out (void)
{
  assert_listed ("249-a\tsw QUIT\tb\r\n249-a\t\r\n249-a\r\n249-a\t-x\tb\r\n"
                 "249-a\tabcdefghijabcdefghijabcdefghijabcde\tb\r\n"
                 "249-a\tabcdefghijabcdefghijabcdefghijabcdef\tb\r\n249 OK\r\n",
                 "abcdefghijabcdefghijabcdefghijabcde");
}

static void
answers_that_nobody_understands_are_errors (void)
{
  assert_listed ("hello\r\n", "error");
  assert_listed ("24\r\n", "error");
  assert_listed ("000 OK\r\n", "error");
  assert_listed ("304 CANT LIST VOICES\r\n", "error");
}

static void
a_service_that_breaks_off_is_an_error (void)
{
  g_autofree char *got = list ("249-a\tsw\tnone\r\n", NULL);

  g_assert_cmpstr (got, ==, "error");
}

static void
events_between_answers_are_left_out (void)
{
  assert_listed ("702-1\r\n702-1\r\n702 END\r\n249-a\tsw\tb\r\n249 OK\r\n", "sw");
}

static void
a_line_has_a_limit (void)
{
  g_autofree char *most = g_strnfill (SAFI_SSIP_LINE_MAX - strlen ("249-\tsw\tb"), 'x');
  g_autofree char *within = g_strdup_printf ("249-%s\tsw\tb\n249 OK\n", most);
  g_autofree char *beyond = g_strdup_printf ("249-%sx\tsw\tb\n249 OK\n", most);

  assert_listed (within, "sw");
  assert_listed (beyond, "error");
}

static void
assert_lines (guint n_lines, const char *languages)
{
  g_autoptr (GString) answer = g_string_new (NULL);

  for (guint i = 1; i < n_lines; i++)
    g_string_append (answer, "249-a\tsw\tb\r\n");
  g_string_append (answer, "249 OK\r\n");
  assert_listed (answer->str, languages);
}

static void
an_answer_has_a_limit (void)
{
  assert_lines (SAFI_SSIP_LINES_MAX, "sw");
  assert_lines (SAFI_SSIP_LINES_MAX + 1, "error");
}

static void
languages_have_a_limit (void)
{
  g_autoptr (GString) answer = g_string_new (NULL);
  g_autofree char *got = NULL;
  g_auto (GStrv) languages = NULL;

  for (guint i = 0; i <= SAFI_SSIP_LANGUAGES_MAX; i++)
    g_string_append_printf (answer, "249-a\tx-%u\tb\r\n", i);
  g_string_append (answer, "249 OK\r\n");
  got = list (answer->str, "231 OK\r\n");
  languages = g_strsplit (got, " ", -1);
  g_assert_cmpuint (g_strv_length (languages), ==, SAFI_SSIP_LANGUAGES_MAX);
}

/* What comes is a language of sound form, or an error; always the same way. */
static void
broken_answers_do_no_harm (void)
{
  static const char *const pieces[] = { "249-", "249 OK\r\n", "\t",   "\r",          "\n", "\r\n",
                                        "249",  "702-1\r\n",  "-",    " ",           "sw", "\xff",
                                        "2",    "QUIT",       "304 ", "999999999999" };
  g_autoptr (GRand) random = test_random_new ();

  for (guint i = 0; i < BROKEN_ROUNDS; i++) {
    g_autoptr (GString) answer = g_string_new (
        "249-Swahili\tsw\tnone\r\n702-1\r\n249-English (America)\ten-US\tnone\r\n249 OK\r\n");
    g_autofree char *got = NULL;

    test_mutate (answer, random, pieces, G_N_ELEMENTS (pieces));
    got = list (answer->str, NULL);
    g_assert_true (g_str_is_ascii (got));
    g_assert_cmpuint (strcspn (got, "\r\n\t"), ==, strlen (got));
  }
}

static gboolean
speak (const char *text, const char *at_the_end, char **ret_heard)
{
  const char *answers[] = { "208 OK\r\n", "201 OK\r\n", "219 OK\r\n", "205 OK\r\n",
                            "202 OK\r\n", "220 OK\r\n", "220 OK\r\n", "203 OK\r\n",
                            "230 OK\r\n", at_the_end,   NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_said;
  Service service;

  start (&service, answers);
  is_said = safi_ssip_speak (text, "sw", -40, cancellable, &error);
  g_assert_true (is_said == (error == NULL));
  *ret_heard = end (&service);
  return is_said;
}

static void
a_text_is_said_as_it_is_up_to_its_end (void)
{
  g_autofree char *heard = NULL;

  g_assert_true (speak ("One\n.\n..two\nQUIT",
                        "225-1\r\n225 OK\r\n701-1\r\n701-1\r\n701 BEGIN\r\n702-1\r\n702 END\r\n",
                        &heard));
  g_assert_nonnull (strstr (heard, "SET SELF LANGUAGE sw\n"));
  g_assert_nonnull (strstr (heard, "SET SELF SSML_MODE off\n"));
  g_assert_nonnull (strstr (heard, "SET SELF RATE -40\n"));
  g_assert_true (g_str_has_suffix (heard, "SPEAK\nOne\n..\n...two\nQUIT\n.\n"));
}

static void
a_voice_that_was_cut_short_is_no_error_but_one_that_breaks_off_is (void)
{
  g_autofree char *heard = NULL;
  g_autofree char *again = NULL;

  g_assert_true (speak ("One", "225 OK\r\n703-1\r\n703 CANCELED\r\n", &heard));
  g_assert_false (speak ("One", "225 OK\r\n701 BEGIN\r\n", &again));
}

static void
only_a_socket_of_this_computer_is_used (void)
{
  static const char *const addresses[] = { "inet_socket:127.0.0.1:6560", "unix_socket:relative",
                                           "unix_socket:/nonexistent/s", "" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autoptr (GError) error = NULL;

    g_setenv ("SPEECHD_ADDRESS", addresses[i], TRUE);
    g_assert_null (safi_ssip_list_languages (NULL, &error));
    g_assert_nonnull (error);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ssip/languages come once each in the order of the service",
                   languages_come_once_each_in_the_order_of_the_service);
  g_test_add_func ("/ssip/what is no language is left out", what_is_no_language_is_left_out);
  g_test_add_func ("/ssip/answers that nobody understands are errors",
                   answers_that_nobody_understands_are_errors);
  g_test_add_func ("/ssip/a service that breaks off is an error",
                   a_service_that_breaks_off_is_an_error);
  g_test_add_func ("/ssip/events between answers are left out",
                   events_between_answers_are_left_out);
  g_test_add_func ("/ssip/a line has a limit", a_line_has_a_limit);
  g_test_add_func ("/ssip/an answer has a limit", an_answer_has_a_limit);
  g_test_add_func ("/ssip/languages have a limit", languages_have_a_limit);
  g_test_add_func ("/ssip/broken answers do no harm", broken_answers_do_no_harm);
  g_test_add_func ("/ssip/a text is said as it is up to its end",
                   a_text_is_said_as_it_is_up_to_its_end);
  g_test_add_func ("/ssip/a voice that was cut short is no error but one that breaks off is",
                   a_voice_that_was_cut_short_is_no_error_but_one_that_breaks_off_is);
  g_test_add_func ("/ssip/only a socket of this computer is used",
                   only_a_socket_of_this_computer_is_used);
  return g_test_run ();
}
