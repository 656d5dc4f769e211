/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-imap-parser.h"

#include <stdlib.h>
#include <string.h>

#include <libetpan/libetpan.h>

#include "mail/safi-imap-reply.h"

/* A response is followed by the end of a command of this tag, at which libetpan stops reading. */
#define END_TAG 1
#define END_OF_COMMAND "1 OK done\r\n"

#define STREAM_BUFFER_SIZE 8192 /* octets */

struct _SafiImapParser {
  mailimap *imap;
  mailstream *stream;
  GString *pending;
  gsize position; /* in pending */
};

static const struct {
  int libetpan;
  SafiFlags flag;
} system_flags[] = {
  { MAILIMAP_FLAG_ANSWERED, SAFI_FLAG_ANSWERED }, { MAILIMAP_FLAG_FLAGGED, SAFI_FLAG_FLAGGED },
  { MAILIMAP_FLAG_DELETED, SAFI_FLAG_DELETED },   { MAILIMAP_FLAG_SEEN, SAFI_FLAG_SEEN },
  { MAILIMAP_FLAG_DRAFT, SAFI_FLAG_DRAFT },
};

/* libetpan 1.9.4 takes 0 octets for "later" and spins: the end is an error. */
static ssize_t
driver_read (mailstream_low *low, void *buffer, size_t size)
{
  SafiImapParser *self = low->data;
  gsize length = MIN (size, self->pending->len - self->position);

  if (length == 0)
    return -1;
  memcpy (buffer, self->pending->str + self->position, length);
  self->position += length;
  return (ssize_t) length;
}

static ssize_t
driver_write (mailstream_low *low, const void *buffer, size_t size)
{
  return -1;
}

static int
driver_close (mailstream_low *low)
{
  return 0;
}

static int
driver_get_fd (mailstream_low *low)
{
  return -1;
}

static void
driver_free (mailstream_low *low)
{
  free (low);
}

static mailstream_low_driver driver = {
  .mailstream_read = driver_read,
  .mailstream_write = driver_write,
  .mailstream_close = driver_close,
  .mailstream_get_fd = driver_get_fd,
  .mailstream_free = driver_free,
};

static SafiFlags
read_flag (struct mailimap_flag *flag)
{
  for (guint i = 0; i < G_N_ELEMENTS (system_flags); i++)
    if (flag->fl_type == system_flags[i].libetpan)
      return system_flags[i].flag;
  if (flag->fl_type != MAILIMAP_FLAG_KEYWORD || flag->fl_data.fl_keyword == NULL)
    return 0;
  if (g_ascii_strcasecmp (flag->fl_data.fl_keyword, "$Junk") == 0)
    return SAFI_FLAG_JUNK;
  if (g_ascii_strcasecmp (flag->fl_data.fl_keyword, "$NotJunk") == 0)
    return SAFI_FLAG_NOT_JUNK;
  return 0;
}

static void
read_flags (struct mailimap_msg_att_dynamic *dynamic, SafiImapReply *reply)
{
  clistiter *at = dynamic->att_list != NULL ? clist_begin (dynamic->att_list) : NULL;

  reply->has_flags = TRUE;
  reply->flags = 0;
  for (; at != NULL; at = clist_next (at)) {
    struct mailimap_flag_fetch *flag = clist_content (at);

    if (flag->fl_type == MAILIMAP_FLAG_FETCH_OTHER && flag->fl_flag != NULL)
      reply->flags |= read_flag (flag->fl_flag);
  }
}

/* @zone is written in decimal: +0130 is 130. */
static gint64
read_date (struct mailimap_date_time *date)
{
  g_autoptr (GDateTime) time =
      g_date_time_new_utc (date->dt_year, date->dt_month, date->dt_day, date->dt_hour, date->dt_min,
                           MIN (date->dt_sec, 59));

  if (time == NULL)
    return 0;
  return g_date_time_to_unix (time) - (date->dt_zone / 100 * 3600 + date->dt_zone % 100 * 60);
}

static void
read_static (struct mailimap_msg_att_static *item, SafiImapReply *reply)
{
  struct mailimap_msg_att_body_section *section;

  switch (item->att_type) {
  case MAILIMAP_MSG_ATT_UID:
    reply->uid = item->att_data.att_uid;
    break;
  case MAILIMAP_MSG_ATT_RFC822_SIZE:
    reply->size = item->att_data.att_rfc822_size;
    break;
  case MAILIMAP_MSG_ATT_INTERNALDATE:
    if (item->att_data.att_internal_date != NULL)
      reply->internal_date = read_date (item->att_data.att_internal_date);
    break;
  case MAILIMAP_MSG_ATT_BODY_SECTION:
    section = item->att_data.att_body_section;
    g_clear_pointer (&reply->body, g_bytes_unref);
    if (section != NULL && section->sec_body_part != NULL)
      reply->body = g_bytes_new (section->sec_body_part, section->sec_length);
    break;
  default:
    break;
  }
}

static gboolean
read_fetch (clist *list, SafiImapReply *reply)
{
  struct mailimap_msg_att *message;

  if (list == NULL || clist_begin (list) == NULL)
    return FALSE;
  message = clist_content (clist_begin (list));
  for (clistiter *at = clist_begin (message->att_list); at != NULL; at = clist_next (at)) {
    struct mailimap_msg_att_item *item = clist_content (at);

    if (item->att_type == MAILIMAP_MSG_ATT_ITEM_DYNAMIC && item->att_data.att_dyn != NULL)
      read_flags (item->att_data.att_dyn, reply);
    else if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC && item->att_data.att_static != NULL)
      read_static (item->att_data.att_static, reply);
  }
  reply->type = SAFI_IMAP_REPLY_FETCH;
  return TRUE;
}

