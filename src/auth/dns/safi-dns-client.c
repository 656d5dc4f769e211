/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From 1.28 on c-ares has another way to read answers; ours reads packets itself, as the oldest one
 * that we support needs it. */
#define CARES_NO_DEPRECATED

#include "auth/dns/safi-dns-client.h"

#include <ares.h>
#include <arpa/nameser.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "auth/dns/safi-dns-packet.h"
#include "core/base/safi-error.h"

#define UDP_OCTETS 1232 /* fits every path without fragments (DNS flag day 2020) */
/* How long poll waits at most, so that c-ares can see its own time limits. */
#define POLL_MILLISECONDS 500

struct _SafiDnsClient {
  ares_channel channel;   /* (nullable): made when it is needed */
  char *server;           /* (nullable) */
  SafiContacts *contacts; /* (nullable) */
  char *peer;             /* (nullable): the server that c-ares turned to last */
  guint16 peer_port;
  gboolean is_asking; /* a question is being handed over */
};

/* All that is asked in one go. */
typedef struct {
  SafiDnsClient *client;
  SafiDnsCache *cache;
  GPtrArray *questions;
  guint next;           /* not asked yet */
  GPtrArray *in_flight; /* (element-type Asked): not owned, as c-ares has each until it answers */
  gboolean is_stopping; /* cancelled: answers do not count */
  gint64 deadline;      /* microseconds, monotonic */
} Round;

/* One question of a round. */
typedef struct {
  Round *round;
  const SafiDnsQuestion *question;
  char *name; /* asked for now: an alias of the question's, later */
  guint aliases;
  gint64 until;     /* microseconds, monotonic */
  gboolean is_late; /* others were let in: no more in flight, and a failure was put already */
} Asked;

static void
note_question (SafiDnsClient *self)
{
  if (self->peer != NULL)
    safi_contacts_add (self->contacts, SAFI_CONTACT_SENDERS, self->peer, self->peer_port);
}

/* c-ares has connected a socket: with a question that was just handed over, or because another
 * server did not answer it. */
static int
connected_cb (ares_socket_t fd, int type G_GNUC_UNUSED, void *data)
{
  SafiDnsClient *self = data;
  struct sockaddr_storage storage;
  socklen_t length = sizeof storage;
  g_autoptr (GSocketAddress) address = NULL;

  if (getpeername (fd, (struct sockaddr *) &storage, &length) == 0)
    address = g_socket_address_new_from_native (&storage, length);
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return ARES_SUCCESS;
  g_free (self->peer);
  self->peer = g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
  self->peer_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  if (!self->is_asking)
    note_question (self);
  return ARES_SUCCESS;
}

static gboolean
make_channel (SafiDnsClient *self)
{
  struct ares_options options = {
    .flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES | ARES_FLAG_EDNS,
    .timeout = SAFI_DNS_TRY_MILLISECONDS,
    .tries = SAFI_DNS_TRIES,
    .ednspsz = UDP_OCTETS,
    .lookups = (char *) "b",
  };
  const int mask =
      ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_EDNSPSZ | ARES_OPT_LOOKUPS;

  if (self->channel != NULL)
    return TRUE;
  if (ares_init_options (&self->channel, &options, mask) != ARES_SUCCESS)
    return FALSE;
  if (self->contacts != NULL)
    ares_set_socket_callback (self->channel, connected_cb, self);
  if (self->server == NULL || ares_set_servers_ports_csv (self->channel, self->server) == 0)
    return TRUE;
  safi_dns_client_reset (self);
  return FALSE;
}

/* c-ares itself takes what begins like an address for one. */
static gboolean
is_server (const char *text)
{
  g_autoptr (GSocketConnectable) parsed = g_network_address_parse (text, NAMESERVER_PORT, NULL);

  return parsed != NULL &&
         g_hostname_is_ip_address (g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed)));
}

SafiDnsClient *
safi_dns_client_new (const char *server, GError **error)
{
  g_autoptr (SafiDnsClient) self = g_new0 (SafiDnsClient, 1);

  ares_library_init (ARES_LIB_INIT_ALL);
  self->server = g_strdup (server);
  if (server == NULL || (is_server (server) && make_channel (self)))
    return g_steal_pointer (&self);
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "no address of a DNS server");
  return NULL;
}

