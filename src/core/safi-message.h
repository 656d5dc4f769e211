/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/safi-call.h"
#include "core/safi-types.h"

G_BEGIN_DECLS

/* Limits on what a stranger's message can make large. Beyond each the rest is left unread and a
 * flaw says so; parsing itself never fails. */
#define SAFI_MESSAGE_HEADERS_MAX 1000        /* header fields */
#define SAFI_MESSAGE_HEADER_OCTETS_MAX 65536 /* of one field, unfolded */
#define SAFI_MESSAGE_PARTS_MAX 500           /* MIME parts looked at */
#define SAFI_MESSAGE_DEPTH_MAX 20            /* nesting of MIME parts */
#define SAFI_MESSAGE_TEXT_MAX 262144         /* octets of readable text kept */
#define SAFI_MESSAGE_LINKS_MAX 1000
#define SAFI_MESSAGE_ATTACHMENTS_MAX 200
#define SAFI_MESSAGE_ADDRESSES_MAX 200       /* of one header field */
#define SAFI_MESSAGE_HOPS_MAX 100            /* Received fields */
#define SAFI_MESSAGE_PART_OCTETS_MAX 4194304 /* of one part decoded and read */

/* What was odd about the message; a bit set. */
typedef enum {
  SAFI_FLAW_PARTIAL = 1 << 0, /* the view left something out that tells something */
  SAFI_FLAW_TOO_MANY_PARTS = 1 << 1,
  SAFI_FLAW_TOO_DEEP = 1 << 2,
  SAFI_FLAW_TEXT_CUT = 1 << 3,     /* more text than SAFI_MESSAGE_TEXT_MAX */
  SAFI_FLAW_BAD_CHARSET = 1 << 4,  /* text that its charset does not allow, or an unknown one */
  SAFI_FLAW_BAD_ENCODING = 1 << 5, /* broken base64 or quoted-printable */
  SAFI_FLAW_NO_HEADER = 1 << 6,
  SAFI_FLAW_NUL = 1 << 7,        /* NUL octets */
  SAFI_FLAW_UNREADABLE = 1 << 8, /* S/MIME, PGP or TNEF: only the envelope can be judged */
  SAFI_FLAW_TOO_MANY_LINKS = 1 << 9,
  SAFI_FLAW_TOO_MANY_HEADERS = 1 << 10,
} SafiFlaws;

/* What a view left out; a bit set. Nothing: the octets are the message as it was sent. */
typedef enum {
  SAFI_UNSEEN_TEXT = 1 << 0,   /* text, or some of it */
  SAFI_UNSEEN_FILE = 1 << 1,   /* the inside of a file that tells something */
  SAFI_UNSEEN_FIELDS = 1 << 2, /* header fields */
  SAFI_UNSEEN_FORM = 1 << 3,   /* how the body was written, which signatures go by */
  SAFI_UNSEEN_ALL = (1 << 4) - 1,
} SafiUnseen;

/* All strings below are valid UTF-8 without NUL. They are a stranger's words: show them only
 * through safi_text_for_display. */
typedef struct {
  char *name;    /* (nullable) display name, decoded */
  char *address; /* local@domain as written, domain in lower case; "" if there is none */
  char *domain;  /* lower-case A-label domain without trailing dot; "" if there is none */
} SafiAddress;

typedef struct {
  char *name;  /* as written: "Subject" */
  char *value; /* unfolded, RFC 2047 decoded */
} SafiHeader;

typedef enum {
  SAFI_LINK_ANCHOR, /* <a href> */
  SAFI_LINK_TEXT,   /* a bare address in plain text or HTML text */
  SAFI_LINK_FORM,   /* <form action> */
  SAFI_LINK_IMAGE,  /* <img src> on the network: would tell the sender that it was opened */
} SafiLinkType;

typedef struct {
  SafiLinkType type;
  char *target;      /* the address it leads to: "https://pay.example/x" */
  char *host;        /* lower-case A-label host, or literal address; "" if there is none */
  char *registrable; /* registrable domain of host by the public suffix list; "" if none */
  char *label;       /* (nullable) the words a person sees and clicks */
  guint start;       /* octets: where the label stands in the message's text */
  guint length;      /* octets; 0 if the link has no place in the text */
} SafiLink;

typedef struct {
  char *name;            /* (nullable) file name, decoded */
  char *media_type;      /* lower case "type/subtype" as declared */
  guint64 size;          /* octets decoded, as far as fetched */
  gboolean is_inline;    /* shown in the text, such as a picture */
  gboolean is_encrypted; /* a zip archive whose first entries ask for a password */
  gboolean has_macros;   /* an office document that carries a macro project */
  char **entries;        /* (nullable) names in a zip archive, at most 64, NULL-terminated */
} SafiAttachment;

