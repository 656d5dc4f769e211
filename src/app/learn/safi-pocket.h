/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/practice/safi-practice-topic.h"

G_BEGIN_DECLS

/* Asks where to save a round of practice for a phone, and writes it there. What goes wrong is told.
 */
void safi_pocket_save (GtkWindow *parent, SafiTopic topic, SafiAge age);

G_END_DECLS
