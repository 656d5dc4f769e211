/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the person's own mail program is asked to begin with. */
typedef struct {
  const char *address;
  const char *subject;
  const char *body;
  const char *file_name;
  GBytes *file; /* (nullable): attached */
} SafiDraft;

typedef enum {
  SAFI_COMPOSE_FAILED,
  SAFI_COMPOSE_CANCELLED, /* by the person */
  SAFI_COMPOSE_WHOLE,     /* all of the draft was handed over */
  SAFI_COMPOSE_BARE,      /* by a mailto address, which cannot carry the file … */
  SAFI_COMPOSE_EMPTY,     /* … nor the text, which was too long */
} SafiComposed;

#define SAFI_COMPOSE_URI_MAX 8000 /* octets of a mailto address; a longer text is left out */

/* Opens the person's mail program with @draft by the desktop's portal for e-mail, else by a mailto
 * address. Nothing is sent: the person does that there. Main thread only. */
void safi_compose_async (GtkWindow *parent,
                         const SafiDraft *draft,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
SafiComposed safi_compose_finish (GAsyncResult *result);

/* Deletes files that no mail program is waited for any more (safi-draft-files.h). */
void safi_compose_tidy (void);

G_END_DECLS
