/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/trace/safi-authres.h"

#include <string.h>

#include "auth/trace/safi-received-spf.h"
#include "core/mime/safi-header-field.h"
#include "vectors.h"

/* Returns: (transfer full): as the parser is given it. */
static char *
unfold (const char *value)
{
  SafiHeaderField field = { .value = value, .value_length = strlen (value) };

  return g_string_free (safi_header_field_unfold (&field, SAFI_AUTHRES_OCTETS_MAX), FALSE);
}

static void
check_result (const char *id, const SafiAuthresResult *result, JsonArray *want)
{
  JsonObject *properties = json_array_get_object_element (want, 2);
  g_autoptr (GList) names = json_object_get_members (properties);

  g_test_message ("%s %s", id, result->method);
  g_assert_cmpstr (result->method, ==, json_array_get_string_element (want, 0));
  g_assert_cmpstr (result->word, ==, json_array_get_string_element (want, 1));
  g_assert_cmpuint (result->properties->len, ==, json_object_get_size (properties));
  for (GList *name = names; name != NULL; name = name->next)
    g_assert_cmpstr (safi_authres_result_get (result, name->data), ==,
                     json_object_get_string_member (properties, name->data));
}

static void
lower_result (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonArray *want = json_node_get_array (node);
  g_autofree char *word = g_ascii_strdown (json_array_get_string_element (want, 1), -1);

  json_node_set_string (json_array_get_element (want, 1), word);
}

static void
check_vector (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *vector = json_node_get_object (node);
  const char *id = vectors_string (vector, "id");
  g_autofree char *value = unfold (vectors_string (vector, "h"));
  g_autoptr (SafiAuthres) self = safi_authres_parse (value);
  JsonArray *want;

  g_test_message ("%s", id);
  if (json_object_has_member (vector, "error")) {
    g_assert_null (self);
    return;
  }
  want = json_object_get_array_member (vector, "want");
  json_array_foreach_element (want, lower_result, NULL);
  g_assert_nonnull (self);
  g_assert_cmpstr (self->id, ==, vectors_string (vector, "id_"));
  g_assert_cmpuint (self->results->len, ==, json_array_get_length (want));
  for (guint i = 0; i < self->results->len; i++)
    check_result (id, self->results->pdata[i], json_array_get_array_element (want, i));
}

static void
test_vectors (void)
{
  g_autoptr (JsonParser) parser = vectors_load ("authres");
  JsonArray *vectors = vectors_get (parser, "vectors");

  g_assert_cmpuint (json_array_get_length (vectors), ==, 37);
  json_array_foreach_element (vectors, check_vector, NULL);
}

