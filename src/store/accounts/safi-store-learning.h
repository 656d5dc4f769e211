/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-judged.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

/* What learning from mail that is there already must remember: whom the person wrote to, what was
 * sent, and which messages were read for it. */

/* The person wrote to @address (any case) at @time, seconds UTC. Only a keyed hash is kept. */
gboolean safi_store_add_correspondent (SafiStore *self,
                                       const char *account,
                                       const char *address,
                                       gint64 time,
                                       GError **error);
/* Whether the person wrote to @address (any case). A From text proves nothing about who wrote. */
gboolean safi_store_is_correspondent (SafiStore *self,
                                      const char *account,
                                      const char *address,
                                      gboolean *ret_is_one,
                                      GError **error);
gboolean safi_store_count_correspondents (SafiStore *self,
                                          const char *account,
                                          guint *ret_count,
                                          GError **error);

#define SAFI_STORE_SENT_MAX 2000                /* of an account: the newest are kept */
#define SAFI_STORE_SENT_AGE (30 * 24 * 60 * 60) /* seconds: older ones are forgotten */

/* The person sent a message at @time, seconds UTC. Only a keyed hash is kept. */
gboolean safi_store_add_sent (SafiStore *self,
                              const char *account,
                              const char *message_id,
                              gint64 time,
                              GError **error);
/* Whether the person is known to have sent it; FALSE proves nothing. */
gboolean safi_store_was_sent (SafiStore *self,
                              const char *account,
                              const char *message_id,
                              gboolean *ret_was_sent,
                              GError **error);

/* A message was read for learning; places of the folder's other UIDVALIDITYs are forgotten. */
gboolean safi_store_add_learned (SafiStore *self,
                                 const char *account,
                                 const char *folder,
                                 guint32 uidvalidity,
                                 guint32 uid,
                                 GError **error);
/* Returns: (transfer full): set of UIDs (GUINT_TO_POINTER); NULL with @error. */
GHashTable *safi_store_list_learned (SafiStore *self,
                                     const char *account,
                                     const char *folder,
                                     guint32 uidvalidity,
                                     GError **error);

/* What is known of a message at a place, by its UID. */
typedef struct {
  SafiDecision decision;
  gboolean is_taught;
  SafiFate fate;
  SafiFlags flags; /* as they were when it was judged */
  char *sender;    /* address; "" once it is forgotten */
} SafiKnownPlace;

/* The judged messages that are in @folder. Returns: (transfer full): UID (GUINT_TO_POINTER) to
 * SafiKnownPlace; NULL with @error. */
GHashTable *safi_store_list_places (SafiStore *self,
                                    const char *account,
                                    const char *folder,
                                    guint32 uidvalidity,
                                    GError **error);

G_END_DECLS
