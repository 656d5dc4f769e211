/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "filter/model/safi-bayes-model.h"
#include "filter/model/safi-calibration.h"
#include "filter/model/safi-finding-weights.h"
#include "filter/model/safi-starter.h"
#include "filter/safi-filter.h"

G_BEGIN_DECLS

struct _SafiFilter {
  SafiStore *store;      /* (nullable) (not owned) */
  SafiAccount *account;  /* (nullable) */
  SafiBayesModel *model; /* (nullable): none without a store or an account */
  SafiStarter *starter;  /* (nullable) (not owned) */
  SafiFindingWeights *weights;
  SafiPolicy policy;
  GArray *good_scores; /* (element-type double): nats, newest first: how messages that a person
                          called good were judged before */
  SafiCalibration calibration;
  guint n_unfitted; /* a person's answers since it was fitted */
};

/* A message with all that is known of it before it is judged. */
typedef struct {
  SafiMessage *message; /* (not owned) */
  SafiAuthResult *auth; /* (nullable): who really sent it, as the store knows */
  SafiSenderRule rule;  /* what the person said of who sent it */
  SafiTokens *tokens;   /* as the models read it */
} SafiReadMail;

/* Returns: (transfer full); NULL with @error: the store cannot be read. @message must outlive it.
 */
SafiReadMail *safi_filter_read (SafiFilter *self, SafiMessage *message, GError **error);
void safi_read_mail_free (SafiReadMail *mail);

/* Returns: (transfer full) (element-type SafiEvidence): strongest first; NULL with @error. */
GPtrArray *safi_filter_collect (SafiFilter *self,
                                const SafiReadMail *mail,
                                GCancellable *cancellable,
                                GError **error);

/* Nats: the prior and the weights of @evidence. */
double safi_filter_sum (GPtrArray *evidence);

/* Nats that the mailbox's own model says toward junk and the decision does not hear. Who presses
 * Junk alone teaches what junk is, not what good mail is: until enough of that is known the model
 * may raise a doubt, but what moves a message must be found by the other checks. */
double safi_filter_get_unheard (SafiFilter *self, GPtrArray *evidence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiReadMail, safi_read_mail_free)

G_END_DECLS
