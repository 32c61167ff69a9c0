// SPDX-License-Identifier: AGPL-3.0-or-later
// What the files of the paper share: the page, and how text and boxes are put on it.

#pragma once

#include <pango/pangocairo.h>

#include "wabi-paper.h"
#include "wabi-schedule-model-private.h"

G_BEGIN_DECLS

#define WABI_PAPER_HEAD 34.0
#define WABI_PAPER_FOOT 18.0

struct _WabiPaper
{
  WabiScheduleModel *model;
  char *practice, *title, *summary;
  double width, height;
  GArray *starts; /* of guint: the first column, row or line of each page */
};

/* Writes @text at a place and returns its height; @width 0 lets it be as wide as it is, else it is cut. */
double wabi_paper_write (cairo_t *cairo, const char *text, double x, double y, double width, double size, gboolean bold, gboolean right);

/* A pale box with an edge, as a chip has it. */
void wabi_paper_box (cairo_t *cairo, const WabiSegmentInfo *info, double x, double y, double width, double height);

/* wabi-paper-table.c */
void wabi_paper_paginate_table (WabiPaper *paper);
void wabi_paper_draw_table (WabiPaper *paper, cairo_t *cairo, guint from, guint to);

G_END_DECLS
