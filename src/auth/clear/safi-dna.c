/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/clear/safi-dna.h"

#include <string.h>

#define POINTER_PREFIX "_vouch._smtp."
#define REPORT_PREFIX "MARID,1,"

static const char *const grades[] = {
  [SAFI_DNA_STRONGLY_RECOMMENDED] = "strongly-recommended",
  [SAFI_DNA_RECOMMENDED] = "recommended",
  [SAFI_DNA_UNKNOWN] = "unknown",
  [SAFI_DNA_NOT_RECOMMENDED] = "not-recommended",
  [SAFI_DNA_STRONGLY_NOT_RECOMMENDED] = "strongly-not-recommended",
  [SAFI_DNA_TEMPERROR] = "temperror",
};

const char *
safi_dna_grade_to_string (SafiDnaGrade self)
{
  g_return_val_if_fail (self < G_N_ELEMENTS (grades), NULL);

  return grades[self];
}

char **
safi_dna_list_services (const SafiDnsAnswer *answer)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < answer->records->len; i++) {
    const SafiDnsRecord *record = answer->records->pdata[i];

    if (record->name != NULL && g_str_has_prefix (record->name, POINTER_PREFIX) &&
        record->name[strlen (POINTER_PREFIX)] != '\0')
      g_strv_builder_add (builder, record->name + strlen (POINTER_PREFIX));
  }
  return g_strv_builder_end (builder);
}

/* Reads "MARID,1,A" [ ";" info ]. FALSE: it is no report of our kind. */
static gboolean
read_report (const GString *text, SafiDnaGrade *ret_grade)
{
  gsize length = strlen (REPORT_PREFIX);
  char letter;

  if (text->len <= length || memcmp (text->str, REPORT_PREFIX, length) != 0 ||
      (text->len > length + 1 && text->str[length + 1] != ';'))
    return FALSE;
  letter = text->str[length];
  if (letter < 'A' || letter > 'E')
    return FALSE;
  *ret_grade = (SafiDnaGrade) (letter - 'A');
  return TRUE;
}

SafiDnaGrade
safi_dna_get_grade (SafiResolver *resolver, const char *domain, const char *service)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", domain, service);
  g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (resolver, name, SAFI_DNS_TXT);

  if (answer->outcome == SAFI_DNS_TEMPERROR || answer->outcome == SAFI_DNS_OPEN)
    return SAFI_DNA_TEMPERROR;
  for (guint i = 0; i < answer->records->len; i++) {
    const SafiDnsRecord *record = answer->records->pdata[i];
    SafiDnaGrade grade;

    if (record->text != NULL && read_report (record->text, &grade))
      return grade;
  }
  return SAFI_DNA_UNKNOWN;
}

static gboolean
is_trusted (const char *const *trusted, const char *service)
{
  for (; *trusted != NULL; trusted++)
    if (g_ascii_strcasecmp (*trusted, service) == 0)
      return TRUE;
  return FALSE;
}

/* What is not known says least; what is bad says more than what is good. */
static guint
weigh (SafiDnaGrade grade)
{
  return grade == SAFI_DNA_UNKNOWN ? 0 : 1 + (guint) grade;
}

SafiDnaGrade
safi_dna_check (SafiResolver *resolver,
                const char *domain,
                const char *const *trusted,
                char **ret_service)
{
  g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (resolver, domain, SAFI_DNS_PTR);
  g_auto (GStrv) services = safi_dna_list_services (answer);
  SafiDnaGrade worst = SAFI_DNA_UNKNOWN;
  guint n_asked = 0;

  *ret_service = NULL;
  if (answer->outcome == SAFI_DNS_TEMPERROR || answer->outcome == SAFI_DNS_OPEN)
    return SAFI_DNA_TEMPERROR;
  for (guint i = 0; services[i] != NULL && n_asked < SAFI_DNA_SERVICES_MAX; i++) {
    SafiDnaGrade grade;

    if (worst == SAFI_DNA_TEMPERROR)
      break;
    if (!is_trusted (trusted, services[i]))
      continue;
    grade = safi_dna_get_grade (resolver, domain, services[i]);
    n_asked++;
    if (weigh (grade) <= weigh (worst))
      continue;
    worst = grade;
    g_free (*ret_service);
    *ret_service = g_strdup (services[i]);
  }
  return worst;
}
