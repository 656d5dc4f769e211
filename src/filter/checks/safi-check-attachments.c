/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "filter/checks/safi-check.h"
#include "filter/lists/safi-lists.h"

enum {
  PROGRAM,
  APP,
  SCRIPT,
  SHORTCUT,
  DISK_IMAGE,
  TWO_NAMES,
  MACRO,
  PAGE,
  PAGE_FORM,
  PROGRAM_INSIDE,
  LOCKED,
};

/* Translators: in all of these {0} is the name of a file. */
static const SafiFinding findings[] = {
  [PROGRAM] = { "attachments.program", 4.0, N_ ("The attachment {0} is a program."),
                N_ ("Do not open it; ask the sender by phone."), "attachment-program" },
  [APP] = { "attachments.app", 4.0, N_ ("The attachment {0} is an app for a phone."),
            N_ ("Install apps only from the shop of your phone."), "install-app" },
  [SCRIPT] = { "attachments.script", 4.0, N_ ("The attachment {0} gives commands to a computer."),
               N_ ("Do not open it; ask the sender by phone."), "attachment-program" },
  [SHORTCUT] = { "attachments.shortcut", 3.5, N_ ("The attachment {0} starts something else."),
                 N_ ("Do not open it; ask the sender by phone."), "attachment-program" },
  [DISK_IMAGE] = { "attachments.disk-image", 3.5,
                   N_ ("The attachment {0} is a disk, which can hide a program."),
                   N_ ("Do not open it; ask the sender by phone."), "attachment-program" },
  [TWO_NAMES] = { "attachments.two-names", 4.0,
                  N_ ("The attachment {0} hides what it is behind two endings."),
                  N_ ("Look at the last letters of the name: they tell what it is."),
                  "attachment-two-names" },
  [MACRO] = { "attachments.macro", 2.5, N_ ("The attachment {0} can carry commands."),
              N_ ("Do not press \"Enable content\"."), "attachment-macro" },
  [PAGE] = { "attachments.page", 1.8, N_ ("The attachment {0} is a web page."),
             N_ ("Do not type a password into it."), "attachment-page" },
  [PAGE_FORM] = { "attachments.page-form", 4.0,
                  N_ ("The attachment {0} is a web page that asks for a password."),
                  N_ ("Sign in only on the page you open yourself."), "attachment-page" },
  [PROGRAM_INSIDE] = { "attachments.program-inside", 4.0,
                       /* Translators: {0} and {1} are names of files. */
                       N_ ("The archive {0} holds {1}, which is a program."),
                       N_ ("Do not open it; ask the sender by phone."), "attachment-program" },
  [LOCKED] = { "attachments.locked", 2.5, N_ ("The attachment {0} is locked with a password."),
               N_ ("Ask the sender by phone what is inside."), "attachment-locked" },
};

static SafiEvidence *
add (GPtrArray *evidence, guint finding, const char *name, guint index)
{
  SafiEvidence *row = safi_evidence_new (&findings[finding]);

  safi_evidence_set_spot_attachment (row, index);
  safi_evidence_add_arg (row, SAFI_ARG_TEXT, name);
  g_ptr_array_add (evidence, row);
  return row;
}

static SafiFileClass
get_class (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL ? safi_lists_get_file_class (dot + 1) : SAFI_FILE_UNKNOWN;
}

static gboolean
can_run (SafiFileClass file_class)
{
  return file_class == SAFI_FILE_PROGRAM || file_class == SAFI_FILE_SCRIPT ||
         file_class == SAFI_FILE_SHORTCUT || file_class == SAFI_FILE_DISK_IMAGE ||
         file_class == SAFI_FILE_APP;
}

/* "invoice.pdf.exe", also with spaces before the last ending. */
static gboolean
has_two_endings (const char *name)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *before = NULL;
  SafiFileClass first;

  if (dot == NULL)
    return FALSE;
  before = g_strstrip (g_strndup (name, dot - name));
  first = get_class (before);
  return first == SAFI_FILE_DOCUMENT || first == SAFI_FILE_PICTURE || first == SAFI_FILE_HTML ||
         first == SAFI_FILE_AUDIO_VIDEO || first == SAFI_FILE_MACRO;
}

static int
find_by_class (SafiFileClass file_class)
{
  switch (file_class) {
  case SAFI_FILE_PROGRAM:
    return PROGRAM;
  case SAFI_FILE_APP:
    return APP;
  case SAFI_FILE_SCRIPT:
    return SCRIPT;
  case SAFI_FILE_SHORTCUT:
    return SHORTCUT;
  case SAFI_FILE_DISK_IMAGE:
    return DISK_IMAGE;
  default:
    return -1;
  }
}

static gboolean
check_entries (const SafiAttachment *attachment, const char *name, guint index, GPtrArray *evidence)
{
  for (guint i = 0; attachment->entries != NULL && attachment->entries[i] != NULL; i++)
    if (can_run (get_class (attachment->entries[i]))) {
      SafiEvidence *row = add (evidence, PROGRAM_INSIDE, name, index);

      safi_evidence_add_arg (row, SAFI_ARG_TEXT, attachment->entries[i]);
      return TRUE;
    }
  return FALSE;
}

/* Only macros that are really there count: many honest documents could carry some. */
static void
check_attachment (const SafiAttachment *attachment,
                  guint index,
                  gboolean has_password_field,
                  GPtrArray *evidence)
{
  const char *name = attachment->name != NULL ? attachment->name : attachment->media_type;
  const SafiFileClass file_class = get_class (name);
  const int finding = find_by_class (file_class);

  if (can_run (file_class) && has_two_endings (name))
    add (evidence, TWO_NAMES, name, index);
  else if (finding >= 0)
    add (evidence, finding, name, index);
  else if (attachment->has_macros)
    add (evidence, MACRO, name, index);
  else if (file_class == SAFI_FILE_HTML && !attachment->is_inline)
    add (evidence, has_password_field ? PAGE_FORM : PAGE, name, index);
  else if (!check_entries (attachment, name, index, evidence) && attachment->is_encrypted)
    add (evidence, LOCKED, name, index);
}

static gboolean
run (SafiMessage *message,
     const SafiCheckContext *context,
     GPtrArray *evidence,
     GCancellable *cancellable,
     GError **error)
{
  GPtrArray *attachments = safi_message_get_attachments (message);
  const SafiStructure *structure = safi_message_get_structure (message);

  const guint before = evidence->len;

  /* One row is enough: ten programs are not worse than one. */
  for (guint i = 0; i < attachments->len && evidence->len == before; i++)
    check_attachment (g_ptr_array_index (attachments, i), i, structure->has_password_field,
                      evidence);
  return TRUE;
}

const SafiCheck safi_check_attachments = {
  .name = "attachments",
  .group = SAFI_GROUP_ATTACHMENTS,
  .unseen = 4.0,
  .unseen_of = SAFI_UNSEEN_FILE,
  .findings = findings,
  .n_findings = G_N_ELEMENTS (findings),
  .run = run,
};
