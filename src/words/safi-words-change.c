/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "words/safi-words-private.h"
#include "words/safi-words.h"

#define NAMED_MAX 3

/* What a finding found, as it is called in the sentences below: "Without the link to pay.example
 * Safibox would not call it junk." The first entry with which a code begins counts. */
static const struct {
  const char *prefix; /* of codes */
  const char *name;
} names[] = {
  /* Translators: the following are parts of a sentence: "Without {0} Safibox would not call it
     junk." {0} is the name of a file. */
  { "attachments.program-inside", N_ ("the program in {0}") },
  /* Translators: a part of "Without …": {0} is the name of a file. */
  { "attachments.", N_ ("the attachment {0}") },
  /* Translators: a part of "Without …": {0} is a domain that the message names as its sender. */
  { "auth.spoofed", N_ ("the forged sender {0}") },
  { "auth.contradicted", N_ ("the doubtful sender {0}") },
  /* Translators: a part of "Without …". */
  { "auth.several-authors", N_ ("its several senders") },
  /* Translators: a part of "Without …". */
  { "auth.added-field", N_ ("what was added to it") },
  /* Translators: a part of "Without …". */
  { "auth.bounce", N_ ("the message it returns") },
  /* Translators: a part of "Without …": {0} is a domain. */
  { "auth.authenticated", N_ ("the known sender {0}") },
  /* Translators: a part of "Without …": {0} is a domain. */
  { "auth.unauthenticated", N_ ("the missing proof of {0}") },
  /* Translators: a part of "Without …". */
  { "auth.", N_ ("the computer that sent it") },
  /* Translators: a part of "Without …". */
  { "zombie.", N_ ("the computer that sent it") },
  /* Translators: a part of "Without …": {0} is one or several words of the message. */
  { "bayes.junk-like", N_ ("“{0}”") },
  { "bayes.good-like", N_ ("“{0}”") },
  /* Translators: a part of "Without …". */
  { "bayes.junk-overall", N_ ("its likeness to mail you called junk") },
  /* Translators: a part of "Without …". */
  { "bayes.good-overall", N_ ("its likeness to your good mail") },
  /* Translators: a part of "Without …": a number that the person rang. */
  { "call.known", N_ ("the number that you knew") },
  /* Translators: a part of "Without …": in a telephone call. */
  { "call.secret", N_ ("the request for a code or a password") },
  /* Translators: a part of "Without …": in a telephone call. */
  { "call.screen", N_ ("the request to install something or show your screen") },
  /* Translators: a part of "Without …": in a telephone call. */
  { "call.money", N_ ("the request for money") },
  /* Translators: a part of "Without …". */
  { "call.pressure", N_ ("the pressure in the call") },
  /* Translators: a part of "Without …". */
  { "call.nothing", N_ ("how the call went") },
  { "starter.junk-like", N_ ("“{0}”") },
  { "starter.good-like", N_ ("“{0}”") },
  /* Translators: a part of "Without …". */
  { "starter.junk-overall", N_ ("its likeness to junk that many people get") },
  /* Translators: a part of "Without …". */
  { "starter.good-overall", N_ ("its likeness to good mail that many people get") },
  { "starter.scam-like", N_ ("“{0}”") },
  { "starter.real-like", N_ ("“{0}”") },
  /* Translators: a part of "Without …". */
  { "starter.scam-overall", N_ ("its likeness to many scams") },
  /* Translators: a part of "Without …". */
  { "starter.real-overall", N_ ("its likeness to many real messages") },
  /* Translators: a part of "Without …": {1} is a domain. */
  { "links.disguised", N_ ("the link to {1}") },
  { "links.user-name", N_ ("the link to {1}") },
  /* Translators: a part of "Without …". */
  { "links.sign-in-form", N_ ("the form that asks for a password") },
  /* Translators: a part of "Without …": {0} is a domain. */
  { "links.form-elsewhere", N_ ("the form for {0}") },
  /* Translators: a part of "Without …". */
  { "links.script", N_ ("the link with commands") },
  /* Translators: a part of "Without …". */
  { "links.picture-only", N_ ("the picture in place of words") },
  /* Translators: a part of "Without …": {0} is a domain, a network number or the name of a file. */
  { "links.", N_ ("the link to {0}") },
  { "money.", N_ ("“{0}”") },
  { "text.", N_ ("“{0}”") },
  /* Translators: a part of "Without …": what the person said of the sender. */
  { "rule.trusted", N_ ("your trust in the sender") },
  /* Translators: a part of "Without …": the person wants no mail of the sender. */
  { "rule.unwanted", N_ ("your word about the sender") },
  /* Translators: a part of "Without …": {0} is a name or an address. */
  { "sender.other-address", N_ ("the sender's name {0}") },
  { "sender.brand-in-domain", N_ ("the sender's address {0}") },
  { "sender.brand", N_ ("the sender's name {0}") },
  { "sender.own-domain", N_ ("the sender's name {0}") },
  { "sender.office", N_ ("the sender's name {0}") },
  /* Translators: a part of "Without …": {0} is a domain. */
  { "sender.lookalike", N_ ("the sender's address {0}") },
  { "sender.bait-domain", N_ ("the sender's address {0}") },
  /* Translators: a part of "Without …": {0} is an e-mail address. */
  { "sender.reply-", N_ ("the address for replies {0}") },
  /* Translators: a part of "Without …". */
  { "sender.own-address", N_ ("your own address as its sender") },
  /* Translators: a part of "Without …": what is missing is a sender. */
  { "sender.no-address", N_ ("the missing sender") },
  /* Translators: a part of "Without …": mail programs put a mark (Message-ID) on each message. */
  { "sender.no-id", N_ ("the missing mark of a mail program") },
  /* Translators: a part of "Without …". */
  { "sender.hidden-recipients", N_ ("the hidden recipients") },
  /* Translators: a part of "Without …". */
  { "sender.bounce", N_ ("the message it returns") },
  /* Translators: a part of "Without …". */
  { "sender.unreadable", N_ ("the form that cannot be read here") },
};

