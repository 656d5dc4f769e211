/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-engine-setup.h"

#include "app/common/safi-place.h"
#include "words/mailbox/safi-words-digest.h"

static GTlsDatabase *
load_test_certificates (void)
{
#ifdef SAFI_FAIL_POINTS
  const char *file = g_getenv ("SAFIBOX_CA_FILE");

  if (file != NULL)
    return g_tls_file_database_new (file, NULL);
#endif
  return NULL;
}

SafiEngine *
safi_engine_setup_new (void)
{
  g_autofree char *directory = safi_place_get_data_dir ();
  g_autoptr (GTlsDatabase) database = load_test_certificates ();
  SafiEngine *engine = safi_engine_new (directory, safi_clock_get_system (), database);

  safi_engine_set_digest_writer (engine, safi_words_write_digest);
  safi_engine_set_dns_of_test (engine);
  return engine;
}
