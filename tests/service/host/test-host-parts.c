// SPDX-License-Identifier: AGPL-3.0-or-later
// Parts of the host by themselves: routes, the self-check, tokens, certificates, rate limit.

#include "wabi-certificate.h"
#include "wabi-rate-limit.h"
#include "wabi-router.h"
#include "wabi-service-check.h"
#include "wabi-tokens.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <string.h>

#define START G_GINT64_CONSTANT (1800000000000000)
#define DAY G_GINT64_CONSTANT (86400000000)

static void
handle_nothing (WabiRequest *request, gpointer service)
{
}

#define ROUTE(m, p) { .method = m, .path = p, .scope = "staff", .audit = "none", .handle = handle_nothing, .summary = "x" }

static void
test_router (void)
{
  static const WabiRoute ROUTES[] = { ROUTE ("GET", "/v1/a"), ROUTE ("POST", "/v1/a"), ROUTE ("GET", "/v1/a/{x}"),
                                      ROUTE ("GET", "/v1/a/{x}/b/{y}") };
  static const struct
  {
    const char *method, *path;
    int route;
    const char *allowed, *first, *second;
  } ROWS[] = {
    { "GET", "/v1/a", 0, "", NULL, NULL },        { "POST", "/v1/a", 1, "", NULL, NULL },
    { "HEAD", "/v1/a", 0, "", NULL, NULL },       { "PUT", "/v1/a", -1, "GET, POST", NULL, NULL },
    { "GET", "/v1/a/", -1, "", NULL, NULL },      { "GET", "/v1/a/7f-x_1.2", 2, "", "7f-x_1.2", NULL },
    { "GET", "/v1/a/%41", -1, "", NULL, NULL },   { "GET", "/v1/a/q/b/r", 3, "", "q", "r" },
    { "GET", "/v1/a/q/b/", -1, "", NULL, NULL },  { "GET", "", -1, "", NULL, NULL },
    { "GET", "/V1/A", -1, "", NULL, NULL },       { "GET", "/v1/a/q/b/r/s", -1, "", NULL, NULL },
  };
  g_autoptr (WabiRouter) router = wabi_router_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (ROUTES); i++)
    g_assert_true (wabi_router_add (router, &ROUTES[i], NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (ROWS); i++)
    {
      WabiRouteMatch match;

      wabi_router_find (router, ROWS[i].method, ROWS[i].path, &match);
      g_assert_true ((match.entry == NULL) == (ROWS[i].route < 0));
      g_assert_true (match.entry == NULL || match.entry->route == &ROUTES[ROWS[i].route]);
      g_assert_cmpstr (match.allowed, ==, ROWS[i].allowed);
      if (ROWS[i].first != NULL)
        g_assert_cmpstr (match.words[0], ==, ROWS[i].first);
      if (ROWS[i].second != NULL)
        g_assert_cmpstr (match.words[1], ==, ROWS[i].second);
    }
}

static void
test_check (void)
{
  static const WabiRoute GOOD = ROUTE ("GET", "/v1/a/{x}");
  static const WabiRoute BAD[] = {
    ROUTE ("GET", "/v1/a/{y}"), /* as GOOD */
    { .method = "GET", .path = "/v1/b", .scope = "no-such", .audit = "none", .handle = handle_nothing, .summary = "x" },
    { .method = "GET", .path = "/v1/b", .audit = "none", .handle = handle_nothing, .summary = "x" },
    { .method = "GET", .path = "/v1/b", .scope = "staff", .handle = handle_nothing, .summary = "x" },
    { .method = "GET", .path = "/v1/b", .scope = "staff", .audit = "none", .summary = "x" },
    { .method = "BREW", .path = "/v1/b", .scope = "staff", .audit = "none", .handle = handle_nothing, .summary = "x" },
    { .method = "GET", .path = "v1/b", .scope = "staff", .audit = "none", .handle = handle_nothing, .summary = "x" },
    { .method = "GET", .path = "/v1/b", .scope = "staff", .audit = "none", .handle = handle_nothing, .summary = "x", .max_body = 1 },
  };
  static const WabiMigration GAP[] = { { 1, "x" }, { 3, "y" } };
  WabiServiceInfo good = { .abi = WABI_SERVICE_ABI, .name = "good", .routes = &GOOD, .n_routes = 1 };
  WabiServiceInfo other = { .abi = WABI_SERVICE_ABI, .name = "other", .n_routes = 1 };
  const WabiServiceInfo *services[] = { &good, &other, NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (BAD); i++)
    {
      g_autoptr (GError) error = NULL;

      other.routes = &BAD[i];
      g_assert_false (wabi_services_check (services, &error));
      g_assert_nonnull (error);
    }
  other.n_routes = 0;
  g_assert_true (wabi_services_check (services, NULL));
  other.name = "good";
  g_assert_false (wabi_services_check (services, NULL));
  other.name = "other";
  other.abi++;
  g_assert_false (wabi_services_check (services, NULL));
  other.abi--;
  other.migrations = GAP;
  other.n_migrations = 2;
  g_assert_false (wabi_services_check (services, NULL));
}

