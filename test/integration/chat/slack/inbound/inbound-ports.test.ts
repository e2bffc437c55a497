import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../../sandbox/slack/page-contract.js';
import {
  cardFor,
  cardSays,
  press,
  privateAnswer,
  requestIdOf,
  resultOf,
} from '../../../../fixtures/conversation.js';
import { people, places, useWorld } from '../../../../fixtures/world.js';

/** Slack waits this long for the 200. */
const slackWaitsMs = 3_000;

describe('the Slack doors', () => {
  const world = useWorld();
  const ask = (text: string, more: { channel?: string; thread_ts?: string } = {}) =>
    world().workspace.post({ user: people.lan, channel: places.ops, text, ...more });

  it('take a command within Slack’s time although the ZCA hangs, and still post the card', async () => {
    const { zca, workspace } = world();
    zca.faults.add({ type: 'hang', operation: 'list' });
    const card = await cardFor(world(), people.lan, '/unlink app 5678');
    const [delivery] = workspace.deliveries;
    expect(delivery?.receipt).toMatchObject({ status: 200, text: '' });
    expect(delivery?.receipt?.elapsedMs).toBeLessThan(slackWaitsMs / 2);
    expect(zca.ledger.calls.filter(({ fault }) => fault === 'hang')).toHaveLength(1);
    expect(card.text).toContain('5676885507861205678');
    await cancel(card);
  });

  it('return Slack’s challenge when the address is entered', async () => {
    expect(await world().workspace.verifyUrl()).toBe(true);
  });

  it.each(['{"no":"such thing"}', 'payload=%7Bbroken', 'command=%2Funlink'])(
    'do nothing on a correctly signed request that makes no sense: %s',
    async (body) => {
      const { workspace, zca } = world();
      const before = { posts: workspace.calls.length, calls: zca.ledger.calls.length };
      await workspace.deliver(body);
      expect(await workspace.verifyUrl()).toBe(true);
      expect({ posts: workspace.calls.length, calls: zca.ledger.calls.length }).toEqual(before);
    },
  );

  it.each([
    ['/unlink help', 'Unlink an Official Account or an app'],
    ['/unlink ? please', '/unlink oa 1234'],
    ['/unlink ap 1234', 'I do not understand “ap”'],
    ['/unlink ap 1234', '/unlink app 1234'],
    [`/unlink oa ${'chữ '.repeat(200)}`, 'That is 799 characters'],
  ])('answer in the 200 itself, to one person only: %s', async (text, says) => {
    const { workspace } = world();
    const messages = () => workspace.calls.filter(({ method }) => method.startsWith('chat.')).length;
    const before = messages();
    const note = await privateAnswer(world(), people.lan, () => ask(text));
    expect(note.text).toContain(says);
    expect(note.ephemeral_to).toBe(people.lan);
    expect(messages()).toBe(before);
  });

  it('post one card for one mention, however often Slack delivers it', async () => {
    const { workspace } = world();
    const card = await cardFor(world(), people.lan, '@zca-unlink unlink app 1234');
    const record = workspace.deliveries.filter(({ kind }) => kind === 'events_api').at(-1);
    if (record === undefined) throw new Error('the mention was delivered');
    for (const _again of [1, 2]) expect(await workspace.redeliver(record)).toMatchObject({ status: 200 });
    await cancel(card);
    await cancel(await cardFor(world(), people.lan, '/unlink oa điện thoại'));
    expect(about('2791234630649070902')).toHaveLength(1);
  });

  it('answer a mention with a mistake privately in its thread', async () => {
    const topic = await topicSaying('What about shop 14?');
    const note = await privateAnswer(world(), people.lan, () =>
      ask('@zca-unlink unlink oaa 99', { thread_ts: topic.ts }),
    );
    expect(note.thread_ts).toBe(topic.ts);
    expect(note.text).toContain('/unlink oa 99');
  });

  it('answer a mention that finds nothing privately in its thread', async () => {
    const topic = await topicSaying('What about shop 15?');
    const note = await privateAnswer(world(), people.lan, () =>
      ask('@zca-unlink oa zzzzqqqq', { thread_ts: topic.ts }),
    );
    expect(note.thread_ts).toBe(topic.ts);
    expect(note.text).toContain('No linked OA matches “zzzzqqqq”');
  });

  it('keep two requests in one thread apart, each with its own result', async () => {
    const { workspace } = world();
    const topic = await topicSaying('Two shops closed');
    const cards: Message[] = [];
    for (const id of ['5131352015352641756', '912210918718333954']) {
      await ask(`@zca-unlink oa ${id}`, { thread_ts: topic.ts });
      cards.push(
        await workspace.waitFor(() => about(`· ${id}`).find(({ thread_ts }) => thread_ts === topic.ts)),
      );
    }
    for (const card of cards) await press(world(), people.minh, card, 'confirm');
    for (const card of cards) {
      const result = await workspace.waitFor(() =>
        about(`${requestIdOf(card)}: done.`).find(({ thread_ts }) => thread_ts === topic.ts),
      );
      expect(result.text).toContain('unlinked; the ZCA no longer shows it');
    }
  });

  it.each([
    ['/unlink oa 🧋', '3318563825661819805'],
    ['/unlink oa مطعم', '5035454986533184232'],
    ['/unlink app ５６７８', '5676885507861205678'],
    ['/unlink oa 17678150332996615408', '17678150332996615408'],
  ])('find what “%s” means', async (text, id) => {
    const card = await cardFor(world(), people.lan, text);
    expect(card.text).toContain(id);
    await cancel(card);
  });

  it('show a name full of markup as it is, on the card and in the result', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 8069533149885312712');
    await press(world(), people.minh, card, 'confirm');
    const result = await resultOf(world(), card);
    for (const message of [card, result]) {
      expect(message.text).toContain('&lt;!channel&gt; *boo* &amp; &lt;http://x|y&gt;');
      expect(message.text).not.toContain('<!channel>');
      expect(JSON.stringify(message.blocks)).not.toContain('"broadcast"');
    }
  });

  it('report in the place of the command that the bot cannot post there', async () => {
    const { workspace } = world();
    const { channel, text } = await privateAnswer(world(), people.lan, () =>
      ask('/unlink oa hoạ mi', { channel: places.general }),
    );
    expect(channel).toBe(places.general);
    expect(text).toContain('/invite');
    expect(text).toContain(`<#${places.general}>`);
    expect(
      workspace.messages(places.general).filter(({ ephemeral_to }) => ephemeral_to === undefined),
    ).toEqual([]);
    await cancel(await cardFor(world(), people.lan, '/unlink oa hoạ mi'));
  });

  async function cancel(card: Message): Promise<void> {
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  }

  async function topicSaying(text: string): Promise<Message> {
    await ask(text);
    return world().workspace.waitFor(() => about(text)[0]);
  }

  function about(words: string): Message[] {
    return world()
      .workspace.messages(places.ops)
      .filter(({ text }) => text.includes(words));
  }
});
