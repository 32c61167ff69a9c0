// SPDX-License-Identifier: AGPL-3.0-or-later
// Ends access and gives it back: logins, devices, and the records by which every process hears of it.

#include "wabi-access.h"

#include "wabi-json.h"

#include <gio/gio.h>

static gboolean
put_revocation (WabiStoreTx *tx, const char *practice, const char *staff, const char *device, GError **error)
{
  g_autofree char *id = wabi_store_tx_new_id (tx);
  g_autoptr (WabiRecord) record = wabi_record_new (&wabi_kind_revocation, id);

  wabi_record_set_text (record, "staff", staff);
  if (device != NULL)
    wabi_record_set_text (record, "device", device);
  wabi_record_set_int (record, "at", wabi_store_tx_get_now (tx));
  return wabi_record_check (record, error) && wabi_store_tx_put (tx, practice, record, error);
}

static gboolean
note (WabiStoreTx *tx, const char *practice, const char *by, const char *event, const char *staff, const char *device, GError **error)
{
  g_autoptr (JsonObject) refs = json_object_new ();
  g_autofree char *text = NULL;

  if (device != NULL)
    json_object_set_string_member (refs, "device", device);
  json_object_set_string_member (refs, "staff", staff);
  text = wabi_json_object_to_canonical (refs);
  return wabi_store_tx_audit (tx, practice, "auth", by, event, text, error);
}

static gboolean
check_login (WabiStoreTx *tx, const char *practice, const char *staff, GError **error)
{
  const WabiValue args[] = { WABI_TEXT (practice), WABI_TEXT (staff) };
  gint64 n = 0;

  if (!wabi_db_get_int (wabi_store_tx_get_db (tx), "SELECT count(*) FROM auth_login WHERE practice_id = $1 AND staff_id = $2", args,
                        G_N_ELEMENTS (args), &n, error))
    return FALSE;
  if (n > 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "This person cannot sign in at all.");
  return FALSE;
}

gboolean
wabi_access_disable (WabiStoreTx *tx, const char *practice, const char *staff, const char *by, GError **error)
{
  return check_login (tx, practice, staff, error)
         && wabi_db_run (wabi_store_tx_get_db (tx), error, "UPDATE auth_login SET disabled = 1 WHERE practice_id = $1 AND staff_id = $2",
                      WABI_TEXT (practice), WABI_TEXT (staff))
         && put_revocation (tx, practice, staff, NULL, error) && note (tx, practice, by, "user.disable", staff, NULL, error);
}

gboolean
wabi_access_enable (WabiStoreTx *tx, const char *practice, const char *staff, const char *by, GError **error)
{
  return check_login (tx, practice, staff, error)
         && wabi_db_run (wabi_store_tx_get_db (tx), error, "UPDATE auth_login SET disabled = 0 WHERE practice_id = $1 AND staff_id = $2",
                      WABI_TEXT (practice), WABI_TEXT (staff))
         && note (tx, practice, by, "user.enable", staff, NULL, error);
}

static gboolean
take_owner (const WabiRow *row, gpointer data, GError **error)
{
  g_ptr_array_add (data, g_strdup (wabi_row_text (row, 0)));
  return TRUE;
}

/* One, unless a folder was copied from one person's account to another's. */
static GPtrArray *
list_owners (WabiStoreTx *tx, const char *practice, const char *device, GError **error)
{
  const WabiValue args[] = { WABI_TEXT (practice), WABI_TEXT (device) };
  g_autoptr (GPtrArray) owners = g_ptr_array_new_with_free_func (g_free);

  if (!wabi_db_query (wabi_store_tx_get_db (tx),
                      "SELECT staff_id FROM auth_device WHERE practice_id = $1 AND device = $2 ORDER BY staff_id", args,
                      G_N_ELEMENTS (args), take_owner, owners, NULL, error))
    return NULL;
  if (owners->len > 0)
    return g_steal_pointer (&owners);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such device.");
  return NULL;
}

