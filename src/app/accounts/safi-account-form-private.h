/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/safi-settings.h"
#include "app/accounts/safi-account-form.h"

G_BEGIN_DECLS

struct _SafiAccountForm {
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkWidget *online_group;
  GtkEditable *address;
  GtkWidget *advice_box;
  GtkImage *advice_symbol;
  GtkLabel *advice;
  GtkWidget *help_button;
  GtkLabel *help_label;
  GtkWidget *browser_button;
  GtkWidget *client_group;
  GtkEditable *client_id;
  GtkEditable *client_secret;
  GtkWidget *secret_group;
  GtkEditable *password;
  GtkSwitch *remember;
  AdwExpanderRow *server_row;
  GtkEditable *host;
  AdwComboRow *security;
  GtkEditable *port;
  GtkEditable *user;
  GtkWidget *error_box;
  GtkLabel *error;
  GtkLabel *next_step;
  GtkWidget *waiting;
  GtkSpinner *spinner;
  GtkWidget *connect_button;
  GtkWidget *cancel_button;
  GtkWidget *watch_button;
  GtkWidget *learn_card;
  GtkLabel *learn_amount;
  GtkWidget *learn_answers;

  SafiEngine *engine;
  const SafiProvider *provider; /* (nullable) */
  SafiSettings *settings;       /* (nullable) found for the address */
  SafiOauthService *service;    /* (nullable) where one signs in in the browser */
  GCancellable *search;         /* (nullable) while the server is looked for */
  guint search_timer;           /* 0 = none */
  gboolean is_filling;          /* the program, not the person, changes the server */
  gboolean is_own;              /* the person has said which server */
  SafiAccount *account;         /* (nullable) being linked, or linked */
  GCancellable *cancellable;    /* (nullable) while connecting */
};

/* The part that knows servers, in safi-account-form-server.c. */

/* 0 = not a port. */
guint16 safi_account_form_read_port (SafiAccountForm *self);
/* FALSE while something is missing, or a server is still looked for. */
gboolean safi_account_form_is_complete (SafiAccountForm *self);
/* Finds the server that belongs to the address, at once or after a pause in typing. */
void safi_account_form_take_address (SafiAccountForm *self);
/* The person said something about the server. */
void safi_account_form_take_server (SafiAccountForm *self);
void safi_account_form_take_security (SafiAccountForm *self);
/* The person's own client at the service was typed. */
void safi_account_form_take_client (SafiAccountForm *self);
/* Shows the ways to sign in that can work, and no other. */
void safi_account_form_show_ways (SafiAccountForm *self);
void safi_account_form_stop_search (SafiAccountForm *self);

/* The last step, in safi-account-form-start.c: the mailbox is linked; may Safibox learn, and move?
 */
void safi_account_form_show_start (SafiAccountForm *self);
void safi_account_form_learn (SafiAccountForm *self);
void safi_account_form_learn_later (SafiAccountForm *self);
void safi_account_form_start (SafiAccountForm *self, gboolean watch_only);

/* What was typed is there again when the form is opened the next time. */
void safi_account_form_keep_draft (SafiAccountForm *self);
void safi_account_form_take_draft (SafiAccountForm *self);

/* Shows the mailboxes of the desktop's online accounts, if it has any; in
 * safi-account-form-online.c. */
void safi_account_form_list_online (SafiAccountForm *self);
/* One of them was chosen. */
void safi_account_form_connect_online (SafiAccountForm *self, SafiAccount *account);

G_END_DECLS
