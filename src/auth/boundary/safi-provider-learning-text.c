/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/boundary/safi-provider-learning-private.h"

#include <string.h>

#include "auth/boundary/safi-provider-json.h"

#define FIRST_LINE "safibox-provider-learning 1"

/* A line: server (or "-"), hash of the sender, "s" for signed or "u", state of the body, then
 * place:id for each id. */
#define WORDS_MIN 4

SafiSeenMessage *
safi_seen_message_new (void)
{
  SafiSeenMessage *self = g_new0 (SafiSeenMessage, 1);

  self->ids = g_array_new (FALSE, FALSE, sizeof (SafiSeenId));
  return self;
}

void
safi_seen_message_free (SafiSeenMessage *self)
{
  for (guint i = 0; i < self->ids->len; i++)
    g_free (g_array_index (self->ids, SafiSeenId, i).name);
  g_array_unref (self->ids);
  g_free (self->by);
  g_free (self);
}

gboolean
safi_seen_message_has_id (const SafiSeenMessage *self, const char *name, SafiAuthresPlace place)
{
  for (guint i = 0; i < self->ids->len; i++) {
    const SafiSeenId *id = &g_array_index (self->ids, SafiSeenId, i);

    if (id->place == place && g_str_equal (id->name, name))
      return TRUE;
  }
  return FALSE;
}

void
safi_seen_message_add_id (SafiSeenMessage *self, const char *name, SafiAuthresPlace place)
{
  SafiSeenId id = { .place = place };

  if (self->ids->len >= SAFI_LEARNING_IDS_MAX || safi_seen_message_has_id (self, name, place))
    return;
  id.name = g_strdup (name);
  g_array_append_val (self->ids, id);
}

static void
append_message (GString *text, const SafiSeenMessage *message)
{
  g_string_append_printf (text, "%s %08x %c %u", *message->by != '\0' ? message->by : "-",
                          message->sender, message->is_signed ? 's' : 'u', (guint) message->body);
  for (guint i = 0; i < message->ids->len; i++) {
    const SafiSeenId *id = &g_array_index (message->ids, SafiSeenId, i);

    g_string_append_printf (text, " %s:%s", safi_authres_place_to_string (id->place), id->name);
  }
  g_string_append_c (text, '\n');
}

char *
safi_provider_learning_to_string (const SafiProviderLearning *self)
{
  GString *text = g_string_new (FIRST_LINE "\n");

  for (guint i = 0; i < self->messages->len; i++)
    append_message (text, self->messages->pdata[i]);
  return g_string_free (text, FALSE);
}

static gboolean
read_id (SafiSeenMessage *message, const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, ":", 2);
  SafiAuthresPlace place;

  if (g_strv_length (parts) != 2 || *parts[1] == '\0' ||
      !safi_authres_place_from_string (parts[0], &place))
    return FALSE;
  safi_seen_message_add_id (message, parts[1], place);
  return TRUE;
}

/* Returns: (transfer full) (nullable). */
static SafiSeenMessage *
read_line (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  SafiSeenMessage *message;
  guint64 sender, body;
  gboolean is_good;

  if (g_strv_length (words) < WORDS_MIN || *words[0] == '\0' ||
      !g_ascii_string_to_unsigned (words[1], 16, 0, G_MAXUINT32, &sender, NULL) ||
      (!g_str_equal (words[2], "s") && !g_str_equal (words[2], "u")) ||
      !g_ascii_string_to_unsigned (words[3], 10, 0, SAFI_BODY_CHANGED, &body, NULL))
    return NULL;
  message = safi_seen_message_new ();
  message->by = g_strdup (g_str_equal (words[0], "-") ? "" : words[0]);
  message->sender = (guint32) sender;
  message->is_signed = words[2][0] == 's';
  message->body = (SafiBodyState) body;
  is_good = TRUE;
  for (guint i = WORDS_MIN; words[i] != NULL; i++)
    is_good &= read_id (message, words[i]);
  if (!is_good)
    g_clear_pointer (&message, safi_seen_message_free);
  return message;
}

SafiProviderLearning *
safi_provider_learning_new_from_string (const char *text)
{
  g_autoptr (SafiProviderLearning) self = safi_provider_learning_new ();
  g_auto (GStrv) lines = NULL;

  if (strnlen (text, SAFI_LEARNING_TEXT_MAX + 1) > SAFI_LEARNING_TEXT_MAX)
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  if (g_strcmp0 (lines[0], FIRST_LINE) != 0)
    return NULL;
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++) {
    SafiSeenMessage *message = read_line (lines[i]);

    if (message == NULL || self->messages->len >= SAFI_LEARNING_MESSAGES_MAX) {
      g_clear_pointer (&message, safi_seen_message_free);
      return NULL;
    }
    g_ptr_array_add (self->messages, message);
  }
  return g_steal_pointer (&self);
}
