/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/boundary/safi-boundary.h"

#include <string.h>

#include "auth/dns/safi-zone.h"
#include "vectors.h"

/* Returns: (transfer full): the header lines as a message. */
static char *
join_headers (JsonArray *lines)
{
  GString *header = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (lines); i++)
    g_string_append_printf (header, "%s\r\n", json_array_get_string_element (lines, i));
  g_string_append (header, "\r\n");
  return g_string_free (header, FALSE);
}

static SafiProviderProfile *
parse_profile (const char *json)
{
  g_autoptr (GError) error = NULL;
  SafiProviderProfile *profile = safi_provider_profile_new_from_json (json, &error);

  g_assert_no_error (error);
  return profile;
}

/* Vectors write P1, P2, P3 for above, between, below. */
static SafiProviderProfile *
make_profile (JsonObject *account)
{
  static const char *const places[] = { "above", "between", "below" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  JsonArray *ids = json_object_get_array_member (account, "authserv");
  gboolean is_empty =
      json_array_get_length (ids) == 1 && *json_array_get_string_element (ids, 0) == '\0';
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "servers");
  json_builder_add_value (builder, json_node_copy (json_object_get_member (account, "provider")));
  json_builder_set_member_name (builder, "ids");
  json_builder_add_value (builder, json_node_copy (json_object_get_member (account, "authserv")));
  json_builder_set_member_name (builder, "place");
  json_builder_add_string_value (builder, places[vectors_string (account, "class")[1] - '1']);
  json_builder_set_member_name (builder, "stamps-always");
  json_builder_add_boolean_value (builder, TRUE);
  json_builder_set_member_name (builder, "empty-id");
  json_builder_add_boolean_value (builder, is_empty);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  return parse_profile (json);
}

/* "name": { "A": address } -> "name": [ { "A": address } ]. */
static SafiResolver *
make_zone (JsonObject *vector)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *zone = json_object_new ();
  JsonNode *dns = json_object_get_member (vector, "dns");
  g_autoptr (GList) names =
      dns != NULL ? json_object_get_members (json_node_get_object (dns)) : NULL;
  g_autofree char *json = NULL;
  SafiZone *resolver;

  for (GList *name = names; name != NULL; name = name->next) {
    JsonArray *records = json_array_new ();

    json_array_add_element (records,
                            json_object_dup_member (json_node_get_object (dns), name->data));
    json_object_set_array_member (zone, name->data, records);
  }
  json_node_take_object (root, zone);
  json = json_to_string (root, FALSE);
  resolver = safi_zone_new (json, -1, NULL);
  g_assert_nonnull (resolver);
  return SAFI_RESOLVER (resolver);
}

static void
check_text (JsonObject *expect, const char *member, const char *got)
{
  if (!json_object_has_member (expect, member))
    return;
  g_test_message ("%s", member);
  g_assert_cmpstr (got, ==, json_object_get_string_member_with_default (expect, member, NULL));
}

static void
check_number (JsonObject *expect, const char *member, gint64 got)
{
  if (!json_object_has_member (expect, member))
    return;
  g_test_message ("%s", member);
  g_assert_cmpint (got, ==, json_object_get_int_member_with_default (expect, member, -1));
}

static void
check_kind (JsonObject *expect, const SafiBoundary *boundary)
{
  const char *kind = vectors_string (expect, "kind");

  g_assert_cmpint (boundary->origin != SAFI_ORIGIN_OUTSIDE, ==, g_str_equal (kind, "internal"));
  g_assert_cmpint (boundary->is_authenticated, ==, g_str_equal (kind, "authenticated"));
}

static void
check_boundary (JsonObject *expect, const SafiBoundary *boundary)
{
  g_autofree char *ip = boundary->has_ip ? safi_ip_to_string (&boundary->ip) : NULL;

  check_number (expect, "received", boundary->received);
  check_text (expect, "ip", ip);
  check_text (expect, "by", boundary->by);
  check_text (expect, "helo", boundary->helo);
  check_text (expect, "rdns", boundary->rdns);
  check_text (expect, "mailfrom", boundary->mail_from);
  check_kind (expect, boundary);
  g_assert_cmpint (boundary->confidence == SAFI_CONFIDENCE_LOW, ==,
                   g_str_equal (vectors_string (expect, "confidence"), "low"));
  if (json_object_has_member (expect, "rdns_confirmed"))
    g_assert_true (boundary->may_be_forged);
  if (json_object_has_member (expect, "forward_hint"))
    g_assert_true (boundary->hints_at_forwarding);
}

