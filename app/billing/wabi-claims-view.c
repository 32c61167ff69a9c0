// SPDX-License-Identifier: AGPL-3.0-or-later
// Claims: what is at the payers.

#include "wabi-claims-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-claim-follow.h"
#include "wabi-claim-trail.h"
#include "wabi-claim-word.h"
#include "wabi-empty-state.h"
#include "wabi-finding-list.h"
#include "wabi-format.h"
#include "wabi-learned.h"
#include "wabi-lookup.h"
#include "wabi-money-table.h"
#include "wabi-words.h"

#define SHOWN 200

struct _WabiClaimsView
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkColumnView *table;
  GtkLabel *more, *title, *line, *learned;
  GtkBox *side, *lines_box;
  GtkButton *file;
  GtkToggleButton *late, *hands;
  GtkWidget *tools, *word, *ask_late;
  GtkLabel *word_title, *word_text;
  WabiStatusMark *word_mark;
  GtkWidget *lines;

  WabiDesk *desk;
  GPtrArray *claims; /* newest first */
  GListStore *shown;
  GtkSingleSelection *selection;
  char *search, *opened; /* that somebody came for is shown however old it is */
  guint source;
};

G_DEFINE_FINAL_TYPE (WabiClaimsView, wabi_claims_view, GTK_TYPE_WIDGET)

static guint file_signal;

static const struct { const char *state; WabiMarkKind mark; const char *words; } states[] = {
  { "submitted", WABI_MARK_PENDING, N_ ("Submitted by file") }, { "accepted", WABI_MARK_PASSED, N_ ("Accepted by the payer") },
  { "rejected", WABI_MARK_BLOCKED, N_ ("Rejected") },           { "paid", WABI_MARK_PASSED, N_ ("Paid") },
  { "denied", WABI_MARK_BLOCKED, N_ ("Denied") },               { "void", WABI_MARK_NONE, N_ ("Voided") },
  { "replaced", WABI_MARK_NONE, N_ ("Replaced") },              { "pending", WABI_MARK_PENDING, N_ ("Being decided") },
  { "partial", WABI_MARK_WARNING, N_ ("Paid in part") },
};

static guint
find_state (WabiRecord *claim)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (wabi_record_is (claim, "state", states[i].state))
      return i;
  return 0;
}

static GtkWidget *
make_mark (gpointer data)
{
  return wabi_status_mark_new (WABI_MARK_NONE);
}

static gboolean
needs_hand (WabiClaimsView *self, WabiRecord *claim)
{
  return wabi_claim_needs_hand (wabi_desk_get_view (self->desk), claim);
}

/* The state of one that somebody has to see to is what was said of it. */
static const char *
find_word (WabiClaimsView *self, WabiRecord *claim)
{
  static const struct { const char *wanting, *words; } words[]
      = { { "wanted", N_ ("More is wanted") }, { "not-found", N_ ("Not known to the payer") }, { "failed", N_ ("No status") }, { "unasked", N_ ("Cannot be asked about") } };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (wabi_record_is (claim, "wanting", words[i].wanting) && needs_hand (self, claim))
      return _(words[i].words);
  return NULL;
}

static void
fill_mark (GtkWidget *cell, gpointer item, gpointer data)
{
  wabi_status_mark_set_kind (WABI_STATUS_MARK (cell), find_word (data, item) != NULL ? WABI_MARK_WARNING : states[find_state (item)].mark);
}

static void
fill_control (GtkWidget *cell, gpointer item, gpointer data)
{
  gtk_label_set_label (GTK_LABEL (cell), wabi_record_get_text (item, "control"));
}

static char *
dup_client (WabiClaimsView *self, WabiRecord *claim)
{
  return wabi_desk_dup_name (self->desk, &wabi_kind_client, wabi_record_get_text (claim, "client"));
}

static void
fill_client (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *name = dup_client (data, item);

  gtk_label_set_label (GTK_LABEL (cell), name);
  gtk_widget_add_css_class (cell, "money-strong");
}

