/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-zone.h"

#include <string.h>

#include "auth/dns/safi-zone-record.h"
#include "core/base/safi-error.h"

static const SafiDnsType types[] = { SAFI_DNS_A,   SAFI_DNS_PTR,  SAFI_DNS_MX,
                                     SAFI_DNS_TXT, SAFI_DNS_AAAA, SAFI_DNS_SRV };

/* What one name holds; nothing at all if it only stands above another name. */
typedef struct {
  SafiDnsAnswer *answers[G_N_ELEMENTS (types)]; /* (nullable) in the order of types */
  char *alias;                                  /* (nullable) */
} Name;

struct _SafiZone {
  GObject parent_instance;

  GHashTable *names; /* lower-case name without trailing dot → Name */
  guint n_look_ups;
};

static guint
get_slot (SafiDnsType type)
{
  guint slot = 0;

  while (types[slot] != type)
    slot++;
  return slot;
}

static void
free_name (gpointer data)
{
  Name *name = data;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_clear_pointer (&name->answers[i], safi_dns_answer_unref);
  g_free (name->alias);
  g_free (name);
}

static const Name *
find_name (SafiZone *self, const char *name)
{
  const Name *found = g_hash_table_lookup (self->names, name);

  for (guint i = 0; found != NULL && found->alias != NULL; i++) {
    if (i == SAFI_ZONE_ALIASES_MAX)
      return found;
    found = g_hash_table_lookup (self->names, found->alias);
  }
  return found;
}

static SafiDnsAnswer *
safi_zone_look_up (SafiResolver *resolver, const char *asked, SafiDnsType type)
{
  SafiZone *self = SAFI_ZONE (resolver);
  const Name *name = g_hash_table_lookup (self->names, asked);
  guint slot = get_slot (type);

  self->n_look_ups++;
  if (name != NULL && name->answers[slot] == NULL)
    name = find_name (self, asked);
  if (name == NULL)
    return safi_dns_answer_new (SAFI_DNS_NXDOMAIN);
  if (name->answers[slot] != NULL)
    return safi_dns_answer_ref (name->answers[slot]);
  return safi_dns_answer_new (name->alias != NULL ? SAFI_DNS_TEMPERROR : SAFI_DNS_NODATA);
}

static void
safi_zone_resolver_init (SafiResolverInterface *iface)
{
  iface->look_up = safi_zone_look_up;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SafiZone,
                               safi_zone,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SAFI_TYPE_RESOLVER, safi_zone_resolver_init))

static void
safi_zone_init (SafiZone *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_name);
}

static void
safi_zone_finalize (GObject *object)
{
  g_hash_table_unref (SAFI_ZONE (object)->names);
  G_OBJECT_CLASS (safi_zone_parent_class)->finalize (object);
}

static void
safi_zone_class_init (SafiZoneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_zone_finalize;
}

/* Returns TRUE if @data is a word for an answer without records. */
static gboolean
read_outcome (JsonNode *data, SafiDnsOutcome *ret_outcome)
{
  const char *word = safi_zone_get_string (data);

  if (g_strcmp0 (word, "TIMEOUT") == 0 || g_strcmp0 (word, "SERVFAIL") == 0)
    *ret_outcome = SAFI_DNS_TEMPERROR;
  else if (g_strcmp0 (word, "NONE") == 0)
    *ret_outcome = SAFI_DNS_NODATA;
  else
    return FALSE;
  return TRUE;
}

static gboolean
add_record (Name *name, SafiDnsType type, JsonNode *data)
{
  SafiDnsAnswer **answer = &name->answers[get_slot (type)];
  g_autoptr (SafiDnsRecord) record = safi_dns_record_new ();
  SafiDnsOutcome outcome = SAFI_DNS_NODATA;
  gboolean is_word = read_outcome (data, &outcome);

  if (!is_word && !safi_zone_read_record (record, type, data))
    return FALSE;
  if (*answer == NULL)
    *answer = safi_dns_answer_new (outcome);
  if (is_word || (*answer)->outcome == SAFI_DNS_TEMPERROR)
    return TRUE;
  if (record->text == NULL || record->text->len <= SAFI_DNS_TEXT_OCTETS_MAX)
    safi_dns_answer_add (*answer, g_steal_pointer (&record));
  return TRUE;
}

