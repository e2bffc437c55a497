import { describe, expect, it } from 'vitest';
import type { PlannedFault } from '../../../sandbox/slack/faults.js';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import {
  cardFor,
  cardSays,
  press,
  privateAnswer,
  requestIdOf,
  resultOf,
} from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { asking } from '../../fixtures/redis-in-trouble.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('with a Slack that fails,', () => {
  const world = useWorld();

  it('the card and the result appear once, whichever answer is lost', { timeout: patienceMs }, async () => {
    const { workspace } = world();
    workspace.faults.add({ method: 'chat.postMessage', kind: 'status_500_after' });
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await searched('conversations.history');
    workspace.faults.add({ method: 'chat.postMessage', kind: 'drop_after' });
    await press(world(), people.minh, card, 'confirm');
    const result = await resultOf(world(), card);
    await searched('conversations.replies');
    await another();
    expect(about(card).map(({ ts }) => ts)).toEqual([card.ts, result.ts]);
    expect(posts(card)).toHaveLength(2);
  });

  it('a card that was never posted is posted again, once', { timeout: patienceMs }, async () => {
    const { workspace } = world();
    workspace.faults.add({ method: 'chat.postMessage', kind: 'drop_before' });
    const card = await cardFor(world(), people.lan, '/unlink app 1234');
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
    expect(about(card)).toHaveLength(1);
  });

  it('a card that is found again after its answer was lost shows the latest decision', async () => {
    const card = await cardFor(world(), people.lan, '/unlink app 1234');
    const post = `${world().config.redis.prefix}:post:card-${requestIdOf(card)}`;
    const longAgo = Date.now() - 20_000;
    await asking(world().redis, (redis) =>
      redis.set(post, JSON.stringify({ type: 'sending', since: longAgo })),
    );
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
    expect(about(card)).toHaveLength(1);
  });

  it.each<[string, PlannedFault]>([
    ['is too busy', { method: 'chat.update', kind: 'ratelimited', retryAfterSeconds: 1 }],
    ['fails', { method: 'chat.update', kind: 'status_500_before' }],
    ['says that it has failed', { method: 'chat.update', kind: 'error', error: 'internal_error' }],
  ])(
    'the card still ends correctly after Slack %s at an update',
    { timeout: patienceMs },
    async (_what, fault) => {
      const card = await cardFor(world(), people.lan, '/unlink app 1234');
      world().workspace.faults.add(fault);
      await press(world(), people.hoa, card, 'cancel');
      await cardSays(world(), card, 'Nothing was unlinked');
      expect(about(card)).toHaveLength(1);
    },
  );

  it('a private answer arrives although the first try was refused', { timeout: patienceMs }, async () => {
    world().workspace.faults.add({ method: 'chat.postEphemeral', kind: 'ratelimited', retryAfterSeconds: 1 });
    const note = await privateAnswer(world(), people.lan, () =>
      world().workspace.post({ user: people.lan, channel: places.ops, text: '/unlink oa zzzzqqqq' }),
    );
    expect(note.text).toContain('No linked OA matches');
  });

  it('both people are told directly when the channel takes no result', {
    timeout: patienceMs,
  }, async () => {
    const { workspace } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 912210918718333954');
    const before = workspace.calls.length;
    workspace.faults.add({ method: 'chat.postMessage', kind: 'error', error: 'is_archived' });
    await press(world(), people.minh, card, 'confirm');
    const told = await workspace.waitFor(() => {
      const sent = workspace.calls
        .slice(before)
        .filter(({ method, outcome }) => method === 'chat.postMessage' && outcome === 'ok')
        .map(({ args }) => args['channel']);
      return sent.length === 2 && sent;
    }, patienceMs / 2);
    expect(told).toEqual([people.lan, people.minh]);
  });

  it('a joiner is told directly when the channel takes no end', {
    timeout: patienceMs,
  }, async () => {
    const { workspace } = world();
    const ask = '/unlink oa 3013812656138947694';
    const card = await cardFor(world(), people.lan, ask);
    await privateAnswer(world(), people.hoa, () =>
      workspace.post({ user: people.hoa, channel: places.ops, text: ask }),
    );
    await cardSays(world(), card, `Also asked by <@${people.hoa}>`);
    const before = workspace.calls.length;
    workspace.faults.add({ method: 'chat.postMessage', kind: 'error', error: 'is_archived' });
    await press(world(), people.lan, card, 'cancel');
    const told = await workspace.waitFor(() => {
      const sent = workspace.calls
        .slice(before)
        .filter(({ method, outcome }) => method === 'chat.postMessage' && outcome === 'ok');
      return sent.length > 0 && sent;
    }, patienceMs / 2);
    expect(told.map(({ args }) => args['channel'])).toEqual([people.hoa]);
    expect(String(told[0]?.args['text'])).toContain('cancelled');
  });

  /** Waits until the bot has searched for a post of its own. */
  function searched(method: string) {
    return world().workspace.waitFor(
      () => world().workspace.calls.find((call) => call.method === method && call.outcome === 'ok'),
      patienceMs / 2,
    );
  }

  /** Runs another request through the same queues from end to end. */
  async function another(): Promise<void> {
    const card = await cardFor(world(), people.lan, '/unlink oa điện thoại');
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  }

  function about(card: Message): Message[] {
    return world()
      .workspace.messages(places.ops)
      .filter(({ text }) => text.includes(requestIdOf(card)));
  }

  function posts(card: Message) {
    return world().workspace.calls.filter(
      ({ method, args }) => method === 'chat.postMessage' && String(args['text']).includes(requestIdOf(card)),
    );
  }
});
