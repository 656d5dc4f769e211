/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dns/safi-ip.h"

G_BEGIN_DECLS

/* Macros of SPF (RFC 7208, 7). All functions may be called on every thread. */

#define SAFI_SPF_EXPANSION_MAX 65536 /* octets of an expanded macro-string */

typedef enum {
  SAFI_SPF_MACRO_NAME,        /* domain-spec and unknown modifiers */
  SAFI_SPF_MACRO_EXPLANATION, /* the text that exp= points to: also c, r, t and blanks */
} SafiSpfMacroUse;

/* What the letters stand for; no string is NULL. */
typedef struct {
  const char *sender;        /* s: local@domain */
  const char *local_part;    /* l */
  const char *sender_domain; /* o */
  const char *domain;        /* d: whose record is being evaluated */
  SafiIp ip;                 /* i, c, v */
  const char *validated;     /* p: only read if safi_spf_macro_uses_validated says so */
  const char *helo;          /* h */
  const char *receiver;      /* r */
  gint64 time;               /* t: seconds UTC */
} SafiSpfMacroValues;

/* TRUE if @text is a macro-string (RFC 7208, 7.1). */
gboolean safi_spf_macro_is_valid (const char *text, SafiSpfMacroUse use);

/* TRUE if @text is a domain-spec: one that ends in a macro or in a top label below another. */
gboolean safi_spf_macro_is_domain_spec (const char *text);

/* TRUE if %{p} stands in @text. */
gboolean safi_spf_macro_uses_validated (const char *text);

/* @text is valid. Returns: (transfer full) (nullable): NULL if it would be longer than
 * SAFI_SPF_EXPANSION_MAX. */
char *safi_spf_macro_expand (const char *text, const SafiSpfMacroValues *values);

/* The same for a domain-spec: without trailing dot, labels cut from the left until no more than
 * SAFI_DNS_NAME_MAX octets are left (7.3). */
char *safi_spf_macro_expand_name (const char *text, const SafiSpfMacroValues *values);

G_END_DECLS
