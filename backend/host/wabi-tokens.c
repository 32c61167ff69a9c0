// SPDX-License-Identifier: AGPL-3.0-or-later
// Access tokens. This file must not see json-glib: Rhonabwy brings jansson, whose names clash with it.

#include "wabi-tokens.h"

#include "wabi-secret-file.h"
#include "wabi-text.h"

#include <gio/gio.h>
#include <rhonabwy.h>
#include <string.h>

#define MAX_TOKEN 2048
#define MAX_CACHED 4096
#define SECOND G_USEC_PER_SEC

struct _WabiTokens
{
  const WabiClock *clock;
  jwk_t *private_key;
  jwk_t *public_key;
  struct
  {
    GRWLock lock;
    GHashTable *claims;    /* token → WabiClaims */
    GHashTable *forgotten; /* family → gint64 *, when no token of it can count any more */
    GHashTable *revoked;   /* "practice\nuser\ndevice" → gint64 *, up to when given tokens do not count */
  } cache;
};

static gboolean
import_key (WabiTokens *tokens, const char *text, GError **error)
{
  gboolean ok;

  r_jwk_init (&tokens->private_key);
  r_jwk_init (&tokens->public_key);
  ok = r_jwk_import_from_json_str (tokens->private_key, text) == RHN_OK
       && r_jwk_extract_pubkey (tokens->private_key, tokens->public_key, 0) == RHN_OK;
  if (!ok)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 "The signing key is damaged. Move the file token.key away and start again; everybody then signs in anew.");
  return ok;
}

static char *
generate_key (void)
{
  jwk_t *private_key = NULL, *public_key = NULL;
  char *text, *copy;

  r_jwk_init (&private_key);
  r_jwk_init (&public_key);
  if (r_jwk_generate_key_pair (private_key, public_key, R_KEY_TYPE_EDDSA, 256, NULL) != RHN_OK)
    g_error ("cannot generate an Ed25519 key");
  text = r_jwk_export_to_json_str (private_key, 0);
  copy = g_strdup (text);
  r_free (text);
  r_jwk_free (private_key);
  r_jwk_free (public_key);
  return copy;
}

static WabiClaims *
ref_claims (WabiClaims *claims)
{
  g_atomic_ref_count_inc (&claims->references);
  return claims;
}

static WabiClaims *
read_claims (jwt_t *jwt)
{
  const char *practice = r_jwt_get_claim_str_value (jwt, "prc");
  const char *user = r_jwt_get_claim_str_value (jwt, "sub");
  const char *family = r_jwt_get_claim_str_value (jwt, "fam");
  gint64 expires = r_jwt_get_claim_int_value (jwt, "exp");
  g_autofree char *hash = NULL;
  WabiClaims *claims;

  if (practice == NULL || user == NULL || family == NULL || expires <= 0 || expires > G_MAXINT32 * (gint64) 4)
    return NULL;
  hash = wabi_text_hash_hex (user, -1);
  claims = g_new0 (WabiClaims, 1);
  g_atomic_ref_count_init (&claims->references);
  claims->practice = g_strdup (practice);
  claims->user = g_strdup (user);
  claims->family = g_strdup (family);
  claims->device = g_strdup (r_jwt_get_claim_str_value (jwt, "dev"));
  claims->drain = r_jwt_get_claim_int_value (jwt, "drn") != 0;
  claims->issued_at = r_jwt_get_claim_int_value (jwt, "ius");
  claims->roles = (guint) r_jwt_get_claim_int_value (jwt, "rol");
  claims->expires_at = expires * SECOND;
  memcpy (claims->tag, hash, sizeof claims->tag - 1);
  return claims;
}

/* The algorithm is ours to say, never the token's. */
static WabiClaims *
verify_token (WabiTokens *tokens, const char *token)
{
  jwt_t *jwt = NULL;
  WabiClaims *claims = NULL;

  r_jwt_init (&jwt);
  if (r_jwt_parse (jwt, token, 0) == RHN_OK && r_jwt_get_sign_alg (jwt) == R_JWA_ALG_EDDSA
      && r_jwt_verify_signature (jwt, tokens->public_key, 0) == RHN_OK)
    claims = read_claims (jwt);
  r_jwt_free (jwt);
  return claims;
}

