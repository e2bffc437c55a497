import type { Queue } from 'bullmq';
import { describe, expect, it, vi } from 'vitest';
import { createLog } from '../../../src/ops/logger.js';
import { startWorker } from '../../../src/wiring/worker-process.js';
import {
  cardFor,
  cardSays,
  hasButtons,
  pressInput,
  privateAnswer,
  requestIdOf,
  threadSays,
} from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { inQueue } from '../../fixtures/queued.js';
import { approvers, people, startWorld, stopWorld, useWorld } from '../../fixtures/world.js';

const second = 1_000;

describe('an undecided request', () => {
  const world = useWorld({ policy: { lifetimeMs: 4 * second, remindersMs: [3 * second, 2 * second] } });

  it('has its approvers reminded, then expires, and frees its asset', async () => {
    const { workspace } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    const late = pressInput(people.minh, card, 'confirm');
    const reminder = await threadSays(world(), card, 'is still waiting for a decision');
    expect(reminder.text).toContain(`<!subteam^${approvers}>`);
    const now = await cardSays(world(), card, 'Expired');
    expect(hasButtons(now)).toBe(false);
    const told = await threadSays(world(), card, 'was not confirmed in time');
    expect(told.text).toContain(`<@${people.lan}>`);
    const reminders = workspace
      .messages(card.channel)
      .filter(({ thread_ts, text }) => thread_ts === card.ts && text.includes('still waiting'));
    expect(reminders).toHaveLength(2);
    const refused = await privateAnswer(world(), people.minh, () =>
      workspace.forgeAction({
        user: people.minh,
        container: late.container,
        action: {
          type: 'button',
          action_id: late.action_id,
          block_id: late.block_id,
          value: requestIdOf(card),
        },
      }),
    );
    expect(refused.text).toContain('has expired');
    const again = await cardFor(world(), people.hoa, '/unlink oa 4318093042839471234');
    expect(again.text).toContain('asks to unlink 1 OA');
  });
});

describe('a request whose expiry an older worker with a fast clock takes too early', () => {
  const world = useWorld({ policy: { lifetimeMs: 4 * second } });

  it('expires in time', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    await inQueue(world(), 'expire', async (queue) => {
      const [job] = (await queue.getDelayed()).filter(({ data }) => data.requestId === requestIdOf(card));
      await job?.promote();
      expect(job).toBeDefined();
    });
    await cardSays(world(), card, 'Expired');
    await threadSays(world(), card, 'was not confirmed in time');
  });
});

describe('a request that expires while no worker runs', () => {
  it('is closed by the next worker that starts', async () => {
    const world = await startWorld({ policy: { lifetimeMs: 2 * second } });
    const card = await cardFor(world, people.lan, '/unlink oa 4318093042839471234');
    await world.worker.stop();
    await inQueue(world, 'expire', (queue) =>
      vi.waitFor(async () => expect(await isDue(queue)).toBe(true), { timeout: patienceMs }),
    );
    const worker = await startWorker(world.config, createLog('silent'));
    await cardSays(world, card, 'Expired');
    await stopWorld({ ...world, worker });
  });

  async function isDue(queue: Queue): Promise<boolean> {
    const [job] = await queue.getDelayed();
    return job !== undefined && job.timestamp + job.delay <= Date.now();
  }
});
