// SPDX-License-Identifier: AGPL-3.0-or-later
// What the window shows follows from what sync says; nothing else decides it.

#include "wabi-window-private.h"

#include <glib/gi18n-lib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "wabi-bench.h"
#include "wabi-leave-view.h"
#include "wabi-load-view.h"
#include "wabi-lock-view.h"
#include "wabi-page.h"
#include "wabi-palette.h"
#include "wabi-places.h"
#include "wabi-avail.h"
#include "wabi-waiting.h"
#include "wabi-people-dialog.h"
#include "wabi-preferences.h"
#include "wabi-shortcuts-dialog.h"
#include "wabi-shortcuts.h"
#include "wabi-widgets.h"

/* How long a window without content is kept back. */
#define PATIENCE_MS 250

G_DEFINE_FINAL_TYPE (WabiWindow, wabi_window, ADW_TYPE_APPLICATION_WINDOW)

static void choose_view (WabiWindow *self);

static void
enable_actions (WabiWindow *self)
{
  static const char *const at_work[] = { "win.place",     "win.place-nth",    "win.palette",     "win.search",
                                         "win.companion", "win.undo",         "win.redo",        "win.sync",
                                         "win.password",  "win.export-queue", "win.availability", "win.waiting" };

  for (guint i = 0; i < G_N_ELEMENTS (at_work); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), at_work[i], self->view == VIEW_WORK);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.people",
                                 self->view == VIEW_WORK
                                     && (wabi_cache_get_caller (wabi_sync_get_cache (self->sync))->roles & WABI_ROLE_ADMIN) != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sign-out", self->view >= VIEW_LOCK);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.work-now", self->view == VIEW_LOAD);
}

static void
name_window (WabiWindow *self)
{
  WabiWorkspace *workspace = wabi_window_get_workspace (self);
  const char *id = workspace != NULL ? wabi_workspace_get_place (workspace) : NULL;
  const WabiPlace *place = id != NULL ? wabi_places_find (id, WABI_ROLES_ALL) : NULL;
  g_autofree char *title = place != NULL ? g_strdup_printf (_ ("%s – Wabi Care"), _ (place->title)) : NULL;

  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : "Wabi Care");
}

/* Dialogs show records too: none stays over a cover, and none over another person's work. */
static void
close_dialogs (WabiWindow *self)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (GTK_IS_WINDOW (l->data) && l->data != self
        && gtk_window_get_transient_for (l->data) == GTK_WINDOW (self))
      {
        gtk_window_set_focus (l->data, NULL);
        gtk_window_destroy (l->data);
      }
}

/* What only some may do is not shown to the others. */
static void
append_item (GMenu *section, const char *title, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (title, action);

  if (g_str_equal (action, "win.people"))
    g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (section, item);
}

static GMenuModel *
build_menu (void)
{
  static const char *const sections[][4] = {
    { "app.lock", "win.sign-out" },
    { "win.availability", "win.waiting" },
    { "win.people", "win.preferences", "win.shortcuts", "win.about" },
    { "app.quit" },
  };
  GMenu *menu = g_menu_new ();
  guint n;
  const WabiShortcut *shortcuts = wabi_shortcuts_list (&n);

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_autoptr (GMenu) section = g_menu_new ();

      for (guint j = 0; j < 4 && sections[i][j] != NULL; j++)
        {
          const char *title = _ ("About Wabi Care");

          for (guint k = 0; k < n; k++)
            if (g_str_equal (shortcuts[k].action, sections[i][j]))
              title = _ (shortcuts[k].title);
          append_item (section, title, sections[i][j]);
        }
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
    }
  return G_MENU_MODEL (menu);
}

static char *
choose_first_place (WabiWindow *self, WabiDesk *desk)
{
  const char *asked = wabi_bench_get_enabled () ? g_getenv ("WABI_PLACE") : NULL;
  g_autofree char *last = g_strdup (asked != NULL ? asked : self->place);
  g_autoptr (GPtrArray) places = wabi_places_list (wabi_desk_get_roles (desk));

  if (last != NULL && wabi_places_find (last, wabi_desk_get_roles (desk)) != NULL)
    return g_steal_pointer (&last);
  return g_strdup (places->len > 0 ? ((const WabiPlace *)g_ptr_array_index (places, 0))->id : "inbox");
}

