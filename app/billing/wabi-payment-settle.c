// SPDX-License-Identifier: AGPL-3.0-or-later
// The questions that a payment asks of a person: which claim, which payer, how it is shared out, and why it is taken back.

#include "wabi-payment-settle.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-ask-entry.h"
#include "wabi-confirm.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-money.h"
#include "wabi-remit-content.h"
#include "wabi-remit-plan.h"

typedef struct
{
  WabiDesk *desk;
  WabiRecord *record; /* the answer or remittance that is asked about */
  WabiRecord *claim;
  WabiConfirm *confirm; /* borrowed while it is shown */
  GPtrArray *choices;   /* records to choose from */
  GtkDropDown *down;
  GtkEditable *words, *number;
  GPtrArray *charges; /* records */
  GPtrArray *entries; /* of each charge: paid, contract, family, written off */
  GtkLabel *rest;
} Asking;

#define PARTS 4

static const struct
{
  const char *name, *label;
} parts[PARTS] = {
  { "paid", N_ ("Paid") },
  { "contractual", N_ ("Contract") },
  { "family", N_ ("Family") },
  { "write_off", N_ ("Written off") },
};

static void
free_asking (Asking *asking)
{
  g_clear_object (&asking->desk);
  g_clear_object (&asking->record);
  g_clear_object (&asking->claim);
  g_clear_pointer (&asking->choices, g_ptr_array_unref);
  g_clear_pointer (&asking->charges, g_ptr_array_unref);
  g_clear_pointer (&asking->entries, g_ptr_array_unref);
  g_clear_object (&asking->down);
  g_clear_object (&asking->words);
  g_clear_object (&asking->number);
  g_clear_object (&asking->rest);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, free_asking)

static Asking *
asking_new (WabiDesk *desk, WabiRecord *record)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->desk = g_object_ref (desk);
  asking->record = g_object_ref (record);
  return asking;
}

static GtkDropDown *
add_choices (GtkBox *box, const char *label, GtkStringList *names)
{
  GtkWidget *down = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (names)), NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (down), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (box, down);
  return g_object_ref (GTK_DROP_DOWN (down));
}

static GtkWindow *
get_window (GtkWidget *parent)
{
  return GTK_WINDOW (gtk_widget_get_root (parent));
}

/* --- Which claim --- */

static WabiRecord *
find_by_number (Asking *asking)
{
  g_autofree char *number = asking->number != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (asking->number))) : g_strdup ("");
  g_autoptr (GPtrArray) found = *number != '\0' ? wabi_lookup_by (wabi_desk_get_view (asking->desk), &wabi_kind_claim, "control", number) : NULL;

  return found != NULL && found->len == 1 ? g_object_ref (g_ptr_array_index (found, 0)) : NULL;
}

static void
on_match_input_cb (Asking *asking)
{
  g_autoptr (WabiRecord) claim = find_by_number (asking);
  gboolean typed = asking->number != NULL && *gtk_editable_get_text (asking->number) != '\0';

  wabi_confirm_set_choice_enabled (asking->confirm, "match", typed ? claim != NULL : asking->choices->len > 0);
}

static void
on_matched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asking) asking = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (WabiRecord) claim = choice != NULL ? find_by_number (asking) : NULL;
  g_autoptr (GError) error = NULL;
  guint at = asking->down != NULL ? gtk_drop_down_get_selected (asking->down) : GTK_INVALID_LIST_POSITION;
  const char *id = wabi_record_get_id (asking->record);

  if (choice == NULL)
    return;
  if (claim == NULL && at < asking->choices->len)
    claim = g_object_ref (g_ptr_array_index (asking->choices, at));
  if (claim == NULL)
    return;
  if (!wabi_desk_do (asking->desk, "remittance.match", wabi_args ("id", id, "claim", wabi_record_get_id (claim), NULL),
                     _ ("Matched. Post the payment to book it"), "remittance.match", wabi_args ("id", id, NULL), &error))
    wabi_desk_tell_error (asking->desk, error);
}

