/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/message/safi-message.h"

#include <string.h>

#include <gmime/gmime.h>

#include "core/html/safi-reading.h"
#include "core/mime/safi-address.h"
#include "core/mime/safi-header-field.h"
#include "core/text/safi-charset.h"

/* The fields whose addresses are read. */
static const char *const address_fields[] = {
  "From", "Reply-To", "Sender", "Return-Path", "To", "Cc",
};

struct _SafiMessage {
  GBytes *octets;
  guint64 full_size; /* octets */
  SafiUnseen unseen;
  SafiForm form;
  SafiCall call;
  char *identity;
  char *message_id;
  gint64 date;        /* seconds UTC; 0 if none */
  GPtrArray *headers; /* (element-type SafiHeader) */
  GPtrArray *addresses[G_N_ELEMENTS (address_fields)];
  SafiReading body;
};

static void
free_header (gpointer data)
{
  SafiHeader *header = data;

  g_free (header->name);
  g_free (header->value);
  g_free (header);
}

static void
clear (gpointer data)
{
  SafiMessage *self = data;

  g_bytes_unref (self->octets);
  g_free (self->identity);
  g_free (self->message_id);
  g_ptr_array_unref (self->headers);
  for (guint i = 0; i < G_N_ELEMENTS (address_fields); i++)
    g_ptr_array_unref (self->addresses[i]);
  g_string_free (self->body.text, TRUE);
  g_ptr_array_unref (self->body.links);
  g_ptr_array_unref (self->body.attachments);
}

/* Returns: (transfer full): an empty message. */
static SafiMessage *
new_empty (GBytes *octets)
{
  SafiMessage *self = g_atomic_rc_box_new0 (SafiMessage);

  safi_address_start_gmime ();
  self->octets = g_bytes_ref (octets);
  self->full_size = g_bytes_get_size (octets);
  self->message_id = g_strdup ("");
  self->headers = g_ptr_array_new_with_free_func (free_header);
  for (guint i = 0; i < G_N_ELEMENTS (address_fields); i++)
    self->addresses[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_address_free);
  safi_reading_init (&self->body);
  return self;
}

static void
read_addresses (SafiMessage *self, const SafiHeaderField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (address_fields); i++)
    if (safi_header_field_is (field, address_fields[i])) {
      g_autoptr (GString) raw = safi_header_field_unfold (field, SAFI_MESSAGE_HEADER_OCTETS_MAX);
      g_autofree char *value = safi_charset_guess (raw->str, raw->len);

      safi_address_parse (value, self->addresses[i]);
    }
}

static void
add_header (SafiMessage *self, const SafiHeaderField *field)
{
  SafiHeader *header = g_new0 (SafiHeader, 1);

  header->name = g_strndup (field->name, field->name_length);
  header->value = safi_header_field_decode (field);
  g_ptr_array_add (self->headers, header);
  read_addresses (self, field);
}

static void
read_headers (SafiMessage *self, const char *octets, gsize length)
{
  SafiHeaderField field;
  SafiHeaderIter iter;
  guint n_hops = 0;

  safi_header_iter_init (&iter, octets, length);
  while (safi_header_iter_next (&iter, &field)) {
    gboolean is_hop = safi_header_field_is (&field, "Received");

    if (self->headers->len >= SAFI_MESSAGE_HEADERS_MAX ||
        (is_hop && ++n_hops > SAFI_MESSAGE_HOPS_MAX))
      self->body.flaws |= SAFI_FLAW_TOO_MANY_HEADERS;
    else
      add_header (self, &field);
  }
  if (self->headers->len == 0)
    self->body.flaws |= SAFI_FLAW_NO_HEADER;
}

/* Returns: (transfer full): what stands between the first angle brackets of @value, or its first
 * word. */
static char *
cut_message_id (const char *value)
{
  const char *open = strchr (value, '<');

  if (open != NULL)
    return g_strndup (open + 1, strcspn (open + 1, ">"));
  return g_strndup (value, strcspn (value, " \t"));
}

static void
read_known_headers (SafiMessage *self)
{
  const char *id = safi_message_get_header (self, "Message-ID");
  const char *date = safi_message_get_header (self, "Date");
  g_autoptr (GDateTime) time = date != NULL ? g_mime_utils_header_decode_date (date) : NULL;

  if (id != NULL) {
    g_free (self->message_id);
    self->message_id = cut_message_id (id);
  }
  self->date = time != NULL ? g_date_time_to_unix (time) : 0;
}

/* Returns: (transfer full): @octets; for a message whose lines end in bare CR, with LF instead. */
static GBytes *
settle_line_ends (GBytes *octets)
{
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);
  char *copy;

  if (length == 0 || memchr (data, '\n', length) != NULL || memchr (data, '\r', length) == NULL)
    return g_bytes_ref (octets);
  copy = g_memdup2 (data, length);
  for (gsize i = 0; i < length; i++)
    if (copy[i] == '\r')
      copy[i] = '\n';
  return g_bytes_new_take (copy, length);
}

