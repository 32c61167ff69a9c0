// SPDX-License-Identifier: AGPL-3.0-or-later
// How long the start took, for bench/: from the birth of the process, as the kernel knows it, to a painted
// frame.

#include "wabi-bench.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct
{
  GtkWidget *widget;
  const char *word;
  GdkFrameClock *clock;
  gulong handler;
} Watch;

gboolean
wabi_bench_get_enabled (void)
{
  return g_strcmp0 (g_getenv ("WABI_BENCH"), "1") == 0;
}

/* Field 22 of /proc/self/stat: clock ticks from boot to the start of the process. */
static gint64
read_birth (void)
{
  g_autofree char *text = NULL;
  const char *at;

  if (!g_file_get_contents ("/proc/self/stat", &text, NULL, NULL) || (at = strrchr (text, ')')) == NULL)
    return 0;
  for (guint i = 2; i < 22 && at != NULL; i++)
    at = strchr (at + 1, ' ');
  return at != NULL ? g_ascii_strtoll (at + 1, NULL, 10) * G_USEC_PER_SEC / sysconf (_SC_CLK_TCK) : 0;
}

static void
print_time (const char *word)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  fprintf (stderr, "WABI-READY %s %" G_GINT64_FORMAT "\n", word,
           (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000 - read_birth ());
  fflush (stderr);
}

static void
on_after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  Watch *watch = data;

  if (watch->widget != NULL && !gtk_widget_get_mapped (watch->widget))
    return;
  if (watch->widget != NULL)
    print_time (watch->word);
  g_signal_handler_disconnect (clock, watch->handler);
  g_clear_weak_pointer (&watch->widget);
  g_object_unref (watch->clock);
  g_free (watch);
}

static void
watch_clock (Watch *watch)
{
  watch->clock = g_object_ref (gtk_widget_get_frame_clock (watch->widget));
  watch->handler = g_signal_connect (watch->clock, "after-paint", G_CALLBACK (on_after_paint_cb), watch);
  gtk_widget_queue_draw (watch->widget);
}

static void
on_realize_cb (GtkWidget *widget, gpointer data)
{
  g_signal_handlers_disconnect_by_func (widget, on_realize_cb, data);
  watch_clock (data);
}

void
wabi_bench_watch (GtkWidget *widget, const char *word)
{
  Watch *watch;

  if (!wabi_bench_get_enabled ())
    return;
  watch = g_new0 (Watch, 1);
  watch->word = word;
  g_set_weak_pointer (&watch->widget, widget);
  if (gtk_widget_get_realized (widget))
    watch_clock (watch);
  else
    g_signal_connect (widget, "realize", G_CALLBACK (on_realize_cb), watch);
}

void
wabi_bench_tell_saved (void)
{
  static gboolean told;

  if (told || !wabi_bench_get_enabled ())
    return;
  told = TRUE;
  print_time ("saved");
}
