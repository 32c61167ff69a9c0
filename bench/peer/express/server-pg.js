// SPDX-License-Identifier: AGPL-3.0-or-later
// The same peer on PostgreSQL with node-postgres: a pool, prepared statements, one durable transaction a push.

import https from 'node:https';

import express from 'express';
import pg from 'pg';

import { announce, readArguments, readCredentials } from './arguments.js';
import { LIMIT_MOST, identify, readRow } from './requests.js';
import { COLUMNS, PRACTICE, makeRandom, makeRow } from './rows.js';

const POOL = 16;
const ROWS_A_STATEMENT = 1000;

// Instants are 64-bit numbers that JavaScript holds exactly.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const CREATE = `
  CREATE TABLE IF NOT EXISTS appointment (
    id TEXT PRIMARY KEY, practice_id TEXT NOT NULL, client_id TEXT NOT NULL, staff_id TEXT NOT NULL,
    authorization_id TEXT NOT NULL, service_code TEXT NOT NULL, location TEXT NOT NULL, status TEXT NOT NULL,
    starts_at BIGINT NOT NULL, ends_at BIGINT NOT NULL, zone TEXT NOT NULL, version BIGINT NOT NULL,
    created_at BIGINT NOT NULL);
  CREATE INDEX IF NOT EXISTS appointment_by_start ON appointment (practice_id, starts_at);`;

/** An INSERT of so many rows. */
function writeInsert(count) {
  const values = Array.from({ length: count }, (_, row) =>
    `(${COLUMNS.map((_name, column) => `$${row * COLUMNS.length + column + 1}`).join(', ')})`);
  return `INSERT INTO appointment (${COLUMNS.join(', ')}) VALUES ${values.join(', ')}`;
}

function flatten(rows) {
  return rows.flatMap((row) => COLUMNS.map((name) => row[name]));
}

/** Fills an empty table with the rows asked for; leaves a full one alone. */
async function fill(pool, count) {
  await pool.query(CREATE);
  const have = (await pool.query('SELECT count(*) AS n FROM appointment')).rows[0].n;
  if (have >= count) {
    return;
  }
  const random = makeRandom(2);
  await pool.query('TRUNCATE appointment');
  for (let n = 0; n < count; n += ROWS_A_STATEMENT) {
    const rows = Array.from({ length: Math.min(ROWS_A_STATEMENT, count - n) }, (_, at) => makeRow(n + at, random));
    await pool.query(writeInsert(rows.length), flatten(rows));
  }
  await pool.query('ANALYZE appointment');
}

function addReads(app, pool) {
  app.get('/v1/records/appointment/:id', async (request, response) => {
    const found = await pool.query({
      name: 'one', text: 'SELECT * FROM appointment WHERE practice_id = $1 AND id = $2', values: [request.practice, request.params.id],
    });
    if (found.rows.length === 0) {
      response.status(404).json({ error: 'not_found' });
      return;
    }
    response.json(found.rows[0]);
  });
  app.get('/v1/records/appointment', async (request, response) => {
    const limit = Math.min(Number(request.query.limit) || LIMIT_MOST, LIMIT_MOST);
    const found = await pool.query({
      name: 'page',
      text: 'SELECT * FROM appointment WHERE practice_id = $1 AND starts_at >= $2 AND starts_at < $3 ORDER BY starts_at LIMIT $4',
      values: [request.practice, Number(request.query.from), Number(request.query.to), limit],
    });
    response.json({ records: found.rows });
  });
}

/** One statement is one durable transaction. */
function addWrites(app, pool) {
  app.post('/v1/push', async (request, response) => {
    try {
      const rows = request.body.commands.map((body) => readRow(request.practice, body));
      await pool.query({ name: `insert-${rows.length}`, text: writeInsert(rows.length), values: flatten(rows) });
      response.json({ results: rows.map((row) => ({ id: row.id, status: 'applied' })) });
    } catch (error) {
      response.status(422).json({ error: error.message });
    }
  });
}

const options = readArguments();
const pool = new pg.Pool({ connectionString: options.postgres, max: POOL });
await fill(pool, options.rows);
if (options['fill-only']) {
  await pool.end();
} else {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(express.json({ limit: '1mb' }));
  app.use(identify(new Map([[`Bearer ${options.token}`, PRACTICE]])));
  addReads(app, pool);
  addWrites(app, pool);
  const server = https.createServer(readCredentials(options), app);
  server.listen(options.port, '127.0.0.1', () => announce(server.address().port));
}
