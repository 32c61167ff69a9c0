// SPDX-License-Identifier: AGPL-3.0-or-later
// How much is ready, how much is stuck and on what; and the claims.

#include "wabi-billing-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-banner.h"
#include "wabi-billing-pane.h"
#include "wabi-billing-resources.h"
#include "wabi-charges-view.h"
#include "wabi-claim-request.h"
#include "wabi-claims-view.h"
#include "wabi-files-view.h"
#include "wabi-format.h"
#include "wabi-mend.h"
#include "wabi-metric.h"
#include "wabi-toggle-group.h"

struct _WabiBillingPage
{
  GtkWidget parent_instance;

  WabiToggleGroup *segments;
  GtkSearchEntry *search;
  GtkButton *make, *check;
  GtkStack *stack;
  GtkProgressBar *progress;
  WabiBanner *banner;
  WabiMetric *ready, *hand, *at_payers, *clean;
  WabiChargesView *charges;
  WabiClaimsView *claims;
  WabiFilesView *files;
  GtkMenuButton *more_places;
  GtkBox *pane_actions, *metrics;
  GtkEventController *strays; /* (nullable): keys of the window that nobody took; while there is one */

  WabiDesk *desk;
  WabiBillingPane *pane; /* what is shown, where it is one */
  WabiChargeBook *book; /* (nullable): of the charges, once there is a desk */
  guint claims_source;
  gboolean awaiting;
};

static void page_iface_init (WabiPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WabiBillingPage, wabi_billing_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (WABI_TYPE_PAGE, page_iface_init))

#define MANY 2000

/* --- What is shown --- */

static void
set_metric (WabiMetric *metric, WabiChargeSum sum, const char *caption)
{
  g_autofree char *money = wabi_format_money (sum.cents);

  wabi_metric_set_figure (metric, money, caption);
}

/* Thousands are put together into claims once they are all judged, not each time that some more are. */
static gboolean
is_counting (WabiBillingPage *self, guint n)
{
  return n > MANY && wabi_charge_book_get_progress (self->book) < 1;
}

static void
show_ready (WabiBillingPage *self, WabiChargeSum ready)
{
  g_autoptr (GPtrArray) list = wabi_charge_book_list (self->book, WABI_CHARGE_READY, NULL);
  guint n = is_counting (self, list->len) ? 0 : wabi_claim_request_count (self->desk, list);
  g_autofree char *claims = g_strdup_printf (ngettext ("%u claim", "%u claims", n), n);
  g_autofree char *sessions = g_strdup_printf (ngettext ("%u session", "%u sessions", ready.count), ready.count);
  g_autofree char *caption = is_counting (self, list->len) ? g_strdup (sessions) : g_strdup_printf ("%s · %s", claims, sessions);

  set_metric (self->ready, ready, caption);
}

static void
show_hand (WabiBillingPage *self, WabiChargeSum hand)
{
  g_autofree char *sessions = g_strdup_printf (ngettext ("%u session", "%u sessions", hand.count), hand.count);
  int days = hand.oldest_at > 0 ? (int) ((wabi_desk_get_now (self->desk) - hand.oldest_at) / (WABI_DAY_MINUTES * WABI_MINUTE)) : 0;
  g_autofree char *oldest = g_strdup_printf (ngettext ("oldest %d day", "oldest %d days", (gulong) days), days);
  g_autofree char *caption = hand.count > 0 ? g_strdup_printf ("%s · %s", sessions, oldest) : g_strdup (_("nothing is stuck"));

  set_metric (self->hand, hand, caption);
}

static void
show_clean (WabiBillingPage *self, WabiChargeSum ready, WabiChargeSum hand)
{
  guint all = ready.count + hand.count;
  g_autofree char *figure = all > 0 ? g_strdup_printf (_("%.1f %%"), 100.0 * ready.count / all) : g_strdup ("–");
  g_autofree char *caption = g_strdup_printf (ngettext ("of %u open session", "of %u open sessions", all), all);

  wabi_metric_set_figure (self->clean, figure, caption);
}

static void
show_waiting (WabiBillingPage *self)
{
  guint n = wabi_charge_book_get_waiting (self->book);
  gboolean online = wabi_sync_get_online (wabi_desk_get_sync (self->desk));
  g_autofree char *words = NULL;

  if (n == 0)
    {
      wabi_banner_hide (self->banner);
      return;
    }
  self->awaiting = TRUE;
  words = g_strdup_printf (ngettext ("Claims for %u payer wait for the server, which numbers and writes them.",
                                     "Claims for %u payers wait for the server, which numbers and writes them.", n),
                           n);
  wabi_banner_show (self->banner, WABI_MARK_PENDING, words, online ? NULL : _("Try now"));
}