SafiMessage *
safi_message_new (GBytes *octets, guint64 full_size)
{
  return safi_message_new_seen (octets, full_size,
                                full_size > g_bytes_get_size (octets) ? SAFI_UNSEEN_ALL : 0);
}

SafiMessage *
safi_message_new_seen (GBytes *octets, guint64 full_size, SafiUnseen unseen)
{
  SafiMessage *self = new_empty (octets);
  g_autoptr (GBytes) settled = settle_line_ends (octets);
  gsize length;
  const char *data = g_bytes_get_data (settled, &length);

  if (data == NULL)
    data = "";
  if (full_size > 0 && unseen != 0)
    self->full_size = full_size;
  self->unseen = unseen;
  if ((unseen & ~SAFI_UNSEEN_FORM) != 0)
    self->body.flaws |= SAFI_FLAW_PARTIAL;
  if (memchr (data, '\0', length) != NULL)
    self->body.flaws |= SAFI_FLAW_NUL;
  self->identity = safi_message_identity_from_header (data, length);
  read_headers (self, data, length);
  read_known_headers (self);
  safi_reading_read_parts (&self->body, data, length);
  return self;
}

SafiMessage *
safi_message_new_from_text (const char *text, gssize length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (GBytes) octets = g_bytes_new (text, n);
  SafiMessage *self = new_empty (octets);
  g_autoptr (GString) valid = NULL;
  gboolean is_bad = FALSE;

  self->form = SAFI_FORM_TEXT;
  self->identity = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, octets);
  valid = safi_charset_to_utf8 (text, MIN (n, SAFI_MESSAGE_PART_OCTETS_MAX), NULL, &is_bad);
  if (is_bad)
    self->body.flaws |= SAFI_FLAW_BAD_CHARSET;
  if (memchr (text, '\0', n) != NULL)
    self->body.flaws |= SAFI_FLAW_NUL;
  safi_reading_append (&self->body, valid->str, valid->len);
  self->body.structure.n_parts = 1;
  self->body.structure.has_plain = TRUE;
  safi_reading_find_links (&self->body, 0);
  return self;
}

SafiMessage *
safi_message_new_from_call (SafiCall call)
{
  char *words = safi_call_write (call);
  g_autoptr (GBytes) octets = g_bytes_new_take (words, strlen (words));
  SafiMessage *self = new_empty (octets);

  self->form = SAFI_FORM_CALL;
  self->call = call;
  self->identity = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, octets);
  return self;
}

SafiMessage *
safi_message_ref (SafiMessage *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
safi_message_unref (SafiMessage *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

const char *
safi_message_get_identity (SafiMessage *self)
{
  return self->identity;
}

GBytes *
safi_message_get_octets (SafiMessage *self)
{
  return self->octets;
}

guint64
safi_message_get_full_size (SafiMessage *self)
{
  return self->full_size;
}

SafiFlaws
safi_message_get_flaws (SafiMessage *self)
{
  return self->body.flaws;
}

SafiUnseen
safi_message_get_unseen (SafiMessage *self)
{
  return self->unseen;
}

SafiForm
safi_message_get_form (SafiMessage *self)
{
  return self->form;
}

SafiCall
safi_message_get_call (SafiMessage *self)
{
  return self->call;
}

const char *
safi_message_get_subject (SafiMessage *self)
{
  const char *subject = safi_message_get_header (self, "Subject");

  return subject != NULL ? subject : "";
}

const char *
safi_message_get_message_id (SafiMessage *self)
{
  return self->message_id;
}

gint64
safi_message_get_date (SafiMessage *self)
{
  return self->date;
}

const char *
safi_message_get_header (SafiMessage *self, const char *name)
{
  for (guint i = 0; i < self->headers->len; i++) {
    const SafiHeader *header = self->headers->pdata[i];

    if (g_ascii_strcasecmp (header->name, name) == 0)
      return header->value;
  }
  return NULL;
}

GPtrArray *
safi_message_get_headers (SafiMessage *self)
{
  return self->headers;
}

GPtrArray *
safi_message_get_addresses (SafiMessage *self, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (address_fields); i++)
    if (g_ascii_strcasecmp (field, address_fields[i]) == 0)
      return self->addresses[i];
  g_return_val_if_reached (NULL);
}

const SafiAddress *
safi_message_get_from (SafiMessage *self)
{
  GPtrArray *from = safi_message_get_addresses (self, "From");

  return from->len > 0 ? from->pdata[0] : NULL;
}

const char *
safi_message_get_text (SafiMessage *self)
{
  return self->body.text->str;
}

GPtrArray *
safi_message_get_links (SafiMessage *self)
{
  return self->body.links;
}

GPtrArray *
safi_message_get_attachments (SafiMessage *self)
{
  return self->body.attachments;
}

const SafiStructure *
safi_message_get_structure (SafiMessage *self)
{
  return &self->body.structure;
}
