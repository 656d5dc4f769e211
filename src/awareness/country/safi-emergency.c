/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/country/safi-emergency.h"

#include <glib/gi18n-lib.h>

/* Sentences have at most 12 words; a test counts them, and looks for "not" where something is to be
 * left. */

static const SafiEmergencyStep clicked_steps[] = {
  { SAFI_PART_NOW, SAFI_STEP_DO,
    /* Translators: emergency step, DO. "There": on the page that a link of a scam opened. */
    N_ ("Close the page. Type nothing more there.") },
  { SAFI_PART_NOW, SAFI_STEP_DO_NOT,
    /* Translators: emergency step, DO NOT. Keep the "not". */
    N_ ("Do not open anything that it put on your device.") },
  { SAFI_PART_MONEY, SAFI_STEP_DO,
    /* Translators: emergency step, DO. "There": on the page that a link of a scam opened. */
    N_ ("If you typed card or bank details there, call your bank now.") },
  { SAFI_PART_ACCOUNTS, SAFI_STEP_DO,
    /* Translators: emergency step, DO. The real page is the one of the bank or service itself. */
    N_ ("If you typed a password there, change it on the real page.") },
  { SAFI_PART_REPORT, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Report: tell the police or another authority. */
    N_ ("Report the message.") },
  { SAFI_PART_PROOF, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Keep: leave it where it is, as proof. */
    N_ ("Keep the message. It is proof.") },
};

static const SafiEmergencyStep paid_steps[] = {
  { SAFI_PART_MONEY, SAFI_STEP_DO,
    /* Translators: emergency step, DO. A wallet is an account on a phone, such as M-Pesa: put what
       people say where you live. */
    N_ ("Call your bank or wallet now. Ask them to stop the payment.") },
  { SAFI_PART_MONEY, SAFI_STEP_DO_NOT,
    /* Translators: emergency step, DO NOT. Keep the "not". Scammers come back and offer to return
       the money for a fee. */
    N_ ("Do not pay again, not even to get money back.") },
  { SAFI_PART_ACCOUNTS, SAFI_STEP_DO,
    /* Translators: emergency step, DO. A bank card; "blocked": nobody can pay with it any more. */
    N_ ("If you gave card details, ask for the card to be blocked.") },
  { SAFI_PART_REPORT, SAFI_STEP_DO,
    /* Translators: emergency step, DO. The paper proves that the report was made; it has a number.
     */
    N_ ("Report it to the police. Ask for a paper with a number.") },
  { SAFI_PART_PROOF, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Keep all as proof; the numbers are those of the payment. */
    N_ ("Keep the messages, the receipts and the numbers on them.") },
};

static const SafiEmergencyStep code_steps[] = {
  { SAFI_PART_MONEY, SAFI_STEP_DO,
    /* Translators: emergency step, DO. "Block": nobody can pay from it any more. */
    N_ ("Call your bank or wallet now. Ask them to block the account.") },
  { SAFI_PART_ACCOUNTS, SAFI_STEP_DO,
    /* Translators: emergency step, DO. The real page is the one of the bank or service itself. */
    N_ ("Change the password on the real page, and wherever you use it.") },
  { SAFI_PART_ACCOUNTS, SAFI_STEP_DO_NOT,
    /* Translators: emergency step, DO NOT. Keep the "not". Codes that come by SMS, and PINs. */
    N_ ("Do not give another code to anyone, not even your bank.") },
  { SAFI_PART_ACCOUNTS, SAFI_STEP_DO,
    /* Translators: emergency step, DO. The company that runs the mobile network. */
    N_ ("If your phone loses its network, call your phone company.") },
  { SAFI_PART_REPORT, SAFI_STEP_DO,
    /* Translators: emergency step, DO. The paper proves that the report was made; it has a number.
     */
    N_ ("Report it to the police. Ask for a paper with a number.") },
  { SAFI_PART_PROOF, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Keep: leave it where it is, as proof. */
    N_ ("Keep the message. It is proof.") },
};

static const SafiEmergencyStep opened_steps[] = {
  { SAFI_PART_NOW, SAFI_STEP_DO,
    /* Translators: emergency step, DO. The computer or phone on which something was opened must
       leave the network. */
    N_ ("Turn off Wi-Fi and mobile data, or pull the network cable.") },
  { SAFI_PART_NOW, SAFI_STEP_DO_NOT,
    /* Translators: emergency step, DO NOT. Keep the "not". The file or app that came with a scam.
     */
    N_ ("Do not open the file or app again.") },
  { SAFI_PART_MONEY, SAFI_STEP_DO_NOT,
    /* Translators: emergency step, DO NOT. Keep the "not". A wallet is an account on a phone, such
       as M-Pesa. */
    N_ ("Do not use your bank or wallet on this device.") },
  { SAFI_PART_MONEY, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Another phone than the one that may be spied on. */
    N_ ("Call your bank or wallet from another phone.") },
  { SAFI_PART_ACCOUNTS, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Another computer or phone, which nothing was opened on. */
    N_ ("Change your passwords on another device.") },
  { SAFI_PART_REPORT, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Somebody the person knows, never a caller. */
    N_ ("Ask somebody you know, who knows computers, to look at it.") },
  { SAFI_PART_PROOF, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Keep: leave it where it is, as proof. */
    N_ ("Keep the message. It is proof.") },
};

