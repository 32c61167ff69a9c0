// SPDX-License-Identifier: AGPL-3.0-or-later
// Sidebar and places of one person, with toasts, counts and the words about the server.

#include "wabi-workspace.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-avail.h"
#include "wabi-waiting.h"
#include "wabi-bench.h"
#include "wabi-counts.h"
#include "wabi-page.h"
#include "wabi-places.h"
#include "wabi-status-popover.h"
#include "wabi-status-words.h"
#include "wabi-widgets.h"

struct _WabiWorkspace
{
  AdwBin parent_instance;

  AdwToastOverlay *toasts;
  WabiAdaptiveBin *adaptive;
  WabiSidebar *sidebar;
  GtkStack *stack;
  WabiBanner *banner;
  GtkWidget *popover; /* how it stands with the server */

  WabiDesk *desk;
  GPtrArray *places; /* of the sidebar, in its order */
  AdwToast *toast;   /* weak: the last one */
  char *place;
  guint count_source, focus_source;
};

G_DEFINE_FINAL_TYPE (WabiWorkspace, wabi_workspace, ADW_TYPE_BIN)

enum
{
  PLACE_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
show_counts (WabiWorkspace *self)
{
  wabi_sidebar_set_count (self->sidebar, "today", wabi_counts_today (self->desk), FALSE);
  wabi_sidebar_set_count (self->sidebar, "notes", wabi_counts_notes (self->desk), FALSE);
  wabi_sidebar_set_count (self->sidebar, "billing", wabi_counts_charges (self->desk), FALSE);
  wabi_sidebar_set_count (self->sidebar, "inbox", wabi_counts_inbox (self->desk), TRUE);
}

static gboolean
on_count_cb (gpointer data)
{
  WabiWorkspace *self = data;

  self->count_source = 0;
  show_counts (self);
  return G_SOURCE_REMOVE;
}

/* Once after a burst of changes, and never before the place itself is drawn. */
static void
queue_counts (WabiWorkspace *self)
{
  if (self->count_source == 0)
    self->count_source = g_idle_add_full (G_PRIORITY_LOW, on_count_cb, self, NULL);
}

/* What is shown is not all there is, or may not be changed: said where the person looks. */
static void
show_banner (WabiWorkspace *self)
{
  WabiSync *sync = wabi_desk_get_sync (self->desk);
  g_autofree char *text = NULL;
  gint64 done, total;

  if (wabi_cache_get_disk_full (wabi_desk_get_cache (self->desk)))
    {
      wabi_banner_show (self->banner, WABI_MARK_WARNING,
                        _ ("The disk is full: nothing new can be saved. Make room; what you did before is still sent."), NULL);
      return;
    }
  if (wabi_cache_get_outdated (wabi_desk_get_cache (self->desk)))
    {
      wabi_banner_show (self->banner, WABI_MARK_WARNING, wabi_sync_get_state_text (sync), NULL);
      return;
    }
  if (!wabi_sync_get_partial (sync, &done, &total))
    {
      wabi_banner_hide (self->banner);
      return;
    }
  text = wabi_status_partial_words (done, total);
  wabi_banner_show (self->banner, WABI_MARK_PENDING, text, NULL);
}

static void
show_status (WabiWorkspace *self)
{
  WabiSync *sync = wabi_desk_get_sync (self->desk);
  WabiCache *cache = wabi_desk_get_cache (self->desk);
  WabiSyncState state = wabi_sync_get_state (sync);
  g_autofree char *line2 = NULL, *away = NULL;
  WabiSidebarStatus color;
  const char *line1;

  show_banner (self);
  /* A start holds sync back until it is drawn, which is no pause of the person's. */
  if (state == WABI_SYNC_PAUSED && !gtk_widget_get_mapped (GTK_WIDGET (self)))
    state = WABI_SYNC_SENDING;
  color = wabi_status_words (state, wabi_cache_get_pending (cache), wabi_cache_get_refused (cache), &line1,
                             &line2);
  if (state == WABI_SYNC_AWAY)
    away = wabi_sync_dup_away (sync);
  wabi_sidebar_set_status (self->sidebar, color, away != NULL ? away : line1, line2);
}

static void
on_outbox_changed_cb (WabiWorkspace *self)
{
  show_status (self);
  queue_counts (self);
}

static void
on_changed_cb (WabiWorkspace *self, WabiChanges *changes)
{
  if (wabi_counts_touched (changes))
    queue_counts (self);
}

static void
on_toast_cb (WabiWorkspace *self, const char *text, gboolean can_undo)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_timeout (toast, can_undo ? 8 : 4);
  if (can_undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  /* The last thing said is the one that Undo means. */
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_navigate_cb (WabiWorkspace *self, const char *place, const char *id)
{
  /* A window over the place, not another place: "avail-hours", "avail-away" and so on. */
  if (g_str_has_prefix (place, "avail-"))
    {
      wabi_avail_present (self->desk, place + strlen ("avail-"), id, GTK_WIDGET (self));
      return;
    }
  if (g_str_has_prefix (place, "waiting-"))
    {
      wabi_waiting_present (self->desk, place + strlen ("waiting-"), id, GTK_WIDGET (self));
      return;
    }
  wabi_workspace_go (self, place, id);
}

static void
on_place_activated_cb (WabiWorkspace *self, const char *place)
{
  wabi_workspace_go (self, place, NULL);
}

static void
on_status_activated_cb (WabiWorkspace *self)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (wabi_sidebar_get_status (self->sidebar), GTK_WIDGET (self), &bounds))
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y,
                                                (int)bounds.size.width, (int)bounds.size.height });
  wabi_status_popover_fill (WABI_STATUS_POPOVER (self->popover));
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
show_person (WabiWorkspace *self)
{
  WabiCache *cache = wabi_desk_get_cache (self->desk);
  guint roles = wabi_desk_get_roles (self->desk);
  const char *practice = wabi_cache_get_practice_name (cache);

  wabi_sidebar_set_practice (self->sidebar, *practice != '\0' ? practice : "Wabi Care");
  wabi_sidebar_set_person (self->sidebar, wabi_cache_get_user_name (cache), wabi_places_role_title (roles));
  self->places = wabi_places_list (roles);
  for (guint i = 0; i < self->places->len; i++)
    {
      const WabiPlace *place = g_ptr_array_index (self->places, i);

      wabi_sidebar_add_place (self->sidebar, place->id, place->icon, _ (place->title));
    }
}

