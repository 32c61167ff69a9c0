// SPDX-License-Identifier: AGPL-3.0-or-later
// Rows of a list view: a line for each day, then one for each session of it.

#include "wabi-agenda.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-plan-slot.h"
#include "wabi-schedule-block.h"
#include "wabi-visit-words.h"

/* Rows that are made at a time: more come as one scrolls. GTK 4.8 guesses the height of rows beyond 205, so all are of the same (style.css). */
#define CHUNK 60
#define N_CELLS 5

/* --- a row --- */

#define WABI_TYPE_AGENDA_ROW (wabi_agenda_row_get_type ())
G_DECLARE_FINAL_TYPE (WabiAgendaRow, wabi_agenda_row, WABI, AGENDA_ROW, GObject)

struct _WabiAgendaRow
{
  GObject parent_instance;
  char *id; /* NULL in the line of a day */
  char *texts[N_CELLS];
  const char *css_class;
  const char *state_class;
};

G_DEFINE_FINAL_TYPE (WabiAgendaRow, wabi_agenda_row, G_TYPE_OBJECT)

static void
wabi_agenda_row_finalize (GObject *object)
{
  WabiAgendaRow *self = WABI_AGENDA_ROW (object);

  g_free (self->id);
  for (guint i = 0; i < N_CELLS; i++)
    g_free (self->texts[i]);
  G_OBJECT_CLASS (wabi_agenda_row_parent_class)->finalize (object);
}

static void
wabi_agenda_row_class_init (WabiAgendaRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_agenda_row_finalize;
}

static void
wabi_agenda_row_init (WabiAgendaRow *self)
{
}

/* --- the list --- */

struct _WabiAgenda
{
  GtkWidget parent_instance;
  WabiDesk *desk;
  WabiPicks *picks;
  GListStore *rows;
  GtkMultiSelection *selection;
  GtkStack *stack;
  GtkListView *list;
  GtkAdjustment *scroll;
  WabiScheduleModel *model;
  GPtrArray *all; /* of WabiRecord and WabiPlanSlot, by start; the first "made" have rows */
  guint made;
  WabiDay last_day, shown_from, shown_to;
  char *selected;
  guint idle;
  gboolean filling;
};

enum
{
  OPEN_REQUESTED,
  CANCEL_REQUESTED,
  MENU_REQUESTED,
  PAGE_REQUESTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

enum
{
  PROP_0,
  PROP_SELECTED_ID,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WabiAgenda, wabi_agenda, GTK_TYPE_WIDGET)

/* When, and then what in columns of the same width. */
static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *rest = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_homogeneous (GTK_BOX (rest), TRUE);
  gtk_widget_set_hexpand (rest, TRUE);
  for (guint i = 0; i < N_CELLS; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (label, i == 0 ? "numeric" : i == 1 ? "agenda-who" : "agenda-detail");
      gtk_box_append (GTK_BOX (i == 0 ? box : rest), label);
      if (i == 0)
        gtk_widget_set_size_request (label, 150, -1);
    }
  gtk_box_append (GTK_BOX (box), rest);
  gtk_list_item_set_child (item, box);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  WabiAgendaRow *row = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  const char *classes[] = { "agenda-row", row->id != NULL ? "agenda-visit" : "agenda-day", row->css_class, row->state_class, NULL };
  GtkWidget *label = gtk_widget_get_first_child (box), *rest;

  if (row->css_class == NULL)
    classes[2] = row->state_class;
  gtk_widget_set_css_classes (box, classes);
  gtk_list_item_set_selectable (item, row->id != NULL);
  gtk_list_item_set_activatable (item, row->id != NULL);
  gtk_label_set_text (GTK_LABEL (label), row->texts[0]);
  gtk_widget_set_hexpand (label, row->id == NULL); /* a day takes the whole line */
  rest = gtk_widget_get_next_sibling (label);
  gtk_widget_set_visible (rest, row->id != NULL);
  label = gtk_widget_get_first_child (rest);
  for (guint i = 1; i < N_CELLS; i++, label = gtk_widget_get_next_sibling (label))
    gtk_label_set_text (GTK_LABEL (label), row->texts[i] != NULL ? row->texts[i] : "");
}

