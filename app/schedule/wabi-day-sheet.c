// SPDX-License-Identifier: AGPL-3.0-or-later
// A person's day on paper: when, who, where, how to get there, what to know.

#include "wabi-day-sheet.h"

#include <glib/gi18n-lib.h>

#include "wabi-codes.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-outward.h"
#include "wabi-proof-places.h"
#include "wabi-schedule-block.h"
#include "wabi-text.h"
#include "wabi-visit-words.h"

#define HEAD 64.0
#define FOOT 24.0

typedef struct
{
  WabiDesk *desk;
  char *title;
  char *person;
  GPtrArray *lines; /* of GStrv */
  GArray *starts;   /* of guint: the first line of each page */
  double width, height;
} Sheet;

static void
free_sheet (gpointer data)
{
  Sheet *sheet = data;

  g_object_unref (sheet->desk);
  g_free (sheet->title);
  g_free (sheet->person);
  g_ptr_array_unref (sheet->lines);
  g_array_unref (sheet->starts);
  g_free (sheet);
}

/* --- what it says --- */

static char *
call_client (WabiRecord *client, WabiSheetNames names)
{
  const char *first = client != NULL ? wabi_record_get_text (client, "first_name") : NULL;
  const char *last = client != NULL ? wabi_record_get_text (client, "last_name") : NULL;

  if (first == NULL || last == NULL || names == WABI_SHEET_NONE)
    return g_strdup (_ ("Client"));
  if (names == WABI_SHEET_FULL)
    return wabi_lookup_full_name (client);
  return g_strdup_printf ("%.*s. %.*s.", (int) (g_utf8_next_char (first) - first), first, (int) (g_utf8_next_char (last) - last), last);
}

static void
append (GString *text, const char *between, const char *words)
{
  if (!wabi_text_is_blank (words))
    g_string_append_printf (text, "%s%s", text->len > 0 ? between : "", words);
}

/* A family's address only where its name may stand too. */
static char *
describe_where (WabiDesk *desk, WabiRecord *visit, WabiRecord *client, WabiSheetNames names)
{
  g_autoptr (WabiRecord) location = wabi_desk_get (desk, &wabi_kind_location, wabi_record_get_text (visit, "location"));
  g_autoptr (WabiRecord) room = wabi_desk_get (desk, &wabi_kind_resource, wabi_record_get_text (visit, "room"));
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean home = location == NULL && wabi_record_is (visit, "place", "12") && names == WABI_SHEET_FULL && client != NULL;
  WabiRecord *at = location != NULL ? location : home ? client : NULL;

  append (text, ", ", location != NULL ? wabi_record_get_text (location, "name") : wabi_visit_get_place (wabi_record_get_text (visit, "place")));
  append (text, ", ", room != NULL ? wabi_record_get_text (room, "name") : NULL);
  append (text, ", ", at != NULL ? wabi_record_get_text (at, "street") : NULL);
  append (text, ", ", at != NULL ? wabi_record_get_text (at, "city") : NULL);
  return g_strdup (text->str);
}

static char *
describe_more (WabiRecord *visit, WabiRecord *client, WabiSheetNames names)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *state = wabi_visit_dup_state (visit);

  if (!wabi_record_is (visit, "status", "scheduled"))
    append (text, " · ", state);
  else
    append (text, " · ", wabi_visit_is_confirmed (visit) ? _ ("Family confirmed") : NULL);
  if (names != WABI_SHEET_NONE)
    {
      append (text, " · ", wabi_record_get_text (visit, "notes"));
      append (text, " · ", client != NULL ? wabi_record_get_text (client, "alerts") : NULL);
    }
  g_strdelimit (text->str, "\n\r\t", ' ');
  return g_strdup (text->str);
}

static GStrv
make_visit (WabiDesk *desk, WabiRecord *visit, WabiSheetNames names)
{
  g_autoptr (WabiRecord) client = wabi_desk_get (desk, &wabi_kind_client, wabi_record_get_text (visit, "client"));
  g_autofree char *name = call_client (client, names), *service = wabi_desk_dup_service (desk, wabi_record_get_text (visit, "service_code"));
  char **line = g_new0 (char *, 5);

  line[0] = wabi_format_range (wabi_desk_get_zone (desk), wabi_record_get_int (visit, "starts_at"), wabi_record_get_int (visit, "ends_at"));
  line[1] = g_strdup_printf ("%s · %s", name, service);
  line[2] = describe_where (desk, visit, client, names);
  line[3] = describe_more (visit, client, names);
  return line;
}

