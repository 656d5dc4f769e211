/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/dkim/safi-dkim.h"

G_BEGIN_DECLS

/* What @signature itself says; the rest is filled in before the result is given out. */
SafiDkimResult *safi_dkim_result_new (SafiSignedMessage *message,
                                      const SafiDkimSignature *signature);

G_END_DECLS
