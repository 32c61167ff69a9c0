// SPDX-License-Identifier: AGPL-3.0-or-later
// Which charges must be judged anew when a record changes.

#include "wabi-charge-bearing.h"

static const WabiKindBearing bearings[] = {
  { &wabi_kind_practice, WABI_BEARS_ON_ALL },
  { &wabi_kind_payer, WABI_BEARS_ON_ALL },
  { &wabi_kind_payer_rule, WABI_BEARS_ON_ALL },
  { &wabi_kind_edit_table, WABI_BEARS_ON_ALL },
  { &wabi_kind_service_code, WABI_BEARS_ON_ALL },
  { &wabi_kind_fee, WABI_BEARS_ON_ALL },
  { &wabi_kind_partner, WABI_BEARS_ON_ALL },
  { &wabi_kind_staff, WABI_BEARS_ON_ALL },
  { &wabi_kind_credential, WABI_BEARS_ON_ALL },
  { &wabi_kind_enrollment, WABI_BEARS_ON_ALL },
  { &wabi_kind_location, WABI_BEARS_ON_ALL },
  { &wabi_kind_client, WABI_BEARS_AS_CLIENT },
  { &wabi_kind_coverage, WABI_BEARS_ON_CLIENT },
  { &wabi_kind_authorization, WABI_BEARS_ON_CLIENT },
  { &wabi_kind_benefit, WABI_BEARS_ON_CLIENT },
  { &wabi_kind_appointment, WABI_BEARS_ON_CLIENT },
  { &wabi_kind_session, WABI_BEARS_ON_BOTH },
  { &wabi_kind_note, WABI_BEARS_ON_CLIENT },
  { &wabi_kind_charge, WABI_BEARS_ON_BOTH },
  { &wabi_kind_guardian_signature, WABI_BEARS_BY_NOTE },
  { &wabi_kind_staff_hours, WABI_BEARS_NOT },
  { &wabi_kind_client_hours, WABI_BEARS_NOT },
  { &wabi_kind_time_off, WABI_BEARS_NOT },
  { &wabi_kind_holiday, WABI_BEARS_NOT },
};

const WabiKindBearing *
wabi_charge_list_bearings (gsize *n)
{
  *n = G_N_ELEMENTS (bearings);
  return bearings;
}

static void
add_id (GHashTable *set, const char *id)
{
  if (id != NULL)
    g_hash_table_add (set, g_strdup (id));
}

/* Who was with the client may have been elsewhere at that time, and is told so by the client's name. */
static void
add_people_of (const WabiView *view, const char *client, GHashTable *staff)
{
  g_autoptr (GPtrArray) sessions = wabi_lookup_by (view, &wabi_kind_session, "client", client);

  for (guint i = 0; i < sessions->len; i++)
    add_id (staff, wabi_record_get_text (g_ptr_array_index (sessions, i), "staff"));
}

gboolean
wabi_charge_find_touched (const WabiView *view, const WabiKindBearing *bearing, const char *id, GHashTable *clients, GHashTable *staff)
{
  g_autoptr (WabiRecord) record = NULL;

  if (bearing->bearing == WABI_BEARS_NOT)
    return TRUE;
  if (bearing->bearing == WABI_BEARS_ON_ALL)
    return FALSE;
  if (bearing->bearing == WABI_BEARS_AS_CLIENT)
    {
      add_id (clients, id);
      add_people_of (view, id, staff);
      return TRUE;
    }
  record = wabi_lookup_get (view, bearing->kind, id);
  if (record != NULL && bearing->bearing == WABI_BEARS_BY_NOTE)
    {
      g_autoptr (WabiRecord) note = wabi_lookup_get (view, &wabi_kind_note, wabi_record_get_text (record, "note"));

      g_set_object (&record, note);
    }
  if (record == NULL || wabi_record_get_text (record, "client") == NULL)
    return FALSE;
  add_id (clients, wabi_record_get_text (record, "client"));
  if (bearing->bearing == WABI_BEARS_ON_BOTH)
    add_id (staff, wabi_record_get_text (record, "staff"));
  return TRUE;
}
