/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/safi-cli.h"

G_BEGIN_DECLS

/* Prints whom Safibox contacted lately; the engine runs. Returns an exit code. */
int safi_cli_list_connections (SafiCli *cli);

G_END_DECLS