static void
on_place_changed_cb (WabiWindow *self, WabiWorkspace *workspace)
{
  g_free (self->place);
  self->place = g_strdup (wabi_workspace_get_place (workspace));
  name_window (self);
}

static int
choose_lock_minutes (WabiWindow *self, WabiDesk *desk)
{
  g_autoptr (WabiRecord) practice = wabi_desk_get (
      desk, &wabi_kind_practice, wabi_cache_get_caller (wabi_desk_get_cache (desk))->practice);
  int rule = practice != NULL ? (int)wabi_record_get_int (practice, "lock_minutes") : 0;

  return wabi_preferences_get_lock_minutes (self->settings, rule > 0 ? rule : WABI_LOCK_MINUTES);
}

static GtkWidget *
build_workspace (WabiWindow *self)
{
  g_autoptr (WabiDesk) desk = wabi_desk_new (self->sync);
  g_autoptr (GMenuModel) menu = build_menu ();
  GtkWidget *workspace = wabi_workspace_new (desk, menu);

  g_signal_connect_object (workspace, "place-changed", G_CALLBACK (on_place_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return workspace;
}

static GtkWidget *
build_view (WabiWindow *self, View view)
{
  switch (view)
    {
    case VIEW_SIGN_IN:
      return wabi_sign_in_view_new (self->sync);
    case VIEW_LOCK:
      return wabi_lock_view_new (
          self->sync, self->shown_cache != NULL ? wabi_cache_get_user_name (self->shown_cache) : NULL);
    case VIEW_LOAD:
      return wabi_load_view_new (self->sync);
    case VIEW_LEAVE:
      return wabi_leave_view_new (self->sync);
    case VIEW_WORK:
      return build_workspace (self);
    case VIEW_NOTHING:
    default:
      return g_object_new (GTK_TYPE_WINDOW_HANDLE, NULL);
    }
}

static void
on_drawn_cb (GdkFrameClock *frame_clock, gpointer data)
{
  WabiWindow *self = data;

  g_signal_handlers_disconnect_by_func (frame_clock, on_drawn_cb, self);
  self->held = FALSE;
  wabi_sync_set_paused (self->sync, FALSE);
}

/* The place first, the network after: sync goes on once the first frame with it was drawn. */
static void
hold_sync (WabiWindow *self)
{
  if (!self->held)
    return;
  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (self)), "after-paint",
                           G_CALLBACK (on_drawn_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The first load passes a whole practice through memory; what it leaves free would otherwise be ours for the
 * day. */
static gboolean
on_loaded_cb (gpointer data)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
  return G_SOURCE_REMOVE;
}

static void
show_view (WabiWindow *self, View view)
{
  GtkWidget *content = build_view (self, view);

  if (self->view == VIEW_LOAD)
    g_timeout_add_seconds (1, on_loaded_cb, NULL);
  self->view = view;
  close_dialogs (self);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), content);
  enable_actions (self);
  name_window (self);
  if (view == VIEW_WORK)
    {
      WabiDesk *desk = wabi_workspace_get_desk (WABI_WORKSPACE (content));
      g_autofree char *place = choose_first_place (self, desk);

      wabi_workspace_go (WABI_WORKSPACE (content), place, NULL);
      wabi_idle_set_minutes (self->idle, choose_lock_minutes (self, desk));
      hold_sync (self);
      wabi_window_tell_rescue (self);
    }
  else
    {
      wabi_idle_set_minutes (self->idle, 0);
      gtk_widget_grab_focus (content);
    }
}

static View
find_view (WabiWindow *self)
{
  WabiCache *cache = wabi_sync_get_cache (self->sync);

  switch (wabi_sync_get_state (self->sync))
    {
    case WABI_SYNC_SIGNED_OUT:
      return self->starting ? VIEW_NOTHING : VIEW_SIGN_IN;
    case WABI_SYNC_LOCKED:
      return VIEW_LOCK;
    case WABI_SYNC_LEAVING:
    case WABI_SYNC_GONE:
      return VIEW_LEAVE;
    case WABI_SYNC_LOADING:
      return self->work_now && cache != NULL ? VIEW_WORK : VIEW_LOAD;
    case WABI_SYNC_SAVED:
    case WABI_SYNC_SENDING:
    case WABI_SYNC_OFFLINE:
    case WABI_SYNC_NEEDS_SIGN_IN:
    case WABI_SYNC_NEEDS_YOU:
    case WABI_SYNC_PAUSED:
    case WABI_SYNC_AWAY:
    case WABI_SYNC_STUCK:
    case WABI_SYNC_DIFFERS:
    case WABI_SYNC_OUTDATED:
    case WABI_SYNC_N_STATES:
    default:
      /* Between two persons there is no cache for a moment: nothing new to show. */
      return cache != NULL ? VIEW_WORK : self->view;
    }
}

