/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/url/safi-domain.h"
#include "filter/checks/safi-check.h"
#include "filter/lists/safi-brands.h"
#include "filter/lists/safi-folded.h"
#include "filter/lists/safi-lists.h"

enum {
  OTHER_ADDRESS,
  BRAND,
  OWN_DOMAIN,
  LOOKALIKE,
  BRAND_IN_DOMAIN,
  BAIT_DOMAIN,
  OFFICE,
  REPLY_ELSEWHERE,
  REPLY_FREE_MAIL,
  OWN_ADDRESS,
  NO_ADDRESS,
  NO_ID,
  HIDDEN_RECIPIENTS,
  BOUNCE,
  UNREADABLE,
};

static const SafiFinding findings[] = {
  [OTHER_ADDRESS] = { "sender.other-address", 2.3,
                      /* Translators: {0} and {1} are e-mail addresses. */
                      N_ ("The name shows {0}, but the message comes from {1}."),
                      N_ ("Read the address after the name, not the name."), "sender-name" },
  [BRAND] = { "sender.brand", 3.5,
              /* Translators: {0} is the name of a company or office, {1} a domain such as
                 mail.example. */
              N_ ("The name says {0}, but it was sent from {1}."),
              N_ ("Open the real site or app yourself and look there."), "sender-name" },
  [OWN_DOMAIN] = { "sender.own-domain", 3.5,
                   /* Translators: {0} is the person's own mail domain, {1} the domain that really
                      sent it. */
                   N_ ("The name says {0}, where your mailbox is, but it was sent from {1}."),
                   N_ ("Ask the people who run your mailbox, by phone."), "mailbox-full" },
  [LOOKALIKE] = { "sender.lookalike", 3.0,
                  /* Translators: {0} is the sender's domain, {1} the real domain it looks like. */
                  N_ ("The sender's address {0} looks like {1}, but is another one."),
                  N_ ("Read the address letter by letter."), "lookalike-domain" },
  [BRAND_IN_DOMAIN] = { "sender.brand-in-domain", 3.0,
                        /* Translators: {0} is the sender's domain, {1} the name of a company or
                           office. */
                        N_ ("The sender's address {0} has the name {1} in it, but is not theirs."),
                        N_ ("Open the real site or app yourself and look there."),
                        "lookalike-domain" },
  [BAIT_DOMAIN] = { "sender.bait-domain", 2.0,
                    /* Translators: {0} is the sender's domain, {1} a word in it such as "secure".
                     */
                    N_ ("The sender's address {0} is built around the word \"{1}\"."),
                    N_ ("Compare it with the address you know."), "lookalike-domain" },
  [OFFICE] = { "sender.office", 2.5,
               /* Translators: {0} is the sender's name, {1} a domain where anybody gets an address.
                */
               N_ ("{0} writes from {1}, where anybody can get an address."),
               N_ ("Call the office on a number you already know."), "sender-name" },
  [REPLY_ELSEWHERE] = { "sender.reply-elsewhere", 2.0,
                        /* Translators: {0} and {1} are e-mail addresses. */
                        N_ ("Your reply would go to {0}, not to {1}."),
                        N_ ("Compare both addresses before you answer."), "reply-elsewhere" },
  [REPLY_FREE_MAIL] = { "sender.reply-free-mail", 3.0,
                        /* Translators: {0} and {1} are e-mail addresses; anybody can get one like
                           {0}. */
                        N_ ("Your reply would go to {0}, a free mailbox, not to {1}."),
                        N_ ("Write to an address you already know instead."), "reply-elsewhere" },
  [OWN_ADDRESS] = { "sender.own-address", 2.5,
                    /* Translators: {0} is the person's own e-mail address. */
                    N_ ("The message says that you, {0}, sent it."),
                    N_ ("If it is not in your Sent folder, somebody else wrote it."),
                    "own-address" },
  [NO_ADDRESS] = { "sender.no-address", 1.5, N_ ("The message does not say who sent it."),
                   N_ ("Do not answer a message without a sender."), "sender-name" },
  [NO_ID] = { "sender.no-id", 0.8,
              N_ ("The message lacks the mark that mail programs put on every message."),
              N_ ("Look twice at who sent it."), "sender-proof" },
  [HIDDEN_RECIPIENTS] = { "sender.hidden-recipients", 1.5,
                          N_ ("The message was sent to many people who are not named."),
                          N_ ("Ask yourself why a message to you does not name you."),
                          "sender-name" },
  [BOUNCE] = { "sender.bounce", 4.0,
               N_ ("It returns a message that was not sent from your address."),
               N_ ("Somebody used your address; you do not have to do anything."), "bounce" },
  [UNREADABLE] = { "sender.unreadable", 0,
                   N_ ("The message is locked or in a form that cannot be read here."),
                   N_ ("Only the sender was looked at."), "unreadable" },
};

