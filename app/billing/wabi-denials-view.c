// SPDX-License-Identifier: AGPL-3.0-or-later
// What payers did not pay, in the order in which it is worth working.

#include "wabi-denials-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-billing-pane.h"
#include "wabi-denial-detail.h"
#include "wabi-denial-group.h"
#include "wabi-denial-paths.h"
#include "wabi-empty-state.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-money-table.h"
#include "wabi-status-mark.h"

#define SHOWN 300

struct _WabiDenialsView
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkColumnView *table;
  GtkDropDown *states_down, *categories_down, *payers_down, *orders_down;
  GtkLabel *sum, *more;
  WabiDenialDetail *detail;

  WabiDesk *desk;
  GListStore *shown;
  GtkSingleSelection *selection;
  GPtrArray *groups; /* all of them, as they were last */
  GPtrArray *payers; /* ids, in the order of payers_down after "All payers" */
  char *search, *wanted;
  guint source;
  gboolean filling;
};

static void pane_iface_init (WabiBillingPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiDenialsView, wabi_denials_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_BILLING_PANE, pane_iface_init))

static const struct { const char *id, *words; } categories[] = {
  { "authorization", N_ ("Authorization") }, { "correction", N_ ("To be corrected") }, { "eligibility", N_ ("Coverage") },
  { "clinical", N_ ("Medical need") },       { "duplicate", N_ ("Duplicate") },       { "filing", N_ ("Too late") },
  { "benefit", N_ ("Not covered") },         { "underpaid", N_ ("Underpaid") },    { "other", N_ ("Other") },
};

static const struct { const char *state, *words; } states[] = {
  { "open", N_ ("To be worked") },      { "working", N_ ("Being worked") },           { "appealed", N_ ("Appealed") },
  { "rebilled", N_ ("Billed again") },  { "next_payer", N_ ("With the next payer") }, { "family", N_ ("With the family") },
  { "write_off_asked", N_ ("Waits for approval") }, { "written_off", N_ ("Written off") }, { "won", N_ ("Paid after all") }, { "lost", N_ ("Lost") }, { "void", N_ ("Claim taken back") },
};

/* The states that each row of the filter stands for. */
static const char *const wanted_states[] = { "open working", "appealed rebilled", "write_off_asked", "next_payer family written_off won lost void", NULL };

static gboolean
has_word (const char *words, const char *word)
{
  g_auto (GStrv) all = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char *const *) all, word);
}

/* --- Columns --- */

static GtkWidget *
make_mark (gpointer data)
{
  return wabi_status_mark_new (WABI_MARK_NONE);
}

static void
fill_mark (GtkWidget *cell, gpointer item, gpointer data)
{
  WabiDenialsView *self = data;
  WabiRecord *lead = wabi_denial_group_get_lead (item);
  int level, left;

  wabi_denial_get_clock (self->desk, lead, &level, &left);
  if (has_word (wanted_states[3], wabi_record_get_text (lead, "state")))
    wabi_status_mark_set_kind (WABI_STATUS_MARK (cell), wabi_record_is (lead, "state", "won") ? WABI_MARK_PASSED : WABI_MARK_INFO);
  else
    wabi_status_mark_set_kind (WABI_STATUS_MARK (cell), level >= 3 ? WABI_MARK_BLOCKED : level >= 1 ? WABI_MARK_WARNING : WABI_MARK_PENDING);
}

static char *
dup_client (WabiDenialsView *self, WabiRecord *denial)
{
  return wabi_desk_dup_name (self->desk, &wabi_kind_client, wabi_record_get_text (denial, "client"));
}

static void
fill_client (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *name = dup_client (data, wabi_denial_group_get_lead (item));

  gtk_label_set_label (GTK_LABEL (cell), name);
  gtk_widget_add_css_class (cell, "money-strong");
}

