import { describe, expect, it } from 'vitest';
import { post, send, started, startWebhook } from './local-zalo.js';

const dir = 'no-page-is-built-here';

async function startedWithPage() {
  const switches = { list: () => [], turnOn: () => false, allWell: () => undefined };
  return started({ page: { dir, switches } });
}

async function read(url: string): Promise<Record<string, unknown>> {
  return (await (await fetch(url)).json()) as Record<string, unknown>;
}

describe('the phone page’s door', () => {
  it('answers with the chats as soon as somebody writes', async () => {
    const zalo = await startedWithPage();
    expect(await read(`${zalo.url}/sandbox/chats?who=lan&after=-1`)).toEqual({ version: 0, oa: [], bot: [] });
    const waiting = read(`${zalo.url}/sandbox/chats?who=lan&after=0`);
    await post(`${zalo.url}/sandbox/say`, { who: 'lan', side: 'oa', text: 'xin chào' });
    expect(await waiting).toMatchObject({ version: 1, oa: [{ from: 'person', text: 'xin chào' }] });
  });

  it('ends a wait for news when Zalo closes', async () => {
    const zalo = await startedWithPage();
    const waiting = fetch(`${zalo.url}/sandbox/chats?who=lan&after=0`).catch(() => null);
    await zalo.close();
    await waiting;
  });

  it('sends a press without showing it, and a quote with what it quotes', async () => {
    const zalo = await startedWithPage();
    zalo.people.say('lan', 'xin chào');
    const attachment = {
      type: 'template',
      payload: { buttons: [{ title: 'OK', type: 'oa.query.hide', payload: '#ok 1' }] },
    };
    const { data } = await send(zalo, zalo.issueTokens().access_token, '2468458835296197922', {
      text: 'Bấm đi',
      attachment,
    });
    const message = data.data.message_id;
    await post(`${zalo.url}/sandbox/press`, { who: 'lan', message, title: 'OK' });
    await post(`${zalo.url}/sandbox/say`, { who: 'lan', side: 'oa', text: 'đây', quotes: message });
    const { oa } = await read(`${zalo.url}/sandbox/chats?who=lan&after=-1`);
    expect(oa).toMatchObject([{ text: 'xin chào' }, { text: 'Bấm đi' }, { text: 'đây', quotes: message }]);
  });

  it.each([
    ['say', { who: 'nobody', side: 'oa', text: 'a' }],
    ['say', { who: 'lan', side: 'oa', text: '' }],
    ['say', { who: 'lan', side: 'sms', text: 'a' }],
    ['press', { who: 'lan', message: 'none', title: 'OK' }],
  ])('refuses with 400: %s %j', async (name, input) => {
    const zalo = await startedWithPage();
    const { status, data } = await post(`${zalo.url}/sandbox/${name}`, input);
    expect(status).toBe(400);
    expect(data.error).toEqual(expect.any(String));
    expect(zalo.messages('lan')).toEqual([]);
  });

  it('does not exist without a page', async () => {
    const zalo = await started();
    expect(await read(`${zalo.url}/sandbox/phone`)).toMatchObject({ error: -404 });
  });
});

describe('a switch of the page', () => {
  it('keeps events back until they are released, in their order', async () => {
    const zalo = await started();
    const webhook = await startWebhook();
    zalo.office.webhook = webhook.url;
    zalo.office.manners.isWithholding = true;
    zalo.people.say('lan', 'one');
    zalo.people.say('lan', 'two');
    await zalo.office.idle();
    expect(webhook.received).toEqual([]);
    zalo.office.manners.isWithholding = false;
    zalo.office.release();
    await zalo.office.idle();
    const texts = zalo.office.records.map(({ request }) => JSON.parse(request.body).message.text);
    expect(texts).toEqual(['one', 'two']);
    expect(webhook.received).toHaveLength(2);
  });

  it('ends an access token early, and its refresh token works on', async () => {
    const zalo = await started();
    const pair = zalo.issueTokens();
    const oaId = zalo.oas[0]?.id ?? '';
    zalo.tokens.expire(oaId);
    expect(zalo.tokens.hasAccess(oaId)).toBe(false);
    expect(zalo.tokens.holder(pair.access_token)).toBe('expired');
    expect(zalo.tokens.refresh(pair.refresh_token)).toMatchObject({ access_token: expect.any(String) });
    expect(zalo.tokens.hasAccess(oaId)).toBe(true);
  });

  it('closes the window for everybody who has written, until they write again', async () => {
    const zalo = await started();
    expect(zalo.windows.areClosed).toBe(false);
    zalo.people.say('lan', 'xin chào');
    zalo.people.say('minh', 'xin chào');
    zalo.windows.closeAll();
    expect(zalo.windows.areClosed).toBe(true);
    zalo.people.say('lan', 'xin chào');
    expect(zalo.windows.areClosed).toBe(false);
    expect(zalo.windows.allowance('7714239985012345678')).toEqual({ type: 'closed' });
  });
});
