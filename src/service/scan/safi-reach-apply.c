/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/scan/safi-reach-apply.h"

#include "core/base/safi-fail-point.h"
#include "service/scan/safi-scan-private.h"
#include "service/session/safi-reach.h"

#define DAY (24 * 60 * 60) /* seconds */

static gboolean
survey (SafiSession *session,
        const char *folder,
        const SafiReach *self,
        SafiSurvey *ret_survey,
        GCancellable *cancellable,
        GError **error)
{
  const gboolean is_few = self->choice < SAFI_REACH_DAYS;
  const guint days = is_few ? SAFI_REACH_DAYS_FEW : self->days;
  const SafiRecent recent = {
    .newest = is_few ? SAFI_REACH_MESSAGES_FEW : 0,
    .since = safi_clock_wall (session->clock) - (gint64) days * DAY,
    .few = self->choice == SAFI_REACH_ALL       ? G_MAXUINT
           : self->choice == SAFI_REACH_UNASKED ? SAFI_REACH_OCTETS_MUCH / SAFI_REACH_OCTETS_PLAIN
                                                : 0,
  };

  return safi_mail_source_survey (session->source, folder, &recent, ret_survey, cancellable, error);
}

/* What does not use much is looked at without a question. */
static void
note_survey (SafiReach *self, const SafiSurvey *found)
{
  self->is_open = FALSE;
  self->uidvalidity = found->mark.uidvalidity;
  self->messages = found->messages;
  self->octets_each = found->is_compressed ? SAFI_REACH_OCTETS_COMPRESSED : SAFI_REACH_OCTETS_PLAIN;
  if (self->choice == SAFI_REACH_UNASKED &&
      (guint64) found->messages * self->octets_each <= SAFI_REACH_OCTETS_MUCH)
    self->choice = SAFI_REACH_ALL;
  self->from = self->choice == SAFI_REACH_ALL ? 1 : found->from;
  self->older = self->choice == SAFI_REACH_ALL ? 0 : found->messages - found->recent;
}

/* In one step: a mark without its note would make all that was there count as new mail.
 * @there: up to where the folder was filled when it was counted. */
static gboolean
write_all (SafiSession *session,
           const char *folder,
           const SafiReach *self,
           SafiUidSpans *spans,
           const SafiMark *mark,
           const SafiMark *there,
           GError **error)
{
  const char *account = safi_account_get_id (session->account);
  g_autofree char *text = safi_uid_spans_to_text (spans, mark->uidvalidity);

  if (!safi_store_begin (session->store, error))
    return FALSE;
  if (safi_reach_write (session->store, account, self, error) &&
      safi_scan_note_old (session->store, account, there, error) &&
      safi_store_set_mark (session->store, account, folder, mark->uidvalidity, mark->uidnext,
                           error) &&
      safi_store_set_note (session->store, account, SAFI_SCAN_NOTE_SPANS, text, error))
    return safi_store_commit (session->store, error);
  safi_store_rollback (session->store);
  return FALSE;
}

/* What was looked at once stays looked at, however little is wanted now. */
static void
keep_reach (SafiReach *self, const SafiReach *before)
{
  if (before->from == 0 || before->uidvalidity != self->uidvalidity || self->from < before->from)
    return;
  self->from = before->from;
  self->messages = before->messages;
  self->older = before->older;
}

/* What the mark passed was read, from where it began. */
static void
move_mark (const SafiReach *before, const SafiReach *self, SafiUidSpans *spans, SafiMark *mark)
{
  if (mark->uidnext == 0 || mark->uidvalidity != self->uidvalidity) {
    *mark = (SafiMark){ self->uidvalidity, self->from };
    return;
  }
  if (self->from >= before->from)
    return;
  safi_uid_spans_add (spans, before->from, mark->uidnext);
  mark->uidnext = self->from;
}

gboolean
safi_reach_apply (SafiSession *session,
                  const char *folder,
                  gboolean is_kept,
                  SafiMark *mark,
                  GCancellable *cancellable,
                  GError **error)
{
  const char *account = safi_account_get_id (session->account);
  SafiReach before = safi_reach_read (session->store, account);
  SafiReach self = before;
  g_autofree char *text = NULL;
  g_autoptr (GArray) spans = NULL;
  SafiSurvey found;

  if (mark->uidnext > 0 && !self.is_open)
    return TRUE;
  if (!survey (session, folder, &self, &found, cancellable, error))
    return FALSE;
  /* An older Safibox looked at all there was. */
  if (before.from == 0 && mark->uidnext > 0)
    before = (SafiReach){ .uidvalidity = mark->uidvalidity, .from = 1 };
  note_survey (&self, &found);
  keep_reach (&self, &before);
  text = safi_store_get_note (session->store, account, SAFI_SCAN_NOTE_SPANS, NULL);
  spans = safi_uid_spans_new_from_text (text, self.uidvalidity);
  move_mark (&before, &self, spans, mark);
  safi_fail_point ("reach.before-mark");
  return !is_kept || write_all (session, folder, &self, spans, mark, &found.mark, error);
}
