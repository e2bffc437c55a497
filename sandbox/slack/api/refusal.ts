import type { Fault } from '../blocks/check.js';

/** A Web API method's refusal: `ok: false` with one of Slack's error strings. */
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

/** A refusal that names the faulty places, in both of Slack's forms. */
export function refuseFaults(error: string, faults: Fault[]): Refusal {
  const lines = faults.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
  return new Refusal(error, {
    errors: lines,
    response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) },
  });
}
