import { describe, expect, it } from 'vitest';
import {
  buttonPressOf,
  deliveryHash,
  presserOf,
  pressOf,
} from '../../../../../src/chat/slack/inbound/payloads.js';
import { renderCard } from '../../../../../src/chat/slack/messages/card.js';
import { messagesFor } from '../../../../../src/i18n/messages-for.js';
import { asset, decision, finished, pending, policy, running } from '../../../../fixtures/requests.js';
import fc from '../../../../fixtures/seeded-check.js';
import { pressable } from '../../../../fixtures/slack-accepts.js';

const pressedAt = decision.at;
const user = { id: 'U0MINH0001' };
const channel = { id: 'C0ZCAOPS01' };

/** A press as Slack sends it; what is not said is as on a card in a channel. */
function body(action: Record<string, unknown>, change: Record<string, unknown> = {}) {
  const whole = { action_id: 'approve', block_id: 'decide/UR-7K2M/3', value: 'UR-7K2M', ...action };
  return { user, channel, trigger_id: '1.2.abc', message: { ts: '1.2' }, actions: [whole], ...change };
}

function ticks(...ids: string[]) {
  return { type: 'checkboxes', selected_options: ids.map((value) => ({ value })) };
}

describe('a press on a card', () => {
  it('is read with the request, the list that was shown, and who pressed where', () => {
    expect(pressOf(body({}), pressedAt)).toEqual({
      press: deliveryHash('action', '1.2.abc'),
      requestId: 'UR-7K2M',
      listRevision: 3,
      round: 0,
      ticked: null,
      action: { type: 'approve', typed: {} },
      user: user.id,
      place: { channel: channel.id, thread: null },
      pressedAt,
    });
  });

  it('is of its thread when the card is in one', () => {
    const inThread = body({}, { message: { ts: '1.2', thread_ts: '1.1' } });
    expect(pressOf(inThread, pressedAt)?.place).toEqual({ channel: channel.id, thread: '1.1' });
  });

  it.each([
    ['a card with replies, which heads its thread', { message: { ts: '1.2', thread_ts: '1.2' } }, null],
    ['a private answer in a thread', { container: { message_ts: '1.3', thread_ts: '1.1' } }, '1.1'],
    ['a private answer in the channel', { container: { message_ts: '1.3' } }, null],
    ['a private answer of which Slack says no place', { container: { message_ts: 7 } }, null],
  ])('on %s is of the place where that stands', (_, change, thread) => {
    const sent = body({}, { message: undefined, ...change });
    const places = [pressOf(sent, pressedAt)?.place, buttonPressOf(sent)?.to.place, presserOf(sent)?.place];
    expect(places).toEqual(Array(3).fill({ channel: channel.id, thread }));
  });

  it('is of no place in the App Home', () => {
    expect(pressOf(body({}, { channel: undefined, message: undefined }), pressedAt)?.place).toBeNull();
  });

  it('is of the round that the card showed, and of none where there was none', () => {
    const rounds = ['decide/UR-7K2M/3/2', 'decide/UR-7K2M/3'].map((block_id) => {
      const read = pressOf(body({ action_id: 'retry', block_id }), pressedAt);
      return [read?.requestId, read !== null && 'listRevision' in read && read.listRevision, read?.round];
    });
    expect(rounds).toEqual([
      ['UR-7K2M', 3, 2],
      ['UR-7K2M', 3, 0],
    ]);
  });

  it('that chooses was made when Slack says, since two ticks are compared by one clock', () => {
    const choosing = {
      action_id: 'choose',
      block_id: 'choose/UR-7K2M/3/0',
      value: undefined,
      ...ticks('101'),
    };
    const times = [{ action_ts: '1767578455.123400' }, {}].map(
      (when) => pressOf(body({ ...choosing, ...when }), pressedAt)?.pressedAt,
    );
    expect(times).toEqual([1_767_578_455_123, pressedAt]);
  });

  it('that decides was made when it came to the bot, whatever Slack says', () => {
    expect(pressOf(body({ action_ts: '1767578455.123400' }), pressedAt)?.pressedAt).toBe(pressedAt);
  });

  it.each([
    ['approve', { type: 'approve', typed: {} }],
    ['take_back', { type: 'take_back' }],
    ['reject', { type: 'open_reject' }],
    ['cancel', { type: 'cancel' }],
    ['stop', { type: 'stop' }],
    ['retry', { type: 'retry' }],
  ])('on %s means that', (action_id, action) => {
    expect(pressOf(body({ action_id }), pressedAt)?.action).toEqual(action);
  });

  it('that nobody knows is none', () => {
    expect(pressOf(body({ action_id: 'delete' }), pressedAt)).toBeNull();
  });

  it.each([
    ['its value is of another request', { value: 'UR-AAAA' }],
    ['its block is of another request', { block_id: 'decide/UR-AAAA/3' }],
    ['its value is missing', { value: undefined }],
    ['its block was made up by Slack', { block_id: 'x7Hq' }],
    ['its request id is none', { block_id: 'decide/UR-IIII/3', value: 'UR-IIII' }],
    ['its block has no revision', { block_id: 'decide/UR-7K2M/' }],
    ['its block has more behind it', { block_id: 'decide/UR-7K2M/3/x' }],
    ['its block has more behind its round', { block_id: 'decide/UR-7K2M/3/1/1' }],
    ['its round is none', { block_id: 'decide/UR-7K2M/3/' }],
  ])('names no request when %s', (_, action) => {
    expect(pressOf(body(action), pressedAt)?.requestId).toBeNull();
  });

  it.each([
    ['nothing', undefined],
    ['no object', 'press'],
    ['two actions', { ...body({}), actions: [...body({}).actions, ...body({}).actions] }],
    ['no user', { ...body({}), user: undefined }],
    ['a user id that is none', { ...body({}), user: { id: '<@U1>' } }],
    ['no trigger', { ...body({}), trigger_id: '' }],
  ])('is none when there is %s', (_, payload) => {
    expect(pressOf(payload, pressedAt)).toBeNull();
  });

  it('is read or refused, never thrown at, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (payload) => {
        expect(() => [pressOf(payload, 0), buttonPressOf(payload), presserOf(payload)]).not.toThrow();
      }),
    );
  });

  it('is the same when it is delivered again, and another when it is pressed again', () => {
    const hashes = ['1.2.a', '1.2.a', '1.2.b'].map(
      (trigger_id) => pressOf(body({}, { trigger_id }), 0)?.press,
    );
    expect([hashes[0] === hashes[1], hashes[1] === hashes[2]]).toEqual([true, false]);
  });
});