static void
check_trusted (JsonObject *expect, const SafiAuthresTrusted *trusted)
{
  const SafiAuthresResult *dmarc = safi_authres_trusted_find (trusted, "dmarc");

  check_number (expect, "ar", trusted->fields->len);
  check_text (expect, "dmarc", dmarc != NULL ? dmarc->word : NULL);
  if (trusted->fields->len > 0)
    g_assert_cmpint (trusted->needs_own_check, ==,
                     json_object_has_member (expect, "ar_needs_own_check"));
}

static void
check_vector (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *vector = json_node_get_object (node);
  JsonObject *expect = json_object_get_object_member (vector, "expect");
  g_autofree char *header = join_headers (json_object_get_array_member (vector, "headers"));
  g_autoptr (GPtrArray) trace = safi_trace_read (header, strlen (header));
  g_autoptr (SafiProviderProfile) profile =
      make_profile (json_object_get_object_member (vector, "account"));
  g_autoptr (SafiResolver) resolver = make_zone (vector);
  g_autoptr (SafiBoundary) boundary = safi_boundary_find (trace, profile, resolver);
  g_autoptr (SafiAuthresTrusted) trusted =
      safi_authres_trusted_new (trace, profile, boundary->span);

  g_test_message ("%s", vectors_string (vector, "id"));
  check_boundary (expect, boundary);
  check_trusted (expect, trusted);
}

static void
test_vectors (void)
{
  g_autoptr (JsonParser) parser = vectors_load ("boundary");
  JsonArray *vectors = vectors_get (parser, "vectors");

  g_assert_cmpuint (json_array_get_length (vectors), ==, 24);
  json_array_foreach_element (vectors, check_vector, NULL);
}

#define HOME "{\"servers\":[\"home.example\"],\"ids\":[\"mx.home.example\"],\"stamps-always\":true"

static SafiBoundary *
find (const char *header,
      const char *profile_json,
      SafiResolver *resolver,
      SafiAuthresTrusted **ret_trusted)
{
  g_autoptr (GPtrArray) trace = safi_trace_read (header, strlen (header));
  g_autoptr (SafiProviderProfile) profile = parse_profile (profile_json);
  SafiBoundary *boundary = safi_boundary_find (trace, profile, resolver);

  if (ret_trusted != NULL)
    *ret_trusted = safi_authres_trusted_new (trace, profile, boundary->span);
  return boundary;
}

/* Else the next line, which a stranger may have written, would name the client. */
static void
test_a_server_that_hides_its_client_ends_the_walk (void)
{
  g_autoptr (SafiBoundary) boundary =
      find ("Received: from mail.bank.example by mx.home.example with SMTP id 1\n"
            "Received: from mail.bank.example (mail.bank.example [203.0.113.9]) by mx.home.example "
            "(Postfix) with ESMTP id 2\n",
            HOME "}", NULL, NULL);

  g_assert_cmpint (boundary->received, ==, 0);
  g_assert_false (boundary->has_ip);
  g_assert_cmpint (boundary->confidence, ==, SAFI_CONFIDENCE_LOW);
}

/* Some servers write only what the client called itself. */
static void
test_an_address_that_may_be_a_greeting_counts_less (void)
{
  static const char *const greetings[] = { "[10.0.0.1]", "[203.0.113.9]", "203.0.113.9" };

  for (guint i = 0; i < G_N_ELEMENTS (greetings); i++) {
    g_autofree char *header = g_strdup_printf (
        "Received: from %s by mx.home.example with SMTP id 1\n"
        "Received: from x (x [192.0.2.1]) by mx.home.example (Postfix) with ESMTP id 2\n",
        greetings[i]);
    g_autoptr (SafiBoundary) boundary = find (header, HOME "}", NULL, NULL);

    g_assert_cmpint (boundary->received, ==, 0);
    g_assert_cmpint (boundary->confidence, ==, SAFI_CONFIDENCE_LOW);
  }
}

static void
test_without_dns_the_word_of_the_server_counts_less (void)
{
  static const char header[] =
      "Received: from a (in7.home.example [198.51.100.70]) by mx.home.example (Postfix) with ESMTP id 1\n"
      "Received: from b (b.example [203.0.113.77]) by in7.home.example (Postfix) with ESMTP id 2\n";
  static const char unchecked[] =
      "Received: from in7.home.example (198.51.100.70) by mx.home.example with SMTP; x\n"
      "Received: from b (b.example [203.0.113.77]) by in7.home.example (Postfix) with ESMTP id 2\n";
  g_autoptr (SafiBoundary) boundary = find (header, HOME "}", NULL, NULL);
  g_autoptr (SafiBoundary) other = find (unchecked, HOME "}", NULL, NULL);

  g_assert_cmpint (boundary->received, ==, 1);
  g_assert_cmpint (boundary->confidence, ==, SAFI_CONFIDENCE_MEDIUM);
  g_assert_cmpint (other->received, ==, 0);
}