static void
set_selected (WabiAgenda *self, const char *id)
{
  g_autofree char *kept = g_strdup (id);

  if (g_strcmp0 (self->selected, kept) == 0)
    return;
  g_free (self->selected);
  self->selected = g_steal_pointer (&kept);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED_ID]);
}

static void
on_selection_changed_cb (WabiAgenda *self)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  GtkBitsetIter iter;
  guint at;
  const char *last = NULL;

  if (self->filling)
    return;
  for (gboolean more = gtk_bitset_iter_init_first (&iter, chosen, &at); more; more = gtk_bitset_iter_next (&iter, &at))
    {
      g_autoptr (WabiAgendaRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), at);

      if (row->id == NULL)
        continue;
      g_ptr_array_add (ids, row->id);
      last = row->id;
    }
  wabi_picks_set_all (self->picks, ids);
  set_selected (self, last);
}

static void
emit (WabiAgenda *self, guint signal)
{
  if (self->selected != NULL)
    g_signal_emit (self, signals[signal], 0, self->selected);
}

static void
on_activate_cb (WabiAgenda *self, guint position)
{
  g_autoptr (WabiAgendaRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (row != NULL && row->id != NULL)
    g_signal_emit (self, signals[OPEN_REQUESTED], 0, row->id);
}

static void make_up_to (WabiAgenda *self, guint n);

static gboolean
on_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType mods, WabiAgenda *self)
{
  if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete)
    emit (self, CANCEL_REQUESTED);
  else if ((keyval == GDK_KEY_a || keyval == GDK_KEY_A) && (mods & GDK_CONTROL_MASK))
    {
      /* All that are shown are all of these days, also those further down. */
      make_up_to (self, self->all->len);
      gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
    }
  else if (keyval == GDK_KEY_Menu)
    emit (self, MENU_REQUESTED);
  else if (keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_Page_Down)
    g_signal_emit (self, signals[PAGE_REQUESTED], 0, keyval == GDK_KEY_Page_Up ? -1 : 1);
  else
    return FALSE;
  return TRUE;
}

static gboolean
wabi_agenda_grab_focus (GtkWidget *widget)
{
  WabiAgenda *self = WABI_AGENDA (widget);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0)
    return FALSE;
  return gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
wabi_agenda_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SELECTED_ID)
    g_value_set_string (value, WABI_AGENDA (object)->selected);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
wabi_agenda_dispose (GObject *object)
{
  WabiAgenda *self = WABI_AGENDA (object);
  GtkWidget *child;

  g_clear_handle_id (&self->idle, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  g_clear_object (&self->model);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->picks);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->selected, g_free);
  G_OBJECT_CLASS (wabi_agenda_parent_class)->dispose (object);
}