static char *
describe_claim (WabiDesk *desk, WabiRecord *claim)
{
  g_autofree char *name = wabi_desk_dup_name (desk, &wabi_kind_client, wabi_record_get_text (claim, "client"));
  g_autofree char *total = wabi_format_money (wabi_record_get_int (claim, "total_cents"));
  g_autofree char *date = wabi_format_date_text (wabi_record_get_text (claim, "from_date"));

  return g_strdup_printf ("%s · %s · %s · %s", name, date, total, wabi_record_get_text (claim, "control"));
}

void
wabi_payment_match_ask (GtkWidget *parent, WabiDesk *desk, WabiRecord *answer)
{
  Asking *asking = asking_new (desk, answer);
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *money = wabi_format_money (wabi_record_get_int (answer, "paid_cents")), *body = NULL;

  asking->choices = wabi_remit_suggest (wabi_desk_get_view (desk), answer);
  for (guint i = 0; i < asking->choices->len; i++)
    {
      g_autofree char *words = describe_claim (desk, g_ptr_array_index (asking->choices, i));

      gtk_string_list_append (names, words);
    }
  body = asking->choices->len > 0
             ? g_strdup_printf (_ ("The payer paid %s and gave a number that is none of yours. These claims fit its dates, member or charge:"), money)
             : g_strdup_printf (_ ("The payer paid %s and gave a number that is none of yours. No claim fits its dates; type the number of yours."), money);
  asking->confirm = wabi_confirm_new (_ ("Which claim is meant?"), body);
  wabi_confirm_add_choice (asking->confirm, "match", _ ("Match"), WABI_CHOICE_SUGGESTED);
  if (asking->choices->len > 0)
    asking->down = add_choices (box, _ ("Claim"), names);
  asking->number = wabi_ask_entry_add (box, _ ("Another claim, by its number"), NULL, NULL);
  g_signal_connect_swapped (asking->number, "changed", G_CALLBACK (on_match_input_cb), asking);
  wabi_confirm_set_extra (asking->confirm, GTK_WIDGET (box));
  on_match_input_cb (asking);
  wabi_confirm_choose_async (asking->confirm, get_window (parent), NULL, on_matched_cb, asking);
}

/* --- Which payer --- */

static void
on_payer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asking) asking = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  guint at = gtk_drop_down_get_selected (asking->down);
  g_autoptr (GError) error = NULL;

  if (choice == NULL || at >= asking->choices->len)
    return;
  if (!wabi_desk_do (asking->desk, "remittance.set-payer",
                     wabi_args ("id", wabi_record_get_id (asking->record), "payer", wabi_record_get_id (g_ptr_array_index (asking->choices, at)), NULL),
                     _ ("Payer chosen"), "remittance.set-payer",
                     wabi_args ("id", wabi_record_get_id (asking->record), "payer", wabi_record_get_text (asking->record, "payer"), NULL), &error))
    wabi_desk_tell_error (asking->desk, error);
}

void
wabi_payment_payer_ask (GtkWidget *parent, WabiDesk *desk, WabiRecord *remittance)
{
  Asking *asking = asking_new (desk, remittance);
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *told = wabi_record_get_text (remittance, "payer_name");
  g_autofree char *body = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_payer);
  query.order_by = "name";
  asking->choices = wabi_desk_list (desk, &query);
  for (guint i = 0; i < asking->choices->len; i++)
    gtk_string_list_append (names, wabi_record_get_text (g_ptr_array_index (asking->choices, i), "name"));
  body = g_strdup_printf (_ ("The sender calls itself “%s”, which is none of your payers. Its number can be kept with the payer, so that the next payment is known."),
                          told != NULL ? told : "");
  asking->confirm = wabi_confirm_new (_ ("Who sent this payment?"), body);
  wabi_confirm_add_choice (asking->confirm, "choose", _ ("Choose"), WABI_CHOICE_SUGGESTED);
  asking->down = add_choices (box, _ ("Payer"), names);
  wabi_confirm_set_extra (asking->confirm, GTK_WIDGET (box));
  wabi_confirm_set_choice_enabled (asking->confirm, "choose", asking->choices->len > 0);
  wabi_confirm_choose_async (asking->confirm, get_window (parent), NULL, on_payer_cb, asking);
}

