/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "filter/checks/safi-check.h"
#include "filter/lists/safi-text-signs.h"

/* Digits and places that somebody hid ("07** *** 603"), with blanks between: a telephone number. */
#define NUMBER_DIGITS_MIN 8
#define NUMBER_DIGITS_MAX 15
/* Words all in capitals that shout; "OTP" and "PIN" stand in quiet texts too. */
#define CAPITAL_LETTERS_MIN 4
#define CAPITAL_WORDS_MIN 3

/* What is seen by its form, not by words: further signs. */
enum {
  ODD_LINK = SAFI_N_TEXT_SIGNS, /* "bank-update.example": names with a hyphen are cheap */
  NUMBER,
  SHOUT,
  N_SIGNS,
};

enum {
  NEW_NUMBER,
  NO_CALL,
  FAVOUR,
  TAKEOVER,
  SECRET,
  HOLD_LINE,
  MENACE,
  MENACE_PAY,
  BLOCKED,
  HURRY,
  FEE,
  GAIN,
  FEE_GAIN,
  EASY_JOB,
  PAY_TO,
  PAY_HURRY,
  PAY_NUMBER,
  MISTAKE_BACK,
  SEND_CODE,
  SECRET_DATA,
  INSTALL,
  PASS_ON,
  PROFIT,
  STRANGER,
  PLEA,
  NEW_ACCOUNT,
  SEXTORTION,
  RECOVERY,
  SCAN_RECEIVE,
  FORM_LINK,
  FORM_NUMBER,
  FORM_SHOUT,
  IN_PERSON,
  CODE_NOTICE,
  WARNING,
  NO_FEE,
  CHECK_FIRST,
  RECEIPT,
  APPOINTMENT,
  BILL,
};

