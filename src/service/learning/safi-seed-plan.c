/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/learning/safi-seed-plan.h"

#include "core/base/safi-error.h"
#include "store/accounts/safi-store-learning.h"

#define INBOX "INBOX"

/* A person or a program said something else about these. */
#define NOT_JUNK_EITHER                                                                            \
  (SAFI_FLAG_DELETED | SAFI_FLAG_DRAFT | SAFI_FLAG_ANSWERED | SAFI_FLAG_FLAGGED)
#define NOT_GOOD_EITHER (SAFI_FLAG_DELETED | SAFI_FLAG_DRAFT | SAFI_FLAG_JUNK)

typedef struct {
  SafiSeedPlan *plan;
  SafiSession *session;
  SafiSeedList *list;
  GHashTable *learned; /* set of UIDs */
  GHashTable *places;  /* (element-type SafiKnownPlace) */
  gint64 now;          /* seconds UTC */
} Choice;

typedef void (*Choose) (Choice *choice, const SafiListed *listed);

static const char *
get_account (SafiSession *session)
{
  return safi_account_get_id (session->account);
}

static void
add (SafiSeedList *list, GHashTable *learned, const SafiListed *listed)
{
  if (list->todo->len + list->n_done >= SAFI_SEED_MAX)
    return;
  if (g_hash_table_contains (learned, GUINT_TO_POINTER (listed->uid)))
    list->n_done++;
  else
    g_array_append_vals (list->todo, listed, 1);
}

static void
choose_sent (Choice *choice, const SafiListed *listed)
{
  if ((listed->flags & (SAFI_FLAG_DELETED | SAFI_FLAG_DRAFT)) == 0)
    add (choice->list, choice->learned, listed);
}

gboolean
safi_seed_is_word_of_person (SafiFate fate, SafiFlags before, SafiFlags now)
{
  return fate != SAFI_FATE_MOVED || (now & ~before & SAFI_FLAG_SEEN) != 0;
}

/* A person has said what it is, so there is nothing to be learned from its place. */
static gboolean
is_answered (Choice *choice, const SafiKnownPlace *place, guint32 uid)
{
  return place != NULL && place->is_taught &&
         !g_hash_table_contains (choice->learned, GUINT_TO_POINTER (uid));
}

static void
choose_junk (Choice *choice, const SafiListed *listed)
{
  SafiKnownPlace *place = g_hash_table_lookup (choice->places, GUINT_TO_POINTER (listed->uid));

  if ((listed->flags & NOT_JUNK_EITHER) == 0 && !is_answered (choice, place, listed->uid) &&
      (place == NULL || safi_seed_is_word_of_person (place->fate, place->flags, listed->flags)))
    add (choice->list, choice->learned, listed);
}

static void
choose_good (Choice *choice, const SafiListed *listed)
{
  SafiKnownPlace *place = g_hash_table_lookup (choice->places, GUINT_TO_POINTER (listed->uid));
  const gboolean is_wanted = (listed->flags & (SAFI_FLAG_ANSWERED | SAFI_FLAG_FLAGGED)) != 0;
  const gboolean is_kept = (listed->flags & SAFI_FLAG_SEEN) != 0 &&
                           choice->now - listed->internal_date >= SAFI_SEED_KEPT;

  if ((listed->flags & NOT_GOOD_EITHER) != 0 || is_answered (choice, place, listed->uid) ||
      (!is_wanted && place != NULL && place->decision == SAFI_DECISION_JUNK))
    return;
  if (is_wanted || is_kept)
    add (choice->list, choice->learned, listed);
  else if (choice->plan->maybe->len < SAFI_SEED_SENDERS_MAX &&
           !g_hash_table_contains (choice->learned, GUINT_TO_POINTER (listed->uid)))
    g_array_append_vals (choice->plan->maybe, listed, 1);
}

static SafiListing *
list_newest (SafiSession *session,
             const char *folder,
             guint32 window,
             guint32 *ret_first,
             GCancellable *cancellable,
             GError **error)
{
  SafiMark mark = { .uidnext = SAFI_MARK_END };
  g_autoptr (SafiListing) end =
      safi_mail_source_list_since (session->source, folder, &mark, cancellable, error);

  if (end == NULL)
    return NULL;
  mark.uidvalidity = end->mark.uidvalidity;
  mark.uidnext = end->mark.uidnext > window ? end->mark.uidnext - window : 0;
  *ret_first = mark.uidnext;
  return safi_mail_source_list_since (session->source, folder, &mark, cancellable, error);
}

static void
clear_list (SafiSeedList *list)
{
  g_clear_pointer (&list->todo, g_array_unref);
  list->todo = g_array_new (FALSE, FALSE, sizeof (SafiListed));
  list->n_done = 0;
}

/* Goes through a listing, the newest message first. */
static gboolean
choose_all (Choice *choice, SafiListing *listing, Choose choose, GError **error)
{
  SafiSeedList *list = choice->list;
  SafiStore *store = choice->session->store;
  const char *account = get_account (choice->session);

  clear_list (list);
  list->uidvalidity = listing->mark.uidvalidity;
  g_clear_pointer (&choice->learned, g_hash_table_unref);
  g_clear_pointer (&choice->places, g_hash_table_unref);
  choice->learned =
      safi_store_list_learned (store, account, list->folder, list->uidvalidity, error);
  if (choice->learned == NULL)
    return FALSE;
  choice->places = safi_store_list_places (store, account, list->folder, list->uidvalidity, error);
  if (choice->places == NULL)
    return FALSE;
  for (guint i = listing->messages->len; i > 0; i--)
    choose (choice, &g_array_index (listing->messages, SafiListed, i - 1));
  return TRUE;
}

