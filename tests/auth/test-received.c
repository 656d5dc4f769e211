/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/trace/safi-received.h"

#include <string.h>

#include "auth/trace/safi-received-tokens.h"
#include "auth/trace/safi-trace.h"

#define BY " by mx.home.example "

/* What a line in the form of each kind of server is read as: ip|rdns|helo. */
static void
test_forms_of_servers (void)
{
  static const char *const cases[][2] = {
    { "from a.example (b.example [192.0.2.1])" BY "(Postfix) with ESMTPS id 1",
      "192.0.2.1|b.example|a.example" },
    { "from a.example (unknown [192.0.2.1])" BY "(Postfix)", "192.0.2.1||a.example" },
    { "from a.example (b.example [IPv6:2001:db8::1])" BY "(Postfix)",
      "2001:db8::1|b.example|a.example" },
    { "from a.example (u@b.example [192.0.2.1] (may be forged))" BY "(8.17.1/8.17.1)",
      "192.0.2.1|b.example|a.example" },
    { "from b.example ([192.0.2.1] helo=a.example)" BY "with esmtp (Exim 4.96)",
      "192.0.2.1|b.example|a.example" },
    { "from b.example ([192.0.2.1]:4711)" BY "with esmtp (Exim 4.96)",
      "192.0.2.1|b.example|b.example" },
    { "from [192.0.2.1] (helo=a.example)" BY "with esmtps (Exim 4.96)", "192.0.2.1||a.example" },
    { "from unknown (HELO a.example) (192.0.2.1)" BY "with SMTP", "192.0.2.1||a.example" },
    { "from b.example (u@192.0.2.1)" BY "with SMTP", "192.0.2.1|b.example|b.example" },
    { "from a.example (192.0.2.1)" BY "(10.0.0.1) with Microsoft SMTP Server id 1",
      "192.0.2.1||a.example" },
    { "from a.example ([192.0.2.1])" BY "with Microsoft SMTPSVC(6.0)", "192.0.2.1||a.example" },
    { "from a.example (b.example. [192.0.2.1])" BY "with ESMTPS id 1",
      "192.0.2.1|b.example|a.example" },
    { "from b.example (EHLO a.example) (192.0.2.1)" BY "with SMTPs",
      "192.0.2.1|b.example|a.example" },
    { "from b.example (LHLO a.example) (10.0.0.1)" BY "with LMTP", "10.0.0.1|b.example|a.example" },
    { "from ([192.0.2.1:25] helo=a.example)" BY "(ecelerity 2.1)", "192.0.2.1||a.example" },
    { "from 192.0.2.1" BY "with HTTP", "192.0.2.1||" },
    { "(from A [192.0.2.1])" BY "with SMTP", "192.0.2.1||A" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiReceived) hop = safi_received_parse (cases[i][0]);
    g_autofree char *ip = NULL;
    g_autofree char *got = NULL;

    g_test_message ("%s", cases[i][0]);
    g_assert_nonnull (hop);
    ip = safi_ip_to_string (&hop->ip);
    got = g_strjoin ("|", ip, hop->rdns, hop->helo, NULL);
    g_assert_cmpstr (got, ==, cases[i][1]);
    g_assert_cmpstr (hop->by, ==, "mx.home.example");
    g_assert_cmpint (hop->may_be_forged, ==, strstr (cases[i][0], "forged") != NULL);
  }
}

static void
test_clauses (void)
{
  g_autoptr (SafiReceived) hop = safi_received_parse (
      "from a.example (b.example [192.0.2.1]) (Authenticated sender: me) by mx.home.example (Postfix) "
      "with ESMTP (x), id <1@mx> for <me@home.example>; Mon, 2 Nov 2026 10:00:01 +0100 (CET) "
      "(envelope-from <you@b.example>)");

  g_assert_cmpstr (hop->with, ==, "ESMTP");
  g_assert_cmpstr (hop->id, ==, "1@mx");
  g_assert_cmpstr (hop->recipient, ==, "me@home.example");
  g_assert_cmpstr (hop->envelope_from, ==, "you@b.example");
  g_assert_cmpstr (hop->authenticated, ==, "Authenticated sender: me");
  g_assert_cmpint (hop->time, ==, 1793610001);
}

