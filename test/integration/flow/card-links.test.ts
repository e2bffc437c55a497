import { describe, expect, it } from 'vitest';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import {
  cardFor,
  cardSays,
  press,
  privateAnswer,
  requestIdOf,
  resultOf,
} from '../../fixtures/conversation.js';
import { people, places, useWorld } from '../../fixtures/world.js';

/** A request's number in a private answer links to its card. */
describe('the number of a request', () => {
  const world = useWorld();

  it.each(['pending', 'mine', 'status', 'đang chờ', 'show oa 4318093042839471234'])(
    'links to its card in the answer to /unlink %s',
    async (question) => {
      const card = await openCard('4318093042839471234');
      expect(linksIn(await answerTo(question))[requestIdOf(card)]).toBe(addressOf(card));
      await cancel(card);
    },
  );

  it.each([
    ['cancel', 'cancel'],
    ['approve', 'approve'],
  ])('links to its card in the answer to /unlink %s and the number', async (_name, verb) => {
    const card = await openCard('3448302585883376050');
    const id = requestIdOf(card);
    expect(linksIn(await answerTo(`${verb} ${id}`))[id]).toBe(addressOf(card));
    await cancel(card);
  });

  it('links to its card in the history, and where an asset was unlinked before', async () => {
    const shop = world()
      .zca.assets()
      .find(({ kind, name }) => kind === 'oa' && name.startsWith('Cửa hàng'));
    const card = await openCard(shop?.id ?? '');
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    const id = requestIdOf(card);
    expect(linksIn(await answerTo('history'))[id]).toBe(addressOf(card));
    expect(linksIn(await answerTo(`oa ${shop?.id}`))[id]).toBe(addressOf(card));
  });

  it('links into its card’s thread', async () => {
    const { workspace } = world();
    await workspace.post({ user: people.lan, channel: places.ops, text: 'which one is it?' });
    const topic = await workspace.waitFor(() =>
      workspace.messages(places.ops).find(({ text }) => text === 'which one is it?'),
    );
    const before = workspace.messages(places.ops).length;
    await workspace.post({
      ...{ user: people.lan, channel: places.ops, thread_ts: topic.ts },
      text: '@zca-unlink unlink oa 3448302585883376050',
    });
    const card = await workspace.waitFor(() => workspace.messages(places.ops)[before + 1]);
    const link = `${addressOf(card)}?thread_ts=${topic.ts}&cid=${places.ops}`;
    expect(linksIn(await answerTo('pending'))[requestIdOf(card)]).toBe(link);
    await cancel(card);
  });

  it('needs no call to Slack per row', async () => {
    const { workspace } = world();
    await answerTo('mine');
    const before = workspace.calls.length;
    const answer = await answerTo('mine');
    expect(Object.keys(linksIn(answer)).length).toBeGreaterThan(1);
    const methods = workspace.calls.slice(before).map(({ method }) => method);
    expect(methods.filter((method) => /permalink|auth/u.test(method))).toEqual([]);
  });

  function openCard(id: string): Promise<Message> {
    return cardFor(world(), people.lan, `/unlink oa ${id}`);
  }

  async function cancel(card: Message): Promise<void> {
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  }

  function answerTo(question: string): Promise<Message> {
    const { workspace } = world();
    return privateAnswer(world(), people.lan, () =>
      workspace.post({ user: people.lan, channel: places.ops, text: `/unlink ${question}` }),
    );
  }

  function addressOf({ channel, ts }: Message): string {
    return `${world().workspace.url}/archives/${channel}/p${ts.replace('.', '')}`;
  }
});

describe('while Slack does not say the address of the workspace,', () => {
  const world = useWorld();

  it('the numbers of requests are answered at once, without their links', async () => {
    const { workspace } = world();
    const asks = () => workspace.post({ user: people.hoa, channel: places.ops, text: '/unlink pending' });
    // The bot also asks Slack once for the person's workspace.
    const before = await privateAnswer(world(), people.hoa, asks);
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    workspace.faults.add({ kind: 'hang', method: 'auth.test', times: 9 });
    const answer = await privateAnswer(world(), people.hoa, asks);
    expect(answer.text).toContain(requestIdOf(card));
    expect(linksIn(answer)).toEqual({});
    expect(workspace.ephemerals(people.hoa)).toEqual([before, answer]);
  });
});

/** The links of a message, by their texts. */
function linksIn({ blocks }: Message): Record<string, string> {
  const links: Record<string, string> = {};
  JSON.stringify(blocks, (_key, value) => {
    if (value?.type === 'link') links[value.text] = value.url;
    return value;
  });
  return links;
}
