/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-folder-role.h"

static const struct {
  const char *name;
  SafiFolderRole role;
} names[] = {
  { "INBOX", SAFI_FOLDER_INBOX },
  { "Junk", SAFI_FOLDER_JUNK },
  { "Spam", SAFI_FOLDER_JUNK },
  { "Junk Email", SAFI_FOLDER_JUNK },
  { "Junk E-mail", SAFI_FOLDER_JUNK },
  { "Junk Mail", SAFI_FOLDER_JUNK },
  { "Bulk", SAFI_FOLDER_JUNK },
  { "Bulk Mail", SAFI_FOLDER_JUNK },
  { "Bulk Email", SAFI_FOLDER_JUNK },
  /* IceWarp's spelling */
  { "~spam", SAFI_FOLDER_JUNK },
  { "Sent", SAFI_FOLDER_SENT },
  { "Sent Mail", SAFI_FOLDER_SENT },
  { "Sent Messages", SAFI_FOLDER_SENT },
  { "Sent Items", SAFI_FOLDER_SENT },
  { "Trash", SAFI_FOLDER_TRASH },
  { "Deleted Items", SAFI_FOLDER_TRASH },
  { "Deleted Messages", SAFI_FOLDER_TRASH },
  { "Drafts", SAFI_FOLDER_DRAFTS },
  { "Archive", SAFI_FOLDER_ARCHIVE },
  { "Archives", SAFI_FOLDER_ARCHIVE },
};

SafiFolderRole
safi_folder_role_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i].name) == 0)
      return names[i].role;
  return SAFI_FOLDER_OTHER;
}
