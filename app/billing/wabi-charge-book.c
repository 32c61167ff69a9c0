// SPDX-License-Identifier: AGPL-3.0-or-later
// The open charges, read and judged in small steps so that the page stays quick with tens of thousands.

#include "wabi-charge-book.h"

#include <string.h>

#include "wabi-json.h"
#include "wabi-money-table.h"
#include "wabi-verdict-keeper.h"

#define STEP_US 6000
#define TELL_US 150000

/* The first page fills the table before anybody sees it; the others follow while nothing else is to do. */
#define FIRST_PAGE 250
#define SEEN 60
#define PAGE 300

/* What was read for so many charges is let go of before the next client, or it would be the whole practice; of one client after so many more. */
#define SHARED 400
#define MOST_SHARED 10000

struct _WabiChargeBook
{
  GObject parent_instance;
  WabiDesk *desk;
  GPtrArray *items; /* newest first */
  GHashTable *by_id;
  GQueue to_judge; /* of items, borrowed */
  GListStore *shown;
  WabiVerdictKeeper *keeper;
  WabiProofContext *context; /* what was read for the charges before; NULL after anything has changed */
  char *state, *payer, *search;
  char *client; /* whose charge was judged last */
  guint hidden, waiting, load_source, step_source, shared;
  gint64 told_at, bound; /* where the next page begins */
  gboolean all_read;
  int became_ready, became_hand;
};

G_DEFINE_FINAL_TYPE (WabiChargeBook, wabi_charge_book, G_TYPE_OBJECT)

static guint changed_signal, settled_signal;

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

/* ---- Judging ---- */

static WabiProofContext *
get_context (WabiChargeBook *self)
{
  if (self->context == NULL)
    {
      wabi_verdict_keeper_begin (self->keeper);
      self->context
          = wabi_proof_context_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
      self->shared = 0;
    }
  return self->context;
}

/* Of what was read something may be different by now. */
static void
let_go (WabiChargeBook *self)
{
  wabi_verdict_keeper_drop (self->keeper);
  g_clear_pointer (&self->context, wabi_proof_context_unref);
}

/* A client's sessions, authorizations and charges are read once for all of the client's charges, which come one after the other. */
static void
turn_to (WabiChargeBook *self, const char *client)
{
  gboolean same = g_strcmp0 (client, self->client) == 0;

  if (self->shared++ > (same ? MOST_SHARED : SHARED))
    g_clear_pointer (&self->context, wabi_proof_context_unref);
  if (same)
    return;
  g_free (self->client);
  self->client = g_strdup (client);
}

static int
compare_clients (gconstpointer a, gconstpointer b, gpointer data)
{
  WabiRecord *one = wabi_charge_item_get_charge ((WabiChargeItem *) a), *other = wabi_charge_item_get_charge ((WabiChargeItem *) b);

  return g_strcmp0 (wabi_record_get_text (one, "client"), wabi_record_get_text (other, "client"));
}

/* Those that are seen first, as they are shown; the others client by client, each from the newest. */
static void
order_queue (WabiChargeBook *self)
{
  GQueue seen = G_QUEUE_INIT;

  for (guint i = 0; i < SEEN && !g_queue_is_empty (&self->to_judge); i++)
    g_queue_push_tail (&seen, g_queue_pop_head (&self->to_judge));
  g_queue_sort (&self->to_judge, compare_clients, NULL);
  while (!g_queue_is_empty (&seen))
    g_queue_push_head (&self->to_judge, g_queue_pop_tail (&seen));
}

static void
judge_next (WabiChargeBook *self)
{
  WabiChargeItem *item = g_queue_pop_head (&self->to_judge);
  WabiChargeState before = wabi_charge_item_get_state (item), after;

  if (wabi_charge_item_is_current (item))
    return;
  turn_to (self, wabi_record_get_text (wabi_charge_item_get_charge (item), "client"));
  wabi_charge_item_judge (item, get_context (self));
  wabi_verdict_keeper_add (self->keeper, item, get_context (self));
  after = wabi_charge_item_get_state (item);
  if (before == WABI_CHARGE_UNKNOWN || before == after)
    return;
  self->became_ready += after == WABI_CHARGE_READY;
  self->became_hand += after == WABI_CHARGE_NEEDS_HAND;
}