static void
test_own_ranges_are_inside (void)
{
  static const char header[] =
      "Received: from a (unknown [198.51.100.70]) by mx.home.example (Postfix) with ESMTP id 1\n"
      "Received: from b (b.example [203.0.113.77]) by in7.home.example (Postfix) with ESMTP id 2\n";
  g_autoptr (SafiBoundary) without = find (header, HOME "}", NULL, NULL);
  g_autoptr (SafiBoundary) with =
      find (header, HOME ",\"ranges\":[\"198.51.100.64/26\"]}", NULL, NULL);

  g_assert_cmpint (without->received, ==, 0);
  g_assert_cmpint (with->received, ==, 1);
}

/* A sender's field can stand right below the provider's own only one. */
static void
test_below_the_line_one_field_counts (void)
{
  static const char header[] =
      "Received: from a (b.example [203.0.113.77]) by mx.home.example (Postfix) with ESMTP id 1\n"
      "Authentication-Results: mx.home.example; spf=fail smtp.mailfrom=b.example\n"
      "Authentication-Results: mx.home.example; dkim=pass header.d=bank.example\n"
      "From: info@bank.example\n";
  g_autoptr (SafiAuthresTrusted) between = NULL;
  g_autoptr (SafiAuthresTrusted) two = NULL;
  g_autoptr (SafiBoundary) boundary = find (header, HOME ",\"place\":\"between\"}", NULL, &between);
  g_autoptr (SafiBoundary) same =
      find (header, HOME ",\"place\":\"between\",\"fields\":2}", NULL, &two);

  g_assert_cmpuint (between->fields->len, ==, 1);
  g_assert_null (safi_authres_trusted_find (between, "dkim"));
  g_assert_cmpuint (two->fields->len, ==, 2);
  g_assert_true (safi_ip_equal (&boundary->ip, &same->ip));
}

static void
test_ids_are_compared_by_whole_labels (void)
{
  static const char *const ids[] = { "evilmx.home.example", "home.example",
                                     "mx.home.example.evil.example", "" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autofree char *header = g_strdup_printf (
        "Authentication-Results: %s; dkim=pass header.d=bank.example\n"
        "Received: from a (b.example [203.0.113.77]) by mx.home.example (Postfix) with ESMTP id 1\n",
        ids[i]);
    g_autoptr (SafiAuthresTrusted) trusted = NULL;
    g_autoptr (SafiBoundary) boundary = find (header, HOME "}", NULL, &trusted);

    g_assert_cmpuint (trusted->fields->len, ==, 0);
    g_assert_true (trusted->is_absence_telling);
    g_assert_true (boundary->has_ip);
  }
}

static void
test_a_draft_trusts_nothing (void)
{
  g_autoptr (SafiAuthresTrusted) trusted = NULL;
  g_autoptr (SafiBoundary) boundary =
      find ("Authentication-Results: mx.home.example; dkim=pass header.d=bank.example\n"
            "From: info@bank.example\n",
            HOME "}", NULL, &trusted);

  g_assert_cmpint (boundary->origin, ==, SAFI_ORIGIN_SELF);
  g_assert_cmpuint (trusted->fields->len, ==, 0);
  g_assert_false (trusted->is_absence_telling);
}

