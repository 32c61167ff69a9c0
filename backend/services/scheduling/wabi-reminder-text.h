// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-domain.h"

G_BEGIN_DECLS

/**
 * wabi_reminder_language:
 * @client: whose family it is
 *
 * Returns: (transfer none): "es" where the family speaks Spanish, else "en"
 */
const char *wabi_reminder_language (WabiRecord *client);

/**
 * wabi_reminder_write:
 * @practice: the practice
 * @client: the client
 * @visit: the appointment
 * @subject: (out) (transfer full): one line
 * @body: (out) (transfer full): paragraphs
 *
 * In the family's language. It says when, and whom to call; of the client his first name where the practice allows it; nothing of the service.
 */
void wabi_reminder_write (WabiRecord *practice, WabiRecord *client, WabiRecord *visit, char **subject, char **body);

G_END_DECLS
