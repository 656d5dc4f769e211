/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* A part of the why-card: leads from a junk message to those who take reports. */
#define SAFI_TYPE_REPORT_OFFER (safi_report_offer_get_type ())
G_DECLARE_FINAL_TYPE (SafiReportOffer, safi_report_offer, SAFI, REPORT_OFFER, AdwPreferencesGroup)

/* @engine: (nullable): the one whose accounts are the person's. */
void safi_report_offer_set_engine (SafiReportOffer *self, SafiEngine *engine);

/* @judged: (nullable): the row that is shown, as it is now: what the person said of it counts. */
void safi_report_offer_set_judged (SafiReportOffer *self, SafiJudged *judged);

/* Shows itself where that is junk. @auth: (nullable). */
void safi_report_offer_show (SafiReportOffer *self,
                             SafiVerdict *verdict,
                             SafiMessage *message,
                             SafiAuthResult *auth);
void safi_report_offer_hide (SafiReportOffer *self);

G_END_DECLS
