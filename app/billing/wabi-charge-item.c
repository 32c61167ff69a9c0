// SPDX-License-Identifier: AGPL-3.0-or-later
// One open charge with the words of its row.

#include "wabi-charge-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-charge-facts.h"
#include "wabi-charge-judge.h"
#include "wabi-format.h"
#include "wabi-verdict-text.h"
#include "wabi-words.h"

struct _WabiChargeItem
{
  GObject parent_instance;
  WabiRecord *charge;
  GPtrArray *findings; /* but what holds: of tens of thousands of charges that is most, and nobody reads it */
  char *words[WABI_CHARGE_N_WORDS];
  char *hay;
  gboolean waiting, current, ready;
};

G_DEFINE_FINAL_TYPE (WabiChargeItem, wabi_charge_item, G_TYPE_OBJECT)

static guint changed_signal;

static void
clear_words (WabiChargeItem *self)
{
  for (guint i = 0; i < WABI_CHARGE_N_WORDS; i++)
    g_clear_pointer (&self->words[i], g_free);
  g_clear_pointer (&self->hay, g_free);
}

static void
wabi_charge_item_finalize (GObject *object)
{
  WabiChargeItem *self = WABI_CHARGE_ITEM (object);

  clear_words (self);
  g_clear_object (&self->charge);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  G_OBJECT_CLASS (wabi_charge_item_parent_class)->finalize (object);
}