gboolean
wabi_access_set_lost (WabiStoreTx *tx, const char *practice, const char *device, gboolean lost, const char *by, char **staff,
                      GError **error)
{
  g_autoptr (GPtrArray) owners = list_owners (tx, practice, device, error);

  if (owners == NULL
      || !wabi_db_run (wabi_store_tx_get_db (tx), error,
                       "UPDATE auth_device SET lost_at = $3, lost_by = $4 WHERE practice_id = $1 AND device = $2", WABI_TEXT (practice),
                       WABI_TEXT (device), lost ? WABI_INT (wabi_store_tx_get_now (tx)) : WABI_NULL,
                       lost ? WABI_TEXT (by != NULL ? by : "") : WABI_NULL))
    return FALSE;
  for (guint i = 0; i < owners->len; i++)
    if ((lost && !put_revocation (tx, practice, g_ptr_array_index (owners, i), device, error))
        || !note (tx, practice, by, lost ? "device.lost" : "device.found", g_ptr_array_index (owners, i), device, error))
      return FALSE;
  if (staff != NULL)
    *staff = g_strdup (g_ptr_array_index (owners, 0));
  return TRUE;
}

gboolean
wabi_access_note_contact (WabiStoreTx *tx, const char *practice, const char *staff, const char *device, const char *name, GError **error)
{
  WabiDb *db = wabi_store_tx_get_db (tx);
  WabiValue now = WABI_INT (wabi_store_tx_get_now (tx));

  /* A copy that was removed and is made anew is a copy again. */
  return wabi_db_run (db, error,
                      "INSERT INTO auth_device (practice_id, staff_id, device, first_at, last_at) VALUES ($1, $2, $3, $4, $4)"
                      " ON CONFLICT (practice_id, staff_id, device) DO UPDATE SET last_at = excluded.last_at, drained_at = NULL,"
                      " wiped_at = NULL",
                      WABI_TEXT (practice), WABI_TEXT (staff), WABI_TEXT (device), now)
         && (name == NULL
             || wabi_db_run (db, error, "UPDATE auth_device SET name = $4 WHERE practice_id = $1 AND staff_id = $2 AND device = $3",
                             WABI_TEXT (practice), WABI_TEXT (staff), WABI_TEXT (device), WABI_TEXT (name)));
}

gboolean
wabi_access_note_drain (WabiStoreTx *tx, const char *practice, const char *staff, const char *device, GError **error)
{
  WabiValue now = WABI_INT (wabi_store_tx_get_now (tx));

  return wabi_db_run (wabi_store_tx_get_db (tx), error,
                      "UPDATE auth_device SET last_at = $4, drained_at = $4 WHERE practice_id = $1 AND staff_id = $2 AND device = $3",
                      WABI_TEXT (practice), WABI_TEXT (staff), WABI_TEXT (device), now)
         && note (tx, practice, staff, "device.drain", staff, device, error);
}

gboolean
wabi_access_note_wiped (WabiStoreTx *tx, const char *practice, const char *staff, const char *device, GError **error)
{
  WabiDb *db = wabi_store_tx_get_db (tx);
  WabiValue now = WABI_INT (wabi_store_tx_get_now (tx));

  return wabi_db_run (db, error,
                      "UPDATE auth_device SET last_at = $4, wiped_at = $4 WHERE practice_id = $1 AND staff_id = $2 AND device = $3",
                      WABI_TEXT (practice), WABI_TEXT (staff), WABI_TEXT (device), now)
         && wabi_db_run (db, error, "DELETE FROM auth_recovery WHERE practice_id = $1 AND staff_id = $2 AND device = $3",
                         WABI_TEXT (practice), WABI_TEXT (staff), WABI_TEXT (device))
         && wabi_db_run (db, error, "DELETE FROM auth_refresh WHERE practice_id = $1 AND staff_id = $2 AND device = $3",
                         WABI_TEXT (practice), WABI_TEXT (staff), WABI_TEXT (device))
         && note (tx, practice, staff, "device.wiped", staff, device, error);
}