static gboolean
claims_are_old (gpointer token, gpointer claims, gpointer now)
{
  return ((WabiClaims *) claims)->expires_at <= *(gint64 *) now;
}

static gboolean
remember_claims (WabiTokens *tokens, const char *token, WabiClaims *claims, gint64 now)
{
  g_rw_lock_writer_lock (&tokens->cache.lock);
  if (g_hash_table_contains (tokens->cache.forgotten, claims->family))
    {
      g_rw_lock_writer_unlock (&tokens->cache.lock);
      return FALSE;
    }
  if (g_hash_table_size (tokens->cache.claims) >= MAX_CACHED)
    g_hash_table_foreach_remove (tokens->cache.claims, claims_are_old, &now);
  if (g_hash_table_size (tokens->cache.claims) >= MAX_CACHED)
    g_hash_table_remove_all (tokens->cache.claims);
  g_hash_table_replace (tokens->cache.claims, g_strdup (token), ref_claims (claims));
  g_rw_lock_writer_unlock (&tokens->cache.lock);
  return TRUE;
}

static gboolean
claims_are_of_family (gpointer token, gpointer claims, gpointer family)
{
  return g_str_equal (((WabiClaims *) claims)->family, family);
}

static gboolean
family_is_over (gpointer family, gpointer until, gpointer now)
{
  return *(gint64 *) until < *(gint64 *) now;
}

WabiTokens *
wabi_tokens_open (const char *key_file, const WabiClock *clock, GError **error)
{
  g_autoptr (WabiTokens) tokens = g_new0 (WabiTokens, 1);
  g_autofree char *text = NULL;

  g_rw_lock_init (&tokens->cache.lock);
  tokens->clock = clock;
  tokens->cache.claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) wabi_claims_unref);
  tokens->cache.forgotten = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  tokens->cache.revoked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (g_file_test (key_file, G_FILE_TEST_EXISTS))
    {
      if (!g_file_get_contents (key_file, &text, NULL, error))
        return NULL;
    }
  else
    {
      text = generate_key ();
      if (!wabi_secret_file_write (key_file, text, strlen (text), error))
        return NULL;
    }
  if (!import_key (tokens, text, error))
    return NULL;
  return g_steal_pointer (&tokens);
}

void
wabi_tokens_free (WabiTokens *tokens)
{
  if (tokens == NULL)
    return;
  r_jwk_free (tokens->private_key);
  r_jwk_free (tokens->public_key);
  g_hash_table_unref (tokens->cache.claims);
  g_hash_table_unref (tokens->cache.forgotten);
  g_hash_table_unref (tokens->cache.revoked);
  g_rw_lock_clear (&tokens->cache.lock);
  g_free (tokens);
}

char *
wabi_tokens_grant (WabiTokens *tokens, const WabiTokenGrant *grant)
{
  gint64 now = wabi_clock_now (tokens->clock);
  jwt_t *jwt = NULL;
  char *text, *copy;

  r_jwt_init (&jwt);
  r_jwt_set_sign_alg (jwt, R_JWA_ALG_EDDSA);
  r_jwt_set_claim_str_value (jwt, "prc", grant->practice);
  r_jwt_set_claim_str_value (jwt, "sub", grant->user);
  r_jwt_set_claim_str_value (jwt, "fam", grant->family);
  r_jwt_set_claim_int_value (jwt, "rol", (rhn_int_t) grant->roles);
  r_jwt_set_claim_int_value (jwt, "iat", (rhn_int_t) (now / SECOND));
  r_jwt_set_claim_int_value (jwt, "ius", (rhn_int_t) now);
  r_jwt_set_claim_int_value (jwt, "exp", (rhn_int_t) (now / SECOND + WABI_TOKENS_LIFE));
  if (grant->device != NULL)
    r_jwt_set_claim_str_value (jwt, "dev", grant->device);
  if (grant->drain)
    r_jwt_set_claim_int_value (jwt, "drn", 1);
  text = r_jwt_serialize_signed (jwt, tokens->private_key, 0);
  if (text == NULL)
    g_error ("cannot sign a token");
  copy = g_strdup (text);
  r_free (text);
  r_jwt_free (jwt);
  return copy;
}

