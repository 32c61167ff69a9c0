// SPDX-License-Identifier: AGPL-3.0-or-later
// From the trial to the cent.

#include "wabi-charge-trace.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-837p-writer.h"
#include "wabi-charge-facts.h"
#include "wabi-claim-build.h"
#include "wabi-codes.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-note-facts.h"

static void
free_step (gpointer data)
{
  WabiTraceStep *step = data;

  g_free (step->id);
  g_free (step->title);
  g_free (step->detail);
  g_free (step->way);
  g_free (step);
}

static void
add (GPtrArray *steps, const char *id, char *title, char *detail, const char *way)
{
  WabiTraceStep *step = g_new0 (WabiTraceStep, 1);

  step->id = g_strdup (id);
  step->title = title;
  step->detail = detail;
  step->way = g_strdup (way);
  g_ptr_array_add (steps, step);
}

static char *
dup_moment (WabiDesk *desk, gint64 at)
{
  g_autofree char *day = wabi_format_day (wabi_zone_day (wabi_desk_get_zone (desk), at));
  g_autofree char *time = wabi_format_time (wabi_desk_get_zone (desk), at);

  return g_strdup_printf ("%s, %s", day, time);
}

static void
add_trials (GPtrArray *steps, WabiDesk *desk, WabiRecord *charge)
{
  g_autoptr (GPtrArray) trials
      = wabi_lookup_by (wabi_desk_get_view (desk), &wabi_kind_trial, "session", wabi_record_get_text (charge, "session"));
  g_autoptr (GHashTable) targets = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *staff = wabi_desk_dup_name (desk, &wabi_kind_staff, wabi_record_get_text (charge, "staff"));
  g_autofree char *range = NULL;
  gint64 first = 0, last = 0;
  g_autoptr (GHashTable) voided = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;

  for (guint i = 0; i < trials->len; i++)
    if (wabi_record_has (g_ptr_array_index (trials, i), "voids"))
      g_hash_table_add (voided, (gpointer) wabi_record_get_text (g_ptr_array_index (trials, i), "voids"));
  for (guint i = 0; i < trials->len; i++)
    {
      WabiRecord *trial = g_ptr_array_index (trials, i);
      gint64 at = wabi_record_get_int (trial, "at");

      if (wabi_record_is (trial, "action", "void") || g_hash_table_contains (voided, wabi_record_get_id (trial)))
        continue;
      n++;
      g_hash_table_add (targets, (gpointer) wabi_record_get_text (trial, "target"));
      first = first == 0 ? at : MIN (first, at);
      last = MAX (last, at);
    }
  if (n == 0)
    {
      add (steps, "trials", g_strdup (_("No trials in this session")), g_strdup_printf (_("given by %s"), staff), NULL);
      return;
    }
  range = wabi_format_range (wabi_desk_get_zone (desk), first, last);
  add (steps, "trials",
       g_strdup_printf (ngettext ("%u trials, %u target", "%u trials, %u targets", g_hash_table_size (targets)), n,
                        g_hash_table_size (targets)),
       g_strdup_printf (_("recorded %s by %s"), range, staff), NULL);
}

static void
add_minutes (GPtrArray *steps, WabiDesk *desk, WabiRecord *charge)
{
  g_autofree char *range
      = wabi_format_range (wabi_desk_get_zone (desk), wabi_record_get_int (charge, "starts_at"), wabi_record_get_int (charge, "ends_at"));
  const char *place = wabi_codes_place_name (wabi_record_get_text (charge, "place"));

  add (steps, "minutes", g_strdup_printf (_("%d minutes"), (int) wabi_record_get_int (charge, "minutes")),
       g_strdup_printf ("%s · %s", range, place != NULL ? place : _("place not known")), NULL);
}

/* What the session gave way to: before and after, and by whose rule. */
static void
add_split (GPtrArray *steps, WabiDesk *desk, WabiRecord *charge)
{
  g_autoptr (WabiRecord) first = wabi_record_has (charge, "split_from")
                                     ? wabi_desk_get (desk, &wabi_kind_charge, wabi_record_get_text (charge, "split_from"))
                                     : g_object_ref (charge);
  g_autoptr (WabiRecord) session = wabi_desk_get (desk, &wabi_kind_session, wabi_record_get_text (charge, "session"));
  JsonArray *cuts = first != NULL ? wabi_record_get_array (first, "split") : NULL;
  const char *zone = wabi_desk_get_zone (desk);

  for (guint i = 0; cuts != NULL && i < json_array_get_length (cuts); i++)
    {
      JsonObject *cut = json_array_get_object_element (cuts, i);
      g_autoptr (WabiRecord) other = wabi_desk_get (desk, &wabi_kind_charge, wabi_json_peek_text (cut, "for"));
      g_autofree char *taken = wabi_format_range (zone, wabi_json_peek_int (cut, "from", 0), wabi_json_peek_int (cut, "to", 0));
      g_autofree char *whole = session != NULL ? wabi_format_range (zone, wabi_record_get_int (session, "starts_at"), wabi_record_get_int (session, "ends_at"))
                                               : g_strdup ("");
      g_autofree char *staff = other != NULL ? wabi_desk_dup_name (desk, &wabi_kind_staff, wabi_record_get_text (other, "staff")) : g_strdup ("");
      const char *rule = wabi_json_peek_text (cut, "rule");
      int minutes = (int) wabi_json_peek_int (cut, "minutes", 0);

      /* Translators: "60 minutes of 9:00 – 12:00 are billed as 97155" */
      add (steps, "split",
           g_strdup_printf (ngettext ("%d minute of %s is billed as %s", "%d minutes of %s are billed as %s", minutes), minutes, whole,
                            other != NULL ? wabi_record_get_text (other, "service_code") : _("another service")),
           g_strdup_printf ("%s, %s · %s", taken, staff, rule != NULL ? rule : _("the payer's rule")), NULL);
    }
}

