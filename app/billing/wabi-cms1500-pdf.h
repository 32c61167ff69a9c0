// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "wabi-cms1500.h"

G_BEGIN_DECLS

/**
 * wabi_cms1500_make_pdf:
 * @pages: (element-type WabiCms1500Page): the forms of one claim
 * @with_form: whether boxes and their numbers are drawn, for who has no red forms; without, only what is printed on them
 * @error: where to put an error of cairo
 *
 * Returns: (transfer full) (nullable): a PDF of letter-sized pages, ten characters and six lines an inch
 */
GBytes *wabi_cms1500_make_pdf (const GPtrArray *pages, gboolean with_form, GError **error);

G_END_DECLS
