import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { app, oaSecret, send, started, startWebhook } from './local-zalo.js';

const lan = '2468458835296197922';

describe('webhooks of the local Zalo', () => {
  it('sign the raw body with the OA’s secret', async () => {
    const { zalo, received } = await connected();
    zalo.people.say('lan', '/unlink oa 1234');
    await zalo.office.idle();
    const [{ headers, body } = { headers: {}, body: '{}' }] = received;
    const event = JSON.parse(body);
    expect(event).toMatchObject({
      event_name: 'user_send_text',
      sender: { id: lan },
      recipient: { id: zalo.oas[0]?.id },
      message: { text: '/unlink oa 1234' },
    });
    const mac = createHash('sha256').update(`${app.appId}${body}${event.timestamp}${oaSecret}`).digest('hex');
    expect(headers['x-zevent-signature']).toBe(`mac=${mac}`);
  });

  it('bring a press of a hidden button as a text with its payload and an id of its own', async () => {
    const { zalo, received } = await connected();
    zalo.people.say('lan', 'xin chào');
    const buttons = [{ title: 'Xác nhận', type: 'oa.query.hide', payload: '#confirm:7f3a' }];
    const message = { text: 'Hủy?', attachment: { type: 'template', payload: { buttons } } };
    await send(zalo, zalo.issueTokens().access_token, lan, message);
    zalo.people.press('lan', 'Xác nhận');
    zalo.people.press('lan', 'Xác nhận');
    await zalo.office.idle();
    const presses = received
      .map(({ body }) => JSON.parse(body))
      .filter(({ message }) => message.text === '#confirm:7f3a');
    expect(presses).toHaveLength(2);
    expect(presses[0].message.msg_id).not.toBe(presses[1].message.msg_id);
    expect(zalo.messages('lan').map(({ text }) => text)).toEqual(['xin chào', 'Hủy?']);
  });

  it('are tried again with the same bytes until they are answered 200', async () => {
    const { zalo, received } = await connected([500, 503]);
    zalo.people.say('lan', 'xin chào');
    await zalo.office.idle();
    expect(received.map(({ headers }) => headers['num_retry'])).toEqual([undefined, '1', '2']);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect(zalo.office.isDisabled).toBe(false);
  });

  it('end after the last retry', async () => {
    const { zalo, received } = await connected([500, 500, 500]);
    zalo.people.say('lan', 'một');
    await zalo.office.idle();
    zalo.people.say('lan', 'hai');
    await zalo.office.idle();
    expect(zalo.office.isDisabled).toBe(true);
    expect(received).toHaveLength(3);
  });

  it('can come twice, in reverse, wrongly signed, re-encoded and with ids as numbers', async () => {
    const { zalo, received } = await connected();
    Object.assign(zalo.office.manners, { copies: 2, reverseOf: 2, ids: 'number' });
    zalo.people.say('lan', 'một');
    zalo.people.say('lan', 'hai');
    await zalo.office.idle();
    expect(received).toHaveLength(4);
    expect(received[0]?.body).toContain(`"sender":{"id":${lan}}`);
    Object.assign(zalo.office.manners, { copies: 1, reverseOf: 1, signature: 'missing', isReencoded: true });
    zalo.people.sendPicture('lan', 'sticker');
    await zalo.office.idle();
    expect(received.at(-1)?.headers).not.toHaveProperty('x-zevent-signature');
    expect(received.at(-1)?.body).toContain('\n "event_name": "user_send_sticker"');
  });

  it('tell of a follow and its end', async () => {
    const { zalo, received } = await connected();
    zalo.people.follow('lan');
    await zalo.office.idle();
    zalo.people.unfollow('lan');
    await zalo.office.idle();
    expect(received.map(({ body }) => JSON.parse(body))).toMatchObject([
      { event_name: 'follow', follower: { id: lan } },
      { event_name: 'unfollow', follower: { id: lan } },
    ]);
  });
});

async function connected(statuses: number[] = []) {
  const zalo = await started();
  const { url, received } = await startWebhook(statuses);
  zalo.office.webhook = url;
  return { zalo, received };
}