static void
test_the_envelope_is_found_in_many_places (void)
{
  static const struct {
    const char *above, *line, *below, *mail_from;
    SafiMailFromSource source;
  } cases[] = {
    { "Return-Path: <a@b.example>\n", "", "", "a@b.example", SAFI_MAIL_FROM_RETURN_PATH },
    { "", "", "Return-Path: a@b.example\n", "a@b.example", SAFI_MAIL_FROM_RETURN_PATH },
    { "Return-Path: <>\n", "", "", "", SAFI_MAIL_FROM_RETURN_PATH },
    { "Return-Path: <prvs=0123fd6a98=a@b.example>\n", "", "", "a@b.example",
      SAFI_MAIL_FROM_RETURN_PATH },
    { "Received-SPF: pass envelope-from=a@b.example\n", "", "", "a@b.example",
      SAFI_MAIL_FROM_RECEIVED_SPF },
    { "Authentication-Results: mx.home.example; spf=pass smtp.mailfrom=a@b.example\n", "", "",
      "a@b.example", SAFI_MAIL_FROM_AUTHRES },
    { "", " (envelope-from <a@b.example>)", "", "a@b.example", SAFI_MAIL_FROM_RECEIVED },
    { "", "", "Received-SPF: pass envelope-from=a@b.example\n", NULL, SAFI_MAIL_FROM_UNKNOWN },
    { "", "", "Received: by x\nReturn-Path: <a@b.example>\n", NULL, SAFI_MAIL_FROM_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *header = g_strdup_printf (
        "%sReceived: from a (b.example [203.0.113.77]) by mx.home.example (Postfix) with ESMTP id 1%s\n%s"
        "From: a@b.example\n",
        cases[i].above, cases[i].line, cases[i].below);
    g_autoptr (SafiBoundary) boundary = find (header, HOME "}", NULL, NULL);

    g_test_message ("%s", header);
    g_assert_cmpstr (boundary->mail_from, ==, cases[i].mail_from);
    g_assert_cmpint (boundary->mail_from_source, ==, cases[i].source);
  }
}

/* The rewriting counts as the provider's own only where the provider's own domain did it. */
static void
test_a_stranger_cannot_unwrap_a_sender (void)
{
  g_autoptr (SafiBoundary) boundary = find (
      "Return-Path: <SRS0=ab12=xy=bank.example=ceo@evil.example>\n"
      "Received: from a (b.example [203.0.113.77]) by mx.home.example (Postfix) with ESMTP id 1\n",
      HOME "}", NULL, NULL);

  g_assert_cmpstr (boundary->mail_from, ==, "SRS0=ab12=xy=bank.example=ceo@evil.example");
  g_assert_true (boundary->hints_at_forwarding);
}

static void
test_results_name_the_client_where_no_line_does (void)
{
  static const char *const headers[] = {
    "Received-SPF: pass client-ip=203.0.113.77; helo=out.b.example\n",
    "Authentication-Results: mx.home.example; iprev=pass policy.iprev=203.0.113.77 smtp.helo=out.b.example\n",
    "ARC-Authentication-Results: i=1; mx.home.example; iprev=pass smtp.remote-ip=203.0.113.77\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autofree char *header =
        g_strconcat (headers[i], "Received: by mx.home.example with SMTP id 1\n", NULL);
    g_autoptr (SafiBoundary) boundary = find (header, HOME "}", NULL, NULL);
    g_autofree char *ip = safi_ip_to_string (&boundary->ip);

    g_assert_true (boundary->has_ip);
    g_assert_cmpstr (ip, ==, "203.0.113.77");
    g_assert_cmpint (boundary->confidence, ==, SAFI_CONFIDENCE_LOW);
    g_assert_cmpint (boundary->origin, ==, SAFI_ORIGIN_OUTSIDE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-boundary/vectors", test_vectors);
  g_test_add_func ("/auth-boundary/a-server-that-hides-its-client-ends-the-walk",
                   test_a_server_that_hides_its_client_ends_the_walk);
  g_test_add_func ("/auth-boundary/an-address-that-may-be-a-greeting-counts-less",
                   test_an_address_that_may_be_a_greeting_counts_less);
  g_test_add_func ("/auth-boundary/without-dns-the-word-of-the-server-counts-less",
                   test_without_dns_the_word_of_the_server_counts_less);
  g_test_add_func ("/auth-boundary/own-ranges-are-inside", test_own_ranges_are_inside);
  g_test_add_func ("/auth-boundary/below-the-line-one-field-counts",
                   test_below_the_line_one_field_counts);
  g_test_add_func ("/auth-boundary/ids-are-compared-by-whole-labels",
                   test_ids_are_compared_by_whole_labels);
  g_test_add_func ("/auth-boundary/a-draft-trusts-nothing", test_a_draft_trusts_nothing);
  g_test_add_func ("/auth-boundary/the-envelope-is-found-in-many-places",
                   test_the_envelope_is_found_in_many_places);
  g_test_add_func ("/auth-boundary/a-stranger-cannot-unwrap-a-sender",
                   test_a_stranger_cannot_unwrap_a_sender);
  g_test_add_func ("/auth-boundary/results-name-the-client-where-no-line-does",
                   test_results_name_the_client_where_no_line_does);
  return g_test_run ();
}