static void
choose_view (WabiWindow *self)
{
  View view = find_view (self);
  WabiCache *cache = wabi_sync_get_cache (self->sync);
  gboolean other = view == VIEW_WORK && cache != NULL && cache != self->shown_cache;

  if (view == VIEW_SIGN_IN && self->view > VIEW_SIGN_IN)
    {
      g_clear_pointer (&self->place, g_free);
      self->work_now = FALSE;
    }
  if (view == VIEW_WORK && cache != NULL)
    g_set_object (&self->shown_cache, cache);
  /* What was just typed goes into the queue before it is sent for the last time. */
  if (view == VIEW_LEAVE && self->view == VIEW_WORK)
    wabi_window_leave (self);
  if (view != self->view || other)
    show_view (self, view);
  if (view == VIEW_SIGN_IN || view == VIEW_NOTHING || view == VIEW_LEAVE)
    g_clear_object (&self->shown_cache);
}

static void
on_sync_notify_cb (WabiWindow *self, GParamSpec *pspec, WabiSync *sync)
{
  choose_view (self);
  if (wabi_sync_get_state (sync) == WABI_SYNC_SAVED)
    wabi_bench_tell_saved ();
}

static void
on_idle_cb (WabiWindow *self)
{
  wabi_window_lock (self);
}

/* ---- Actions ---- */

static void
on_place_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_workspace_go (wabi_window_get_workspace (WABI_WINDOW (widget)), g_variant_get_string (parameter, NULL),
                     NULL);
}

static void
on_place_nth_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_workspace_go_nth (wabi_window_get_workspace (WABI_WINDOW (widget)), g_variant_get_uint32 (parameter));
}

static void
on_page_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiWorkspace *workspace = wabi_window_get_workspace (WABI_WINDOW (widget));
  GtkWidget *page = workspace != NULL ? wabi_workspace_get_page (workspace) : NULL;

  if (page == NULL)
    return;
  if (g_str_equal (name, "win.search"))
    wabi_page_search (WABI_PAGE (page));
  else
    wabi_page_toggle_companion (WABI_PAGE (page));
}

static void
on_desk_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiDesk *desk = wabi_workspace_get_desk (wabi_window_get_workspace (WABI_WINDOW (widget)));

  if (g_str_equal (name, "win.undo"))
    wabi_desk_undo (desk);
  else if (g_str_equal (name, "win.redo"))
    wabi_desk_redo (desk);
  else if (wabi_sync_get_state (wabi_desk_get_sync (desk)) == WABI_SYNC_PAUSED)
    wabi_sync_set_paused (wabi_desk_get_sync (desk), FALSE);
  else
    wabi_sync_check (wabi_desk_get_sync (desk));
}

static void
on_password_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_window_ask_password (WABI_WINDOW (widget), NULL);
}

static void
on_work_now_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WABI_WINDOW (widget)->work_now = TRUE;
  choose_view (WABI_WINDOW (widget));
}

static void
on_palette_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *palette = wabi_palette_new (wabi_window_get_workspace (WABI_WINDOW (widget)));

  gtk_window_set_transient_for (palette, GTK_WINDOW (widget));
  gtk_window_present (palette);
}

static void
on_lock_minutes_cb (WabiWindow *self)
{
  WabiWorkspace *workspace = wabi_window_get_workspace (self);

  if (workspace != NULL)
    wabi_idle_set_minutes (self->idle, choose_lock_minutes (self, wabi_workspace_get_desk (workspace)));
}

static void
on_preferences_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *dialog = wabi_preferences_new (WABI_WINDOW (widget)->settings);

  g_signal_connect_object (dialog, "lock-changed", G_CALLBACK (on_lock_minutes_cb), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (dialog, GTK_WINDOW (widget));
  gtk_window_present (dialog);
}