static void
show_book (WabiBillingPage *self)
{
  WabiChargeSum ready = wabi_charge_book_sum (self->book, WABI_CHARGE_READY);
  WabiChargeSum hand = wabi_charge_book_sum (self->book, WABI_CHARGE_NEEDS_HAND);
  double progress = wabi_charge_book_get_progress (self->book);

  show_ready (self, ready);
  show_hand (self, hand);
  show_clean (self, ready, hand);
  show_waiting (self);
  gtk_progress_bar_set_fraction (self->progress, progress);
  gtk_widget_set_opacity (GTK_WIDGET (self->progress), progress < 1 ? 1 : 0);
}

static gboolean
is_shown (WabiBillingPage *self, const char *id)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), id) == 0;
}

/* What can be done with the sessions; where they are not in sight, nothing is done to them. */
static void
show_make (WabiBillingPage *self)
{
  g_autoptr (GPtrArray) list = wabi_charges_view_list_to_claim (self->charges), selected = wabi_charges_view_list_selected (self->charges);
  guint n = is_counting (self, list->len) ? 0 : wabi_claim_request_count (self->desk, list);
  g_autofree char *label = n > 0 ? g_strdup_printf (ngettext ("Make %u claim", "Make %u claims", n), n) : g_strdup (_("Make claims"));
  gboolean here = is_shown (self, "charges");

  gtk_button_set_label (self->make, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->make), n > 0 ? _("Choose the payers, then make their claims (Ctrl+M)")
                                                              : _("Nothing here is ready. Look at the reason beside each."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "billing.make", list->len > 0 && here);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "billing.check", here);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "billing.refresh", selected->len > 0 && here);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "billing.void", selected->len > 0 && here);
}

static void
on_book_changed_cb (WabiBillingPage *self)
{
  show_book (self);
  show_make (self);
}

static void
show_at_payers (WabiBillingPage *self)
{
  g_autoptr (GPtrArray) claims = NULL;
  g_autofree char *caption = NULL;
  WabiChargeSum sum = { 0, 0, 0 };
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_claim);
  wabi_query_where_text (&query, "state", WABI_EQ, "submitted");
  claims = wabi_desk_list (self->desk, &query);
  for (guint i = 0; i < claims->len; i++)
    sum.cents += wabi_record_get_int (g_ptr_array_index (claims, i), "total_cents");
  caption = g_strdup_printf (ngettext ("%u claim submitted by file", "%u claims submitted by file", claims->len), claims->len);
  set_metric (self->at_payers, sum, caption);
}

/* --- Where one is --- */

static void
on_search_cb (WabiBillingPage *self)
{
  wabi_charges_view_set_search (self->charges, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  if (self->pane != NULL)
    wabi_billing_pane_set_search (self->pane, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  wabi_claims_view_set_search (self->claims, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* Panes are made when somebody goes there. */
static WabiBillingPane *
ensure_pane (WabiBillingPage *self, const char *id)
{
  GtkWidget *child = gtk_stack_get_child_by_name (self->stack, id);
  guint n;
  const WabiBillingPlace *places = wabi_billing_list_places (&n);

  for (guint i = 0; child == NULL && i < n; i++)
    if (strcmp (places[i].id, id) == 0)
      {
        child = places[i].make (self->desk);
        gtk_stack_add_named (self->stack, child, id);
      }
  return child != NULL && WABI_IS_BILLING_PANE (child) ? WABI_BILLING_PANE (child) : NULL;
}

static void
show_actions (WabiBillingPage *self)
{
  GtkWidget *actions = self->pane != NULL ? wabi_billing_pane_get_actions (self->pane) : NULL, *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pane_actions))) != NULL)
    gtk_box_remove (self->pane_actions, child);
  if (actions != NULL)
    gtk_box_append (self->pane_actions, actions);
  gtk_widget_set_visible (GTK_WIDGET (self->pane_actions), actions != NULL);
}

