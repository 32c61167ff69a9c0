// SPDX-License-Identifier: AGPL-3.0-or-later
// Starts a program and tells when its first window was mapped, when it printed a given word, and what memory
// it took.
//
// It watches the X server's events, so it must be alone on a display without a window manager. Times are
// milliseconds from just before the fork, memory is what /proc says after the program has settled. Prints one
// line of JSON.

#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xcb/xcb.h>

/* A window smaller than this is a helper of the toolkit. */
#define SMALLEST_WINDOW 100

typedef struct
{
  char *ready_word;
  int timeout_seconds;
  int settle_ms;
  char **command;
} Options;

typedef struct
{
  GPid pid;
  int stderr_fd;
  GString *line;
  gint64 started_at;
  gint64 mapped_at;
  gint64 ready_at;
} Watch;

static gboolean
is_large_window (xcb_connection_t *display, xcb_window_t window)
{
  g_autofree xcb_get_geometry_reply_t *reply
      = xcb_get_geometry_reply (display, xcb_get_geometry (display, window), NULL);

  return reply != NULL && reply->width >= SMALLEST_WINDOW && reply->height >= SMALLEST_WINDOW;
}

static void
take_events (Watch *watch, xcb_connection_t *display)
{
  gint64 now = g_get_monotonic_time ();
  xcb_generic_event_t *event;

  while ((event = xcb_poll_for_event (display)) != NULL)
    {
      xcb_map_notify_event_t *map = (xcb_map_notify_event_t *)event;

      if ((event->response_type & 0x7f) == XCB_MAP_NOTIFY && !map->override_redirect && watch->mapped_at == 0
          && is_large_window (display, map->window))
        watch->mapped_at = now;
      free (event);
    }
}

/* Passes what the program says on to our own standard error and looks for the word at the start of a line. */
static void
take_output (Watch *watch, const char *ready_word)
{
  gint64 now = g_get_monotonic_time ();
  char buffer[4096];
  ssize_t length = read (watch->stderr_fd, buffer, sizeof buffer);

  if (length <= 0)
    {
      close (watch->stderr_fd);
      watch->stderr_fd = -1;
      return;
    }
  for (ssize_t i = 0; i < length; i++)
    {
      if (buffer[i] != '\n')
        {
          g_string_append_c (watch->line, buffer[i]);
          continue;
        }
      if (ready_word != NULL && watch->ready_at == 0 && g_str_has_prefix (watch->line->str, ready_word))
        watch->ready_at = now;
      g_printerr ("%s\n", watch->line->str);
      g_string_truncate (watch->line, 0);
    }
}

static gboolean
has_all (const Watch *watch, const Options *options)
{
  return watch->mapped_at != 0 && (options->ready_word == NULL || watch->ready_at != 0);
}

/* Waits until `until` or, if `stop_early`, until everything asked for was seen. */
static void
watch_until (Watch *watch, const Options *options, xcb_connection_t *display, gint64 until,
             gboolean stop_early)
{
  gint64 left;

  while ((left = until - g_get_monotonic_time ()) > 0 && !(stop_early && has_all (watch, options)))
    {
      struct pollfd fds[] = { { .fd = xcb_get_file_descriptor (display), .events = POLLIN },
                              { .fd = watch->stderr_fd, .events = POLLIN } };

      /* Events that arrived with a reply are in xcb's queue already and do not wake poll. */
      take_events (watch, display);
      if (poll (fds, G_N_ELEMENTS (fds), (int)MIN (left / 1000 + 1, 20)) > 0 && fds[1].revents != 0)
        take_output (watch, options->ready_word);
      take_events (watch, display);
    }
}

/* The number after `name` in a file of /proc, in KiB; -1 where there is none. */
static gint64
read_kib (GPid pid, const char *file, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", pid, file);
  g_autofree char *text = NULL;
  const char *found;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return -1;
  found = strstr (text, name);
  return found == NULL ? -1 : g_ascii_strtoll (found + strlen (name), NULL, 10);
}

static void
end_program (GPid pid)
{
  kill (pid, SIGTERM);
  for (int i = 0; i < 200; i++)
    {
      if (waitpid (pid, NULL, WNOHANG) == pid)
        return;
      g_usleep (10 * 1000);
    }
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
}

static double
count_ms (gint64 since, gint64 at)
{
  return at == 0 ? -1.0 : (at - since) / 1000.0;
}

static void
print_findings (const Watch *watch)
{
  printf ("{\"mapped_ms\":%.1f,\"ready_ms\":%.1f,\"rss_kb\":%" G_GINT64_FORMAT ",\"pss_kb\":%" G_GINT64_FORMAT
          ",\"peak_kb\":%" G_GINT64_FORMAT "}\n",
          count_ms (watch->started_at, watch->mapped_at), count_ms (watch->started_at, watch->ready_at),
          read_kib (watch->pid, "smaps_rollup", "\nRss:"), read_kib (watch->pid, "smaps_rollup", "\nPss:"),
          read_kib (watch->pid, "status", "\nVmHWM:"));
}

static gboolean
start_program (Watch *watch, const Options *options, GError **error)
{
  watch->started_at = g_get_monotonic_time ();
  return g_spawn_async_with_pipes (NULL, options->command, NULL,
                                   G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD
                                       | G_SPAWN_STDOUT_TO_DEV_NULL,
                                   NULL, NULL, &watch->pid, NULL, NULL, &watch->stderr_fd, error);
}

static xcb_connection_t *
watch_display (void)
{
  const uint32_t mask = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;
  xcb_connection_t *display = xcb_connect (NULL, NULL);
  xcb_screen_t *screen;

  if (xcb_connection_has_error (display))
    return NULL;
  screen = xcb_setup_roots_iterator (xcb_get_setup (display)).data;
  xcb_change_window_attributes (display, screen->root, XCB_CW_EVENT_MASK, &mask);
  /* A round trip: from here on no window is missed. */
  g_free (xcb_get_input_focus_reply (display, xcb_get_input_focus (display), NULL));
  return display;
}

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "ready", 0, 0, G_OPTION_ARG_STRING, &options->ready_word,
      "Wait for a line that starts so on standard error", "WORD" },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &options->timeout_seconds, "Give up after", "SECONDS" },
    { "settle", 0, 0, G_OPTION_ARG_INT, &options->settle_ms, "Read the memory this much later", "MS" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->command, NULL, "COMMAND" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("-- COMMAND…");

  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (options->command == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Name a program to start");
      return FALSE;
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  Options options = { .timeout_seconds = 30, .settle_ms = 2000 };
  g_autoptr (GString) line = g_string_new (NULL);
  Watch watch = { .stderr_fd = -1, .line = line };
  g_autoptr (GError) error = NULL;
  xcb_connection_t *display;
  gboolean complete;

  if (!parse_options (&options, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  display = watch_display ();
  if (display == NULL)
    {
      g_printerr ("There is no X display to watch\n");
      return 2;
    }
  if (!start_program (&watch, &options, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  watch_until (&watch, &options, display, watch.started_at + options.timeout_seconds * G_USEC_PER_SEC, TRUE);
  complete = has_all (&watch, &options);
  if (complete)
    watch_until (&watch, &options, display, g_get_monotonic_time () + options.settle_ms * 1000, FALSE);
  print_findings (&watch);
  end_program (watch.pid);
  xcb_disconnect (display);
  return complete ? 0 : 1;
}
