/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/scan/safi-scan.h"

#include "core/base/safi-error.h"
#include "mail/imap/safi-imap-source.h"
#include "service/learning/safi-elsewhere.h"
#include "service/learning/safi-hints.h"
#include "service/learning/safi-notice.h"
#include "service/learning/safi-weak.h"
#include "service/mailbox/safi-move-rule.h"
#include "service/mailbox/safi-mover.h"
#include "service/scan/safi-reach-apply.h"
#include "service/scan/safi-scan-private.h"
#include "service/scan/safi-scan-senders.h"
#include "service/session/safi-move-limit.h"
#include "store/training/safi-sample.h"

static const char *
get_id (SafiScan *self)
{
  return safi_account_get_id (self->session->account);
}

SafiScan *
safi_scan_new (SafiSession *session, SafiCheckMode mode)
{
  SafiScan *self = g_new0 (SafiScan, 1);

  self->session = session;
  self->mode = mode;
  self->is_trusted = TRUE;
  self->batch_min = SAFI_SCAN_BATCH_MIN;
  self->young = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->octets_before = safi_session_get_octets (session);
  return self;
}

static void
drop_batch (SafiScan *self)
{
  g_clear_pointer (&self->batch, safi_scan_batch_free);
  g_clear_pointer (&self->uids, g_array_unref);
}

void
safi_scan_free (SafiScan *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->glanced, g_array_unref);
  g_clear_pointer (&self->todo, g_array_unref);
  g_clear_pointer (&self->open, g_array_unref);
  drop_batch (self);
  g_array_unref (self->young);
  g_clear_error (&self->held_up);
  g_free (self);
}

const SafiCheckReport *
safi_scan_get_report (SafiScan *self)
{
  self->report.octets = safi_session_get_octets (self->session) - self->octets_before;
  return &self->report;
}

static void
make_todo (SafiScan *self, SafiListing *listing)
{
  self->todo = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = listing->messages->len; i > 0; i--) {
    guint32 uid = g_array_index (listing->messages, SafiListed, i - 1).uid;

    if (!safi_uid_spans_contains (self->spans, uid))
      g_array_append_val (self->todo, uid);
  }
  self->next = 0;
  self->upper = self->after.uidnext;
  self->report.listed = self->todo->len;
}

/* The UIDs began anew: what is known is known by identity, and nothing is moved unasked. */
static void
forget_mark (SafiScan *self)
{
  self->is_trusted = FALSE;
  self->before = (SafiMark){ 0 };
  g_clear_pointer (&self->todo, g_array_unref);
  g_clear_pointer (&self->open, g_array_unref);
  drop_batch (self);
}

/* Before anything new is asked, so that each check asks once. */
static gboolean
list_open (SafiScan *self, GError **error)
{
  g_clear_pointer (&self->open, g_array_unref);
  if (self->mode == SAFI_CHECK_DRY_RUN)
    return TRUE;
  self->open =
      safi_scan_senders_list_open (self->session, SAFI_SCAN_FOLDER, self->after.uidvalidity, error);
  return self->open != NULL;
}

/* Where listing begins. How far back a first check goes is found out before it. */
static gboolean
find_mark (SafiScan *self, GCancellable *cancellable, GError **error)
{
  SafiSession *session = self->session;

  if (self->is_trusted &&
      !safi_store_get_mark (session->store, get_id (self), SAFI_SCAN_FOLDER,
                            &self->before.uidvalidity, &self->before.uidnext, error))
    return FALSE;
  self->is_first = self->before.uidnext == 0;
  return safi_account_get_kind (session->account) != SAFI_ACCOUNT_IMAP ||
         safi_reach_apply (session, SAFI_SCAN_FOLDER, self->mode != SAFI_CHECK_DRY_RUN,
                           &self->before, cancellable, error);
}

