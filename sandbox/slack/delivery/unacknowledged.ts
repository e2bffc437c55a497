import { z } from 'zod';
import { type Receipt, receiptOf } from './letter.js';

const acknowledgement = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

/** Envelopes that the app has not acknowledged yet. */
export class Unacknowledged {
  readonly #timeoutMs: number;
  readonly #waiting = new Map<string, (outcome: Partial<Receipt>) => void>();

  /** @param timeoutMs the time each envelope waits */
  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** Resolves when the app acknowledges the envelope, or when its time is up. */
  receiptFor(envelopeId: string): Promise<Receipt> {
    const startedAt = performance.now();
    return new Promise((resolve) => {
      const settle = (outcome: Partial<Receipt>) => {
        clearTimeout(timer);
        this.#waiting.delete(envelopeId);
        resolve(receiptOf(Math.round(performance.now() - startedAt), outcome));
      };
      const timer = setTimeout(() => settle({ failure: 'http_timeout' }), this.#timeoutMs);
      this.#waiting.set(envelopeId, settle);
    });
  }

  /** Reads a message from the app. */
  hear(data: string): void {
    const parsed = acknowledgement.safeParse(parseJson(data));
    if (parsed.success) this.#waiting.get(parsed.data.envelope_id)?.(acknowledged(parsed.data.payload));
  }
}

function acknowledged(payload: unknown): Partial<Receipt> {
  const empty = payload === undefined || payload === null || JSON.stringify(payload) === '{}';
  return { status: 200, contentType: 'application/json', text: empty ? '' : JSON.stringify(payload) };
}

function parseJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
