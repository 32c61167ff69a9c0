// SPDX-License-Identifier: AGPL-3.0-or-later
// Why a charge is what it is.

#include "wabi-charge-companion.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-badge.h"
#include "wabi-charge-trace.h"
#include "wabi-empty-state.h"
#include "wabi-finding-list.h"
#include "wabi-learned-rows.h"
#include "wabi-mend.h"
#include "wabi-x12-view.h"

struct _WabiChargeCompanion
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkLabel *title, *line, *preview;
  WabiBadge *badge;
  GtkBox *obstacles_box, *learned_box, *trace_box, *checked_box, *preview_box;
  GtkButton *see_claim, *mend;
  GtkWidget *obstacles, *learned, *trace, *checked;

  WabiDesk *desk;
  WabiChargeItem *item;
  gulong changed_id;
  char *x12;
};

G_DEFINE_FINAL_TYPE (WabiChargeCompanion, wabi_charge_companion, GTK_TYPE_WIDGET)

static void
on_way_cb (WabiChargeCompanion *self, const char *id, const char *way)
{
  wabi_mend_open (GTK_WIDGET (self), self->desk, wabi_charge_item_get_charge (self->item), way);
}

static void
on_see_claim_cb (WabiChargeCompanion *self)
{
  if (self->x12 != NULL)
    wabi_x12_view_open_window (GTK_WIDGET (self), _("The claim as it would be sent"), self->x12, "PREVIEW");
}

static void
on_mend_cb (WabiChargeCompanion *self)
{
  const WabiFinding *obstacle = self->item != NULL ? wabi_charge_item_get_obstacle (self->item) : NULL;

  if (obstacle != NULL && wabi_mend_get_label (obstacle->way_on) != NULL)
    wabi_mend_open (GTK_WIDGET (self), self->desk, wabi_charge_item_get_charge (self->item), obstacle->way_on);
}

static WabiMarkKind
mark_of (WabiFindingLevel level)
{
  return level == WABI_FINDING_BLOCKED ? WABI_MARK_BLOCKED : level == WABI_FINDING_WARNING ? WABI_MARK_WARNING : WABI_MARK_PASSED;
}

/* What is in the way and what to look at, or what was checked and holds. */
static guint
fill_list (GPtrArray *findings, GtkWidget *list, int worst, int best)
{
  guint n = findings->len, shown = 0;
  g_autofree WabiFindingItem *items = g_new0 (WabiFindingItem, MAX (1, n));
  g_autofree WabiWay *ways = g_new0 (WabiWay, MAX (1, n));

  for (int level = worst; level >= best; level--)
    for (guint i = 0; i < n; i++)
      {
        const WabiFinding *finding = g_ptr_array_index (findings, i);

        if ((int) finding->level != level)
          continue;
        items[shown] = (WabiFindingItem){ finding->id, mark_of (finding->level), finding->title, finding->detail, NULL, 0, NULL };
        ways[shown] = (WabiWay){ finding->way_on, wabi_mend_get_label (finding->way_on) };
        if (ways[shown].label != NULL && level != WABI_FINDING_PASSED)
          {
            items[shown].ways = &ways[shown];
            items[shown].n_ways = 1;
          }
        shown++;
      }
  wabi_finding_list_set_findings (WABI_FINDING_LIST (list), items, shown);
  return shown;
}

static void
show_findings (WabiChargeCompanion *self)
{
  g_autoptr (WabiProofContext) context
      = wabi_proof_context_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  /* The row knows what is in the way; here stands what holds, too. */
  g_autoptr (GPtrArray) findings = wabi_charge_item_check (self->item, context);
  guint n = fill_list (findings, self->obstacles, WABI_FINDING_BLOCKED, WABI_FINDING_WARNING);

  gtk_widget_set_visible (GTK_WIDGET (self->obstacles_box), n > 0);
  fill_list (findings, self->checked, WABI_FINDING_PASSED, WABI_FINDING_PASSED);
}

static void
show_trace (WabiChargeCompanion *self)
{
  g_autoptr (GPtrArray) steps = wabi_charge_trace (self->desk, wabi_charge_item_get_charge (self->item));
  g_autofree WabiFindingItem *items = g_new0 (WabiFindingItem, MAX (1, steps->len));
  g_autofree WabiWay *ways = g_new0 (WabiWay, MAX (1, steps->len));

  for (guint i = 0; i < steps->len; i++)
    {
      const WabiTraceStep *step = g_ptr_array_index (steps, i);

      items[i] = (WabiFindingItem){ step->id, WABI_MARK_INFO, step->title, step->detail, NULL, 0, NULL };
      ways[i] = (WabiWay){ step->way, wabi_mend_get_label (step->way) };
      if (ways[i].label != NULL)
        {
          items[i].ways = &ways[i];
          items[i].n_ways = 1;
        }
    }
  wabi_finding_list_set_findings (WABI_FINDING_LIST (self->trace), items, steps->len);
}

/* More of it when more is known of the payer. */
static void
show_learned (WabiChargeCompanion *self)
{
  guint n = self->item != NULL ? wabi_learned_show_charge (WABI_FINDING_LIST (self->learned), self->desk, wabi_charge_item_get_charge (self->item)) : 0;

  gtk_widget_set_visible (GTK_WIDGET (self->learned_box), n > 0);
}

static void
show_preview (WabiChargeCompanion *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *lines = NULL;

  g_free (self->x12);
  self->x12 = wabi_charge_dup_x12 (self->desk, wabi_charge_item_get_charge (self->item), &error);
  lines = self->x12 != NULL ? wabi_charge_dup_lines (self->x12) : g_strdup (error->message);
  gtk_label_set_label (self->preview, lines);
  gtk_widget_set_css_classes (GTK_WIDGET (self->preview), self->x12 != NULL ? (const char *[]){ "monospace", "small", NULL }
                                                                            : (const char *[]){ "secondary", "small", NULL });
  gtk_widget_set_sensitive (GTK_WIDGET (self->see_claim), self->x12 != NULL);
}

