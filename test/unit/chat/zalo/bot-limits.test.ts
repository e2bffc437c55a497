import { describe, expect, it } from 'vitest';
import { BotLimits } from '../../../../src/chat/zalo/outbound/bot-limits.js';
import type { SendResult } from '../../../../src/chat/zalo/outbound/send-result.js';
import type { Alert } from '../../../../src/core/messages/alert.js';

const text = { text: 'chào', buttons: [] };

function counted(answer: SendResult = { type: 'sent', sent: ['m'] }) {
  const raised: Alert[] = [];
  const people = new Set<string>();
  let messages = 0;
  const limits = new BotLimits({
    usage: {
      addBot: async ({ id }, added) => {
        const isNew = !people.has(id);
        people.add(id);
        messages += added;
        return { people: people.size, messages, isNew };
      },
      bot: async () => ({ people: people.size, messages }),
    },
    alerts: { raise: (alert) => void raised.push(alert) },
    people: 10,
    messagesPerMonth: 20,
  });
  const state = { answer };
  const messenger = limits.counting({ send: async () => state.answer });
  return { raised, state, send: (id: string) => messenger.send(id, text) };
}

describe('the limits of the Zalo bot', () => {
  it('are told once each at 80, 95 and 100 percent, before and when they are reached', async () => {
    const { send, raised } = counted();
    for (let each = 0; each < 25; each += 1) await send('a');
    expect(raised).toEqual(
      [16, 19, 20].map((used) => ({ type: 'zalo_bot_limit', limit: 'messages', used, most: 20 })),
    );
  });

  it('count each person once', async () => {
    const { send, raised } = counted();
    for (const id of ['a', 'b', 'c', 'a', 'd', 'e', 'f', 'g', 'b']) await send(id);
    expect(raised).toEqual([]);
    await send('h');
    expect(raised).toEqual([{ type: 'zalo_bot_limit', limit: 'people', used: 8, most: 10 }]);
  });

  it('are no reason to give a message up before they are used up', async () => {
    const { send, state } = counted();
    state.answer = { type: 'retry', afterMs: 1, sent: [] };
    expect(await send('a')).toEqual(state.answer);
  });

  it('are why a message that Zalo refuses is given up once they are used up', async () => {
    const { send, state } = counted();
    for (let each = 0; each < 20; each += 1) await send('a');
    expect(await send('a')).toMatchObject({ type: 'sent' });
    state.answer = { type: 'retry', afterMs: 1, sent: [] };
    expect(await send('a')).toEqual({ type: 'person_unreachable', code: 'bot_messages', sent: [] });
  });
});
