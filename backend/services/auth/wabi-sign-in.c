// SPDX-License-Identifier: AGPL-3.0-or-later
// Sign-ins and refresh tokens. A token is the practice's id, a dot and 32 random bytes; only its hash is kept.

#include "wabi-sign-in.h"

#include "wabi-access.h"
#include "wabi-login.h"
#include "wabi-text.h"

#include <string.h>

#define SECRET_BYTES 32
#define DAY G_GINT64_CONSTANT (86400000000)
#define LIFE (DAY * WABI_SIGN_IN_DAYS)
/* Tokens that are over are kept for those who come back late with something that waits. */
#define KEPT (DAY * 400)
#define MOST_HASHING 2

typedef struct
{
  const char *device, *device_name;
  WabiSignIn *out;
  gboolean allowed;
  gboolean lost;     /* the device */
  gboolean inactive; /* the staff record says so */
  gboolean ended;    /* the sign-in, by a change of password */
  /* of a sign-in */
  const char *short_name;
  const char *login;
  char *hash;
  /* of a refresh or sign-out */
  char *practice;
  char *token_hash;
  gint64 expires_at;
  gboolean used;
  char *token_device;
} Work;

static void
clear_work (Work *work)
{
  g_free (work->hash);
  g_free (work->practice);
  g_free (work->token_hash);
  g_free (work->token_device);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, clear_work)

/* Hashing takes 19 MiB: a crowd that signs in at once waits in line. */
static struct
{
  GMutex lock;
  GCond cond;
  guint n;
} hashing;

static gboolean
check_in_line (const char *hash, const char *password, gboolean *good, GError **error)
{
  gboolean checked;

  g_mutex_lock (&hashing.lock);
  while (hashing.n >= MOST_HASHING)
    g_cond_wait (&hashing.cond, &hashing.lock);
  hashing.n++;
  g_mutex_unlock (&hashing.lock);
  checked = wabi_auth_check_password (hash, password, good, error);
  g_mutex_lock (&hashing.lock);
  hashing.n--;
  g_cond_signal (&hashing.cond);
  g_mutex_unlock (&hashing.lock);
  return checked;
}

static char *
make_secret (void)
{
  guint8 bytes[SECRET_BYTES];

  wabi_random_bytes (bytes, sizeof bytes);
  return g_base64_encode (bytes, sizeof bytes);
}

/* -- inside the write -- */

static gboolean
on_login_row_cb (const WabiRow *row, gpointer data, GError **error)
{
  WabiSignIn *out = data;

  out->roles = (guint) wabi_row_int (row, 0);
  out->user = g_strdup (wabi_row_text (row, 1));
  return TRUE;
}

/* The person as the records have it now; allowed stays FALSE for those who left. */
static gboolean
fill_person (WabiStoreTx *tx, Work *work, GError **error)
{
  WabiSignIn *out = work->out;
  g_autoptr (WabiRecord) staff = NULL;
  g_autoptr (WabiRecord) practice = NULL;
  g_autoptr (GError) problem = NULL;
  WabiView view;

  wabi_store_tx_init_view (tx, out->practice, &view);
  staff = wabi_view_get (&view, &wabi_kind_staff, out->user, &problem);
  practice = problem == NULL ? wabi_view_get (&view, &wabi_kind_practice, out->practice, &problem) : NULL;
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  work->inactive = staff == NULL || (wabi_record_has (staff, "active") && !wabi_record_get_bool (staff, "active"));
  if (staff != NULL)
    out->roles |= wabi_auth_role_of_word (wabi_record_get_text (staff, "role"));
  if (work->inactive || practice == NULL)
    return TRUE;
  out->name = g_strdup_printf ("%s %s", wabi_record_get_text (staff, "first_name"), wabi_record_get_text (staff, "last_name"));
  out->practice_name = g_strdup (wabi_record_get_text (practice, "name"));
  out->zone = g_strdup (wabi_record_get_text (practice, "zone"));
  out->lock_days = wabi_record_has (practice, "offline_lock_days") ? wabi_record_get_int (practice, "offline_lock_days")
                                                                  : WABI_SIGN_IN_LOCK_DAYS;
  work->allowed = TRUE;
  return TRUE;
}

