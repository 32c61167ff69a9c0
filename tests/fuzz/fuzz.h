// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <stddef.h>
#include <stdint.h>

/*
 * libFuzzer's entries. The same targets are linked with fuzz-main.c where there is no clang, which gives them what is kept in corpus/.
 * A target may abort only for a reason that is a mistake of ours: an assertion, a critical, a byte read beyond the end.
 */

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The bytes with a NUL behind and nothing after it, so that reading beyond shows; NULL when they are no UTF-8 or hold a NUL. */
char *fuzz_dup_text (const uint8_t *data, size_t size);
