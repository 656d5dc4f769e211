/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "cli/safi-cli.h"
#include "core/text/safi-text.h"
#include "filter/safi-counterfactual.h"
#include "words/mailbox/safi-words-home.h"
#include "words/safi-words.h"

#define COLUMNS_DEFAULT 100
#define COLUMNS_MIN 60
#define COLUMNS_ANSWER 28
#define COLUMNS_SENDER 30
#define FIELD_CHARS_MAX 120 /* characters of a stranger's text in one field */
#define REASONS_MAX 3

static guint
get_columns (void)
{
  struct winsize size;

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return MAX (size.ws_col, COLUMNS_MIN);
  return COLUMNS_DEFAULT;
}

static guint
measure (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

char *
safi_cli_fit (const char *text, guint columns)
{
  GString *fitted = g_string_new (NULL);
  guint used = 0;
  guint total = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    total += measure (g_utf8_get_char (at));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (total > columns && used + measure (c) + 1 > columns) {
      g_string_append (fitted, "…");
      used++;
      break;
    }
    g_string_append_unichar (fitted, c);
    used += measure (c);
  }
  for (; used < columns; used++)
    g_string_append_c (fitted, ' ');
  return g_string_free (fitted, FALSE);
}

/* One line of a listing: answer, sender, subject. */
static void
print_row (const char *answer, const char *sender, const char *subject)
{
  guint width = get_columns () - COLUMNS_ANSWER - COLUMNS_SENDER - 2;
  g_autofree char *shown_sender = safi_text_for_display (sender, FIELD_CHARS_MAX, FALSE);
  g_autofree char *shown_subject = safi_text_for_display (subject, FIELD_CHARS_MAX, FALSE);
  g_autofree char *first = safi_cli_fit (answer, COLUMNS_ANSWER);
  g_autofree char *second = safi_cli_fit (shown_sender, COLUMNS_SENDER);
  g_autofree char *third = safi_cli_fit (shown_subject, width);

  g_print ("%s %s %s\n", first, second, g_strchomp (third));
}

static void
print_reasons (SafiVerdict *verdict)
{
  g_autoptr (GPtrArray) reasons = NULL;

  if (safi_verdict_get_decision (verdict) == SAFI_DECISION_GOOD)
    return;
  reasons = safi_words_pick_reasons (verdict, REASONS_MAX);
  for (guint i = 0; i < reasons->len; i++) {
    g_autofree char *sentence = safi_words_evidence (reasons->pdata[i]);

    g_print ("    · %s\n", sentence);
  }
}

static void
print_changes (SafiVerdict *verdict)
{
  for (int toward = SAFI_CLASS_GOOD; toward <= SAFI_CLASS_JUNK; toward++) {
    g_autoptr (GPtrArray) rows = safi_counterfactual_find (verdict, (SafiClass) toward);
    g_autofree char *sentence =
        rows != NULL ? safi_words_change (verdict, (SafiClass) toward, rows) : NULL;

    if (sentence != NULL)
      g_print ("    %s\n", sentence);
  }
}

/* Returns: (transfer full): "Junk · Wants your money". */
static char *
describe_answer (SafiVerdict *verdict)
{
  SafiKind kind = safi_verdict_get_kind (verdict);
  const char *decision = safi_words_decision (safi_verdict_get_decision (verdict));

  if (kind == SAFI_KIND_NONE)
    return g_strdup (decision);
  return g_strdup_printf ("%s · %s", decision, safi_words_kind (kind));
}

