// SPDX-License-Identifier: AGPL-3.0-or-later
// What the peers' programs share: their options, their certificate, and the line that says that they listen.

import fs from 'node:fs';
import { parseArgs } from 'node:util';

/** Options of all servers; --plain leaves TLS out, which only the bare server of the comparison uses. */
export function readArguments() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' }, port: { type: 'string', default: '0' }, token: { type: 'string', default: '' },
      cert: { type: 'string' }, key: { type: 'string' }, rows: { type: 'string', default: '1000000' },
      workers: { type: 'string', default: '1' }, plain: { type: 'boolean', default: false },
      postgres: { type: 'string' }, 'fill-only': { type: 'boolean', default: false },
    },
  });
  return { ...values, port: Number(values.port), rows: Number(values.rows), workers: Number(values.workers) };
}

/** What node:https asks for. */
export function readCredentials(options) {
  return { cert: fs.readFileSync(options.cert), key: fs.readFileSync(options.key) };
}

/** Tells the suite, in one line on standard output, that connections are answered from now on. */
export function announce(port) {
  process.stdout.write(`READY ${port}\n`);
}