static gboolean
add_refresh (WabiStoreTx *tx, Work *work, GError **error)
{
  WabiSignIn *out = work->out;
  gint64 now = wabi_store_tx_get_now (tx);
  g_autofree char *secret = make_secret ();
  g_autofree char *hash = NULL;

  out->refresh_token = g_strdup_printf ("%s.%s", out->practice, secret);
  hash = wabi_text_hash_hex (out->refresh_token, -1);
  return wabi_db_run (wabi_store_tx_get_db (tx), error,
                      "INSERT INTO auth_refresh (practice_id, hash, family, staff_id, device, expires_at)"
                      " VALUES ($1, $2, $3, $4, $5, $6)",
                      WABI_TEXT (out->practice), WABI_TEXT (hash), WABI_TEXT (out->family), WABI_TEXT (out->user),
                      WABI_TEXT (work->device), WABI_INT (now + LIFE))
         && wabi_db_run (wabi_store_tx_get_db (tx), error, "DELETE FROM auth_refresh WHERE practice_id = $1 AND expires_at < $2",
                         WABI_TEXT (out->practice), WABI_INT (now - KEPT));
}

static gboolean
ensure_recovery (WabiStoreTx *tx, Work *work, GError **error)
{
  WabiSignIn *out = work->out;
  g_autofree char *fresh = make_secret ();
  const WabiValue key[] = { WABI_TEXT (out->practice), WABI_TEXT (out->user), WABI_TEXT (work->device) };

  return wabi_db_run (wabi_store_tx_get_db (tx), error,
                      "INSERT INTO auth_recovery (practice_id, staff_id, device, secret) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                      WABI_TEXT (out->practice), WABI_TEXT (out->user), WABI_TEXT (work->device), WABI_TEXT (fresh))
         && wabi_db_get_text (wabi_store_tx_get_db (tx),
                              "SELECT secret FROM auth_recovery WHERE practice_id = $1 AND staff_id = $2 AND device = $3", key,
                              G_N_ELEMENTS (key), &out->recovery, error);
}

static gboolean
give (WabiStoreTx *tx, Work *work, const char *event, GError **error)
{
  if (!work->allowed)
    return TRUE;
  return add_refresh (tx, work, error) && ensure_recovery (tx, work, error)
         && wabi_access_note_contact (tx, work->out->practice, work->out->user, work->device, work->device_name, error)
         && wabi_store_tx_audit (tx, work->out->practice, "auth", work->out->user, event, NULL, error);
}

static gboolean
write_sign_in (WabiStoreTx *tx, gpointer data, GError **error)
{
  Work *work = data;
  WabiSignIn *out = work->out;
  const WabiValue args[] = { WABI_TEXT (out->practice), WABI_TEXT (work->login), WABI_TEXT (work->hash) };
  guint8 bytes[16];

  /* Asked again inside the write: the password may have changed while it was being checked. */
  if (!wabi_db_query (wabi_store_tx_get_db (tx),
                      "SELECT roles, staff_id FROM auth_login WHERE practice_id = $1 AND login = $2 AND password = $3 AND disabled = 0",
                      args, G_N_ELEMENTS (args), on_login_row_cb, out, NULL, error))
    return FALSE;
  if (out->user == NULL)
    return TRUE;
  wabi_random_bytes (bytes, sizeof bytes);
  out->family = g_base64_encode (bytes, sizeof bytes);
  if (!wabi_access_is_lost (tx, out->practice, out->user, work->device, &work->lost, error) || !fill_person (tx, work, error))
    return FALSE;
  if (work->lost && work->allowed)
    {
      work->allowed = FALSE;
      return wabi_store_tx_audit (tx, out->practice, "auth", out->user, "auth.sign-in-lost", NULL, error);
    }
  work->lost = FALSE;
  return give (tx, work, "auth.sign-in", error);
}

static gboolean
end_family (WabiStoreTx *tx, Work *work, const char *event, GError **error)
{
  return wabi_db_run (wabi_store_tx_get_db (tx), error, "UPDATE auth_refresh SET ended = 1 WHERE practice_id = $1 AND family = $2",
                      WABI_TEXT (work->practice), WABI_TEXT (work->out->family))
         && wabi_store_tx_audit (tx, work->practice, "auth", work->out->user, event, NULL, error);
}

static gboolean
on_token_row_cb (const WabiRow *row, gpointer data, GError **error)
{
  Work *work = data;

  work->out->family = g_strdup (wabi_row_text (row, 0));
  work->out->user = g_strdup (wabi_row_text (row, 1));
  work->token_device = g_strdup (wabi_row_text (row, 2));
  work->expires_at = wabi_row_int (row, 3);
  work->used = !wabi_row_is_null (row, 4);
  work->ended = wabi_row_int (row, 5) != 0;
  return TRUE;
}

static gboolean
find_token (WabiStoreTx *tx, Work *work, GError **error)
{
  const WabiValue args[] = { WABI_TEXT (work->practice), WABI_TEXT (work->token_hash) };

  return wabi_db_query (wabi_store_tx_get_db (tx),
                        "SELECT family, staff_id, device, expires_at, used_at, ended FROM auth_refresh WHERE practice_id = $1 AND hash = $2",
                        args, G_N_ELEMENTS (args), on_token_row_cb, work, NULL, error);
}

/* -1 when the person may not sign in any more. */
static gboolean
find_roles (WabiStoreTx *tx, const char *practice, const char *staff, gint64 *roles, GError **error)
{
  const WabiValue args[] = { WABI_TEXT (practice), WABI_TEXT (staff) };

  *roles = -1;
  return wabi_db_get_int (wabi_store_tx_get_db (tx),
                          "SELECT roles FROM auth_login WHERE practice_id = $1 AND staff_id = $2 AND disabled = 0 LIMIT 1", args,
                          G_N_ELEMENTS (args), roles, error);
}

/* Roles are kept in the token, since what comes in is released under them. */
static gboolean
give_drain (WabiStoreTx *tx, Work *work, const char *token_roles, GError **error)
{
  WabiSignIn *out = work->out;
  const WabiValue args[] = { WABI_TEXT (work->practice), WABI_TEXT (out->user) };
  gint64 roles = 0;

  if (!wabi_db_get_int (wabi_store_tx_get_db (tx), token_roles, args, G_N_ELEMENTS (args), &roles, error))
    return FALSE;
  out->roles |= (guint) roles;
  out->drain = work->allowed = TRUE;
  return wabi_access_note_drain (tx, work->practice, out->user, work->device, error);
}

static gboolean
rotate (WabiStoreTx *tx, Work *work, GError **error)
{
  return wabi_db_run (wabi_store_tx_get_db (tx), error, "UPDATE auth_refresh SET used_at = $3 WHERE practice_id = $1 AND hash = $2",
                      WABI_TEXT (work->practice), WABI_TEXT (work->token_hash), WABI_INT (wabi_store_tx_get_now (tx)))
         && give (tx, work, "auth.refresh", error);
}

static gboolean
write_refresh (WabiStoreTx *tx, gpointer data, GError **error)
{
  static const char all_roles[] = "SELECT roles FROM auth_login WHERE practice_id = $1 AND staff_id = $2 LIMIT 1";
  Work *work = data;
  WabiSignIn *out = work->out;
  gboolean own;
  gint64 roles;

  if (!find_token (tx, work, error))
    return FALSE;
  if (out->family == NULL)
    return TRUE;
  own = g_str_equal (work->token_device, work->device);
  out->practice = g_strdup (work->practice);
  if (!find_roles (tx, work->practice, out->user, &roles, error) || !fill_person (tx, work, error)
      || !wabi_access_is_lost (tx, work->practice, out->user, work->device, &work->lost, error))
    return FALSE;
  work->allowed = work->allowed && roles >= 0;
  if (own && (work->lost || work->inactive || roles < 0))
    return give_drain (tx, work, all_roles, error);
  if (work->ended || !work->allowed || work->expires_at <= wabi_store_tx_get_now (tx))
    {
      work->allowed = FALSE;
      return TRUE;
    }
  if (work->used || !own)
    {
      work->allowed = FALSE;
      return end_family (tx, work, "auth.refresh-reused", error);
    }
  out->roles |= (guint) roles;
  return rotate (tx, work, error);
}

static gboolean
write_end (WabiStoreTx *tx, gpointer data, GError **error)
{
  Work *work = data;

  if (!find_token (tx, work, error))
    return FALSE;
  return work->out->family == NULL || end_family (tx, work, "auth.sign-out", error);
}

/* -- before the write -- */

static gboolean
read_login (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  Work *work = data;
  const WabiValue name[] = { WABI_TEXT (work->short_name) };
  WabiValue args[2];

  if (!wabi_db_get_text (db, "SELECT practice_id FROM auth_practice WHERE short_name = $1", name, G_N_ELEMENTS (name),
                         &work->out->practice, error))
    return FALSE;
  if (work->out->practice == NULL || work->login == NULL)
    return TRUE;
  args[0] = WABI_TEXT (work->out->practice);
  args[1] = WABI_TEXT (work->login);
  return wabi_db_get_text (db, "SELECT password FROM auth_login WHERE practice_id = $1 AND login = $2 AND disabled = 0", args,
                           G_N_ELEMENTS (args), &work->hash, error);
}

static gboolean
split_token (Work *work, const char *token)
{
  const char *dot = strchr (token, '.');

  if (dot == NULL || strlen (token) > 200)
    return FALSE;
  work->practice = g_strndup (token, (gsize) (dot - token));
  work->token_hash = wabi_text_hash_hex (token, -1);
  return TRUE;
}

void
wabi_sign_in_clear (WabiSignIn *sign_in)
{
  g_clear_pointer (&sign_in->practice, g_free);
  g_clear_pointer (&sign_in->practice_name, g_free);
  g_clear_pointer (&sign_in->zone, g_free);
  g_clear_pointer (&sign_in->user, g_free);
  g_clear_pointer (&sign_in->name, g_free);
  g_clear_pointer (&sign_in->family, g_free);
  g_clear_pointer (&sign_in->refresh_token, g_free);
  g_clear_pointer (&sign_in->recovery, g_free);
}

gboolean
wabi_sign_in_start (WabiStore *store, const char *practice, const char *login, const char *password, const WabiSignInDevice *device,
                    WabiSignIn *out, WabiSignInVerdict *verdict, GError **error)
{
  g_autofree char *folded = wabi_auth_fold_login (login);
  g_auto (Work) work = { .short_name = practice, .login = folded, .device = device->id, .device_name = device->name, .out = out };
  gboolean good;

  memset (out, 0, sizeof *out);
  *verdict = WABI_SIGN_IN_REFUSED;
  if (!wabi_store_read (store, NULL, read_login, &work, error))
    return FALSE;
  if (!check_in_line (work.hash, password, &good, error))
    return FALSE;
  if (!good)
    return TRUE;
  if (!wabi_store_write (store, write_sign_in, &work, error))
    return FALSE;
  *verdict = work.lost ? WABI_SIGN_IN_LOST : work.allowed ? WABI_SIGN_IN_ALLOWED : WABI_SIGN_IN_REFUSED;
  return TRUE;
}

gboolean
wabi_sign_in_refresh (WabiStore *store, const char *token, const WabiSignInDevice *device, WabiSignIn *out, gboolean *allowed,
                      GError **error)
{
  g_auto (Work) work = { .device = device->id, .device_name = device->name, .out = out };

  memset (out, 0, sizeof *out);
  *allowed = FALSE;
  if (!split_token (&work, token))
    return TRUE;
  if (!wabi_store_write (store, write_refresh, &work, error))
    return FALSE;
  *allowed = work.allowed;
  if (out->drain)
    out->refresh_token = g_strdup (token);
  return TRUE;
}

gboolean
wabi_sign_in_end (WabiStore *store, const char *token, char **family, GError **error)
{
  g_auto (WabiSignIn) out = { 0 };
  g_auto (Work) work = { .out = &out };

  *family = NULL;
  if (!split_token (&work, token))
    return TRUE;
  if (!wabi_store_write (store, write_end, &work, error))
    return FALSE;
  *family = g_steal_pointer (&out.family);
  return TRUE;
}