static void
tell_settled (WabiChargeBook *self)
{
  int ready = self->became_ready, hand = self->became_hand;

  self->became_ready = self->became_hand = 0;
  if (ready > 0 || hand > 0)
    g_signal_emit (self, settled_signal, 0, ready, hand);
}

/* ---- Reading ---- */

static void
take_charge (WabiChargeBook *self, WabiRecord *charge)
{
  const char *id = wabi_record_get_id (charge);
  WabiChargeItem *item = wabi_charge_item_new (get_context (self), charge);

  g_ptr_array_add (self->items, item);
  g_hash_table_insert (self->by_id, g_strdup (id), g_object_ref (item));
  if (!wabi_verdict_keeper_recall (self->keeper, item))
    g_queue_push_tail (&self->to_judge, item);
}

/* Charges that begin at one moment may lie on both sides of the bound: those that are known are passed over. */
static void
read_page (WabiChargeBook *self, guint limit)
{
  g_autoptr (GPtrArray) charges = NULL;
  guint taken = 0;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_charge);
  wabi_query_where_text (&query, "state", WABI_EQ, "open");
  wabi_query_where_int (&query, "starts_at", WABI_LE, self->bound);
  query.order_by = "starts_at";
  query.descending = TRUE;
  query.limit = limit;
  charges = wabi_desk_list (self->desk, &query);
  for (guint i = 0; i < charges->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (charges, i);

      if (g_hash_table_contains (self->by_id, wabi_record_get_id (charge)))
        continue;
      take_charge (self, charge);
      taken++;
    }
  if (charges->len < limit)
    self->all_read = TRUE;
  else if (taken == 0)
    read_page (self, limit * 4);
  else
    self->bound = wabi_record_get_int (g_ptr_array_index (charges, charges->len - 1), "starts_at");
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

/* What the person sees is judged first, then all is read, then all is judged. */
static gboolean
is_first_judged (WabiChargeBook *self)
{
  WabiChargeItem *next = g_queue_peek_head (&self->to_judge);

  return next == NULL || self->items->len < SEEN || wabi_charge_item_is_current (g_ptr_array_index (self->items, SEEN - 1));
}

static gboolean
on_step_cb (gpointer data)
{
  WabiChargeBook *self = data;
  gint64 now = g_get_monotonic_time (), until = now + STEP_US;

  while (now < until && (!self->all_read || !g_queue_is_empty (&self->to_judge)))
    {
      if (!self->all_read && is_first_judged (self))
        {
          read_page (self, PAGE);
          if (self->all_read)
            {
              mark_waiting (self);
              order_queue (self);
            }
        }
      else
        judge_next (self);
      now = g_get_monotonic_time ();
    }
  if (self->all_read && g_queue_is_empty (&self->to_judge))
    self->step_source = 0;
  if (self->step_source == 0 || now - self->told_at > TELL_US)
    {
      self->told_at = now;
      show (self);
    }
  if (self->step_source == 0)
    {
      wabi_verdict_keeper_flush (self->keeper);
      tell_settled (self);
    }
  return self->step_source != 0;
}

static void
go_on (WabiChargeBook *self)
{
  if (self->step_source == 0 && (!self->all_read || !g_queue_is_empty (&self->to_judge)))
    self->step_source = g_idle_add_full (G_PRIORITY_LOW, on_step_cb, self, NULL);
}

static void
load (WabiChargeBook *self)
{
  g_ptr_array_set_size (self->items, 0);
  g_queue_clear (&self->to_judge);
  g_hash_table_remove_all (self->by_id);
  let_go (self);
  self->bound = G_MAXINT64;
  self->all_read = FALSE;
  read_page (self, FIRST_PAGE);
  mark_waiting (self);
  show (self);
  go_on (self);
}