static char *
dup_payer (WabiClaimsView *self, WabiRecord *claim)
{
  g_autoptr (WabiRecord) payer = wabi_desk_get (self->desk, &wabi_kind_payer, wabi_record_get_text (claim, "payer"));

  return g_strdup (payer != NULL ? wabi_record_get_text (payer, "name") : "");
}

static void
fill_payer (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *name = dup_payer (data, item);

  gtk_label_set_label (GTK_LABEL (cell), name);
}

static char *
dup_dates (WabiRecord *claim)
{
  WabiDay from = wabi_lookup_day (claim, "from_date"), to = wabi_lookup_day (claim, "to_date");

  return from == to ? wabi_words_day_year (from) : wabi_words_day_range (from, to);
}

static void
fill_dates (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *dates = dup_dates (item);

  gtk_label_set_label (GTK_LABEL (cell), dates);
}

static void
fill_lines (GtkWidget *cell, gpointer item, gpointer data)
{
  JsonArray *charges = wabi_record_get_array (item, "charges");
  g_autofree char *n = g_strdup_printf ("%u", charges != NULL ? json_array_get_length (charges) : 0);

  gtk_label_set_label (GTK_LABEL (cell), n);
}

static void
fill_total (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *total = wabi_format_money (wabi_record_get_int (item, "total_cents"));

  gtk_label_set_label (GTK_LABEL (cell), total);
}

static void
fill_state (GtkWidget *cell, gpointer item, gpointer data)
{
  const char *word = find_word (data, item);

  gtk_label_set_label (GTK_LABEL (cell), word != NULL ? word : _(states[find_state (item)].words));
  gtk_widget_add_css_class (cell, "secondary");
}

static const WabiMoneyColumn columns[] = {
  { "", FALSE, FALSE, 0, make_mark, fill_mark },
  { N_ ("Claim"), FALSE, FALSE, 11, NULL, fill_control },
  { N_ ("Client"), TRUE, FALSE, 10, NULL, fill_client },
  { N_ ("Payer"), TRUE, FALSE, 10, NULL, fill_payer },
  { N_ ("Dates"), FALSE, FALSE, 15, NULL, fill_dates },
  { N_ ("Lines"), FALSE, TRUE, 0, NULL, fill_lines },
  { N_ ("Total"), FALSE, TRUE, 0, NULL, fill_total },
  { N_ ("State"), TRUE, FALSE, 12, NULL, fill_state },
};

static gboolean
matches (WabiClaimsView *self, WabiRecord *claim, const char *folded)
{
  g_autofree char *client = NULL, *payer = NULL, *all = NULL, *hay = NULL, *total = NULL;

  if (*folded == '\0')
    return TRUE;
  client = dup_client (self, claim);
  payer = dup_payer (self, claim);
  total = wabi_format_money (wabi_record_get_int (claim, "total_cents"));
  all = g_strjoin (" ", client, payer, total, wabi_record_get_text (claim, "control"), NULL);
  hay = g_utf8_casefold (all, -1);
  return strstr (hay, folded) != NULL;
}

/* A claim that changed is a new object, and others may come in with it: whoever looks at one goes on looking at it. */
static void
reselect (WabiClaimsView *self, const char *id)
{
  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      g_autoptr (WabiRecord) claim = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (strcmp (wabi_record_get_id (claim), id) != 0)
        continue;
      gtk_single_selection_set_selected (self->selection, i);
      return;
    }
}

