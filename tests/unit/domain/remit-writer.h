// SPDX-License-Identifier: AGPL-3.0-or-later
// A payer that writes remittances, for tests.

#pragma once

#include <glib.h>

typedef struct
{
  GString *body;    /* from LX on */
  guint segments;   /* in it */
  gint64 paid;      /* sum of CLP04 */
  gint64 adjusted;  /* sum of PLB */
  guint number;     /* of the file */
  const char *trace;
  const char *date; /* CCYYMMDD */
  const char *payer_id;
} RemitWriter;

RemitWriter *remit_writer_new (guint number, const char *trace, const char *payer_id, const char *date);

/* Money in cents; @status CLP02; @frequency NULL for none. */
void remit_writer_claim (RemitWriter *writer, const char *control, const char *status, gint64 charge, gint64 paid, gint64 patient,
                         const char *payer_control, const char *member, const char *frequency);
/* @cas: "CO*45*8" with amounts in dollars, or NULL; two with '|' between. @control NULL for none. */
void remit_writer_line (RemitWriter *writer, const char *code, gint64 charge, gint64 paid, int units, const char *date, const char *cas,
                        const char *control, const char *remark);
void remit_writer_plb (RemitWriter *writer, const char *code, const char *reference, gint64 cents);

/* The whole file; @off is added to BPR02, to make a payment that does not balance. Frees @writer. */
char *remit_writer_end (RemitWriter *writer, gint64 off);
