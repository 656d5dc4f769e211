/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "old-store.h"
#include "store/accounts/safi-data-use.h"
#include "store/accounts/safi-letters.h"
#include "store/accounts/safi-store-changes.h"
#include "store/accounts/safi-store-learning.h"
#include "store/senders/safi-sender-history.h"
#include "store/senders/safi-store-auth.h"
#include "store/senders/safi-store-contacts.h"
#include "store/senders/safi-store-dkim-keys.h"
#include "store/senders/safi-store-senders.h"
#include "store/training/safi-pending.h"
#include "store/training/safi-training-store.h"

/* One line for each thing that a store holds, by the functions that the program asks. */

#define SECOND_ACCOUNT "33333333-2222-3333-4444-555555555555"

static void G_GNUC_PRINTF (2, 3) say (GPtrArray *lines, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (lines, g_strescape (line, "\"\\"));
}

static char *
write_number (double number)
{
  char octets[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_dtostr (octets, sizeof octets, number));
}

static void
describe_accounts (SafiStore *store, GPtrArray *lines)
{
  g_autoptr (GPtrArray) accounts = safi_store_list_accounts (store, NULL);

  for (guint i = 0; i < accounts->len; i++) {
    SafiAccount *account = accounts->pdata[i];

    say (lines, "account %s: %s, %s at %s:%u %s %s %s, %s", safi_account_get_id (account),
         safi_account_get_address (account), safi_account_get_user (account),
         safi_account_get_host (account), safi_account_get_port (account),
         safi_security_to_word (safi_account_get_security (account)),
         safi_way_to_word (safi_account_get_way (account)), safi_account_get_authority (account),
         safi_account_get_directory (account));
  }
}

static void
describe_policy (SafiStore *store, const char *account, GPtrArray *lines)
{
  SafiPolicy policy;
  g_autofree char *junk_from = NULL;
  g_autofree char *good_below = NULL;

  g_assert_true (safi_store_get_policy (store, account, &policy, NULL));
  junk_from = write_number (policy.junk_from);
  good_below = write_number (policy.good_below);
  say (lines,
       "policy of %s: %s %s, watch %d, paused %d, look up %d, into <%s>, %u minutes,"
       " <%s> <%s> <%s>, spare %d, %u MB, wait %d, letter %d",
       account, junk_from, good_below, policy.watch_only, policy.paused, policy.look_ups,
       policy.junk_folder, policy.check_minutes, policy.forwarders, policy.certifiers,
       policy.dns_lists, policy.spares_data, policy.day_megabytes, policy.waits_at_limit,
       policy.digest);
}

static void
describe_notes (SafiStore *store, GPtrArray *lines)
{
  static const char *const names[][2] = { { "", "asked" },
                                          { ACCOUNT, "last-check" },
                                          { ACCOUNT, "hostile" } };
  guint32 uidvalidity = 0;
  guint32 uidnext = 0;
  gboolean is_kept = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *note = safi_store_get_note (store, names[i][0], names[i][1], NULL);

    say (lines, "note %s of <%s>: %s", names[i][1], names[i][0], note);
  }
  g_assert_true (safi_store_get_mark (store, ACCOUNT, "INBOX", &uidvalidity, &uidnext, NULL));
  say (lines, "mark %u %u", uidvalidity, uidnext);
  g_assert_true (safi_store_is_kept (store, ACCOUNT, "kept", &is_kept, NULL));
  say (lines, "kept %d", is_kept);
}

/* Returns: (transfer full): in which lists of the window the row stands. */
static char *
find_lists (SafiStore *store, gint64 id)
{
  GString *numbers = g_string_new (NULL);

  for (SafiJudgedFilter filter = SAFI_JUDGED_ALL; filter <= SAFI_JUDGED_SAID_GOOD; filter++) {
    SafiJudgedQuery query = { .filter = filter };
    g_autoptr (GPtrArray) rows = safi_store_list_judged (store, &query, NULL);

    for (guint i = 0; i < rows->len; i++)
      if (((SafiJudged *) rows->pdata[i])->id == id)
        g_string_append_printf (numbers, " %u", filter);
  }
  return g_string_free (numbers, FALSE);
}

