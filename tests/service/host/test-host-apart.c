// SPDX-License-Identifier: AGPL-3.0-or-later
// The parts by which processes of one deployment know each other: configuration, gateways, keys and tokens of services.

#include "wabi-config.h"
#include "wabi-keys.h"
#include "wabi-kind.h"
#include "wabi-proxies.h"
#include "wabi-tokens.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define SECOND G_USEC_PER_SEC

static char *
write_file (const char *folder, const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_config (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wabi-config-XXXXXX", NULL);
  g_autofree char *good = write_file (folder, "good.conf",
                                      "[server]\ndata = here\nservices = billing\nstore = postgresql:///x?schema=billing\ntrusted-proxies = 10.0.0.1\n"
                                      "[peers]\nca = /etc/ca.pem\nauth = https://a:1\nall = https://gateway\n");
  g_autofree char *slip = write_file (folder, "slip.conf", "[server]\ntrusted-proxys = 10.0.0.1\n");
  g_autofree char *group = write_file (folder, "group.conf", "[serve]\ndata = x\n");
  g_autofree char *data = g_build_filename (folder, "here", NULL);
  g_auto (WabiConfig) config = { NULL };
  g_autoptr (GError) error = NULL;

  wabi_config_init (&config);
  g_assert_true (wabi_config_load (&config, good, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (config.data, ==, data);
  g_assert_cmpstr (config.services, ==, "billing");
  g_assert_cmpstr (config.store, ==, "postgresql:///x?schema=billing");
  g_assert_cmpstr (config.peers_ca, ==, "/etc/ca.pem");
  g_assert_cmpstr (g_hash_table_lookup (config.peers, "auth"), ==, "https://a:1");
  g_assert_cmpuint (g_hash_table_size (config.peers), ==, 2);
  g_assert_false (wabi_config_load (&config, slip, &error));
  g_assert_nonnull (strstr (error->message, "trusted-proxys"));
  g_clear_error (&error);
  g_assert_false (wabi_config_load (&config, group, &error));
  g_assert_nonnull (error);
  remove_folder (folder);
}

static void
test_proxies (void)
{
  static const struct
  {
    const char *trusted, *peer, *forwarded, *caller;
  } rows[] = {
    { "", "10.0.0.1", "1.2.3.4", "10.0.0.1" },
    { "10.0.0.1", "10.0.0.1", "1.2.3.4", "1.2.3.4" },
    { "10.0.0.1", "10.0.0.2", "1.2.3.4", "10.0.0.2" },
    { "10.0.0.1", "10.0.0.1", NULL, "10.0.0.1" },
    /* What the caller wrote himself stands on the left. */
    { "10.0.0.1", "10.0.0.1", "9.9.9.9, 1.2.3.4", "1.2.3.4" },
    { "10.0.0.0/8", "10.0.0.1", "9.9.9.9, 1.2.3.4, 10.1.1.1", "1.2.3.4" },
    { "10.0.0.1, ::1", "::1", "2001:db8::5", "2001:db8::5" },
    { "10.0.0.1", "10.0.0.1", "nonsense", "10.0.0.1" },
    { "10.0.0.1", "10.0.0.1", "", "10.0.0.1" },
  };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WabiProxies) proxies = wabi_proxies_new (rows[i].trusted, &error);
      char caller[64];

      g_assert_no_error (error);
      wabi_proxies_find_caller (proxies, rows[i].peer, rows[i].forwarded, caller, sizeof caller);
      g_assert_cmpstr (caller, ==, rows[i].caller);
    }
  g_assert_null (wabi_proxies_new ("10.0.0.300", &error));
  g_assert_nonnull (error);
}

static void
test_service_tokens (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wabi-keys-XXXXXX", NULL);
  g_autofree char *key = wabi_key_generate (NULL), *other = wabi_key_generate (NULL);
  g_autofree char *public_half = wabi_key_dup_public (key, "billing+ai");
  g_autofree char *set = g_strdup_printf ("{\"keys\":[%s]}", public_half);
  g_autofree char *file = g_build_filename (folder, "services.jwks", NULL);
  g_autofree char *good = NULL, *forged = NULL, *foreign = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiTokens) tokens = NULL;
  g_autoptr (WabiClaims) claims = NULL;
  WabiFakeClock clock;

  wabi_fake_clock_init (&clock, G_GINT64_CONSTANT (1700000000) * SECOND, 0);
  tokens = wabi_tokens_open (NULL, &clock.clock, &error);
  g_assert_no_error (error);
  wabi_keys_follow_file (wabi_tokens_get_service_keys (tokens), file);
  good = wabi_service_token_make (key, "billing+ai", &clock.clock, &error);
  g_assert_null (wabi_tokens_check (tokens, good));
  /* Registered later: the file is read again. */
  g_assert_true (g_file_set_contents (file, set, -1, NULL));
  claims = wabi_tokens_check (tokens, good);
  g_assert_nonnull (claims);
  g_assert_cmpstr (claims->services, ==, "billing+ai");
  g_assert_cmpuint (claims->roles, ==, WABI_ROLE_SERVICE);
  g_assert_cmpuint (claims->roles & WABI_ROLES_ALL, ==, 0);
  /* Another key under that name, and that key under another name. */
  forged = wabi_service_token_make (other, "billing+ai", &clock.clock, &error);
  g_assert_null (wabi_tokens_check (tokens, forged));
  foreign = wabi_service_token_make (key, "auth", &clock.clock, &error);
  g_assert_null (wabi_tokens_check (tokens, foreign));
  clock.at += (WABI_SERVICE_TOKEN_LIFE + 1) * SECOND;
  g_assert_null (wabi_tokens_check (tokens, good));
  g_assert_null (strstr (public_half, "\"d\""));
  remove_folder (folder);
}