static void
add_evidence (JsonBuilder *builder, SafiEvidence *evidence)
{
  g_autofree char *sentence = safi_words_evidence (evidence);

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "code", safi_evidence_get_finding (evidence)->code);
  safi_cli_json_double (builder, "weight", safi_evidence_get_weight (evidence));
  safi_cli_json_string (builder, "title", sentence);
  json_builder_set_member_name (builder, "arguments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < safi_evidence_get_n_args (evidence); i++)
    json_builder_add_string_value (builder, safi_evidence_get_arg (evidence, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* What would have to be missing for another answer. */
static void
add_changes (JsonBuilder *builder, SafiVerdict *verdict)
{
  json_builder_set_member_name (builder, "would_change");
  json_builder_begin_array (builder);
  for (int toward = SAFI_CLASS_GOOD; toward <= SAFI_CLASS_JUNK; toward++) {
    g_autoptr (GPtrArray) rows = safi_counterfactual_find (verdict, (SafiClass) toward);
    g_autofree char *sentence =
        rows != NULL ? safi_words_change (verdict, (SafiClass) toward, rows) : NULL;

    if (rows == NULL)
      continue;
    json_builder_begin_object (builder);
    safi_cli_json_string (builder, "toward", safi_class_to_word ((SafiClass) toward));
    json_builder_set_member_name (builder, "without");
    json_builder_begin_array (builder);
    for (guint i = 0; i < rows->len; i++)
      json_builder_add_string_value (builder, safi_evidence_get_finding (rows->pdata[i])->code);
    json_builder_end_array (builder);
    safi_cli_json_string (builder, "sentence", sentence);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_verdict (JsonBuilder *builder, SafiVerdict *verdict)
{
  GPtrArray *evidence = safi_verdict_get_evidence (verdict);

  safi_cli_json_string (builder, "verdict",
                        safi_decision_to_word (safi_verdict_get_decision (verdict)));
  safi_cli_json_string (builder, "kind", safi_kind_to_word (safi_verdict_get_kind (verdict)));
  safi_cli_json_double (builder, "log_odds", safi_verdict_get_log_odds (verdict));
  safi_cli_json_double (builder, "probability", safi_verdict_get_probability (verdict));
  safi_cli_json_double (builder, "prior", safi_verdict_get_prior (verdict));
  json_builder_set_member_name (builder, "evidence");
  json_builder_begin_array (builder);
  for (guint i = 0; i < evidence->len; i++)
    add_evidence (builder, evidence->pdata[i]);
  json_builder_end_array (builder);
}

void
safi_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonBuilder) owned = builder;
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *line = json_to_string (root, FALSE);

  g_print ("%s\n", line);
}

static void
print_judged_json (SafiJudged *judged)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  safi_cli_json_int (builder, "id", judged->id);
  safi_cli_json_string (builder, "folder", safi_message_ref_get_folder (judged->ref));
  safi_cli_json_int (builder, "uid", safi_message_ref_get_uid (judged->ref));
  safi_cli_json_string (builder, "identity", safi_message_ref_get_identity (judged->ref));
  safi_cli_json_string (builder, "sender", judged->sender_address);
  safi_cli_json_string (builder, "subject", judged->subject);
  safi_cli_json_int (builder, "date", judged->date);
  safi_cli_json_string (builder, "fate", safi_fate_to_word (judged->fate));
  safi_cli_json_int (builder, "action", judged->action);
  safi_cli_json_int (builder, "run", judged->run);
  if (judged->is_taught)
    safi_cli_json_string (builder, "taught", safi_class_to_word (judged->taught_class));
  add_verdict (builder, judged->verdict);
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

void
safi_cli_print_judged (SafiCli *cli, SafiJudged *judged)
{
  g_autofree char *answer = NULL;
  g_autofree char *shown = NULL;

  if (cli->json) {
    print_judged_json (judged);
    return;
  }
  answer = describe_answer (judged->verdict);
  print_row (answer, judged->sender_address, judged->subject);
  print_reasons (judged->verdict);
  if (judged->fate != SAFI_FATE_STAYED)
    g_print ("    → %s\n", safi_words_fate (judged->fate));
}

static void
print_verdict_json (const char *name,
                    SafiMessage *message,
                    SafiVerdict *verdict,
                    const SafiAuthResult *auth)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *file = g_utf8_make_valid (name, -1);

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "file", file);
  safi_cli_json_string (builder, "identity", safi_message_get_identity (message));
  safi_cli_json_string (builder, "subject", safi_message_get_subject (message));
  add_verdict (builder, verdict);
  add_changes (builder, verdict);
  if (auth != NULL)
    safi_cli_add_auth (builder, auth);
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

void
safi_cli_print_verdict (SafiCli *cli,
                        const char *name,
                        SafiMessage *message,
                        SafiVerdict *verdict,
                        const SafiAuthResult *auth)
{
  const SafiAddress *from = safi_message_get_from (message);
  g_autofree char *answer = NULL;
  g_autofree char *file = NULL;

  if (cli->json) {
    print_verdict_json (name, message, verdict, auth);
    return;
  }
  if (safi_message_get_form (message) != SAFI_FORM_MAIL) {
    g_autofree char *sentence = safi_words_text_verdict (verdict);

    g_print ("%s\n", sentence);
    print_reasons (verdict);
    print_changes (verdict);
    return;
  }
  answer = describe_answer (verdict);
  file = safi_text_for_display (name, FIELD_CHARS_MAX, FALSE);
  print_row (answer, from != NULL ? from->address : file, safi_message_get_subject (message));
  print_reasons (verdict);
  print_changes (verdict);
}

static void
print_report_json (const char *address, const SafiSaving *saving, const SafiCheckReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "account", address);
  safi_cli_json_int (builder, "new", report->listed);
  safi_cli_json_int (builder, "good", report->good);
  safi_cli_json_int (builder, "unsure", report->unsure);
  safi_cli_json_int (builder, "junk", report->junk);
  safi_cli_json_int (builder, "moved", report->moved);
  safi_cli_json_int (builder, "would_move", report->would_move);
  safi_cli_json_int (builder, "skipped", report->skipped);
  safi_cli_json_int (builder, "octets", (gint64) report->octets);
  safi_cli_json_int (builder, "run", report->run);
  safi_cli_json_int (builder, "older", saving->older);
  safi_cli_json_int (builder, "older_octets", (gint64) saving->older_octets);
  json_builder_set_member_name (builder, "stopped");
  json_builder_add_boolean_value (builder, report->is_stopped);
  json_builder_set_member_name (builder, "limited");
  json_builder_add_boolean_value (builder, report->is_limited);
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

static void
print_moved (const SafiCheckReport *report)
{
  g_autofree char *command =
      g_strdup_printf ("safibox-cli undo --run %" G_GINT64_FORMAT, report->run);
  const char *const args[] = { command, NULL };
  /* Translators: {0} is a command to type. */
  g_autofree char *hint = safi_text_fill (_ ("To move them back: {0}"), args);

  g_print (
      ngettext ("%u message was moved to Junk.", "%u messages were moved to Junk.", report->moved),
      report->moved);
  g_print (" %s\n", hint);
}

/* What was not looked at, and why. */
static void
print_saving (const SafiPolicy *policy, const SafiSaving *saving)
{
  g_autofree char *limit = safi_words_allowance (saving->allowance, policy->day_megabytes);
  g_autofree char *older =
      saving->older > 0 ? safi_words_left_out (saving->older, saving->older_octets) : NULL;

  if (limit != NULL)
    g_print (_ ("%s To use as much again today: safibox-cli data --more\n"), limit);
  if (older != NULL)
    g_print (_ ("%s To look at them: safibox-cli check --all\n"), older);
}

static void
print_stopped (const SafiCheckReport *report)
{
  g_autofree char *sentence = safi_words_held_back (report->would_move, TRUE);

  /* Translators: %s is a sentence: why messages wait, and how many. */
  g_print (_ ("%s Move them with: safibox-cli check --yes\n"), sentence);
}

void
safi_cli_print_report (SafiCli *cli, SafiAccountState *state, const SafiCheckReport *report)
{
  const char *address = safi_account_get_address (safi_account_state_get_account (state));
  const SafiSaving *saving = safi_account_state_get_saving (state);

  if (cli->json) {
    print_report_json (address, saving, report);
    return;
  }
  /* Translators: a mailbox's address, then counts of messages. */
  g_print (_ ("%s: %u new messages: %u good, %u not sure, %u junk.\n"), address, report->listed,
           report->good, report->unsure, report->junk);
  if (report->skipped > 0)
    g_print (ngettext ("%u message could not be read.\n", "%u messages could not be read.\n",
                       report->skipped),
             report->skipped);
  if (report->moved > 0)
    print_moved (report);
  if (report->is_stopped)
    print_stopped (report);
  else if (report->moved == 0 && report->would_move > 0)
    g_print (
        ngettext ("%u message would be moved to Junk. Move it with: safibox-cli check --yes\n",
                  "%u messages would be moved to Junk. Move them with: safibox-cli check --yes\n",
                  report->would_move),
        report->would_move);
  print_saving (safi_account_state_get_policy (state), saving);
}
