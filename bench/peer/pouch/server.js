// SPDX-License-Identifier: AGPL-3.0-or-later
// The sync peer's server: express-pouchdb on LevelDB, with only the routes that a PouchDB client needs.

import fs from 'node:fs';
import https from 'node:https';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

import express from 'express';

const require = createRequire(import.meta.url);
const PouchDB = require('pouchdb');
const makePouchApp = require('express-pouchdb');

const IN_ONE_GO = 1000;

function readArguments() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' }, cert: { type: 'string' }, key: { type: 'string' },
      port: { type: 'string', default: '0' }, fill: { type: 'string', multiple: true, default: [] },
    },
  });
  return { ...values, port: Number(values.port) };
}

/** A record of about 410 bytes as JSON, in the shape of an appointment. */
function makeRecord(n) {
  const id = n.toString(16).padStart(12, '0');
  return {
    _id: `01900000-0001-7000-8000-${id}`, client_id: `01900000-0002-7000-8000-${id}`,
    staff_id: `01900000-0003-7000-8000-${id}`, authorization_id: `01900000-0004-7000-8000-${id}`,
    service_code: '97153', location: 'home', status: 'scheduled', starts_at: 1704067200000000 + n * 3600000000,
    ends_at: 1704074400000000 + n * 3600000000, zone: 'America/Chicago', created_at: 1704067200000000,
    notes: 'Parent asks to begin with table work.',
  };
}

/** Brings a database to the number of records asked for; "name=count" on the command line. */
async function fill(Store, request) {
  const [name, count] = request.split('=');
  const db = new Store(name);
  const have = (await db.info()).doc_count;
  for (let n = have; n < Number(count); n += IN_ONE_GO) {
    const length = Math.min(IN_ONE_GO, Number(count) - n);
    await db.bulkDocs(Array.from({ length }, (_, i) => makeRecord(n + i)));
  }
}

async function main() {
  const options = readArguments();
  fs.mkdirSync(options.data, { recursive: true });
  const Store = PouchDB.defaults({ prefix: `${options.data}/` });
  for (const request of options.fill) {
    await fill(Store, request);
  }
  const app = express();
  app.disable('x-powered-by');
  app.use('/', makePouchApp(Store, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: '/dev/null' }));
  const credentials = { cert: fs.readFileSync(options.cert), key: fs.readFileSync(options.key) };
  const server = https.createServer(credentials, app);
  server.listen(options.port, '127.0.0.1', () => process.stdout.write(`READY ${server.address().port}\n`));
}

await main();
