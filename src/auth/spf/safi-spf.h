/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-dns.h"
#include "auth/spf/safi-spf-select.h"
#include "core/authentication/safi-auth-code.h"

G_BEGIN_DECLS

/* SPF (RFC 7208): may this address send in the name of this domain? Limits for one check (4.6.4);
 * names that ptr, whose names the domain did not choose, or exp= ask for in vain are no "voids". */
#define SAFI_SPF_TERMS_MAX 10     /* include, a, mx, ptr, exists, redirect; and so their depth */
#define SAFI_SPF_VOIDS_MAX 2      /* names asked for in vain; one more is a permanent error */
#define SAFI_SPF_MX_MAX 10        /* exchanges of one mx; one more is a permanent error */
#define SAFI_SPF_PTR_MAX 10       /* names of the client looked at; the rest is ignored */
#define SAFI_SPF_QUESTIONS_MAX 60 /* in all; one more is a permanent error */
#define SAFI_SPF_SENDER_MAX 512   /* octets of sender or HELO; a longer one cannot be checked */

/* What the boundary saw. Strings are any octets. */
typedef struct {
  SafiIp ip;
  const char *helo;      /* "" if not known */
  const char *mail_from; /* without <>; "" is the empty one of a bounce */
  const char *receiver;  /* (nullable) for %{r} */
  gint64 time;           /* seconds UTC, for %{t} */
  gboolean explain;      /* look the explanation of a fail up */
} SafiSpfRequest;

typedef struct {
  SafiAuthCode code;
  char *domain;        /* whose record decided, behind redirects; "" if there was none to ask for */
  char *mechanism;     /* (nullable) the term that matched, as written; NULL if none did */
  char *explanation;   /* (nullable) of a fail: the domain's own words, any octets but NUL */
  const char *problem; /* (nullable) (static) in a word: why it is none, temperror or permerror, or
                          "nxdomain" */
  gboolean is_explicit; /* Sender ID: an spf2.0 record named the scope */
} SafiSpfResult;

/* @problem: (nullable) (static). Returns: (transfer full). */
SafiSpfResult *safi_spf_result_new (SafiAuthCode code, const char *domain, const char *problem);
void safi_spf_result_free (SafiSpfResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiSpfResult, safi_spf_result_free)

/* check_host () of RFC 7208, 4, for @sender: local@domain, or a domain. An answer that is OPEN ends
 * it with temperror. On the resolver's own thread only. Returns: (transfer full). */
SafiSpfResult *safi_spf_check_host (SafiResolver *resolver,
                                    const SafiSpfRequest *request,
                                    SafiSpfScope scope,
                                    const char *sender);

/* The MAIL FROM identity (2.4), in the scope of SPF or of mfrom (RFC 4406); postmaster of the HELO
 * name if it is empty. */
SafiSpfResult *safi_spf_check_mail_from (SafiResolver *resolver,
                                         const SafiSpfRequest *request,
                                         SafiSpfScope scope);

/* The HELO identity (2.3). */
SafiSpfResult *safi_spf_check_helo (SafiResolver *resolver, const SafiSpfRequest *request);

G_END_DECLS
