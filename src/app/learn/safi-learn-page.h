/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/practice/safi-practice-topic.h"
#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* The page Learn: rounds of practice, how they went, and all tips by what they are about. */
#define SAFI_TYPE_LEARN_PAGE (safi_learn_page_get_type ())
G_DECLARE_FINAL_TYPE (SafiLearnPage, safi_learn_page, SAFI, LEARN_PAGE, AdwBin)

void safi_learn_page_set_settings (SafiLearnPage *self, GSettings *settings);
/* With one the person can practise with their own mail, too; after the settings. */
void safi_learn_page_set_engine (SafiLearnPage *self, SafiEngine *engine);
/* For a class of pupils of @age: what is meant for older people is not there. The first topic gets
 * the focus. */
void safi_learn_page_set_class (SafiLearnPage *self, SafiAge age);
/* Begins a round. @kind: (nullable): of scam, which comes first. */
void safi_learn_page_practise (SafiLearnPage *self, SafiTopic topic, const char *kind);
/* Whether a round, or its end, is there; the property "practising" tells of each change. */
gboolean safi_learn_page_is_practising (SafiLearnPage *self);

G_END_DECLS