/* One session by its code and day, several, which may be of several codes, by their number. */
static void
fill_service (GtkWidget *cell, gpointer item, gpointer data)
{
  WabiDenialsView *self = data;
  guint n = wabi_denial_group_get_all (item)->len;
  g_autoptr (WabiRecord) charge = wabi_desk_get (self->desk, &wabi_kind_charge, wabi_record_get_text (wabi_denial_group_get_lead (item), "charge"));
  g_autofree char *date = charge != NULL ? wabi_format_date_text (wabi_record_get_text (charge, "date")) : g_strdup ("");
  g_autofree char *words = n > 1 ? g_strdup_printf (ngettext ("%u session", "%u sessions", n), n)
                                 : g_strdup_printf ("%s, %s", charge != NULL ? wabi_record_get_text (charge, "service_code") : "", date);

  gtk_label_set_label (GTK_LABEL (cell), words);
}

static char *
dup_payer (WabiDenialsView *self, WabiRecord *denial)
{
  g_autoptr (WabiRecord) payer = wabi_desk_get (self->desk, &wabi_kind_payer, wabi_record_get_text (denial, "payer"));

  return g_strdup (payer != NULL ? wabi_record_get_text (payer, "name") : "");
}

static void
fill_payer (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *name = dup_payer (data, wabi_denial_group_get_lead (item));

  gtk_label_set_label (GTK_LABEL (cell), name);
}

static void
fill_reason (GtkWidget *cell, gpointer item, gpointer data)
{
  WabiRecord *lead = wabi_denial_group_get_lead (item);
  g_autofree char *reason = wabi_denial_dup_reason (lead);

  gtk_label_set_label (GTK_LABEL (cell), reason);
}

static void
fill_amount (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *money = wabi_format_money (wabi_denial_group_get_cents (item));

  gtk_label_set_label (GTK_LABEL (cell), money);
}

static void
fill_left (GtkWidget *cell, gpointer item, gpointer data)
{
  WabiDenialsView *self = data;
  g_autofree char *words = NULL;
  int level, left;

  wabi_denial_get_clock (self->desk, wabi_denial_group_get_lead (item), &level, &left);
  words = left >= 0 ? g_strdup_printf (ngettext ("%d day", "%d days", (gulong) left), left) : g_strdup (_ ("over"));
  gtk_label_set_label (GTK_LABEL (cell), words);
}

static WabiDay
get_today (WabiDenialsView *self)
{
  return wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
}

static void
fill_state (GtkWidget *cell, gpointer item, gpointer data)
{
  WabiRecord *lead = wabi_denial_group_get_lead (item);
  gboolean due = wabi_denial_group_is_due (item, get_today (data));
  const char *words = "";

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (wabi_record_is (lead, "state", states[i].state))
      words = _ (states[i].words);
  gtk_label_set_label (GTK_LABEL (cell), due ? _ ("Look at it today") : words);
  gtk_widget_set_css_classes (cell, due ? (const char *[]){ "numeric", "money-strong", NULL } : (const char *[]){ "numeric", "secondary", NULL });
}

static const WabiMoneyColumn columns[] = {
  { "", FALSE, FALSE, 0, make_mark, fill_mark },
  { N_ ("Client"), TRUE, FALSE, 8, NULL, fill_client },
  { N_ ("Service"), FALSE, FALSE, 10, NULL, fill_service },
  { N_ ("Payer"), TRUE, FALSE, 8, NULL, fill_payer },
  { N_ ("Reason"), TRUE, FALSE, 14, NULL, fill_reason },
  { N_ ("Amount"), FALSE, TRUE, 0, NULL, fill_amount },
  { N_ ("Left"), FALSE, TRUE, 0, NULL, fill_left },
  { N_ ("State"), FALSE, FALSE, 8, NULL, fill_state },
};

/* --- Loading --- */

