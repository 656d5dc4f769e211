/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* The engine of the person's own data directory, not started yet; in tests of what the environment
 * says: SAFIBOX_DATA_DIR, and where fail points are built in SAFIBOX_CA_FILE and SAFIBOX_DNS.
 * Returns: (transfer full). */
SafiEngine *safi_engine_setup_new (void);

G_END_DECLS
