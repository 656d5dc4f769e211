/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/url/safi-domain.h"
#include "filter/checks/safi-check.h"
#include "filter/lists/safi-brands.h"
#include "filter/lists/safi-link-signs.h"
#include "filter/lists/safi-lists.h"

/* Distinct hosts of one message that are looked at; each look costs a skeleton. */
#define HOSTS_MAX 50
/* Pictures and a link with hardly a word: octets of text. */
#define PICTURE_TEXT_MAX 60
/* Octets of hidden letters. A newsletter hides a line for the preview in the list of messages. */
#define HIDDEN_MIN 200

enum {
  DISGUISED,
  NUMBER,
  LOOKALIKE,
  BRAND,
  BAIT,
  OWN_NAME,
  MIXED_SCRIPTS,
  USER_NAME,
  SHORT,
  SIGN_IN_FORM,
  FORM_ELSEWHERE,
  SCRIPT,
  DOWNLOAD,
  PICTURE_ONLY,
  HIDDEN_TEXT,
};

static const SafiFinding findings[] = {
  [DISGUISED] = { "links.disguised", 2.8,
                  /* Translators: {0} and {1} are domains such as bank.example. */
                  N_ ("The link shows {0} but leads to {1}."),
                  N_ ("Type the address you know into your browser instead."),
                  "link-goes-elsewhere" },
  [NUMBER] = { "links.number", 3.5,
               /* Translators: {0} is a network number such as 192.0.2.7. */
               N_ ("A link leads to the number {0} instead of a name."),
               N_ ("Open the site the way you usually do."), "link-number" },
  [LOOKALIKE] = { "links.lookalike", 3.0,
                  /* Translators: {0} is the domain in the link, {1} the real domain it looks like.
                   */
                  N_ ("A link leads to {0}, which looks like {1} but is another place."),
                  N_ ("Read the address letter by letter before you open it."),
                  "lookalike-domain" },
  [BRAND] = { "links.brand", 3.0,
              /* Translators: {0} is the domain in the link, {1} the name of a company or office. */
              N_ ("A link leads to {0}: it has the name {1} in it, but is not theirs."),
              N_ ("Open the real site or app yourself."), "lookalike-domain" },
  [BAIT] = { "links.bait", 1.5,
             /* Translators: {0} is the domain in a link, {1} a word in it such as "secure". */
             N_ ("A link leads to {0}, which is built around the word \"{1}\"."),
             N_ ("Compare it with the address you know."), "lookalike-domain" },
  [OWN_NAME] = { "links.own-name", 3.5,
                 /* Translators: {0} is the domain in the link, {1} the person's own mail domain. */
                 N_ ("A link leads to {0}: it has {1} in it, but is another place."),
                 N_ ("Open your mailbox the way you usually do."), "mailbox-full" },
  [MIXED_SCRIPTS] = { "links.mixed-scripts", 3.0,
                      /* Translators: {0} is a domain. */
                      N_ ("The name {0} in a link mixes letters of different alphabets."),
                      N_ ("Type the address you know into your browser instead."),
                      "lookalike-domain" },
  [USER_NAME] = { "links.user-name", 3.0,
                  /* Translators: {0} and {1} are domains. */
                  N_ ("A link begins with {0} but leads to {1}."),
                  N_ ("Look at what stands just before the first single slash."),
                  "link-goes-elsewhere" },
  [SHORT] = { "links.short", 1.0,
              /* Translators: {0} is the domain of a service that shortens links. */
              N_ ("A short link of {0} hides where it leads."),
              N_ ("Ask the sender where the link leads."), "short-link" },
  [SIGN_IN_FORM] = { "links.sign-in-form", 3.0, N_ ("The message itself asks for a password."),
                     N_ ("Sign in only on the page you open yourself."), "sign-in-form" },
  [FORM_ELSEWHERE] = { "links.form-elsewhere", 0.5,
                       /* Translators: {0} is a domain. */
                       N_ ("What you type into the message would be sent to {0}."),
                       N_ ("Do not fill in a form inside a message."), "sign-in-form" },
  [SCRIPT] = { "links.script", 1.5, N_ ("A link carries commands or a hidden page."),
               N_ ("Do not open it."), "link-goes-elsewhere" },
  [DOWNLOAD] = { "links.download", 2.0,
                 /* Translators: {0} is the name of a file. */
                 N_ ("A link fetches {0}, an app from outside the shop of your phone."),
                 N_ ("Install apps only from the shop of your phone."), "install-app" },
  [PICTURE_ONLY] = { "links.picture-only", 1.0,
                     N_ ("The message is a picture with a link and hardly a word."),
                     N_ ("Real senders write their message in words."), "picture-only" },
  [HIDDEN_TEXT] = { "links.hidden-text", 1.0,
                    N_ ("The message carries many words that you cannot see."),
                    N_ ("Judge it by what it asks of you, not by how it looks."), "hidden-text" },
};