static gboolean
matches (WabiDenialsView *self, WabiDenialGroup *group, const char *folded)
{
  WabiRecord *denial = wabi_denial_group_get_lead (group);
  guint state = gtk_drop_down_get_selected (self->states_down), category = gtk_drop_down_get_selected (self->categories_down);
  guint payer = gtk_drop_down_get_selected (self->payers_down);
  g_autofree char *client = NULL, *money = NULL, *all = NULL, *hay = NULL;

  if (state < G_N_ELEMENTS (wanted_states) && wanted_states[state] != NULL && !has_word (wanted_states[state], wabi_record_get_text (denial, "state")))
    return FALSE;
  if (category > 0 && category <= G_N_ELEMENTS (categories) && !wabi_record_is (denial, "category", categories[category - 1].id))
    return FALSE;
  if (payer > 0 && payer <= self->payers->len && !wabi_record_is (denial, "payer", g_ptr_array_index (self->payers, payer - 1)))
    return FALSE;
  if (*folded == '\0')
    return TRUE;
  client = dup_client (self, denial);
  money = wabi_format_money (wabi_denial_group_get_cents (group));
  all = g_strjoin (" ", client, money, wabi_record_get_text (denial, "reason"), NULL);
  hay = g_utf8_casefold (all, -1);
  return strstr (hay, folded) != NULL;
}

/* Worth: the amount, weighed by how often such a denial is overturned and by how near its end is. What is over comes last. */
static double
get_worth (WabiDenialsView *self, WabiDenialGroup *group)
{
  WabiRecord *denial = wabi_denial_group_get_lead (group);
  const WabiDenialPath *path = wabi_denial_path_find (wabi_record_get_text (denial, "category"), wabi_record_get_text (denial, "reason"), NULL);
  int level, left;

  wabi_denial_get_clock (self->desk, denial, &level, &left);
  return level == 4 ? 0 : (double) wabi_denial_group_get_cents (group) * path->chance * (1 + level);
}

/* The rows of orders_down. */
enum
{
  BY_WORTH,
  BY_DEADLINE,
  BY_AMOUNT,
  BY_AGE,
  BY_PAYER,
  BY_REASON,
};

typedef struct
{
  WabiDenialGroup *group;
  gboolean due;
  double worth; /* the higher, the earlier */
  char *text;   /* before that, the lower the earlier; NULL for none */
} Ranked;

static void
clear_ranked (gpointer data)
{
  g_free (((Ranked *) data)->text);
}

static Ranked
rank_one (WabiDenialsView *self, WabiDenialGroup *group)
{
  WabiRecord *lead = wabi_denial_group_get_lead (group);
  Ranked one = { group, wabi_denial_group_is_due (group, get_today (self)), (double) wabi_denial_group_get_cents (group), NULL };
  int level, left;

  switch (gtk_drop_down_get_selected (self->orders_down))
    {
    case BY_DEADLINE:
      one.worth = -(double) wabi_denial_get_clock (self->desk, lead, &level, &left);
      break;
    case BY_AGE:
      one.worth = -(double) wabi_lookup_day (lead, "date");
      break;
    case BY_PAYER:
      one.text = dup_payer (self, lead);
      break;
    case BY_REASON:
      one.text = wabi_denial_dup_reason (lead);
      break;
    case BY_AMOUNT:
      break;
    default:
      one.worth = get_worth (self, group);
    }
  return one;
}

/* What somebody wanted to look at today comes first in every order. */
static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *one = a, *other = b;
  int by_text = one->text != NULL && other->text != NULL ? g_utf8_collate (one->text, other->text) : 0;

  if (one->due != other->due)
    return one->due ? -1 : 1;
  if (by_text != 0)
    return by_text;
  if (one->worth != other->worth)
    return one->worth > other->worth ? -1 : 1;
  return g_strcmp0 (wabi_record_get_id (wabi_denial_group_get_lead (one->group)), wabi_record_get_id (wabi_denial_group_get_lead (other->group)));
}

