/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/spf/safi-spf.h"
#include "cli/safi-cli-dns.h"
#include "core/authentication/safi-auth-result.h"

G_BEGIN_DECLS

/* What the subcommands of sender authentication share. */

/* Reads the argument (nullable) of --ip; FALSE with @ret_exit set. */
gboolean safi_cli_read_ip (const char *text, SafiIp *ret_ip, int *ret_exit);

/* A member of any octets (nullable: null), made valid. */
void safi_cli_json_text (JsonBuilder *builder, const char *name, const char *octets);

/* The value of a member: an object. */
void safi_cli_add_auth_result (JsonBuilder *builder, const SafiAuthResult *result);

/* One Authentication-Results field (RFC 8601) of what was computed here, and a line end. */
void safi_cli_print_auth_result (const SafiAuthResult *result);

void safi_cli_add_spf_result (JsonBuilder *builder, const SafiSpfResult *result);
void
safi_cli_print_spf_result (const char *method, const char *identity, const SafiSpfResult *result);

G_END_DECLS
