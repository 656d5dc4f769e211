/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/boundary/safi-authres-trusted.h"
#include "auth/boundary/safi-boundary.h"
#include "auth/dkim/safi-arc.h"
#include "auth/dkim/safi-dkim.h"
#include "auth/dmarc/safi-dmarc.h"
#include "auth/dns/safi-dns-watch.h"
#include "auth/safi-authentication.h"

G_BEGIN_DECLS

struct _SafiAuthentication {
  SafiMessage *message;
  SafiAuthRequest request;
  char *address;     /* behind request.address */
  char **certifiers; /* behind request.certifiers; so is the next */
  char **dns_lists;
  GPtrArray *trace;
  SafiSignedMessage *signed_message;
  SafiDkim *dkim;
  SafiArc *arc;
  GPtrArray *kept_keys; /* (element-type SafiKeptKey): of earlier messages */
  GPtrArray *seen_keys; /* (element-type SafiKeptKey): of the last run */
  GPtrArray *authors;   /* (element-type utf8): domains of From, each once, and NULL at the end */
  gboolean is_whole;    /* nothing of the message is missing */
  gboolean is_list;     /* it says that it comes through a mailing list */
};

/* One run. */
typedef struct {
  SafiAuthentication *of;
  SafiDnsWatch *resolver; /* (nullable): nobody is to be asked */
  SafiAuthResult *result; /* being filled */
  SafiBoundary *boundary;
  SafiAuthresTrusted *trusted;
  GPtrArray *passed; /* (element-type utf8): domains of signatures that pass, and NULL at the end */
  GPtrArray *changed;  /* the same of those whose body is another one */
  char *spf_domain;    /* (nullable): what SPF passes for */
  gboolean is_aligned; /* the author's domain proved itself */
  gboolean is_denied;  /* it says that such mail is not its own */
  gboolean is_unsure;  /* something could not be asked */
} SafiAuthRun;

/* TRUE if @domain may speak for an author: the same registrable domain. */
gboolean safi_auth_run_is_author (const SafiAuthRun *run, const char *domain);

/* What the provider reports, as far as it is to be believed without our own check. Returns: TRUE if
 * it settles who the author is, in run->is_aligned and is_denied. */
gboolean safi_auth_run_read_provider (SafiAuthRun *run);

/* TRUE if the author is still to be proved when all about him is answered: only then is anybody
 * asked about the rest. */
gboolean safi_auth_run_may_go_on (const SafiAuthRun *run);

/* Our own checks: of the author, and then, if nothing proved him, of the relay. */
void safi_auth_run_check_author (SafiAuthRun *run);
void safi_auth_run_check_relay (SafiAuthRun *run);

/* TRUE if the peer at the border is known and is a server: only then what it said counts. */
gboolean safi_auth_run_has_peer (const SafiAuthRun *run);

/* What others say: the picture that goes with @dmarc, those whom the person trusts to vouch for
 * whoever proved himself, and, if nobody did, the lists that the person chose and those who handed
 * the message on. */
void safi_auth_run_check_picture (SafiAuthRun *run, const SafiDmarcResult *dmarc);
void safi_auth_run_ask_others (SafiAuthRun *run);

/* Adds our own row; a temporary error leaves the result open. @domain, @reason: (nullable). */
void safi_auth_run_add_row (SafiAuthRun *run,
                            SafiAuthMethod method,
                            SafiAuthCode code,
                            const char *domain,
                            const char *reason);

G_END_DECLS
