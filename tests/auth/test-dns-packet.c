/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dns/safi-dns-packet.h"

#include <string.h>

#include "../lib/random.h"

#define ROUNDS 200000
#define CHANGES_MAX 6

#define CNAME 5
#define SOA 6
#define NAME "mail.example"
/* "\4mail\7example\0" begins behind the header. */
#define POINTER "\xc0\x0c"

static void
add_number (GByteArray *packet, guint n, guint32 number)
{
  for (guint i = n; i-- > 0;) {
    const guint8 octet = (guint8) (number >> 8 * i);

    g_byte_array_append (packet, &octet, 1);
  }
}

static void
add_octets (GByteArray *packet, const char *octets, gsize length)
{
  g_byte_array_append (packet, (const guint8 *) octets, (guint) length);
}

static void
add_name (GByteArray *packet, const char *name)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);

  for (guint i = 0; labels[i] != NULL; i++) {
    add_number (packet, 1, (guint32) strlen (labels[i]));
    add_octets (packet, labels[i], strlen (labels[i]));
  }
  add_number (packet, 1, 0);
}

/* The header and the question for NAME. */
static GByteArray *
new_packet (guint flags, guint n_answers, guint n_authority)
{
  GByteArray *packet = g_byte_array_new ();

  add_number (packet, 2, 7);
  add_number (packet, 2, flags);
  add_number (packet, 2, 1);
  add_number (packet, 2, n_answers);
  add_number (packet, 2, n_authority);
  add_number (packet, 2, 0);
  add_name (packet, NAME);
  add_number (packet, 4, 16 << 16 | 1);
  return packet;
}

/* @owner: (nullable): NAME, by a pointer. */
static void
add_record (GByteArray *packet,
            const char *owner,
            guint type,
            guint32 ttl,
            const char *data,
            gsize length)
{
  if (owner == NULL)
    add_octets (packet, POINTER, 2);
  else
    add_name (packet, owner);
  add_number (packet, 2, type);
  add_number (packet, 2, 1);
  add_number (packet, 4, ttl);
  add_number (packet, 2, (guint32) length);
  add_octets (packet, data, length);
}

static SafiDnsAnswer *
read_packet (GByteArray *packet, SafiDnsType type, char **ret_alias)
{
  return safi_dns_packet_read (packet->data, packet->len, NAME, type, ret_alias);
}

static SafiDnsRecord *
read_one (GByteArray *packet, SafiDnsType type, SafiDnsAnswer **ret_answer)
{
  g_autofree char *alias = NULL;

  *ret_answer = read_packet (packet, type, &alias);
  g_assert_null (alias);
  g_assert_cmpint ((*ret_answer)->outcome, ==, SAFI_DNS_FOUND);
  g_assert_cmpuint ((*ret_answer)->records->len, ==, 1);
  return (*ret_answer)->records->pdata[0];
}

static void
test_strings_of_a_text_are_joined (void)
{
  g_autoptr (GByteArray) packet = new_packet (0x8180, 1, 0);
  g_autoptr (SafiDnsAnswer) answer = NULL;
  SafiDnsRecord *record;

  add_record (packet, NULL, SAFI_DNS_TXT, 300,
              "\2a\0\0\3\xff"
              "bc",
              8);
  record = read_one (packet, SAFI_DNS_TXT, &answer);
  g_assert_cmpmem (record->text->str, record->text->len,
                   "a\0\xff"
                   "bc",
                   5);
  g_assert_cmpuint (answer->ttl, ==, 300);
}

