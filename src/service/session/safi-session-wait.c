/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/session/safi-session.h"

#include "core/base/safi-error.h"
#include "mail/imap/safi-imap-source.h"

#define INBOX "INBOX"

/* A connection that was lost sooner is a fault of the server: asking again at once would only meet
 * it again, so the regular check is left to do it. */
#define HEALTHY_AFTER (2 * 60 * G_USEC_PER_SEC) /* microseconds */

static void
emit_news (SafiSession *self)
{
  SafiEvent *event = g_new0 (SafiEvent, 1);

  event->type = SAFI_EVENT_NEWS;
  event->account = g_strdup (safi_account_get_id (self->account));
  self->emit (event, self->emit_data);
}

static void
news_cb (SafiMailSource *source, const GError *error, gpointer user_data)
{
  SafiSession *self = user_data;
  gint64 now = safi_clock_monotonic (self->clock);

  self->is_waiting = FALSE;
  self->last_used = now;
  if (error == NULL || now - self->waiting_since > HEALTHY_AFTER)
    emit_news (self);
}

/* The Junk folder as it was called last: no folders are listed for it again with every wait. */
static const char *
get_beside (SafiSession *self)
{
  const char *junk = self->junk_folder != NULL || self->beside == NULL
                         ? safi_session_find_junk (self, self->waiting, NULL)
                         : self->beside;

  if (junk != NULL && junk != self->beside) {
    g_free (self->beside);
    self->beside = g_strdup (junk);
  }
  return self->beside;
}

void
safi_session_wait (SafiSession *self)
{
  g_autoptr (GError) error = NULL;
  SafiWait wait = { .folder = INBOX, .mark = self->inbox, .may_ask = self->may_ask };
  SafiAllowance allowance;

  if (!self->wants_news || self->is_waiting || self->problem != NULL || self->inbox.uidnext == 0 ||
      self->policy.paused)
    return;
  if (!safi_session_read_allowance (self, &allowance, NULL) || allowance == SAFI_ALLOWANCE_NONE) {
    safi_mail_source_close (self->source);
    return;
  }
  wait.beside = get_beside (self);
  self->is_waiting =
      safi_mail_source_wait (self->source, &wait, news_cb, self, self->waiting, &error);
  self->waiting_since = self->last_used = safi_clock_monotonic (self->clock);
  /* What cannot be waited for is polled, and nothing is kept open in between. */
  if (g_error_matches (error, SAFI_ERROR, SAFI_ERROR_INVALID))
    safi_mail_source_close (self->source);
}

void
safi_session_want_news (SafiSession *self, gboolean wants_news, gboolean may_ask)
{
  gboolean is_other = self->may_ask != may_ask;

  self->wants_news = wants_news;
  self->may_ask = may_ask;
  if (!self->is_waiting || (wants_news && !is_other))
    return;
  self->is_waiting = FALSE;
  safi_mail_source_close (self->source);
}