/* ---- Following the cache ---- */

static gboolean
on_load_cb (gpointer data)
{
  WabiChargeBook *self = data;

  self->load_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
load_soon (WabiChargeBook *self)
{
  if (self->load_source == 0)
    self->load_source = g_timeout_add (60, on_load_cb, self);
}

/* Those whose client or person is among @touched, or all. */
static void
judge_again (WabiChargeBook *self, GHashTable *touched)
{
  g_queue_clear (&self->to_judge);
  for (guint i = 0; i < self->items->len; i++)
    {
      WabiChargeItem *item = g_ptr_array_index (self->items, i);
      WabiRecord *charge = wabi_charge_item_get_charge (item);

      if (touched == NULL || g_hash_table_contains (touched, wabi_record_get_text (charge, "client"))
          || g_hash_table_contains (touched, wabi_record_get_text (charge, "staff")))
        wabi_charge_item_forget (item);
      if (!wabi_charge_item_is_current (item))
        g_queue_push_tail (&self->to_judge, item);
    }
  if (self->all_read)
    order_queue (self);
  go_on (self);
}

/* Of kind: what changed of it; FALSE where it may bear on any charge. */
static gboolean
find_touched_by (WabiChargeBook *self, WabiChanges *changes, const WabiKindBearing *bearing, GHashTable *touched)
{
  GHashTable *ids = wabi_changes_get_ids (changes, bearing->kind);
  GHashTableIter iter;
  gpointer id;

  if (!wabi_changes_has_kind (changes, bearing->kind) || bearing->bearing == WABI_BEARS_NOT)
    return TRUE;
  if (ids == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!wabi_charge_find_touched (wabi_desk_get_view (self->desk), bearing, id, touched, touched))
      return FALSE;
  return TRUE;
}

/* What changed in kinds that bear on one client leaves the others as they were judged; NULL where it may bear on any. */
static GHashTable *
find_touched (WabiChargeBook *self, WabiChanges *changes)
{
  g_autoptr (GHashTable) touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize n;
  const WabiKindBearing *bearings = wabi_charge_list_bearings (&n);

  for (gsize i = 0; i < n; i++)
    if (!find_touched_by (self, changes, &bearings[i], touched))
      return NULL;
  return g_steal_pointer (&touched);
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  gint64 one = wabi_record_get_int (wabi_charge_item_get_charge (*(WabiChargeItem *const *) a), "starts_at");
  gint64 other = wabi_record_get_int (wabi_charge_item_get_charge (*(WabiChargeItem *const *) b), "starts_at");

  return one != other ? (one > other ? -1 : 1) : 0;
}

static void
drop (WabiChargeBook *self, WabiChargeItem *item, const char *id)
{
  g_queue_remove (&self->to_judge, item);
  g_ptr_array_remove (self->items, item);
  g_hash_table_remove (self->by_id, id);
}

/* Only what changed is read again: a charge comes, goes, or is another than it was. */
static void
follow_charges (WabiChargeBook *self, GHashTable *ids)
{
  GHashTableIter iter;
  gpointer id;
  gboolean came = FALSE;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autoptr (WabiRecord) charge = wabi_desk_get (self->desk, &wabi_kind_charge, id);
      WabiChargeItem *item = g_hash_table_lookup (self->by_id, id);
      gboolean open = charge != NULL && wabi_record_is (charge, "state", "open");

      if (item != NULL && !open)
        drop (self, item, id);
      else if (item != NULL)
        wabi_charge_item_update (item, get_context (self), charge);
      else if (open && (self->all_read || wabi_record_get_int (charge, "starts_at") >= self->bound))
        {
          take_charge (self, charge);
          came = TRUE;
        }
    }
  if (came)
    g_ptr_array_sort (self->items, compare_starts);
}