/* --- Taking back --- */

static void
on_reverse_input_cb (Asking *asking)
{
  wabi_confirm_set_choice_enabled (asking->confirm, "back", wabi_ask_entry_get (asking->words) != NULL);
}

static void
on_reverse_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asking) asking = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  gboolean whole = wabi_record_get_kind (asking->record) == &wabi_kind_remittance;
  const char *remittance = whole ? wabi_record_get_id (asking->record) : wabi_record_get_text (asking->record, "remittance");
  g_autoptr (GError) error = NULL;

  if (choice == NULL)
    return;
  if (!wabi_desk_do (asking->desk, "remittance.reverse",
                     wabi_args ("id", wabi_record_get_id (asking->record), "words", gtk_editable_get_text (asking->words), NULL),
                     _ ("Taken back by entries that reverse it"), "remittance.post", wabi_args ("id", remittance, NULL), &error))
    wabi_desk_tell_error (asking->desk, error);
}

void
wabi_payment_reverse_ask (GtkWidget *parent, WabiDesk *desk, WabiRecord *record)
{
  Asking *asking = asking_new (desk, record);
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gboolean whole = wabi_record_get_kind (record) == &wabi_kind_remittance;

  asking->confirm = wabi_confirm_new (whole ? _ ("Take this payment back?") : _ ("Take this answer back?"),
                                      _ ("Nothing is deleted: entries that reverse it are added to the books, with your reason. It can then be posted again; what was settled by hand is settled by hand again."));
  wabi_confirm_add_choice (asking->confirm, "back", _ ("Take back"), WABI_CHOICE_DESTRUCTIVE);
  asking->words = wabi_ask_entry_add (box, _ ("Why"), _ ("Posted to the wrong practice"), NULL);
  g_signal_connect_swapped (asking->words, "changed", G_CALLBACK (on_reverse_input_cb), asking);
  wabi_confirm_set_extra (asking->confirm, GTK_WIDGET (box));
  on_reverse_input_cb (asking);
  wabi_confirm_choose_async (asking->confirm, get_window (parent), NULL, on_reverse_cb, asking);
}

/* --- Sharing out --- */

static gboolean
read_part (Asking *asking, guint charge, guint part, gint64 *cents)
{
  const char *text = gtk_editable_get_text (g_ptr_array_index (asking->entries, charge * PARTS + part));

  *cents = 0;
  return *text == '\0' || wabi_money_parse (text, cents);
}

static void
on_settle_input_cb (Asking *asking)
{
  gint64 paid = 0, wanted = wabi_record_get_int (asking->record, "paid_cents"), cents;
  g_autofree char *money = NULL, *words = NULL;
  gboolean fine = TRUE;

  for (guint i = 0; i < asking->charges->len; i++)
    for (guint j = 0; j < PARTS; j++)
      {
        fine = read_part (asking, i, j, &cents) && fine;
        paid += j == 0 ? cents : 0;
      }
  money = wabi_format_money (wanted - paid);
  words = paid == wanted ? g_strdup (_ ("All of the payment is shared out.")) : g_strdup_printf (_ ("Still to be shared out: %s"), money);
  gtk_label_set_label (asking->rest, fine ? words : _ ("An amount cannot be read. Write it as 12.50."));
  wabi_confirm_set_choice_enabled (asking->confirm, "settle", fine && paid == wanted && wabi_ask_entry_get (asking->words) != NULL);
}

