/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands in a short text (an SMS, a chat, what a caller said), told by the patterns of
 * data/texts. One sign says little; what matters is which come together (safi-check-text.c). */
typedef enum {
  SAFI_SIGN_NEW_NUMBER,   /* somebody writes from another number than ever */
  SAFI_SIGN_NO_CALL,      /* he cannot be called */
  SAFI_SIGN_FAVOUR,       /* are you free, I need a favour */
  SAFI_SIGN_SECRET,       /* tell nobody */
  SAFI_SIGN_HOLD_LINE,    /* do not hang up, go into a room */
  SAFI_SIGN_AUTHORITY,    /* police, customs, a court */
  SAFI_SIGN_MENACE,       /* arrest, a case, "you will regret it" */
  SAFI_SIGN_BLOCKED,      /* an account or a line is or will be closed */
  SAFI_SIGN_HURRY,        /* now, at once, within the hour */
  SAFI_SIGN_FEE,          /* a fee before something */
  SAFI_SIGN_GAIN,         /* a prize, a loan, a grant, an inheritance, a visa */
  SAFI_SIGN_EASY_JOB,     /* earn at home, by the task */
  SAFI_SIGN_PAY_TO,       /* send money to, move the balance to */
  SAFI_SIGN_MISTAKE,      /* sent by mistake */
  SAFI_SIGN_GIVE_BACK,    /* send it back */
  SAFI_SIGN_SEND_CODE,    /* pass on the code that came */
  SAFI_SIGN_SECRET_DATA,  /* tell a PIN, a password, a card's number */
  SAFI_SIGN_INSTALL,      /* an app, a shared screen */
  SAFI_SIGN_PASS_ON,      /* forward it to ten people */
  SAFI_SIGN_PROFIT,       /* what was put in came back doubled */
  SAFI_SIGN_STRANGER,     /* a lawyer, a widow, an officer whom nobody knows */
  SAFI_SIGN_PLEA,         /* a child dies without an operation */
  SAFI_SIGN_NEW_ACCOUNT,  /* the bank account has changed */
  SAFI_SIGN_SEXTORTION,   /* I have your video */
  SAFI_SIGN_RECOVERY,     /* lost money can come back */
  SAFI_SIGN_SCAN_RECEIVE, /* scan or enter a code to be paid */
  SAFI_SIGN_IN_PERSON,    /* come, bring your card, at the counter */
  SAFI_SIGN_CODE_NOTICE,  /* here is your code, valid for five minutes */
  SAFI_SIGN_WARNING,      /* never tell your PIN, we ask for nothing */
  SAFI_SIGN_NO_FEE,       /* it costs nothing */
  SAFI_SIGN_CHECK_FIRST,  /* call him first, the usual number, the same account */
  SAFI_SIGN_RECEIPT,      /* new balance, reference, receipt */
  SAFI_SIGN_DAY,          /* a day of the week */
  SAFI_SIGN_BILL,         /* an instalment, an invoice of the month, a class */
} SafiTextSign;

#define SAFI_N_TEXT_SIGNS (SAFI_SIGN_BILL + 1)

/* Octets of a text that are looked at. */
#define SAFI_TEXT_SIGNS_OCTETS_MAX 8192

typedef struct {
  gboolean is_there;
  guint start;  /* octets in the text: the first hit */
  guint length; /* octets */
} SafiTextHit;

/* Finds the signs of all languages in the beginning of @text (valid UTF-8). A request close to a
 * warning of it ("we never ask for your PIN") is none. Any thread may call. */
void safi_text_signs_find (const char *text, SafiTextHit ret_hits[SAFI_N_TEXT_SIGNS]);

G_END_DECLS
