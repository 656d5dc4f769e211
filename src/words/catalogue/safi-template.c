/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/catalogue/safi-template.h"

#include <gio/gio.h>

#include "words/catalogue/safi-po.h"
#include "words/catalogue/safi-words-catalogue.h"

#define FOLDER "/io/github/safibox/Safibox/templates/"

static SafiCatalogue *
read_template (const char *path)
{
  g_autoptr (GBytes) octets = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  SafiPoFault fault;
  SafiCatalogue *catalogue;

  g_assert (octets != NULL); /* part of the program */
  catalogue = safi_po_read (octets, TRUE, &fault);
  g_assert (catalogue != NULL);
  return catalogue;
}

const SafiCatalogue *
safi_template_get (const char *domain)
{
  static SafiCatalogue *window = NULL, *tips = NULL;
  const gboolean is_tips = g_str_equal (domain, SAFI_TIPS_DOMAIN);
  SafiCatalogue **template = is_tips ? &tips : &window;

  if (*template == NULL)
    *template = read_template (is_tips ? FOLDER "safibox-tips.pot" : FOLDER "safibox.pot");
  return *template;
}
