import { describe, expect, it } from 'vitest';
import type { ZaloMessenger } from '../../../../src/chat/zalo/outbound/messenger.js';
import { OaWindow } from '../../../../src/chat/zalo/outbound/oa-window.js';
import type { SendResult } from '../../../../src/chat/zalo/outbound/send-result.js';
import type { LastWord } from '../../../../src/flow/ports/zalo-usage.js';

const hourMs = 3_600_000;
const begin = Date.UTC(2026, 10, 28, 2);
const text = { text: 'chào', buttons: [] };
const account = { surface: 'zalo', id: '2468' } as const;

function speaking({
  word = { at: begin, sent: 0 },
  after = 0,
  paidPerMonth = 0,
  paid = 0,
}: {
  readonly word?: LastWord | null;
  readonly after?: number;
  readonly paidPerMonth?: number;
  readonly paid?: number;
}) {
  const state = { word, paid, tried: 0 };
  const window = new OaWindow({
    words: {
      heard: async () => undefined,
      of: async () => state.word,
      sent: async (_, messages) => {
        if (state.word !== null) state.word = { ...state.word, sent: state.word.sent + messages };
      },
      missed: async () => undefined,
      takeMissed: async () => [],
    },
    usage: {
      paid: async () => state.paid,
      addPaid: async (messages) => {
        state.paid += messages;
      },
    },
    freeMs: 48 * hourMs,
    freeMessages: 8,
    paidPerMonth,
    now: () => begin + after,
  });
  const inner: ZaloMessenger = {
    send: async () => {
      state.tried += 1;
      return { type: 'sent', sent: [`m${state.tried}`] } as SendResult;
    },
  };
  const messenger = window.within(inner);
  return { window, state, send: () => messenger.send(account.id, text) };
}

describe('a message of the OA', () => {
  it('is free up to 48 hours after the person’s last word, and not paid for after that', async () => {
    const inTime = speaking({ after: 48 * hourMs - 1 });
    expect(await inTime.send()).toMatchObject({ type: 'sent' });
    expect(inTime.state).toMatchObject({ paid: 0, word: { sent: 1 } });
    const late = speaking({ after: 48 * hourMs });
    expect(await late.send()).toEqual({ type: 'person_unreachable', code: 'not_paid', sent: [] });
    expect(late.state.tried).toBe(0);
  });

  it('is not paid for after eight that were free', async () => {
    const { send } = speaking({});
    for (let each = 0; each < 8; each += 1) expect(await send()).toMatchObject({ type: 'sent' });
    expect(await send()).toMatchObject({ type: 'person_unreachable', code: 'not_paid' });
  });

  it('is paid for up to seven days, as long as the month’s budget lasts', async () => {
    const { send, state } = speaking({ after: 50 * hourMs, paidPerMonth: 2 });
    expect([await send(), await send(), await send()].map(({ type }) => type)).toEqual([
      'sent',
      'sent',
      'person_unreachable',
    ]);
    expect(state.paid).toBe(2);
  });

  it('is not tried after seven days, whatever the budget', async () => {
    const { send, state } = speaking({ after: 7 * 24 * hourMs, paidPerMonth: 100 });
    expect(await send()).toEqual({ type: 'person_unreachable', code: 'window_over', sent: [] });
    expect(state.tried).toBe(0);
  });

  it('is tried where the last word is not known, since Zalo knows it', async () => {
    expect(await speaking({ word: null }).send()).toMatchObject({ type: 'sent' });
  });

  it('is sent although the last word is in the future, by a wrong clock', async () => {
    expect(await speaking({ after: -hourMs }).send()).toMatchObject({ type: 'sent' });
  });
});

describe('the end of the window', () => {
  it('is that of the free time, or of the paid one where there is a budget', async () => {
    expect(await speaking({}).window.endOf(account)).toBe(begin + 48 * hourMs);
    expect(await speaking({ paidPerMonth: 5 }).window.endOf(account)).toBe(begin + 7 * 24 * hourMs);
    expect(await speaking({ word: null }).window.endOf(account)).toBeNull();
  });
});
