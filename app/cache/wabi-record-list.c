// SPDX-License-Identifier: AGPL-3.0-or-later
// The answer to a query as a list model that follows the cache with the smallest changes.

#include "wabi-record-list.h"

#include <string.h>

struct _WabiRecordList
{
  GObject parent_instance;
  WabiCache *cache;
  WabiQuery query;
  gboolean has_query;
  GPtrArray *texts; /* copies that the query's terms point to */
  GPtrArray *records;
};

enum
{
  PROP_N_ITEMS = 1,
};

static GType
get_item_type (GListModel *model)
{
  return WABI_TYPE_RECORD;
}

static guint
get_n_items (GListModel *model)
{
  return WABI_RECORD_LIST (model)->records->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  WabiRecordList *self = WABI_RECORD_LIST (model);

  return position < self->records->len ? g_object_ref (g_ptr_array_index (self->records, position)) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiRecordList, wabi_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static gboolean
is_same (WabiRecord *a, WabiRecord *b)
{
  if (wabi_record_get_version (a) != wabi_record_get_version (b)
      || wabi_record_get_seq (a) != wabi_record_get_seq (b))
    return FALSE;
  if (wabi_record_get_seq (a) == 0)
    {
      g_autofree char *body_a = wabi_record_dup_json (a), *body_b = wabi_record_dup_json (b);

      return strcmp (body_a, body_b) == 0;
    }
  return TRUE;
}

/* For each new row the old position of the same record in the same state, or -1: a changed row goes out and
 * comes in anew. */
static int *
find_old_positions (GPtrArray *old, GPtrArray *now)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  int *positions = g_new (int, now->len + 1);

  for (guint i = 0; i < old->len; i++)
    g_hash_table_insert (places, (gpointer)wabi_record_get_id (g_ptr_array_index (old, i)),
                         GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < now->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (now, i);
      int at = (int)GPOINTER_TO_UINT (g_hash_table_lookup (places, wabi_record_get_id (record))) - 1;

      positions[i] = at >= 0 && is_same (g_ptr_array_index (old, (guint)at), record) ? at : -1;
    }
  return positions;
}

/* Keeps the longest run of rows whose order did not change, and sets the position of all others to -1: they
 * are taken out and put in again. */
static void
keep_longest_order (int *positions, guint n)
{
  g_autofree guint *tails = g_new (guint, n + 1);
  g_autofree int *before = g_new (int, n + 1);
  g_autofree gboolean *kept = g_new0 (gboolean, n + 1);
  guint length = 0;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0, high = length;

      if (positions[i] < 0)
        continue;
      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (positions[tails[middle]] < positions[i])
            low = middle + 1;
          else
            high = middle;
        }
      before[i] = low > 0 ? (int)tails[low - 1] : -1;
      tails[low] = i;
      length = MAX (length, low + 1);
    }
  for (int i = length > 0 ? (int)tails[length - 1] : -1; i >= 0; i = before[i])
    kept[i] = TRUE;
  for (guint i = 0; i < n; i++)
    if (!kept[i])
      positions[i] = -1;
}

static void
splice (WabiRecordList *self, guint at, guint removed, GPtrArray *now, guint from, guint added)
{
  if (removed == 0 && added == 0)
    return;
  if (removed > 0)
    g_ptr_array_remove_range (self->records, at, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->records, (int)(at + i), g_object_ref (g_ptr_array_index (now, from + i)));
  g_list_model_items_changed (G_LIST_MODEL (self), at, removed, added);
}

/* Goes along both lists; between two kept rows the old ones go and the new ones come in one step. */
static void
take_rows (WabiRecordList *self, GPtrArray *now)
{
  g_autofree int *positions = find_old_positions (self->records, now);
  guint old_length = self->records->len, old_at = 0, at = 0, i = 0;

  keep_longest_order (positions, now->len);
  while (i <= now->len)
    {
      guint from = i, old_end, removed;

      while (i < now->len && positions[i] < 0)
        i++;
      old_end = i < now->len ? (guint)positions[i] : old_length;
      removed = old_end - old_at;
      splice (self, at, removed, now, from, i - from);
      at += i - from;
      old_at = old_end + 1;
      at++;
      i++;
    }
}

