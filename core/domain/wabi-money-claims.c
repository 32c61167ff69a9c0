// SPDX-License-Identifier: AGPL-3.0-or-later
// What claims mean in the books: who is asked for what, and when that is taken back.

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-money-book.h"

#define LEG(account) ((WabiMoneyLeg){ (account), 0, NULL, NULL })

static char *
make_key (const char *what, const char *claim, const char *charge)
{
  return g_strdup_printf ("%s/%s/%s", what, claim, charge);
}

static char *
make_id (const char *what, const char *claim, const char *charge)
{
  g_autofree char *name = g_strdup_printf ("money/%s/%s/%s", what, claim, charge);

  return wabi_id_derive (name);
}

gboolean
wabi_money_bill (WabiContext *context, WabiRecord *charge, const char *claim, GError **error)
{
  g_autoptr (WabiRecord) held = g_object_ref (charge);
  g_autofree char *key = make_key ("bill", claim, wabi_record_get_id (charge));
  const WabiMoneyEntry head = { .key = key,
                                .kind = "bill",
                                .client = wabi_record_get_text (charge, "client"),
                                .payer = wabi_record_get_text (charge, "payer"),
                                .claim = claim,
                                .charge = wabi_record_get_id (charge) };

  return wabi_money_move (context, &head, LEG (WABI_MONEY_RECEIVABLE_PAYER), LEG (WABI_MONEY_REVENUE),
                          wabi_record_get_int (charge, "amount_cents"), error);
}

/* Whether it was posted and stands. */
static gboolean
stands (WabiContext *context, const char *id, gboolean *out, GError **error)
{
  g_autofree char *name = g_strconcat ("money/reversal/", id, NULL), *reversal = wabi_id_derive (name);
  g_autoptr (WabiRecord) entry = NULL;
  g_autoptr (WabiRecord) back = NULL;

  if (!wabi_context_find (context, &wabi_kind_money_entry, id, &entry, error)
      || !wabi_context_find (context, &wabi_kind_money_entry, reversal, &back, error))
    return FALSE;
  *out = entry != NULL && back == NULL;
  return TRUE;
}

gboolean
wabi_money_unbill (WabiContext *context, const char *charge, const char *claim, GError **error)
{
  g_autofree char *id = make_id ("bill", claim, charge);
  gboolean billed;

  if (!stands (context, id, &billed, error))
    return FALSE;
  if (!billed)
    return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "not-billed", "charge",
                                _("This charge is not billed on that claim. Look at the claim again."));
  return wabi_money_reverse (context, id, "void", NULL, NULL, NULL, error);
}

/* ---- the next payer ---- */

/* What the family and the payer before were still to pay of it. */
static gboolean
send_on (WabiContext *context, WabiRecord *claim, const char *charge, GError **error)
{
  const char *id = wabi_record_get_id (claim), *prior = wabi_record_get_text (claim, "prior"), *payer = wabi_record_get_text (claim, "payer");
  g_autoptr (WabiRecord) before = wabi_context_get (context, &wabi_kind_claim, prior, error);
  const WabiMoneyFilter of_prior = { .claim = prior, .charge = charge }, of_charge = { .charge = charge };
  g_autofree char *key = make_key ("next", id, charge);
  WabiMoneySums there, all;
  WabiMoneyEntry entry;

  if (before == NULL || !wabi_money_sum_in (context, &of_prior, &there, error) || !wabi_money_sum_in (context, &of_charge, &all, error))
    return FALSE;
  entry = (WabiMoneyEntry){
    .key = key, .kind = "transfer", .client = wabi_record_get_text (claim, "client"), .payer = wabi_record_get_text (before, "payer"),
    .claim = prior, .charge = charge,
    .legs = { { WABI_MONEY_RECEIVABLE_PAYER, there.cents[WABI_MONEY_RECEIVABLE_PAYER] + all.cents[WABI_MONEY_RECEIVABLE_FAMILY], payer, id },
              { WABI_MONEY_RECEIVABLE_PAYER, -there.cents[WABI_MONEY_RECEIVABLE_PAYER] },
              { WABI_MONEY_RECEIVABLE_FAMILY, -all.cents[WABI_MONEY_RECEIVABLE_FAMILY] } },
  };
  return wabi_money_post (context, &entry, NULL, error);
}

/* ---- whole claims ---- */

gboolean
wabi_money_file_claim (WabiContext *context, WabiRecord *claim, GError **error)
{
  /* What is put lets go of the state before it. */
  g_autoptr (WabiRecord) held = g_object_ref (claim);
  g_auto (GStrv) charges = wabi_lookup_strv (claim, "charges");

  for (guint i = 0; charges[i] != NULL && !wabi_record_is (claim, "frequency", "8"); i++)
    {
      g_autoptr (WabiRecord) charge = wabi_context_get (context, &wabi_kind_charge, charges[i], error);

      if (charge == NULL
          || !(wabi_record_has (claim, "prior") ? send_on (context, claim, charges[i], error)
                                                : wabi_money_bill (context, charge, wabi_record_get_id (claim), error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_back (WabiContext *context, const char *what, const char *claim, const char *charge, const char *kind, GError **error)
{
  g_autofree char *id = make_id (what, claim, charge);
  gboolean posted;

  return stands (context, id, &posted, error) && (!posted || wabi_money_reverse (context, id, kind, NULL, NULL, NULL, error));
}

gboolean
wabi_money_end_claim (WabiContext *context, WabiRecord *claim, GError **error)
{
  g_autoptr (WabiRecord) held = g_object_ref (claim);
  g_auto (GStrv) charges = wabi_lookup_strv (claim, "charges");

  for (guint i = 0; charges[i] != NULL; i++)
    if (!take_back (context, "bill", wabi_record_get_id (claim), charges[i], "void", error)
        || !take_back (context, "next", wabi_record_get_id (claim), charges[i], "reversal", error))
      return FALSE;
  return TRUE;
}
