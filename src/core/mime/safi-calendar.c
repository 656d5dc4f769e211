/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mime/safi-calendar.h"

#include <string.h>

static const char *const shown[] = { "SUMMARY", "DESCRIPTION", "COMMENT", "LOCATION", "URL" };

static gboolean
is_shown (const char *line, gsize name)
{
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    if (strlen (shown[i]) == name && g_ascii_strncasecmp (line, shown[i], name) == 0)
      return TRUE;
  return FALSE;
}

/* "\n" ends a line, "\," is a comma (section 3.3.11). */
static void
append_value (GString *result, const char *value, const char *end)
{
  for (const char *at = value; at < end; at++) {
    if (*at == '\\' && at + 1 < end) {
      at++;
      g_string_append_c (result, *at == 'n' || *at == 'N' ? '\n' : *at);
    } else {
      g_string_append_c (result, *at);
    }
  }
  g_string_append_c (result, '\n');
}

/* Joins lines that were folded: a line end and a blank (section 3.1). */
static GString *
unfold (const char *text)
{
  GString *lines = g_string_sized_new (strlen (text));

  for (const char *at = text; *at != '\0'; at++) {
    if (*at == '\n' && (at[1] == ' ' || at[1] == '\t'))
      at++;
    else
      g_string_append_c (lines, *at);
  }
  return lines;
}

/* Parameters stand between the name and the colon: SUMMARY;LANGUAGE="a:b":Hello */
static const char *
find_value (const char *line, const char *end)
{
  gboolean is_quoted = FALSE;

  for (const char *at = line; at < end; at++) {
    if (*at == '"')
      is_quoted = !is_quoted;
    else if (*at == ':' && !is_quoted)
      return at + 1;
  }
  return end;
}

GString *
safi_calendar_read (const char *text)
{
  g_autoptr (GString) lines = NULL;
  GString *result;

  if (strstr (text, "BEGIN:VCALENDAR") == NULL)
    return NULL;
  lines = unfold (text);
  result = g_string_new (NULL);
  for (const char *line = lines->str; *line != '\0';) {
    const char *end = line + strcspn (line, "\n");

    if (is_shown (line, strcspn (line, ";:\n")))
      append_value (result, find_value (line, end), end);
    line = *end == '\n' ? end + 1 : end;
  }
  return result;
}
