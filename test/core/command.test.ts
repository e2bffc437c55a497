import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Command, commandLimits, parseCommand } from '../../src/core/command.js';
import { tidy } from '../../src/core/fold.js';
import { anyText } from './strings.js';

describe('the grammar', () => {
  it.each([
    ['oa 4318093042839471234', 'oa', '4318093042839471234', null],
    ['  OA   1234  ', 'oa', '1234', null],
    ['ｏａ　１２３４', 'oa', '1234', null],
    ['oa ban hang sai gon', 'oa', 'ban hang sai gon', null],
    ['app 5678', 'app', '5678', null],
    ['App Cà Phê', 'app', 'Cà Phê', null],
    ['ứng dụng 5678', 'app', '5678', null],
    ['ung dung 5678', 'app', '5678', null],
    ['Ứng Dụng cà phê', 'app', 'cà phê', null],
    ['ungdung 5678', 'app', '5678', null],
    ['oa 1234 -- đã đóng cửa', 'oa', '1234', 'đã đóng cửa'],
    ['oa 1234 — đã đóng cửa', 'oa', '1234', 'đã đóng cửa'],
    ['oa 1234 -- moved -- again', 'oa', '1234', 'moved -- again'],
    ['oa 1234 --', 'oa', '1234', null],
    ['oa Sài Gòn – Đại lý', 'oa', 'Sài Gòn – Đại lý', null],
    ['oa well--known', 'oa', 'well--known', null],
    ['oa \u200b1234\u200d', 'oa', '1234', null],
  ] as const)('reads “%s”', (text, kind, query, reason) => {
    expect(parseCommand(text)).toEqual({ type: 'unlink', kind, query, reason });
  });

  it.each(['', '   ', 'help', 'HELP', 'trợ giúp', 'Tro Giup', 'trogiup', '?', '？', '\u200b'])(
    'answers “%s” with help',
    (text) => {
      expect(parseCommand(text)).toEqual({ type: 'help' });
    },
  );
});

describe('mistakes', () => {
  it.each([
    ['ao 1234', '/unlink oa 1234'],
    ['ap 5678', '/unlink app 5678'],
    ['apps 5678', '/unlink app 5678'],
    ['hepl', '/unlink help'],
    ['aap', '/unlink app 5678'],
  ])('offers for “%s” the nearest command “%s”', (text, nearest) => {
    expect(parseCommand(text)).toMatchObject({ mistake: { type: 'unknown_word' }, nearest });
  });

  it('asks for the kind when there are digits alone', () => {
    expect(parseCommand('4318093042839471234')).toEqual({
      type: 'mistake',
      mistake: { type: 'missing_kind', query: '4318093042839471234' },
      nearest: '/unlink oa 4318093042839471234',
    });
  });

  it('asks for the kind when there is a name alone', () => {
    expect(parseCommand('bán hàng sài gòn')).toMatchObject({
      mistake: { type: 'missing_kind', query: 'bán hàng sài gòn' },
    });
  });

  it.each(['oa', 'app', 'ứng dụng'])('asks what to unlink when there is only “%s”', (text) => {
    expect(parseCommand(text)).toMatchObject({ mistake: { type: 'missing_query' } });
  });

  it('says how long a query of 10,000 characters is and how long it may be', () => {
    expect(parseCommand(`oa ${'x'.repeat(10_000)}`)).toMatchObject({
      mistake: { type: 'query_too_long', length: 10_000, most: commandLimits.query },
    });
  });

  it('says how long a reason of 10,000 characters is and how long it may be', () => {
    expect(parseCommand(`oa 1234 -- ${'x'.repeat(10_000)}`)).toMatchObject({
      mistake: { type: 'reason_too_long', length: 10_000, most: commandLimits.reason },
    });
  });

  it('takes a query of the longest length, counted in characters and not in their halves', () => {
    expect(parseCommand(`oa ${'😀'.repeat(commandLimits.query)}`).type).toBe('unlink');
  });

  it('shows only the beginning of a very long unknown word', () => {
    const shown = shownIn(parseCommand(`zz${'9'.repeat(10_000)}`));
    expect([...shown]).toHaveLength(commandLimits.shownWord);
  });
});

describe('whatever is typed', () => {
  it('is help, an unlink or a mistake', () => {
    fc.assert(
      fc.property(typed(), (text) => {
        expect(['help', 'unlink', 'mistake']).toContain(parseCommand(text).type);
      }),
    );
  });

  it('keeps the letters of a query that is accepted', () => {
    fc.assert(
      fc.property(fc.constantFrom('oa', 'app', 'ứng dụng'), anyText(), (kind, query) => {
        const plain = tidy(query);
        fc.pre(plain !== '' && !/(?:^|\s)(?:--|—)(?:\s|$)/u.test(query));
        expect(parseCommand(`${kind} ${query}`)).toMatchObject({ type: 'unlink', query: plain });
      }),
    );
  });

  it('leads to an answer of bounded length', () => {
    fc.assert(
      fc.property(fc.constantFrom('', 'oa ', 'ao ', 'x '), fc.nat(10_000), (start, length) => {
        const command = parseCommand(start + 'w'.repeat(length));
        expect(JSON.stringify(command).length).toBeLessThan(1_000);
      }),
    );
  });
});

function typed(): fc.Arbitrary<string> {
  const start = fc.constantFrom('', 'oa ', 'app ', 'ứng dụng ', 'help', '? ', 'oa 1 -- ', '-- ', '—');
  return fc.tuple(start, anyText()).map(([first, rest]) => first + rest);
}

function shownIn(command: Command): string {
  return command.type === 'mistake' && command.mistake.type === 'missing_kind' ? command.mistake.query : '';
}
