import { describe, expect, it } from 'vitest';
import type { Request, Running } from '../../../src/core/request/request.js';
import { noMetrics } from '../../../src/flow/ports/metrics.js';
import type { Ports } from '../../../src/flow/ports/ports.js';
import { repair } from '../../../src/flow/repair.js';
import { askedAt, policy, running } from '../../fixtures/requests.js';

const handWork = { since: askedAt, ids: ['101', '202', '303'], taken: null, turn: 1, presses: [] };
const gone = { type: 'reported', by: 'U0OPERATE1', at: askedAt } as const;

describe('the repair of a run', () => {
  it('restores its operators’ message and reminders, and runs nothing again', async () => {
    expect(await repaired({ ...running(), handWork })).toEqual(['reminders', 'message']);
  });

  it('runs its report when operators have settled everything', async () => {
    const settled = ['101', '202', '303'].map((id) => ({ id, outcome: gone }));
    expect(await repaired({ ...running(), handWork, settled })).toEqual(['jobs']);
  });

  it('runs its jobs again when an asset was never assigned', async () => {
    expect(await repaired({ ...running(), handWork: { ...handWork, ids: ['101', '202'] } })).toEqual([
      'jobs',
    ]);
  });
});

/** The parts that a repair restores, in order. */
async function repaired(request: Running): Promise<string[]> {
  const done: string[] = [];
  const note =
    <T>(what: string, answer: T) =>
    async () => {
      done.push(what);
      return answer;
    };
  const unused = new Proxy(
    {},
    { get: (_, name) => () => Promise.reject(new Error(`${String(name)} was used`)) },
  );
  const ports = {
    store: {
      openSince: async () => [{ id: request.id, since: askedAt }],
      unreportedEnds: async () => [],
      get: async (): Promise<Request> => request,
    },
    jobs: {
      remindOperators: note('reminders', 2),
      revive: note('jobs', 1),
    },
    chat: { ensureWork: note('message', true) },
    maintenance: { healPending: async () => 0 },
    zca: unused,
    manual: { remindersMs: [1], markUnlinked: async () => {} },
    policies: { base: policy(), rules: [] },
    metrics: noMetrics,
    now: () => askedAt + 3_600_000,
    log: { info: () => {}, warn: () => {}, error: (event: string) => void done.push(event) },
  };
  await repair(ports as unknown as Ports);
  return done;
}
