import { describe, expect, it } from 'vitest';
import { openRequests, type StoredPorts } from '../../../src/queries/stored-requests.js';
import { otherWork } from '../../fixtures/other-work.js';
import { pending } from '../../fixtures/requests.js';

describe('reading all open requests', () => {
  it('reads a thousand of them fifty at a time, and lets other work go on in between', async () => {
    const ids = Array.from({ length: 1_000 }, (_, at) => `UR-${at}`);
    const read: number[] = [];
    const others = otherWork();
    const ports = {
      store: {
        open: async () => ids,
        getAll: async (some: readonly string[]) => {
          read.push(some.length);
          return some.map((id) => pending({ id }));
        },
      },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    };
    const found = await openRequests(ports as unknown as StoredPorts);
    const turns = others.stop();
    expect(found.map(({ id }) => id)).toEqual(ids);
    expect(read).toEqual(Array.from({ length: 20 }, () => 50));
    expect(turns).toBeGreaterThan(3);
  });
});
