/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/catalogue/safi-placeholders.h"

#include <string.h>

#define ARGUMENTS_MAX 9
#define KIND_OCTETS 4 /* such as "llu" */

/* What printf takes for a format. */
typedef struct {
  char kinds[ARGUMENTS_MAX][KIND_OCTETS]; /* "" where none is taken */
  guint n;
  gboolean has_numbered;
  gboolean has_plain;
  gboolean is_wrong;
} Arguments;

/* "%d" and "%i" take the same. */
static char
find_kind (char letter)
{
  static const char *const alike[] = { "idi", "uouxX", "faAeEfFgG", "cc", "ss" };

  for (guint i = 0; letter != '\0' && i < G_N_ELEMENTS (alike); i++)
    if (strchr (alike[i] + 1, letter) != NULL)
      return alike[i][0];
  return 0;
}

static void
take_argument (Arguments *arguments, guint index, const char *size, gsize size_length, char kind)
{
  char *place;

  if (kind == 0 || index >= ARGUMENTS_MAX || size_length > KIND_OCTETS - 2) {
    arguments->is_wrong = TRUE;
    return;
  }
  place = arguments->kinds[index];
  arguments->is_wrong |=
      place[0] != '\0' && (place[size_length] != kind || strncmp (place, size, size_length) != 0);
  memcpy (place, size, size_length);
  place[size_length] = kind;
  place[size_length + 1] = '\0';
  arguments->n = MAX (arguments->n, index + 1);
}

/* Reads what stands behind a "%". Returns: where it ends. */
static const char *
read_directive (Arguments *arguments, const char *text)
{
  const gsize n_digits = strspn (text, "0123456789");
  guint index = arguments->n;
  const char *size;

  if (*text == '%')
    return text + 1;
  if (n_digits == 1 && text[1] == '$' && *text != '0') {
    index = (guint) (*text - '1');
    arguments->has_numbered = TRUE;
    text += 2;
  } else
    arguments->has_plain = TRUE;
  text += strspn (text, "-+#0' ");
  text +=
      strspn (text, "0123456789."); /* a width that is an argument is not known: then it is wrong */
  size = text;
  text += strspn (text, "hlzjtq");
  take_argument (arguments, index, size, (gsize) (text - size), find_kind (*text));
  return *text != '\0' ? text + 1 : text;
}

static Arguments
read_arguments (const char *text)
{
  Arguments arguments = { 0 };

  while ((text = strchr (text, '%')) != NULL)
    text = read_directive (&arguments, text + 1);
  arguments.is_wrong |= arguments.has_numbered && arguments.has_plain;
  for (guint i = 0; i < arguments.n; i++)
    arguments.is_wrong |= arguments.kinds[i][0] == '\0';
  return arguments;
}

static gboolean
match_arguments (const char *english, const char *form, gboolean may_lack)
{
  const Arguments wanted = read_arguments (english), got = read_arguments (form);

  if (wanted.is_wrong || got.is_wrong || got.n > wanted.n || (got.n < wanted.n && !may_lack))
    return FALSE;
  for (guint i = 0; i < got.n; i++)
    if (!g_str_equal (wanted.kinds[i], got.kinds[i]))
      return FALSE;
  return TRUE;
}

/* Returns: a bit for each of "{0}" to "{9}". */
static guint
find_places (const char *text)
{
  guint places = 0;

  for (; (text = strchr (text, '{')) != NULL; text++)
    if (g_ascii_isdigit (text[1]) && text[2] == '}')
      places |= 1u << (text[1] - '0');
  return places;
}

static gboolean
has_new_sign (const char *english, const char *form)
{
  static const char signs[] = "%<&";

  for (guint i = 0; signs[i] != '\0'; i++)
    if (strchr (form, signs[i]) != NULL && strchr (english, signs[i]) == NULL)
      return TRUE;
  return FALSE;
}

static gboolean
match_form (const SafiPhrase *source, const char *form)
{
  const gboolean may_lack = source->plural != NULL;
  const char *english = may_lack ? source->plural : source->id;
  const guint wanted = find_places (english), got = find_places (form);

  if (has_new_sign (english, form) || (got & ~wanted) != 0 || (got != wanted && !may_lack))
    return FALSE;
  return !source->is_format || match_arguments (english, form, may_lack);
}

gboolean
safi_placeholders_match (const SafiPhrase *source, const char *const *forms)
{
  for (guint i = 0; forms[i] != NULL; i++)
    if (!match_form (source, forms[i]))
      return FALSE;
  return TRUE;
}
