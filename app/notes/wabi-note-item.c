// SPDX-License-Identifier: AGPL-3.0-or-later
// One note with the words of its row.

#include "wabi-note-item.h"

#include <glib/gi18n-lib.h>

#include "wabi-format.h"
#include "wabi-note-words.h"
#include "wabi-words.h"

struct _WabiNoteItem
{
  GObject parent_instance;
  WabiDesk *desk;
  WabiRecord *note;
  char *title, *when, *words, *hay;
};

G_DEFINE_FINAL_TYPE (WabiNoteItem, wabi_note_item, G_TYPE_OBJECT)

static guint changed_signal;

static void
wabi_note_item_finalize (GObject *object)
{
  WabiNoteItem *self = WABI_NOTE_ITEM (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->note);
  g_free (self->title);
  g_free (self->when);
  g_free (self->words);
  g_free (self->hay);
  G_OBJECT_CLASS (wabi_note_item_parent_class)->finalize (object);
}

static void
wabi_note_item_class_init (WabiNoteItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_note_item_finalize;
  changed_signal = g_signal_new ("changed", WABI_TYPE_NOTE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wabi_note_item_init (WabiNoteItem *self)
{
}

static char *
dup_when (WabiNoteItem *self)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  gint64 from = wabi_record_get_int (self->note, "starts_at");
  g_autofree char *day = wabi_words_day (wabi_zone_day (zone, from));
  g_autofree char *range = wabi_format_range (zone, from, wabi_record_get_int (self->note, "ends_at"));

  return g_strdup_printf ("%s, %s", day, range);
}

/* Only rows that are shown or searched need words. */
static void
ensure_words (WabiNoteItem *self)
{
  g_autofree char *author = NULL, *when = NULL, *all = NULL;

  if (self->title != NULL)
    return;
  author = wabi_desk_dup_name (self->desk, &wabi_kind_staff, wabi_record_get_text (self->note, "author"));
  when = dup_when (self);
  self->title = wabi_desk_dup_name (self->desk, &wabi_kind_client, wabi_record_get_text (self->note, "client"));
  self->when = g_strdup_printf ("%s · %s", wabi_record_get_text (self->note, "service_code"), when);
  self->words = g_strdup_printf ("%s · %s",
                                 wabi_record_is (self->note, "author", wabi_desk_get_user (self->desk)) ? _("mine") : author,
                                 wabi_note_state_words (self->note));
  all = g_strjoin (" ", self->title, self->when, author, NULL);
  self->hay = g_utf8_casefold (all, -1);
}

void
wabi_note_item_update (WabiNoteItem *item, WabiDesk *desk, WabiRecord *note)
{
  g_set_object (&item->desk, desk);
  g_set_object (&item->note, note);
  g_clear_pointer (&item->title, g_free);
  g_clear_pointer (&item->when, g_free);
  g_clear_pointer (&item->words, g_free);
  g_clear_pointer (&item->hay, g_free);
  g_signal_emit (item, changed_signal, 0);
}

WabiNoteItem *
wabi_note_item_new (WabiDesk *desk, WabiRecord *note)
{
  WabiNoteItem *self = g_object_new (WABI_TYPE_NOTE_ITEM, NULL);

  wabi_note_item_update (self, desk, note);
  return self;
}

WabiRecord *
wabi_note_item_get_note (WabiNoteItem *item)
{
  return item->note;
}

const char *
wabi_note_item_get_title (WabiNoteItem *item)
{
  ensure_words (item);
  return item->title;
}

const char *
wabi_note_item_get_when (WabiNoteItem *item)
{
  ensure_words (item);
  return item->when;
}

const char *
wabi_note_item_get_words (WabiNoteItem *item)
{
  ensure_words (item);
  return item->words;
}

gboolean
wabi_note_item_matches (WabiNoteItem *item, const char *folded)
{
  g_auto (GStrv) wanted = g_strsplit_set (folded, " ,", -1);
  g_auto (GStrv) there = NULL;

  ensure_words (item);
  there = g_strsplit_set (item->hay, " ,", -1);
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      gboolean found = *wanted[i] == '\0';

      for (guint j = 0; there[j] != NULL && !found; j++)
        found = g_str_has_prefix (there[j], wanted[i]);
      if (!found)
        return FALSE;
    }
  return TRUE;
}
