// SPDX-License-Identifier: AGPL-3.0-or-later
// The peer's appointments: one table as an Express tutorial would lay it out, and rows as large as ours.

import Database from 'better-sqlite3';

/** The practice that every row and every token of the peer belongs to. */
export const PRACTICE = '01900000-0000-7000-8000-000000000001';

/** 2024-01-01 UTC in microseconds: the first day that has appointments. */
const FIRST_DAY = 1_704_067_200_000_000;
const HOUR = 3_600_000_000;

/** In the order in which rows are written. */
export const COLUMNS = ['id', 'practice_id', 'client_id', 'staff_id', 'authorization_id', 'service_code', 'location',
  'status', 'starts_at', 'ends_at', 'zone', 'version', 'created_at'];

/** Opens the file as durable as ours is: write-ahead log, and each commit reaches the disk before its answer. */
export function openRows(file) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('busy_timeout = 5000');
  db.exec(`
    CREATE TABLE IF NOT EXISTS appointment (
      id TEXT PRIMARY KEY, practice_id TEXT NOT NULL, client_id TEXT NOT NULL, staff_id TEXT NOT NULL,
      authorization_id TEXT NOT NULL, service_code TEXT NOT NULL, location TEXT NOT NULL, status TEXT NOT NULL,
      starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, zone TEXT NOT NULL, version INTEGER NOT NULL,
      created_at INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS appointment_by_start ON appointment (practice_id, starts_at);`);
  return db;
}

/** The one INSERT that all writes use. */
export function prepareInsert(db) {
  return db.prepare(
    `INSERT INTO appointment (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((name) => '@' + name).join(', ')})`);
}

/** A version 7 shaped id: grows with n, so that it is as kind to the index as ours are. */
export function makeId(space, n) {
  const high = (0x019000000000 + space).toString(16).padStart(12, '0');
  const low = n.toString(16).padStart(18, '0');
  return `${high.slice(0, 8)}-${high.slice(8)}-7${low.slice(0, 3)}-8${low.slice(3, 6)}-${low.slice(6)}`;
}

/** A small generator with a seed (mulberry32): the same data each time. */
export function makeRandom(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Row n of the practice: booked in order of n, held up to 90 days later, as a clinic books. */
export function makeRow(n, random) {
  const hour = Math.floor(n / 57) + random(90 * 24);
  const starts = FIRST_DAY + hour * HOUR;
  return {
    id: makeId(1, n), practice_id: PRACTICE, client_id: makeId(2, random(10_000)), staff_id: makeId(3, random(500)),
    authorization_id: makeId(4, random(20_000)), service_code: random(4) ? '97153' : '97155',
    location: random(3) ? 'home' : 'clinic', status: random(10) ? 'scheduled' : 'cancelled',
    starts_at: starts, ends_at: starts + 2 * HOUR, zone: 'America/Chicago', version: 1,
    created_at: FIRST_DAY + Math.floor(n / 57) * HOUR,
  };
}

/** Fills an empty table with the rows asked for; leaves a full one alone. */
export function fillRows(db, count) {
  const have = db.prepare('SELECT count(*) AS n FROM appointment').get().n;
  if (have >= count) {
    return;
  }
  const insert = prepareInsert(db);
  const random = makeRandom(2);
  db.exec('DELETE FROM appointment');
  db.transaction(() => {
    for (let n = 0; n < count; n++) {
      insert.run(makeRow(n, random));
    }
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.exec('ANALYZE');
}
