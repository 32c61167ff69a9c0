// SPDX-License-Identifier: AGPL-3.0-or-later
// What would leave the building, and the question whether it may.

#include "wabi-claim-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-837p-writer.h"
#include "wabi-claim-build.h"
#include "wabi-confirm.h"
#include "wabi-format.h"
#include "wabi-x12-view.h"

/* What one request may carry. */
#define MAX_CHARGES 2000
#define MAX_REASONS 6

typedef struct
{
  char *payer;
  GPtrArray *charges; /* of records */
  guint n_claims;
  GtkCheckButton *check;
} Portion;

typedef struct
{
  WabiDesk *desk;
  WabiConfirm *confirm; /* borrowed while it is shown */
  GPtrArray *portions;
} Request;

static void
free_portion (gpointer data)
{
  Portion *portion = data;

  g_free (portion->payer);
  g_ptr_array_unref (portion->charges);
  g_clear_object (&portion->check);
  g_free (portion);
}

static void
free_request (Request *request)
{
  g_object_unref (request->desk);
  g_ptr_array_unref (request->portions);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, free_request)

static GPtrArray *
split (WabiDesk *desk, GPtrArray *ready)
{
  GPtrArray *portions = g_ptr_array_new_with_free_func (free_portion);

  for (guint i = 0; i < ready->len; i++)
    {
      WabiRecord *charge = wabi_charge_item_get_charge (g_ptr_array_index (ready, i));
      const char *payer = wabi_record_get_text (charge, "payer");
      Portion *portion = NULL;

      for (guint j = 0; payer != NULL && j < portions->len && portion == NULL; j++)
        if (strcmp (((Portion *) g_ptr_array_index (portions, j))->payer, payer) == 0)
          portion = g_ptr_array_index (portions, j);
      if (payer == NULL)
        continue;
      if (portion == NULL)
        {
          portion = g_new0 (Portion, 1);
          portion->payer = g_strdup (payer);
          portion->charges = g_ptr_array_new_with_free_func (g_object_unref);
          g_ptr_array_add (portions, portion);
        }
      g_ptr_array_add (portion->charges, g_object_ref (charge));
    }
  for (guint i = 0; i < portions->len; i++)
    {
      Portion *portion = g_ptr_array_index (portions, i);
      g_autoptr (WabiRecord) payer = wabi_desk_get (desk, &wabi_kind_payer, portion->payer);
      g_autoptr (GPtrArray) groups = wabi_claim_group_charges (wabi_desk_get_view (desk), payer, portion->charges);

      portion->n_claims = groups->len;
    }
  return portions;
}

guint
wabi_claim_request_count (WabiDesk *desk, GPtrArray *ready)
{
  g_autoptr (GPtrArray) portions = split (desk, ready);
  guint n = 0;

  for (guint i = 0; i < portions->len; i++)
    n += ((Portion *) g_ptr_array_index (portions, i))->n_claims;
  return n;
}

static gint64
sum_cents (GPtrArray *charges)
{
  gint64 cents = 0;

  for (guint i = 0; i < charges->len; i++)
    cents += wabi_record_get_int (g_ptr_array_index (charges, i), "amount_cents");
  return cents;
}

static gboolean
send_charges (WabiDesk *desk, const char *payer, JsonArray *charges, GError **error)
{
  g_autofree char *id = wabi_desk_new_id (desk);
  JsonObject *args = wabi_args ("id", id, "payer", payer, NULL);

  json_object_set_array_member (args, "charges", charges);
  return wabi_desk_do (desk, "claim.request", args, NULL, NULL, NULL, error);
}

/* In requests that do not cut through a claim: what one line a day is made of must go out together. */
static gboolean
send_portion (WabiDesk *desk, const Portion *portion, GError **error)
{
  g_autoptr (WabiRecord) payer = wabi_desk_get (desk, &wabi_kind_payer, portion->payer);
  g_autoptr (GPtrArray) groups = wabi_claim_group_charges (wabi_desk_get_view (desk), payer, portion->charges);
  JsonArray *charges = json_array_new ();

  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *of_claim = ((WabiClaimGroup *) g_ptr_array_index (groups, i))->charges;

      if (json_array_get_length (charges) > 0 && json_array_get_length (charges) + of_claim->len > MAX_CHARGES)
        {
          if (!send_charges (desk, portion->payer, charges, error))
            return FALSE;
          charges = json_array_new ();
        }
      for (guint j = 0; j < of_claim->len; j++)
        json_array_add_string_element (charges, wabi_record_get_id (g_ptr_array_index (of_claim, j)));
    }
  return send_charges (desk, portion->payer, charges, error);
}

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  gboolean online = wabi_sync_get_online (wabi_desk_get_sync (request->desk));

  if (choice == NULL)
    return;
  for (guint i = 0; i < request->portions->len; i++)
    {
      const Portion *portion = g_ptr_array_index (request->portions, i);

      if (gtk_check_button_get_active (portion->check) && !send_portion (request->desk, portion, &error))
        {
          wabi_desk_tell_error (request->desk, error);
          return;
        }
    }
  wabi_desk_tell (request->desk, online ? _("Claims asked for. The server numbers and writes them")
                                        : _("Claims wait for the server: it numbers and writes them"));
}

static void
on_toggled_cb (Request *request)
{
  gboolean any = FALSE;

  for (guint i = 0; i < request->portions->len; i++)
    {
      const Portion *portion = g_ptr_array_index (request->portions, i);

      any = any || (portion->check != NULL && gtk_check_button_get_active (portion->check));
    }
  wabi_confirm_set_choice_enabled (request->confirm, "make", any);
}

