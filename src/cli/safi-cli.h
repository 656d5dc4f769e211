/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Exit codes: the documented face of every subcommand (docs/safibox-cli.1). Those from 64 on are
 * the ones of sysexits.h. */
typedef enum {
  SAFI_EXIT_DONE = 0,
  SAFI_EXIT_JUNK = 1,   /* judge: junk is among the messages */
  SAFI_EXIT_UNSURE = 2, /* judge: no junk, but doubtful messages */
  SAFI_EXIT_USAGE = 64,
  SAFI_EXIT_DATA = 65, /* what was given cannot be read as what it should be */
  SAFI_EXIT_NO_INPUT = 66,
  SAFI_EXIT_OFFLINE = 69, /* the server cannot be reached */
  SAFI_EXIT_FAILED = 70,
  SAFI_EXIT_STORE = 74,   /* the store is full, damaged, read-only or too new */
  SAFI_EXIT_BUSY = 75,    /* Safibox is running */
  SAFI_EXIT_SIGN_IN = 77, /* password or certificate */
  SAFI_EXIT_STOPPED = 130,
} SafiExit;

/* What every subcommand is given. Main thread only. */
typedef struct {
  SafiEngine *engine; /* not started */
  gboolean json;      /* one JSON object per line instead of text */
  char *data_dir;
  GCancellable *cancellable; /* by Ctrl+C */
} SafiCli;

/* A subcommand: its own arguments stand in @argv[1..], @argv[0] is its name. Returns an exit code.
 */
typedef struct {
  const char *name;
  const char *arguments; /* for the help: "FILE…" */
  const char *summary;   /* N_() */
  int (*run) (SafiCli *cli, int argc, char **argv);
} SafiCommand;

extern const SafiCommand safi_command_accounts;
extern const SafiCommand safi_command_arc;
extern const SafiCommand safi_command_auth;
extern const SafiCommand safi_command_check;
extern const SafiCommand safi_command_csa;
extern const SafiCommand safi_command_digest;
extern const SafiCommand safi_command_dkim;
extern const SafiCommand safi_command_dmarc;
extern const SafiCommand safi_command_eval;
extern const SafiCommand safi_command_findings;
extern const SafiCommand safi_command_data;
extern const SafiCommand safi_command_journal;
extern const SafiCommand safi_command_judge;
extern const SafiCommand safi_command_learn;
extern const SafiCommand safi_command_pack;
extern const SafiCommand safi_command_packs;
extern const SafiCommand safi_command_practice;
extern const SafiCommand safi_command_print;
extern const SafiCommand safi_command_report;
extern const SafiCommand safi_command_sender_id;
extern const SafiCommand safi_command_senders;
extern const SafiCommand safi_command_sheet;
extern const SafiCommand safi_command_spf;
extern const SafiCommand safi_command_teach;
extern const SafiCommand safi_command_tips;
extern const SafiCommand safi_command_training;
extern const SafiCommand safi_command_undo;

/* Parses the options of one subcommand; prints the fault. FALSE: stop with SAFI_EXIT_USAGE (or DONE
 * after --help, see @ret_exit). */
gboolean safi_cli_parse (const SafiCommand *command,
                         const GOptionEntry *entries,
                         int *argc,
                         char ***argv,
                         int *ret_exit);

/* Starts the engine; says what is wrong. Returns an exit code, SAFI_EXIT_DONE if it runs. */
int safi_cli_start (SafiCli *cli, gboolean read_only);

/* Prints sentence and next step (or a JSON object) on standard error; consumes @error. Returns the
 * exit code that stands for it. */
int safi_cli_fail (SafiCli *cli, GError *error);

/* A usage fault: prints @sentence. Returns SAFI_EXIT_USAGE. */
int safi_cli_misuse (const char *sentence);

/* Runs the main loop until the call that @callback and @user_data were given to has its result. */
typedef struct {
  GAsyncResult *result;
} SafiCliWait;

void safi_cli_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *safi_cli_wait (SafiCliWait *wait); /* (transfer full) */

/* An account by its id or address (any case). Returns: (nullable) (transfer none). */
SafiAccount *safi_cli_find_account (SafiCli *cli, const char *name);

/* Returns: (transfer full): the addresses of all accounts. */
char **safi_cli_list_own_addresses (SafiCli *cli);

/* Returns: (transfer full) (element-type SafiAccount): those named (NULL-terminated), or all; NULL
 * if a name is unknown. */
GPtrArray *safi_cli_choose_accounts (SafiCli *cli, char **names);