static void
time_out_rest (Name *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (name->answers[i] == NULL)
      name->answers[i] = safi_dns_answer_new (SAFI_DNS_TEMPERROR);
}

/* Reads "TIMEOUT" or { "TYPE": data }. */
static gboolean
read_entry (Name *name, JsonNode *entry)
{
  g_autoptr (GList) members = NULL;
  SafiDnsOutcome outcome;
  SafiDnsType type;
  JsonNode *data;

  if (read_outcome (entry, &outcome) && outcome == SAFI_DNS_TEMPERROR) {
    time_out_rest (name);
    return TRUE;
  }
  if (!JSON_NODE_HOLDS_OBJECT (entry) || json_object_get_size (json_node_get_object (entry)) != 1)
    return FALSE;
  members = json_object_get_members (json_node_get_object (entry));
  data = json_object_get_member (json_node_get_object (entry), members->data);
  if (safi_dns_type_from_string (members->data, &type))
    return add_record (name, type, data);
  if (g_ascii_strcasecmp (members->data, "CNAME") != 0)
    return TRUE;
  if (safi_zone_get_string (data) == NULL)
    return FALSE;
  g_free (name->alias);
  name->alias = safi_zone_normalise (safi_zone_get_string (data));
  return TRUE;
}

/* Makes @name exist, and every name above it. Returns: (transfer none). */
static Name *
add_name (SafiZone *self, const char *name)
{
  Name *added = g_hash_table_lookup (self->names, name);
  const char *above = name;

  if (added == NULL) {
    added = g_new0 (Name, 1);
    g_hash_table_insert (self->names, g_strdup (name), added);
  }
  while ((above = strchr (above, '.')) != NULL && !g_hash_table_contains (self->names, ++above))
    g_hash_table_insert (self->names, g_strdup (above), g_new0 (Name, 1));
  return added;
}

static gboolean
read_name (SafiZone *self, const char *text, JsonNode *entries, GError **error)
{
  g_autofree char *normal = safi_zone_normalise (text);
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (entries) ? json_node_get_array (entries) : NULL;
  Name *name;

  if (array == NULL || strlen (normal) > SAFI_DNS_NAME_MAX) {
    g_set_error (error, SAFI_ERROR, SAFI_ERROR_INVALID, "zone: %s", text);
    return FALSE;
  }
  name = add_name (self, normal);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_entry (name, json_array_get_element (array, i))) {
      g_set_error (error, SAFI_ERROR, SAFI_ERROR_INVALID, "zone: %s, record %u", text, i + 1);
      return FALSE;
    }
  return TRUE;
}

/* The JSON parser calls itself for each level, so the levels are counted before; what only it knows
 * (comments, which could hide them) is no JSON. */
static gboolean
is_shallow (const char *json, gsize length)
{
  gboolean is_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++) {
    if (is_string && json[i] == '\\')
      i++;
    else if (json[i] == '"')
      is_string = !is_string;
    else if (is_string || json[i] == '\0' || g_ascii_isalnum (json[i]))
      continue;
    else if (json[i] == '[' || json[i] == '{')
      depth++;
    else if (json[i] == ']' || json[i] == '}')
      depth--;
    else if (strchr ("\t\n\r ,:+-.", json[i]) == NULL)
      return FALSE;
    if (depth > SAFI_ZONE_NESTING_MAX)
      return FALSE;
  }
  return TRUE;
}

SafiZone *
safi_zone_new (const char *json, gssize length, GError **error)
{
  g_autoptr (SafiZone) self = g_object_new (SAFI_TYPE_ZONE, NULL);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize n_octets = length < 0 ? strlen (json) : (gsize) length;
  JsonNode *root = NULL, *entries;
  JsonObjectIter iter;
  const char *name;

  if (n_octets > 0 && is_shallow (json, n_octets) &&
      json_parser_load_from_data (parser, json, (gssize) n_octets, NULL))
    root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "zone: not a JSON object");
    return NULL;
  }
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &entries))
    if (!read_name (self, name, entries, error))
      return NULL;
  return g_steal_pointer (&self);
}

guint
safi_zone_get_n_look_ups (SafiZone *self)
{
  return self->n_look_ups;
}
