/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/report/safi-words-auth.h"

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "words/safi-words-sign.h"

#define CHARS_SHOWN_MAX 100 /* of a stranger's word */

static const struct {
  const char *name; /* the standard's own */
  const char *question;
} methods[] = {
  [SAFI_AUTH_METHOD_SPF] = { "SPF",
                             /* Translators: questions in the details of a message, each answered
                                with yes or no. "This computer" handed the message over. */
                             N_ ("May this computer send for the return address?") },
  [SAFI_AUTH_METHOD_SENDER_ID] = { "Sender ID",
                                   N_ ("May this computer send for the address you see?") },
  [SAFI_AUTH_METHOD_DKIM] = { "DKIM", N_ ("Is it sealed, and the seal unbroken?") },
  [SAFI_AUTH_METHOD_DMARC] = { "DMARC", N_ ("Does all that belong to the sender you see?") },
  [SAFI_AUTH_METHOD_ARC] = { "ARC", N_ ("Did those who passed it on seal it, too?") },
  [SAFI_AUTH_METHOD_CSA] = { "CSV", N_ ("May this computer use the name it gives?") },
  [SAFI_AUTH_METHOD_HELO] = { "HELO", N_ ("Does that name lead to this computer?") },
  [SAFI_AUTH_METHOD_IPREV] = { "iprev", N_ ("Does this computer have a name of its own?") },
  [SAFI_AUTH_METHOD_BOUNCE] = { "BATV", N_ ("Does it return something that you sent?") },
  [SAFI_AUTH_METHOD_VBR] = { "VBR", N_ ("Does somebody whom you trust vouch for it?") },
  [SAFI_AUTH_METHOD_DNA] = { "DNA", N_ ("Do those whom you trust speak well of the sender?") },
  [SAFI_AUTH_METHOD_DNSBL] = { "DNSBL", N_ ("Is this computer on none of your lists?") },
  [SAFI_AUTH_METHOD_BIMI] = { "BIMI", N_ ("Does the sender publish a picture of his own?") },
  [SAFI_AUTH_METHOD_DKIM2] = { "DKIM2", N_ ("Does it carry a seal of the next kind?") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (methods) == SAFI_N_AUTH_METHODS);

static const char *const answers[] = {
  /* Translators: an answer to a question in the details of a message, in a line such as "SPF: yes
     (pass), for shop.example". */
  [SAFI_AUTH_NONE] = N_ ("nothing is known"),
  [SAFI_AUTH_NEUTRAL] = N_ ("that is left open"),
  /* Translators: an answer in a line such as "SPF: yes (pass)". */
  [SAFI_AUTH_PASS] = N_ ("yes"),
  /* Translators: an answer in a line such as "SPF: no (fail)". */
  [SAFI_AUTH_FAIL] = N_ ("no"),
  /* Translators: an answer in a line such as "SPF: probably not (softfail)". */
  [SAFI_AUTH_SOFTFAIL] = N_ ("probably not"),
  [SAFI_AUTH_POLICY] = N_ ("too weak to count"),
  [SAFI_AUTH_TEMPERROR] = N_ ("it could not be asked"),
  [SAFI_AUTH_PERMERROR] = N_ ("the answer cannot be read"),
};

static const char *const identities[] = {
  /* Translators: an answer to "Who really sent it?" */
  [SAFI_IDENTITY_UNKNOWN] = N_ ("It could not be checked"),
  /* Translators: an answer to "Who really sent it?": {0} and {1} are domains; {0} stands in the
     sender's address. */
  [SAFI_IDENTITY_AUTHENTICATED] = N_ ("{0}"),
  [SAFI_IDENTITY_OTHER] = N_ ("{1}, in the name of {0}"),
  [SAFI_IDENTITY_SPOOFED] = N_ ("Somebody else than {0}"),
  [SAFI_IDENTITY_CONTRADICTED] = N_ ("Probably somebody else than {0}"),
  [SAFI_IDENTITY_UNAUTHENTICATED] = N_ ("Nothing shows that {0} did"),
};

static void
free_line (gpointer data)
{
  SafiAuthLine *line = data;

  g_free (line->question);
  g_free (line->answer);
  g_free (line);
}

/* Takes over @answer. */
static void
add_line (GPtrArray *lines, const char *question, char *answer)
{
  SafiAuthLine *line = g_new (SafiAuthLine, 1);

  line->question = g_strdup (g_dgettext (GETTEXT_PACKAGE, question));
  line->answer = answer;
  g_ptr_array_add (lines, line);
}

static void
add_identity (GPtrArray *lines, const SafiAuthResult *auth)
{
  g_autofree char *author = safi_text_isolate (auth->author, CHARS_SHOWN_MAX);
  g_autofree char *domain = safi_text_isolate (auth->domain, CHARS_SHOWN_MAX);
  const char *const args[] = { author, domain, NULL };

  if (*auth->author != '\0' || auth->identity == SAFI_IDENTITY_UNKNOWN)
    add_line (lines, N_ ("Who really sent it?"),
              safi_text_fill (g_dgettext (GETTEXT_PACKAGE, identities[auth->identity]), args));
}

static void
add_computer (GPtrArray *lines, const SafiAuthResult *auth)
{
  g_autofree char *text = NULL;

  if (*auth->ip == '\0')
    return;
  text = *auth->rdns != '\0' ? g_strdup_printf ("%s [%s]", auth->rdns, auth->ip)
                             : g_strdup_printf ("[%s]", auth->ip);
  add_line (lines, N_ ("Which computer handed it to your provider?"),
            safi_text_isolate (text, CHARS_SHOWN_MAX));
}

/* Returns: (transfer full): "pass", or with the reason "fail: body changed". */
static char *
describe_code (const SafiAuthRow *row)
{
  const char *code = safi_auth_code_to_string (row->code);
  g_autofree char *text = NULL;

  if (*row->reason == '\0' || g_ascii_strcasecmp (row->reason, code) == 0)
    return g_strdup (code);
  text = g_strdup_printf ("%s: %s", code, row->reason);
  return safi_text_isolate (text, CHARS_SHOWN_MAX);
}

static const char *
get_answer (const SafiAuthRow *row)
{
  if (row->method == SAFI_AUTH_METHOD_IPREV && row->code == SAFI_AUTH_PERMERROR)
    /* Translators: an answer to "Does this computer have a name of its own?" */
    return _ ("it has none");
  return g_dgettext (GETTEXT_PACKAGE, answers[row->code]);
}

static char *
describe_row (const SafiAuthRow *row)
{
  g_autofree char *domain = safi_text_isolate (row->domain, CHARS_SHOWN_MAX);
  g_autofree char *code = describe_code (row);
  const char *const args[] = { methods[row->method].name, get_answer (row), code, domain, NULL };
  g_autofree char *answer =
      safi_text_fill (*row->domain != '\0'
                          /* Translators: "SPF: yes (pass), for shop.example". */
                          ? _ ("{0}: {1} ({2}), for {3}")
                          /* Translators: "DKIM: no (fail: body changed)". */
                          : _ ("{0}: {1} ({2})"),
                      args);

  if (row->source == SAFI_AUTH_BY_US)
    return g_steal_pointer (&answer);
  /* Translators: a sentence after "SPF: yes (pass), for shop.example". */
  return g_strdup_printf ("%s. %s", answer, _ ("Your provider says so."));
}

/* A sign that a later Safibox wrote has no words here and is left out. */
static void
add_signs (GPtrArray *lines, const SafiAuthResult *auth)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < auth->signs->len; i++) {
    const char *words = safi_words_sign (auth->signs->pdata[i]);

    if (words != NULL)
      /* Translators: what stands between two parts of a list. */
      g_string_append_printf (text, "%s%s", text->len > 0 ? _ ("; ") : "", words);
  }
  if (text->len == 0)
    return;
  add_line (lines, N_ ("Does this computer look infected?"),
            /* Translators: {0} is a list such as "it has no name; it seems to stand in a home". */
            safi_text_fill (_ ("A little: {0}"), (const char *const[]){ text->str, NULL }));
}

GPtrArray *
safi_words_auth (const SafiAuthResult *auth)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (free_line);

  add_identity (lines, auth);
  add_computer (lines, auth);
  for (guint method = 0; method < SAFI_N_AUTH_METHODS; method++) {
    const SafiAuthRow *row = safi_auth_result_find (auth, method);

    if (row != NULL && row->code != SAFI_AUTH_NONE)
      add_line (lines, methods[method].question, describe_row (row));
  }
  add_signs (lines, auth);
  return lines;
}
