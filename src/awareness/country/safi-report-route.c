/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/country/safi-report-route.h"

#include "awareness/country/safi-country.h"

#define USES_MAX 5

typedef struct {
  SafiCountryUse uses[USES_MAX]; /* whom it concerns, the first one most */
  guint n_uses;
  gboolean is_for_bank;
  gboolean is_for_police;
} Concern;

static const Concern concerns[SAFI_N_KINDS] = {
  [SAFI_KIND_NONE] = { { SAFI_USE_REPORT_SPAM, SAFI_USE_REPORT_ANY, SAFI_USE_REPORT_WEB }, 3 },
  [SAFI_KIND_ADVERT] = { { SAFI_USE_REPORT_SPAM, SAFI_USE_REPORT_ANY }, 2 },
  [SAFI_KIND_PHISHING] = { { SAFI_USE_REPORT_PHISHING_MAIL, SAFI_USE_REPORT_ANY,
                             SAFI_USE_REPORT_WEB, SAFI_USE_CERT },
                           4,
                           .is_for_bank = TRUE,
                           .is_for_police = TRUE },
  [SAFI_KIND_MONEY] = { { SAFI_USE_REPORT_ANY, SAFI_USE_REPORT_PHISHING_MAIL, SAFI_USE_REPORT_WEB,
                          SAFI_USE_POLICE },
                        4,
                        .is_for_bank = TRUE,
                        .is_for_police = TRUE },
  [SAFI_KIND_MALWARE] = { { SAFI_USE_CERT, SAFI_USE_REPORT_PHISHING_MAIL, SAFI_USE_REPORT_ANY,
                            SAFI_USE_REPORT_WEB },
                          4 },
  [SAFI_KIND_THREAT] = { { SAFI_USE_POLICE, SAFI_USE_REPORT_ANY, SAFI_USE_REPORT_WEB },
                         3,
                         .is_for_police = TRUE },
  /* What is returned by mistake is the fault of whoever returned it. */
  [SAFI_KIND_BOUNCE] = { { 0 }, 0 },
  [SAFI_KIND_OTHER] = { { SAFI_USE_REPORT_SPAM, SAFI_USE_REPORT_ANY, SAFI_USE_REPORT_WEB }, 3 },
};

static const Concern text_concern = { { SAFI_USE_FORWARD_SMS, SAFI_USE_REPORT_ANY,
                                        SAFI_USE_REPORT_SPAM, SAFI_USE_REPORT_WEB },
                                      4,
                                      .is_for_bank = TRUE,
                                      .is_for_police = TRUE };

/* A call cannot be forwarded. */
static const Concern call_concern = { { SAFI_USE_REPORT_ANY, SAFI_USE_REPORT_SPAM,
                                        SAFI_USE_REPORT_WEB },
                                      3,
                                      .is_for_bank = TRUE,
                                      .is_for_police = TRUE };

static const Concern *
get_concern (SafiKind kind, SafiForm form)
{
  switch (form) {
  case SAFI_FORM_TEXT:
    return &text_concern;
  case SAFI_FORM_CALL:
    return &call_concern;
  case SAFI_FORM_MAIL:
  default:
    return &concerns[kind];
  }
}

/* Their sources speak of calls and of messages on a phone only. */
static const struct {
  const char *country;
  SafiCountryUse use;
} phone_only[] = {
  { "IN", SAFI_USE_REPORT_SPAM },
  { "VN", SAFI_USE_REPORT_ANY },
};

static gboolean
takes (const SafiCountryFact *fact, SafiForm form)
{
  for (guint i = 0; i < G_N_ELEMENTS (phone_only); i++)
    if (fact->use == phone_only[i].use && g_str_equal (fact->country, phone_only[i].country))
      return form != SAFI_FORM_MAIL;
  return TRUE;
}

static SafiRouteWay
find_way (const SafiCountryFact *fact, SafiForm form)
{
  if (fact->kind == SAFI_VALUE_EMAIL)
    return form == SAFI_FORM_MAIL ? SAFI_ROUTE_MAIL : SAFI_ROUTE_WRITE;
  if (fact->kind == SAFI_VALUE_URL)
    return SAFI_ROUTE_WEB;
  return fact->use == SAFI_USE_FORWARD_SMS ? SAFI_ROUTE_SMS : SAFI_ROUTE_CALL;
}

static void
add_route (GArray *routes, SafiRouteWay way, const SafiCountryFact *fact)
{
  const SafiRoute route = { way, fact };

  g_array_append_val (routes, route);
}

GArray *
safi_report_list_routes (GPtrArray *facts,
                         const char *country,
                         SafiKind kind,
                         SafiForm form,
                         const GDate *today)
{
  const Concern *concern = get_concern (kind, form);
  g_autoptr (GPtrArray) found =
      safi_country_find_contacts (facts, country, concern->uses, concern->n_uses, today);
  GArray *routes = g_array_new (FALSE, FALSE, sizeof (SafiRoute));

  for (guint i = 0; i < found->len; i++)
    if (takes (found->pdata[i], form))
      add_route (routes, find_way (found->pdata[i], form), found->pdata[i]);
  add_route (routes, form == SAFI_FORM_MAIL ? SAFI_ROUTE_PROVIDER : SAFI_ROUTE_OPERATOR, NULL);
  if (concern->is_for_bank)
    add_route (routes, SAFI_ROUTE_BANK, NULL);
  if (concern->is_for_police)
    add_route (routes, SAFI_ROUTE_POLICE, NULL);
  return routes;
}
