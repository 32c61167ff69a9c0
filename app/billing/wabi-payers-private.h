// SPDX-License-Identifier: AGPL-3.0-or-later
// What the parts of the pane of payers share.

#pragma once

#include <adwaita.h>

#include "wabi-desk.h"
#include "wabi-payer-terms.h"

G_BEGIN_DECLS

/* Returns: (transfer full): what a member of a rule says, for people. */
char *wabi_payer_say_value (const char *rule, const char *member, JsonNode *node);

/* Returns: (transfer full): "97153, 97155 · RBT · School"; empty for a rule without conditions. */
char *wabi_payer_say_when (const WabiTermsRule *rule);

/* Returns: (transfer full): "since Jan 1, 2026 · contract of 2026"; whose it is comes first. */
char *wabi_payer_say_origin (const WabiTermsRule *rule);

/* A row of a list of settings, in plain text. */
GtkWidget *wabi_payer_row_new (const char *title, const char *subtitle, const char *value);

/* Fills @page with what the payer asks as of the day of @terms; @rows (borrowed groups) is emptied first. */
void wabi_payer_rules_fill (AdwPreferencesPage *page, GPtrArray *groups, WabiDesk *desk, WabiPayerTerms *terms);

/* ---- Forms: each is one step that can be undone ---- */

void wabi_payer_form_new (WabiDesk *desk, GtkWindow *parent);
void wabi_payer_form_details (WabiDesk *desk, WabiRecord *payer, GtkWindow *parent);
void wabi_payer_form_copy (WabiDesk *desk, WabiRecord *payer, GtkWindow *parent);
/* @rule (nullable) is what the form begins with: the practice's own is changed, another's is departed from. */
void wabi_payer_form_rule (WabiDesk *desk, WabiRecord *payer, const char *word, const WabiTermsRule *rule, WabiDay day, GtkWindow *parent);
void wabi_payer_form_pair (WabiDesk *desk, WabiRecord *payer, const char *a, const char *b, const char *action, WabiDay day, GtkWindow *parent);
void wabi_payer_form_fee (WabiDesk *desk, WabiRecord *payer, WabiRecord *fee, const char *code, WabiDay day, GtkWindow *parent);
/* Reads a table of CMS and shows what it would change before it is kept. */
void wabi_payer_form_table (WabiDesk *desk, GtkWindow *parent);

/* What the form of a row and its command call alike; a member that is empty is null. */
void wabi_payer_copy_member (JsonObject *to, JsonObject *from, const char *name);
/* Gives "@command.set" with @args (transfer full; their "id" is @before's, or new) as one step: undone, @before (nullable) has its members
 * again, and a row that was not there is withdrawn. */
gboolean wabi_payer_keep_row (WabiDesk *desk, const char *command, JsonObject *args, WabiRecord *before, const char *done, GError **error);

/* Takes the practice's own rule back, with undo. */
void wabi_payer_withdraw_rule (WabiDesk *desk, WabiRecord *rule);

/* Replaces fees as one step: @remove of WabiRecord, @put of JsonObject without ids. */
gboolean wabi_payer_change_fees (WabiDesk *desk, const char *payer, GPtrArray *remove, GPtrArray *put, const char *done, GError **error);

/* Returns: (transfer full) (nullable) (element-type JsonObject): fees read out of CSV with a heading line, NULL with @error in words. */
GPtrArray *wabi_payer_read_fees (WabiServiceTable *services, const char *text, const char *from, GError **error);

/* ---- The table of services at one time ---- */

#define WABI_TYPE_PAYER_GRID (wabi_payer_grid_get_type ())
G_DECLARE_FINAL_TYPE (WabiPayerGrid, wabi_payer_grid, WABI, PAYER_GRID, GtkWidget)
void wabi_payer_grid_show (WabiPayerGrid *self, WabiDesk *desk, WabiPayerTerms *terms);

/* ---- The fee schedule ---- */

#define WABI_TYPE_PAYER_FEES (wabi_payer_fees_get_type ())
G_DECLARE_FINAL_TYPE (WabiPayerFees, wabi_payer_fees, WABI, PAYER_FEES, GtkWidget)
void wabi_payer_fees_show (WabiPayerFees *self, WabiDesk *desk, WabiRecord *payer, WabiDay day);

G_END_DECLS
