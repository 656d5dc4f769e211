/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/messages/safi-answer-job.h"

G_BEGIN_DECLS

/* Takes back the last answer to a message, and its move if @message says that there was one. What
 * was taught is untaught; where something else had been said before, that holds again. A message
 * that is as it was stays so. Main thread only. */
void safi_undoing_async (SafiEngine *engine,
                         const SafiAnswered *message,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean safi_undoing_finish (SafiEngine *engine, GAsyncResult *result, GError **error);

G_END_DECLS
