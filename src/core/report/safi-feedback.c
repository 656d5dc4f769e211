/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/safi-feedback.h"

#include <string.h>

#include "core/mime/safi-header-field.h"
#include "core/mime/safi-transfer.h"
#include "core/report/safi-redact.h"
#include "core/report/safi-redactor.h"

#define SUBJECT_CHARS_MAX 200
#define BOUNDARY_BEGIN "=_safibox_"

static const char *const types[SAFI_N_KINDS] = {
  [SAFI_KIND_NONE] = "abuse",   [SAFI_KIND_ADVERT] = "abuse",  [SAFI_KIND_PHISHING] = "fraud",
  [SAFI_KIND_MONEY] = "fraud",  [SAFI_KIND_MALWARE] = "virus", [SAFI_KIND_THREAT] = "fraud",
  [SAFI_KIND_BOUNCE] = "abuse", [SAFI_KIND_OTHER] = "abuse",
};

/* The property by which a method names whom it is about (RFC 8601, 2.7). */
static const struct {
  SafiAuthMethod method;
  const char *property;
} properties[] = {
  { SAFI_AUTH_METHOD_SPF, "smtp.mailfrom" },
  { SAFI_AUTH_METHOD_SENDER_ID, "header.from" },
  { SAFI_AUTH_METHOD_DKIM, "header.d" },
  { SAFI_AUTH_METHOD_DMARC, "header.from" },
};

static gboolean
is_name (const char *domain)
{
  return *domain != '\0' && strspn (domain, G_CSET_a_2_z G_CSET_DIGITS ".-_") == strlen (domain);
}

/* Whether @domain stands in what is handed over: one that was taken out there must not come back
 * here. */
static gboolean
is_handed_over (const char *domain, GBytes *octets)
{
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);
  const gsize n = strlen (domain);

  for (gsize at = 0; at + n <= length; at++)
    if (g_ascii_strncasecmp (data + at, domain, n) == 0)
      return TRUE;
  return FALSE;
}

/* The words of this computer, under a name that is nobody's. */
static void
add_results (GString *out, const SafiAuthResult *auth, GBytes *octets)
{
  GString *results = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++) {
    const SafiAuthRow *row = safi_auth_result_find (auth, properties[i].method);

    if (row == NULL)
      continue;
    g_string_append_printf (results, ";\r\n %s=%s", safi_auth_method_to_string (row->method),
                            safi_auth_code_to_string (row->code));
    if (is_name (row->domain) && is_handed_over (row->domain, octets))
      g_string_append_printf (results, " %s=%s", properties[i].property, row->domain);
  }
  if (results->len > 0)
    g_string_append_printf (out, "Authentication-Results: safibox.invalid%s\r\n", results->str);
  g_string_free (results, TRUE);
}

/* The first field of that name as it is handed over. Returns: (transfer full) (nullable). */
static char *
find_value (GBytes *octets, const char *name)
{
  SafiHeaderIter iter;
  SafiHeaderField field;

  safi_header_iter_init (&iter, g_bytes_get_data (octets, NULL), g_bytes_get_size (octets));
  while (safi_header_iter_next (&iter, &field))
    if (safi_header_field_is (&field, name)) {
      GString *value = safi_header_field_unfold (&field, SAFI_AUTH_TEXT_OCTETS_MAX);

      return g_string_free (value, FALSE);
    }
  return NULL;
}

static gboolean
is_mailbox (const char *value)
{
  const gsize length = strlen (value);

  return length > 1 && value[0] == '<' && value[length - 1] == '>' &&
         strpbrk (value + 1, "<\r\n") == NULL && g_str_is_ascii (value);
}

/* The part for programs (RFC 5965, 3). */
static void
add_machine_part (GString *out, const SafiFeedback *self, GBytes *octets)
{
  const SafiAuthResult *auth = self->auth;
  g_autofree char *mail_from = find_value (octets, "Return-Path");

  g_string_append_printf (out,
                          "Feedback-Type: %s\r\nUser-Agent: Safibox/" SAFI_VERSION "\r\n"
                          "Version: 1\r\n",
                          types[self->kind]);
  if (mail_from != NULL && is_mailbox (mail_from))
    g_string_append_printf (out, "Original-Mail-From: %s\r\n", mail_from);
  if (auth == NULL)
    return;
  if (auth->received > 0) {
    g_autofree char *date = safi_header_field_format_date (auth->received);

    g_string_append_printf (out, "Arrival-Date: %s\r\n", date);
  }
  if (*auth->ip != '\0')
    g_string_append_printf (out, "Source-IP: %s\r\n", auth->ip);
  add_results (out, auth, octets);
}

