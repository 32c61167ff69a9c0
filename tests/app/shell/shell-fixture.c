// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole window on a desk without a server.

#include "shell-fixture.h"

#include <string.h>

#include "test-window.h"
#include "wabi-account-private.h"
#include "wabi-cache-sync.h"

void
shell_fixture_set_up (ShellFixture *fixture, gconstpointer roles)
{
  WabiCache *cache;
  g_autoptr (GError) error = NULL;

  desk_fixture_set_up (&fixture->base, GPOINTER_TO_UINT (roles));
  cache = wabi_desk_get_cache (fixture->base.desk);
  g_assert_true (wabi_unlock_keep (fixture->base.keys, wabi_cache_get_owner (cache), SHELL_PASSWORD, &error));
  g_assert_no_error (error);
  fixture->settings = wabi_settings_new (fixture->base.directory);
  fixture->window = wabi_window_new (NULL, fixture->base.sync, fixture->settings);
  wabi_window_start (fixture->window, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  test_window_settle (GTK_WINDOW (fixture->window));
}

void
shell_fixture_tear_down (ShellFixture *fixture, gconstpointer roles)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  desk_fixture_settle ();
  desk_fixture_tear_down (&fixture->base);
  wabi_settings_free (fixture->settings);
}

void
shell_fixture_refuse (ShellFixture *fixture, const char *message)
{
  WabiCache *cache = wabi_desk_get_cache (fixture->base.desk);
  g_autoptr (WabiPushBatch) batch = NULL;
  g_autoptr (WabiPushAnswer) answer = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  WabiCommand *command;

  g_assert_true (wabi_cache_begin_push (cache, 1, &batch, &error));
  g_assert_no_error (error);
  g_assert_nonnull (batch);
  command = g_ptr_array_index (batch->commands, 0);
  text = g_strdup_printf ("{\"epoch\":\"e1\",\"head\":0,\"results\":[{\"n\":%" G_GINT64_FORMAT ",\"id\":\"%s\",\"status\":\"rejected\","
                          "\"code\":\"no\",\"message\":\"%s\"}]}",
                          command->n, command->id, message);
  answer = wabi_push_answer_parse (text, strlen (text), batch->commands, &error);
  g_assert_no_error (error);
  g_assert_true (wabi_cache_finish_push (cache, batch->service, answer, &error));
  g_assert_no_error (error);
  desk_fixture_settle ();
}

typedef gboolean (*Matches) (GtkWidget *widget, gconstpointer what);

/* Goes through what is visible, as an accessibility tree does. */
static GtkWidget *
find_below (GtkWidget *widget, Matches matches, gconstpointer what)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (matches (widget, what))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_below (child, matches, what);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_anywhere (Matches matches, gconstpointer what)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && found == NULL; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      found = find_below (window, matches, what);
    }
  return found;
}

static gboolean
says_exactly (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && strcmp (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
}

static gboolean
says_part (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static gboolean
is_type (GtkWidget *widget, gconstpointer type)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, GPOINTER_TO_SIZE (type));
}

static gboolean
is_button (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

GtkWidget *
shell_find_text (const char *text, gboolean part)
{
  return find_anywhere (part ? says_part : says_exactly, text);
}

GtkWidget *
shell_find_type (GType type)
{
  return find_anywhere (is_type, GSIZE_TO_POINTER (type));
}

GtkWidget *
shell_find_button (const char *label)
{
  return find_anywhere (is_button, label);
}

void
shell_act (ShellFixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
  desk_fixture_settle ();
}
