// SPDX-License-Identifier: AGPL-3.0-or-later
// The sync peer's client: a first pull into an empty store, or the push of edits that were made offline.
//
// Prints one line of JSON in the form of our own bench-sync. What is timed is the replication alone.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

const PouchDB = createRequire(import.meta.url)('pouchdb');

function readArguments() {
  const { values } = parseArgs({
    options: {
      task: { type: 'string' }, url: { type: 'string' }, data: { type: 'string' },
      records: { type: 'string' }, batch: { type: 'string', default: '100' },
    },
  });
  return { ...values, records: Number(values.records), batch: Number(values.batch) };
}

/** Most memory that this process ever held, in KiB. */
function readPeak() {
  return Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync('/proc/self/status', 'latin1'))[1]);
}

async function measure(name, count, replicate) {
  const cpuBefore = process.cpuUsage();
  const before = process.hrtime.bigint();
  const result = await replicate();
  const seconds = Number(process.hrtime.bigint() - before) / 1e9;
  const cpu = process.cpuUsage(cpuBefore);
  if (!result.ok || result.docs_written !== count) {
    throw new Error(`${name}: ${result.docs_written} of ${count} records arrived`);
  }
  process.stdout.write(`${JSON.stringify({
    name, seconds, rss_kb: readPeak(), records: count, client_cpu: (cpu.user + cpu.system) / 1e6,
  })}\n`);
}

async function pull(local, options) {
  await measure('pull', options.records, () => local.replicate.from(options.url, { batch_size: options.batch }));
}

/** The records are fetched and edited first, outside the measured time; then all edits are sent. */
async function push(local, options) {
  await local.replicate.from(options.url, { batch_size: 1000 });
  const { rows } = await local.allDocs({ include_docs: true });
  await local.bulkDocs(rows.map((row) => ({ ...row.doc, status: 'completed' })));
  await measure('push', options.records, () => local.replicate.to(options.url, { batch_size: options.batch }));
}

async function main() {
  const options = readArguments();
  fs.mkdirSync(options.data, { recursive: true });
  const local = new PouchDB(`${options.data}/${options.task}`);
  await (options.task === 'pull' ? pull(local, options) : push(local, options));
  await local.close();
}

await main();
