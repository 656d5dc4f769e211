/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/boundary/safi-provider-learning-private.h"

#include "auth/trace/safi-received.h"
#include "core/url/safi-domain.h"

/* Of 100 messages so many must show a value. */
#define SHARE_MIN 80
/* More than so many bodies of 100 changed: the provider rewrites. */
#define CHANGED_SHARE_MAX 20
/* The newest messages that show none of the learned ids make all older ones void. */
#define CHANGE_AFTER 10
/* Messages, and unsigned ones among them, that must bear the id before its absence tells something.
 */
#define ALWAYS_MIN 20
#define ALWAYS_UNSIGNED_MIN 3

SafiProviderLearning *
safi_provider_learning_new (void)
{
  SafiProviderLearning *self = g_new0 (SafiProviderLearning, 1);

  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_seen_message_free);
  return self;
}

void
safi_provider_learning_free (SafiProviderLearning *self)
{
  g_ptr_array_unref (self->messages);
  g_free (self);
}

/* Returns: (transfer full): the organisational domain, else the host itself; "" if it is no name.
 */
static char *
find_owner (const char *host)
{
  g_autofree char *normal = safi_domain_normalise (host);
  g_autofree char *owner = safi_domain_get_registrable (normal);

  if (*owner != '\0' || safi_domain_is_ip_address (normal))
    return g_steal_pointer (&owner);
  return g_steal_pointer (&normal);
}

static SafiAuthresPlace
find_place (const SafiTraceField *field, SafiTraceSpan span)
{
  if (field->index < span.boundary)
    return SAFI_AUTHRES_ABOVE;
  return field->index < span.next ? SAFI_AUTHRES_BETWEEN : SAFI_AUTHRES_BELOW;
}

/* Below From senders write, whichever Received fields there are. */
static void
add_ids (SafiSeenMessage *message, GPtrArray *trace, SafiTraceSpan span)
{
  gboolean is_below_from = FALSE;

  for (guint i = 0; i < trace->len; i++) {
    const SafiTraceField *field = trace->pdata[i];
    g_autoptr (SafiAuthres) parsed = NULL;
    g_autofree char *owner = NULL;

    is_below_from |= field->type == SAFI_TRACE_FROM;
    if (field->type != SAFI_TRACE_AUTHENTICATION_RESULTS)
      continue;
    parsed = safi_authres_parse (field->value);
    owner = find_owner (parsed != NULL ? parsed->id : "");
    if (*owner != '\0')
      safi_seen_message_add_id (message, owner,
                                is_below_from ? SAFI_AUTHRES_BELOW : find_place (field, span));
  }
}

/* TRUE for a value of so many messages and senders among all. */
static gboolean
is_typical (const SafiProviderLearning *self, guint n, GHashTable *senders)
{
  return self->messages->len >= SAFI_LEARNING_MESSAGES_MIN &&
         n * 100 >= self->messages->len * SHARE_MIN &&
         g_hash_table_size (senders) >= SAFI_LEARNING_SENDERS_MIN;
}

static gboolean
is_id_typical (const SafiProviderLearning *self, const char *id, SafiAuthresPlace place)
{
  g_autoptr (GHashTable) senders = g_hash_table_new (NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < self->messages->len; i++) {
    const SafiSeenMessage *message = self->messages->pdata[i];

    if (!safi_seen_message_has_id (message, id, place))
      continue;
    n++;
    g_hash_table_add (senders, GUINT_TO_POINTER (message->sender));
  }
  return is_typical (self, n, senders);
}

/* Returns: (transfer full): the ids at @place that most messages of many senders have. */
static char **
list_ids (const SafiProviderLearning *self, SafiAuthresPlace place)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < self->messages->len; i++) {
    const SafiSeenMessage *message = self->messages->pdata[i];

    for (guint j = 0; j < message->ids->len; j++) {
      const SafiSeenId *id = &g_array_index (message->ids, SafiSeenId, j);

      if (id->place == place &&
          !g_ptr_array_find_with_equal_func (ids, id->name, g_str_equal, NULL) &&
          is_id_typical (self, id->name, place))
        g_ptr_array_add (ids, g_strdup (id->name));
    }
  }
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

/* TRUE if one of @ids stands at @place in one of the newest messages. */
static gboolean
is_in_newest (const SafiProviderLearning *self, char **ids, SafiAuthresPlace place)
{
  for (guint i = self->messages->len - CHANGE_AFTER; i < self->messages->len; i++)
    for (guint j = 0; ids[j] != NULL; j++)
      if (safi_seen_message_has_id (self->messages->pdata[i], ids[j], place))
        return TRUE;
  return FALSE;
}

/* A provider that changed its ids is learned anew. */
static void
forget_old_ids (SafiProviderLearning *self)
{
  if (self->messages->len <= CHANGE_AFTER)
    return;
  for (SafiAuthresPlace place = SAFI_AUTHRES_ABOVE; place <= SAFI_AUTHRES_BELOW; place++) {
    g_auto (GStrv) ids = list_ids (self, place);

    if (ids[0] != NULL && !is_in_newest (self, ids, place)) {
      g_ptr_array_remove_range (self->messages, 0, self->messages->len - CHANGE_AFTER);
      return;
    }
  }
}

