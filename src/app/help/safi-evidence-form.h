/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* Asks for the amount and what happened, and prints or saves the evidence sheet of a message. */
#define SAFI_TYPE_EVIDENCE_FORM (safi_evidence_form_get_type ())
G_DECLARE_FINAL_TYPE (SafiEvidenceForm, safi_evidence_form, SAFI, EVIDENCE_FORM, AdwWindow)

void safi_evidence_form_present (GtkWindow *parent, SafiMessage *message);

G_END_DECLS
