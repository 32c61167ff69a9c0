// SPDX-License-Identifier: AGPL-3.0-or-later
// Public keys that others sign with. This file must not see json-glib: Rhonabwy brings jansson, whose names clash with it.

#include "wabi-keys.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <rhonabwy.h>
#include <string.h>

#define LONGEST_LIFE WABI_SERVICE_TOKEN_LIFE

struct _WabiKeys
{
  GRWLock lock;
  jwks_t *set;
  char *file;
  gint64 file_time; /* when it was last written, microseconds; 0 for not read */
  gint64 file_size;
};

static gboolean
is_ours (jwk_t *jwk)
{
  unsigned int bits = 0;
  int type = r_jwk_key_type (jwk, &bits, 0);

  return (type & R_KEY_TYPE_EDDSA) != 0;
}

/* The id that a key has by what it is, for those that were made without one. */
static void
ensure_id (jwk_t *jwk)
{
  char *print;

  if (r_jwk_get_property_str (jwk, "kid") != NULL)
    return;
  print = r_jwk_thumbprint (jwk, R_JWK_THUMB_SHA256, 0);
  if (print != NULL)
    r_jwk_set_property_str (jwk, "kid", print);
  r_free (print);
}

WabiKeys *
wabi_keys_new (void)
{
  WabiKeys *keys = g_new0 (WabiKeys, 1);

  g_rw_lock_init (&keys->lock);
  r_jwks_init (&keys->set);
  return keys;
}

void
wabi_keys_free (WabiKeys *keys)
{
  if (keys == NULL)
    return;
  r_jwks_free (keys->set);
  g_rw_lock_clear (&keys->lock);
  g_free (keys->file);
  g_free (keys);
}

gboolean
wabi_keys_read (WabiKeys *keys, const char *text, GError **error)
{
  jwks_t *set = NULL, *old;
  gboolean sound;

  r_jwks_init (&set);
  sound = r_jwks_import_from_json_str (set, text) == RHN_OK;
  for (size_t i = 0; sound && i < r_jwks_size (set); i++)
    {
      jwk_t *jwk = r_jwks_get_at (set, i);

      sound = is_ours (jwk) && r_jwk_get_property_str (jwk, "kid") != NULL;
      r_jwk_free (jwk);
    }
  if (!sound)
    {
      r_jwks_free (set);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "It is not a set of Ed25519 keys with ids.");
      return FALSE;
    }
  g_rw_lock_writer_lock (&keys->lock);
  old = keys->set;
  keys->set = set;
  g_rw_lock_writer_unlock (&keys->lock);
  r_jwks_free (old);
  return TRUE;
}

void
wabi_keys_follow_file (WabiKeys *keys, const char *name)
{
  g_free (keys->file);
  keys->file = g_strdup (name);
}

/* The file is small and seldom changes, so it is only asked for its time. */
static void
look_at_file (WabiKeys *keys)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gint64 at;
  GStatBuf info;

  if (keys->file == NULL || g_stat (keys->file, &info) != 0)
    return;
  at = (gint64) info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000;
  g_rw_lock_writer_lock (&keys->lock);
  if (at == keys->file_time && info.st_size == keys->file_size)
    {
      g_rw_lock_writer_unlock (&keys->lock);
      return;
    }
  keys->file_time = at;
  keys->file_size = info.st_size;
  g_rw_lock_writer_unlock (&keys->lock);
  if (!g_file_get_contents (keys->file, &text, NULL, &error) || !wabi_keys_read (keys, text, &error))
    g_warning ("the keys in %s are not taken: %s", keys->file, error->message);
}

gboolean
wabi_keys_add_private (WabiKeys *keys, const char *text)
{
  jwk_t *given = NULL, *public_half = NULL;
  gboolean ok;

  r_jwk_init (&given);
  r_jwk_init (&public_half);
  ok = r_jwk_import_from_json_str (given, text) == RHN_OK && is_ours (given) && r_jwk_extract_pubkey (given, public_half, 0) == RHN_OK;
  if (ok)
    {
      ensure_id (public_half);
      g_rw_lock_writer_lock (&keys->lock);
      ok = r_jwks_append_jwk (keys->set, public_half) == RHN_OK;
      g_rw_lock_writer_unlock (&keys->lock);
    }
  r_jwk_free (given);
  r_jwk_free (public_half);
  return ok;
}

