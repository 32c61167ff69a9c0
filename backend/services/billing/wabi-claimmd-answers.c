// SPDX-License-Identifier: AGPL-3.0-or-later
// What Claim.MD answers: XML as its published samples show it (docs/clearinghouses.md).

#include "wabi-claimmd-answers.h"

#include <string.h>

#include "wabi-x12-writer.h"

#define MOST_DEPTH 16
#define MOST_CLAIMS 20000
#define MOST_ERAS 20000
#define MOST_FILES 5000
#define LONGEST_WORDS 250

typedef struct
{
  WabiClaimmdAnswer *answer;
  WabiClaimmdClaim *claim; /* (nullable): the one that is open */
  guint depth;
  gboolean is_result, in_data, in_error;
  GString *text; /* of <data> or <error> */
} Reading;

static void
free_claim (gpointer data)
{
  WabiClaimmdClaim *claim = data;

  g_free (claim->control);
  g_free (claim->words);
  g_free (claim);
}

void
wabi_claimmd_answer_free (WabiClaimmdAnswer *answer)
{
  g_free (answer->error);
  g_ptr_array_unref (answer->claims);
  g_array_unref (answer->eras);
  g_ptr_array_unref (answer->files);
  g_free (answer->data);
  g_free (answer);
}

static WabiClaimmdAnswer *
new_answer (void)
{
  WabiClaimmdAnswer *answer = g_new0 (WabiClaimmdAnswer, 1);

  answer->last_response = answer->last_era = -1;
  answer->claims = g_ptr_array_new_with_free_func (free_claim);
  answer->eras = g_array_new (FALSE, FALSE, sizeof (gint64));
  answer->files = g_ptr_array_new_with_free_func (g_free);
  return answer;
}

/* ---- elements ---- */

static const char *
find_value (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return values[i];
  return NULL;
}

static gint64
read_number (const char *text)
{
  guint64 number = 0;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_GINT64_CONSTANT (999999999999999), &number, NULL) ? (gint64) number : -1;
}

/* Something is wrong with it: all of it is, since what is passed over would never come. */
static void
spoil (GError **error)
{
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "not understood");
}

static void
start_result (Reading *reading, const char **names, const char **values)
{
  const char *error = find_value (names, values, "error");

  reading->is_result = TRUE;
  reading->answer->last_response = read_number (find_value (names, values, "last_responseid"));
  reading->answer->last_era = read_number (find_value (names, values, "last_eraid"));
  if (error != NULL)
    reading->answer->error = g_strdup (error);
}

static void
start_claim (Reading *reading, const char **names, const char **values, GError **error)
{
  const char *control = find_value (names, values, "pcn"), *status = find_value (names, values, "status");
  WabiClaimmdClaim *claim;

  if (control == NULL || strlen (control) > 80 || reading->answer->claims->len >= MOST_CLAIMS)
    {
      spoil (error);
      return;
    }
  claim = g_new0 (WabiClaimmdClaim, 1);
  claim->control = g_strdup (control);
  claim->rejected = g_strcmp0 (status, "R") == 0;
  reading->claim = claim;
  g_ptr_array_add (reading->answer->claims, claim);
}

/* The words of a rejected claim are those of what rejects it. */
static void
start_message (Reading *reading, const char **names, const char **values)
{
  const char *words = find_value (names, values, "message"), *status = find_value (names, values, "status");
  WabiClaimmdClaim *claim = reading->claim;
  gboolean rejects = g_strcmp0 (status, "R") == 0;
  g_autofree char *before = NULL;

  claim->response = MAX (claim->response, read_number (find_value (names, values, "responseid")));
  if (words == NULL || *words == '\0' || (claim->rejected && !rejects && status != NULL) || (claim->words != NULL && strlen (claim->words) > LONGEST_WORDS))
    return;
  before = claim->words;
  claim->words = before != NULL ? g_strconcat (before, " ", words, NULL) : g_strdup (words);
}

