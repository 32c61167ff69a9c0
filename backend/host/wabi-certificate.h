// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-clock.h"

G_BEGIN_DECLS

/**
 * WabiCertificate:
 * @certificate: PEM of the server's certificate
 * @key: PEM of its key
 *
 * What the listener shows to who connects.
 */
typedef struct
{
  char *certificate;
  char *key;
} WabiCertificate;

/**
 * wabi_certificate_ensure:
 * @folder: the server's data folder
 * @clock: the time
 * @out: (out caller-allocates): the certificate and its key; clear with wabi_certificate_clear()
 * @error: where to put a file error
 *
 * Loads server.pem and server.key. When they are missing, or their end is less than 30 days away, makes them anew for localhost, 127.0.0.1
 * and ::1, signed by a certificate authority of our own: ca.pem, which desktops are told to trust, and ca.key (mode 0600). Files that a
 * person put there and that ca.key did not sign are used as they are.
 *
 * Returns: whether there is a certificate
 */
gboolean wabi_certificate_ensure (const char *folder, const WabiClock *clock, WabiCertificate *out,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_certificate_clear:
 * @certificate: what wabi_certificate_ensure() filled
 */
void wabi_certificate_clear (WabiCertificate *certificate);

G_END_DECLS
