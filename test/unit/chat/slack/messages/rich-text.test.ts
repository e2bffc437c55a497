import { describe, expect, it } from 'vitest';
import { shorten } from '../../../../../src/chat/slack/messages/limits.js';
import {
  bullets,
  escapeText,
  messageText,
  paragraph,
  richTextBlock,
} from '../../../../../src/chat/slack/messages/rich-text.js';
import { bold, code, richText, user } from '../../../../../src/core/messages/rich-text.js';
import fc from '../../../../fixtures/seeded-check.js';
import { faultsOf } from '../../../../fixtures/slack-accepts.js';
import { anyText } from '../../../../fixtures/strings.js';

describe('a rich-text paragraph', () => {
  it('keeps outside text as plain text, whatever it holds', () => {
    expect(paragraph(richText`Reason: ${'<!channel> *boo*'}`).elements).toEqual([
      { type: 'text', text: 'Reason: ' },
      { type: 'text', text: '<!channel> *boo*' },
    ]);
  });

  it('turns the bot’s mentions into Slack mentions', () => {
    expect(paragraph([user('U1'), { group: 'S1' }, { channel: 'C1' }]).elements).toEqual([
      { type: 'user', user_id: 'U1' },
      { type: 'usergroup', usergroup_id: 'S1' },
      { type: 'channel', channel_id: 'C1' },
    ]);
  });

  it('drops empty text, which Slack refuses', () => {
    expect(paragraph([bold(''), code('1')]).elements).toEqual([
      { type: 'text', text: '1', style: { code: true } },
    ]);
  });

  it('shows a time in the reader’s time zone, and in UTC where that is not possible', () => {
    expect(paragraph([{ at: Date.UTC(2026, 0, 5, 2, 3, 59) }]).elements).toEqual([
      {
        type: 'date',
        timestamp: 1_767_578_639,
        format: '{time}, {date_short}',
        fallback: '2026-01-05 02:03 UTC',
      },
    ]);
  });
});

describe('the plain text of a phrase', () => {
  it('escapes Slack’s control characters', () => {
    expect(messageText([richText`${user('U1')}: ${'<!channel> & <@U2>'}`])).toBe(
      '<@U1>: &lt;!channel&gt; &amp; &lt;@U2&gt;',
    );
  });

  it('escapes a link’s label', () => {
    expect(messageText([[{ url: 'https://zalo.cloud', label: 'a > b' }]])).toBe(
      '<https://zalo.cloud|a &gt; b>',
    );
  });

  it('gives back, unescaped, exactly the original text', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const back = escapeText(text)
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&');
        expect(back).toBe(text);
      }),
    );
  });
});

it('a rich-text list is accepted by Slack', () => {
  const blocks = [richTextBlock(bullets([richText`one`, richText`${bold('two')}`]))];
  expect(faultsOf({ text: 'list', blocks })).toEqual([]);
});

describe('truncation', () => {
  it('never makes a text longer than allowed', () => {
    fc.assert(
      fc.property(anyText(), fc.integer({ min: 1, max: 40 }), (text, most) => {
        expect(shorten(text, most).length).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('leaves a text that fits unchanged', () => {
    expect(shorten('1234', 4)).toBe('1234');
  });

  it('does not split an emoji', () => {
    expect(shorten('ab😀cd', 4)).toBe('ab…');
  });
});