static void
on_waiting_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_waiting_present (wabi_workspace_get_desk (wabi_window_get_workspace (WABI_WINDOW (widget))), NULL, NULL, widget);
}

static void
on_availability_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_avail_present (wabi_workspace_get_desk (wabi_window_get_workspace (WABI_WINDOW (widget))), NULL, NULL, widget);
}

static void
on_people_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *dialog = wabi_people_dialog_new (wabi_workspace_get_desk (wabi_window_get_workspace (WABI_WINDOW (widget))));

  gtk_window_set_transient_for (dialog, GTK_WINDOW (widget));
  gtk_window_present (dialog);
}

static void
on_shortcuts_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *dialog = wabi_shortcuts_dialog_new (wabi_window_get_workspace (WABI_WINDOW (widget)));

  gtk_window_set_transient_for (dialog, GTK_WINDOW (widget));
  gtk_window_present (dialog);
}

static void
on_about_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_show_about_dialog (GTK_WINDOW (widget), "program-name", "Wabi Care", "logo-icon-name",
                         "care.wabi.WabiCare", "version", WABI_VERSION, "comments",
                         _ ("The day of an ABA clinic, from the schedule to the claim"), "copyright",
                         _ ("The authors of Wabi Care"), "license-type", GTK_LICENSE_AGPL_3_0, NULL);
}

/* ---- The window itself ---- */

static gboolean
wabi_window_close_request (GtkWindow *window)
{
  WabiWindow *self = WABI_WINDOW (window);
  int width, height;

  wabi_window_leave (self);
  gtk_window_get_default_size (window, &width, &height);
  wabi_settings_set_int (self->settings, "width", width);
  wabi_settings_set_int (self->settings, "height", height);
  wabi_settings_set_int (self->settings, "maximized", gtk_window_is_maximized (window));
  if (self->place != NULL)
    wabi_settings_set_text (self->settings, "place", self->place);
  wabi_settings_save (self->settings);
  return GTK_WINDOW_CLASS (wabi_window_parent_class)->close_request (window);
}

static void
wabi_window_dispose (GObject *object)
{
  WabiWindow *self = WABI_WINDOW (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->idle);
  g_clear_object (&self->shown_cache);
  g_clear_object (&self->sync);
  g_clear_pointer (&self->place, g_free);
  G_OBJECT_CLASS (wabi_window_parent_class)->dispose (object);
}

static void
wabi_window_class_init (WabiWindowClass *klass)
{
  static const struct
  {
    const char *name;
    const char *parameter;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "win.place", "s", on_place_cb },
    { "win.place-nth", "u", on_place_nth_cb },
    { "win.search", NULL, on_page_action_cb },
    { "win.companion", NULL, on_page_action_cb },
    { "win.undo", NULL, on_desk_action_cb },
    { "win.redo", NULL, on_desk_action_cb },
    { "win.sync", NULL, on_desk_action_cb },
    { "win.password", NULL, on_password_cb },
    { "win.export-queue", NULL, wabi_window_export_queue_action },
    { "win.work-now", NULL, on_work_now_cb },
    { "win.sign-out", NULL, wabi_window_sign_out_action },
    { "win.palette", NULL, on_palette_cb },
    { "win.availability", NULL, on_availability_cb },
    { "win.waiting", NULL, on_waiting_cb },
    { "win.people", NULL, on_people_cb },
    { "win.preferences", NULL, on_preferences_cb },
    { "win.shortcuts", NULL, on_shortcuts_cb },
    { "win.about", NULL, on_about_cb },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = wabi_window_close_request;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
  wabi_shortcuts_install (NULL, widget_class);
}

/* Locking and quitting must work from every dialog too: they join the application. */
static void
on_windows_changed_cb (WabiWindow *self, guint position, guint removed, guint added, GListModel *windows)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_application (window) == NULL)
        gtk_window_set_application (window, gtk_window_get_application (GTK_WINDOW (self)));
    }
}