static void
test_every_type_is_read (void)
{
  static const struct {
    SafiDnsType type;
    const char *data;
    gsize length;
    const char *expected;
  } cases[] = {
    { SAFI_DNS_A, "\xc0\0\2\1", 4, "192.0.2.1 0 0 0 -" },
    { SAFI_DNS_AAAA, "\x20\1\xd\xb8\0\0\0\0\0\0\0\0\0\0\0\1", 16, "2001:db8::1 0 0 0 -" },
    { SAFI_DNS_PTR, "\1H\xc0\x0c", 4, "- 0 0 0 h.mail.example" },
    { SAFI_DNS_MX, "\0\x0a\xc0\x11", 4, "- 10 0 0 example" },
    { SAFI_DNS_SRV, "\0\1\0\2\0\3\0", 7, "- 1 2 3 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GByteArray) packet = new_packet (0x8180, 1, 0);
    g_autoptr (SafiDnsAnswer) answer = NULL;
    g_autofree char *address = NULL;
    g_autofree char *got = NULL;
    SafiDnsRecord *record;

    add_record (packet, NULL, cases[i].type, 60, cases[i].data, cases[i].length);
    record = read_one (packet, cases[i].type, &answer);
    address = safi_ip_to_string (&record->address);
    got = g_strdup_printf ("%s %u %u %u %s", record->name == NULL ? address : "-", record->priority,
                           record->weight, record->port, record->name == NULL ? "-" : record->name);
    g_assert_cmpstr (got, ==, cases[i].expected);
  }
}

static void
test_negative_answers_are_told_apart (void)
{
  static const struct {
    guint flags;
    SafiDnsOutcome outcome;
  } cases[] = {
    { 0x8180, SAFI_DNS_NODATA },    { 0x8183, SAFI_DNS_NXDOMAIN },
    { 0x8182, SAFI_DNS_TEMPERROR }, /* SERVFAIL */
    { 0x8185, SAFI_DNS_TEMPERROR }, /* REFUSED */
    { 0x0100, SAFI_DNS_TEMPERROR }, /* a question */
    { 0x8380, SAFI_DNS_TEMPERROR }, /* truncated */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GByteArray) packet = new_packet (cases[i].flags, 0, 0);
    g_autofree char *alias = NULL;
    g_autoptr (SafiDnsAnswer) answer = read_packet (packet, SAFI_DNS_TXT, &alias);

    g_assert_cmpint (answer->outcome, ==, cases[i].outcome);
    g_assert_null (alias);
  }
}

static void
test_the_authority_says_how_long_nothing_is_there (void)
{
  g_autoptr (GByteArray) packet = new_packet (0x8183, 0, 1);
  g_autofree char *alias = NULL;
  g_autoptr (SafiDnsAnswer) answer = NULL;

  add_record (packet, "example", SOA, 900, "\0\0\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0\x78", 22);
  answer = read_packet (packet, SAFI_DNS_TXT, &alias);
  g_assert_cmpint (answer->outcome, ==, SAFI_DNS_NXDOMAIN);
  g_assert_cmpuint (answer->ttl, ==, 120);
}

static void
test_aliases_are_followed (void)
{
  g_autoptr (GByteArray) packet = new_packet (0x8180, 3, 0);
  g_autoptr (SafiDnsAnswer) answer = NULL;
  SafiDnsRecord *record;

  add_record (packet, "two.example", SAFI_DNS_TXT, 500, "\1x", 2);
  add_record (packet, NULL, CNAME, 400, "\3one\7example\0", 13);
  add_record (packet, "ONE.example", CNAME, 70, "\3two\7example\0", 13);
  record = read_one (packet, SAFI_DNS_TXT, &answer);
  g_assert_cmpstr (record->text->str, ==, "x");
  g_assert_cmpuint (answer->ttl, ==, 70);
}

static void
test_an_alias_without_records_is_asked_for_next (void)
{
  g_autoptr (GByteArray) packet = new_packet (0x8180, 1, 0);
  g_autofree char *alias = NULL;
  g_autoptr (SafiDnsAnswer) answer = NULL;

  add_record (packet, NULL, CNAME, 400, "\3one\7example\0", 13);
  answer = read_packet (packet, SAFI_DNS_TXT, &alias);
  g_assert_cmpstr (alias, ==, "one.example");
}

static void
test_an_alias_of_the_root_has_no_records (void)
{
  g_autoptr (GByteArray) packet = new_packet (0x8180, 1, 0);
  g_autofree char *alias = NULL;
  g_autoptr (SafiDnsAnswer) answer = NULL;

  add_record (packet, NULL, CNAME, 400, "\0", 1);
  answer = read_packet (packet, SAFI_DNS_TXT, &alias);
  g_assert_cmpint (answer->outcome, ==, SAFI_DNS_NODATA);
  g_assert_null (alias);
}

/* Records that nobody asked for do not count, wherever they stand. */
static void
test_only_the_name_and_its_aliases_count (void)
{
  g_autoptr (GByteArray) packet = new_packet (0x8180, 3, 1);
  g_autoptr (GByteArray) other = new_packet (0x8180, 1, 0);
  g_autofree char *alias = NULL;
  g_autoptr (SafiDnsAnswer) answer = NULL;
  g_autoptr (SafiDnsAnswer) beside = NULL;

  add_record (packet, "bank.example", SAFI_DNS_TXT, 300, "\1x", 2);
  add_record (packet, NULL, SAFI_DNS_TXT, 300, "\1y", 2);
  add_record (packet, "bank.example", CNAME, 300, POINTER, 2);
  add_record (packet, NULL, SAFI_DNS_TXT, 300, "\1z", 2);
  g_assert_cmpstr (read_one (packet, SAFI_DNS_TXT, &answer)->text->str, ==, "y");
  add_record (other, "bank.example", SAFI_DNS_TXT, 300, "\1x", 2);
  beside = read_packet (other, SAFI_DNS_TXT, &alias);
  g_assert_cmpint (beside->outcome, ==, SAFI_DNS_TEMPERROR);
}

