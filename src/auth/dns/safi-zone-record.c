/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-zone-record.h"

#include <string.h>

char *
safi_zone_normalise (const char *name)
{
  gsize length = strlen (name);

  if (length > 0 && name[length - 1] == '.')
    length--;
  return g_ascii_strdown (name, (gssize) length);
}

const char *
safi_zone_get_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* Reads a number of 16 bits out of an array. */
static gboolean
get_number (JsonArray *array, guint i, guint16 *ret_number)
{
  JsonNode *node = json_array_get_element (array, i);
  gint64 number = -1;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    number = json_node_get_int (node);
  if (number < 0 || number > G_MAXUINT16)
    return FALSE;
  *ret_number = (guint16) number;
  return TRUE;
}

/* Appends one character-string with its escapes resolved. */
static gboolean
append_text (GString *octets, const char *text)
{
  for (; *text != '\0'; text++) {
    int value = (guchar) *text;

    if (*text == '\\' && text[1] == '\\') {
      text++;
    } else if (*text == '\\') {
      if (!g_ascii_isdigit (text[1]) || !g_ascii_isdigit (text[2]) || !g_ascii_isdigit (text[3]))
        return FALSE;
      value = 100 * (text[1] - '0') + 10 * (text[2] - '0') + text[3] - '0';
      text += 3;
    }
    if (value > 255)
      return FALSE;
    g_string_append_c (octets, (char) value);
  }
  return TRUE;
}

static gboolean
read_text (SafiDnsRecord *record, JsonNode *data)
{
  JsonArray *strings = JSON_NODE_HOLDS_ARRAY (data) ? json_node_get_array (data) : NULL;

  record->text = g_string_new (NULL);
  if (strings == NULL)
    return safi_zone_get_string (data) != NULL &&
           append_text (record->text, safi_zone_get_string (data));
  for (guint i = 0; i < json_array_get_length (strings); i++) {
    const char *text = safi_zone_get_string (json_array_get_element (strings, i));

    if (text == NULL || !append_text (record->text, text))
      return FALSE;
  }
  return TRUE;
}

/* Reads [ number ... name ]. */
static gboolean
read_host (SafiDnsRecord *record, JsonNode *data, guint16 *const *numbers, guint n_numbers)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (data) ? json_node_get_array (data) : NULL;
  const char *name;

  if (array == NULL || json_array_get_length (array) != n_numbers + 1)
    return FALSE;
  for (guint i = 0; i < n_numbers; i++)
    if (!get_number (array, i, numbers[i]))
      return FALSE;
  name = safi_zone_get_string (json_array_get_element (array, n_numbers));
  record->name = name != NULL ? safi_zone_normalise (name) : NULL;
  return name != NULL;
}

gboolean
safi_zone_read_record (SafiDnsRecord *record, SafiDnsType type, JsonNode *data)
{
  guint16 *const numbers[] = { &record->priority, &record->weight, &record->port };
  const char *text = safi_zone_get_string (data);

  switch (type) {
  case SAFI_DNS_A:
  case SAFI_DNS_AAAA:
    return text != NULL && (strchr (text, ':') != NULL) == (type == SAFI_DNS_AAAA) &&
           safi_ip_parse (text, &record->address);
  case SAFI_DNS_PTR:
    record->name = text != NULL ? safi_zone_normalise (text) : NULL;
    return text != NULL;
  case SAFI_DNS_MX:
    return read_host (record, data, numbers, 1);
  case SAFI_DNS_SRV:
    return read_host (record, data, numbers, 3);
  case SAFI_DNS_TXT:
    return read_text (record, data);
  }
  return FALSE;
}