gboolean safi_cli_is_terminal (void); /* somebody can be asked */
/* Asks a person at a terminal. FALSE: not yes, or there is no terminal. */
gboolean safi_cli_ask (const char *question);

/* Reads one line from standard input without echo if it is a terminal. Returns: (transfer full)
 * (nullable): free with safi_secret_free. */
char *safi_cli_read_secret (const char *prompt);

/* Signs in in the browser, whose address is printed. @account: its host tells where. Returns:
 * (transfer full): the account as it signs in from now on, with @ret_secret (free with
 * safi_secret_free) for the engine. */
SafiAccount *safi_cli_visit (SafiCli *cli, SafiAccount *account, char **ret_secret, GError **error);

/* Returns: (transfer full) (nullable): the online account of this computer with that address. */
SafiAccount *safi_cli_find_online (SafiCli *cli, const char *address);

/* accounts sign-in: a new password, or the browser again. accounts client: the person's own client
 * at a service; @client_id: (nullable): goes back to the one that was built in. Return an exit
 * code. */
int safi_cli_sign_in (SafiCli *cli, const char *name, gboolean keep_secret);
/* accounts create-junk: asks unless @yes. @with_password: it comes from standard input. */
int safi_cli_create_junk (SafiCli *cli, const char *name, gboolean yes, gboolean with_password);
/* accounts watch and accounts move: only watches, for a week anew; or moves from now on, and what
 * was held back, too. */
int safi_cli_watch (SafiCli *cli, const char *name, gboolean moves, gboolean with_password);
/* accounts batv-key: the key is read from standard input; an empty line takes it back. */
int safi_cli_set_batv_key (SafiCli *cli, const char *name);
int safi_cli_set_client (SafiCli *cli,
                         const char *service,
                         const char *client_id,
                         gboolean with_secret);

/* Starts and chooses the accounts named in @names, or all. Returns: an exit code, SAFI_EXIT_DONE
 * with
 * @ret_accounts (transfer full) set; else what is missing was said. */
int safi_cli_start_accounts (SafiCli *cli,
                             char **names,
                             gboolean with_passwords,
                             GPtrArray **ret_accounts);

/* --password-stdin: reads one line and lends it, unkept, to every IMAP account. */
gboolean safi_cli_give_passwords (SafiCli *cli, GError **error);

/* Keeps @policy for @account. FALSE with @error. */
gboolean
safi_cli_set_policy (SafiCli *cli, SafiAccount *account, const SafiPolicy *policy, GError **error);

/* Moves what was held back in the account of that id. @ret_run: (optional).
 * Returns: number of messages moved, -1 with @error. */
int safi_cli_move_held_back (SafiCli *cli, const char *account, gint64 *ret_run, GError **error);

/* Checks one account and prints what was judged (not if @quiet), what was moved and why. */
gboolean safi_cli_check_account (SafiCli *cli,
                                 SafiAccount *account,
                                 SafiCheckMode mode,
                                 gboolean quiet,
                                 GError **error);

/* Output. Text is cut to the terminal's width, a stranger's words are made harmless. */
void safi_cli_print_judged (SafiCli *cli, SafiJudged *judged);
/* @auth: (nullable): who really sent it; only JSON tells. */
void safi_cli_print_verdict (SafiCli *cli,
                             const char *name,
                             SafiMessage *message,
                             SafiVerdict *verdict,
                             const SafiAuthResult *auth);
void safi_cli_print_report (SafiCli *cli, SafiAccountState *state, const SafiCheckReport *report);
void safi_cli_print_json (JsonBuilder *builder); /* (transfer full): one line */

/* A member of the object that @builder is at. NAN, which JSON has not, becomes null. */
void safi_cli_json_string (JsonBuilder *builder, const char *name, const char *value);
void safi_cli_json_int (JsonBuilder *builder, const char *name, gint64 value);
void safi_cli_json_double (JsonBuilder *builder, const char *name, double value);
/* The member "watching"; and the same for people, nothing where it does not watch only. */
void safi_cli_add_watching (JsonBuilder *builder, const SafiWatching *watching);
void safi_cli_print_watching (const SafiWatching *watching, SafiAccount *account);
/* The member "auth": who really sent the message. */
void safi_cli_add_auth (JsonBuilder *builder, const SafiAuthResult *auth);
/* Pads @text with blanks (or cuts it) to @columns of a terminal. Returns: (transfer full). */
char *safi_cli_fit (const char *text, guint columns);

G_END_DECLS
