// SPDX-License-Identifier: AGPL-3.0-or-later
// How fast X12 is read, and read and validated, beside the least that anybody could do: memchr over the same file.
// usage: bench-x12 make 835|837 MEGABYTES FILE; bench-x12 split|read|remit|check|stream|stream-check FILE ROUNDS

#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "wabi-835.h"
#include "wabi-x12-check.h"
#include "wabi-x12-stream.h"
#include "wabi-x12-writer.h"

#define CLAIMS_IN_A_SET 1000

typedef struct
{
  const char *path;
  char *data; /* NULL where the file is read in pieces */
  gsize length;
  guint errors;
} Input;

typedef guint (*Run) (Input *input);

/* The ends of segments and of elements, and nothing else. */
static guint
run_split (Input *input)
{
  const char *end = input->data + input->length;
  guint n = 0, elements = 0;

  for (const char *p = input->data; p < end; n++)
    {
      const char *stop = memchr (p, '~', end - p);
      const char *last = stop != NULL ? stop : end;

      for (const char *q = p; (q = memchr (q, '*', last - q)) != NULL; q++)
        elements++;
      p = last + 1;
    }
  return elements > 0 ? n : 0;
}

static guint
run_read (Input *input)
{
  WabiX12Segment segment;
  WabiX12Reader reader;
  guint n = 0;

  wabi_x12_reader_init (&reader, input->data, input->length);
  while (wabi_x12_reader_next (&reader, &segment, NULL) == WABI_X12_READ_SEGMENT)
    n++;
  return n;
}

static guint
run_remit (Input *input)
{
  g_autoptr (WabiRemitFile) file = wabi_remit_read (input->data, input->length, NULL);
  guint n = 0;

  for (guint i = 0; i < file->n_payments; i++)
    {
      WabiRemitBalance balance;

      input->errors += !wabi_remit_payment_balance (&file->payments[i], &balance);
      n += file->payments[i].n_claims;
    }
  return n;
}

static guint
run_check (Input *input)
{
  g_autoptr (WabiX12Checked) checked = wabi_x12_check (input->data, input->length);

  input->errors = checked->n_errors;
  return checked->n_segments;
}

static gssize
fill (gpointer user_data, char *buffer, gsize size, GError **error)
{
  return read (GPOINTER_TO_INT (user_data), buffer, size);
}

static guint
run_stream (Input *input)
{
  int fd = g_open (input->path, O_RDONLY | O_CLOEXEC, 0);
  g_autoptr (WabiX12Stream) stream = wabi_x12_stream_new (fill, GINT_TO_POINTER (fd));
  WabiX12Segment segment;
  guint n = 0;

  while (wabi_x12_stream_next (stream, &segment, NULL) == WABI_X12_READ_SEGMENT)
    n++;
  close (fd);
  return n;
}

static guint
run_stream_check (Input *input)
{
  int fd = g_open (input->path, O_RDONLY | O_CLOEXEC, 0);
  g_autoptr (WabiX12Stream) stream = wabi_x12_stream_new (fill, GINT_TO_POINTER (fd));
  g_autoptr (WabiX12Checked) checked = NULL;
  WabiX12Checker *checker = wabi_x12_checker_new ();
  WabiX12Segment segment;

  while (wabi_x12_stream_next (stream, &segment, NULL) == WABI_X12_READ_SEGMENT)
    wabi_x12_checker_take (checker, &segment);
  checked = wabi_x12_checker_finish (checker);
  close (fd);
  input->errors = checked->n_errors;
  return checked->n_segments;
}

static const struct
{
  const char *name;
  Run run;
  gboolean in_memory;
} runs[] = {
  { "split", run_split, TRUE },   { "read", run_read, TRUE },       { "remit", run_remit, TRUE },
  { "check", run_check, TRUE },   { "stream", run_stream, FALSE },  { "stream-check", run_stream_check, FALSE },
};

static double
get_seconds (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The most that was held at once; what the parent held before exec does not count. */
static long
get_peak_kb (void)
{
  g_autofree char *status = NULL;
  const char *at;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) || (at = strstr (status, "VmHWM:")) == NULL)
    return 0;
  return strtol (at + strlen ("VmHWM:"), NULL, 10);
}

static int
measure (const char *name, const char *path, guint rounds)
{
  Input input = { .path = path };
  double best = 1e9, best_cpu = 1e9;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      if (strcmp (runs[i].name, name) != 0)
        continue;
      if (runs[i].in_memory && !g_file_get_contents (path, &input.data, &input.length, NULL))
        return 1;
      for (guint j = 0; j < rounds; j++)
        {
          double start = get_seconds (CLOCK_MONOTONIC), start_cpu = get_seconds (CLOCK_PROCESS_CPUTIME_ID);

          n = runs[i].run (&input);
          best = MIN (best, get_seconds (CLOCK_MONOTONIC) - start);
          best_cpu = MIN (best_cpu, get_seconds (CLOCK_PROCESS_CPUTIME_ID) - start_cpu);
        }
    }
  g_print ("{\"name\":\"%s\",\"seconds\":%.6f,\"cpu\":%.6f,\"n\":%u,\"errors\":%u,\"rss_kb\":%ld}\n", name, best, best_cpu, n,
           input.errors, get_peak_kb ());
  g_free (input.data);
  return n > 0 ? 0 : 1;
}

