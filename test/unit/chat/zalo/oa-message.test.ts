import { describe, expect, it } from 'vitest';
import { oaMessages } from '../../../../src/chat/zalo/messages/oa-message.js';

const buttons = [{ title: 'Xác nhận', payload: '#confirm:7f3a' }];
const onTheWire = [{ title: 'Xác nhận', type: 'oa.query.hide', payload: '#confirm:7f3a' }];

describe('a message of an OA', () => {
  it('hangs its buttons on a text, or puts both into a template', () => {
    expect(oaMessages({ text: 'Hủy?', buttons }, 'text')).toEqual([
      { text: 'Hủy?', attachment: { type: 'template', payload: { buttons: onTheWire } } },
    ]);
    expect(oaMessages({ text: 'Hủy?', buttons }, 'template')).toEqual([
      {
        attachment: {
          type: 'template',
          payload: { template_type: 'button', text: 'Hủy?', buttons: onTheWire },
        },
      },
    ]);
  });

  it('quotes in its first part and has the buttons under its last', () => {
    const text = `${'a'.repeat(1_500)}\n${'b'.repeat(1_500)}`;
    const [first, last] = oaMessages({ text, buttons, quotes: 'm1' }, 'text');
    expect(first).toEqual({ quote_message_id: 'm1', text: 'a'.repeat(1_500) });
    expect(last).toMatchObject({ text: 'b'.repeat(1_500), attachment: {} });
  });

  it('shortens a title, and never a payload', () => {
    const long = [{ title: 'ă'.repeat(120), payload: 'x'.repeat(1_001) }];
    expect(() => oaMessages({ text: 'a', buttons: long }, 'text')).toThrow(RangeError);
    const [message] = oaMessages({ text: 'a', buttons: [{ title: 'ă'.repeat(120), payload: 'x' }] }, 'text');
    expect(JSON.stringify(message)).toContain(`"${'ă'.repeat(100)}"`);
  });

  it('has five buttons at most', () => {
    const six = Array.from({ length: 6 }, () => ({ title: 'a', payload: 'b' }));
    expect(() => oaMessages({ text: 'a', buttons: six }, 'text')).toThrow(RangeError);
  });
});
