/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/safi-error.h"
#include "store-fixture.h"

static guint
count (SafiStore *store, const SafiJudgedQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = safi_store_list_judged (store, query, &error);
  guint counted = 0;

  g_assert_no_error (error);
  g_assert_true (safi_store_count_judged (store, query, &counted, &error));
  g_assert_cmpuint (list->len, ==, counted);
  return counted;
}

static guint
search (SafiStore *store, const char *words)
{
  SafiJudgedQuery query = { .account = ACCOUNT, .search = words };

  return count (store, &query);
}

static SafiJudged *
get (SafiStore *store, gint64 id)
{
  g_autoptr (GError) error = NULL;
  SafiJudged *judged = safi_store_get_judged (store, id, &error);

  g_assert_no_error (error);
  return judged;
}

static void
test_row_comes_back_whole (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiJudged) put = store_fixture_new_judged (5, SAFI_DECISION_JUNK, "Votre colis");
  g_autoptr (GError) error = NULL;
  gint64 id = safi_store_put_judged (store, put, &error);
  g_autoptr (SafiJudged) got = get (store, id);

  g_assert_cmpint (got->id, ==, id);
  g_assert_cmpstr (safi_message_ref_get_account (got->ref), ==, ACCOUNT);
  g_assert_cmpstr (safi_message_ref_get_folder (got->ref), ==, "INBOX");
  g_assert_cmpuint (safi_message_ref_get_uidvalidity (got->ref), ==, 7);
  g_assert_cmpuint (safi_message_ref_get_uid (got->ref), ==, 5);
  g_assert_cmpstr (safi_message_ref_get_identity (got->ref), ==,
                   safi_message_ref_get_identity (put->ref));
  g_assert_cmpstr (got->sender_name, ==, put->sender_name);
  g_assert_cmpstr (got->sender_address, ==, put->sender_address);
  g_assert_cmpstr (got->subject, ==, "Votre colis");
  g_assert_cmpint (got->date, ==, put->date);
  g_assert_cmpint (got->judged_at, ==, NOW);
  g_assert_cmpint (got->flags, ==, SAFI_FLAG_SEEN);
  g_assert_false (got->is_taught);
  g_assert_cmpint (got->fate, ==, SAFI_FATE_STAYED);
}

static void
test_verdict_comes_back_exactly (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiJudged) put = store_fixture_new_judged (5, SAFI_DECISION_JUNK, "x");
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiJudged) got = get (store, safi_store_put_judged (store, put, &error));
  GPtrArray *rows = safi_verdict_get_evidence (got->verdict);
  GPtrArray *expected = safi_verdict_get_evidence (put->verdict);

  g_assert_cmpint (safi_verdict_get_decision (got->verdict), ==, SAFI_DECISION_JUNK);
  g_assert_cmpint (safi_verdict_get_kind (got->verdict), ==, SAFI_KIND_PHISHING);
  g_assert_true (safi_verdict_get_log_odds (got->verdict) ==
                 safi_verdict_get_log_odds (put->verdict));
  g_assert_true (safi_verdict_get_probability (got->verdict) == 0.875);
  g_assert_cmpuint (rows->len, ==, 3);
  for (guint i = 0; i < rows->len; i++) {
    SafiEvidence *a = rows->pdata[i];
    SafiEvidence *b = expected->pdata[i];

    g_assert_true (safi_evidence_get_finding (a) == safi_evidence_get_finding (b));
    g_assert_true (safi_evidence_get_weight (a) == safi_evidence_get_weight (b));
    g_assert_cmpmem (safi_evidence_get_spot (a), sizeof (SafiSpot), safi_evidence_get_spot (b),
                     sizeof (SafiSpot));
    g_assert_cmpuint (safi_evidence_get_n_args (a), ==, safi_evidence_get_n_args (b));
    for (guint j = 0; j < safi_evidence_get_n_args (a); j++) {
      g_assert_cmpint (safi_evidence_get_arg_type (a, j), ==, safi_evidence_get_arg_type (b, j));
      g_assert_cmpstr (safi_evidence_get_arg (a, j), ==, safi_evidence_get_arg (b, j));
    }
  }
}

static const SafiFinding *
know_nothing (const char *code)
{
  return NULL;
}