/* Words with which a name claims to be an office. Folded; whole words. */
static const char *const office_words[] = {
  "bank",
  "banking",
  "banque",
  "banco",
  "customer care",
  "customer service",
  "support",
  "help desk",
  "helpdesk",
  "security",
  "administrator",
  "admin",
  "department",
  "office",
  "ministry",
  "government",
  "police",
  "court",
  "tax",
  "revenue",
  "customs",
  "university",
  "scholarship",
  "foundation",
  "lottery",
  "united nations",
  "barrister",
  "attorney",
  "director",
  "manager",
  "hr",
  "recruitment",
  "human resources",
  "service client",
  "ministère",
  "ministerio",
  "ministério",
  "soporte",
  "suporte",
  "банк",
  "поддержка",
  "полиция",
  "बैंक",
  "ব্যাংক",
  "بنك",
  "وزارة",
  "شرطة",
  "ባንክ",
  "银行",
  "客服",
  "benki",
  "polisi",
  "wizara",
  "layanan",
};

static SafiEvidence *
add (GPtrArray *evidence, guint finding, const char *header)
{
  SafiEvidence *row = safi_evidence_new (&findings[finding]);

  if (header != NULL)
    safi_evidence_set_spot_header (row, header);
  g_ptr_array_add (evidence, row);
  return row;
}

static void
add_two (GPtrArray *evidence,
         guint finding,
         const char *header,
         SafiArgType first_type,
         const char *first,
         SafiArgType second_type,
         const char *second)
{
  SafiEvidence *row = add (evidence, finding, header);

  safi_evidence_add_arg (row, first_type, first);
  safi_evidence_add_arg (row, second_type, second);
}

static const char *
get_own_domain (const SafiCheckContext *context)
{
  const char *at =
      context->account != NULL ? strrchr (safi_account_get_address (context->account), '@') : NULL;

  return at != NULL && at[1] != '\0' ? at + 1 : NULL;
}

static gboolean
is_own_address (const SafiCheckContext *context, const char *address)
{
  return context->account != NULL &&
         g_ascii_strcasecmp (safi_account_get_address (context->account), address) == 0;
}

static gboolean
has_whole_word (const SafiFolded *text, const char *word)
{
  const char *start = text->octets->str;

  for (const char *at = strstr (start, word); at != NULL; at = strstr (at + 1, word))
    if (safi_folded_is_break (text, at - start) &&
        safi_folded_is_break (text, at - start + strlen (word)))
      return TRUE;
  return FALSE;
}

static gboolean
sounds_like_an_office (const char *name)
{
  g_autoptr (SafiFolded) folded = safi_folded_new (name, strlen (name));

  for (guint i = 0; i < G_N_ELEMENTS (office_words); i++)
    if (has_whole_word (folded, office_words[i]))
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full) (nullable): an address that stands in the display name. */
static char *
find_address_in_name (const char *name)
{
  static const char breaks[] = " \t\"'<>()[],;:";
  const char *at = strchr (name, '@');
  const char *start = at;
  gsize length;

  if (at == NULL)
    return NULL;
  while (start > name && strchr (breaks, start[-1]) == NULL)
    start--;
  length = strcspn (start, breaks);
  if (start == at || memchr (at, '.', (start + length) - at) == NULL)
    return NULL;
  return g_strndup (start, length);
}

static gboolean
check_address_in_name (const SafiAddress *from, GPtrArray *evidence)
{
  g_autofree char *shown = find_address_in_name (from->name);
  g_autofree char *domain = NULL;

  if (shown == NULL)
    return FALSE;
  domain = safi_domain_normalise (strrchr (shown, '@') + 1);
  if (*domain == '\0' || safi_domain_is_same_owner (domain, from->domain))
    return FALSE;
  add_two (evidence, OTHER_ADDRESS, "From", SAFI_ARG_ADDRESS, shown, SAFI_ARG_ADDRESS,
           from->address);
  return TRUE;
}

