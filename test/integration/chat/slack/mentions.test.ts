import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../sandbox/slack/page-contract.js';
import { cardFor, press, privateAnswer, resultOf } from '../../../fixtures/conversation.js';
import { people, places, useWorld } from '../../../fixtures/world.js';

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

  it('shows the names of other people in its reason, and notifies none of them', async () => {
    const typed = '@zca-unlink app 5676885507861205678 -- ask @hoa first';
    const card = await cardFor(world(), people.lan, typed);
    expect(card.text).toContain('ask @hoa first');
    expect(card.text).not.toContain(people.hoa);
  });

  it('gets a private answer to a mistake, with the nearest right form', async () => {
    const { workspace } = world();
    const note = await privateAnswer(world(), people.lan, () =>
      workspace.post({ user: people.lan, channel: places.ops, text: '@zca-unlink unlink oaa 99' }),
    );
    expect(note.text).toContain('I do not understand “oaa”');
    expect(note.text).toContain('/unlink oa 99');
  });

  it.each([
    ['a comma', '<@U0ZCABOT01>, unlink oa 3448302585883376050'],
    ['a colon', '<@U0ZCABOT01>: hủy  liên kết oa 168335841970104084'],
    ['a label', '<@U0ZCABOT01|zca-unlink> huỷ liên kết oa 2837724047112601812'],
  ])('is read with %s as without', async (_, text) => {
    const id = text.slice(text.lastIndexOf(' ') + 1);
    await world().workspace.deliver(mentionOf(text));
    await world().workspace.waitFor(() =>
      world()
        .workspace.messages(places.ops)
        .find((message) => message.text.includes(id)),
    );
  });

  function inThread(topic: Message): Message[] {
    return world()
      .workspace.messages(places.ops)
      .filter(({ thread_ts, ts }) => thread_ts === topic.ts && ts !== topic.ts);
  }
});

describe('an edited mention', () => {
  const world = useWorld();
  const [first, second, third, fourth] = [
    '3914070798295433673',
    '3448302585883376050',
    '168335841970104084',
    '4318093042839471234',
  ];

  it('changes nothing about a pending request, and shows its author the card', async () => {
    const ts = aMoment(1);
    await deliver(`<@U0ZCABOT01> unlink oa ${first} -- clsoed`, ts);
    const card = await world().workspace.waitFor(() => cards(first)[0]);
    const told = await answerTo(() => deliver(`<@U0ZCABOT01> unlink oa ${second} -- closed`, ts, '1'));
    expect(told.text).toMatch(/Editing your message does not change request UR-/u);
    expect(told.text).toContain('its card');
    expect([cards(first), cards(second)]).toEqual([[card], []]);
  });

  it('requests nothing again once its request is over, even if the asset is linked again', async () => {
    const ts = aMoment(2);
    await deliver(`<@U0ZCABOT01> unlink oa ${third} -- old`, ts);
    const card = await world().workspace.waitFor(() => cards(third)[0]);
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    world().zca.link({ kind: 'oa', id: third, name: 'Linked again' });
    const told = await answerTo(() => deliver(`<@U0ZCABOT01> unlink oa ${third} -- old (thanks!)`, ts, '1'));
    expect(told.text).toContain('which has ended');
    expect(cards(third)).toHaveLength(1);
  });

  it('makes one request when it corrects an id that matched nothing, however often it is delivered', async () => {
    const ts = aMoment(3);
    const told = await answerTo(() => deliver('<@U0ZCABOT01> unlink oa 9999888877776666', ts));
    expect(told.text).toContain('No linked OA matches');
    await deliver(`<@U0ZCABOT01> unlink oa ${fourth}`, ts, '1');
    const card = await world().workspace.waitFor(() => cards(fourth)[0]);
    await deliver(`<@U0ZCABOT01> unlink oa ${fourth}`, ts, '1');
    const again = await answerTo(() => deliver(`<@U0ZCABOT01> unlink oa ${second}`, ts, '2'));
    expect(again.text).toContain('does not change request');
    expect([cards(fourth), cards(second)]).toEqual([[card], []]);
  });

  it('requests nothing when the message is old', async () => {
    const told = await answerTo(() => deliver(`<@U0ZCABOT01> unlink oa ${second}`, '1700000000.000100', '1'));
    expect(told.text).toContain('Editing a message this old makes no request');
  });

  /** A message time of now; Slack gives each message in a channel its own. */
  function aMoment(number: number): string {
    return `${Math.floor(Date.now() / 1_000)}.90000${number}`;
  }

  async function deliver(text: string, ts: string, editedAt?: string): Promise<void> {
    const edited = editedAt === undefined ? {} : { edited: { user: people.lan, ts: `${editedAt}.000000` } };
    await world().workspace.deliver(mentionOf(text, { ts, event_ts: ts, ...edited }));
  }

  function answerTo(act: () => Promise<unknown>): Promise<Message> {
    return privateAnswer(world(), people.lan, act);
  }

  function cards(id: string): Message[] {
    return world()
      .workspace.messages(places.ops)
      .filter(({ text, ts, thread_ts }) => (thread_ts ?? ts) === ts && text.includes(id));
  }
});

let events = 0;

/**
 * An event as Slack delivers it for a message that mentions the bot, each time under its own id.
 */
function mentionOf(text: string, more: Record<string, unknown> = {}): string {
  events += 1;
  const ts = `${Math.floor(Date.now() / 1_000)}.${String(events).padStart(6, '0')}`;
  return JSON.stringify({
    token: 'x',
    team_id: 'T0ZCADEMO1',
    api_app_id: 'A0ZCABOT01',
    type: 'event_callback',
    event_id: `Ev0EDIT${events}`,
    event_time: Math.floor(Date.now() / 1_000),
    authorizations: [
      {
        ...{ enterprise_id: null, team_id: 'T0ZCADEMO1', user_id: 'U0ZCABOT01' },
        ...{ is_bot: true, is_enterprise_install: false },
      },
    ],
    event: { type: 'app_mention', user: people.lan, channel: places.ops, text, ts, event_ts: ts, ...more },
  });
}
