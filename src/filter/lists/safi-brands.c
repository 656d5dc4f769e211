/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/lists/safi-brands.h"

#include <string.h>

#include "core/url/safi-domain.h"
#include "filter/lists/safi-folded.h"
#include "filter/lists/safi-lists.h"

/* Shorter labels are one letter away from too many honest ones. */
#define ALMOST_LETTERS_MIN 6
#define SKELETON_LETTERS_MIN 4
/* A host with more labels is hostile; only its last ones are looked at. */
#define LABELS_MAX 10

typedef struct {
  const SafiBrand *brand;
  const char *domain; /* registrable or below */
  char *skeleton;     /* of the domain's first label */
} Domain;

typedef struct {
  GPtrArray *brands;     /* (element-type SafiBrand) */
  GArray *domains;       /* (element-type Domain) */
  GHashTable *by_domain; /* utf8 -> SafiBrand */
  GHashTable *by_word;   /* alias without spaces and hyphens -> SafiBrand */
} Brands;

static char *
fold (const char *text)
{
  g_autoptr (SafiFolded) folded = safi_folded_new (text, strlen (text));

  return g_strdup (folded->octets->str);
}

static char *
copy_first_label (const char *domain)
{
  return g_strndup (domain, strcspn (domain, "."));
}

static char *
remove_separators (const char *text)
{
  GString *word = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    if (*at != ' ' && *at != '-' && *at != '\'')
      g_string_append_c (word, *at);
  return g_string_free (word, FALSE);
}

static SafiBrand *
read_brand (const char *line)
{
  g_auto (GStrv) columns = g_strsplit (line, "\t", 4);
  SafiBrand *brand = g_new0 (SafiBrand, 1);

  g_assert (g_strv_length (columns) == 4);
  brand->name = g_strdup (columns[0]);
  brand->folded = fold (columns[0]);
  brand->domains = g_strsplit (columns[1], ",", -1);
  brand->kind = g_strdup (columns[2]);
  brand->aliases = g_strsplit (g_strstrip (columns[3]), ",", -1);
  for (guint i = 0; brand->aliases[i] != NULL; i++) {
    char *folded = fold (brand->aliases[i]);

    g_free (brand->aliases[i]);
    brand->aliases[i] = folded;
  }
  return brand;
}

static void
index_brand (Brands *brands, SafiBrand *brand)
{
  g_ptr_array_add (brands->brands, brand);
  for (guint i = 0; brand->domains[i] != NULL; i++) {
    g_autofree char *label = copy_first_label (brand->domains[i]);
    Domain domain = { brand, brand->domains[i], safi_domain_get_skeleton (label) };

    g_array_append_val (brands->domains, domain);
    if (!g_hash_table_contains (brands->by_domain, brand->domains[i]))
      g_hash_table_insert (brands->by_domain, brand->domains[i], brand);
  }
  for (guint i = 0; brand->aliases[i] != NULL; i++) {
    char *word = remove_separators (brand->aliases[i]);

    if (strlen (word) >= 3 && !g_hash_table_contains (brands->by_word, word))
      g_hash_table_insert (brands->by_word, g_steal_pointer (&word), brand);
    g_free (word);
  }
}

/* Lives as long as the program. */
static const Brands *
get_brands (void)
{
  static Brands brands;
  static gsize once = 0;

  if (g_once_init_enter (&once)) {
    g_auto (GStrv) lines = safi_lists_read_lines ("brands.tsv");

    brands.brands = g_ptr_array_new ();
    brands.domains = g_array_new (FALSE, FALSE, sizeof (Domain));
    brands.by_domain = g_hash_table_new (g_str_hash, g_str_equal);
    brands.by_word = g_hash_table_new (g_str_hash, g_str_equal);
    for (guint i = 0; lines[i] != NULL; i++)
      index_brand (&brands, read_brand (lines[i]));
    g_once_init_leave (&once, 1);
  }
  return &brands;
}

static gboolean
has_phrase (const SafiFolded *text, const char *phrase)
{
  const gsize length = strlen (phrase);
  const char *start = text->octets->str;

  for (const char *at = strstr (start, phrase); at != NULL; at = strstr (at + 1, phrase))
    if (safi_folded_is_break (text, at - start) && safi_folded_is_break (text, at - start + length))
      return length > 0;
  return FALSE;
}

static gboolean
is_claimed (const SafiBrand *brand, const SafiFolded *name)
{
  if (g_str_equal (name->octets->str, brand->folded))
    return TRUE;
  for (guint i = 0; brand->aliases[i] != NULL; i++)
    if (has_phrase (name, brand->aliases[i]))
      return TRUE;
  return FALSE;
}

/* The letters where two words of nearly one length differ: one changed, missing, added or two
 * neighbours exchanged. */
static gboolean
is_one_letter_away (const char *a, const char *b)
{
  const gsize n = strlen (a);
  const gsize m = strlen (b);
  gsize head = 0;
  gsize tail = 0;

  if (n > m)
    return is_one_letter_away (b, a);
  if (m - n > 1)
    return FALSE;
  while (head < n && a[head] == b[head])
    head++;
  while (tail < n - head && a[n - 1 - tail] == b[m - 1 - tail])
    tail++;
  if (n == m && n - head - tail == 2)
    return a[head] == b[head + 1] && a[head + 1] == b[head];
  return m - head - tail == 1;
}

