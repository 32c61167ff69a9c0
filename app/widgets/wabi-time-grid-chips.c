// SPDX-License-Identifier: AGPL-3.0-or-later
// From segments to chips: lanes are packed, chips re-used by id, the rest kept in a pool.

#include "wabi-time-grid-private.h"

#include "wabi-day-slots.h"
#include "wabi-grid-canvas-private.h"

#define MAX_POOL 256
#define SPILL_AFTER 45

/* What a rebuild draws on: chips as they are, segments by id (the first with an id counts), chips without
 * one. */
typedef struct
{
  GHashTable *old;
  GHashTable *wanted;
  GPtrArray *spare;
} Stock;

static int
compare_segments (gconstpointer a, gconstpointer b)
{
  const WabiSegmentInfo *left = wabi_segment_get_info (*(WabiSegment *const *)a);
  const WabiSegmentInfo *right = wabi_segment_get_info (*(WabiSegment *const *)b);

  if (left->start_minute != right->start_minute)
    return left->start_minute - right->start_minute;
  if (left->end_minute != right->end_minute)
    return right->end_minute - left->end_minute;
  return strcmp (left->id, right->id);
}

/* A draft with the id of a segment is shown in its place. */
static gboolean
is_draft (WabiTimeGrid *self, const char *id)
{
  return self->draft && g_strcmp0 (wabi_segment_get_info (self->draft)->id, id) == 0;
}

static GPtrArray *
collect_column (WabiTimeGrid *self, Stock *stock, guint column)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = self->segments ? g_list_model_get_n_items (self->segments) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WabiSegment) segment = g_list_model_get_item (self->segments, i);
      const WabiSegmentInfo *info = wabi_segment_get_info (segment);

      if (g_hash_table_lookup (stock->wanted, info->id) != segment || is_draft (self, info->id))
        continue;
      if (info->column == column && info->end_minute > self->first && info->start_minute < self->last)
        g_ptr_array_add (found, g_steal_pointer (&segment));
    }
  g_ptr_array_sort (found, compare_segments);
  return found;
}

/* Moves the chips whose segments are gone to @stock's spare ones; the one with the focus must not become
 * another. */
static void
sort_out_spare (WabiTimeGrid *self, Stock *stock)
{
  guint n = self->segments ? g_list_model_get_n_items (self->segments) : 0;
  GHashTableIter iter;
  gpointer id, chip;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WabiSegment) segment = g_list_model_get_item (self->segments, i);
      const char *segment_id = wabi_segment_get_info (segment)->id;

      if (!g_hash_table_contains (stock->wanted, segment_id))
        g_hash_table_insert (stock->wanted, (gpointer)segment_id, g_steal_pointer (&segment));
    }
  g_hash_table_iter_init (&iter, stock->old);
  while (g_hash_table_iter_next (&iter, &id, &chip))
    if (!g_hash_table_contains (stock->wanted, id) && !gtk_widget_has_focus (chip)
        && !gtk_widget_has_css_class (chip, "overlay-draft"))
      {
        g_ptr_array_add (stock->spare, g_object_ref (chip));
        g_hash_table_iter_remove (&iter);
      }
}

static GtkWidget *
take_spare (Stock *stock, GtkWidget *column)
{
  for (guint i = stock->spare->len; i > 0; i--)
    if (gtk_widget_get_parent (g_ptr_array_index (stock->spare, i - 1)) == column)
      return g_ptr_array_steal_index_fast (stock->spare, i - 1);
  return NULL;
}

static void
on_intent_cb (WabiTimeGrid *self, const char *verb, WabiChip *chip)
{
  const char *id = wabi_segment_get_info (wabi_chip_get_segment (chip))->id;

  if (g_str_equal (verb, "menu"))
    wabi_time_grid_show_menu (self, chip);
  else
    g_signal_emit (self,
                   wabi_time_grid_signals[g_str_equal (verb, "open") ? WABI_GRID_OPEN_REQUESTED
                                                                     : WABI_GRID_CANCEL_REQUESTED],
                   0, id);
}

static WabiChip *
build_chip (WabiTimeGrid *self)
{
  GtkWidget *chip = g_object_ref_sink (wabi_chip_new ());

  g_signal_connect_object (chip, "intent", G_CALLBACK (on_intent_cb), self, G_CONNECT_SWAPPED);
  return WABI_CHIP (chip);
}

