/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/tips/safi-example.h"

G_BEGIN_DECLS

/* The teacher's screen: a round of practice that a class answers by show of hands. Whoever stands
 * before it types how many hands were up; then it tells the answer, and at the end two scores of
 * the class. Nothing of it is kept. Keys: Enter shows the answer and goes on, F11 is the view for a
 * projector, Escape goes back. */
#define SAFI_TYPE_CLASS_WINDOW (safi_class_window_get_type ())
G_DECLARE_FINAL_TYPE (SafiClassWindow, safi_class_window, SAFI, CLASS_WINDOW, AdwWindow)

/* @age: (nullable): of the pupils; NULL: it asks. */
void safi_class_window_present (GtkWindow *parent, const SafiAge *age);

G_END_DECLS