static void
wabi_agenda_class_init (WabiAgendaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const names[] = { "open-requested", "cancel-requested", "menu-requested" };

  G_OBJECT_CLASS (klass)->dispose = wabi_agenda_dispose;
  G_OBJECT_CLASS (klass)->get_property = wabi_agenda_get_property;
  widget_class->grab_focus = wabi_agenda_grab_focus;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    signals[i] = g_signal_new (names[i], WABI_TYPE_AGENDA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PAGE_REQUESTED] = g_signal_new ("page-requested", WABI_TYPE_AGENDA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                          1, G_TYPE_INT);
  properties[PROP_SELECTED_ID] = g_param_spec_string ("selected-id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "agenda");
}

/* Outside of the layout, in which this is heard. */
static gboolean
on_more_idle_cb (gpointer data)
{
  WabiAgenda *self = data;

  self->idle = 0;
  make_up_to (self, self->made + CHUNK);
  return G_SOURCE_REMOVE;
}

static void
on_scroll_cb (WabiAgenda *self)
{
  double page = gtk_adjustment_get_page_size (self->scroll);

  if (self->idle == 0 && !self->filling && self->made < self->all->len && page > 0
      && gtk_adjustment_get_value (self->scroll) + 2 * page >= gtk_adjustment_get_upper (self->scroll))
    self->idle = g_idle_add (on_more_idle_cb, self);
}

static void
wabi_agenda_init (WabiAgenda *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *empty = g_object_new (WABI_TYPE_EMPTY_STATE, "icon-name", "wabi-schedule-symbolic", "title", _("No sessions"), "text",
                                   _("Nothing is booked on these days for what is chosen above. Press N to book a session."), NULL);

  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_list_store_new (WABI_TYPE_AGENDA_ROW);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Agenda"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  self->scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  g_signal_connect_object (self->scroll, "value-changed", G_CALLBACK (on_scroll_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scroll, "changed", G_CALLBACK (on_scroll_cb), self, G_CONNECT_SWAPPED);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, scroller, "list");
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (on_activate_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
wabi_agenda_new (WabiDesk *desk, WabiPicks *picks)
{
  WabiAgenda *self = g_object_new (WABI_TYPE_AGENDA, NULL);

  self->desk = g_object_ref (desk);
  self->picks = g_object_ref (picks);
  return GTK_WIDGET (self);
}

/* --- filling --- */

static WabiAgendaRow *
make_day (WabiDay day)
{
  WabiAgendaRow *row = g_object_new (WABI_TYPE_AGENDA_ROW, NULL);

  row->texts[0] = wabi_format_day_long (day);
  return row;
}

static WabiAgendaRow *
make_row (WabiAgenda *self, WabiScheduleModel *model, WabiRecord *record)
{
  WabiAgendaRow *row = g_object_new (WABI_TYPE_AGENDA_ROW, NULL);
  const char *staff = wabi_record_get_text (record, "staff");
  gboolean block = wabi_record_get_kind (record) == &wabi_kind_staff_block;

  row->id = g_strdup (wabi_record_get_id (record));
  row->texts[0] = wabi_format_range (wabi_desk_get_zone (self->desk), wabi_record_get_int (record, "starts_at"), wabi_record_get_int (record, "ends_at"));
  row->texts[2] = g_strdup (wabi_schedule_model_get_name (model, &wabi_kind_staff, staff));
  if (block)
    {
      const char *title = wabi_record_get_text (record, "title");

      row->texts[1] = g_strdup (title != NULL ? title : wabi_schedule_block_get_type_name (wabi_record_get_text (record, "type")));
      row->css_class = "service-gray";
      return row;
    }
  row->texts[1] = g_strdup (wabi_schedule_model_get_name (model, &wabi_kind_client, wabi_record_get_text (record, "client")));
  row->texts[3] = g_strdup_printf ("%s%s · %s", wabi_record_has (record, "series") ? "↻ " : "", wabi_record_get_text (record, "service_code"),
                                   wabi_visit_get_place (wabi_record_get_text (record, "place")));
  row->texts[4] = wabi_visit_dup_state (record);
  row->css_class = wabi_service_to_css_class (wabi_record_get_text (record, "service_code"));
  row->state_class = wabi_visit_get_segment_state (record) == WABI_SEGMENT_CANCELLED ? "cancelled" : NULL;
  return row;
}

static WabiAgendaRow *
make_plan_row (WabiAgenda *self, const WabiPlanSlotInfo *slot)
{
  WabiAgendaRow *row = g_object_new (WABI_TYPE_AGENDA_ROW, NULL);

  row->id = g_strdup (slot->id);
  row->texts[0] = wabi_format_range (wabi_desk_get_zone (self->desk), slot->starts_at, slot->ends_at);
  row->texts[1] = g_strdup (wabi_schedule_model_get_name (self->model, &wabi_kind_client, slot->client));
  row->texts[2] = g_strdup (wabi_schedule_model_get_name (self->model, &wabi_kind_staff, slot->staff));
  row->texts[3] = g_strdup_printf ("%s%s%s", slot->service_code != NULL ? slot->service_code : "", slot->place != NULL ? " · " : "",
                                   slot->place != NULL ? wabi_visit_get_place (slot->place) : "");
  row->texts[4] = g_strdup (_("Suggested"));
  row->css_class = wabi_service_to_css_class (slot->service_code);
  row->state_class = "plan";
  return row;
}

static gint64
get_start (gpointer item)
{
  return WABI_IS_PLAN_SLOT (item) ? wabi_plan_slot_get_info (item)->starts_at : wabi_record_get_int (item, "starts_at");
}

static const char *
get_id (gpointer item)
{
  return WABI_IS_PLAN_SLOT (item) ? wabi_plan_slot_get_info (item)->id : wabi_record_get_id (item);
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  gint64 one = get_start (*(gpointer const *) a), other = get_start (*(gpointer const *) b);

  return one < other ? -1 : one > other;
}

static void
take_all (WabiAgenda *self, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (self->all, g_object_ref (g_ptr_array_index (items, i)));
}

static void
read_all (WabiAgenda *self)
{
  g_autoptr (GPtrArray) plan = wabi_schedule_model_list_plan (self->model);

  g_ptr_array_set_size (self->all, 0);
  take_all (self, wabi_schedule_model_list_visits (self->model));
  take_all (self, wabi_schedule_model_list_blocks (self->model));
  take_all (self, plan);
  g_ptr_array_sort (self->all, compare_starts);
}

/* Rows of the sessions up to the @n th, behind those that there are. */
static void
make_up_to (WabiAgenda *self, guint n)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (n = MIN (n, self->all->len); self->made < n; self->made++)
    {
      gpointer item = g_ptr_array_index (self->all, self->made);
      WabiDay day = wabi_zone_day (wabi_desk_get_zone (self->desk), get_start (item));

      if (day != self->last_day)
        g_ptr_array_add (rows, make_day (day));
      self->last_day = day;
      g_ptr_array_add (rows, WABI_IS_PLAN_SLOT (item) ? make_plan_row (self, wabi_plan_slot_get_info (item)) : make_row (self, self->model, item));
    }
  self->filling = TRUE;
  g_list_store_splice (self->rows, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), 0, rows->pdata, rows->len);
  self->filling = FALSE;
}

void
wabi_agenda_show (WabiAgenda *self, WabiScheduleModel *model)
{
  g_autofree char *kept = g_strdup (self->selected);
  guint made = CHUNK;
  WabiDay from, to;

  wabi_schedule_model_get_days (model, &from, &to);
  /* Of the same days it keeps what was scrolled to. */
  if (from == self->shown_from && to == self->shown_to)
    made = MAX (made, self->made);
  self->shown_from = from;
  self->shown_to = to;
  g_set_object (&self->model, model);
  read_all (self);
  self->filling = TRUE;
  g_list_store_remove_all (self->rows);
  self->made = 0;
  self->last_day = WABI_DAY_NONE;
  make_up_to (self, made);
  gtk_stack_set_visible_child_name (self->stack, self->all->len > 0 ? "list" : "empty");
  wabi_agenda_set_selected (self, kept);
}

guint
wabi_agenda_count_rows (WabiAgenda *self)
{
  return self->made;
}

GtkAdjustment *
wabi_agenda_get_adjustment (WabiAgenda *self)
{
  return self->scroll;
}

const char *
wabi_agenda_get_selected (WabiAgenda *self)
{
  return self->selected;
}

gboolean
wabi_agenda_set_selected (WabiAgenda *self, const char *id)
{
  for (guint i = self->made; id != NULL && i < self->all->len; i++)
    if (strcmp (get_id (g_ptr_array_index (self->all, i)), id) == 0)
      make_up_to (self, i + CHUNK);
  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (WabiAgendaRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (g_strcmp0 (row->id, id) != 0)
        continue;
      self->filling = TRUE;
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, TRUE);
      self->filling = FALSE;
      set_selected (self, id);
      gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", i);
      return TRUE;
    }
  set_selected (self, NULL);
  return FALSE;
}
