// SPDX-License-Identifier: AGPL-3.0-or-later
// What holds up a charge, mended where the person is.

#include "wabi-mend.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-ask-entry.h"
#include "wabi-codes.h"
#include "wabi-confirm.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-money.h"

typedef struct
{
  WabiDesk *desk;
  WabiRecord *charge;
  GPtrArray *alike; /* of charges, the one that was chosen first */
  WabiConfirm *confirm; /* borrowed while it is shown */
  const char *way;
  GtkEditable *number, *from, *to;
} Mending;

static const struct { const char *way, *label, *place; } ways[] = {
  { "note", N_ ("Open note"), "notes" },
  { "note/guardian", N_ ("Ask the family"), "notes" },
  { "client/diagnosis", N_ ("Open client"), "clients" },
  { "client/coverage", N_ ("Open coverage"), "clients" },
  { "client/authorization", N_ ("Open authorizations"), "clients" },
  { "authorization", N_ ("Open authorizations"), "clients" },
  { "schedule", N_ ("Open schedule"), "schedule" },
  { "charge/units", N_ ("Check again"), NULL },
  { "charge/amount", N_ ("Check again"), NULL },
  { "charge/modifiers", N_ ("Check again"), NULL },
  { "charge/distinct", N_ ("Say how it was distinct"), NULL },
  { "client", N_ ("Open client"), "clients" },
  { "place", N_ ("Open schedule"), "schedule" },
  { "practice", N_ ("Open preferences"), NULL },
  { "payer", N_ ("Open payer"), NULL },
  { "payer/filing", N_ ("Open payer"), NULL },
  { "staff", N_ ("Open preferences"), NULL },
  { "staff/credential", N_ ("Record the credential"), NULL },
  { "staff/npi", N_ ("Record the NPI"), NULL },
  { "payer/enrollment", N_ ("Record the enrollment"), NULL },
  { "payer/fee", N_ ("Record the fee"), NULL },
};

const char *
wabi_mend_get_label (const char *way)
{
  for (guint i = 0; way != NULL && i < G_N_ELEMENTS (ways); i++)
    if (strcmp (ways[i].way, way) == 0)
      return _(ways[i].label);
  return NULL;
}