static gboolean
has_high (const char *octets, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) octets[i] >= 0x80)
      return TRUE;
  return FALSE;
}

/* NUL and endless lines are binary (RFC 2045, 2.9). */
static const char *
find_encoding (GBytes *octets)
{
  gsize length, line = 0;
  const char *data = g_bytes_get_data (octets, &length);

  for (gsize i = 0; i < length; i++) {
    line = data[i] == '\n' ? 0 : line + 1;
    if (data[i] == '\0' || line > 999)
      return "binary";
  }
  return has_high (data, length) ? "8bit" : "7bit";
}

/* A line that stands in none of the parts: their hash decides it, which none of them can know.
 * Returns: (transfer full). */
static char *
make_boundary (GBytes *octets, const char *text)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, g_bytes_get_data (octets, NULL), (gssize) g_bytes_get_size (octets));
  g_checksum_update (sum, (const guchar *) text, -1);
  return g_strdup_printf (BOUNDARY_BEGIN "%.*s",
                          SAFI_FEEDBACK_BOUNDARY_MAX - (int) strlen (BOUNDARY_BEGIN),
                          g_checksum_get_string (sum));
}

static void
add_top (GString *out, const SafiFeedback *self, GBytes *octets, const char *boundary)
{
  g_autofree char *date = safi_header_field_format_date (self->now);
  g_autofree char *subject = find_value (octets, "Subject");
  const gboolean is_plain = subject != NULL && g_str_is_ascii (subject);

  g_string_append_printf (
      out,
      "From: <%s>\r\nDate: %s\r\nSubject: FW: %.*s\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/report; report-type=feedback-report;\r\n boundary=\"%s\"\r\n\r\n",
      self->from != NULL ? self->from : SAFI_REDACTED_ADDRESS, date, SUBJECT_CHARS_MAX,
      is_plain ? subject : "", boundary);
}

/* Quoted-printable, so that any letters pass any server. */
static void
add_text (GString *out, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *joined = g_strjoinv ("\r\n", lines);

  g_string_append (out, "Content-Type: text/plain; charset=utf-8\r\n"
                        "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
  safi_transfer_encode_quoted (out, joined, strlen (joined));
}

GBytes *
safi_feedback_write (const SafiFeedback *self, const SafiHandover *handover)
{
  GBytes *octets = handover->octets;
  const gboolean is_header = handover->is_header;
  g_autofree char *boundary = make_boundary (octets, self->text);
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);
  GString *out = g_string_new (NULL);

  add_top (out, self, octets, boundary);
  g_string_append_printf (out, "--%s\r\n", boundary);
  add_text (out, self->text);
  g_string_append_printf (out, "\r\n--%s\r\nContent-Type: message/feedback-report\r\n\r\n",
                          boundary);
  add_machine_part (out, self, octets);
  g_string_append_printf (
      out, "\r\n--%s\r\nContent-Type: %s\r\nContent-Transfer-Encoding: %s\r\n\r\n", boundary,
      is_header ? "text/rfc822-headers" : "message/rfc822", find_encoding (octets));
  g_string_append_len (out, data, (gssize) length);
  g_string_append_printf (out, "\r\n--%s--\r\n", boundary);
  return g_string_free_to_bytes (out);
}

const char *
safi_feedback_find_reporter (SafiMessage *message, const char *const *own)
{
  g_autoptr (GPtrArray) recipients = safi_redact_collect (message, NULL);

  for (; own != NULL && *own != NULL; own++)
    for (guint i = 0; i < recipients->len; i++)
      if (g_ascii_strcasecmp (recipients->pdata[i], *own) == 0)
        return *own;
  return NULL;
}
