// SPDX-License-Identifier: AGPL-3.0-or-later
// What a plan suggests, and how it is accepted.

#include "wabi-week-draft.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-plan-slot.h"
#include "wabi-visit-acts.h"
#include "wabi-week-words.h"

struct _WabiWeekDraft
{
  WabiDesk *desk;
  GPtrArray *visits;
  GPtrArray *refused;
  GHashTable *by_id;
  GListStore *slots;
};

static void
add_slot (WabiWeekDraft *draft, const WabiWeekVisit *visit)
{
  WabiRecord *record = visit->record;
  g_autofree char *id = g_strdup_printf ("plan-%u", visit->index);
  g_autofree char *why = wabi_week_words_reason (&visit->reason, visit->waits);
  g_autoptr (WabiPlanSlot) slot
      = wabi_plan_slot_new (&(WabiPlanSlotInfo){ .id = id,
                                                 .client = wabi_record_get_text (record, "client"),
                                                 .staff = wabi_record_get_text (record, "staff"),
                                                 .room = wabi_record_get_text (record, "room"),
                                                 .service_code = wabi_record_get_text (record, "service_code"),
                                                 .place = wabi_record_get_text (record, "place"),
                                                 .starts_at = wabi_record_get_int (record, "starts_at"),
                                                 .ends_at = wabi_record_get_int (record, "ends_at"),
                                                 .why = why,
                                                 .replaces = visit->was != NULL ? wabi_record_get_id (visit->was) : NULL });

  g_hash_table_insert (draft->by_id, g_steal_pointer (&id), (gpointer) visit);
  g_list_store_append (draft->slots, slot);
}

WabiWeekDraft *
wabi_week_draft_new (WabiDesk *desk, GPtrArray *visits)
{
  WabiWeekDraft *draft = g_new0 (WabiWeekDraft, 1);

  draft->desk = g_object_ref (desk);
  draft->visits = visits;
  draft->refused = g_ptr_array_new ();
  draft->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  draft->slots = g_list_store_new (WABI_TYPE_PLAN_SLOT);
  for (guint i = 0; i < visits->len; i++)
    {
      WabiWeekVisit *visit = g_ptr_array_index (visits, i);

      if (visit->refusal == NULL)
        add_slot (draft, visit);
      else
        g_ptr_array_add (draft->refused, visit);
    }
  return draft;
}

void
wabi_week_draft_free (WabiWeekDraft *draft)
{
  if (draft == NULL)
    return;
  g_object_unref (draft->slots);
  g_hash_table_unref (draft->by_id);
  g_ptr_array_unref (draft->refused);
  g_ptr_array_unref (draft->visits);
  g_object_unref (draft->desk);
  g_free (draft);
}

GListModel *
wabi_week_draft_get_slots (WabiWeekDraft *draft)
{
  return G_LIST_MODEL (draft->slots);
}

GPtrArray *
wabi_week_draft_list_refused (WabiWeekDraft *draft)
{
  return draft->refused;
}

static gboolean
book (WabiWeekDraft *draft, const WabiWeekVisit *visit, GError **error)
{
  g_autofree char *id = wabi_desk_new_id (draft->desk);
  g_autoptr (WabiRecord) record = wabi_record_new (&wabi_kind_appointment, id);
  g_autoptr (JsonObject) body = wabi_json_object_copy (wabi_record_get_body (visit->record));

  json_object_remove_member (body, "status");
  wabi_record_set_all (record, body);
  return wabi_visit_book (draft->desk, record, error);
}

static gboolean
move (WabiWeekDraft *draft, const WabiWeekVisit *visit, GError **error)
{
  g_autoptr (WabiRecord) now = wabi_desk_get (draft->desk, &wabi_kind_appointment, wabi_record_get_id (visit->was));

  if (now == NULL || !wabi_record_is (now, "status", "scheduled"))
    {
      g_set_error_literal (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED,
                           _("A session of the plan is not scheduled any more. Plan again."));
      return FALSE;
    }
  return wabi_visit_move (draft->desk, now, wabi_record_get_text (visit->record, "staff"), wabi_record_get_int (now, "starts_at"),
                          wabi_record_get_int (now, "ends_at"), error);
}

static gboolean
accept_one (WabiWeekDraft *draft, const WabiWeekVisit *visit, GError **error)
{
  return visit->was != NULL ? move (draft, visit, error) : book (draft, visit, error);
}

/* Two people may take over each other's sessions, so one that cannot be moved yet is tried again as long as others could. */
static gboolean
accept_each (WabiWeekDraft *draft, GPtrArray *wanted, GError **error)
{
  g_autoptr (GPtrArray) left = g_ptr_array_copy (wanted, NULL, NULL);
  g_autoptr (GError) why = NULL;
  guint before;

  do
    {
      before = left->len;
      for (guint i = 0; i < left->len;)
        {
          g_clear_error (&why);
          if (accept_one (draft, g_ptr_array_index (left, i), &why))
            g_ptr_array_remove_index (left, i);
          else
            i++;
        }
    }
  while (left->len > 0 && left->len < before);
  if (left->len == 0)
    return TRUE;
  /* Translators: how many of several suggested sessions cannot be booked, and why the first of them cannot */
  g_set_error (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED, _("Nothing was booked: %u of %u cannot be. %s"), left->len, wanted->len,
               why->message);
  return FALSE;
}

static void
take_out (WabiWeekDraft *draft, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (draft->slots)); i++)
    {
      g_autoptr (WabiPlanSlot) slot = g_list_model_get_item (G_LIST_MODEL (draft->slots), i);

      if (strcmp (wabi_plan_slot_get_info (slot)->id, id) != 0)
        continue;
      g_list_store_remove (draft->slots, i);
      return;
    }
}

gboolean
wabi_week_draft_accept (WabiWeekDraft *draft, const char *id, GError **error)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  g_autofree char *done = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (draft->slots)); i++)
    {
      g_autoptr (WabiPlanSlot) slot = g_list_model_get_item (G_LIST_MODEL (draft->slots), i);
      const char *slot_id = wabi_plan_slot_get_info (slot)->id;

      if (id == NULL || strcmp (slot_id, id) == 0)
        g_ptr_array_add (wanted, g_hash_table_lookup (draft->by_id, slot_id));
    }
  if (wanted->len == 0)
    return TRUE;
  done = g_strdup_printf (ngettext ("%u suggested session accepted", "%u suggested sessions accepted", wanted->len), wanted->len);
  wabi_desk_begin_group (draft->desk);
  if (!accept_each (draft, wanted, error))
    {
      g_autoptr (GError) stuck = NULL;

      if (!wabi_desk_drop_group (draft->desk, &stuck))
        g_prefix_error (error, _("Something could not be taken back (%s). "), stuck->message);
      return FALSE;
    }
  wabi_desk_end_group (draft->desk, done);
  if (id != NULL)
    take_out (draft, id);
  else
    g_list_store_remove_all (draft->slots);
  return TRUE;
}

void
wabi_week_draft_decline (WabiWeekDraft *draft, const char *id)
{
  take_out (draft, id);
}
