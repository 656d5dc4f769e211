/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/authentication/safi-senders.h"

#include <string.h>

#include "auth/boundary/safi-bounce.h"
#include "service/authentication/safi-sender-keys.h"
#include "store/accounts/safi-store-learning.h"
#include "store/senders/safi-sender-history.h"
#include "store/senders/safi-store-auth.h"
#include "store/senders/safi-store-dkim-keys.h"

/* Names of notes. */
#define NOTE_PROVIDER "provider"             /* what its mail shows about it */
#define NOTE_PROVIDER_UNTIL "provider-until" /* date of the newest of that mail: seconds UTC */

struct _SafiSenders {
  SafiStore *store;
  SafiAccount *account;
  SafiProviderProfile *base; /* before anything was learned */
  char **certifiers;
  char **dns_lists;
  GBytes *batv_key;               /* (nullable) */
  SafiProviderLearning *learning; /* (nullable): not read yet */
  gint64 learned_until;           /* seconds UTC */
};

static const char *
get_id (SafiSenders *self)
{
  return safi_account_get_id (self->account);
}

static SafiProviderProfile *
make_base (SafiAccount *account, const char *const *forwarders)
{
  const char *at = strrchr (safi_account_get_address (account), '@');
  const char *host = safi_account_get_host (account);

  return safi_provider_profile_new_for_account (at != NULL ? at + 1 : "", host != NULL ? host : "",
                                                forwarders);
}

SafiSenders *
safi_senders_new (SafiStore *store, SafiAccount *account)
{
  SafiSenders *self = g_new0 (SafiSenders, 1);

  self->store = store;
  self->account = account;
  self->base = make_base (account, NULL);
  return self;
}

void
safi_senders_set_policy (SafiSenders *self, const SafiPolicy *policy)
{
  g_auto (GStrv) forwarders = safi_policy_list_names (policy->forwarders);

  safi_provider_profile_unref (self->base);
  self->base = make_base (self->account, (const char *const *) forwarders);
  g_strfreev (self->certifiers);
  self->certifiers = safi_policy_list_names (policy->certifiers);
  g_strfreev (self->dns_lists);
  self->dns_lists = safi_policy_list_names (policy->dns_lists);
}

void
safi_senders_set_batv_key (SafiSenders *self, GBytes *key)
{
  g_clear_pointer (&self->batv_key, g_bytes_unref);
  self->batv_key = key != NULL ? g_bytes_ref (key) : NULL;
}

void
safi_senders_free (SafiSenders *self)
{
  if (self == NULL)
    return;
  safi_provider_profile_unref (self->base);
  g_strfreev (self->certifiers);
  g_strfreev (self->dns_lists);
  g_clear_pointer (&self->batv_key, g_bytes_unref);
  g_clear_pointer (&self->learning, safi_provider_learning_free);
  g_free (self);
}

/* Mail of a future day tells that this computer's clock is wrong: then nothing is recent. */
static gboolean
is_recent (gint64 date, gint64 now)
{
  return date > now - SAFI_SENDERS_AGE && date < now + SAFI_SENDERS_AGE;
}

