/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/message/safi-call.h"

G_BEGIN_DECLS

/* Five questions about a call, a switch each. The signal "answered" says that the person wants to
 * hear what it was. */
#define SAFI_TYPE_CALL_FORM (safi_call_form_get_type ())
G_DECLARE_FINAL_TYPE (SafiCallForm, safi_call_form, SAFI, CALL_FORM, AdwBin)

SafiCall safi_call_form_get_call (SafiCallForm *self);

G_END_DECLS