static GStrv
make_block (WabiDesk *desk, WabiRecord *block, WabiSheetNames names)
{
  const char *title = wabi_record_get_text (block, "title");
  char **line = g_new0 (char *, 5);

  line[0] = wabi_format_range (wabi_desk_get_zone (desk), wabi_record_get_int (block, "starts_at"), wabi_record_get_int (block, "ends_at"));
  line[1] = g_strdup (wabi_schedule_block_get_type_name (wabi_record_get_text (block, "type")));
  line[2] = g_strdup ("");
  line[3] = g_strdup (names != WABI_SHEET_NONE && title != NULL ? title : "");
  return line;
}

/* --- the ways between visits --- */

typedef struct
{
  WabiDesk *desk;
  WabiProofContext *context;
} Day;

static gboolean
is_on_the_way (WabiRecord *record)
{
  return wabi_record_get_kind (record) == &wabi_kind_appointment && !wabi_text_list_has ("cancelled no_show withdrawn", wabi_record_get_text (record, "status"));
}

static char *
describe_way (const WabiTravel *way)
{
  g_autofree char *minutes = wabi_format_minutes (way->minutes);

  if (way->miles_tenths > 0)
    /* Translators: "25 min, 8.2 mi, recorded": how long, how far, where that comes from */
    return g_strdup_printf (_ ("%s, %d.%d mi, %s"), minutes, way->miles_tenths / 10, way->miles_tenths % 10, wabi_travel_source_words (way->source));
  /* Translators: "25 min, guessed from ZIP codes" */
  return g_strdup_printf (_ ("%s, %s"), minutes, wabi_travel_source_words (way->source));
}

/* No names and no places: where it leads to stands on the next line, as far as it may. */
static GStrv
make_way (const Day *day, WabiRecord *from, WabiRecord *to)
{
  g_autofree char *here = wabi_place_dup_of (day->context, from), *there = wabi_place_dup_of (day->context, to), *words = NULL, *leave = NULL;
  WabiTravel way = wabi_place_find_way (day->context, here, there);
  gint64 ends_at = wabi_record_get_int (from, "ends_at"), starts_at = wabi_record_get_int (to, "starts_at");
  const char *zone = wabi_desk_get_zone (day->desk);
  int free = (int) ((starts_at - ends_at) / WABI_MINUTE);
  char **line;

  if (way.source == WABI_TRAVEL_NONE || (way.source == WABI_TRAVEL_UNKNOWN && (here == NULL || there == NULL)))
    return NULL;
  line = g_new0 (char *, 5);
  line[0] = g_strdup ("");
  line[2] = g_strdup ("");
  if (way.source == WABI_TRAVEL_UNKNOWN)
    {
      line[1] = g_strdup (_ ("Way: how long it takes is not recorded"));
      line[3] = g_strdup ("");
      return line;
    }
  words = describe_way (&way);
  line[1] = g_strdup_printf (_ ("Way: %s"), words);
  leave = wabi_format_time (zone, starts_at - way.minutes * WABI_MINUTE);
  line[3] = free >= way.minutes ? g_strdup_printf (_ ("Leave by %s"), leave)
                                : g_strdup_printf (_ ("%d minutes are missing: there are %d between the two"), way.minutes - free, MAX (free, 0));
  return line;
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  gint64 left = wabi_record_get_int (*(WabiRecord *const *) a, "starts_at"), right = wabi_record_get_int (*(WabiRecord *const *) b, "starts_at");

  return left < right ? -1 : left > right;
}

GPtrArray *
wabi_day_sheet_list_lines (WabiDesk *desk, const char *staff, WabiDay day, WabiSheetNames names)
{
  const char *zone = wabi_desk_get_zone (desk);
  gint64 from = wabi_zone_day_start (zone, day), to = wabi_zone_day_start (zone, day + 1);
  g_autoptr (GPtrArray) all = wabi_lookup_between (wabi_desk_get_view (desk), &wabi_kind_appointment, "staff", staff, from, to);
  g_autoptr (GPtrArray) blocks = wabi_lookup_between (wabi_desk_get_view (desk), &wabi_kind_staff_block, "staff", staff, from, to);
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  Day about = { .desk = desk };
  WabiRecord *before = NULL; /* the visit that the way leads from */

  for (guint i = 0; i < blocks->len; i++)
    g_ptr_array_add (all, g_object_ref (g_ptr_array_index (blocks, i)));
  g_ptr_array_sort (all, compare_starts);
  about.context = wabi_proof_context_new (wabi_desk_get_view (desk), zone, wabi_desk_get_now (desk));
  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (all, i);
      GStrv way = before != NULL && is_on_the_way (record) ? make_way (&about, before, record) : NULL;

      if (wabi_record_is (record, "status", "withdrawn"))
        continue;
      if (way != NULL)
        g_ptr_array_add (lines, way);
      g_ptr_array_add (lines, wabi_record_get_kind (record) == &wabi_kind_appointment ? make_visit (desk, record, names)
                                                                                     : make_block (desk, record, names));
      before = is_on_the_way (record) ? record : before;
    }
  wabi_proof_context_unref (about.context);
  return lines;
}