typedef struct {
  guint n_parts;               /* MIME parts that are not containers */
  guint depth;                 /* deepest nesting */
  guint n_images;              /* image parts and <img> */
  gboolean has_plain;          /* a text/plain body */
  gboolean has_html;           /* a text/html body */
  gboolean has_password_field; /* <input type=password> in the HTML or an HTML attachment */
  guint hidden_octets; /* octets of letters that HTML hides (display:none, size 0, same colour) and
                          that are left out of text */
} SafiStructure;

/* A parsed message: immutable, reference-counted; may cross threads. */
typedef struct _SafiMessage SafiMessage;

/* Reads @octets (RFC 5322 and MIME). Never fails: what cannot be read is left out and named by a
 * flaw. @full_size is the size of the whole message in octets, as far as known (0: @octets are
 * all). */
SafiMessage *safi_message_new (GBytes *octets, guint64 full_size);

/* Reads what a view shows of a message; see safi-view.h. */
SafiMessage *safi_message_new_seen (GBytes *octets, guint64 full_size, SafiUnseen unseen);

/* A text without a header: an SMS, a chat message, what a caller said (plain UTF-8 or any octets).
 */
SafiMessage *safi_message_new_from_text (const char *text, gssize length);

/* A call: no header and no text; its octets are the answers as words. */
SafiMessage *safi_message_new_from_call (SafiCall call);

SafiMessage *safi_message_ref (SafiMessage *self);
void safi_message_unref (SafiMessage *self);

/* The identity alone, from any octets that begin with a header: a whole message, a header, or the
 * answer to HEADER.FIELDS (Message-ID Date From Subject Received). It is the SHA-256 (64 lower-case
 * hex digits) of the values of exactly these five fields in exactly this order, each followed by
 * one LF. Of each the first occurrence counts; one that is missing is empty. A value is the octets
 * as sent, not decoded, with CR, LF and NUL left out, every run of blanks and tabs made one blank,
 * none at either end, and A-Z in lower case. A leading mbox "From " line is no field.
 * Returns: (transfer full). */
char *safi_message_identity_from_header (const char *octets, gsize length);

/* All getters: (transfer none), valid as long as the message. */

/* SHA-256, 64 hex digits: safi_message_identity_from_header of the octets, the same in every folder
 * and on every server. For a text without header: of the text's octets. */
const char *safi_message_get_identity (SafiMessage *self);
GBytes *safi_message_get_octets (SafiMessage *self);
guint64 safi_message_get_full_size (SafiMessage *self); /* octets */
SafiFlaws safi_message_get_flaws (SafiMessage *self);
SafiUnseen safi_message_get_unseen (SafiMessage *self);
SafiForm safi_message_get_form (SafiMessage *self);
SafiCall safi_message_get_call (SafiMessage *self); /* 0 where it is none */

const char *safi_message_get_subject (SafiMessage *self);    /* "" if none */
const char *safi_message_get_message_id (SafiMessage *self); /* without <>; "" if none */
gint64 safi_message_get_date (SafiMessage *self);            /* seconds UTC; 0 if none */

/* The first field of that name (any case). Returns: (nullable): its decoded value. */
const char *safi_message_get_header (SafiMessage *self, const char *name);
/* Returns: (element-type SafiHeader): all fields, in the order of the message. */
GPtrArray *safi_message_get_headers (SafiMessage *self);

/* Returns: (element-type SafiAddress): the addresses of "From", "Reply-To", "Sender",
 * "Return-Path", "To" or "Cc"; empty if there are none. */
GPtrArray *safi_message_get_addresses (SafiMessage *self, const char *field);
/* Returns: (nullable): the first From address. */
const SafiAddress *safi_message_get_from (SafiMessage *self);

/* The text that a person reads, HTML turned into text, hidden text left out: valid UTF-8, lines
 * end in \n, at most SAFI_MESSAGE_TEXT_MAX octets. Spots point into exactly this text. */
const char *safi_message_get_text (SafiMessage *self);
GPtrArray *safi_message_get_links (SafiMessage *self);       /* (element-type SafiLink) */
GPtrArray *safi_message_get_attachments (SafiMessage *self); /* (element-type SafiAttachment) */
const SafiStructure *safi_message_get_structure (SafiMessage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiMessage, safi_message_unref)

G_END_DECLS
