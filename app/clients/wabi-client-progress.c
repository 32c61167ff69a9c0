// SPDX-License-Identifier: AGPL-3.0-or-later
// How the client is doing: each target that is worked on, with a small graph.

#include <glib/gi18n-lib.h>

#include "wabi-client-sections.h"
#include "wabi-lookup.h"
#include "wabi-panel.h"
#include "wabi-status-mark.h"
#include "wabi-target-track.h"

static GtkWidget *
new_state (WabiTargetTrack *track)
{
  static const WabiMarkKind marks[] = { [WABI_TRACK_NOT_STARTED] = WABI_MARK_PENDING,
                                        [WABI_TRACK_LEARNING] = WABI_MARK_INFO,
                                        [WABI_TRACK_CLOSE] = WABI_MARK_INFO,
                                        [WABI_TRACK_STUCK] = WABI_MARK_WARNING,
                                        [WABI_TRACK_MASTERED] = WABI_MARK_PASSED };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *words = wabi_target_track_dup_words (track);

  gtk_box_append (GTK_BOX (box), wabi_status_mark_new (marks[wabi_target_track_get_state (track)]));
  gtk_widget_set_valign (gtk_widget_get_first_child (box), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), wabi_label_new (words, "small"));
  return box;
}

static GtkWidget *
new_card (const WabiClientSection *section, WabiRecord *target)
{
  g_autoptr (WabiTargetTrack) track = wabi_target_track_new (section->desk, target, NULL);
  g_autoptr (WabiRecord) program = wabi_desk_get (section->desk, &wabi_kind_program, wabi_record_get_text (target, "program"));
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *graph = wabi_graph_new (wabi_record_get_text (target, "name"));
  GtkWidget *name = wabi_label_make_bold (wabi_label_new (wabi_record_get_text (target, "name"), NULL));

  gtk_widget_add_css_class (card, "panel");
  gtk_widget_set_size_request (graph, 240, 132);
  gtk_widget_set_hexpand (graph, TRUE);
  wabi_target_track_show (track, WABI_GRAPH (graph), 0, 0);
  gtk_box_append (GTK_BOX (card), name);
  gtk_box_append (GTK_BOX (card), wabi_label_new (program != NULL ? wabi_record_get_text (program, "name") : "", "secondary"));
  gtk_box_append (GTK_BOX (card), new_state (track));
  gtk_box_append (GTK_BOX (card), graph);
  return card;
}

GtkWidget *
wabi_client_build_progress (const WabiClientSection *section)
{
  g_autoptr (GPtrArray) targets
      = wabi_lookup_by (wabi_desk_get_view (section->desk), &wabi_kind_target, "client", wabi_record_get_id (section->client));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *grid = gtk_grid_new (), *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading, *open;
  guint shown = 0, mastered = 0;
  g_autofree char *words = NULL;

  g_object_set (grid, "column-spacing", 12, "row-spacing", 12, "column-homogeneous", TRUE, NULL);
  for (guint i = 0; i < targets->len; i++)
    {
      WabiRecord *target = g_ptr_array_index (targets, i);

      mastered += wabi_record_is (target, "status", "mastered") || wabi_record_is (target, "status", "maintenance");
      if (!wabi_record_is (target, "status", "acquisition") && !wabi_record_is (target, "status", "probe"))
        continue;
      gtk_grid_attach (GTK_GRID (grid), new_card (section, target), (int) shown % 2, (int) shown / 2, 1, 1);
      shown++;
    }
  words = g_strdup_printf (ngettext ("%u target in work, %u mastered", "%u targets in work, %u mastered", shown), shown, mastered);
  heading = wabi_label_new (words, "secondary");
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_box_append (GTK_BOX (top), heading);
  open = gtk_button_new_with_label (_("Open programs"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "clients.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "(ss)", "programs", wabi_record_get_id (section->client));
  gtk_box_append (GTK_BOX (top), open);
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), grid);
  if (shown == 0)
    wabi_panel_add_quiet (box, _("No target is in work. The BCBA adds programs and targets in Programs."));
  return box;
}