static void
test_who_signed_in (void)
{
  static const struct {
    const char *with;
    gboolean is_authenticated;
  } cases[] = {
    { "ESMTP", FALSE },     { "ESMTPS", FALSE }, { "ESMTPA", TRUE },    { "esmtpsa", TRUE },
    { "UTF8SMTPSA", TRUE }, { "LMTP", FALSE },   { "HTTP", TRUE },      { "HTTPS", TRUE },
    { "ASMTP", TRUE },      { "SMTP", FALSE },   { "ESMTPSAX", FALSE }, { "UTF8SMTP", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *value =
        g_strconcat ("from a.example (b.example [192.0.2.1])" BY "with ", cases[i].with, NULL);
    g_autoptr (SafiReceived) hop = safi_received_parse (value);

    g_assert_cmpint (hop->authenticated[0] != '\0', ==, cases[i].is_authenticated);
  }
}

static void
test_comments_tell_who_signed_in (void)
{
  static const char *const comments[] = {
    "authenticated",
    "Authenticated sender: me",
    "authenticated bits=0",
    "AUTH: LOGIN me@home.example",
    "account me@home.example HELO [192.0.2.9]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (comments); i++) {
    g_autofree char *value = g_strdup_printf (
        "from a.example (b.example [192.0.2.1]) (%s)" BY "with ESMTP", comments[i]);
    g_autoptr (SafiReceived) hop = safi_received_parse (value);

    g_assert_cmpstr (hop->authenticated, ==, comments[i]);
  }
}

static void
test_bookkeeping_is_no_hop (void)
{
  static const char *const lines[] = {
    "",
    "by 2002:a05:1:2::3 with SMTP id x1; Mon, 2 Nov 2026 10:00:01 -0800",
    "(qmail 123 invoked by uid 89); 2 Nov 2026 10:00:01 -0000",
    "from localhost [127.0.0.1] by localhost with IMAP (fetchmail-6.4.37)",
    "from mail.b.example by mx.home.example with LMTP id 1",
    "from mx.home.example",
    "from",
    "from by",
    "from a (b [192.0.2.1]) by",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_null (safi_received_parse (lines[i]));
}

/* What a client calls itself, its certificate and its ident answer are its own words. */
static void
test_a_client_cannot_choose_its_address (void)
{
  static const char *const lines[] = {
    "from x([203.0.113.9]) (b.example [192.0.2.1])" BY "(Postfix)",
    "from x (203.0.113.9) (b.example [192.0.2.1])" BY "(Postfix)",
    "from [203.0.113.9] (b.example [192.0.2.1])" BY "(Postfix)",
    "from x (b.example [192.0.2.1]) (Client CN \"a [203.0.113.9] b\", Issuer \"c\" (verified OK))" BY
    "(Postfix)",
    "from unknown (HELO 203.0.113.9) (192.0.2.1)" BY "with SMTP",
    "from unknown (HELO x) ([203.0.113.9]@192.0.2.1)" BY "with SMTP",
    "from b.example ([192.0.2.1] helo=[203.0.113.9])" BY "with esmtp (Exim 4.96)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (SafiReceived) hop = safi_received_parse (lines[i]);
    g_autofree char *ip = safi_ip_to_string (&hop->ip);

    g_test_message ("%s", lines[i]);
    g_assert_cmpstr (ip, ==, "192.0.2.1");
  }
}

/* A client that calls itself by signs of the grammar must not make the line unreadable, nor say
 * that it signed in or that its name is proved. */
static void
test_a_greeting_has_no_grammar (void)
{
  static const char *const greetings[] = {
    "x(",
    "x)",
    "x\"",
    "x<",
    "x;by",
    "x\\",
    "x(authenticated)",
    "x(account",
    "[203.0.113.9](authenticated)",
    "by",
    "x,",
    "(",
    "x(via",
    "x;",
    "from",
    "mx.home.example(verified)",
    "mx.home.example(helo=z)",
    "mx.home.example(HELO",
    "x([203.0.113.9])",
    "[203.0.113.9",
    "203.0.113.9]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (greetings); i++) {
    g_autofree char *postfix = g_strdup_printf (
        "from %s (b.example [192.0.2.1]) (Client CN \"c)\", Issuer \"d\" (verified OK))" BY
        "(Postfix) with ESMTPS id 1 for <me\"@home.example>; Mon, 2 Nov 2026 10:00:01 +0000",
        greetings[i]);
    g_autofree char *exchange =
        g_strdup_printf ("from %s ([192.0.2.1])" BY "with Microsoft SMTPSVC(6.0); x", greetings[i]);
    g_autofree char *silent = g_strdup_printf ("from %s" BY "with SMTP; x", greetings[i]);
    const char *const lines[] = { postfix, exchange, silent };

    for (guint j = 0; j < G_N_ELEMENTS (lines); j++) {
      g_autoptr (SafiReceived) hop = safi_received_parse (lines[j]);
      g_autofree char *ip = hop != NULL ? safi_ip_to_string (&hop->ip) : NULL;

      g_test_message ("%s", lines[j]);
      g_assert_true (hop != NULL || safi_received_hides_client (lines[j]));
      if (hop == NULL)
        continue;
      g_assert_cmpstr (ip, ==, "192.0.2.1");
      g_assert_cmpstr (hop->authenticated, ==, "");
      g_assert_cmpstr (hop->rdns, ==, j == 0 ? "b.example" : "");
    }
  }
}

/* Addresses of the envelope may hold anything between quotes, and Exim and others repeat them. */
static void
test_an_envelope_has_no_grammar (void)
{
  static const char *const addresses[] = {
    "\"x authenticated user y\"@evil.example",    "\"x (authenticated) y\"@evil.example",
    "\"x) (authenticated) (y\"@evil.example",     "\"x) (via HTTP) (y\"@evil.example",
    "\"x\\\") (authenticated) (y\"@evil.example", "\"> with ESMTPA ; (account x)\"@evil.example",
  };
  static const char *const forms[] = {
    "from b.example ([192.0.2.1] helo=a.example)" BY
    "with esmtp (Exim 4.96) (envelope-from <%s>) id 1r",
    "from b.example ([192.0.2.1])" BY "(8.17.1) id 1 (envelope-from %s)",
    "from a.example (b.example [192.0.2.1]) (envelope-sender <%s>)" BY "(Postfix) id 1",
    "from a.example (b.example [192.0.2.1])" BY "(Postfix) id 1 for <%s>; x",
    "from b.example ([192.0.2.1] helo=a.example)" BY "(Exim 4.96) id 1 for %s; x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms) * G_N_ELEMENTS (addresses); i++) {
    const guint form = i % G_N_ELEMENTS (forms);
    const char *address = addresses[i / G_N_ELEMENTS (forms)];
    g_auto (GStrv) parts = g_strsplit (forms[form], "%s", 2);
    g_autofree char *line = g_strjoin (address, parts[0], parts[1], NULL);
    g_autoptr (SafiReceived) hop = safi_received_parse (line);
    g_autofree char *ip = safi_ip_to_string (&hop->ip);

    g_test_message ("%s", line);
    g_assert_cmpstr (ip, ==, "192.0.2.1");
    g_assert_cmpstr (hop->authenticated, ==, "");
    g_assert_cmpstr (form < 3 ? hop->envelope_from : hop->recipient, ==, address);
  }
}

/* Who owns an address chooses its name, and an ident server what it answers. */
static void
test_a_name_is_no_sign_in (void)
{
  static const char *const peers[] = {
    "authenticated.evil.example [192.0.2.1]", "authenticated [192.0.2.1] (may be forged)",
    "account [192.0.2.1] (may be forged)",    "authenticated@b.example [192.0.2.1]",
    "authenticated-x.example [192.0.2.1]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (peers); i++) {
    g_autofree char *line = g_strdup_printf ("from [203.0.113.9] (%s)" BY "(Postfix)", peers[i]);
    g_autoptr (SafiReceived) hop = safi_received_parse (line);
    g_autofree char *ip = safi_ip_to_string (&hop->ip);

    g_test_message ("%s", line);
    g_assert_cmpstr (ip, ==, "192.0.2.1");
    g_assert_cmpstr (hop->authenticated, ==, "");
  }
}

static void
test_only_some_servers_prove_the_name (void)
{
  g_autoptr (SafiReceived) postfix =
      safi_received_parse ("from a (b.example [192.0.2.1])" BY "(Postfix)");
  g_autoptr (SafiReceived) doubtful =
      safi_received_parse ("from a (b.example [192.0.2.1] (may be forged))" BY "(8.17.1)");
  g_autoptr (SafiReceived) qmail =
      safi_received_parse ("from b.example (192.0.2.1)" BY "with SMTP");

  g_assert_true (postfix->is_rdns_proved);
  g_assert_false (doubtful->is_rdns_proved);
  g_assert_false (qmail->is_rdns_proved);
}

static void
test_words_have_a_limit (void)
{
  g_autoptr (GString) value = g_string_new ("from a (b.example [192.0.2.1])" BY);
  g_autoptr (SafiReceived) at_limit = NULL;
  g_autoptr (SafiReceived) beyond = NULL;

  for (guint n = 5; n < SAFI_RECEIVED_TOKENS_MAX - 2; n++)
    g_string_append (value, "x ");
  g_string_append (value, "id 7");
  at_limit = safi_received_parse (value->str);
  g_string_insert (value, (gssize) value->len - 4, "x ");
  beyond = safi_received_parse (value->str);
  g_assert_cmpstr (at_limit->id, ==, "7");
  g_assert_cmpstr (beyond->id, ==, "");
}

static void
test_octets_have_a_limit (void)
{
  g_autoptr (GString) value = g_string_new ("from a (b.example [192.0.2.1])" BY "id ");
  gsize room = SAFI_RECEIVED_OCTETS_MAX - value->len;

  for (guint beyond = 0; beyond < 2; beyond++) {
    g_autoptr (SafiReceived) hop = NULL;

    while (value->len < SAFI_RECEIVED_OCTETS_MAX + beyond)
      g_string_append_c (value, '7');
    hop = safi_received_parse (value->str);
    g_assert_cmpuint (strlen (hop->id), ==, room);
  }
}

static void
test_trace_keeps_order_and_limits (void)
{
  g_autoptr (GString) header = g_string_new ("Subject: x\r\nreturn-PATH: <a@b.example>\r\n");
  g_autoptr (GPtrArray) fields = NULL;
  const SafiTraceField *first;

  for (guint i = 0; i <= SAFI_TRACE_RECEIVED_MAX; i++)
    g_string_append_printf (header, "Received: from\r\n a%u\r\n", i);
  g_string_append (header, "From: a@b.example\r\n\r\nReceived: body");
  fields = safi_trace_read (header->str, header->len);
  first = fields->pdata[0];
  g_assert_cmpuint (fields->len, ==, SAFI_TRACE_RECEIVED_MAX + 2);
  g_assert_cmpint (first->type, ==, SAFI_TRACE_RETURN_PATH);
  g_assert_cmpuint (first->index, ==, 1);
  g_assert_cmpstr (((SafiTraceField *) fields->pdata[1])->value, ==, "from a0");
  g_assert_cmpint (((SafiTraceField *) fields->pdata[fields->len - 1])->type, ==, SAFI_TRACE_FROM);
}

static void
test_trace_reads_so_many_fields (void)
{
  g_autoptr (GString) header = g_string_new (NULL);
  g_autoptr (GPtrArray) at_limit = NULL;
  g_autoptr (GPtrArray) beyond = NULL;

  for (guint i = 1; i < SAFI_TRACE_FIELDS_MAX; i++)
    g_string_append (header, "X: y\n");
  g_string_append (header, "From: a@b.example\n");
  at_limit = safi_trace_read (header->str, header->len);
  g_string_prepend (header, "X: y\n");
  beyond = safi_trace_read (header->str, header->len);
  g_assert_cmpuint (at_limit->len, ==, 1);
  g_assert_cmpuint (beyond->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-received/forms-of-servers", test_forms_of_servers);
  g_test_add_func ("/auth-received/clauses", test_clauses);
  g_test_add_func ("/auth-received/who-signed-in", test_who_signed_in);
  g_test_add_func ("/auth-received/comments-tell-who-signed-in", test_comments_tell_who_signed_in);
  g_test_add_func ("/auth-received/bookkeeping-is-no-hop", test_bookkeeping_is_no_hop);
  g_test_add_func ("/auth-received/a-client-cannot-choose-its-address",
                   test_a_client_cannot_choose_its_address);
  g_test_add_func ("/auth-received/a-greeting-has-no-grammar", test_a_greeting_has_no_grammar);
  g_test_add_func ("/auth-received/an-envelope-has-no-grammar", test_an_envelope_has_no_grammar);
  g_test_add_func ("/auth-received/a-name-is-no-sign-in", test_a_name_is_no_sign_in);
  g_test_add_func ("/auth-received/only-some-servers-prove-the-name",
                   test_only_some_servers_prove_the_name);
  g_test_add_func ("/auth-received/words-have-a-limit", test_words_have_a_limit);
  g_test_add_func ("/auth-received/octets-have-a-limit", test_octets_have_a_limit);
  g_test_add_func ("/auth-received/trace-keeps-order-and-limits",
                   test_trace_keeps_order_and_limits);
  g_test_add_func ("/auth-received/trace-reads-so-many-fields", test_trace_reads_so_many_fields);
  return g_test_run ();
}
