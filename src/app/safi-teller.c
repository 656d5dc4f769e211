/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-teller.h"

#include "app/common/safi-toast.h"

#define UNREAD_MAX 5 /* older ones are forgotten: all of them stand in Messages */

/* A sentence that was not read yet. */
typedef struct {
  char *sentence;
  gint64 undo_run;
  AdwToast *toast; /* (nullable) that tells it */
} Unread;

struct _SafiTeller {
  AdwToastOverlay *toasts;
  GQueue unread; /* of Unread, the oldest first */
  gboolean is_quiet;
};

SafiTeller *
safi_teller_new (AdwToastOverlay *toasts)
{
  SafiTeller *self = g_new0 (SafiTeller, 1);

  self->toasts = toasts;
  g_queue_init (&self->unread);
  return self;
}

static void
take_toast (SafiTeller *self, Unread *unread)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&unread->toast);

  if (toast == NULL)
    return;
  g_signal_handlers_disconnect_by_data (toast, self);
  adw_toast_dismiss (toast);
}

static void
drop (SafiTeller *self, GList *link)
{
  Unread *unread = link->data;

  g_queue_delete_link (&self->unread, link);
  take_toast (self, unread);
  g_free (unread->sentence);
  g_free (unread);
}

void
safi_teller_free (SafiTeller *self)
{
  while (self->unread.head != NULL)
    drop (self, self->unread.head);
  g_free (self);
}

static void
dismissed_cb (AdwToast *toast, gpointer user_data)
{
  SafiTeller *self = user_data;

  for (GList *i = self->unread.head; i != NULL; i = i->next)
    if (((Unread *) i->data)->toast == toast) {
      drop (self, i);
      return;
    }
}

static void
show (SafiTeller *self, Unread *unread)
{
  unread->toast = g_object_ref (safi_toast_new (unread->sentence));
  if (unread->undo_run != 0)
    safi_toast_offer_undo (unread->toast, "app.undo-run", g_variant_new_int64 (unread->undo_run));
  g_signal_connect (unread->toast, "dismissed", G_CALLBACK (dismissed_cb), self);
  adw_toast_overlay_add_toast (self->toasts, unread->toast);
}

void
safi_teller_tell (SafiTeller *self, const char *sentence, gint64 undo_run)
{
  Unread *unread = g_new0 (Unread, 1);

  if (self->unread.length == UNREAD_MAX)
    drop (self, self->unread.head);
  unread->sentence = g_strdup (sentence);
  unread->undo_run = undo_run;
  g_queue_push_tail (&self->unread, unread);
  if (!self->is_quiet)
    show (self, unread);
}

void
safi_teller_set_quiet (SafiTeller *self, gboolean is_quiet)
{
  if (self->is_quiet == is_quiet)
    return;
  self->is_quiet = is_quiet;
  for (GList *i = self->unread.head; i != NULL; i = i->next)
    if (is_quiet)
      take_toast (self, i->data);
    else
      show (self, i->data);
}
