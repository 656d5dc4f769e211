/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf/safi-spf-macro.h"

#include <string.h>

#include "auth/dns/safi-dns.h"

#define DELIMITERS ".-+,/_="
#define KEEP_MAX 65536 /* more parts than any value has */

/* One macro-expand, or a run of literal octets. */
typedef struct {
  char letter;      /* lower case; one of "%_-" for an escape; '\0': a literal */
  gboolean escaped; /* the letter is upper case */
  guint keep;       /* parts on the right that stay */
  gboolean reversed;
  const char *text; /* the literal, or the delimiters */
  gsize length;     /* of text */
} Piece;

/* Reads what follows "%{". Returns: (nullable): behind the closing brace. */
static const char *
read_macro (const char *at, Piece *piece)
{
  piece->letter = g_ascii_tolower (*at);
  if (piece->letter == '\0' || strchr ("slodiphvcrt", piece->letter) == NULL)
    return NULL;
  piece->escaped = g_ascii_isupper (*at++);
  piece->keep = KEEP_MAX;
  if (g_ascii_isdigit (*at))
    for (piece->keep = 0; g_ascii_isdigit (*at); at++)
      piece->keep = MIN (10 * piece->keep + (guint) (*at - '0'), KEEP_MAX);
  piece->reversed = *at == 'r' || *at == 'R';
  if (piece->reversed)
    at++;
  piece->text = at;
  piece->length = strspn (at, DELIMITERS);
  at += piece->length;
  return *at == '}' && piece->keep > 0 ? at + 1 : NULL;
}

/* Reads the piece at @at, which is not the end. Returns: (nullable): behind it; NULL if it is none.
 */
static const char *
read_piece (const char *at, Piece *piece)
{
  *piece = (Piece){ 0 };
  if (*at != '%') {
    piece->text = at;
    piece->length = strcspn (at, "%");
    return at + piece->length;
  }
  if (at[1] == '{')
    return read_macro (at + 2, piece);
  if (at[1] == '\0' || strchr ("%_-", at[1]) == NULL)
    return NULL;
  piece->letter = at[1];
  return at + 2;
}

static gboolean
is_literal (const char *text, gsize length, SafiSpfMacroUse use)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]) && (text[i] != ' ' || use != SAFI_SPF_MACRO_EXPLANATION))
      return FALSE;
  return TRUE;
}

gboolean
safi_spf_macro_is_valid (const char *text, SafiSpfMacroUse use)
{
  Piece piece;

  while (*text != '\0') {
    text = read_piece (text, &piece);
    if (text == NULL)
      return FALSE;
    if (piece.letter == '\0' && !is_literal (piece.text, piece.length, use))
      return FALSE;
    if (use == SAFI_SPF_MACRO_NAME && piece.letter != '\0' && strchr ("crt", piece.letter) != NULL)
      return FALSE;
  }
  return TRUE;
}

/* Looks at "." toplabel [ "." ] at the end of a literal. */
static gboolean
ends_in_top_label (const char *text, gsize length)
{
  gsize end = length > 0 && text[length - 1] == '.' ? length - 1 : length;
  gsize start = end;
  gboolean numeric = TRUE;

  while (start > 0 && (g_ascii_isalnum (text[start - 1]) || text[start - 1] == '-'))
    numeric = g_ascii_isdigit (text[--start]) && numeric;
  return start < end && start > 0 && text[start - 1] == '.' && !numeric && text[start] != '-' &&
         text[end - 1] != '-';
}

gboolean
safi_spf_macro_is_domain_spec (const char *text)
{
  Piece piece = { 0 };

  if (*text == '\0' || !safi_spf_macro_is_valid (text, SAFI_SPF_MACRO_NAME))
    return FALSE;
  while (*text != '\0')
    text = read_piece (text, &piece);
  return piece.letter != '\0' || ends_in_top_label (piece.text, piece.length);
}

gboolean
safi_spf_macro_uses_validated (const char *text)
{
  Piece piece;

  while (text != NULL && *text != '\0') {
    text = read_piece (text, &piece);
    if (text != NULL && piece.letter == 'p')
      return TRUE;
  }
  return FALSE;
}

