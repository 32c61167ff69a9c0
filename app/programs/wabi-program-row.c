// SPDX-License-Identifier: AGPL-3.0-or-later
// One target or behavior in the list of Programs.

#include "wabi-program-row.h"

#include <glib/gi18n-lib.h>

#include "wabi-status-mark.h"

struct _WabiProgramRow
{
  GtkListBoxRow parent_instance;
  WabiRecord *record;
  WabiTargetTrack *track;
  WabiStatusMark *mark;
  GtkLabel *name, *words, *figure;
};

G_DEFINE_FINAL_TYPE (WabiProgramRow, wabi_program_row, GTK_TYPE_LIST_BOX_ROW)

static void
wabi_program_row_dispose (GObject *object)
{
  WabiProgramRow *self = WABI_PROGRAM_ROW (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->track, wabi_target_track_free);
  G_OBJECT_CLASS (wabi_program_row_parent_class)->dispose (object);
}

static void
wabi_program_row_class_init (WabiProgramRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_program_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-program-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiProgramRow, mark);
  gtk_widget_class_bind_template_child (widget_class, WabiProgramRow, name);
  gtk_widget_class_bind_template_child (widget_class, WabiProgramRow, words);
  gtk_widget_class_bind_template_child (widget_class, WabiProgramRow, figure);
}

static void
wabi_program_row_init (WabiProgramRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const char *
wabi_target_status_words (const char *status)
{
  static const char *const all[][2] = { { "waiting", N_ ("Waiting") },       { "probe", N_ ("Probe") }, { "acquisition", N_ ("Acquisition") },
                                        { "mastered", N_ ("Mastered") },     { "maintenance", N_ ("Maintenance") },
                                        { "hold", N_ ("On hold") },          { "closed", N_ ("Closed") } };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_strcmp0 (status, all[i][0]) == 0)
      return _(all[i][1]);
  return _("Unknown");
}

int
wabi_target_status_mark (WabiRecord *target, WabiTargetTrack *track)
{
  if (wabi_record_is (target, "status", "waiting") || wabi_record_is (target, "status", "hold") || wabi_record_is (target, "status", "closed"))
    return WABI_MARK_PENDING;
  switch (wabi_target_track_get_state (track))
    {
    case WABI_TRACK_MASTERED:
      return WABI_MARK_PASSED;
    case WABI_TRACK_STUCK:
      return WABI_MARK_WARNING;
    case WABI_TRACK_NOT_STARTED:
      return WABI_MARK_PENDING;
    case WABI_TRACK_CLOSE:
    case WABI_TRACK_LEARNING:
    default:
      return WABI_MARK_INFO;
    }
}

static void
show_target (WabiProgramRow *self)
{
  const char *status = wabi_record_get_text (self->record, "status");
  gboolean worked = g_strcmp0 (status, "acquisition") == 0;
  int percent = wabi_target_track_get_last_percent (self->track);
  g_autofree char *track = wabi_target_track_dup_words (self->track);
  /* While it is taught its progress says more than the word of its status. */
  g_autofree char *words = worked ? g_strdup (track) : g_strdup (wabi_target_status_words (status));
  g_autofree char *figure = percent >= 0 ? g_strdup_printf (_("%d %%"), percent) : g_strdup ("");
  g_autofree char *said = g_strdup_printf ("%s, %s, %s", wabi_record_get_text (self->record, "name"), words, figure);

  wabi_status_mark_set_kind (self->mark, (WabiMarkKind) wabi_target_status_mark (self->record, self->track));
  gtk_label_set_text (self->words, words);
  gtk_label_set_text (self->figure, figure);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

static void
show_behavior (WabiProgramRow *self)
{
  const char *function = wabi_record_get_text (self->record, "function");
  const char *measure = wabi_record_is (self->record, "measure", "duration") ? _("Duration") : _("Frequency");
  g_autofree char *words = function != NULL ? g_strdup_printf (_("%s · function: %s"), measure, function) : g_strdup (measure);
  g_autofree char *said = g_strdup_printf ("%s, %s", wabi_record_get_text (self->record, "name"), words);

  gtk_label_set_text (self->words, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

GtkWidget *
wabi_program_row_new (WabiRecord *record, WabiTargetTrack *track)
{
  WabiProgramRow *self = g_object_new (WABI_TYPE_PROGRAM_ROW, NULL);

  self->record = g_object_ref (record);
  self->track = track;
  gtk_label_set_text (self->name, wabi_record_get_text (record, "name"));
  if (track != NULL)
    show_target (self);
  else
    show_behavior (self);
  return GTK_WIDGET (self);
}

WabiRecord *
wabi_program_row_get_record (WabiProgramRow *self)
{
  return self->record;
}

WabiTargetTrack *
wabi_program_row_get_track (WabiProgramRow *self)
{
  return self->track;
}
