// SPDX-License-Identifier: AGPL-3.0-or-later
// Files to and from a clearinghouse, however it is reached.

#pragma once

#include "wabi-partner-options.h"
#include "wabi-record.h"

G_BEGIN_DECLS

/** WABI_TRANSPORT_MOST_BYTES: of a file that comes: what one command may carry; a file of this size holds thousands of claims. */
#define WABI_TRANSPORT_MOST_BYTES 3900000

/** WABI_TRANSPORT_ERROR: why files cannot be exchanged. The message is for a person. */
#define WABI_TRANSPORT_ERROR (wabi_transport_error_quark ())
GQuark wabi_transport_error_quark (void);

/**
 * WabiTransportError:
 * @WABI_TRANSPORT_ERROR_AWAY: it cannot be reached, or broke off: later it may work
 * @WABI_TRANSPORT_ERROR_SECRET: it does not take the password or key, or there is none
 * @WABI_TRANSPORT_ERROR_HOST_KEY: it is not the machine whose key is trusted, or none is trusted yet
 * @WABI_TRANSPORT_ERROR_FOLDER: a folder is not there, or may not be used
 * @WABI_TRANSPORT_ERROR_REFUSED: it does not want this file, or this program may not go there
 * @WABI_TRANSPORT_ERROR_PARTIAL: the file is not there whole (yet)
 * @WABI_TRANSPORT_ERROR_UNUSABLE: this one file can never be taken in; the others can
 */
typedef enum
{
  WABI_TRANSPORT_ERROR_AWAY,
  WABI_TRANSPORT_ERROR_SECRET,
  WABI_TRANSPORT_ERROR_HOST_KEY,
  WABI_TRANSPORT_ERROR_FOLDER,
  WABI_TRANSPORT_ERROR_REFUSED,
  WABI_TRANSPORT_ERROR_PARTIAL,
  WABI_TRANSPORT_ERROR_UNUSABLE,
} WabiTransportError;

/**
 * wabi_transport_refuse:
 * @error: (nullable): where to say it
 * @code: why
 * @words: for a person, translated
 *
 * Sets the error.
 *
 * Returns: %FALSE, so that a function can end with it
 */
gboolean wabi_transport_refuse (GError **error, WabiTransportError code, const char *words);

/** wabi_transport_error_get_word: Returns: the word by which a partner's record knows it: "away", "secret" …. */
const char *wabi_transport_error_get_word (const GError *error);

/**
 * WabiTransportPlace:
 * @options: whom the server may call
 * @partner: the partner's record
 * @secret: (nullable): "password" or "key" with "passphrase", as the person gave them
 * @now: when one goes, microseconds since 1970 UTC
 * @cancellable: (nullable): breaks off what is under way
 * @key_seen: (out) (nullable): the key that the machine showed, where it shows one
 * @wait: (out): seconds that the partner asked to be left alone, or 0
 *
 * Where to go, and with what. It stays until the way is closed.
 */
typedef struct
{
  const WabiPartnerOptions *options;
  WabiRecord *partner;
  JsonObject *secret;
  gint64 now;
  GCancellable *cancellable;
  char *key_seen;
  guint wait;
} WabiTransportPlace;

/**
 * WabiParcel:
 * @name: what the file is called there
 * @content: its text
 * @key: names this envelope with these bytes and no other
 * @begun: when it was first tried to send it, microseconds since 1970 UTC
 *
 * What is to be sent.
 */
typedef struct
{
  const char *name, *content, *key;
  gint64 begun;
} WabiParcel;

/**
 * WabiRemoteFile:
 * @name: of the file there
 * @mark: name, size and time, or number: the same file has the same
 * @size: bytes, or -1 where it is not told
 * @at: when it was last changed there, microseconds since 1970 UTC, or 0
 * @cursor: (nullable): where to go on once this and all before it are taken in
 *
 * What waits to be fetched.
 */
typedef struct
{
  char *name, *mark;
  gint64 size, at;
  char *cursor;
} WabiRemoteFile;

/** wabi_remote_file_new: Returns: (transfer full): it; its mark is made of what is given. */
WabiRemoteFile *wabi_remote_file_new (const char *name, gint64 size, gint64 at);

/** wabi_remote_file_new_numbered: Returns: (transfer full): one that is known there by @mark; @cursor (nullable). */
WabiRemoteFile *wabi_remote_file_new_numbered (const char *name, const char *mark, gint64 at, const char *cursor);