static void
test_retired_code_still_adds_up (void)
{
  g_autofree char *directory = store_fixture_make_directory ();
  g_autoptr (SafiStore) store = store_fixture_open (directory);
  g_autoptr (SafiStore) later = NULL;
  g_autoptr (SafiJudged) before = NULL;
  g_autoptr (SafiJudged) after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = store_fixture_put (store, 5, SAFI_DECISION_JUNK);
  GPtrArray *rows;

  before = get (store, id);
  later = safi_store_open (directory, store_fixture_get_clock (), know_nothing, &error);
  g_assert_no_error (error);
  after = get (later, id);
  rows = safi_verdict_get_evidence (after->verdict);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstr (safi_evidence_get_finding (rows->pdata[0])->code, ==, "store.retired");
  g_assert_true (safi_verdict_get_log_odds (after->verdict) ==
                 safi_verdict_get_log_odds (before->verdict));
  g_clear_pointer (&store, safi_store_close);
  g_clear_pointer (&later, safi_store_close);
  store_fixture_remove_directory (g_steal_pointer (&directory));
}

static void
test_same_message_is_one_row (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  SafiJudgedQuery all = { .account = NULL };
  gint64 first = store_fixture_put (store, 5, SAFI_DECISION_UNSURE);
  gint64 second = store_fixture_put (store, 5, SAFI_DECISION_JUNK);
  g_autoptr (SafiJudged) got = get (store, first);

  g_assert_cmpint (first, ==, second);
  g_assert_cmpuint (count (store, &all), ==, 1);
  g_assert_cmpint (safi_verdict_get_decision (got->verdict), ==, SAFI_DECISION_JUNK);
}

static void
test_judging_again_keeps_what_was_taught_and_moved (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree char *identity = store_fixture_identity (5);
  g_autoptr (SafiTaught) taught = store_fixture_new_taught (SAFI_CLASS_GOOD, 1, 0, 10);
  g_autoptr (SafiAction) action = store_fixture_new_action (5);
  g_autoptr (SafiAction) planned = NULL;
  g_autoptr (SafiJudged) got = NULL;
  gint64 id = store_fixture_put (store, 5, SAFI_DECISION_UNSURE);

  planned = store_fixture_plan (store, action, id);
  g_assert_true (safi_training_add (store, ACCOUNT, identity, taught, &error));
  g_assert_cmpint (store_fixture_put (store, 5, SAFI_DECISION_GOOD), ==, id);
  got = get (store, id);
  g_assert_true (got->is_taught);
  g_assert_cmpint (got->taught_class, ==, SAFI_CLASS_GOOD);
  g_assert_cmpint (got->fate, ==, SAFI_FATE_MOVING);
  g_assert_cmpint (got->action, ==, safi_action_get_fields (planned)->id);
}

static void
test_taught_before_judged_is_marked (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree char *identity = store_fixture_identity (5);
  g_autoptr (SafiTaught) taught = store_fixture_new_taught (SAFI_CLASS_JUNK, 0, 0, 0);
  g_autoptr (SafiJudged) got = NULL;

  g_assert_true (safi_training_add (store, ACCOUNT, identity, taught, &error));
  got = get (store, store_fixture_put (store, 5, SAFI_DECISION_UNSURE));
  g_assert_true (got->is_taught);
  g_assert_cmpint (got->taught_class, ==, SAFI_CLASS_JUNK);
}

static void
test_without_identity_is_refused (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (SafiJudged) known = store_fixture_new_judged (5, SAFI_DECISION_GOOD, "x");
  g_autoptr (SafiMessageRef) ref = safi_message_ref_new (ACCOUNT, "INBOX", 7, 5, NULL);
  g_autoptr (SafiJudged) unknown = NULL;
  g_autoptr (GError) error = NULL;
  SafiJudged fields = *known;

  fields.ref = ref;
  unknown = safi_judged_new (&fields);
  g_assert_cmpint (safi_store_put_judged (store, unknown, &error), ==, -1);
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
}

