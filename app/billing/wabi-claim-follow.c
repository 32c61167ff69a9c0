// SPDX-License-Identifier: AGPL-3.0-or-later
// What follows a claim: seen before it is sent, replaced, voided, sent on, or on paper.

#include "wabi-claim-follow.h"

#include "wabi-claim-late.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-837p-writer.h"
#include "wabi-ask-entry.h"
#include "wabi-choose-file.h"
#include "wabi-claim-scrub.h"
#include "wabi-cms1500-pdf.h"
#include "wabi-confirm.h"
#include "wabi-x12-view.h"

/* A claim that was asked about is left alone for a while. */
#define ASKED_LATELY (G_GINT64_CONSTANT (7) * 86400 * G_USEC_PER_SEC)

typedef struct
{
  WabiDesk *desk;
  WabiRecord *claim;
  WabiClaimStep step;
  WabiConfirm *confirm; /* borrowed while it is shown */
  GtkEditable *number, *reason;
  GtkLabel *found; /* what the scrubber says of it */
  GtkCheckButton *anew;
  GBytes *paper;
} Follow;

static void
free_follow (Follow *follow)
{
  g_object_unref (follow->desk);
  g_object_unref (follow->claim);
  g_clear_object (&follow->number);
  g_clear_object (&follow->reason);
  g_clear_object (&follow->anew);
  g_clear_object (&follow->found);
  g_clear_pointer (&follow->paper, g_bytes_unref);
  g_free (follow);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Follow, free_follow)

static Follow *
make_follow (WabiDesk *desk, WabiRecord *claim, WabiClaimStep step)
{
  Follow *follow = g_new0 (Follow, 1);

  follow->desk = g_object_ref (desk);
  follow->claim = g_object_ref (claim);
  follow->step = step;
  return follow;
}

static WabiClaimBatch *
build (WabiDesk *desk, WabiRecord *claim, WabiClaimStep step, const char *payer_control, GError **error)
{
  return wabi_claim_preview (wabi_desk_get_view (desk), claim, step, payer_control, wabi_desk_get_zone (desk), wabi_desk_get_now (desk), error);
}

void
wabi_claim_follow_see (GtkWidget *parent, WabiDesk *desk, WabiRecord *claim, WabiClaimStep step, const char *payer_control)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiClaimBatch) batch = build (desk, claim, step, payer_control, &error);
  g_autofree char *x12 = batch != NULL ? wabi_837p_write (batch, &error) : NULL;

  if (x12 == NULL)
    wabi_desk_tell_error (desk, error);
  else
    wabi_x12_view_open_window (parent, step == WABI_CLAIM_AS_SENT ? _("The claim as it was sent") : _("The claim as it would be sent"), x12,
                               step == WABI_CLAIM_AS_SENT ? wabi_record_get_text (claim, "control") : "PREVIEW");
}

/* ---- Asking ---- */

static gboolean
needs_number (Follow *follow)
{
  return follow->step != WABI_CLAIM_NEXT && !wabi_record_is (follow->claim, "state", "rejected");
}

/* What the scrubber finds, as it is typed: what is in the way holds the button, the rest is said. */
static void
on_input_cb (Follow *follow)
{
  const char *number = needs_number (follow) ? gtk_editable_get_text (follow->number) : NULL;
  g_autoptr (GPtrArray) findings = wabi_claim_scrub (wabi_desk_get_view (follow->desk), follow->claim, follow->step, number);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (words, "%s%s. %s", i > 0 ? "\n" : "", finding->title, finding->detail != NULL ? finding->detail : "");
    }
  gtk_label_set_label (follow->found, words->str);
  gtk_widget_set_visible (GTK_WIDGET (follow->found), findings->len > 0);
  wabi_confirm_set_choice_enabled (follow->confirm, "send", wabi_findings_worst (findings) != WABI_FINDING_BLOCKED);
}

