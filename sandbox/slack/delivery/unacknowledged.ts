import { z } from 'zod';
import { type Receipt, receiptOf } from './letter.js';

/** Envelopes sent and not acknowledged yet. */
export interface Unacknowledged {
  /** Resolves when the envelope is acknowledged, or when its time is over. */
  receiptFor(envelopeId: string): Promise<Receipt>;
  /** Takes a message from the app. */
  hear(data: string): void;
}

const acknowledgement = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

/** None yet; each envelope waits so long. */
export function createUnacknowledged(timeoutMs: number): Unacknowledged {
  const waiting = new Map<string, (outcome: Partial<Receipt>) => void>();
  return {
    receiptFor(envelopeId) {
      const startedAt = performance.now();
      return new Promise((resolve) => {
        const settle = (outcome: Partial<Receipt>) => {
          clearTimeout(timer);
          waiting.delete(envelopeId);
          resolve(receiptOf(Math.round(performance.now() - startedAt), outcome));
        };
        const timer = setTimeout(() => settle({ failure: 'http_timeout' }), timeoutMs);
        waiting.set(envelopeId, settle);
      });
    },
    hear(data) {
      const parsed = acknowledgement.safeParse(parseJson(data));
      if (parsed.success) waiting.get(parsed.data.envelope_id)?.(acknowledged(parsed.data.payload));
    },
  };
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
