import { describe, expect, it } from 'vitest';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import {
  cardFor,
  cardSays,
  press,
  privateAnswer,
  resultOf,
  threadSays,
  ticked,
} from '../../fixtures/conversation.js';
import { people, places, useWorld, type World } from '../../fixtures/world.js';

const main = '4318093042839471234';
const second = '3448302585883376050';
const third = '168335841970104084';

/** Requests one OA that another open request holds, and waits until its card shows that. */
async function joins(world: World, person: string, card: Message, id: string, reason = 'really needed') {
  await privateAnswer(world, person, () =>
    world.workspace.post({ user: person, channel: places.ops, text: `/unlink oa ${id} -- ${reason}` }),
  );
  return cardSays(world, card, `Also asked by <@${person}>: ${reason}`);
}

function inThread({ workspace }: World, { channel, ts }: Message, words: string) {
  return workspace
    .messages(channel)
    .filter((message) => message.thread_ts === ts && message.ts !== ts && message.text.includes(words));
}

async function asksAgain({ workspace }: World, person: string, message: Message) {
  const block = message.blocks.find(({ type }) => type === 'actions');
  if (block?.block_id === undefined) throw new Error(`no button to ask again: ${message.text}`);
  const container = { type: 'message' as const, channel: message.channel, message_ts: message.ts };
  await workspace.action({ user: person, container, block_id: block.block_id, action_id: 'ask_again' });
}

describe('a person who joined a request', () => {
  const world = useWorld();

  it('is told when its requester cancels it, and requests the rest with one press', async () => {
    const card = await cardFor(world(), people.lan, `/unlink oa ${main}`);
    await joins(world(), people.hoa, card, main);
    await press(world(), people.lan, card, 'cancel');
    const told = await threadSays(world(), card, 'cancelled');
    expect(told.text).toContain(`<@${people.hoa}>`);
    await asksAgain(world(), people.hoa, told);
    const again = await world().workspace.waitFor(() =>
      world()
        .workspace.messages(places.ops)
        .find(({ text, ts }) => ts > told.ts && text.includes(`<@${people.hoa}> asks to unlink 1 OA`)),
    );
    expect(again.text).toContain('Reason: really needed');
    await press(world(), people.hoa, again, 'cancel');
    await cardSays(world(), again, 'Nothing was unlinked');
  });

  it('is told when the request ran without their asset, with a button that requests it', async () => {
    const card = await cardFor(world(), people.lan, `/unlink oa ${main}, ${second}`);
    await joins(world(), people.hoa, card, main);
    await ticked(world(), people.lan, card, [second]);
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    const told = await threadSays(world(), card, 'has ended without');
    expect(told.text).toContain(`<@${people.hoa}>`);
    expect(told.text).toContain(main);
    expect(told.blocks.filter(({ type }) => type === 'actions')).toHaveLength(1);
    expect(world().zca.asset('oa', main)).not.toBeNull();
  });

  it('appears on the card and in the thread once, however often they ask', async () => {
    const card = await cardFor(world(), people.lan, `/unlink oa ${third}`);
    for (const reason of ['one', 'two', 'three']) await joins(world(), people.hoa, card, third, reason);
    const { text } = await cardSays(world(), card, 'three');
    expect(text.split('Also asked by')).toHaveLength(2);
    expect(inThread(world(), card, 'asked for the same')).toHaveLength(1);
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  });

  it('cannot approve it, even as an approver', async () => {
    const card = await cardFor(world(), people.lan, `/unlink oa ${third}`);
    await joins(world(), people.minh, card, third);
    const told = await privateAnswer(world(), people.minh, () =>
      press(world(), people.minh, card, 'confirm'),
    );
    expect(told.text).toContain('You asked for this');
    expect(world().zca.asset('oa', third)).not.toBeNull();
  });
});

describe('an approval that is dropped where two are needed', () => {
  const world = useWorld({ policy: { approvals: 2 } });

  it.each([
    [
      'by a list that has changed',
      `/unlink oa ${main}`,
      async (card: Message) => {
        world().zca.rename('oa', main, 'Another name');
        await privateAnswer(world(), people.hoa, () => press(world(), people.hoa, card, 'confirm'));
      },
    ],
    [
      'by a tick',
      `/unlink oa ${second}, ${third}`,
      (card: Message) => ticked(world(), people.lan, card, [second]),
    ],
  ])('%s, is reported to its approver, whom the card names', async (_, command, drop) => {
    const card = await cardFor(world(), people.lan, command);
    await press(world(), people.minh, card, 'confirm');
    await cardSays(world(), card, '1 of 2');
    await drop(card);
    const told = await threadSays(world(), card, 'your approval no longer counts');
    expect(told.text).toContain(`<@${people.minh}>`);
    await cardSays(world(), card, `the approval of <@${people.minh}> no longer counts`);
  });
});

describe('in a channel where the bot can no longer post,', () => {
  const world = useWorld();

  it('a person who joined a request that never had a card is told directly, once, that it was cancelled', async () => {
    const { workspace } = world();
    const ask = `/unlink oa ${main} -- really needed`;
    workspace.faults.add({ method: 'chat.postMessage', kind: 'ratelimited', retryAfterSeconds: 4 });
    await workspace.post({ user: people.lan, channel: places.ops, text: ask });
    await workspace.waitFor(() => workspace.calls.find(({ method }) => method === 'chat.postMessage'));
    const joined = await privateAnswer(world(), people.hoa, () =>
      workspace.post({ user: people.hoa, channel: places.ops, text: ask }),
    );
    expect(joined.text).toContain('added');
    await withoutBot(async () => {
      const told = await directMessages(people.hoa, 1);
      expect(told[0]).toContain('could not post its card');
      expect(told[0]).not.toContain(`<@${people.lan}>`);
      const answer = await workspace.waitFor(() =>
        workspace.ephemerals(people.lan).find(({ text }) => text.includes('No request was made')),
      );
      expect(answer.text).toContain('/invite');
    });
    // Both have been told by now, nobody twice, and the requester not by direct message as well.
    expect(await directMessages(people.hoa, 1)).toHaveLength(1);
    expect(await directMessages(people.lan, 0)).toEqual([]);
    expect(world().logged.join('\n')).not.toContain('job.failed');
  });

  it('a person who joined a request that ran without their asset is told so directly', async () => {
    const card = await cardFor(world(), people.lan, `/unlink oa ${second}, ${third}`);
    await joins(world(), people.hoa, card, second);
    await ticked(world(), people.lan, card, [third]);
    await withoutBot(async () => {
      await press(world(), people.minh, card, 'confirm');
      const told = await world().workspace.waitFor(() =>
        sentTo(people.hoa).find((text) => text.includes('has ended without')),
      );
      expect(told).toContain(second);
    });
    expect(sentTo(people.lan).filter((text) => text.includes('has ended without'))).toEqual([]);
  });

  async function withoutBot(act: () => Promise<void>): Promise<void> {
    const { workspace } = world();
    const members = workspace.state().channels.find(({ id }) => id === places.ops)?.members ?? [];
    workspace.setMembers(places.ops, Object.values(people));
    await act().finally(() => workspace.setMembers(places.ops, members));
  }

  function directMessages(person: string, least: number): Promise<string[]> {
    return world().workspace.waitFor(() => {
      const sent = sentTo(person);
      return sent.length >= least && sent;
    });
  }

  function sentTo(person: string): string[] {
    return world()
      .workspace.calls.filter(({ method, outcome }) => method === 'chat.postMessage' && outcome === 'ok')
      .filter(({ args }) => args['channel'] === person)
      .map(({ args }) => String(args['text']));
  }
});