static void
start_era (Reading *reading, const char **names, const char **values, GError **error)
{
  gint64 id = read_number (find_value (names, values, "eraid"));

  if (id < 0 || reading->answer->eras->len >= MOST_ERAS)
    spoil (error);
  else
    g_array_append_val (reading->answer->eras, id);
}

static void
start_file (Reading *reading, const char **names, const char **values, GError **error)
{
  const char *name = find_value (names, values, "filename");

  if (reading->answer->files->len >= MOST_FILES)
    spoil (error);
  else if (name != NULL)
    g_ptr_array_add (reading->answer->files, g_strdup (name));
}

static void
start_error (Reading *reading, const char **names, const char **values)
{
  const char *words = find_value (names, values, "error_mesg");

  g_free (reading->answer->error);
  reading->answer->error = g_strdup (words != NULL ? words : "");
  reading->in_error = words == NULL;
}

static void
on_start (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer data, GError **error)
{
  Reading *reading = data;
  const char *x12;

  reading->depth++;
  if (reading->depth > MOST_DEPTH || (reading->depth == 1 && strcmp (element, "result") != 0))
    spoil (error);
  else if (reading->depth == 1)
    start_result (reading, names, values);
  else if (reading->depth == 2 && strcmp (element, "claim") == 0)
    start_claim (reading, names, values, error);
  else if (reading->depth == 3 && reading->claim != NULL && strcmp (element, "messages") == 0)
    start_message (reading, names, values);
  else if (reading->depth == 2 && strcmp (element, "era") == 0)
    start_era (reading, names, values, error);
  else if (reading->depth == 2 && strcmp (element, "file") == 0)
    start_file (reading, names, values, error);
  else if (reading->depth == 2 && strcmp (element, "error") == 0)
    start_error (reading, names, values);
  reading->in_data = reading->depth == 2 && strcmp (element, "data") == 0;
  /* The 271 stands in an attribute, the 835 in an element. */
  x12 = reading->depth == 2 ? find_value (names, values, "data") : NULL;
  if (x12 != NULL && reading->answer->data == NULL)
    reading->answer->data = g_strdup (x12);
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Reading *reading = data;

  if (reading->in_data || reading->in_error)
    g_string_append_len (reading->text, text, (gssize) length);
}

static void
on_end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reading *reading = data;

  if (reading->depth == 2)
    {
      char **place = reading->in_data ? &reading->answer->data : reading->in_error ? &reading->answer->error : NULL;

      if (place != NULL)
        {
          g_free (*place);
          *place = g_strstrip (g_strdup (reading->text->str));
        }
      g_string_truncate (reading->text, 0);
      reading->claim = NULL;
      reading->in_data = reading->in_error = FALSE;
    }
  reading->depth--;
}

WabiClaimmdAnswer *
wabi_claimmd_read (const char *text, gsize length)
{
  static const GMarkupParser parser = { .start_element = on_start, .end_element = on_end, .text = on_text };
  g_autoptr (GString) collected = g_string_new (NULL);
  g_autoptr (WabiClaimmdAnswer) answer = new_answer ();
  Reading reading = { .answer = answer, .text = collected };
  g_autoptr (GMarkupParseContext) context = NULL;

  if (memchr (text, '\0', length) != NULL)
    return NULL;
  /* A remittance may come bare. */
  if (length > 3 && strncmp (text, "ISA", 3) == 0)
    {
      answer->data = g_strndup (text, length);
      return g_steal_pointer (&answer);
    }
  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reading, NULL);
  if (!g_markup_parse_context_parse (context, text, (gssize) length, NULL) || !g_markup_parse_context_end_parse (context, NULL) || !reading.is_result)
    return NULL;
  return g_steal_pointer (&answer);
}

/* ---- as an acknowledgement ---- */

