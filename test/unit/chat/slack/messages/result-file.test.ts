import { describe, expect, it } from 'vitest';
import { resultFile } from '../../../../../src/chat/slack/messages/result-file.js';
import type { Finished } from '../../../../../src/core/request/request.js';
import { locales } from '../../../../../src/i18n/messages.js';
import { messagesFor } from '../../../../../src/i18n/messages-for.js';
import { askedAt, asset, finished, pending } from '../../../../fixtures/requests.js';
import fc from '../../../../fixtures/seeded-check.js';
import { anyText } from '../../../../fixtures/strings.js';
import { type OutcomeType, outcomeOfType } from '../../../core/request/histories.js';

describe('the result file', () => {
  it('begins with the mark by which spreadsheets recognise UTF-8', () => {
    expect(contentOf(finished()).codePointAt(0)).toBe(0xfeff);
  });

  it('is named after the request and its round', () => {
    expect(resultFile({ ...finished(), round: 2 }, messagesFor('en')).name).toBe('UR-7K2M-2.csv');
  });

  it('begins with a line of titles', () => {
    expect(rowsOf(finished())[0]).toEqual(['kind', 'id', 'name', 'outcome', 'at']);
  });

  it('lists every chosen asset, fifty of fifty', () => {
    const list = Array.from({ length: 50 }, (_, index) => asset(String(1_000 + index)));
    const ids = rowsOf(finished('partial', pending({ assets: list }))).map((row) => digitsIn(row[1]));
    expect(ids.slice(1)).toEqual(list.map(({ id }) => id));
  });

  it('leaves out assets that were not chosen', () => {
    expect(rowsOf(finished('succeeded', pending({ chosen: ['202'] })))).toHaveLength(2);
  });

  it('gives the time of each outcome', () => {
    expect(rowsOf(named('x', 'unlinked'))[1]?.[4]).toBe(new Date(askedAt).toISOString());
  });

  it.each([
    'unlinked',
    'already_unlinked',
    'would_unlink',
    'changed',
    'refused',
    'stopped',
    'failed',
    'unknown',
  ] as const)('describes in words an asset that was %s', (type) => {
    expect(rowsOf(named('x', type))[1]?.[3]).toMatch(/\w+ \w+/u);
  });

  it('ends every line as CSV requires', () => {
    expect(contentOf(finished()).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
  });
});

describe('a name in the result file', () => {
  it.each([
    ['commas', 'a, b, c'],
    ['quotes', 'the "main" one'],
    ['Vietnamese letters', 'Đại lý Sài Gòn'],
  ])('is read back unchanged with %s', (_, name) => {
    expect(rowsOf(named(name))[1]?.[2]).toBe(name);
  });

  it.each(['=1+1', '+84 90', '-5', '@SUM(A1)', '=HYPERLINK("http://x","y")'])(
    'is quoted when a spreadsheet would run it: %j',
    (name) => {
      expect(rowsOf(named(name))[1]?.[2]).toBe(`'${name}`);
    },
  );

  it.each(['\n=1', '\0=1', '＝1+1', '＋1', '－1', '＠x'])(
    'is quoted when only some spreadsheets would run it: %j',
    (name) => {
      expect(rowsOf(named(name))[1]?.[2]?.startsWith("'")).toBe(true);
    },
  );

  it('never breaks out of its field, whatever it is', () => {
    fc.assert(
      fc.property(anyText(), (name) => {
        const rows = rowsOf(named(name));
        expect(rows.map((row) => row.length)).toEqual([5, 5]);
      }),
    );
  });

  it('is replaced by the id when it is invisible', () => {
    for (const name of ['\u3164\u3164', '\u2800', '\u0301', '\ue000', '\u200b \ufe0f'])
      expect(rowsOf(named(name))[1]?.[2]).toBe('101');
  });

  it('begins no cell with a formula when a spreadsheet splits at semicolons', () => {
    for (const name of ['x;=1+1;y', ';=HYPERLINK("http://x")', 'a; +1', 'a|@x'])
      expect(rowsOf(named(name))[1]?.[2]).not.toMatch(/[;|]\s*[=+@-]/u);
  });

  it('never begins like a formula, whatever it is', () => {
    fc.assert(
      fc.property(anyText(), (name) => {
        expect(rowsOf(named(name))[1]?.[2]).not.toMatch(/^[=+\-@\t\r]/u);
      }),
    );
  });
});

describe('a server’s message in the result file', () => {
  it('is never run by a spreadsheet', () => {
    const request = finished('failed', pending({ chosen: ['101'] }), () => ({
      type: 'refused',
      at: askedAt,
      message: '","=cmd|x',
    }));
    expect(rowsOf(request)[1]).toHaveLength(5);
  });
});

describe('an id in the result file', () => {
  it('keeps all of its digits, though a spreadsheet would round them as a number', () => {
    const long = finished('succeeded', pending({ assets: [asset('4318093042839471234')] }));
    // Spreadsheets read a field of digits alone as a number, quoted or not.
    expect(rowsOf(long)[1]?.[1]).not.toMatch(/^\d+$/u);
  });
});

it.each(locales)('the result file has its titles in %s', (locale) => {
  const { columns } = messagesFor(locale).result;
  const [head] = parsed(resultFile(finished(), messagesFor(locale)).content);
  expect(head).toEqual([columns.kind, columns.id, columns.name, columns.outcome, columns.at]);
});

function named(name: string, type: OutcomeType = 'unlinked'): Finished {
  return finished('succeeded', pending({ assets: [asset('101', name)] }), () => outcomeOfType(type));
}

function contentOf(request: Finished): string {
  return resultFile(request, messagesFor('en')).content;
}

function rowsOf(request: Finished): string[][] {
  return parsed(contentOf(request));
}

function digitsIn(field: string = ''): string {
  return field.replaceAll(/\D/gu, '');
}

/** Reads separated values as RFC 4180 defines them, every field in quotes. */
function parsed(content: string): string[][] {
  const rows: string[][] = [[]];
  const field = /"((?:[^"]|"")*)"([,;]|\r\n)/gy;
  field.lastIndex = 1;
  for (let found = field.exec(content); found !== null; found = field.exec(content)) {
    rows.at(-1)?.push((found[1] ?? '').replaceAll('""', '"'));
    if (found[2] === '\r\n') rows.push([]);
    if (field.lastIndex === content.length) return rows.slice(0, -1);
  }
  throw new Error(`not separated values: ${content}`);
}
