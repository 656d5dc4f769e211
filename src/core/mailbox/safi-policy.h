/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAFI_POLICY_NAMES_MAX 10
#define SAFI_POLICY_NAMES_OCTETS 1024

/* How one account is to be treated: kept in the store, so that window and command line obey the
 * same. A plain value. */
typedef struct {
  double junk_from;    /* nats: at or above, a message is junk */
  double good_below;   /* nats: below, a message is good; between both, not sure */
  gboolean watch_only; /* judge and say, but move nothing by itself */
  gboolean paused;     /* do not check by itself … */
  gint64 paused_until; /* … until then, seconds UTC; 0 = until the person says so */
  gboolean look_ups;   /* ask the DNS who really sent a message; FALSE: the provider's word only */
  char junk_folder[256]; /* raw name the person chose; "" = found on the server */
  guint check_minutes;   /* minutes between checks that start by themselves */
  /* Domains in lower case with a space between, at most SAFI_POLICY_NAMES_MAX: */
  char forwarders[SAFI_POLICY_NAMES_OCTETS]; /* that forward the person's mail to this account */
  char certifiers[SAFI_POLICY_NAMES_OCTETS]; /* that are asked to vouch for senders (VBR, DNA) */
  char dns_lists[SAFI_POLICY_NAMES_OCTETS];  /* zones: lists of computers that send junk */
  gboolean spares_data;    /* read less of each message, as where a line is known to cost money */
  guint day_megabytes;     /* that all mailboxes together may use in a day; 0 = no limit */
  gboolean waits_at_limit; /* then nothing until tomorrow; FALSE: the headers of new mail go on */
  gboolean digest;         /* write a weekly letter into the inbox: what was moved */
} SafiPolicy;

#define SAFI_POLICY_JUNK_FROM 4.6  /* nats: 99 in 100 */
#define SAFI_POLICY_GOOD_BELOW 0.0 /* nats */
#define SAFI_POLICY_CHECK_MINUTES 10
/* The rules of moving: docs/architecture.md, "Moving mail". */
#define SAFI_POLICY_MOVES_PER_COMMAND 100
#define SAFI_POLICY_MOVES_PER_HOUR 500
/* Unasked no more than so many times the daily mean, and so many in any case. */
#define SAFI_POLICY_MOVES_TIMES_MEAN 3
#define SAFI_POLICY_MOVES_PER_DAY_MIN 20
#define SAFI_POLICY_MOVES_MEAN_DAYS 28 /* over which the mean is taken */
#define SAFI_POLICY_MIN_AGE 10         /* seconds a message must be old before it is moved */

/* What the day's limit leaves. */
typedef enum {
  SAFI_ALLOWANCE_FULL,
  SAFI_ALLOWANCE_HEADERS, /* of new mail, and no more */
  SAFI_ALLOWANCE_NONE,
} SafiAllowance;

#define SAFI_POLICY_MEGABYTE G_GUINT64_CONSTANT (1000000) /* octets, as g_format_size says it */
#define SAFI_POLICY_DAY_MEGABYTES_MAX 100000
/* Headers may use up to this share of the limit above it: a flood of mail must not go on for ever.
 */
#define SAFI_POLICY_HEADERS_SHARE 5 /* one part in so many */

/* @used: octets of today. @lifted_at: octets that were used today when the person let it go on for
 * as much again; 0 = the person did not. */
SafiAllowance safi_policy_get_allowance (const SafiPolicy *policy, guint64 used, guint64 lifted_at);

/* How many messages may still be moved unasked. @in_hour, @today: moved
 * so in the last hour and in the last 24; @earlier: in the @days before. */
guint safi_policy_get_moves_left (guint in_hour, guint today, guint earlier, guint days);

/* The policy of a new account: watch only. */
SafiPolicy safi_policy_default (void);

/* Reads a person's list of domains, or of addresses there, with spaces, commas or semicolons
 * between, into one of the fields above. FALSE if something in it is no domain, or if it is too
 * long: then @field stays as it is. */
gboolean safi_policy_set_names (char *field, const char *text);

/* Returns: (transfer full): NULL-terminated. */
char **safi_policy_list_names (const char *field);

G_END_DECLS
