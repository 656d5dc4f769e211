/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reply/safi-imap-names.h"

#include <string.h>

/* Base64 with "," in place of "/", RFC 3501 section 5.1.3. */
static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

static void
append_utf16 (GString *out, const gunichar2 *units, glong length)
{
  guint32 bits = 0;
  guint n_bits = 0;

  g_string_append_c (out, '&');
  for (glong i = 0; i < length; i++) {
    bits = bits << 16 | units[i];
    n_bits += 16;
    while (n_bits >= 6) {
      n_bits -= 6;
      g_string_append_c (out, alphabet[bits >> n_bits & 63]);
    }
    bits &= (1u << n_bits) - 1;
  }
  if (n_bits > 0)
    g_string_append_c (out, alphabet[bits << (6 - n_bits) & 63]);
  g_string_append_c (out, '-');
}

static const char *
skip_plain (const char *at)
{
  while (*at >= 0x20 && *at <= 0x7e)
    at++;
  return at;
}

static const char *
skip_shifted (const char *at)
{
  while (*at != '\0' && (*at < 0x20 || *at > 0x7e))
    at++;
  return at;
}

char *
safi_imap_name_encode (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  while (*text != '\0') {
    const char *plain_end = skip_plain (text);
    const char *end;
    g_autofree gunichar2 *units = NULL;
    glong length = 0;

    for (; text < plain_end; text++)
      g_string_append_len (out, *text == '&' ? "&-" : text, *text == '&' ? 2 : 1);
    end = skip_shifted (text);
    if (end == text)
      continue;
    units = g_utf8_to_utf16 (text, end - text, NULL, &length, NULL);
    if (units != NULL)
      append_utf16 (out, units, length);
    text = end;
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Returns: FALSE if the @length characters are no base64, leave more than padding over, or are no
 * UTF-16. */
static gboolean
append_decoded (GString *out, const char *at, gsize length)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (gunichar2));
  g_autofree char *text = NULL;
  guint32 bits = 0;
  guint n_bits = 0;

  for (gsize i = 0; i < length; i++) {
    const char *digit = strchr (alphabet, at[i]);

    if (digit == NULL || at[i] == '\0')
      return FALSE;
    bits = bits << 6 | (guint32) (digit - alphabet);
    n_bits += 6;
    if (n_bits >= 16) {
      gunichar2 unit = (gunichar2) (bits >> (n_bits - 16));

      n_bits -= 16;
      bits &= (1u << n_bits) - 1;
      g_array_append_val (units, unit);
    }
  }
  if (n_bits >= 6 || bits != 0 || units->len == 0)
    return FALSE;
  text = g_utf16_to_utf8 ((const gunichar2 *) (gpointer) units->data, units->len, NULL, NULL, NULL);
  if (text == NULL || strlen (text) == 0)
    return FALSE;
  g_string_append (out, text);
  return TRUE;
}

static gboolean
decode (GString *out, const char *name)
{
  while (*name != '\0') {
    const char *end;

    if (*name != '&') {
      g_string_append_c (out, *name++);
      continue;
    }
    end = strchr (++name, '-');
    if (end == NULL)
      return FALSE;
    if (end == name)
      g_string_append_c (out, '&');
    else if (!append_decoded (out, name, (gsize) (end - name)))
      return FALSE;
    name = end + 1;
  }
  return g_utf8_validate (out->str, (gssize) out->len, NULL);
}

char *
safi_imap_name_decode (const char *name)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!decode (out, name))
    return g_utf8_make_valid (name, -1);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
