/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns-loop.h"

#include <string.h>

/* A server on loopback that says NXDOMAIN to everything, or nothing at all; never anything to names
 * that begin with SILENT. */
#define SILENT "silent"

typedef struct {
  GSocket *socket;
  GThread *thread;
  GCancellable *stop;
  guint16 port;
  gint is_silent; /* atomic */
  gint n_queries; /* atomic */
} Server;

static gpointer
serve (gpointer data)
{
  Server *server = data;

  for (;;) {
    g_autoptr (GSocketAddress) from = NULL;
    char packet[512];
    const gssize length =
        g_socket_receive_from (server->socket, &from, packet, sizeof packet, server->stop, NULL);

    if (length < 13 + (gssize) strlen (SILENT))
      return NULL;
    g_atomic_int_inc (&server->n_queries);
    packet[2] = (char) 0x81;
    packet[3] = (char) 0x83;
    if (!g_atomic_int_get (&server->is_silent) &&
        memcmp (packet + 13, SILENT, strlen (SILENT)) != 0)
      g_socket_send_to (server->socket, from, packet, (gsize) length, NULL, NULL);
  }
}

/* @port: 0 for any. */
static Server *
start_server (guint16 port, gboolean is_silent)
{
  Server *server = g_new0 (Server, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, port);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  server->socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, &error);
  g_assert_no_error (error);
  g_socket_bind (server->socket, wanted, FALSE, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (server->socket, &error);
  g_assert_no_error (error);
  server->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  server->is_silent = is_silent;
  server->stop = g_cancellable_new ();
  server->thread = g_thread_new ("server", serve, server);
  return server;
}

/* Returns: how many queries it saw. */
static gint
stop_server (Server *server)
{
  const gint n_queries = g_atomic_int_get (&server->n_queries);

  g_cancellable_cancel (server->stop);
  g_thread_join (server->thread);
  g_socket_close (server->socket, NULL);
  g_object_unref (server->socket);
  g_object_unref (server->stop);
  g_free (server);
  return n_queries;
}

static SafiDnsLoop *
new_loop (SafiClock *clock, guint16 port)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", port);
  g_autoptr (GError) error = NULL;
  SafiDnsClient *client = safi_dns_client_new (address, &error);

  g_assert_no_error (error);
  return safi_dns_loop_new (clock, client);
}

/* A message that asks one name after the other, and before that, at once, for some that nobody
 * answers for. */
typedef struct {
  const char *prefix;
  guint n_names;
  guint n_runs;
  guint n_nxdomain;
  guint n_temperror;
  guint n_silent;
} Message;

static void
ask_silent_names (SafiResolver *resolver, Message *message)
{
  for (guint i = 0; i < message->n_silent; i++) {
    g_autofree char *name = g_strdup_printf (SILENT "%u.example", i);
    g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (resolver, name, SAFI_DNS_A);

    message->n_temperror += answer->outcome == SAFI_DNS_TEMPERROR;
  }
}

static void
ask_names (SafiResolver *resolver, gpointer user_data)
{
  Message *message = user_data;

  message->n_runs++;
  message->n_nxdomain = message->n_temperror = 0;
  ask_silent_names (resolver, message);
  for (guint i = 0; i < message->n_names; i++) {
    g_autofree char *name = g_strdup_printf ("%s%u.example", message->prefix, i);
    g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (resolver, name, SAFI_DNS_A);

    message->n_nxdomain += answer->outcome == SAFI_DNS_NXDOMAIN;
    message->n_temperror += answer->outcome == SAFI_DNS_TEMPERROR;
    if (answer->outcome == SAFI_DNS_OPEN)
      return;
  }
}

static gboolean
run_one (SafiDnsLoop *loop, Message *message, guint seconds, GCancellable *stop, GError **error)
{
  const SafiDnsJob job = { ask_names, message };

  return safi_dns_loop_run (loop, &job, 1, seconds, stop, error);
}

