// SPDX-License-Identifier: AGPL-3.0-or-later
// The open charges, judged in small steps so that the page stays quick with thousands.

#include "wabi-charge-book.h"

#include <string.h>

#include "wabi-json.h"
#include "wabi-money-table.h"

#define STEP_US 6000
#define TELL_US 150000

struct _WabiChargeBook
{
  GObject parent_instance;
  WabiDesk *desk;
  GPtrArray *items; /* newest first */
  GHashTable *by_id;
  GQueue to_judge; /* of items, borrowed */
  GListStore *shown;
  char *state, *payer, *search;
  guint hidden, waiting, load_source, judge_source;
  gint64 told_at;
};

G_DEFINE_FINAL_TYPE (WabiChargeBook, wabi_charge_book, G_TYPE_OBJECT)

static guint changed_signal;

static gboolean
passes (WabiChargeBook *self, WabiChargeItem *item, const char *folded)
{
  WabiChargeState state = wabi_charge_item_get_state (item);

  if (strcmp (self->state, "ready") == 0 && state != WABI_CHARGE_READY)
    return FALSE;
  if (strcmp (self->state, "hand") == 0 && state != WABI_CHARGE_NEEDS_HAND)
    return FALSE;
  if (strcmp (self->state, "waiting") == 0 && state != WABI_CHARGE_WAITING)
    return FALSE;
  if (self->payer != NULL && !wabi_record_is (wabi_charge_item_get_charge (item), "payer", self->payer))
    return FALSE;
  return *folded == '\0' || wabi_charge_item_matches (item, folded);
}

static void
show (WabiChargeBook *self)
{
  g_autoptr (GPtrArray) now = g_ptr_array_new ();
  g_autofree char *folded = g_utf8_casefold (self->search != NULL ? self->search : "", -1);

  self->hidden = 0;
  for (guint i = 0; i < self->items->len; i++)
    {
      WabiChargeItem *item = g_ptr_array_index (self->items, i);

      if (!passes (self, item, folded))
        continue;
      if (now->len < WABI_CHARGES_SHOWN)
        g_ptr_array_add (now, item);
      else
        self->hidden++;
    }
  wabi_money_table_replace (self->shown, now);
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
on_judge_cb (gpointer data)
{
  WabiChargeBook *self = data;
  gint64 now = g_get_monotonic_time (), until = now + STEP_US;
  WabiChargeItem *item;

  while (now < until && (item = g_queue_pop_head (&self->to_judge)) != NULL)
    {
      wabi_charge_item_judge (item, self->desk);
      now = g_get_monotonic_time ();
    }
  if (g_queue_is_empty (&self->to_judge))
    self->judge_source = 0;
  if (self->judge_source == 0 || now - self->told_at > TELL_US)
    {
      self->told_at = now;
      show (self);
    }
  return self->judge_source != 0;
}

static void
queue_judging (WabiChargeBook *self)
{
  if (self->judge_source == 0 && !g_queue_is_empty (&self->to_judge))
    self->judge_source = g_idle_add_full (G_PRIORITY_LOW, on_judge_cb, self, NULL);
}

/* Charges in requests that the server has not answered yet. */
static void
mark_waiting (WabiChargeBook *self)
{
  g_autoptr (GPtrArray) outbox = wabi_cache_list_outbox (wabi_desk_get_cache (self->desk), "claim.request", NULL);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->waiting = 0;
  for (guint i = 0; outbox != NULL && i < outbox->len; i++)
    {
      const WabiOutboxItem *request = g_ptr_array_index (outbox, i);
      gboolean open = FALSE;
      JsonArray *charges;

      if (!wabi_json_take_array (request->args, "charges", TRUE, 2000, &charges, NULL))
        continue;
      for (guint j = 0; j < json_array_get_length (charges); j++)
        {
          const char *id = json_array_get_string_element (charges, j);

          g_hash_table_add (ids, g_strdup (id));
          open = open || g_hash_table_contains (self->by_id, id);
        }
      /* What the feed has brought already waits no longer, whatever the outbox still remembers. */
      self->waiting += open;
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      WabiChargeItem *item = g_ptr_array_index (self->items, i);

      wabi_charge_item_set_waiting (item, g_hash_table_contains (ids, wabi_record_get_id (wabi_charge_item_get_charge (item))));
    }
}

static void
take_charge (WabiChargeBook *self, GHashTable *by_id, WabiRecord *charge)
{
  const char *id = wabi_record_get_id (charge);
  WabiChargeItem *item = g_hash_table_lookup (self->by_id, id);
  WabiRecord *before = item != NULL ? wabi_charge_item_get_charge (item) : NULL;

  if (item == NULL)
    item = wabi_charge_item_new (self->desk, charge);
  else
    g_object_ref (item);
  if (before != NULL && (wabi_record_get_version (before) != wabi_record_get_version (charge)
                         || wabi_record_get_seq (before) != wabi_record_get_seq (charge)))
    wabi_charge_item_update (item, self->desk, charge);
  g_ptr_array_add (self->items, g_object_ref (item));
  g_hash_table_insert (by_id, g_strdup (id), item);
}

static void
load (WabiChargeBook *self)
{
  g_autoptr (GPtrArray) charges = NULL;
  GHashTable *by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_charge);
  wabi_query_where_text (&query, "state", WABI_EQ, "open");
  query.order_by = "starts_at";
  query.descending = TRUE;
  charges = wabi_desk_list (self->desk, &query);
  g_ptr_array_set_size (self->items, 0);
  g_queue_clear (&self->to_judge);
  for (guint i = 0; i < charges->len; i++)
    take_charge (self, by_id, g_ptr_array_index (charges, i));
  g_hash_table_unref (self->by_id);
  self->by_id = by_id;
  for (guint i = 0; i < self->items->len; i++)
    g_queue_push_tail (&self->to_judge, g_ptr_array_index (self->items, i));
  mark_waiting (self);
  show (self);
  queue_judging (self);
}

