// SPDX-License-Identifier: AGPL-3.0-or-later
// What a reminder says, in the family's language: not in that of the server, so the words stand here and not in a translation's file.

#include "wabi-reminder-text.h"

#include "wabi-text.h"
#include "wabi-zone.h"

#include <string.h>

typedef struct
{
  const char *weekdays[8], *months[13];
  const char *subject, *whose, *child, *body, *call;
} Words;

static const Words ENGLISH = {
  { "", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
  { "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December" },
  "Reminder: appointment on %s",
  "the appointment of %s",
  "your appointment",
  "Hello,\n\nthis is a reminder of %s with %s on %s.\n",
  "\nTo change or cancel it, please call %s.\n",
};
static const Words SPANISH = {
  { "", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo" },
  { "", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre" },
  "Recordatorio: cita del %s",
  "la cita de %s",
  "su cita",
  "Hola:\n\nLe recordamos %s con %s el %s.\n",
  "\nPara cambiarla o cancelarla, llame al %s.\n",
};

const char *
wabi_reminder_language (WabiRecord *client)
{
  const char *language = wabi_record_get_text (client, "language");
  g_autofree char *folded = language != NULL ? wabi_text_fold (language) : NULL;

  return folded != NULL && (g_str_has_prefix (folded, "es") || g_str_has_prefix (folded, "spanish")) ? "es" : "en";
}

static char *
describe_when (const Words *words, WabiRecord *visit)
{
  WabiLocal local = wabi_zone_to_local (wabi_record_get_text (visit, "zone"), wabi_record_get_int (visit, "starts_at"));
  int month, day, hour = local.minute / 60;

  wabi_day_to_ymd (local.day, NULL, &month, &day);
  if (words == &SPANISH)
    return g_strdup_printf ("%s %d de %s a las %d:%02d %s", words->weekdays[wabi_day_weekday (local.day)], day, words->months[month],
                            (hour + 11) % 12 + 1, local.minute % 60, hour < 12 ? "a. m." : "p. m.");
  return g_strdup_printf ("%s, %s %d at %d:%02d %s", words->weekdays[wabi_day_weekday (local.day)], words->months[month], day, (hour + 11) % 12 + 1,
                          local.minute % 60, hour < 12 ? "am" : "pm");
}

/* The formats are those of the two tables above. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
void
wabi_reminder_write (WabiRecord *practice, WabiRecord *client, WabiRecord *visit, char **subject, char **body)
{
  const Words *words = strcmp (wabi_reminder_language (client), "es") == 0 ? &SPANISH : &ENGLISH;
  g_autofree char *when = describe_when (words, visit);
  g_autofree char *whose = wabi_record_get_bool (practice, "reminder_names") ? g_strdup_printf (words->whose, wabi_record_get_text (client, "first_name"))
                                                                            : g_strdup (words->child);
  g_autofree char *text = g_strdup_printf (words->body, whose, wabi_record_get_text (practice, "name"), when);
  const char *phone = wabi_record_get_text (practice, "phone");
  g_autofree char *call = wabi_text_is_blank (phone) ? NULL : g_strdup_printf (words->call, phone);

  *subject = g_strdup_printf (words->subject, when);
  *body = g_strconcat (text, call, NULL);
}
#pragma GCC diagnostic pop