static void
update (WabiRecordList *self)
{
  g_autoptr (GPtrArray) now = NULL;
  g_autoptr (GError) error = NULL;
  guint before = self->records->len;

  if (self->has_query)
    now = wabi_cache_list (self->cache, &self->query, &error);
  else
    now = g_ptr_array_new_with_free_func (g_object_unref);
  if (now == NULL)
    {
      if (!g_error_matches (error, WABI_CACHE_ERROR, WABI_CACHE_ERROR_CLOSED))
        g_warning ("a list could not be read: %s", error->message);
      return;
    }
  take_rows (self, now);
  if (before != self->records->len)
    g_object_notify (G_OBJECT (self), "n-items");
}

static void
on_changed_cb (WabiRecordList *self, WabiChanges *changes, WabiCache *cache)
{
  if (self->has_query && wabi_changes_has_kind (changes, self->query.kind))
    update (self);
}

static void
wabi_record_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_N_ITEMS)
    g_value_set_uint (value, WABI_RECORD_LIST (object)->records->len);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
wabi_record_list_dispose (GObject *object)
{
  g_clear_object (&WABI_RECORD_LIST (object)->cache);
  G_OBJECT_CLASS (wabi_record_list_parent_class)->dispose (object);
}

static void
wabi_record_list_finalize (GObject *object)
{
  WabiRecordList *self = WABI_RECORD_LIST (object);

  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->texts);
  G_OBJECT_CLASS (wabi_record_list_parent_class)->finalize (object);
}

static void
wabi_record_list_class_init (WabiRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = wabi_record_list_get_property;
  object_class->dispose = wabi_record_list_dispose;
  object_class->finalize = wabi_record_list_finalize;
  g_object_class_install_property (
      object_class, PROP_N_ITEMS,
      g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY));
}

static void
wabi_record_list_init (WabiRecordList *self)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->texts = g_ptr_array_new_with_free_func (g_free);
}

static const char *
keep_text (WabiRecordList *self, const char *text)
{
  char *copy = g_strdup (text);

  if (copy != NULL)
    g_ptr_array_add (self->texts, copy);
  return copy;
}

static void
copy_query (WabiRecordList *self, const WabiQuery *query)
{
  g_ptr_array_set_size (self->texts, 0);
  self->has_query = query != NULL;
  if (query == NULL)
    return;
  self->query = *query;
  self->query.order_by = keep_text (self, query->order_by);
  for (guint i = 0; i < query->n_terms; i++)
    {
      self->query.terms[i].field = keep_text (self, query->terms[i].field);
      self->query.terms[i].text = keep_text (self, query->terms[i].text);
    }
}

WabiRecordList *
wabi_record_list_new (WabiCache *cache, const WabiQuery *query)
{
  WabiRecordList *self;

  g_return_val_if_fail (WABI_IS_CACHE (cache), NULL);

  self = g_object_new (WABI_TYPE_RECORD_LIST, NULL);
  self->cache = g_object_ref (cache);
  g_signal_connect_object (cache, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  wabi_record_list_set_query (self, query);
  return self;
}

void
wabi_record_list_set_query (WabiRecordList *list, const WabiQuery *query)
{
  g_return_if_fail (WABI_IS_RECORD_LIST (list));

  copy_query (list, query);
  update (list);
}

WabiRecord *
wabi_record_list_get_record (WabiRecordList *list, guint position)
{
  g_return_val_if_fail (WABI_IS_RECORD_LIST (list), NULL);

  return position < list->records->len ? g_ptr_array_index (list->records, position) : NULL;
}

gboolean
wabi_record_list_find (WabiRecordList *list, const char *id, guint *position)
{
  g_return_val_if_fail (WABI_IS_RECORD_LIST (list), FALSE);

  for (guint i = 0; i < list->records->len; i++)
    if (g_strcmp0 (wabi_record_get_id (g_ptr_array_index (list->records, i)), id) == 0)
      {
        if (position != NULL)
          *position = i;
        return TRUE;
      }
  return FALSE;
}