static gboolean
on_load_cb (gpointer data)
{
  WabiChargeBook *self = data;

  self->load_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (WabiChargeBook *self, WabiChanges *changes)
{
  static const WabiKind *const kinds[]
      = { &wabi_kind_charge, &wabi_kind_note, &wabi_kind_client, &wabi_kind_coverage, &wabi_kind_authorization, &wabi_kind_staff,
          &wabi_kind_credential, &wabi_kind_payer, &wabi_kind_fee, &wabi_kind_enrollment, &wabi_kind_session };

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && self->load_source == 0; i++)
    if (wabi_changes_has_kind (changes, kinds[i]))
      self->load_source = g_timeout_add (60, on_load_cb, self);
}

static void
on_outbox_changed_cb (WabiChargeBook *self)
{
  mark_waiting (self);
  show (self);
}

static void
wabi_charge_book_dispose (GObject *object)
{
  WabiChargeBook *self = WABI_CHARGE_BOOK (object);

  g_clear_handle_id (&self->load_source, g_source_remove);
  g_clear_handle_id (&self->judge_source, g_source_remove);
  g_queue_clear (&self->to_judge);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->payer, g_free);
  g_clear_pointer (&self->search, g_free);
  g_clear_object (&self->shown);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_charge_book_parent_class)->dispose (object);
}

static void
wabi_charge_book_class_init (WabiChargeBookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wabi_charge_book_dispose;
  changed_signal = g_signal_new ("changed", WABI_TYPE_CHARGE_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wabi_charge_book_init (WabiChargeBook *self)
{
  g_queue_init (&self->to_judge);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->shown = g_list_store_new (WABI_TYPE_CHARGE_ITEM);
  self->state = g_strdup ("all");
}

WabiChargeBook *
wabi_charge_book_new (WabiDesk *desk)
{
  WabiChargeBook *self = g_object_new (WABI_TYPE_CHARGE_BOOK, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (wabi_desk_get_cache (desk), "outbox-changed", G_CALLBACK (on_outbox_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return self;
}

GListModel *
wabi_charge_book_get_model (WabiChargeBook *book)
{
  return G_LIST_MODEL (book->shown);
}

void
wabi_charge_book_set_filter (WabiChargeBook *book, const char *state, const char *payer, const char *search)
{
  g_free (book->state);
  g_free (book->payer);
  g_free (book->search);
  book->state = g_strdup (state);
  book->payer = g_strdup (payer);
  book->search = g_strdup (search);
  show (book);
}

guint
wabi_charge_book_get_hidden (WabiChargeBook *book)
{
  return book->hidden;
}

double
wabi_charge_book_get_progress (WabiChargeBook *book)
{
  return book->items->len == 0 ? 1 : 1 - (double) g_queue_get_length (&book->to_judge) / book->items->len;
}

WabiChargeSum
wabi_charge_book_sum (WabiChargeBook *book, WabiChargeState state)
{
  WabiChargeSum sum = { 0, 0, 0 };

  for (guint i = 0; i < book->items->len; i++)
    {
      WabiChargeItem *item = g_ptr_array_index (book->items, i);

      if (wabi_charge_item_get_state (item) != state)
        continue;
      sum.count++;
      sum.cents += wabi_record_get_int (wabi_charge_item_get_charge (item), "amount_cents");
      sum.oldest_at = wabi_record_get_int (wabi_charge_item_get_charge (item), "starts_at");
    }
  return sum;
}

GPtrArray *
wabi_charge_book_list (WabiChargeBook *book, WabiChargeState state, const char *payer)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = book->items->len; i > 0; i--)
    {
      WabiChargeItem *item = g_ptr_array_index (book->items, i - 1);

      if (wabi_charge_item_get_state (item) == state
          && (payer == NULL || wabi_record_is (wabi_charge_item_get_charge (item), "payer", payer)))
        g_ptr_array_add (list, g_object_ref (item));
    }
  return list;
}

WabiChargeItem *
wabi_charge_book_find (WabiChargeBook *book, const char *id)
{
  return id != NULL ? g_hash_table_lookup (book->by_id, id) : NULL;
}

guint
wabi_charge_book_get_waiting (WabiChargeBook *book)
{
  return book->waiting;
}

void
wabi_charge_book_check_all (WabiChargeBook *book)
{
  load (book);
}