/* Translators: in all of these {0} is a few words quoted from an SMS, a chat or a call. */
static const SafiFinding findings[] = {
  [NEW_NUMBER] = { "text.new-number", 0.3, N_ ("Somebody writes from another number: “{0}”."),
                   N_ ("Call the person on the number you have always had."), "chat-takeover" },
  [NO_CALL] = { "text.no-call", 1.2, N_ ("The sender does not want to be called: “{0}”."),
                N_ ("Call the person all the same, on the number you know."), "chat-takeover" },
  [FAVOUR] = { "text.favour", 0.6, N_ ("It leads up to a favour: “{0}”."),
               N_ ("Ask something that only the real person knows."), "boss-mail" },
  [TAKEOVER] = { "text.takeover", 1.3, N_ ("Who cannot be called asks you to answer: “{0}”."),
                 N_ ("Call the person on the number you have always had."), "chat-takeover" },
  [SECRET] = { "text.secret", 1.1, N_ ("It asks you to tell nobody: “{0}”."),
               N_ ("Tell one person you trust before you act."), "keep-secret" },
  [HOLD_LINE] = { "text.hold-line", 2.8, N_ ("It wants to keep you on the line: “{0}”."),
                  N_ ("Hang up. A real office lets you call back."), "fake-police" },
  /* Translators: a sign of a scam; “it” is a text, {0} is quoted from it. */
  [MENACE] = { "text.menace", 0.7, N_ ("It threatens: “{0}”."),
               N_ ("Do not pay and do not answer; tell somebody you trust."), "fake-police" },
  [MENACE_PAY] = { "text.menace-pay", 0.6, N_ ("A threat comes together with money: “{0}”."),
                   N_ ("No office is paid over the phone."), "fake-police" },
  [BLOCKED] = { "text.blocked", 0.7, N_ ("It says that something is closed or runs out: “{0}”."),
                N_ ("Ask at the counter, or in the app that you open yourself."),
                "account-closing" },
  [HURRY] = { "text.hurry", 0.4, N_ ("It is in a hurry: “{0}”."),
              N_ ("Take your time; a real office waits."), "hurry-money" },
  [FEE] = { "text.fee", 0.5, N_ ("It asks for a fee first: “{0}”."),
            N_ ("Pay nothing to be given something."), "advance-fee" },
  [GAIN] = { "text.gain", 0.6, N_ ("It promises something good: “{0}”."),
             N_ ("Ask yourself why this comes to you."), "prize" },
  [FEE_GAIN] = { "text.fee-gain", 0.4, N_ ("You are to pay before you get something: “{0}”."),
                 N_ ("Pay nothing to be given something."), "advance-fee" },
  [EASY_JOB] = { "text.easy-job", 1.0, N_ ("It offers easy work for good money: “{0}”."),
                 N_ ("Pay nothing to get work, and send no documents."), "task-job" },
  [PAY_TO] = { "text.pay-to", 0.4, N_ ("You are to send money: “{0}”."),
               N_ ("Call the person on a number you know before you pay."), "mobile-money" },
  [PAY_HURRY] = { "text.pay-hurry", 0.3, N_ ("Money and hurry come together: “{0}”."),
                  N_ ("Wait, and call the person on a number you know."), "hurry-money" },
  [PAY_NUMBER] = { "text.pay-number", 0.6, N_ ("Money is to go to a telephone number: “{0}”."),
                   N_ ("Send to a number only if you know whose it is."), "mobile-money" },
  [MISTAKE_BACK] = { "text.mistake-back", 2.0, N_ ("Money is said to be sent by mistake: “{0}”."),
                     N_ ("Look at your balance yourself; let your provider send it back."),
                     "mobile-money" },
  [SEND_CODE] = { "text.send-code", 2.2, N_ ("It wants the code that you were sent: “{0}”."),
                  N_ ("Give no code, PIN or password to anyone."), "chat-takeover" },
  [SECRET_DATA] = { "text.secret-data", 1.3, N_ ("It asks for what only you may know: “{0}”."),
                    N_ ("Give no code, PIN or password to anyone."), "ask-for-code" },
  [INSTALL] = { "text.install", 1.9, N_ ("It wants an app or to see your screen: “{0}”."),
                N_ ("Install apps only from the shop of your phone."), "install-app" },
  [PASS_ON] = { "text.pass-on", 0.5, N_ ("You are to pass it on to many people: “{0}”."),
                N_ ("Pass nothing on that you have not checked."), "grant" },
  [PROFIT] = { "text.profit", 0.8, N_ ("It speaks of quick profit: “{0}”."),
               N_ ("Put in no money that a message asks for."), "investment" },
  [STRANGER] = { "text.stranger", 1.0, N_ ("A stranger has something to give: “{0}”."),
                 N_ ("Do not answer: nobody gives a fortune to strangers."), "inheritance" },
  [PLEA] = { "text.plea", 0.7, N_ ("It appeals to your heart or your faith: “{0}”."),
             N_ ("Give through a body you know, not through a message."), "charity" },
  [NEW_ACCOUNT] = { "text.new-account", 2.0, N_ ("Money is to go to another account: “{0}”."),
                    N_ ("Ask on the number you have always had."), "invoice-change" },
  [SEXTORTION] = { "text.sextortion", 1.0, N_ ("It threatens with pictures or a video: “{0}”."),
                   N_ ("Do not pay and do not answer; tell somebody you trust."), "threat" },
  [RECOVERY] = { "text.recovery", 0.9, N_ ("It speaks of money that you lost or are owed: “{0}”."),
                 N_ ("Ask the police or a court yourself."), "recovery-agent" },
  [SCAN_RECEIVE] = { "text.scan-receive", 0.7,
                     N_ ("You are to scan or type something to be paid: “{0}”."),
                     N_ ("To be paid you need neither scan nor PIN."), "qr-code" },
  [FORM_LINK] = { "text.odd-link", 1.3, N_ ("Its link has a hyphen (-) in its name: {0}."),
                  N_ ("Open the real site or app yourself."), "lookalike-domain" },
  [FORM_NUMBER] = { "text.number", 1.4, N_ ("It names a telephone number: “{0}”."),
                    N_ ("Use the number you know instead."), "hurry-money" },
  /* Translators: a sign of a scam: capital letters, exclamation marks; “it” is a text, {0} is
     quoted from it. */
  [FORM_SHOUT] = { "text.shout", 0.2, N_ ("It shouts: “{0}”."),
                   N_ ("Take your time; a real office waits."), "hurry-money" },
  [IN_PERSON] = { "text.in-person", -0.6,
                  N_ ("It asks you to come, or to pay at a counter: “{0}”."),
                  N_ ("Go where you have always gone."), "account-closing" },
  [CODE_NOTICE] = { "text.code-notice", -0.9, N_ ("It brings a code and asks for nothing: “{0}”."),
                    N_ ("Use the code only if you asked for it; tell it to nobody."),
                    "ask-for-code" },
  [WARNING] = { "text.warning", -1.4, N_ ("It warns of scams: “{0}”."),
                N_ ("Scams warn of scams as well: look at what it asks for."), "ask-for-code" },
  [NO_FEE] = { "text.no-fee", -1.0, N_ ("It says that nothing is to be paid: “{0}”."),
               N_ ("It stays like that only as long as nobody asks for money."), "advance-fee" },
  [CHECK_FIRST] = { "text.check-first", -1.2, N_ ("It lets you check: “{0}”."),
                    N_ ("Do check, on the number you know."), "mobile-money" },
  [RECEIPT] = { "text.receipt", -0.7, N_ ("It reads like a receipt: “{0}”."),
                N_ ("Compare it with your balance."), "mobile-money" },
  [APPOINTMENT] = { "text.day", -0.6, N_ ("It names a day: “{0}”."),
                    N_ ("Ask if you know nothing of it."), "many-people" },
  [BILL] = { "text.bill", -0.1, N_ ("It is about something that you may know of: “{0}”."),
             N_ ("Compare it with your papers."), "many-people" },
};

