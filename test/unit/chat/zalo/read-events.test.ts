import { describe, expect, it } from 'vitest';
import { parseExactly } from '../../../../src/chat/zalo/inbound/exact-json.js';
import { readBotEvent } from '../../../../src/chat/zalo/inbound/read-bot-event.js';
import { readOaDelivery, readOaEvent } from '../../../../src/chat/zalo/inbound/read-oa-event.js';
import { hashIn, isSameSecret, isSigned } from '../../../../src/chat/zalo/inbound/signature.js';

const text = {
  event_name: 'user_send_text',
  app_id: '2553928453557884079',
  sender: { id: '6142494823000000000' },
  recipient: { id: '3662729599332560487' },
  message: { text: '/unlink oa 1234', msg_id: 'cb31dff1c39642cc1b83' },
  timestamp: '1699003881354',
  user_id_by_app: '979122185046046317',
};

describe('an event of an OA', () => {
  it('that is a text names its person, OA, time and message', () => {
    expect(read(text)).toEqual({
      type: 'text',
      from: { surface: 'zalo', id: '6142494823000000000' },
      to: '3662729599332560487',
      at: 1_699_003_881_354,
      delivery: expect.stringMatching(/^[0-9a-f]{64}$/u),
      messageId: 'cb31dff1c39642cc1b83',
      text: '/unlink oa 1234',
      quotes: null,
      isInGroup: false,
    });
  });

  it('reads the same with its ids as numbers', () => {
    const numbers = JSON.stringify(text).replace(/"(\d{13,})"/gu, '$1');
    expect(readOaEvent(readOaDelivery(parseExactly(numbers)) ?? none)).toEqual(read(text));
  });

  it('is the same one when Zalo sends it again, and another with another message', () => {
    const again = { ...text, timestamp: '1699003999999' };
    const other = { ...text, message: { ...text.message, msg_id: 'another' } };
    expect(read(again)?.delivery).toBe(read(text)?.delivery);
    expect(read(other)?.delivery).not.toBe(read(text)?.delivery);
  });

  it('in the form of a payload is a press, and a sticker or an empty text a picture', () => {
    const saying = (words: string) => read({ ...text, message: { ...text.message, text: words } });
    expect(saying('#confirm:7f3a')).toMatchObject({ type: 'press', payload: '#confirm:7f3a' });
    expect(saying('#confirm: 7f3a')).toMatchObject({ type: 'text' });
    expect(saying(' ')).toMatchObject({ type: 'picture' });
    const sticker = { ...text, event_name: 'user_send_sticker', message: { msg_id: 's1', attachments: [] } };
    expect(read(sticker)).toMatchObject({ type: 'picture', messageId: 's1' });
  });

  it.each(['follow', 'unfollow'])('that is a %s names the follower', (name) => {
    const { app_id, timestamp } = text;
    const event = {
      oa_id: '388613280879808645',
      follower: { id: '246' },
      event_name: name,
      app_id,
      timestamp,
    };
    expect(read(event)).toMatchObject({ type: name, from: { id: '246' }, to: '388613280879808645' });
  });

  it.each([
    ['the echo of what the OA sent', { ...text, event_name: 'oa_send_text' }],
    ['one that the bot does not know', { ...text, event_name: 'user_click_chatnow' }],
    ['one without a sender', { ...text, sender: undefined }],
    ['one whose id is no id', { ...text, sender: { id: '{zca}:key' } }],
  ])('is dropped if it is %s', (_, event) => {
    expect(read(event)).toBeNull();
  });

  it.each([null, 'text', [], {}, { ...text, timestamp: 'yesterday' }])('cannot be %j', (body) => {
    expect(readOaDelivery(body)).toBeNull();
  });
});

describe('the signature of an OA’s event', () => {
  const body = Buffer.from(JSON.stringify(text));
  const signing = { appId: text.app_id, timestamp: text.timestamp, secret: 'OA_SECRET_KEY_EXAMPLE' };
  const mac = '7e9ae18898444482bdf1029f1c18e516c090781529dea649ca71896eb96d24d0';

  it.each([`mac=${mac}`, ` MAC = ${mac.toUpperCase()} `, mac])('is accepted as “%s”', (header) => {
    expect(isSigned(body, hashIn(header) ?? Buffer.alloc(32), signing)).toBe(true);
  });

  it('does not fit another byte, secret or time', () => {
    const hash = hashIn(mac) ?? Buffer.alloc(32);
    expect(isSigned(Buffer.concat([body, Buffer.from(' ')]), hash, signing)).toBe(false);
    expect(isSigned(body, hash, { ...signing, secret: 'another' })).toBe(false);
    expect(isSigned(body, hash, { ...signing, timestamp: '1699003881355' })).toBe(false);
  });

  it.each([undefined, '', 'mac=', `mac=${mac}0`, `mac=${mac.slice(1)}g`, [mac]])(
    'is missing in %j',
    (header) => {
      expect(hashIn(header)).toBeNull();
    },
  );

  it('of the bot is a secret of any length, compared whole', () => {
    expect(isSameSecret('secret-of-the-bot', 'secret-of-the-bot')).toBe(true);
    for (const given of ['secret-of-the-bo', '', undefined, ['secret-of-the-bot']])
      expect(isSameSecret(given, 'secret-of-the-bot')).toBe(false);
  });
});

describe('an event of the Zalo bot', () => {
  const event = {
    event_name: 'message.text.received',
    message: {
      from: { id: '6ede9afa66b88fe6d6a9', display_name: 'Ted', is_bot: false },
      chat: { id: '6ede9afa66b88fe6d6a9', chat_type: 'PRIVATE' },
      text: 'duyệt 4821',
      message_id: '2d758cb5e222177a4e35',
      date: 1_750_316_131_602,
    },
  };

  it('is read wrapped and bare', () => {
    expect(readBotEvent({ ok: true, result: event })).toMatchObject({
      type: 'text',
      from: { surface: 'zalo-bot', id: '6ede9afa66b88fe6d6a9' },
      text: 'duyệt 4821',
      isInGroup: false,
    });
    expect(readBotEvent(event)).toEqual(readBotEvent({ ok: true, result: event }));
  });

  it('in a chat that is not called private is in a group', () => {
    const chat = { id: 'group-1' };
    expect(readBotEvent({ ...event, message: { ...event.message, chat } })).toMatchObject({
      isInGroup: true,
    });
  });

  it('with a picture in a group is dropped', () => {
    const picture = (chat: object) => ({
      event_name: 'message.sticker.received',
      message: { ...event.message, chat },
    });
    expect(readBotEvent(picture({ id: 'group-1', chat_type: 'GROUP' }))).toBeNull();
    expect(readBotEvent(picture({ id: event.message.from.id, chat_type: 'PRIVATE' }))).toMatchObject({
      type: 'picture',
    });
  });

  it('of another bot, without a sender or unknown is dropped', () => {
    const from = { ...event.message.from, is_bot: true };
    expect(readBotEvent({ ...event, message: { ...event.message, from } })).toBeNull();
    expect(readBotEvent({ ...event, message: { text: 'x' } })).toBeNull();
    expect(readBotEvent({ ...event, event_name: 'message.edited' })).toBeNull();
  });
});

const none = { appId: '', name: '', timestamp: '', body: null };

function read(body: unknown) {
  const delivery = readOaDelivery(JSON.parse(JSON.stringify(body)));
  return delivery === null ? null : readOaEvent(delivery);
}