static void
free_mending (Mending *mending)
{
  g_object_unref (mending->desk);
  g_object_unref (mending->charge);
  g_ptr_array_unref (mending->alike);
  g_clear_object (&mending->number);
  g_clear_object (&mending->from);
  g_clear_object (&mending->to);
  g_free (mending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Mending, free_mending)

static gboolean
is_date (GtkEditable *entry, gboolean required)
{
  const char *text = entry != NULL ? gtk_editable_get_text (entry) : "";
  WabiDay day;

  return *text == '\0' ? !required : wabi_day_parse (text, &day);
}

static gboolean
is_complete (Mending *mending)
{
  const char *number = mending->number != NULL ? gtk_editable_get_text (mending->number) : NULL;
  gint64 cents;

  if (strcmp (mending->way, "staff/npi") == 0)
    return wabi_codes_is_npi (number);
  if (strcmp (mending->way, "payer/fee") == 0 && !(wabi_money_parse (number, &cents) && cents > 0))
    return FALSE;
  return is_date (mending->from, TRUE) && is_date (mending->to, strcmp (mending->way, "staff/credential") == 0);
}

static void
on_input_cb (Mending *mending)
{
  wabi_confirm_set_choice_enabled (mending->confirm, "save", is_complete (mending));
}

static JsonObject *
make_args (Mending *mending, const char **command)
{
  g_autofree char *id = wabi_desk_new_id (mending->desk);
  const char *staff = wabi_record_get_text (mending->charge, "staff"), *payer = wabi_record_get_text (mending->charge, "payer");
  g_autoptr (WabiRecord) person = wabi_desk_get (mending->desk, &wabi_kind_staff, staff);
  JsonObject *args;
  gint64 cents = 0;

  if (strcmp (mending->way, "payer/enrollment") == 0)
    {
      *command = "enrollment.set";
      return wabi_args ("id", id, "staff", staff, "payer", payer, "valid_from", wabi_ask_entry_get (mending->from), "valid_to",
                        wabi_ask_entry_get (mending->to), NULL);
    }
  if (strcmp (mending->way, "staff/credential") == 0)
    {
      *command = "credential.set";
      return wabi_args ("id", id, "staff", staff, "type", person != NULL ? wabi_record_get_text (person, "credential") : "RBT", "number",
                        wabi_ask_entry_get (mending->number), "valid_from", wabi_ask_entry_get (mending->from), "valid_to", wabi_ask_entry_get (mending->to),
                        NULL);
    }
  if (strcmp (mending->way, "staff/npi") == 0 && person != NULL)
    {
      *command = "staff.set";
      args = wabi_json_object_copy (wabi_record_get_body (person));
      json_object_set_string_member (args, "id", staff);
      json_object_set_int_member (args, "base_version", wabi_record_get_version (person));
      json_object_set_string_member (args, "npi", gtk_editable_get_text (mending->number));
      return args;
    }
  *command = "fee.set";
  args = wabi_args ("id", id, "payer", payer, "service_code", wabi_record_get_text (mending->charge, "service_code"), "valid_from",
                    wabi_ask_entry_get (mending->from), NULL);
  if (wabi_money_parse (gtk_editable_get_text (mending->number), &cents))
    json_object_set_int_member (args, "cents", cents);
  return args;
}

/* Makes each open charge again; what does not work is told once. Returns how many. */
static guint
refresh (WabiDesk *desk, GPtrArray *charges, gboolean undo)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  for (guint i = 0; i < charges->len && error == NULL; i++)
    {
      WabiRecord *charge = g_ptr_array_index (charges, i);

      if (!wabi_record_is (charge, "state", "open"))
        continue;
      n += wabi_desk_do (desk, "charge.refresh", wabi_args ("id", wabi_record_get_id (charge), NULL), NULL, undo ? "charge.refresh" : NULL,
                         undo ? wabi_args ("id", wabi_record_get_id (charge), NULL) : NULL, &error);
    }
  if (error != NULL)
    wabi_desk_tell_error (desk, error);
  return n;
}

/* What takes the record away again, or makes it what it was. */
static JsonObject *
make_undo (Mending *mending, const char *command, JsonObject *args, const char **undo)
{
  const char *id = wabi_json_peek_text (args, "id");
  g_autoptr (WabiRecord) person = strcmp (command, "staff.set") == 0 ? wabi_desk_get (mending->desk, &wabi_kind_staff, id) : NULL;
  JsonObject *back;
  JsonArray *gone;

  *undo = strcmp (command, "enrollment.set") == 0 ? "enrollment.remove" : "credential.remove";
  if (person != NULL)
    {
      *undo = command;
      back = wabi_json_object_copy (wabi_record_get_body (person));
      json_object_set_string_member (back, "id", id);
      json_object_set_int_member (back, "base_version", wabi_record_get_version (person) + 1);
      if (!json_object_has_member (back, "npi"))
        json_object_set_null_member (back, "npi");
      return back;
    }
  if (strcmp (command, "fee.set") != 0)
    return wabi_args ("id", id, NULL);
  *undo = "fee.change";
  back = wabi_args ("payer", wabi_json_peek_text (args, "payer"), NULL);
  gone = json_array_new ();
  json_array_add_string_element (gone, id);
  json_object_set_array_member (back, "remove", gone);
  json_object_set_array_member (back, "put", json_array_new ());
  return back;
}

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Mending) mending = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  const char *command, *undo;
  JsonObject *args, *back;
  g_autoptr (JsonObject) again = NULL;
  gboolean ok;

  if (choice == NULL)
    return;
  args = make_args (mending, &command);
  back = make_undo (mending, command, args, &undo);
  again = wabi_json_object_copy (args);
  wabi_desk_begin_group (mending->desk);
  /* A fee or an NPI goes into the charge itself, and into all that waited for it; when it is taken back, out of them again, which comes last. */
  refresh (mending->desk, mending->alike, TRUE);
  ok = wabi_desk_do (mending->desk, command, args, NULL, undo, back, &error);
  if (ok && strcmp (command, "staff.set") != 0)
    wabi_desk_set_births (mending->desk, g_steal_pointer (&again));
  if (ok)
    refresh (mending->desk, mending->alike, TRUE);
  if (ok)
    wabi_desk_end_group (mending->desk, _("Recorded. The charge is checked again"));
  else
    {
      g_autoptr (GError) inner = NULL;

      if (!wabi_desk_drop_group (mending->desk, &inner))
        g_prefix_error (&error, "%s ", inner->message);
      wabi_desk_tell_error (mending->desk, error);
    }
}