/** wabi_remote_file_free: frees it. */
void wabi_remote_file_free (WabiRemoteFile *file);

/**
 * WabiRemoteFound:
 * @WABI_REMOTE_NOTHING: there is nothing of it
 * @WABI_REMOTE_PART: it lies there under the name that it has while it is written
 * @WABI_REMOTE_THERE: it lies there under its own name
 *
 * Where a file that was being sent is.
 */
typedef enum
{
  WABI_REMOTE_NOTHING,
  WABI_REMOTE_PART,
  WABI_REMOTE_THERE,
} WabiRemoteFound;

typedef struct _WabiTransport WabiTransport;

/**
 * WabiTransportInfo:
 * @type: as the partner's record says it
 * @host: (nullable): where one goes when the record does not say
 * @port: likewise
 * @safe_seconds: for so long the partner itself sees to it that the same file (by its key) sent twice is taken once; 0 for never
 * @keyed: what @find finds is this file and no other, since its key is in its name there; what was just sent may be found only after a while
 * @asks: (nullable): what of the functional groups (GS01), with spaces between, is asked and answered at once; @ask does it
 * @open: goes there; the struct begins with a #WabiTransport
 * @close: ends it, and frees
 * @write: puts a file there so that the partner does not take it yet; %NULL where there is no such thing
 * @deliver: gives it its name, or sends it; @answer (out) (nullable): an X12 file with which the partner answered at once
 * @find: says where it is, after this program ended in between
 * @ask: (nullable): gives one request, and gets its answer, an X12 file, at once; asking twice does nothing but cost twice
 * @list: (element-type WabiRemoteFile): what lies there to be fetched, after @cursor (nullable); @after (out) (nullable): where to go on once all of
 *   it is taken in. Nothing is ever removed there
 * @again: (nullable): what came under a mark, when a person wants it fetched anew although the cursor is beyond it; %NULL where @list tells it anyway
 * @fetch: the bytes of one, ended by NUL
 *
 * One way to exchange files. All of it blocks, and belongs to one thread.
 */
typedef struct
{
  const char *type;
  const char *host;
  guint port;
  guint safe_seconds;
  gboolean keyed;
  const char *asks;
  WabiTransport *(*open) (WabiTransportPlace *place, GError **error);
  void (*close) (WabiTransport *self);
  gboolean (*write) (WabiTransport *self, const WabiParcel *parcel, GError **error);
  gboolean (*deliver) (WabiTransport *self, const WabiParcel *parcel, char **answer, GError **error);
  gboolean (*find) (WabiTransport *self, const WabiParcel *parcel, WabiRemoteFound *found, GError **error);
  char *(*ask) (WabiTransport *self, const WabiParcel *parcel, GError **error);
  GPtrArray *(*list) (WabiTransport *self, const char *cursor, char **after, GError **error);
  WabiRemoteFile *(*again) (WabiTransport *self, const char *mark);
  char *(*fetch) (WabiTransport *self, const WabiRemoteFile *file, gsize *length, GError **error);
} WabiTransportInfo;

struct _WabiTransport
{
  const WabiTransportInfo *info;
};

extern const WabiTransportInfo wabi_transport_folder, wabi_transport_sftp, wabi_transport_stedi, wabi_transport_claimmd;

/** wabi_transport_open: Returns: (transfer full) (nullable): the way to a partner, or %NULL with @error of #WABI_TRANSPORT_ERROR. */
WabiTransport *wabi_transport_open (WabiTransportPlace *place, GError **error);

/** wabi_transport_close: ends it; %NULL is allowed. */
void wabi_transport_close (WabiTransport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiTransport, wabi_transport_close)

/** wabi_transport_find_info: Returns: (transfer none) (nullable): how partners of a type are reached. */
const WabiTransportInfo *wabi_transport_find_info (const char *type);

/** wabi_transport_get_port: Returns: where the partner's machine listens. */
guint wabi_transport_get_port (const WabiTransportInfo *info, WabiRecord *partner);

/** wabi_transport_get_host: Returns: (nullable) (transfer none): the partner's machine. */
const char *wabi_transport_get_host (const WabiTransportInfo *info, WabiRecord *partner);

/** wabi_transport_wants: Returns: whether a file of that name is to be fetched: it fits one of the partner's patterns, and is not being written. */
gboolean wabi_transport_wants (WabiRecord *partner, const char *name);

G_END_DECLS