static char *
describe_verdict (SafiVerdict *verdict)
{
  GPtrArray *evidence = safi_verdict_get_evidence (verdict);
  g_autofree char *log_odds = write_number (safi_verdict_get_log_odds (verdict));
  g_autofree char *probability = write_number (safi_verdict_get_probability (verdict));
  GString *text = g_string_new (safi_decision_to_word (safi_verdict_get_decision (verdict)));

  g_string_append_printf (text, " %s %s %s", safi_kind_to_word (safi_verdict_get_kind (verdict)),
                          log_odds, probability);
  for (guint i = 0; i < evidence->len; i++) {
    g_autofree char *weight = write_number (safi_evidence_get_weight (evidence->pdata[i]));

    g_string_append_printf (text, ", %s %s", safi_evidence_get_finding (evidence->pdata[i])->code,
                            weight);
    for (guint j = 0; j < safi_evidence_get_n_args (evidence->pdata[i]); j++)
      g_string_append_printf (text, " %s", safi_evidence_get_arg (evidence->pdata[i], j));
  }
  return g_string_free (text, FALSE);
}

static void
describe_judged (SafiStore *store, GPtrArray *lines)
{
  SafiJudgedQuery all = { .account = ACCOUNT };
  g_autoptr (GPtrArray) rows = safi_store_list_judged (store, &all, NULL);

  for (guint i = 0; i < rows->len; i++) {
    SafiJudged *row = rows->pdata[i];
    g_autofree char *lists = find_lists (store, row->id);
    g_autofree char *verdict = describe_verdict (row->verdict);

    say (lines, "judged %s at %s %u %u by %s <%s>: <%s>", safi_message_ref_get_identity (row->ref),
         safi_message_ref_get_folder (row->ref), safi_message_ref_get_uidvalidity (row->ref),
         safi_message_ref_get_uid (row->ref), row->sender_name, row->sender_address, row->subject);
    say (lines, "verdict on %s: %s", safi_message_ref_get_identity (row->ref), verdict);
    say (lines,
         "state of %s: %s, action %" G_GINT64_FORMAT ", run %" G_GINT64_FORMAT
         ", flags %x %x, gone %d, in lists%s, at %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
         safi_message_ref_get_identity (row->ref), safi_fate_to_word (row->fate), row->action,
         row->run, row->flags, row->flags_now, row->is_gone, lists, row->date, row->judged_at);
    if (row->is_taught)
      say (lines, "answer on %s: %s", safi_message_ref_get_identity (row->ref),
           safi_class_to_word (row->taught_class));
  }
}

static void
describe_actions (SafiStore *store, GPtrArray *lines)
{
  g_autoptr (GPtrArray) actions = safi_journal_list (store, NULL, 0, NULL);
  g_autoptr (GPtrArray) open = safi_journal_list_open (store, ACCOUNT, NULL);

  for (guint i = 0; i < actions->len; i++) {
    SafiMessageRef *from = safi_action_get_from (actions->pdata[i]);
    const SafiActionFields *fields = safi_action_get_fields (actions->pdata[i]);

    say (lines,
         "action %" G_GINT64_FORMAT " of run %" G_GINT64_FORMAT " undoes %" G_GINT64_FORMAT
         ": %s from %s %u %u to %s %u %u %u, %s (%s), tries %u, at %" G_GINT64_FORMAT
         ", flags %x, %" G_GINT64_FORMAT ", %" G_GUINT64_FORMAT " octets, asked %d",
         fields->id, fields->run, fields->undoes, safi_message_ref_get_identity (from),
         safi_message_ref_get_folder (from), safi_message_ref_get_uidvalidity (from),
         safi_message_ref_get_uid (from), safi_action_get_to_folder (actions->pdata[i]),
         fields->place.uidvalidity, fields->place.uidnext, fields->place.uid,
         safi_move_state_to_word (fields->state), safi_action_get_reason (actions->pdata[i]),
         fields->tries, fields->time, fields->flags, fields->internal_date, fields->size,
         fields->is_asked);
  }
  for (guint i = 0; i < open->len; i++)
    say (lines, "open %" G_GINT64_FORMAT, safi_action_get_fields (open->pdata[i])->id);
}

