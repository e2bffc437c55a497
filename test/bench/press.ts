import type { Redis } from 'ioredis';
import { renderCard } from '../../src/chat/slack/messages/card.js';
import { listAssets } from '../../src/core/request/lookup-transition.js';
import { messagesFor } from '../../src/i18n/messages-for.js';
import { Keys } from '../../src/store/keys.js';
import { RedisRequestStore } from '../../src/store/request-store.js';
import { lookingUp, policy, threeAssets } from '../fixtures/requests.js';
import { benchAcknowledging, botPrefix } from './acknowledging.js';
import type { PressedButton } from './deliveries.js';
import type { Bench } from './result.js';

/** A signed Confirm on a waiting request until its 200, with the press durable in Redis by then. */
export const press: Bench = {
  name: 'press',
  title: 'Acknowledgement of Confirm',
  run: (size, tell) =>
    benchAcknowledging(
      {
        ...sizes[size],
        names: ['the bot', 'Bolt + queue.add'],
        aims: { rate: [{ against: 'Bolt + queue.add', atLeast: 0.9 }], p99: [] },
        prepare: waitingCard,
        queued: { 'the bot': `${botPrefix}:press:wait`, 'Bolt + queue.add': '{bolt}:ask:wait' },
      },
      tell,
    ),
};

const sizes = {
  full: {
    levels: [
      { connections: 1, count: 400 },
      { connections: 50, count: 2_000 },
    ],
    rounds: 5,
    warmUp: 1_000,
  },
  quick: { levels: [{ connections: 2, count: 10 }], rounds: 1, warmUp: 1 },
} as const;

const dayMs = 86_400_000;

/** Stores a waiting request and returns the button of its card, with the card as Slack would send it along. */
async function waitingCard(redis: Redis): Promise<PressedButton> {
  const store = new RedisRequestStore({
    redis,
    keys: new Keys(botPrefix),
    alerts: { raise: () => undefined },
  });
  const { id: _id, revision: _revision, status: _status, ...asked } = lookingUp();
  const { id } = await store.create(['UR-BENCH'], asked);
  const found = {
    assets: threeAssets,
    more: 0,
    missed: [],
    withheld: [],
    chosen: threeAssets.map((asset) => asset.id),
  };
  const changed = await store.change(id, (now) => listAssets(now, found, 1, Date.now() + dayMs));
  const request = await store.get(id);
  if (request?.status !== 'pending') throw new Error(`the request does not wait: ${changed.type}`);
  const facts = { policy: policy(), eligible: null, byHand: false, zcaIsBusy: false };
  const { blocks } = renderCard(request, facts, messagesFor('vi'));
  return { action_id: 'approve', block_id: `decide/${id}/${request.listRevision}`, value: id, blocks };
}