static void
on_see_cb (Follow *follow, GtkWidget *button)
{
  wabi_claim_follow_see (button, follow->desk, follow->claim, follow->step, wabi_ask_entry_get (follow->number));
}

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  static const char *const commands[] = { [WABI_CLAIM_REPLACE] = "claim.replace", [WABI_CLAIM_VOID] = "claim.void", [WABI_CLAIM_NEXT] = "claim.bill-next" };
  g_autoptr (Follow) follow = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autofree char *id = NULL;
  gboolean online = wabi_sync_get_online (wabi_desk_get_sync (follow->desk));
  JsonObject *args;

  if (choice == NULL)
    return;
  id = wabi_desk_new_id (follow->desk);
  args = wabi_args ("id", id, "claim", wabi_record_get_id (follow->claim), "payer_control", wabi_ask_entry_get (follow->number), "reason",
                    wabi_ask_entry_get (follow->reason), NULL);
  if (follow->anew != NULL)
    json_object_set_boolean_member (args, "remake", gtk_check_button_get_active (follow->anew));
  if (!wabi_desk_do (follow->desk, commands[follow->step], args, NULL, NULL, NULL, &error))
    wabi_desk_tell_error (follow->desk, error);
  else
    wabi_desk_tell (follow->desk, online ? _("Asked for. The server numbers and writes it") : _("It waits for the server, which numbers and writes it"));
}

static GtkEditable *
add_entry (GtkWidget *grid, int row, Follow *follow, const char *label, const char *text)
{
  GtkEditable *entry = wabi_ask_entry_attach (GTK_GRID (grid), row, label, NULL, text);

  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_input_cb), follow);
  return entry;
}

static GtkWidget *
make_extra (Follow *follow)
{
  GtkWidget *grid = gtk_grid_new (), *see = gtk_button_new_with_label (_("See it first"));

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  if (needs_number (follow))
    follow->number = add_entry (grid, 0, follow, _("Payer's claim number"), wabi_record_get_text (follow->claim, "payer_control"));
  if (follow->step != WABI_CLAIM_NEXT)
    follow->reason = add_entry (grid, 1, follow, _("Why, for your colleagues"), NULL);
  if (follow->step == WABI_CLAIM_REPLACE)
    {
      GtkWidget *anew = gtk_check_button_new_with_label (_("Make the lines again by today's records"));

      follow->anew = g_object_ref (GTK_CHECK_BUTTON (anew));
      gtk_grid_attach (GTK_GRID (grid), anew, 0, 2, 2, 1);
    }
  follow->found = g_object_ref_sink (GTK_LABEL (gtk_label_new (NULL)));
  gtk_label_set_wrap (follow->found, TRUE);
  gtk_label_set_xalign (follow->found, 0);
  gtk_widget_add_css_class (GTK_WIDGET (follow->found), "small");
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (follow->found), 0, 4, 2, 1);
  gtk_widget_set_halign (see, GTK_ALIGN_START);
  g_signal_connect_swapped (see, "clicked", G_CALLBACK (on_see_cb), follow);
  gtk_grid_attach (GTK_GRID (grid), see, 0, 3, 2, 1);
  return grid;
}

static const char *
get_words (Follow *follow, const char **body, const char **action)
{
  gboolean received = !wabi_record_is (follow->claim, "state", "rejected");

  if (follow->step == WABI_CLAIM_VOID)
    {
      *body = received ? _("The payer takes the whole claim back, and what it paid. Its sessions are open again afterwards.")
                       : _("The payer never took it in, so nothing is sent. Its sessions are open again afterwards.");
      *action = _("Void the claim");
      return _("Void this claim?");
    }
  if (follow->step == WABI_CLAIM_NEXT)
    {
      *body = _("The client's next plan is asked for what the payer before left, with its decision on each line.");
      *action = _("Bill the next payer");
      return _("Bill the next payer?");
    }
  *body = received ? _("A new claim takes the place of this one, whole. What was sent before stays as it was sent.")
                   : _("It was rejected before it was decided, so it goes out again as an original.");
  *action = received ? _("Replace the claim") : _("Send again");
  return received ? _("Replace this claim?") : _("Send this claim again?");
}

void
wabi_claim_follow_ask (GtkWidget *parent, WabiDesk *desk, WabiRecord *claim, WabiClaimStep step)
{
  Follow *follow = make_follow (desk, claim, step);
  const char *body, *action, *heading = get_words (follow, &body, &action);
  g_autofree char *whole = g_strdup_printf ("%s %s", body, _("There is no Undo once the server has numbered it."));

  follow->confirm = wabi_confirm_new (heading, whole);
  wabi_confirm_add_choice (follow->confirm, "send", action, step == WABI_CLAIM_VOID ? WABI_CHOICE_DESTRUCTIVE : WABI_CHOICE_SUGGESTED);
  wabi_confirm_set_extra (follow->confirm, make_extra (follow));
  on_input_cb (follow);
  wabi_confirm_choose_async (follow->confirm, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, on_chosen_cb, follow);
}

