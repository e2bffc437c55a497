import { describe, expect, it } from 'vitest';
import { elementsOf } from '../../../../sandbox/block-elements.js';
import type { ActionInput, Message } from '../../../../sandbox/slack/page-contract.js';
import { cardFor, press, privateAnswer } from '../../../fixtures/conversation.js';
import { people, places, useWorld } from '../../../fixtures/world.js';

describe('a private answer', () => {
  const world = useWorld();

  it('to a press on a card with replies appears in the channel, beside the card', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await say('Who is this for?', card.ts);
    const refusal = await privateAnswer(world(), people.outsider, () =>
      press(world(), people.outsider, card, 'confirm'),
    );
    expect(refusal).toMatchObject({ channel: places.ops, text: expect.stringContaining('approve') });
    expect(refusal.thread_ts).toBeUndefined();
  });

  it('to a press on a card in a thread appears in that thread', async () => {
    const topic = await say('Shop 5 has closed');
    await say('@zca-unlink app 1234 -- closed', topic.ts);
    const card = await world().workspace.waitFor(() => cardIn(topic));
    const refusal = await privateAnswer(world(), people.outsider, () =>
      press(world(), people.outsider, card, 'confirm'),
    );
    expect(refusal.thread_ts).toBe(topic.ts);
  });

  it('in a thread has buttons that answer in that thread', async () => {
    const topic = await say('Shop 7 has closed');
    const mistake = await privateAnswer(world(), people.lan, async () => {
      await say('@zca-unlink appp 5676885507861205678', topic.ts);
    });
    expect(mistake.thread_ts).toBe(topic.ts);
    await world().workspace.action(buttonOf(mistake, people.lan));
    const card = await world().workspace.waitFor(() => cardIn(topic));
    expect(card.text).toContain('5676885507861205678');
  });

  /** Lan writes to everybody in #zca-ops. */
  async function say(text: string, thread_ts?: string): Promise<Message> {
    const { workspace } = world();
    const thread = thread_ts === undefined ? {} : { thread_ts };
    await workspace.post({ user: people.lan, channel: places.ops, text, ...thread });
    const said = workspace.messages(places.ops).filter((each) => each.user === people.lan);
    const last = said.at(-1);
    if (last === undefined) throw new Error('it was posted');
    return last;
  }

  function cardIn(topic: Message): Message | undefined {
    const messages = world().workspace.messages(places.ops);
    return messages.find(({ thread_ts, metadata }) => thread_ts === topic.ts && metadata !== undefined);
  }

  function buttonOf(message: Message, user: string): ActionInput {
    for (const block of message.blocks)
      for (const { type, action_id } of elementsOf(block))
        if (type === 'button' && block.block_id !== undefined)
          return {
            user,
            container: { type: 'message', channel: message.channel, message_ts: message.ts },
            block_id: block.block_id,
            action_id,
          };
    throw new Error('the message has no button');
  }
});
