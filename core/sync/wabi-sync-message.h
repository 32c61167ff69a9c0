// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-command.h"
#include "wabi-digest.h"

G_BEGIN_DECLS

typedef enum
{
  WABI_RESULT_APPLIED,
  WABI_RESULT_MERGED,
  WABI_RESULT_REJECTED,
  WABI_RESULT_DEP_FAILED,
} WabiResultStatus;

/**
 * WabiPushResult:
 * @n: place in the queue
 * @id: the command's id
 * @status: what became of it; final
 * @code: (nullable): the machine's word for a refusal
 * @field: (nullable): what the refusal is about
 * @message: (nullable): for the person
 * @seq: the last place in the feed that its effects took, 0 when it had none
 */
typedef struct
{
  gint64 n;
  char *id;
  WabiResultStatus status;
  char *code;
  char *field;
  char *message;
  gint64 seq;
} WabiPushResult;

/**
 * WabiPushAnswer:
 * @epoch: the server's epoch
 * @head: the end of the service's feed
 * @results: (element-type WabiPushResult): one for each command, in order
 */
typedef struct
{
  char *epoch;
  gint64 head;
  GPtrArray *results;
} WabiPushAnswer;

/**
 * WabiPullChange:
 * @kind: name of the kind, which this version may not know
 * @id: the record's id
 * @version: its version
 * @seq: its place in the feed
 * @schema: version of the field table that wrote it
 * @deleted: whether it is a tombstone
 * @body: its body as it came, a JSON object
 *
 * One change; the texts belong to the page.
 */
typedef struct
{
  const char *kind;
  const char *id;
  gint64 version, seq, schema;
  gboolean deleted;
  const char *body;
  const char *client; /* (nullable): to whom it belongs, when the service says so */
} WabiPullChange;

/**
 * WabiPullDigest:
 * @kind: name of a kind; the text belongs to the page
 * @digest: of all its records that the person may see and that are not deleted
 */
typedef struct
{
  const char *kind;
  WabiDigest digest;
} WabiPullDigest;

/**
 * WabiPullPage:
 * @epoch: the server's epoch
 * @service: whose feed
 * @since: from where it was asked for
 * @head: its end
 * @next: where to go on
 * @more: whether there is more at once
 * @min_schema: the oldest version of the command tables that may still give commands; what waits is taken still
 * @schema: the version of them that the service knows, 1 when it does not say
 * @access: (nullable): the name of what the person may see at this moment
 * @roles: bits of the roles that the service sees
 * @has_clients: whether the page says whose records may be here
 * @clients: (element-type utf8) (nullable): whose, %NULL for everybody's
 * @client: (nullable): of a client's stream: whose
 * @place: (nullable): of a client's stream: where to go on
 * @digests: (element-type WabiPullDigest) (nullable): what the whole copy must add up to at @head, when it was asked for
 * @changes: (element-type WabiPullChange): in order of their seq; of a client's stream in order of kind and id
 */
typedef struct
{
  char *epoch;
  char *service;
  gint64 since, head, next, min_schema, schema;
  gboolean more;
  char *access;
  gint64 roles;
  gboolean has_clients;
  GPtrArray *clients;
  char *client, *place;
  GArray *digests;
  GArray *changes;
  char *text;
} WabiPullPage;

/**
 * wabi_push_begin:
 * @device: the device's id
 * @service: which service
 * @epoch: (nullable): the service's epoch as it was last told
 * @after: (nullable): a JSON object: what of other services the commands may build on
 * @from_n: number of the first command that will be appended
 *
 * Returns: (transfer full): the beginning of the body of POST /v1/push
 */
GString *wabi_push_begin (const char *device, const char *service, const char *epoch, const char *after,
                          gint64 from_n);

/**
 * wabi_push_append:
 * @out: what wabi_push_begin() gave
 * @command: the next command, without its arguments
 * @args: its arguments as canonical JSON, as they lie in the queue: no tree is built of them
 */
void wabi_push_append (GString *out, const WabiCommand *command, const char *args);

/**
 * wabi_push_end:
 * @take_out: (transfer full): what wabi_push_begin() gave
 *
 * Returns: (transfer full): the whole body
 */
char *wabi_push_end (GString *take_out);

/**
 * wabi_push_answer_parse:
 * @data: (array length=length): the answer
 * @length: its length
 * @commands: (element-type WabiCommand): what was sent; the first of them or all must be answered, in order,
 * under their ids and numbers
 * @error: where to put an error of #WABI_JSON_ERROR
 *
 * Returns: (transfer full) (nullable): the answer, %NULL with @error set: nothing may be changed then
 */
WabiPushAnswer *wabi_push_answer_parse (const char *data, gsize length, GPtrArray *commands, GError **error);

/**
 * wabi_push_answer_free:
 * @answer: (transfer full) (nullable): what to free
 */
void wabi_push_answer_free (WabiPushAnswer *answer);

/**
 * wabi_pull_page_parse:
 * @data: (array length=length): the answer of GET /v1/sync
 * @length: its length
 * @service: whose feed was asked for
 * @since: from where; each change must lie after it
 * @error: where to put an error of #WABI_JSON_ERROR
 *
 * Checks the whole text strictly once; bodies are then cut out as they are, without a tree.
 *
 * Returns: (transfer full) (nullable): the page, %NULL with @error set
 */
WabiPullPage *wabi_pull_page_parse (const char *data, gsize length, const char *service, gint64 since,
                                    GError **error);

/**
 * wabi_stream_page_parse:
 * @data: (array length=length): the answer of GET /v1/sync/stream
 * @length: its length
 * @service: of which service was asked
 * @client: whose records were asked for
 * @error: where to put an error of #WABI_JSON_ERROR
 *
 * As wabi_pull_page_parse(); "next" is then a place in the client's records.
 *
 * Returns: (transfer full) (nullable): the page, %NULL with @error set
 */
WabiPullPage *wabi_stream_page_parse (const char *data, gsize length, const char *service, const char *client,
                                      GError **error);

/**
 * wabi_pull_page_free:
 * @page: (transfer full) (nullable): what to free
 */
void wabi_pull_page_free (WabiPullPage *page);

/**
 * wabi_pull_change_make_record:
 * @change: a change of a page
 * @kind: its kind
 * @also: (nullable): names of more members to read, with one blank between
 *
 * Reads only what a table promotes to columns (and @also): a tenth of the work of building the whole tree.
 *
 * Returns: (transfer full): a record with its stamp and only these members, to be stored beside the change's
 * body
 */
WabiRecord *wabi_pull_change_make_record (const WabiPullChange *change, const WabiKind *kind,
                                          const char *also);

/**
 * wabi_error_parse:
 * @data: (array length=length): the body of an answer that is not 200
 * @length: its length
 * @code: (out) (transfer full) (nullable): the machine's word
 * @message: (out) (transfer full) (nullable): for the person
 * @expected: (out) (optional): "expected" of a 409, 0 when absent
 */
void wabi_error_parse (const char *data, gsize length, char **code, char **message, gint64 *expected);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPushAnswer, wabi_push_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPullPage, wabi_pull_page_free)

G_END_DECLS
