/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mailbox/safi-contacts.h"

#include <gio/gio.h>

struct _SafiContacts {
  gatomicrefcount count;
  SafiClock *clock;
  GMutex lock;     /* guards the rows */
  GPtrArray *rows; /* (element-type SafiContact) */
};

static const char *const words[] = {
  [SAFI_CONTACT_MAILBOX] = "mailbox", [SAFI_CONTACT_SIGN_IN] = "sign-in",
  [SAFI_CONTACT_SEARCH] = "search",   [SAFI_CONTACT_NAMES] = "names",
  [SAFI_CONTACT_SENDERS] = "senders",
};

const char *
safi_contact_why_to_word (SafiContactWhy value)
{
  g_return_val_if_fail (value < G_N_ELEMENTS (words), words[0]);

  return words[value];
}

gboolean
safi_contact_why_from_word (const char *word, SafiContactWhy *ret_value)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], word)) {
      *ret_value = i;
      return TRUE;
    }
  return FALSE;
}

gint64
safi_contact_get_day (gint64 time)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (time);

  return (gint64) g_date_time_get_year (day) * 10000 + g_date_time_get_month (day) * 100 +
         g_date_time_get_day_of_month (day);
}

SafiContact *
safi_contact_new (gint64 time, SafiContactWhy why, const char *host, guint16 port)
{
  SafiContact *self = g_new0 (SafiContact, 1);

  self->day = safi_contact_get_day (time);
  self->why = why;
  self->host = g_ascii_strdown (host, -1);
  self->port = port;
  self->last = time;
  return self;
}

void
safi_contact_free (SafiContact *self)
{
  if (self == NULL)
    return;
  g_free (self->host);
  g_free (self);
}

SafiContacts *
safi_contacts_new (SafiClock *clock)
{
  SafiContacts *self = g_new0 (SafiContacts, 1);

  g_atomic_ref_count_init (&self->count);
  self->clock = clock;
  g_mutex_init (&self->lock);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_contact_free);
  return self;
}

SafiContacts *
safi_contacts_ref (SafiContacts *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
safi_contacts_unref (SafiContacts *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->count))
    return;
  g_ptr_array_unref (self->rows);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
is_same (const SafiContact *a, const SafiContact *b)
{
  return a->day == b->day && a->why == b->why && a->port == b->port &&
         g_str_equal (a->host, b->host);
}

/* Returns: (nullable) (transfer none). */
static SafiContact *
find (SafiContacts *self, const SafiContact *row)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (is_same (self->rows->pdata[i], row))
      return self->rows->pdata[i];
  return NULL;
}

static void
unname (SafiContact *row)
{
  g_free (row->host);
  row->host = g_strdup ("");
  row->port = 0;
}

/* Takes @row. One more for each reason may be there: the hosts without a name. */
static void
add_row (SafiContacts *self, SafiContact *row)
{
  SafiContact *known = find (self, row);

  if (known == NULL && self->rows->len >= SAFI_CONTACTS_OF_DAY_MAX) {
    unname (row);
    known = find (self, row);
  }
  if (known == NULL) {
    g_ptr_array_add (self->rows, row);
    return;
  }
  known->times += row->times;
  known->octets += row->octets;
  known->last = MAX (known->last, row->last);
  safi_contact_free (row);
}

static void
add (SafiContacts *self,
     SafiContactWhy why,
     const char *host,
     guint16 port,
     guint times,
     guint64 octets)
{
  SafiContact *row;

  if (self == NULL)
    return;
  row = safi_contact_new (safi_clock_wall (self->clock), why, host, port);
  row->times = times;
  row->octets = octets;
  g_mutex_lock (&self->lock);
  add_row (self, row);
  g_mutex_unlock (&self->lock);
}

void
safi_contacts_add (SafiContacts *self, SafiContactWhy why, const char *host, guint16 port)
{
  add (self, why, host, port, 1, 0);
}

void
safi_contacts_add_named (SafiContacts *self, SafiContactWhy why, const char *host, guint16 port)
{
  if (!g_hostname_is_ip_address (host))
    add (self, SAFI_CONTACT_NAMES, host, 0, 1, 0);
  add (self, why, host, port, 1, 0);
}

void
safi_contacts_add_octets (SafiContacts *self,
                          SafiContactWhy why,
                          const char *host,
                          guint16 port,
                          guint64 octets)
{
  add (self, why, host, port, 0, octets);
}

GPtrArray *
safi_contacts_take (SafiContacts *self)
{
  GPtrArray *rows;

  g_mutex_lock (&self->lock);
  rows = self->rows;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_contact_free);
  g_mutex_unlock (&self->lock);
  return rows;
}

void
safi_contacts_return (SafiContacts *self, GPtrArray *rows)
{
  g_mutex_lock (&self->lock);
  while (rows->len > 0)
    add_row (self, g_ptr_array_steal_index (rows, rows->len - 1));
  g_mutex_unlock (&self->lock);
}