static void
test_aliases_that_do_not_end_are_an_error (void)
{
  g_autoptr (GByteArray) packet = new_packet (0x8180, 1, 0);
  g_autofree char *alias = NULL;
  g_autoptr (SafiDnsAnswer) answer = NULL;

  add_record (packet, NULL, CNAME, 400, POINTER, 2);
  answer = read_packet (packet, SAFI_DNS_TXT, &alias);
  g_assert_cmpint (answer->outcome, ==, SAFI_DNS_TEMPERROR);
}

/* @length octets of character-strings. */
static char *
make_strings (gsize length)
{
  GString *strings = g_string_new (NULL);

  for (gsize left = length; left > 0;) {
    const gsize n = MIN (left, 255);
    g_autofree char *filling = g_strnfill (n, 'x');

    g_string_append_c (strings, (char) n);
    g_string_append_len (strings, filling, (gssize) n);
    left -= n;
  }
  return g_string_free (strings, FALSE);
}

static void
test_a_text_has_a_limit (void)
{
  for (gsize length = SAFI_DNS_TEXT_OCTETS_MAX; length <= SAFI_DNS_TEXT_OCTETS_MAX + 1; length++) {
    g_autoptr (GByteArray) packet = new_packet (0x8180, 1, 0);
    g_autofree char *strings = make_strings (length);
    g_autofree char *alias = NULL;
    g_autoptr (SafiDnsAnswer) answer = NULL;

    add_record (packet, NULL, SAFI_DNS_TXT, 300, strings, length + (length + 254) / 255);
    answer = read_packet (packet, SAFI_DNS_TXT, &alias);
    g_assert_cmpuint (answer->records->len, ==, length == SAFI_DNS_TEXT_OCTETS_MAX);
  }
}

static void
test_pointers_lead_back_only (void)
{
  static const char *const loops[] = { "\xc0\x1e", "\xc0\x1f", "\xff\xff", "\x80", "\xc0" };

  for (guint i = 0; i < G_N_ELEMENTS (loops); i++) {
    g_autoptr (GByteArray) packet = new_packet (0x8180, 1, 0);
    g_autofree char *alias = NULL;
    g_autoptr (SafiDnsAnswer) answer = NULL;

    add_octets (packet, loops[i], strlen (loops[i]));
    answer = read_packet (packet, SAFI_DNS_TXT, &alias);
    g_assert_cmpint (answer->outcome, ==, SAFI_DNS_TEMPERROR);
  }
}

/* A label with a dot in it is not two labels. */
static void
test_odd_labels_are_refused (void)
{
  g_autoptr (GByteArray) packet = new_packet (0x8180, 1, 0);
  g_autofree char *alias = NULL;
  g_autoptr (SafiDnsAnswer) answer = NULL;

  add_record (packet, NULL, SAFI_DNS_PTR, 300, "\3a.b\7example\0", 13);
  answer = read_packet (packet, SAFI_DNS_PTR, &alias);
  g_assert_cmpuint (answer->records->len, ==, 0);
}

/* An alias, and a record of each type where it leads. */
static GByteArray *
new_rich_packet (void)
{
  GByteArray *packet = new_packet (0x8180, 7, 1);

  add_record (packet, NULL, CNAME, 400, "\3one\7example\0", 13);
  add_record (packet, "one.example", SAFI_DNS_MX, 70, "\0\x0a\xc0\x11", 4);
  add_record (packet, "one.example", SAFI_DNS_TXT, 70, "\2ab\1c", 5);
  add_record (packet, "one.example", SAFI_DNS_A, 70, "\xc0\0\2\1", 4);
  add_record (packet, "one.example", SAFI_DNS_AAAA, 70, "\x20\1\xd\xb8\0\0\0\0\0\0\0\0\0\0\0\1",
              16);
  add_record (packet, "one.example", SAFI_DNS_PTR, 70, "\1H\xc0\x0c", 4);
  add_record (packet, "one.example", SAFI_DNS_SRV, 70, "\0\1\0\2\0\3\1h\xc0\x0c", 10);
  add_record (packet, "example", SOA, 900, "\0\0\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0\x78", 22);
  return packet;
}