static void
show_place (WabiBillingPage *self, const char *id)
{
  gboolean charges = strcmp (id, "charges") == 0, claims = strcmp (id, "claims") == 0;

  self->pane = ensure_pane (self, id);
  gtk_stack_set_visible_child_name (self->stack, id);
  gtk_widget_set_visible (GTK_WIDGET (self->check), charges);
  gtk_widget_set_visible (GTK_WIDGET (self->make), charges);
  gtk_widget_set_visible (GTK_WIDGET (self->metrics), charges || claims);
  gtk_widget_set_visible (GTK_WIDGET (self->search), charges || claims || (self->pane != NULL && wabi_billing_pane_can_search (self->pane)));
  show_actions (self);
  if (self->pane != NULL)
    wabi_billing_pane_set_search (self->pane, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  show_make (self);
}

/* What stands behind "More": its name is on the button while it is shown. */
static const char *
find_more_title (const char *id)
{
  guint n;
  const WabiBillingPlace *places = wabi_billing_list_places (&n);

  if (strcmp (id, "files") == 0)
    return _("Claim files");
  for (guint i = 0; i < n; i++)
    if (places[i].more && strcmp (places[i].id, id) == 0)
      return _(places[i].title);
  return NULL;
}

static void
set_segment (WabiBillingPage *self, const char *id)
{
  const char *more = find_more_title (id);

  gtk_menu_button_set_label (self->more_places, more != NULL ? more : _("More"));
  if (more == NULL && g_strcmp0 (wabi_toggle_group_get_active_id (self->segments), id) != 0)
    {
      wabi_toggle_group_set_active_id (self->segments, id);
      return;
    }
  if (more != NULL)
    wabi_toggle_group_clear (self->segments);
  show_place (self, id);
}

static void
on_segment_cb (WabiBillingPage *self, const char *id)
{
  if (self->book != NULL)
    set_segment (self, id);
}

static void
on_place_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_segment (WABI_BILLING_PAGE (widget), g_variant_get_string (parameter, NULL));
}

/* The tabs in their order, round and round. */
static void
on_turn_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiBillingPage *self = WABI_BILLING_PAGE (widget);
  const char *ids[8] = { "charges", "claims" };
  guint n, n_ids = 2, at = 0;
  const WabiBillingPlace *places = wabi_billing_list_places (&n);

  for (guint i = 0; i < n && n_ids < G_N_ELEMENTS (ids); i++)
    if (!places[i].more)
      ids[n_ids++] = places[i].id;
  for (guint i = 0; i < n_ids; i++)
    if (is_shown (self, ids[i]))
      at = i;
  set_segment (self, ids[(at + n_ids + (guint) g_variant_get_int32 (parameter)) % n_ids]);
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
show_state (WabiBillingPage *self, guint state)
{
  set_segment (self, "charges");
  wabi_charges_view_set_state (self->charges, state);
}

static void
on_ready_cb (WabiBillingPage *self)
{
  show_state (self, 1);
}

static void
on_hand_cb (WabiBillingPage *self)
{
  show_state (self, 2);
}

static void
on_clean_cb (WabiBillingPage *self)
{
  show_state (self, 0);
}

static void
on_at_payers_cb (WabiBillingPage *self)
{
  set_segment (self, "claims");
}

/* --- Doing --- */

static void
on_make_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiBillingPage *self = WABI_BILLING_PAGE (widget);
  g_autoptr (GPtrArray) ready = wabi_charges_view_list_to_claim (self->charges);
  g_autoptr (GPtrArray) held = wabi_charge_book_list (self->book, WABI_CHARGE_NEEDS_HAND, NULL);

  if (ready->len > 0)
    wabi_claim_request_ask (widget, self->desk, ready, held);
}

/* From the palette, wherever one is in Billing. */
static void
on_make_claims_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiBillingPage *self = WABI_BILLING_PAGE (widget);

  set_segment (self, "charges");
  if (gtk_widget_get_sensitive (GTK_WIDGET (self->make)))
    gtk_widget_activate_action (widget, "billing.make", NULL);
  else
    wabi_desk_tell (self->desk, _("Nothing here is ready. Look at the reason beside each."));
}

static void
on_check_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiBillingPage *self = WABI_BILLING_PAGE (widget);

  wabi_charge_book_check_all (self->book);
  wabi_desk_tell (self->desk, _("All open sessions are checked again"));
}

static void
on_refresh_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiBillingPage *self = WABI_BILLING_PAGE (widget);
  g_autoptr (GPtrArray) charges = wabi_charges_view_list_selected (self->charges);

  if (charges->len > 0)
    wabi_mend_open_all (widget, self->desk, charges, "charge/units");
}

