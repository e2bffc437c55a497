import type { z } from 'zod';

/** A whole HTTP answer, described but not yet sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const jsonType = { 'content-type': 'application/json; charset=utf-8' };

/** The contract's envelope around something that went well. */
export function success(data: unknown, status = 200): Answer {
  return { status, headers: jsonType, body: JSON.stringify({ error: 0, message: 'Success', data }) };
}

/** The contract's envelope around a failure; `error` is the code that goes with the HTTP status. */
export function failure(
  status: number,
  error: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const body = JSON.stringify({ error, message, data: null });
  return { status, headers: { ...jsonType, ...headers }, body };
}

/** 400 / -400: the caller's mistake, in words that say what to change. */
export function badRequest(message: string): Answer {
  return failure(400, -400, message);
}

/** 400 / -400 that names every problem zod found, each with its place. */
export function invalid(error: z.ZodError): Answer {
  const problems = error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  return badRequest(problems.join('; '));
}