/* Made at the first visit: what nobody looks at costs nothing. */
static GtkWidget *
ensure_page (WabiWorkspace *self, const WabiPlace *place)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, place->id);

  if (page != NULL)
    return page;
  page = place->construct (self->desk);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (place->title), -1);
  gtk_stack_add_named (self->stack, page, place->id);
  return page;
}

static void
wabi_workspace_dispose (GObject *object)
{
  WabiWorkspace *self = WABI_WORKSPACE (object);

  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_clear_weak_pointer (&self->toast);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_WORKSPACE);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->place, g_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_workspace_parent_class)->dispose (object);
}

static void
wabi_workspace_class_init (WabiWorkspaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_workspace_dispose;
  signals[PLACE_CHANGED] = g_signal_new ("place-changed", WABI_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (WABI_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-workspace.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiWorkspace, toasts);
  gtk_widget_class_bind_template_child (widget_class, WabiWorkspace, adaptive);
  gtk_widget_class_bind_template_child (widget_class, WabiWorkspace, sidebar);
  gtk_widget_class_bind_template_child (widget_class, WabiWorkspace, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiWorkspace, banner);
  gtk_widget_class_bind_template_callback (widget_class, on_place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_status_activated_cb);
}

static void
wabi_workspace_init (WabiWorkspace *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self->adaptive, "narrow", self->sidebar, "folded", G_BINDING_SYNC_CREATE);
}