static void
change (GRand *random, guint8 *octets, gsize length)
{
  const gsize at = (gsize) g_rand_int_range (random, 0, (gint) length);

  octets[at] = (guint8) g_rand_int (random);
  if (g_rand_int_range (random, 0, 4) > 0 || at + 1 == length)
    return;
  octets[at] = 0xc0; /* a pointer to anywhere */
  octets[at + 1] = (guint8) g_rand_int (random);
}

/* In a buffer of just its size, so that nothing behind it can be read unseen. */
static SafiDnsOutcome
read_changed (GRand *random, const GByteArray *packet)
{
  static const SafiDnsType types[] = { SAFI_DNS_A,   SAFI_DNS_PTR,  SAFI_DNS_MX,
                                       SAFI_DNS_TXT, SAFI_DNS_AAAA, SAFI_DNS_SRV };
  const gboolean is_cut = g_rand_int_range (random, 0, 4) == 0;
  const gsize length =
      is_cut ? (gsize) g_rand_int_range (random, 0, (gint) packet->len) : packet->len;
  g_autofree guint8 *octets = g_memdup2 (packet->data, length);
  g_autofree char *alias = NULL;
  g_autoptr (SafiDnsAnswer) answer = NULL;

  for (gint i = g_rand_int_range (random, 0, CHANGES_MAX); i > 0 && length > 0; i--)
    change (random, octets, length);
  answer = safi_dns_packet_read (octets, length, NAME,
                                 types[g_rand_int_range (random, 0, G_N_ELEMENTS (types))], &alias);
  g_assert_cmpint (answer->records->len > 0, ==, answer->outcome == SAFI_DNS_FOUND);
  g_assert_true (alias == NULL || (*alias != '\0' && answer->outcome == SAFI_DNS_NODATA));
  return answer->outcome;
}

static void
test_any_octets_give_an_answer (void)
{
  g_autoptr (GRand) random = test_random_new ();
  g_autoptr (GByteArray) packet = new_rich_packet ();
  guint outcomes[SAFI_DNS_OPEN + 1] = { 0 };

  for (guint round = 0; round < ROUNDS; round++)
    outcomes[read_changed (random, packet)]++;
  g_assert_cmpuint (outcomes[SAFI_DNS_FOUND], >, ROUNDS / 10);
  g_assert_cmpuint (outcomes[SAFI_DNS_TEMPERROR], >, ROUNDS / 10);
  g_assert_cmpuint (outcomes[SAFI_DNS_NODATA], >, 0);
  g_assert_cmpuint (outcomes[SAFI_DNS_NXDOMAIN], >, 0);
  g_assert_cmpuint (outcomes[SAFI_DNS_OPEN], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-dns-packet/strings-of-a-text-are-joined",
                   test_strings_of_a_text_are_joined);
  g_test_add_func ("/auth-dns-packet/every-type-is-read", test_every_type_is_read);
  g_test_add_func ("/auth-dns-packet/negative-answers-are-told-apart",
                   test_negative_answers_are_told_apart);
  g_test_add_func ("/auth-dns-packet/the-authority-says-how-long-nothing-is-there",
                   test_the_authority_says_how_long_nothing_is_there);
  g_test_add_func ("/auth-dns-packet/aliases-are-followed", test_aliases_are_followed);
  g_test_add_func ("/auth-dns-packet/an-alias-without-records-is-asked-for-next",
                   test_an_alias_without_records_is_asked_for_next);
  g_test_add_func ("/auth-dns-packet/an-alias-of-the-root-has-no-records",
                   test_an_alias_of_the_root_has_no_records);
  g_test_add_func ("/auth-dns-packet/only-the-name-and-its-aliases-count",
                   test_only_the_name_and_its_aliases_count);
  g_test_add_func ("/auth-dns-packet/aliases-that-do-not-end-are-an-error",
                   test_aliases_that_do_not_end_are_an_error);
  g_test_add_func ("/auth-dns-packet/a-text-has-a-limit", test_a_text_has_a_limit);
  g_test_add_func ("/auth-dns-packet/pointers-lead-back-only", test_pointers_lead_back_only);
  g_test_add_func ("/auth-dns-packet/odd-labels-are-refused", test_odd_labels_are_refused);
  g_test_add_func ("/auth-dns-packet/any-octets-give-an-answer", test_any_octets_give_an_answer);
  return g_test_run ();
}
