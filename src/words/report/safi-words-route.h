/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/country/safi-report-route.h"
#include "core/authentication/safi-auth-result.h"
#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* How reporting a junk message is said. */

#define SAFI_ROUTE_TEXT_CHARS_MAX 3000 /* of the message's text in a report */
#define SAFI_ROUTE_LINKS_MAX 10        /* beyond, links are counted */

/* Who takes it, where no fact names them: "Your bank". */
const char *safi_words_route_title (SafiRouteWay way);

/* What to do there, in one or two sentences. */
const char *safi_words_route_advice (SafiRouteWay way);

/* Why a threat that may hold pictures is not handed over, and what to do. */
const char *safi_words_route_withheld (void);

/* Said where nothing but the header lines of a message is handed over, and why. */
const char *safi_words_route_header_only (void);

/* The text of a report: what kind it is, who sent it and when, the server that handed it over,
 * where its links lead, its text and header lines. @message: as it is handed over. @auth:
 * (nullable). Links are written so that no program opens them. Lines end in \n.
 * Returns: (transfer full). */
char *safi_words_route_text (SafiMessage *message, SafiKind kind, const SafiAuthResult *auth);

/* Its subject. Returns: (transfer full). */
char *safi_words_route_subject (SafiMessage *message);

G_END_DECLS
