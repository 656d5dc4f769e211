/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/safi-server-probe.h"

#include <string.h>

#include "core/base/safi-error.h"
#include "core/base/safi-network-error.h"

#define LINES_MAX 20 /* that a server may say before it answers a command */

static gboolean
set_protocol (GError **error, const char *what)
{
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_PROTOCOL, what);
  return FALSE;
}

/* Reads octet by octet, so that nothing is taken that belongs to what comes after STARTTLS. */
static gboolean
read_line (GInputStream *input, GString *line, GCancellable *cancellable, GError **error)
{
  char octet = '\0';

  g_string_truncate (line, 0);
  while (line->len < SAFI_PROBE_LINE_MAX) {
    gssize length = g_input_stream_read (input, &octet, 1, cancellable, error);

    if (length < 0)
      return FALSE;
    if (length == 0)
      return set_protocol (error, "the server hung up");
    if (octet == '\n')
      return TRUE;
    g_string_append_c (line, octet);
  }
  return set_protocol (error, "the server sends too long a line");
}

static gboolean
read_greeting (GIOStream *io, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (!read_line (g_io_stream_get_input_stream (io), line, cancellable, error))
    return FALSE;
  return g_ascii_strncasecmp (line->str, "* OK", 4) == 0 ||
         set_protocol (error, "no greeting of an IMAP server");
}

static gboolean
say (GIOStream *io, const char *text, GCancellable *cancellable, GError **error)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (io), text, strlen (text), NULL,
                                    cancellable, error);
}

static gboolean
ask_for_tls (GIOStream *io, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (!read_greeting (io, cancellable, error) || !say (io, "C1 STARTTLS\r\n", cancellable, error))
    return FALSE;
  for (guint i = 0; i < LINES_MAX; i++) {
    if (!read_line (g_io_stream_get_input_stream (io), line, cancellable, error))
      return FALSE;
    if (g_ascii_strncasecmp (line->str, "C1 OK", 5) == 0)
      return TRUE;
    if (!g_str_has_prefix (line->str, "* "))
      break;
  }
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NO_TLS, "the server refused STARTTLS");
  return FALSE;
}

/* Returns: (transfer full): GIO verifies; a certificate that it does not trust is an error. */
static GIOStream *
encrypt (GIOStream *io,
         GSocketConnectable *identity,
         GTlsDatabase *database,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GIOStream) tls = g_tls_client_connection_new (io, identity, error);

  if (tls == NULL)
    return NULL;
  if (database != NULL)
    g_tls_connection_set_database (G_TLS_CONNECTION (tls), database);
  if (!g_tls_connection_handshake (G_TLS_CONNECTION (tls), cancellable, error))
    return NULL;
  return g_steal_pointer (&tls);
}

static gboolean
probe (GIOStream *io,
       GSocketConnectable *identity,
       SafiSecurity security,
       GTlsDatabase *database,
       GCancellable *cancellable,
       GError **error)
{
  gboolean late = security == SAFI_SECURITY_STARTTLS;
  g_autoptr (GIOStream) tls = NULL;

  if (late && !ask_for_tls (io, cancellable, error))
    return FALSE;
  tls = encrypt (io, identity, database, cancellable, error);
  if (tls == NULL || (!late && !read_greeting (tls, cancellable, error)))
    return FALSE;
  /* Manners; that it is the right server is known already. */
  say (tls, "C2 LOGOUT\r\n", cancellable, NULL);
  g_io_stream_close (tls, cancellable, NULL);
  return TRUE;
}

gboolean
safi_server_probe (const char *host,
                   guint16 port,
                   SafiSecurity security,
                   GTlsDatabase *database,
                   guint seconds,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) address = g_network_address_new (host, port);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) local = NULL;

  g_assert (security != SAFI_SECURITY_NONE);
  g_socket_client_set_timeout (client, seconds);
  connection = g_socket_client_connect (client, address, cancellable, &local);
  if (connection != NULL &&
      probe (G_IO_STREAM (connection), address, security, database, cancellable, &local))
    return TRUE;
  safi_network_error_translate (&local);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
