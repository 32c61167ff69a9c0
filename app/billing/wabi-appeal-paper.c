// SPDX-License-Identifier: AGPL-3.0-or-later
// An appeal on paper: the letter, then the notes that prove it. In English, since a payer reads it.

#include "wabi-appeal-paper.h"

#include "wabi-appeal-letter.h"
#include "wabi-lookup.h"

static const struct { const char *field, *title; } sections[] = {
  { "present", "Present" },     { "status_start", "Status at the start" }, { "response", "Response" },
  { "behavior", "Behavior" },   { "techniques", "Techniques" },            { "plan", "Plan" },
};

static char *
describe_time (WabiRecord *session)
{
  const char *zone = wabi_record_get_text (session, "zone");
  WabiLocal from = wabi_zone_to_local (zone, wabi_record_get_int (session, "starts_at")), to = wabi_zone_to_local (zone, wabi_record_get_int (session, "ends_at"));
  g_autofree char *date = wabi_day_dup_text (from.day);

  return g_strdup_printf ("%s, %02d:%02d to %02d:%02d", date, from.minute / 60, from.minute % 60, to.minute / 60, to.minute % 60);
}

static void
add_signature (WabiLeaf *leaf, WabiDesk *desk, WabiRecord *note)
{
  const char *name = wabi_record_get_text (note, "signer_name"), *credential = wabi_record_get_text (note, "signer_credential");
  g_autofree char *day = wabi_day_dup_text (wabi_zone_day (wabi_desk_get_zone (desk), wabi_record_get_int (note, "signed_at")));
  g_autofree char *words = g_strdup_printf ("Signed by %s%s%s on %s.", name != NULL ? name : "", credential != NULL ? ", " : "", credential != NULL ? credential : "", day);

  wabi_leaf_text (leaf, words);
}

static void
add_note (WabiLeaf *leaf, WabiDesk *desk, WabiRecord *charge)
{
  g_autoptr (WabiRecord) note = wabi_desk_get (desk, &wabi_kind_note, wabi_record_get_text (charge, "note"));
  g_autoptr (WabiRecord) session = wabi_desk_get (desk, &wabi_kind_session, wabi_record_get_text (charge, "session"));
  g_autofree char *when = session != NULL ? describe_time (session) : NULL, *heading = NULL, *staff = NULL, *who = NULL;

  if (note == NULL || session == NULL)
    return;
  staff = wabi_desk_dup_name (desk, &wabi_kind_staff, wabi_record_get_text (session, "staff"));
  heading = g_strdup_printf ("Session of %s, %s", when, wabi_record_get_text (charge, "service_code"));
  who = g_strdup_printf ("Given by %s, %d minutes, %d units.", staff, (int) wabi_record_get_int (charge, "minutes"), (int) wabi_record_get_int (charge, "units"));
  wabi_leaf_heading (leaf, heading);
  wabi_leaf_text (leaf, who);
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (wabi_record_has (note, sections[i].field))
      {
        g_autofree char *text = g_strdup_printf ("%s: %s", sections[i].title, wabi_record_get_text (note, sections[i].field));

        wabi_leaf_text (leaf, text);
      }
  if (wabi_record_is (note, "state", "signed"))
    add_signature (leaf, desk, note);
}

WabiLeaf *
wabi_appeal_paper_new (WabiDesk *desk, WabiRecord *denial, const char *letter, gboolean with_notes)
{
  g_autoptr (WabiRecord) claim = wabi_desk_get (desk, &wabi_kind_claim, wabi_record_get_text (denial, "claim"));
  g_autofree char *foot = g_strdup_printf ("Appeal, claim %s", claim != NULL ? wabi_record_get_text (claim, "control") : "");
  g_autoptr (GPtrArray) charges = wabi_appeal_list_charges (wabi_desk_get_view (desk), denial);
  WabiLeaf *leaf = wabi_leaf_new (foot);

  wabi_leaf_text (leaf, letter);
  if (!with_notes || charges->len == 0)
    return leaf;
  wabi_leaf_break (leaf);
  wabi_leaf_title (leaf, "Enclosed: session notes");
  for (guint i = 0; i < charges->len; i++)
    add_note (leaf, desk, g_ptr_array_index (charges, i));
  return leaf;
}