static void
show (WabiClaimsView *self)
{
  WabiRecord *selected = self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;
  g_autofree char *chosen = selected != NULL ? g_strdup (wabi_record_get_id (selected)) : NULL;
  g_autofree char *folded = g_utf8_casefold (self->search != NULL ? self->search : "", -1), *more = NULL;
  g_autoptr (GPtrArray) now = g_ptr_array_new ();
  gboolean only_late = gtk_toggle_button_get_active (self->late), only_hands = gtk_toggle_button_get_active (self->hands);
  guint hidden = 0;

  for (guint i = 0; i < self->claims->len; i++)
    {
      WabiRecord *claim = g_ptr_array_index (self->claims, i);

      if (!matches (self, claim, folded) || (only_late && !wabi_learned_is_late (wabi_learned_of (self->desk), claim)) || (only_hands && !needs_hand (self, claim)))
        continue;
      if (now->len < SHOWN || g_strcmp0 (self->opened, wabi_record_get_id (claim)) == 0)
        g_ptr_array_add (now, claim);
      else
        hidden++;
    }
  wabi_money_table_replace (self->shown, now);
  reselect (self, chosen);
  more = g_strdup_printf (_("%u more: type a client or number to narrow"), hidden);
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), hidden > 0);
  gtk_stack_set_visible_child_name (self->stack, self->claims->len > 0 ? "table" : "empty");
}

static void
show_tools (WabiClaimsView *self)
{
  gtk_widget_set_visible (self->tools, gtk_widget_get_visible (GTK_WIDGET (self->late)) || gtk_widget_get_visible (GTK_WIDGET (self->hands)));
}

/* Those that wait longer than this payer usually takes can be shown alone. */
static void
show_late (WabiClaimsView *self)
{
  g_autofree char *words = NULL;
  guint n = 0;

  for (guint i = 0; i < self->claims->len; i++)
    n += wabi_learned_is_late (wabi_learned_of (self->desk), g_ptr_array_index (self->claims, i));
  words = g_strdup_printf (ngettext ("%u claim waits longer than usual", "%u claims wait longer than usual", n), n);
  gtk_button_set_label (GTK_BUTTON (self->late), words);
  gtk_widget_set_visible (GTK_WIDGET (self->late), n > 0 || gtk_toggle_button_get_active (self->late));
  gtk_widget_set_visible (self->ask_late, n > 0);
  show_tools (self);
}

/* As those of which something was said that wants a person. */
static void
show_hands (WabiClaimsView *self)
{
  g_autoptr (GPtrArray) wanting = wabi_claim_list_wanting (wabi_desk_get_view (self->desk));
  g_autofree char *words = g_strdup_printf (ngettext ("%u claim needs you", "%u claims need you", wanting->len), wanting->len);

  gtk_button_set_label (GTK_BUTTON (self->hands), words);
  gtk_widget_set_visible (GTK_WIDGET (self->hands), wanting->len > 0 || gtk_toggle_button_get_active (self->hands));
  show_tools (self);
}

static void
on_late_cb (WabiClaimsView *self)
{
  if (self->desk != NULL)
    show (self);
}

/* Keeps the objects of claims that did not change, so that their rows stay. */
static void
load (WabiClaimsView *self)
{
  g_autoptr (GHashTable) before = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) old = self->claims;
  WabiQuery query;

  for (guint i = 0; i < old->len; i++)
    g_hash_table_insert (before, (gpointer) wabi_record_get_id (g_ptr_array_index (old, i)), g_ptr_array_index (old, i));
  wabi_query_init (&query, &wabi_kind_claim);
  query.order_by = "control";
  query.descending = TRUE;
  self->claims = wabi_desk_list (self->desk, &query);
  for (guint i = 0; i < self->claims->len; i++)
    {
      WabiRecord **claim = (WabiRecord **) &g_ptr_array_index (self->claims, i);
      WabiRecord *known = g_hash_table_lookup (before, wabi_record_get_id (*claim));

      /* What waits to be sent has no version of its own yet. */
      if (known != NULL && wabi_record_get_version (known) == wabi_record_get_version (*claim)
          && wabi_record_get_int (known, "seen_at") == wabi_record_get_int (*claim, "seen_at"))
        g_set_object (claim, known);
    }
  show_late (self);
  show_hands (self);
  show (self);
}

