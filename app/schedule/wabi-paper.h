// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cairo.h>

#include "wabi-schedule-model.h"

G_BEGIN_DECLS

/**
 * WabiPaper:
 *
 * What a model shows, laid out for pages of a size: columns of hours, a table or a list, in black on white with the services' colors pale.
 * It stays as it is while the model goes on.
 */
typedef struct _WabiPaper WabiPaper;

/**
 * wabi_paper_new:
 * @model: what was read
 * @practice: name of the practice, for the head of each page
 * @title: the days
 * @summary: figures
 * @width: of a page, in points
 * @height: of a page, in points
 *
 * Returns: (transfer full): the pages
 */
WabiPaper *wabi_paper_new (WabiScheduleModel *model, const char *practice, const char *title, const char *summary, double width, double height);

/**
 * wabi_paper_free:
 * @paper: (transfer full) (nullable): what to free
 */
void wabi_paper_free (WabiPaper *paper);

/**
 * wabi_paper_count_pages:
 * @paper: the pages
 *
 * Returns: how many, at least one
 */
guint wabi_paper_count_pages (WabiPaper *paper);

/**
 * wabi_paper_draw:
 * @paper: the pages
 * @cairo: where to draw
 * @page: which, from 0 on
 */
void wabi_paper_draw (WabiPaper *paper, cairo_t *cairo, guint page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiPaper, wabi_paper_free)

G_END_DECLS
