/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "filter/checks/safi-check.h"
#include "filter/lists/safi-word-list.h"

/* A warning this near (octets) takes back a request: "we never ask for your PIN". */
#define WARNING_REACH 120
/* Each further phrase of a group adds this (nats), up to so many. */
#define WEIGHT_PER_PHRASE 0.5
#define FURTHER_PHRASES_MAX 3

enum {
  ASK_CODE,
  SUM,
  PRIZE,
  JOB,
  ROMANCE,
  CHARITY,
  THREAT,
  THREAT_COIN,
  INSTALL,
  SECRECY,
  HURRY,
  HURRY_MONEY,
  ADVERT,
};

/* Translators: in all of these {0} is a few words quoted from the message. */
static const SafiFinding findings[] = {
  [ASK_CODE] = { "money.ask-code", 3.0, N_ ("It asks for a secret: \"{0}\"."),
                 N_ ("Give no code, PIN or password to anyone."), "ask-for-code" },
  [SUM] = { "money.sum", 2.0, N_ ("It is about money: \"{0}\"."),
            N_ ("Call the person on a number you know before you pay."), "hurry-money" },
  [PRIZE] = { "money.prize", 2.5, N_ ("It promises a prize or a gift: \"{0}\"."),
              N_ ("Nobody wins a draw without taking part in it."), "prize" },
  [JOB] = { "money.job", 2.2, N_ ("It offers easy earnings or asks a fee for work: \"{0}\"."),
            N_ ("Pay nothing to get a job, a visa or a place."), "job-fee" },
  [ROMANCE] = { "money.romance", 2.0, N_ ("A stranger writes very warmly: \"{0}\"."),
                N_ ("Send no money to somebody you have never met."), "romance" },
  [CHARITY] = { "money.charity", 2.0, N_ ("It appeals to your heart or your faith: \"{0}\"."),
                N_ ("Give through a body you know, not through a message."), "charity" },
  [THREAT] = { "money.threat", 3.0, N_ ("It threatens you: \"{0}\"."),
               N_ ("Do not pay and do not answer; tell somebody you trust."), "threat" },
  [THREAT_COIN] = { "money.threat-coin", 4.0,
                    N_ ("It threatens you and names a coin address: \"{0}\"."),
                    N_ ("Do not pay; such messages go to thousands of people."), "threat" },
  [INSTALL] = { "money.install", 2.5, N_ ("It wants you to install something: \"{0}\"."),
                N_ ("Install apps only from the shop of your phone."), "install-app" },
  [SECRECY] = { "money.secrecy", 2.2, N_ ("It asks you to keep a secret: \"{0}\"."),
                N_ ("Tell one person you trust before you act."), "keep-secret" },
  [HURRY] = { "money.hurry", 2.0, N_ ("It hurries you: \"{0}\"."),
              N_ ("Take your time; a real office waits."), "hurry-money" },
  [HURRY_MONEY] = { "money.hurry-money", 0.5, N_ ("Money and hurry come together: \"{0}\"."),
                    N_ ("Wait, and call the person on a number you know."), "hurry-money" },
  [ADVERT] = { "money.advert", 2.2, N_ ("It speaks like an advert: \"{0}\"."),
               N_ ("You owe an advert no answer."), "advert" },
};

/* Which finding a group of phrases gives. */
static const guint finding_of_group[SAFI_N_WORD_GROUPS] = {
  [SAFI_WORDS_MONEY] = SUM,       [SAFI_WORDS_SECRET_REQUEST] = ASK_CODE,
  [SAFI_WORDS_URGENCY] = HURRY,   [SAFI_WORDS_SECRECY] = SECRECY,
  [SAFI_WORDS_PRIZE] = PRIZE,     [SAFI_WORDS_JOB] = JOB,
  [SAFI_WORDS_THREAT] = THREAT,   [SAFI_WORDS_INSTALL] = INSTALL,
  [SAFI_WORDS_CHARITY] = CHARITY, [SAFI_WORDS_ROMANCE] = ROMANCE,
  [SAFI_WORDS_ADVERT] = ADVERT,
};

/* What was found of one group. */
typedef struct {
  guint n_phrases; /* different ones */
  SafiWordHit hit; /* the first */
  gboolean in_subject;
} Found;

typedef struct {
  const char *subject;
  const char *text;
  Found found[SAFI_N_WORD_GROUPS];
} Search;

