/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/boundary/safi-boundary.h"
#include "auth/trace/safi-received.h"

G_BEGIN_DECLS

/* The envelope of a boundary that is being made. For safi-boundary.c only. */

/* Where no Received field names the client: what else the provider wrote down of it. */
void safi_boundary_find_peer_elsewhere (SafiBoundary *self,
                                        GPtrArray *trace,
                                        const SafiProviderProfile *profile,
                                        const SafiAuthresTrusted *trusted);

/* @hop: (nullable). */
void safi_boundary_find_mail_from (SafiBoundary *self,
                                   GPtrArray *trace,
                                   const SafiProviderProfile *profile,
                                   const SafiAuthresTrusted *trusted,
                                   const SafiReceived *hop);
void safi_boundary_find_recipient (SafiBoundary *self, GPtrArray *trace, const SafiReceived *hop);

G_END_DECLS