static void
show_badge (WabiChargeCompanion *self)
{
  static const struct { WabiBadgeKind kind; const char *words; } badges[] = {
    [WABI_CHARGE_UNKNOWN] = { WABI_BADGE_NEUTRAL, N_ ("Being checked") },
    [WABI_CHARGE_READY] = { WABI_BADGE_OK, N_ ("Ready") },
    [WABI_CHARGE_NEEDS_HAND] = { WABI_BADGE_ERROR, N_ ("Not ready") },
    [WABI_CHARGE_WAITING] = { WABI_BADGE_NEUTRAL, N_ ("Waits for the server") },
  };
  WabiChargeState state = wabi_charge_item_get_state (self->item);
  const WabiFinding *obstacle = wabi_charge_item_get_obstacle (self->item);
  const char *label = obstacle != NULL ? wabi_mend_get_label (obstacle->way_on) : NULL;

  wabi_badge_set_kind (self->badge, badges[state].kind);
  wabi_badge_set_text (self->badge, _(badges[state].words));
  gtk_widget_set_visible (GTK_WIDGET (self->mend), label != NULL);
  gtk_button_set_label (self->mend, label != NULL ? label : "");
}

static void
show_item (WabiChargeCompanion *self)
{
  g_autofree char *line = NULL, *title = NULL;

  gtk_stack_set_visible_child_name (self->stack, self->item != NULL ? "charge" : "none");
  if (self->item == NULL)
    return;
  title = g_strdup_printf ("%s · %s", wabi_charge_item_get_word (self->item, WABI_CHARGE_CLIENT),
                           wabi_charge_item_get_word (self->item, WABI_CHARGE_WHEN));
  line = g_strdup_printf (_("%s · %s units · %s · %s"), wabi_charge_item_get_word (self->item, WABI_CHARGE_SERVICE),
                          wabi_charge_item_get_word (self->item, WABI_CHARGE_UNITS),
                          wabi_charge_item_get_word (self->item, WABI_CHARGE_AMOUNT),
                          wabi_charge_item_get_word (self->item, WABI_CHARGE_PAYER));
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->line, line);
  show_badge (self);
  show_findings (self);
  show_learned (self);
  show_trace (self);
  show_preview (self);
}

void
wabi_charge_companion_set_desk (WabiChargeCompanion *self, WabiDesk *desk)
{
  g_set_object (&self->desk, desk);
  g_signal_connect_object (wabi_learned_of (desk), "changed", G_CALLBACK (show_learned), self, G_CONNECT_SWAPPED);
}

void
wabi_charge_companion_show (WabiChargeCompanion *self, WabiChargeItem *item)
{
  if (self->item == item && item != NULL)
    return;
  if (self->item != NULL)
    g_clear_signal_handler (&self->changed_id, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    self->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (show_item), self);
  /* Judged out of turn: the person looks at it. */
  if (item != NULL && wabi_charge_item_get_findings (item) == NULL)
    {
      g_autoptr (WabiProofContext) context
          = wabi_proof_context_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));

      wabi_charge_item_judge (item, context);
    }
  show_item (self);
}

static void
wabi_charge_companion_dispose (GObject *object)
{
  WabiChargeCompanion *self = WABI_CHARGE_COMPANION (object);
  GtkWidget *child;

  if (self->item != NULL)
    g_clear_signal_handler (&self->changed_id, self->item);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_CHARGE_COMPANION);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->item);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->x12, g_free);
  G_OBJECT_CLASS (wabi_charge_companion_parent_class)->dispose (object);
}

static void
wabi_charge_companion_class_init (WabiChargeCompanionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_charge_companion_dispose;
  g_type_ensure (WABI_TYPE_BADGE);
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-charge-companion.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiChargeCompanion, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiChargeCompanion, title);
  gtk_widget_class_bind_template_child (widget_class, WabiChargeCompanion, line);
  gtk_widget_class_bind_template_child (widget_class, WabiChargeCompanion, preview);
  gtk_widget_class_bind_template_child (widget_class, WabiChargeCompanion, badge);
  gtk_widget_class_bind_template_child (widget_class, WabiChargeCompanion, obstacles_box);
  gtk_widget_class_bind_template_child (widget_class, WabiChargeCompanion, trace_box);
  gtk_widget_class_bind_template_child (widget_class, WabiChargeCompanion, learned_box);
  gtk_widget_class_bind_template_child (widget_class, WabiChargeCompanion, checked_box);
  gtk_widget_class_bind_template_child (widget_class, WabiChargeCompanion, preview_box);
  gtk_widget_class_bind_template_child (widget_class, WabiChargeCompanion, see_claim);
  gtk_widget_class_bind_template_child (widget_class, WabiChargeCompanion, mend);
  gtk_widget_class_bind_template_callback (widget_class, on_see_claim_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_mend_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_charge_companion_init (WabiChargeCompanion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->obstacles = wabi_finding_list_new (_("What is missing"));
  self->checked = wabi_finding_list_new (_("What was checked"));
  self->learned = wabi_finding_list_new (_ ("What this payer usually does"));
  self->trace = wabi_finding_list_new (_("From the trial to the cent"));
  g_signal_connect_object (self->obstacles, "way-activated", G_CALLBACK (on_way_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trace, "way-activated", G_CALLBACK (on_way_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->obstacles_box, self->obstacles);
  gtk_box_append (self->learned_box, self->learned);
  gtk_box_append (self->trace_box, self->trace);
  gtk_box_append (self->checked_box, self->checked);
}
