/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/message/safi-own-mail.h"

#include <string.h>

#include "core/mime/safi-header-field.h"

#define BASE64_LINE 72   /* octets */
#define ADDRESS_MAX 254  /* octets, RFC 5321 section 4.5.3.1.3 */
#define SUBJECT_WORD 42  /* octets of an encoded word before it is encoded */
#define SUBJECT_CHARS 80 /* characters: ours is far shorter, a translation may be long */

static gboolean
fits_header (const char *address)
{
  for (const char *at = address; *at != '\0'; at++)
    if (!g_ascii_isgraph (*at) || *at == '<' || *at == '>')
      return FALSE;
  return strchr (address, '@') != NULL && strlen (address) <= ADDRESS_MAX;
}

/* Returns: where a word ends that begins at @start and has at most SUBJECT_WORD octets. */
static const char *
find_word_end (const char *start)
{
  const char *end = start;

  while (*end != '\0' && g_utf8_next_char (end) - start <= SUBJECT_WORD)
    end = g_utf8_next_char (end);
  return end;
}

/* RFC 2047: an encoded word for each line, none of which ends within a letter. */
static void
add_subject (GString *mail, const char *subject)
{
  g_autofree char *cut =
      g_utf8_substring (subject, 0, MIN (g_utf8_strlen (subject, -1), SUBJECT_CHARS));
  const char *at = cut;

  g_strdelimit (cut, "\r\n\t", ' ');
  g_string_append (mail, "Subject:");
  while (*at != '\0') {
    const char *end = find_word_end (at);
    g_autofree char *encoded = g_base64_encode ((const guchar *) at, (gsize) (end - at));

    g_string_append_printf (mail, " =?utf-8?b?%s?=%s", encoded, *end != '\0' ? "\r\n" : "");
    at = end;
  }
  g_string_append (mail, "\r\n");
}

static void
add_base64 (GString *mail, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *canonical = g_strjoinv ("\r\n", lines);
  g_autofree char *encoded = g_base64_encode ((const guchar *) canonical, strlen (canonical));
  const gsize length = strlen (encoded);

  for (gsize at = 0; at < length; at += BASE64_LINE)
    g_string_append_printf (mail, "%.*s\r\n", (int) MIN (BASE64_LINE, length - at), encoded + at);
}

GBytes *
safi_own_mail_new (const char *address,
                   const char *subject,
                   const char *text,
                   const char *id,
                   gint64 time)
{
  const char *own = fits_header (address) ? address : "weekly@" SAFI_OWN_MAIL_DOMAIN;
  g_autoptr (GString) mail = g_string_new (NULL);
  g_autofree char *date = safi_header_field_format_date (time);

  g_string_append_printf (mail, "From: Safibox <%s>\r\nTo: <%s>\r\n", own, own);
  add_subject (mail, subject);
  g_string_append_printf (mail,
                          "Date: %s\r\nMessage-ID: <%s@" SAFI_OWN_MAIL_DOMAIN ">\r\n"
                          "Auto-Submitted: auto-generated\r\nX-Safibox-Letter: weekly\r\n"
                          "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                          "Content-Transfer-Encoding: base64\r\n\r\n",
                          date, id);
  add_base64 (mail, text);
  if (mail->len > SAFI_OWN_MAIL_MAX)
    return NULL;
  return g_bytes_new (mail->str, mail->len);
}