/* "192.0.2.1", or the nibbles of an IPv6 address with dots between them. Returns: (transfer full).
 */
static char *
write_ip (const SafiIp *ip)
{
  GString *nibbles;

  if (safi_ip_is_v4 (ip))
    return safi_ip_to_string (ip);
  nibbles = g_string_new (NULL);
  for (guint i = 0; i < 16; i++)
    g_string_append_printf (nibbles, "%s%X.%X", i > 0 ? "." : "", ip->octets[i] >> 4,
                            ip->octets[i] & 15);
  return g_string_free (nibbles, FALSE);
}

/* Returns: (transfer full): what a letter stands for. */
static char *
get_value (char letter, const SafiSpfMacroValues *values)
{
  switch (letter) {
  case 's':
    return g_strdup (values->sender);
  case 'l':
    return g_strdup (values->local_part);
  case 'o':
    return g_strdup (values->sender_domain);
  case 'd':
    return g_strdup (values->domain);
  case 'i':
    return write_ip (&values->ip);
  case 'p':
    return g_strdup (values->validated);
  case 'h':
    return g_strdup (values->helo);
  case 'v':
    return g_strdup (safi_ip_is_v4 (&values->ip) ? "in-addr" : "ip6");
  case 'c':
    return safi_ip_to_string (&values->ip);
  case 'r':
    return g_strdup (values->receiver);
  case 't':
    return g_strdup_printf ("%" G_GINT64_FORMAT, values->time);
  }
  g_return_val_if_reached (g_strdup (""));
}

/* Splits at the delimiters, reverses, keeps parts on the right, joins with dots (7.3). Returns:
 * (transfer full). */
static char *
transform (const Piece *piece, const char *value)
{
  g_autofree char *delimiters = g_strndup (piece->text, piece->length);
  g_auto (GStrv) parts = g_strsplit_set (value, *delimiters != '\0' ? delimiters : ".", -1);
  guint n = g_strv_length (parts);
  guint first = n > piece->keep ? n - piece->keep : 0;

  if (piece->reversed)
    for (guint i = 0; i < n / 2; i++) {
      char *part = parts[i];

      parts[i] = parts[n - 1 - i];
      parts[n - 1 - i] = part;
    }
  return g_strjoinv (".", parts + first);
}

static void
append_piece (GString *text, const Piece *piece, const SafiSpfMacroValues *values)
{
  g_autofree char *value = NULL;
  g_autofree char *transformed = NULL;

  if (piece->letter == '\0') {
    g_string_append_len (text, piece->text, (gssize) piece->length);
  } else if (piece->letter == '%') {
    g_string_append_c (text, '%');
  } else if (piece->letter == '_') {
    g_string_append_c (text, ' ');
  } else if (piece->letter == '-') {
    g_string_append (text, "%20");
  } else {
    value = get_value (piece->letter, values);
    transformed = transform (piece, value);
    if (piece->escaped)
      g_string_append_uri_escaped (text, transformed, NULL, FALSE);
    else
      g_string_append (text, transformed);
  }
}

char *
safi_spf_macro_expand (const char *text, const SafiSpfMacroValues *values)
{
  g_autoptr (GString) expanded = g_string_new (NULL);
  Piece piece;

  while (*text != '\0') {
    text = read_piece (text, &piece);
    g_return_val_if_fail (text != NULL, NULL);
    append_piece (expanded, &piece, values);
    if (expanded->len > SAFI_SPF_EXPANSION_MAX)
      return NULL;
  }
  return g_string_free (g_steal_pointer (&expanded), FALSE);
}

char *
safi_spf_macro_expand_name (const char *text, const SafiSpfMacroValues *values)
{
  g_autofree char *expanded = safi_spf_macro_expand (text, values);
  const char *name = expanded;
  gsize length;

  if (expanded == NULL)
    return NULL;
  length = strlen (expanded);
  if (length > 0 && expanded[length - 1] == '.')
    expanded[--length] = '\0';
  while (length - (gsize) (name - expanded) > SAFI_DNS_NAME_MAX) {
    const char *dot = strchr (name, '.');

    if (dot == NULL)
      break;
    name = dot + 1;
  }
  return g_strdup (name);
}