static GPtrArray *
rank (WabiDenialsView *self, GPtrArray *all, gint64 *cents, guint *sessions, guint *due)
{
  g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));
  g_autofree char *folded = g_utf8_casefold (self->search != NULL ? self->search : "", -1);
  GPtrArray *out = g_ptr_array_new_with_free_func (g_object_unref);

  g_array_set_clear_func (ranked, clear_ranked);
  *cents = *sessions = *due = 0;
  for (guint i = 0; i < all->len; i++)
    {
      Ranked one;

      if (!matches (self, g_ptr_array_index (all, i), folded))
        continue;
      one = rank_one (self, g_ptr_array_index (all, i));
      *cents += wabi_denial_group_get_cents (one.group);
      *sessions += wabi_denial_group_get_all (one.group)->len;
      *due += one.due;
      g_array_append_val (ranked, one);
    }
  g_array_sort (ranked, compare_ranked);
  for (guint i = 0; i < ranked->len; i++)
    g_ptr_array_add (out, g_object_ref (g_array_index (ranked, Ranked, i).group));
  return out;
}

static void
select_wanted (WabiDenialsView *self)
{
  for (guint i = 0; self->wanted != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      g_autoptr (WabiDenialGroup) one = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (!wabi_denial_group_has (one, self->wanted))
        continue;
      g_clear_pointer (&self->wanted, g_free);
      gtk_single_selection_set_selected (self->selection, i);
      wabi_money_table_scroll_to (self->table, i);
    }
  g_clear_pointer (&self->wanted, g_free);
}

static void
show_sum (WabiDenialsView *self, guint n, gint64 cents, guint sessions, guint due)
{
  g_autofree char *money = wabi_format_money (cents), *of = g_strdup_printf (ngettext ("%u session", "%u sessions", sessions), sessions);
  GString *words = g_string_new (NULL);

  if (due > 0)
    g_string_append_printf (words, ngettext ("%u to look at today · ", "%u to look at today · ", due), due);
  g_string_append_printf (words, ngettext ("%u denial", "%u denials", n), n);
  g_string_append_printf (words, " · %s · %s", of, money);
  gtk_label_set_label (self->sum, words->str);
  g_string_free (words, TRUE);
}

static void
show_selected (WabiDenialsView *self)
{
  WabiDenialGroup *group = gtk_single_selection_get_selected_item (self->selection);

  wabi_denial_detail_show (self->detail, group != NULL ? wabi_denial_group_get_all (group) : NULL);
}

static void
load (WabiDenialsView *self)
{
  g_autoptr (GPtrArray) all = NULL, now = NULL, before = NULL;
  WabiDenialGroup *selected = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *more = NULL;
  guint hidden, sessions, due;
  gint64 cents;
  WabiQuery query;

  if (self->wanted == NULL && selected != NULL)
    self->wanted = g_strdup (wabi_record_get_id (wabi_denial_group_get_lead (selected)));
  wabi_query_init (&query, &wabi_kind_denial);
  all = wabi_desk_list (self->desk, &query);
  before = g_steal_pointer (&self->groups);
  self->groups = wabi_denial_group_list (all, before);
  now = rank (self, self->groups, &cents, &sessions, &due);
  show_sum (self, now->len, cents, sessions, due);
  hidden = now->len > SHOWN ? now->len - SHOWN : 0;
  g_ptr_array_set_size (now, (int) MIN (now->len, SHOWN));
  wabi_money_table_replace (self->shown, now);
  more = g_strdup_printf (_ ("%u more: filter or type a name to narrow"), hidden);
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), hidden > 0);
  gtk_stack_set_visible_child_name (self->stack, all->len > 0 ? "table" : "empty");
  select_wanted (self);
  show_selected (self);
}

static void
fill_filters (WabiDenialsView *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL), reasons = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) payers = NULL;
  WabiQuery query;

  gtk_string_list_append (reasons, _ ("All reasons"));
  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    gtk_string_list_append (reasons, _ (categories[i].words));
  wabi_query_init (&query, &wabi_kind_payer);
  query.order_by = "name";
  payers = wabi_desk_list (self->desk, &query);
  gtk_string_list_append (names, _ ("All payers"));
  for (guint i = 0; i < payers->len; i++)
    {
      gtk_string_list_append (names, wabi_record_get_text (g_ptr_array_index (payers, i), "name"));
      g_ptr_array_add (self->payers, g_strdup (wabi_record_get_id (g_ptr_array_index (payers, i))));
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->categories_down, G_LIST_MODEL (reasons));
  gtk_drop_down_set_model (self->payers_down, G_LIST_MODEL (names));
  self->filling = FALSE;
}