void
safi_provider_learning_add (SafiProviderLearning *self,
                            GPtrArray *trace,
                            const SafiBoundary *boundary,
                            const char *sender,
                            gboolean is_signed,
                            SafiBodyState body)
{
  SafiSeenMessage *message;
  g_autofree char *owner = NULL;

  if (boundary->origin != SAFI_ORIGIN_OUTSIDE || boundary->received < 0)
    return;
  owner = find_owner (sender);
  message = safi_seen_message_new ();
  message->by = find_owner (boundary->by);
  message->sender = g_str_hash (owner);
  message->is_signed = is_signed;
  message->body = body;
  add_ids (message, trace, boundary->span);
  g_ptr_array_add (self->messages, message);
  if (self->messages->len > SAFI_LEARNING_MESSAGES_MAX)
    g_ptr_array_remove_index (self->messages, 0);
  forget_old_ids (self);
}

static gboolean
is_server_typical (const SafiProviderLearning *self, const char *by)
{
  g_autoptr (GHashTable) senders = g_hash_table_new (NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < self->messages->len; i++) {
    const SafiSeenMessage *message = self->messages->pdata[i];

    if (!g_str_equal (message->by, by))
      continue;
    n++;
    g_hash_table_add (senders, GUINT_TO_POINTER (message->sender));
  }
  return is_typical (self, n, senders);
}

static char **
list_servers (const SafiProviderLearning *self)
{
  g_autoptr (GStrvBuilder) servers = g_strv_builder_new ();
  const char *last = "";

  for (guint i = 0; i < self->messages->len; i++) {
    const SafiSeenMessage *message = self->messages->pdata[i];

    /* At most one can be in four fifths. */
    if (*last == '\0' && *message->by != '\0' && is_server_typical (self, message->by)) {
      last = message->by;
      g_strv_builder_add (servers, last);
    }
  }
  return g_strv_builder_end (servers);
}

/* Below the line senders write too, so there only ids of the provider's own domains are taken. */
static char **
keep_own (char **ids, const SafiProviderProfile *profile, char **servers)
{
  g_autoptr (GStrvBuilder) own = g_strv_builder_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    if (safi_provider_profile_has_server (profile, ids[i]) ||
        g_strv_contains ((const char *const *) servers, ids[i]))
      g_strv_builder_add (own, ids[i]);
  return g_strv_builder_end (own);
}

/* The highest place where a typical id stands. Returns: (transfer full). */
static char **
choose_ids (const SafiProviderLearning *self,
            const SafiProviderProfile *base,
            char **servers,
            SafiAuthresPlace *ret_place)
{
  for (SafiAuthresPlace place = SAFI_AUTHRES_ABOVE; place <= SAFI_AUTHRES_BELOW; place++) {
    g_auto (GStrv) ids = list_ids (self, place);
    g_auto (GStrv) own =
        place == SAFI_AUTHRES_ABOVE ? g_strdupv (ids) : keep_own (ids, base, servers);

    if (own[0] != NULL) {
      *ret_place = place;
      return g_steal_pointer (&own);
    }
  }
  return g_new0 (char *, 1);
}

static gboolean
stamps_always (const SafiProviderLearning *self, char **ids, SafiAuthresPlace place)
{
  guint n_unsigned = 0;

  for (guint i = 0; i < self->messages->len; i++) {
    const SafiSeenMessage *message = self->messages->pdata[i];
    gboolean has_id = FALSE;

    for (guint j = 0; ids[j] != NULL; j++)
      has_id |= safi_seen_message_has_id (message, ids[j], place);
    if (!has_id)
      return FALSE;
    n_unsigned += !message->is_signed;
  }
  return self->messages->len >= ALWAYS_MIN && n_unsigned >= ALWAYS_UNSIGNED_MIN;
}

static gboolean
rewrites_bodies (const SafiProviderLearning *self)
{
  guint n_known = 0, n_changed = 0;

  for (guint i = 0; i < self->messages->len; i++) {
    const SafiSeenMessage *message = self->messages->pdata[i];

    n_known += message->body != SAFI_BODY_UNKNOWN;
    n_changed += message->body == SAFI_BODY_CHANGED;
  }
  return n_known >= SAFI_LEARNING_MESSAGES_MIN && n_changed * 100 > n_known * CHANGED_SHARE_MAX;
}

SafiProviderProfile *
safi_provider_learning_apply (const SafiProviderLearning *self, const SafiProviderProfile *base)
{
  g_auto (GStrv) servers = list_servers (self);
  SafiAuthresPlace place = base->place;
  g_auto (GStrv) ids = choose_ids (self, base, servers, &place);

  return safi_provider_profile_learn (base, (const char *const *) servers,
                                      (const char *const *) ids, place,
                                      stamps_always (self, ids, place), rewrites_bodies (self));
}
