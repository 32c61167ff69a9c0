// SPDX-License-Identifier: AGPL-3.0-or-later
// What is known of each payer by its own answers, read beside other work and kept.

#include "wabi-learned.h"

#include <glib/gi18n-lib.h>

#include "wabi-denial-paths.h"
#include "wabi-format.h"
#include "wabi-words.h"

/* A payer's answers change what is usual by little: what was read serves for so long at least. */
#define FRESH_US (G_GINT64_CONSTANT (5) * 60 * G_USEC_PER_SEC)
#define DAY_US (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

typedef struct
{
  WabiPayerHistory *known, *coming;
  gint64 read_at;
  gboolean stale;
} Payer;

struct _WabiLearned
{
  GObject parent_instance;

  WabiDesk *desk; /* it owns us */
  GHashTable *payers;
  GQueue waiting; /* ids that are keys of payers */
  guint source;
};

G_DEFINE_FINAL_TYPE (WabiLearned, wabi_learned, G_TYPE_OBJECT)

static guint changed_signal;

static void
free_payer (gpointer data)
{
  Payer *payer = data;

  wabi_payer_history_free (payer->known);
  wabi_payer_history_free (payer->coming);
  g_free (payer);
}

/* One step of one payer: a few milliseconds, when nothing else waits. */
static gboolean
on_idle_cb (gpointer data)
{
  WabiLearned *self = data;
  const char *id = g_queue_peek_head (&self->waiting);
  Payer *payer = id != NULL ? g_hash_table_lookup (self->payers, id) : NULL;

  if (payer == NULL)
    {
      self->source = 0;
      return G_SOURCE_REMOVE;
    }
  if (payer->coming == NULL)
    payer->coming = wabi_payer_history_begin (wabi_desk_get_view (self->desk), id, wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  if (wabi_payer_history_step (payer->coming))
    return G_SOURCE_CONTINUE;
  g_queue_pop_head (&self->waiting);
  wabi_payer_history_free (payer->known);
  payer->known = g_steal_pointer (&payer->coming);
  payer->read_at = wabi_desk_get_now (self->desk);
  payer->stale = FALSE;
  g_signal_emit (self, changed_signal, 0, id);
  return G_SOURCE_CONTINUE;
}

const WabiPayerHistory *
wabi_learned_get (WabiLearned *self, const char *id)
{
  gpointer key = NULL, value = NULL;
  Payer *payer;

  if (id == NULL)
    return NULL;
  if (!g_hash_table_lookup_extended (self->payers, id, &key, &value))
    {
      value = g_new0 (Payer, 1);
      key = g_strdup (id);
      g_hash_table_insert (self->payers, key, value);
    }
  payer = value;
  if ((payer->known == NULL || (payer->stale && wabi_desk_get_now (self->desk) - payer->read_at > FRESH_US))
      && g_queue_find (&self->waiting, key) == NULL)
    {
      g_queue_push_tail (&self->waiting, key);
      if (self->source == 0)
        self->source = g_idle_add_full (G_PRIORITY_LOW, on_idle_cb, self, NULL);
    }
  return payer->known;
}

static void
on_changed_cb (WabiLearned *self, WabiChanges *changes)
{
  GHashTableIter iter;
  gpointer value;

  if (!wabi_changes_has_kind (changes, &wabi_kind_remit_claim) && !wabi_changes_has_kind (changes, &wabi_kind_denial)
      && !wabi_changes_has_kind (changes, &wabi_kind_claim))
    return;
  g_hash_table_iter_init (&iter, self->payers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((Payer *) value)->stale = TRUE;
}

WabiLearned *
wabi_learned_of (WabiDesk *desk)
{
  WabiLearned *self = g_object_get_data (G_OBJECT (desk), "wabi-learned");

  if (self != NULL)
    return self;
  self = g_object_new (WABI_TYPE_LEARNED, NULL);
  self->desk = desk;
  g_signal_connect_object (desk, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (desk), "wabi-learned", self, g_object_unref);
  return self;
}

/* --- In words --- */

static gboolean
waits (WabiRecord *claim)
{
  static const char *const states[] = { "submitted", "accepted", "pending", NULL };

  return g_strv_contains (states, wabi_record_get_text (claim, "state")) && wabi_record_get_int (claim, "submitted_at") > 0;
}

static int
get_days (WabiLearned *self, WabiRecord *claim)
{
  return (int) (MAX (0, wabi_desk_get_now (self->desk) - wabi_record_get_int (claim, "submitted_at")) / DAY_US);
}

/* A claim that got lost has to be sent again in time. */
static void
append_clock (WabiLearned *self, WabiRecord *claim, GString *words)
{
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
  g_autofree char *day = NULL;
  WabiFilingClock clock;

  if (!wabi_record_has (claim, "deadline"))
    return;
  wabi_filing_clock ((int) wabi_lookup_day (claim, "from_date"), (int) wabi_lookup_day (claim, "deadline"), (int) today, &clock);
  if (clock.level == 0)
    return;
  day = wabi_words_day_year (wabi_lookup_day (claim, "deadline"));
  if (clock.level == 4)
    g_string_append_printf (words, _ (" The time to send it again ended on %s."), day);
  else
    g_string_append_printf (words, _ (" %d %% of the time to file have passed: should it be lost, send it again by %s."), clock.percent, day);
}

char *
wabi_learned_dup_wait (WabiLearned *self, WabiRecord *claim)
{
  const WabiPayerHistory *history = wabi_learned_get (self, wabi_record_get_text (claim, "payer"));
  int days = get_days (self, claim);
  GString *words;

  if (!waits (claim))
    return NULL;
  words = g_string_new (NULL);
  if (days == 0)
    g_string_append (words, _ ("Sent today."));
  else
    g_string_append_printf (words, ngettext ("No answer for %d day.", "No answer for %d days.", (gulong) days), days);
  append_clock (self, claim, words);
  if (history == NULL)
    return g_string_free (words, FALSE);
  if (history->waits.n < WABI_LEARN_LEAST || history->waits.median < 0)
    g_string_append (words, _ (" Too few claims of this payer are answered to say what is usual."));
  else if (history->waits.late < 0)
    g_string_append_printf (words, _ (" Half of this payer’s claims are answered after %d days."), history->waits.median);
  else
    g_string_append_printf (words, _ (" Half of this payer’s claims are answered after %d days, nine in ten after %d."), history->waits.median,
                            history->waits.late);
  return g_string_free (words, FALSE);
}

gboolean
wabi_learned_is_late (WabiLearned *self, WabiRecord *claim)
{
  const WabiPayerHistory *history = waits (claim) ? wabi_learned_get (self, wabi_record_get_text (claim, "payer")) : NULL;

  return history != NULL && history->waits.n >= WABI_LEARN_LEAST && history->waits.late >= 0 && get_days (self, claim) > history->waits.late;
}

char *
wabi_learned_dup_expected (WabiLearned *self, WabiRecord *claim)
{
  const WabiPayerHistory *history = wabi_learned_get (self, wabi_record_get_text (claim, "payer"));
  g_auto (GStrv) ids = wabi_lookup_strv (claim, "charges");
  g_autofree char *money = NULL;
  guint known = 0, n = g_strv_length (ids);
  gint64 sum = 0;

  if (history == NULL)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WabiRecord) charge = wabi_desk_get (self->desk, &wabi_kind_charge, ids[i]);
      gint64 cents = charge != NULL ? wabi_payer_history_expect (history, charge) : -1;

      known += cents >= 0;
      sum += MAX (0, cents);
    }
  if (known == 0)
    return NULL;
  money = wabi_format_money (sum);
  return known == n ? g_strdup_printf (_ ("Expected to be allowed: %s, by what this payer allowed before."), money)
                    : g_strdup_printf (_ ("Expected to be allowed: %s for %u of %u sessions, by what this payer allowed before."), money, known, n);
}

/* --- The object --- */

static void
wabi_learned_finalize (GObject *object)
{
  WabiLearned *self = WABI_LEARNED (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_queue_clear (&self->waiting);
  g_hash_table_unref (self->payers);
  G_OBJECT_CLASS (wabi_learned_parent_class)->finalize (object);
}

static void
wabi_learned_class_init (WabiLearnedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_learned_finalize;
  changed_signal = g_signal_new ("changed", WABI_TYPE_LEARNED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
wabi_learned_init (WabiLearned *self)
{
  self->payers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_payer);
  g_queue_init (&self->waiting);
}