static void
test_a_batch_runs_until_all_is_known (void)
{
  Server *server = start_server (0, FALSE);
  g_autoptr (SafiDnsLoop) loop = new_loop (safi_clock_get_system (), server->port);
  Message messages[] = { { .prefix = "a", .n_names = 3 },
                         { .prefix = "b", .n_names = 1 },
                         { .prefix = "a", .n_names = 2 } };
  SafiDnsJob jobs[G_N_ELEMENTS (messages)];

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    jobs[i] = (SafiDnsJob){ ask_names, &messages[i] };
  g_assert_true (safi_dns_loop_run (loop, jobs, G_N_ELEMENTS (jobs), 10, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++) {
    g_assert_cmpuint (messages[i].n_nxdomain, ==, messages[i].n_names);
    g_assert_cmpuint (messages[i].n_runs, ==, messages[i].n_names + 1);
  }
  g_assert_cmpint (safi_dns_loop_get_trust (loop)->state, ==, SAFI_DNS_TRUST_TRUSTED);
  /* Four names, and five to learn whom to trust. */
  g_assert_cmpint (stop_server (server), ==, 4 + 5);
}

static void
test_a_message_has_a_budget (void)
{
  for (guint n = SAFI_DNS_LOOP_QUESTIONS_MAX; n <= SAFI_DNS_LOOP_QUESTIONS_MAX + 1; n++) {
    Server *server = start_server (0, FALSE);
    g_autoptr (SafiDnsLoop) loop = new_loop (safi_clock_get_system (), server->port);
    Message message = { .prefix = "a", .n_names = n };

    g_assert_true (run_one (loop, &message, 10, NULL, NULL));
    g_assert_cmpuint (message.n_nxdomain, ==, SAFI_DNS_LOOP_QUESTIONS_MAX);
    g_assert_cmpuint (message.n_temperror, ==, n - SAFI_DNS_LOOP_QUESTIONS_MAX);
    g_assert_cmpint (stop_server (server), ==, SAFI_DNS_LOOP_QUESTIONS_MAX + 5);
  }
}

static void
test_without_a_client_nobody_is_asked (void)
{
  g_autoptr (SafiDnsLoop) loop = safi_dns_loop_new (safi_clock_get_system (), NULL);
  Message message = { .prefix = "a", .n_names = 2 };

  g_assert_true (run_one (loop, &message, 10, NULL, NULL));
  g_assert_cmpuint (message.n_temperror, ==, 2);
  g_assert_false (safi_dns_trust_is_negative_trusted (safi_dns_loop_get_trust (loop)));
}

static void
test_time_ends (void)
{
  Server *server = start_server (0, TRUE);
  g_autoptr (SafiDnsLoop) loop = new_loop (safi_clock_get_system (), server->port);
  Message message = { .prefix = "a", .n_names = 2 };
  const gint64 start = g_get_monotonic_time ();

  g_assert_true (run_one (loop, &message, 1, NULL, NULL));
  g_assert_cmpuint (message.n_temperror, ==, 2);
  g_assert_cmpint (g_get_monotonic_time () - start, >, G_USEC_PER_SEC / 2);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);
  g_assert_cmpint (stop_server (server), >, 0);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (G_USEC_PER_SEC / 5);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* Afterwards all is asked again, because nothing was answered. */
static void
test_a_cancelled_run_leaves_nothing_behind (void)
{
  Server *server = start_server (0, TRUE);
  g_autoptr (SafiDnsLoop) loop = new_loop (safi_clock_get_system (), server->port);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_autoptr (GError) error = NULL;
  Message message = { .prefix = "a", .n_names = 2 };
  const gint64 start = g_get_monotonic_time ();

  g_assert_false (run_one (loop, &message, 10, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
  g_thread_join (thread);
  g_atomic_int_set (&server->is_silent, FALSE);
  g_assert_true (run_one (loop, &message, 10, NULL, NULL));
  g_assert_cmpuint (message.n_nxdomain, ==, 2);
  stop_server (server);
}

static void
test_a_server_that_comes_back_is_asked_again (void)
{
  SafiClock *clock = safi_clock_new_fixed (1000);
  Server *server = start_server (0, FALSE);
  const guint16 port = server->port;
  g_autoptr (SafiDnsLoop) loop = new_loop (clock, port);
  Message message = { .prefix = "a", .n_names = 1 };

  stop_server (server);
  for (guint i = 0; i <= SAFI_DNS_LOOP_FAILURES_MAX; i++) {
    g_assert_true (run_one (loop, &message, 1, NULL, NULL));
    g_assert_cmpuint (message.n_temperror, ==, 1);
    g_assert_cmpint (safi_dns_loop_get_trust (loop)->state, ==, SAFI_DNS_TRUST_UNKNOWN);
    safi_clock_advance (clock, SAFI_DNS_CACHE_FAILED_TTL);
  }
  server = start_server (port, FALSE);
  g_assert_true (run_one (loop, &message, 10, NULL, NULL));
  g_assert_cmpuint (message.n_nxdomain, ==, 1);
  g_assert_cmpint (safi_dns_loop_get_trust (loop)->state, ==, SAFI_DNS_TRUST_TRUSTED);
  stop_server (server);
  g_clear_pointer (&loop, safi_dns_loop_free);
  safi_clock_free_fixed (clock);
}

static void
test_no_message_keeps_others_waiting (void)
{
  Server *server = start_server (0, FALSE);
  g_autoptr (SafiDnsLoop) loop = new_loop (safi_clock_get_system (), server->port);
  Message messages[] = { { .prefix = "a", .n_silent = 40 }, { .prefix = "b", .n_names = 1 } };
  const SafiDnsJob jobs[] = { { ask_names, &messages[0] }, { ask_names, &messages[1] } };

  g_assert_true (safi_dns_loop_run (loop, jobs, G_N_ELEMENTS (jobs), 1, NULL, NULL));
  g_assert_cmpuint (messages[0].n_temperror, ==, 40);
  g_assert_cmpuint (messages[1].n_nxdomain, ==, 1);
  stop_server (server);
}

static void
test_a_question_that_takes_long_makes_room (void)
{
  Server *server = start_server (0, FALSE);
  g_autoptr (SafiDnsLoop) loop = new_loop (safi_clock_get_system (), server->port);
  Message message = { .prefix = "a", .n_names = 1, .n_silent = SAFI_DNS_IN_FLIGHT_MAX };
  const gint64 start = g_get_monotonic_time ();

  g_assert_true (run_one (loop, &message, 2 * SAFI_DNS_QUESTION_SECONDS, NULL, NULL));
  g_assert_cmpuint (message.n_temperror, ==, SAFI_DNS_IN_FLIGHT_MAX);
  g_assert_cmpuint (message.n_nxdomain, ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - start, <,
                   (SAFI_DNS_QUESTION_SECONDS + 4) * G_USEC_PER_SEC);
  stop_server (server);
}

static void
test_another_network_is_asked_anew (void)
{
  Server *server = start_server (0, FALSE);
  g_autoptr (SafiDnsLoop) loop = new_loop (safi_clock_get_system (), server->port);
  Message message = { .prefix = "a", .n_names = 1 };

  g_assert_true (run_one (loop, &message, 10, NULL, NULL));
  g_assert_true (run_one (loop, &message, 10, NULL, NULL));
  g_assert_cmpint (g_atomic_int_get (&server->n_queries), ==, 1 + 5);
  safi_dns_loop_forget (loop);
  g_assert_cmpint (safi_dns_loop_get_trust (loop)->state, ==, SAFI_DNS_TRUST_OPEN);
  g_assert_true (run_one (loop, &message, 10, NULL, NULL));
  g_assert_cmpint (stop_server (server), ==, 2 * (1 + 5));
}

static void
test_a_server_has_an_address (void)
{
  static const char *const wrong[] = { "", "x", "dns.example:53", "127.0.0.1:x",
                                       "127.0.0.1:99999" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", wrong[i]);
    g_assert_null (safi_dns_client_new (wrong[i], &error));
    g_assert_nonnull (error);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-dns-loop/a-batch-runs-until-all-is-known",
                   test_a_batch_runs_until_all_is_known);
  g_test_add_func ("/auth-dns-loop/a-message-has-a-budget", test_a_message_has_a_budget);
  g_test_add_func ("/auth-dns-loop/without-a-client-nobody-is-asked",
                   test_without_a_client_nobody_is_asked);
  g_test_add_func ("/auth-dns-loop/time-ends", test_time_ends);
  g_test_add_func ("/auth-dns-loop/a-cancelled-run-leaves-nothing-behind",
                   test_a_cancelled_run_leaves_nothing_behind);
  g_test_add_func ("/auth-dns-loop/a-server-that-comes-back-is-asked-again",
                   test_a_server_that_comes_back_is_asked_again);
  g_test_add_func ("/auth-dns-loop/no-message-keeps-others-waiting",
                   test_no_message_keeps_others_waiting);
  g_test_add_func ("/auth-dns-loop/a-question-that-takes-long-makes-room",
                   test_a_question_that_takes_long_makes_room);
  g_test_add_func ("/auth-dns-loop/another-network-is-asked-anew",
                   test_another_network_is_asked_anew);
  g_test_add_func ("/auth-dns-loop/a-server-has-an-address", test_a_server_has_an_address);
  return g_test_run ();
}