void
wabi_claim_follow_status (WabiDesk *desk, WabiRecord *claim)
{
  gboolean online = wabi_sync_get_online (wabi_desk_get_sync (desk));
  g_autofree char *id = wabi_desk_new_id (desk);
  g_autoptr (GError) error = NULL;

  if (!wabi_desk_do (desk, "claim.ask-status", wabi_args ("id", id, "claim", wabi_record_get_id (claim), NULL), NULL, NULL, NULL, &error))
    wabi_desk_tell_error (desk, error);
  else
    wabi_desk_tell (desk, online ? _("The question to the payer is among the files") : _("It waits for the server, which numbers and writes it"));
}

void
wabi_claim_follow_statuses (WabiDesk *desk, GPtrArray *claims)
{
  gint64 since = wabi_desk_get_now (desk) - ASKED_LATELY;
  JsonArray *ids = json_array_new ();
  g_autofree char *id = wabi_desk_new_id (desk), *words = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *args;
  guint n;

  for (guint i = 0; i < claims->len && json_array_get_length (ids) < WABI_STATUS_MOST; i++)
    if (!wabi_claim_was_spoken_of (wabi_desk_get_view (desk), g_ptr_array_index (claims, i), since))
      json_array_add_string_element (ids, wabi_record_get_id (g_ptr_array_index (claims, i)));
  n = json_array_get_length (ids);
  if (n == 0)
    {
      json_array_unref (ids);
      wabi_desk_tell (desk, _("All of them were asked about, or answered, in the last week"));
      return;
    }
  args = wabi_args ("id", id, NULL);
  json_object_set_array_member (args, "claims", ids);
  words = g_strdup_printf (ngettext ("The payer is asked about %u claim; if it cannot be, its row says why", "The payers are asked about %u claims; one that cannot be asked about says why", n), n);
  if (!wabi_desk_do (desk, "claim.ask-statuses", args, NULL, NULL, NULL, &error))
    wabi_desk_tell_error (desk, error);
  else
    wabi_desk_tell (desk, wabi_sync_get_online (wabi_desk_get_sync (desk)) ? words : _("It waits for the server, which numbers and writes it"));
}

/* ---- On paper ---- */

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Follow) follow = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    wabi_desk_tell (follow->desk, _("Form saved"));
  else
    wabi_desk_tell_error (follow->desk, error);
}

static void
on_file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Follow) follow = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = wabi_choose_file_finish (result, &error);
  GBytes *paper = follow->paper;

  if (file != NULL)
    g_file_replace_contents_bytes_async (file, paper, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, on_written_cb,
                                         g_steal_pointer (&follow));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    wabi_desk_tell_error (follow->desk, error);
}

void
wabi_claim_follow_paper (GtkWidget *parent, WabiDesk *desk, WabiRecord *claim, gboolean with_form)
{
  g_autoptr (Follow) follow = make_follow (desk, claim, WABI_CLAIM_AS_SENT);
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiClaimBatch) batch = build (desk, claim, WABI_CLAIM_AS_SENT, NULL, &error);
  g_autoptr (GPtrArray) pages = batch != NULL ? wabi_cms1500_lay_out (batch, g_ptr_array_index (batch->claims, 0)) : NULL;
  g_autofree char *name = g_strdup_printf ("CMS1500-%s.pdf", wabi_record_get_text (claim, "control"));

  follow->paper = pages != NULL ? wabi_cms1500_make_pdf (pages, with_form, &error) : NULL;
  if (follow->paper == NULL)
    {
      wabi_desk_tell_error (desk, error);
      return;
    }
  wabi_choose_file_async (GTK_WINDOW (gtk_widget_get_root (parent)), WABI_CHOOSE_SAVE, _("Save the form"), name, NULL, NULL, on_file_chosen_cb,
                          g_steal_pointer (&follow));
}