static void
wabi_window_init (WabiWindow *self)
{
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (on_windows_changed_cb),
                           self, G_CONNECT_SWAPPED);
  self->cancellable = g_cancellable_new ();
  self->starting = TRUE;
  self->idle = wabi_idle_new (GTK_WINDOW (self), wabi_clock_get_system ());
  g_signal_connect_object (self->idle, "idle", G_CALLBACK (on_idle_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_size_request (GTK_WIDGET (self), 360, 300);
}

WabiWindow *
wabi_window_new (GtkApplication *application, WabiSync *sync, WabiSettings *settings)
{
  WabiWindow *self = g_object_new (WABI_TYPE_WINDOW, "application", application, NULL);

  self->sync = g_object_ref (sync);
  self->settings = settings;
  self->place = wabi_settings_dup_text (settings, "place");
  gtk_window_set_default_size (GTK_WINDOW (self),
                               CLAMP (wabi_settings_get_int (settings, "width", 1280), 360, 16384),
                               CLAMP (wabi_settings_get_int (settings, "height", 800), 300, 16384));
  if (wabi_settings_get_int (settings, "maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
  g_signal_connect_object (sync, "notify::state", G_CALLBACK (on_sync_notify_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::cache", G_CALLBACK (on_sync_notify_cb), self, G_CONNECT_SWAPPED);
  self->view = VIEW_SIGN_IN;
  show_view (self, VIEW_NOTHING);
  wabi_bench_watch (GTK_WIDGET (self), "window");
  return self;
}

static gboolean
on_icon_cb (gpointer data)
{
  gtk_window_set_icon_name (data, "care.wabi.WabiCare");
  return G_SOURCE_REMOVE;
}

/* The icon is read from an SVG for the window manager: later, since nobody waits for it. */
static void
present (WabiWindow *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  if (gtk_window_get_icon_name (GTK_WINDOW (self)) == NULL)
    g_idle_add_full (G_PRIORITY_LOW, on_icon_cb, g_object_ref (self), g_object_unref);
  gtk_window_present (GTK_WINDOW (self));
}

static gboolean
on_patience_cb (gpointer data)
{
  WabiWindow *self = data;

  self->patience = 0;
  present (self);
  return G_SOURCE_REMOVE;
}

void
wabi_window_go_on (WabiWindow *self, const GError *error)
{
  GtkWidget *content;

  g_return_if_fail (WABI_IS_WINDOW (self));

  self->starting = FALSE;
  if (error != NULL)
    {
      self->held = FALSE;
      wabi_sync_set_paused (self->sync, FALSE);
    }
  choose_view (self);
  content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (self));
  /* That nobody is signed in needs no words: the page says it. */
  if (error != NULL && WABI_IS_SIGN_IN_VIEW (content)
      && !g_error_matches (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_NO_ACCOUNT)
      && !g_error_matches (error, WABI_SYNC_ERROR, WABI_SYNC_ERROR_PASSWORD))
    wabi_sign_in_view_set_error (WABI_SIGN_IN_VIEW (content), error);
  present (self);
}

void
wabi_window_start (WabiWindow *self, const WabiSignIn *sign_in)
{
  GtkWidget *content;

  g_return_if_fail (WABI_IS_WINDOW (self));

  if (sign_in == NULL && wabi_sync_get_cache (self->sync) == NULL)
    {
      self->held = TRUE;
      gtk_widget_realize (GTK_WIDGET (self));
      self->patience = g_timeout_add (PATIENCE_MS, on_patience_cb, self);
      return;
    }
  self->starting = FALSE;
  choose_view (self);
  content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (self));
  if (sign_in != NULL && WABI_IS_SIGN_IN_VIEW (content))
    {
      wabi_sign_in_view_fill (WABI_SIGN_IN_VIEW (content), sign_in);
      wabi_sign_in_view_start (WABI_SIGN_IN_VIEW (content));
    }
  present (self);
}

void
wabi_window_lock (WabiWindow *self)
{
  g_return_if_fail (WABI_IS_WINDOW (self));

  if (self->view != VIEW_WORK)
    return;
  wabi_window_leave (self);
  show_view (self, VIEW_LOCK);
  wabi_sync_lock (self->sync);
}

void
wabi_window_leave (WabiWindow *self)
{
  WabiWorkspace *workspace;

  g_return_if_fail (WABI_IS_WINDOW (self));

  workspace = wabi_window_get_workspace (self);
  if (workspace != NULL)
    wabi_workspace_leave (workspace);
}

WabiWorkspace *
wabi_window_get_workspace (WabiWindow *self)
{
  GtkWidget *content;

  g_return_val_if_fail (WABI_IS_WINDOW (self), NULL);

  content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (self));
  return WABI_IS_WORKSPACE (content) ? WABI_WORKSPACE (content) : NULL;
}