static void
write_remit_claim (GString *out, guint number, guint *segments)
{
  g_string_append_printf (
      out,
      "CLP*SR%08u*1*480*324*36*12*PAYERICN%08u*12*1~NM1*QC*1*DOE*SAM****MI*W%08u~NM1*82*1*SMITH*ANNA****XX*1999000023~"
      "DTM*232*20260102~DTM*050*20260106~AMT*AU*360~"
      "SVC*HC:97153:HM*240*144**16~DTM*472*20260102~CAS*CO*45*80~CAS*PR*2*16~REF*6R*SR%08uL1~AMT*B6*160~"
      "SVC*HC:97155:HO*240*180**8~DTM*472*20260102~CAS*CO*45*40~CAS*PR*2*20~REF*6R*SR%08uL2~AMT*B6*200~",
      number, number, number, number, number);
  *segments += 18;
}

static void
write_claim (GString *out, guint number, guint level, guint *segments)
{
  g_string_append_printf (
      out,
      "HL*%u*1*22*0~SBR*P*18*GRP77******CI~NM1*IL*1*DOE*SAM****MI*W%08u~N3*1 ELM ST~N4*AUSTIN*TX*787010001~DMG*D8*20190504*M~"
      "NM1*PR*2*BIG INSURANCE*****PI*60054~CLM*SR%08u*480***12:B:1*Y*A*Y*Y~REF*G1*AUTH%08u~HI*ABK:F840~"
      "NM1*82*1*SMITH*ANNA****XX*1999000023~PRV*PE*PXC*103K00000X~"
      "LX*1~SV1*HC:97153:HM*240*UN*16***1~DTP*472*D8*20260102~REF*6R*SR%08uL1~"
      "LX*2~SV1*HC:97155:HO*240*UN*8***1~DTP*472*D8*20260102~REF*6R*SR%08uL2~",
      level, number, number, number, number, number);
  *segments += 20;
}

static void
write_set (GString *out, gboolean is_remit, guint set, guint *number)
{
  guint segments = 2; /* ST and SE */

  if (is_remit)
    {
      g_string_append_printf (out,
                              "ST*835*%04u~BPR*I*%u*C*CHK************20260120~TRN*1*CHECK%06u*1512345678~DTM*405*20260119~"
                              "N1*PR*BIG INSURANCE~N3*PO BOX 1~N4*HARTFORD*CT*061010000~REF*2U*60054~"
                              "PER*BL*EDI SUPPORT*TE*8005550101~N1*PE*SUNRISE ABA CENTER LLC*XX*1999000015~REF*TJ*123456789~LX*1~",
                              set, 324 * CLAIMS_IN_A_SET, set);
      segments += 11;
    }
  else
    {
      g_string_append_printf (out,
                              "ST*837*%04u*005010X222A1~BHT*0019*00*BATCH%u*20260105*0930*CH~NM1*41*2*SUNRISE ABA CENTER LLC*****46*SR01~"
                              "PER*IC*BILLING*TE*5125550101~NM1*40*2*CLEARHOUSE*****46*CLEARHOUSE~HL*1**20*1~PRV*BI*PXC*261QM0801X~"
                              "NM1*85*2*SUNRISE ABA CENTER LLC*****XX*1999000015~N3*100 MAIN ST~N4*AUSTIN*TX*787010001~REF*EI*123456789~",
                              set, set);
      segments += 10;
    }
  for (guint i = 0; i < CLAIMS_IN_A_SET; i++)
    if (is_remit)
      write_remit_claim (out, ++*number, &segments);
    else
      write_claim (out, ++*number, i + 2, &segments);
  g_string_append_printf (out, "SE*%u*%04u~", segments, set);
}

static int
make (const char *kind, gsize megabytes, const char *path)
{
  gboolean is_remit = strcmp (kind, "835") == 0;
  g_autoptr (GString) out = g_string_new (
      "ISA*00*          *00*          *ZZ*CLEARHOUSE     *ZZ*123456789      *260105*0930*^*00501*000000004*0*T*:~");
  guint sets = 0, number = 0;

  g_string_append_printf (out, "GS*%s*CLEARHOUSE*123456789*20260105*0930*4*X*%s~", is_remit ? "HP" : "HC",
                          is_remit ? "005010X221A1" : "005010X222A1");
  while (out->len < megabytes * 1000 * 1000)
    write_set (out, is_remit, ++sets, &number);
  g_string_append_printf (out, "GE*%u*4~IEA*1*000000004~", sets);
  return g_file_set_contents (path, out->str, out->len, NULL) ? 0 : 1;
}

int
main (int argc, char *argv[])
{
  if (argc == 5 && strcmp (argv[1], "make") == 0)
    return make (argv[2], strtoul (argv[3], NULL, 10), argv[4]);
  if (argc == 4)
    return measure (argv[1], argv[2], strtoul (argv[3], NULL, 10));
  g_printerr ("usage: bench-x12 make 835|837 MEGABYTES FILE | split|read|remit|check|stream|stream-check FILE ROUNDS\n");
  return 2;
}
