// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <sodium.h>

#include "wabi-archive.h"

G_BEGIN_DECLS

/*
 * The inside of an archive: frames that begin with a letter. Numbers are little-endian.
 *   M  u32, JSON: format, created_at, epoch, migrations
 *   T  u32, JSON: a table and its columns, then its rows
 *   R  for each column: 0 (NULL), or 1 and i64, or 2 (text) or 3 (bytes) and u32 and bytes
 *   E  u64 rows, SHA-256 of them
 *   F  u32, JSON: a file's name, then u32 and its content
 *   Z  u64 tables, u64 rows, u64 files
 */

#define WABI_ARCHIVE_FORMAT 1
#define WABI_ARCHIVE_MOST_JSON (1024 * 1024)
#define WABI_ARCHIVE_MOST_VALUE (256 * 1024 * 1024)

typedef enum
{
  WABI_ARCHIVE_NULL,
  WABI_ARCHIVE_INT,
  WABI_ARCHIVE_TEXT,
  WABI_ARCHIVE_BLOB,
} WabiArchiveType;

typedef struct
{
  char *name;
  WabiArchiveType type;
} WabiArchiveColumn;

/* Names of our tables, heads and notes of the server last, since their presence says that the rest is there. */
GPtrArray *wabi_archive_list_tables (WabiDb *db, GError **error);
/* (element-type WabiArchiveColumn) */
GArray *wabi_archive_list_columns (WabiDb *db, const char *table, GError **error);

G_END_DECLS
