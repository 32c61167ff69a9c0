// SPDX-License-Identifier: AGPL-3.0-or-later
// The peer: what a team would write in an afternoon with Express and better-sqlite3, with the usual care.
//
// It gets the easier task. A write is one row: no feed, no audit entry, no check that a command was seen before, no
// clinical rule. A token, once seen, is looked up in a Map.

import cluster from 'node:cluster';
import https from 'node:https';

import express from 'express';

import { announce, readArguments, readCredentials } from './arguments.js';
import { LIMIT_MOST, identify, readRow } from './requests.js';
import { PRACTICE, fillRows, openRows, prepareInsert } from './rows.js';

/** GET of one and of a page. */
function addReads(app, db) {
  const one = db.prepare('SELECT * FROM appointment WHERE practice_id = ? AND id = ?');
  const page = db.prepare(
    'SELECT * FROM appointment WHERE practice_id = ? AND starts_at >= ? AND starts_at < ? ORDER BY starts_at LIMIT ?');

  app.get('/v1/records/appointment/:id', (request, response) => {
    const row = one.get(request.practice, request.params.id);
    if (row === undefined) {
      response.status(404).json({ error: 'not_found' });
      return;
    }
    response.json(row);
  });
  app.get('/v1/records/appointment', (request, response) => {
    const limit = Math.min(Number(request.query.limit) || LIMIT_MOST, LIMIT_MOST);
    const rows = page.all(request.practice, Number(request.query.from), Number(request.query.to), limit);
    response.json({ records: rows });
  });
}

/** POST of one and of many; each is one durable transaction. */
function addWrites(app, db) {
  const insert = prepareInsert(db);
  const insertAll = db.transaction((rows) => {
    for (const row of rows) {
      insert.run(row);
    }
  });

  app.post('/v1/push', (request, response) => {
    try {
      insertAll(request.body.commands.map((body) => readRow(request.practice, body)));
      response.json({ results: request.body.commands.map((body) => ({ id: body.id, status: 'applied' })) });
    } catch (error) {
      response.status(422).json({ error: error.message });
    }
  });
}

function serve(options) {
  const db = openRows(options.data);
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(express.json({ limit: '1mb' }));
  app.use(identify(new Map([[`Bearer ${options.token}`, PRACTICE]])));
  addReads(app, db);
  addWrites(app, db);
  const server = https.createServer(readCredentials(options), app);
  server.listen(options.port, '127.0.0.1', () => announce(server.address().port));
}

function main() {
  const options = readArguments();
  if (cluster.isPrimary) {
    const db = openRows(options.data);
    fillRows(db, options.rows);
    db.close();
  }
  if (options['fill-only']) {
    return;
  }
  if (cluster.isPrimary && options.workers > 1) {
    for (let n = 0; n < options.workers; n++) {
      cluster.fork();
    }
    return;
  }
  serve(options);
}

main();
