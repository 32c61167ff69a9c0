// SPDX-License-Identifier: AGPL-3.0-or-later
// The notes by whose turn they are; a change touches only its rows.

#include "wabi-notes-list.h"

#include <string.h>

#include "wabi-note-words.h"

static const char *const segments[] = { "review", "drafts", "returned", "signed" };

struct _WabiNotesList
{
  GObject parent_instance;
  WabiDesk *desk;
  GPtrArray *parts[G_N_ELEMENTS (segments)]; /* of WabiNoteItem */
  GHashTable *items;                         /* by id */
  GListStore *shown;
  guint segment, hidden, source;
  char *search;
};

G_DEFINE_FINAL_TYPE (WabiNotesList, wabi_notes_list, G_TYPE_OBJECT)

static guint changed_signal;

/* Puts rows in place of others so that what stays at both ends keeps its widget, selection and scroll. */
static void
replace_shown (GListStore *store, GPtrArray *now)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store)), head = 0, tail = 0;

  while (head < n && head < now->len)
    {
      g_autoptr (GObject) there = g_list_model_get_item (G_LIST_MODEL (store), head);

      if (there != g_ptr_array_index (now, head))
        break;
      head++;
    }
  while (tail < n - head && tail < now->len - head)
    {
      g_autoptr (GObject) there = g_list_model_get_item (G_LIST_MODEL (store), n - 1 - tail);

      if (there != g_ptr_array_index (now, now->len - 1 - tail))
        break;
      tail++;
    }
  if (head + tail < n || head + tail < now->len)
    g_list_store_splice (store, head, n - head - tail, now->pdata + head, now->len - head - tail);
}

static void
show_part (WabiNotesList *self)
{
  GPtrArray *part = self->parts[self->segment];
  g_autoptr (GPtrArray) now = g_ptr_array_new ();
  g_autofree char *folded = g_utf8_casefold (self->search != NULL ? self->search : "", -1);

  self->hidden = 0;
  for (guint i = 0; i < part->len; i++)
    {
      WabiNoteItem *item = g_ptr_array_index (part, i);

      if (*folded != '\0' && !wabi_note_item_matches (item, folded))
        continue;
      if (now->len < WABI_NOTES_SHOWN)
        g_ptr_array_add (now, item);
      else
        self->hidden++;
    }
  replace_shown (self->shown, now);
}

static guint
find_segment (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    if (strcmp (segments[i], name) == 0)
      return i;
  return 0;
}

static void
add_note (WabiNotesList *self, GHashTable *items, GHashTable *known, WabiRecord *note)
{
  const char *segment = wabi_note_get_segment (self->desk, note, known);
  WabiNoteItem *item;

  if (segment == NULL)
    return;
  item = g_hash_table_lookup (self->items, wabi_record_get_id (note));
  if (item != NULL)
    g_object_ref (item);
  else
    item = wabi_note_item_new (self->desk, note);
  if (wabi_record_get_version (wabi_note_item_get_note (item)) != wabi_record_get_version (note)
      || wabi_record_get_seq (wabi_note_item_get_note (item)) != wabi_record_get_seq (note)
      || !wabi_record_is (note, "state", wabi_record_get_text (wabi_note_item_get_note (item), "state")))
    wabi_note_item_update (item, self->desk, note);
  g_hash_table_insert (items, g_strdup (wabi_record_get_id (note)), item);
  g_ptr_array_add (self->parts[find_segment (segment)], g_object_ref (item));
}

/* The states that somebody works on are read whole; of the signed ones only the newest: the client's own page has them all. */
static void
load (WabiNotesList *self)
{
  static const struct { const char *state; guint limit; } states[]
      = { { "complete", 5000 }, { "draft", 5000 }, { "returned", 5000 }, { "pending", 5000 }, { "signed", 600 } };
  GHashTable *items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    g_ptr_array_set_size (self->parts[i], 0);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (GPtrArray) notes = NULL;
      WabiQuery query;

      wabi_query_init (&query, &wabi_kind_note);
      wabi_query_where_text (&query, "state", WABI_EQ, states[i].state);
      query.order_by = "starts_at";
      query.descending = TRUE;
      query.limit = states[i].limit;
      notes = wabi_desk_list (self->desk, &query);
      for (guint j = 0; j < notes->len; j++)
        add_note (self, items, known, g_ptr_array_index (notes, j));
    }
  g_hash_table_unref (self->items);
  self->items = items;
  show_part (self);
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
on_load_cb (gpointer data)
{
  WabiNotesList *self = data;

  self->source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (WabiNotesList *self, WabiChanges *changes)
{
  if (self->source == 0
      && (wabi_changes_has_kind (changes, &wabi_kind_note) || wabi_changes_has_kind (changes, &wabi_kind_client)
          || wabi_changes_has_kind (changes, &wabi_kind_staff)))
    self->source = g_idle_add (on_load_cb, self);
}

static void
wabi_notes_list_dispose (GObject *object)
{
  WabiNotesList *self = WABI_NOTES_LIST (object);

  g_clear_handle_id (&self->source, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    g_clear_pointer (&self->parts[i], g_ptr_array_unref);
  g_clear_pointer (&self->items, g_hash_table_unref);
  g_clear_pointer (&self->search, g_free);
  g_clear_object (&self->shown);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_notes_list_parent_class)->dispose (object);
}

static void
wabi_notes_list_class_init (WabiNotesListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wabi_notes_list_dispose;
  changed_signal = g_signal_new ("changed", WABI_TYPE_NOTES_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wabi_notes_list_init (WabiNotesList *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    self->parts[i] = g_ptr_array_new_with_free_func (g_object_unref);
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->shown = g_list_store_new (WABI_TYPE_NOTE_ITEM);
}

WabiNotesList *
wabi_notes_list_new (WabiDesk *desk)
{
  WabiNotesList *self = g_object_new (WABI_TYPE_NOTES_LIST, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return self;
}

GListModel *
wabi_notes_list_get_model (WabiNotesList *list)
{
  return G_LIST_MODEL (list->shown);
}

guint
wabi_notes_list_count (WabiNotesList *list, const char *segment)
{
  return list->parts[find_segment (segment)]->len;
}

guint
wabi_notes_list_get_hidden (WabiNotesList *list)
{
  return list->hidden;
}

void
wabi_notes_list_set_segment (WabiNotesList *list, const char *segment)
{
  list->segment = find_segment (segment);
  show_part (list);
  g_signal_emit (list, changed_signal, 0);
}

void
wabi_notes_list_set_search (WabiNotesList *list, const char *text)
{
  g_free (list->search);
  list->search = g_strdup (text);
  show_part (list);
  g_signal_emit (list, changed_signal, 0);
}

guint
wabi_notes_list_find (WabiNotesList *list, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list->shown));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WabiNoteItem) item = g_list_model_get_item (G_LIST_MODEL (list->shown), i);

      if (strcmp (wabi_record_get_id (wabi_note_item_get_note (item)), id) == 0)
        return i;
    }
  return G_MAXUINT;
}
