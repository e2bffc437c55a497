import { describe, expect, it } from 'vitest';
import type { LocalZalo } from '../../zalo/zalo.js';
import { send, started, startWebhook } from './local-zalo.js';

const lan = '2468458835296197922';
const hourMs = 3_600_000;
const button = (title: string, payload: string) => ({ title, type: 'oa.query.hide', payload });

describe('messages of an OA in the local Zalo', () => {
  it('reach a person who wrote lately, and come back as an echo', async () => {
    const { zalo, token } = await talking();
    const webhook = await startWebhook();
    zalo.office.webhook = webhook.url;
    const { data } = await send(zalo, token, lan, { text: 'Chào Lan', quote_message_id: 'm1' });
    expect(data).toMatchObject({ error: 0, data: { quota: { remain: '7', total: '8' }, user_id: lan } });
    expect(zalo.messages('lan').at(-1)).toMatchObject({ from: 'oa', text: 'Chào Lan', quotes: 'm1' });
    await zalo.office.idle();
    expect(JSON.parse(webhook.received[0]?.body ?? '')).toMatchObject({
      event_name: 'oa_send_text',
      recipient: { id: lan },
    });
  });

  it('are refused by envelope: nobody there, too long, and after seven days', async () => {
    const { zalo, token } = await talking();
    const errorOf = async (to: string, text: string) => (await send(zalo, token, to, { text })).data.error;
    expect(await errorOf('123', 'a')).toBe(-201);
    expect(await errorOf(lan, 'ă'.repeat(2_001))).toBe(-210);
    expect(await errorOf(lan, 'ă'.repeat(2_000))).toBe(0);
    expect(await errorOf('7714239985012345678', 'a')).toBe(-230);
  });

  it('are free eight times within 48 hours, then paid by the ZCA until seven days', async () => {
    const { zalo, token } = await talking();
    const errorOf = async () => (await send(zalo, token, lan, { text: 'a' })).data.error;
    for (let sent = 0; sent < 8; sent += 1) expect(await errorOf()).toBe(0);
    zalo.manners.isAppLinked = false;
    expect(await errorOf()).toBe(-320);
    zalo.manners.isAppLinked = true;
    expect(await errorOf()).toBe(0);
    zalo.manners.isSolvent = false;
    expect(await errorOf()).toBe(-321);
    zalo.people.say('lan', 'còn đây');
    expect(await errorOf()).toBe(0);
    zalo.advance(49 * hourMs);
    const freshToken = zalo.issueTokens().access_token;
    expect((await send(zalo, freshToken, lan, { text: 'a' })).data.error).toBe(-321);
    zalo.advance(7 * 24 * hourMs);
    const newest = zalo.issueTokens().access_token;
    expect((await send(zalo, newest, lan, { text: 'a' })).data.error).toBe(-230);
  });

  it('may carry buttons in the one of two shapes that is switched on', async () => {
    const { zalo, token } = await talking();
    const buttons = [button('Xác nhận', '#confirm:7f3a')];
    const byText = { text: 'Hủy?', attachment: { type: 'template', payload: { buttons } } };
    const payload = { template_type: 'button', text: 'Hủy?', buttons };
    const byTemplate = { attachment: { type: 'template', payload } };
    expect((await send(zalo, token, lan, byText)).data.error).toBe(0);
    expect((await send(zalo, token, lan, byTemplate)).data.error).toBe(-233);
    zalo.manners.buttonShape = 'template';
    expect((await send(zalo, token, lan, byTemplate)).data.error).toBe(0);
    expect((await send(zalo, token, lan, byText)).data.error).toBe(-233);
  });

  it('with six buttons or too long a title are refused', async () => {
    const { zalo, token } = await talking();
    const withButtons = (buttons: unknown) => ({
      text: 'Hủy?',
      attachment: { type: 'template', payload: { buttons } },
    });
    const six = Array.from({ length: 6 }, () => button('a', 'b'));
    expect((await send(zalo, token, lan, withButtons(six))).data.error).toBe(-201);
    expect((await send(zalo, token, lan, withButtons([button('a'.repeat(101), 'b')]))).data.error).toBe(-201);
  });

  it('stop at the limit of calls in a minute, which the headers tell', async () => {
    const { zalo, token } = await talking();
    zalo.rateLimit.limit = 1;
    const first = await send(zalo, token, lan, { text: 'a' });
    expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '1', 'x-ratelimit-remain': '0' });
    expect((await send(zalo, token, lan, { text: 'a' })).data.error).toBe(-32);
    zalo.advance(60_000);
    expect((await send(zalo, token, lan, { text: 'a' })).data.error).toBe(0);
  });

  it('go wrong as planned, before or after they were sent', async () => {
    const { zalo, token } = await talking();
    zalo.faults.add({ call: 'message_cs', kind: 'drop_before' });
    zalo.faults.add({ call: 'message_cs', kind: 'drop_after' });
    zalo.faults.add({ call: 'message_cs', kind: 'error', error: -244 });
    await expect(send(zalo, token, lan, { text: 'one' })).rejects.toThrow();
    await expect(send(zalo, token, lan, { text: 'two' })).rejects.toThrow();
    expect((await send(zalo, token, lan, { text: 'three' })).data.error).toBe(-244);
    expect(zalo.messages('lan').filter(({ from }) => from === 'oa')).toMatchObject([{ text: 'two' }]);
    expect(JSON.stringify(zalo.calls)).not.toContain(token);
  });
});

async function talking(): Promise<{ zalo: LocalZalo; token: string }> {
  const zalo = await started();
  zalo.people.say('lan', 'xin chào');
  return { zalo, token: zalo.issueTokens().access_token };
}