static void
on_void_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiBillingPage *self = WABI_BILLING_PAGE (widget);
  g_autoptr (GPtrArray) charges = wabi_charges_view_list_selected (self->charges);
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;

  wabi_desk_begin_group (self->desk);
  for (guint i = 0; i < charges->len && error == NULL; i++)
    {
      const char *id = wabi_record_get_id (g_ptr_array_index (charges, i));

      wabi_desk_do (self->desk, "charge.void", wabi_args ("id", id, NULL), NULL, "charge.restore", wabi_args ("id", id, NULL), &error);
    }
  words = charges->len == 1 ? g_strdup (_("Session set aside: it is not billed"))
                            : g_strdup_printf (ngettext ("%u session set aside: it is not billed", "%u sessions set aside: they are not billed", charges->len), charges->len);
  wabi_desk_end_group (self->desk, error == NULL ? words : NULL);
  if (error != NULL)
    wabi_desk_tell_error (self->desk, error);
}

/* What a repair, or whatever else came, has changed. */
static void
on_settled_cb (WabiBillingPage *self, int ready, int hand)
{
  g_autofree char *good = g_strdup_printf (ngettext ("%d session is ready now", "%d sessions are ready now", (gulong) ready), ready);
  g_autofree char *bad = g_strdup_printf (ngettext ("%d session needs a hand now", "%d sessions need a hand now", (gulong) hand), hand);
  g_autofree char *both = g_strdup_printf ("%s · %s", good, bad);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    wabi_desk_tell (self->desk, hand == 0 ? good : ready == 0 ? bad : both);
}

static void
on_save_file_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiBillingPage *self = WABI_BILLING_PAGE (widget);

  if (is_shown (self, "files"))
    wabi_files_view_save (self->files);
}

static void
on_banner_cb (WabiBillingPage *self)
{
  wabi_sync_now (wabi_desk_get_sync (self->desk));
}

static void
on_file_requested_cb (WabiBillingPage *self, const char *file, const char *claim)
{
  set_segment (self, "files");
  wabi_files_view_open (self->files, file, claim);
}

/* --- Following the cache --- */

static gboolean
on_claims_cb (gpointer data)
{
  WabiBillingPage *self = data;

  self->claims_source = 0;
  show_at_payers (self);
  return G_SOURCE_REMOVE;
}

/* The file that was waited for has come. */
static void
welcome_file (WabiBillingPage *self, WabiChanges *changes)
{
  GHashTable *ids = wabi_changes_get_ids (changes, &wabi_kind_claim_file);
  g_autofree char *words = NULL;
  g_autoptr (WabiRecord) file = NULL;
  GHashTableIter iter;
  gpointer id;
  guint n;

  if (!self->awaiting || ids == NULL)
    return;
  g_hash_table_iter_init (&iter, ids);
  if (!g_hash_table_iter_next (&iter, &id, NULL))
    return;
  file = wabi_desk_get (self->desk, &wabi_kind_claim_file, id);
  if (file == NULL)
    return;
  self->awaiting = FALSE;
  n = g_hash_table_size (ids);
  words = n == 1 ? g_strdup_printf (_("%s is written"), wabi_record_get_text (file, "name"))
                 : g_strdup_printf (ngettext ("%u claim file is written", "%u claim files are written", n), n);
  wabi_desk_tell (self->desk, words);
  /* Who has gone on to something else meanwhile stays there. */
  if (!is_shown (self, "charges"))
    return;
  set_segment (self, "files");
  wabi_files_view_open (self->files, id, NULL);
}

static void
on_changed_cb (WabiBillingPage *self, WabiChanges *changes)
{
  if (self->claims_source == 0 && wabi_changes_has_kind (changes, &wabi_kind_claim))
    self->claims_source = g_idle_add (on_claims_cb, self);
  welcome_file (self, changes);
}

/* --- As a place --- */

/* A record of a kind that a pane knows, or the name of a place itself. */
static gboolean
open_in_pane (WabiBillingPage *self, const char *id)
{
  guint n;
  const WabiBillingPlace *places = wabi_billing_list_places (&n);

  for (guint i = 0; i < n; i++)
    {
      gboolean known = strcmp (places[i].id, id) == 0;

      for (guint j = 0; !known && places[i].kinds[j] != NULL; j++)
        {
          g_autoptr (WabiRecord) record = wabi_desk_get (self->desk, wabi_domain_find_kind (places[i].kinds[j]), id);

          known = record != NULL;
        }
      if (!known)
        continue;
      set_segment (self, places[i].id);
      if (self->pane != NULL)
        wabi_billing_pane_open (self->pane, id);
      return TRUE;
    }
  return FALSE;
}

