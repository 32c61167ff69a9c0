// SPDX-License-Identifier: AGPL-3.0-or-later
// The numbers beside the places: what waits for this person.

#include "wabi-counts.h"

#include "wabi-attention.h"
#include "wabi-inbox-page.h"

#define MAX_NOTES 500

gboolean
wabi_counts_touched (WabiChanges *changes)
{
  static const WabiKind *const kinds[] = { &wabi_kind_note, &wabi_kind_charge, &wabi_kind_time_off, &wabi_kind_reminder, &wabi_kind_appointment };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (wabi_changes_has_kind (changes, kinds[i]))
      return TRUE;
  return wabi_inbox_is_touched (changes);
}

static guint
count (WabiDesk *desk, const WabiQuery *query)
{
  gint64 n = 0;

  /* A number beside a place is not worth an error: the place itself will tell it. */
  return wabi_cache_count (wabi_desk_get_cache (desk), query, &n, NULL) ? (guint) n : 0;
}

static guint
count_own_notes (WabiDesk *desk, const char *state)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_note);
  wabi_query_where_text (&query, "author", WABI_EQ, wabi_desk_get_user (desk));
  wabi_query_where_text (&query, "state", WABI_EQ, state);
  return count (desk, &query);
}

static gboolean
is_mine_to_sign (WabiDesk *desk, WabiRecord *note)
{
  g_autoptr (WabiRecord) client = wabi_desk_get (desk, &wabi_kind_client, wabi_record_get_text (note, "client"));
  const char *bcba = client != NULL ? wabi_record_get_text (client, "bcba") : NULL;

  return bcba == NULL || g_str_equal (bcba, wabi_desk_get_user (desk));
}

static guint
count_notes_to_sign (WabiDesk *desk)
{
  g_autoptr (GPtrArray) notes = NULL;
  WabiQuery query;
  guint n = 0;

  wabi_query_init (&query, &wabi_kind_note);
  wabi_query_where_text (&query, "state", WABI_EQ, "complete");
  query.limit = MAX_NOTES;
  notes = wabi_cache_list (wabi_desk_get_cache (desk), &query, NULL);
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    n += is_mine_to_sign (desk, g_ptr_array_index (notes, i));
  return n;
}

guint
wabi_counts_notes (WabiDesk *desk)
{
  guint roles = wabi_desk_get_roles (desk), n = 0;

  if ((roles & (WABI_ROLE_RBT | WABI_ROLE_BCBA)) != 0)
    n += count_own_notes (desk, "draft") + count_own_notes (desk, "returned");
  if ((roles & WABI_ROLE_BCBA) != 0)
    n += count_notes_to_sign (desk);
  return n;
}

guint
wabi_counts_charges (WabiDesk *desk)
{
  WabiQuery query;

  if ((wabi_desk_get_roles (desk) & (WABI_ROLE_BILLER | WABI_ROLE_ADMIN)) == 0)
    return 0;
  wabi_query_init (&query, &wabi_kind_charge);
  wabi_query_where_text (&query, "state", WABI_EQ, "open");
  return count (desk, &query);
}

guint
wabi_counts_today (WabiDesk *desk)
{
  return wabi_attention_count_waiting (desk);
}

guint
wabi_counts_inbox (WabiDesk *desk)
{
  return wabi_inbox_count (desk);
}
