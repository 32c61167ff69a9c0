// SPDX-License-Identifier: AGPL-3.0-or-later
// A certificate authority of our own, for a server that only its own machine or house talks to.

#include "wabi-certificate.h"

#include "wabi-id.h"
#include "wabi-secret-file.h"

#include <gio/gio.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#define DAY (24 * 60 * 60)
#define CA_DAYS 3650
#define SERVER_DAYS 397
#define RENEW_DAYS 30
#define SERIAL_BYTES 16

typedef struct
{
  gnutls_x509_crt_t certificate;
  gnutls_x509_privkey_t key;
} Pair;

static void
clear_pair (Pair *pair)
{
  g_clear_pointer (&pair->certificate, gnutls_x509_crt_deinit);
  g_clear_pointer (&pair->key, gnutls_x509_privkey_deinit);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, clear_pair)

static gboolean
check (int code, GError **error)
{
  if (code >= 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The server's certificate could not be made: %s.", gnutls_strerror (code));
  return FALSE;
}

static gboolean
write_datum (const char *folder, const char *name, gnutls_datum_t *datum, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gboolean secret = g_str_has_suffix (name, ".key");
  gboolean ok;

  if (secret)
    ok = wabi_secret_file_write (path, datum->data, datum->size, error);
  else
    ok = g_file_set_contents_full (path, (const char *) datum->data, datum->size,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, error);
  if (secret)
    gnutls_memset (datum->data, 0, datum->size);
  gnutls_free (datum->data);
  datum->data = NULL;
  return ok;
}

static gboolean
write_pair (const char *folder, const char *stem, Pair *pair, GError **error)
{
  g_autofree char *certificate_name = g_strconcat (stem, ".pem", NULL);
  g_autofree char *key_name = g_strconcat (stem, ".key", NULL);
  gnutls_datum_t datum = { NULL, 0 };

  /* The key first: a certificate without its key would be taken for whole. */
  return check (gnutls_x509_privkey_export2_pkcs8 (pair->key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &datum), error)
         && write_datum (folder, key_name, &datum, error)
         && check (gnutls_x509_crt_export2 (pair->certificate, GNUTLS_X509_FMT_PEM, &datum), error)
         && write_datum (folder, certificate_name, &datum, error);
}

/* FALSE without error when a file is missing. */
static gboolean
load_pair (const char *folder, const char *stem, Pair *pair, GError **error)
{
  g_autofree char *certificate_name = g_strdup_printf ("%s/%s.pem", folder, stem);
  g_autofree char *key_name = g_strdup_printf ("%s/%s.key", folder, stem);
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;
  gnutls_datum_t datum;

  if (!g_file_test (certificate_name, G_FILE_TEST_EXISTS) || !g_file_test (key_name, G_FILE_TEST_EXISTS))
    return FALSE;
  if (!g_file_get_contents (certificate_name, &certificate, NULL, error) || !g_file_get_contents (key_name, &key, NULL, error))
    return FALSE;
  gnutls_x509_crt_init (&pair->certificate);
  gnutls_x509_privkey_init (&pair->key);
  datum = (gnutls_datum_t){ (unsigned char *) certificate, (unsigned int) strlen (certificate) };
  if (!check (gnutls_x509_crt_import (pair->certificate, &datum, GNUTLS_X509_FMT_PEM), error))
    return FALSE;
  datum = (gnutls_datum_t){ (unsigned char *) key, (unsigned int) strlen (key) };
  return check (gnutls_x509_privkey_import2 (pair->key, &datum, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN), error);
}

static gboolean
start_pair (Pair *pair, const char *name, gint64 now, guint days, GError **error)
{
  guint8 serial[SERIAL_BYTES];
  guint8 key_id[64];
  size_t key_id_length = sizeof key_id;

  wabi_random_bytes (serial, sizeof serial);
  serial[0] = (serial[0] & 0x7f) | 0x40;
  gnutls_x509_crt_init (&pair->certificate);
  gnutls_x509_privkey_init (&pair->key);
  return check (gnutls_x509_privkey_generate (pair->key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0), error)
         && check (gnutls_x509_crt_set_version (pair->certificate, 3), error)
         && check (gnutls_x509_crt_set_serial (pair->certificate, serial, sizeof serial), error)
         && check (gnutls_x509_crt_set_activation_time (pair->certificate, now - DAY), error)
         && check (gnutls_x509_crt_set_expiration_time (pair->certificate, now + (gint64) days * DAY), error)
         && check (gnutls_x509_crt_set_dn_by_oid (pair->certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name, (unsigned int) strlen (name)), error)
         && check (gnutls_x509_crt_set_key (pair->certificate, pair->key), error)
         && check (gnutls_x509_crt_get_key_id (pair->certificate, 0, key_id, &key_id_length), error)
         && check (gnutls_x509_crt_set_subject_key_id (pair->certificate, key_id, key_id_length), error);
}

static gboolean
make_authority (Pair *pair, gint64 now, GError **error)
{
  return start_pair (pair, "Wabi Care certificate authority of this server", now, CA_DAYS, error)
         && check (gnutls_x509_crt_set_basic_constraints (pair->certificate, 1, 0), error)
         && check (gnutls_x509_crt_set_key_usage (pair->certificate, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN), error)
         && check (gnutls_x509_crt_sign2 (pair->certificate, pair->certificate, pair->key, GNUTLS_DIG_SHA256, 0), error);
}

static gboolean
add_names (gnutls_x509_crt_t certificate, GError **error)
{
  static const guint8 IPV4[4] = { 127, 0, 0, 1 };
  static const guint8 IPV6[16] = { [15] = 1 };

  return check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, "localhost", 9, GNUTLS_FSAN_SET), error)
         && check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, IPV4, sizeof IPV4, GNUTLS_FSAN_APPEND), error)
         && check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, IPV6, sizeof IPV6, GNUTLS_FSAN_APPEND), error);
}

