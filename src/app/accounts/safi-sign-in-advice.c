/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/accounts/safi-sign-in-advice.h"

#include <glib/gi18n.h>

#include "core/text/safi-text.h"
#include "words/mailbox/safi-words-sign-in.h"

#define NAME_CHARS_MAX 80

static char *
fill (const char *pattern, const char *name)
{
  const char *args[] = { name, NULL };

  return safi_text_fill (pattern, args);
}

/* The same with what a stranger wrote. */
static char *
fill_strange (const char *pattern, const char *name)
{
  g_autofree char *isolated = safi_text_isolate (name, NAME_CHARS_MAX);

  return fill (pattern, isolated);
}

gboolean
safi_sign_in_takes_password (const SafiProvider *provider)
{
  return provider == NULL || provider->works_now == SAFI_SIGN_IN_PASSWORD ||
         provider->works_now == SAFI_SIGN_IN_APP_PASSWORD;
}

static void
append_steps (GString *text, const SafiProvider *provider)
{
  g_auto (GStrv) steps = safi_words_app_password_steps (provider->host, provider->name);

  for (guint i = 0; steps[i] != NULL; i++)
    g_string_append_printf (text, "\n%u. %s", i + 1, steps[i]);
}

static char *
describe_app_password (const SafiProvider *provider)
{
  /* Translators: {0} is the name of a mail provider, such as Gmail. Numbered steps follow. */
  g_autofree char *first = fill (_ ("{0} does not take your usual password here. It wants an app "
                                    "password, which it makes for one program only:"),
                                 provider->name);
  GString *text = g_string_new (first);

  append_steps (text, provider);
  return g_string_free (text, FALSE);
}

/* Returns: (nullable) (transfer none): what is said where the browser, or nothing, works. */
static const char *
choose_pattern (SafiSignIn works_now, gboolean has_browser)
{
  if (works_now == SAFI_SIGN_IN_PASSWORD)
    /* Translators: {0} is the name of a mail provider. */
    return _ ("{0}: your usual mail password works.");
  if (has_browser)
    /* Translators: {0} is the name of a mail provider. */
    return _ ("{0} asks for your password on its own page in the browser. Safibox never sees it.");
  if (works_now == SAFI_SIGN_IN_ONLINE_ACCOUNTS)
    /* Translators: {0} is the name of a mail provider. */
    return _ ("{0} lets programs in only through the online accounts of this computer. There is "
              "none for it here, so this mailbox cannot be added. Add one in the settings of this "
              "computer, then come back.");
  /* Translators: {0} is the name of a mail provider. "Client ID" is what providers call it. */
  return _ ("{0} lets programs in only through its own page in the browser. Safibox is not "
            "registered there, so this mailbox cannot be added: a password would not help. If "
            "this computer has Online Accounts in its settings, add the mailbox there first. "
            "Whoever has a client ID of their own can use that.");
}

char *
safi_sign_in_advice_for (const SafiProvider *provider, gboolean has_browser)
{
  if (provider->works_now == SAFI_SIGN_IN_APP_PASSWORD && !has_browser)
    return describe_app_password (provider);
  return fill (choose_pattern (provider->works_now, has_browser), provider->name);
}

char *
safi_sign_in_advice_found (const SafiSettings *settings, gboolean has_browser)
{
  if (settings->provider != NULL)
    return safi_sign_in_advice_for (settings->provider, has_browser);
  if (settings->is_elsewhere)
    /* Translators: {0} is the name of a server. */
    return fill_strange (
        _ ("Your mail domain names {0} as its mail server. Go on only if you know that "
           "name, or if your provider's help page has it."),
        settings->host);
  /* Translators: {0} is the name of a server. */
  return fill_strange (_ ("Mail server found: {0}."), settings->host);
}

char *
safi_sign_in_advice_looking (const char *domain)
{
  /* Translators: {0} is what stands behind the @ of an e-mail address. */
  return fill_strange (_ ("Looking for the mail server of {0}…"), domain);
}

char *
safi_sign_in_advice_not_found (const char *domain, gboolean is_offline)
{
  if (is_offline)
    return g_strdup (_ ("There is no connection to the internet, so the mail server was not looked "
                        "for. You can type its name below."));
  /* Translators: {0} is what stands behind the @ of an e-mail address. */
  return fill_strange (
      _ ("The mail server of {0} was not found. Look at your provider's help page for "
         "“IMAP”, and type what it says below."),
      domain);
}
