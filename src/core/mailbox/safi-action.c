/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mailbox/safi-action.h"

struct _SafiAction {
  SafiMessageRef *from;
  char *to_folder;
  char *reason; /* (nullable) */
  SafiActionFields fields;
};

static const char *const state_words[] = { "planned", "sent", "copied", "done", "gone", "ask" };

static void
clear (gpointer data)
{
  SafiAction *self = data;

  safi_message_ref_unref (self->from);
  g_free (self->to_folder);
  g_free (self->reason);
}

SafiAction *
safi_action_new (SafiMessageRef *from,
                 const char *to_folder,
                 const char *reason,
                 const SafiActionFields *fields)
{
  SafiAction *self = g_atomic_rc_box_new0 (SafiAction);

  self->from = safi_message_ref_ref (from);
  self->to_folder = g_strdup (to_folder);
  self->reason = g_strdup (reason);
  self->fields = *fields;
  return self;
}

SafiAction *
safi_action_ref (SafiAction *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
safi_action_unref (SafiAction *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

SafiMessageRef *
safi_action_get_from (SafiAction *self)
{
  return self->from;
}

const char *
safi_action_get_to_folder (SafiAction *self)
{
  return self->to_folder;
}

const char *
safi_action_get_reason (SafiAction *self)
{
  return self->reason;
}

const SafiActionFields *
safi_action_get_fields (SafiAction *self)
{
  return &self->fields;
}

gboolean
safi_action_is_settled (SafiAction *self)
{
  return self->fields.state >= SAFI_MOVE_DONE;
}

const char *
safi_move_state_to_word (SafiMoveState state)
{
  return state_words[state];
}

gboolean
safi_move_state_from_word (const char *word, SafiMoveState *ret_state)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_words); i++)
    if (g_strcmp0 (word, state_words[i]) == 0) {
      *ret_state = (SafiMoveState) i;
      return TRUE;
    }
  return FALSE;
}