void
wabi_keys_append_text (WabiKeys *keys, GString *out)
{
  char *text;

  look_at_file (keys);
  g_rw_lock_reader_lock (&keys->lock);
  text = r_jwks_export_to_json_str (keys->set, 0);
  g_rw_lock_reader_unlock (&keys->lock);
  g_string_append (out, text != NULL ? text : "{\"keys\":[]}");
  r_free (text);
}

gboolean
wabi_keys_knows (WabiKeys *keys, const char *id)
{
  jwk_t *jwk;

  if (id == NULL)
    return FALSE;
  look_at_file (keys);
  g_rw_lock_reader_lock (&keys->lock);
  jwk = r_jwks_get_by_kid (keys->set, id);
  g_rw_lock_reader_unlock (&keys->lock);
  r_jwk_free (jwk);
  return jwk != NULL;
}

gboolean
wabi_keys_verify (WabiKeys *keys, const char *id, gpointer jwt)
{
  gboolean good = FALSE;

  look_at_file (keys);
  g_rw_lock_reader_lock (&keys->lock);
  for (size_t i = 0; !good && i < r_jwks_size (keys->set); i++)
    {
      jwk_t *jwk = r_jwks_get_at (keys->set, i);

      if (id == NULL || g_strcmp0 (r_jwk_get_property_str (jwk, "kid"), id) == 0)
        good = r_jwt_verify_signature (jwt, jwk, 0) == RHN_OK;
      r_jwk_free (jwk);
    }
  g_rw_lock_reader_unlock (&keys->lock);
  return good;
}

static char *
export_key (jwk_t *jwk)
{
  char *text = r_jwk_export_to_json_str (jwk, 0);
  char *copy = g_strdup (text);

  r_free (text);
  return copy;
}

char *
wabi_key_generate (const char *id)
{
  jwk_t *private_key = NULL, *public_key = NULL;
  char *text;

  r_jwk_init (&private_key);
  r_jwk_init (&public_key);
  if (r_jwk_generate_key_pair (private_key, public_key, R_KEY_TYPE_EDDSA, 256, id) != RHN_OK)
    g_error ("cannot generate an Ed25519 key");
  if (id == NULL)
    ensure_id (private_key);
  text = export_key (private_key);
  r_jwk_free (private_key);
  r_jwk_free (public_key);
  return text;
}

char *
wabi_key_dup_public (const char *text, const char *id)
{
  jwk_t *given = NULL, *public_half = NULL;
  char *out = NULL;

  r_jwk_init (&given);
  r_jwk_init (&public_half);
  if (r_jwk_import_from_json_str (given, text) == RHN_OK && is_ours (given) && r_jwk_extract_pubkey (given, public_half, 0) == RHN_OK)
    {
      if (id != NULL)
        r_jwk_set_property_str (public_half, "kid", id);
      ensure_id (public_half);
      out = export_key (public_half);
    }
  r_jwk_free (given);
  r_jwk_free (public_half);
  return out;
}

char *
wabi_service_token_make (const char *key, const char *services, const WabiClock *clock, GError **error)
{
  gint64 now = wabi_clock_now (clock) / G_USEC_PER_SEC;
  jwk_t *jwk = NULL;
  jwt_t *jwt = NULL;
  char *text = NULL, *copy;

  r_jwk_init (&jwk);
  r_jwt_init (&jwt);
  if (r_jwk_import_from_json_str (jwk, key) == RHN_OK)
    {
      r_jwt_set_sign_alg (jwt, R_JWA_ALG_EDDSA);
      r_jwt_set_claim_str_value (jwt, "svc", services);
      r_jwt_set_claim_int_value (jwt, "iat", (rhn_int_t) now);
      r_jwt_set_claim_int_value (jwt, "exp", (rhn_int_t) (now + LONGEST_LIFE));
      text = r_jwt_serialize_signed (jwt, jwk, 0);
    }
  copy = g_strdup (text);
  r_free (text);
  r_jwk_free (jwk);
  r_jwt_free (jwt);
  if (copy == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         "The key of this service is damaged. Make another with wabictl service-key.");
  return copy;
}
