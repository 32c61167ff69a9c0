// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WabiMailOptions:
 * @server: smtp://HOST:PORT (STARTTLS) or smtps://HOST:PORT
 * @from: the address that messages come from
 * @user: (nullable): name at the server
 * @password_file: (nullable): file whose first line is the password there
 * @ca: (nullable): file of the authority that the server's certificate must come from; %NULL for those of the system
 * @tls: (nullable): "none" lets messages go unencrypted, to a relay on this machine only
 * @every: (nullable): seconds between two looks at what is due; %NULL for 60
 * @retry: (nullable): seconds until the first try after a failure, each next one twice as long; %NULL for 300
 *
 * The group [mail] of the configuration file. Nothing is sent where there is no @server.
 */
typedef struct
{
  char *server, *from, *user, *password_file, *ca, *tls, *every, *retry;
} WabiMailOptions;

/**
 * WabiMailVerdict:
 * @WABI_MAIL_SENT: the server took it
 * @WABI_MAIL_LATER: the server surely did not take it, and may later
 * @WABI_MAIL_REFUSED: the server will not take it
 * @WABI_MAIL_UNCERTAIN: the connection ended when the server may have taken it
 */
typedef enum
{
  WABI_MAIL_SENT,
  WABI_MAIL_LATER,
  WABI_MAIL_REFUSED,
  WABI_MAIL_UNCERTAIN,
} WabiMailVerdict;

/**
 * wabi_mail_check:
 * @options: what the file says
 * @error: where to put what is wrong with it
 *
 * Returns: whether messages can be sent by it
 */
gboolean wabi_mail_check (const WabiMailOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_mail_is_address:
 * @text: (nullable): what somebody wrote
 *
 * Returns: whether it can be handed to a mail server as one address and nothing else
 */
gboolean wabi_mail_is_address (const char *text);

/**
 * wabi_mail_build:
 * @from: the address that it comes from
 * @to: the address that it goes to
 * @id: names the message for ever, so that a server that gets it twice can tell
 * @at: when, microseconds since 1970 UTC
 * @subject: one line
 * @body: paragraphs
 *
 * Returns: (transfer full): the message (RFC 5322), in ASCII
 */
char *wabi_mail_build (const char *from, const char *to, const char *id, gint64 at, const char *subject, const char *body);

/**
 * wabi_mail_send:
 * @options: the server
 * @to: the address
 * @message: from wabi_mail_build()
 * @problem: (out) (transfer full) (nullable): what was wrong, without the address
 *
 * Blocks, for a minute at most.
 *
 * Returns: what came of it
 */
WabiMailVerdict wabi_mail_send (const WabiMailOptions *options, const char *to, const char *message, char **problem);

G_END_DECLS