/* What cannot be read is learned anew. */
static gboolean
read_learning (SafiSenders *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL;
  g_autofree char *until = NULL;

  if (self->learning != NULL)
    return TRUE;
  text = safi_store_get_note (self->store, get_id (self), NOTE_PROVIDER, &local);
  if (local == NULL)
    until = safi_store_get_note (self->store, get_id (self), NOTE_PROVIDER_UNTIL, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  self->learning = text != NULL ? safi_provider_learning_new_from_string (text) : NULL;
  self->learned_until =
      self->learning != NULL && until != NULL ? g_ascii_strtoll (until, NULL, 10) : 0;
  if (self->learning == NULL)
    self->learning = safi_provider_learning_new ();
  return TRUE;
}

static gboolean
write_learning (SafiSenders *self, GError **error)
{
  g_autofree char *text = safi_provider_learning_to_string (self->learning);
  g_autofree char *until = g_strdup_printf ("%" G_GINT64_FORMAT, self->learned_until);

  return safi_store_set_note (self->store, get_id (self), NOTE_PROVIDER, text, error) &&
         safi_store_set_note (self->store, get_id (self), NOTE_PROVIDER_UNTIL, until, error);
}

/* A correspondent whose mail proved itself before is known by that alone. */
static gboolean
read_author (SafiSenders *self, const SafiAddress *from, SafiAuthRequest *request, GError **error)
{
  SafiSenderHistory history;
  gboolean is_correspondent;

  if (from == NULL || *from->domain == '\0')
    return TRUE;
  if (!safi_store_get_sender (self->store, get_id (self), from->domain, &history, error) ||
      !safi_store_is_correspondent (self->store, get_id (self), from->address, &is_correspondent,
                                    error))
    return FALSE;
  request->always_proved = safi_sender_history_is_habit (&history, request->now);
  request->is_known = is_correspondent && history.passes == 0;
  return TRUE;
}

static gboolean
say_yes_cb (const char *message_id G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  return TRUE;
}

/* Sent is read now and then only, so a message that is not known may have been sent all the same:
 * then nothing is said. */
static gboolean
read_sent (SafiSenders *self, SafiMessage *message, SafiAuthRequest *request, GError **error)
{
  gsize length;
  const char *octets = g_bytes_get_data (safi_message_get_octets (message), &length);
  g_autoptr (SafiBounce) bounce = safi_bounce_read (octets, length, NULL);
  gboolean was_sent = FALSE;

  if (!bounce->is_bounce || *bounce->message_id == '\0')
    return TRUE;
  if (!safi_store_was_sent (self->store, get_id (self), bounce->message_id, &was_sent, error))
    return FALSE;
  request->was_sent = was_sent ? say_yes_cb : NULL;
  return TRUE;
}

gboolean
safi_senders_add (SafiSenders *self,
                  SafiAuthBatch *batch,
                  SafiMessage *message,
                  gint64 date,
                  gboolean may_ask,
                  gboolean is_sparing,
                  GError **error)
{
  SafiAuthRequest request = {
    .address = safi_account_get_address (self->account),
    .received = date,
    .now = safi_clock_wall (safi_store_get_clock (self->store)),
    .is_sparing = is_sparing,
    .certifiers = (const char *const *) self->certifiers,
    .dns_lists = (const char *const *) self->dns_lists,
    .batv_key = self->batv_key,
  };
  g_autoptr (SafiProviderProfile) profile = NULL;

  request.provider_only = !may_ask || !is_recent (date, request.now);
  if (!read_learning (self, error) ||
      !read_author (self, safi_message_get_from (message), &request, error) ||
      !read_sent (self, message, &request, error))
    return FALSE;
  profile = safi_provider_learning_apply (self->learning, self->base);
  request.profile = profile;
  safi_auth_batch_add (batch, message, &request);
  return request.provider_only ||
         safi_sender_keys_recall (
             self->store, get_id (self),
             safi_auth_batch_get_authentication (batch, safi_auth_batch_get_size (batch) - 1),
             error);
}

/* Mail counts once; what contradicts the habit, or what the author's domain disowns, does not
 * change it: otherwise one forged message would end it. */
static gboolean
count_sender (SafiSenders *self,
              const SafiAuthResult *before,
              const SafiAuthResult *result,
              GError **error)
{
  const gboolean is_counted =
      before != NULL && before->is_final && before->identity != SAFI_IDENTITY_UNKNOWN;
  const gboolean has_passed = result->identity == SAFI_IDENTITY_AUTHENTICATED;

  if (is_counted || !result->is_final || *result->author == '\0' ||
      (!has_passed && result->identity != SAFI_IDENTITY_UNAUTHENTICATED))
    return TRUE;
  return safi_store_add_sender (self->store, get_id (self), result->author, has_passed,
                                result->received > 0 ? result->received : result->computed, error);
}

static gboolean
keep_result (SafiSenders *self, const char *identity, const SafiAuthResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SafiAuthResult) before =
      safi_store_get_auth (self->store, get_id (self), identity, &local);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return count_sender (self, before, result, error) &&
         safi_store_put_auth (self->store, get_id (self), identity, result, error);
}

/* Only from what came after all that it was learned from, the oldest first: the newest messages
 * are to count. */
static void
learn (SafiSenders *self, SafiAuthBatch *batch, const SafiSender *senders)
{
  gint64 until = self->learned_until;

  for (guint i = safi_auth_batch_get_size (batch); i > 0; i--) {
    const SafiAuthResult *result = safi_auth_batch_get_result (batch, i - 1);

    if (result == NULL || senders[i - 1].date <= self->learned_until)
      continue;
    safi_authentication_teach (safi_auth_batch_get_authentication (batch, i - 1), result,
                               self->learning);
    until = MAX (until, senders[i - 1].date);
  }
  self->learned_until = until;
}

static gboolean
keep_all (SafiSenders *self, SafiAuthBatch *batch, const SafiSender *senders, GError **error)
{
  const gint64 until = self->learned_until;

  for (guint i = 0; i < safi_auth_batch_get_size (batch); i++) {
    const SafiAuthResult *result = safi_auth_batch_get_result (batch, i);

    if (result != NULL &&
        (!keep_result (self, senders[i].identity, result, error) ||
         !safi_sender_keys_keep (self->store, get_id (self),
                                 safi_auth_batch_get_authentication (batch, i), error)))
      return FALSE;
  }
  learn (self, batch, senders);
  return (until == self->learned_until || write_learning (self, error)) &&
         safi_store_forget_auth (self->store, get_id (self), error) &&
         safi_store_forget_senders (self->store, get_id (self), error) &&
         safi_store_forget_dkim_keys (self->store, get_id (self), error);
}

gboolean
safi_senders_keep (SafiSenders *self,
                   SafiAuthBatch *batch,
                   const SafiSender *senders,
                   GError **error)
{
  if (!safi_store_begin (self->store, error))
    return FALSE;
  if (keep_all (self, batch, senders, error)) {
    if (safi_store_commit (self->store, error))
      return TRUE;
  } else {
    safi_store_rollback (self->store);
  }
  /* What was learned must not be ahead of the store. */
  g_clear_pointer (&self->learning, safi_provider_learning_free);
  return FALSE;
}
