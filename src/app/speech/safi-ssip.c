/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/speech/safi-ssip.h"

#include <string.h>
#include <sys/socket.h>

#include <gio/gunixsocketaddress.h>

#define PROGRAM "speech-dispatcher"
#define ANSWER_SECONDS 60        /* the list of an old computer's voices takes half of it */
#define SPEECH_SECONDS (15 * 60) /* until the end of a text is told */
#define START_SECONDS 20         /* until a service that was started listens */
#define LOOK_USEC (G_USEC_PER_SEC / 4)
#define START_LOOKS 8 /* before it is started again: one that just ends keeps a new one away */
#define TRIES 2       /* a service that ends while it is dialled is no service */

typedef struct {
  GSocketConnection *connection;
  GInputStream *input;
  GOutputStream *output;
  GCancellable *cancellable; /* (nullable), borrowed */
  char line[SAFI_SSIP_LINE_MAX + 1];
  char octets[4096];
  gsize n_octets;
  gsize place;
} Session;

static void
close_session (Session *session)
{
  g_clear_object (&session->connection);
  g_free (session);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Session, close_session)

static gboolean
fail (GError **error, const char *what)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, what);
  return FALSE;
}

static char *
get_usual_path (void)
{
  return g_build_filename (g_get_user_runtime_dir (), PROGRAM, "speechd.sock", NULL);
}

/* As the service's own clients find it. Returns: (transfer full) (nullable). */
static char *
find_path (void)
{
  const char *address = g_getenv ("SPEECHD_ADDRESS");
  const char *path;

  if (address == NULL || g_str_equal (address, "unix_socket"))
    return get_usual_path ();
  return g_str_has_prefix (address, "unix_socket:") && *(path = strchr (address, ':') + 1) == '/'
             ? g_strdup (path)
             : NULL;
}

static GSocketConnection *
dial (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_timeout (client, ANSWER_SECONDS);
  return g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), cancellable, error);
}

/* The service listens at its usual place only when it is started like this. */
static gboolean
start (const char *path)
{
  g_autofree char *usual = get_usual_path ();
  g_autofree char *program = g_find_program_in_path (PROGRAM);
  g_autoptr (GSubprocess) process = NULL;

  if (program == NULL || !g_str_equal (path, usual))
    return FALSE;
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              NULL, program, "--spawn", "--communication-method", "unix_socket",
                              "--socket-path", path, NULL);
  return process != NULL;
}

static GSocketConnection *
dial_or_start (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  GSocketConnection *connection = dial (path, cancellable, &refusal);
  const gint64 end = g_get_monotonic_time () + START_SECONDS * G_USEC_PER_SEC;

  for (guint i = 0; connection == NULL && !g_cancellable_is_cancelled (cancellable) &&
                    g_get_monotonic_time () < end;
       i++) {
    if (i % START_LOOKS == 0 && !start (path))
      break;
    g_usleep (LOOK_USEC);
    g_clear_error (&refusal);
    connection = dial (path, cancellable, &refusal);
  }
  if (connection == NULL)
    g_propagate_error (error, g_steal_pointer (&refusal));
  return connection;
}

static gboolean
fill (Session *session, GError **error)
{
  gssize n_read = g_input_stream_read (session->input, session->octets, sizeof session->octets,
                                       session->cancellable, error);

  session->place = 0;
  session->n_octets = n_read > 0 ? (gsize) n_read : 0;
  if (n_read == 0)
    return fail (error, "the speech service has gone");
  return n_read > 0;
}

/* Into session->line, without its end. */
static gboolean
read_line (Session *session, GError **error)
{
  gsize length = 0;

  while (TRUE) {
    char octet;

    if (session->place == session->n_octets && !fill (session, error))
      return FALSE;
    octet = session->octets[session->place++];
    if (octet == '\n')
      break;
    if (length == SAFI_SSIP_LINE_MAX)
      return fail (error, "the speech service says too long a line");
    session->line[length++] = octet;
  }
  if (length > 0 && session->line[length - 1] == '\r')
    length--;
  session->line[length] = '\0';
  return TRUE;
}

typedef void (*LineFunc) (const char *line, gpointer user_data);

/* "249-line", …, "249 the last one". @each: (nullable): of each but the last, what is behind the
 * number. What the service tells unasked (7xx) may come in between. Returns: the number; 0 on
 * error. */
static guint
read_answer (Session *session, gboolean wants_events, LineFunc each, gpointer data, GError **error)
{
  for (guint i = 0; i < SAFI_SSIP_LINES_MAX; i++) {
    const char *line = session->line;
    guint number;

    if (!read_line (session, error))
      return 0;
    if (!g_ascii_isdigit (line[0]) || !g_ascii_isdigit (line[1]) || !g_ascii_isdigit (line[2]) ||
        (line[3] != ' ' && line[3] != '-'))
      break;
    number = (guint) g_ascii_strtoull (line, NULL, 10);
    if (number < 100)
      break;
    if (number / 100 == 7 && !wants_events)
      continue;
    if (line[3] == ' ')
      return number;
    if (each != NULL)
      each (line + 4, data);
  }
  fail (error, "the speech service says what nobody understands");
  return 0;
}

static gboolean
say (Session *session, const char *words, GError **error)
{
  return g_output_stream_write_all (session->output, words, strlen (words), NULL,
                                    session->cancellable, error);
}

static gboolean
ask (Session *session, const char *command, LineFunc each, gpointer data, GError **error)
{
  g_autofree char *line = g_strconcat (command, "\r\n", NULL);
  guint number = 0;

  if (say (session, line, error))
    number = read_answer (session, FALSE, each, data, error);
  if (number >= 300)
    return fail (error, "the speech service refuses");
  return number != 0;
}