static gboolean
labels_look_alike (const char *label, const char *skeleton, const Domain *domain)
{
  const gsize length = strcspn (domain->domain, ".");
  g_autofree char *other = NULL;

  if (strlen (label) == length && strncmp (label, domain->domain, length) == 0)
    return FALSE; /* another ending of the same name is no look-alike: many countries, many owners
                   */
  if (length >= SKELETON_LETTERS_MIN && g_str_equal (skeleton, domain->skeleton))
    return TRUE;
  if (length < ALMOST_LETTERS_MIN)
    return FALSE;
  other = g_strndup (domain->domain, length);
  return is_one_letter_away (label, other);
}

const SafiBrand *
safi_brands_find_in_name (const char *name)
{
  const Brands *brands = get_brands ();
  g_autoptr (SafiFolded) folded = safi_folded_new (name, strlen (name));

  for (guint i = 0; i < brands->brands->len; i++)
    if (is_claimed (g_ptr_array_index (brands->brands, i), folded))
      return g_ptr_array_index (brands->brands, i);
  return NULL;
}

/* Returns: (nullable) (transfer none): the brand that really uses @host. */
static const SafiBrand *
find_owner (const char *host)
{
  for (const char *at = host; at != NULL && *at != '\0'; at = strchr (at, '.')) {
    const SafiBrand *brand;

    at += *at == '.';
    brand = g_hash_table_lookup (get_brands ()->by_domain, at);
    if (brand != NULL)
      return brand;
  }
  return NULL;
}

gboolean
safi_brand_owns (const SafiBrand *brand, const char *host)
{
  const gsize length = strlen (host);

  for (guint i = 0; brand->domains[i] != NULL; i++) {
    const gsize n = strlen (brand->domains[i]);

    if (n <= length && g_str_equal (host + length - n, brand->domains[i]) &&
        (n == length || host[length - n - 1] == '.'))
      return TRUE;
  }
  return FALSE;
}

const SafiBrand *
safi_brands_find_lookalike (const char *registrable, const char **ret_domain)
{
  const Brands *brands = get_brands ();
  g_autofree char *label = copy_first_label (registrable);
  g_autofree char *skeleton = NULL;

  if (strlen (label) < SKELETON_LETTERS_MIN || find_owner (registrable) != NULL)
    return NULL;
  skeleton = safi_domain_get_skeleton (label);
  for (guint i = 0; i < brands->domains->len; i++) {
    const Domain *domain = &g_array_index (brands->domains, Domain, i);

    if (labels_look_alike (label, skeleton, domain)) {
      *ret_domain = domain->domain;
      return domain->brand;
    }
  }
  return NULL;
}

static const SafiBrand *
find_word (const char *word)
{
  g_autofree char *plain = remove_separators (word);

  return g_hash_table_lookup (get_brands ()->by_word, plain);
}

/* The label itself, each of its parts, each two neighbours. */
static const SafiBrand *
find_in_label (const char *label)
{
  const SafiBrand *brand = find_word (label);
  g_auto (GStrv) parts = g_strsplit (label, "-", LABELS_MAX);

  for (guint i = 0; brand == NULL && parts[i] != NULL; i++) {
    brand = find_word (parts[i]);
    if (brand == NULL && parts[i + 1] != NULL) {
      g_autofree char *both = g_strconcat (parts[i], parts[i + 1], NULL);

      brand = find_word (both);
    }
  }
  return brand;
}

const SafiBrand *
safi_brands_find_in_host (const char *host)
{
  g_autofree char *registrable = safi_domain_get_registrable (host);
  g_auto (GStrv) labels = NULL;
  const char *dot = strchr (registrable, '.');
  const gsize ending = dot != NULL ? strlen (dot) : 0; /* the public suffix names no brand */
  g_autofree char *rest = NULL;

  if (ending == 0 || find_owner (host) != NULL)
    return NULL;
  rest = g_strndup (host, strlen (host) - ending);
  labels = g_strsplit (rest, ".", LABELS_MAX);
  for (guint i = 0; labels[i] != NULL; i++) {
    const SafiBrand *brand = find_in_label (labels[i]);

    if (brand != NULL)
      return brand;
  }
  return NULL;
}

const char *
safi_domain_find_bait (const char *registrable)
{
  static const char *const baits[] = {
    "secure",   "security", "verify",  "verification", "login",    "signin",   "update",  "account",
    "accounts", "confirm",  "support", "helpdesk",     "refund",   "recovery", "unlock",  "quota",
    "prize",    "premio",   "winner",  "bonus",        "claim",    "reward",   "gift",    "grant",
    "invest",   "profit",   "crypto",  "loan",         "loans",    "fee",      "summons", "kyc",
    "otp",      "pin",      "payment", "billing",      "reversal", "upgrade",  "jobs",    "recruit",
    "visa",     "webmail",  "renew",   "hakiki",
  };
  g_autofree char *label = copy_first_label (registrable);
  g_auto (GStrv) parts = g_strsplit (label, "-", LABELS_MAX);

  if (g_strv_length (parts) < 2)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (baits); i++)
    if (g_strv_contains ((const char *const *) parts, baits[i]))
      return baits[i];
  return NULL;
}

gboolean
safi_domains_look_alike (const char *a, const char *b)
{
  g_autofree char *left = copy_first_label (a);
  g_autofree char *right = copy_first_label (b);
  g_autofree char *left_skeleton = NULL;
  g_autofree char *right_skeleton = NULL;

  if (g_str_equal (a, b) || strlen (right) < SKELETON_LETTERS_MIN || g_str_equal (left, right))
    return FALSE;
  left_skeleton = safi_domain_get_skeleton (left);
  right_skeleton = safi_domain_get_skeleton (right);
  return g_str_equal (left_skeleton, right_skeleton) ||
         (strlen (right) >= ALMOST_LETTERS_MIN && is_one_letter_away (left, right));
}