/* What would be sent, in words beside the X12: nothing is stored, and no number is used up. */
static void
on_see_cb (GtkWidget *button, Request *request)
{
  const Portion *portion = g_object_get_data (G_OBJECT (button), "wabi-portion");
  g_autoptr (WabiRecord) payer = wabi_desk_get (request->desk, &wabi_kind_payer, portion->payer);
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (WabiClaimBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *x12 = NULL;

  if (payer == NULL)
    return;
  groups = wabi_claim_group_charges (wabi_desk_get_view (request->desk), payer, portion->charges);
  for (guint i = 0; i < groups->len; i++)
    ((WabiClaimGroup *) g_ptr_array_index (groups, i))->control = g_strdup_printf ("PREVIEW%u", i + 1);
  batch = wabi_claim_build_batch (wabi_desk_get_view (request->desk), payer, groups, 1, wabi_desk_get_zone (request->desk),
                                  wabi_desk_get_now (request->desk), &error);
  x12 = batch != NULL ? wabi_837p_write (batch, &error) : NULL;
  if (x12 != NULL)
    wabi_x12_view_open_window (button, _("The claims as they would be sent"), x12, "PREVIEW1");
  else
    wabi_desk_tell_error (request->desk, error);
}

static GtkWidget *
make_portion (Request *request, Portion *portion)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *see = gtk_button_new_with_label (_("See them"));
  g_autoptr (WabiRecord) payer = wabi_desk_get (request->desk, &wabi_kind_payer, portion->payer);
  g_autofree char *amount = wabi_format_money (sum_cents (portion->charges));
  g_autofree char *claims = g_strdup_printf (ngettext ("%u claim", "%u claims", portion->n_claims), portion->n_claims);
  g_autofree char *sessions
      = g_strdup_printf (ngettext ("%u session", "%u sessions", portion->charges->len), portion->charges->len);
  g_autofree char *label
      = g_strdup_printf ("%s: %s · %s · %s", payer != NULL ? wabi_record_get_text (payer, "name") : "", claims, sessions, amount);
  GtkWidget *check = gtk_check_button_new_with_label (label);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_widget_add_css_class (check, "numeric");
  portion->check = g_object_ref (GTK_CHECK_BUTTON (check));
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_toggled_cb), request);
  g_object_set_data (G_OBJECT (see), "wabi-portion", portion);
  g_signal_connect (see, "clicked", G_CALLBACK (on_see_cb), request);
  gtk_widget_set_valign (see, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (check, TRUE);
  gtk_box_append (GTK_BOX (row), check);
  gtk_box_append (GTK_BOX (row), see);
  return row;
}

static int
compare_counts (gconstpointer a, gconstpointer b, gpointer counts)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (counts, *(char **) b)) - GPOINTER_TO_INT (g_hash_table_lookup (counts, *(char **) a));
}

/* What is left out and why: the most frequent reasons first. */
static GtkWidget *
make_left_out (GPtrArray *held)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();
  GString *text = g_string_new (NULL);
  GtkWidget *label;

  for (guint i = 0; i < held->len; i++)
    {
      const WabiFinding *obstacle = wabi_charge_item_get_obstacle (g_ptr_array_index (held, i));
      const char *why = obstacle != NULL ? obstacle->title : _("Being checked");

      if (!g_hash_table_contains (counts, why))
        g_ptr_array_add (reasons, (gpointer) why);
      g_hash_table_insert (counts, (gpointer) why, GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (counts, why)) + 1));
    }
  g_ptr_array_sort_with_data (reasons, compare_counts, counts);
  g_string_append_printf (text, ngettext ("Left out: %u session needs a hand.", "Left out: %u sessions need a hand.", held->len), held->len);
  for (guint i = 0; i < reasons->len && i < MAX_REASONS; i++)
    g_string_append_printf (text, "\n%d × %s", GPOINTER_TO_INT (g_hash_table_lookup (counts, g_ptr_array_index (reasons, i))),
                            (char *) g_ptr_array_index (reasons, i));
  label = gtk_label_new (text->str);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "small");
  gtk_widget_add_css_class (label, "secondary");
  g_string_free (text, TRUE);
  return label;
}

void
wabi_claim_request_ask (GtkWidget *parent, WabiDesk *desk, GPtrArray *ready, GPtrArray *held)
{
  Request *request = g_new0 (Request, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  g_autofree char *heading = NULL, *body = NULL, *amount = NULL;
  gint64 cents = 0;
  guint n = 0;

  request->desk = g_object_ref (desk);
  request->portions = split (desk, ready);
  for (guint i = 0; i < request->portions->len; i++)
    {
      Portion *portion = g_ptr_array_index (request->portions, i);

      n += portion->n_claims;
      cents += sum_cents (portion->charges);
      gtk_box_append (GTK_BOX (box), make_portion (request, portion));
    }
  if (held->len > 0)
    gtk_box_append (GTK_BOX (box), make_left_out (held));
  amount = wabi_format_money (cents);
  heading = g_strdup_printf (ngettext ("Make %u claim?", "Make %u claims?", n), n);
  body = g_strdup_printf (_("%s in all. The server gives the numbers and writes one file for each payer; the sessions are then locked to their claims. What was numbered cannot be undone: a claim that is wrong is replaced or voided."),
                          amount);
  request->confirm = wabi_confirm_new (heading, body);
  wabi_confirm_add_choice (request->confirm, "make", _("Make claims"), WABI_CHOICE_SUGGESTED);
  wabi_confirm_set_extra (request->confirm, box);
  on_toggled_cb (request);
  wabi_confirm_choose_async (request->confirm, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, on_chosen_cb, request);
}
