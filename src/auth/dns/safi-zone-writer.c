/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-zone-writer.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "auth/dns/safi-dns-cache.h"

struct _SafiZoneWriter {
  GObject parent_instance;

  GHashTable *answers; /* SafiDnsQuestion → SafiDnsAnswer */
};

G_DEFINE_FINAL_TYPE (SafiZoneWriter, safi_zone_writer, G_TYPE_OBJECT)

static void
safi_zone_writer_init (SafiZoneWriter *self)
{
  self->answers = g_hash_table_new_full (safi_dns_question_hash, safi_dns_question_equal,
                                         (GDestroyNotify) safi_dns_question_free,
                                         (GDestroyNotify) safi_dns_answer_unref);
}

static void
safi_zone_writer_finalize (GObject *object)
{
  g_hash_table_unref (SAFI_ZONE_WRITER (object)->answers);
  G_OBJECT_CLASS (safi_zone_writer_parent_class)->finalize (object);
}

static void
safi_zone_writer_class_init (SafiZoneWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_zone_writer_finalize;
}

SafiZoneWriter *
safi_zone_writer_new (void)
{
  return g_object_new (SAFI_TYPE_ZONE_WRITER, NULL);
}

static void
write_down (SafiZoneWriter *self, const char *name, SafiDnsType type, SafiDnsAnswer *answer)
{
  const SafiDnsQuestion question = { (char *) name, type };

  if (answer->outcome == SAFI_DNS_OPEN || !g_utf8_validate (name, -1, NULL))
    return;
  if (g_hash_table_size (self->answers) >= SAFI_ZONE_WRITER_ANSWERS_MAX &&
      !g_hash_table_contains (self->answers, &question))
    return;
  g_hash_table_insert (self->answers, safi_dns_question_new (name, type),
                       safi_dns_answer_ref (answer));
}

/* The resolver that listens. */
#define SAFI_TYPE_ZONE_LISTENER (safi_zone_listener_get_type ())
G_DECLARE_FINAL_TYPE (SafiZoneListener, safi_zone_listener, SAFI, ZONE_LISTENER, GObject)

struct _SafiZoneListener {
  GObject parent_instance;

  SafiZoneWriter *writer;
  SafiResolver *under;
};

static SafiDnsAnswer *
safi_zone_listener_look_up (SafiResolver *resolver, const char *name, SafiDnsType type)
{
  SafiZoneListener *self = SAFI_ZONE_LISTENER (resolver);
  SafiDnsAnswer *answer = safi_resolver_look_up (self->under, name, type);

  write_down (self->writer, name, type, answer);
  return answer;
}

static void
safi_zone_listener_resolver_init (SafiResolverInterface *iface)
{
  iface->look_up = safi_zone_listener_look_up;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SafiZoneListener,
                               safi_zone_listener,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SAFI_TYPE_RESOLVER,
                                                      safi_zone_listener_resolver_init))

static void
safi_zone_listener_init (SafiZoneListener *self G_GNUC_UNUSED)
{
}

static void
safi_zone_listener_finalize (GObject *object)
{
  SafiZoneListener *self = SAFI_ZONE_LISTENER (object);

  g_object_unref (self->writer);
  g_object_unref (self->under);
  G_OBJECT_CLASS (safi_zone_listener_parent_class)->finalize (object);
}

static void
safi_zone_listener_class_init (SafiZoneListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_zone_listener_finalize;
}

SafiResolver *
safi_zone_writer_listen (SafiZoneWriter *self, SafiResolver *under)
{
  SafiZoneListener *listener = g_object_new (SAFI_TYPE_ZONE_LISTENER, NULL);

  listener->writer = g_object_ref (self);
  listener->under = g_object_ref (under);
  return SAFI_RESOLVER (listener);
}

