import type { Answer } from '../zca/answer.js';

const jsonType = { 'content-type': 'application/json;charset=utf-8' };

export function json(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, headers: { ...jsonType, ...headers }, body: JSON.stringify(body) };
}

/** HTTP 200 with nothing in it. */
export function empty(): Answer {
  return { status: 200, headers: {}, body: '' };
}

export function html(status: number, body: string): Answer {
  const text = `<!doctype html><html lang="vi"><meta charset="utf-8">${body}</html>\n`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: text };
}

/** A success of the OpenAPI. */
export function success(data: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return json({ data, error: 0, message: 'Success' }, headers);
}

/** A failure of the OpenAPI: HTTP 200, as always. */
export function failure(
  error: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return json({ error, message }, headers);
}