describe('what is ticked', () => {
  const values = {
    'choose/UR-7K2M/3/0': { choose: ticks('101', '202') },
    'choose/UR-7K2M/3/1': { choose: ticks('303') },
  };

  it('is taken from all groups of boxes when somebody confirms', () => {
    expect(pressOf(body({}, { state: { values } }), pressedAt)).toMatchObject({
      ticked: ['101', '202', '303'],
    });
  });

  it('is taken from all groups when somebody ticks in one of them', () => {
    const choosing = {
      action_id: 'choose',
      block_id: 'choose/UR-7K2M/3/1',
      value: undefined,
      ...ticks('303', '404'),
    };
    expect(pressOf(body(choosing, { state: { values } }), pressedAt)).toMatchObject({
      requestId: 'UR-7K2M',
      action: { type: 'choose', ids: ['101', '202', '303', '404'] },
    });
  });

  it('is nothing when the last box was unticked, which is not the same as no boxes', () => {
    const choosing = { action_id: 'choose', block_id: 'choose/UR-7K2M/3/0', value: undefined, ...ticks() };
    expect(pressOf(body(choosing), pressedAt)).toMatchObject({ ticked: [] });
  });
});

it.each([
  pending({ approvals: [decision] }),
  running(),
  finished('failed', pending(), () => ({ type: 'refused', at: 0, message: '' })),
  { ...finished('failed', pending(), () => ({ type: 'refused', at: 0, message: '' })), round: 12 },
])('every button of a card that is $status is read as a press on that request', (request) => {
  const facts = { policy: policy(), eligible: 2, byHand: false, zcaIsBusy: false };
  const card = renderCard(request, facts, messagesFor('en'));
  const block = card.blocks.at(-1)?.block_id;
  const buttons = pressable(card).filter(({ type }) => type === 'button');
  const read = buttons.map((button) => pressOf(body({ ...button, block_id: block }), pressedAt));
  expect([...new Set(read.map((each) => each?.requestId))]).toEqual([request.id]);
  expect([...new Set(read.map((each) => each?.round))]).toEqual(['round' in request ? request.round : 0]);
});

it('every box of a card is read as a choice on that request', () => {
  const list = Array.from({ length: 25 }, (_, index) => asset(String(1_000 + index)));
  const facts = { policy: policy(), eligible: 2, byHand: false, zcaIsBusy: false };
  const ids = renderCard(pending({ assets: list }), facts, messagesFor('en')).blocks.flatMap(
    ({ block_id }) => (block_id?.startsWith('choose') === true ? [block_id] : []),
  );
  const read = ids.map(
    (block_id) =>
      pressOf(body({ action_id: 'choose', block_id, value: undefined, ...ticks() }), pressedAt)?.requestId,
  );
  expect(read).toEqual(['UR-7K2M', 'UR-7K2M', 'UR-7K2M']);
});

describe('a press on a button that belongs to no request', () => {
  it('is read with its value and who pressed where', () => {
    expect(buttonPressOf(body({ action_id: 'run_command', value: '/unlink oa 1234' }))).toEqual({
      to: { user: user.id, place: { channel: channel.id, thread: null } },
      replyTo: null,
      triggerId: '1.2.abc',
      value: '/unlink oa 1234',
    });
  });
});

describe('who pressed', () => {
  it('is known also of a payload that is no press of a card’s', () => {
    expect(presserOf({ user, channel })).toEqual({
      user: user.id,
      place: { channel: channel.id, thread: null },
    });
  });

  it('is not guessed when the payload does not say', () => {
    expect(presserOf({ channel })).toBeNull();
  });
});