static gboolean
list_new (SafiScan *self, GCancellable *cancellable, GError **error)
{
  SafiSession *session = self->session;
  g_autoptr (GError) local = NULL;
  g_autoptr (SafiListing) listing = NULL;
  g_autofree char *text = NULL;

  if (!find_mark (self, cancellable, error))
    return FALSE;
  listing = safi_mail_source_list_since (session->source, SAFI_SCAN_FOLDER, &self->before,
                                         cancellable, &local);
  if (listing == NULL && self->is_trusted &&
      g_error_matches (local, SAFI_ERROR, SAFI_ERROR_FOLDER_CHANGED)) {
    forget_mark (self);
    return list_new (self, cancellable, error);
  }
  if (listing == NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  self->after = session->inbox = listing->mark;
  session->inbox_state = listing->state;
  text = safi_store_get_note (session->store, get_id (self), SAFI_SCAN_NOTE_SPANS, NULL);
  g_clear_pointer (&self->spans, g_array_unref);
  self->spans = safi_uid_spans_new_from_text (text, listing->mark.uidvalidity);
  make_todo (self, listing);
  return safi_scan_find_live (self, listing, error) && list_open (self, error) &&
         safi_move_limit_read (self->session, &self->moves_left, error);
}

/* Begins, or begins again after the folder changed under a check. */
static gboolean
begin (SafiScan *self, GCancellable *cancellable, GError **error)
{
  const gint64 started = g_get_monotonic_time ();

  self->session->is_settled = FALSE;
  g_clear_pointer (&self->session->folders, g_ptr_array_unref);
  g_clear_pointer (&self->session->junk_folder, g_free);
  if (!safi_mover_connect (self->session, cancellable, error) ||
      !list_new (self, cancellable, error))
    return FALSE;
  if (g_get_monotonic_time () - started > SAFI_SCAN_SLOW)
    self->batch_min = SAFI_SCAN_BATCH_SLOW;
  self->batch_size = self->batch_min;
  safi_session_emit_progress (self->session, 0, self->todo->len,
                              safi_scan_get_report (self)->octets);
  return TRUE;
}

/* All of a batch are read through one view. */
static GArray *
take_uids (SafiScan *self, SafiView *ret_view)
{
  GArray *uids = g_array_new (FALSE, FALSE, sizeof (guint32));

  while (self->next < self->todo->len && uids->len < self->batch_size) {
    const guint32 uid = g_array_index (self->todo, guint32, self->next);
    const SafiView view = safi_scan_get_view (self, self->next, uid);

    if (uids->len == 0)
      *ret_view = view;
    else if (view != *ret_view)
      break;
    g_array_append_val (uids, uid);
    self->next++;
  }
  return uids;
}

/* What is new, then what could not be found out before. */
static void
begin_batch (SafiScan *self)
{
  const guint32 uidvalidity = self->after.uidvalidity;
  SafiView view = SAFI_VIEW_LIVE;

  if (self->next < self->todo->len) {
    self->uids = take_uids (self, &view);
    self->batch =
        safi_scan_batch_new (self->session, SAFI_SCAN_FOLDER, uidvalidity, self->uids, view);
  } else {
    self->uids = g_steal_pointer (&self->open);
    self->batch =
        safi_scan_batch_new_again (self->session, SAFI_SCAN_FOLDER, uidvalidity, self->uids);
  }
}

static void
settle_size (SafiScan *self)
{
  if (self->batch->fetched < SAFI_SCAN_BATCH_TIME)
    self->batch_size = MIN (self->batch_size * 2, SAFI_SCAN_BATCH_MAX);
  else
    self->batch_size = MAX (self->batch_size / 2, self->batch_min);
}

/* Two Safiboxes at one mailbox hear of new mail at the same moment. Some servers let both move the
 * same message, so that there are two of it: each waits for a while of its own first, and then sees
 * what the other one took. */
static gboolean
must_wait_apart (SafiScan *self)
{
  const gint64 now = g_get_monotonic_time ();

  if (self->mode != SAFI_CHECK_AS_POLICY || self->is_first ||
      !SAFI_IS_IMAP_SOURCE (self->session->source))
    return FALSE;
  if (self->apart_until == 0)
    self->apart_until = now + g_random_int_range (0, SAFI_SCAN_APART_MAX);
  return now < self->apart_until;
}

static gboolean
run_batch (SafiScan *self, GCancellable *cancellable, GError **error)
{
  if (self->batch == NULL)
    begin_batch (self);
  if (!self->batch->is_done && !safi_scan_batch_step (self->batch, cancellable, error))
    return FALSE;
  if (!self->batch->is_done || must_wait_apart (self))
    return TRUE;
  self->apart_until = 0;
  settle_size (self);
  return safi_scan_commit (self, cancellable, error);
}

static SafiScanStep
step_batch (SafiScan *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (run_batch (self, cancellable, &local))
    return self->apart_until > 0 ? SAFI_SCAN_WAIT : SAFI_SCAN_MORE;
  if (self->is_trusted && g_error_matches (local, SAFI_ERROR, SAFI_ERROR_FOLDER_CHANGED)) {
    forget_mark (self);
    return SAFI_SCAN_MORE;
  }
  drop_batch (self);
  g_propagate_error (error, g_steal_pointer (&local));
  return SAFI_SCAN_FAILED;
}

/* Between two batches: what may still be used today decides how the check goes on. */
static gboolean
obey_limit (SafiScan *self, GError **error)
{
  SafiAllowance allowance;

  if (self->batch != NULL)
    return TRUE;
  if (!safi_session_read_allowance (self->session, &allowance, error))
    return FALSE;
  self->is_over = allowance == SAFI_ALLOWANCE_NONE;
  self->report.is_limited |= allowance != SAFI_ALLOWANCE_FULL;
  if (allowance == SAFI_ALLOWANCE_HEADERS && !self->is_glancing && self->todo != NULL)
    safi_scan_begin_glance (self);
  return TRUE;
}

static gboolean
has_batch (SafiScan *self)
{
  if (self->is_glancing)
    return self->batch != NULL || self->next < self->todo->len;
  return self->batch != NULL || self->next < self->todo->len ||
         (self->open != NULL && self->open->len > 0 &&
          safi_scan_senders_is_worth_it (self->session));
}

/* Messages that were too young become a second list once they are old enough. A clock that stands
 * still must not keep the check waiting for ever: then they are left to the next one. */
static SafiScanStep
wait_for_young (SafiScan *self)
{
  if (!safi_move_rule_is_young (self->young_date, self->session->clock)) {
    g_array_unref (self->todo);
    self->todo = g_steal_pointer (&self->young);
    self->young = g_array_new (FALSE, FALSE, sizeof (guint32));
    self->next = 0;
    self->is_second = TRUE;
    return SAFI_SCAN_MORE;
  }
  return self->n_waits++ < SAFI_SCAN_WAITS_MAX ? SAFI_SCAN_WAIT : SAFI_SCAN_DONE;
}

/* The practice mailbox says nothing about a person's mail: it is not asked about. */
static gboolean
draw_sample (SafiScan *self, GError **error)
{
  return safi_account_get_kind (self->session->account) != SAFI_ACCOUNT_IMAP ||
         safi_sample_draw (self->session->store, get_id (self), error);
}

static gboolean
remember_check (SafiScan *self, GError **error)
{
  SafiStore *store = self->session->store;
  g_autofree char *now =
      g_strdup_printf ("%" G_GINT64_FORMAT, safi_clock_wall (self->session->clock));

  if (self->todo->len == 0 && !self->is_glancing)
    safi_uid_spans_add (self->spans, self->before.uidnext, self->after.uidnext);
  self->before.uidnext = safi_uid_spans_take_below (self->spans, self->before.uidnext);
  return safi_scan_write_mark (self, error) &&
         safi_store_set_note (store, get_id (self), SAFI_NOTE_CHECKED, now, error) &&
         draw_sample (self, error) && safi_store_forget_old (store, error);
}

/* What people and programs did meanwhile. */
static gboolean
learn (SafiScan *self, GCancellable *cancellable, GError **error)
{
  SafiSession *session = self->session;

  return safi_weak_settle (session, cancellable, error) &&
         safi_notice (session, SAFI_SCAN_FOLDER, &session->inbox_state, FALSE, cancellable,
                      error) &&
         safi_hints_settle (session, cancellable, error) &&
         safi_elsewhere_settle (session, cancellable, error);
}

static SafiScanStep
finish (SafiScan *self, GCancellable *cancellable, GError **error)
{
  if (self->mode != SAFI_CHECK_DRY_RUN &&
      (!remember_check (self, error) || !safi_scan_look_for_junk (self, cancellable, error) ||
       (!self->is_glancing && !learn (self, cancellable, error))))
    return SAFI_SCAN_FAILED;
  if (self->held_up != NULL) {
    g_propagate_error (error, g_steal_pointer (&self->held_up));
    return SAFI_SCAN_FAILED;
  }
  if (self->mode == SAFI_CHECK_MOVE &&
      !safi_scan_move_held_back (self->session, &self->report.moved, &self->report.run, cancellable,
                                 error))
    return SAFI_SCAN_FAILED;
  return SAFI_SCAN_DONE;
}

/* The day's limit is reached: what is judged stays judged, the rest waits for tomorrow. */
static SafiScanStep
end_early (SafiScan *self, GError **error)
{
  safi_session_disconnect (self->session);
  if (self->held_up == NULL)
    return SAFI_SCAN_DONE;
  g_propagate_error (error, g_steal_pointer (&self->held_up));
  return SAFI_SCAN_FAILED;
}

SafiScanStep
safi_scan_step (SafiScan *self, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return SAFI_SCAN_FAILED;
  if (!obey_limit (self, error))
    return SAFI_SCAN_FAILED;
  if (self->is_over)
    return end_early (self, error);
  if (self->todo == NULL)
    return begin (self, cancellable, error) ? SAFI_SCAN_MORE : SAFI_SCAN_FAILED;
  if (!safi_mover_connect (self->session, cancellable, error))
    return SAFI_SCAN_FAILED;
  if (has_batch (self))
    return step_batch (self, cancellable, error);
  if (self->young->len > 0) {
    SafiScanStep step = wait_for_young (self);

    if (step != SAFI_SCAN_DONE)
      return step;
  }
  return finish (self, cancellable, error);
}