static void
wabi_charge_item_class_init (WabiChargeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_charge_item_finalize;
  changed_signal = g_signal_new ("changed", WABI_TYPE_CHARGE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wabi_charge_item_init (WabiChargeItem *self)
{
}

static char *
dup_service (WabiRecord *charge)
{
  g_auto (GStrv) modifiers = wabi_lookup_strv (charge, "modifiers");
  g_autofree char *all = modifiers != NULL ? g_strjoinv (" ", modifiers) : g_strdup ("");

  return g_strdup_printf ("%s%s%s", wabi_record_get_text (charge, "service_code"), *all != '\0' ? " " : "", all);
}

static char *
dup_when (WabiProofContext *context, WabiRecord *charge)
{
  const char *zone = wabi_proof_context_get_zone (context);
  gint64 from = wabi_record_get_int (charge, "starts_at");
  g_autofree char *day = wabi_words_day (wabi_zone_day (zone, from));
  g_autofree char *range = wabi_format_range (zone, from, wabi_record_get_int (charge, "ends_at"));

  return g_strdup_printf ("%s, %s", day, range);
}

static WabiRecord *
get (WabiProofContext *context, const WabiKind *kind, WabiRecord *charge, const char *field)
{
  const char *id = wabi_record_get_text (charge, field);

  return id != NULL ? wabi_proof_context_get (context, kind, id) : NULL;
}

/* "J. Reyes": the table is about clients. */
static char *
dup_staff (WabiProofContext *context, WabiRecord *charge)
{
  WabiRecord *staff = get (context, &wabi_kind_staff, charge, "staff");
  const char *first = staff != NULL ? wabi_record_get_text (staff, "first_name") : NULL;

  if (first == NULL)
    return g_strdup (_("Unknown"));
  return g_strdup_printf ("%.*s. %s", (int) (g_utf8_next_char (first) - first), first, wabi_record_get_text (staff, "last_name"));
}

static char *
dup_client (WabiProofContext *context, WabiRecord *charge)
{
  WabiRecord *client = get (context, &wabi_kind_client, charge, "client");

  return client != NULL ? wabi_lookup_full_name (client) : g_strdup (_("Unknown"));
}

static char *
dup_payer (WabiProofContext *context, WabiRecord *charge)
{
  WabiRecord *payer = get (context, &wabi_kind_payer, charge, "payer");

  return g_strdup (payer != NULL ? wabi_record_get_text (payer, "name") : _("No payer"));
}

static char *
dup_units (WabiRecord *charge)
{
  int tenths = wabi_charge_get_tenths (charge);

  return tenths % 10 == 0 ? g_strdup_printf ("%d", tenths / 10) : g_strdup_printf ("%d.%d", tenths / 10, tenths % 10);
}

void
wabi_charge_item_update (WabiChargeItem *item, WabiProofContext *context, WabiRecord *charge)
{
  g_autofree char *all = NULL;

  g_set_object (&item->charge, charge);
  clear_words (item);
  item->words[WABI_CHARGE_CLIENT] = dup_client (context, charge);
  item->words[WABI_CHARGE_SERVICE] = dup_service (charge);
  item->words[WABI_CHARGE_WHEN] = dup_when (context, charge);
  item->words[WABI_CHARGE_STAFF] = dup_staff (context, charge);
  item->words[WABI_CHARGE_PAYER] = dup_payer (context, charge);
  item->words[WABI_CHARGE_UNITS] = dup_units (charge);
  item->words[WABI_CHARGE_AMOUNT] = wabi_format_money (wabi_record_get_int (charge, "amount_cents"));
  all = g_strjoin ("\n", item->words[0], item->words[1], item->words[2], item->words[3], item->words[4], item->words[6], NULL);
  item->hay = g_utf8_casefold (all, -1);
  g_signal_emit (item, changed_signal, 0);
}

WabiChargeItem *
wabi_charge_item_new (WabiProofContext *context, WabiRecord *charge)
{
  WabiChargeItem *self = g_object_new (WABI_TYPE_CHARGE_ITEM, NULL);

  wabi_charge_item_update (self, context, charge);
  return self;
}

/* A session of another zone than the practice's is judged by its own. */
static GPtrArray *
judge (WabiProofContext *context, WabiRecord *charge)
{
  WabiRecord *session = get (context, &wabi_kind_session, charge, "session");

  if (session == NULL || wabi_record_is (session, "zone", wabi_proof_context_get_zone (context)))
    return wabi_charge_judge_in (context, charge);
  return wabi_charge_judge (wabi_proof_context_get_view (context), charge, wabi_proof_context_get_now (context));
}

void
wabi_charge_item_forget (WabiChargeItem *item)
{
  item->current = FALSE;
}

gboolean
wabi_charge_item_is_current (WabiChargeItem *item)
{
  return item->current;
}

GPtrArray *
wabi_charge_item_check (WabiChargeItem *item, WabiProofContext *context)
{
  return judge (context, item->charge);
}

static void
take (WabiChargeItem *item, GPtrArray *take_findings)
{
  WabiChargeState before = wabi_charge_item_get_state (item);
  const WabiFinding *obstacle = wabi_charge_item_get_obstacle (item), *now;
  g_autofree char *old = g_strdup (obstacle != NULL ? obstacle->title : NULL);

  g_clear_pointer (&item->findings, g_ptr_array_unref);
  item->findings = take_findings;
  item->ready = wabi_charge_is_ready (take_findings);
  item->current = TRUE;
  now = wabi_charge_item_get_obstacle (item);
  if (before != wabi_charge_item_get_state (item) || g_strcmp0 (old, now != NULL ? now->title : NULL) != 0)
    g_signal_emit (item, changed_signal, 0);
}

void
wabi_charge_item_judge (WabiChargeItem *item, WabiProofContext *context)
{
  GPtrArray *findings = judge (context, item->charge);

  for (guint i = findings->len; i > 0; i--)
    if (((WabiFinding *) g_ptr_array_index (findings, i - 1))->level == WABI_FINDING_PASSED)
      g_ptr_array_remove_index (findings, i - 1);
  take (item, findings);
}

gboolean
wabi_charge_item_take_verdict (WabiChargeItem *item, const char *text)
{
  GPtrArray *findings = wabi_verdict_read (text);

  if (findings == NULL)
    return FALSE;
  take (item, findings);
  return TRUE;
}

char *
wabi_charge_item_dup_verdict (WabiChargeItem *item, WabiProofContext *context)
{
  WabiRecord *note = get (context, &wabi_kind_note, item->charge, "note");

  return item->findings != NULL && note != NULL && wabi_record_is (note, "state", "signed") ? wabi_verdict_write (item->findings) : NULL;
}

void
wabi_charge_item_set_waiting (WabiChargeItem *item, gboolean waiting)
{
  if (item->waiting == waiting)
    return;
  item->waiting = waiting;
  g_signal_emit (item, changed_signal, 0);
}

WabiRecord *
wabi_charge_item_get_charge (WabiChargeItem *item)
{
  return item->charge;
}

GPtrArray *
wabi_charge_item_get_findings (WabiChargeItem *item)
{
  return item->findings;
}

WabiChargeState
wabi_charge_item_get_state (WabiChargeItem *item)
{
  if (item->waiting)
    return WABI_CHARGE_WAITING;
  if (item->findings == NULL)
    return WABI_CHARGE_UNKNOWN;
  return item->ready ? WABI_CHARGE_READY : WABI_CHARGE_NEEDS_HAND;
}

const WabiFinding *
wabi_charge_item_get_obstacle (WabiChargeItem *item)
{
  for (guint i = 0; item->findings != NULL && i < item->findings->len; i++)
    {
      const WabiFinding *finding = g_ptr_array_index (item->findings, i);

      if (finding->level == WABI_FINDING_BLOCKED)
        return finding;
    }
  return NULL;
}

const char *
wabi_charge_item_get_word (WabiChargeItem *item, WabiChargeWord word)
{
  return item->words[word];
}

gboolean
wabi_charge_item_matches (WabiChargeItem *item, const char *folded)
{
  g_auto (GStrv) wanted = g_strsplit (folded, " ", -1);

  for (guint i = 0; wanted[i] != NULL; i++)
    if (strstr (item->hay, wanted[i]) == NULL)
      return FALSE;
  return TRUE;
}
