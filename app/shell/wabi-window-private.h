// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-idle.h"
#include "wabi-window.h"

G_BEGIN_DECLS

typedef enum
{
  VIEW_NOTHING,
  VIEW_LEAVE,
  VIEW_SIGN_IN,
  VIEW_LOCK,
  VIEW_LOAD,
  VIEW_WORK,
} View;

struct _WabiWindow
{
  AdwApplicationWindow parent_instance;

  WabiSync *sync;
  WabiSettings *settings;
  WabiIdle *idle;
  GCancellable *cancellable;
  View view;
  WabiCache *shown_cache;
  char *place; /* where the person was before a lock */
  guint patience;    /* ends in showing the window even without content */
  gboolean starting;
  gboolean held;     /* sync waits for the first frame */
  gboolean work_now; /* the first load is not over, but the person works */
};

/* Asks for the password again while the person works; @why is the last answer, or NULL. */
void wabi_window_ask_password (WabiWindow *self, const char *why);
/* The action "win.sign-out": asks first where changes wait. */
void wabi_window_sign_out_action (GtkWidget *widget, const char *name, GVariant *parameter);
/* The action "win.export-queue": asks where to, and writes what waits. */
void wabi_window_export_queue_action (GtkWidget *widget, const char *name, GVariant *parameter);
/* Says what became of a damaged copy, at each start until the person has read it. */
void wabi_window_tell_rescue (WabiWindow *self);

G_END_DECLS