static void
on_settled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asking) asking = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (GError) error = NULL;
  const char *id = wabi_record_get_id (asking->record);
  JsonObject *args;
  JsonArray *lines;

  if (choice == NULL)
    return;
  lines = json_array_new ();
  for (guint i = 0; i < asking->charges->len; i++)
    {
      JsonObject *line = json_object_new ();

      json_object_set_string_member (line, "charge", wabi_record_get_id (g_ptr_array_index (asking->charges, i)));
      for (guint j = 0; j < PARTS; j++)
        {
          gint64 cents;

          if (read_part (asking, i, j, &cents) && cents != 0)
            json_object_set_int_member (line, parts[j].name, cents);
        }
      json_array_add_object_element (lines, line);
    }
  args = wabi_args ("id", id, "claim", wabi_record_get_id (asking->claim), "words", gtk_editable_get_text (asking->words), NULL);
  json_object_set_array_member (args, "lines", lines);
  if (!wabi_desk_do (asking->desk, "remittance.settle", args, _ ("Settled by hand"), "remittance.reverse",
                     wabi_args ("id", id, "words", _ ("Undone"), NULL), &error))
    wabi_desk_tell_error (asking->desk, error);
}

static GtkWidget *
make_cell (Asking *asking, WabiRecord *charge, guint part)
{
  g_autofree char *date = wabi_format_date_text (wabi_record_get_text (charge, "date"));
  g_autofree char *label = g_strdup_printf ("%s, %s", _ (parts[part].label), date);
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 8);
  gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_settle_input_cb), asking);
  g_ptr_array_add (asking->entries, g_object_ref (entry));
  return entry;
}

static GtkWidget *
make_grid (Asking *asking)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (guint j = 0; j < PARTS; j++)
    {
      GtkWidget *label = gtk_label_new (_ (parts[j].label));

      gtk_widget_add_css_class (label, "small");
      gtk_widget_add_css_class (label, "secondary");
      gtk_grid_attach (GTK_GRID (grid), label, (int) j + 1, 0, 1, 1);
    }
  for (guint i = 0; i < asking->charges->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (asking->charges, i);
      g_autofree char *date = wabi_format_date_text (wabi_record_get_text (charge, "date"));
      g_autofree char *open = wabi_format_money (wabi_record_get_int (charge, "balance_cents"));
      g_autofree char *words = g_strdup_printf (_ ("%s · %s, %s open"), date, wabi_record_get_text (charge, "service_code"), open);
      GtkWidget *label = gtk_label_new (words);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_grid_attach (GTK_GRID (grid), label, 0, (int) i + 1, 1, 1);
      for (guint j = 0; j < PARTS; j++)
        gtk_grid_attach (GTK_GRID (grid), make_cell (asking, charge, j), (int) j + 1, (int) i + 1, 1, 1);
    }
  return grid;
}

static void
add_to_cell (Asking *asking, guint charge, guint part, gint64 cents)
{
  GtkEditable *entry = g_ptr_array_index (asking->entries, charge * PARTS + part);
  g_autofree char *text = NULL;
  gint64 there = 0;

  if (cents == 0 || (*gtk_editable_get_text (entry) != '\0' && !wabi_money_parse (gtk_editable_get_text (entry), &there)))
    return;
  text = g_strdup_printf ("%.2f", (double) (there + cents) / 100);
  gtk_editable_set_text (entry, text);
}

static int
find_charge (Asking *asking, const char *id)
{
  for (guint i = 0; i < asking->charges->len; i++)
    if (strcmp (wabi_record_get_id (g_ptr_array_index (asking->charges, i)), id) == 0)
      return (int) i;
  return -1;
}

