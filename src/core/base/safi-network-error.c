/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/safi-network-error.h"

#include "core/base/safi-clock.h"
#include "core/base/safi-error.h"

#define ISSUERS_MAX 10

static const struct {
  int io_error;
  SafiError code;
} io_meanings[] = {
  { G_IO_ERROR_TIMED_OUT, SAFI_ERROR_TIMED_OUT },
  { G_IO_ERROR_CONNECTION_REFUSED, SAFI_ERROR_REFUSED },
  { G_IO_ERROR_CONNECTION_CLOSED, SAFI_ERROR_DISCONNECTED },
  { G_IO_ERROR_CLOSED, SAFI_ERROR_DISCONNECTED },
  { G_IO_ERROR_HOST_NOT_FOUND, SAFI_ERROR_OFFLINE },
  { G_IO_ERROR_HOST_UNREACHABLE, SAFI_ERROR_OFFLINE },
  { G_IO_ERROR_NETWORK_UNREACHABLE, SAFI_ERROR_OFFLINE },
};

gboolean
safi_network_error_set (GError **error, SafiError code, const char *what)
{
  g_set_error (error, SAFI_ERROR, code, "%s (%s)", what, safi_error_to_word (code));
  return FALSE;
}

static SafiError
look_up_io (int io_error)
{
  for (guint i = 0; i < G_N_ELEMENTS (io_meanings); i++)
    if (io_meanings[i].io_error == io_error)
      return io_meanings[i].code;
  return SAFI_ERROR_DISCONNECTED;
}

void
safi_network_error_translate (GError **error)
{
  GError *old = error != NULL ? *error : NULL;
  SafiError code = SAFI_ERROR_DISCONNECTED;

  if (old == NULL || old->domain == SAFI_ERROR ||
      g_error_matches (old, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (old->domain == G_IO_ERROR)
    code = look_up_io (old->code);
  else if (old->domain == G_RESOLVER_ERROR)
    code = SAFI_ERROR_OFFLINE;
  else if (g_error_matches (old, G_TLS_ERROR, G_TLS_ERROR_EOF))
    code = SAFI_ERROR_DISCONNECTED;
  else if (old->domain == G_TLS_ERROR)
    code = SAFI_ERROR_NO_TLS;
  *error = NULL;
  safi_network_error_set (error, code, "the connection failed");
  g_error_free (old);
}

/* A mail server may forget to renew, but an authority that signs for others has years before it: if
 * its own certificate seems over, it is this computer that lives in the wrong year. */
static gboolean
has_expired_issuer (GTlsCertificate *certificate)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  for (guint i = 0; certificate != NULL && i < ISSUERS_MAX; i++) {
    GTlsCertificate *issuer = g_tls_certificate_get_issuer (certificate);
    g_autoptr (GDateTime) end =
        issuer != NULL ? g_tls_certificate_get_not_valid_after (issuer) : NULL;

    if (end != NULL && g_date_time_compare (end, now) < 0)
      return TRUE;
    certificate = issuer;
  }
  return FALSE;
}

static SafiError
judge_certificate (GTlsCertificateFlags flags, GTlsCertificate *certificate)
{
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return SAFI_ERROR_WRONG_CLOCK;
  if (flags & G_TLS_CERTIFICATE_EXPIRED &&
      (!safi_clock_is_plausible (safi_clock_get_system ()) || has_expired_issuer (certificate)))
    return SAFI_ERROR_WRONG_CLOCK;
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return SAFI_ERROR_CERTIFICATE_UNKNOWN;
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return SAFI_ERROR_CERTIFICATE_EXPIRED;
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return SAFI_ERROR_CERTIFICATE_OTHER_NAME;
  return SAFI_ERROR_CERTIFICATE_UNKNOWN;
}

gboolean
safi_network_error_set_certificate (GError **error,
                                    GTlsCertificateFlags flags,
                                    GTlsCertificate *certificate)
{
  return safi_network_error_set (error, judge_certificate (flags, certificate),
                                 "the certificate was refused");
}
