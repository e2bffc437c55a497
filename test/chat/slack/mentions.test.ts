import { describe, expect, it } from 'vitest';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import { cardFor, press, privateAnswer, resultOf } from '../../world/conversation.js';
import { people, places, useWorld } from '../../world/world.js';

describe('a mention of the bot', () => {
  const world = useWorld();

  it('in a thread gets its card and its result in that thread', async () => {
    const { workspace } = world();
    await workspace.post({ user: people.lan, channel: places.ops, text: 'Shop 12 is closed' });
    const [topic] = workspace.messages(places.ops);
    if (topic === undefined) throw new Error('the topic was posted');
    await workspace.post({
      user: people.lan,
      channel: places.ops,
      thread_ts: topic.ts,
      text: '@zca-unlink unlink oa 1234 -- closed',
    });
    const card = await workspace.waitFor(() =>
      inThread(topic).find(({ text }) => text.includes('4318093042839471234')),
    );
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).thread_ts).toBe(topic.ts);
  });

  it('in a channel gets its card in the channel, with or without the word unlink', async () => {
    const card = await cardFor(world(), people.lan, 'xin chào @zca-unlink app 1234');
    expect(card.thread_ts).toBeUndefined();
    expect(card.text).toContain('2791234630649070902');
  });

  it('of other people as well shows their names in the reason, and notifies none of them', async () => {
    const typed = '@zca-unlink app 5676885507861205678 -- ask @hoa first';
    const card = await cardFor(world(), people.lan, typed);
    expect(card.text).toContain('ask @hoa first');
    expect(card.text).not.toContain(people.hoa);
  });

  it('with a mistake in it is answered privately, with the nearest right form', async () => {
    const { workspace } = world();
    const note = await privateAnswer(world(), people.lan, () =>
      workspace.post({ user: people.lan, channel: places.ops, text: '@zca-unlink unlink oaa 99' }),
    );
    expect(note.text).toContain('I do not know “oaa”');
    expect(note.text).toContain('/unlink oa 99');
  });

  function inThread(topic: Message): Message[] {
    return world()
      .workspace.messages(places.ops)
      .filter(({ thread_ts, ts }) => thread_ts === topic.ts && ts !== topic.ts);
  }
});