#define BIT(sign) ((guint64) 1 << (sign))
#define MONEY (BIT (SAFI_SIGN_PAY_TO) | BIT (SAFI_SIGN_FEE) | BIT (SAFI_SIGN_GIVE_BACK))
#define PROMISE                                                                                    \
  (BIT (SAFI_SIGN_GAIN) | BIT (SAFI_SIGN_EASY_JOB) | BIT (SAFI_SIGN_PROFIT) |                      \
   BIT (SAFI_SIGN_STRANGER) | BIT (SAFI_SIGN_RECOVERY))

/* A finding is there if one of @signs is, and one of @with where that is not 0. The first of
 * @signs is quoted. */
static const struct {
  guint64 signs;
  guint64 with;
  guint finding;
} rules[] = {
  { BIT (SAFI_SIGN_NEW_NUMBER), 0, NEW_NUMBER },
  { BIT (SAFI_SIGN_NO_CALL), 0, NO_CALL },
  { BIT (SAFI_SIGN_FAVOUR), 0, FAVOUR },
  { BIT (SAFI_SIGN_NEW_NUMBER) | BIT (SAFI_SIGN_NO_CALL),
    BIT (SAFI_SIGN_FAVOUR) | BIT (SAFI_SIGN_SECRET), TAKEOVER },
  { BIT (SAFI_SIGN_SECRET), 0, SECRET },
  { BIT (SAFI_SIGN_HOLD_LINE), 0, HOLD_LINE },
  { BIT (SAFI_SIGN_MENACE), 0, MENACE },
  { BIT (SAFI_SIGN_MENACE) | BIT (SAFI_SIGN_AUTHORITY),
    MONEY | BIT (SAFI_SIGN_HOLD_LINE) | BIT (SAFI_SIGN_SECRET), MENACE_PAY },
  { BIT (SAFI_SIGN_BLOCKED), 0, BLOCKED },
  { BIT (SAFI_SIGN_HURRY), 0, HURRY },
  { BIT (SAFI_SIGN_FEE), 0, FEE },
  { BIT (SAFI_SIGN_GAIN), 0, GAIN },
  { BIT (SAFI_SIGN_FEE), PROMISE, FEE_GAIN },
  { BIT (SAFI_SIGN_EASY_JOB), 0, EASY_JOB },
  { BIT (SAFI_SIGN_PAY_TO), 0, PAY_TO },
  { BIT (SAFI_SIGN_PAY_TO) | BIT (SAFI_SIGN_FEE), BIT (SAFI_SIGN_HURRY), PAY_HURRY },
  { BIT (SAFI_SIGN_PAY_TO) | BIT (SAFI_SIGN_FEE), BIT (NUMBER), PAY_NUMBER },
  { BIT (SAFI_SIGN_MISTAKE), BIT (SAFI_SIGN_GIVE_BACK), MISTAKE_BACK },
  { BIT (SAFI_SIGN_SEND_CODE), 0, SEND_CODE },
  { BIT (SAFI_SIGN_SECRET_DATA), 0, SECRET_DATA },
  { BIT (SAFI_SIGN_INSTALL), 0, INSTALL },
  { BIT (SAFI_SIGN_PASS_ON), 0, PASS_ON },
  { BIT (SAFI_SIGN_PROFIT), 0, PROFIT },
  { BIT (SAFI_SIGN_STRANGER), 0, STRANGER },
  { BIT (SAFI_SIGN_PLEA), 0, PLEA },
  { BIT (SAFI_SIGN_NEW_ACCOUNT), 0, NEW_ACCOUNT },
  { BIT (SAFI_SIGN_SEXTORTION), 0, SEXTORTION },
  { BIT (SAFI_SIGN_RECOVERY), 0, RECOVERY },
  { BIT (SAFI_SIGN_SCAN_RECEIVE), 0, SCAN_RECEIVE },
  { BIT (ODD_LINK), 0, FORM_LINK },
  { BIT (NUMBER), 0, FORM_NUMBER },
  { BIT (SHOUT), 0, FORM_SHOUT },
  { BIT (SAFI_SIGN_IN_PERSON), 0, IN_PERSON },
  { BIT (SAFI_SIGN_CODE_NOTICE), 0, CODE_NOTICE },
  { BIT (SAFI_SIGN_WARNING), 0, WARNING },
  { BIT (SAFI_SIGN_NO_FEE), 0, NO_FEE },
  { BIT (SAFI_SIGN_CHECK_FIRST), 0, CHECK_FIRST },
  { BIT (SAFI_SIGN_RECEIPT), 0, RECEIPT },
  { BIT (SAFI_SIGN_DAY), 0, APPOINTMENT },
  { BIT (SAFI_SIGN_BILL), 0, BILL },
};