/* What the payer said of a line is the best first guess; of a line of several sessions, what falls to each. */
static void
guess_line (Asking *asking, const WabiSentLine *sent, JsonObject *told)
{
  g_autoptr (GArray) adjustments = NULL;
  g_autofree gint64 *amounts = wabi_remit_divide_line (sent, told, &adjustments);
  guint n = sent->parts->len;

  for (guint i = 0; amounts != NULL && i < n; i++)
    {
      int charge = find_charge (asking, g_array_index (sent->parts, WabiSentPart, i).charge);

      if (charge < 0)
        continue;
      add_to_cell (asking, (guint) charge, 0, amounts[i]);
      for (guint j = 0; j < adjustments->len; j++)
        {
          const WabiRemitCas *cas = &g_array_index (adjustments, WabiRemitCas, j);
          WabiReasonTreatment treatment = wabi_reason_treat (cas->group, cas->reason);

          if (treatment == WABI_REASON_CONTRACT || treatment == WABI_REASON_FAMILY)
            add_to_cell (asking, (guint) charge, treatment == WABI_REASON_CONTRACT ? 1 : 2, amounts[(gsize) (j + 1) * n + i]);
        }
    }
}

static void
guess (Asking *asking)
{
  g_autoptr (GPtrArray) sent = NULL;
  JsonObject *content = NULL;
  JsonArray *lines;

  if (!wabi_json_take_object (wabi_record_get_body (asking->record), "content", TRUE, &content, NULL))
    return;
  wabi_remit_match_lines (wabi_desk_get_view (asking->desk), asking->claim, content, &sent);
  lines = wabi_remit_content_lines (content);
  for (guint i = 0; i < sent->len; i++)
    if (g_ptr_array_index (sent, i) != NULL)
      guess_line (asking, g_ptr_array_index (sent, i), json_array_get_object_element (lines, i));
}

static void
load_charges (Asking *asking)
{
  g_auto (GStrv) ids = wabi_lookup_strv (asking->claim, "charges");

  asking->charges = g_ptr_array_new_with_free_func (g_object_unref);
  asking->entries = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      WabiRecord *charge = wabi_desk_get (asking->desk, &wabi_kind_charge, ids[i]);

      if (charge != NULL)
        g_ptr_array_add (asking->charges, charge);
    }
}

void
wabi_payment_settle_ask (GtkWidget *parent, WabiDesk *desk, WabiRecord *answer)
{
  Asking *asking;
  g_autoptr (WabiRecord) claim = wabi_desk_get (desk, &wabi_kind_claim, wabi_record_get_text (answer, "claim"));
  g_autofree char *money = wabi_format_money (wabi_record_get_int (answer, "paid_cents")), *body = NULL;
  GtkBox *box;
  GtkWidget *scroll;

  if (claim == NULL)
    {
      wabi_payment_match_ask (parent, desk, answer);
      return;
    }
  asking = asking_new (desk, answer);
  asking->claim = g_steal_pointer (&claim);
  load_charges (asking);
  box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  body = g_strdup_printf (_ ("The payer paid %s for this claim. Say what of it is for which session, and what becomes of the rest."), money);
  asking->confirm = wabi_confirm_new (_ ("Settle by hand"), body);
  wabi_confirm_add_choice (asking->confirm, "settle", _ ("Settle"), WABI_CHOICE_SUGGESTED);
  asking->rest = g_object_ref_sink (GTK_LABEL (gtk_label_new ("")));
  gtk_label_set_xalign (asking->rest, 0);
  gtk_widget_add_css_class (GTK_WIDGET (asking->rest), "numeric");
  scroll = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), make_grid (asking));
  gtk_box_append (box, scroll);
  gtk_box_append (box, GTK_WIDGET (asking->rest));
  asking->words = wabi_ask_entry_add (box, _ ("Why it is settled by hand"), _ ("Called the payer; reference 4471"), NULL);
  g_signal_connect_swapped (asking->words, "changed", G_CALLBACK (on_settle_input_cb), asking);
  wabi_confirm_set_extra (asking->confirm, GTK_WIDGET (box));
  guess (asking);
  on_settle_input_cb (asking);
  wabi_confirm_choose_async (asking->confirm, get_window (parent), NULL, on_settled_cb, asking);
}