typedef struct {
  SafiMessage *message;
  GPtrArray *evidence;
  const char *sender;                      /* (nullable): From's domain */
  const char *own;                         /* (nullable): the person's own registrable domain */
  const char *leaver;                      /* (nullable): domain of List-Unsubscribe */
  gboolean found[G_N_ELEMENTS (findings)]; /* one row of each is enough */
} Search;

/* Returns: (nullable): the new row, NULL if there is one of this finding already. */
static SafiEvidence *
add (Search *search, guint finding, guint index)
{
  SafiEvidence *row;

  if (search->found[finding])
    return NULL;
  search->found[finding] = TRUE;
  row = safi_evidence_new (&findings[finding]);
  safi_evidence_set_spot_link (row, index);
  g_ptr_array_add (search->evidence, row);
  return row;
}

static void
add_with (Search *search,
          guint finding,
          guint index,
          const char *first,
          SafiArgType second_type,
          const char *second)
{
  SafiEvidence *row = add (search, finding, index);

  if (row == NULL)
    return;
  safi_evidence_add_arg (row, SAFI_ARG_DOMAIN, first);
  if (second != NULL)
    safi_evidence_add_arg (row, second_type, second);
}

/* Returns: (transfer full) (nullable): the domain that @label shows, if it is nothing but an
 * address: "www.bank.example", "https://bank.example/login". */
static char *
find_shown_domain (const char *label)
{
  g_autofree char *text = g_strstrip (g_strdup (label));
  const char *start = strstr (text, "://");
  gsize length;
  g_autofree char *host = NULL;
  g_autofree char *domain = NULL;
  g_autofree char *registrable = NULL;

  start = start != NULL && start - text <= 5 ? start + 3 : text;
  if (strpbrk (start, " \t\n@") != NULL)
    return NULL;
  length = strcspn (start, "/?#:");
  host = g_strndup (start, length);
  if (strchr (host, '.') == NULL)
    return NULL;
  domain = safi_domain_normalise (host);
  registrable = safi_domain_get_registrable (domain);
  /* "file.pdf" or "Node.js" is no address: without a scheme or "www." only a known owner counts. */
  if (*registrable == '\0' ||
      (start == text && g_ascii_strncasecmp (text, "www.", 4) != 0 &&
       safi_lists_get_file_class (strrchr (host, '.') + 1) != SAFI_FILE_UNKNOWN))
    return NULL;
  return g_steal_pointer (&domain);
}

/* Newsletters lead their links through a counter: the sender's own, or a known service's. */
static gboolean
is_accepted_detour (const Search *search, const SafiLink *link)
{
  return safi_lists_is_click_tracker (link->host) ||
         (search->sender != NULL && safi_domain_is_same_owner (link->host, search->sender)) ||
         (search->leaver != NULL && safi_domain_is_same_owner (link->host, search->leaver));
}

static void
check_label (Search *search, const SafiLink *link, guint index)
{
  g_autofree char *shown = NULL;

  if (link->type != SAFI_LINK_ANCHOR || link->label == NULL || *link->host == '\0')
    return;
  shown = find_shown_domain (link->label);
  if (shown == NULL || safi_domain_is_same_owner (shown, link->host) ||
      is_accepted_detour (search, link))
    return;
  add_with (search, DISGUISED, index, shown, SAFI_ARG_DOMAIN, link->host);
}

/* "https://bank.example@evil.example/": all before the @ is only a name. */
static void
check_user_name (Search *search, const SafiLink *link, guint index)
{
  const char *start = strstr (link->target, "://");
  gsize length;
  const char *at;
  g_autofree char *name = NULL;
  g_autofree char *domain = NULL;

  if (start == NULL || *link->host == '\0')
    return;
  start += 3;
  length = strcspn (start, "/?#");
  at = memchr (start, '@', length);
  if (at == NULL)
    return;
  name = g_strndup (start, MIN ((gsize) (at - start), strcspn (start, ":")));
  domain = safi_domain_normalise (name);
  if (strchr (domain, '.') != NULL)
    add_with (search, USER_NAME, index, domain, SAFI_ARG_DOMAIN, link->host);
}