void
safi_dns_client_reset (SafiDnsClient *self)
{
  if (self->channel != NULL)
    ares_destroy (self->channel);
  self->channel = NULL;
}

void
safi_dns_client_free (SafiDnsClient *self)
{
  if (self == NULL)
    return;
  safi_dns_client_reset (self);
  ares_library_cleanup ();
  safi_contacts_unref (self->contacts);
  g_free (self->peer);
  g_free (self->server);
  g_free (self);
}

void
safi_dns_client_set_contacts (SafiDnsClient *self, SafiContacts *contacts)
{
  g_return_if_fail (self->contacts == NULL);

  self->contacts = safi_contacts_ref (contacts);
  if (self->channel != NULL)
    ares_set_socket_callback (self->channel, connected_cb, self);
}

static void
end_asked (Asked *asked)
{
  if (!asked->is_late)
    g_ptr_array_remove_fast (asked->round->in_flight, asked);
  g_free (asked->name);
  g_free (asked);
}

static void ask (Asked *asked);

static void
ask_more (Round *round)
{
  while (!round->is_stopping && round->in_flight->len < SAFI_DNS_IN_FLIGHT_MAX &&
         round->next < round->questions->len) {
    Asked *asked = g_new0 (Asked, 1);

    asked->round = round;
    asked->question = round->questions->pdata[round->next++];
    asked->name = g_strdup (asked->question->name);
    asked->until = g_get_monotonic_time () + SAFI_DNS_QUESTION_SECONDS * G_USEC_PER_SEC;
    g_ptr_array_add (round->in_flight, asked);
    ask (asked);
  }
}

/* That a late one failed is known already. */
static void
put (Asked *asked, SafiDnsAnswer *answer)
{
  if (!asked->is_late || answer->outcome != SAFI_DNS_TEMPERROR)
    safi_dns_cache_put (asked->round->cache, asked->question, answer);
  end_asked (asked);
}

/* A negative answer comes with its packet. */
static SafiDnsAnswer *
read_answer (const Asked *asked, int status, const guint8 *octets, int length, char **ret_alias)
{
  *ret_alias = NULL;
  if (octets != NULL &&
      (status == ARES_SUCCESS || status == ARES_ENODATA || status == ARES_ENOTFOUND))
    return safi_dns_packet_read (octets, (gsize) length, asked->name, asked->question->type,
                                 ret_alias);
  if (status == ARES_ENODATA)
    return safi_dns_answer_new (SAFI_DNS_NODATA);
  return safi_dns_answer_new (status == ARES_ENOTFOUND ? SAFI_DNS_NXDOMAIN : SAFI_DNS_TEMPERROR);
}

static void
answered_cb (void *data, int status, int timeouts G_GNUC_UNUSED, unsigned char *octets, int length)
{
  Asked *asked = data;
  Round *round = asked->round;
  g_autoptr (SafiDnsAnswer) answer = NULL;
  g_autofree char *alias = NULL;

  if (round->is_stopping) {
    end_asked (asked);
    return;
  }
  answer = read_answer (asked, status, octets, length, &alias);
  if (alias != NULL && asked->aliases++ < SAFI_DNS_ALIASES_MAX) {
    g_free (asked->name);
    asked->name = g_steal_pointer (&alias);
    ask (asked);
    return;
  }
  if (alias != NULL)
    answer->outcome = SAFI_DNS_TEMPERROR; /* too many of them, or they never end */
  put (asked, answer);
}

/* To c-ares a backslash is an escape; in a name it is an octet like others. */
static char *
escape_name (const char *name)
{
  g_auto (GStrv) pieces = g_strsplit (name, "\\", -1);

  return g_strjoinv ("\\\\", pieces);
}

static void
ask (Asked *asked)
{
  SafiDnsClient *client = asked->round->client;
  g_autofree char *name = escape_name (asked->name);

  client->is_asking = TRUE;
  ares_query (client->channel, name, ns_c_in, (int) asked->question->type, answered_cb, asked);
  client->is_asking = FALSE;
  note_question (client);
}

/* All sockets of c-ares (its own macros would shift into the sign), and the one that wakes us when
 * cancelled. */