static void
test_filters_count_each_row (void)
{
  static const struct {
    SafiJudgedFilter filter;
    guint expected;
  } cases[] = {
    { SAFI_JUDGED_ALL, 6 },  { SAFI_JUDGED_NEEDS_YOU, 2 },  { SAFI_JUDGED_JUNK, 3 },
    { SAFI_JUDGED_GOOD, 2 }, { SAFI_JUDGED_WOULD_MOVE, 1 },
  };

  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree char *answered = store_fixture_identity (4);
  g_autoptr (SafiTaught) taught = store_fixture_new_taught (SAFI_CLASS_GOOD, 0, 0, 0);
  gint64 held_back;

  store_fixture_put (store, 1, SAFI_DECISION_GOOD);
  store_fixture_put (store, 2, SAFI_DECISION_JUNK);
  store_fixture_put (store, 3, SAFI_DECISION_UNSURE);
  store_fixture_put (store, 4, SAFI_DECISION_UNSURE);
  held_back = store_fixture_put (store, 5, SAFI_DECISION_JUNK);
  store_fixture_put (store, 6, SAFI_DECISION_JUNK);
  g_assert_true (safi_store_set_fate (store, held_back, SAFI_FATE_WOULD_MOVE, &error));
  g_assert_true (safi_training_add (store, ACCOUNT, answered, taught, &error));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SafiJudgedQuery mine = { .account = ACCOUNT, .filter = cases[i].filter };
    SafiJudgedQuery all = { .filter = cases[i].filter };
    SafiJudgedQuery other = { .account = "other", .filter = cases[i].filter };

    g_assert_cmpuint (count (store, &mine), ==, cases[i].expected);
    g_assert_cmpuint (count (store, &all), ==, cases[i].expected);
    g_assert_cmpuint (count (store, &other), ==, 0);
  }
}

static void
test_pages_are_newest_first (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = NULL;
  SafiJudgedQuery query = { .account = ACCOUNT, .offset = 2, .limit = 3 };

  for (guint i = 1; i <= 10; i++)
    store_fixture_put (store, i, SAFI_DECISION_GOOD);
  page = safi_store_list_judged (store, &query, &error);
  g_assert_cmpuint (page->len, ==, 3);
  for (guint i = 0; i < page->len; i++) {
    SafiJudged *judged = page->pdata[i];

    g_assert_cmpuint (safi_message_ref_get_uid (judged->ref), ==, 8 - i);
  }
}

static void
test_search_knows_every_script (void)
{
  static const struct {
    const char *subject;
    const char *words;
  } cases[] = {
    { "Your PARCEL is waiting", "parcel" },
    { "Your parcel is waiting", "PARCEL" },
    { "Straße gesperrt", "STRASSE" },
    { "Überweisung", "uberweisung" },
    { "ВАША ПОСЫЛКА", "посылка" },
    { "ΟΔΟΣ", "οδός" },
    { "İstanbul", "istanbul" },
    { "مُحَمَّد", "محمد" },
    { "ﬁnal notice", "FINAL" },
    { "आपका पार्सल", "पार्सल" },
    { "100% free_offer \\o/", "100%" },
    { "100% free_offer \\o/", "free_offer \\" },
    { "x", "josé zimm" },
    { "x", "JOSE@SHOP" },
    { "x", "  shop.example  " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiStore) store = store_fixture_open_memory ();
    g_autoptr (GError) error = NULL;
    g_autoptr (SafiJudged) judged =
        store_fixture_new_judged (1, SAFI_DECISION_GOOD, cases[i].subject);

    g_assert_cmpint (safi_store_put_judged (store, judged, &error), >, 0);
    g_assert_cmpuint (search (store, cases[i].words), ==, 1);
  }
}

static void
test_search_finds_nothing_else (void)
{
  static const char *const words[] = {
    "100_", "free%offer", "%", "_", "पर", "parcels", "' OR 1=1 --", "\n",
  };
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiJudged) judged =
      store_fixture_new_judged (1, SAFI_DECISION_GOOD, "100 free offer पार्सल parcel");

  g_assert_cmpint (safi_store_put_judged (store, judged, &error), >, 0);
  for (guint i = 0; i + 1 < G_N_ELEMENTS (words); i++)
    g_assert_cmpuint (search (store, words[i]), ==, 0);
  /* White space alone searches for nothing and so finds all. */
  g_assert_cmpuint (search (store, words[G_N_ELEMENTS (words) - 1]), ==, 1);
}

