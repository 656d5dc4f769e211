/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/spf/safi-spf.h"

G_BEGIN_DECLS

/* One check in progress. */
typedef struct {
  SafiResolver *resolver;
  const SafiSpfRequest *request;
  SafiSpfScope scope;
  char *sender; /* with a local part */
  char *local_part;
  char *sender_domain;
  const char *helo;
  guint n_terms;
  guint n_voids;
  guint n_questions;
  const char *problem; /* (nullable) (static) */
} SafiSpfCheck;

/* Whether a mechanism matches. */
typedef enum {
  SAFI_SPF_NO_MATCH,
  SAFI_SPF_MATCH,
  SAFI_SPF_MATCH_TEMPERROR,
  SAFI_SPF_MATCH_PERMERROR,
} SafiSpfMatch;

/* Says why, and returns SAFI_SPF_MATCH_PERMERROR. */
SafiSpfMatch safi_spf_give_up (SafiSpfCheck *check, const char *problem);

/* Counts one term that asks. FALSE: it is one too many. */
gboolean safi_spf_count_term (SafiSpfCheck *check);

/* Returns: (transfer full) (nullable): NULL if that is one question too many. */
SafiDnsAnswer *safi_spf_ask (SafiSpfCheck *check, const char *name, SafiDnsType type);

/* Every mechanism but include. @domain is the current one. */
SafiSpfMatch
safi_spf_match (SafiSpfCheck *check, const SafiSpfDirective *directive, const char *domain);

/* Expands a domain-spec (@spec NULL: @domain itself). @ret_name: (transfer full). Returns
 * SAFI_SPF_MATCH if there is a name; else it is an error. */
SafiSpfMatch
safi_spf_expand (SafiSpfCheck *check, const char *spec, const char *domain, char **ret_name);

/* Fetches and expands the explanation that @spec points to. @ret_text: (transfer full) (nullable).
 * FALSE: something is open. */
gboolean
safi_spf_explain (SafiSpfCheck *check, const char *spec, const char *domain, char **ret_text);

G_END_DECLS
