/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mime/safi-address.h"

G_BEGIN_DECLS

/* The purported responsible address of a message (RFC 4407, 2): who put it into the mail last, as
 * its own header says. Anybody can write that header. */
typedef struct {
  SafiAddress *address; /* (nullable): NULL if the message is ill-formed and has none */
  const char *field;    /* (nullable) (static): the field it stands in, in lower case */
} SafiPra;

/* @octets begin with the header. May be called on every thread. */
void safi_pra_find (const char *octets, gsize length, SafiPra *ret_pra);
void safi_pra_clear (SafiPra *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SafiPra, safi_pra_clear)

G_END_DECLS