static gboolean
on_load_cb (gpointer data)
{
  WabiClaimsView *self = data;

  self->source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (WabiClaimsView *self, WabiChanges *changes)
{
  if (self->source == 0 && wabi_changes_has_kind (changes, &wabi_kind_claim))
    self->source = g_idle_add (on_load_cb, self);
}

static void
describe_line (WabiClaimsView *self, WabiRecord *charge, const WabiWay *way, WabiFindingItem *item, GPtrArray *keep)
{
  g_autofree char *date = wabi_format_date_text (wabi_record_get_text (charge, "date"));
  g_autofree char *range = wabi_format_range (wabi_desk_get_zone (self->desk), wabi_record_get_int (charge, "starts_at"),
                                              wabi_record_get_int (charge, "ends_at"));
  g_autofree char *amount = wabi_format_money (wabi_record_get_int (charge, "amount_cents"));
  g_auto (GStrv) modifiers = wabi_lookup_strv (charge, "modifiers");
  g_autofree char *joined = modifiers != NULL ? g_strjoinv (" ", modifiers) : g_strdup ("");
  const char *arithmetic = wabi_record_get_text (charge, "arithmetic");
  int units = (int) wabi_record_get_int (charge, "units");

  item->id = wabi_record_get_id (charge);
  item->kind = WABI_MARK_INFO;
  item->title = g_strdup_printf ("%s · %s %s · %s", date, wabi_record_get_text (charge, "service_code"), joined, amount);
  item->detail = arithmetic != NULL ? g_strdup_printf ("%s, %s", range, arithmetic)
                                    : g_strdup_printf (ngettext ("%s, %d unit", "%s, %d units", (gulong) units), range, units);
  item->ways = way;
  item->n_ways = 1;
  g_ptr_array_add (keep, (gpointer) item->title);
  g_ptr_array_add (keep, (gpointer) item->detail);
}

/* When an answer may be expected, and what; more of it when more is known of the payer. */
static void
show_learned (WabiClaimsView *self)
{
  WabiRecord *claim = gtk_single_selection_get_selected_item (self->selection);
  WabiLearned *learned = wabi_learned_of (self->desk);
  g_autofree char *wait = claim != NULL ? wabi_learned_dup_wait (learned, claim) : NULL;
  g_autofree char *expected = wait != NULL ? wabi_learned_dup_expected (learned, claim) : NULL;
  g_autofree char *words = expected != NULL ? g_strdup_printf ("%s\n%s", wait, expected) : g_strdup (wait != NULL ? wait : "");

  gtk_label_set_label (self->learned, words);
  gtk_widget_set_visible (GTK_WIDGET (self->learned), *words != '\0');
}

static char *
make_sentence (const char *words)
{
  g_autofree char *first = g_utf8_substring (words, 0, 1), *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, g_utf8_next_char (words), NULL);
}

/* What was said of it that wants a person, and what to do about it. */
static void
show_word (WabiClaimsView *self, WabiRecord *claim)
{
  gboolean needs = claim != NULL && needs_hand (self, claim);
  const char *wanting = needs ? wabi_record_get_text (claim, "wanting") : NULL;
  g_autofree char *word = needs ? wabi_claim_dup_word (wabi_desk_get_view (self->desk), claim) : NULL, *text = NULL, *title = NULL;

  gtk_widget_set_visible (self->word, needs);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "claims.see-to", needs);
  if (!needs)
    return;
  title = make_sentence (wabi_claim_explain_word (wanting));
  text = g_strdup_printf ("%s%s%s", word != NULL ? word : "", word != NULL ? "\n" : "", wabi_claim_get_word_remedy (wanting));
  wabi_status_mark_set_kind (self->word_mark, strcmp (wanting, "rejected") == 0 ? WABI_MARK_BLOCKED : WABI_MARK_WARNING);
  gtk_label_set_label (self->word_title, title);
  gtk_label_set_label (self->word_text, text);
}

static void
on_learned_cb (WabiClaimsView *self)
{
  show_late (self);
  show_learned (self);
}

