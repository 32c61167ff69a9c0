// SPDX-License-Identifier: AGPL-3.0-or-later
// What Stedi answers, as far as it is read.

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiStediItem:
 * @id: of the transaction, safe in a path
 * @at: when it was processed, microseconds since 1970 UTC, or 0
 * @inbound: it came for us; else we sent it
 * @is_x12: there is an X12 file of how it came
 * @set: (nullable): such as "835"
 * @reference: (nullable): BHT03
 *
 * One of the transactions of an account.
 */
typedef struct
{
  char *id;
  gint64 at;
  gboolean inbound, is_x12;
  char *set, *reference;
} WabiStediItem;

/**
 * WabiStediPage:
 * @items: (element-type WabiStediItem): oldest first
 * @next: (nullable): token of what comes after
 *
 * A page of them.
 */
typedef struct
{
  GPtrArray *items;
  char *next;
} WabiStediPage;

/** wabi_stedi_page_free: frees it. */
void wabi_stedi_page_free (WabiStediPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiStediPage, wabi_stedi_page_free)

/** wabi_stedi_read_page: Returns: (transfer full) (nullable): the page in an answer; %NULL where it is none, or has one item that cannot be understood. */
WabiStediPage *wabi_stedi_read_page (const char *text, gsize length);

/** wabi_stedi_read_x12: Returns: (transfer full) (nullable): the X12 file within an answer. */
char *wabi_stedi_read_x12 (const char *text, gsize length);

/** wabi_stedi_is_taken: Returns: whether the answer to a submission says that it was taken. */
gboolean wabi_stedi_is_taken (const char *text, gsize length);

/** wabi_stedi_read_words: Returns: (transfer full) (nullable): why something was refused, in Stedi's words. */
char *wabi_stedi_read_words (const char *text, gsize length);

/** wabi_stedi_read_download: Returns: (transfer full) (nullable): the address of a document. */
char *wabi_stedi_read_download (const char *text, gsize length);

/** wabi_stedi_make_request: Returns: (transfer full): a submission of @x12. */
char *wabi_stedi_make_request (const char *x12);

/** wabi_stedi_is_id: Returns: whether a text can stand in a path as the number of a transaction. */
gboolean wabi_stedi_is_id (const char *text);

G_END_DECLS