static guint
list_sockets (SafiDnsClient *self, GPollFD *cancelled, struct pollfd *ret_fds)
{
  ares_socket_t sockets[ARES_GETSOCK_MAXNUM];
  const guint bits = (guint) ares_getsock (self->channel, sockets, ARES_GETSOCK_MAXNUM);
  guint n = 0;

  for (guint i = 0; i < ARES_GETSOCK_MAXNUM; i++) {
    const gboolean is_readable = bits >> i & 1;
    const gboolean is_writable = bits >> (i + ARES_GETSOCK_MAXNUM) & 1;
    const short events = (short) ((is_readable ? POLLIN : 0) | (is_writable ? POLLOUT : 0));

    if (events != 0)
      ret_fds[n++] = (struct pollfd){ .fd = sockets[i], .events = events };
  }
  if (cancelled->fd >= 0)
    ret_fds[n++] = (struct pollfd){ .fd = cancelled->fd, .events = POLLIN };
  return n;
}

static int
get_wait (SafiDnsClient *self)
{
  struct timeval longest = { 0, POLL_MILLISECONDS * 1000 };
  struct timeval value;
  const struct timeval *wait = ares_timeout (self->channel, &longest, &value);

  return (int) (wait->tv_sec * 1000 + wait->tv_usec / 1000 + 1);
}

static void
process (SafiDnsClient *self, const struct pollfd *fds, guint n)
{
  gboolean is_idle = TRUE;

  for (guint i = 0; i < n; i++)
    if (fds[i].revents != 0) {
      ares_process_fd (self->channel,
                       fds[i].revents & (POLLIN | POLLERR | POLLHUP) ? fds[i].fd : ARES_SOCKET_BAD,
                       fds[i].revents & POLLOUT ? fds[i].fd : ARES_SOCKET_BAD);
      is_idle = FALSE;
    }
  if (is_idle)
    ares_process_fd (self->channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

static void
wait_once (Round *round, GPollFD *cancelled)
{
  struct pollfd fds[ARES_GETSOCK_MAXNUM + 1];
  const guint n = list_sockets (round->client, cancelled, fds);
  const guint n_ours = n - (cancelled->fd >= 0);

  poll (fds, n, get_wait (round->client));
  process (round->client, fds, n_ours);
}

/* So that a few questions that nobody answers do not keep all others waiting. */
static void
let_others_in (Round *round)
{
  const gint64 now = g_get_monotonic_time ();
  g_autoptr (SafiDnsAnswer) failed = safi_dns_answer_new (SAFI_DNS_TEMPERROR);

  for (guint i = round->in_flight->len; i-- > 0;) {
    Asked *asked = round->in_flight->pdata[i];

    if (asked->until > now)
      continue;
    asked->is_late = TRUE;
    g_ptr_array_remove_index_fast (round->in_flight, i);
    safi_dns_cache_put (round->cache, asked->question, failed);
  }
  ask_more (round);
}

/* What is in flight or was never asked is a temporary error. */
static void
give_up (Round *round)
{
  g_autoptr (SafiDnsAnswer) failed = safi_dns_answer_new (SAFI_DNS_TEMPERROR);

  ares_cancel (round->client->channel);
  for (; round->next < round->questions->len; round->next++)
    safi_dns_cache_put (round->cache, round->questions->pdata[round->next], failed);
}

gboolean
safi_dns_client_ask (SafiDnsClient *self,
                     GPtrArray *questions,
                     guint seconds,
                     SafiDnsCache *cache,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GPtrArray) in_flight = g_ptr_array_new ();
  Round round = { .client = self, .cache = cache, .questions = questions, .in_flight = in_flight };
  GPollFD cancelled = { .fd = -1 };
  gboolean is_watched;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!make_channel (self)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_OFFLINE, "no DNS servers");
    return FALSE;
  }
  round.deadline = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  is_watched = g_cancellable_make_pollfd (cancellable, &cancelled);
  ask_more (&round);
  while (in_flight->len > 0 && !g_cancellable_is_cancelled (cancellable) &&
         g_get_monotonic_time () < round.deadline) {
    wait_once (&round, &cancelled);
    let_others_in (&round);
  }
  if (is_watched)
    g_cancellable_release_fd (cancellable);
  round.is_stopping = g_cancellable_is_cancelled (cancellable);
  give_up (&round);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
