/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reply/safi-imap-parser.h"

#include <stdlib.h>
#include <string.h>

#include <libetpan/libetpan.h>

#include "mail/reply/safi-imap-reply.h"

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