/* UIDs have holes, so the window grows until there is enough or nothing older. */
static gboolean
choose_from (Choice *choice, Choose choose, GCancellable *cancellable, GError **error)
{
  SafiSeedList *list = choice->list;
  guint32 window = SAFI_SEED_WINDOW;
  guint32 first = 0;

  if (list->folder == NULL)
    return TRUE;
  do {
    g_autoptr (SafiListing) listing =
        list_newest (choice->session, list->folder, window, &first, cancellable, error);

    g_array_set_size (choice->plan->maybe, 0);
    if (listing == NULL || !choose_all (choice, listing, choose, error))
      return FALSE;
    window *= 4;
  } while (first > 1 && window <= SAFI_SEED_WINDOW_MAX &&
           list->todo->len + list->n_done < SAFI_SEED_MAX);
  return TRUE;
}

/* A mailbox without Junk or Sent has less to learn from: that is no error. */
static gboolean
find_folders (SafiSeedPlan *self, SafiSession *session, GCancellable *cancellable, GError **error)
{
  GPtrArray *folders = safi_session_list_folders (session, cancellable, error);
  g_autoptr (GError) local = NULL;
  SafiFolder *sent;

  if (folders == NULL)
    return FALSE;
  sent = safi_folder_find (folders, SAFI_FOLDER_SENT);
  self->good.folder = g_strdup (INBOX);
  self->sent.folder = sent != NULL ? g_strdup (sent->name) : NULL;
  self->junk.folder = g_strdup (safi_session_find_junk (session, cancellable, &local));
  if (local == NULL || g_error_matches (local, SAFI_ERROR, SAFI_ERROR_NO_JUNK_FOLDER))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
choose (SafiSeedPlan *self,
        SafiSession *session,
        GCancellable *leave,
        GCancellable *cancellable,
        GError **error)
{
  const struct {
    SafiSeedList *list;
    Choose choose;
  } parts[] = {
    { &self->sent, choose_sent },
    { &self->junk, choose_junk },
    { &self->good, choose_good }, /* the last: its places and its doubtful ones are kept */
  };

  Choice choice = { .plan = self, .session = session, .now = safi_clock_wall (session->clock) };
  gboolean done = TRUE;

  for (guint i = 0; done && i < G_N_ELEMENTS (parts); i++) {
    choice.list = parts[i].list;
    done = !g_cancellable_set_error_if_cancelled (leave, error) &&
           choose_from (&choice, parts[i].choose, cancellable, error);
  }
  self->places = g_steal_pointer (&choice.places);
  g_clear_pointer (&choice.learned, g_hash_table_unref);
  return done;
}

SafiSeedPlan *
safi_seed_plan_new (SafiSession *session,
                    GCancellable *leave,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (SafiSeedPlan) self = g_new0 (SafiSeedPlan, 1);

  self->maybe = g_array_new (FALSE, FALSE, sizeof (SafiListed));
  clear_list (&self->sent);
  clear_list (&self->junk);
  clear_list (&self->good);
  if (!find_folders (self, session, cancellable, error) ||
      !choose (self, session, leave, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
free_list (SafiSeedList *list)
{
  g_free (list->folder);
  g_array_unref (list->todo);
}

void
safi_seed_plan_free (SafiSeedPlan *self)
{
  if (self == NULL)
    return;
  free_list (&self->sent);
  free_list (&self->junk);
  free_list (&self->good);
  g_array_unref (self->maybe);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_free (self);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const SafiListed *left = a, *right = b;

  return left->uid > right->uid ? -1 : left->uid < right->uid;
}

void
safi_seed_plan_add_good (SafiSeedPlan *self, const SafiListed *listed)
{
  if (self->good.todo->len + self->good.n_done >= SAFI_SEED_MAX)
    return;
  g_array_append_vals (self->good.todo, listed, 1);
  g_array_sort (self->good.todo, compare_newest_first);
}

/* @others: messages of the other class; @taught: of this one. */
static void
cap (GArray *todo, guint others, guint taught)
{
  const guint most = SAFI_SEED_RATIO * others;

  if (taught + todo->len > most)
    g_array_set_size (todo, most - MIN (taught, most));
}

void
safi_seed_plan_balance (SafiSeedPlan *self, SafiFilter *filter)
{
  guint good, junk;

  safi_filter_get_totals (filter, &good, &junk);
  cap (self->junk.todo, good + self->good.todo->len, junk);
  cap (self->good.todo, junk + self->junk.todo->len, good);
}

static guint64
count_octets (GArray *todo, SafiView view)
{
  guint64 octets = 0;

  for (guint i = 0; i < todo->len; i++)
    octets += MIN (g_array_index (todo, SafiListed, i).size, safi_view_get_estimate (view));
  return octets;
}

void
safi_seed_plan_estimate (SafiSeedPlan *self, SafiLearnEstimate *ret_estimate)
{
  *ret_estimate = (SafiLearnEstimate){
    .sent = self->sent.todo->len,
    .junk = self->junk.todo->len,
    .good = self->good.todo->len,
    .octets = count_octets (self->sent.todo, SAFI_VIEW_HEADER) +
              count_octets (self->junk.todo, SAFI_VIEW_LIVE) +
              count_octets (self->good.todo, SAFI_VIEW_LIVE),
  };
  if (self->good.todo->len + self->good.n_done < SAFI_SEED_MAX)
    ret_estimate->octets += count_octets (self->maybe, SAFI_VIEW_HEADER);
}
