/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "senders-fixture.h"

#include <string.h>
#include <utime.h>

#include <glib/gstdio.h>

#include "../auth/signer.h"
#include "mail/files/safi-folder-source.h"
#include "store/safi-store-private.h"
#include "store/senders/safi-store-auth.h"

static const DnsRecord records[] = {
  { "bank.example", SAFI_DNS_TXT, "v=spf1 ip4:192.0.2.1 -all" },
  { "_dmarc.bank.example", SAFI_DNS_TXT, "v=DMARC1; p=reject" },
  { "plain.example", SAFI_DNS_TXT, "v=spf1 ip4:192.0.2.1 -all" },
  { "relay.bank.example", SAFI_DNS_A, "192.0.2.1" },
  { "stranger.example", SAFI_DNS_A, "192.0.2.77" },
  { "sel._domainkey.example.com", SAFI_DNS_TXT, SIGNER_ED25519_RECORD },
  { NULL, 0, NULL },
};

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

static void
emit_cb (SafiEvent *event, gpointer user_data)
{
  safi_event_free (event);
}

static SafiAccount *
make_account (Senders *self, SafiAccountKind kind)
{
  g_autofree char *mail = g_build_filename (self->root, "mail", NULL);

  if (kind == SAFI_ACCOUNT_PRACTICE)
    return safi_account_new_practice (SENDERS_ACCOUNT, "amina@provider.example", mail);
  return safi_account_new_imap (SENDERS_ACCOUNT, "amina@provider.example", "amina",
                                "imap.provider.example", 993, SAFI_SECURITY_TLS);
}

static void
start (Senders *self, SafiAccountKind kind)
{
  g_autoptr (SafiAccount) account = make_account (self, kind);
  g_autofree char *store = g_build_filename (self->root, "store", NULL);
  g_autofree char *mail = g_build_filename (self->root, "mail", NULL);

  self->session =
      safi_session_new (store, self->clock, NULL, self->authenticator, account, emit_cb, NULL);
  safi_session_enter (self->session);
  g_assert_no_error (self->session->broken);
  g_clear_object (&self->session->source);
  self->session->source = safi_folder_source_new (SENDERS_ACCOUNT, mail);
}

static void
stop (Senders *self)
{
  safi_session_leave (self->session);
  g_clear_pointer (&self->session, safi_session_free);
}

Senders *
senders_new (void)
{
  Senders *self = g_new0 (Senders, 1);
  g_autofree char *junk = NULL;

  self->root = g_dir_make_tmp ("safibox-senders-XXXXXX", NULL);
  junk = g_build_filename (self->root, "mail", "Junk", NULL);
  g_assert_cmpint (g_mkdir_with_parents (junk, 0700), ==, 0);
  self->clock = safi_clock_new_fixed (SENDERS_NOW);
  self->server = dns_server_new (records);
  self->network = fake_network_new ();
  self->authenticator = safi_authenticator_new (self->clock, dns_server_get_address (self->server),
                                                G_NETWORK_MONITOR (self->network));
  start (self, SAFI_ACCOUNT_IMAP);
  return self;
}

void
senders_free (Senders *self)
{
  stop (self);
  safi_authenticator_free (self->authenticator);
  g_assert_finalize_object (self->network);
  dns_server_free (self->server);
  safi_clock_free_fixed (self->clock);
  remove_tree (self->root);
  g_free (self->root);
  g_free (self);
}

void
senders_restart (Senders *self, SafiAccountKind kind)
{
  stop (self);
  safi_authenticator_stop (self->authenticator);
  start (self, kind);
}

static char *
make_text (guint number, const char *author, const char *mail_from, const char *extra)
{
  return g_strdup_printf (
      "Return-Path: <%s>\r\n" SENDERS_RECEIVED
      "From: Sender <%s>\r\nTo: amina@provider.example\r\nSubject: Message %u\r\n"
      "Date: Thu, 19 Nov 2026 10:00:00 +0000\r\nMessage-ID: <%u@shop.example>\r\n%s\r\nHello %u\r\n",
      mail_from, author, number, number, extra != NULL ? extra : "", number);
}

static char *
get_path (Senders *self, guint number)
{
  g_autofree char *name = g_strdup_printf ("%06u.eml", number);

  return g_build_filename (self->root, "mail", "INBOX", name, NULL);
}

void
senders_deliver_octets (Senders *self, guint number, const char *text, gint64 date)
{
  g_autofree char *path = get_path (self, number);
  g_autofree char *directory = g_path_get_dirname (path);
  struct utimbuf times = { (time_t) date, (time_t) date };

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_assert_cmpint (utime (path, &times), ==, 0);
}

void
senders_deliver (Senders *self,
                 guint number,
                 const char *author,
                 const char *mail_from,
                 const char *extra,
                 gint64 date)
{
  g_autofree char *text = make_text (number, author, mail_from, extra);

  senders_deliver_octets (self, number, text, date);
}

void
senders_deliver_text (Senders *self, guint number, const char *text, gint64 date)
{
  g_autofree char *received = g_strconcat (SENDERS_RECEIVED, text, NULL);

  senders_deliver_octets (self, number, received, date);
}

gboolean
senders_try_check (Senders *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SafiScan) scan = safi_scan_new (self->session, SAFI_CHECK_AS_POLICY);
  SafiScanStep step = SAFI_SCAN_MORE;

  while (step == SAFI_SCAN_MORE || step == SAFI_SCAN_WAIT)
    step = safi_scan_step (scan, cancellable, error);
  return step == SAFI_SCAN_DONE;
}

void
senders_check (Senders *self)
{
  g_autoptr (GError) error = NULL;

  senders_try_check (self, NULL, &error);
  g_assert_no_error (error);
}

/* Returns: (transfer full). */
static char *
get_identity (Senders *self, guint number)
{
  g_autofree char *path = get_path (self, number);
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  return safi_message_identity_from_header (text, length);
}

SafiAuthResult *
senders_find (Senders *self, guint number)
{
  g_autofree char *identity = get_identity (self, number);
  g_autoptr (GError) error = NULL;
  SafiAuthResult *result =
      safi_store_get_auth (self->session->store, SENDERS_ACCOUNT, identity, &error);

  g_assert_no_error (error);
  return result;
}

gint64
senders_count (Senders *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 count = -1;

  g_assert_true (safi_sql_get_int (safi_store_get_sql (self->session->store), sql, &count, &error));
  return count;
}

void
senders_run_sql (Senders *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  safi_sql_run_script (safi_store_get_sql (self->session->store), sql, &error);
  g_assert_no_error (error);
}
