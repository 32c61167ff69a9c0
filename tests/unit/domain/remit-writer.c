// SPDX-License-Identifier: AGPL-3.0-or-later
#include "remit-writer.h"

#include <string.h>

#include "wabi-money.h"

RemitWriter *
remit_writer_new (guint number, const char *trace, const char *payer_id, const char *date)
{
  RemitWriter *writer = g_new0 (RemitWriter, 1);

  writer->body = g_string_new (NULL);
  writer->number = number;
  writer->trace = trace;
  writer->payer_id = payer_id;
  writer->date = date;
  return writer;
}

static void G_GNUC_PRINTF (2, 3) add (RemitWriter *writer, const char *format, ...)
{
  va_list list;

  va_start (list, format);
  g_string_append_vprintf (writer->body, format, list);
  va_end (list);
  g_string_append_c (writer->body, '~');
  writer->segments++;
}

void
remit_writer_claim (RemitWriter *writer, const char *control, const char *status, gint64 charge, gint64 paid, gint64 patient,
                    const char *payer_control, const char *member, const char *frequency)
{
  g_autofree char *asked = wabi_money_format_x12 (charge), *got = wabi_money_format_x12 (paid), *own = wabi_money_format_x12 (patient);

  if (writer->segments == 0)
    add (writer, "LX*1");
  add (writer, frequency != NULL ? "CLP*%s*%s*%s*%s*%s*12*%s*12*%s" : "CLP*%s*%s*%s*%s*%s*12*%s*12", control, status, asked, got, own, payer_control,
       frequency);
  add (writer, "NM1*QC*1*DOE*SAM****MI*%s", member != NULL ? member : "X1");
  writer->paid += paid;
}

void
remit_writer_line (RemitWriter *writer, const char *code, gint64 charge, gint64 paid, int units, const char *date, const char *cas,
                   const char *control, const char *remark)
{
  g_autofree char *asked = wabi_money_format_x12 (charge), *got = wabi_money_format_x12 (paid);
  g_auto (GStrv) each = g_strsplit (cas != NULL ? cas : "", "|", -1);

  add (writer, "SVC*HC:%s*%s*%s**%d", code, asked, got, units);
  add (writer, "DTM*472*%s", date);
  for (guint i = 0; each[i] != NULL; i++)
    if (*each[i] != '\0')
      add (writer, "CAS*%s", each[i]);
  if (control != NULL)
    add (writer, "REF*6R*%s", control);
  if (remark != NULL)
    add (writer, "LQ*HE*%s", remark);
}

void
remit_writer_plb (RemitWriter *writer, const char *code, const char *reference, gint64 cents)
{
  g_autofree char *money = wabi_money_format_x12 (cents);

  add (writer, "PLB*1999000015*20261231*%s:%s*%s", code, reference, money);
  writer->adjusted += cents;
}

char *
remit_writer_end (RemitWriter *writer, gint64 off)
{
  gint64 amount = writer->paid - writer->adjusted + off;
  g_autofree char *money = wabi_money_format_x12 (amount);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out,
                          "ISA*00*          *00*          *ZZ*PAYER          *ZZ*WABI           *260401*0930*^*00501*%09u*0*T*:~"
                          "GS*HP*PAYER*WABI*20260401*0930*%u*X*005010X221A1~ST*835*0001~",
                          writer->number, writer->number);
  g_string_append_printf (out, "BPR*I*%s*C*ACH*CCP*01*021000021*DA*99887766*1512345678**01*111000025*DA*123456*%s~", money, writer->date);
  g_string_append_printf (out, "TRN*1*%s*1512345678~DTM*405*%s~N1*PR*SOME PAYER~N3*PO BOX 1~N4*HARTFORD*CT*061010000~REF*2U*%s~", writer->trace,
                          writer->date, writer->payer_id);
  g_string_append (out, "PER*BL*EDI SUPPORT*TE*8005550101~N1*PE*CLINIC*XX*1999000015~");
  g_string_append (out, writer->body->str);
  g_string_append_printf (out, "SE*%u*0001~GE*1*%u~IEA*1*%09u~", 11 + writer->segments, writer->number, writer->number);
  g_string_free (writer->body, TRUE);
  g_free (writer);
  return g_string_free (out, FALSE);
}
