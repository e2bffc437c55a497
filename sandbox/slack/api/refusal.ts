import type { Fault } from '../blocks/check.js';

/** A Web API method that says no: `ok: false` with one of Slack's error strings. */
export class Refusal extends Error {
  override name = 'Refusal' as const;
  readonly error: string;
  readonly extra: Record<string, unknown>;

  constructor(error: string, extra: Record<string, unknown> = {}) {
    super(error);
    this.error = error;
    this.extra = extra;
  }
}

/** Refuses with the places that are wrong, in both forms Slack gives them. */
export function refuseFaults(error: string, faults: Fault[]): Refusal {
  const lines = faults.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
  return new Refusal(error, {
    errors: lines,
    response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) },
  });
}