static void
note (SafiTextHit *hit, const char *text, const char *start, const char *end)
{
  if (hit->is_there)
    return;
  *hit = (SafiTextHit){ TRUE, (guint) (start - text), (guint) (end - start) };
}

static void
find_links (SafiMessage *message, SafiTextHit *hits)
{
  const char *text = safi_message_get_text (message);
  const gsize length = strlen (text);
  GPtrArray *links = safi_message_get_links (message);

  for (guint i = 0; i < links->len; i++) {
    const SafiLink *link = g_ptr_array_index (links, i);

    if (strchr (link->host, '-') != NULL && link->start + link->length <= length)
      note (&hits[ODD_LINK], text, text + link->start, text + link->start + link->length);
  }
}

static gboolean
is_digit_or_hidden (char c)
{
  return g_ascii_isdigit (c) || c == 'X' || c == 'x' || c == '*';
}

/* Returns: (nullable): the end of the number that begins at @at, if it is one of a telephone. Looks
 * no further than one digit too many, so that a text of digits takes no longer than another. */
static const char *
find_number_end (const char *at)
{
  const char *end = at;
  guint n = 0;
  guint n_digits = 0;

  for (; is_digit_or_hidden (*at) || ((*at == ' ' || *at == '-') && is_digit_or_hidden (at[1]));
       at++) {
    if (!is_digit_or_hidden (*at))
      continue;
    if (++n > NUMBER_DIGITS_MAX)
      return NULL;
    n_digits += g_ascii_isdigit (*at);
    end = at + 1;
  }
  return n >= NUMBER_DIGITS_MIN && n_digits >= 2 ? end : NULL;
}