GtkWidget *
wabi_workspace_new (WabiDesk *desk, GMenuModel *menu)
{
  WabiWorkspace *self = g_object_new (WABI_TYPE_WORKSPACE, NULL);

  self->desk = g_object_ref (desk);
  wabi_sidebar_set_menu (self->sidebar, menu);
  self->popover = wabi_status_popover_new (wabi_desk_get_sync (desk));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  show_person (self);
  show_status (self);
  queue_counts (self);
  g_signal_connect_object (desk, "toast", G_CALLBACK (on_toast_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "navigate", G_CALLBACK (on_navigate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (wabi_desk_get_cache (desk), "outbox-changed", G_CALLBACK (on_outbox_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (wabi_desk_get_sync (desk), "notify", G_CALLBACK (show_status), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

WabiDesk *
wabi_workspace_get_desk (WabiWorkspace *self)
{
  g_return_val_if_fail (WABI_IS_WORKSPACE (self), NULL);

  return self->desk;
}

static gboolean
on_focus_cb (gpointer data)
{
  WabiWorkspace *self = data;
  GtkWidget *page = wabi_workspace_get_page (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->focus_source = 0;
  if (page != NULL && root != NULL && gtk_root_get_focus (root) == NULL)
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

/*
 * A place that does not choose by itself gets the focus at its beginning, but only once it is laid out:
 * before that all its widgets lie at the same spot, and the first is any.
 */
static void
queue_focus (WabiWorkspace *self)
{
  if (self->focus_source == 0)
    self->focus_source = g_idle_add (on_focus_cb, self);
}

/* Only the page in front is visible to the accessibility tree: the others keep their state, but do not stand
 * in the way. */
static void
bring_forward (WabiWorkspace *self, const WabiPlace *place, GtkWidget *page)
{
  GtkWidget *old = gtk_stack_get_visible_child (self->stack);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    gtk_root_set_focus (root, NULL);
  gtk_widget_set_visible (page, TRUE);
  gtk_stack_set_visible_child (self->stack, page);
  if (old != NULL && old != page)
    gtk_widget_set_visible (old, FALSE);
  g_free (self->place);
  self->place = g_strdup (place->id);
  wabi_sidebar_set_selected (self->sidebar, place->id);
  g_signal_emit (self, signals[PLACE_CHANGED], 0);
}

gboolean
wabi_workspace_go (WabiWorkspace *self, const char *place_id, const char *id)
{
  const WabiPlace *place;
  GtkWidget *page;

  g_return_val_if_fail (WABI_IS_WORKSPACE (self) && place_id != NULL, FALSE);

  place = wabi_places_find (place_id, wabi_desk_get_roles (self->desk));
  if (place == NULL)
    {
      wabi_desk_tell (self->desk, _ ("That place is not part of your work here."));
      return FALSE;
    }
  page = wabi_workspace_get_page (self);
  if (page != NULL && g_strcmp0 (self->place, place_id) != 0)
    wabi_page_leave (WABI_PAGE (page));
  page = ensure_page (self, place);
  if (g_strcmp0 (self->place, place_id) != 0)
    bring_forward (self, place, page);
  wabi_page_open (WABI_PAGE (page), id);
  queue_focus (self);
  /* The week is read already, and its chips are made at the beginning of the frame that draws it. */
  if (strcmp (place_id, "schedule") == 0)
    wabi_bench_watch (page, "week");
  return TRUE;
}

void
wabi_workspace_go_nth (WabiWorkspace *self, guint n)
{
  g_return_if_fail (WABI_IS_WORKSPACE (self));

  if (n < self->places->len)
    wabi_workspace_go (self, ((const WabiPlace *)g_ptr_array_index (self->places, n))->id, NULL);
}

const char *
wabi_workspace_get_place (WabiWorkspace *self)
{
  g_return_val_if_fail (WABI_IS_WORKSPACE (self), NULL);

  return self->place;
}

GtkWidget *
wabi_workspace_get_page (WabiWorkspace *self)
{
  g_return_val_if_fail (WABI_IS_WORKSPACE (self), NULL);

  return self->place != NULL ? gtk_stack_get_child_by_name (self->stack, self->place) : NULL;
}

void
wabi_workspace_leave (WabiWorkspace *self)
{
  g_return_if_fail (WABI_IS_WORKSPACE (self));

  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    wabi_page_leave (WABI_PAGE (page));
}
