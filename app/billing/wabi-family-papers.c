// SPDX-License-Identifier: AGPL-3.0-or-later
// Statements and estimates of a family: listed, made, and saved as they were given.

#include "wabi-family-papers.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "wabi-choose-file.h"
#include "wabi-form-dialog.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-sheet.h"
#include "wabi-statement-paper.h"

#define DAYS_TO_PAY 30
#define MOST_ROWS 60

/* --- The list --- */

typedef struct
{
  GArray *items;
  GPtrArray *texts;
} Rows;

/* Takes @title and @detail. */
static void
add_row (Rows *rows, const char *id, WabiMarkKind kind, const WabiWay *way, char *title, char *detail)
{
  WabiFindingItem item = { .id = id, .kind = kind, .title = title, .detail = detail, .ways = way, .n_ways = way != NULL ? 1 : 0 };

  g_ptr_array_add (rows->texts, title);
  g_ptr_array_add (rows->texts, detail);
  g_array_append_val (rows->items, item);
}

static const char *
get_language_words (WabiRecord *paper)
{
  return wabi_record_is (paper, "language", "es") ? _ ("in Spanish") : _ ("in English");
}

static void
add_waiting (Rows *rows, GPtrArray *outbox, WabiDesk *desk, const char *client)
{
  for (guint i = 0; outbox != NULL && i < outbox->len; i++)
    {
      const WabiOutboxItem *item = g_ptr_array_index (outbox, i);
      const char *id = wabi_json_peek_text (item->args, "id");
      g_autoptr (WabiRecord) there = wabi_desk_get (desk, &wabi_kind_statement, id);

      /* What the feed has brought already waits no longer. */
      if (there == NULL && g_strcmp0 (wabi_json_peek_text (item->args, "client"), client) == 0)
        add_row (rows, id, WABI_MARK_PENDING, NULL, g_strdup (_ ("Statement waits for the server")),
                 g_strdup (_ ("The server numbers it and counts what is owed then. It comes here when the server answers.")));
    }
}

static void
add_statements (Rows *rows, GPtrArray *statements, const WabiWay *way)
{
  for (guint i = statements->len; i > 0 && rows->items->len < MOST_ROWS; i--)
    {
      WabiRecord *statement = g_ptr_array_index (statements, i - 1);
      g_autofree char *date = wabi_format_date_text (wabi_record_get_text (statement, "date"));
      g_autofree char *due = wabi_record_has (statement, "due") ? wabi_format_date_text (wabi_record_get_text (statement, "due")) : NULL;
      g_autofree char *money = wabi_format_money (wabi_record_get_int (statement, "total_cents"));
      const char *language = get_language_words (statement);

      add_row (rows, wabi_record_get_id (statement), WABI_MARK_INFO, wabi_record_has (statement, "sheet") ? way : NULL,
               g_strdup_printf (_ ("Statement %d · %s · %s"), (int) wabi_record_get_int (statement, "number"), date, money),
               due != NULL ? g_strdup_printf (_ ("To be paid by %s · %s"), due, language) : g_strdup (language));
    }
}

static void
add_estimates (Rows *rows, GPtrArray *estimates, const WabiWay *way)
{
  for (guint i = estimates->len; i > 0 && rows->items->len < 2 * MOST_ROWS; i--)
    {
      WabiRecord *estimate = g_ptr_array_index (estimates, i - 1);
      g_autofree char *date = wabi_format_date_text (wabi_record_get_text (estimate, "date")), *from = wabi_format_date_text (wabi_record_get_text (estimate, "from_date"));
      g_autofree char *to = wabi_format_date_text (wabi_record_get_text (estimate, "to_date")), *money = wabi_format_money (wabi_record_get_int (estimate, "total_cents"));
      g_autofree char *share = wabi_format_money (wabi_record_get_int (estimate, "family_cents"));

      add_row (rows, wabi_record_get_id (estimate), WABI_MARK_INFO, wabi_record_has (estimate, "sheet") ? way : NULL,
               g_strdup_printf (_ ("Estimate · %s · %s"), date, money),
               g_strdup_printf (_ ("%s to %s · family %s · %s"), from, to, share, get_language_words (estimate)));
    }
}

void
wabi_family_papers_show (WabiFindingList *list, WabiDesk *desk, const char *client)
{
  const WabiView *view = wabi_desk_get_view (desk);
  g_autoptr (GPtrArray) statements = wabi_lookup_by (view, &wabi_kind_statement, "client", client);
  g_autoptr (GPtrArray) estimates = wabi_lookup_by (view, &wabi_kind_estimate, "client", client);
  g_autoptr (GPtrArray) outbox = wabi_cache_list_outbox (wabi_desk_get_cache (desk), "statement.make", NULL);
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (WabiFindingItem));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const WabiWay way = { "save", _ ("Save as PDF…") };
  Rows rows = { items, texts };

  add_waiting (&rows, outbox, desk, client);
  add_statements (&rows, statements, &way);
  add_estimates (&rows, estimates, &way);
  wabi_finding_list_set_findings (list, (const WabiFindingItem *) (gpointer) items->data, items->len);
  gtk_widget_set_visible (GTK_WIDGET (list), items->len > 0);
}