/* The rows of these clients say their names anew. */
static void
rename_clients (WabiChargeBook *self, GHashTable *ids)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      WabiChargeItem *item = g_ptr_array_index (self->items, i);
      WabiRecord *charge = wabi_charge_item_get_charge (item);

      if (g_hash_table_contains (ids, wabi_record_get_text (charge, "client")))
        wabi_charge_item_update (item, get_context (self), charge);
    }
}

static gboolean
bears_on_charges (WabiChanges *changes)
{
  gsize n;
  const WabiKindBearing *bearings = wabi_charge_list_bearings (&n);

  for (gsize i = 0; i < n; i++)
    if (bearings[i].bearing != WABI_BEARS_NOT && wabi_changes_has_kind (changes, bearings[i].kind))
      return TRUE;
  return FALSE;
}

static void
on_changed_cb (WabiChargeBook *self, WabiChanges *changes)
{
  GHashTable *charges = wabi_changes_get_ids (changes, &wabi_kind_charge), *clients = wabi_changes_get_ids (changes, &wabi_kind_client);
  g_autoptr (GHashTable) touched = NULL;

  if (!bears_on_charges (changes))
    return;
  let_go (self);
  /* Names of rows and all judgements may differ: read all again, page by page. */
  if (wabi_changes_has_kind (changes, &wabi_kind_staff) || wabi_changes_has_kind (changes, &wabi_kind_payer)
      || (wabi_changes_has_kind (changes, &wabi_kind_charge) && charges == NULL)
      || (wabi_changes_has_kind (changes, &wabi_kind_client) && clients == NULL))
    {
      load_soon (self);
      return;
    }
  if (charges != NULL)
    follow_charges (self, charges);
  if (clients != NULL)
    rename_clients (self, clients);
  touched = find_touched (self, changes);
  judge_again (self, touched);
  mark_waiting (self);
  show (self);
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
  g_clear_handle_id (&self->step_source, g_source_remove);
  g_queue_clear (&self->to_judge);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->context, wabi_proof_context_unref);
  g_clear_pointer (&self->keeper, wabi_verdict_keeper_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->client, g_free);
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
  settled_signal = g_signal_new ("settled", WABI_TYPE_CHARGE_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT,
                                 G_TYPE_INT);
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
  self->keeper = wabi_verdict_keeper_new (desk);
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
  if (book->load_source != 0)
    return 0;
  if (book->items->len == 0)
    return 1;
  return (book->all_read ? 1 : 0.5) * (1 - (double) g_queue_get_length (&book->to_judge) / book->items->len);
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

static gboolean
is_alike (WabiChargeItem *one, WabiChargeItem *other)
{
  const WabiFinding *a = wabi_charge_item_get_obstacle (one), *b = wabi_charge_item_get_obstacle (other);
  WabiRecord *charge = wabi_charge_item_get_charge (one), *there = wabi_charge_item_get_charge (other);

  if (a == NULL || b == NULL || strcmp (a->id, b->id) != 0)
    return FALSE;
  if (g_str_has_prefix (a->way_on, "staff"))
    return wabi_record_is (there, "staff", wabi_record_get_text (charge, "staff"));
  return wabi_record_is (there, "payer", wabi_record_get_text (charge, "payer"));
}

GPtrArray *
wabi_charge_book_list_alike (WabiChargeBook *book, WabiChargeItem *item)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (list, g_object_ref (wabi_charge_item_get_charge (item)));
  for (guint i = 0; i < book->items->len; i++)
    if (g_ptr_array_index (book->items, i) != item && is_alike (item, g_ptr_array_index (book->items, i)))
      g_ptr_array_add (list, g_object_ref (wabi_charge_item_get_charge (g_ptr_array_index (book->items, i))));
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

WabiProofContext *
wabi_charge_book_get_context (WabiChargeBook *book)
{
  return get_context (book);
}

void
wabi_charge_book_check_all (WabiChargeBook *book)
{
  let_go (book);
  judge_again (book, NULL);
}