static gboolean
check_brand_in_name (const SafiAddress *from, GPtrArray *evidence)
{
  const SafiBrand *brand = safi_brands_find_in_name (from->name);

  if (brand == NULL || safi_brand_owns (brand, from->domain))
    return FALSE;
  add_two (evidence, BRAND, "From", SAFI_ARG_TEXT, brand->name, SAFI_ARG_DOMAIN, from->domain);
  return TRUE;
}

static gboolean
check_own_domain_in_name (const SafiCheckContext *context,
                          const SafiAddress *from,
                          GPtrArray *evidence)
{
  const char *own = get_own_domain (context);
  g_autoptr (SafiFolded) folded = safi_folded_new (from->name, strlen (from->name));

  if (own == NULL || safi_lists_is_free_mail (own) || strchr (from->name, '@') != NULL ||
      !has_whole_word (folded, own) || safi_domain_is_same_owner (own, from->domain))
    return FALSE;
  add_two (evidence, OWN_DOMAIN, "From", SAFI_ARG_DOMAIN, own, SAFI_ARG_DOMAIN, from->domain);
  return TRUE;
}

static void
check_name (const SafiCheckContext *context, const SafiAddress *from, GPtrArray *evidence)
{
  if (from->name == NULL || *from->name == '\0')
    return;
  if (check_address_in_name (from, evidence) || check_brand_in_name (from, evidence) ||
      check_own_domain_in_name (context, from, evidence))
    return;
  if (safi_lists_is_free_mail (from->domain) && sounds_like_an_office (from->name))
    add_two (evidence, OFFICE, "From", SAFI_ARG_TEXT, from->name, SAFI_ARG_DOMAIN, from->domain);
}

static void
check_domain (const SafiCheckContext *context, const SafiAddress *from, GPtrArray *evidence)
{
  g_autofree char *registrable = safi_domain_get_registrable (from->domain);
  const char *own = get_own_domain (context);
  const char *real = NULL;
  const SafiBrand *brand;
  const char *bait;

  if (*registrable == '\0')
    return;
  if (own != NULL) {
    g_autofree char *own_registrable = safi_domain_get_registrable (own);

    if (*own_registrable != '\0' && safi_domains_look_alike (registrable, own_registrable))
      real = own_registrable;
    if (real != NULL) {
      add_two (evidence, LOOKALIKE, "From", SAFI_ARG_DOMAIN, from->domain, SAFI_ARG_DOMAIN, real);
      return;
    }
  }
  if (safi_brands_find_lookalike (registrable, &real) != NULL) {
    add_two (evidence, LOOKALIKE, "From", SAFI_ARG_DOMAIN, from->domain, SAFI_ARG_DOMAIN, real);
    return;
  }
  bait = safi_domain_find_bait (registrable);
  brand = safi_brands_find_in_host (from->domain);
  if (brand == NULL && bait != NULL)
    add_two (evidence, BAIT_DOMAIN, "From", SAFI_ARG_DOMAIN, from->domain, SAFI_ARG_TEXT, bait);
  if (brand != NULL)
    add_two (evidence, BRAND_IN_DOMAIN, "From", SAFI_ARG_DOMAIN, from->domain, SAFI_ARG_TEXT,
             brand->name);
}

/* Mailing lists set Reply-To to the list; that is their use. */
static gboolean
is_from_list (SafiMessage *message)
{
  return safi_message_get_header (message, "List-Id") != NULL ||
         safi_message_get_header (message, "List-Post") != NULL ||
         safi_message_get_header (message, "Mailing-List") != NULL ||
         safi_message_get_header (message, "X-Mailing-List") != NULL ||
         safi_message_get_header (message, "List-Unsubscribe") != NULL;
}

static void
check_reply_to (SafiMessage *message,
                const SafiCheckContext *context,
                const SafiAddress *from,
                GPtrArray *evidence)
{
  GPtrArray *addresses = safi_message_get_addresses (message, "Reply-To");
  const SafiAddress *reply = addresses->len > 0 ? g_ptr_array_index (addresses, 0) : NULL;
  guint finding;

  if (reply == NULL || *reply->domain == '\0' || is_from_list (message) ||
      safi_domain_is_same_owner (reply->domain, from->domain) ||
      is_own_address (context, reply->address))
    return;
  finding = safi_lists_is_free_mail (reply->domain) && !safi_lists_is_free_mail (from->domain)
                ? REPLY_FREE_MAIL
                : REPLY_ELSEWHERE;
  add_two (evidence, finding, "Reply-To", SAFI_ARG_ADDRESS, reply->address, SAFI_ARG_ADDRESS,
           from->address);
}