static gboolean
is_taken_back (const GArray *hits, const SafiWordHit *request)
{
  for (guint i = 0; i < hits->len; i++) {
    const SafiWordHit *hit = &g_array_index (hits, SafiWordHit, i);

    if (hit->group == SAFI_WORDS_SECRET_WARNING &&
        hit->start <= request->start + request->length + WARNING_REACH &&
        request->start <= hit->start + hit->length + WARNING_REACH)
      return TRUE;
  }
  return FALSE;
}

static gboolean
was_seen_before (const GArray *hits, guint index)
{
  for (guint i = 0; i < index; i++)
    if (g_array_index (hits, SafiWordHit, i).phrase ==
        g_array_index (hits, SafiWordHit, index).phrase)
      return TRUE;
  return FALSE;
}

static void
search_in (Search *search, const char *text, gboolean is_subject)
{
  g_autoptr (GArray) hits = safi_word_list_find (text, strlen (text));

  for (guint i = 0; i < hits->len; i++) {
    const SafiWordHit *hit = &g_array_index (hits, SafiWordHit, i);
    Found *found = &search->found[hit->group];

    if (found->n_phrases > FURTHER_PHRASES_MAX || was_seen_before (hits, i) ||
        (hit->group == SAFI_WORDS_SECRET_REQUEST && is_taken_back (hits, hit)))
      continue;
    if (found->n_phrases++ == 0) {
      found->hit = *hit;
      found->in_subject = is_subject;
    }
  }
}

static void
add (Search *search, guint finding, const Found *found, double weight, GPtrArray *evidence)
{
  SafiEvidence *row = safi_evidence_new (&findings[finding]);
  const char *source = found->in_subject ? search->subject : search->text;
  g_autofree char *quote = g_strndup (source + found->hit.start, found->hit.length);

  safi_evidence_add_arg (row, SAFI_ARG_TEXT, quote);
  safi_evidence_set_weight (row, weight);
  if (found->in_subject)
    safi_evidence_set_spot_header (row, "Subject");
  else
    safi_evidence_set_spot_text (row, found->hit.start, found->hit.length);
  g_ptr_array_add (evidence, row);
}

/* A Bitcoin address: Base58 that begins with 1 or 3 (26 to 35 characters) or Bech32 with "bc1". The
 * checksum is left alone: a wrong one threatens as well. */
static gboolean
names_coin_address (const char *text)
{
  for (const char *at = text; *at != '\0';) {
    gsize length;

    while (*at != '\0' && !g_ascii_isalnum (*at))
      at++;
    for (length = 0; g_ascii_isalnum (at[length]); length++)
      ;
    if ((length >= 38 && length <= 62 && g_ascii_strncasecmp (at, "bc1", 3) == 0) ||
        (length >= 26 && length <= 35 && (*at == '1' || *at == '3') &&
         strcspn (at, "0OIl") >= length))
      return TRUE;
    at += length;
  }
  return FALSE;
}

static void
report (Search *search, GPtrArray *evidence)
{
  for (guint group = 0; group < SAFI_N_WORD_GROUPS; group++) {
    const Found *found = &search->found[group];
    guint finding = finding_of_group[group];

    if (found->n_phrases == 0 || group == SAFI_WORDS_SECRET_WARNING)
      continue;
    if (finding == THREAT && names_coin_address (search->text))
      finding = THREAT_COIN;
    add (search, finding, found,
         findings[finding].weight +
             WEIGHT_PER_PHRASE * MIN (found->n_phrases - 1, FURTHER_PHRASES_MAX),
         evidence);
  }
}

static gboolean
run (SafiMessage *message,
     const SafiCheckContext *context,
     GPtrArray *evidence,
     GCancellable *cancellable,
     GError **error)
{
  Search search = { .subject = safi_message_get_subject (message),
                    .text = safi_message_get_text (message) };
  const Found *money = &search.found[SAFI_WORDS_MONEY];
  const Found *hurry = &search.found[SAFI_WORDS_URGENCY];

  search_in (&search, search.subject, TRUE);
  search_in (&search, search.text, FALSE);
  report (&search, evidence);
  if (money->n_phrases > 0 && hurry->n_phrases > 0)
    add (&search, HURRY_MONEY, hurry, findings[HURRY_MONEY].weight, evidence);
  return TRUE;
}

const SafiCheck safi_check_money = {
  .name = "money",
  .group = SAFI_GROUP_WORDS,
  .unseen = 0.5,
  .unseen_of = SAFI_UNSEEN_TEXT,
  .findings = findings,
  .n_findings = G_N_ELEMENTS (findings),
  .run = run,
};
