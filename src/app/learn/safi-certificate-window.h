/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/practice/safi-practice-record.h"

G_BEGIN_DECLS

/* Asks for a name, which may stay empty, shows the certificate, prints it or saves it as PDF. What
 * is typed is gone with the window. */
#define SAFI_TYPE_CERTIFICATE_WINDOW (safi_certificate_window_get_type ())
G_DECLARE_FINAL_TYPE (SafiCertificateWindow,
                      safi_certificate_window,
                      SAFI,
                      CERTIFICATE_WINDOW,
                      AdwWindow)

void safi_certificate_window_present (GtkWindow *parent, const SafiPracticeScore *score);

G_END_DECLS
