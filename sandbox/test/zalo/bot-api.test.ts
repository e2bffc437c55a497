import { describe, expect, it } from 'vitest';
import { botToken, post, started, startWebhook } from './local-zalo.js';

const lan = '6ede9afa66b88fe6d6a9';

describe('the Bot Platform of the local Zalo', () => {
  it('knows its bot by the token alone', async () => {
    const zalo = await started();
    expect((await post(`${zalo.url}/bot${botToken}/getMe`, {})).data).toMatchObject({
      ok: true,
      result: { can_join_groups: false },
    });
    expect((await post(`${zalo.url}/bot1:wrong/getMe`, {})).data).toMatchObject({
      ok: false,
      error_code: 401,
    });
  });

  it('sends a text to a person, and refuses one that is too long or for nobody', async () => {
    const zalo = await started();
    const say = async (chat: string, text: string) =>
      (await post(`${zalo.url}/bot${botToken}/sendMessage`, { chat_id: chat, text })).data;
    expect(await say(lan, 'Chào')).toMatchObject({ ok: true, result: { message_id: expect.any(String) } });
    expect(await say(lan, 'ă'.repeat(2_001))).toMatchObject({ ok: false, error_code: 400 });
    expect(await say('nobody', 'Chào')).toMatchObject({ ok: false, error_code: 400 });
    expect(zalo.messages('lan', 'bot')).toMatchObject([{ text: 'Chào' }]);
  });

  it('tells its webhook once, with the secret in a header', async () => {
    const zalo = await started();
    const { url, received } = await startWebhook([500]);
    await post(`${zalo.url}/bot${botToken}/setWebhook`, { url, secret_token: 'secret-of-the-bot' });
    zalo.people.sayToBot('lan', 'duyệt 4821');
    await zalo.office.idle();
    expect(received).toHaveLength(1);
    expect(received[0]?.headers['x-bot-api-secret-token']).toBe('secret-of-the-bot');
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      ok: true,
      result: { event_name: 'message.text.received', message: { text: 'duyệt 4821', from: { id: lan } } },
    });
    zalo.botDoor.isWrapped = false;
    zalo.people.sayToBot('lan', 'duyệt 4821', 'group-1');
    await zalo.office.idle();
    expect(JSON.parse(received[1]?.body ?? '')).toMatchObject({ message: { chat: { chat_type: 'GROUP' } } });
  });

  it('hands out one update a call, and none while a webhook is set', async () => {
    const zalo = await started();
    const updates = async () => (await post(`${zalo.url}/bot${botToken}/getUpdates`, { timeout: 0 })).data;
    zalo.people.sayToBot('lan', 'một');
    zalo.people.sayToBot('lan', 'hai');
    expect(await updates()).toMatchObject({ result: { message: { text: 'một' } } });
    expect(await updates()).toMatchObject({ result: { message: { text: 'hai' } } });
    expect(await updates()).toMatchObject({ ok: false, error_code: 408 });
    const webhook = { url: 'http://127.0.0.1:9/x', secret_token: 'secret-of-the-bot' };
    await post(`${zalo.url}/bot${botToken}/setWebhook`, webhook);
    expect(await updates()).toMatchObject({ ok: false, error_code: 409 });
  });
});
