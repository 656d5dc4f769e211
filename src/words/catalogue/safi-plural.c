/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/catalogue/safi-plural.h"

#include <string.h>

#include "words/catalogue/safi-catalogue.h"

#define DEPTH_MAX 30       /* of brackets and choices within each other */
#define TRIED_NUMBERS 1000 /* as msgfmt tries them */
#define LEVELS 6           /* of operators, loosest first */

typedef struct {
  const char *rest;
  gulong n;
  guint depth;
  gboolean is_wrong;
} Reader;

static gulong read_choice (Reader *reader);

static gboolean
take (Reader *reader, const char *word)
{
  while (*reader->rest == ' ')
    reader->rest++;
  if (!g_str_has_prefix (reader->rest, word))
    return FALSE;
  reader->rest += strlen (word);
  return TRUE;
}

static gulong
read_number (Reader *reader)
{
  gulong value = 0;

  take (reader, "");
  if (!g_ascii_isdigit (*reader->rest))
    reader->is_wrong = TRUE;
  for (; g_ascii_isdigit (*reader->rest); reader->rest++) {
    value = value * 10 + (gulong) (*reader->rest - '0');
    reader->is_wrong |= value > G_MAXINT32;
  }
  return value;
}

static gulong
read_operand (Reader *reader)
{
  gulong value;

  if (++reader->depth > DEPTH_MAX)
    reader->is_wrong = TRUE;
  if (reader->is_wrong)
    value = 0;
  else if (take (reader, "!"))
    value = !read_operand (reader);
  else if (take (reader, "n"))
    value = reader->n;
  else if (take (reader, "(")) {
    value = read_choice (reader);
    reader->is_wrong |= !take (reader, ")");
  } else
    value = read_number (reader);
  reader->depth--;
  return value;
}

/* Longer signs first. */
static const struct {
  guint level;
  const char *sign;
} operators[] = {
  { 0, "||" }, { 1, "&&" }, { 2, "==" }, { 2, "!=" }, { 3, "<=" }, { 3, ">=" }, { 3, "<" },
  { 3, ">" },  { 4, "+" },  { 4, "-" },  { 5, "*" },  { 5, "/" },  { 5, "%" },
};

static const char *
take_operator (Reader *reader, guint level)
{
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (operators[i].level == level && take (reader, operators[i].sign))
      return operators[i].sign;
  return NULL;
}

static gulong
calculate (const char *sign, gulong a, gulong b)
{
  switch (sign[0]) {
  case '|':
    return a || b;
  case '&':
    return a && b;
  case '=':
    return a == b;
  case '!':
    return a != b;
  case '<':
    return sign[1] == '=' ? a <= b : a < b;
  case '>':
    return sign[1] == '=' ? a >= b : a > b;
  case '+':
    return a + b;
  case '-':
    return a - b;
  case '*':
    return a * b;
  case '/':
    return a / b;
  default:
    return a % b;
  }
}

/* One divides by a plain number only, never by what could become zero. */
static gulong
read_divisor (Reader *reader)
{
  gulong value = read_number (reader);

  reader->is_wrong |= value == 0;
  return MAX (value, 1);
}

static gulong
read_level (Reader *reader, guint level)
{
  gulong value = level < LEVELS ? read_level (reader, level + 1) : read_operand (reader);
  const char *sign;

  while (level < LEVELS && !reader->is_wrong && (sign = take_operator (reader, level)) != NULL) {
    gulong other =
        sign[0] == '/' || sign[0] == '%' ? read_divisor (reader) : read_level (reader, level + 1);

    value = calculate (sign, value, other);
  }
  return value;
}

static gulong
read_choice (Reader *reader)
{
  gulong value, yes, no;

  if (++reader->depth > DEPTH_MAX)
    reader->is_wrong = TRUE;
  value = reader->is_wrong ? 0 : read_level (reader, 0);
  if (!reader->is_wrong && take (reader, "?")) {
    yes = read_choice (reader);
    reader->is_wrong |= !take (reader, ":");
    no = read_choice (reader);
    value = value ? yes : no;
  }
  reader->depth--;
  return value;
}

/* Returns: G_MAXULONG if the formula is wrong. */
static gulong
evaluate (const char *formula, gulong n)
{
  Reader reader = { formula, n, 0, FALSE };
  gulong value = read_choice (&reader);

  take (&reader, "");
  return reader.is_wrong || *reader.rest != '\0' ? G_MAXULONG : value;
}

static gboolean
is_possible (const SafiPlural *plural)
{
  for (gulong n = 0; n <= TRIED_NUMBERS; n++)
    if (evaluate (plural->formula, n) >= plural->n_forms)
      return FALSE;
  return TRUE;
}

gboolean
safi_plural_parse (const char *text, SafiPlural *ret_plural)
{
  Reader reader = { text, 0, 0, FALSE };
  SafiPlural plural = { 0 };
  gsize length;

  /* gettext finds these words only if nothing stands before the sign. */
  if (!take (&reader, "nplurals="))
    return FALSE;
  plural.n_forms = (guint) read_number (&reader);
  if (reader.is_wrong || plural.n_forms == 0 || plural.n_forms > SAFI_CATALOGUE_FORMS_MAX)
    return FALSE;
  if (!take (&reader, ";") || !take (&reader, "plural="))
    return FALSE;
  length = strcspn (reader.rest, ";");
  if (length >= sizeof plural.formula ||
      strspn (reader.rest + length, "; ") != strlen (reader.rest + length))
    return FALSE;
  memcpy (plural.formula, reader.rest, length);
  if (!is_possible (&plural))
    return FALSE;
  *ret_plural = plural;
  return TRUE;
}

guint
safi_plural_choose (const SafiPlural *plural, gulong n)
{
  gulong form = evaluate (plural->formula, n);

  return form < plural->n_forms ? (guint) form : 0;
}

gboolean
safi_plural_is_same (const SafiPlural *one, const SafiPlural *two)
{
  if (one->n_forms != two->n_forms)
    return FALSE;
  for (gulong n = 0; n <= TRIED_NUMBERS; n++)
    if (safi_plural_choose (one, n) != safi_plural_choose (two, n))
      return FALSE;
  return TRUE;
}
