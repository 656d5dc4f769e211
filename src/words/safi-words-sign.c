/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/safi-words-sign.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *sign;
  const char *words;
} signs[] = {
  /* Translators: what looks odd about the computer that handed a message over, in a few words that
     stand in a list, such as "it has no name; it seems to stand in a home". */
  { "direct", N_ ("no mail server stood in between") },
  { "no-rdns", N_ ("it has no name") },
  { "rdns-unconfirmed", N_ ("its name does not lead back to it") },
  { "rdns-address", N_ ("its name is only its number") },
  { "rdns-dynamic", N_ ("it seems to stand in a home") },
  { "rdns-weak", N_ ("it seems to belong to a customer") },
  /* Translators: this one speaks against the others. */
  { "rdns-static", N_ ("but it is called like a mail server") },
  { "helo-address", N_ ("it gives a number for its name") },
  { "helo-literal", N_ ("it only gives its own number") },
  { "helo-local", N_ ("it gives a name used at home only") },
  { "helo-private", N_ ("it gives a number used indoors only") },
  { "helo-own", N_ ("it uses a name of your provider") },
  { "helo-unconfirmed", N_ ("the name it gives does not lead to it") },
  { "helo-denied", N_ ("the owner of the name it gives denies that") },
  { "id-local", N_ ("the mark on the message names a home computer") },
  { "forged-hop", N_ ("it claims to have been with your provider before") },
};

const char *
safi_words_sign (const char *sign)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_equal (signs[i].sign, sign))
      return g_dgettext (GETTEXT_PACKAGE, signs[i].words);
  return NULL;
}
