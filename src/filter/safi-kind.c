/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/safi-kind.h"

#define HIDING_SHARE 0.7
#define SECRECY_SHARE 0.5

static const struct {
  const char *code;
  SafiKind kind;
} kinds[] = {
  { "attachments.app", SAFI_KIND_MALWARE },
  { "attachments.disk-image", SAFI_KIND_MALWARE },
  { "attachments.locked", SAFI_KIND_MALWARE },
  { "attachments.macro", SAFI_KIND_MALWARE },
  { "attachments.page", SAFI_KIND_PHISHING },
  { "attachments.page-form", SAFI_KIND_PHISHING },
  { "attachments.program", SAFI_KIND_MALWARE },
  { "attachments.program-inside", SAFI_KIND_MALWARE },
  { "attachments.script", SAFI_KIND_MALWARE },
  { "attachments.shortcut", SAFI_KIND_MALWARE },
  { "attachments.two-names", SAFI_KIND_MALWARE },
  { "auth.added-field", SAFI_KIND_PHISHING },
  { "auth.bounce", SAFI_KIND_BOUNCE },
  { "auth.contradicted", SAFI_KIND_PHISHING },
  { "auth.several-authors", SAFI_KIND_PHISHING },
  { "auth.spoofed", SAFI_KIND_PHISHING },
  { "bayes.junk-like", SAFI_KIND_ADVERT },
  { "bayes.junk-overall", SAFI_KIND_ADVERT },
  { "call.money", SAFI_KIND_MONEY },
  { "call.pressure", SAFI_KIND_THREAT },
  { "call.screen", SAFI_KIND_PHISHING },
  { "call.secret", SAFI_KIND_PHISHING },
  { "links.bait", SAFI_KIND_PHISHING },
  { "links.brand", SAFI_KIND_PHISHING },
  { "links.disguised", SAFI_KIND_PHISHING },
  { "links.download", SAFI_KIND_MALWARE },
  { "links.form-elsewhere", SAFI_KIND_PHISHING },
  { "links.lookalike", SAFI_KIND_PHISHING },
  { "links.mixed-scripts", SAFI_KIND_PHISHING },
  { "links.number", SAFI_KIND_PHISHING },
  { "links.own-name", SAFI_KIND_PHISHING },
  { "links.picture-only", SAFI_KIND_ADVERT },
  { "links.script", SAFI_KIND_PHISHING },
  { "links.sign-in-form", SAFI_KIND_PHISHING },
  { "links.user-name", SAFI_KIND_PHISHING },
  { "money.advert", SAFI_KIND_ADVERT },
  { "money.ask-code", SAFI_KIND_PHISHING },
  { "money.charity", SAFI_KIND_MONEY },
  { "money.hurry-money", SAFI_KIND_MONEY },
  { "money.install", SAFI_KIND_MALWARE },
  { "money.job", SAFI_KIND_MONEY },
  { "money.prize", SAFI_KIND_MONEY },
  { "money.romance", SAFI_KIND_MONEY },
  { "money.secrecy", SAFI_KIND_MONEY },
  { "money.sum", SAFI_KIND_MONEY },
  { "money.threat", SAFI_KIND_THREAT },
  { "money.threat-coin", SAFI_KIND_THREAT },
  { "sender.bounce", SAFI_KIND_BOUNCE },
  { "sender.brand", SAFI_KIND_PHISHING },
  { "sender.brand-in-domain", SAFI_KIND_PHISHING },
  { "sender.lookalike", SAFI_KIND_PHISHING },
  { "sender.own-domain", SAFI_KIND_PHISHING },
  { "starter.junk-like", SAFI_KIND_ADVERT },
  { "starter.junk-overall", SAFI_KIND_ADVERT },
  { "starter.scam-like", SAFI_KIND_MONEY },
  { "starter.scam-overall", SAFI_KIND_MONEY },
  { "text.blocked", SAFI_KIND_PHISHING },
  { "text.easy-job", SAFI_KIND_MONEY },
  { "text.favour", SAFI_KIND_PHISHING },
  { "text.fee", SAFI_KIND_MONEY },
  { "text.fee-gain", SAFI_KIND_MONEY },
  { "text.gain", SAFI_KIND_MONEY },
  { "text.hold-line", SAFI_KIND_THREAT },
  { "text.install", SAFI_KIND_MALWARE },
  { "text.menace", SAFI_KIND_THREAT },
  { "text.menace-pay", SAFI_KIND_THREAT },
  { "text.mistake-back", SAFI_KIND_MONEY },
  { "text.new-account", SAFI_KIND_MONEY },
  { "text.new-number", SAFI_KIND_PHISHING },
  { "text.no-call", SAFI_KIND_PHISHING },
  { "text.odd-link", SAFI_KIND_PHISHING },
  { "text.pass-on", SAFI_KIND_MONEY },
  { "text.pay-hurry", SAFI_KIND_MONEY },
  { "text.pay-number", SAFI_KIND_MONEY },
  { "text.pay-to", SAFI_KIND_MONEY },
  { "text.plea", SAFI_KIND_MONEY },
  { "text.profit", SAFI_KIND_MONEY },
  { "text.recovery", SAFI_KIND_MONEY },
  { "text.scan-receive", SAFI_KIND_MONEY },
  { "text.secret", SAFI_KIND_MONEY },
  { "text.secret-data", SAFI_KIND_PHISHING },
  { "text.send-code", SAFI_KIND_PHISHING },
  { "text.sextortion", SAFI_KIND_THREAT },
  { "text.stranger", SAFI_KIND_MONEY },
  { "text.takeover", SAFI_KIND_PHISHING },
};

SafiKind
safi_kind_of_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].code, code))
      return kinds[i].kind;
  return SAFI_KIND_OTHER;
}

/* What a message wants (its words, its attachments) tells the kind better than how it hides: every
 * kind of scam hides its sender and its links. */
static double
get_share (const char *code)
{
  if (g_str_equal (code, "money.secrecy"))
    return SECRECY_SHARE; /* goes with threats as well */
  if (g_str_equal (code, "sender.bounce") || g_str_equal (code, "auth.bounce"))
    return 1;
  /* What a computer that was taken over sends is of every kind, and of no other one. */
  if (g_str_has_prefix (code, "zombie.") ||
      (g_str_has_prefix (code, "auth.") && safi_kind_of_code (code) == SAFI_KIND_OTHER))
    return 0;
  return g_str_has_prefix (code, "sender.") || g_str_has_prefix (code, "links.") ||
                 g_str_has_prefix (code, "auth.")
             ? HIDING_SHARE
             : 1;
}

SafiKind
safi_kind_of_evidence (GPtrArray *evidence)
{
  double totals[SAFI_N_KINDS] = { 0 };
  SafiKind strongest = SAFI_KIND_OTHER;

  for (guint i = 0; i < evidence->len; i++) {
    SafiEvidence *row = g_ptr_array_index (evidence, i);
    const char *code = safi_evidence_get_finding (row)->code;

    /* The models say that something is junk, seldom which sort: they name a kind only alone. */
    if (!safi_evidence_is_of_model (row))
      totals[safi_kind_of_code (code)] +=
          MAX (0, safi_evidence_get_weight (row)) * get_share (code);
  }
  for (guint kind = SAFI_KIND_ADVERT; kind < SAFI_KIND_OTHER; kind++)
    if (totals[kind] > totals[strongest] || (strongest == SAFI_KIND_OTHER && totals[kind] > 0))
      strongest = kind;
  if (strongest == SAFI_KIND_OTHER && totals[SAFI_KIND_OTHER] == 0)
    return SAFI_KIND_ADVERT;
  return strongest;
}