static GtkEditable *
add_entry (GtkWidget *grid, int row, Mending *mending, const char *label, const char *placeholder, const char *text)
{
  GtkEditable *entry = wabi_ask_entry_attach (GTK_GRID (grid), row, label, placeholder, text);

  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_input_cb), mending);
  return entry;
}

static char *
dup_heading (Mending *mending, char **body)
{
  g_autofree char *staff = wabi_desk_dup_name (mending->desk, &wabi_kind_staff, wabi_record_get_text (mending->charge, "staff"));
  g_autoptr (WabiRecord) payer = wabi_desk_get (mending->desk, &wabi_kind_payer, wabi_record_get_text (mending->charge, "payer"));
  const char *name = payer != NULL ? wabi_record_get_text (payer, "name") : "";

  if (strcmp (mending->way, "payer/enrollment") == 0)
    {
      *body = g_strdup_printf (_("From when %s may give services to members of %s."), staff, name);
      return g_strdup (_("Record an enrollment"));
    }
  if (strcmp (mending->way, "staff/credential") == 0)
    {
      *body = g_strdup_printf (_("The certificate of %s, as the board's register shows it."), staff);
      return g_strdup (_("Record a credential"));
    }
  if (strcmp (mending->way, "staff/npi") == 0)
    {
      *body = g_strdup_printf (_("The national provider identifier of %s: ten digits, the last of which checks the others."), staff);
      return g_strdup (_("Record an NPI"));
    }
  *body = g_strdup_printf (_("What %s pays for a unit of %s."), name, wabi_record_get_text (mending->charge, "service_code"));
  return g_strdup (_("Record a fee"));
}

static void
ask (GtkWidget *parent, Mending *mending)
{
  g_autofree char *body = NULL, *heading = dup_heading (mending, &body);
  GtkWidget *grid = gtk_grid_new ();
  gboolean credential = strcmp (mending->way, "staff/credential") == 0, fee = strcmp (mending->way, "payer/fee") == 0;
  gboolean npi = strcmp (mending->way, "staff/npi") == 0;

  if (mending->alike->len > 1)
    {
      guint n = mending->alike->len - 1;
      g_autofree char *more = g_strdup_printf (ngettext ("It mends %u other session that waits for the same.", "It mends %u other sessions that wait for the same.", n), n);
      char *both = g_strdup_printf ("%s %s", body, more);

      g_free (body);
      body = both;
    }
  mending->confirm = wabi_confirm_new (heading, body);
  wabi_confirm_add_choice (mending->confirm, "save", _("Record"), WABI_CHOICE_SUGGESTED);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  if (fee || npi || credential)
    mending->number = add_entry (grid, 0, mending, fee ? _("Dollars a unit") : npi ? _("NPI") : _("Number"),
                                 fee ? "17.00" : npi ? "1234567893" : _("Certificate number"), NULL);
  if (!npi)
    mending->from = add_entry (grid, 1, mending, _("Valid from"), "YYYY-MM-DD", wabi_record_get_text (mending->charge, "date"));
  if (!npi && !fee)
    mending->to = add_entry (grid, 2, mending, _("Valid until"), credential ? "YYYY-MM-DD" : _("YYYY-MM-DD, or empty: open"), NULL);
  wabi_confirm_set_extra (mending->confirm, grid);
  on_input_cb (mending);
  wabi_confirm_choose_async (mending->confirm, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, on_chosen_cb, mending);
}

