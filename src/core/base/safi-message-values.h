/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a message is made of once it was read; the message itself: safi-message.h. */

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

G_END_DECLS