static gboolean
make_server (Pair *pair, Pair *authority, gint64 now, GError **error)
{
  guint8 key_id[64];
  size_t key_id_length = sizeof key_id;

  return start_pair (pair, "Wabi Care server", now, SERVER_DAYS, error)
         && check (gnutls_x509_crt_set_basic_constraints (pair->certificate, 0, -1), error)
         && check (gnutls_x509_crt_set_key_usage (pair->certificate, GNUTLS_KEY_DIGITAL_SIGNATURE), error)
         && check (gnutls_x509_crt_set_key_purpose_oid (pair->certificate, GNUTLS_KP_TLS_WWW_SERVER, 0), error)
         && check (gnutls_x509_crt_get_subject_key_id (authority->certificate, key_id, &key_id_length, NULL), error)
         && check (gnutls_x509_crt_set_authority_key_id (pair->certificate, key_id, key_id_length), error)
         && add_names (pair->certificate, error)
         && check (gnutls_x509_crt_sign2 (pair->certificate, authority->certificate, authority->key, GNUTLS_DIG_SHA256, 0), error);
}

static gboolean
ends_soon (Pair *pair, gint64 now)
{
  return pair->certificate == NULL || gnutls_x509_crt_get_expiration_time (pair->certificate) - now < RENEW_DAYS * DAY;
}

static gboolean
ensure_authority (const char *folder, gint64 now, Pair *authority, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (load_pair (folder, "ca", authority, &problem) && !ends_soon (authority, now))
    return TRUE;
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  clear_pair (authority);
  return make_authority (authority, now, error) && write_pair (folder, "ca", authority, error);
}

/* Ours to renew: signed by our authority, near its end or signed by one that is no more. */
static gboolean
must_make_server (const char *folder, Pair *server, gint64 now)
{
  g_auto (Pair) authority = { NULL, NULL };
  g_autoptr (GError) problem = NULL;

  if (server->certificate == NULL)
    return TRUE;
  if (!load_pair (folder, "ca", &authority, &problem) || !gnutls_x509_crt_check_issuer (server->certificate, authority.certificate))
    return FALSE;
  return ends_soon (server, now) || ends_soon (&authority, now);
}

gboolean
wabi_certificate_ensure (const char *folder, const WabiClock *clock, WabiCertificate *out, GError **error)
{
  g_autofree char *certificate_name = g_build_filename (folder, "server.pem", NULL);
  g_autofree char *key_name = g_build_filename (folder, "server.key", NULL);
  g_auto (Pair) server = { NULL, NULL };
  g_auto (Pair) authority = { NULL, NULL };
  g_autoptr (GError) problem = NULL;
  gint64 now = wabi_clock_now (clock) / G_USEC_PER_SEC;

  *out = (WabiCertificate){ NULL, NULL };
  if (!load_pair (folder, "server", &server, &problem) && problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (must_make_server (folder, &server, now))
    {
      clear_pair (&server);
      if (!ensure_authority (folder, now, &authority, error) || !make_server (&server, &authority, now, error)
          || !write_pair (folder, "server", &server, error))
        return FALSE;
    }
  if (!g_file_get_contents (certificate_name, &out->certificate, NULL, error) || !g_file_get_contents (key_name, &out->key, NULL, error))
    {
      wabi_certificate_clear (out);
      return FALSE;
    }
  return TRUE;
}

void
wabi_certificate_clear (WabiCertificate *certificate)
{
  if (certificate->key != NULL)
    gnutls_memset (certificate->key, 0, strlen (certificate->key));
  g_clear_pointer (&certificate->key, g_free);
  g_clear_pointer (&certificate->certificate, g_free);
}
