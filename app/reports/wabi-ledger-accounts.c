// SPDX-License-Identifier: AGPL-3.0-or-later
// What the practice's own bookkeeping calls the accounts. An administrator writes it; everybody who exports can read it.

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-confirm.h"
#include "wabi-report-private.h"

typedef struct
{
  WabiDesk *desk;
  char *practice;
  gint64 version; /* of what the person saw */
  GtkEditable *numbers[WABI_MONEY_N_ACCOUNTS], *names[WABI_MONEY_N_ACCOUNTS];
} Asking;

static void
free_asking (Asking *asking)
{
  g_object_unref (asking->desk);
  g_free (asking->practice);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, free_asking)

static JsonObject *
make_args (Asking *asking, gint64 version, JsonNode *take_accounts)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "id", asking->practice);
  json_object_set_int_member (args, "base_version", version);
  json_object_set_member (args, "ledger_accounts", take_accounts);
  return args;
}

/* What was there before; the defaults where nothing was. */
static JsonNode *
copy_accounts (WabiRecord *practice)
{
  JsonNode *before = json_object_get_member (wabi_record_get_body (practice), "ledger_accounts"), *none;

  if (before != NULL)
    return json_node_copy (before);
  none = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (none, json_array_new ());
  return none;
}

static JsonNode *
read_accounts (Asking *asking)
{
  JsonArray *accounts = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 1; i < WABI_MONEY_N_ACCOUNTS; i++)
    {
      JsonObject *one = json_object_new ();

      json_object_set_string_member (one, "account", wabi_money_account_get_name ((WabiMoneyAccount) i));
      json_object_set_string_member (one, "number", gtk_editable_get_text (asking->numbers[i]));
      json_object_set_string_member (one, "name", gtk_editable_get_text (asking->names[i]));
      json_array_add_object_element (accounts, one);
    }
  json_node_take_array (node, accounts);
  return node;
}

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asking) asking = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (WabiRecord) practice = NULL;
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (choice, "save") != 0)
    return;
  practice = wabi_desk_get (asking->desk, &wabi_kind_practice, asking->practice);
  if (practice == NULL)
    return;
  if (!wabi_desk_do (asking->desk, "practice.set", make_args (asking, asking->version, read_accounts (asking)), _("Account numbers saved"), "practice.set",
                     make_args (asking, asking->version + 1, copy_accounts (practice)), &error))
    wabi_desk_tell_error (asking->desk, error);
}

static GtkEditable *
add_entry (GtkGrid *grid, int row, int column, const char *text, int chars, const char *label, gboolean editable)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), chars);
  gtk_editable_set_editable (GTK_EDITABLE (entry), editable);
  gtk_entry_set_max_length (GTK_ENTRY (entry), 60);
  gtk_widget_set_hexpand (entry, column == 2);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_grid_attach (grid, entry, column, row, 1, 1);
  return GTK_EDITABLE (entry);
}

static GtkWidget *
make_grid (Asking *asking, WabiRecord *practice, gboolean editable)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  for (guint i = 1; i < WABI_MONEY_N_ACCOUNTS; i++)
    {
      const char *words = wabi_money_account_get_words ((WabiMoneyAccount) i);
      g_autofree char *number = NULL, *name = NULL;
      GtkWidget *label = gtk_label_new (words);

      wabi_ledger_dup_account (practice, (WabiMoneyAccount) i, &number, &name);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_grid_attach (GTK_GRID (grid), label, 0, (int) i, 1, 1);
      asking->numbers[i] = add_entry (GTK_GRID (grid), (int) i, 1, number, 8, words, editable);
      asking->names[i] = add_entry (GTK_GRID (grid), (int) i, 2, name, 26, words, editable);
    }
  return grid;
}

void
wabi_ledger_ask_accounts (WabiDesk *desk, GtkWindow *parent)
{
  gboolean admin = (wabi_desk_get_roles (desk) & WABI_ROLE_ADMIN) != 0;
  g_autoptr (GPtrArray) practices = NULL;
  WabiConfirm *confirm;
  Asking *asking;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_practice);
  practices = wabi_desk_list (desk, &query);
  if (practices->len == 0)
    return;
  asking = g_new0 (Asking, 1);
  asking->desk = g_object_ref (desk);
  asking->practice = g_strdup (wabi_record_get_id (g_ptr_array_index (practices, 0)));
  asking->version = wabi_record_get_version (g_ptr_array_index (practices, 0));
  confirm = wabi_confirm_new (_("Accounts of your bookkeeping"), admin ? _("The export for the general ledger writes these numbers and names.")
                                                                       : _("The export writes these numbers and names. An administrator can change them."));
  if (admin)
    wabi_confirm_add_choice (confirm, "save", _("Save"), WABI_CHOICE_SUGGESTED);
  wabi_confirm_set_extra (confirm, make_grid (asking, g_ptr_array_index (practices, 0), admin));
  wabi_confirm_choose_async (confirm, parent, NULL, on_chosen_cb, asking);
}