static const SafiEmergencyStep screen_steps[] = {
  { SAFI_PART_NOW, SAFI_STEP_DO,
    /* Translators: emergency step, DO. A caller sees the person's screen with a program for
       that: end the call, switch the device off. */
    N_ ("Hang up. Turn this device off now.") },
  { SAFI_PART_NOW, SAFI_STEP_DO_NOT,
    /* Translators: emergency step, DO NOT. Keep the "not". They: the callers. */
    N_ ("Do not let them in again, whatever they say.") },
  { SAFI_PART_MONEY, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Another phone than the one that may be spied on. */
    N_ ("Call your bank or wallet from another phone.") },
  { SAFI_PART_ACCOUNTS, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Another computer or phone, which nothing was opened on. */
    N_ ("Change your passwords on another device.") },
  { SAFI_PART_REPORT, SAFI_STEP_DO,
    /* Translators: emergency step, DO. The program with which strangers see the screen. */
    N_ ("Ask somebody you know to remove the program they used.") },
  { SAFI_PART_PROOF, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Their: of those who called. */
    N_ ("Write down their number and what they said.") },
};

static const SafiEmergencyStep account_steps[] = {
  { SAFI_PART_MONEY, SAFI_STEP_DO,
    /* Translators: emergency step, DO. An account with money, or a card that is kept in it. */
    N_ ("If one can pay with the account, call your bank now.") },
  { SAFI_PART_ACCOUNTS, SAFI_STEP_DO,
    /* Translators: emergency step, DO. The real page is the one of the service itself. */
    N_ ("Change the password on the real page, and wherever you use it.") },
  { SAFI_PART_ACCOUNTS, SAFI_STEP_DO,
    /* Translators: emergency step, DO. The settings of a mailbox or chat account list the devices
       that are signed in. */
    N_ ("In its settings, sign out all other devices.") },
  { SAFI_PART_ACCOUNTS, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Strangers add an address or number of their own, to come
       back later. */
    N_ ("Remove addresses and phone numbers there that are not yours.") },
  { SAFI_PART_REPORT, SAFI_STEP_DO,
    /* Translators: emergency step, DO. The help page of the service whose account was taken. */
    N_ ("If you cannot sign in, open the service’s own help page.") },
  { SAFI_PART_REPORT, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Strangers ask friends for money in the person's name. */
    N_ ("Tell family and friends: do not answer messages in your name.") },
  { SAFI_PART_PROOF, SAFI_STEP_DO,
    /* Translators: emergency step, DO. As proof. */
    N_ ("Write down what you saw, and when.") },
};

static const SafiEmergencyStep threat_steps[] = {
  { SAFI_PART_NOW, SAFI_STEP_KNOW,
    /* Translators: the first words for somebody who is threatened, often a child, often with
       pictures of their body. Warm and plain. Keep both sentences, and keep this order. */
    N_ ("You did nothing wrong. Tell an adult you trust.") },
  { SAFI_PART_NOW, SAFI_STEP_DO_NOT,
    /* Translators: emergency step, DO NOT. Keep the "not". Them: those who threaten. */
    N_ ("Do not answer them.") },
  { SAFI_PART_NOW, SAFI_STEP_DO_NOT,
    /* Translators: emergency step, DO NOT. Keep every "not". Pictures of somebody's body. */
    N_ ("Do not save, print or send on any intimate picture.") },
  { SAFI_PART_MONEY, SAFI_STEP_DO_NOT,
    /* Translators: emergency step, DO NOT. Keep the "not". Who pays is asked for more. */
    N_ ("Do not pay. They often ask for more.") },
  { SAFI_PART_REPORT, SAFI_STEP_DO,
    /* Translators: emergency step, DO. The adult is the one of the first sentence. */
    N_ ("Go to the police together with somebody you trust.") },
  { SAFI_PART_PROOF, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Only words and numbers are kept, no pictures. */
    N_ ("Keep their words, names and numbers. Keep no pictures.") },
};