/* Whoever only checks learns the keys from auth, also after they were exchanged, and tells a key that is not known from a bad token. */
static void
test_user_keys (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wabi-keys-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "token.key", NULL), *old = g_strconcat (file, ".old", NULL);
  g_autofree char *first = NULL, *second = NULL, *key = NULL, *fresh = wabi_key_generate (NULL);
  g_autoptr (WabiTokens) auth = NULL, checker = NULL;
  g_autoptr (WabiClaims) one = NULL, two = NULL;
  g_autoptr (GString) set = g_string_new (NULL), renewed = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean unknown = FALSE;
  WabiFakeClock clock;

  wabi_fake_clock_init (&clock, G_GINT64_CONSTANT (1700000000) * SECOND, 0);
  auth = wabi_tokens_open (file, &clock.clock, &error);
  checker = wabi_tokens_open (NULL, &clock.clock, &error);
  g_assert_no_error (error);
  first = wabi_tokens_make (auth, "practice", "user", WABI_ROLE_RBT, "family");
  g_assert_null (wabi_tokens_check_key (checker, first, &unknown));
  g_assert_true (unknown);
  wabi_keys_append_text (wabi_tokens_get_user_keys (auth), set);
  g_assert_null (strstr (set->str, "\"d\""));
  g_assert_true (wabi_keys_read (wabi_tokens_get_user_keys (checker), set->str, &error));
  one = wabi_tokens_check_key (checker, first, &unknown);
  g_assert_nonnull (one);
  g_assert_false (unknown);
  g_assert_null (one->services);
  /* The exchange. */
  g_assert_true (g_file_get_contents (file, &key, NULL, NULL));
  g_assert_true (g_file_set_contents (old, key, -1, NULL) && g_file_set_contents (file, fresh, -1, NULL));
  g_clear_pointer (&auth, wabi_tokens_free);
  auth = wabi_tokens_open (file, &clock.clock, &error);
  two = wabi_tokens_check (auth, first);
  g_assert_nonnull (two);
  second = wabi_tokens_make (auth, "practice", "user", WABI_ROLE_RBT, "family");
  g_assert_null (wabi_tokens_check_key (checker, second, &unknown));
  g_assert_true (unknown);
  wabi_keys_append_text (wabi_tokens_get_user_keys (auth), renewed);
  g_assert_true (wabi_keys_read (wabi_tokens_get_user_keys (checker), renewed->str, &error));
  g_clear_pointer (&one, wabi_claims_unref);
  one = wabi_tokens_check_key (checker, second, &unknown);
  g_assert_nonnull (one);
  g_assert_false (wabi_keys_read (wabi_tokens_get_user_keys (checker), "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"x\"}]}", &error));
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/apart/config", test_config);
  g_test_add_func ("/apart/proxies", test_proxies);
  g_test_add_func ("/apart/service-tokens", test_service_tokens);
  g_test_add_func ("/apart/user-keys", test_user_keys);
  return g_test_run ();
}