static void
open_page (WabiPage *page, const char *id)
{
  WabiBillingPage *self = WABI_BILLING_PAGE (page);
  g_autoptr (WabiRecord) charge = wabi_desk_get (self->desk, &wabi_kind_charge, id);
  g_autoptr (WabiRecord) claim = charge == NULL ? wabi_desk_get (self->desk, &wabi_kind_claim, id) : NULL;
  const char *claim_id = claim != NULL ? id : charge != NULL ? wabi_record_get_text (charge, "claim") : NULL;

  if (id == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  if (strcmp (id, "claims") == 0)
    {
      set_segment (self, "claims");
      return;
    }
  if (charge == NULL && claim == NULL && open_in_pane (self, id))
    return;
  if (claim_id != NULL)
    {
      set_segment (self, "claims");
      wabi_claims_view_open (self->claims, claim_id);
      return;
    }
  set_segment (self, "charges");
  wabi_charges_view_open (self->charges, id);
}

static void
search_page (WabiPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (WABI_BILLING_PAGE (page)->search));
}

static void
toggle_companion (WabiPage *page)
{
  WabiBillingPage *self = WABI_BILLING_PAGE (page);
  gboolean visible = !wabi_charges_view_get_side (self->charges);

  if (self->pane != NULL)
    {
      wabi_billing_pane_toggle_side (self->pane);
      return;
    }
  wabi_charges_view_set_side (self->charges, visible);
  wabi_claims_view_set_side (self->claims, visible);
}

static const WabiPageKey *
list_keys (WabiPage *page, guint *n)
{
  static const WabiPageKey keys[] = {
    { "<Control>m", N_ ("Make claims") },          { "F5", N_ ("Check all") },
    { "r", N_ ("Check the session again") },       { "v", N_ ("Set the session aside") },
    { "<Control>s", N_ ("Save the claim file") },  { "<Control>space", N_ ("Select one more session") },
    WABI_BILLING_TURN_KEYS,
  };

  if (WABI_BILLING_PAGE (page)->pane != NULL)
    return wabi_billing_pane_list_keys (WABI_BILLING_PAGE (page)->pane, n);
  *n = G_N_ELEMENTS (keys);
  return keys;
}

static void
page_iface_init (WabiPageInterface *iface)
{
  iface->open = open_page;
  iface->search = search_page;
  iface->toggle_companion = toggle_companion;
  iface->list_keys = list_keys;
}

/* --- The widget --- */

static void
wabi_billing_page_dispose (GObject *object)
{
  WabiBillingPage *self = WABI_BILLING_PAGE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->claims_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_BILLING_PAGE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->book);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_billing_page_parent_class)->dispose (object);
}

/*
 * What is shown has keys of its own, and GTK lets it hear them only while the focus is inside: not after one came by the tabs or
 * the menu, and not where the list is empty and nothing inside can have the focus. Keys that nobody took are handed on to it. Only
 * those with Ctrl: Delete and letters act on what has the focus.
 */
static gboolean
on_stray_key_cb (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType mods, GtkWidget *page)
{
  GtkWidget *shown = gtk_stack_get_visible_child (WABI_BILLING_PAGE (page)->stack), *window = GTK_WIDGET (gtk_widget_get_root (page));
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  gboolean elsewhere = focus == NULL || (!gtk_widget_is_ancestor (focus, shown) && focus != shown);

  if ((mods & GDK_CONTROL_MASK) == 0 || !gtk_widget_get_mapped (page) || !elsewhere)
    return FALSE;
  /* What acts on a row wants it to have the focus: nobody posts a payment from the search. */
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    return FALSE;
  if (focus != NULL && GTK_WIDGET (gtk_widget_get_native (focus)) != window) /* a menu that is open keeps its keys */
    return FALSE;
  return gtk_event_controller_key_forward (keys, shown);
}

static void
wabi_billing_page_root (GtkWidget *widget)
{
  WabiBillingPage *self = WABI_BILLING_PAGE (widget);

  GTK_WIDGET_CLASS (wabi_billing_page_parent_class)->root (widget);
  self->strays = gtk_event_controller_key_new ();
  g_signal_connect (self->strays, "key-pressed", G_CALLBACK (on_stray_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (widget)), self->strays);
}