/* --- As PDF --- */

typedef struct
{
  WabiDesk *desk;
  WabiRecord *paper;
} Saving;

static void
free_saving (Saving *saving)
{
  g_object_unref (saving->desk);
  g_object_unref (saving->paper);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, free_saving)

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    wabi_desk_tell (saving->desk, _ ("PDF saved"));
  else
    wabi_desk_tell_error (saving->desk, error);
}

/* A sheet begins with the name of the practice. */
static char *
dup_foot (WabiRecord *paper)
{
  JsonArray *first = json_object_get_array_member (json_array_get_object_element (wabi_record_get_array (paper, "sheet"), 0), "t");

  return g_strdup_printf ("%s · %s", json_array_get_length (first) > 0 ? json_array_get_string_element (first, 0) : "", wabi_record_get_text (paper, "date"));
}

static void
on_file_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = wabi_choose_file_finish (result, &error);
  g_autoptr (WabiLeaf) leaf = NULL;
  g_autoptr (GOutputStream) stream = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *foot = NULL;

  if (file == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        wabi_desk_tell_error (saving->desk, error);
      return;
    }
  foot = dup_foot (saving->paper);
  leaf = wabi_statement_paper_new (wabi_record_get_array (saving->paper, "sheet"), foot);
  stream = g_memory_output_stream_new_resizable ();
  if (!wabi_leaf_write (leaf, stream, NULL, &error) || !g_output_stream_close (stream, NULL, &error))
    {
      wabi_desk_tell_error (saving->desk, error);
      return;
    }
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, on_written_cb,
                                       g_steal_pointer (&saving));
}

void
wabi_family_papers_save (WabiDesk *desk, const char *id, GtkWidget *parent)
{
  g_autoptr (WabiRecord) statement = wabi_desk_get (desk, &wabi_kind_statement, id), estimate = wabi_desk_get (desk, &wabi_kind_estimate, id);
  WabiRecord *paper = statement != NULL ? statement : estimate;
  JsonArray *sheet = paper != NULL ? wabi_record_get_array (paper, "sheet") : NULL;
  g_autofree char *name = NULL;
  Saving *saving;

  if (sheet == NULL || json_array_get_length (sheet) == 0)
    return;
  /* No name of a person in the name of a file. */
  name = statement != NULL ? g_strdup_printf ("statement-%d.pdf", (int) wabi_record_get_int (statement, "number"))
                           : g_strdup_printf ("estimate-%s.pdf", wabi_record_get_text (estimate, "date"));
  saving = g_new0 (Saving, 1);
  saving->desk = g_object_ref (desk);
  saving->paper = g_object_ref (paper);
  wabi_choose_file_async (GTK_WINDOW (gtk_widget_get_root (parent)), WABI_CHOOSE_SAVE, _ ("Save as PDF"), name, NULL, NULL, on_file_cb, saving);
}

/* --- A new statement --- */

typedef struct
{
  WabiDesk *desk;
  char *client;
} Stating;

static void
free_stating (gpointer data)
{
  Stating *stating = data;

  g_object_unref (stating->desk);
  g_free (stating->client);
  g_free (stating);
}

static gboolean
save_statement (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  Stating *stating = data;
  g_autofree char *id = wabi_desk_new_id (stating->desk);
  gboolean online = wabi_sync_get_online (wabi_desk_get_sync (stating->desk));
  JsonObject *args = wabi_json_object_copy (set);

  json_object_set_string_member (args, "id", id);
  json_object_set_string_member (args, "client", stating->client);
  return wabi_desk_do (stating->desk, "statement.make", args, online ? _ ("Statement asked for") : _ ("The statement waits for the server, which numbers it"), NULL, NULL,
                       error);
}

void
wabi_family_papers_state (WabiDesk *desk, WabiRecord *client, GtkWidget *parent)
{
  static const WabiFormRow rows[] = {
    { N_ ("It is numbered and stays as it was given: there is no Undo"), "language", N_ ("Language"), WABI_FORM_CHOICE, NULL, NULL, TRUE },
    { NULL, "due", N_ ("To be paid by"), WABI_FORM_DATE, NULL, NULL, TRUE },
  };
  static const char *const ids[] = { "en", "es", NULL };
  const char *labels[] = { _ ("English"), _ ("Spanish"), NULL };
  WabiFormDialog *form = wabi_form_dialog_new (_ ("Make a statement"), &wabi_kind_statement, rows, G_N_ELEMENTS (rows), NULL, GTK_WINDOW (gtk_widget_get_root (parent)));
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  g_autofree char *due = wabi_day_dup_text (today + DAYS_TO_PAY), *text = wabi_form_date_to_text (due);
  Stating *stating = g_new0 (Stating, 1);

  stating->desk = g_object_ref (desk);
  stating->client = g_strdup (wabi_record_get_id (client));
  wabi_form_dialog_set_choices (form, "language", ids, labels, wabi_tongue_of (wabi_record_get_text (client, "language")));
  wabi_form_dialog_set_text (form, "due", text);
  wabi_form_dialog_present (form, save_statement, NULL, stating, free_stating);
}