static WabiChip *
take_chip (WabiTimeGrid *self, Stock *stock, WabiSegment *segment)
{
  const WabiSegmentInfo *info = wabi_segment_get_info (segment);
  gpointer old_id = NULL, chip = NULL;

  if (g_hash_table_steal_extended (stock->old, info->id, &old_id, &chip))
    g_free (old_id);
  else
    chip = take_spare (stock, g_ptr_array_index (self->columns, info->column));
  if (!chip && self->pool->len > 0)
    chip = g_ptr_array_steal_index_fast (self->pool, self->pool->len - 1);
  if (!chip)
    chip = build_chip (self);
  wabi_chip_set_segment (chip, segment);
  wabi_chip_set_selected (chip, g_strcmp0 (self->selected, info->id) == 0);
  wabi_chip_set_picked (chip, wabi_picks_count (self->picks) > 1 && wabi_picks_has (self->picks, info->id));
  gtk_widget_remove_css_class (chip, "moving");
  g_hash_table_replace (self->chips, g_strdup (info->id), chip);
  return chip;
}

/* GTK moves the focus of a widget without parent somewhere in a later frame; so take it away in time. */
static void
leave_focus (WabiTimeGrid *self, GtkWidget *chip, GtkWidget *new_parent)
{
  if (gtk_widget_has_focus (chip) && gtk_widget_get_parent (chip) != new_parent)
    gtk_widget_grab_focus (self->canvas);
}

/* A chip may spill under neighbors that begin late enough to leave its first lines free. */
static gboolean
may_spill (const WabiDaySlot *slots, guint n_slots, guint index)
{
  const WabiDaySlot *slot = &slots[index];
  gboolean has_neighbor = FALSE;

  for (guint i = 0; i < n_slots; i++)
    if (slots[i].lane == slot->lane + MAX (slot->span, 1) && slots[i].start_minute < slot->end_minute
        && slots[i].end_minute > slot->start_minute)
      {
        if (slots[i].start_minute < slot->start_minute + SPILL_AFTER)
          return FALSE;
        has_neighbor = TRUE;
      }
  return has_neighbor;
}

static GtkWidget *
place_segment (WabiTimeGrid *self, Stock *stock, WabiSegment *segment, GtkWidget *previous,
               const WabiDaySlot *slot, gboolean spill)
{
  const WabiSegmentInfo *info = wabi_segment_get_info (segment);
  GtkWidget *chip = GTK_WIDGET (take_chip (self, stock, segment));
  WabiDayBox box
      = { WABI_DAY_CHIP, info->start_minute, info->end_minute, slot->lane, slot->lanes, MAX (slot->span, 1),
          spill };

  leave_focus (self, chip, g_ptr_array_index (self->columns, info->column));
  gtk_widget_remove_css_class (chip, "overlay-draft");
  wabi_day_column_put_after (g_ptr_array_index (self->columns, info->column), chip, previous, &box);
  return chip;
}

static void
place_column (WabiTimeGrid *self, Stock *stock, guint column)
{
  g_autoptr (GPtrArray) segments = collect_column (self, stock, column);
  g_autofree WabiDaySlot *slots = g_new0 (WabiDaySlot, segments->len + 1);
  GtkWidget *previous = NULL;

  for (guint i = 0; i < segments->len; i++)
    {
      const WabiSegmentInfo *info = wabi_segment_get_info (g_ptr_array_index (segments, i));

      slots[i].start_minute = info->start_minute;
      slots[i].end_minute = info->end_minute;
    }
  wabi_day_slots_pack (slots, segments->len);
  for (guint i = 0; i < segments->len; i++)
    previous = place_segment (self, stock, g_ptr_array_index (segments, i), previous, &slots[i],
                              may_spill (slots, segments->len, i));
}

static void
place_draft (WabiTimeGrid *self, Stock *stock)
{
  const WabiSegmentInfo *info;
  GtkWidget *chip;

  if (!self->draft)
    return;
  info = wabi_segment_get_info (self->draft);
  if (info->column >= self->columns->len)
    return;
  chip = GTK_WIDGET (take_chip (self, stock, self->draft));
  leave_focus (self, chip, g_ptr_array_index (self->columns, info->column));
  gtk_widget_add_css_class (chip, "overlay-draft");
  wabi_day_column_put_on_top (g_ptr_array_index (self->columns, info->column), chip,
                              &(WabiDayBox){ WABI_DAY_CHIP, info->start_minute, info->end_minute, 0, 1, 1 });
}

static void
keep_unused (WabiTimeGrid *self, Stock *stock)
{
  GHashTableIter iter;
  gpointer chip;

  g_hash_table_iter_init (&iter, stock->old);
  while (g_hash_table_iter_next (&iter, NULL, &chip))
    g_ptr_array_add (stock->spare, g_object_ref (chip));
  for (guint i = 0; i < stock->spare->len; i++)
    {
      chip = g_ptr_array_index (stock->spare, i);
      leave_focus (self, chip, NULL);
      gtk_widget_unparent (chip);
      if (self->pool->len < MAX_POOL)
        g_ptr_array_add (self->pool, g_object_ref (chip));
    }
}