/* Whole sentences by how many things are named, from one. */
static const char *const not_junk[NAMED_MAX] = {
  /* Translators: {0}, {1}, {2} are the things named, such as "the link to pay.example". */
  N_ ("Without {0} Safibox would not call it junk."),
  N_ ("Without {0} and {1} Safibox would not call it junk."),
  N_ ("Without {0}, {1} and {2} Safibox would not call it junk."),
};
static const char *const to_good[NAMED_MAX] = {
  /* Translators: {0}, {1}, {2} are the things named, such as "the link to pay.example". */
  N_ ("Without {0} Safibox would call it good."),
  N_ ("Without {0} and {1} Safibox would call it good."),
  N_ ("Without {0}, {1} and {2} Safibox would call it good."),
};
static const char *const to_junk[NAMED_MAX] = {
  /* Translators: {0}, {1}, {2} are the things named, such as "its likeness to your good mail". */
  N_ ("Without {0} Safibox would call it junk."),
  N_ ("Without {0} and {1} Safibox would call it junk."),
  N_ ("Without {0}, {1} and {2} Safibox would call it junk."),
};
static const char *const not_good[NAMED_MAX] = {
  /* Translators: {0}, {1}, {2} are the things named, such as "its likeness to your good mail". */
  N_ ("Without {0} Safibox would not call it good."),
  N_ ("Without {0} and {1} Safibox would not call it good."),
  N_ ("Without {0}, {1} and {2} Safibox would not call it good."),
};

/* Returns: (transfer full): as a part of a sentence. */
static char *
name_evidence (SafiEvidence *evidence)
{
  const char *code = safi_evidence_get_finding (evidence)->code;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (code, names[i].prefix))
      return safi_words_fill (g_dgettext (GETTEXT_PACKAGE, names[i].name), evidence);
  /* Translators: a part of "Without …": something found by an older Safibox. */
  return g_strdup (_ ("an older finding"));
}

/* Returns: (transfer full) (element-type utf8): each name once, then NULL. Two findings about one
 * link have one name. */
static GPtrArray *
list_names (GPtrArray *rows)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++) {
    char *name = name_evidence (rows->pdata[i]);

    if (g_ptr_array_find_with_equal_func (list, name, g_str_equal, NULL))
      g_free (name);
    else
      g_ptr_array_add (list, name);
  }
  g_ptr_array_add (list, NULL);
  return list;
}

static const char *const *
choose_sentences (SafiDecision decision, SafiClass toward)
{
  if (decision == SAFI_DECISION_UNSURE)
    return toward == SAFI_CLASS_GOOD ? to_good : to_junk;
  return decision == SAFI_DECISION_JUNK ? not_junk : not_good;
}

char *
safi_words_change (SafiVerdict *verdict, SafiClass toward, GPtrArray *rows)
{
  g_autoptr (GPtrArray) list = list_names (rows);
  const guint n = list->len - 1;

  if (n == 0 || n > NAMED_MAX)
    return g_strdup (toward == SAFI_CLASS_GOOD
                         ? _ ("Many signs speak for junk; none of them decides alone.")
                         : _ ("Many signs speak for good; none of them decides alone."));
  return safi_text_fill (
      g_dgettext (GETTEXT_PACKAGE,
                  choose_sentences (safi_verdict_get_decision (verdict), toward)[n - 1]),
      (const char *const *) list->pdata);
}
