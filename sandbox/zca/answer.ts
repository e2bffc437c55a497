import type { z } from 'zod';

/** A complete HTTP answer, not yet sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const jsonType = { 'content-type': 'application/json; charset=utf-8' };

/** Wraps a success in the contract's envelope. */
export function success(data: unknown, status = 200): Answer {
  return { status, headers: jsonType, body: JSON.stringify({ error: 0, message: 'Success', data }) };
}

/** Wraps a failure in the contract's envelope; `error` is the code that goes with the HTTP status. */
export function failure(
  status: number,
  error: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const body = JSON.stringify({ error, message, data: null });
  return { status, headers: { ...jsonType, ...headers }, body };
}

/** 400 / -400: the caller made a mistake; `message` says what to change. */
export function badRequest(message: string): Answer {
  return failure(400, -400, message);
}

/** 400 / -400: lists every problem zod found, with its place. */
export function invalid(error: z.ZodError): Answer {
  const problems = error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  return badRequest(problems.join('; '));
}