static void
on_selected_cb (WabiClaimsView *self)
{
  WabiRecord *claim = gtk_single_selection_get_selected_item (self->selection);
  g_auto (GStrv) ids = claim != NULL ? wabi_lookup_strv (claim, "charges") : NULL;
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) charges = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree WabiFindingItem *items = g_new0 (WabiFindingItem, ids != NULL ? g_strv_length (ids) + 1 : 1);
  g_autofree char *title = NULL, *line = NULL, *client = NULL, *total = NULL, *dates = NULL;
  const WabiWay way = { "note", _("Open note") };
  guint n = 0;

  gtk_widget_set_sensitive (GTK_WIDGET (self->side), claim != NULL);
  show_word (self, claim);
  if (claim == NULL)
    return;
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      WabiRecord *charge = wabi_desk_get (self->desk, &wabi_kind_charge, ids[i]);

      if (charge == NULL)
        continue;
      g_ptr_array_add (charges, charge);
      describe_line (self, charge, &way, &items[n++], keep);
    }
  client = dup_client (self, claim);
  total = wabi_format_money (wabi_record_get_int (claim, "total_cents"));
  dates = dup_dates (claim);
  title = g_strdup_printf ("%s · %s", wabi_record_get_text (claim, "control"), client);
  line = g_strdup_printf ("%s · %s · %s", dates, total, _(states[find_state (claim)].words));
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->line, line);
  wabi_finding_list_set_findings (WABI_FINDING_LIST (self->lines), items, n);
  show_learned (self);
}

static void
on_way_cb (WabiClaimsView *self, const char *charge_id, const char *way)
{
  g_autoptr (WabiRecord) charge = wabi_desk_get (self->desk, &wabi_kind_charge, charge_id);

  if (charge != NULL)
    wabi_desk_go (self->desk, "notes", wabi_record_get_text (charge, "note"));
}

static void
on_file_cb (WabiClaimsView *self)
{
  WabiRecord *claim = gtk_single_selection_get_selected_item (self->selection);

  if (claim != NULL)
    g_signal_emit (self, file_signal, 0, wabi_record_get_text (claim, "file"), wabi_record_get_text (claim, "control"));
}

static void
on_follow_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct { const char *name; WabiClaimStep step; } steps[]
      = { { "claims.replace", WABI_CLAIM_REPLACE }, { "claims.void", WABI_CLAIM_VOID }, { "claims.next", WABI_CLAIM_NEXT } };
  WabiClaimsView *self = WABI_CLAIMS_VIEW (widget);
  WabiRecord *claim = gtk_single_selection_get_selected_item (self->selection);

  if (claim == NULL)
    return;
  if (g_str_has_prefix (name, "claims.paper"))
    wabi_claim_follow_paper (widget, self->desk, claim, g_str_equal (name, "claims.paper-form"));
  else if (g_str_equal (name, "claims.ask"))
    wabi_claim_follow_status (self->desk, claim);
  else if (g_str_equal (name, "claims.see"))
    wabi_claim_follow_see (widget, self->desk, claim, WABI_CLAIM_AS_SENT, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (name, steps[i].name))
      wabi_claim_follow_ask (widget, self->desk, claim, steps[i].step);
}

static void
on_see_to_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiClaimsView *self = WABI_CLAIMS_VIEW (widget);
  WabiRecord *claim = gtk_single_selection_get_selected_item (self->selection);
  g_autoptr (GError) error = NULL;
  const char *id;

  if (claim == NULL || !needs_hand (self, claim))
    return;
  id = wabi_record_get_id (claim);
  if (!wabi_desk_do (self->desk, "claim.see-to", wabi_args ("id", id, NULL), _("What was said of the claim was seen to"), "claim.see-again", wabi_args ("id", id, NULL),
                     &error))
    wabi_desk_tell_error (self->desk, error);
}

static void
on_ask_late_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiClaimsView *self = WABI_CLAIMS_VIEW (widget);
  g_autoptr (GPtrArray) late = g_ptr_array_new ();

  for (guint i = 0; i < self->claims->len; i++)
    if (wabi_learned_is_late (wabi_learned_of (self->desk), g_ptr_array_index (self->claims, i)))
      g_ptr_array_add (late, g_ptr_array_index (self->claims, i));
  wabi_claim_follow_statuses (self->desk, late);
}

