// SPDX-License-Identifier: AGPL-3.0-or-later
// The peer: what a team would write in an afternoon with Express and better-sqlite3, with the usual care.
//
// It gets the easier task. A write is one row: no feed, no audit entry, no check that a command was seen before, no
// clinical rule. A token, once seen, is looked up in a Map.

import cluster from 'node:cluster';
import https from 'node:https';

import express from 'express';

import { announce, readArguments, readCredentials } from './arguments.js';
import { PRACTICE, fillRows, openRows, prepareInsert } from './rows.js';

const LIMIT_MOST = 100;

/** Middleware: the practice comes from the token, as with ours. */
function identify(tokens) {
  return (request, response, next) => {
    const practice = tokens.get(request.get('authorization'));
    if (practice === undefined) {
      response.status(401).json({ error: 'unauthorized' });
      return;
    }
    request.practice = practice;
    next();
  };
}

/** A row from what was posted; throws on what is missing or is of another type. */
function readRow(practice, body) {
  for (const name of ['id', 'client_id', 'staff_id', 'authorization_id', 'service_code', 'location', 'zone']) {
    if (typeof body[name] !== 'string') {
      throw new TypeError(`${name} must be text`);
    }
  }
  if (!Number.isSafeInteger(body.starts_at) || !Number.isSafeInteger(body.ends_at) || body.ends_at <= body.starts_at) {
    throw new TypeError('starts_at and ends_at must be instants in order');
  }
  return { ...body, practice_id: practice, status: 'scheduled', version: 1, created_at: Date.now() * 1000 };
}

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