static void
describe_lesson (GPtrArray *lines, const char *kind, const char *identity, SafiTaught *taught)
{
  const SafiLesson *lesson = taught->lesson;
  g_autofree char *log_odds = write_number (taught->log_odds);
  g_autoptr (GString) numbers = g_string_new (NULL);

  for (guint i = 0; i < lesson->features->len; i++)
    g_string_append_printf (numbers, " %" G_GUINT64_FORMAT,
                            g_array_index (lesson->features, guint64, i));
  for (guint i = 0; i < SAFI_N_GRAM_KINDS; i++)
    g_string_append_printf (numbers, ", %d %u over %u", lesson->grams[i].step,
                            lesson->grams[i].square, lesson->grams[i].numbers->len);
  say (lines, "%s %s: %s %d, passes %u, %s, %u codes,%s", kind, identity,
       safi_class_to_word (lesson->taught_class), lesson->strength, lesson->passes, log_odds,
       taught->codes->len, numbers->str);
}

static void
describe_learning (SafiStore *store, GPtrArray *lines)
{
  g_autoptr (GPtrArray) taught = safi_training_list_all (store, ACCOUNT, NULL);
  g_autoptr (GPtrArray) pending = safi_pending_list (store, ACCOUNT, NOW, 100, NULL);
  g_autoptr (GHashTable) findings = safi_training_list_findings (store, ACCOUNT, NULL);
  g_autoptr (GHashTable) read = safi_store_list_learned (store, ACCOUNT, "Sent", 5, NULL);
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < taught->len; i++) {
    g_autoptr (SafiTaught) one = safi_training_get (store, ACCOUNT, taught->pdata[i], NULL);

    describe_lesson (lines, "taught", taught->pdata[i], one);
  }
  for (guint i = 0; i < pending->len; i++) {
    g_autoptr (SafiTaught) one = safi_pending_get (store, ACCOUNT, pending->pdata[i], NULL);

    describe_lesson (lines, "pending", pending->pdata[i], one);
  }
  g_hash_table_iter_init (&iter, findings);
  while (g_hash_table_iter_next (&iter, &key, &value))
    say (lines, "finding %s: good %u, junk %u", (char *) key, ((SafiTotals *) value)->good,
         ((SafiTotals *) value)->junk);
  g_hash_table_iter_init (&iter, read);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    say (lines, "learned from %u", GPOINTER_TO_UINT (key));
}

static void
describe_people (SafiStore *store, GPtrArray *lines)
{
  g_autoptr (GPtrArray) rules = safi_store_list_sender_rules (store, ACCOUNT, NULL);
  gboolean is_one = FALSE;
  gboolean was_sent = FALSE;
  SafiSenderHistory history = { 0 };

  g_assert_true (safi_store_is_correspondent (store, ACCOUNT, "Jose@shop.example", &is_one, NULL));
  g_assert_true (safi_store_was_sent (store, ACCOUNT, "<one@mail.example>", &was_sent, NULL));
  g_assert_true (safi_store_get_sender (store, ACCOUNT, "shop.example", &history, NULL));
  if (is_one)
    say (lines, "the person wrote to jose@shop.example");
  if (was_sent)
    say (lines, "the person sent one@mail.example");
  if (history.passes > 0)
    say (lines,
         "shop.example proved itself %u times, failed %u, %" G_GINT64_FORMAT
         " to %" G_GINT64_FORMAT,
         history.passes, history.fails, history.first, history.last);
  for (guint i = 0; i < rules->len; i++) {
    SafiSaidRule *rule = rules->pdata[i];

    say (lines, "%s is %s since %" G_GINT64_FORMAT, rule->sender,
         safi_sender_rule_to_word (rule->rule), rule->time);
  }
}

