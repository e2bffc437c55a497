import { describe, expect, it } from 'vitest';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import { dataVersion } from '../../../src/jobs/job-data.js';
import {
  cardFor,
  cardOffers,
  cardSays,
  current,
  press,
  privateAnswer,
  requestIdOf,
} from '../../fixtures/conversation.js';
import { dialogOf, submitDialog } from '../../fixtures/dialogs.js';
import { inQueue } from '../../fixtures/queued.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('a retry of high-risk assets', () => {
  const world = useWorld({ policy: { heavy: { verified: false, names: ['Sài Gòn'], moreThan: null } } });
  const id = '4318093042839471234';

  it('runs only after their digits were typed again', async () => {
    const { workspace, zca } = world();
    const card = await cardFor(world(), people.lan, `/unlink oa ${id}`);
    zca.faults.add({ type: 'status', operation: 'unlink', status: 403 });
    await press(world(), people.minh, card, 'confirm');
    await submitDialog(world(), people.minh, await dialogOf(world(), people.minh), { [id]: id.slice(-4) });
    const failed = await cardOffers(world(), card, 'retry');
    zca.faults.clear();
    // An older process queues a press without asking for digits.
    const refused = await privateAnswer(world(), people.hoa, () =>
      inQueue(world(), 'press', (queue) =>
        queue.add('press', { version: dataVersion, press: olderRetry(failed) }),
      ),
    );
    expect(refused.text).toContain('The last four digits do not match');
    expect(zca.asset('oa', id)).not.toBeNull();
    await press(world(), people.hoa, failed, 'retry');
    const dialog = await dialogOf(world(), people.hoa);
    expect(JSON.stringify(dialog.blocks)).toContain('You are about to unlink 1 OA');
    expect(current(workspace, failed).text).not.toContain('Done');
    await submitDialog(world(), people.hoa, dialog, { [id]: id.slice(-4) });
    await cardSays(world(), card, 'Done');
    expect(zca.asset('oa', id)).toBeNull();
  });

  /** A retry as an earlier version of the bot queued it. */
  function olderRetry(card: Message) {
    return {
      press: 'e'.repeat(64),
      requestId: requestIdOf(card),
      action: { type: 'retry' },
      user: people.hoa,
      place: { channel: places.ops, thread: null },
      ticked: null,
      listRevision: 1,
      round: 1,
      pressedAt: Date.now(),
    };
  }
});