/* Limits: 1000 octets of a subject, cut between characters. */
static void
test_long_subject_is_cut_at_its_limit (void)
{
  static const struct {
    guint ascii; /* letters before 100 of two octets each */
    gsize expected;
  } cases[] = { { 800, 1000 }, { 801, 999 }, { 802, 1000 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiStore) store = store_fixture_open_memory ();
    g_autoptr (GError) error = NULL;
    GString *subject = g_string_new (NULL);
    g_autofree char *text = NULL;
    g_autoptr (SafiJudged) judged = NULL;
    g_autoptr (SafiJudged) got = NULL;

    for (guint j = 0; j < cases[i].ascii; j++)
      g_string_append_c (subject, 'a');
    for (guint j = 0; j < 100; j++)
      g_string_append (subject, "é");
    text = g_string_free (subject, FALSE);
    judged = store_fixture_new_judged (1, SAFI_DECISION_GOOD, text);
    got = get (store, safi_store_put_judged (store, judged, &error));
    g_assert_cmpuint (strlen (got->subject), ==, cases[i].expected);
    g_assert_true (g_utf8_validate (got->subject, -1, NULL));
  }
}

static void
test_unknown_row_is_not_found (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_null (safi_store_get_judged (store, 1, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (safi_store_find_judged (store, ACCOUNT, "none", &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (safi_store_set_fate (store, 1, SAFI_FATE_GONE, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND);
}

static void
test_kept_message_is_remembered (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  gboolean kept = TRUE;

  g_assert_true (safi_store_is_kept (store, ACCOUNT, "a", &kept, &error));
  g_assert_false (kept);
  g_assert_true (safi_store_keep (store, ACCOUNT, "a", &error));
  g_assert_true (safi_store_keep (store, ACCOUNT, "a", &error));
  g_assert_true (safi_store_is_kept (store, ACCOUNT, "a", &kept, &error));
  g_assert_true (kept);
  g_assert_true (safi_store_is_kept (store, "other", "a", &kept, &error));
  g_assert_false (kept);
  g_assert_true (safi_store_keep (store, "other", "a", &error));
  g_assert_true (safi_store_let_go (store, ACCOUNT, "a", &error));
  g_assert_true (safi_store_is_kept (store, ACCOUNT, "a", &kept, &error));
  g_assert_false (kept);
  g_assert_true (safi_store_is_kept (store, "other", "a", &kept, &error));
  g_assert_true (kept);
}

static gint64
put_judged_at (SafiStore *store, guint number, gint64 judged_at)
{
  g_autoptr (SafiJudged) judged = store_fixture_new_judged (number, SAFI_DECISION_JUNK, "Secret");
  g_autoptr (GError) error = NULL;
  SafiJudged fields = *judged;
  g_autoptr (SafiJudged) aged = NULL;

  fields.judged_at = judged_at;
  aged = safi_judged_new (&fields);
  return safi_store_put_judged (store, aged, &error);
}

static void
assert_forgotten (SafiStore *store, gint64 id, gboolean expected)
{
  g_autoptr (SafiJudged) got = get (store, id);
  GPtrArray *rows = safi_verdict_get_evidence (got->verdict);
  SafiEvidence *first = rows->pdata[0];

  g_assert_cmpstr (got->subject, ==, expected ? "" : "Secret");
  g_assert_cmpstr (got->sender_address, ==, expected ? "" : "jose@shop.example");
  g_assert_cmpstr (safi_evidence_get_finding (first)->code, ==,
                   expected ? "store.forgotten" : "test.junk");
}

static void
test_clear_text_goes_after_90_days (void)
{
  const gint64 limit = 90 * 24 * 3600;
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 at_limit = put_judged_at (store, 1, NOW - limit);
  gint64 beyond = put_judged_at (store, 2, NOW - limit - 1);
  g_autoptr (SafiJudged) before = get (store, beyond);
  g_autoptr (SafiJudged) after = NULL;

  g_assert_true (safi_store_forget_old (store, &error));
  assert_forgotten (store, at_limit, FALSE);
  assert_forgotten (store, beyond, TRUE);
  after = get (store, beyond);
  g_assert_true (safi_verdict_get_log_odds (after->verdict) ==
                 safi_verdict_get_log_odds (before->verdict));
  g_assert_cmpint (safi_verdict_get_decision (after->verdict), ==, SAFI_DECISION_JUNK);
  g_assert_cmpuint (search (store, "secret"), ==, 1);
}

static void
save_account (SafiStore *store, SafiAccountKind kind)
{
  g_autoptr (SafiAccount) account =
      kind == SAFI_ACCOUNT_IMAP
          ? safi_account_new_imap (ACCOUNT, "a@b.example", NULL, "b.example", 993,
                                   SAFI_SECURITY_TLS)
          : safi_account_new_practice (ACCOUNT, "a@b.example", "/nonexistent");
  g_autoptr (GError) error = NULL;

  g_assert_true (safi_store_save_account (store, account, &error));
}

static guint
count_said (SafiStore *store)
{
  const SafiJudgedQuery junk = { .filter = SAFI_JUDGED_SAID_JUNK };
  const SafiJudgedQuery good = { .filter = SAFI_JUDGED_SAID_GOOD };

  return count (store, &junk) * 10 + count (store, &good);
}

static void
test_what_the_person_said_of_own_mail_is_listed_while_its_text_is_kept (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= 4; i++)
    put_judged_at (store, i, i == 1 ? NOW - 91 * 24 * 3600 : NOW);
  for (guint i = 1; i <= 3; i++) {
    g_autofree char *identity = store_fixture_identity (i);
    g_autoptr (SafiTaught) taught =
        store_fixture_new_taught (i < 3 ? SAFI_CLASS_JUNK : SAFI_CLASS_GOOD, 0, 0, 0);

    g_assert_true (safi_training_add (store, ACCOUNT, identity, taught, &error));
  }
  g_assert_cmpuint (count_said (store), ==, 0); /* of no mailbox */
  save_account (store, SAFI_ACCOUNT_PRACTICE);
  g_assert_cmpuint (count_said (store), ==, 0);
  save_account (store, SAFI_ACCOUNT_IMAP);
  g_assert_cmpuint (count_said (store), ==, 21);
  g_assert_true (safi_store_forget_old (store, &error));
  g_assert_cmpuint (count_said (store), ==, 11);
}

static void
test_clear_text_of_20000_messages_stays (void)
{
  g_autoptr (SafiStore) store = store_fixture_open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 oldest, next;

  g_assert_true (safi_store_begin (store, &error));
  oldest = put_judged_at (store, 1, NOW);
  next = put_judged_at (store, 2, NOW);
  for (guint i = 3; i <= 20000; i++)
    put_judged_at (store, i, NOW);
  g_assert_true (safi_store_forget_old (store, &error));
  assert_forgotten (store, oldest, FALSE);
  put_judged_at (store, 20001, NOW);
  g_assert_true (safi_store_forget_old (store, &error));
  assert_forgotten (store, oldest, TRUE);
  assert_forgotten (store, next, FALSE);
  g_assert_true (safi_store_commit (store, &error));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judged/row-comes-back-whole", test_row_comes_back_whole);
  g_test_add_func ("/judged/verdict-comes-back-exactly", test_verdict_comes_back_exactly);
  g_test_add_func ("/judged/retired-code-still-adds-up", test_retired_code_still_adds_up);
  g_test_add_func ("/judged/same-message-is-one-row", test_same_message_is_one_row);
  g_test_add_func ("/judged/judging-again-keeps-what-was-taught-and-moved",
                   test_judging_again_keeps_what_was_taught_and_moved);
  g_test_add_func ("/judged/taught-before-judged-is-marked", test_taught_before_judged_is_marked);
  g_test_add_func ("/judged/without-identity-is-refused", test_without_identity_is_refused);
  g_test_add_func ("/judged/filters-count-each-row", test_filters_count_each_row);
  g_test_add_func ("/judged/what-the-person-said-of-own-mail-is-listed-while-its-text-is-kept",
                   test_what_the_person_said_of_own_mail_is_listed_while_its_text_is_kept);
  g_test_add_func ("/judged/pages-are-newest-first", test_pages_are_newest_first);
  g_test_add_func ("/judged/search-knows-every-script", test_search_knows_every_script);
  g_test_add_func ("/judged/search-finds-nothing-else", test_search_finds_nothing_else);
  g_test_add_func ("/judged/long-subject-is-cut-at-its-limit",
                   test_long_subject_is_cut_at_its_limit);
  g_test_add_func ("/judged/unknown-row-is-not-found", test_unknown_row_is_not_found);
  g_test_add_func ("/judged/kept-message-is-remembered", test_kept_message_is_remembered);
  g_test_add_func ("/judged/clear-text-goes-after-90-days", test_clear_text_goes_after_90_days);
  g_test_add_func ("/judged/clear-text-of-20000-messages-stays",
                   test_clear_text_of_20000_messages_stays);
  return g_test_run ();
}
