/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/learning/safi-seed.h"

#include "service/learning/safi-seed-batch.h"
#include "service/mailbox/safi-mover.h"
#include "store/accounts/safi-store-learning.h"

struct _SafiSeed {
  SafiSession *session;
  SafiLearnReport report;
  guint64 octets_before;
  SafiSeedPlan *plan; /* (nullable): before the first step */
  gboolean is_balanced;
  guint next_sent; /* indices into the plan's lists */
  guint next_maybe;
  guint next_good;
  guint next_junk;
};

SafiSeed *
safi_seed_new (SafiSession *session)
{
  SafiSeed *self = g_new0 (SafiSeed, 1);

  self->session = session;
  self->octets_before = safi_session_get_octets (session);
  return self;
}

void
safi_seed_free (SafiSeed *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->plan, safi_seed_plan_free);
  g_free (self);
}

const SafiLearnReport *
safi_seed_get_report (SafiSeed *self)
{
  self->report.octets = safi_session_get_octets (self->session) - self->octets_before;
  return &self->report;
}

static void
tell_progress (SafiSeed *self)
{
  SafiSeedPlan *plan = self->plan;

  safi_session_emit_progress (self->session, self->next_sent + self->next_good + self->next_junk,
                              plan->sent.todo->len + plan->good.todo->len + plan->junk.todo->len,
                              safi_seed_get_report (self)->octets);
}

/* Whether it goes on by itself: the person said so before the day's limit stopped it. */
static gboolean
put_off (SafiSeed *self, gboolean is_put_off, GError **error)
{
  return safi_store_set_note (self->session->store, safi_account_get_id (self->session->account),
                              SAFI_NOTE_LEARN_ON, is_put_off ? "1" : NULL, error);
}

/* The day's limit leaves nothing for learning: what is learned stays learned. */
static SafiScanStep
end_early (SafiSeed *self, GError **error)
{
  self->report.is_limited = TRUE;
  safi_session_disconnect (self->session);
  return put_off (self, TRUE, error) ? SAFI_SCAN_DONE : SAFI_SCAN_FAILED;
}

static gboolean
begin (SafiSeed *self, GCancellable *cancellable, GError **error)
{
  if (!safi_mover_connect (self->session, cancellable, error))
    return FALSE;
  self->plan = safi_seed_plan_new (self->session, NULL, cancellable, error);
  return self->plan != NULL;
}

/* In turns, so that the model sees both classes from the beginning. */
static gboolean
teach_next (SafiSeed *self, GCancellable *cancellable, GError **error)
{
  SafiSeedPlan *plan = self->plan;
  const gboolean has_junk = self->next_junk < plan->junk.todo->len;
  const gboolean has_good = self->next_good < plan->good.todo->len;
  gboolean done;

  if (has_good && (!has_junk || self->next_good <= self->next_junk))
    done = safi_seed_teach (self->session, &plan->good, SAFI_CLASS_GOOD, &self->next_good,
                            &self->report.good, &self->report.skipped, cancellable, error);
  else
    done = safi_seed_teach (self->session, &plan->junk, SAFI_CLASS_JUNK, &self->next_junk,
                            &self->report.junk, &self->report.skipped, cancellable, error);
  if (done)
    safi_session_emit_counts (self->session);
  return done;
}

static gboolean
wants_senders (SafiSeed *self)
{
  return self->next_maybe < self->plan->maybe->len &&
         self->plan->good.todo->len + self->plan->good.n_done < SAFI_SEED_MAX;
}

/* What is left is done with what was learned already, and costs no data. */
static gboolean
is_fetched (SafiSeed *self)
{
  SafiSeedPlan *plan = self->plan;

  return plan != NULL && self->next_sent >= plan->sent.todo->len && !wants_senders (self) &&
         self->is_balanced && self->next_good >= plan->good.todo->len &&
         self->next_junk >= plan->junk.todo->len;
}

/* Returns: MORE as long as there is something to fetch. */
static SafiScanStep
fetch_next (SafiSeed *self, GCancellable *cancellable, GError **error)
{
  SafiSeedPlan *plan = self->plan;
  gboolean done;

  if (self->next_sent < plan->sent.todo->len)
    done = safi_seed_read_sent (self->session, plan, &self->next_sent, cancellable, error);
  else if (wants_senders (self))
    done = safi_seed_read_senders (self->session, plan, &self->next_maybe, cancellable, error);
  else if (!self->is_balanced) {
    safi_seed_plan_balance (plan, self->session->filter);
    done = self->is_balanced = TRUE;
  } else if (!is_fetched (self))
    done = teach_next (self, cancellable, error);
  else
    return SAFI_SCAN_DONE;
  if (done)
    tell_progress (self);
  return done ? SAFI_SCAN_MORE : SAFI_SCAN_FAILED;
}

static gboolean
remember (SafiSeed *self, GError **error)
{
  SafiSession *session = self->session;
  const char *account = safi_account_get_id (session->account);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, safi_clock_wall (session->clock));

  return safi_store_count_correspondents (session->store, account, &self->report.correspondents,
                                          error) &&
         put_off (self, FALSE, error) &&
         safi_store_set_note (session->store, account, SAFI_NOTE_LEARNED, now, error);
}

static SafiScanStep
rehearse_next (SafiSeed *self, GCancellable *cancellable, GError **error)
{
  guint left;

  if (!safi_seed_rehearse (self->session, &left, cancellable, error))
    return SAFI_SCAN_FAILED;
  if (left > 0)
    return SAFI_SCAN_MORE;
  return remember (self, error) ? SAFI_SCAN_DONE : SAFI_SCAN_FAILED;
}

SafiScanStep
safi_seed_step (SafiSeed *self, GCancellable *cancellable, GError **error)
{
  SafiAllowance allowance;
  SafiScanStep step;

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !safi_session_check_store (self->session, error) ||
      !safi_session_read_allowance (self->session, &allowance, error))
    return SAFI_SCAN_FAILED;
  if (allowance != SAFI_ALLOWANCE_FULL && !is_fetched (self))
    return end_early (self, error);
  if (self->plan == NULL) {
    if (!begin (self, cancellable, error))
      return SAFI_SCAN_FAILED;
    tell_progress (self);
    return SAFI_SCAN_MORE;
  }
  if (!safi_mover_connect (self->session, cancellable, error))
    return SAFI_SCAN_FAILED;
  step = fetch_next (self, cancellable, error);
  return step == SAFI_SCAN_DONE ? rehearse_next (self, cancellable, error) : step;
}
