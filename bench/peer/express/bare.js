// SPDX-License-Identifier: AGPL-3.0-or-later
// The floor of Node: one record by id with no framework, no router, no token. The stored row is one JSON text.

import http from 'node:http';
import https from 'node:https';

import Database from 'better-sqlite3';

import { announce, readArguments, readCredentials } from './arguments.js';

const BODY = `json_object('id', id, 'practice_id', practice_id, 'client_id', client_id, 'staff_id', staff_id,
  'authorization_id', authorization_id, 'service_code', service_code, 'location', location, 'status', status,
  'starts_at', starts_at, 'ends_at', ends_at, 'zone', zone, 'version', version, 'created_at', created_at)`;

/** The Express peer's rows, made once into ready text: the fastest form that SQLite can hand out. */
function openBodies(options) {
  const db = new Database(`${options.data}.bodies`);
  db.exec('CREATE TABLE IF NOT EXISTS record (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID');
  if (db.prepare('SELECT count(*) FROM record').pluck().get() < options.rows) {
    db.prepare('ATTACH ? AS peer').run(options.data);
    db.exec(`INSERT OR IGNORE INTO record SELECT id, ${BODY} FROM peer.appointment ORDER BY id; DETACH peer`);
  }
  return db.prepare('SELECT body FROM record WHERE id = ?').pluck();
}

function main() {
  const options = readArguments();
  const bodies = openBodies(options);
  const answer = (request, response) => {
    const body = bodies.get(request.url.slice(request.url.lastIndexOf('/') + 1));
    if (body === undefined) {
      response.writeHead(404, { 'Content-Length': 0 }).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
  };
  const server = options.plain ? http.createServer(answer) : https.createServer(readCredentials(options), answer);
  server.listen(options.port, '127.0.0.1', () => announce(server.address().port));
}

main();
