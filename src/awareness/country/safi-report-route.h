/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/country/safi-country-fact.h"
#include "core/base/safi-types.h"

G_BEGIN_DECLS

/* Whom a person can tell of a junk message: a plain function of what kind it is, how it came, and
 * the facts of the country. Only facts that Safibox ships are ever given to it. */

typedef enum {
  SAFI_ROUTE_MAIL,     /* an address that takes the message, attached */
  SAFI_ROUTE_WRITE,    /* the same of a text or a call: there is nothing to attach */
  SAFI_ROUTE_WEB,      /* a page of an authority */
  SAFI_ROUTE_SMS,      /* a number that the SMS is forwarded to */
  SAFI_ROUTE_CALL,     /* a number to call */
  SAFI_ROUTE_PROVIDER, /* being in the Junk folder is a report already */
  SAFI_ROUTE_OPERATOR, /* the phone company, for what came as SMS or call */
  SAFI_ROUTE_BANK,     /* the counter of the person's own bank */
  SAFI_ROUTE_POLICE    /* the nearest station, with the evidence sheet */
} SafiRouteWay;

typedef struct {
  SafiRouteWay way;
  const SafiCountryFact *fact; /* (nullable): none for the last four; borrowed from the facts */
} SafiRoute;

/* @facts: (element-type SafiCountryFact). @country: "" if none is chosen. Returns: (transfer full)
 * (element-type SafiRoute): the country's first, the surest of them on top; never empty. */
GArray *safi_report_list_routes (GPtrArray *facts,
                                 const char *country,
                                 SafiKind kind,
                                 SafiForm form,
                                 const GDate *today);

G_END_DECLS