static char **
read_list_flags (struct mailimap_mbx_list_flags *flags)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  clistiter *at =
      flags != NULL && flags->mbf_oflags != NULL ? clist_begin (flags->mbf_oflags) : NULL;

  if (flags != NULL && flags->mbf_type == MAILIMAP_MBX_LIST_FLAGS_SFLAG &&
      flags->mbf_sflag == MAILIMAP_MBX_LIST_SFLAG_NOSELECT)
    g_strv_builder_add (words, "noselect");
  for (; at != NULL; at = clist_next (at)) {
    struct mailimap_mbx_list_oflag *flag = clist_content (at);

    if (flag->of_type == MAILIMAP_MBX_LIST_OFLAG_FLAG_EXT && flag->of_flag_ext != NULL) {
      g_autofree char *lower = g_ascii_strdown (flag->of_flag_ext, -1);

      g_strv_builder_add (words, lower);
    }
  }
  return g_strv_builder_end (words);
}

static gboolean
read_list (clist *list, SafiImapReply *reply)
{
  struct mailimap_mailbox_list *folder;

  if (list == NULL || clist_begin (list) == NULL)
    return FALSE;
  folder = clist_content (clist_begin (list));
  reply->name = g_strdup (folder->mb_name);
  reply->delimiter = folder->mb_delimiter;
  reply->words = read_list_flags (folder->mb_flag);
  reply->type = SAFI_IMAP_REPLY_LIST;
  return TRUE;
}

static gboolean
read_status (struct mailimap_mailbox_data_status *status, SafiImapReply *reply)
{
  clistiter *at;

  if (status == NULL)
    return FALSE;
  at = status->st_info_list != NULL ? clist_begin (status->st_info_list) : NULL;
  for (; at != NULL; at = clist_next (at)) {
    struct mailimap_status_info *info = clist_content (at);

    if (info->st_att == MAILIMAP_STATUS_ATT_UIDVALIDITY)
      reply->uidvalidity = info->st_value;
    else if (info->st_att == MAILIMAP_STATUS_ATT_UIDNEXT)
      reply->uidnext = info->st_value;
    else if (info->st_att == MAILIMAP_STATUS_ATT_MESSAGES)
      reply->number = info->st_value;
  }
  reply->name = g_strdup (status->st_mailbox);
  reply->type = SAFI_IMAP_REPLY_STATUS;
  return TRUE;
}

static void
read_search (clist *list, SafiImapReply *reply)
{
  clistiter *at = list != NULL ? clist_begin (list) : NULL;

  reply->uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (; at != NULL; at = clist_next (at)) {
    guint32 uid = *(uint32_t *) clist_content (at);

    g_array_append_val (reply->uids, uid);
  }
  reply->type = SAFI_IMAP_REPLY_SEARCH;
}

static gboolean
read_info (SafiImapParser *self, const char *clean, SafiImapReply *reply)
{
  struct mailimap_response_info *info = self->imap->imap_response_info;

  if (info == NULL)
    return FALSE;
  if (g_str_has_prefix (clean, "* LIST"))
    return read_list (info->rsp_mailbox_list, reply);
  if (g_str_has_prefix (clean, "* STATUS"))
    return read_status (info->rsp_status, reply);
  if (g_str_has_prefix (clean, "* SEARCH")) {
    read_search (info->rsp_search_result, reply);
    return TRUE;
  }
  if (g_str_has_prefix (clean, "* 1 FETCH"))
    return read_fetch (info->rsp_fetch_list, reply);
  reply->number = self->imap->imap_selection_info->sel_exists;
  reply->type = SAFI_IMAP_REPLY_EXISTS;
  return TRUE;
}

SafiImapParser *
safi_imap_parser_new (void)
{
  SafiImapParser *self = g_new0 (SafiImapParser, 1);

  self->pending = g_string_new (NULL);
  self->imap = mailimap_new (0, NULL);
  self->stream = mailstream_new (mailstream_low_new (self, &driver), STREAM_BUFFER_SIZE);
  self->imap->imap_stream = self->stream;
  self->imap->imap_state = MAILIMAP_STATE_SELECTED;
  self->imap->imap_selection_info = mailimap_selection_info_new ();
  return self;
}

void
safi_imap_parser_free (SafiImapParser *self)
{
  if (self == NULL)
    return;
  /* Else libetpan would send LOGOUT. */
  self->imap->imap_stream = NULL;
  mailstream_close (self->stream);
  mailimap_free (self->imap);
  g_string_free (self->pending, TRUE);
  g_free (self);
}

gboolean
safi_imap_parser_read (SafiImapParser *self, const GString *clean, SafiImapReply *reply)
{
  struct mailimap_response *response = NULL;

  g_string_truncate (self->pending, 0);
  g_string_append_len (self->pending, clean->str, (gssize) clean->len);
  g_string_append (self->pending, END_OF_COMMAND);
  self->position = 0;
  self->stream->read_buffer_len = 0;
  self->imap->imap_tag = END_TAG;
  if (mailimap_read_line (self->imap) == NULL ||
      mailimap_parse_response (self->imap, &response) != MAILIMAP_NO_ERROR)
    return FALSE;
  mailimap_response_free (response);
  return read_info (self, clean->str, reply);
}
