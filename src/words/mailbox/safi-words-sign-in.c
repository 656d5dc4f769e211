/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/mailbox/safi-words-sign-in.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"

#define STEPS_MAX 6

/* Translators: the steps in this file lead through the pages of mail providers. The names of pages
 * and buttons should be those that the provider shows in your language; {0} is the provider. */
static const struct {
  const char *host; /* "" = all others */
  const char *steps[STEPS_MAX];
} guides[] = {
  { "imap.gmail.com",
    { N_ ("Open your Google account in the browser, and sign in."),
      N_ ("Choose Security, and switch on 2-Step Verification if it is off."),
      N_ ("Search there for App passwords."), N_ ("Type the name Safibox, and choose Create."),
      N_ ("Copy the 16 letters, and paste them below. The spaces do not matter.") } },
  { "imap.mail.yahoo.com",
    { N_ ("Open your Yahoo account in the browser, and sign in."),
      N_ ("Choose Security, and there Generate app password."),
      N_ ("Type the name Safibox, and choose Generate password."),
      N_ ("Copy the 16 letters, and paste them below.") } },
  { "imap.aol.com",
    { N_ ("Open your AOL account in the browser, and sign in."),
      N_ ("Choose Security, and there Generate app password."),
      N_ ("Type the name Safibox, and choose Generate password."),
      N_ ("Copy the 16 letters, and paste them below.") } },
  { "imap.mail.me.com",
    { N_ ("Open account.apple.com in the browser, and sign in with your Apple account."),
      N_ ("Choose Sign-In and Security, and there App-Specific Passwords."),
      N_ ("Choose the plus sign, and type the name Safibox."),
      N_ ("Copy the password with its hyphens, and paste it below.") } },
  { "imap.yandex.com",
    { N_ ("Open the settings of Yandex Mail in the browser, and there Mail clients."),
      N_ ("Switch on IMAP and App passwords, and save."),
      N_ ("Open Yandex ID, choose Security, and there App passwords."),
      N_ ("Choose Mail, and type the name Safibox."),
      N_ ("Copy the password, and paste it below.") } },
  { "imap.mail.ru",
    { N_ ("Open your Mail.ru account in the browser, and there Security."),
      N_ ("Choose Passwords for external apps, and add one with the name Safibox."),
      N_ ("Allow it full access to mail."), N_ ("Copy the password, and paste it below.") } },
  { "imap.qq.com",
    { N_ ("Open the settings of QQ Mail in the browser, and there Account."),
      N_ ("Switch on the IMAP service, and confirm with your telephone."),
      N_ ("Copy the authorization code, and paste it below in place of the password.") } },
  { "imap.163.com",
    { N_ ("Open the settings of your mailbox in the browser, and there POP3/SMTP/IMAP."),
      N_ ("Switch on the IMAP service, and confirm with your telephone."),
      N_ ("Copy the authorization code, and paste it below in place of the password.") } },
  { "",
    { N_ ("Sign in at {0} in your browser."),
      N_ ("Open its security page, and switch on 2-step verification if it asks for it."),
      N_ ("Make an app password with the name Safibox."), N_ ("Copy it, and paste it below.") } },
};

static const char *const same_guide[][2] = {
  { "imap.126.com", "imap.163.com" },
  { "imap.yeah.net", "imap.163.com" },
};

static guint
find_guide (const char *host)
{
  for (guint i = 0; i < G_N_ELEMENTS (same_guide); i++)
    if (g_ascii_strcasecmp (host, same_guide[i][0]) == 0)
      host = same_guide[i][1];
  for (guint i = 0; i < G_N_ELEMENTS (guides); i++)
    if (g_ascii_strcasecmp (host, guides[i].host) == 0)
      return i;
  return G_N_ELEMENTS (guides) - 1;
}

char **
safi_words_app_password_steps (const char *host, const char *provider)
{
  const char *const *steps = guides[find_guide (host)].steps;
  const char *args[] = { provider, NULL };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < STEPS_MAX && steps[i] != NULL; i++) {
    g_autofree char *step = safi_text_fill (g_dgettext (GETTEXT_PACKAGE, steps[i]), args);

    g_strv_builder_add (builder, step);
  }
  return g_strv_builder_end (builder);
}

void
safi_words_browser_page (const char **ret_title, const char **ret_welcome, const char **ret_refusal)
{
  /* Translators: the heading of the last page of a sign-in in the browser. */
  *ret_title = _ ("Safibox");
  *ret_welcome = _ ("You are signed in. You can close this page and go back to Safibox.");
  *ret_refusal = _ ("Safibox was not let in. Close this page, and try again in Safibox.");
}