static void
wabi_billing_page_unroot (GtkWidget *widget)
{
  WabiBillingPage *self = WABI_BILLING_PAGE (widget);

  gtk_widget_remove_controller (GTK_WIDGET (gtk_widget_get_root (widget)), self->strays);
  self->strays = NULL;
  GTK_WIDGET_CLASS (wabi_billing_page_parent_class)->unroot (widget);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, segments);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, search);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, make);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, check);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, progress);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, banner);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, ready);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, hand);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, at_payers);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, clean);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, charges);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, claims);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, files);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, more_places);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, pane_actions);
  gtk_widget_class_bind_template_child (widget_class, WabiBillingPage, metrics);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_segment_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_ready_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_hand_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_clean_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_at_payers_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_banner_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_file_requested_cb);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "billing.make", NULL, on_make_cb);
  gtk_widget_class_install_action (widget_class, "billing.make-claims", NULL, on_make_claims_cb);
  gtk_widget_class_install_action (widget_class, "billing.check", NULL, on_check_cb);
  gtk_widget_class_install_action (widget_class, "billing.refresh", NULL, on_refresh_cb);
  gtk_widget_class_install_action (widget_class, "billing.void", NULL, on_void_cb);
  gtk_widget_class_install_action (widget_class, "billing.place", "s", on_place_cb);
  gtk_widget_class_install_action (widget_class, "billing.turn", "i", on_turn_cb);
  gtk_widget_class_install_action (widget_class, "billing.save-file", NULL, on_save_file_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, GDK_CONTROL_MASK, "billing.make", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "billing.check", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, 0, "billing.refresh", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, 0, "billing.void", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "billing.save-file", NULL);
}

static void
wabi_billing_page_class_init (WabiBillingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_billing_page_dispose;
  widget_class->root = wabi_billing_page_root;
  widget_class->unroot = wabi_billing_page_unroot;
  g_type_ensure (WABI_TYPE_TOGGLE_GROUP);
  g_type_ensure (WABI_TYPE_METRIC);
  g_type_ensure (WABI_TYPE_BANNER);
  g_type_ensure (WABI_TYPE_CHARGES_VIEW);
  g_type_ensure (WABI_TYPE_CLAIMS_VIEW);
  g_type_ensure (WABI_TYPE_FILES_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-billing-page.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
  install_actions (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_places (WabiBillingPage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  guint n;
  const WabiBillingPlace *places = wabi_billing_list_places (&n);

  wabi_toggle_group_add (self->segments, "charges", _("Ready to bill"));
  wabi_toggle_group_add (self->segments, "claims", _("Claims"));
  g_menu_append (menu, _("Claim files"), "billing.place::files");
  for (guint i = 0; i < n; i++)
    if (places[i].more)
      {
        g_autofree char *action = g_strconcat ("billing.place::", places[i].id, NULL);

        g_menu_append (menu, _(places[i].title), action);
      }
    else
      wabi_toggle_group_add (self->segments, places[i].id, _(places[i].title));
  gtk_menu_button_set_menu_model (self->more_places, G_MENU_MODEL (menu));
}

/* Before the lists hear them: those would scroll sideways by the same keys. */
static void
add_turn_keys (WabiBillingPage *self)
{
  static const struct { guint key; int by; } turns[] = { { GDK_KEY_Page_Down, 1 }, { GDK_KEY_Page_Up, -1 } };
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (turns[i].key, GDK_CONTROL_MASK), gtk_named_action_new ("billing.turn"));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (turns[i].by));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
wabi_billing_page_init (WabiBillingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_places (self);
  add_turn_keys (self);
}

static void
ensure_resources (void)
{
  static gsize done = 0;
  GtkCssProvider *provider;

  if (!g_once_init_enter (&done))
    return;
  wabi_billing_register_resource ();
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/care/wabi/WabiCare/ui/billing.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (provider);
  g_once_init_leave (&done, 1);
}

GtkWidget *
wabi_billing_page_new (WabiDesk *desk)
{
  WabiBillingPage *self;

  ensure_resources ();
  self = g_object_new (WABI_TYPE_BILLING_PAGE, NULL);
  self->desk = g_object_ref (desk);
  wabi_charges_view_set_desk (self->charges, desk);
  wabi_claims_view_set_desk (self->claims, desk);
  wabi_files_view_set_desk (self->files, desk);
  self->book = g_object_ref (wabi_charges_view_get_book (self->charges));
  g_signal_connect_object (self->book, "settled", G_CALLBACK (on_settled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->book, "changed", G_CALLBACK (on_book_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->charges, "selected", G_CALLBACK (show_make), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  show_at_payers (self);
  on_book_changed_cb (self);
  return GTK_WIDGET (self);
}