static const SafiEmergencyStep sending_steps[] = {
  { SAFI_PART_NOW, SAFI_STEP_KNOW,
    /* Translators: tells that mail in the person's name need not come from the person's mailbox. */
    N_ ("Anybody can write your address as the sender. It may not come from your mailbox.") },
  { SAFI_PART_ACCOUNTS, SAFI_STEP_DO,
    /* Translators: emergency step, DO. The page of the person's own mail provider. */
    N_ ("Change the password of your mailbox, on its real page.") },
  { SAFI_PART_ACCOUNTS, SAFI_STEP_DO,
    /* Translators: emergency step, DO. The settings of a mailbox list the devices that are signed
       in. */
    N_ ("In its settings, sign out all other devices.") },
  { SAFI_PART_ACCOUNTS, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Rules of a mailbox that send mail on to a stranger. */
    N_ ("Remove rules and forwarding addresses that are not yours.") },
  { SAFI_PART_REPORT, SAFI_STEP_DO,
    /* Translators: emergency step, DO. The company where the person has the mailbox. */
    N_ ("Tell your mail provider. Ask what was sent.") },
  { SAFI_PART_REPORT, SAFI_STEP_DO,
    /* Translators: emergency step, DO. Friends may get scams in the person's name. */
    N_ ("Tell family and friends: do not open links in your name.") },
  { SAFI_PART_PROOF, SAFI_STEP_DO,
    /* Translators: emergency step, DO. One of the messages that the person did not write. */
    N_ ("Keep one of these messages. It is proof.") },
};

static const SafiCountryUse money_uses[] = { SAFI_USE_LOST_MONEY, SAFI_USE_POLICE,
                                             SAFI_USE_REPORT_ANY, SAFI_USE_REPORT_WEB,
                                             SAFI_USE_BANK_REGULATOR };
static const SafiCountryUse link_uses[] = { SAFI_USE_LOST_MONEY,  SAFI_USE_REPORT_ANY,
                                            SAFI_USE_REPORT_WEB,  SAFI_USE_REPORT_PHISHING_MAIL,
                                            SAFI_USE_FORWARD_SMS, SAFI_USE_REPORT_SPAM };
static const SafiCountryUse device_uses[] = { SAFI_USE_LOST_MONEY, SAFI_USE_REPORT_ANY,
                                              SAFI_USE_REPORT_WEB, SAFI_USE_CERT, SAFI_USE_POLICE };
static const SafiCountryUse threat_uses[] = { SAFI_USE_CHILD_HELPLINE, SAFI_USE_POLICE,
                                              SAFI_USE_REPORT_ANY, SAFI_USE_REPORT_WEB,
                                              SAFI_USE_LOST_MONEY };
static const SafiCountryUse sending_uses[] = { SAFI_USE_CERT, SAFI_USE_REPORT_ANY,
                                               SAFI_USE_REPORT_WEB };

static const SafiEmergencyStep last_step = {
  SAFI_PART_PROOF, SAFI_STEP_DO,
  /* Translators: the last step of every emergency, DO, in this order. The sheet is the one that
     "Evidence sheet" prints. */
  N_ ("Go to your bank’s counter, then to a police station. Take the printed evidence sheet with "
      "you.")
};

#define STEPS(name) name##_steps, G_N_ELEMENTS (name##_steps)
#define USES(name) name##_uses, G_N_ELEMENTS (name##_uses)

static const SafiEmergency emergencies[] = {
  { "clicked", "web-browser-symbolic",
    /* Translators: what happened, as the person would say it. */
    N_ ("I clicked"), STEPS (clicked), USES (link) },
  { "paid", "accessories-calculator-symbolic",
    /* Translators: what happened, as the person would say it. */
    N_ ("I paid"), STEPS (paid), USES (money) },
  { "code", "dialog-password-symbolic",
    /* Translators: what happened, as the person would say it. A code from an SMS, a PIN. */
    N_ ("I gave my code or password"), STEPS (code), USES (money) },
  { "opened", "mail-attachment-symbolic",
    /* Translators: what happened, as the person would say it. A file, a program, an app. */
    N_ ("I opened or installed something"), STEPS (opened), USES (device) },
  { "screen", "video-display-symbolic",
    /* Translators: what happens, as the person would say it. They: strangers who called. */
    N_ ("They see my screen"), STEPS (screen), USES (device) },
  { "account", "system-users-symbolic",
    /* Translators: what happens, as the person would say it. They: strangers. */
    N_ ("They are in my account"), STEPS (account), USES (device) },
  { "threat", "dialog-warning-symbolic",
    /* Translators: what happens, as the person would say it. They: strangers. */
    N_ ("They threaten me"), STEPS (threat), USES (threat) },
  { "sending", "mail-send-symbolic",
    /* Translators: what happens, as the person would say it. */
    N_ ("My address sends mail I did not write"), STEPS (sending), USES (sending) },
};

const SafiEmergency *
safi_emergency_list (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (emergencies);
  return emergencies;
}

const SafiEmergencyStep *
safi_emergency_get_last_step (void)
{
  return &last_step;
}
