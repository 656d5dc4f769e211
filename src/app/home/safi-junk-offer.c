/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/home/safi-junk-offer.h"

#include <glib/gi18n.h>

#include "app/common/safi-dialogs.h"
#include "app/common/safi-tasks.h"
#include "core/text/safi-text.h"

#define CHARS_MAX 100

typedef struct {
  GtkWindow *parent; /* (nullable): weak; the question has no place once it is gone */
  SafiEngine *engine;
  SafiAccountState *state;
  char *name; /* (nullable): of the folder to be made */
} Offer;

static void
free_offer (Offer *offer)
{
  g_clear_weak_pointer (&offer->parent);
  g_object_unref (offer->engine);
  g_object_unref (offer->state);
  g_free (offer->name);
  g_free (offer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Offer, free_offer)

static SafiAccount *
get_account (Offer *offer)
{
  return safi_account_state_get_account (offer->state);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Offer) offer = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean moves = !safi_account_state_get_policy (offer->state)->watch_only;

  if (safi_engine_create_junk_finish (offer->engine, result, &error))
    safi_tasks_check_first (offer->engine, safi_account_get_id (get_account (offer)), moves);
  else
    safi_tasks_tell_error (error);
}

static void
create (Offer *offer)
{
  safi_engine_create_junk_async (offer->engine, safi_account_get_id (get_account (offer)),
                                 offer->name, NULL, created_cb, offer);
}

static void
answered_cb (SafiAnswer answer, gpointer user_data)
{
  g_autoptr (Offer) offer = user_data;

  if (answer == SAFI_ANSWER_YES)
    create (g_steal_pointer (&offer));
}

static void
ask (Offer *offer)
{
  g_autofree char *name = safi_text_isolate (offer->name, CHARS_MAX);
  g_autofree char *address =
      safi_text_isolate (safi_account_get_address (get_account (offer)), CHARS_MAX);
  const char *const args[] = { name, address, NULL };
  g_autofree char *body = safi_text_fill (
      /* Translators: {0} is the name that the folder gets, {1} the address of a mailbox. */
      _ ("Safibox makes a folder named “{0}” in {1} and moves junk there. Nothing else changes. "
         "Without such a folder Safibox only watches."),
      args);

  safi_dialogs_ask (offer->parent, _ ("Make a Junk folder?"), body,
                    /* Translators: an answer, on a button: no Junk folder is made. */
                    _ ("_Not now"),
                    /* Translators: an answer, on a button: a Junk folder is made. */
                    _ ("_Make the folder"), FALSE, answered_cb, offer);
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Offer) offer = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_there = FALSE;

  offer->name = safi_engine_name_junk_finish (offer->engine, result, &is_there, &error);
  if (offer->name == NULL)
    safi_tasks_tell_error (error);
  else if (is_there) /* made elsewhere meanwhile: there is nothing to ask */
    create (g_steal_pointer (&offer));
  else if (offer->parent != NULL)
    ask (g_steal_pointer (&offer));
}

void
safi_junk_offer_present (GtkWindow *parent, SafiEngine *engine, SafiAccountState *state)
{
  Offer *offer = g_new0 (Offer, 1);

  g_set_weak_pointer (&offer->parent, parent);
  offer->engine = g_object_ref (engine);
  offer->state = g_object_ref (state);
  safi_engine_name_junk_async (engine, safi_account_get_id (get_account (offer)), NULL, named_cb,
                               offer);
}