static void
add_note (GPtrArray *steps, WabiDesk *desk, WabiRecord *charge)
{
  g_autoptr (WabiRecord) note = wabi_desk_get (desk, &wabi_kind_note, wabi_record_get_text (charge, "note"));
  g_autofree char *moment = NULL, *family = NULL;
  gint64 family_at;

  if (note == NULL)
    return;
  moment = dup_moment (desk, wabi_record_get_int (note, "signed_at"));
  if (wabi_record_has (note, "signed_at"))
    add (steps, "note", g_strdup (_("Note signed")),
         g_strdup_printf ("%s, %s, %s", wabi_record_get_text (note, "signer_name"), wabi_record_get_text (note, "signer_credential"), moment),
         "note");
  family_at = wabi_lookup_guardian_signature (wabi_desk_get_view (desk), note, &family);
  if (family_at != 0)
    {
      g_autofree char *when = dup_moment (desk, family_at);

      add (steps, "guardian", g_strdup (_("Guardian signed")), g_strdup_printf ("%s, %s", family, when), NULL);
    }
}

static void
add_money (GPtrArray *steps, WabiDesk *desk, WabiRecord *charge)
{
  g_autofree char *units = wabi_units_dup_words (wabi_charge_get_tenths (charge));
  g_autofree char *rate = wabi_format_money (wabi_record_get_int (charge, "rate_cents"));
  g_autofree char *amount = wabi_format_money (wabi_record_get_int (charge, "amount_cents"));
  const char *arithmetic = wabi_record_get_text (charge, "arithmetic");
  g_autoptr (WabiRecord) authorization
      = wabi_desk_get (desk, &wabi_kind_authorization, wabi_record_get_text (charge, "authorization"));

  add (steps, "units", g_strdup (units), g_strdup (arithmetic), NULL);
  if (authorization != NULL)
    {
      g_autofree char *until = wabi_format_date_text (wabi_record_get_text (authorization, "valid_to"));

      add (steps, "authorization", g_strdup_printf (_("Authorization %s"), wabi_record_get_text (authorization, "number")),
           g_strdup_printf (_("until %s"), until), "client/authorization");
    }
  if (wabi_record_has (charge, "rate_cents"))
    add (steps, "price", g_strdup_printf ("%s × %s = %s", rate, units, amount), g_strdup (_("the payer's fee on that day")), NULL);
}

GPtrArray *
wabi_charge_trace (WabiDesk *desk, WabiRecord *charge)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (free_step);

  add_trials (steps, desk, charge);
  add_minutes (steps, desk, charge);
  add_split (steps, desk, charge);
  add_note (steps, desk, charge);
  add_money (steps, desk, charge);
  return steps;
}

char *
wabi_charge_dup_x12 (WabiDesk *desk, WabiRecord *charge, GError **error)
{
  g_autoptr (WabiRecord) payer = wabi_desk_get (desk, &wabi_kind_payer, wabi_record_get_text (charge, "payer"));
  g_autoptr (GPtrArray) charges = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (WabiClaimBatch) batch = NULL;

  if (payer == NULL)
    {
      g_set_error_literal (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED, _("There is no payer for that day."));
      return NULL;
    }
  g_ptr_array_add (charges, g_object_ref (charge));
  groups = wabi_claim_group_charges (wabi_desk_get_view (desk), payer, charges);
  for (guint i = 0; i < groups->len; i++)
    ((WabiClaimGroup *) g_ptr_array_index (groups, i))->control = g_strdup ("PREVIEW");
  batch = wabi_claim_build_batch (wabi_desk_get_view (desk), payer, groups, 1, wabi_desk_get_zone (desk), wabi_desk_get_now (desk), error);
  return batch != NULL ? wabi_837p_write (batch, error) : NULL;
}

char *
wabi_charge_dup_lines (const char *x12)
{
  g_auto (GStrv) segments = g_strsplit (x12, "~", -1);
  GString *lines = g_string_new (NULL);
  gboolean inside = FALSE;

  for (guint i = 0; segments[i] != NULL; i++)
    {
      if (g_str_has_prefix (segments[i], "LX*"))
        inside = TRUE;
      else if (g_str_has_prefix (segments[i], "HL*") || g_str_has_prefix (segments[i], "SE*"))
        inside = FALSE;
      if (inside)
        g_string_append_printf (lines, "%s%s~", lines->len > 0 ? "\n" : "", segments[i]);
    }
  return g_string_free (lines, FALSE);
}