static void
test_tokens (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wabi-tokens-XXXXXX", NULL);
  g_autofree char *name = g_build_filename (folder, "token.key", NULL);
  WabiFakeClock fake;
  g_autoptr (WabiTokens) tokens = NULL;
  g_autoptr (WabiClaims) claims = NULL;
  g_autofree char *token = NULL, *other = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  wabi_fake_clock_init (&fake, START, 0);
  tokens = wabi_tokens_open (name, &fake.clock, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (name, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  token = wabi_tokens_make (tokens, "practice", "user", 5, "family");
  other = wabi_tokens_make (tokens, "practice", "user", 5, "another");
  claims = wabi_tokens_check (tokens, token);
  g_assert_nonnull (claims);
  g_assert_cmpstr (claims->practice, ==, "practice");
  g_assert_cmpstr (claims->user, ==, "user");
  g_assert_cmpint (claims->roles, ==, 5);
  wabi_tokens_forget (tokens, "family");
  g_assert_null (wabi_tokens_check (tokens, token));
  for (int i = 0; i < 2; i++) /* once verified, once remembered */
    {
      g_autoptr (WabiClaims) more = wabi_tokens_check (tokens, other);

      g_assert_nonnull (more);
    }
  fake.at += (WABI_TOKENS_LIFE - 1) * G_USEC_PER_SEC;
  g_clear_pointer (&claims, wabi_claims_unref);
  claims = wabi_tokens_check (tokens, other);
  g_assert_nonnull (claims);
  fake.at += 2 * G_USEC_PER_SEC;
  g_assert_null (wabi_tokens_check (tokens, other));
  g_unlink (name);
  g_rmdir (folder);
}

static gint64
get_end (const char *folder, const char *stem)
{
  g_autofree char *name = g_strdup_printf ("%s/%s.pem", folder, stem);
  g_autofree char *text = NULL;
  gnutls_x509_crt_t certificate;
  gnutls_datum_t datum;
  gint64 end;

  g_assert_true (g_file_get_contents (name, &text, NULL, NULL));
  datum = (gnutls_datum_t){ (unsigned char *) text, (unsigned int) strlen (text) };
  gnutls_x509_crt_init (&certificate);
  g_assert_cmpint (gnutls_x509_crt_import (certificate, &datum, GNUTLS_X509_FMT_PEM), ==, 0);
  end = gnutls_x509_crt_get_expiration_time (certificate);
  gnutls_x509_crt_deinit (certificate);
  return end;
}

static void
test_certificate (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wabi-certificate-XXXXXX", NULL);
  WabiFakeClock fake;
  WabiCertificate first, second;
  gint64 authority, server;

  wabi_fake_clock_init (&fake, START, 0);
  g_assert_true (wabi_certificate_ensure (folder, &fake.clock, &first, NULL));
  authority = get_end (folder, "ca");
  server = get_end (folder, "server");
  g_assert_true (wabi_certificate_ensure (folder, &fake.clock, &second, NULL));
  g_assert_cmpstr (first.certificate, ==, second.certificate);
  wabi_certificate_clear (&second);
  /* Near its end the server's is made anew, by the same authority. */
  fake.at += 380 * DAY;
  g_assert_true (wabi_certificate_ensure (folder, &fake.clock, &second, NULL));
  g_assert_cmpstr (first.certificate, !=, second.certificate);
  g_assert_cmpint (get_end (folder, "server"), >, server);
  g_assert_cmpint (get_end (folder, "ca"), ==, authority);
  wabi_certificate_clear (&first);
  wabi_certificate_clear (&second);
  for (const char *const *name = (const char *const[]){ "ca.pem", "ca.key", "server.pem", "server.key", NULL }; *name != NULL; name++)
    {
      g_autofree char *path = g_build_filename (folder, *name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_rate_limit (void)
{
  WabiFakeClock fake;
  WabiRateLimit *limit;

  wabi_fake_clock_init (&fake, START, 0);
  limit = wabi_rate_limit_new (3, &fake.clock);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (wabi_rate_limit_take (limit, "a"), ==, 0);
  g_assert_cmpint (wabi_rate_limit_take (limit, "a"), ==, 15);
  g_assert_cmpint (wabi_rate_limit_take (limit, "b"), ==, 0);
  fake.at += 15 * G_USEC_PER_SEC;
  g_assert_cmpint (wabi_rate_limit_take (limit, "a"), ==, 0);
  g_assert_cmpint (wabi_rate_limit_take (limit, "a"), ==, 30);
  wabi_rate_limit_succeed (limit, "a");
  g_assert_cmpint (wabi_rate_limit_take (limit, "a"), ==, 0);
  wabi_rate_limit_free (limit);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/router", test_router);
  g_test_add_func ("/host/self-check", test_check);
  g_test_add_func ("/host/tokens", test_tokens);
  g_test_add_func ("/host/certificate", test_certificate);
  g_test_add_func ("/host/rate-limit", test_rate_limit);
  return g_test_run ();
}
