/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Feeds mutated server sessions to the IMAP source through a stream in memory, every other one
 * compressed: whatever a server says, nothing crashes and every call ends. usage: fuzz-imap
 * [SESSIONS [SEED]] */

#include <string.h>

#include <gio/gio.h>

#include "core/base/safi-error.h"
#include "core/message/safi-message.h"
#include "mail/connection/safi-imap-deflate.h"
#include "mail/imap/safi-imap-source.h"

#define SESSIONS 4000
#define SEED 20261123
#define CALL_SECONDS 60 /* calls on memory that take longer hang; a busy machine does not */
#define HEADER "Subject: x\r\n\r\n" /* of every message in the session */

/* What a server says until the sign-in is done; then the same with compression agreed on, whose
 * two commands more shift the tags of all others. */
static const char greeting[] =
    "* OK [CAPABILITY IMAP4rev1 SASL-IR UIDPLUS MOVE AUTH=PLAIN] hi\r\n"
    "C1 OK [CAPABILITY IMAP4rev1 UIDPLUS MOVE SPECIAL-USE CONDSTORE IDLE] Logged in\r\n";
static const char agreement[] =
    "* OK [CAPABILITY IMAP4rev1 SASL-IR UIDPLUS MOVE AUTH=PLAIN] hi\r\n"
    "C1 OK [CAPABILITY IMAP4rev1 UIDPLUS MOVE SPECIAL-USE CONDSTORE IDLE COMPRESS=DEFLATE] Logged in\r\n"
    "C2 OK go\r\n";
static const char first_compressed[] = "C3 OK NOOP done\r\n";
#define N_MORE_COMMANDS 2

/* What it would say to the calls below, in their order. */
static const char session[] =
    "* LIST (\\HasNoChildren) \"/\" INBOX\r\n"
    "* LIST (\\HasNoChildren \\Sent) \"/\" {4}\r\nSent\r\n"
    "* LIST (\\Noselect) \".\" \"a&BB4-\"\r\n"
    "C2 OK done\r\n"
    "* LIST (\\HasNoChildren \\Junk) \"/\" INBOX\r\n"
    "C3 OK done\r\n"
    "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Junk)\r\n"
    "* OK [PERMANENTFLAGS (\\Answered \\*)] x\r\n"
    "* 3 EXISTS\r\n* 0 RECENT\r\n"
    "* OK [UIDVALIDITY 9] x\r\n* OK [UIDNEXT 8] x\r\n* OK [HIGHESTMODSEQ 6] x\r\n"
    "C4 OK [READ-ONLY] done\r\n"
    "* 1 FETCH (UID 5 FLAGS (\\Seen $Junk) MODSEQ (4) RFC822.SIZE 44 INTERNALDATE "
    "\"04-Jan-2015 16:53:35 +0800\")\r\n"
    "* 2 FETCH (UID 7 FLAGS () RFC822.SIZE 44 INTERNALDATE \" 4-Jan-2015 16:53:35 +0800\")\r\n"
    "* VANISHED (EARLIER) 1:6,9\r\n* NAMESPACE ((\"INBOX.\" \".\")) NIL ((\"shared.\" \".\"))\r\n"
    "C5 OK done\r\n"
    "* 2 FETCH (UID 7 FLAGS (\\Seen) INTERNALDATE \"04-Jan-2015 16:53:35 +0800\" RFC822.SIZE 44 "
    "BODYSTRUCTURE ((\"text\" \"plain\" (\"charset\" \"utf-8\") NIL NIL \"7bit\" 9 1)"
    "(\"image\" \"png\" (\"name\" {1}\r\nx) \"<i>\" NIL \"base64\" 9 NIL (\"inline\" NIL)) "
    "\"mixed\" (\"boundary\" \"b\")) BODY[HEADER.FIELDS (FROM)]<0> {57}\r\n"
    "Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n)\r\n"
    "* 1 FETCH (FLAGS (\\Seen) UID 5 BODYSTRUCTURE NIL BODY[HEADER.FIELDS (FROM)] \"\")\r\n"
    "* 1 EXPUNGE\r\n* 2 EXISTS\r\nC6 OK done\r\n"
    "* 1 FETCH (UID 5 BODY[]<0> \"x\")\r\nC7 OK done\r\n"
    "* 2 FETCH (UID 7 BODY[1]<0> {9}\r\n(a{3}\n)\r\n)\r\nC8 OK done\r\n"
    "* 2 EXISTS\r\n* OK [UIDVALIDITY 9] x\r\nC9 OK [READ-WRITE] x\r\n"
    "* STATUS Junk (MESSAGES 196 UIDNEXT 203 UIDVALIDITY 1 HIGHESTMODSEQ 6)\r\nC10 OK x\r\n"
    "* 2 FETCH (UID 7 FLAGS () BODY[HEADER.FIELDS (DATE FROM)] {14}\r\nSubject: x\r\n\r\n)\r\n"
    "C11 OK x\r\n"
    "* OK [COPYUID 1 5:7 201:203] Moved\r\n* 1 EXPUNGE\r\nC12 OK Move completed\r\n"
    "* 4 EXISTS\r\n* OK [HIGHESTMODSEQ 6] x\r\nC13 OK x\r\n* SEARCH 1 2 3\r\nC14 OK x\r\n"
    "* 2 FETCH (UID 3 BODY[HEADER.FIELDS (DATE FROM)] \"Subject: x\")\r\nC15 OK x\r\n"
    "* VANISHED (EARLIER) 1:4,9\r\n* 2 FETCH (UID 7 FLAGS (\\Seen) MODSEQ (6))\r\nC16 OK x\r\n"
    "* SEARCH 7\r\nC17 OK x\r\n"
    "* 3 EXISTS\r\n* OK [UIDVALIDITY 9] x\r\n* OK [UIDNEXT 8] x\r\nC18 OK x\r\n"
    "* STATUS Junk (MESSAGES 1 UIDNEXT 203 UIDVALIDITY 1)\r\nC19 OK x\r\n"
    "+ idling\r\n* OK Still here\r\n* 3 EXISTS\r\n* VANISHED 5\r\nC20 OK x\r\n"
    "* BYE\r\n";