static void
describe_proofs (SafiStore *store, GPtrArray *lines)
{
  g_autoptr (SafiAuthResult) result = safi_store_get_auth (store, ACCOUNT, "moved", NULL);
  g_autoptr (SafiKeptKey) key =
      safi_store_get_dkim_key (store, ACCOUNT, "s1._domainkey.shop.example", NULL);

  if (result != NULL)
    say (lines, "who sent moved: %s %s %s, %s: %s", safi_identity_to_string (result->identity),
         result->author, result->ip, (char *) result->signs->pdata[0],
         ((SafiAuthRow *) result->rows->pdata[0])->reason);
  if (key != NULL)
    say (lines, "key %s: %s, %" G_GINT64_FORMAT " until %" G_GINT64_FORMAT, key->name, key->record,
         key->seen, key->until);
}

static void
describe_data (SafiStore *store, GPtrArray *lines)
{
  g_autoptr (GPtrArray) uses = safi_store_list_data_use (store, NOW, NULL);
  g_autoptr (GPtrArray) contacts = safi_store_list_contacts (store, NULL);

  for (guint i = 0; i < uses->len; i++) {
    SafiDataUse *use = uses->pdata[i];

    say (lines, "cost of %s: %" G_GUINT64_FORMAT, use->account, use->month);
  }
  for (guint i = 0; i < contacts->len; i++) {
    SafiContact *contact = contacts->pdata[i];

    say (lines,
         "contact on %" G_GINT64_FORMAT ": %s <%s> %u, %u times, %" G_GUINT64_FORMAT
         " octets, last %" G_GINT64_FORMAT,
         contact->day, safi_contact_why_to_word (contact->why), contact->host, contact->port,
         contact->times, contact->octets, contact->last);
  }
}

static void
describe_letters (SafiStore *store, GPtrArray *lines)
{
  g_autoptr (SafiLetter) letter = NULL;
  gboolean is_own = FALSE;

  g_assert_true (safi_letters_get_open (store, ACCOUNT, &letter, NULL));
  g_assert_true (safi_letters_is_own (store, ACCOUNT, "older letter", &is_own, NULL));
  if (letter != NULL) {
    g_autofree char *octets =
        g_strndup (g_bytes_get_data (letter->octets, NULL), g_bytes_get_size (letter->octets));

    say (lines, "letter %s of %" G_GINT64_FORMAT ", sent %" G_GINT64_FORMAT ", tries %u, %s",
         letter->identity, letter->written, letter->sent, letter->tries, octets);
  }
  if (is_own)
    say (lines, "older letter is our own");
}

static void
describe_folder (SafiStore *store, GPtrArray *lines)
{
  SafiFolderState state = { 0 };
  gint64 looked = 0;

  g_assert_true (safi_store_get_folder_state (store, ACCOUNT, "INBOX", &state, &looked, NULL));
  if (looked != 0)
    say (lines, "folder %u %u %u %" G_GUINT64_FORMAT ", looked at %" G_GINT64_FORMAT,
         state.uidvalidity, state.uidnext, state.messages, state.modseq, looked);
}

static void
describe_key (SafiStore *store, const char *account, GPtrArray *lines)
{
  guint8 key[SAFI_TRAINING_KEY_OCTETS];

  g_assert_true (safi_training_get_key (store, account, key, NULL));
  say (lines, "key of %s: %02x..%02x", account, key[0], key[sizeof key - 1]);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

GPtrArray *
old_store_describe (SafiStore *store)
{
  static const char *const policies[] = { ACCOUNT, "look-ups", "names", "sparing" };
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  describe_accounts (store, lines);
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    describe_policy (store, policies[i], lines);
  describe_notes (store, lines);
  describe_judged (store, lines);
  describe_actions (store, lines);
  describe_learning (store, lines);
  describe_people (store, lines);
  describe_proofs (store, lines);
  describe_data (store, lines);
  describe_letters (store, lines);
  describe_folder (store, lines);
  describe_key (store, ACCOUNT, lines);
  describe_key (store, SECOND_ACCOUNT, lines);
  g_ptr_array_sort (lines, compare_lines);
  return lines;
}