/* A mapped IPv4 address that an AAAA record holds stays an IPv6 address. */
static void
add_address (JsonBuilder *builder, SafiDnsType type, const SafiIp *address)
{
  g_autofree char *text = safi_ip_to_string (address);
  g_autofree char *mapped = g_strconcat ("::ffff:", text, NULL);

  json_builder_add_string_value (builder,
                                 type == SAFI_DNS_AAAA && safi_ip_is_v4 (address) ? mapped : text);
}

/* In an array, because there no text is a word. */
static void
add_text (JsonBuilder *builder, const GString *text)
{
  g_autoptr (GString) escaped = g_string_new (NULL);

  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] == '\\')
      g_string_append (escaped, "\\\\");
    else if (g_ascii_isprint (text->str[i]))
      g_string_append_c (escaped, text->str[i]);
    else
      g_string_append_printf (escaped, "\\%03u", (guchar) text->str[i]);
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, escaped->str);
  json_builder_end_array (builder);
}

static void
add_host (JsonBuilder *builder, SafiDnsType type, const SafiDnsRecord *record)
{
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, record->priority);
  if (type == SAFI_DNS_SRV) {
    json_builder_add_int_value (builder, record->weight);
    json_builder_add_int_value (builder, record->port);
  }
  json_builder_add_string_value (builder, record->name);
  json_builder_end_array (builder);
}

static void
add_data (JsonBuilder *builder, SafiDnsType type, const SafiDnsRecord *record)
{
  switch (type) {
  case SAFI_DNS_A:
  case SAFI_DNS_AAAA:
    add_address (builder, type, &record->address);
    return;
  case SAFI_DNS_PTR:
    json_builder_add_string_value (builder, record->name);
    return;
  case SAFI_DNS_MX:
  case SAFI_DNS_SRV:
    add_host (builder, type, record);
    return;
  case SAFI_DNS_TXT:
    add_text (builder, record->text);
    return;
  }
}

/* @record: (nullable): @word stands in its place. */
static void
add_record (JsonBuilder *builder, SafiDnsType type, const SafiDnsRecord *record, const char *word)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, safi_dns_type_to_string (type));
  if (record != NULL)
    add_data (builder, type, record);
  else
    json_builder_add_string_value (builder, word);
  json_builder_end_object (builder);
}

static void
add_answer (JsonBuilder *builder, SafiDnsType type, const SafiDnsAnswer *answer)
{
  guint n_written = 0;

  for (guint i = 0; i < answer->records->len; i++) {
    const SafiDnsRecord *record = answer->records->pdata[i];

    if (record->name != NULL && !g_utf8_validate (record->name, -1, NULL))
      continue;
    add_record (builder, type, record, NULL);
    n_written++;
  }
  if (n_written == 0)
    add_record (builder, type, NULL, answer->outcome == SAFI_DNS_TEMPERROR ? "TIMEOUT" : "NONE");
}

static int
compare_questions (gconstpointer a, gconstpointer b)
{
  const SafiDnsQuestion *left = a;
  const SafiDnsQuestion *right = b;
  const int by_name = strcmp (left->name, right->name);

  return by_name != 0 ? by_name : (int) left->type - (int) right->type;
}

/* What does not exist is not there. */
static void
add_questions (SafiZoneWriter *self, JsonBuilder *builder, GList *questions)
{
  const char *name = NULL;

  for (GList *l = questions; l != NULL; l = l->next) {
    const SafiDnsQuestion *question = l->data;
    const SafiDnsAnswer *answer = g_hash_table_lookup (self->answers, question);

    if (answer->outcome == SAFI_DNS_NXDOMAIN)
      continue;
    if (g_strcmp0 (name, question->name) != 0) {
      if (name != NULL)
        json_builder_end_array (builder);
      name = question->name;
      json_builder_set_member_name (builder, name);
      json_builder_begin_array (builder);
    }
    add_answer (builder, question->type, answer);
  }
  if (name != NULL)
    json_builder_end_array (builder);
}

char *
safi_zone_writer_to_json (SafiZoneWriter *self)
{
  g_autoptr (GList) questions =
      g_list_sort (g_hash_table_get_keys (self->answers), compare_questions);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_questions (self, builder, questions);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}