static const char *const tokens[] = {
  "(",
  ")",
  "{",
  "}",
  "\"",
  "NIL",
  "\r\n",
  "* ",
  "[",
  "]",
  "4294967296",
  "{9999999}\r\n",
  " ",
  "()",
  "\\",
  "<",
  ">",
  "-1",
  "0",
  "\x80",
  "*",
  "{0}\r\n",
  "{1}\r\n",
  "C6 NO x\r\n",
  "\n",
  "%",
  "%s",
  "((((((((((((",
  "* BYE x\r\n",
  "FLAGS (",
  "UID 7 ",
  "BODY[",
  "{18446744073709551615}\r\n",
};

/* Octets of which no read gives some from before and some from behind the place where the server
 * begins to compress, as over a network, where it waits for the client there. */
#define PARTED_TYPE_STREAM (parted_stream_get_type ())
G_DECLARE_FINAL_TYPE (PartedStream, parted_stream, PARTED, STREAM, GInputStream)

struct _PartedStream {
  GInputStream parent;
  const GString *octets;
  gsize part; /* where the second part begins */
  gsize at;
};

static void parted_stream_interface_init (GPollableInputStreamInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PartedStream,
                               parted_stream,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      parted_stream_interface_init))

static gssize
parted_stream_read (GInputStream *stream,
                    void *buffer,
                    gsize size,
                    GCancellable *cancellable,
                    GError **error)
{
  PartedStream *self = PARTED_STREAM (stream);
  gsize end = self->at < self->part ? self->part : self->octets->len;
  gsize count = MIN (size, end - self->at);

  memcpy (buffer, self->octets->str + self->at, count);
  self->at += count;
  return (gssize) count;
}

static gboolean
parted_stream_is_readable (GPollableInputStream *stream)
{
  return TRUE;
}

static void
parted_stream_interface_init (GPollableInputStreamInterface *interface)
{
  interface->is_readable = parted_stream_is_readable;
}

static void
parted_stream_class_init (PartedStreamClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = parted_stream_read;
}

static void
parted_stream_init (PartedStream *self)
{
}

static char *
give_password (SafiAccount *account, gpointer user_data, GCancellable *cancellable, GError **error)
{
  return g_strdup ("secret");
}

static gboolean
mail_came (const SafiMail *mail, gpointer user_data, GError **error)
{
  g_assert_nonnull (mail->octets);
  *(guint *) user_data += 1;
  return TRUE;
}

