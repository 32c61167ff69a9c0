// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "wabi-desk.h"

G_BEGIN_DECLS

/** WabiFormType: how a field of a record is written by a person. */
typedef enum
{
  WABI_FORM_TEXT,
  WABI_FORM_LONG_TEXT,
  WABI_FORM_DATE,
  WABI_FORM_NUMBER,
  WABI_FORM_CHOICE, /* one of "ids" ("false true" for a truth value), or of what wabi_form_dialog_set_choices() says */
  WABI_FORM_LIST,   /* short texts with commas */
} WabiFormType;

/**
 * WabiFormRow:
 * @group: (nullable): heading, marked with N_(), of the group that begins with this row
 * @field: name in the kind's field table
 * @title: words for it, marked with N_()
 * @type: how it is written
 * @ids: (nullable): words of the choices, with spaces; a leading "-" means that nothing may be chosen
 * @labels: (nullable): their names, marked with N_(), with "|" between
 * @required: whether it must say something
 */
typedef struct
{
  const char *group;
  const char *field;
  const char *title;
  WabiFormType type;
  const char *ids;
  const char *labels;
  gboolean required;
} WabiFormRow;

/**
 * WabiFormSave:
 * @set: (transfer none): what was written: for an existing record only what differs, with null for what was taken out
 * @record: (nullable): the record that was edited
 * @error: where to put the refusal, shown in the form
 * @data: for the function
 *
 * Returns: whether it is saved; the form closes then
 */
typedef gboolean (*WabiFormSave) (JsonObject *set, WabiRecord *record, gpointer data, GError **error);

/**
 * WabiFormCheck:
 * @whole: (transfer none): the record as it would be
 * @data: for the function
 *
 * Returns: (transfer full) (nullable): what is wrong over several fields, in words; %NULL when all is well
 */
typedef char *(*WabiFormCheck) (JsonObject *whole, gpointer data);

/**
 * WabiFormDialog:
 *
 * A form made from a table: judged while one types, saved with Ctrl+Enter, closed with Escape.
 */
#define WABI_TYPE_FORM_DIALOG (wabi_form_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WabiFormDialog, wabi_form_dialog, WABI, FORM_DIALOG, AdwWindow)

/**
 * wabi_form_dialog_new:
 * @title: what is done here
 * @kind: whose fields
 * @rows: (array length=n_rows): static
 * @n_rows: how many
 * @record: (nullable): what is edited; %NULL for something new
 * @parent: (nullable): the window that asks
 *
 * Returns: (transfer none): the dialog, not shown yet
 */
WabiFormDialog *wabi_form_dialog_new (const char *title, const WabiKind *kind, const WabiFormRow *rows, guint n_rows, WabiRecord *record,
                                      GtkWindow *parent);

/**
 * wabi_form_dialog_set_choices:
 * @self: a form
 * @field: a field of type %WABI_FORM_CHOICE
 * @ids: (array zero-terminated=1): what is kept; "" for none
 * @labels: (array zero-terminated=1): what is read
 * @chosen: (nullable): the first choice where the record says nothing
 */
void wabi_form_dialog_set_choices (WabiFormDialog *self, const char *field, const char *const *ids, const char *const *labels,
                                   const char *chosen);

/**
 * wabi_form_dialog_set_text:
 * @self: a form
 * @field: a field that is typed
 * @text: what stands there at first
 */
void wabi_form_dialog_set_text (WabiFormDialog *self, const char *field, const char *text);

/**
 * wabi_form_dialog_show_when:
 * @self: a form
 * @field: a field whose row is on one line
 * @by: a field of type %WABI_FORM_CHOICE
 * @when: words of its choices, with spaces; static, as the others
 *
 * The row of @field is there while one of @when is chosen. What it says is kept meanwhile.
 */
void wabi_form_dialog_show_when (WabiFormDialog *self, const char *field, const char *by, const char *when);

/**
 * wabi_form_dialog_set_extra:
 * @self: a form
 * @widget: shown under the rows; its values are read by the functions given to wabi_form_dialog_present()
 *
 * With it the form saves also when no row was changed.
 */
void wabi_form_dialog_set_extra (WabiFormDialog *self, GtkWidget *widget);

/**
 * wabi_form_dialog_judge:
 * @self: a form
 *
 * Judges again, after the extra widget changed.
 */
void wabi_form_dialog_judge (WabiFormDialog *self);

/**
 * wabi_form_dialog_present:
 * @self: a form
 * @save: called when the person saves
 * @check: (nullable): judges several fields together
 * @data: for the functions; kept until the form is closed
 * @free_data: (nullable): frees @data
 *
 * Shows it.
 */
void wabi_form_dialog_present (WabiFormDialog *self, WabiFormSave save, WabiFormCheck check, gpointer data, GDestroyNotify free_data);

/**
 * wabi_form_parse_date:
 * @text: "3/10/2026", "03/10/2026" or "2026-03-10"
 *
 * Returns: (transfer full) (nullable): YYYY-MM-DD, %NULL when it is no date
 */
char *wabi_form_parse_date (const char *text);

/**
 * wabi_form_date_to_text:
 * @date: (nullable): YYYY-MM-DD
 *
 * Returns: (transfer full): "03/10/2026", empty for %NULL
 */
char *wabi_form_date_to_text (const char *date);

G_END_DECLS