static void
on_filter_cb (WabiDenialsView *self)
{
  if (self->desk != NULL && !self->filling)
    load (self);
}

static gboolean
on_load_cb (gpointer data)
{
  WabiDenialsView *self = data;

  self->source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (WabiDenialsView *self, WabiChanges *changes)
{
  if (self->source == 0 && (wabi_changes_has_kind (changes, &wabi_kind_denial) || wabi_changes_has_kind (changes, &wabi_kind_appeal)))
    self->source = g_idle_add (on_load_cb, self);
}

static void
on_selected_cb (WabiDenialsView *self)
{
  show_selected (self);
}

/* --- As a pane --- */

static void
set_search (WabiBillingPane *pane, const char *text)
{
  WabiDenialsView *self = WABI_DENIALS_VIEW (pane);

  if (g_strcmp0 (self->search, text) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (text);
  load (self);
}

static gboolean
open_record (WabiBillingPane *pane, const char *id)
{
  WabiDenialsView *self = WABI_DENIALS_VIEW (pane);
  g_autoptr (WabiRecord) appeal = wabi_desk_get (self->desk, &wabi_kind_appeal, id);
  const char *wanted = appeal != NULL ? wabi_record_get_text (appeal, "denial") : id;
  g_autoptr (WabiRecord) denial = wabi_desk_get (self->desk, &wabi_kind_denial, wanted);

  /* The pane alone is wanted: it stays as it was left. */
  if (denial == NULL)
    return TRUE;
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->states_down, G_N_ELEMENTS (wanted_states) - 1);
  gtk_drop_down_set_selected (self->categories_down, 0);
  gtk_drop_down_set_selected (self->payers_down, 0);
  self->filling = FALSE;
  g_free (self->wanted);
  self->wanted = g_strdup (wanted);
  load (self);
  return TRUE;
}

static void
toggle_side (WabiBillingPane *pane)
{
  GtkWidget *side = GTK_WIDGET (WABI_DENIALS_VIEW (pane)->detail);

  gtk_widget_set_visible (side, !gtk_widget_get_visible (side));
}

static void
pane_iface_init (WabiBillingPaneInterface *iface)
{
  iface->set_search = set_search;
  iface->open = open_record;
  iface->toggle_side = toggle_side;
}

/* --- The widget --- */

static void
wabi_denials_view_dispose (GObject *object)
{
  WabiDenialsView *self = WABI_DENIALS_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_DENIALS_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->payers, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_denials_view_parent_class)->dispose (object);
}

static void
wabi_denials_view_class_init (WabiDenialsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_denials_view_dispose;
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  g_type_ensure (WABI_TYPE_DENIAL_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-denials-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiDenialsView, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialsView, table);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialsView, states_down);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialsView, categories_down);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialsView, payers_down);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialsView, orders_down);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialsView, sum);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialsView, more);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialsView, detail);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_denials_view_init (WabiDenialsView *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  self->shown = g_list_store_new (WABI_TYPE_DENIAL_GROUP);
  self->payers = g_ptr_array_new_with_free_func (g_free);
}

GtkWidget *
wabi_denials_view_new (WabiDesk *desk)
{
  WabiDenialsView *self = g_object_new (WABI_TYPE_DENIALS_VIEW, NULL);

  self->desk = g_object_ref (desk);
  wabi_denial_detail_set_desk (self->detail, desk);
  wabi_money_table_add_columns (self->table, columns, G_N_ELEMENTS (columns), self);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (on_selected_cb), self);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  fill_filters (self);
  load (self);
  return GTK_WIDGET (self);
}