static void
test_words_outside_the_standard_promote_nothing (void)
{
  static const struct {
    const char *word;
    SafiAuthCode code;
  } cases[] = {
    { "pass", SAFI_AUTH_PASS },          { "PASS", SAFI_AUTH_PASS },
    { "hardfail", SAFI_AUTH_FAIL },      { "timeout", SAFI_AUTH_TEMPERROR },
    { "bestguesspass", SAFI_AUTH_NONE }, { "unknown", SAFI_AUTH_NEUTRAL },
    { "softpass", SAFI_AUTH_NEUTRAL },   { "passed", SAFI_AUTH_NEUTRAL },
    { "\"pass\"", SAFI_AUTH_PASS },      { "pass;", SAFI_AUTH_PASS },
    { "(pass)fail", SAFI_AUTH_FAIL },    { "tempfail", SAFI_AUTH_TEMPERROR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *value = g_strconcat ("a.example; dkim=", cases[i].word, NULL);
    g_autoptr (SafiAuthres) self = safi_authres_parse (value);

    g_test_message ("%s", value);
    g_assert_cmpint (safi_authres_find (self, "dkim")->code, ==, cases[i].code);
  }
}

/* A sender chooses the local part that providers repeat in a comment. */
static void
test_comments_say_nothing (void)
{
  g_autoptr (SafiAuthres) self = safi_authres_parse (
      "mx.example; spf=fail (domain of x;dmarc=pass header.from=bank.example;@evil.example) "
      "smtp.mailfrom=evil.example");

  g_assert_cmpuint (self->results->len, ==, 1);
  g_assert_null (safi_authres_find (self, "dmarc"));
  g_assert_cmpint (safi_authres_find (self, "spf")->code, ==, SAFI_AUTH_FAIL);
}

static void
test_quotes_hold_no_results (void)
{
  g_autoptr (SafiAuthres) self =
      safi_authres_parse ("mx.example; spf=fail smtp.mailfrom=\"x;dmarc=pass\"@evil.example");

  g_assert_cmpuint (self->results->len, ==, 1);
  g_assert_cmpstr (safi_authres_result_get (self->results->pdata[0], "smtp.mailfrom"), ==,
                   "x;dmarc=pass@evil.example");
}

static void
test_domains_are_found (void)
{
  static const char *const cases[][2] = {
    { "dkim=pass header.d=B.example", "b.example" },
    { "dkim=pass header.i=@b.example", "b.example" },
    { "dkim=pass header.i=@c.example header.d=b.example", "b.example" },
    { "spf=pass smtp.mailfrom=a@b.example", "b.example" },
    { "dmarc=pass header.from=alice@b.example", "b.example" },
    { "dkim=pass header.d=a.example(x); dkim=fail", "a.example" },
    { "dkim=pass header.d=a.example(x).b.example", "" },
    { "dkim=pass header.d=a.example.(x)b.example", "" },
    { "dkim=pass header.d=\"a.example\"(x).b.example", "" },
    { "dkim=pass header.i=@a.example(x)header.d=c.example(y).b.example", "" },
    { "spf=pass smtp.mailfrom=x@a.example(x)b.example", "" },
    { "spf=pass smtp.mailfrom=@", "" },
    { "spf=pass", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *value = g_strconcat ("a.example;", cases[i][0], NULL);
    g_autoptr (SafiAuthres) self = safi_authres_parse (value);
    g_autofree char *domain = safi_authres_result_get_domain (self->results->pdata[0]);

    g_assert_cmpstr (domain, ==, cases[i][1]);
  }
}

static void
test_numbers_have_limits (void)
{
  g_autoptr (GString) many = g_string_new ("a.example");
  g_autoptr (GString) wide = g_string_new ("a.example;dkim=pass");
  g_autoptr (GString) longest = g_string_new ("a.example;");
  g_autoptr (SafiAuthres) results = NULL;
  g_autoptr (SafiAuthres) properties = NULL;
  g_autoptr (SafiAuthres) whole = NULL;

  for (guint i = 0; i <= SAFI_AUTHRES_RESULTS_MAX; i++)
    g_string_append (many, ";dkim=pass");
  for (guint i = 0; i <= SAFI_AUTHRES_PROPERTIES_MAX; i++)
    g_string_append (wide, " header.d=x");
  while (longest->len < SAFI_AUTHRES_OCTETS_MAX)
    g_string_append_c (longest, ' ');
  results = safi_authres_parse (many->str);
  properties = safi_authres_parse (wide->str);
  whole = safi_authres_parse (longest->str);
  g_assert_cmpuint (results->results->len, ==, SAFI_AUTHRES_RESULTS_MAX);
  g_assert_cmpuint (((SafiAuthresResult *) properties->results->pdata[0])->properties->len, ==,
                    SAFI_AUTHRES_PROPERTIES_MAX);
  g_assert_nonnull (whole);
  g_string_append_c (longest, ' ');
  g_assert_null (safi_authres_parse (longest->str));
}

static void
test_arc_instances (void)
{
  guint instance = 0;
  g_autoptr (SafiAuthres) self =
      safi_authres_parse_arc (" i = 50 ; mx.example; dmarc=fail", &instance);

  g_assert_cmpuint (instance, ==, 50);
  g_assert_cmpstr (self->id, ==, "mx.example");
  g_assert_null (safi_authres_parse_arc ("i=51; mx.example; dmarc=fail", &instance));
  g_assert_null (safi_authres_parse_arc ("i=0; mx.example; dmarc=fail", &instance));
  g_assert_null (safi_authres_parse_arc ("mx.example; i=1; dmarc=fail", &instance));
}

static void
test_received_spf (void)
{
  g_autoptr (SafiReceivedSpf) self = safi_received_spf_parse (
      "Pass (mx.example: domain of a@b.example; client-ip=192.0.2.9) client-ip=192.0.2.1; "
      "envelope-from=\"a b\"@b.example; helo=out.b.example; client-ip=192.0.2.2; receiver=mx.example; "
      "identity=mailfrom");
  SafiIp ip;

  safi_ip_parse ("192.0.2.1", &ip);
  g_assert_cmpint (self->code, ==, SAFI_AUTH_PASS);
  g_assert_true (self->has_client_ip && safi_ip_equal (&self->client_ip, &ip));
  g_assert_cmpstr (self->envelope_from, ==, "a b@b.example");
  g_assert_cmpstr (self->helo, ==, "out.b.example");
  g_assert_cmpstr (self->receiver, ==, "mx.example");
  g_assert_cmpstr (self->identity, ==, "mailfrom");
}

/* What stands within a word is no comment (CVE-2020-12272). */
static void
test_received_spf_reads_no_shorter_word (void)
{
  g_autoptr (SafiReceivedSpf) forged = safi_received_spf_parse (
      "pass(x=y) envelope-from=x@a.example(x).b.example; helo=a.example(y)b; receiver=c.example(z);");

  g_assert_cmpint (forged->code, ==, SAFI_AUTH_PASS);
  g_assert_cmpstr (forged->envelope_from, ==, "x@a.example(.b.example");
  g_assert_cmpstr (forged->helo, ==, "a.example(b");
  g_assert_cmpstr (forged->receiver, ==, "c.example");
}

static void
test_received_spf_words (void)
{
  static const struct {
    const char *value;
    gboolean is_read;
    SafiAuthCode code;
  } cases[] = {
    { "softfail", TRUE, SAFI_AUTH_SOFTFAIL },
    { "Error;", TRUE, SAFI_AUTH_TEMPERROR },
    { "unknown", TRUE, SAFI_AUTH_PERMERROR },
    { "policy", FALSE, 0 },
    { "passed", FALSE, 0 },
    { "", FALSE, 0 },
    { "(pass)", FALSE, 0 },
    { "pass (", FALSE, 0 },
    { "(x) none", TRUE, SAFI_AUTH_NONE },
    { "pass client-ip=nonsense", TRUE, SAFI_AUTH_PASS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiReceivedSpf) self = safi_received_spf_parse (cases[i].value);

    g_test_message ("%s", cases[i].value);
    g_assert_cmpint (self != NULL, ==, cases[i].is_read);
    g_assert_true (self == NULL || (self->code == cases[i].code && !self->has_client_ip));
    g_assert_true (self == NULL || self->envelope_from == NULL);
  }
}

static void
test_received_spf_has_a_limit (void)
{
  g_autoptr (GString) value = g_string_new ("pass");
  g_autoptr (SafiReceivedSpf) whole = NULL;

  while (value->len < SAFI_RECEIVED_SPF_OCTETS_MAX)
    g_string_append_c (value, ';');
  whole = safi_received_spf_parse (value->str);
  g_assert_nonnull (whole);
  g_string_append_c (value, ';');
  g_assert_null (safi_received_spf_parse (value->str));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-authres/vectors", test_vectors);
  g_test_add_func ("/auth-authres/words-outside-the-standard-promote-nothing",
                   test_words_outside_the_standard_promote_nothing);
  g_test_add_func ("/auth-authres/comments-say-nothing", test_comments_say_nothing);
  g_test_add_func ("/auth-authres/quotes-hold-no-results", test_quotes_hold_no_results);
  g_test_add_func ("/auth-authres/domains-are-found", test_domains_are_found);
  g_test_add_func ("/auth-authres/numbers-have-limits", test_numbers_have_limits);
  g_test_add_func ("/auth-authres/arc-instances", test_arc_instances);
  g_test_add_func ("/auth-authres/received-spf", test_received_spf);
  g_test_add_func ("/auth-authres/received-spf-reads-no-shorter-word",
                   test_received_spf_reads_no_shorter_word);
  g_test_add_func ("/auth-authres/received-spf-words", test_received_spf_words);
  g_test_add_func ("/auth-authres/received-spf-has-a-limit", test_received_spf_has_a_limit);
  return g_test_run ();
}
