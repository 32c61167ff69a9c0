// SPDX-License-Identifier: AGPL-3.0-or-later
// Access tokens. This file must not see json-glib: Rhonabwy brings jansson, whose names clash with it.

#include "wabi-tokens.h"

#include "wabi-keys.h"
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
  jwk_t *private_key;  /* (nullable): where auth runs */
  WabiKeys *users;     /* whoever of these signed a person's token is to be believed */
  WabiKeys *services;  /* by names of services */
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
  ok = r_jwk_import_from_json_str (tokens->private_key, text) == RHN_OK && wabi_keys_add_private (tokens->users, text);
  if (!ok)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 "The signing key is damaged. Move the file token.key away and start again; everybody then signs in anew.");
  return ok;
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

/* A service's key speaks for that service and for nobody else, whatever else its token says. */
static WabiClaims *
read_service_claims (const char *services, gint64 expires, gint64 now)
{
  WabiClaims *claims;

  if (expires <= 0 || expires * SECOND > now + (WABI_SERVICE_TOKEN_LIFE + 60) * SECOND)
    return NULL;
  claims = g_new0 (WabiClaims, 1);
  g_atomic_ref_count_init (&claims->references);
  claims->practice = g_strdup ("");
  claims->user = g_strconcat ("service:", services, NULL);
  claims->family = g_strdup (claims->user);
  claims->services = g_strdup (services);
  claims->roles = WABI_ROLE_SERVICE;
  claims->expires_at = expires * SECOND;
  g_strlcpy (claims->tag, services, sizeof claims->tag);
  return claims;
}

/* The algorithm is ours to say, never the token's. */
static WabiClaims *
verify_token (WabiTokens *tokens, const char *token, gboolean *unknown_key)
{
  jwt_t *jwt = NULL;
  WabiClaims *claims = NULL;

  r_jwt_init (&jwt);
  if (r_jwt_parse (jwt, token, 0) == RHN_OK && r_jwt_get_sign_alg (jwt) == R_JWA_ALG_EDDSA)
    {
      const char *services = r_jwt_get_claim_str_value (jwt, "svc");
      const char *id = r_jwt_get_header_str_value (jwt, "kid");

      if (services != NULL && wabi_keys_verify (tokens->services, services, jwt))
        claims = read_service_claims (services, r_jwt_get_claim_int_value (jwt, "exp"), wabi_clock_now (tokens->clock));
      else if (services == NULL && wabi_keys_verify (tokens->users, NULL, jwt))
        claims = read_claims (jwt);
      *unknown_key = services == NULL && claims == NULL && id != NULL && !wabi_keys_knows (tokens->users, id);
    }
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

/* After the signing key was exchanged, what the one before signed counts until it is over. */
static gboolean
read_older_key (WabiTokens *tokens, const char *key_file, GError **error)
{
  g_autofree char *name = g_strconcat (key_file, ".old", NULL);
  g_autofree char *text = NULL;

  if (!g_file_test (name, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!g_file_get_contents (name, &text, NULL, error))
    return FALSE;
  if (!wabi_keys_add_private (tokens->users, text))
    g_warning ("%s is no key: it is passed over", name);
  return TRUE;
}

WabiTokens *
wabi_tokens_open (const char *key_file, const WabiClock *clock, GError **error)
{
  g_autoptr (WabiTokens) tokens = g_new0 (WabiTokens, 1);
  g_autofree char *text = NULL;

  g_rw_lock_init (&tokens->cache.lock);
  tokens->clock = clock;
  tokens->users = wabi_keys_new ();
  tokens->services = wabi_keys_new ();
  tokens->cache.claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) wabi_claims_unref);
  tokens->cache.forgotten = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  tokens->cache.revoked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (key_file == NULL)
    return g_steal_pointer (&tokens);
  if (g_file_test (key_file, G_FILE_TEST_EXISTS))
    {
      if (!g_file_get_contents (key_file, &text, NULL, error))
        return NULL;
    }
  else
    {
      text = wabi_key_generate (NULL);
      if (!wabi_secret_file_write (key_file, text, strlen (text), error))
        return NULL;
    }
  if (!import_key (tokens, text, error) || !read_older_key (tokens, key_file, error))
    return NULL;
  return g_steal_pointer (&tokens);
}

void
wabi_tokens_free (WabiTokens *tokens)
{
  if (tokens == NULL)
    return;
  r_jwk_free (tokens->private_key);
  wabi_keys_free (tokens->users);
  wabi_keys_free (tokens->services);
  g_hash_table_unref (tokens->cache.claims);
  g_hash_table_unref (tokens->cache.forgotten);
  g_hash_table_unref (tokens->cache.revoked);
  g_rw_lock_clear (&tokens->cache.lock);
  g_free (tokens);
}

WabiKeys *
wabi_tokens_get_user_keys (WabiTokens *tokens)
{
  return tokens->users;
}

WabiKeys *
wabi_tokens_get_service_keys (WabiTokens *tokens)
{
  return tokens->services;
}

static void
set_key_id (jwt_t *jwt, jwk_t *key)
{
  char *print = r_jwk_thumbprint (key, R_JWK_THUMB_SHA256, 0);
  const char *own = r_jwk_get_property_str (key, "kid");

  if (own != NULL || print != NULL)
    r_jwt_set_header_str_value (jwt, "kid", own != NULL ? own : print);
  r_free (print);
}

char *
wabi_tokens_grant (WabiTokens *tokens, const WabiTokenGrant *grant)
{
  gint64 now = wabi_clock_now (tokens->clock);
  jwt_t *jwt = NULL;
  char *text, *copy;

  g_return_val_if_fail (tokens->private_key != NULL, NULL);

  r_jwt_init (&jwt);
  set_key_id (jwt, tokens->private_key);
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
  gboolean unknown_key;

  return wabi_tokens_check_key (tokens, token, &unknown_key);
}

WabiClaims *
wabi_tokens_check_key (WabiTokens *tokens, const char *token, gboolean *unknown_key)
{
  gint64 now = wabi_clock_now (tokens->clock);
  WabiClaims *found;
  g_autoptr (WabiClaims) claims = NULL;

  *unknown_key = FALSE;
  g_rw_lock_reader_lock (&tokens->cache.lock);
  found = g_hash_table_lookup (tokens->cache.claims, token);
  if (found != NULL && found->expires_at > now)
    claims = ref_claims (found);
  g_rw_lock_reader_unlock (&tokens->cache.lock);
  if (claims == NULL && strlen (token) <= MAX_TOKEN)
    {
      claims = verify_token (tokens, token, unknown_key);
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
  g_free (claims->services);
  g_free (claims);
}