char *
wabi_tokens_make (WabiTokens *tokens, const char *practice, const char *user, guint roles, const char *family)
{
  const WabiTokenGrant grant = { .practice = practice, .user = user, .roles = roles, .family = family };

  return wabi_tokens_grant (tokens, &grant);
}

static char *
build_subject (const char *practice, const char *user, const char *device)
{
  return g_strjoin ("\n", practice, user, device != NULL ? device : "", NULL);
}

/* With the lock held. */
static gboolean
subject_is_revoked (WabiTokens *tokens, const WabiClaims *claims, const char *device)
{
  g_autofree char *subject = build_subject (claims->practice, claims->user, device);
  const gint64 *at = g_hash_table_lookup (tokens->cache.revoked, subject);

  return at != NULL && claims->issued_at <= *at;
}

static gboolean
is_revoked (WabiTokens *tokens, const WabiClaims *claims)
{
  gboolean revoked;

  g_rw_lock_reader_lock (&tokens->cache.lock);
  /* What may only be sent into quarantine is given because access has ended. */
  revoked = !claims->drain && g_hash_table_size (tokens->cache.revoked) > 0
            && (subject_is_revoked (tokens, claims, NULL)
                || (claims->device != NULL && subject_is_revoked (tokens, claims, claims->device)));
  g_rw_lock_reader_unlock (&tokens->cache.lock);
  return revoked;
}

WabiClaims *
wabi_tokens_check (WabiTokens *tokens, const char *token)
{
  gint64 now = wabi_clock_now (tokens->clock);
  WabiClaims *found;
  g_autoptr (WabiClaims) claims = NULL;

  g_rw_lock_reader_lock (&tokens->cache.lock);
  found = g_hash_table_lookup (tokens->cache.claims, token);
  if (found != NULL && found->expires_at > now)
    claims = ref_claims (found);
  g_rw_lock_reader_unlock (&tokens->cache.lock);
  if (claims == NULL && strlen (token) <= MAX_TOKEN)
    {
      claims = verify_token (tokens, token);
      if (claims == NULL || claims->expires_at <= now || !remember_claims (tokens, token, claims, now))
        return NULL;
    }
  if (claims == NULL || is_revoked (tokens, claims))
    return NULL;
  return g_steal_pointer (&claims);
}

void
wabi_tokens_forget (WabiTokens *tokens, const char *family)
{
  gint64 now = wabi_clock_now (tokens->clock);
  gint64 *until = g_new (gint64, 1);

  *until = now + (WABI_TOKENS_LIFE + 60) * SECOND;
  g_rw_lock_writer_lock (&tokens->cache.lock);
  g_hash_table_foreach_remove (tokens->cache.forgotten, family_is_over, &now);
  g_hash_table_replace (tokens->cache.forgotten, g_strdup (family), until);
  g_hash_table_foreach_remove (tokens->cache.claims, claims_are_of_family, (gpointer) family);
  g_rw_lock_writer_unlock (&tokens->cache.lock);
}

/* Tokens of that time are over by themselves. */
static gboolean
revocation_is_over (gpointer subject, gpointer at, gpointer now)
{
  return *(gint64 *) at + (WABI_TOKENS_LIFE + 60) * SECOND < *(gint64 *) now;
}

void
wabi_tokens_revoke (WabiTokens *tokens, const char *practice, const char *user, const char *device, gint64 at)
{
  gint64 now = wabi_clock_now (tokens->clock);
  char *subject = build_subject (practice, user, device);
  const gint64 *known;

  g_rw_lock_writer_lock (&tokens->cache.lock);
  g_hash_table_foreach_remove (tokens->cache.revoked, revocation_is_over, &now);
  known = g_hash_table_lookup (tokens->cache.revoked, subject);
  if (known == NULL || *known < at)
    g_hash_table_replace (tokens->cache.revoked, subject, g_memdup2 (&at, sizeof at));
  else
    g_free (subject);
  g_rw_lock_writer_unlock (&tokens->cache.lock);
}

void
wabi_claims_unref (WabiClaims *claims)
{
  if (claims == NULL || !g_atomic_ref_count_dec (&claims->references))
    return;
  g_free (claims->practice);
  g_free (claims->user);
  g_free (claims->family);
  g_free (claims->device);
  g_free (claims);
}
