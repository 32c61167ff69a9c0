// SPDX-License-Identifier: AGPL-3.0-or-later
// Shows one page of the demo practice and takes its picture: page-shot --page notes --role bcba --screenshot out.png

#include <stdio.h>
#include <string.h>

#include "money-fixture.h"
#include "wabi-page.h"
#include "wabi-pages-config.h"

GtkWidget *wabi_notes_page_new (WabiDesk *desk);
GtkWidget *wabi_billing_page_new (WabiDesk *desk);
GtkWidget *wabi_reports_page_new (WabiDesk *desk);

static const struct
{
  const char *name;
  GtkWidget *(*make) (WabiDesk *desk);
} pages[] = {
  { "notes", wabi_notes_page_new },
#ifdef HAVE_BILLING
  { "billing", wabi_billing_page_new },
#endif
#ifdef HAVE_REPORTS
  { "reports", wabi_reports_page_new },
#endif
};

static gboolean
on_time_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_ms (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, on_time_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_toast_cb (WabiDesk *desk, const char *text)
{
  printf ("toast: %s\n", text);
}

/* Steps: "click:Label", "action:notes.draft:full", "key:...", "wait:500", "shot:path", "open:id", "activate:row", "offline". */
static void
do_step (MoneyFixture *fixture, const char *step)
{
  g_auto (GStrv) parts = g_strsplit (step, ":", 3);
  GtkWidget *button;

  if (strcmp (parts[0], "click") == 0)
    {
      button = money_find (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, parts[1]);
      if (button == NULL)
        {
          GtkWidget *label = money_find (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, parts[1]);

          button = label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;
        }
      if (button == NULL)
        printf ("no button “%s”\n", parts[1]);
      else
        g_signal_emit_by_name (button, "clicked");
    }
  else if (strcmp (parts[0], "action") == 0)
    printf ("action %s: %d\n", parts[1],
            gtk_widget_activate_action_variant (fixture->page, parts[1], parts[2] != NULL ? g_variant_new_string (parts[2]) : NULL));
  else if (strcmp (parts[0], "wait") == 0)
    wait_ms ((guint) g_ascii_strtoull (parts[1], NULL, 10));
  else if (strcmp (parts[0], "shot") == 0)
    {
      money_settle (fixture);
      money_shoot (fixture, parts[1]);
    }
  else if (strcmp (parts[0], "top") == 0)
    {
      g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

      for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
        {
          g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

          if (window != fixture->window && gtk_widget_get_visible (GTK_WIDGET (window)))
            {
              GtkWindow *main_window = fixture->window;

              fixture->window = window;
              money_settle (fixture);
              if (parts[1] != NULL && strcmp (parts[1], "click") == 0)
                {
                  g_autofree char *inner = g_strconcat ("click:", parts[2], NULL);

                  do_step (fixture, inner);
                }
              else
                money_shoot (fixture, parts[1]);
              fixture->window = main_window;
              break;
            }
        }
    }
  else if (strcmp (parts[0], "open") == 0)
    wabi_page_open (WABI_PAGE (fixture->page), parts[1]);
  else if (strcmp (parts[0], "activate") == 0)
    g_signal_emit_by_name (money_find (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW, NULL), "activate", (guint) g_ascii_strtoull (parts[1], NULL, 10));
  else if (strcmp (parts[0], "offline") == 0)
    live_server_kill (&fixture->live);
}

int
main (int argc, char **argv)
{
  g_autofree char *page = NULL, *role = NULL, *shot = NULL, *data = NULL, *size = NULL;
  g_auto (GStrv) steps = NULL;
  int width = 1070, height = 800;
  gint64 start;
  GOptionEntry options[] = { { "page", 0, 0, G_OPTION_ARG_STRING, &page, "Which page", "PLACE" },
                             { "role", 0, 0, G_OPTION_ARG_STRING, &role, "As whom", "ROLE" },
                             { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "A server's folder", "DIR" },
                             { "size", 0, 0, G_OPTION_ARG_STRING, &size, "Of the page", "WxH" },
                             { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, &shot, "Where to", "PNG" },
                             { "step", 0, 0, G_OPTION_ARG_STRING_ARRAY, &steps, "What to do first", "STEP" },
                             { NULL } };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  MoneyFixture fixture;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL) || !money_init (&argc, &argv))
    return 77;
  if (size != NULL)
    sscanf (size, "%dx%d", &width, &height);
  money_set_up (&fixture, data, role != NULL ? role : "bcba");
  g_signal_connect (fixture.desk, "toast", G_CALLBACK (on_toast_cb), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (page == NULL || strcmp (pages[i].name, page) == 0)
      {
        start = g_get_monotonic_time ();
        fixture.page = pages[i].make (fixture.desk);
        printf ("%s made in %.1f ms\n", pages[i].name, (double) (g_get_monotonic_time () - start) / 1000);
        break;
      }
  if (fixture.page == NULL)
    return 1;
  money_show (&fixture, fixture.page, width, height);
  for (guint i = 0; steps != NULL && steps[i] != NULL; i++)
    do_step (&fixture, steps[i]);
  money_settle (&fixture);
  if (shot != NULL)
    money_shoot (&fixture, shot);
  money_tear_down (&fixture);
  return 0;
}