static Session *
greet (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (Session) session = g_new0 (Session, 1);

  session->cancellable = cancellable;
  session->connection = dial_or_start (path, cancellable, error);
  if (session->connection == NULL)
    return NULL;
  session->input = g_io_stream_get_input_stream (G_IO_STREAM (session->connection));
  session->output = g_io_stream_get_output_stream (G_IO_STREAM (session->connection));
  if (!ask (session, "SET SELF CLIENT_NAME safibox:safibox:reading", NULL, NULL, error))
    return NULL;
  return g_steal_pointer (&session);
}

static Session *
open_session (GCancellable *cancellable, GError **error)
{
  g_autofree char *path = find_path ();
  g_autoptr (GError) refusal = NULL;
  Session *session = NULL;

  if (path == NULL) {
    fail (error, "the speech service is not on this computer");
    return NULL;
  }
  for (guint i = 0; session == NULL && i < TRIES && !g_cancellable_is_cancelled (cancellable);
       i++) {
    g_clear_error (&refusal);
    session = greet (path, cancellable, &refusal);
  }
  if (session == NULL && !g_cancellable_set_error_if_cancelled (cancellable, error))
    g_propagate_error (error, g_steal_pointer (&refusal));
  return session;
}

/* A tag goes back into a command as it is. */
static gboolean
is_tag (const char *text)
{
  return g_ascii_isalpha (text[0]) && strlen (text) <= SAFI_SSIP_TAG_MAX &&
         text[strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_")] == '\0';
}

/* "English (America)<tab>en-US<tab>none"; older services have spaces there. */
static void
add_language (const char *line, gpointer data)
{
  GPtrArray *languages = data;
  g_auto (GStrv) fields = g_strsplit (line, strchr (line, '\t') != NULL ? "\t" : " ", 3);

  if (g_strv_length (fields) >= 2 && is_tag (fields[1]) &&
      languages->len < SAFI_SSIP_LANGUAGES_MAX &&
      !g_ptr_array_find_with_equal_func (languages, fields[1], g_str_equal, NULL))
    g_ptr_array_add (languages, g_strdup (fields[1]));
}

GPtrArray *
safi_ssip_list_languages (GCancellable *cancellable, GError **error)
{
  g_autoptr (Session) session = open_session (cancellable, error);
  g_autoptr (GPtrArray) languages = g_ptr_array_new_with_free_func (g_free);

  if (session == NULL || !ask (session, "LIST SYNTHESIS_VOICES", add_language, languages, error) ||
      !ask (session, "QUIT", NULL, NULL, error))
    return NULL;
  return g_steal_pointer (&languages);
}

static gboolean
set_up (Session *session, const char *language, int rate, GError **error)
{
  g_autofree char *set_language = g_strconcat ("SET SELF LANGUAGE ", language, NULL);
  g_autofree char *set_rate = g_strdup_printf ("SET SELF RATE %d", rate);
  const char *commands[] = {
    set_language,
    "SET SELF SSML_MODE off",
    "SET SELF PUNCTUATION none",
    "SET SELF PRIORITY message",
    "SET SELF NOTIFICATION END on",
    "SET SELF NOTIFICATION CANCEL on",
    rate != 0 ? set_rate : NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands) && commands[i] != NULL; i++)
    if (!ask (session, commands[i], NULL, NULL, error))
      return FALSE;
  return TRUE;
}

/* A line with a dot alone would end the text. */
static char *
pack_text (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) packed = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (packed, "%s%s\r\n", lines[i][0] == '.' ? "." : "", lines[i]);
  g_string_append (packed, ".");
  return g_string_free (g_steal_pointer (&packed), FALSE);
}

/* From the thread that cancels, at once: the service would go on without its client. */
static void
cancelled_cb (GCancellable *cancellable, GSocket *socket)
{
  static const char words[] = "CANCEL SELF\r\nQUIT\r\n";

  if (send (g_socket_get_fd (socket), words, strlen (words), MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
    g_debug ("The speech service cannot be told to stop");
}

/* 702: said to its end; 703: somebody cut it short, which is as good. */
static gboolean
wait_for_end (Session *session, GError **error)
{
  GSocket *socket = g_socket_connection_get_socket (session->connection);
  guint number;

  g_socket_set_timeout (socket, SPEECH_SECONDS);
  do
    number = read_answer (session, TRUE, NULL, NULL, error);
  while (number != 0 && number != 702 && number != 703);
  return number != 0;
}

/* Whoever cancels while the text is sent only adds words to a text that never ends, which the
 * service forgets with the connection. */
static gboolean
say_text (Session *session, const char *text, GError **error)
{
  GSocket *socket = g_socket_connection_get_socket (session->connection);
  g_autofree char *packed = pack_text (text);
  gulong handler =
      g_cancellable_connect (session->cancellable, G_CALLBACK (cancelled_cb), socket, NULL);
  const gboolean is_said =
      ask (session, packed, NULL, NULL, error) && wait_for_end (session, error);

  g_cancellable_disconnect (session->cancellable, handler);
  return is_said;
}

gboolean
safi_ssip_speak (const char *text,
                 const char *language,
                 int rate,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (Session) session = NULL;

  g_return_val_if_fail (is_tag (language), FALSE);
  session = open_session (cancellable, error);
  return session != NULL && set_up (session, language, rate, error) &&
         ask (session, "SPEAK", NULL, NULL, error) && say_text (session, text, error);
}
