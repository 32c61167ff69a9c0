// SPDX-License-Identifier: AGPL-3.0-or-later
// What both of Express's servers ask of a request before they touch their database.

/** Most rows of a page. */
export const LIMIT_MOST = 100;

/** Middleware: the practice comes from the token, as with ours. */
export function identify(tokens) {
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
export function readRow(practice, body) {
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
