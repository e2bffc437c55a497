import { describe, expect, it } from 'vitest';
import { lastTryFailed } from '../../../src/flow/job-failed.js';
import type { Ports } from '../../../src/flow/ports/ports.js';
import { TryLater } from '../../../src/flow/try-later.js';

const hourMs = 60 * 60_000;
const away = new Error('Redis is away');
/** Only these ports are used. */
const ports = {
  alerts: { raise: () => undefined },
  chat: { tell: () => Promise.reject(away) },
} as unknown as Ports;
const failed = { queue: 'ask', job: 'ask-1', requestId: null, delivery: null, press: null, waiting: null };
const waiting = { user: 'U0LAN00001', place: null };

describe('a job whose last attempt failed', () => {
  it('is retried while whoever waits for it cannot be told', async () => {
    const telling = lastTryFailed({ ...failed, waiting }, { ageMs: hourMs }, ports);
    await expect(telling).rejects.toThrow(TryLater);
  });

  it('is given up after an hour', async () => {
    const telling = lastTryFailed({ ...failed, waiting }, { ageMs: hourMs + 1 }, ports);
    await expect(telling).rejects.toThrow(away);
  });

  it('is given up at once where nobody waits', async () => {
    await expect(lastTryFailed(failed, { ageMs: 0 }, ports)).resolves.toBeUndefined();
  });
});