static gboolean
commit (guint index,
        SafiMoveState state,
        const SafiPlace *place,
        const char *reason,
        gpointer user_data,
        GError **error)
{
  g_assert_cmpuint (index, ==, 0);
  *(SafiMoveState *) user_data = state;
  return TRUE;
}

static void
mutate (GRand *random, GString *octets)
{
  gsize at = (gsize) g_rand_int_range (random, 0, (gint32) octets->len);
  gsize length = (gsize) g_rand_int_range (random, 1, 20);

  switch (g_rand_int_range (random, 0, 6)) {
  case 0:
    octets->str[at] = (char) g_rand_int_range (random, 0, 256);
    break;
  case 1:
    g_string_erase (octets, (gssize) at, (gssize) MIN (octets->len - at, length));
    break;
  case 2:
    g_string_truncate (octets, MAX (at, 2));
    break;
  default:
    g_string_insert (octets, (gssize) at,
                     tokens[g_rand_int_range (random, 0, G_N_ELEMENTS (tokens))]);
    break;
  }
}

/* Returns: how many messages came. */
static guint
fetch_two (SafiMailSource *source)
{
  guint came = 0;
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 wanted[] = { 7, 5 };

  g_array_append_vals (uids, wanted, 2);
  safi_mail_source_fetch (source, "INBOX", 9, uids, SAFI_VIEW_BACKLOG, mail_came, &came, NULL,
                          NULL);
  return came;
}

/* Returns: (transfer full) (nullable): of the folder that the last call left open. */
static SafiChanges *
list_changes (SafiMailSource *source)
{
  static const guint32 known[] = { 5, 7 };
  const SafiFolderState since = { .modseq = 5 };
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_array_append_vals (uids, known, G_N_ELEMENTS (known));
  return safi_mail_source_list_changes (source, "INBOX", &since, uids, NULL, NULL);
}

/* Returns: the last state that was told. */
static SafiMoveState
move_one (SafiMailSource *source)
{
  g_autofree char *identity = safi_message_identity_from_header (HEADER, strlen (HEADER));
  SafiMoveState last = SAFI_MOVE_ASK;
  g_autoptr (SafiMessageRef) ref = safi_message_ref_new ("account", "INBOX", 9, 7, identity);
  SafiActionFields fields = { .id = 1 };
  g_autoptr (GPtrArray) actions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_action_unref);

  g_ptr_array_add (actions, safi_action_new (ref, "Junk", NULL, &fields));
  safi_mail_source_move (source, actions, commit, &last, NULL, NULL);
  return last;
}

static void
news_came (SafiMailSource *source, const GError *error, gpointer user_data)
{
  *(int *) user_data = error != NULL ? -1 : 1;
}

/* Returns: 1: there is news; -1: the connection was lost; 0: it was not waited. */
static int
wait_for_news (SafiMailSource *source)
{
  SafiWait wait = { .folder = "INBOX", .mark = { 9, 8 }, .beside = "Junk" };
  int heard = 0;

  if (!safi_mail_source_wait (source, &wait, news_came, &heard, NULL, NULL))
    return 0;
  while (heard == 0)
    g_main_context_iteration (NULL, TRUE);
  return heard;
}

/* @is_whole: the session was not mutated, so all must have been understood. */
static void
make_calls (SafiMailSource *source, gboolean is_whole)
{
  SafiMark mark = { 0 };
  g_autofree char *identity = safi_message_identity_from_header (HEADER, strlen (HEADER));
  g_autoptr (GPtrArray) folders = safi_mail_source_list_folders (source, NULL, NULL);
  g_autoptr (SafiListing) listing =
      safi_mail_source_list_since (source, "INBOX", &mark, NULL, NULL);
  guint came = fetch_two (source);
  SafiMoveState state = move_one (source);
  g_autoptr (GArray) found =
      safi_mail_source_find (source, "INBOX", identity, 1420385015, NULL, NULL);
  g_autoptr (SafiChanges) changes = list_changes (source);
  int heard = wait_for_news (source);

  if (!is_whole)
    return;
  g_assert_cmpuint (folders->len, ==, 2);
  g_assert_cmpuint (listing->messages->len, ==, 2);
  g_assert_cmpuint (came, ==, 2);
  g_assert_cmpint (state, ==, SAFI_MOVE_DONE);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (changes->messages->len, ==, 1);
  g_assert_cmpuint (changes->gone->len, ==, 1);
  g_assert_cmpint (heard, ==, -1); /* the session ends in the wait */
}

