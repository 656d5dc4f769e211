/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/practice/safi-practice-round.h"

G_BEGIN_DECLS

/* What is said to a class and to whoever stands before it. */

const char *safi_words_age (SafiAge age);         /* "13 to 17" */
const char *safi_words_age_summary (SafiAge age); /* what they are shown */

typedef enum {
  SAFI_CERTIFICATE_TITLE,
  SAFI_CERTIFICATE_NAME,
  SAFI_CERTIFICATE_DID,
  SAFI_CERTIFICATE_BOTH_COUNT,
  SAFI_CERTIFICATE_DATE,
  SAFI_CERTIFICATE_SIGNATURE
} SafiCertificateText;

const char *safi_words_certificate_text (SafiCertificateText text);

/* A certificate: what somebody did, and both numbers. (transfer full). */
char *safi_words_certificate_caught (const SafiPracticeScore *score);
char *safi_words_certificate_kept (const SafiPracticeScore *score);
/* "26 November 2026". (transfer full). */
char *safi_words_certificate_day (gint64 time);

G_END_DECLS
