/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-wild.h"

#include <string.h>

#include "../lib/random.h"

struct _TestWild {
  GObject parent_instance;
  guint32 seed;
  guint n_asked;
  guint n_behind_open;
  gboolean was_open;
};

static const char *const names[] = {
  "a.example", "b.example", "c.a.example", "mx.b.example", "", "a..b", "very.long.name.example",
};

static const char *const spf_pieces[] = {
  " ",          "a",          "mx",      "ptr",         "all",       "-",          "~",
  "?",          "+",          "include", ":",           "exists",    "ip4",        "ip6",
  "/24",        "//64",       "/33",     "redirect=",   "exp=",      "x=",         "%{d}",
  "%{p}",       "%{ir}",      "%{L2r-}", "%{h}",        "%%",        "%_",         "%",
  "%{",         "}",          "%{c}",    ".",           "a.example", "b.example",  "1.2.3.4",
  "2001:db8::", "::ffff:0:0", "\xff",    "c.a.example", "=",         "spf2.0/pra",
};

static const char *
choose_name (GRand *random)
{
  return names[g_rand_int_range (random, 0, G_N_ELEMENTS (names))];
}

/* A term that is right. */
static void
append_term (GString *record, GRand *random)
{
  static const char *const terms[] = {
    "a:%s",
    "mx:%s",
    "ptr:%s",
    "include:%s",
    "-exists:%{i}.%s",
    "redirect=%s",
    "exp=%{p}.%s",
    "~a:%{p}.%s/0//0",
    "?mx:%{o}.%s",
    "a:%{h}.%s",
    "include:%{d}",
    "ptr",
    "x=%{r}",
    "ip4:1.2.3.4/1",
    "ip6:::/1",
    "mx/0//0",
    "~ip4:1.0.0.0/8 ~ip6:2000::/3",
  };
  const char *term = terms[g_rand_int_range (random, 0, G_N_ELEMENTS (terms))];
  g_auto (GStrv) around = g_strsplit (term, "%s", 2);

  g_string_append_printf (record, " %s", around[0]);
  if (around[1] != NULL)
    g_string_append_printf (record, "%s%s", choose_name (random), around[1]);
}

GString *
test_make_spf (GRand *random)
{
  GString *record = g_string_new (g_rand_int_range (random, 0, 4) == 0 ? "spf2.0/pra" : "v=spf1");
  int n = g_rand_int_range (random, 0, 14);

  for (int i = 0; i < n; i++)
    append_term (record, random);
  if (g_rand_boolean (random))
    g_string_append (record, " -all");
  if (g_rand_int_range (random, 0, 4) == 0)
    test_mutate (record, random, spf_pieces, G_N_ELEMENTS (spf_pieces));
  return record;
}

static SafiDnsRecord *
make_record (GRand *random, SafiDnsType type)
{
  SafiDnsRecord *record = safi_dns_record_new ();

  if (type == SAFI_DNS_A || type == SAFI_DNS_AAAA) {
    guint8 octets[16] = { 1, 2, 3, 4 };

    /* An IPv4-mapped address now and then, which belongs into no AAAA record. */
    if (g_rand_int_range (random, 0, 4) == 0)
      memcpy (octets, "\0\0\0\0\0\0\0\0\0\0\xff\xff\1\2\3\4", 16);
    safi_ip_from_octets (octets, type == SAFI_DNS_A ? 4 : 16, &record->address);
  } else if (type == SAFI_DNS_TXT) {
    record->text = test_make_spf (random);
  } else {
    record->name = g_strdup (choose_name (random));
    record->priority = (guint16) g_rand_int_range (random, 0, 3);
    record->weight = (guint16) g_rand_int_range (random, 0, 6);
    record->port = (guint16) g_rand_int_range (random, 0, 3);
  }
  return record;
}

static SafiDnsAnswer *
test_wild_look_up (SafiResolver *resolver, const char *name, SafiDnsType type)
{
  TestWild *self = TEST_WILD (resolver);
  GRand *random = g_rand_new_with_seed (self->seed ^ g_str_hash (name) ^ (guint32) type);
  static const SafiDnsOutcome outcomes[] = { SAFI_DNS_NODATA, SAFI_DNS_NXDOMAIN, SAFI_DNS_TEMPERROR,
                                             SAFI_DNS_OPEN };
  int outcome = g_rand_int_range (random, 0, 60);
  int n_records = g_rand_int_range (random, 0, 20) == 0 ? 12 : 1;
  SafiDnsAnswer *answer = safi_dns_answer_new (outcomes[outcome % (int) G_N_ELEMENTS (outcomes)]);

  self->n_asked++;
  self->n_behind_open += self->was_open;
  for (int i = 0; outcome >= 4 && i < n_records; i++)
    safi_dns_answer_add (answer, make_record (random, type));
  self->was_open = self->was_open || answer->outcome == SAFI_DNS_OPEN;
  g_rand_free (random);
  return answer;
}

static void
test_wild_resolver_init (SafiResolverInterface *iface)
{
  iface->look_up = test_wild_look_up;
}

G_DEFINE_TYPE_WITH_CODE (TestWild,
                         test_wild,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (SAFI_TYPE_RESOLVER, test_wild_resolver_init))

static void
test_wild_init (TestWild *self G_GNUC_UNUSED)
{
}

static void
test_wild_class_init (TestWildClass *klass G_GNUC_UNUSED)
{
}

TestWild *
test_wild_new (guint32 seed)
{
  TestWild *self = g_object_new (TEST_TYPE_WILD, NULL);

  self->seed = seed;
  return self;
}

guint
test_wild_get_n_asked (TestWild *self)
{
  return self->n_asked;
}

guint
test_wild_get_n_behind_open (TestWild *self)
{
  return self->n_behind_open;
}

gboolean
test_wild_was_open (TestWild *self)
{
  return self->was_open;
}
