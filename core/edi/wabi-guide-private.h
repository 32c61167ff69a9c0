// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-finding.h"

G_BEGIN_DECLS

/* The most children that one loop has (2400 of the 837P), with room. */
#define WABI_GUIDE_MAX_CHILDREN 80
#define WABI_GUIDE_MAX_DEPTH 16

/* What a 999 calls an error; those with an I before the number. */
#define WABI_X12_CODE_I(number) (100 + (number))

typedef struct _WabiGuideNode WabiGuideNode;

/*
 * A segment or a loop of a guide, as people write it down.
 *
 * elements is NULL for a loop. For a segment it has a word for each element: R required, S situational, N not used;
 * then optionally *TIMES it may be repeated; then optionally =CODES, <LENGTH at most, <LEAST-MOST, or :KIND (m money,
 * q quantity, n number, d date, t time, f date or range by the element before it, S state, P place of service,
 * M modifier, Z ZIP code, I diagnosis). A composite has its components in parentheses. Elements after the last word are
 * not used. Children of one loop come in the order of their positions; equal positions in any.
 */
struct _WabiGuideNode
{
  const char *id;
  char usage;  /* R or S */
  guint16 max; /* 0 for any number */
  guint16 position;
  const char *elements;
  const char *meaning; /* for people, to be passed through gettext */
  const WabiGuideNode *children;
  guint8 n_children;
};

#define SEGMENT(id, usage, max, position, elements, meaning)                                                 \
  { id, usage, max, position, elements, meaning, NULL, 0 }
#define LOOP(id, usage, max, position, children, meaning)                                                    \
  { id, usage, max, position, NULL, meaning, children, G_N_ELEMENTS (children) }

/* Transaction sets, from ST to SE. */
extern const WabiGuideNode wabi_guide_270, wabi_guide_271, wabi_guide_276, wabi_guide_277, wabi_guide_277ca,
    wabi_guide_278, wabi_guide_835, wabi_guide_837p, wabi_guide_999;
/* Whatever stands around them; its loop ST has no children, the walk asks which guide to take. */
extern const WabiGuideNode wabi_guide_file;
/* A transaction set that nobody here knows: only its beginning and end are looked at. */
extern const WabiGuideNode wabi_guide_unknown;

/* The same, made fast to walk through. */
typedef struct _WabiGuideWord WabiGuideWord;
typedef struct _WabiGuide WabiGuide;

struct _WabiGuideWord
{
  char usage;
  char kind; /* one of the letters above, = for codes, or 0 */
  guint16 min, max;
  guint16 repeats;
  guint16 n_codes;
  guint16 n_parts;
  const guint64 *codes; /* packed, NULL when one is longer than eight letters */
  const char *codes_text;
  guint codes_length;
  const WabiGuideWord *parts;
};

struct _WabiGuide
{
  const WabiGuideNode *node;
  guint32 key;               /* of the segment, or of a loop's first */
  guint8 qualifier_element;  /* 0 when any will do */
  gboolean is_loop;
  const WabiGuideWord *qualifier;
  const WabiGuideWord *words; /* of a segment */
  guint n_words;
  guint n_children;
  const WabiGuide *children;
  const guint32 *keys;     /* of the children */
  const guint8 *same;      /* the first child at the same position */
  const guint8 *required;  /* children that are required */
  guint n_required;
};

/* Makes it at the first call and keeps it. */
const WabiGuide *wabi_guide_get (const WabiGuideNode *node);

/* An identifier as a number; 0 when it cannot be one. */
static inline guint32
wabi_guide_key (const char *id, gsize length)
{
  if (length == 3)
    return (guint32)(guchar)id[0] << 16 | (guint32)(guchar)id[1] << 8 | (guchar)id[2];
  return length == 2 ? (guint32)(guchar)id[0] << 16 | (guint32)(guchar)id[1] << 8 : 0;
}

/* The same of letters that are known, for tables: WABI_KEY3 ('N', 'M', '1'). */
#define WABI_KEY3(a, b, c) ((guint32)(a) << 16 | (guint32)(b) << 8 | (guint32)(c))
#define WABI_KEY2(a, b) WABI_KEY3 (a, b, 0)

static inline guint32
wabi_guide_key_of (const WabiX12Segment *segment)
{
  return wabi_guide_key (segment->elements[0].text, segment->elements[0].length);
}

gboolean wabi_guide_word_has_code (const WabiGuideWord *word, WabiX12Span span);

G_END_DECLS
