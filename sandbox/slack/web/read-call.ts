import type { Context } from 'hono';
import { isRecord } from '../blocks/check.js';

/** A Web API call as it came over HTTP; null args when the body was not a JSON object. */
export interface RawCall {
  token: string | null;
  args: Record<string, unknown> | null;
}

/** Reads a call in any form that Slack takes: query, form or JSON; the token as bearer or as an argument. */
export async function readCall(c: Context): Promise<RawCall> {
  const args = await readArguments(c);
  const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const own = args?.['token'];
  return { token: bearer ?? (typeof own === 'string' ? own : null), args: args && withoutToken(args) };
}

async function readArguments(c: Context): Promise<Record<string, unknown> | null> {
  const body = await c.req.text();
  const inQuery = c.req.query();
  if (!c.req.header('content-type')?.startsWith('application/json'))
    return { ...inQuery, ...Object.fromEntries(new URLSearchParams(body)) };
  const parsed = parseJson(body);
  return isRecord(parsed) ? { ...inQuery, ...parsed } : null;
}

function withoutToken({ token: _token, ...args }: Record<string, unknown>): Record<string, unknown> {
  return args;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
