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

/** A press as Slack sends it; by default, one on a card in a channel. */
function body(action: Record<string, unknown>, change: Record<string, unknown> = {}) {
  const whole = { action_id: 'approve', block_id: 'decide/UR-7K2M/3', value: 'UR-7K2M', ...action };
  return { user, channel, trigger_id: '1.2.abc', message: { ts: '1.2' }, actions: [whole], ...change };
}

function ticks(...ids: string[]) {
  return { type: 'checkboxes', selected_options: ids.map((value) => ({ value })) };
}

describe('a press on a card', () => {
  it('carries the request, the list that was shown, the person and the place', () => {
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

  it('belongs to the card’s thread when the card is in one', () => {
    const inThread = body({}, { message: { ts: '1.2', thread_ts: '1.1' } });
    expect(pressOf(inThread, pressedAt)?.place).toEqual({ channel: channel.id, thread: '1.1' });
  });

  it.each([
    ['a card with replies, which heads its thread', { message: { ts: '1.2', thread_ts: '1.2' } }, null],
    ['a private answer in a thread', { container: { message_ts: '1.3', thread_ts: '1.1' } }, '1.1'],
    ['a private answer in the channel', { container: { message_ts: '1.3' } }, null],
    ['a private answer of which Slack says no place', { container: { message_ts: 7 } }, null],
  ])('takes its place from the message: %s', (_, change, thread) => {
    const sent = body({}, { message: undefined, ...change });
    const places = [pressOf(sent, pressedAt)?.place, buttonPressOf(sent)?.to.place, presserOf(sent)?.place];
    expect(places).toEqual(Array(3).fill({ channel: channel.id, thread }));
  });

  it('has no place in the App Home', () => {
    expect(pressOf(body({}, { channel: undefined, message: undefined }), pressedAt)?.place).toBeNull();
  });

  it('carries the round that the card showed, or none where it showed none', () => {
    const rounds = ['decide/UR-7K2M/3/2', 'decide/UR-7K2M/3'].map((block_id) => {
      const read = pressOf(body({ action_id: 'retry', block_id }), pressedAt);
      return [read?.requestId, read !== null && 'listRevision' in read && read.listRevision, read?.round];
    });
    expect(rounds).toEqual([
      ['UR-7K2M', 3, 2],
      ['UR-7K2M', 3, 0],
    ]);
  });

  it('takes the time of a choice from Slack, so that one clock orders two ticks', () => {
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

  it('takes the time of a decision from its arrival, whatever Slack says', () => {
    expect(pressOf(body({ action_ts: '1767578455.123400' }), pressedAt)?.pressedAt).toBe(pressedAt);
  });

  it.each([
    ['approve', { type: 'approve', typed: {} }],
    ['take_back', { type: 'take_back' }],
    ['reject', { type: 'open_reject' }],
    ['cancel', { type: 'cancel' }],
    ['stop', { type: 'stop' }],
    ['retry', { type: 'retry' }],
  ])('on %s has that action', (action_id, action) => {
    expect(pressOf(body({ action_id }), pressedAt)?.action).toEqual(action);
  });

  it('is ignored when its action is unknown', () => {
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
  ])('is ignored when there is %s', (_, payload) => {
    expect(pressOf(payload, pressedAt)).toBeNull();
  });

  it('never makes the parser throw, whatever arrives', () => {
    fc.assert(
      fc.property(fc.anything(), (payload) => {
        expect(() => [pressOf(payload, 0), buttonPressOf(payload), presserOf(payload)]).not.toThrow();
      }),
    );
  });

  it('keeps its id when it is delivered again, and gets another when somebody presses again', () => {
    const hashes = ['1.2.a', '1.2.a', '1.2.b'].map(
      (trigger_id) => pressOf(body({}, { trigger_id }), 0)?.press,
    );
    expect([hashes[0] === hashes[1], hashes[1] === hashes[2]]).toEqual([true, false]);
  });
});

describe('the ticked assets', () => {
  const values = {
    'choose/UR-7K2M/3/0': { choose: ticks('101', '202') },
    'choose/UR-7K2M/3/1': { choose: ticks('303') },
  };

  it('come from all groups of boxes when somebody confirms', () => {
    expect(pressOf(body({}, { state: { values } }), pressedAt)).toMatchObject({
      ticked: ['101', '202', '303'],
    });
  });

  it('come from all groups when somebody ticks in one of them', () => {
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

  it('are an empty list, and not null, when somebody unticks the last box', () => {
    const choosing = { action_id: 'choose', block_id: 'choose/UR-7K2M/3/0', value: undefined, ...ticks() };
    expect(pressOf(body(choosing), pressedAt)).toMatchObject({ ticked: [] });
  });
});

it.each([
  pending({ approvals: [decision] }),
  running(),
  finished('failed', pending(), () => ({ type: 'refused', at: 0, message: '' })),
  { ...finished('failed', pending(), () => ({ type: 'refused', at: 0, message: '' })), round: 12 },
])('a card that is $status has only buttons whose presses name its request', (request) => {
  const facts = { policy: policy(), eligible: 2, byHand: false, zcaIsBusy: false };
  const card = renderCard(request, facts, messagesFor('en'));
  const block = card.blocks.at(-1)?.block_id;
  const buttons = pressable(card).filter(({ type }) => type === 'button');
  const read = buttons.map((button) => pressOf(body({ ...button, block_id: block }), pressedAt));
  expect([...new Set(read.map((each) => each?.requestId))]).toEqual([request.id]);
  expect([...new Set(read.map((each) => each?.round))]).toEqual(['round' in request ? request.round : 0]);
});

it('every card has only boxes whose ticks name its request', () => {
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
  it('carries its value, the person and the place', () => {
    expect(buttonPressOf(body({ action_id: 'run_command', value: '/unlink oa 1234' }))).toEqual({
      to: { user: user.id, place: { channel: channel.id, thread: null } },
      replyTo: null,
      triggerId: '1.2.abc',
      value: '/unlink oa 1234',
    });
  });
});

describe('the presser', () => {
  it('is also read from a payload that is no press on a card', () => {
    expect(presserOf({ user, channel })).toEqual({
      user: user.id,
      place: { channel: channel.id, thread: null },
    });
  });

  it('is not guessed when the payload does not name one', () => {
    expect(presserOf({ channel })).toBeNull();
  });
});
