/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mime/safi-transfer.h"

#include <string.h>

#include <gmime/gmime.h>

#define STEP 16384         /* octets decoded at a time */
#define PEEL_OCTETS_MIN 40 /* fewer letters of base64 may be a word */

/* The letters of base64 (RFC 2045, 6.8) and the white space between them. */
static const guint8 in_base64[256] = {
  ['A' ... 'Z'] = 1, ['a' ... 'z'] = 1, ['0' ... '9'] = 1, ['+'] = 1,  ['/'] = 1,  ['='] = 1,
  [' '] = 1,         ['\t'] = 1,        ['\n'] = 1,        ['\r'] = 1, ['\f'] = 1,
};

static gboolean
is_broken_base64 (const char *octets, gsize length)
{
  guint8 all = 1;

  for (gsize i = 0; i < length; i++)
    all &= in_base64[(guchar) octets[i]];
  return !all;
}

/* TRUE if an equals sign is followed by neither two digits nor a line end (RFC 2045, 6.7). */
static gboolean
is_broken_quoted (const char *octets, gsize length)
{
  const char *end = octets + length;
  const char *at = octets;

  while ((at = memchr (at, '=', (gsize) (end - at))) != NULL) {
    if (end - ++at < 2)
      return FALSE;
    if (!g_ascii_isspace (at[0]) && !(g_ascii_isxdigit (at[0]) && g_ascii_isxdigit (at[1])))
      return TRUE;
  }
  return FALSE;
}

static SafiContent
decode (const char *octets, gsize length, GMimeContentEncoding encoding, gsize max)
{
  SafiContent content = { 0 };
  GString *decoded = g_string_sized_new (MIN (length, max) + 1);
  char block[STEP + 64];
  GMimeEncoding state;

  g_mime_encoding_init_decode (&state, encoding);
  for (gsize at = 0; at < length; at += STEP) {
    gsize n = g_mime_encoding_step (&state, octets + at, MIN (STEP, length - at), block);

    g_string_append_len (decoded, block, (gssize) MIN (n, max - decoded->len));
    content.size += n;
  }
  content.length = decoded->len;
  content.owned = g_string_free (decoded, FALSE);
  content.octets = content.owned;
  return content;
}

SafiContent
safi_transfer_decode (const char *octets, gsize length, const char *encoding, gsize max)
{
  GMimeContentEncoding kind = encoding != NULL ? g_mime_content_encoding_from_string (encoding)
                                               : GMIME_CONTENT_ENCODING_DEFAULT;
  SafiContent content = { octets, MIN (length, max), length, FALSE, NULL };

  if (kind == GMIME_CONTENT_ENCODING_BASE64) {
    content = decode (octets, length, kind, max);
    content.is_bad = is_broken_base64 (octets, length);
  } else if (kind == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE) {
    content = decode (octets, length, kind, max);
    content.is_bad = is_broken_quoted (octets, length);
  } else if (kind == GMIME_CONTENT_ENCODING_UUENCODE) {
    content = decode (octets, length, kind, max);
  }
  return content;
}

void
safi_content_clear (SafiContent *self)
{
  g_clear_pointer (&self->owned, g_free);
}

/* TRUE if @text is UTF-8 without control characters. */
static gboolean
is_readable (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] < ' ' && strchr ("\n\r\t\f", text[i]) == NULL)
      return FALSE;
  return length > 0 && g_utf8_validate_len (text, length, NULL);
}

gboolean
safi_transfer_peel_base64 (GString *text)
{
  g_auto (SafiContent) content = { 0 };

  if (text->len < PEEL_OCTETS_MIN || strpbrk (text->str, " \t") != NULL ||
      is_broken_base64 (text->str, text->len))
    return FALSE;
  content = decode (text->str, text->len, GMIME_CONTENT_ENCODING_BASE64, text->len);
  if (memchr (content.octets, '\0', content.length) != NULL ||
      !is_readable (content.octets, content.length))
    return FALSE;
  g_string_truncate (text, 0);
  g_string_append_len (text, content.octets, (gssize) content.length);
  return TRUE;
}

void
safi_transfer_encode_quoted (GString *out, const char *octets, gsize length)
{
  GMimeEncoding state;
  g_autofree char *encoded = NULL;
  gsize n;

  g_mime_encoding_init_encode (&state, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  encoded = g_malloc (g_mime_encoding_outlen (&state, length));
  n = g_mime_encoding_flush (&state, octets, length, encoded);
  for (gsize i = 0; i < n; i++) {
    if (encoded[i] == '\n' && (i == 0 || encoded[i - 1] != '\r'))
      g_string_append_c (out, '\r');
    g_string_append_c (out, encoded[i]);
  }
}