static void
on_trail_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiClaimsView *self = WABI_CLAIMS_VIEW (widget);
  WabiRecord *claim = gtk_single_selection_get_selected_item (self->selection);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (claim != NULL)
    wabi_claim_trail_present (self->desk, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, wabi_record_get_id (claim));
}

static void
wabi_claims_view_dispose (GObject *object)
{
  WabiClaimsView *self = WABI_CLAIMS_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_CLAIMS_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->claims, g_ptr_array_unref);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->opened, g_free);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_claims_view_parent_class)->dispose (object);
}

static void
wabi_claims_view_class_init (WabiClaimsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_claims_view_dispose;
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  g_type_ensure (WABI_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-claims-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, table);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, more);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, title);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, line);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, learned);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, side);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, lines_box);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, file);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, late);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, hands);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, tools);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, ask_late);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, word);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, word_mark);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, word_title);
  gtk_widget_class_bind_template_child (widget_class, WabiClaimsView, word_text);
  gtk_widget_class_bind_template_callback (widget_class, on_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_late_cb);
  gtk_widget_class_install_action (widget_class, "claims.ask", NULL, on_follow_cb);
  gtk_widget_class_install_action (widget_class, "claims.ask-late", NULL, on_ask_late_cb);
  gtk_widget_class_install_action (widget_class, "claims.see-to", NULL, on_see_to_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "claims.see-to", NULL);
  gtk_widget_class_install_action (widget_class, "claims.see", NULL, on_follow_cb);
  gtk_widget_class_install_action (widget_class, "claims.trail", NULL, on_trail_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "claims.trail", NULL);
  gtk_widget_class_install_action (widget_class, "claims.replace", NULL, on_follow_cb);
  gtk_widget_class_install_action (widget_class, "claims.next", NULL, on_follow_cb);
  gtk_widget_class_install_action (widget_class, "claims.void", NULL, on_follow_cb);
  gtk_widget_class_install_action (widget_class, "claims.paper", NULL, on_follow_cb);
  gtk_widget_class_install_action (widget_class, "claims.paper-form", NULL, on_follow_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  file_signal = g_signal_new ("file-requested", WABI_TYPE_CLAIMS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                              G_TYPE_STRING, G_TYPE_STRING);
}

static void
wabi_claims_view_init (WabiClaimsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->claims = g_ptr_array_new_with_free_func (g_object_unref);
  self->shown = g_list_store_new (WABI_TYPE_RECORD);
  self->lines = wabi_finding_list_new (_("Lines of the claim"));
  g_signal_connect_object (self->lines, "way-activated", G_CALLBACK (on_way_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->lines_box, self->lines);
}

void
wabi_claims_view_set_desk (WabiClaimsView *self, WabiDesk *desk)
{
  g_set_object (&self->desk, desk);
  wabi_money_table_add_columns (self->table, columns, G_N_ELEMENTS (columns), self);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (on_selected_cb), self);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (wabi_learned_of (desk), "changed", G_CALLBACK (on_learned_cb), self, G_CONNECT_SWAPPED);
  load (self);
  on_selected_cb (self);
}

void
wabi_claims_view_set_search (WabiClaimsView *self, const char *text)
{
  g_free (self->search);
  self->search = g_strdup (text);
  show (self);
}

void
wabi_claims_view_open (WabiClaimsView *self, const char *id)
{
  g_free (self->opened);
  self->opened = g_strdup (id);
  gtk_toggle_button_set_active (self->late, FALSE);
  gtk_toggle_button_set_active (self->hands, FALSE);
  show (self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      g_autoptr (WabiRecord) claim = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (strcmp (wabi_record_get_id (claim), id) != 0)
        continue;
      gtk_single_selection_set_selected (self->selection, i);
      wabi_money_table_scroll_to (self->table, i);
    }
}

void
wabi_claims_view_set_side (WabiClaimsView *self, gboolean visible)
{
  gtk_widget_set_visible (GTK_WIDGET (self->side), visible);
}