static gboolean
is_authenticated (const SafiCheckContext *context)
{
  return context->auth != NULL && context->auth->identity == SAFI_IDENTITY_AUTHENTICATED;
}

static void
check_from (SafiMessage *message, const SafiCheckContext *context, GPtrArray *evidence)
{
  const SafiAddress *from = safi_message_get_from (message);

  if (from == NULL || *from->domain == '\0') {
    add (evidence, NO_ADDRESS, "From");
    return;
  }
  check_name (context, from, evidence);
  check_domain (context, from, evidence);
  check_reply_to (message, context, from, evidence);
  if (is_own_address (context, from->address) && !is_authenticated (context))
    safi_evidence_add_arg (add (evidence, OWN_ADDRESS, "From"), SAFI_ARG_ADDRESS, from->address);
}

static void
check_recipients (SafiMessage *message, GPtrArray *evidence)
{
  GPtrArray *to = safi_message_get_addresses (message, "To");
  GPtrArray *cc = safi_message_get_addresses (message, "Cc");

  for (guint i = 0; i < to->len; i++)
    if (*((SafiAddress *) g_ptr_array_index (to, i))->domain != '\0')
      return;
  if (safi_message_get_header (message, "To") != NULL && cc->len == 0 && !is_from_list (message))
    add (evidence, HIDDEN_RECIPIENTS, "To");
}

/* TRUE if @text names a Message-ID made at @own. */
static gboolean
quotes_own_message (const char *text, const char *own)
{
  const gsize length = strlen (own);

  for (const char *at = strchr (text, '@'); at != NULL; at = strchr (at + 1, '@'))
    if (g_ascii_strncasecmp (at + 1, own, length) == 0 && at[1 + length] == '>')
      return TRUE;
  return FALSE;
}

/* A delivery report (RFC 3464) quotes the header of the message it returns; one that a person sent
 * carries a Message-ID made by the person's own provider or program. */
static void
check_bounce (SafiMessage *message, const SafiCheckContext *context, GPtrArray *evidence)
{
  const char *type = safi_message_get_header (message, "Content-Type");
  const char *own = get_own_domain (context);
  const SafiAuthRow *judged =
      context->auth != NULL ? safi_auth_result_find (context->auth, SAFI_AUTH_METHOD_BOUNCE) : NULL;
  GBytes *octets = safi_message_get_octets (message);
  g_autofree char *whole = NULL;
  const char *body;
  const char *id;

  if (judged != NULL && judged->code != SAFI_AUTH_NONE)
    return; /* the check "auth" knows more, and says it */
  if (own == NULL || type == NULL || g_ascii_strncasecmp (type, "multipart/report", 16) != 0 ||
      strstr (type, "delivery-status") == NULL)
    return;
  whole = g_strndup (g_bytes_get_data (octets, NULL), g_bytes_get_size (octets));
  body = strstr (whole, "\n\n");
  if (body == NULL)
    body = strstr (whole, "\r\n\r\n");
  id = body != NULL ? strcasestr (body, "\nMessage-ID:") : NULL;
  if (id == NULL)
    return; /* no proof either way */
  whole[(id - whole) + 1 + strcspn (id + 1, "\r\n")] = '\0';
  if (!quotes_own_message (id, own))
    add (evidence, BOUNCE, "Content-Type");
}

static gboolean
run (SafiMessage *message,
     const SafiCheckContext *context,
     GPtrArray *evidence,
     GCancellable *cancellable,
     GError **error)
{
  if (safi_message_get_flaws (message) & SAFI_FLAW_UNREADABLE)
    add (evidence, UNREADABLE, NULL);
  if (safi_message_get_form (message) != SAFI_FORM_MAIL)
    return TRUE;
  check_from (message, context, evidence);
  check_recipients (message, evidence);
  check_bounce (message, context, evidence);
  if (*safi_message_get_message_id (message) == '\0')
    add (evidence, NO_ID, NULL);
  return TRUE;
}

const SafiCheck safi_check_sender = {
  .name = "sender",
  .group = SAFI_GROUP_ENVELOPE,
  .unseen = 0,
  .findings = findings,
  .n_findings = G_N_ELEMENTS (findings),
  .run = run,
};