static void
write_status (WabiX12Writer *writer, gboolean rejected, const char *day, const char *words)
{
  wabi_x12_writer_begin (writer, "STC");
  wabi_x12_writer_composite (writer, (const char *const[]){ rejected ? "A3" : "A1", rejected ? "21" : "19", "40" }, 3);
  wabi_x12_writer_text (writer, day);
  wabi_x12_writer_text (writer, rejected ? "U" : "WQ");
  for (guint i = 4; words != NULL && i < 12; i++)
    wabi_x12_writer_text (writer, NULL);
  if (words != NULL)
    wabi_x12_writer_text (writer, words);
  wabi_x12_writer_end (writer);
}

static void
write_head (WabiX12Writer *writer, gint64 upto, const char *day)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, upto);

  wabi_x12_write (writer, "BHT", "0085", "08", number, day, "0000", "TH");
  wabi_x12_write (writer, "HL", "1", NULL, "20", "1");
  wabi_x12_write (writer, "NM1", "AY", "2", "CLAIM.MD", NULL, NULL, NULL, NULL, "46", "CLAIMMD");
  wabi_x12_write (writer, "TRN", "1", number);
  wabi_x12_write (writer, "DTP", "050", "D8", day);
  wabi_x12_write (writer, "DTP", "009", "D8", day);
  wabi_x12_write (writer, "HL", "2", "1", "21", "1");
  wabi_x12_write (writer, "NM1", "41", "2", "PRACTICE", NULL, NULL, NULL, NULL, "46", "PRACTICE");
  wabi_x12_write (writer, "TRN", "2", number);
  write_status (writer, FALSE, day, NULL);
  wabi_x12_write (writer, "HL", "3", "2", "19", "1");
  wabi_x12_write (writer, "NM1", "85", "2", "PRACTICE", NULL, NULL, NULL, NULL, "FI", "PRACTICE");
}

static void
write_claim (WabiX12Writer *writer, const WabiClaimmdClaim *claim, guint level, const char *day)
{
  g_autofree char *number = g_strdup_printf ("%u", level), *words = NULL;

  if (claim->words != NULL)
    words = g_utf8_substring (claim->words, 0, MIN (g_utf8_strlen (claim->words, -1), LONGEST_WORDS));
  wabi_x12_write (writer, "HL", number, "3", "PT");
  /* The rows need not name the patient, and nothing of ours needs it: the claim is found by its number. */
  wabi_x12_write (writer, "NM1", "QC", "1", "NOT TOLD", NULL, NULL, NULL, NULL, "MI", "NOT TOLD");
  wabi_x12_write (writer, "TRN", "2", claim->control);
  write_status (writer, claim->rejected, day, words);
}

char *
wabi_claimmd_make_277ca (GPtrArray *claims, gint64 upto, const char *date)
{
  g_autoptr (WabiX12Writer) writer = wabi_x12_writer_new (NULL);
  gint64 control = upto % 999999999 + 1;
  const WabiX12Envelope envelope = { .sender_qualifier = (char *) "ZZ", .sender_id = (char *) "CLAIMMD", .receiver_qualifier = (char *) "ZZ",
                                     .receiver_id = (char *) "PRACTICE", .functional_id = (char *) "HN", .guide = (char *) "005010X214",
                                     .date = (char *) date, .time = (char *) "0000", .interchange_control = control, .group_control = control };
  g_autofree char *day = g_strndup (date, 10);
  char *at = day;

  for (const char *from = date; *from != '\0' && at < day + 8; from++)
    if (*from != '-')
      *at++ = *from;
  *at = '\0';
  /* All of the envelope is ours, and fits. */
  if (!wabi_x12_writer_open (writer, &envelope, NULL))
    g_return_val_if_reached (NULL);
  wabi_x12_writer_begin_set (writer, "277");
  write_head (writer, upto, day);
  for (guint i = 0; i < claims->len; i++)
    write_claim (writer, g_ptr_array_index (claims, i), i + 4, day);
  wabi_x12_writer_end_set (writer);
  return wabi_x12_writer_close (writer);
}
