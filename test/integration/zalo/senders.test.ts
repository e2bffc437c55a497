import { describe, expect, it } from 'vitest';
import type { LocalZalo } from '../../../sandbox/zalo/zalo.js';
import { BotSender } from '../../../src/chat/zalo/outbound/bot-sender.js';
import { OaSender } from '../../../src/chat/zalo/outbound/oa-sender.js';
import type { ZaloTokens } from '../../../src/flow/ports/zalo-api.js';
import { HttpZaloBotApi } from '../../../src/zalo/bot-api.js';
import { HttpZaloOpenApi } from '../../../src/zalo/open-api.js';
import { botToken, collectedAlerts, lan, oaId, startLocalZalo, zaloApp } from '../../fixtures/local-zalo.js';

const hourMs = 3_600_000;

describe('a text of the OA', () => {
  it('arrives with its buttons and its quote, and names the ids of its parts', async () => {
    const { zalo, send } = await talking();
    const text = `${'a'.repeat(1_500)}\n${'b'.repeat(1_500)}`;
    const buttons = [{ title: 'Xác nhận', payload: '#confirm:7f3a' }];
    const result = await send({ text, buttons, quotes: 'm1' });
    const shown = zalo.messages('lan').filter(({ from }) => from === 'oa');
    expect(result).toEqual({ type: 'sent', sent: shown.map(({ id }) => id) });
    expect(shown).toMatchObject([
      { quotes: 'm1', buttons: [] },
      { quotes: null, buttons: [{ title: 'Xác nhận' }] },
    ]);
  });

  it('goes on with the parts that an earlier try has not sent', async () => {
    const { zalo, send } = await talking();
    const text = `${'a'.repeat(1_500)}\n${'b'.repeat(1_500)}`;
    zalo.rateLimit.limit = 1;
    const first = await send({ text });
    expect(first).toMatchObject({ type: 'retry', sent: [expect.any(String)] });
    zalo.advance(60_000);
    expect(await send({ text }, first.sent)).toMatchObject({ type: 'sent' });
    expect(zalo.messages('lan').filter(({ from }) => from === 'oa')).toHaveLength(2);
  });

  it('is sent with a new token where Zalo refuses the one at hand', async () => {
    const { zalo, send, tokens } = await talking();
    tokens.at = zalo.issueTokens().access_token;
    zalo.advance(26 * hourMs);
    zalo.people.say('lan', 'còn đây');
    expect(await send({ text: 'chào' })).toMatchObject({ type: 'sent' });
    expect(tokens.replaced).toBe(1);
  });

  it('is out of order without a token, and where a new one is refused too', async () => {
    const { send, tokens } = await talking();
    tokens.at = 'wrong';
    tokens.next = () => 'wrong too';
    expect(await send({ text: 'chào' })).toEqual({ type: 'out_of_order', code: null, sent: [] });
    tokens.at = null;
    expect(await send({ text: 'chào' })).toEqual({ type: 'out_of_order', code: null, sent: [] });
  });

  it('names the missing link when the app is not linked to a ZCA', async () => {
    const { zalo, send, alerts } = await talking({ freeReplies: 0 });
    zalo.manners.isAppLinked = false;
    expect(await send({ text: 'chào' })).toMatchObject({ type: 'out_of_order', code: -320 });
    expect(alerts.raised).toEqual([{ type: 'zalo_refuses', oa: oaId, app: zaloApp.appId, code: -320 }]);
  });

  it.each([
    [-230, 'person_unreachable'],
    [-213, 'person_unreachable'],
    [-210, 'refused'],
    [-200, 'retry'],
    [-224, 'out_of_order'],
    [-99_999, 'out_of_order'],
  ])('with Zalo’s error %i is %s', async (error, type) => {
    const { zalo, send } = await talking();
    zalo.faults.add({ call: 'message_cs', kind: 'error', error });
    expect((await send({ text: 'chào' })).type).toBe(type);
  });

  it.each([
    [{ kind: 'drop_after' } as const, 'unclear'],
    [{ kind: 'hang_after' } as const, 'unclear'],
    [{ kind: 'status', status: 502 } as const, 'unclear'],
    [{ kind: 'html' } as const, 'unclear'],
  ])('whose answer is %j is %s', async (fault, type) => {
    const { zalo, send } = await talking();
    zalo.faults.add({ call: 'message_cs', ...fault });
    expect((await send({ text: 'chào' })).type).toBe(type);
  });

  it('is taken, and not sent again, where Zalo’s success names no message', async () => {
    const { zalo, send } = await talking();
    zalo.faults.add({ call: 'message_cs', kind: 'error', error: 0 });
    expect(await send({ text: 'chào' })).toEqual({ type: 'sent', sent: [''] });
  });

  it('is tried again where nothing could be sent', async () => {
    const { zalo, send } = await talking();
    await zalo.close();
    expect(await send({ text: 'chào' })).toMatchObject({ type: 'retry' });
  });
});

describe('a text of the Zalo bot', () => {
  it('arrives in parts that Zalo takes', async () => {
    const { zalo, send } = await bot();
    expect(await send(lan.bot, 'ă'.repeat(3_000))).toMatchObject({ type: 'sent' });
    expect(zalo.messages('lan', 'bot').map(({ text }) => text.length)).toEqual([2_000, 1_000]);
  });

  it('to nobody is refused, and a wrong token is an alert', async () => {
    const { send } = await bot();
    expect(await send('nobody', 'chào')).toEqual({ type: 'refused', code: 400, sent: [] });
    const other = await bot('1:wrong');
    expect(await other.send(lan.bot, 'chào')).toMatchObject({ type: 'out_of_order', code: 401 });
    expect(other.alerts.raised).toEqual([{ type: 'zalo_bot_refuses', code: 401 }]);
  });

  it('whose answer is lost is unclear', async () => {
    const { zalo, send } = await bot();
    zalo.faults.add({ call: 'bot_send', kind: 'drop_after' });
    expect(await send(lan.bot, 'chào')).toMatchObject({ type: 'unclear' });
  });
});

async function talking(options: { freeReplies?: number } = {}) {
  const zalo = await startLocalZalo(options);
  zalo.people.say('lan', 'xin chào');
  const tokens = {
    at: zalo.issueTokens().access_token as string | null,
    replaced: 0,
    next: () => zalo.issueTokens().access_token,
  };
  const kept: ZaloTokens = {
    token: async () => tokens.at,
    replacement: async () => {
      tokens.replaced += 1;
      return tokens.next();
    },
    oas: async () => [oaId],
  };
  const alerts = collectedAlerts();
  const api = new HttpZaloOpenApi({ url: zalo.url, timeoutMs: 500, tokens: kept });
  const sender = new OaSender({ api, alerts, buttonShape: 'text', appId: zaloApp.appId });
  const send = (text: Parameters<OaSender['send']>[2], done: readonly string[] = []) =>
    sender.send(oaId, lan.oa, text, done);
  return { zalo, tokens, alerts, send };
}

async function bot(token = botToken): Promise<{
  zalo: LocalZalo;
  alerts: ReturnType<typeof collectedAlerts>;
  send: BotSender['send'];
}> {
  const zalo = await startLocalZalo();
  const alerts = collectedAlerts();
  const sender = new BotSender({ api: new HttpZaloBotApi({ url: zalo.url, timeoutMs: 500, token }), alerts });
  return { zalo, alerts, send: (chat, text, done) => sender.send(chat, text, done) };
}