/* TRUE if the labels of @domain stand inside @host, before another registrable domain. */
static gboolean
contains_domain (const char *host, const char *domain)
{
  const gsize length = strlen (domain);
  const char *at = strstr (host, domain);

  return at != NULL && (at == host || at[-1] == '.' || at[-1] == '-') &&
         (at[length] == '.' || at[length] == '-');
}

static void
check_name (Search *search, const SafiLink *link, guint index)
{
  const char *real = NULL;
  const char *bait;
  const SafiBrand *brand;

  if (safi_domain_has_mixed_scripts (link->host)) {
    add_with (search, MIXED_SCRIPTS, index, link->host, SAFI_ARG_TEXT, NULL);
    return;
  }
  if (search->own != NULL && !safi_domain_is_same_owner (link->host, search->own)) {
    if (contains_domain (link->host, search->own))
      add_with (search, OWN_NAME, index, link->host, SAFI_ARG_DOMAIN, search->own);
    else if (safi_domains_look_alike (link->registrable, search->own))
      add_with (search, LOOKALIKE, index, link->host, SAFI_ARG_DOMAIN, search->own);
  }
  /* What the sender's own domain looks like is the sender check's to say: a fact counts once. */
  if (search->sender != NULL && safi_domain_is_same_owner (link->host, search->sender))
    return;
  if (safi_brands_find_lookalike (link->registrable, &real) != NULL) {
    add_with (search, LOOKALIKE, index, link->host, SAFI_ARG_DOMAIN, real);
    return;
  }
  brand = safi_lists_is_click_tracker (link->host) ? NULL : safi_brands_find_in_host (link->host);
  if (brand != NULL) {
    add_with (search, BRAND, index, link->host, SAFI_ARG_TEXT, brand->name);
    return;
  }
  bait = safi_domain_find_bait (link->registrable);
  if (bait != NULL)
    add_with (search, BAIT, index, link->host, SAFI_ARG_TEXT, bait);
}

/* A number inside a home or an office is somebody's own device. */
static gboolean
is_private_number (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL &&
         (g_inet_address_get_is_site_local (address) || g_inet_address_get_is_loopback (address) ||
          g_inet_address_get_is_link_local (address));
}

static void
check_host (Search *search, const SafiLink *link, guint index)
{
  if (safi_domain_is_ip_address (link->host)) {
    if (is_private_number (link->host))
      return;
    add_with (search, NUMBER, index, link->host, SAFI_ARG_TEXT, NULL);
    return;
  }
  if (safi_lists_is_shortener (link->host))
    add_with (search, SHORT, index, link->host, SAFI_ARG_TEXT, NULL);
  if (*link->registrable != '\0')
    check_name (search, link, index);
}

static void
check_scheme (Search *search, const SafiLink *link, guint index)
{
  if (link->type == SAFI_LINK_IMAGE)
    return;
  if (g_ascii_strncasecmp (link->target, "data:", 5) == 0 ||
      g_ascii_strncasecmp (link->target, "javascript:", 11) == 0 ||
      g_ascii_strncasecmp (link->target, "vbscript:", 9) == 0)
    add (search, SCRIPT, index);
}

/* "https://host.example/path/Loan.apk?x": the file at the end of the path. */
static void
check_download (Search *search, const SafiLink *link, guint index)
{
  const char *start = strstr (link->target, "://");
  g_autofree char *path = NULL;
  const char *file;
  const char *dot;
  SafiEvidence *row;

  if (start == NULL || link->type == SAFI_LINK_IMAGE || link->type == SAFI_LINK_FORM)
    return;
  path = g_strndup (start + 3, strcspn (start + 3, "?#"));
  file = strrchr (path, '/');
  dot = file != NULL ? strrchr (file, '.') : NULL;
  if (dot == NULL)
    return;
  /* Programs for computers are linked in many honest messages: in 0.65 % of genuine public mail and
   * in 0.7 % of the junk. */
  if (safi_lists_get_file_class (dot + 1) != SAFI_FILE_APP)
    return;
  row = add (search, DOWNLOAD, index);
  if (row != NULL)
    safi_evidence_add_arg (row, SAFI_ARG_TEXT, file + 1);
}

/* What this link says by itself. */
static void
check_link (Search *search, const SafiLink *link, guint index)
{
  check_scheme (search, link, index);
  check_label (search, link, index);
  check_user_name (search, link, index);
  check_download (search, link, index);
  if (link->type == SAFI_LINK_FORM && *link->host != '\0' && !is_accepted_detour (search, link))
    add_with (search, FORM_ELSEWHERE, index, link->host, SAFI_ARG_TEXT, NULL);
}

