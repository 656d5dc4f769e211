/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/safi-tip.h"

#include <glib/gi18n-lib.h>

/* Title and sentence together hold 140 characters at most; a sentence has twelve words at most and
 * names one action. Facts: common knowledge of the field. */
static const SafiTip tips[] = {
  /* Translators: a tip ("sender-name"): a title, then one sentence. */
  { "sender-name", "avatar-default-symbolic", N_ ("A name is easy to copy"),
    N_ ("Read the address after the name.") },
  /* Translators: a tip ("sender-proof"): a title, then one sentence. */
  { "sender-proof", "auth-fingerprint-symbolic", N_ ("Known sender, not yet a true message"),
    N_ ("The check says who sent it, not whether to trust it.") },
  /* Translators: a tip ("sender-forged"): a title, then one sentence. */
  { "sender-forged", "mail-send-symbolic", N_ ("Anyone can write any sender's address"),
    N_ ("Ask the sender by phone before you do what it says.") },
  /* Translators: a tip ("sending-computer"): a title, then one sentence. */
  { "sending-computer", "computer-symbolic", N_ ("It came from an unusual computer"),
    N_ ("Look twice at what it asks of you.") },
  /* Translators: a tip ("reply-elsewhere"): a title, then one sentence. */
  { "reply-elsewhere", "mail-replied-symbolic", N_ ("Your reply would go to somebody else"),
    N_ ("Compare the reply address with the sender before you answer.") },
  /* Translators: a tip ("own-address"): a title, then one sentence. */
  { "own-address", "user-info-symbolic", N_ ("It seems to come from you"),
    N_ ("Anyone can write your address there, so check your Sent folder.") },
  /* Translators: a tip ("link-goes-elsewhere"): a title, then one sentence. */
  { "link-goes-elsewhere", "insert-link-symbolic", N_ ("The link leads to another place"),
    N_ ("Type the address you know into your browser instead.") },
  /* Translators: a tip ("link-number"): a title, then one sentence. */
  { "link-number", "input-dialpad-symbolic", N_ ("The link has numbers for a name"),
    N_ ("Open the site the way you usually do.") },
  /* Translators: a tip ("lookalike-domain"): a title, then one sentence. */
  { "lookalike-domain", "edit-find-symbolic", N_ ("An address that looks almost right"),
    N_ ("Read the address letter by letter before you open it.") },
  /* Translators: a tip ("short-link"): a title, then one sentence. */
  { "short-link", "zoom-in-symbolic", N_ ("A short link hides the real address"),
    N_ ("Ask the sender where the link leads.") },
  /* Translators: a tip ("sign-in-form"): a title, then one sentence. */
  { "sign-in-form", "dialog-password-symbolic", N_ ("A page in the message asks for your password"),
    N_ ("Sign in only on the page you open yourself.") },
  /* Translators: a tip ("attachment-program"): a title, then one sentence. */
  { "attachment-program", "application-x-executable-symbolic", N_ ("The attachment is a program"),
    N_ ("Ask the sender by phone before you open it.") },
  /* Translators: a tip ("attachment-two-names"): a title, then one sentence. */
  { "attachment-two-names", "document-properties-symbolic", N_ ("The file hides what it is"),
    N_ ("Look at the last letters of the file name.") },
  /* Translators: a tip ("attachment-macro"): a title, then one sentence. */
  { "attachment-macro", "x-office-document-symbolic", N_ ("The document wants to run commands"),
    N_ ("Do not press \"Enable content\".") },
  /* Translators: a tip ("attachment-page"): a title, then one sentence. */
  { "attachment-page", "text-x-generic-symbolic", N_ ("The attachment is a web page"),
    N_ ("Do not type a password into an attached page.") },
  /* Translators: a tip ("attachment-locked"): a title, then one sentence. */
  { "attachment-locked", "system-lock-screen-symbolic", N_ ("The file is locked with a password"),
    N_ ("Ask the sender by phone what is inside.") },
  /* Translators: a tip ("ask-for-code"): a title, then one sentence. */
  { "ask-for-code", "phone-symbolic", N_ ("Codes and PINs are only for you"),
    N_ ("Give no code to anyone, not even your bank.") },
  /* Translators: a tip ("hurry-money"): a title, then one sentence. */
  { "hurry-money", "alarm-symbolic", N_ ("Money and hurry together"),
    N_ ("Wait, and call the person on a number you know.") },
  /* Translators: a tip ("keep-secret"): a title, then one sentence. */
  { "keep-secret", "view-conceal-symbolic", N_ ("It asks you to keep a secret"),
    N_ ("Tell one person you trust before you act.") },
  /* Translators: a tip ("prize"): a title, then one sentence. */
  { "prize", "starred-symbolic", N_ ("A prize from a draw you did not enter"),
    N_ ("Pay nothing to receive a prize.") },
  /* Translators: a tip ("job-fee"): a title, then one sentence. */
  { "job-fee", "emblem-documents-symbolic", N_ ("A job or visa that costs money first"),
    N_ ("Call the employer before you pay any fee.") },
  /* Translators: a tip ("romance"): a title, then one sentence. */
  { "romance", "emote-love-symbolic", N_ ("Love first, then money"),
    N_ ("Send no money to someone you have never met.") },
  /* Translators: a tip ("charity"): a title, then one sentence. */
  { "charity", "emoji-people-symbolic", N_ ("A stranger asks for help or offers a fortune"),
    N_ ("Give only through people and groups you know.") },
  /* Translators: a tip ("threat"): a title, then one sentence. */
  { "threat", "dialog-warning-symbolic", N_ ("It threatens you and wants money"),
    N_ ("Do not pay, and keep the message as proof.") },
  /* Translators: a tip ("install-app"): a title, then one sentence. */
  { "install-app", "system-software-install-symbolic", N_ ("It wants you to install something"),
    N_ ("Install nothing that a message or a caller asks for.") },
  /* Translators: a tip ("advert"): a title, then one sentence. */
  { "advert", "mail-mark-junk-symbolic", N_ ("An advert you did not ask for"),
    N_ ("Move it to Junk and do not answer.") },
  /* Translators: a tip ("bounce"): a title, then one sentence. */
  { "bounce", "mail-send-receive-symbolic", N_ ("Mail came back that you did not send"),
    N_ ("Change your mail password if this happens often.") },
  /* Translators: a tip ("learned-words"): a title, then one sentence. */
  { "learned-words", "accessories-dictionary-symbolic", N_ ("These words were often in your junk"),
    N_ ("Press \"Not junk\" if this message is real.") },
  /* Translators: a tip ("many-people"): a title, then one sentence. */
  { "many-people", "system-users-symbolic", N_ ("Much junk is written the same way"),
    N_ ("Your answers soon count more than this guess.") },
  /* Translators: a tip ("learned-sender"): a title, then one sentence. */
  { "learned-sender", "contact-new-symbolic", N_ ("Safibox learned about this sender from you"),
    N_ ("Press the other button if it is wrong.") },
  /* Translators: a tip ("picture-only"): a title, then one sentence. */
  { "picture-only", "image-x-generic-symbolic", N_ ("Only a picture, hardly any words"),
    N_ ("Do not scan a code from a stranger.") },
  /* Translators: a tip ("hidden-text"): a title, then one sentence. */
  { "hidden-text", "view-conceal-symbolic", N_ ("Words that nobody can see"),
    N_ ("Judge a message by what it asks of you.") },
  /* Translators: a tip ("unreadable"): a title, then one sentence. */
  { "unreadable", "mail-unread-symbolic", N_ ("Safibox cannot read this message"),
    N_ ("Ask the sender whether it is from them.") },
  /* Translators: a tip ("investment"): a title, then one sentence. */
  { "investment", "value-increase-symbolic", N_ ("Nobody can be sure of a profit"),
    N_ ("Ask your country's financial authority about the company first.") },
  /* Translators: a tip ("invoice-change"): a title, then one sentence. */
  { "invoice-change", "document-edit-symbolic", N_ ("A new bank account on the invoice"),
    N_ ("Call the number you already have before you pay.") },
  /* Translators: a tip ("parcel-fee"): a title, then one sentence. */
  { "parcel-fee", "package-x-generic-symbolic", N_ ("A small fee for a parcel"),
    N_ ("Look up your parcel on the carrier's own site.") },
  /* Translators: a tip ("mobile-money"): a title, then one sentence. */
  { "mobile-money", "phone-old-symbolic", N_ ("Money \"sent by mistake\""),
    N_ ("Look at your balance before you send anything back.") },
  /* Translators: a tip ("mailbox-full"): a title, then one sentence. */
  { "mailbox-full", "drive-harddisk-symbolic", N_ ("\"Your mailbox is full\""),
    N_ ("Open your mailbox the usual way and look there.") },
  /* Translators: a tip ("fake-police"): a title, then one sentence. */
  { "fake-police", "call-incoming-symbolic", N_ ("Real police do not ask for money by message"),
    N_ ("Call the police station yourself.") },
};

const SafiTip *
safi_tip_lookup (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (tips); i++)
    if (g_strcmp0 (tips[i].id, id) == 0)
      return &tips[i];
  return NULL;
}

const SafiTip *
safi_tip_list (guint *ret_n_tips)
{
  *ret_n_tips = G_N_ELEMENTS (tips);
  return tips;
}
