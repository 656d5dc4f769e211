/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The program in classroom mode: one window, no engine. So there is nothing that could open a
 * mailbox, a keyring, a store or a connection, and nothing to keep. */
#define SAFI_TYPE_CLASSROOM_APPLICATION (safi_classroom_application_get_type ())
G_DECLARE_FINAL_TYPE (SafiClassroomApplication,
                      safi_classroom_application,
                      SAFI,
                      CLASSROOM_APPLICATION,
                      AdwApplication)

/* After safi_classroom_begin (). */
GApplication *safi_classroom_application_new (void);

G_END_DECLS