/* --- how it looks --- */

/* Writes @text no wider than @width, in as many lines as it needs; draws nothing without @cairo's being wanted, and returns the height. */
static double
write_text (GtkPrintContext *context, cairo_t *cairo, const char *text, double x, double y, double width, double size, gboolean bold)
{
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *font = pango_font_description_new ();
  int high;

  pango_font_description_set_family (font, "sans-serif");
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &high);
  if (cairo != NULL)
    {
      cairo_move_to (cairo, x, y);
      pango_cairo_show_layout (cairo, layout);
    }
  return *text != '\0' ? (double) high / PANGO_SCALE : 0;
}

static double
write_line (Sheet *sheet, GtkPrintContext *context, cairo_t *cairo, char *const *line, double y)
{
  double left = sheet->width * 0.24, width = sheet->width - left, high;

  write_text (context, cairo, line[0], 0, y + 5, left - 8, 10, TRUE);
  high = 5 + write_text (context, cairo, line[1], left, y + 5, width, 10.5, TRUE);
  high += write_text (context, cairo, line[2], left, y + high, width, 9.5, FALSE);
  high += write_text (context, cairo, line[3], left, y + high, width, 9.5, FALSE);
  return high + 6;
}

static void
on_begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, Sheet *sheet)
{
  double y = HEAD;
  guint first = 0;

  sheet->width = gtk_print_context_get_width (context);
  sheet->height = gtk_print_context_get_height (context);
  g_array_set_size (sheet->starts, 0);
  g_array_append_val (sheet->starts, first);
  for (guint i = 0; i < sheet->lines->len; i++)
    {
      double high = write_line (sheet, context, NULL, g_ptr_array_index (sheet->lines, i), y);

      if (y + high > sheet->height - FOOT && y > HEAD)
        {
          g_array_append_val (sheet->starts, i);
          y = HEAD;
        }
      y += high;
    }
  gtk_print_operation_set_n_pages (operation, (int) sheet->starts->len);
}

static void
on_draw_cb (GtkPrintOperation *operation, GtkPrintContext *context, int number, Sheet *sheet)
{
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);
  guint from = g_array_index (sheet->starts, guint, number);
  guint to = (guint) number + 1 < sheet->starts->len ? g_array_index (sheet->starts, guint, number + 1) : sheet->lines->len;
  g_autofree char *page = g_strdup_printf (_ ("Page %d of %u"), number + 1, sheet->starts->len);
  double y = HEAD;

  cairo_set_source_rgb (cairo, 0, 0, 0);
  write_text (context, cairo, sheet->person, 0, 0, sheet->width, 16, TRUE);
  write_text (context, cairo, sheet->title, 0, 24, sheet->width, 11, FALSE);
  write_text (context, cairo, page, 0, sheet->height - 14, sheet->width, 8.5, FALSE);
  if (sheet->lines->len == 0)
    write_text (context, cairo, _ ("Nothing is planned on this day."), 0, HEAD, sheet->width, 11, FALSE);
  for (guint i = from; i < to; i++)
    {
      cairo_set_line_width (cairo, 0.5);
      cairo_set_source_rgb (cairo, 0.7, 0.7, 0.7);
      cairo_move_to (cairo, 0, y);
      cairo_line_to (cairo, sheet->width, y);
      cairo_stroke (cairo);
      cairo_set_source_rgb (cairo, 0, 0, 0);
      y += write_line (sheet, context, cairo, g_ptr_array_index (sheet->lines, i), y);
    }
}

GtkPrintOperation *
wabi_day_sheet_new (WabiDesk *desk, const char *staff, WabiDay day, WabiSheetNames names)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autofree char *date = wabi_day_dup_text (day), *name = g_strdup_printf ("day-%s.pdf", date);
  Sheet *sheet = g_new0 (Sheet, 1);

  sheet->desk = g_object_ref (desk);
  sheet->title = wabi_format_day_long (day);
  sheet->person = wabi_desk_dup_name (desk, &wabi_kind_staff, staff);
  sheet->lines = wabi_day_sheet_list_lines (desk, staff, day, names);
  sheet->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  g_object_set_data_full (G_OBJECT (operation), "wabi-sheet", sheet, free_sheet);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_cb), sheet);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_cb), sheet);
  return operation;
}
