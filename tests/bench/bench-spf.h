/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The records and the questions that SPF evaluators are compared by: what most mail asks for. Plain
 * C, because one of the two programs links no GLib. */

static const struct {
  const char *name;
  const char *type; /* "A", "AAAA", "MX", "TXT" */
  const char *data; /* MX: the exchange, its preference being 10 */
} bench_spf_records[] = {
  { "small.example", "TXT", "v=spf1 mx a ip4:192.0.2.0/24 -all" },
  { "small.example", "A", "198.51.100.7" },
  { "small.example", "MX", "mx1.small.example" },
  { "mx1.small.example", "A", "198.51.100.8" },
  { "hosted.example", "TXT", "v=spf1 include:_spf.host.example ~all" },
  { "_spf.host.example", "TXT",
    "v=spf1 include:_a.host.example include:_b.host.example include:_c.host.example ~all" },
  { "_a.host.example", "TXT",
    "v=spf1 ip4:203.0.113.0/27 ip4:203.0.113.32/27 ip4:203.0.113.64/27 ip4:198.18.0.0/24"
    " ip4:198.18.1.0/24 ip4:198.18.2.0/24 ip4:198.18.3.0/24 ip4:198.18.4.0/24 ~all" },
  { "_b.host.example", "TXT",
    "v=spf1 ip6:2001:db8:4000::/36 ip6:2001:db8:5000::/36 ip6:2001:db8:6000::/36 ~all" },
  { "_c.host.example", "TXT",
    "v=spf1 ip4:198.18.8.0/23 ip4:198.18.12.0/22 ip4:198.18.64.0/19 ~all" },
  { "moved.example", "TXT", "v=spf1 redirect=hosted.example" },
  { "each.example", "TXT", "v=spf1 exists:%{ir}.%{l}._spf.%{d} -all" },
  { "9.8.18.198.ann._spf.each.example", "A", "127.0.0.2" },
  { "never.example", "TXT", "v=spf1 -all" },
};

static const struct {
  const char *mail_from;
  const char *ip;
  const char *result; /* RFC 8601 */
} bench_spf_questions[] = {
  { "ann@small.example", "192.0.2.9", "pass" },
  { "ann@small.example", "198.51.100.8", "pass" },
  { "ann@small.example", "203.0.113.9", "fail" },
  { "ann@hosted.example", "198.18.8.9", "pass" },
  { "ann@hosted.example", "192.0.2.9", "softfail" },
  { "ann@moved.example", "203.0.113.70", "pass" },
  { "ann@each.example", "198.18.8.9", "pass" },
  { "ann@each.example", "198.18.8.10", "fail" },
  { "ann@never.example", "192.0.2.9", "fail" },
  { "ann@none.example", "192.0.2.9", "none" },
};

#define BENCH_SPF_N(array) (sizeof (array) / sizeof *(array))
#define BENCH_SPF_HELO "relay.example"
#define BENCH_SPF_ROUNDS 3
#define BENCH_SPF_REPEATS 20000 /* of all questions, in one round */