static void
check_again (WabiDesk *desk, GPtrArray *charges)
{
  guint n = refresh (desk, charges, FALSE), open = 0;
  g_autofree char *words = g_strdup_printf (ngettext ("%u session checked again", "%u sessions checked again", n), n);

  for (guint i = 0; i < charges->len; i++)
    open += wabi_record_is (g_ptr_array_index (charges, i), "state", "open");
  /* What went wrong was told. */
  if (n > 0 || open == 0)
    wabi_desk_tell (desk, n > 0 ? words : _("These sessions are on a claim: there is nothing to check again"));
}

/* ---- Two services that are paid together only if they were distinct ---- */

static void
on_distinct_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Mending) mending = data;
  g_autofree char *modifier = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (GError) error = NULL;
  const char *id = wabi_record_get_id (mending->charge);

  if (modifier != NULL
      && !wabi_desk_do (mending->desk, "charge.distinct", wabi_args ("id", id, "modifier", modifier, NULL), _("The modifier is on the line"),
                        "charge.distinct", wabi_args ("id", id, NULL), &error))
    wabi_desk_tell_error (mending->desk, error);
}

static void
ask_distinct (GtkWidget *parent, WabiDesk *desk, WabiRecord *charge)
{
  static const char *const modifiers[] = { "59", "XE", "XP", "XS", "XU" };
  Mending *mending = g_new0 (Mending, 1);
  WabiConfirm *confirm
      = wabi_confirm_new (_("How was this service distinct?"),
                          _("XE: another encounter. XP: another practitioner. XS: another structure. XU: it does not overlap in the usual way. 59: none of "
                            "these says it. The notes of both must show it: payers ask for them."));

  mending->desk = g_object_ref (desk);
  mending->charge = g_object_ref (charge);
  mending->alike = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (modifiers); i++)
    wabi_confirm_add_choice (confirm, modifiers[i], modifiers[i], WABI_CHOICE_PLAIN);
  wabi_confirm_choose_async (confirm, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, on_distinct_cb, mending);
}

static void
start (GtkWidget *parent, WabiDesk *desk, GPtrArray *alike, const char *way)
{
  Mending *mending = g_new0 (Mending, 1);

  mending->desk = g_object_ref (desk);
  mending->charge = g_object_ref (g_ptr_array_index (alike, 0));
  mending->alike = g_ptr_array_ref (alike);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (strcmp (ways[i].way, way) == 0)
      mending->way = ways[i].way;
  if (mending->way == NULL)
    free_mending (mending);
  else
    ask (parent, mending);
}

void
wabi_mend_open_all (GtkWidget *parent, WabiDesk *desk, GPtrArray *alike, const char *way)
{
  static const char *const settings[] = { "practice", "staff", NULL };
  WabiRecord *charge = g_ptr_array_index (alike, 0);

  if (g_str_has_prefix (way, "note"))
    wabi_desk_go (desk, "notes", wabi_record_get_text (charge, "note"));
  else if (g_str_has_prefix (way, "client") || strcmp (way, "authorization") == 0)
    wabi_desk_go (desk, "clients", wabi_record_get_text (charge, "client"));
  else if (strcmp (way, "schedule") == 0 || strcmp (way, "place") == 0)
    {
      g_autoptr (WabiRecord) session = wabi_desk_get (desk, &wabi_kind_session, wabi_record_get_text (charge, "session"));

      wabi_desk_go (desk, "schedule", session != NULL ? wabi_record_get_text (session, "appointment") : NULL);
    }
  else if (strcmp (way, "charge/distinct") == 0)
    ask_distinct (parent, desk, charge); /* one by one: each is a reading of its notes */
  else if (g_str_has_prefix (way, "charge"))
    check_again (desk, alike);
  else if (strcmp (way, "payer") == 0 || strcmp (way, "payer/filing") == 0)
    wabi_desk_go (desk, "billing", wabi_record_get_text (charge, "payer"));
  else if (g_strv_contains (settings, way))
    gtk_widget_activate_action (parent, "win.preferences", NULL);
  else
    start (parent, desk, alike, way);
}

void
wabi_mend_open (GtkWidget *parent, WabiDesk *desk, WabiRecord *charge, const char *way)
{
  g_autoptr (GPtrArray) alone = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (alone, g_object_ref (charge));
  wabi_mend_open_all (parent, desk, alone, way);
}
