/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-lesson.h"
#include "core/judgement/safi-verdict.h"
#include "core/mailbox/safi-policy.h"
#include "core/message/safi-view.h"
#include "filter/checks/safi-check.h"
#include "store/safi-store.h"
#include "store/training/safi-training-store.h"

G_BEGIN_DECLS

/* Judges messages for one account: runs the checks and sums their evidence; learns. Belongs to the
 * thread of its store. */
typedef struct _SafiFilter SafiFilter;

/* Loads the account's model into memory. @store: (nullable) (transfer none): without one nothing is
 * learned and only the shipped weights count. @account: (nullable): none for pasted texts. */
SafiFilter *safi_filter_new (SafiStore *store, SafiAccount *account, GError **error);
void safi_filter_free (SafiFilter *self);

/* Thresholds for the decision; a new filter has the defaults. */
void safi_filter_set_policy (SafiFilter *self, const SafiPolicy *policy);

/* What speaks while little is taught. @starter: (nullable) (transfer none): must outlive the
 * filter; a new filter has the one that comes with the program. */
void safi_filter_set_starter (SafiFilter *self, SafiStarter *starter);

/* Returns: (transfer full): NULL with @error if cancelled or the store broke. */
SafiVerdict *safi_filter_judge (SafiFilter *self,
                                SafiMessage *message,
                                GCancellable *cancellable,
                                GError **error);

/* Who really sent @message, as the store knows. @ret_auth: (out) (transfer full) (nullable). FALSE
 * with @error if the store cannot be read. */
gboolean safi_filter_read_auth (SafiFilter *self,
                                SafiMessage *message,
                                SafiAuthResult **ret_auth,
                                GError **error);

/* @verdict: of safi_filter_judge. Could what the view did not fetch still make it junk? Then a
 * larger view is worth its octets: nothing else has a message moved. */
gboolean safi_filter_wants_more (SafiFilter *self, SafiMessage *message, SafiVerdict *verdict);

/* @verdict: of safi_filter_judge. Would @nats more toward junk change the decision? */
gboolean safi_filter_could_change (SafiVerdict *verdict, double nats);

/* Nats: what the other checks say alone. Labels that nobody gave may not rest on the model: it
 * would learn from itself. */
double safi_filter_without_model (SafiVerdict *verdict);

/* Learns that @message is @taught_class, durably. Teaching the same twice counts once; another
 * class, or a person's word after a guess, first un-teaches exactly; a guess changes nothing about
 * a person's word. Commits alone unless a transaction of the store is open. */
gboolean safi_filter_teach (SafiFilter *self,
                            SafiMessage *message,
                            SafiClass taught_class,
                            SafiStrength strength,
                            GError **error);

/* What @message would add if it proved to be @taught_class without anybody having said so; reads
 * the message no second time. Returns: (transfer full) (nullable): NULL if the model is sure
 * already. */
SafiTaught *safi_filter_prepare (SafiFilter *self,
                                 SafiMessage *message,
                                 SafiVerdict *verdict,
                                 SafiClass taught_class);
/* Learns what was prepared, weakly, unless something is known of @identity already. Takes
 * @prepared. Commits alone unless a transaction of the store is open. */
gboolean safi_filter_teach_prepared (SafiFilter *self,
                                     const char *identity,
                                     SafiTaught *prepared,
                                     GError **error);

/* Goes once more through all messages taught, without reading them again: with little mail several
 * passes find more. All or, cancelled, nothing. */
gboolean safi_filter_rehearse (SafiFilter *self, GCancellable *cancellable, GError **error);

/* Forgets what @identity was taught, exactly; nothing taught is no error. */
gboolean safi_filter_unteach (SafiFilter *self, const char *identity, GError **error);

/* Puts @copy (nullable: nothing) in the place of all that was taught, as safi_training_replace; all
 * or nothing. SAFI_ERROR_COPY_UNREADABLE: it has no room in the model. */
gboolean safi_filter_replace (SafiFilter *self,
                              const SafiTrainingCopy *copy,
                              GCancellable *cancellable,
                              GError **error);

/* After a rollback of the store the model in memory must be read again. */
gboolean safi_filter_reload (SafiFilter *self, GError **error);

/* Nats: from there on a message is junk. It follows from the policy and this mailbox's history
 * (filter/model/safi-cut.h). */
double safi_filter_get_cut (SafiFilter *self);

/* The share of good mail that is lost at most, at 95 % confidence, by the history of what a person
 * called good; 1 without one. */
double safi_filter_get_bound (SafiFilter *self);

/* How many messages were taught. */
void safi_filter_get_totals (SafiFilter *self, guint *ret_good, guint *ret_junk);

/* All checks, in the order they run (transfer none). */
const SafiCheck *const *safi_filter_list_checks (guint *ret_n_checks);

/* Returns: (nullable) (transfer none): the finding of that code, of any check. */
const SafiFinding *safi_filter_lookup (const char *code);
/* The kind of junk a code speaks for; SAFI_KIND_OTHER if it speaks for none. */
SafiKind safi_filter_get_kind (const char *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiFilter, safi_filter_free)

G_END_DECLS