/* Pictures are fetched from anywhere; nobody clicks on their address. */
static gboolean
is_host_telling (const SafiLink *link)
{
  return link->type != SAFI_LINK_IMAGE && *link->host != '\0';
}

static void
check_links (Search *search)
{
  GPtrArray *links = safi_message_get_links (search->message);
  g_autoptr (GHashTable) hosts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < links->len; i++) {
    const SafiLink *link = g_ptr_array_index (links, i);

    check_link (search, link, i);
    if (is_host_telling (link) && g_hash_table_size (hosts) < HOSTS_MAX &&
        g_hash_table_add (hosts, link->host))
      check_host (search, link, i);
  }
}

static void
check_picture_only (Search *search)
{
  const SafiStructure *structure = safi_message_get_structure (search->message);
  GPtrArray *links = safi_message_get_links (search->message);

  if (structure->n_images == 0 ||
      strlen (safi_message_get_text (search->message)) > PICTURE_TEXT_MAX)
    return;
  for (guint i = 0; i < links->len; i++) {
    const SafiLink *link = g_ptr_array_index (links, i);

    if (link->type == SAFI_LINK_ANCHOR) {
      add (search, PICTURE_ONLY, i);
      return;
    }
  }
}

/* Words that only a filter reads are there to mislead it. */
static void
check_hidden_text (Search *search)
{
  const guint hidden = safi_message_get_structure (search->message)->hidden_octets;

  if (hidden >= HIDDEN_MIN && hidden > strlen (safi_message_get_text (search->message)) / 2)
    g_ptr_array_add (search->evidence, safi_evidence_new (&findings[HIDDEN_TEXT]));
}

/* Returns: (transfer full) (nullable): the host of the first address in List-Unsubscribe. */
static char *
find_leaver (SafiMessage *message)
{
  const char *field = safi_message_get_header (message, "List-Unsubscribe");
  const char *start = field != NULL ? strstr (field, "://") : NULL;
  g_autofree char *host = NULL;

  if (start == NULL)
    return NULL;
  host = g_strndup (start + 3, strcspn (start + 3, "/?#:> "));
  return safi_domain_normalise (host);
}

static char *
find_own (const SafiCheckContext *context)
{
  const char *at =
      context->account != NULL ? strrchr (safi_account_get_address (context->account), '@') : NULL;
  g_autofree char *registrable = at != NULL ? safi_domain_get_registrable (at + 1) : NULL;

  return registrable != NULL && *registrable != '\0' ? g_steal_pointer (&registrable) : NULL;
}

static Search
begin_search (SafiMessage *message, GPtrArray *evidence, const char *own, const char *leaver)
{
  const SafiAddress *from = safi_message_get_from (message);

  return (Search){ .message = message,
                   .evidence = evidence,
                   .sender = from != NULL && *from->domain != '\0' ? from->domain : NULL,
                   .own = own,
                   .leaver = leaver };
}

GPtrArray *
safi_link_signs_find (SafiMessage *message, guint index)
{
  GPtrArray *signs = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);
  const SafiLink *link = safi_message_get_links (message)->pdata[index];
  g_autofree char *leaver = find_leaver (message);
  Search search = begin_search (message, signs, NULL, leaver);

  check_link (&search, link, index);
  if (is_host_telling (link))
    check_host (&search, link, index);
  return signs;
}

static gboolean
run (SafiMessage *message,
     const SafiCheckContext *context,
     GPtrArray *evidence,
     GCancellable *cancellable,
     GError **error)
{
  g_autofree char *own = find_own (context);
  g_autofree char *leaver = find_leaver (message);
  Search search = begin_search (message, evidence, own, leaver);

  check_links (&search);
  check_picture_only (&search);
  check_hidden_text (&search);
  if (safi_message_get_structure (message)->has_password_field) {
    search.found[SIGN_IN_FORM] = TRUE;
    g_ptr_array_add (evidence, safi_evidence_new (&findings[SIGN_IN_FORM]));
  }
  return TRUE;
}

const SafiCheck safi_check_links = {
  .name = "links",
  .group = SAFI_GROUP_LINKS,
  .unseen = 0.5,
  .unseen_of = SAFI_UNSEEN_TEXT,
  .findings = findings,
  .n_findings = G_N_ELEMENTS (findings),
  .run = run,
};
