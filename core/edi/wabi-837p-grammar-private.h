// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most children that one loop has (2400), with room. */
#define WABI_837P_MAX_CHILDREN 80

typedef struct _Wabi837pNode Wabi837pNode;

/*
 * A segment or a loop of the guide.
 *
 * elements is NULL for a loop. For a segment it has a word for each element: R required, S situational, N not
 * used; then optionally =CODES, <LENGTH at most, or :KIND (m money, q quantity, n number, d date, t time, f
 * date or range by the element before it, S state, P place of service, M modifier, Z ZIP code, I diagnosis).
 * A composite has its components in parentheses. Elements after the last word are not used.
 */
struct _Wabi837pNode
{
  const char *id;
  char usage;       /* R or S */
  guint8 max;       /* 0 for any number */
  guint16 position; /* children of one loop come in this order; equal positions in any */
  const char *elements;
  const char *meaning; /* for people, to be passed through gettext */
  const Wabi837pNode *children;
  guint8 n_children;
};

/* A loop without a segment of its own, that holds interchanges. */
extern const Wabi837pNode wabi_837p_root;

G_END_DECLS