gboolean
wabi_access_is_lost (WabiStoreTx *tx, const char *practice, const char *staff, const char *device, gboolean *lost, GError **error)
{
  const WabiValue args[] = { WABI_TEXT (practice), WABI_TEXT (staff), WABI_TEXT (device) };
  gint64 at = 0;

  if (!wabi_db_get_int (wabi_store_tx_get_db (tx),
                        "SELECT lost_at FROM auth_device WHERE practice_id = $1 AND staff_id = $2 AND device = $3", args,
                        G_N_ELEMENTS (args), &at, error))
    return FALSE;
  *lost = at != 0;
  return TRUE;
}

/* -- lists -- */

typedef struct
{
  WabiAccessLoginFunc login;
  WabiAccessDeviceFunc device;
  gpointer data;
} Listing;

static gboolean
tell_login (const WabiRow *row, gpointer data, GError **error)
{
  Listing *listing = data;
  g_autoptr (JsonObject) body = wabi_row_is_null (row, 3) ? NULL : wabi_json_parse_object (wabi_row_text (row, 3), -1, NULL, error);
  const char *first = body != NULL ? wabi_json_peek_text (body, "first_name") : NULL;
  const char *last = body != NULL ? wabi_json_peek_text (body, "last_name") : NULL;
  const char *role = body != NULL ? wabi_json_peek_text (body, "role") : NULL;
  g_autofree char *name = g_strdup_printf ("%s %s", first != NULL ? first : "", last != NULL ? last : "");
  gboolean left = body != NULL && json_object_has_member (body, "active") && !json_object_get_boolean_member (body, "active");
  const WabiAccessLogin login = { .staff = wabi_row_text (row, 1), .login = wabi_row_text (row, 0), .name = g_strstrip (name),
                                  .role = role != NULL ? role : "", .disabled = wabi_row_int (row, 2) != 0 || left };

  if (body == NULL && !wabi_row_is_null (row, 3))
    return FALSE;
  listing->login (&login, listing->data);
  return TRUE;
}

gboolean
wabi_access_list_logins (WabiDb *db, const char *practice, WabiAccessLoginFunc func, gpointer data, GError **error)
{
  const WabiValue args[] = { WABI_TEXT (practice) };
  Listing listing = { .login = func, .data = data };

  return wabi_db_query (db,
                        "SELECT l.login, l.staff_id, l.disabled, s.body FROM auth_login l LEFT JOIN r_staff s"
                        " ON s.practice_id = l.practice_id AND s.id = l.staff_id WHERE l.practice_id = $1 ORDER BY l.login",
                        args, G_N_ELEMENTS (args), tell_login, &listing, NULL, error);
}

static gboolean
tell_device (const WabiRow *row, gpointer data, GError **error)
{
  Listing *listing = data;
  const WabiAccessDevice device = { .staff = wabi_row_text (row, 0), .device = wabi_row_text (row, 1), .login = wabi_row_text (row, 2),
                                    .name = wabi_row_text (row, 3), .first_at = wabi_row_int (row, 4), .last_at = wabi_row_int (row, 5),
                                    .lost_at = wabi_row_int (row, 6), .drained_at = wabi_row_int (row, 7),
                                    .wiped_at = wabi_row_int (row, 8) };

  listing->device (&device, listing->data);
  return TRUE;
}

gboolean
wabi_access_list_devices (WabiDb *db, const char *practice, WabiAccessDeviceFunc func, gpointer data, GError **error)
{
  const WabiValue args[] = { WABI_TEXT (practice) };
  Listing listing = { .device = func, .data = data };

  return wabi_db_query (db,
                        "SELECT d.staff_id, d.device, (SELECT min(l.login) FROM auth_login l WHERE l.practice_id = d.practice_id AND"
                        " l.staff_id = d.staff_id) AS login, d.name, d.first_at, d.last_at, d.lost_at, d.drained_at, d.wiped_at"
                        " FROM auth_device d WHERE d.practice_id = $1 ORDER BY login, d.last_at DESC",
                        args, G_N_ELEMENTS (args), tell_device, &listing, NULL, error);
}