static void
find_number (const char *text, SafiTextHit *hits)
{
  for (const char *at = text; *at != '\0'; at++) {
    const char *end;

    if (!g_ascii_isdigit (*at) || (at > text && (is_digit_or_hidden (at[-1]) || at[-1] == '/')))
      continue;
    end = find_number_end (at);
    if (end != NULL) {
      note (&hits[NUMBER], text, at, end);
      return;
    }
  }
}

/* "!!", or several words in capitals. */
static void
find_shouting (const char *text, SafiTextHit *hits)
{
  const char *twice = strstr (text, "!!");
  guint n_words = 0;
  guint n_letters = 0;

  if (twice != NULL)
    note (&hits[SHOUT], text, twice, twice + 2);
  for (const char *at = text;; at++) {
    if (g_ascii_isupper (*at)) {
      n_letters++;
      continue;
    }
    if (n_letters >= CAPITAL_LETTERS_MIN && ++n_words == CAPITAL_WORDS_MIN)
      note (&hits[SHOUT], text, at - n_letters, at);
    n_letters = 0;
    if (*at == '\0')
      return;
  }
}

static guint64
gather (const SafiTextHit *hits)
{
  guint64 signs = 0;

  for (guint i = 0; i < N_SIGNS; i++)
    signs |= hits[i].is_there ? BIT (i) : 0;
  /* "Tell nobody" said of a code is what real services say. */
  if (signs & (BIT (SAFI_SIGN_CODE_NOTICE) | BIT (SAFI_SIGN_RECEIPT)))
    signs &= ~BIT (SAFI_SIGN_SECRET);
  /* To call the number that a message brings checks nothing. */
  if (signs & BIT (NUMBER))
    signs &= ~BIT (SAFI_SIGN_CHECK_FIRST);
  return signs;
}

static guint
get_first (guint64 signs)
{
  guint sign = 0;

  while ((signs & BIT (sign)) == 0)
    sign++;
  return sign;
}

static void
add (const char *text, const SafiTextHit *hit, guint finding, GPtrArray *evidence)
{
  SafiEvidence *row = safi_evidence_new (&findings[finding]);
  g_autofree char *quote = g_strndup (text + hit->start, hit->length);

  safi_evidence_add_arg (row, SAFI_ARG_TEXT, quote);
  safi_evidence_set_spot_text (row, hit->start, hit->length);
  g_ptr_array_add (evidence, row);
}

static gboolean
run (SafiMessage *message,
     const SafiCheckContext *context,
     GPtrArray *evidence,
     GCancellable *cancellable,
     GError **error)
{
  const char *text = safi_message_get_text (message);
  SafiTextHit hits[N_SIGNS] = { 0 };
  guint64 signs;

  if (safi_message_get_form (message) != SAFI_FORM_TEXT)
    return TRUE;
  safi_text_signs_find (text, hits);
  find_links (message, hits);
  find_number (text, hits);
  find_shouting (text, hits);
  signs = gather (hits);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if ((signs & rules[i].signs) != 0 && (rules[i].with == 0 || (signs & rules[i].with) != 0))
      add (text, &hits[get_first (signs & rules[i].signs)], rules[i].finding, evidence);
  return TRUE;
}

const SafiCheck safi_check_text = {
  .name = "text",
  .group = SAFI_GROUP_TEXT,
  .findings = findings,
  .n_findings = G_N_ELEMENTS (findings),
  .run = run,
};