/* In the column of today, or in each where all are of today. */
static void
show_now (WabiTimeGrid *self)
{
  gboolean in_sight = self->now_minute >= self->first && self->now_minute < self->last;

  while (self->now_lines->len < self->columns->len)
    g_ptr_array_add (self->now_lines, g_object_ref_sink (g_object_new (GTK_TYPE_BOX, "css-name", "nowline", "can-target", FALSE, NULL)));
  for (guint i = 0; i < self->now_lines->len; i++)
    {
      GtkWidget *line = g_ptr_array_index (self->now_lines, i);
      gboolean here = in_sight && i < self->columns->len
                      && (self->now_column == WABI_GRID_ALL_COLUMNS || self->now_column == (int)i);

      if (here)
        wabi_day_column_put_on_top (g_ptr_array_index (self->columns, i), line,
                                    &(WabiDayBox){ WABI_DAY_LINE, self->now_minute, self->now_minute, 0, 1, 1 });
      gtk_widget_set_visible (line, here);
    }
}

static void
raise_helpers (WabiTimeGrid *self)
{
  show_now (self);
  if (self->cursor.column < (int)self->columns->len)
    wabi_day_column_put_on_top (
        g_ptr_array_index (self->columns, self->cursor.column), self->cursor_box,
        &(WabiDayBox){ WABI_DAY_CHIP, self->cursor.start, self->cursor.end, 0, 1, 1 });
}

void
wabi_time_grid_flush (WabiTimeGrid *self)
{
  g_autoptr (GHashTable) old = self->chips;
  g_autoptr (GPtrArray) spare = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  Stock stock = { old, wanted, spare };
  WabiChip *focused = wabi_time_grid_get_focus_chip (self);
  g_autofree char *focus_id
      = focused ? g_strdup (wabi_segment_get_info (wabi_chip_get_segment (focused))->id) : NULL;

  if (self->tick_id)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
      self->tick_id = 0;
    }
  self->chips = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  sort_out_spare (self, &stock);
  for (guint i = 0; i < self->columns->len; i++)
    place_column (self, &stock, i);
  place_draft (self, &stock);
  keep_unused (self, &stock);
  raise_helpers (self);
  if (focus_id && wabi_time_grid_find_chip (self, focus_id) && !wabi_time_grid_get_focus_chip (self))
    gtk_widget_grab_focus (GTK_WIDGET (wabi_time_grid_find_chip (self, focus_id)));
  wabi_grid_canvas_set_entry (WABI_GRID_CANVAS (self->canvas),
                              GTK_WIDGET (wabi_time_grid_find_nearest (self, self->cursor)));
}

static gboolean
on_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  WabiTimeGrid *self = WABI_TIME_GRID (widget);

  self->tick_id = 0;
  wabi_time_grid_flush (self);
  return G_SOURCE_REMOVE;
}

void
wabi_time_grid_queue_rebuild (WabiTimeGrid *self)
{
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick_cb, NULL, NULL);
}

WabiChip *
wabi_time_grid_find_chip (WabiTimeGrid *self, const char *id)
{
  return id ? g_hash_table_lookup (self->chips, id) : NULL;
}

WabiChip *
wabi_time_grid_get_focus_chip (WabiTimeGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (!focus || !WABI_IS_CHIP (focus) || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return NULL;
  return WABI_CHIP (focus);
}

WabiSlot
wabi_time_grid_get_chip_slot (WabiChip *chip)
{
  const WabiSegmentInfo *info = wabi_segment_get_info (wabi_chip_get_segment (chip));

  return (WabiSlot){ (int)info->column, info->start_minute, info->end_minute };
}

static int
measure_distance (WabiSlot a, WabiSlot b)
{
  int apart = MAX (a.start, b.start) - MIN (a.end, b.end);

  return ABS (a.column - b.column) * 10 * WABI_DAY_MINUTES + MAX (apart, 0) * 2
         + (ABS (a.start - b.start) > 0);
}

WabiChip *
wabi_time_grid_find_nearest (WabiTimeGrid *self, WabiSlot slot)
{
  WabiChip *best = NULL;
  int least = G_MAXINT;
  GHashTableIter iter;
  gpointer chip;

  g_hash_table_iter_init (&iter, self->chips);
  while (g_hash_table_iter_next (&iter, NULL, &chip))
    {
      int distance = measure_distance (slot, wabi_time_grid_get_chip_slot (chip));

      if (distance < least
          || (distance == least
              && wabi_time_grid_get_chip_slot (chip).start < wabi_time_grid_get_chip_slot (best).start))
        {
          best = chip;
          least = distance;
        }
    }
  return best;
}