/* @part: where a read ends at the latest. */
static void
run_session (SafiAccount *account, const GString *octets, gsize part, gboolean is_whole)
{
  g_autoptr (PartedStream) input = g_object_new (PARTED_TYPE_STREAM, NULL);
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GIOStream) io = NULL;
  g_autoptr (SafiMailSource) source = safi_imap_source_new (account, NULL);
  gboolean is_open;

  input->octets = octets;
  input->part = part;
  io = g_simple_io_stream_new (G_INPUT_STREAM (input), output);
  safi_imap_source_set_patience (SAFI_IMAP_SOURCE (source), 1000, 1, 0);
  safi_imap_source_set_manners (SAFI_IMAP_SOURCE (source), "127.0.0.1 order-kept");
  is_open =
      safi_imap_source_open_on (SAFI_IMAP_SOURCE (source), io, give_password, NULL, NULL, NULL);
  g_assert_true (is_open || !is_whole);
  if (is_open)
    make_calls (source, is_whole);
}

static void
mutate_often (GRand *random, GString *octets, guint n_mutations)
{
  for (guint i = 0; i < n_mutations && octets->len > 2; i++)
    mutate (random, octets);
}

static void
run_plain (SafiAccount *account, GRand *random, guint n_mutations)
{
  g_autoptr (GString) octets = g_string_new (greeting);

  g_string_append (octets, session);
  mutate_often (random, octets, n_mutations);
  run_session (account, octets, 0, n_mutations == 0);
}

/* Returns: (transfer full): the session with the tags that follow the agreement. */
static GString *
shift_tags (void)
{
  g_auto (GStrv) lines = g_strsplit (session, "\r\n", -1);
  GString *shifted = g_string_new (first_compressed);

  for (guint i = 0; lines[i] != NULL; i++) {
    char *rest = lines[i];

    if (lines[i][0] == 'C' && g_ascii_isdigit (lines[i][1]))
      g_string_append_printf (shifted, "C%u",
                              (guint) g_ascii_strtoull (lines[i] + 1, &rest, 10) + N_MORE_COMMANDS);
    g_string_append (shifted, rest);
    if (lines[i + 1] != NULL)
      g_string_append (shifted, "\r\n");
  }
  return shifted;
}

/* Some are broken before they are compressed, some after. */
static void
run_compressed (SafiAccount *account, GRand *random, guint n_mutations)
{
  g_autoptr (SafiImapDeflate) server = safi_imap_deflate_new ();
  g_autoptr (GString) octets = shift_tags ();
  g_autoptr (GString) wire = g_string_new (NULL);
  g_autoptr (GByteArray) packed = NULL;
  gboolean breaks_wire = g_rand_boolean (random);

  if (!breaks_wire)
    mutate_often (random, octets, n_mutations);
  packed = safi_imap_deflate_pack (server, octets->str, octets->len, NULL);
  g_string_append_len (wire, (const char *) packed->data, packed->len);
  if (breaks_wire)
    mutate_often (random, wire, n_mutations);
  g_string_prepend (wire, agreement);
  run_session (account, wire, strlen (agreement), n_mutations == 0);
}

int
main (int argc, char **argv)
{
  guint sessions = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : SESSIONS;
  guint seed = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : SEED;
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (SafiAccount) account =
      safi_account_new_imap (NULL, "a@one.example", "a", "127.0.0.1", 993, SAFI_SECURITY_TLS);

  g_print ("1..1\n");
  for (guint i = 0; i < sessions; i++) {
    guint n_mutations = (guint) g_rand_int_range (random, 0, 5);
    gint64 start = g_get_monotonic_time ();

    (i % 2 == 0 ? run_plain : run_compressed) (account, random, n_mutations);
    g_assert_cmpint (g_get_monotonic_time () - start, <, CALL_SECONDS * G_USEC_PER_SEC);
  }
  g_print ("ok 1 %u mutated sessions neither crash nor hang\n", sessions);
  return 0;
}
