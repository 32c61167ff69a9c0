// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * wabi_secret_file_write:
 * @name: a file name
 * @data: (array length=length): what it is to hold
 * @length: how many bytes
 * @error: where to put a file error
 *
 * Writes a file that only its owner may read, all of it or nothing.
 *
 * Returns: whether it is on the disk
 */
gboolean wabi_secret_file_write (const char *name, const void *data, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
