// SPDX-License-Identifier: AGPL-3.0-or-later
// When a session is: typed as people say it, moved by the arrow keys, written back as it was understood.

#include "wabi-time-fields.h"

#include <glib/gi18n-lib.h>

#include "wabi-format.h"
#include "wabi-when.h"
#include "wabi-words.h"

#define LONGEST (16 * 60)
#define STEP 15

static WabiDay
get_today (WabiTimeFields *self)
{
  return wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
}

static void
mark_entry (GtkEntry *entry, gboolean good)
{
  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

static gboolean
read_minute (GtkEntry *entry, int *minute)
{
  gboolean good = wabi_when_parse_minute (gtk_editable_get_text (GTK_EDITABLE (entry)), minute);

  mark_entry (entry, good);
  return good;
}

/* Returns what is wrong with the times, in words, or NULL. */
const char *
wabi_time_fields_read (WabiTimeFields *self, gint64 *starts_at, gint64 *ends_at)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  int start, end, minutes;
  WabiDay day;
  gboolean good = wabi_when_parse_day (gtk_editable_get_text (GTK_EDITABLE (self->date)), get_today (self), &day);

  mark_entry (self->date, good);
  if (!good)
    return _("Type the date like “Mar 12” or “3/12”");
  if (!read_minute (self->start, &start))
    return _("Type the start like “1:30 pm”");
  if (!read_minute (self->end, &end))
    return _("Type the end like “4 pm”");
  minutes = end > start ? end - start : end + WABI_DAY_MINUTES - start;
  if (minutes > LONGEST)
    {
      mark_entry (self->end, FALSE);
      return _("The end must be after the start");
    }
  *starts_at = wabi_zone_from_local (zone, day, start);
  *ends_at = wabi_zone_from_local (zone, end > start ? day : day + 1, end);
  self->minutes = minutes;
  return NULL;
}

void
wabi_time_fields_write_length (WabiTimeFields *self)
{
  g_autofree char *length = wabi_format_minutes (self->minutes);

  gtk_label_set_text (self->length, length);
}

static char *
write_day (WabiTimeFields *self, WabiDay day)
{
  g_autofree char *text = wabi_format_day (day);
  WabiDay again;

  /* Next year's dates need their year to be read back. */
  if (wabi_when_parse_day (text, get_today (self), &again) && again == day)
    return g_steal_pointer (&text);
  return wabi_day_dup_text (day);
}

void
wabi_time_fields_write (WabiTimeFields *self, gint64 starts_at, gint64 ends_at)
{
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiLocal from = wabi_zone_to_local (zone, starts_at), to = wabi_zone_to_local (zone, ends_at);
  g_autofree char *day = write_day (self, from.day);
  g_autofree char *start = wabi_words_minute (from.minute), *end = wabi_words_minute (to.minute);

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->date), day);
  gtk_editable_set_text (GTK_EDITABLE (self->start), start);
  gtk_editable_set_text (GTK_EDITABLE (self->end), end);
  self->minutes = (int) ((ends_at - starts_at) / WABI_MINUTE);
  self->filling = FALSE;
}

static void
write_minute (WabiTimeFields *self, GtkEntry *entry, int minute)
{
  g_autofree char *text = wabi_words_minute ((minute + WABI_DAY_MINUTES) % WABI_DAY_MINUTES);

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
  self->filling = FALSE;
}

/* The session keeps its length when its start is moved. */
void
wabi_time_fields_follow_start (WabiTimeFields *self)
{
  int start;

  if (self->filling)
    return;
  if (wabi_when_parse_minute (gtk_editable_get_text (GTK_EDITABLE (self->start)), &start))
    write_minute (self, self->end, start + self->minutes);
  self->changed (self->owner);
}

/* What was typed is written as it was understood. */
static void
on_time_left_cb (GtkEventControllerFocus *focus, WabiTimeFields *self)
{
  GtkEntry *entry = GTK_ENTRY (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus)));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  WabiDay day;
  int minute;

  if (entry == self->date)
    {
      if (wabi_when_parse_day (text, get_today (self), &day))
        {
          g_autofree char *written = write_day (self, day);

          self->filling = TRUE;
          gtk_editable_set_text (GTK_EDITABLE (entry), written);
          self->filling = FALSE;
        }
    }
  else if (wabi_when_parse_minute (text, &minute))
    write_minute (self, entry, minute);
}

/* Who comes with the Tab key types over what is there. */
static void
on_time_entered_cb (GtkEventControllerFocus *focus, WabiTimeFields *self)
{
  gtk_editable_select_region (GTK_EDITABLE (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus))), 0, -1);
}

static void
step_entry (WabiTimeFields *self, GtkEntry *entry, int by)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  WabiDay day;
  int minute;

  if (entry == self->date && wabi_when_parse_day (text, get_today (self), &day))
    {
      g_autofree char *written = write_day (self, day + by);

      gtk_editable_set_text (GTK_EDITABLE (entry), written);
      gtk_editable_set_position (GTK_EDITABLE (entry), -1);
    }
  else if (entry != self->date && wabi_when_parse_minute (text, &minute))
    {
      minute = ((minute + by * STEP) + WABI_DAY_MINUTES) % WABI_DAY_MINUTES;
      write_minute (self, entry, minute - minute % STEP);
      if (entry == self->start)
        wabi_time_fields_follow_start (self);
      self->changed (self->owner);
    }
}

static gboolean
on_time_key_cb (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType mods, WabiTimeFields *self)
{
  GtkEntry *entry = GTK_ENTRY (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys)));

  if (mods & (GDK_CONTROL_MASK | GDK_ALT_MASK) || (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down))
    return FALSE;
  /* On a calendar what is later lies below. */
  step_entry (self, entry, keyval == GDK_KEY_Down ? 1 : -1);
  return TRUE;
}

static void
watch_time (WabiTimeFields *self, GtkEntry *entry)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_time_key_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (on_time_entered_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_time_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
}

void
wabi_time_fields_set_up (WabiTimeFields *self, void (*changed) (gpointer owner), gpointer owner)
{
  self->changed = changed;
  self->owner = owner;
  watch_time (self, self->date);
  watch_time (self, self->start);
  watch_time (self, self->end);
}
